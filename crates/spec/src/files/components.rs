//! `components/*.csv`: reusable parts that a spreadsheet can edit.

use super::words::{APPEALS, appeal};
use crate::origin::Origin;
use crate::read::csv::{Row, Sheet};
use crate::read::faults::Faults;
use crate::read::fields::{Field, Kind, optional, required};
use crate::read::known::{Known, Thing};
use crate::read::text::Fault;
use crate::workspace::{Cta, Hook, Motif, Music, Scene, Structure, Voice};
use model::canvas::{CENTRE, Point};
use model::fact::SOURCE_TYPES;
use model::id::{ComponentId, ComponentKind};
use model::provenance::SourceType;
use std::collections::{BTreeMap, BTreeSet};

/// Where they lie.
pub(crate) const FOLDER: &str = "components/";
/// Where media that components name are looked for.
const MEDIA: &[&str] = &["", "components/"];
const TAKEN_FROM: &str = "the adopted film or picture it was taken from";
const SOURCE_TYPE: &str = "how it came to be, in IPTC's words; nothing is claimed when empty";
const CREATOR: &str = "who made it; files say so";
const RIGHTS: &str = "what its use is bound to; files say so";
const INKS: &[&str] = &["light", "dark"];
const SHAPES: &[&str] = &["band", "frame", "block", "corner", "none"];
const BEATS: &[&str] = &["hook", "line", "proof", "offer", "cta"];

/// One kind of component file: what a row is, where it lies, its columns.
#[derive(Debug)]
pub(crate) struct ComponentFile {
    /// Which kind.
    pub(crate) kind: ComponentKind,
    /// Which names its rows define.
    pub(crate) thing: Thing,
    /// What a row is.
    pub(crate) what: &'static str,
    /// Where the file lies.
    pub(crate) path: &'static str,
    /// Its columns.
    pub(crate) fields: &'static [Field],
}

/// `components/hooks.csv`.
pub(crate) const HOOKS: ComponentFile = ComponentFile {
    kind: ComponentKind::Hook,
    thing: Thing::Hook,
    what: "hook",
    path: "components/hooks.csv",
    fields: &[
        required("id", Kind::Id, "a short id"),
        required("text", Kind::ByLanguage, "the words; `text:de` for another language"),
        optional("line", Kind::ByLanguage, "what it says next"),
        required("form", Kind::Text, "question, statement, number, command, contrast, story, …"),
        optional("appeal", Kind::OneOf(APPEALS), "what it appeals to"),
        optional(
            "propositions",
            Kind::List(&Kind::Names(Thing::Proposition)),
            "the propositions it can carry; all when empty",
        ),
        optional("parent", Kind::Names(Thing::Hook), "the hook it evolved from"),
    ],
};

/// `components/scenes.csv`.
pub(crate) const SCENES: ComponentFile = ComponentFile {
    kind: ComponentKind::Scene,
    thing: Thing::Scene,
    what: "scene",
    path: "components/scenes.csv",
    fields: &[
        required("id", Kind::Id, "a short id"),
        required("text", Kind::Text, "what is seen"),
        required(
            "path",
            Kind::File(MEDIA),
            "the photograph, or footage: .mp4, .mov, .m4v or .webm",
        ),
        optional("focus_x", Kind::Number(0.0, 1.0), "what must stay in sight, 0 left to 1 right"),
        optional("focus_y", Kind::Number(0.0, 1.0), "what must stay in sight, 0 top to 1 bottom"),
        required("ink", Kind::OneOf(INKS), "whether words on it are light or dark"),
        optional("rights_until", Kind::Date, "last day we may use it"),
        optional("taken_from", Kind::Adopted, TAKEN_FROM),
        optional("source_type", Kind::OneOf(SOURCE_TYPES), SOURCE_TYPE),
        optional("creator", Kind::Text, CREATOR),
        optional("rights", Kind::Text, RIGHTS),
        optional("parent", Kind::Names(Thing::Scene), "the scene it evolved from"),
    ],
};

/// `components/structures.csv`.
pub(crate) const STRUCTURES: ComponentFile = ComponentFile {
    kind: ComponentKind::Structure,
    thing: Thing::Structure,
    what: "structure",
    path: "components/structures.csv",
    fields: &[
        required("id", Kind::Id, "a short id"),
        required("beats", Kind::List(&Kind::OneOf(BEATS)), "the beats in order, with `;` between"),
        optional("parent", Kind::Names(Thing::Structure), "the structure it evolved from"),
    ],
};

/// `components/motifs.csv`.
pub(crate) const MOTIFS: ComponentFile = ComponentFile {
    kind: ComponentKind::Motif,
    thing: Thing::Motif,
    what: "motif",
    path: "components/motifs.csv",
    fields: &[
        required("id", Kind::Id, "a short id"),
        required("shape", Kind::OneOf(SHAPES), "the shape it has"),
        required("colour", Kind::Names(Thing::Colour), "the colour role it uses"),
        optional("text", Kind::Text, "the motif in words"),
        optional("own", Kind::Truth, "whether only this brand has it"),
        optional("parent", Kind::Names(Thing::Motif), "the motif it evolved from"),
    ],
};

/// `components/ctas.csv`.
pub(crate) const CTAS: ComponentFile = ComponentFile {
    kind: ComponentKind::Cta,
    thing: Thing::Cta,
    what: "call to action",
    path: "components/ctas.csv",
    fields: &[
        required("id", Kind::Id, "a short id"),
        required("text", Kind::ByLanguage, "the words; `text:de` for another language"),
        optional("market", Kind::Slug, "the market it is for; all when empty"),
        optional("parent", Kind::Names(Thing::Cta), "the call to action it evolved from"),
    ],
};

/// `components/music.csv`.
pub(crate) const MUSIC: ComponentFile = ComponentFile {
    kind: ComponentKind::Music,
    thing: Thing::Music,
    what: "music bed",
    path: "components/music.csv",
    fields: &[
        required("id", Kind::Id, "a short id"),
        required("path", Kind::File(MEDIA), "the sound file"),
        required("mood", Kind::Text, "in a word: calm, energetic, …"),
        optional("rights_until", Kind::Date, "last day we may use it"),
        optional("taken_from", Kind::Adopted, TAKEN_FROM),
        optional("source_type", Kind::OneOf(SOURCE_TYPES), SOURCE_TYPE),
        optional("creator", Kind::Text, CREATOR),
        optional("rights", Kind::Text, RIGHTS),
        optional("parent", Kind::Names(Thing::Music), "the music bed it evolved from"),
    ],
};

/// `components/voices.csv`.
pub(crate) const VOICES: ComponentFile = ComponentFile {
    kind: ComponentKind::Voice,
    thing: Thing::Voice,
    what: "voice",
    path: "components/voices.csv",
    fields: &[
        required("id", Kind::Id, "a short id"),
        required("language", Kind::Language, "the language that is spoken, such as de or pt-BR"),
        required("text", Kind::Text, "what is said"),
        required("path", Kind::File(MEDIA), "the recording"),
        optional("rights_until", Kind::Date, "last day we may use it"),
        optional("source_type", Kind::OneOf(SOURCE_TYPES), SOURCE_TYPE),
        optional("creator", Kind::Text, CREATOR),
        optional("rights", Kind::Text, RIGHTS),
        optional("parent", Kind::Names(Thing::Voice), "the voice it evolved from"),
    ],
};

/// Every file that may lie in `components/`.
pub(crate) const FILES: [&ComponentFile; 7] =
    [&HOOKS, &SCENES, &STRUCTURES, &MOTIFS, &CTAS, &MUSIC, &VOICES];

/// Refuses parts that descend from themselves.
pub(crate) fn check_lineage(file: &ComponentFile, sheet: &Sheet<'_>, faults: &mut Faults) {
    let parents: BTreeMap<&str, &str> = sheet
        .rows()
        .filter_map(|row| Some((row.text("id")?, file.thing.bare(row.text("parent")?))))
        .collect();
    let circular = circular(&parents);
    for row in sheet.rows() {
        let Some(id) = row.text("id").filter(|id| circular.contains(id)) else {
            continue;
        };
        let what = file.what;
        let message = format!("{what} `{id}` descends from itself");
        let remedy = format!("clear `parent` in the {what} that came first");
        faults.error(row.fault("parent", Fault::new("circle", message, remedy)));
    }
}

/// Returns what the parts of a file evolved from.
pub(crate) fn parents(
    file: &ComponentFile,
    sheet: &Sheet<'_>,
) -> BTreeMap<ComponentId, ComponentId> {
    let part = |name: &str| Some(ComponentId::new(file.kind, name.parse().ok()?));
    let pair =
        |row: Row<'_>| Some((part(row.text("id")?)?, part(file.thing.bare(row.text("parent")?))?));
    sheet.rows().filter_map(pair).collect()
}

/// Walks each line of descent once: a walk ends where an earlier one went, or closes a circle.
fn circular<'p>(parents: &BTreeMap<&'p str, &'p str>) -> BTreeSet<&'p str> {
    let mut walked = BTreeSet::new();
    let mut circular = BTreeSet::new();
    for start in parents.keys() {
        let mut path = Vec::new();
        let mut here = Some(*start);
        while let Some(id) = here.filter(|id| walked.insert(*id)) {
            path.push(id);
            here = parents.get(id).copied();
        }
        let closed = path.iter().skip_while(|id| Some(**id) != here);
        circular.extend(closed.copied());
    }
    circular
}

/// Warns of texts that a market's language does not have.
pub(crate) fn warn_of_languages<'l>(
    sheet: &Sheet<'_>,
    source: &str,
    wanted: impl Iterator<Item = &'l String>,
    faults: &mut Faults,
) {
    for language in wanted {
        let lacks =
            |row: &Row<'_>| !row.by_language("text", source).contains_key(language.as_str());
        let lacking: Vec<_> = sheet.rows().filter(lacks).collect();
        let Some(first) = lacking.first() else {
            continue;
        };
        let rows = if lacking.len() == 1 { "row has" } else { "rows have" };
        let message = format!("{} {rows} no text in `{language}`", lacking.len());
        let remedy = format!("fill in the column `text:{language}`, or they are left out there");
        faults.warn(first.fault("text", Fault::new("missing-language", message, remedy)));
    }
}

/// Reads a hook.
pub(crate) fn hook(row: &Row<'_>, source: &str) -> Option<Hook> {
    Some(Hook {
        id: id(ComponentKind::Hook, row)?,
        text: row.by_language("text", source),
        line: row.by_language("line", source),
        form: row.words("form"),
        appeal: row.text("appeal").and_then(appeal),
        propositions: row.list("propositions").iter().filter_map(|id| id.parse().ok()).collect(),
        place: row.place(),
    })
}

/// Reads a scene.
pub(crate) fn scene(row: &Row<'_>, known: &Known<'_>) -> Option<Scene> {
    let file = known.file(MEDIA, row.text("path")?)?;
    Some(Scene {
        id: id(ComponentKind::Scene, row)?,
        text: row.words("text"),
        path: file.path.clone(),
        digest: file.digest,
        focus: Point {
            x: row.number("focus_x").unwrap_or(CENTRE.x),
            y: row.number("focus_y").unwrap_or(CENTRE.y),
        },
        ink: row.words("ink"),
        rights_until: row.date("rights_until"),
        taken_from: row.parsed("taken_from"),
        origin: origin(row),
        place: row.place(),
    })
}

/// Reads a structure.
pub(crate) fn structure(row: &Row<'_>) -> Option<Structure> {
    Some(Structure {
        id: id(ComponentKind::Structure, row)?,
        beats: row.list("beats").into_iter().map(str::to_owned).collect(),
        place: row.place(),
    })
}

/// Reads a motif.
pub(crate) fn motif(row: &Row<'_>) -> Option<Motif> {
    Some(Motif {
        id: id(ComponentKind::Motif, row)?,
        shape: row.words("shape"),
        colour: row.words("colour"),
        text: row.words("text"),
        own: row.truth("own"),
        place: row.place(),
    })
}

/// Reads a call to action.
pub(crate) fn cta(row: &Row<'_>, source: &str) -> Option<Cta> {
    Some(Cta {
        id: id(ComponentKind::Cta, row)?,
        text: row.by_language("text", source),
        market: row.parsed("market"),
        place: row.place(),
    })
}

/// Reads a music bed.
pub(crate) fn music(row: &Row<'_>, known: &Known<'_>) -> Option<Music> {
    let file = known.file(MEDIA, row.text("path")?)?;
    Some(Music {
        id: id(ComponentKind::Music, row)?,
        path: file.path.clone(),
        digest: file.digest,
        mood: row.words("mood"),
        rights_until: row.date("rights_until"),
        taken_from: row.parsed("taken_from"),
        origin: origin(row),
        place: row.place(),
    })
}

fn origin(row: &Row<'_>) -> Origin {
    Origin {
        sources: row.text("source_type").and_then(SourceType::parse).into_iter().collect(),
        creator: row.words("creator"),
        rights: row.words("rights"),
    }
}

/// Reads a voice.
pub(crate) fn voice(row: &Row<'_>, known: &Known<'_>) -> Option<Voice> {
    let file = known.file(MEDIA, row.text("path")?)?;
    Some(Voice {
        id: id(ComponentKind::Voice, row)?,
        language: row.words("language"),
        text: row.words("text"),
        path: file.path.clone(),
        digest: file.digest,
        rights_until: row.date("rights_until"),
        origin: origin(row),
        place: row.place(),
    })
}

fn id(kind: ComponentKind, row: &Row<'_>) -> Option<ComponentId> {
    Some(ComponentId::new(kind, row.parsed("id")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hooks_in_a_circle_descend_from_themselves() {
        let lineage = |pairs: &[(&'static str, &'static str)]| {
            circular(&pairs.iter().copied().collect()).into_iter().collect::<Vec<_>>()
        };
        assert_eq!(lineage(&[("a", "b"), ("b", "c"), ("c", "b"), ("d", "a")]), ["b", "c"]);
        assert_eq!(lineage(&[("a", "a")]), ["a"]);
        assert!(lineage(&[("c", "b"), ("b", "a"), ("d", "b")]).is_empty());
    }
}

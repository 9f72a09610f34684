//! Everything a file hangs on, part by part, so that a change remakes exactly its dependants and
//! says why.

use crate::deliverable::container;
use crate::film;
use crate::part::call;
use crate::spot;
use crate::still::template;
use layout::ad::{Colours, Logo};
use layout::brand::{colour, colours, logos};
use layout::faces::Faces;
use layout::scale::carries_line;
use model::asset::{MediaKind, Variant};
use model::digest::{Digest, Fields};
use model::id::{CampaignId, ComponentId, DirectionId, FormatId};
use model::step::StepInput;
use spec::format::{AudioRule, Format};
use spec::origin::Origin;
use spec::template::Template;
use spec::workspace::{Direction, EndCard, Motif, Scene, Workspace};
use std::collections::{BTreeMap, BTreeSet};

/// The digests of a workspace's parts, taken once for all its files.
pub struct Brandbook<'a> {
    workspace: &'a Workspace,
    /// The fonts that words in each language are set in.
    fonts: BTreeMap<&'a str, StepInput>,
    /// What every file hangs on.
    common: Vec<StepInput>,
    film_common: Vec<StepInput>,
    directions: BTreeMap<&'a DirectionId, Looks>,
    scenes: BTreeMap<&'a ComponentId, Vec<StepInput>>,
    motifs: BTreeMap<&'a ComponentId, Vec<StepInput>>,
    structures: BTreeMap<&'a ComponentId, StepInput>,
    end_cards: BTreeMap<&'a ComponentId, Signed<'a>>,
    /// Music and voices.
    heard: BTreeMap<&'a ComponentId, Vec<StepInput>>,
    formats: BTreeMap<&'a FormatId, Looks>,
    briefs: BTreeMap<&'a CampaignId, StepInput>,
}

/// A closing card: what its words are, and how they look.
struct Signed<'a> {
    card: &'a EndCard,
    legal: StepInput,
    look: Vec<StepInput>,
}

/// What a part gives to every file, and what to pictures or films only.
struct Looks {
    every: Vec<StepInput>,
    still: Vec<StepInput>,
    film: Vec<StepInput>,
}

impl<'a> Brandbook<'a> {
    /// Takes the digests.
    pub fn of(workspace: &'a Workspace, faces: &Faces) -> Self {
        let all = &workspace.components;
        let brand = &workspace.brand;
        let beats = |beats: &Vec<String>| Fields::new("beats").json("beats", beats).finish();
        let film_length =
            |length: f64| Fields::new("length").number("s", length.to_bits()).finish();
        Self {
            workspace,
            fonts: languages(workspace)
                .map(|tag| (tag, input("brand (fonts)", faces.digest(tag))))
                .collect(),
            common: vec![
                input("brand (logo)", logo_digest(workspace)),
                input("layout (version)", version(layout::VERSION)),
            ],
            film_common: vec![input("cut (version)", version(film::VERSION))],
            directions: keyed(workspace.directions.values(), |d| (&d.id, direction(d, workspace))),
            scenes: keyed(all.scenes.iter(), |part| (&part.id, scene(part))),
            motifs: keyed(all.motifs.iter(), |part| (&part.id, motif(part, workspace))),
            structures: keyed(all.structures.iter(), |part| {
                (&part.id, input(format!("{} (beats)", part.id), beats(&part.beats)))
            }),
            end_cards: keyed(brand.end_cards.iter(), |card| (&card.id, end_card(card, workspace))),
            heard: keyed(
                (all.music.iter().map(|bed| (&bed.id, bed.digest, &bed.origin)))
                    .chain(all.voices.iter().map(|said| (&said.id, said.digest, &said.origin))),
                |(id, digest, from)| {
                    let file = input(format!("{id} (file)"), digest);
                    (id, [vec![file], origin(id, from)].concat())
                },
            ),
            formats: keyed(workspace.formats.values(), |item| (&item.id, format(item))),
            briefs: keyed(workspace.briefs.values(), |brief| {
                (&brief.id, input("brief (film length)", film_length(brief.film_length.0)))
            }),
        }
    }
}

/// Returns what a variant's file in a format hangs on, sorted by role. What is missing in the
/// workspace is missing here too; building says so.
pub fn ingredients(book: &Brandbook<'_>, variant: &Variant, format: &Format) -> Vec<StepInput> {
    if format.kind == MediaKind::Sound {
        return sound_ingredients(book, variant, format);
    }
    let mut all = book.common.clone();
    all.extend(book.fonts.get(variant.language.as_str()).cloned());
    let is_film = format.kind == MediaKind::Motion;
    let looks =
        book.directions.get(&variant.direction).into_iter().chain(book.formats.get(&format.id));
    for look in looks {
        all.extend_from_slice(&look.every);
        let built_in = template(variant, book.workspace).is_none();
        all.extend_from_slice(if is_film {
            &look.film
        } else if built_in {
            &look.still
        } else {
            &[]
        });
    }
    all.extend(book.scenes.get(&variant.scene).into_iter().flatten().cloned());
    let template = (!is_film).then(|| template(variant, book.workspace)).flatten();
    match template {
        Some(template) => all.extend(template_ingredients(template, book)),
        None => all.extend(book.motifs.get(&variant.motif).into_iter().flatten().cloned()),
    }
    all.push(input(format!("{} (text)", variant.hook), Digest::of(variant.headline.as_bytes())));
    let disclosed = book.workspace.disclosed_on_picture(variant, format.kind);
    all.extend(disclosed.map(|words| input("disclosure (text)", text(words))));
    if (is_film || template.is_some() || carries_line(format.size)) && !variant.line.is_empty() {
        all.push(input(format!("{} (line)", variant.hook), Digest::of(variant.line.as_bytes())));
    }
    if is_film {
        all.extend(film_ingredients(book, variant, format));
    } else {
        all.extend(cta(book, &variant.cta, &variant.language));
        // A picture carries the legal line of the card it does not have.
        all.extend(book.end_cards.get(&variant.end_card).map(|card| card.legal.clone()));
    }
    all.sort();
    all
}

/// A template stands for motif and composition, and may name any colour of the brand.
fn template_ingredients(template: &Template, book: &Brandbook<'_>) -> [StepInput; 3] {
    let name = &template.name;
    let colours = Fields::new("colours").json("colours", &book.workspace.brand.colours).finish();
    [
        input(format!("template/{name} (files)"), template.digest),
        input("template (version)", version(layout::template::VERSION)),
        input("brand (tokens)", colours),
    ]
}

fn film_ingredients(book: &Brandbook<'_>, variant: &Variant, format: &Format) -> Vec<StepInput> {
    let mut all = book.film_common.clone();
    all.extend(book.briefs.get(&variant.campaign).cloned());
    all.extend(book.structures.get(&variant.structure).cloned());
    // A film says its call to action on the closing card, which may have its own.
    let mut call = &variant.cta;
    if let Some(signed) = book.end_cards.get(&variant.end_card) {
        all.push(signed.legal.clone());
        all.extend_from_slice(&signed.look);
        call = signed.card.cta.as_ref().unwrap_or(call);
    }
    all.extend(cta(book, call, &variant.language));
    if format.audio != AudioRule::Forbidden {
        all.extend(heard(book, variant));
    }
    all
}

fn sound_ingredients(book: &Brandbook<'_>, variant: &Variant, format: &Format) -> Vec<StepInput> {
    let mut all = book.film_common.clone();
    all.extend(book.briefs.get(&variant.campaign).cloned());
    all.extend(heard(book, variant));
    all.extend(book.formats.get(&format.id).into_iter().flat_map(|looks| looks.film.clone()));
    all.sort();
    all
}

fn heard(book: &Brandbook<'_>, variant: &Variant) -> impl Iterator<Item = StepInput> {
    let parts = variant.music.iter().chain(&variant.voice);
    parts.filter_map(|id| book.heard.get(id)).flatten().cloned()
}

/// What a file is called follows from all it shows, so it is a reason only where there is no other.
pub const NAME: &str = "name (code, purpose)";

/// Says what changed between two lists of ingredients: `hook/fresh changed (text)`.
pub fn explain(old: &[StepInput], new: &[StepInput]) -> String {
    let by_role = |inputs: &[StepInput]| -> BTreeMap<String, Digest> {
        inputs.iter().map(|input| (input.role.clone(), input.digest)).collect()
    };
    let (old, new) = (by_role(old), by_role(new));
    let roles: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut changes: Vec<(&str, String)> = roles
        .into_iter()
        .filter_map(|role| {
            let change = match (old.get(role), new.get(role)) {
                (Some(before), Some(after)) if before == after => return None,
                (Some(_), Some(_)) => changed(role),
                (None, _) => format!("{role} is new"),
                (_, None) => format!("{role} is no longer used"),
            };
            Some((role.as_str(), change))
        })
        .collect();
    if changes.len() > 1 {
        changes.retain(|(role, _)| *role != NAME);
    }
    let changes: Vec<String> = changes.into_iter().map(|(_, change)| change).collect();
    if changes.is_empty() { "nothing changed".to_owned() } else { changes.join(", ") }
}

fn changed(role: &str) -> String {
    match role.split_once(" (") {
        Some((what, field)) => format!("{what} changed ({field}"),
        None => format!("{role} changed"),
    }
}

fn keyed<T, K: Ord, V>(
    all: impl Iterator<Item = T>,
    entry: impl Fn(T) -> (K, V),
) -> BTreeMap<K, V> {
    all.map(entry).collect()
}

fn input(role: impl Into<String>, digest: Digest) -> StepInput {
    StepInput { role: role.into(), digest }
}

fn version(version: u64) -> Digest {
    Fields::new("version").number("version", version).finish()
}

fn text(value: &str) -> Digest {
    Digest::of(value.as_bytes())
}

fn logo_digest(workspace: &Workspace) -> Digest {
    let logos = logos(&workspace.brand);
    let add = |fields: Fields, logo: Option<Logo>| match logo {
        Some(logo) => fields
            .digest("image", &logo.image)
            .number("clear space", logo.clear_space.to_bits())
            .number("smallest", logo.smallest.to_bits()),
        None => fields.text("image", "none"),
    };
    add(add(Fields::new("logos"), logos.on_light), logos.on_dark).finish()
}

fn languages(workspace: &Workspace) -> impl Iterator<Item = &str> {
    let markets = workspace.briefs.values().flat_map(|brief| &brief.markets);
    markets.map(|market| market.language.as_str())
}

fn colours_digest(colours: &Colours) -> Digest {
    Fields::new("colours")
        .text("paper", &colours.paper.to_string())
        .text("ink", &colours.ink.to_string())
        .text("primary", &colours.primary.to_string())
        .text("accent", &colours.accent.to_string())
        .finish()
}

fn direction(direction: &Direction, workspace: &Workspace) -> Looks {
    let id = &direction.id;
    let shots = direction.shots.iter().fold(Fields::new("shots"), |fields, shot| {
        fields
            .text("size", &shot.size)
            .text("movement", &shot.movement)
            .number("duration", shot.duration.0.to_bits())
    });
    let beat = direction.cuts_per_minute.map_or(0, f64::to_bits);
    let rhythm = Fields::new("rhythm").number("cuts per minute", beat).finish();
    Looks {
        every: vec![input(
            "brand (colours)",
            colours_digest(&colours(&workspace.brand, direction)),
        )],
        // Words over a film stand at its foot whatever the composition.
        still: vec![input(format!("direction/{id} (composition)"), text(&direction.composition))],
        film: vec![
            input(format!("direction/{id} (shots)"), shots.finish()),
            input(format!("direction/{id} (rhythm)"), rhythm),
        ],
    }
}

/// What a file says of a part; nothing where nobody said anything.
fn origin(part: &ComponentId, origin: &Origin) -> Vec<StepInput> {
    let Origin { sources, creator, rights } = origin;
    let mut all = Vec::new();
    if !sources.is_empty() {
        let terms = sources
            .iter()
            .fold(Fields::new("source types"), |fields, source| fields.text("term", source.term()));
        all.push(input(format!("{part} (source type)"), terms.finish()));
    }
    for (role, written) in [("creator", creator), ("rights", rights)] {
        if !written.is_empty() {
            all.push(input(format!("{part} ({role})"), text(written)));
        }
    }
    all
}

fn scene(scene: &Scene) -> Vec<StepInput> {
    let focus = Fields::new("focus")
        .number("x", scene.focus.x.to_bits())
        .number("y", scene.focus.y.to_bits());
    let drawn = vec![
        input(format!("{} (photo)", scene.id), scene.digest),
        input(format!("{} (focus)", scene.id), focus.finish()),
        input(format!("{} (ink)", scene.id), text(&scene.ink)),
    ];
    [drawn, origin(&scene.id, &scene.origin)].concat()
}

/// The role's colour, not its name: what is drawn is what counts.
fn role_digest(role: &str, workspace: &Workspace) -> Digest {
    let colour = colour(&workspace.brand, role);
    text(&colour.map_or_else(|| "none".to_owned(), |colour| colour.to_string()))
}

fn motif(motif: &Motif, workspace: &Workspace) -> Vec<StepInput> {
    vec![
        input(format!("{} (shape)", motif.id), text(&motif.shape)),
        input(format!("{} (colour)", motif.id), role_digest(&motif.colour, workspace)),
    ]
}

fn end_card<'a>(card: &'a EndCard, workspace: &Workspace) -> Signed<'a> {
    let colours = Fields::new("colours")
        .digest("background", &role_digest(&card.background, workspace))
        .digest("ink", &role_digest(&card.ink, workspace));
    Signed {
        card,
        legal: input(format!("{} (legal)", card.id), text(&card.legal)),
        look: vec![
            input(format!("{} (text)", card.id), text(&card.text)),
            input(format!("{} (colours)", card.id), colours.finish()),
        ],
    }
}

fn format(format: &Format) -> Looks {
    let id = &format.id;
    let size = Fields::new("size")
        .number("width", u64::from(format.size.width))
        .number("height", u64::from(format.size.height));
    let safe = [format.safe.top, format.safe.right, format.safe.bottom, format.safe.left];
    let target = format.loudness.map_or(0, |rule| rule.target.0.to_bits());
    let sound = Fields::new("sound")
        .text("rule", if format.audio == AudioRule::Forbidden { "silent" } else { "sound" })
        .number("loudness", target)
        .number("peak", format.true_peak.map_or(0, |peak| peak.0.to_bits()));
    let duration = text(&format!("{:?}", format.duration));
    let rate = text(&film::rate(format).to_string());
    Looks {
        every: vec![
            input(format!("format {id} (size)"), size.finish()),
            input(
                format!("format {id} (safe area)"),
                Fields::new("safe").json("px", &safe).finish(),
            ),
            input(format!("format {id} (container)"), text(container(format))),
        ],
        still: Vec::new(),
        film: vec![
            input(format!("format {id} (duration)"), duration),
            input(format!("format {id} (frame rate)"), rate),
            input(format!("format {id} (sound)"), sound.finish()),
            input(format!("format {id} (coding)"), coding(format)),
        ],
    }
}

/// How films in a format are coded: of a second's film, whatever limits depend on its length.
fn coding(format: &Format) -> Digest {
    let limits = [
        format.max_bytes.unwrap_or(0),
        format.max_kbps.map_or(0, f64::to_bits),
        format.min_kbps.map_or(0, f64::to_bits),
    ];
    let rate = film::rate(format);
    let fields = Fields::new("coding");
    let fields = match format.kind {
        MediaKind::Sound => fields.json("coding", &spot::coding(format).ok()),
        MediaKind::Still | MediaKind::Motion => {
            fields.json("coding", &film::coding::encoding(format, rate, rate.num, 1).ok())
        }
    };
    fields.json("limits", &limits).finish()
}

fn cta(book: &Brandbook<'_>, id: &ComponentId, language: &str) -> Option<StepInput> {
    let words = call(&book.workspace.components.ctas, id, language)?;
    Some(input(format!("{id} (text)"), text(words)))
}

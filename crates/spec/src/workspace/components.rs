//! `components/*.csv`: what is put together again and again.

use crate::diagnostic::Place;
use crate::origin::Origin;
use model::canvas::Point;
use model::digest::Digest;
use model::id::{AssetId, ComponentId, MarketId, PropositionId};
use model::insight::Appeal;
use model::unit::Date;
use std::collections::BTreeMap;

/// A hook: the opening thought.
#[derive(Debug, Clone, PartialEq)]
pub struct Hook {
    /// Its id (`hook/…`).
    pub id: ComponentId,
    /// The words, by language; the first language written is the source.
    pub text: BTreeMap<String, String>,
    /// What it says next, by language; may be empty.
    pub line: BTreeMap<String, String>,
    /// `question`, `statement`, `number`, `command`, `contrast`, `story`, …
    pub form: String,
    /// What it appeals to.
    pub appeal: Option<Appeal>,
    /// The propositions it can carry; all when empty.
    pub propositions: Vec<PropositionId>,
    /// Where it stands.
    pub place: Place,
}

/// Endings of films that a scene may be.
const FOOTAGE: [&str; 4] = ["mp4", "mov", "m4v", "webm"];

/// A scene: where and with what it plays.
#[derive(Debug, Clone, PartialEq)]
pub struct Scene {
    /// Its id (`scene/…`).
    pub id: ComponentId,
    /// What is seen.
    pub text: String,
    /// The photograph, or footage.
    pub path: String,
    /// Its bytes.
    pub digest: Digest,
    /// What must stay in sight.
    pub focus: Point,
    /// Whether words on it are light or dark: `light`, `dark`.
    pub ink: String,
    /// Last day we may use it, when licensed.
    pub rights_until: Option<Date>,
    /// What existed before and holds it, when it was taken from there.
    pub taken_from: Option<AssetId>,
    /// How it came to be, and whose it is.
    pub origin: Origin,
    /// Where it stands.
    pub place: Place,
}

impl Scene {
    /// Tells whether it moves, by the ending of its name.
    pub fn is_footage(&self) -> bool {
        let (_, ending) = self.path.rsplit_once('.').unwrap_or_default();
        FOOTAGE.iter().any(|known| ending.eq_ignore_ascii_case(known))
    }
}

/// A structure: the order of beats.
#[derive(Debug, Clone, PartialEq)]
pub struct Structure {
    /// Its id (`structure/…`).
    pub id: ComponentId,
    /// The beats, in order: `hook`, `line`, `proof`, `offer`, `cta`.
    pub beats: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// A motif: a recurring visual idea.
#[derive(Debug, Clone, PartialEq)]
pub struct Motif {
    /// Its id (`motif/…`).
    pub id: ComponentId,
    /// `band`, `frame`, `block`, `corner`, `none`.
    pub shape: String,
    /// The colour role it uses.
    pub colour: String,
    /// In words.
    pub text: String,
    /// Whether only this brand has it.
    pub own: bool,
    /// Where it stands.
    pub place: Place,
}

/// A call to action.
#[derive(Debug, Clone, PartialEq)]
pub struct Cta {
    /// Its id (`cta/…`).
    pub id: ComponentId,
    /// The words, by language.
    pub text: BTreeMap<String, String>,
    /// The market it is for; all when absent.
    pub market: Option<MarketId>,
    /// Where it stands.
    pub place: Place,
}

/// A music bed.
#[derive(Debug, Clone, PartialEq)]
pub struct Music {
    /// Its id (`music/…`).
    pub id: ComponentId,
    /// The file.
    pub path: String,
    /// Its bytes.
    pub digest: Digest,
    /// In a word: `calm`, `energetic`.
    pub mood: String,
    /// Last day we may use it, when licensed.
    pub rights_until: Option<Date>,
    /// What existed before and holds it, when it was taken from there.
    pub taken_from: Option<AssetId>,
    /// How it came to be, and whose it is.
    pub origin: Origin,
    /// Where it stands.
    pub place: Place,
}

/// A voice that speaks over a film.
#[derive(Debug, Clone, PartialEq)]
pub struct Voice {
    /// Its id (`voice/…`).
    pub id: ComponentId,
    /// The language that is spoken.
    pub language: String,
    /// What is said.
    pub text: String,
    /// The file.
    pub path: String,
    /// Its bytes.
    pub digest: Digest,
    /// Last day we may use it, when licensed.
    pub rights_until: Option<Date>,
    /// How it came to be, and whose it is.
    pub origin: Origin,
    /// Where it stands.
    pub place: Place,
}

/// Reusable parts, each list sorted by id.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Components {
    /// Hooks.
    pub hooks: Vec<Hook>,
    /// Scenes.
    pub scenes: Vec<Scene>,
    /// Structures.
    pub structures: Vec<Structure>,
    /// Motifs.
    pub motifs: Vec<Motif>,
    /// Calls to action.
    pub ctas: Vec<Cta>,
    /// Music beds.
    pub music: Vec<Music>,
    /// Voices.
    pub voices: Vec<Voice>,
    /// What each part evolved from, where it did.
    pub parents: BTreeMap<ComponentId, ComponentId>,
}

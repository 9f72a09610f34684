//! A workspace whose files have all been checked.

mod architecture;
mod brand;
mod brief;
mod components;

use crate::diagnostic::Place;
use crate::format::Format;
use crate::origin::Disclosure;
use crate::{naming, template};
use model::concept::Tier;
use model::digest::Digest;
use model::id::{CampaignId, DirectionId, FormatId};
use model::performance::ResultKind;
use model::person::PersonName;
use model::unit::{Currency, Money, Secs};
use std::collections::{BTreeMap, BTreeSet};

pub use crate::interchange::Interchange;
pub use architecture::{Architecture, Audience, Diagnosis, Proposition, Purpose, WrittenInsight};
pub use brand::{Brand, EndCard, Font, FontsFor, Grade, Logo, Rule, RuleForce};
pub use brief::{Breaks, Brief, BriefMarket};
pub use components::{Components, Cta, Hook, Motif, Music, Scene, Structure, Voice};

/// Everything people wrote, checked: every id that is named exists, every file is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Workspace {
    /// `throughline.toml`.
    pub house: House,
    /// `brand/`.
    pub brand: Brand,
    /// `architecture.toml`.
    pub architecture: Architecture,
    /// The three tiers, with the overrides of `tiers.toml`.
    pub tiers: BTreeMap<Tier, TierRules>,
    /// `directions/*.toml`, by id.
    pub directions: BTreeMap<DirectionId, Direction>,
    /// `templates/*/`, by name.
    pub templates: BTreeMap<String, template::Template>,
    /// `components/*.csv`.
    pub components: Components,
    /// `campaigns/*/brief.toml`, by id.
    pub briefs: BTreeMap<CampaignId, Brief>,
    /// The built-in pack with the overrides of `formats.csv`.
    pub formats: BTreeMap<FormatId, Format>,
    /// `market/` and `performance/`: what was dropped in, for the importers.
    pub dropped: Dropped,
}

/// People, money and defaults: `throughline.toml`.
#[derive(Debug, Clone, PartialEq)]
pub struct House {
    /// The workspace's name.
    pub name: String,
    /// Set when everything in it is made up.
    pub sample: bool,
    /// The currency of budgets and of the price book.
    pub currency: Currency,
    /// The language of columns that name none (`text`), BCP 47; `en` when not written.
    pub language: String,
    /// Who may be asked.
    pub people: Vec<Person>,
    /// Hours and rates before throughline, by stage; empty when nobody entered any.
    pub baseline: BTreeMap<String, Baseline>,
    /// What things cost, by name (`generator:flux`, `seat:month`).
    pub prices: BTreeMap<String, Money>,
    /// What people must be told about the use of AI, and where.
    pub disclosures: Vec<Disclosure>,
    /// What files and ads are called.
    pub naming: naming::Template,
    /// Where the files of a package will be served from, an address; empty when nobody has said.
    pub media_base: String,
    /// What is written beside the files of a package.
    pub interchange: BTreeSet<Interchange>,
    /// Where it stands.
    pub place: Place,
}

/// Somebody who may be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name they answer under.
    pub name: PersonName,
    /// What they do: `creative`, `brand`, `performance`, `legal`, …
    pub roles: Vec<String>,
    /// Where it stands.
    pub place: Place,
}

/// How long a stage took before, and what an hour cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Baseline {
    /// Hours per campaign.
    pub hours: f64,
    /// Rate per hour, when entered.
    pub rate: Option<Money>,
    /// Who says so.
    pub source: String,
}

/// How work of one tier is made and judged.
#[derive(Debug, Clone, PartialEq)]
pub struct TierRules {
    /// How many starting points are composed.
    pub concepts: u32,
    /// Who judges concepts: a role.
    pub concept_reviewer: String,
    /// Who signs deliverables: a role.
    pub sign_off: String,
    /// Hours from brief to delivery, when limited.
    pub time_limit_hours: Option<f64>,
}

/// How a shot is framed.
#[derive(Debug, Clone, PartialEq)]
pub struct DirectedShot {
    /// `wide`, `medium`, `close`, `detail`.
    pub size: String,
    /// `eye-level`, `low`, `high`, `top`.
    pub angle: String,
    /// `static`, `push-in`, `pull-out`, `pan-left`, `pan-right`, `tilt-up`, `tilt-down`.
    pub movement: String,
    /// How long.
    pub duration: Secs,
    /// What it is for in the story.
    pub intent: String,
}

/// Encoded production thinking.
#[derive(Debug, Clone, PartialEq)]
pub struct Direction {
    /// Its id: the file's name.
    pub id: DirectionId,
    /// What it wants to achieve.
    pub intent: String,
    /// The shots, in order.
    pub shots: Vec<DirectedShot>,
    /// `left`, `centre`, `right`, `lower-third`, `upper-third`: where words stand.
    pub composition: String,
    /// `natural`, `high-key`, `low-key`, `golden`, …
    pub light: String,
    /// Colour roles it uses, first is dominant.
    pub palette: Vec<String>,
    /// Beats a minute it cuts on, when it does.
    pub cuts_per_minute: Option<f64>,
    /// What to do.
    pub dos: Vec<String>,
    /// What not to do.
    pub donts: Vec<String>,
    /// The template of its pictures; a built-in layout when none is named.
    pub template: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// A file that was dropped in for an importer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DroppedFile {
    /// Its path.
    pub path: String,
    /// Its bytes.
    pub digest: Digest,
    /// What it is said to be, for performance files: `performance/sources.csv`.
    pub kind: ResultKind,
    /// What is said about it there.
    pub note: String,
}

/// What was dropped in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dropped {
    /// `market/*.csv`, `*.jsonl`.
    pub market: Vec<DroppedFile>,
    /// `performance/*.csv` but `sources.csv` and `outcomes.csv`.
    pub performance: Vec<DroppedFile>,
    /// `performance/outcomes.csv`.
    pub outcomes: Option<DroppedFile>,
}

impl Workspace {
    /// Returns the person called `name`.
    pub fn person(&self, name: &PersonName) -> Option<&Person> {
        self.house.people.iter().find(|person| person.name == *name)
    }
}

//! A workspace whose files have all been checked.

use crate::diagnostic::Place;
use crate::format::Format;
use crate::matrix::Matrix;
use crate::origin::{Disclosure, Origin};
use crate::{naming, template};
use model::asset::MediaKind;
use model::canvas::Point;
use model::colour::Colour;
use model::concept::Tier;
use model::digest::Digest;
use model::id::{
    AssetId, AudienceId, CampaignId, ComponentId, ComponentName, DirectionId, FormatId, LogoId,
    MarketId, PropositionId, PurposeId, RuleId,
};
use model::insight::Appeal;
use model::performance::ResultKind;
use model::person::PersonName;
use model::unit::{Currency, Date, Money, Ratio, Secs, Seed};
use std::collections::{BTreeMap, BTreeSet};

pub use crate::interchange::Interchange;

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

/// The brand.
#[derive(Debug, Clone, PartialEq)]
pub struct Brand {
    /// Its name.
    pub name: String,
    /// Colours by role (`primary`, `accent`, `ink`, `paper`, …) from `tokens.json`.
    pub colours: BTreeMap<String, Colour>,
    /// How the fonts are named by role (`headline`, `body`).
    pub fonts: BTreeMap<String, Font>,
    /// What a role is set in where its own font does not serve, in the order it is to be asked.
    pub more_fonts: BTreeMap<String, Vec<FontsFor>>,
    /// Logos, in the order written; the first fits most backgrounds.
    pub logos: Vec<Logo>,
    /// Closing cards.
    pub end_cards: Vec<EndCard>,
    /// How it speaks: words it uses.
    pub voice: Vec<String>,
    /// Words it never uses.
    pub avoid: Vec<String>,
    /// Things only this brand has.
    pub distinctive: Vec<String>,
    /// How dark and how light its films get, if it says so.
    pub grade: Option<Grade>,
    /// Rules; some may be broken on purpose.
    pub rules: Vec<Rule>,
    /// Where it stands.
    pub place: Place,
}

/// How dark and how light the films of a brand get: luma, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grade {
    /// Somewhere they are at least so dark.
    pub black: Ratio,
    /// Somewhere they are at least so light.
    pub white: Ratio,
}

/// Fonts for a language or a script, or for whatever the other fonts lack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FontsFor {
    /// A language tag (`ja`, `zh-Hant`) or a script (`Arab`); none for any.
    pub tag: Option<String>,
    /// The fonts, the first that has a character sets it.
    pub fonts: Vec<Font>,
}

/// A font by file, or by the name of one that set-up fetches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Font {
    /// A file in `brand/fonts/`.
    File {
        /// Its path.
        path: String,
        /// Its bytes.
        digest: Digest,
        /// Weight, 100 to 900.
        weight: u16,
    },
    /// One of the fonts in the cache (`Manrope`).
    Cached {
        /// Its name.
        name: String,
        /// Weight, 100 to 900.
        weight: u16,
    },
}

/// A logo.
#[derive(Debug, Clone, PartialEq)]
pub struct Logo {
    /// Its id.
    pub id: LogoId,
    /// Its file.
    pub path: String,
    /// Its bytes.
    pub digest: Digest,
    /// Space to keep clear around it, as a share of its height.
    pub clear_space: Ratio,
    /// Smallest width, as a share of the picture's width.
    pub smallest: Ratio,
    /// `light` or `dark`: the background it is for; empty fits both.
    pub background: String,
    /// Its width over its height, once somebody has looked into the file.
    pub aspect: Option<f64>,
}

/// A closing card.
#[derive(Debug, Clone, PartialEq)]
pub struct EndCard {
    /// Its id (`end-card/…`).
    pub id: ComponentId,
    /// The call to action it closes with; the variant's when empty.
    pub cta: Option<ComponentId>,
    /// The words above the call to action.
    pub text: String,
    /// The legal line; may be empty.
    pub legal: String,
    /// The market it is for; all when absent.
    pub market: Option<MarketId>,
    /// First day it may be shown.
    pub valid_from: Option<Date>,
    /// Last day it may be shown.
    pub valid_to: Option<Date>,
    /// Background, a colour role.
    pub background: String,
    /// Ink, a colour role.
    pub ink: String,
    /// Where it stands.
    pub place: Place,
}

/// Whether a rule may be broken on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleForce {
    /// A law or a contract: cannot be broken.
    Legal,
    /// The brand's own: a named person may break it, with a reason.
    Brand,
}

/// A rule of the brand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its id; the gate's findings name it.
    pub id: RuleId,
    /// The rule in words.
    pub text: String,
    /// Whether it may be broken.
    pub force: RuleForce,
    /// The checks it stands behind (`off-palette`, `missing-logo`).
    pub checks: Vec<String>,
}

/// The strategic frame, written by people.
#[derive(Debug, Clone, PartialEq)]
pub struct Architecture {
    /// Purposes by id.
    pub purposes: BTreeMap<PurposeId, Purpose>,
    /// Audiences by id.
    pub audiences: BTreeMap<AudienceId, Audience>,
    /// Propositions by id.
    pub propositions: BTreeMap<PropositionId, Proposition>,
    /// Where the brand stands now.
    pub actual_position: String,
    /// Where it wants to stand.
    pub aspired_position: String,
    /// How much may go wrong: `low`, `medium`, `high`.
    pub risk_tolerance: String,
    /// First-party statements that only this brand can make.
    pub insights: Vec<WrittenInsight>,
}

/// What stalls, on which evidence, whose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// What stalls.
    pub stalls: String,
    /// On which evidence.
    pub evidence: String,
    /// Who found it.
    pub whose: String,
}

/// The job a piece of communication does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purpose {
    /// Its id.
    pub id: PurposeId,
    /// In words.
    pub text: String,
    /// Why it is needed.
    pub diagnosis: Diagnosis,
    /// How success is counted.
    pub kpi: String,
    /// Who answers for it.
    pub owner: PersonName,
    /// Where it stands.
    pub place: Place,
}

/// Somebody to speak to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    /// Its id.
    pub id: AudienceId,
    /// In words.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// What is offered or claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposition {
    /// Its id.
    pub id: PropositionId,
    /// In words.
    pub text: String,
    /// What it rests on.
    pub evidence: String,
    /// The appeals it makes.
    pub appeals: Vec<Appeal>,
    /// Where it stands.
    pub place: Place,
}

/// A first-party insight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenInsight {
    /// One sentence.
    pub statement: String,
    /// Who or what says so.
    pub source: String,
    /// The proposition it speaks to.
    pub proposition: Option<PropositionId>,
    /// Where it stands.
    pub place: Place,
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

/// A rule of the brand broken on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breaks {
    /// Which rule.
    pub rule: RuleId,
    /// Who decided.
    pub by: PersonName,
    /// Why.
    pub because: String,
}

/// A market of a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BriefMarket {
    /// Its id.
    pub id: MarketId,
    /// BCP 47 language.
    pub language: String,
}

/// One campaign.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// Its id: the folder's name.
    pub id: CampaignId,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub purpose: PurposeId,
    /// Whom it speaks to.
    pub audience: AudienceId,
    /// What it offers or claims, one or more.
    pub propositions: Vec<PropositionId>,
    /// What leads: price, quality, emotion, provocation, …
    pub lead: String,
    /// Who decided what leads.
    pub decided_by: PersonName,
    /// Why.
    pub because: String,
    /// How it is made and judged.
    pub tier: Tier,
    /// Directions to draw from; all when empty.
    pub directions: Vec<DirectionId>,
    /// The formats, in order.
    pub formats: Vec<FormatId>,
    /// The markets.
    pub markets: Vec<BriefMarket>,
    /// First day on air.
    pub flight_from: Date,
    /// Last day on air.
    pub flight_to: Date,
    /// What may be spent.
    pub budget: Money,
    /// Who judges concepts.
    pub concept_reviewer: PersonName,
    /// Who signs deliverables.
    pub sign_off: PersonName,
    /// Who takes produce / refine / kill / scale decisions.
    pub decider: PersonName,
    /// How many concepts should live.
    pub keep: u32,
    /// How many rounds at most.
    pub rounds: u32,
    /// Calls to action to make variants with, one variant each; the first of the language when
    /// empty.
    pub ctas: Vec<ComponentName>,
    /// Hooks to make variants with beside the concept's own (the matrix); usually empty.
    pub hooks: Vec<ComponentName>,
    /// What else varies, and what must never or always meet; nothing when absent.
    pub matrix: Option<Matrix>,
    /// Closing card; chosen by market and date when absent.
    pub end_card: Option<ComponentName>,
    /// Music of its films; the first bed when absent.
    pub music: Option<ComponentName>,
    /// Voices of its films: a market's is the first one that speaks its language. Without any, films
    /// have none.
    pub voices: Vec<ComponentName>,
    /// The template of its pictures, over the direction's.
    pub template: Option<String>,
    /// Length of its films.
    pub film_length: Secs,
    /// The landing page.
    pub landing: String,
    /// Rules of the brand it breaks on purpose.
    pub breaks: Vec<Breaks>,
    /// The seed of everything random in it.
    pub seed: Seed,
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

impl Brief {
    /// Returns its formats of one kind.
    pub fn formats_of<'a>(
        &'a self,
        kind: MediaKind,
        pack: &'a BTreeMap<FormatId, Format>,
    ) -> impl Iterator<Item = &'a Format> {
        self.formats.iter().filter_map(|id| pack.get(id)).filter(move |format| format.kind == kind)
    }
}

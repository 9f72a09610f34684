//! `campaigns/*/brief.toml`: one campaign.

use super::house::money;
use super::matrix;
use super::words::{TIERS, tier};
use crate::read::faults::Faults;
use crate::read::fields::{Field, FileKind, Kind, optional, required};
use crate::read::known::Thing;
use crate::read::text::Fault;
use crate::read::toml::{At, Table};
use crate::workspace::{Breaks, Brief, BriefMarket, Rule, RuleForce};
use model::concept::Tier;
use model::digest::Fields;
use model::id::{CampaignId, ComponentKind, ComponentName};
use model::person::PersonName;
use model::unit::{Currency, Secs, Seed};
use std::collections::BTreeSet;

/// Where they lie.
pub(crate) const FOLDER: &str = "campaigns/";
/// The name of the file in a campaign's folder.
pub(crate) const FILE: &str = "brief.toml";

/// Its schema.
pub(crate) const KIND: FileKind = FileKind {
    word: "brief",
    called: "a brief",
    doc: "One campaign: what it is for, whom it speaks to, how it is made and judged.",
    fields: FIELDS,
};

const FIELDS: &[Field] = &[
    required("title", Kind::Text, "its title"),
    required("purpose", Kind::Names(Thing::Purpose), "what it is for"),
    required("audience", Kind::Names(Thing::Audience), "whom it speaks to"),
    required(
        "propositions",
        Kind::List(&Kind::Names(Thing::Proposition)),
        "what it offers or claims, one or more",
    ),
    required("lead", Kind::Text, "what leads: price, quality, emotion, provocation, …"),
    required("decided_by", Kind::Names(Thing::Person), "who decided what leads"),
    required("because", Kind::Text, "why that leads"),
    optional("tier", Kind::OneOf(TIERS), "how it is made and judged; `scaled` when not written"),
    optional(
        "directions",
        Kind::List(&Kind::Names(Thing::Direction)),
        "directions to draw from; all when not written",
    ),
    required("formats", Kind::List(&Kind::Names(Thing::Format)), "the formats, in order"),
    required("markets", Kind::Tables(MARKET), "the markets"),
    required("flight_from", Kind::Date, "first day on air"),
    required("flight_to", Kind::Date, "last day on air"),
    required("budget", Kind::Amount, "what may be spent, in the house's currency"),
    required("concept_reviewer", Kind::Names(Thing::Person), "who judges concepts"),
    required("sign_off", Kind::Names(Thing::Person), "who signs deliverables"),
    required("decider", Kind::Names(Thing::Person), "who decides to scale, refine or kill"),
    optional("keep", Kind::Whole(1, 100), "how many concepts should live; 6 when not written"),
    optional("rounds", Kind::Whole(1, 20), "how many rounds at most; 1 when not written"),
    optional(
        "ctas",
        Kind::List(&Kind::Names(Thing::Cta)),
        "calls to action, one variant for each; the first of the language when not written",
    ),
    optional(
        "hooks",
        Kind::List(&Kind::Names(Thing::Hook)),
        "hooks to vary with beside the concept's own",
    ),
    optional(
        "matrix",
        Kind::Table(matrix::FIELDS),
        "what varies within a concept, and how much of it is made",
    ),
    optional(
        "end_card",
        Kind::Names(Thing::EndCard),
        "the closing card; chosen by market and date when not written",
    ),
    optional(
        "template",
        Kind::Names(Thing::Template),
        "the template of its pictures, over the direction's",
    ),
    optional(
        "music",
        Kind::Names(Thing::Music),
        "music of its films; the first bed when not written",
    ),
    optional(
        "voices",
        Kind::List(&Kind::Names(Thing::Voice)),
        "voices of its films: each market hears the first one that speaks its language",
    ),
    optional(
        "film_length",
        Kind::Number(0.5, 600.0),
        "length of its films, seconds; 6 when not written",
    ),
    optional("landing", Kind::Link, "the page that a click leads to"),
    optional("breaks", Kind::Tables(BREAKS), "rules of the brand that it breaks on purpose"),
    optional(
        "seed",
        Kind::Whole(0, u64::MAX),
        "the seed of everything random in it; drawn from the campaign's id when not written",
    ),
];

const MARKET: &[Field] = &[
    required("id", Kind::Id, "the market, such as de"),
    required("language", Kind::Language, "its language, such as de or pt-BR"),
];

const BREAKS: &[Field] = &[
    required("rule", Kind::Names(Thing::Rule), "which rule"),
    required("by", Kind::Names(Thing::Person), "who decided"),
    required("because", Kind::Text, "why"),
];

/// How many concepts live, how many rounds, and how long films are when a brief does not say: one
/// contact sheet of six, once; six seconds is the shortest length that every platform sells.
const KEEP: u32 = 6;
const ROUNDS: u32 = 1;
const FILM_LENGTH: Secs = Secs(6.0);

/// Checks what a table of fields cannot say: dates in order, rules that may be broken.
pub(crate) fn check(root: &Table<'_>, rules: &[Rule], faults: &mut Faults) {
    if let (Some(from), Some(to)) = (root.date("flight_from"), root.date("flight_to"))
        && from.value > to.value
    {
        let message = format!("the flight ends on {} before it begins on {}", to.value, from.value);
        let remedy = "put `flight_from` before `flight_to`";
        faults.error(root.fault(to.span, Fault::new("date-order", message, remedy)));
    }
    matrix::check(root, faults);
    for broken in root.tables("breaks") {
        let Some(At { value: id, span }) = broken.text_at("rule") else {
            continue;
        };
        let legal = |rule: &&Rule| rule.id.as_str() == id && rule.force == RuleForce::Legal;
        if let Some(rule) = rules.iter().find(legal) {
            let message = format!("`{id}` is a legal rule and cannot be broken: {}", rule.text);
            let remedy = "remove it from `[[breaks]]`; only rules of force `brand` may be broken";
            faults.error(root.fault(span, Fault::new("legal-rule", message, remedy)));
        }
    }
    if root.text("landing").is_none_or(str::is_empty) {
        let message = "the brief names no `landing` page";
        let remedy = "add `landing = \"https://…\"`; the trafficking sheet has no link without it";
        let span = root.span_of("landing");
        faults.warn(root.fault(span, Fault::new("no-landing-page", message, remedy)));
    }
}

/// Returns the languages of its markets.
pub(crate) fn languages(root: &Table<'_>) -> BTreeSet<String> {
    root.tables("markets")
        .iter()
        .filter_map(|market| market.text("language"))
        .map(str::to_owned)
        .collect()
}

/// Returns the ids of its markets.
pub(crate) fn markets(root: &Table<'_>) -> BTreeSet<String> {
    let markets = root.tables("markets");
    markets.iter().filter_map(|market| market.text("id")).map(str::to_owned).collect()
}

/// Reads a brief; nothing when a part without a default is missing.
pub(crate) fn build(id: CampaignId, root: &Table<'_>, currency: &Currency) -> Option<Brief> {
    let person = |key| root.text(key).map(|name| PersonName(name.to_owned()));
    let count =
        |key, usual| root.whole(key).and_then(|count| u32::try_from(count).ok()).unwrap_or(usual);
    let seed = root.whole("seed").unwrap_or_else(|| seed_of(&id));
    Some(Brief {
        title: root.words("title"),
        purpose: root.parsed("purpose")?,
        audience: root.parsed("audience")?,
        propositions: root.parsed_list("propositions"),
        lead: root.words("lead"),
        decided_by: person("decided_by")?,
        because: root.words("because"),
        tier: root.text("tier").and_then(tier).unwrap_or(Tier::Scaled),
        directions: root.parsed_list("directions"),
        formats: root.parsed_list("formats"),
        markets: root.tables("markets").iter().filter_map(market).collect(),
        flight_from: root.date("flight_from")?.value,
        flight_to: root.date("flight_to")?.value,
        budget: money(root.number("budget")?, currency),
        concept_reviewer: person("concept_reviewer")?,
        sign_off: person("sign_off")?,
        decider: person("decider")?,
        keep: count("keep", KEEP),
        rounds: count("rounds", ROUNDS),
        ctas: names(root, ComponentKind::Cta),
        hooks: names(root, ComponentKind::Hook),
        matrix: matrix::build(root),
        end_card: name(Thing::EndCard, root.text("end_card")),
        music: name(Thing::Music, root.text("music")),
        voices: root
            .list("voices")
            .iter()
            .filter_map(|voice| name(Thing::Voice, Some(voice)))
            .collect(),
        template: root.text("template").map(str::to_owned),
        film_length: root.number("film_length").map_or(FILM_LENGTH, Secs),
        landing: root.words("landing"),
        breaks: root.tables("breaks").iter().filter_map(breaks).collect(),
        seed: Seed(seed),
        place: root.place(),
        id,
    })
}

/// The same campaign draws the same way in every workspace and on every machine.
fn seed_of(id: &CampaignId) -> u64 {
    let digest = Fields::new("campaign-seed").text("campaign", id.as_str()).finish();
    digest.as_bytes().iter().take(8).fold(0, |seed, byte| (seed << 8) | u64::from(*byte))
}

fn market(table: &Table<'_>) -> Option<BriefMarket> {
    Some(BriefMarket { id: table.parsed("id")?, language: table.words("language") })
}

fn breaks(table: &Table<'_>) -> Option<Breaks> {
    Some(Breaks {
        rule: table.parsed("rule")?,
        by: PersonName(table.words("by")),
        because: table.words("because"),
    })
}

fn names(root: &Table<'_>, kind: ComponentKind) -> Vec<ComponentName> {
    matrix::listed(root, kind).into_iter().map(|id| id.name).collect()
}

fn name(thing: Thing, written: Option<&str>) -> Option<ComponentName> {
    thing.bare(written?).parse().ok()
}

//! `tiers.toml`: what a workspace does otherwise in the three tiers.

use super::words::{TIERS, tier};
use crate::read::fields::{Field, FileKind, Kind, optional};
use crate::read::known::Thing;
use crate::read::toml::Table;
use crate::workspace::TierRules;
use model::concept::Tier;
use std::collections::BTreeMap;

/// Where it lies.
pub(crate) const PATH: &str = "tiers.toml";

/// Its schema.
pub(crate) const KIND: FileKind = FileKind {
    word: "tiers",
    called: "tiers.toml",
    doc: "Overrides of the three tiers.",
    fields: FIELDS,
};

const FIELDS: &[Field] = &[
    optional("craft", Kind::Table(RULES), "brand-defining work"),
    optional("scaled", Kind::Table(RULES), "variation and adaptation"),
    optional("reactive", Kind::Table(RULES), "work that answers culture now"),
];

const RULES: &[Field] = &[
    optional("concepts", Kind::Whole(1, 200), "how many starting points are composed"),
    optional("concept_reviewer", Kind::Names(Thing::Role), "the role that judges concepts"),
    optional("sign_off", Kind::Names(Thing::Role), "the role that signs deliverables"),
    optional("time_limit_hours", Kind::Number(0.0, 10_000.0), "hours from brief to delivery"),
];

/// Returns the tiers, with the overrides of `root` where there are some.
pub(crate) fn build(root: Option<&Table<'_>>) -> BTreeMap<Tier, TierRules> {
    let tiers = TIERS.iter().filter_map(|word| {
        let tier = tier(word)?;
        let overrides = root.and_then(|root| root.table(word));
        Some((tier, overridden(usual(tier), overrides.as_ref())))
    });
    tiers.collect()
}

/// The house's own starting values: thirty fit on one contact sheet; twelve can be judged within
/// the hour that reactive work has.
fn usual(tier: Tier) -> TierRules {
    let rules = |concepts, reviewer: &str, time_limit_hours| TierRules {
        concepts,
        concept_reviewer: reviewer.to_owned(),
        sign_off: "brand".to_owned(),
        time_limit_hours,
    };
    match tier {
        Tier::Craft | Tier::Scaled => rules(30, "creative", None),
        Tier::Reactive => rules(12, "creative", Some(24.0)),
    }
}

fn overridden(usual: TierRules, table: Option<&Table<'_>>) -> TierRules {
    let Some(table) = table else { return usual };
    let role = |key, usual: String| table.text(key).map_or(usual, str::to_owned);
    TierRules {
        concepts: table
            .whole("concepts")
            .and_then(|concepts| u32::try_from(concepts).ok())
            .unwrap_or(usual.concepts),
        concept_reviewer: role("concept_reviewer", usual.concept_reviewer),
        sign_off: role("sign_off", usual.sign_off),
        time_limit_hours: table.number("time_limit_hours").or(usual.time_limit_hours),
    }
}

//! What a workspace holds that nobody asked for, and where its time and money went.

use model::asset::{Asset, AssetState, PurposeState};
use model::id::AssetId;
use model::unit::{Money, Ratio};
use serde::Serialize;
use spec::workspace::Baseline;
use std::collections::BTreeMap;

/// Milliseconds in an hour.
const HOUR: f64 = 3_600_000.0;

/// A finished step: how long a machine worked, and what was paid.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// The stage it belongs to.
    pub stage: String,
    /// How long, milliseconds.
    pub millis: u64,
    /// What it cost.
    pub cost: Cost,
}

/// What a step cost.
#[derive(Debug, Clone, PartialEq)]
pub enum Cost {
    /// Nothing was bought.
    Free,
    /// So much was paid.
    Paid(Money),
    /// Something was bought and nobody knows for how much.
    Unknown,
}

/// A question that waited for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// The stage it held up.
    pub stage: String,
    /// How long, milliseconds.
    pub millis: u64,
}

/// What an audit looks at.
#[derive(Debug, Clone)]
pub struct AuditInput<'a> {
    /// Every asset.
    pub assets: &'a [Asset],
    /// Every finished step.
    pub work: &'a [Work],
    /// Every question that was answered.
    pub waits: &'a [Wait],
    /// Hours and rates before throughline, by stage, as entered.
    pub baseline: &'a BTreeMap<String, Baseline>,
}

/// A stage now and before.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The stage.
    pub stage: String,
    /// Hours it took before, as entered.
    pub hours_before: f64,
    /// Hours a machine works on it now.
    pub machine_hours: f64,
    /// Hours its questions wait for people now, which is not time they work.
    pub waiting_hours: f64,
    /// What it cost before, when a rate was entered.
    pub cost_before: Option<Money>,
    /// Who says so.
    pub source: String,
}

/// What an audit found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Audit {
    /// Live assets nobody said a purpose of, sorted.
    pub orphans: Vec<AssetId>,
    /// Assets taken out of use, sorted.
    pub retired: Vec<AssetId>,
    /// Live assets with a purpose, sorted.
    pub stated: Vec<AssetId>,
    /// How long machines worked, by stage, milliseconds.
    pub machine_millis: BTreeMap<String, u64>,
    /// How long questions waited, by stage, milliseconds.
    pub waiting_millis: BTreeMap<String, u64>,
    /// What was paid, by stage, one amount for each currency.
    pub spend: BTreeMap<String, Vec<Money>>,
    /// Share of bought steps whose price is known; absent when nothing was bought.
    pub spend_known: Option<Ratio>,
    /// Stages with hours entered, now and before, sorted.
    pub compared: Vec<Comparison>,
}

/// Audits a workspace.
pub fn audit(input: &AuditInput<'_>) -> Audit {
    let of = |wanted: fn(&Asset) -> bool| {
        let mut ids: Vec<AssetId> = input
            .assets
            .iter()
            .filter(|asset| wanted(asset))
            .map(|asset| asset.id.clone())
            .collect();
        ids.sort();
        ids
    };
    let machine_millis = sums(input.work.iter().map(|work| (&work.stage, work.millis)));
    let waiting_millis = sums(input.waits.iter().map(|wait| (&wait.stage, wait.millis)));
    let compared = input
        .baseline
        .iter()
        .map(|(stage, baseline)| compare(stage, baseline, &machine_millis, &waiting_millis))
        .collect();
    Audit {
        orphans: of(|asset| is_live(asset) && asset.purpose == PurposeState::Unstated),
        retired: of(|asset| !is_live(asset)),
        stated: of(|asset| is_live(asset) && asset.purpose != PurposeState::Unstated),
        machine_millis,
        waiting_millis,
        spend: spend(input.work),
        spend_known: spend_known(input.work),
        compared,
    }
}

fn is_live(asset: &Asset) -> bool {
    matches!(asset.state, AssetState::Live)
}

fn sums<'a>(parts: impl Iterator<Item = (&'a String, u64)>) -> BTreeMap<String, u64> {
    parts.fold(BTreeMap::new(), |mut sums, (stage, millis)| {
        *sums.entry(stage.clone()).or_default() += millis;
        sums
    })
}

fn spend(work: &[Work]) -> BTreeMap<String, Vec<Money>> {
    let mut by_stage: BTreeMap<String, Vec<Money>> = BTreeMap::new();
    for step in work {
        let Cost::Paid(paid) = &step.cost else {
            continue;
        };
        let sums = by_stage.entry(step.stage.clone()).or_default();
        match sums.iter_mut().find(|sum| sum.currency == paid.currency) {
            Some(sum) => sum.minor = sum.minor.saturating_add(paid.minor),
            None => sums.push(paid.clone()),
        }
        sums.sort_by(|a, b| a.currency.cmp(&b.currency));
    }
    by_stage
}

fn spend_known(work: &[Work]) -> Option<Ratio> {
    let known = work.iter().filter(|step| matches!(step.cost, Cost::Paid(_))).count() as f64;
    let unknown = work.iter().filter(|step| step.cost == Cost::Unknown).count() as f64;
    (known + unknown > 0.0).then(|| Ratio(known / (known + unknown)))
}

fn compare(
    stage: &str,
    baseline: &Baseline,
    machine: &BTreeMap<String, u64>,
    waiting: &BTreeMap<String, u64>,
) -> Comparison {
    let hours = |sums: &BTreeMap<String, u64>| sums.get(stage).copied().unwrap_or(0) as f64 / HOUR;
    let cost_before = baseline.rate.as_ref().map(|rate| Money {
        minor: (rate.minor as f64 * baseline.hours).round() as i64,
        currency: rate.currency.clone(),
    });
    Comparison {
        stage: stage.to_owned(),
        hours_before: baseline.hours,
        machine_hours: hours(machine),
        waiting_hours: hours(waiting),
        cost_before,
        source: baseline.source.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::asset::AssetOrigin;
    use model::digest::Digest;
    use model::id::ConceptId;
    use model::person::{Attestation, By, PersonName};
    use model::unit::{Currency, Timestamp};

    fn eur(minor: i64) -> Money {
        Money { minor, currency: Currency::parse("EUR").unwrap() }
    }

    fn asset(name: &str, purpose: PurposeState, state: AssetState) -> Asset {
        let digest = Digest::of(name.as_bytes());
        let origin = AssetOrigin::Concept { id: ConceptId::of(&digest) };
        Asset { id: AssetId::of(&digest), origin, purpose, state }
    }

    fn retired() -> AssetState {
        AssetState::Retired {
            by: By { name: PersonName("Ada".into()), attestation: Attestation::Authenticated },
            because: "any brand could have shipped it".into(),
            at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn orphans_are_live_and_without_a_purpose() {
        let stated = PurposeState::Stated { id: "win-back".parse().unwrap() };
        let assets = [
            asset("orphan", PurposeState::Unstated, AssetState::Live),
            asset("stated", stated, AssetState::Live),
            asset("gone", PurposeState::Unstated, retired()),
        ];
        let baseline = BTreeMap::new();
        let found =
            audit(&AuditInput { assets: &assets, work: &[], waits: &[], baseline: &baseline });
        assert_eq!(found.orphans, [assets[0].id.clone()]);
        assert_eq!(found.stated, [assets[1].id.clone()]);
        assert_eq!(found.retired, [assets[2].id.clone()]);
        assert_eq!((found.spend_known, found.compared), (None, Vec::new()));
    }

    #[test]
    fn time_and_money_are_summed_by_stage_and_compared_only_where_hours_were_entered() {
        let step = |stage: &str, millis, cost| Work { stage: stage.into(), millis, cost };
        let work = [
            step("asset", 1_800_000, Cost::Paid(eur(250))),
            step("asset", 1_800_000, Cost::Paid(eur(50))),
            step("idea", 1_000, Cost::Unknown),
            step("gate", 500, Cost::Free),
        ];
        let waits = [Wait { stage: "asset".into(), millis: 7_200_000 }];
        let entered = Baseline { hours: 40.0, rate: Some(eur(9_000)), source: "Ada".into() };
        let baseline = BTreeMap::from([("asset".to_owned(), entered)]);
        let found =
            audit(&AuditInput { assets: &[], work: &work, waits: &waits, baseline: &baseline });
        assert_eq!(found.machine_millis.get("asset"), Some(&3_600_000));
        assert_eq!(found.spend.get("asset"), Some(&vec![eur(300)]));
        let share = found.spend_known.unwrap().0;
        assert!((share - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(found.compared.len(), 1);
        let asset = &found.compared[0];
        assert_eq!(asset.cost_before, Some(eur(360_000)));
        assert!(
            (asset.machine_hours - 1.0).abs() < 1e-12 && (asset.waiting_hours - 2.0).abs() < 1e-12
        );
    }
}

//! What a plan would make before anything is made: how much of it, why, how long it takes and what
//! it costs, as far as earlier steps tell.

use crate::plan::Plan;
use crate::steps::{Due, Work};
use asset::designed::Designed;
use model::id::CampaignId;
use model::unit::{Currency, Money};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What earlier steps of one kind took.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Past {
    /// How many there were.
    pub steps: u64,
    /// How long they took together, milliseconds.
    pub millis: u64,
    /// What was paid for them, a sum for each currency.
    pub paid: Vec<Money>,
}

/// What would be made.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Forecast {
    /// The steps, in the order of what they are about.
    pub items: Vec<Step>,
    /// How many steps of each kind.
    pub by_kind: BTreeMap<String, usize>,
    /// How many files in each format.
    pub by_format: BTreeMap<String, usize>,
    /// How many files for each market. What two markets share stands with the first.
    pub by_market: BTreeMap<String, usize>,
    /// How many steps for each reason.
    pub by_reason: BTreeMap<String, usize>,
    /// How each campaign's matrix is made.
    pub designs: Vec<CampaignDesigns>,
    /// How long it takes.
    pub time: Time,
    /// What it costs, a sum for each currency; empty where nothing of the kind was ever paid for.
    pub cost: Vec<Money>,
    /// Whether more follows that depends on what these steps make or on what people answer.
    pub more_follows: bool,
}

/// A step that would be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its kind.
    pub kind: String,
    /// What it is about.
    pub subject: String,
    /// Why now.
    pub because: String,
}

/// What the matrix of a campaign makes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CampaignDesigns {
    /// The campaign.
    pub campaign: CampaignId,
    /// The round.
    pub round: u32,
    /// One for each concept and market.
    pub designs: Vec<Designed>,
}

/// How long steps take, from the mean of earlier ones of the same kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Time {
    /// Work of the machine, milliseconds; absent where no step of any kind here was made before.
    pub millis: Option<u64>,
    /// From how many earlier steps that is estimated.
    pub from_steps: u64,
    /// Kinds of which no step was made before, and which the estimate leaves out.
    pub unknown: BTreeSet<String>,
}

impl Forecast {
    /// Reads a plan beside what earlier steps took.
    pub fn of(plan: &Plan, past: &BTreeMap<String, Past>) -> Self {
        let mut items: Vec<Step> = plan.due.iter().map(Step::of).collect();
        items.sort_by(|a, b| (&a.subject, &a.kind).cmp(&(&b.subject, &b.kind)));
        let by_kind = counted(items.iter().map(|step| step.kind.clone()));
        let builds = || {
            plan.due.iter().filter_map(|due| match &due.work {
                Work::Build(build) => Some(build),
                _ => None,
            })
        };
        let unfinished = plan.due.iter().any(|due| !matches!(due.work, Work::Build(_)));
        Self {
            by_format: counted(builds().map(|build| build.deliverable.format.to_string())),
            by_market: counted(builds().map(|build| build.variant.market.to_string())),
            by_reason: counted(items.iter().map(|step| step.because.clone())),
            designs: designs(plan),
            time: Time::of(&by_kind, past),
            cost: cost(&by_kind, past),
            more_follows: unfinished || !plan.standing.questions.is_empty(),
            by_kind,
            items,
        }
    }
}

impl Step {
    fn of(due: &Due) -> Self {
        Self {
            kind: due.spec.kind.clone(),
            subject: due.spec.subject.clone(),
            because: due.because.clone(),
        }
    }
}

impl Time {
    fn of(by_kind: &BTreeMap<String, usize>, past: &BTreeMap<String, Past>) -> Self {
        let mut time = Self { millis: None, from_steps: 0, unknown: BTreeSet::new() };
        for (kind, count) in by_kind {
            match past.get(kind).filter(|past| past.steps > 0) {
                Some(past) => {
                    let all = share(i128::from(past.millis), *count, past.steps);
                    let all = u64::try_from(all).unwrap_or(u64::MAX);
                    time.millis = Some(time.millis.unwrap_or(0).saturating_add(all));
                    time.from_steps += past.steps;
                }
                None => drop(time.unknown.insert(kind.clone())),
            }
        }
        time
    }
}

/// What so many steps cost when each costs what earlier ones of its kind did.
fn cost(by_kind: &BTreeMap<String, usize>, past: &BTreeMap<String, Past>) -> Vec<Money> {
    let mut sums: BTreeMap<Currency, i64> = BTreeMap::new();
    for (kind, count) in by_kind {
        let Some(past) = past.get(kind).filter(|past| past.steps > 0) else { continue };
        for paid in &past.paid {
            let all = share(i128::from(paid.minor), *count, past.steps);
            let all = i64::try_from(all).unwrap_or(i64::MAX);
            let sum = sums.entry(paid.currency.clone()).or_default();
            *sum = sum.saturating_add(all);
        }
    }
    sums.into_iter().map(|(currency, minor)| Money { minor, currency }).collect()
}

/// The mean of earlier steps, `count` times, rounded up.
fn share(total: i128, count: usize, steps: u64) -> i128 {
    let steps = i128::from(steps.max(1));
    (total * count as i128 + steps - 1) / steps
}

fn designs(plan: &Plan) -> Vec<CampaignDesigns> {
    let campaigns = plan.standing.view.campaigns.iter();
    let rounds = campaigns.flat_map(|(id, view)| view.rounds.iter().map(move |round| (id, round)));
    let designed = rounds.filter(|(_, round)| !round.designs.is_empty());
    designed
        .map(|(campaign, round)| CampaignDesigns {
            campaign: campaign.clone(),
            round: round.round,
            designs: round.designs.clone(),
        })
        .collect()
}

fn counted(words: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euros(minor: i64) -> Money {
        Money { minor, currency: Currency::parse("EUR").unwrap() }
    }

    fn due(kinds: &[(&str, usize)]) -> BTreeMap<String, usize> {
        kinds.iter().map(|(kind, count)| ((*kind).to_owned(), *count)).collect()
    }

    fn past(kind: &str, steps: u64, millis: u64, paid: Vec<Money>) -> BTreeMap<String, Past> {
        BTreeMap::from([(kind.to_owned(), Past { steps, millis, paid })])
    }

    #[test]
    fn time_follows_from_earlier_steps_of_the_kind() {
        let earlier = past("build-still", 4, 1_000, Vec::new());
        let time = Time::of(&due(&[("build-still", 3), ("build-film", 1)]), &earlier);
        assert_eq!((time.millis, time.from_steps), (Some(750), 4));
        assert_eq!(time.unknown, BTreeSet::from(["build-film".to_owned()]));
    }

    #[test]
    fn without_an_earlier_step_nothing_is_estimated() {
        let time = Time::of(&due(&[("build-film", 2)]), &past("build-film", 0, 0, Vec::new()));
        assert_eq!((time.millis, time.from_steps, time.unknown.len()), (None, 0, 1));
        let nothing = Time::of(&due(&[]), &past("build-film", 2, 10, Vec::new()));
        assert_eq!((nothing.millis, nothing.unknown.len()), (None, 0));
    }

    #[test]
    fn only_what_was_paid_for_before_has_a_price() {
        let earlier = past("draw-picture", 3, 10, vec![euros(12)]);
        assert_eq!(cost(&due(&[("draw-picture", 2)]), &earlier), [euros(8)]);
        assert_eq!(cost(&due(&[("build-still", 2)]), &earlier), []);
        assert_eq!(cost(&due(&[("draw-picture", 2)]), &past("draw-picture", 3, 10, vec![])), []);
    }
}

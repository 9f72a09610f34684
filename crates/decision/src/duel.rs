//! Two arms on the days both were on air.

use crate::prior::Prior;
use measure::statistics::arm::{Arm, Day};
use measure::statistics::loss;
use measure::statistics::odds::{LogOdds, rate};
use measure::statistics::sequential::e_value;
use model::id::VariantId;
use std::collections::BTreeMap;

/// Clicks and impressions.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Counts {
    /// Clicks.
    pub(crate) clicks: f64,
    /// Impressions.
    pub(crate) impressions: f64,
}

impl Counts {
    fn plus(self, day: &Day) -> Self {
        Self {
            clicks: self.clicks + day.clicks as f64,
            impressions: self.impressions + day.impressions as f64,
        }
    }

    /// Returns the log-odds of these counts.
    pub(crate) fn odds(self) -> LogOdds {
        LogOdds::of(self.clicks.round() as u64, self.impressions.round() as u64)
    }

    fn posterior(self, prior: &Prior) -> LogOdds {
        prior.posterior(self.clicks.round() as u64, self.impressions.round() as u64)
    }
}

/// An arm held against another over the days they share.
#[derive(Debug, Clone)]
pub(crate) struct Duel<'a> {
    /// The arm it was held against.
    pub(crate) rival: &'a Arm,
    /// Days both were on air.
    pub(crate) days: usize,
    /// The arm's counts on them.
    pub(crate) own: Counts,
    /// The rival's.
    pub(crate) other: Counts,
    /// The largest evidence on any day that the arm is better.
    pub(crate) e_value: f64,
    /// What to believe of the difference.
    pub(crate) difference: LogOdds,
}

impl<'a> Duel<'a> {
    /// Holds `arm` against `rival`; `None` when they were never on air together.
    pub(crate) fn between(arm: &Arm, rival: &'a Arm, prior: &Prior) -> Option<Self> {
        let looks = looks(arm, rival);
        let (own, other) = *looks.last()?;
        let days = days_shared(arm, rival, looks.len());
        let e_value = looks
            .iter()
            .map(|(own, other)| e_value(own.odds().minus(other.odds())))
            .fold(0.0, f64::max);
        let difference = own.posterior(prior).minus(other.posterior(prior));
        Some(Self { rival, days, own, other, e_value, difference })
    }

    /// Returns the clicks of both.
    pub(crate) fn clicks(&self) -> f64 {
        self.own.clicks + self.other.clicks
    }

    /// Returns the impressions of both.
    pub(crate) fn impressions(&self) -> f64 {
        self.own.impressions + self.other.impressions
    }

    /// Returns the probability that the arm is the better one.
    pub(crate) fn better(&self) -> f64 {
        loss::better(self.difference)
    }

    /// Returns the same duel after both have had `times` as many impressions, at the rates one
    /// believes in now.
    pub(crate) fn after(&self, times: f64, prior: &Prior) -> Self {
        let grown = |counts: Counts| {
            let more = counts.impressions * (times - 1.0);
            let expected = rate(counts.posterior(prior).value);
            Counts {
                clicks: counts.clicks + more * expected,
                impressions: counts.impressions + more,
            }
        };
        let (own, other) = (grown(self.own), grown(self.other));
        Self {
            days: usize::MAX,
            e_value: self.e_value.max(e_value(own.odds().minus(other.odds()))),
            difference: own.posterior(prior).minus(other.posterior(prior)),
            own,
            other,
            rival: self.rival,
        }
    }
}

/// Running sums of both arms after each shared day. Arms without days are looked at once, when
/// their periods are the same.
fn looks(arm: &Arm, rival: &Arm) -> Vec<(Counts, Counts)> {
    let theirs: BTreeMap<_, _> = rival.daily.iter().map(|day| (day.date, day)).collect();
    let mut sums = (Counts::default(), Counts::default());
    let mut looks = Vec::new();
    for day in &arm.daily {
        if let Some(other) = theirs.get(&day.date) {
            sums = (sums.0.plus(day), sums.1.plus(other));
            looks.push(sums);
        }
    }
    if looks.is_empty() && same_period(arm, rival) {
        looks.push((whole(arm), whole(rival)));
    }
    looks
}

fn same_period(arm: &Arm, rival: &Arm) -> bool {
    let dayless = arm.daily.is_empty() && rival.daily.is_empty();
    dayless && arm.from == rival.from && arm.to == rival.to
}

fn days_shared(arm: &Arm, rival: &Arm, looks: usize) -> usize {
    if same_period(arm, rival) {
        usize::try_from((arm.to - arm.from).get_days() + 1).unwrap_or(0)
    } else {
        looks
    }
}

fn whole(arm: &Arm) -> Counts {
    Counts { clicks: arm.clicks as f64, impressions: arm.impressions as f64 }
}

/// Holds `arm` against the best of the others by what is believed of them; ties by id.
pub(crate) fn strongest_rival<'a>(arm: &Arm, arms: &'a [Arm], prior: &Prior) -> Option<Duel<'a>> {
    let belief = |rival: &Arm| prior.posterior(rival.clicks, rival.impressions).value;
    let mut rivals: Vec<&Arm> = arms.iter().filter(|rival| rival.variant != arm.variant).collect();
    rivals.sort_by(|a, b| by_belief(&a.variant, belief(a), &b.variant, belief(b)));
    let duels = || rivals.iter().filter_map(|rival| Duel::between(arm, rival, prior));
    // An arm that was on air for a day can look like the best by luck: those with enough to judge
    // by come first.
    duels().find(crate::verdict::has_enough).or_else(|| duels().next())
}

fn by_belief(a: &VariantId, belief_a: f64, b: &VariantId, belief_b: f64) -> std::cmp::Ordering {
    belief_b.total_cmp(&belief_a).then_with(|| a.cmp(b))
}

//! An arm that people have seen enough of.

use crate::duel::Counts;
use measure::statistics::arm::{Arm, Day};
use measure::statistics::odds::LogOdds;
use measure::statistics::sequential::e_value;

/// Days at the beginning and at the end that are compared.
const SPAN: usize = 7;

/// Returns the evidence that an arm's last week is worse than its first, beyond what happened to
/// its rival on the same days; `None` with fewer than two weeks together.
pub(crate) fn evidence(arm: &Arm, rival: &Arm) -> Option<f64> {
    let shared: Vec<(&Day, &Day)> = arm
        .daily
        .iter()
        .filter_map(|day| Some((day, rival.daily.iter().find(|other| other.date == day.date)?)))
        .collect();
    if shared.len() < 2 * SPAN {
        return None;
    }
    let first = shared.get(..SPAN)?;
    let last = shared.get(shared.len() - SPAN..)?;
    let own = change(first.iter().map(|pair| pair.0), last.iter().map(|pair| pair.0));
    let other = change(first.iter().map(|pair| pair.1), last.iter().map(|pair| pair.1));
    Some(e_value(other.minus(own)))
}

fn change<'a>(
    first: impl Iterator<Item = &'a Day>,
    last: impl Iterator<Item = &'a Day>,
) -> LogOdds {
    sum(last).odds().minus(sum(first).odds())
}

fn sum<'a>(days: impl Iterator<Item = &'a Day>) -> Counts {
    days.fold(Counts::default(), |counts, day| Counts {
        clicks: counts.clicks + day.clicks as f64,
        impressions: counts.impressions + day.impressions as f64,
    })
}

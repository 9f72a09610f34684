//! Frames that repeat the one before them while the film moves: what is left of a conversion from
//! another frame rate.

use model::fact::Repeats;
use std::collections::BTreeMap;

/// Frames on each side that tell how much the film moves here.
const AROUND: usize = 5;

/// A repeated frame changes by less than this share of its neighbours' usual change.
const REPEATED: f64 = 0.2;

/// And by less than this many levels: what lossy coding leaves of a repeated frame.
const SAME: f64 = 0.2;

/// Below this many levels of usual change nothing can be told.
const MOVES: f64 = 0.25;

/// A distance is the usual one if this share of the repeats are that far apart.
const MOSTLY: f64 = 0.7;

/// Fewer repeats have no usual distance.
const FEWEST: usize = 5;

/// Finds repeats among the changes of shape from frame to frame, in levels; the first is that to the second
/// frame.
pub(super) fn repeats(changes: &[f64]) -> Repeats {
    let mut found = Vec::new();
    let mut moving = 0;
    for (at, change) in changes.iter().enumerate() {
        let from = at.saturating_sub(AROUND);
        let around = changes.iter().enumerate().skip(from).take(at + AROUND + 1 - from);
        let mut around: Vec<f64> =
            around.filter(|(other, _)| *other != at).map(|(_, change)| *change).collect();
        around.sort_by(f64::total_cmp);
        // Where every second frame repeats, half of the neighbours do.
        let usual = around.get(around.len() * 2 / 3).copied().unwrap_or(0.0);
        if usual >= MOVES {
            moving += 1;
            if *change < SAME.min(REPEATED * usual) {
                found.push(at);
            }
        }
    }
    let mut gaps: BTreeMap<usize, usize> = BTreeMap::new();
    for pair in found.windows(2) {
        if let [a, b] = pair {
            *gaps.entry(b - a).or_default() += 1;
        }
    }
    let usual = gaps.iter().max_by_key(|(gap, count)| (**count, std::cmp::Reverse(**gap)));
    let every = usual
        .filter(|(gap, count)| {
            **gap > 1
                && found.len() >= FEWEST
                && **count as f64 >= MOSTLY * found.len().saturating_sub(1) as f64
        })
        .and_then(|(gap, _)| u32::try_from(*gap).ok());
    Repeats { moving, repeated: found.len() as u64, every }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Changes that vary, with every `every`th close to nothing.
    fn changes(every: usize) -> Vec<f64> {
        (0..100)
            .map(|n| if n % every == every - 1 { 0.05 } else { 2.0 + (n % 7) as f64 * 0.3 })
            .collect()
    }

    #[test]
    fn a_cadence_is_found_whatever_its_length() {
        for every in [2, 4, 5, 6, 12] {
            let found = repeats(&changes(every));
            assert_eq!(found.every, Some(every as u32), "{found:?}");
            assert_eq!((found.moving, found.repeated), (100, (100 / every) as u64));
        }
    }

    #[test]
    fn a_film_that_rests_does_not_repeat() {
        let mut changes = changes(1000);
        changes[40..60].fill(0.0);
        let found = repeats(&changes);
        assert_eq!(found.every, None);
        assert_eq!(repeats(&[0.0; 100]), Repeats::default());
    }

    #[test]
    fn a_light_that_pulses_over_a_slow_move_does_not_repeat() {
        let pulse: Vec<f64> = (0..100).map(|n| if n % 2 == 0 { 50.0 } else { 0.6 }).collect();
        assert_eq!(repeats(&pulse).every, None);
    }

    #[test]
    fn a_stumble_now_and_then_has_no_cadence() {
        let mut changes = changes(1000);
        for at in [10, 23, 31, 57, 70, 94] {
            changes[at] = 0.0;
        }
        let found = repeats(&changes);
        assert_eq!((found.repeated, found.every), (6, None));
    }
}

//! The film is longer or shorter than its place takes.

use crate::check::{Check, Family, Need};
use crate::standard::{Standard, duration_in_words};
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity, Severity};
use model::unit::Secs;
use spec::format::DurationRule;

pub(super) const CHECK: Check = Check {
    code: "wrong-duration",
    family: Family::Picture,
    title: "The length is wrong",
    why: "Booked time is exact: what is too long is cut or refused, what is too short leaves a hole",
    threshold: "more than one frame off (1/25 s where there are no frames), or more than the place states",
    fix: "Cut to the length asked for.",
    needs: &[Need::Decodable, Need::Duration],
    asked,
    run,
};

/// Seconds, for lengths that containers round to milliseconds.
const ROUNDING_S: f64 = 0.001;

fn asked(standard: &Standard) -> bool {
    standard.format.as_ref().is_some_and(|expect| expect.duration.is_some())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(expect) = &subject.standard.format else {
        return Vec::new();
    };
    let (Some(rule), Some(duration)) = (&expect.duration, subject.duration()) else {
        return Vec::new();
    };
    let off = distance(rule, duration);
    let allowed = expect.duration_tolerance.map_or(0.0, |tolerance| tolerance.0);
    if off.abs() <= allowed.max(subject.frame_length().0) + ROUNDING_S {
        return Vec::new();
    }
    let asked = duration_in_words(rule);
    let how = if off > 0.0 { "too long" } else { "too short" };
    vec![found(
        CHECK.code,
        Severity::Reject,
        Quantity::number(duration.0, "s"),
        Quantity::text(asked.clone()),
        format!("it is {} {how}: cut it to {asked}", Secs(off.abs())),
        expect.basis("duration"),
    )]
}

/// Returns the seconds to the nearest accepted length; positive when the film is too long.
fn distance(rule: &DurationRule, duration: Secs) -> f64 {
    match rule {
        DurationRule::Any => 0.0,
        DurationRule::Range(from, to) => {
            let over = to.map_or(0.0, |to| (duration.0 - to.0).max(0.0));
            let under = from.map_or(0.0, |from| (duration.0 - from.0).min(0.0));
            if over > 0.0 { over } else { under }
        }
        DurationRule::OneOf(lengths) => lengths
            .iter()
            .map(|length| duration.0 - length.0)
            .min_by(|a, b| a.abs().total_cmp(&b.abs()))
            .unwrap_or(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Expect;
    use crate::testing::{codes, expecting, film, look, no_format, only};

    fn lasting(rule: DurationRule) -> Standard {
        expecting(Expect { duration: Some(rule), ..Expect::default() })
    }

    fn fired(seconds: f64, rule: DurationRule) -> bool {
        let mut facts = film();
        facts.video.as_mut().unwrap().duration = Secs(seconds);
        facts.audio.as_mut().unwrap().duration = Secs(seconds);
        codes(&look(&facts, &lasting(rule))) == ["wrong-duration"]
    }

    #[test]
    fn fires_two_frames_off_and_not_one() {
        let fifteen = || DurationRule::OneOf(vec![Secs(6.0), Secs(15.0)]);
        assert!(fired(15.08, fifteen()) && fired(14.92, fifteen()));
        assert!(!fired(15.04, fifteen()) && !fired(14.96, fifteen()));
    }

    #[test]
    fn a_range_takes_its_ends() {
        let range = || DurationRule::Range(Some(Secs(5.0)), Some(Secs(60.0)));
        assert!(!fired(5.0, range()) && !fired(60.0, range()));
        assert!(fired(4.9, range()) && fired(60.1, range()));
    }

    #[test]
    fn says_by_how_much() {
        let verdict = look(&film(), &lasting(DurationRule::OneOf(vec![Secs(10.0)])));
        assert_eq!(only(&verdict).remedy, "it is 5 s too long: cut it to 10 s");
    }

    #[test]
    fn a_place_that_states_a_tolerance_has_it() {
        let within = |tolerance| {
            let mut standard = lasting(DurationRule::OneOf(vec![Secs(14.5)]));
            let expect = standard.format.as_mut().unwrap();
            expect.duration_tolerance = Some(Secs(tolerance));
            codes(&look(&film(), &standard)).is_empty()
        };
        assert!(within(1.0) && within(0.5) && !within(0.4));
    }

    #[test]
    fn ignores_sound_that_runs_on() {
        let mut facts = film();
        facts.audio.as_mut().unwrap().duration = Secs(15.2);
        let verdict = look(&facts, &lasting(DurationRule::OneOf(vec![Secs(15.0)])));
        assert_eq!(codes(&verdict), Vec::<&str>::new());
        assert_eq!(codes(&look(&facts, &no_format())), Vec::<&str>::new());
    }
}

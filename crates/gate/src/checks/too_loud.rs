//! The sound is louder, or peaks higher, than the place accepts.

use crate::check::{Check, Family, Need};
use crate::standard::{Expect, Standard};
use crate::subject::{Subject, found};
use model::fact::AudioFacts;
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "too-loud",
    family: Family::Sound,
    title: "The sound is too loud",
    why: "Broadcasters refuse it; players turn it down until it is quieter than its neighbours",
    threshold: "integrated loudness above target plus tolerance, or true peak above the highest one accepted; checked only where the place states a number (online players normalise, and no platform's delivery spec was found that demands −14 LUFS)",
    fix: "Turn it down by the difference; for peaks, limit to the true peak asked for.",
    needs: &[Need::Decodable],
    asked,
    run,
};

/// Meters print one decimal: half of that is not a difference.
pub(super) const METER_ROUNDING: f64 = 0.05;

fn asked(standard: &Standard) -> bool {
    standard
        .format
        .as_ref()
        .is_some_and(|expect| expect.loudness.is_some() || expect.true_peak.is_some())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some(expect), Some(audio)) = (&subject.standard.format, subject.audio()) else {
        return Vec::new();
    };
    [over_target(audio, expect), over_peak(audio, expect)].into_iter().flatten().collect()
}

fn over_target(audio: &AudioFacts, expect: &Expect) -> Option<Finding> {
    let (rule, integrated) = (expect.loudness?, audio.integrated?);
    let over = integrated.0 - rule.target.0;
    (over > rule.tolerance + METER_ROUNDING).then(|| {
        found(
            CHECK.code,
            rule.severity,
            Quantity::number(integrated.0, "LUFS"),
            Quantity::text(format!("{} ±{} LU", rule.target, rule.tolerance)),
            format!("turn the mix down by {over:.1} dB"),
            expect.basis("loudness"),
        )
    })
}

fn over_peak(audio: &AudioFacts, expect: &Expect) -> Option<Finding> {
    let (highest, peak) = (expect.true_peak?, audio.true_peak?);
    let severity = expect.loudness.map_or(Severity::Reject, |rule| rule.severity);
    (peak.0 > highest.0 + METER_ROUNDING).then(|| {
        found(
            CHECK.code,
            severity,
            Quantity::number(peak.0, "dBTP"),
            Quantity::number(highest.0, "dBTP at most"),
            format!("limit the mix to {highest}; lossy coding adds 1 to 2 dB, so aim below it"),
            expect.basis("true_peak"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, expecting, film, look, no_format, only, still};
    use model::finding::Verdict;
    use model::unit::{DbTp, Lufs};
    use spec::format::LoudnessRule;

    fn target(lufs: f64, severity: Severity) -> Standard {
        let rule = LoudnessRule { target: Lufs(lufs), tolerance: 0.5, severity };
        expecting(Expect { loudness: Some(rule), ..Expect::default() })
    }

    fn peak(dbtp: f64) -> Standard {
        expecting(Expect { true_peak: Some(DbTp(dbtp)), ..Expect::default() })
    }

    #[test]
    fn fires_above_the_tolerance_and_says_by_how_much() {
        let verdict = look(&film(), &target(-24.0, Severity::Reject));
        assert_eq!(only(&verdict).remedy, "turn the mix down by 1.0 dB");
    }

    #[test]
    fn warns_only_where_the_place_does_not_refuse() {
        assert_eq!(look(&film(), &target(-24.0, Severity::Degrade)).verdict, Verdict::Warn);
    }

    #[test]
    fn does_not_fire_at_the_edge_of_the_tolerance() {
        assert_eq!(codes(&look(&film(), &target(-23.5, Severity::Reject))), Vec::<&str>::new());
    }

    #[test]
    fn fires_on_peaks_over_the_highest_and_not_on_it() {
        assert_eq!(codes(&look(&film(), &peak(-3.1))), ["too-loud"]);
        assert_eq!(codes(&look(&film(), &peak(-3.0))), Vec::<&str>::new());
    }

    #[test]
    fn ignores_silent_places_and_places_without_a_number() {
        assert_eq!(codes(&look(&still(), &target(-60.0, Severity::Reject))), Vec::<&str>::new());
        assert_eq!(codes(&look(&film(), &no_format())), Vec::<&str>::new());
    }
}

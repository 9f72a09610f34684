//! The sound is quieter than the place accepts.

use super::too_loud::METER_ROUNDING;
use crate::check::{Check, Family, Need};
use crate::standard::Standard;
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity};

pub(super) const CHECK: Check = Check {
    code: "too-quiet",
    family: Family::Sound,
    title: "The sound is too quiet",
    why: "It is refused, or drowns between its neighbours",
    threshold: "integrated loudness below target minus tolerance; silence is `silent-audio`. A mono file reads 3 LU below the same sound on two channels",
    fix: "Turn it up by the difference, with a limiter for the peaks.",
    needs: &[Need::Decodable],
    asked,
    run,
};

fn asked(standard: &Standard) -> bool {
    standard.format.as_ref().is_some_and(|expect| expect.loudness.is_some())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some(expect), Some(audio)) = (&subject.standard.format, subject.audio()) else {
        return Vec::new();
    };
    let (Some(rule), Some(integrated)) = (expect.loudness, audio.integrated) else {
        return Vec::new();
    };
    let under = rule.target.0 - integrated.0;
    if under.is_nan() || under <= rule.tolerance + METER_ROUNDING {
        return Vec::new();
    }
    let mono = if audio.channels == 1 {
        "; it is mono, which reads 3 LU lower than the same sound on two channels"
    } else {
        ""
    };
    vec![found(
        CHECK.code,
        rule.severity,
        Quantity::number(integrated.0, "LUFS"),
        Quantity::text(format!("{} ±{} LU", rule.target, rule.tolerance)),
        format!("turn the mix up by {under:.1} dB and limit the peaks{mono}"),
        expect.basis("loudness"),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Expect;
    use crate::testing::{codes, expecting, film, look, no_format, only};
    use model::finding::Severity;
    use model::unit::{Lufs, Ratio};
    use spec::format::LoudnessRule;

    fn target(lufs: f64) -> Standard {
        let rule = LoudnessRule { target: Lufs(lufs), tolerance: 0.5, severity: Severity::Reject };
        expecting(Expect { loudness: Some(rule), ..Expect::default() })
    }

    #[test]
    fn fires_below_the_tolerance() {
        assert_eq!(only(&look(&film(), &target(-20.0))).code, "too-quiet");
    }

    #[test]
    fn does_not_fire_at_the_edge_of_the_tolerance() {
        assert_eq!(codes(&look(&film(), &target(-22.5))), Vec::<&str>::new());
    }

    #[test]
    fn says_that_mono_reads_lower() {
        let mut facts = film();
        facts.audio.as_mut().unwrap().channels = 1;
        assert!(only(&look(&facts, &target(-20.0))).remedy.contains("mono"));
    }

    #[test]
    fn ignores_silence_and_places_without_a_number() {
        let mut facts = film();
        let audio = facts.audio.as_mut().unwrap();
        audio.integrated = None;
        audio.silent = Ratio(1.0);
        assert_eq!(codes(&look(&facts, &target(-20.0))), ["silent-audio"]);
        assert_eq!(codes(&look(&film(), &no_format())), Vec::<&str>::new());
    }
}

//! Left and right cancel each other where both come out of one loudspeaker.

use super::dead_channel::dead_channel;
use super::silent_audio::is_silent;
use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "phase-inverted",
    family: Family::Sound,
    title: "The channels cancel each other",
    why: "Phones, shops and many televisions play both channels through one loudspeaker: what is inverted vanishes there",
    threshold: "correlation of left and right below −0.5 on average: mono then loses 6 dB against the same channels unrelated (2 in 4 parts of the energy cancel). Inverting one channel of 16 music mixes gave −0.59 to −0.88, exaggerated stereo −0.36 at the lowest. Refused below −0.95, where a voice all but disappears: Clearcast's limit of the mean phase",
    fix: "Turn the polarity of one channel, and listen in mono.",
    needs: &[Need::Decodable],
    asked: always,
    run,
};

/// Mono keeps (1 + correlation) / 2 of the channels' energy: a quarter of it here.
const CANCELS: f64 = -0.5;

/// Clearcast refuses a mean phase below this; a fortieth of the energy is left.
const REFUSED: f64 = -0.95;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(audio) = subject.audio().filter(|audio| !is_silent(audio)) else {
        return Vec::new();
    };
    // What leaks into a dead channel may well be inverted; the dead channel is the fault.
    let paired = dead_channel(&audio.channel_rms).is_none();
    let Some(correlation) = audio.correlation.filter(|c| paired && *c < CANCELS) else {
        return Vec::new();
    };
    let (severity, source) = if correlation < REFUSED {
        (Severity::Reject, "Clearcast: a mean phase of −0.95 or more")
    } else {
        (Severity::Degrade, "energy left in mono; music mixes measured with one channel inverted")
    };
    let left = ((1.0 + correlation.max(-1.0)) * 50.0).round();
    vec![found(
        CHECK.code,
        severity,
        Quantity::number(correlation, "correlation of left and right"),
        Quantity::number(CANCELS, "or more"),
        format!(
            "in mono {left}% of the sound's energy is left: turn the polarity of one channel, and \
             listen in mono"
        ),
        Basis::practice(CHECK.code, source),
    )]
}

#[cfg(test)]
mod tests {
    use crate::testing::{codes, film, look, no_format, only, still};
    use model::finding::{FileVerdict, Severity};

    fn correlated(correlation: Option<f64>) -> FileVerdict {
        let mut facts = film();
        facts.audio.as_mut().unwrap().correlation = correlation;
        look(&facts, &no_format())
    }

    #[test]
    fn fires_on_an_inverted_mix_and_says_what_mono_keeps() {
        let verdict = correlated(Some(-0.6));
        assert_eq!(codes(&verdict), ["phase-inverted"]);
        assert_eq!(only(&verdict).severity, Severity::Degrade);
        assert!(only(&verdict).remedy.starts_with("in mono 20% of"), "{}", only(&verdict).remedy);
    }

    #[test]
    fn refuses_an_inverted_voice() {
        assert_eq!(only(&correlated(Some(-0.96))).severity, Severity::Reject);
        assert_eq!(only(&correlated(Some(-0.95))).severity, Severity::Degrade);
    }

    #[test]
    fn does_not_fire_on_the_threshold() {
        assert_eq!(codes(&correlated(Some(-0.5))), Vec::<&str>::new());
    }

    #[test]
    fn ignores_wide_stereo_mono_and_what_has_no_number() {
        for correlation in [Some(-0.36), Some(1.0), None, Some(f64::NAN)] {
            assert_eq!(codes(&correlated(correlation)), Vec::<&str>::new());
        }
        assert_eq!(codes(&look(&still(), &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn ignores_what_leaks_into_a_dead_channel() {
        let mut facts = film();
        let audio = facts.audio.as_mut().unwrap();
        audio.correlation = Some(-1.0);
        audio.channel_rms = vec![Some(-20.0), Some(-70.0)];
        assert_eq!(codes(&look(&facts, &no_format())), ["dead-channel"]);
    }
}

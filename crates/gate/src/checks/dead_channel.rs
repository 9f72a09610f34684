//! One of the two channels carries nothing.

use super::silent_audio::is_silent;
use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "dead-channel",
    family: Family::Sound,
    title: "One channel is dead",
    why: "Whoever listens with two ears hears one side only, and a mono phone plays the mix too quietly",
    threshold: "two channels, and one is digital silence (below −90 dBFS over the file) or more than 40 dB below the other; 16 stereo mixes measured: 1.3 dB apart at most. Mono files are fine",
    fix: "Route the mix to both channels, or export a mono file.",
    needs: &[Need::Decodable],
    asked: always,
    run,
};

/// A hundredth of the amplitude: what a cable or a codec leaks, and far beyond any balance of a mix.
const APART_DB: f64 = 40.0;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(audio) = subject.audio().filter(|audio| !is_silent(audio)) else {
        return Vec::new();
    };
    let Some((dead, how)) = dead_channel(&audio.channel_rms) else {
        return Vec::new();
    };
    vec![found(
        CHECK.code,
        Severity::Reject,
        Quantity::text(how),
        Quantity::text("sound on both channels"),
        format!("the {dead} channel is dead: route the mix to both channels, or export it as mono"),
        Basis::practice(CHECK.code, "Adstream's checks of ads: one channel only"),
    )]
}

/// Returns which of two channels is dead, and how much so.
pub(super) fn dead_channel(rms: &[Option<f64>]) -> Option<(&'static str, String)> {
    let [left, right] = rms else { return None };
    match (left, right) {
        (None, Some(_)) => Some(("left", "the left channel is silent".to_owned())),
        (Some(_), None) => Some(("right", "the right channel is silent".to_owned())),
        (Some(left), Some(right)) => {
            let apart = left - right;
            let (dead, other) = if apart < 0.0 { ("left", "right") } else { ("right", "left") };
            (apart.abs() > APART_DB).then(|| {
                (dead, format!("the {dead} channel lies {:.0} dB below the {other}", apart.abs()))
            })
        }
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{codes, film, look, no_format, only, still};
    use model::finding::{FileVerdict, Verdict};

    fn channels(rms: &[Option<f64>]) -> FileVerdict {
        let mut facts = film();
        let audio = facts.audio.as_mut().unwrap();
        audio.channels = rms.len() as u32;
        audio.channel_rms = rms.to_vec();
        audio.correlation = None;
        look(&facts, &no_format())
    }

    #[test]
    fn fires_on_a_silent_channel_and_names_it() {
        let verdict = channels(&[Some(-20.0), None]);
        assert_eq!((codes(&verdict), verdict.verdict), (vec!["dead-channel"], Verdict::Fail));
        assert!(only(&verdict).remedy.starts_with("the right channel is dead"));
        assert!(only(&channels(&[None, Some(-20.0)])).remedy.starts_with("the left channel"));
    }

    #[test]
    fn fires_on_mere_crosstalk() {
        let verdict = channels(&[Some(-61.0), Some(-20.0)]);
        let measured = only(&verdict).measured.as_ref().unwrap().to_string();
        assert_eq!(measured, "the left channel lies 41 dB below the right");
    }

    #[test]
    fn does_not_fire_on_a_lopsided_mix() {
        assert_eq!(codes(&channels(&[Some(-20.0), Some(-60.0)])), Vec::<&str>::new());
    }

    #[test]
    fn ignores_mono_surround_and_silence() {
        assert_eq!(codes(&channels(&[Some(-20.0)])), Vec::<&str>::new());
        let surround = [Some(-20.0), Some(-20.0), Some(-20.0), None, None, None];
        assert_eq!(codes(&channels(&surround)), Vec::<&str>::new());
        assert_eq!(codes(&channels(&[None, None])), Vec::<&str>::new());
        assert_eq!(codes(&look(&still(), &no_format())), Vec::<&str>::new());
    }
}

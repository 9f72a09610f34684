//! The sound is laid down in another way than its place takes.

use crate::check::{Check, Family, Need};
use crate::standard::{Expect, Standard};
use crate::subject::{Subject, found};
use model::fact::AudioFacts;
use model::finding::{Finding, Quantity, Severity};
use spec::format::NumberRule;

pub(super) const CHECK: Check = Check {
    code: "wrong-audio-format",
    family: Family::File,
    title: "The sound is laid down the wrong way",
    why: "Broadcasters refuse another sample rate or channel count; others convert it, badly",
    threshold: "samples a second or channels other than those the place takes, or fewer than three quarters of the kilobits a second it asks for, counted over what is not silent (told 192 kbit/s, FFmpeg's AAC spent 192 to 194 on speech, noise and tones, and next to nothing on silence)",
    fix: "Export the sound with the sample rate, the channels and the bit rate asked for.",
    needs: &[Need::Decodable],
    asked,
    run,
};

/// What an encoder that is told a bit rate keeps of it where there is sound, at least.
const KEPT: f64 = 0.75;

fn asked(standard: &Standard) -> bool {
    let stated = |expect: &Expect| {
        let sound = &expect.sound;
        sound.sample_rate.is_some() || sound.channels.is_some() || sound.min_kbps.is_some()
    };
    standard.format.as_ref().is_some_and(stated)
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some(expect), Some(audio)) = (&subject.standard.format, subject.audio()) else {
        return Vec::new();
    };
    let rate = f64::from(audio.sample_rate);
    let channels = f64::from(audio.channels);
    let sound = &expect.sound;
    [
        refused(rate, sound.sample_rate.as_ref(), "samples/s", "sample_rate", expect),
        refused(channels, sound.channels.as_ref(), "channels", "channels", expect),
        too_few_bits(audio, expect),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn refused(
    number: f64,
    rule: Option<&NumberRule>,
    unit: &str,
    column: &str,
    expect: &Expect,
) -> Option<Finding> {
    let rule = rule.filter(|rule| !rule.accepts(number))?;
    Some(found(
        CHECK.code,
        Severity::Reject,
        Quantity::number(number, unit),
        Quantity::text(format!("{rule} {unit}")),
        format!("export the sound again with {rule} {unit}"),
        expect.basis(column),
    ))
}

fn too_few_bits(audio: &AudioFacts, expect: &Expect) -> Option<Finding> {
    let (least, kbps) = (expect.sound.min_kbps?, audio.kbps?);
    // Encoders spend next to nothing on silence.
    let heard = (1.0 - audio.silent.0).clamp(0.0, 1.0);
    (kbps < least * KEPT * heard).then(|| {
        found(
            CHECK.code,
            Severity::Reject,
            Quantity::number(kbps, "kbit/s"),
            Quantity::number(least, "kbit/s at least"),
            format!("export the sound again with {least} kbit/s or more"),
            expect.basis("min_audio_kbps"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, expecting, film, look, no_format, only, still};
    use model::unit::Ratio;
    use spec::format::SoundRule;

    fn laid_down(sample_rate: &str, channels: &str, min_kbps: Option<f64>) -> Standard {
        let sound = SoundRule {
            sample_rate: NumberRule::parse(sample_rate),
            channels: NumberRule::parse(channels),
            min_kbps,
            ..SoundRule::default()
        };
        expecting(Expect { sound, ..Expect::default() })
    }

    #[test]
    fn fires_on_another_sample_rate_or_number_of_channels() {
        let verdict = look(&film(), &laid_down("44100", "", None));
        assert_eq!(codes(&verdict), ["wrong-audio-format"]);
        assert_eq!(only(&verdict).rule, "order:sample_rate");
        assert_eq!(only(&look(&film(), &laid_down("", "1;6", None))).rule, "order:channels");
    }

    #[test]
    fn fires_on_far_fewer_bits_and_not_on_what_encoders_save() {
        let mut facts = film();
        let mut at = |kbps, silent| {
            let audio = facts.audio.as_mut().unwrap();
            (audio.kbps, audio.silent) = (Some(kbps), Ratio(silent));
            codes(&look(&facts, &laid_down("", "", Some(192.0)))).len()
        };
        assert_eq!((at(143.9, 0.0), at(144.1, 0.0)), (1, 0));
        // Half of it is silence.
        assert_eq!((at(71.9, 0.5), at(72.1, 0.5)), (1, 0));
    }

    #[test]
    fn does_not_fire_on_what_is_taken() {
        let taken = laid_down("44100;48000", "2..", Some(192.0));
        assert_eq!(codes(&look(&film(), &taken)), Vec::<&str>::new());
        assert_eq!(codes(&look(&film(), &laid_down("..63999", "1..2", None))), Vec::<&str>::new());
    }

    #[test]
    fn ignores_files_without_sound_and_places_that_state_nothing() {
        assert_eq!(codes(&look(&still(), &laid_down("44100", "1", None))), Vec::<&str>::new());
        assert_eq!(codes(&look(&film(), &no_format())), Vec::<&str>::new());
    }
}

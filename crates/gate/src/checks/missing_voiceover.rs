//! Nobody speaks where somebody should, or nobody can be understood.

use crate::check::{Check, Family, Need};
use crate::standard::{Standard, Voiceover};
use crate::subject::{Basis, Subject, found};
use model::fact::VoiceFacts;
use model::finding::{Finding, Place, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "missing-voiceover",
    family: Family::Sound,
    title: "The voice-over is missing",
    why: "The wrong stem was exported: the music plays, and what the film has to say is not there",
    threshold: "a voice-over is expected, and over its likeliest second a voice-activity model takes the sound for speech with less than .3: missing. Below .9, or where the band of speech (300 to 3400 Hz) rises by less than 3 dB when somebody speaks, which is to say that the voice is no stronger than what it lies on: buried, which is advice. Measured: 16 pieces of music at most .08, one jazz piece .73; 3 voices 1.0, and laid over each music .98 or more at equal level; at 9 dB below the music half of them can no longer be heard. Singing passes for speech",
    fix: "Export again with the voice, or turn the music down under it.",
    needs: &[Need::Decodable, Need::Voice],
    asked,
    run,
};

/// Between .08, the highest of 16 pieces of music, and .98, the lowest of 48 voices over music at
/// equal level; jazz once came to .73, so what lies between is left to a person.
pub(super) const NOBODY: f64 = 0.3;
pub(super) const SOMEBODY: f64 = 0.9;

/// dB. Twice the energy: the voice is as strong as what it lies on.
const LEAST_LIFT: f64 = 3.0;

fn asked(standard: &Standard) -> bool {
    standard.voiceover == Some(Voiceover::Expected)
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(audio) = subject.audio() else {
        return vec![missing("no sound stream")];
    };
    let Some(voice) = subject.voice() else {
        return Vec::new();
    };
    if audio.integrated.is_none() || voice.likeliest.0 < NOBODY {
        return vec![missing("nobody speaks")];
    }
    buried(voice).into_iter().collect()
}

fn missing(heard: &str) -> Finding {
    found(
        CHECK.code,
        Severity::Reject,
        Quantity::text(heard),
        Quantity::text("a voice-over"),
        "export again with the voice-over; see that its track was not muted",
        basis(),
    )
}

fn buried(voice: &VoiceFacts) -> Option<Finding> {
    let low = voice.lift.filter(|lift| *lift < LEAST_LIFT);
    let heard = if voice.likeliest.0 < SOMEBODY {
        "a voice that can hardly be told from the rest".to_owned()
    } else {
        format!("a voice that lifts the sound by {:.1} dB", low?)
    };
    let finding = found(
        CHECK.code,
        Severity::Advise,
        Quantity::text(heard),
        Quantity::text("a voice-over that stands out"),
        "the voice is buried, or something only sounds like one: listen, and turn the music down \
         under it",
        basis(),
    );
    let place = voice.spans.first().map(|span| Place {
        start_s: Some(span.from.0.max(0.0)),
        end_s: Some(span.to.0),
        region: None,
    });
    Some(Finding { place, ..finding })
}

fn basis() -> Basis {
    Basis::practice(CHECK.code, "voices and music measured with a voice-activity model")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge;
    use crate::testing::{codes, film, look_closer, only, probe_voice, voiced};
    use model::fact::{ProbeFacts, VoiceFacts};
    use model::finding::LookTier;
    use model::unit::Ratio;

    fn heard(likeliest: f64, lift: Option<f64>) -> ProbeFacts {
        let voice = probe_voice(likeliest).voice.map(|voice| VoiceFacts { lift, ..voice });
        ProbeFacts { voice, ..ProbeFacts::default() }
    }

    fn findings(likeliest: f64, lift: Option<f64>) -> Vec<Severity> {
        let verdict = look_closer(&heard(likeliest, lift), &voiced(Voiceover::Expected));
        assert!(codes(&verdict).iter().all(|code| *code == "missing-voiceover"));
        verdict.findings.iter().map(|finding| finding.severity).collect()
    }

    #[test]
    fn fires_where_nobody_speaks() {
        assert_eq!(findings(0.0, None), [Severity::Reject]);
        assert_eq!(findings(0.29, None), [Severity::Reject]);
    }

    #[test]
    fn says_where_a_voice_is_buried() {
        assert_eq!(findings(0.3, Some(20.0)), [Severity::Advise]);
        assert_eq!(findings(0.99, Some(2.9)), [Severity::Advise]);
        let verdict = look_closer(&heard(0.99, Some(1.0)), &voiced(Voiceover::Expected));
        assert!(only(&verdict).place.unwrap().start_s.is_some());
    }

    #[test]
    fn does_not_fire_on_a_voice_that_stands_out_or_never_pauses() {
        for lift in [Some(3.0), Some(30.0), None] {
            assert_eq!(findings(0.9, lift), []);
        }
    }

    #[test]
    fn no_sound_has_no_voice() {
        let mut facts = film();
        facts.audio = None;
        let verdict = judge("x", &facts, None, &voiced(Voiceover::Expected), LookTier::Verdict);
        assert_eq!(codes(&verdict), ["missing-voiceover"]);
    }

    #[test]
    fn does_not_run_without_a_model() {
        let verdict = look_closer(&ProbeFacts::default(), &voiced(Voiceover::Expected));
        assert_eq!(codes(&verdict), Vec::<&str>::new());
        assert_eq!(verdict.not_run[0].code, "missing-voiceover");
    }

    #[test]
    fn ignores_files_of_which_no_voice_is_expected() {
        let silent = heard(0.0, None);
        for standard in [Standard::default(), voiced(Voiceover::Forbidden)] {
            assert_eq!(codes(&look_closer(&silent, &standard)), Vec::<&str>::new());
        }
    }

    #[test]
    fn ignores_numbers_that_are_none() {
        assert_eq!(findings(f64::NAN, Some(f64::NAN)), []);
        assert_eq!(findings(1.0, Some(f64::NAN)), []);
        assert!(Ratio(f64::NAN).0.is_nan());
    }
}

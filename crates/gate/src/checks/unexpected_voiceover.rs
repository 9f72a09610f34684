//! Somebody speaks where nobody may.

use super::missing_voiceover::SOMEBODY;
use crate::check::{Check, Family, Need};
use crate::standard::{Standard, Voiceover};
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Place, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "unexpected-voiceover",
    family: Family::Sound,
    title: "There is a voice-over where none may be",
    why: "A version for a market that speaks another language goes out with the old voice on it",
    threshold: "no voice-over may be there, and somebody speaks for 1 s or longer in all, with a likelihood of .9 or more over the likeliest second. Measured: 16 pieces of music at most .08, one jazz piece .73, 3 voices 1.0. Singing passes for speech",
    fix: "Export again without the voice.",
    needs: &[Need::Decodable, Need::Voice],
    asked,
    run,
};

/// Seconds: less is a shout in the music.
const SPOKEN: f64 = 1.0;

fn asked(standard: &Standard) -> bool {
    standard.voiceover == Some(Voiceover::Forbidden)
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(voice) = subject.voice().filter(|_| subject.audio().is_some()) else {
        return Vec::new();
    };
    if !(voice.likeliest.0 >= SOMEBODY && voice.spoken.0 >= SPOKEN) {
        return Vec::new();
    }
    let finding = found(
        CHECK.code,
        // A song may pass for speech: a person has to listen.
        Severity::Degrade,
        Quantity::text(format!("somebody speaks for {}", voice.spoken)),
        Quantity::text("no voice-over"),
        "export again without the voice-over; if somebody sings, leave it",
        Basis::practice(CHECK.code, "voices and music measured with a voice-activity model"),
    );
    let place = voice.spans.first().map(|span| Place {
        start_s: Some(span.from.0.max(0.0)),
        end_s: Some(span.to.0),
        region: None,
    });
    vec![Finding { place, ..finding }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, look_closer, only, probe_voice, voiced};
    use model::fact::ProbeFacts;
    use model::unit::Secs;

    fn fired(likeliest: f64, spoken: f64) -> bool {
        let mut probe = probe_voice(likeliest);
        probe.voice.as_mut().unwrap().spoken = Secs(spoken);
        codes(&look_closer(&probe, &voiced(Voiceover::Forbidden))) == ["unexpected-voiceover"]
    }

    #[test]
    fn fires_where_somebody_speaks_and_says_where() {
        assert!(fired(0.9, 1.0) && fired(1.0, 8.0));
        let verdict = look_closer(&probe_voice(1.0), &voiced(Voiceover::Forbidden));
        assert_eq!(only(&verdict).place.unwrap().start_s, Some(2.0));
    }

    #[test]
    fn does_not_fire_on_what_may_be_music_or_a_shout() {
        assert!(!fired(0.89, 8.0) && !fired(1.0, 0.9));
        assert!(!fired(f64::NAN, 8.0) && !fired(1.0, f64::NAN));
    }

    #[test]
    fn ignores_files_that_may_speak_and_does_not_run_without_a_model() {
        for standard in [Standard::default(), voiced(Voiceover::Expected)] {
            assert_eq!(codes(&look_closer(&probe_voice(1.0), &standard)), Vec::<&str>::new());
        }
        let verdict = look_closer(&ProbeFacts::default(), &voiced(Voiceover::Forbidden));
        assert_eq!(verdict.not_run[0].code, "unexpected-voiceover");
    }
}

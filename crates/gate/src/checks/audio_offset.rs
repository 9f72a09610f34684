//! Sound and pictures do not begin or end together.

use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::fact::AudioFacts;
use model::finding::{Finding, Place, Quantity, Severity};
use model::unit::Secs;

pub(super) const CHECK: Check = Check {
    code: "audio-offset",
    family: Family::Sound,
    title: "Sound and pictures do not fit together",
    why: "Words that do not meet the lips are noticed at once, and players fill what one of the two lacks with silence or a frozen frame",
    threshold: "sound begins more than 40 ms before or 60 ms after the first frame (EBU R37), or ends more than two frames before or 2 s after the last one (Telestream Qualify, test 108). Up to 1 s of pictures without sound at the end is advice. AAC that begins with the 2112 samples its decoders need to start, and no edit list to cut them off, begins in time",
    fix: "Line both up in the edit and export them with the same length.",
    needs: &[Need::Decodable, Need::SoundStart],
    asked: always,
    run,
};

/// EBU R37: how far sound may run ahead of the pictures where they go out, and how far behind.
const EARLY_S: f64 = 0.040;
const LATE_S: f64 = 0.060;

/// Samples that AAC encoders by custom put before the sound (Apple's "audio priming"). Without an
/// edit list they count as sound, 44 ms at 48 kHz, and players drop them.
const AAC_PRIMING: f64 = 2112.0;

/// Telestream Qualify, test 108: how much sooner sound may end, and how much later.
const SHORT_FRAMES: f64 = 2.0;
const LONG_S: f64 = 2.0;

/// An end card may be silent for so long.
pub(super) const SILENT_CARD_S: f64 = 1.0;

/// Seconds, for times that containers round to milliseconds.
const ROUNDING_S: f64 = 0.001;

/// When pictures and sound end, counted from the first frame.
pub(super) struct Ends {
    pub(super) pictures: f64,
    pub(super) sound: f64,
}

/// Returns when both end; nothing for stills and for sound alone.
pub(super) fn ends(subject: &Subject<'_>, audio: &AudioFacts) -> Option<Ends> {
    let pictures = subject.video()?.duration.0;
    let sound = audio.offset?.0 + audio.duration.0;
    (pictures > 0.0 && pictures.is_finite() && sound.is_finite())
        .then_some(Ends { pictures, sound })
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(audio) = subject.audio().filter(|audio| audio.duration.0 > 0.0) else {
        return Vec::new();
    };
    let Some(ends) = ends(subject, audio) else {
        return Vec::new();
    };
    let start = audio.offset.and_then(|offset| at_start(offset.0, earliest(audio)));
    start.into_iter().chain(at_end(&ends, subject.frame_length().0)).collect()
}

/// Returns how far before the first frame sound may begin.
fn earliest(audio: &AudioFacts) -> f64 {
    if audio.codec == "aac" && audio.sample_rate > 0 {
        return EARLY_S.max(AAC_PRIMING / f64::from(audio.sample_rate));
    }
    EARLY_S
}

fn at_start(offset: f64, earliest: f64) -> Option<Finding> {
    let fits = (-earliest - ROUNDING_S..=LATE_S + ROUNDING_S).contains(&offset);
    if fits {
        return None;
    }
    let by = format!("{:.0} ms", offset.abs() * 1000.0);
    let remedy = if offset > 0.0 {
        format!(
            "the sound begins {by} after the pictures: compare lips and words and move it; if it \
             is meant to begin there, fill the gap with silence"
        )
    } else {
        format!("the sound begins {by} before the pictures: compare lips and words and move it")
    };
    let finding = found(
        CHECK.code,
        Severity::Degrade,
        Quantity::number((offset * 1000.0).round(), "ms after the first frame"),
        Quantity::text("between 40 ms before and 60 ms after the first frame"),
        remedy,
        Basis::practice(CHECK.code, "EBU R37"),
    );
    Some(between(finding, 0.0, offset.max(0.0)))
}

fn at_end(ends: &Ends, frame: f64) -> Option<Finding> {
    let over = ends.sound - ends.pictures;
    if (-SHORT_FRAMES * frame - ROUNDING_S..=LONG_S + ROUNDING_S).contains(&over) {
        return None;
    }
    let by = Secs(over.abs());
    let (severity, remedy) = if over > 0.0 {
        let remedy = format!(
            "the sound runs on for {by} after the last frame: cut it, or add the missing pictures"
        );
        (Severity::Degrade, remedy)
    } else {
        let remedy = format!(
            "the sound ends {by} before the pictures: see that it was not cut off, and fill up \
             with silence"
        );
        (if -over > SILENT_CARD_S { Severity::Degrade } else { Severity::Advise }, remedy)
    };
    let finding = found(
        CHECK.code,
        severity,
        Quantity::number(ends.sound, "s to the end of the sound"),
        Quantity::number(ends.pictures, "s to the end of the pictures"),
        remedy,
        Basis::practice(CHECK.code, "Telestream Qualify, test 108"),
    );
    Some(between(finding, ends.sound.min(ends.pictures).max(0.0), ends.sound.max(ends.pictures)))
}

fn between(finding: Finding, start: f64, end: f64) -> Finding {
    let place = Place { start_s: Some(start), end_s: Some(end), region: None };
    Finding { place: Some(place), ..finding }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, film, look, no_format, only, still};
    use model::finding::{FileVerdict, Verdict};

    /// Of a film of 15 s at 25 frames a second.
    fn sound(offset: f64, duration: f64) -> FileVerdict {
        let mut facts = film();
        let audio = facts.audio.as_mut().unwrap();
        audio.offset = Some(Secs(offset));
        audio.duration = Secs(duration);
        look(&facts, &no_format())
    }

    #[test]
    fn fires_on_sound_that_begins_late_or_early() {
        let late = sound(0.2, 14.8);
        assert_eq!((codes(&late), late.verdict), (vec!["audio-offset"], Verdict::Warn));
        assert!(only(&late).remedy.starts_with("the sound begins 200 ms after"));
        let place = only(&late).place.unwrap();
        assert_eq!((place.start_s, place.end_s), (Some(0.0), Some(0.2)));
        assert!(only(&sound(-0.08, 15.08)).remedy.starts_with("the sound begins 80 ms before"));
    }

    #[test]
    fn fires_on_sound_that_ends_too_soon_or_runs_on() {
        let short = sound(0.0, 12.0);
        assert!(only(&short).remedy.starts_with("the sound ends 3 s before"));
        let place = only(&short).place.unwrap();
        assert_eq!((place.start_s, place.end_s), (Some(12.0), Some(15.0)));
        assert_eq!(short.verdict, Verdict::Warn);
        assert!(only(&sound(0.0, 17.5)).remedy.starts_with("the sound runs on for 2.5 s"));
    }

    #[test]
    fn a_short_lack_of_sound_at_the_end_is_advice() {
        assert_eq!(only(&sound(0.0, 14.0)).severity, Severity::Advise);
        assert_eq!(only(&sound(0.0, 13.99)).severity, Severity::Degrade);
    }

    #[test]
    fn does_not_fire_within_the_tolerances() {
        for (offset, duration) in [(0.06, 14.94), (-0.04, 15.04), (0.0, 14.92), (0.0, 17.0)] {
            assert_eq!(codes(&sound(offset, duration)), Vec::<&str>::new(), "{offset} {duration}");
        }
        assert_eq!(codes(&sound(0.0, 14.91)), ["audio-offset"]);
    }

    #[test]
    fn ignores_the_priming_of_aac_and_no_other_early_sound() {
        assert_eq!(codes(&sound(-0.044, 15.0)), Vec::<&str>::new());
        assert_eq!(codes(&sound(-0.046, 15.0)), ["audio-offset"]);
        let mut opus = film();
        let audio = opus.audio.as_mut().unwrap();
        (audio.codec, audio.offset) = ("opus".to_owned(), Some(Secs(-0.044)));
        assert_eq!(codes(&look(&opus, &no_format())), ["audio-offset"]);
    }

    #[test]
    fn ignores_stills_and_sound_alone() {
        assert_eq!(codes(&look(&still(), &no_format())), Vec::<&str>::new());
        let mut alone = film();
        alone.video = None;
        alone.audio.as_mut().unwrap().offset = None;
        let verdict = look(&alone, &no_format());
        assert!(!verdict.not_run.iter().any(|not_run| not_run.code == CHECK.code));
        assert!(!codes(&verdict).contains(&CHECK.code));
    }

    #[test]
    fn says_that_it_did_not_run_where_the_beginning_is_unknown() {
        let mut facts = film();
        facts.audio.as_mut().unwrap().offset = None;
        let verdict = look(&facts, &no_format());
        let not_run: Vec<&str> = verdict.not_run.iter().map(|not| not.code.as_str()).collect();
        assert_eq!(not_run, ["audio-offset", "trailing-silence"]);
    }
}

//! The sound falls silent while the pictures go on.

use super::audio_offset::{SILENT_CARD_S, ends};
use super::silent_audio::is_silent;
use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Place, Quantity, Severity};
use model::unit::Secs;

pub(super) const CHECK: Check = Check {
    code: "trailing-silence",
    family: Family::Sound,
    title: "The end is silent",
    why: "A mix made for a shorter cut ends before the film, and the end card, which should be remembered, stands in silence",
    threshold: "more than 1 s below −60 dBFS up to the end while pictures go on: advice; more than 2 s (what FFmpeg's silencedetect calls silence): a warning. Broadcasters ask for a quarter to half a second of silence at the end, and a silent card of up to 1 s is common",
    fix: "Lengthen the mix to the end of the film, or shorten the film.",
    needs: &[Need::Decodable, Need::SoundStart, Need::Silences],
    asked: always,
    run,
};

/// FFmpeg's silencedetect reports this length at −60 dB unless told otherwise.
const LONG_S: f64 = 2.0;

/// Silence is measured in blocks of 100 ms: one that is not full at the end is not judged.
const BLOCK_S: f64 = 0.1;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(audio) = subject.audio().filter(|audio| !is_silent(audio)) else {
        return Vec::new();
    };
    let (Some(ends), Some(last)) = (ends(subject, audio), audio.silences.last()) else {
        return Vec::new();
    };
    let silent = ends.pictures - last.from.0;
    // Sound that stops before the pictures do is another fault: `audio-offset`.
    let to_the_end = last.to.0 > ends.sound.min(ends.pictures) - BLOCK_S;
    if !to_the_end || silent.is_nan() || silent <= SILENT_CARD_S {
        return Vec::new();
    }
    let finding = found(
        CHECK.code,
        if silent > LONG_S { Severity::Degrade } else { Severity::Advise },
        Quantity::number(silent, "s silent at the end"),
        Quantity::number(SILENT_CARD_S, "s at most"),
        format!(
            "the last {} are silent: lengthen the mix to the end of the film, or leave it if the \
             end is meant to be silent",
            Secs(silent)
        ),
        Basis::practice(CHECK.code, "FFmpeg silencedetect (2 s at −60 dB); broadcasters' tails"),
    );
    let place = Place { start_s: Some(last.from.0), end_s: Some(ends.pictures), region: None };
    vec![Finding { place: Some(place), ..finding }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, film, look, no_format, only, still};
    use model::fact::{FileFacts, Span};
    use model::finding::{FileVerdict, Verdict};
    use model::unit::Ratio;

    /// A film of 15 s that is silent in one place.
    fn silent(from: f64, to: f64) -> FileFacts {
        let mut facts = film();
        facts.audio.as_mut().unwrap().silences = vec![Span { from: Secs(from), to: Secs(to) }];
        facts
    }

    fn judged(from: f64, to: f64) -> FileVerdict {
        look(&silent(from, to), &no_format())
    }

    #[test]
    fn fires_with_its_place() {
        let verdict = judged(12.0, 15.0);
        assert_eq!((codes(&verdict), verdict.verdict), (vec!["trailing-silence"], Verdict::Warn));
        assert!(only(&verdict).remedy.starts_with("the last 3 s are silent"));
        let place = only(&verdict).place.unwrap();
        assert_eq!((place.start_s, place.end_s), (Some(12.0), Some(15.0)));
    }

    #[test]
    fn a_silent_card_is_advice() {
        assert_eq!(only(&judged(13.0, 15.0)).severity, Severity::Advise);
        assert_eq!(only(&judged(13.9, 15.0)).severity, Severity::Advise);
    }

    #[test]
    fn does_not_fire_on_a_second_nor_in_the_middle() {
        assert_eq!(codes(&judged(14.0, 15.0)), Vec::<&str>::new());
        assert_eq!(codes(&judged(10.0, 14.8)), Vec::<&str>::new());
    }

    #[test]
    fn the_last_block_need_not_be_full() {
        assert_eq!(codes(&judged(12.0, 14.95)), ["trailing-silence"]);
    }

    #[test]
    fn ignores_silent_films_and_stills() {
        let mut facts = silent(0.0, 15.0);
        facts.audio.as_mut().unwrap().silent = Ratio(1.0);
        assert_eq!(codes(&look(&facts, &no_format())), ["silent-audio"]);
        assert_eq!(codes(&look(&still(), &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn says_that_it_did_not_run_where_not_all_silences_are_listed() {
        let mut facts = film();
        let pause = Span { from: Secs(1.0), to: Secs(1.1) };
        facts.audio.as_mut().unwrap().silences = vec![pause; 256];
        let verdict = look(&facts, &no_format());
        assert_eq!(verdict.not_run[0].code, "trailing-silence");
    }
}

//! There is a sound stream, and nothing in it.

use crate::check::{Check, Family, Need};
use crate::standard::Standard;
use crate::subject::{Basis, Subject, found};
use model::fact::{AudioFacts, Span};
use model::finding::{Finding, Place, Quantity, Severity};
use spec::format::AudioRule;

pub(super) const CHECK: Check = Check {
    code: "silent-audio",
    family: Family::Sound,
    title: "The sound stream is silent",
    why: "The mix was muted or not linked, and nobody hears that by looking at the file",
    threshold: "nothing above the loudness gate (−70 LUFS, ITU-R BS.1770), 98% of all 100 ms blocks below −60 dBFS, or no more than 0.2 s above it in 2 s or longer: a click is no sound",
    fix: "Export again with the mix, or without a sound stream if it is to be silent.",
    needs: &[Need::Decodable],
    asked,
    run,
};

/// All but a click or a cut at either end.
const SILENT_SHARE: f64 = 0.98;

/// A click that falls on the edge of two blocks of 100 ms, seconds; half a block for rounding.
const CLICK_S: f64 = 0.25;

/// Shorter sound may be a click and nothing else, seconds.
const LONG_S: f64 = 2.0;

/// Where sound is forbidden, silence in it is not the fault to name.
fn asked(standard: &Standard) -> bool {
    sound_rule(standard) != Some(AudioRule::Forbidden)
}

fn sound_rule(standard: &Standard) -> Option<AudioRule> {
    standard.format.as_ref().and_then(|expect| expect.audio)
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(audio) = subject.audio() else {
        return Vec::new();
    };
    if !is_silent(audio) {
        return Vec::new();
    }
    let (severity, basis) = match (&subject.standard.format, sound_rule(subject.standard)) {
        (Some(expect), Some(AudioRule::Required)) => (Severity::Reject, expect.basis("audio")),
        _ => (Severity::Degrade, Basis::practice(CHECK.code, "the loudness gate of ITU-R BS.1770")),
    };
    let finding = found(
        CHECK.code,
        severity,
        Quantity::number(audio.silent.0 * 100.0, "% silent"),
        Quantity::text("sound one can hear"),
        "export again with the mix; if it is to be silent, leave the sound stream out",
        basis,
    );
    vec![Finding { place: longest(&audio.silences), ..finding }]
}

/// Says whether nothing can be heard.
pub(super) fn is_silent(audio: &AudioFacts) -> bool {
    let heard = (1.0 - audio.silent.0) * audio.duration.0;
    audio.integrated.is_none()
        || audio.silent.0 >= SILENT_SHARE
        || (audio.duration.0 >= LONG_S && heard < CLICK_S)
}

fn longest(silences: &[Span]) -> Option<Place> {
    let length = |span: &Span| span.to.0 - span.from.0;
    let longest = silences.iter().max_by(|a, b| length(a).total_cmp(&length(b)))?;
    let start = longest.from.0.max(0.0);
    Some(Place { start_s: Some(start), end_s: Some(longest.to.0), region: None })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Expect;
    use crate::testing::{codes, expecting, film, look, no_format, only, still};
    use model::fact::FileFacts;
    use model::finding::Verdict;
    use model::unit::{Ratio, Secs};

    fn silent(share: f64) -> FileFacts {
        let mut facts = film();
        facts.audio.as_mut().unwrap().silent = Ratio(share);
        facts
    }

    #[test]
    fn fires_on_digital_silence() {
        let mut facts = silent(1.0);
        facts.audio.as_mut().unwrap().integrated = None;
        assert_eq!(codes(&look(&facts, &no_format())), ["silent-audio"]);
    }

    #[test]
    fn the_place_is_the_longest_silence() {
        let mut facts = silent(0.99);
        let spans = [(0.0, 2.0), (2.1, 14.0), (14.1, 15.0)];
        facts.audio.as_mut().unwrap().silences =
            spans.map(|(from, to)| Span { from: Secs(from), to: Secs(to) }).to_vec();
        let place = only(&look(&facts, &no_format())).place.unwrap();
        assert_eq!((place.start_s, place.end_s), (Some(2.1), Some(14.0)));
    }

    #[test]
    fn warns_where_sound_is_optional_and_fails_where_it_is_required() {
        assert_eq!(look(&silent(0.99), &no_format()).verdict, Verdict::Warn);
        let required = expecting(Expect { audio: Some(AudioRule::Required), ..Expect::default() });
        assert_eq!(look(&silent(0.99), &required).verdict, Verdict::Fail);
    }

    #[test]
    fn does_not_fire_on_a_quiet_film() {
        assert_eq!(codes(&look(&silent(0.97), &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn a_click_is_no_sound_and_a_word_is() {
        let of_four_seconds = |heard: f64| {
            let mut facts = silent(1.0 - heard / 4.0);
            facts.audio.as_mut().unwrap().duration = Secs(4.0);
            facts.video.as_mut().unwrap().duration = Secs(4.0);
            is_silent(facts.audio.as_ref().unwrap())
        };
        assert!(of_four_seconds(0.1) && of_four_seconds(0.2));
        assert!(!of_four_seconds(0.3));
        let mut short = silent(0.8);
        short.audio.as_mut().unwrap().duration = Secs(1.0);
        assert!(!is_silent(short.audio.as_ref().unwrap()));
    }

    #[test]
    fn ignores_files_without_sound_and_places_that_forbid_it() {
        assert_eq!(codes(&look(&still(), &no_format())), Vec::<&str>::new());
        let forbidden =
            expecting(Expect { audio: Some(AudioRule::Forbidden), ..Expect::default() });
        assert_eq!(codes(&look(&silent(1.0), &forbidden)), ["unexpected-audio"]);
    }
}

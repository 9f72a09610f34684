//! Nobody tells people that a model made what they see.

use crate::check::{Check, Family, Need};
use crate::standard::Standard;
use crate::subject::{Basis, Subject, found};
use crate::words::Reading;
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "missing-ai-disclosure",
    family: Family::Legal,
    title: "The use of AI is not disclosed",
    why: "People have to be told of deepfakes (EU AI Act, Article 50(4)) and of performers that a model made (New York GBL 396-b); the duty is on whoever makes the ad",
    threshold: "the words asked for stand in none of the texts that go out beside the file, and not on its last frame within 30% edits. A film may say them on an earlier frame, which is not read: there it is a warning",
    fix: "Put the words on the frame, large enough to read, or into a text that goes out beside it.",
    needs: &[Need::Decodable, Need::DisclosureWords],
    asked,
    run,
};

/// Edits over length: small print, as for legal lines.
const READ: f64 = 0.30;

fn asked(standard: &Standard) -> bool {
    standard.disclosure.as_ref().is_some_and(|disclosure| disclosure.words.is_some())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let standard = subject.standard;
    let Some(disclosure) = &standard.disclosure else {
        return Vec::new();
    };
    let (Some(words), Some(lines)) =
        (disclosure.words_on_frame(standard.texts.as_ref()), subject.words())
    else {
        return Vec::new();
    };
    let reading = Reading::of(lines);
    if reading.find(words).is_some_and(|seen| seen.distance <= READ) {
        return Vec::new();
    }
    let nearest = reading.nearest_line(words).map_or("no words", |line| line.text.as_str());
    let is_film = subject.video().is_some_and(|video| video.frame_rate.is_some());
    let finding = found(
        CHECK.code,
        if is_film { Severity::Degrade } else { Severity::Reject },
        Quantity::text(nearest),
        Quantity::text(words),
        format!("put “{words}” on the frame, or into a text that goes out beside the file"),
        Basis {
            rule: format!("{}:ai_disclosure", disclosure.rule),
            source: disclosure.rule.clone(),
        },
    );
    vec![Finding { place: subject.in_last_frame(None), ..finding }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::{AdTexts, Disclosure};
    use crate::testing::{codes, film, look, look_closer, no_format, only, probe_words, still};
    use model::finding::LookTier;

    const WORDS: &str = "Made with AI";

    fn asking(words: &str) -> Standard {
        let disclosure = Disclosure {
            rule: "list.csv:2".to_owned(),
            words: Some(words.to_owned()),
            ..Disclosure::default()
        };
        Standard { disclosure: Some(disclosure), ..Standard::default() }
    }

    fn beside(text: &str) -> Standard {
        let texts = AdTexts { description: Some(text.to_owned()), ..AdTexts::default() };
        Standard { texts: Some(texts), ..asking(WORDS) }
    }

    #[test]
    fn fires_where_the_words_stand_nowhere() {
        let probe = probe_words(&["Order again"]);
        assert_eq!(only(&look_closer(&probe, &asking(WORDS))).severity, Severity::Degrade);
        let picture = crate::judge("x", &still(), Some(&probe), &asking(WORDS), LookTier::Verdict);
        assert_eq!(only(&picture).severity, Severity::Reject);
        assert_eq!(codes(&look_closer(&probe, &beside("Made by people"))).len(), 1);
    }

    #[test]
    fn does_not_fire_where_people_can_read_them() {
        let on_frame = probe_words(&["Order again", "made wlth AI."]);
        assert_eq!(codes(&look_closer(&on_frame, &asking(WORDS))), Vec::<&str>::new());
        let verdict = look(&film(), &beside("Shoes. MADE WITH AI!"));
        assert!(verdict.findings.is_empty() && verdict.not_run.is_empty());
    }

    #[test]
    fn says_when_nobody_read_and_ignores_files_of_which_nothing_is_expected() {
        let because = |words| look(&film(), &asking(words)).not_run[0].because.clone();
        assert_eq!(because(WORDS), "no reader looked at the last frame");
        assert_eq!(because("С ИИ"), "the reader does not know the script of `С ИИ`");
        assert_eq!(codes(&look_closer(&probe_words(&[]), &no_format())), Vec::<&str>::new());
    }
}

//! The film ends, and no end card came.

use crate::check::{Check, Family, Need};
use crate::standard::{BrandStandard, Standard};
use crate::subject::{Subject, found};
use crate::words::Reading;
use measure::palette::share_of_palette;
use model::colour::Colour;
use model::fact::{KeptFrame, ReadText};
use model::finding::{Finding, Quantity, Severity};
use model::unit::{DeltaE, Ratio};

pub(super) const CHECK: Check = Check {
    code: "missing-end-card",
    family: Family::Brand,
    title: "The end card is missing",
    why: "The film was paid for and nobody is told by whom, or what to do",
    threshold: "a card on a ground of its own is expected; less than 25% of the film's last frame is within 8 ΔE00 of that ground, none of the card's words is read within 25% edits, and the frame is no other card either (no colour on half of it, or no words at all)",
    fix: "Put the end card at the end of the film; look whether it was cut off.",
    needs: &[Need::Decodable, Need::LastFrame, Need::Words],
    asked,
    run,
};

/// ΔE00, as off-palette takes it.
const NEAR: DeltaE = DeltaE(8.0);

/// Room for a logo, words and a picture on the card.
const LEAST_GROUND: f64 = 0.25;

/// A frame with one colour on half of it is a card, not a scene.
const CARD: f64 = 0.5;

/// Edits over length at which words of the card count as read.
const READ: f64 = 0.25;

fn asked(standard: &Standard) -> bool {
    standard.brand.as_ref().is_some_and(|brand| brand.background.is_some())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(brand) = &subject.standard.brand else {
        return Vec::new();
    };
    if !is_missing(subject) {
        return Vec::new();
    }
    let scene = subject.last_frame().and_then(|frame| frame.palette.first());
    let measured = scene.map_or_else(
        || "no colours".to_owned(),
        |part| format!("{} on {:.0}% and no words of the card", part.colour, part.share.0 * 100.0),
    );
    let ground = brand.background.map_or_else(String::new, |ground| ground.to_string());
    let finding = found(
        CHECK.code,
        Severity::Reject,
        Quantity::text(measured),
        Quantity::text(format!("a card on {ground}")),
        "put this campaign's end card at the end; look whether it was cut off",
        brand.basis("end-card"),
    );
    vec![Finding { place: subject.in_last_frame(None), ..finding }]
}

/// Tells whether a card was expected and the film ends on none; where nobody read, that is not
/// known.
pub(super) fn is_missing(subject: &Subject<'_>) -> bool {
    let (Some(brand), Some(frame)) = (&subject.standard.brand, subject.last_frame()) else {
        return false;
    };
    let is_film = subject.video().is_some_and(|video| video.frame_rate.is_some());
    let (Some(ground), Some(lines), true) = (brand.background, subject.words(), is_film) else {
        return false;
    };
    !stands_on(frame, ground) && !says_anything_of(brand, lines) && !is_card(frame, lines)
}

/// Tells whether a frame has enough of the card's ground.
pub(super) fn stands_on(frame: &KeptFrame, ground: Colour) -> bool {
    let Ratio(covered) = share_of_palette(&frame.palette, &[ground], NEAR);
    covered >= LEAST_GROUND
}

fn says_anything_of(brand: &BrandStandard, lines: &[ReadText]) -> bool {
    let reading = Reading::of(lines);
    brand.expected_words().any(|words| reading.find(words).is_some_and(|s| s.distance <= READ))
}

fn is_card(frame: &KeptFrame, lines: &[ReadText]) -> bool {
    let plain = frame.palette.first().is_some_and(|part| part.share.0 >= CARD);
    plain && !lines.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{
        ORANGE, TEAL, branded, closing_on, codes, look, no_format, probe_words, still,
    };
    use model::fact::{FileFacts, ProbeFacts};
    use model::finding::LookTier;

    fn expecting(background: Colour) -> Standard {
        branded(BrandStandard {
            background: Some(background),
            words: vec!["Fresh every day".to_owned()],
            ..BrandStandard::default()
        })
    }

    fn found_in(facts: &FileFacts, lines: &[&str], standard: &Standard) -> Vec<String> {
        let probe: ProbeFacts = probe_words(lines);
        let verdict = crate::judge("x", facts, Some(&probe), standard, LookTier::Verdict);
        codes(&verdict).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn fires_on_a_film_that_ends_on_a_scene_or_on_a_plain_colour() {
        assert_eq!(found_in(&closing_on(0.4), &["EXIT"], &expecting(ORANGE)), ["missing-end-card"]);
        assert_eq!(found_in(&closing_on(0.9), &[], &expecting(ORANGE)), ["missing-end-card"]);
    }

    #[test]
    fn another_card_is_another_fault() {
        let found = found_in(&closing_on(0.5), &["Spring sale"], &expecting(ORANGE));
        assert_eq!(found, ["off-palette"]);
        let found = found_in(&closing_on(0.4), &["Fresh every day"], &expecting(ORANGE));
        assert_eq!(found, ["off-palette"]);
    }

    #[test]
    fn does_not_fire_on_a_quarter_of_the_ground() {
        assert_eq!(found_in(&closing_on(0.25), &[], &expecting(TEAL)), [""; 0]);
    }

    #[test]
    fn ignores_pictures_and_says_when_nobody_read() {
        let found = found_in(&still(), &[], &expecting(ORANGE));
        assert!(!found.contains(&"missing-end-card".to_owned()));
        let not_run = look(&closing_on(0.4), &expecting(ORANGE)).not_run;
        assert!(not_run.iter().any(|not_run| not_run.code == "missing-end-card"));
        assert_eq!(codes(&look(&closing_on(0.4), &no_format())), [""; 0]);
    }
}

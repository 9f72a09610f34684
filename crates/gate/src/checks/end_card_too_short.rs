//! The end card is gone before anybody has read it.

use crate::check::{Check, Family, Need};
use crate::checks::missing_end_card::stands_on;
use crate::standard::Standard;
use crate::subject::{Subject, found};
use model::fact::Standstill;
use model::finding::{Finding, Place, Quantity, Severity};
use model::unit::Secs;

pub(super) const CHECK: Check = Check {
    code: "end-card-too-short",
    family: Family::Brand,
    title: "The end card is too short",
    why: "A card that flashes by is read by nobody",
    threshold: "the film closes on the card's ground (25% of the last frame within 8 ΔE00), and the plain parts of its last frame had stood for less than 1 s: a name and three words take about as long to read (160 to 180 words a minute, as broadcasters set subtitles). What moves on the card is not looked at, and a card that ends before the film does is not its last frame",
    fix: "Let the card stand longer.",
    needs: &[Need::Decodable, Need::LastFrame, Need::Closing],
    asked,
    run,
};

/// Reading a logo and a call to action of three words at 180 words a minute takes a little longer.
const LEAST: Secs = Secs(1.0);

/// A frame or two of a fade are not missed by anybody.
const GRACE: f64 = 1.5;

fn asked(standard: &Standard) -> bool {
    standard.brand.as_ref().is_some_and(|brand| brand.background.is_some())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some(brand), Some(frame)) = (&subject.standard.brand, subject.last_frame()) else {
        return Vec::new();
    };
    let closing = subject.video().and_then(|video| video.closing);
    let Some(Standstill::Exactly(stood)) = closing else {
        return Vec::new();
    };
    let closes_on_card = brand.background.is_some_and(|ground| stands_on(frame, ground));
    let grace = subject.frame_length().0 * GRACE;
    if !closes_on_card || stood.0 + grace >= LEAST.0 || !stood.0.is_finite() {
        return Vec::new();
    }
    let finding = found(
        CHECK.code,
        Severity::Degrade,
        Quantity::number(stood.0, "s"),
        Quantity::number(LEAST.0, "s at least"),
        format!("let the end card stand {:.1} s longer", LEAST.0 - stood.0),
        brand.basis("end-card"),
    );
    let (start_s, end_s) = ((frame.at.0 - stood.0).max(0.0), frame.at.0);
    let place = Place { start_s: Some(start_s), end_s: Some(end_s), region: None };
    vec![Finding { place: Some(place), ..finding }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::BrandStandard;
    use crate::testing::{ORANGE, TEAL, branded, codes, film, look, no_format, still};
    use model::colour::Colour;
    use model::fact::FileFacts;

    fn on(background: Colour) -> Standard {
        branded(BrandStandard { background: Some(background), ..BrandStandard::default() })
    }

    fn closing(closing: Option<Standstill>) -> FileFacts {
        let mut facts = film();
        facts.video.as_mut().unwrap().closing = closing;
        facts
    }

    fn fired(stood: Standstill) -> bool {
        codes(&look(&closing(Some(stood)), &on(TEAL))) == ["end-card-too-short"]
    }

    #[test]
    fn fires_on_half_a_second() {
        assert!(fired(Standstill::Exactly(Secs(0.5))));
    }

    #[test]
    fn does_not_fire_on_a_second_less_a_frame() {
        assert!(fired(Standstill::Exactly(Secs(0.93))));
        assert!(!fired(Standstill::Exactly(Secs(0.96))));
    }

    #[test]
    fn does_not_fire_where_it_may_have_stood_longer() {
        assert!(!fired(Standstill::AtLeast(Secs(0.5))));
    }

    #[test]
    fn ignores_pictures_and_other_endings_and_says_when_it_was_not_measured() {
        assert_eq!(codes(&look(&still(), &on(TEAL))), [""; 0]);
        let short = closing(Some(Standstill::Exactly(Secs(0.5))));
        assert_eq!(codes(&look(&short, &on(ORANGE))), ["off-palette"]);
        assert_eq!(codes(&look(&short, &no_format())), [""; 0]);
        let not_run = look(&closing(None), &on(TEAL)).not_run;
        assert!(not_run.iter().any(|not_run| not_run.code == "end-card-too-short"));
    }
}

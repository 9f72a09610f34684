//! The end card stands on a colour that is not the brand's.

use crate::check::{Check, Family, Need};
use crate::checks::missing_end_card::{is_missing, stands_on};
use crate::standard::{BrandStandard, Standard};
use crate::subject::{Basis, Subject, found};
use measure::colour::distance;
use model::colour::Colour;
use model::fact::KeptFrame;
use model::finding::{Finding, Quantity, Severity};
use model::insight::PaletteShare;
use model::unit::DeltaE;

pub(super) const CHECK: Check = Check {
    code: "off-palette",
    family: Family::Brand,
    title: "The end card is not in the brand's colours",
    why: "A foreign ground is the first sign of another campaign's card, or of a grade over it",
    threshold: "less than 25% of the last frame within 8 ΔE00 of the end card's ground, on a card or a picture (a film that ends on no card at all is missing-end-card); where no ground is stated, a film that closes on one colour (half the frame or more) further than 8 ΔE00 from every colour of the brand, black and white",
    fix: "Replace the end card by the one of this campaign; keep it out of the grade.",
    needs: &[Need::Decodable, Need::LastFrame],
    asked,
    run,
};

/// ΔE00: above what lossy coding and a confusion of BT.601 and BT.709 move a flat colour, below
/// the distance at which people start to use another name for it.
const NEAR: DeltaE = DeltaE(8.0);

/// A frame with one colour on half of it is a card, not a scene.
const CARD: f64 = 0.5;

fn asked(standard: &Standard) -> bool {
    standard
        .brand
        .as_ref()
        .is_some_and(|brand| brand.background.is_some() || !brand.palette.is_empty())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some(brand), Some(frame)) = (&subject.standard.brand, subject.last_frame()) else {
        return Vec::new();
    };
    let is_film = subject.video().is_some_and(|video| video.frame_rate.is_some());
    let finding = match brand.background {
        Some(_) if is_missing(subject) => None,
        Some(ground) => without_ground(frame, ground, brand),
        None if is_film => on_foreign_colour(frame, brand),
        None => None,
    };
    let place = subject.in_last_frame(None);
    finding.map(|finding| Finding { place, ..finding }).into_iter().collect()
}

fn without_ground(frame: &KeptFrame, ground: Colour, brand: &BrandStandard) -> Option<Finding> {
    (!stands_on(frame, ground)).then(|| {
        off(
            Quantity::text(describe(frame)),
            Quantity::text(format!("{ground} on at least 25%")),
            brand.basis("background"),
        )
    })
}

fn on_foreign_colour(frame: &KeptFrame, brand: &BrandStandard) -> Option<Finding> {
    let neutral = [Colour::WHITE, Colour::BLACK];
    let card = frame.palette.first().filter(|part| part.share.0 >= CARD)?;
    let allowed = || brand.palette.iter().chain(&neutral);
    if brand.palette.is_empty() || allowed().any(|&own| distance(own, card.colour).0 <= NEAR.0) {
        return None;
    }
    let own: Vec<String> = brand.palette.iter().map(Colour::to_string).collect();
    Some(off(
        Quantity::text(describe(frame)),
        Quantity::text(own.join(" ")),
        brand.basis("palette"),
    ))
}

fn off(measured: Quantity, expected: Quantity, basis: Basis) -> Finding {
    found(
        CHECK.code,
        Severity::Reject,
        measured,
        expected,
        "put this campaign's end card in, and keep it out of the grade",
        basis,
    )
}

fn describe(frame: &KeptFrame) -> String {
    let part = |part: &PaletteShare| format!("{} on {:.0}%", part.colour, part.share.0 * 100.0);
    let parts: Vec<String> = frame.palette.iter().take(3).map(part).collect();
    if parts.is_empty() { "no colours".to_owned() } else { parts.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{
        ORANGE, TEAL, branded, closing_on, codes, film, foreign_end_card, look, only, still,
    };

    fn on(background: Colour) -> Standard {
        branded(BrandStandard { background: Some(background), ..BrandStandard::default() })
    }

    #[test]
    fn fires_on_another_campaigns_ground_and_says_which() {
        let verdict = look(&film(), &branded(foreign_end_card()));
        assert_eq!(only(&verdict).code, "off-palette");
        assert_eq!(only(&verdict).measured, Some(Quantity::text("#005f63 on 80%, #ffffff on 20%")));
        assert_eq!(only(&verdict).place.unwrap().start_s, Some(14.96));
    }

    #[test]
    fn fires_just_below_a_quarter_of_the_ground_and_not_on_it() {
        assert_eq!(codes(&look(&closing_on(0.24), &on(TEAL))), ["off-palette"]);
        assert_eq!(codes(&look(&closing_on(0.25), &on(TEAL))), Vec::<&str>::new());
    }

    #[test]
    fn takes_what_lossy_coding_makes_of_the_ground() {
        let coded = Colour { r: 0x03, g: 0x60, b: 0x60 };
        assert_eq!(codes(&look(&film(), &on(coded))), Vec::<&str>::new());
    }

    #[test]
    fn a_film_may_close_on_any_colour_of_the_brand() {
        let closing = |palette| branded(BrandStandard { palette, ..BrandStandard::default() });
        assert_eq!(codes(&look(&film(), &closing(vec![ORANGE, TEAL]))), Vec::<&str>::new());
        assert_eq!(codes(&look(&film(), &closing(vec![ORANGE]))), ["off-palette"]);
    }

    #[test]
    fn ignores_stills_without_a_stated_ground_and_films_that_close_on_a_scene() {
        let palette = branded(BrandStandard { palette: vec![ORANGE], ..BrandStandard::default() });
        assert_eq!(codes(&look(&still(), &palette)), Vec::<&str>::new());
        assert_eq!(codes(&look(&closing_on(0.49), &palette)), Vec::<&str>::new());
    }
}

//! The logo is wider or higher than it is drawn.

use crate::check::{Check, Family, Need, asks_for_logo};
use crate::logos::{EXACT, placed};
use crate::standard::BrandStandard;
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity, Severity};
use model::unit::{Region, Size};

pub(super) const CHECK: Check = Check {
    code: "logo-stretched",
    family: Family::Brand,
    title: "The logo is stretched",
    why: "People know its proportions by heart and see at once that something is off",
    threshold: "the logo's width over its height differs from its file's by more than 3%, and by half a pixel of each side; looked at is a logo that correlates at 0.85 or more (on a busy photograph its sides cannot be told apart well enough), has nothing within a twentieth of its longer side, and whose stretch is not what a squeezed picture gives, which is stretched-picture",
    fix: "Scale the logo by the same factor both ways.",
    needs: &[Need::Decodable, Need::LastFrame, Need::Logos],
    asked: asks_for_logo,
    run,
};

/// Stretch beyond which people notice and brands complain; on plain grounds it was measured to
/// within 1%, and to within 1.7% at widths of 50 pixels.
const MOST: f64 = 0.03;

/// Something nearer than this, as a share of the logo's longer side, is taken for a part of it.
const BESIDE: f64 = 0.05;

/// Shapes that pictures are delivered in, as width over height.
const SHAPES: [f64; 6] = [1.91, 16.0 / 9.0, 4.0 / 3.0, 1.0, 0.8, 9.0 / 16.0];

/// A stretch this near to what a squeeze gives, as a share, is one.
const SQUEEZED: f64 = 0.03;

/// Shapes nearer than this to each other are not squeezed into each other: they are cropped.
const ANOTHER_SHAPE: f64 = 0.12;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(logo) = stretched(subject).filter(|logo| logo.squeezed_from.is_none()) else {
        return Vec::new();
    };
    let finding = found(
        CHECK.code,
        Severity::Degrade,
        Quantity::number((logo.by - 1.0) * 100.0, "% wider than drawn"),
        Quantity::number(MOST * 100.0, "% at most either way"),
        format!(
            "scale the logo by the same factor both ways: {} px wide, it is {:.0} px high",
            logo.region.w,
            f64::from(logo.region.h) * logo.by
        ),
        logo.brand.basis("logo"),
    );
    vec![Finding { place: subject.in_last_frame(Some(logo.region)), ..finding }]
}

/// A logo that is not as it was drawn.
pub(super) struct Stretched<'a> {
    pub(super) brand: &'a BrandStandard,
    /// The frame that it stands on, and where.
    pub(super) frame: Size,
    pub(super) region: Region,
    /// How many times as wide it is.
    pub(super) by: f64,
    /// The shape from which the whole picture was squeezed, if that is what stretched it.
    pub(super) squeezed_from: Option<f64>,
}

/// Returns the logo of the last frame; nothing when it is as drawn.
pub(super) fn stretched<'a>(subject: &Subject<'a>) -> Option<Stretched<'a>> {
    let brand = subject.standard.brand.as_ref()?;
    let frame = subject.last_frame()?.size;
    let logo = placed(subject).into_iter().next().filter(|logo| logo.found.score >= EXACT)?;
    let by = logo.found.stretch.filter(|stretch| stretch.is_finite() && *stretch > 0.0)?;
    let Region { w, h, .. } = logo.region;
    // Something close by pulls at the sides that were found.
    let room = logo.found.clear.map_or(f64::INFINITY, |clear| clear.0 * f64::from(h));
    if room < BESIDE * f64::from(w.max(h)) {
        return None;
    }
    // Whoever draws a logo rounds its sides to whole pixels.
    let rounding = 0.5 / f64::from(w.max(1)) + 0.5 / f64::from(h.max(1));
    let off = if by < 1.0 { 1.0 / by } else { by } - 1.0;
    let squeezed_from = squeezed_from(by, frame);
    let stretched = Stretched { brand, frame, region: logo.region, by, squeezed_from };
    (off > MOST + rounding).then_some(stretched)
}

/// Returns the shape from which a picture was squeezed into its own, if that is what stretched a
/// logo in it.
fn squeezed_from(stretch: f64, size: Size) -> Option<f64> {
    let own = size.aspect();
    SHAPES.into_iter().find(|shape| {
        let squeeze = own / shape;
        let is_another = (squeeze - 1.0).abs() > ANOTHER_SHAPE;
        is_another && (stretch / squeeze - 1.0).abs() <= SQUEEZED
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Standard;
    use crate::testing::{branded, codes, logo_standard, look_closer, no_format, probe_logo};

    fn logo() -> Standard {
        branded(BrandStandard { logos: vec![logo_standard()], ..BrandStandard::default() })
    }

    fn found_at(stretch: f64, score: f64) -> Vec<String> {
        let mut probe = probe_logo(score);
        probe.logos[0].stretch = Some(stretch);
        probe.logos[0].region = Some(Region { x: 300, y: 900, w: 200, h: 100 });
        let verdict = look_closer(&probe, &logo());
        codes(&verdict).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn fires_either_way() {
        assert_eq!(found_at(1.05, 0.95), ["logo-stretched"]);
        assert_eq!(found_at(0.95, 0.95), ["logo-stretched"]);
    }

    #[test]
    fn does_not_fire_within_three_per_cent_and_the_rounding_of_pixels() {
        assert_eq!(found_at(1.037, 0.95), Vec::<String>::new());
        assert_eq!(found_at(1.038, 0.95), ["logo-stretched"]);
    }

    #[test]
    fn ignores_logos_whose_sides_are_not_known_well_enough() {
        assert_eq!(found_at(1.05, 0.84), Vec::<String>::new());
        let mut probe = probe_logo(0.95);
        probe.logos[0].stretch = Some(1.2);
        probe.logos[0].clear = Some(model::unit::Ratio(0.09));
        let verdict = look_closer(&probe, &logo());
        assert_eq!(codes(&verdict), ["logo-misplaced"]);
        assert_eq!(codes(&look_closer(&probe_logo(0.0), &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn a_squeezed_picture_is_another_fault() {
        // The film is 9:16; 4:5 squeezed into it leaves 70% of the width.
        assert_eq!(found_at(0.703, 0.95), ["stretched-picture"]);
        assert_eq!(found_at(0.62, 0.95), ["logo-stretched"]);
    }
}

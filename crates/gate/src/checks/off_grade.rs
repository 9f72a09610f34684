//! The pictures are paler than the brand's: as they came out of the camera, or their levels were
//! converted twice.

use crate::check::{Check, Family, Need};
use crate::standard::{BrandStandard, Standard};
use crate::subject::{Subject, found};
use model::fact::Glance;
use model::finding::{Finding, Quantity, Severity};
use spec::workspace::Grade;

pub(super) const CHECK: Check = Check {
    code: "off-grade",
    family: Family::Picture,
    title: "The picture is washed out all the way through",
    why: "A grade that was left out, or levels that were converted twice, make black grey and white dull in every shot",
    threshold: "the brand says how dark and how light its films get (`visual_guidelines.grade` in brand.json), and in every frame that was looked at, at least three of them, the darkest half per cent of the picture is lighter than that and the lightest half per cent darker, while each frame has shape (spread of 0.02 or more). Without the brand's word nothing is judged: fog, soft light and pale drawings look the same on purpose",
    fix: "Apply the grade, or export with the levels of the timeline (16 to 235 for video) once.",
    needs: &[Need::Decodable, Need::Glances],
    asked,
    run,
};

/// A frame without shape is a title or a fade.
const SHAPE: f64 = 0.02;

/// Fewer frames may be fog.
const FEWEST: usize = 3;

fn asked(standard: &Standard) -> bool {
    standard.brand.as_ref().is_some_and(|brand| brand.grade.is_some())
}

fn graded<'a>(subject: &Subject<'a>) -> Option<(&'a BrandStandard, Grade)> {
    let brand = subject.standard.brand.as_ref()?;
    Some((brand, brand.grade?))
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(video) = subject.video().filter(|video| video.frame_rate.is_some()) else {
        return Vec::new();
    };
    let Some((brand, Grade { black, white })) = graded(subject) else {
        return Vec::new();
    };
    let flat = |glance: &Glance| {
        glance.dark.0 > black.0 && glance.light.0 < white.0 && glance.spread.0 >= SHAPE
    };
    if video.glances.len() < FEWEST || !video.glances.iter().all(flat) {
        return Vec::new();
    }
    let dark = video.glances.iter().map(|glance| glance.dark.0).fold(1.0, f64::min);
    let light = video.glances.iter().map(|glance| glance.light.0).fold(0.0, f64::max);
    vec![found(
        CHECK.code,
        Severity::Advise,
        Quantity::text(format!("luma from {dark:.2} to {light:.2} in all frames")),
        Quantity::text(format!("down to {:.2} or up to {:.2} somewhere", black.0, white.0)),
        "look whether the grade is missing or the levels were converted twice; if it is meant to be faded, override this with a reason",
        brand.basis("visual_guidelines.grade"),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{branded, codes, film, look, no_format, only, still};
    use model::fact::FileFacts;
    use model::unit::Ratio;

    fn levels(frames: usize, dark: f64, light: f64) -> FileFacts {
        let mut facts = film();
        let glances = &mut facts.video.as_mut().unwrap().glances;
        for glance in glances.iter_mut().take(frames) {
            (glance.dark, glance.light) = (Ratio(dark), Ratio(light));
        }
        facts
    }

    fn stated() -> Standard {
        let grade = Some(Grade { black: Ratio(0.12), white: Ratio(0.82) });
        branded(BrandStandard { grade, ..BrandStandard::default() })
    }

    #[test]
    fn fires_where_nothing_is_as_black_nor_as_white_as_the_brand_says() {
        let verdict = look(&levels(8, 0.13, 0.81), &stated());
        assert_eq!(only(&verdict).code, "off-grade");
    }

    #[test]
    fn does_not_fire_where_one_frame_has_black_or_white() {
        let none = Vec::<&str>::new();
        assert_eq!(codes(&look(&levels(7, 0.2, 0.7), &stated())), none);
        assert_eq!(codes(&look(&levels(8, 0.11, 0.7), &stated())), none);
        assert_eq!(codes(&look(&levels(8, 0.2, 0.83), &stated())), none);
    }

    #[test]
    fn ignores_pictures_and_brands_that_say_nothing() {
        let mut facts = still();
        let glance = &mut facts.video.as_mut().unwrap().glances[0];
        (glance.dark, glance.light) = (Ratio(0.3), Ratio(0.6));
        assert_eq!(codes(&look(&facts, &stated())), Vec::<&str>::new());
        assert_eq!(codes(&look(&levels(8, 0.3, 0.6), &no_format())), Vec::<&str>::new());
    }
}

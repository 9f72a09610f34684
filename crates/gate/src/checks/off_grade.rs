//! The pictures look as they came out of the camera, or their levels were converted twice.

use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::fact::Glance;
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "off-grade",
    family: Family::Picture,
    title: "The picture is washed out all the way through",
    why: "A grade that was left out, or levels that were converted twice, make black grey and white dull in every shot",
    threshold: "in every frame that was looked at, at least three of them, the darkest half per cent of the picture is lighter than 0.12 and the lightest half per cent darker than 0.82 (luma, 0 to 1), while each frame has shape (spread of 0.02 or more). Fog and soft light look like that on purpose, so that this is advice; whether a grade suits the brand is not judged",
    fix: "Apply the grade, or export with the levels of the timeline (16 to 235 for video) once.",
    needs: &[Need::Decodable, Need::Glances],
    asked: always,
    run,
};

/// Luma of what should be black, and of what should be white.
const BLACK: f64 = 0.12;
const WHITE: f64 = 0.82;

/// A frame without shape is a title or a fade.
const SHAPE: f64 = 0.02;

/// Fewer frames may be fog.
const FEWEST: usize = 3;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(video) = subject.video().filter(|video| video.frame_rate.is_some()) else {
        return Vec::new();
    };
    let flat = |glance: &Glance| {
        glance.dark.0 > BLACK && glance.light.0 < WHITE && glance.spread.0 >= SHAPE
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
        Quantity::text(format!("black below {BLACK} or white above {WHITE} somewhere")),
        "look whether the grade is missing or the levels were converted twice; if it is meant to be faded, override this with a reason",
        Basis::practice(
            CHECK.code,
            "levels as EBU QC describes them; thresholds measured on our own films",
        ),
    )]
}

#[cfg(test)]
mod tests {
    use crate::testing::{codes, film, look, no_format, only, still};
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

    #[test]
    fn fires_where_nothing_is_black_and_nothing_white() {
        assert_eq!(only(&look(&levels(8, 0.13, 0.81), &no_format())).code, "off-grade");
    }

    #[test]
    fn does_not_fire_where_one_frame_has_black_or_white() {
        let none = Vec::<&str>::new();
        assert_eq!(codes(&look(&levels(7, 0.2, 0.7), &no_format())), none);
        assert_eq!(codes(&look(&levels(8, 0.11, 0.7), &no_format())), none);
        assert_eq!(codes(&look(&levels(8, 0.2, 0.83), &no_format())), none);
    }

    #[test]
    fn ignores_pictures() {
        let mut facts = still();
        let glance = &mut facts.video.as_mut().unwrap().glances[0];
        (glance.dark, glance.light) = (Ratio(0.3), Ratio(0.6));
        assert_eq!(codes(&look(&facts, &no_format())), Vec::<&str>::new());
    }
}

//! A few black frames between pictures.

use super::flashing::is_too_much;
use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, during, found};
use model::fact::{BlackRun, Span};
use model::finding::{Finding, Quantity, Severity};
use model::unit::Ratio;

pub(super) const CHECK: Check = Check {
    code: "black-flash",
    family: Family::Picture,
    title: "Black flashes up between pictures",
    why: "A gap of a frame or two in the edit reads as a blink: small, and seen by everybody",
    threshold: "three black frames or fewer (mean luma below 0.04, spread below 0.02), with a picture right before and right after: lighter than 0.1, and at least three quarters as light as three frames further away; a dip to black fades on at least one side, and black in a strobe is `flashing`",
    fix: "Close the gap between the two clips in the edit.",
    needs: &[Need::Decodable, Need::EveryFrame],
    asked: always,
    run,
};

/// More frames are a black stretch: `black-frames`.
pub(super) const MOST_FRAMES: u64 = 3;

/// A picture, not the last step of a fade.
const PICTURE: f64 = 0.1;

/// A fade loses more light than this over three frames.
const STEADY: f64 = 0.75;

/// Whether a run of black frames is a flash.
pub(super) fn is_flash(run: &BlackRun) -> bool {
    let hard = |(near, far): (Option<Ratio>, Option<Ratio>)| {
        let (Some(near), Some(far)) = (near, far) else { return false };
        near.0 >= PICTURE && near.0 >= STEADY * far.0
    };
    let [early, late] = run.around;
    run.frames <= MOST_FRAMES && hard((run.before, early)) && hard((run.after, late))
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(course) = subject.course() else { return Vec::new() };
    // Black that is half of a strobe is told as flashing.
    let in_strobe = |run: &BlackRun| {
        let within = |place: &Span| place.from.0 <= run.span.to.0 && place.to.0 >= run.span.from.0;
        course.flashing.iter().any(|place| is_too_much(place) && within(&place.span))
    };
    let runs = course.black.iter();
    runs.filter(|run| is_flash(run) && !in_strobe(run))
        .map(|run| {
            let finding = found(
                CHECK.code,
                Severity::Degrade,
                Quantity::number(run.frames as f64, "black frames"),
                Quantity::number(0.0, "black frames"),
                "close the gap between the two clips there",
                Basis::practice(CHECK.code, "short black as EBU QC describes it"),
            );
            Finding { place: Some(during(run.span)), ..finding }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{codes, film, look, no_format, only, watched};
    use model::fact::{Course, FlashKind, Flashing, Span};
    use model::unit::{Ratio, Secs};

    fn black(frames: u64, before: f64, after: f64) -> model::fact::FileFacts {
        let run = crate::testing::black_run(4.0, frames, Some(Ratio(before)), Some(Ratio(after)));
        watched(Course { black: vec![run], ..Course::default() })
    }

    #[test]
    fn fires_on_a_single_black_frame_with_its_place() {
        let verdict = look(&black(1, 0.4, 0.3), &no_format());
        assert_eq!(only(&verdict).code, "black-flash");
        assert_eq!(only(&verdict).place.unwrap().start_s, Some(4.0));
        assert_eq!(codes(&look(&black(3, 0.1, 0.1), &no_format())), ["black-flash"]);
    }

    #[test]
    fn does_not_fire_on_a_dip_to_black() {
        assert_eq!(codes(&look(&black(3, 0.09, 0.4), &no_format())), Vec::<&str>::new());
        assert_eq!(codes(&look(&black(2, 0.4, 0.05), &no_format())), Vec::<&str>::new());
        let mut fading = black(2, 0.29, 0.4);
        let course = fading.video.as_mut().unwrap().course.as_mut().unwrap();
        course.black[0].around = [Some(Ratio(0.4)), Some(Ratio(0.4))];
        assert_eq!(codes(&look(&fading, &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn black_in_a_strobe_is_flashing_alone() {
        let mut facts = black(2, 0.4, 0.4);
        let course = facts.video.as_mut().unwrap().course.as_mut().unwrap();
        let span = Span { from: Secs(3.0), to: Secs(5.0) };
        let (kind, area) = (FlashKind::Luminance, Ratio(0.6));
        course.flashing = vec![Flashing { span, kind, changes: 7, area }];
        assert_eq!(codes(&look(&facts, &no_format())), ["flashing"]);
    }

    #[test]
    fn ignores_films_that_nobody_looked_at_frame_by_frame_and_says_so() {
        let mut facts = film();
        facts.video.as_mut().unwrap().course = None;
        let verdict = look(&facts, &no_format());
        assert!(verdict.not_run.iter().any(|not| not.code == "black-flash"));
    }
}

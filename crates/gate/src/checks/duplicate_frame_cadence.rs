//! Frames are repeated at regular distances: the film was made at another frame rate.

use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "duplicate-frame-cadence",
    family: Family::Picture,
    title: "Frames are repeated to reach the frame rate",
    why: "A film of 24 frames stretched to 30 stutters six times a second; pans show it most",
    threshold: "of the frames in stretches that move, repeats come at one regular distance (every 2nd to 24th frame), eight of them or more, and at least 60% of what that distance would give. Every second frame is advice only: drawn animation is often made that way",
    fix: "Export at the frame rate the film was made in, or convert it with motion compensation.",
    needs: &[Need::Decodable, Need::EveryFrame],
    asked: always,
    run,
};

/// Fewer are a stumble.
const FEWEST: u64 = 8;

/// Longer distances are an accident.
const FARTHEST: u32 = 24;

/// Of what the distance would give.
const MOST: f64 = 0.6;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(repeats) = subject.course().map(|course| course.repeats) else { return Vec::new() };
    let Some(every) = repeats.every.filter(|every| (2..=FARTHEST).contains(every)) else {
        return Vec::new();
    };
    let promised = repeats.moving as f64 / f64::from(every);
    if repeats.repeated < FEWEST || (repeats.repeated as f64) < MOST * promised {
        return Vec::new();
    }
    let made_in = subject.video().and_then(|video| video.frame_rate).map(|rate| {
        let own = rate.fps() * f64::from(every - 1) / f64::from(every);
        format!(
            "; it seems to have been made at about {:.4} frames a second",
            (own * 100.0).round() / 100.0
        )
    });
    let drawn = every == 2;
    vec![found(
        CHECK.code,
        if drawn { Severity::Advise } else { Severity::Degrade },
        Quantity::text(format!(
            "every {every}{} frame repeats the one before ({} of {} that move)",
            ordinal(every),
            repeats.repeated,
            repeats.moving
        )),
        Quantity::text("each frame shows something new"),
        format!("export at the rate the film was made in{}", made_in.unwrap_or_default()),
        Basis::practice(
            CHECK.code,
            "duplicated frames as broadcasters' quality control lists them",
        ),
    )]
}

fn ordinal(number: u32) -> &'static str {
    match (number % 10, number % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, look, no_format, only, still, watched};
    use model::fact::{Course, FileFacts, Repeats};

    fn repeating(repeated: u64, every: u32) -> FileFacts {
        let repeats = Repeats { moving: 300, repeated, every: Some(every) };
        watched(Course { repeats, ..Course::default() })
    }

    #[test]
    fn fires_on_a_pulldown_and_names_the_rate_behind_it() {
        let verdict = look(&repeating(60, 5), &no_format());
        assert!(only(&verdict).remedy.contains("about 20"), "{}", only(&verdict).remedy);
        assert_eq!(only(&verdict).severity, Severity::Degrade);
        assert_eq!(codes(&look(&repeating(36, 5), &no_format())), ["duplicate-frame-cadence"]);
    }

    #[test]
    fn every_second_frame_is_advice() {
        assert_eq!(only(&look(&repeating(150, 2), &no_format())).severity, Severity::Advise);
    }

    #[test]
    fn does_not_fire_on_a_stumble() {
        assert_eq!(codes(&look(&repeating(35, 5), &no_format())), Vec::<&str>::new());
        assert_eq!(codes(&look(&repeating(7, 24), &no_format())), Vec::<&str>::new());
        assert_eq!(codes(&look(&repeating(60, 25), &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn ignores_pictures() {
        assert_eq!(codes(&look(&still(), &no_format())), Vec::<&str>::new());
    }
}

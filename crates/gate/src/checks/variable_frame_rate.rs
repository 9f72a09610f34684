//! Frames are not shown at even intervals.

use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::fact::Steps;
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "variable-frame-rate",
    family: Family::Picture,
    title: "The frame rate varies",
    why: "Editing and broadcast systems take a constant rate for granted; sound and picture drift apart",
    threshold: "two or more steps from frame to frame, and at least 1 in 200, differ from the usual one by more than half of it (time bases of thousandths alternate by a millisecond and stay far below)",
    fix: "Export at a constant frame rate.",
    needs: &[Need::Decodable],
    asked: always,
    run,
};

const FEWEST: u64 = 2;
const LEAST_SHARE: f64 = 1.0 / 200.0;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(video) = subject.video().filter(|video| video.frame_rate.is_some()) else {
        return Vec::new();
    };
    let varies = |steps: &Steps| {
        steps.odd >= FEWEST && steps.odd as f64 >= LEAST_SHARE * video.frames.max(1) as f64
    };
    let finding = |steps: Steps| {
        found(
            CHECK.code,
            Severity::Degrade,
            Quantity::text(format!(
                "{} of {} frames come early or late; {:.0} to {:.0} ms from one to the next",
                steps.odd,
                video.frames,
                steps.least.0 * 1000.0,
                steps.most.0 * 1000.0
            )),
            Quantity::text("a constant frame rate"),
            "export at a constant frame rate (screen and phone recordings are variable: conform them first)",
            Basis::practice(CHECK.code, "time stamps of the packets, compared with the usual step"),
        )
    };
    video.steps.filter(varies).map(finding).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, film, look, no_format, still};
    use model::unit::Secs;

    fn uneven(odd: u64) -> model::fact::FileFacts {
        let mut facts = film();
        let steps = Steps { least: Secs(0.02), most: Secs(0.12), odd };
        facts.video.as_mut().unwrap().steps = Some(steps);
        facts
    }

    #[test]
    fn fires_when_frames_come_early_and_late() {
        assert_eq!(codes(&look(&uneven(40), &no_format())), ["variable-frame-rate"]);
    }

    #[test]
    fn does_not_fire_on_one_long_frame() {
        assert_eq!(codes(&look(&uneven(1), &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn ignores_pictures() {
        assert_eq!(codes(&look(&still(), &no_format())), Vec::<&str>::new());
    }
}

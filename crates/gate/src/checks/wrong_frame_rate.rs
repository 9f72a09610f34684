//! The film has another frame rate than asked for.

use crate::check::{Check, Family, Need};
use crate::standard::Standard;
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "wrong-frame-rate",
    family: Family::Picture,
    title: "The frame rate is wrong",
    why: "Converted frame rates judder; broadcasters refuse them",
    threshold: "more than 0.01 frames a second off every rate that is taken, or outside the range: 29.97 and 30000/1001 are the same, 29.97 and 30 are not",
    fix: "Export at the frame rate asked for, from an edit in that rate.",
    needs: &[Need::Decodable, Need::FrameRate],
    asked,
    run,
};

fn asked(standard: &Standard) -> bool {
    standard.format.as_ref().is_some_and(|expect| expect.frame_rate.is_some())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(expect) = &subject.standard.format else {
        return Vec::new();
    };
    let rate = subject.video().and_then(|video| video.frame_rate);
    let (Some(rate), Some(asked)) = (rate, &expect.frame_rate) else {
        return Vec::new();
    };
    if asked.accepts(rate) {
        return Vec::new();
    }
    vec![found(
        CHECK.code,
        Severity::Reject,
        Quantity::number(rate.fps(), "frames/s"),
        Quantity::text(format!("{asked} frames/s")),
        format!("export at {asked} frames a second from an edit in that rate"),
        expect.basis("frame_rate"),
    )]
}

#[cfg(test)]
mod tests {
    use crate::standard::Expect;
    use crate::testing::{codes, expecting, film, look, still};
    use model::unit::FrameRate;
    use spec::format::FrameRateRule;

    fn codes_at(num: u32, den: u32, asked: (u32, u32)) -> Vec<String> {
        let mut facts = film();
        facts.video.as_mut().unwrap().frame_rate = Some(FrameRate { num, den });
        let frame_rate = Some(FrameRate { num: asked.0, den: asked.1 }.into());
        let verdict = look(&facts, &expecting(Expect { frame_rate, ..Expect::default() }));
        codes(&verdict).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn fires_on_30_where_29_97_is_asked_for() {
        assert_eq!(codes_at(30, 1, (30000, 1001)), ["wrong-frame-rate"]);
    }

    #[test]
    fn does_not_fire_on_the_same_rate_written_otherwise() {
        assert_eq!(codes_at(30000, 1001, (2997, 100)), Vec::<String>::new());
        assert_eq!(codes_at(24000, 1001, (23976, 1000)), Vec::<String>::new());
    }

    #[test]
    fn a_place_may_take_several_rates_or_a_range_of_them() {
        let fired = |rule: &str| {
            let frame_rate = FrameRateRule::parse(rule);
            !codes(&look(&film(), &expecting(Expect { frame_rate, ..Expect::default() })))
                .is_empty()
        };
        assert!(!fired("23.976;25") && !fired("..30") && !fired("24..30"));
        assert!(fired("23.976;24") && fired("..24") && fired("29.97..60"));
    }

    #[test]
    fn says_that_a_picture_has_none() {
        let frame_rate = Some(FrameRate { num: 25, den: 1 }.into());
        let verdict = look(&still(), &expecting(Expect { frame_rate, ..Expect::default() }));
        assert_eq!(verdict.not_run[0].because, "the file has no frame rate");
    }
}

//! The picture stands still where it should move.

use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, during, found};
use model::fact::StillRun;
use model::finding::{Finding, Quantity, Severity};
use std::ops::RangeInclusive;

pub(super) const CHECK: Check = Check {
    code: "frozen-frames",
    family: Family::Picture,
    title: "The picture freezes",
    why: "A frame that hangs is what a lost clip, a stalled render or a dropped tape looks like",
    threshold: "the picture stands for half a second or longer after movement that breaks off: the change to the first frame that stands is 0.75 to 2.5 times what it was a few frames before, 0.9 to 2.5 times with changes of light. Graphics that fill up to 15% of the picture may go on moving on top. Pictures that come to rest slowly, are cut or dissolved to, or end the film, are meant",
    fix: "Put the missing clip back, or export again; a freeze that is meant should ease out.",
    needs: &[Need::Decodable, Need::EveryFrame],
    asked: always,
    run,
};

/// Seconds.
const SHORTEST: f64 = 0.5;

/// The change to the first frame that stands, over the usual change before it: less where a move
/// slows down, more at a cut. Of shape, and of everything.
const BREAKS_OFF: RangeInclusive<f64> = 0.75..=2.5;
const BREAKS_OFF_WHOLE: RangeInclusive<f64> = 0.9..=2.5;

/// Successive changes that are as alike as this are a dissolve.
const DISSOLVE: f64 = 0.95;

fn is_frozen(run: &StillRun) -> bool {
    !run.at_end
        && run.span.to.0 - run.span.from.0 >= SHORTEST
        && BREAKS_OFF.contains(&run.step)
        && BREAKS_OFF_WHOLE.contains(&run.jump)
        && run.steadiness < DISSOLVE
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let runs = subject.course().map_or(&[][..], |course| &course.still);
    runs.iter()
        .filter(|run| is_frozen(run))
        .map(|run| {
            let finding = found(
                CHECK.code,
                Severity::Degrade,
                Quantity::number(run.span.to.0 - run.span.from.0, "s without movement"),
                Quantity::number(SHORTEST, "s at most, after movement that breaks off"),
                "look whether a clip stalls or is missing there, and export again",
                Basis::practice(
                    CHECK.code,
                    "freezes as EBU QC describes them; told from holds by how the movement before ends",
                ),
            );
            Finding { place: Some(during(run.span)), ..finding }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, film, look, no_format, only, watched};
    use model::fact::{Course, Span};
    use model::unit::{Ratio, Secs};

    const FREEZE: StillRun = StillRun {
        span: Span { from: Secs(5.0), to: Secs(5.5) },
        at_end: false,
        moving: Ratio(0.0),
        run_up: 1.2,
        step: 1.0,
        jump: 1.0,
        steadiness: 0.2,
    };

    fn seen(run: StillRun) -> Vec<String> {
        let facts = watched(Course { still: vec![run], ..Course::default() });
        codes(&look(&facts, &no_format())).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn fires_where_movement_breaks_off_with_its_place() {
        let facts = watched(Course { still: vec![FREEZE], ..Course::default() });
        let verdict = look(&facts, &no_format());
        assert_eq!(only(&verdict).place.unwrap().start_s, Some(5.0));
        assert_eq!(seen(StillRun { step: 0.75, jump: 0.9, ..FREEZE }), ["frozen-frames"]);
    }

    #[test]
    fn does_not_fire_on_rest_cuts_dissolves_and_short_holds() {
        let none: Vec<String> = Vec::new();
        assert_eq!(seen(StillRun { step: 0.74, ..FREEZE }), none);
        assert_eq!(seen(StillRun { step: 2.6, ..FREEZE }), none);
        assert_eq!(seen(StillRun { jump: 2.6, ..FREEZE }), none);
        assert_eq!(seen(StillRun { jump: 0.89, ..FREEZE }), none);
        assert_eq!(seen(StillRun { steadiness: 0.96, ..FREEZE }), none);
        let span = Span { from: Secs(5.0), to: Secs(5.4) };
        assert_eq!(seen(StillRun { span, ..FREEZE }), none);
    }

    #[test]
    fn ignores_the_end_of_a_film_and_films_nobody_watched() {
        assert_eq!(seen(StillRun { at_end: true, ..FREEZE }), Vec::<String>::new());
        let mut facts = film();
        facts.video.as_mut().unwrap().course = None;
        let verdict = look(&facts, &no_format());
        assert!(verdict.not_run.iter().any(|not| not.code == "frozen-frames"));
    }
}

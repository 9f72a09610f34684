//! The picture is black where something should be seen.

use super::black_flash::is_flash;
use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, during, found};
use model::fact::{BlackRun, Course, Glance, Span};
use model::finding::{Finding, Quantity, Severity};
use model::unit::Secs;

pub(super) const CHECK: Check = Check {
    code: "black-frames",
    family: Family::Picture,
    title: "The picture is black",
    why: "A black opening loses whoever scrolls past; black in the middle is a lost clip, black at the end a lost end card",
    threshold: "a frame whose mean luma is below 0.04 and whose luma spreads less than 0.02 (full scale 1); looked at are key frames about two seconds apart and the last frame, every frame in the full look. Half a second of black, or one key frame, at the very beginning is advice: films fade in. In the full look, so is half a second at the end. In the full look, black between pictures counts from 0.3 s: shorter is a dip, or `black-flash`",
    fix: "Trim the black, or put the missing clip back.",
    needs: &[Need::Decodable, Need::Glances],
    asked: always,
    run,
};

/// A night scene is dark and has shapes; black has neither light nor shape.
const BLACK_LUMA: f64 = 0.04;
const BLACK_SPREAD: f64 = 0.02;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(video) = subject.video() else { return Vec::new() };
    if let Some(course) = &video.course {
        return in_every_frame(course);
    }
    let runs = runs(&video.glances);
    let all = !video.glances.is_empty() && video.glances.iter().all(is_black);
    let seen = video.glances.len();
    runs.into_iter()
        .map(|run| {
            let severity = match (all, run.from == 0 && run.count == 1 && seen > 1) {
                (true, _) => Severity::Reject,
                (false, true) => Severity::Advise,
                (false, false) => Severity::Degrade,
            };
            let measured = format!("{} of {seen} frames that were looked at", run.count);
            let span = Span { from: Secs(run.start), to: Secs(run.end) };
            black(severity, Quantity::text(measured), span)
        })
        .collect()
}

/// A fade from black, or to it, may leave this much of it, seconds.
const FADE: f64 = 0.5;

/// Black between pictures for less than this is a dip that is meant, seconds.
const DIP: f64 = 0.3;

fn in_every_frame(course: &Course) -> Vec<Finding> {
    let told = |run: &&BlackRun| {
        let lasts = run.span.to.0 - run.span.from.0;
        let at_an_end = run.before.is_none() || run.after.is_none();
        !is_flash(run) && (at_an_end || lasts >= DIP)
    };
    course
        .black
        .iter()
        .filter(told)
        .map(|run| {
            let lasts = run.span.to.0 - run.span.from.0;
            let severity = match (run.before, run.after) {
                (None, None) => Severity::Reject,
                (None, Some(_)) | (Some(_), None) if lasts <= FADE => Severity::Advise,
                _ => Severity::Degrade,
            };
            black(severity, Quantity::number(lasts, "s of black"), run.span)
        })
        .collect()
}

fn black(severity: Severity, measured: Quantity, span: Span) -> Finding {
    let finding = found(
        CHECK.code,
        severity,
        measured,
        Quantity::text("something to see"),
        if severity == Severity::Advise {
            "begin and end with a picture: the first frame is what a feed shows before the film plays, and the last one stays"
        } else {
            "look whether a clip is missing there, and trim the black"
        },
        Basis::practice(CHECK.code, "black as EBU QC and FFmpeg's blackdetect describe it"),
    );
    Finding { place: Some(during(span)), ..finding }
}

/// Black frames in a row.
struct Run {
    from: usize,
    count: usize,
    start: f64,
    end: f64,
}

fn runs(glances: &[Glance]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, glance) in glances.iter().enumerate().filter(|(_, glance)| is_black(glance)) {
        match runs.last_mut().filter(|run| run.from + run.count == at) {
            Some(run) => {
                run.count += 1;
                run.end = glance.at.0;
            }
            None => {
                runs.push(Run { from: at, count: 1, start: glance.at.0, end: glance.at.0 });
            }
        }
    }
    runs
}

fn is_black(glance: &Glance) -> bool {
    glance.luma.0 < BLACK_LUMA && glance.spread.0 < BLACK_SPREAD
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{black_run, codes, film, look, no_format, only, watched};
    use model::finding::Verdict;
    use model::unit::Ratio;

    fn dark(places: &[usize], luma: f64, spread: f64) -> model::fact::FileFacts {
        let mut facts = film();
        let video = facts.video.as_mut().unwrap();
        video.course = None;
        let glances = &mut video.glances;
        for place in places {
            glances[*place].luma = Ratio(luma);
            glances[*place].spread = Ratio(spread);
        }
        facts
    }

    #[test]
    fn fires_on_black_in_the_middle_with_its_place() {
        let verdict = look(&dark(&[3, 4], 0.0, 0.0), &no_format());
        let place = only(&verdict).place.unwrap();
        assert_eq!((place.start_s, place.end_s), (Some(6.0), Some(8.0)));
        assert_eq!(verdict.verdict, Verdict::Warn);
    }

    #[test]
    fn a_black_first_frame_is_advice_and_an_all_black_film_is_refused() {
        let opening = look(&dark(&[0], 0.0, 0.0), &no_format());
        assert_eq!(only(&opening).severity, Severity::Advise);
        let all: Vec<usize> = (0..8).collect();
        assert_eq!(look(&dark(&all, 0.0, 0.0), &no_format()).verdict, Verdict::Fail);
    }

    fn every_frame(frames: u64, before: Option<f64>, after: Option<f64>) -> Vec<Severity> {
        let run = black_run(4.0, frames, before.map(Ratio), after.map(Ratio));
        let facts = watched(Course { black: vec![run], ..Course::default() });
        let verdict = look(&facts, &no_format());
        let black = verdict.findings.iter().filter(|finding| finding.code == "black-frames");
        black.map(|finding| finding.severity).collect()
    }

    #[test]
    fn once_every_frame_was_looked_at_black_is_told_to_the_frame() {
        assert_eq!(every_frame(8, Some(0.4), Some(0.4)), [Severity::Degrade]);
        assert_eq!(every_frame(7, Some(0.4), Some(0.4)), []);
        assert_eq!(every_frame(12, None, Some(0.4)), [Severity::Advise]);
        assert_eq!(every_frame(13, None, Some(0.4)), [Severity::Degrade]);
        assert_eq!(every_frame(12, Some(0.4), None), [Severity::Advise]);
        assert_eq!(every_frame(13, Some(0.4), None), [Severity::Degrade]);
        assert_eq!(every_frame(250, None, None), [Severity::Reject]);
    }

    #[test]
    fn does_not_fire_on_night() {
        assert_eq!(codes(&look(&dark(&[3], 0.03, 0.03), &no_format())), Vec::<&str>::new());
        assert_eq!(codes(&look(&dark(&[3], 0.05, 0.0), &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn ignores_sound() {
        let mut facts = film();
        facts.video = None;
        assert!(!codes(&look(&facts, &no_format())).contains(&"black-frames"));
    }
}

//! Runs of frames without light or shape.

use super::{MOST_RUNS, Moment};
use model::fact::{BlackRun, Span};
use model::unit::{Ratio, Secs};
use std::collections::VecDeque;

/// A night scene is dark and has shapes; black has neither light nor shape.
const LUMA: f64 = 0.04;
const SPREAD: f64 = 0.02;

/// Frames before and after a run that tell a fade.
const AROUND: usize = 3;

/// Watches for black.
#[derive(Default)]
pub(super) struct Black {
    runs: Vec<BlackRun>,
    going_on: bool,
    /// The last three lumas, latest last.
    recent: VecDeque<Ratio>,
    /// Frames since the last run.
    since: usize,
}

impl Black {
    /// Sees the next frame.
    pub(super) fn see(&mut self, moment: &Moment) {
        let (luma, spread) = moment.light;
        let is_black = luma < LUMA && spread < SPREAD;
        let may_begin = is_black && self.runs.len() < MOST_RUNS;
        match self.runs.last_mut().filter(|_| self.going_on) {
            Some(run) if is_black => {
                run.frames += 1;
                run.span.to = moment.until;
            }
            Some(run) => {
                run.after = Some(Ratio(luma));
                run.around[1] = Some(Ratio(luma));
                self.since = 1;
            }
            None if may_begin => self.runs.push(BlackRun {
                span: Span { from: moment.at, to: moment.until },
                frames: 1,
                before: self.recent.back().copied(),
                after: None,
                around: [self.recent.front().copied(), None],
            }),
            None => {
                self.since += 1;
                if let Some(run) = self.runs.last_mut().filter(|_| self.since <= AROUND) {
                    run.around[1] = Some(Ratio(luma));
                }
            }
        }
        self.going_on = is_black;
        self.recent.push_back(Ratio(luma));
        if self.recent.len() > AROUND {
            self.recent.pop_front();
        }
    }

    /// Returns the runs; one that lasts to the end ends with the film.
    pub(super) fn finish(mut self, end: Secs) -> Vec<BlackRun> {
        if let Some(run) = self.runs.last_mut().filter(|_| self.going_on) {
            run.span.to = end;
        }
        self.runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(lumas: &[f64]) -> Vec<BlackRun> {
        let mut black = Black::default();
        for (n, luma) in lumas.iter().enumerate() {
            black.see(&Moment::for_tests(n, (*luma, *luma / 2.0)));
        }
        black.finish(Secs(lumas.len() as f64))
    }

    #[test]
    fn a_single_black_frame_is_a_run_with_its_neighbours() {
        let runs = runs(&[0.5, 0.5, 0.0, 0.4, 0.5]);
        assert_eq!(runs.len(), 1);
        assert_eq!((runs[0].span, runs[0].frames), (Span { from: Secs(2.0), to: Secs(3.0) }, 1));
        assert_eq!((runs[0].before, runs[0].after), (Some(Ratio(0.5)), Some(Ratio(0.4))));
        assert_eq!(runs[0].around, [Some(Ratio(0.5)), Some(Ratio(0.5))]);
    }

    #[test]
    fn black_at_both_ends_has_one_neighbour_each() {
        let runs = runs(&[0.0, 0.0, 0.5, 0.0, 0.0]);
        let seen: Vec<_> = runs.iter().map(|run| (run.frames, run.before, run.after)).collect();
        assert_eq!(seen, [(2, None, Some(Ratio(0.5))), (2, Some(Ratio(0.5)), None)]);
        assert_eq!(runs[1].span.to, Secs(5.0));
    }

    #[test]
    fn a_fade_shows_in_what_is_around() {
        let runs = runs(&[0.9, 0.8, 0.4, 0.2, 0.0, 0.2, 0.4, 0.8, 0.9]);
        assert_eq!(runs[0].around, [Some(Ratio(0.8)), Some(Ratio(0.8))]);
    }

    #[test]
    fn night_is_not_black() {
        assert_eq!(runs(&[0.05, 0.05]), []);
    }
}

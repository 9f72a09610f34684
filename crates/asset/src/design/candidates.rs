//! The runs that the constraints allow: all of them, or an even draw where they are too many.

use super::{Level, Problem, Run};
use model::unit::Seed;
use std::collections::BTreeSet;

/// A draw of so many holds every pair of twelve levels more than a hundred times, so that the
/// information per run of the draw is that of all to within a per cent.
pub(super) const MOST: usize = 20_000;
/// Steps of the walk at most; a walk that long met dead ends nearly everywhere.
const STEPS: usize = 2_000_000;
/// Runs drawn for each that must be made, and trials of a draw for each run that is wanted.
const FOR_EACH: usize = 64;
const TRIALS: usize = 8;

/// What may be chosen from.
pub(super) struct Candidates {
    /// In order, the last factor changing fastest.
    pub(super) runs: Vec<Run>,
    /// Whether they are a draw from more.
    pub(super) sampled: bool,
}

impl Candidates {
    /// Lists what a problem allows.
    pub(super) fn of(problem: &Problem) -> Self {
        let mut walk = Walk::new(problem);
        match walk.all(&mut Vec::with_capacity(problem.levels.len())) {
            Some(()) => Self { runs: walk.found, sampled: false },
            None => Self { runs: draw(problem), sampled: true },
        }
    }
}

/// A walk over the levels of one factor after the other, turning back where levels meet that never
/// do.
struct Walk<'a> {
    problem: &'a Problem,
    /// What never meets, by the last factor it names.
    closed_by: Vec<Vec<&'a [Level]>>,
    found: Vec<Run>,
    most: usize,
    steps: usize,
}

impl<'a> Walk<'a> {
    fn new(problem: &'a Problem) -> Self {
        let mut closed_by = vec![Vec::new(); problem.levels.len()];
        for never in &problem.never {
            let last = never.iter().map(|level| level.factor).max();
            if let Some(at) = last.and_then(|factor| closed_by.get_mut(factor)) {
                at.push(never.as_slice());
            }
        }
        // Who sets no budget wants all of them.
        let (most, steps) =
            if problem.most.is_some() { (MOST, STEPS) } else { (usize::MAX, usize::MAX) };
        Self { problem, closed_by, found: Vec::new(), most, steps }
    }

    /// Returns nothing when there are too many.
    fn all(&mut self, run: &mut Run) -> Option<()> {
        let Some(levels) = self.problem.levels.get(run.len()) else {
            if self.found.len() >= self.most {
                return None;
            }
            self.found.push(run.clone());
            return Some(());
        };
        for level in 0..*levels {
            self.steps = self.steps.checked_sub(1)?;
            run.push(level);
            let closed = self.closed_by.get(run.len() - 1).into_iter().flatten();
            if !closed.into_iter().any(|never| never.iter().all(|level| level.is_in(run))) {
                self.all(run)?;
            }
            run.pop();
        }
        Some(())
    }
}

/// Draws runs evenly, and some for each that must be made.
fn draw(problem: &Problem) -> Vec<Run> {
    let mut draw = Draw { seed: Seed(problem.seed.draw(0)), drawn: 0 };
    let mut runs = BTreeSet::new();
    for always in &problem.always {
        let trials = (0..FOR_EACH * TRIALS).filter_map(|_| draw.run(problem, always));
        runs.extend(trials.take(FOR_EACH));
    }
    for _ in 0..MOST * TRIALS {
        if runs.len() >= MOST {
            break;
        }
        runs.extend(draw.run(problem, &[]));
    }
    runs.into_iter().collect()
}

struct Draw {
    seed: Seed,
    drawn: u64,
}

impl Draw {
    /// Draws a run that holds `fixed`; nothing when it may not be.
    fn run(&mut self, problem: &Problem, fixed: &[Level]) -> Option<Run> {
        let mut run: Run = problem.levels.iter().map(|levels| self.below(*levels)).collect();
        for Level { factor, level } in fixed {
            *run.get_mut(*factor)? = *level;
        }
        let closed = problem.never.iter().any(|n| n.iter().all(|level| level.is_in(&run)));
        (!closed).then_some(run)
    }

    fn below(&mut self, levels: usize) -> usize {
        self.drawn += 1;
        (self.seed.draw(self.drawn) % levels.max(1) as u64) as usize
    }
}

//! Which combinations are made when not all of them are: designs in which every effect that is
//! asked for can still be told from the others.
//!
//! Everything that the constraints allow is made when the budget holds it. Otherwise a fraction is
//! chosen whose results still tell the main effect of every level, and the interactions of chosen
//! pairs, apart; among such fractions one that estimates them nearly as precisely as can be
//! (D-optimality). It deliberately knows nothing of hooks and scenes: factors and levels are
//! numbers here. Start reading at [`design`].

mod candidates;
mod coding;
mod exchange;
mod information;

use candidates::Candidates;
use coding::{Coding, Row};
use exchange::{Order, search};
use information::Information;
use model::unit::Seed;
use std::collections::BTreeSet;

/// One combination: a level of each factor.
pub type Run = Vec<usize>;

/// One level of one factor, both counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Level {
    /// Which factor.
    pub factor: usize,
    /// Which of its levels.
    pub level: usize,
}

impl Level {
    /// Returns whether a run has it.
    pub fn is_in(self, run: &[usize]) -> bool {
        run.get(self.factor) == Some(&self.level)
    }
}

/// What is to be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The mean of the runs that have the first level of every factor.
    Mean,
    /// What a level does, held against the first of its factor.
    Main(Level),
    /// What two levels do together beyond what each does.
    Pair(Level, Level),
}

/// What a design is to do. Equal problems have equal designs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// How many levels each factor has.
    pub levels: Vec<usize>,
    /// Levels that never meet.
    pub never: Vec<Vec<Level>>,
    /// Levels that meet in one run at least.
    pub always: Vec<Vec<Level>>,
    /// Pairs of factors whose interaction must stay estimable.
    pub pairs: Vec<(usize, usize)>,
    /// Runs at most; all that are allowed when absent.
    pub most: Option<usize>,
    /// Decides between what is equally good.
    pub seed: Seed,
}

/// The runs that are made, and what they can tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Design {
    /// The runs in order, the last factor changing fastest.
    pub runs: Vec<Run>,
    /// How many runs the constraints allow.
    pub allowed: Allowed,
    /// Levels that are in no allowed run.
    pub idle: Vec<Level>,
    /// Which of [`Problem::always`] no allowed run holds, by place.
    pub unmet: Vec<usize>,
    /// Effects that no choice of allowed runs tells apart, group by group.
    pub confounded: Vec<Vec<Effect>>,
    /// What a choice of runs costs; absent when all are made.
    pub fraction: Option<Fraction>,
}

/// How many runs the constraints allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// So many.
    Counted(usize),
    /// Too many to list: the design was chosen from so many, drawn evenly.
    Sampled(usize),
}

/// How good a fraction is.
#[derive(Debug, Clone, PartialEq)]
pub struct Fraction {
    /// How precisely a run of it estimates, against a run of all that are allowed: the ratio of the
    /// determinants of the information matrices per run, to the power of one over their size. 1 is
    /// as good as all of them. Absent when not every effect can be estimated.
    pub efficiency: Option<f64>,
    /// How many runs suffice to tell every effect apart.
    pub least: usize,
    /// Effects that this fraction does not tell apart, group by group.
    pub aliased: Vec<Vec<Effect>>,
    /// Effects that this fraction does not estimate.
    pub lost: Vec<Effect>,
}

/// Makes a design.
pub fn design(problem: &Problem) -> Design {
    let candidates = Candidates::of(problem);
    let all = candidates.runs.len();
    let most = problem.most.unwrap_or(all).max(1);
    let whole = !candidates.sampled && all <= most;
    let mut made = Design {
        runs: Vec::new(),
        allowed: if candidates.sampled { Allowed::Sampled(all) } else { Allowed::Counted(all) },
        idle: idle(problem, &candidates.runs),
        unmet: unmet(problem, &candidates.runs),
        confounded: Vec::new(),
        fraction: None,
    };
    // Where nothing is forbidden, all runs together tell everything apart.
    if !whole || !problem.never.is_empty() {
        let coding = Coding::of(problem, &candidates.runs);
        let rows: Vec<Row> = candidates.runs.iter().map(|run| coding.row(run)).collect();
        let together = Information::of(&rows, coding.effects.len()).reduce();
        made.confounded = coding.groups(&together.dependent);
        if !whole {
            let (runs, fraction) =
                choose(problem, &candidates, &coding.keep(&together.independent), most);
            made.runs = runs;
            made.fraction = Some(fraction);
        }
    }
    if whole {
        made.runs = candidates.runs;
    }
    made
}

/// Returns for each factor how often its levels stand in the runs: the seldomest and the most
/// frequent of those that do.
pub fn balance(runs: &[Run], factors: usize) -> Vec<(usize, usize)> {
    let of = |factor: usize| {
        let mut counts: Vec<usize> = Vec::new();
        for level in runs.iter().filter_map(|run| run.get(factor)) {
            if counts.len() <= *level {
                counts.resize(level + 1, 0);
            }
            counts.get_mut(*level).into_iter().for_each(|count| *count += 1);
        }
        let counts = counts.iter().copied().filter(|count| *count > 0);
        (counts.clone().min().unwrap_or(0), counts.max().unwrap_or(0))
    };
    (0..factors).map(of).collect()
}

fn choose(
    problem: &Problem,
    candidates: &Candidates,
    coding: &Coding,
    most: usize,
) -> (Vec<Run>, Fraction) {
    let rows: Vec<Row> = candidates.runs.iter().map(|run| coding.row(run)).collect();
    let size = coding.effects.len();
    let all = Information::of(&rows, size);
    let meets = |always: &Vec<Level>| -> Vec<bool> {
        candidates.runs.iter().map(|run| always.iter().all(|level| level.is_in(run))).collect()
    };
    let duties: Vec<Vec<bool>> =
        problem.always.iter().map(meets).filter(|meets| meets.contains(&true)).collect();
    let bound = problem.never.is_empty().then(|| all.ln_det_per_run()).flatten();
    let order = Order { rows: &rows, size, duties: &duties, runs: most, seed: problem.seed, bound };
    let found = search(&order);
    let rows_of = |places: &[usize]| -> Vec<Row> {
        places.iter().filter_map(|place| rows.get(*place).cloned()).collect()
    };
    let information = Information::of(&rows_of(&found.places), size);
    let apart = information.reduce();
    let dutiful = Information::of(&rows_of(&found.dutiful), size).reduce().independent.len();
    let efficiency = information.ln_det_per_run().zip(all.ln_det_per_run());
    let efficiency = efficiency.filter(|_| apart.dependent.is_empty());
    let fraction = Fraction {
        efficiency: efficiency.map(|(own, all)| libm::exp((own - all) / size as f64)),
        least: size + found.dutiful.len() - dutiful,
        aliased: coding.groups(&apart.dependent),
        lost: apart.lost().filter_map(|place| coding.effects.get(place).copied()).collect(),
    };
    let mut places = found.places;
    places.sort_unstable();
    let runs = places.iter().filter_map(|place| candidates.runs.get(*place).cloned());
    (runs.collect(), fraction)
}

fn idle(problem: &Problem, runs: &[Run]) -> Vec<Level> {
    if problem.never.is_empty() {
        return Vec::new();
    }
    let levels = problem.levels.iter().enumerate().flat_map(|(factor, levels)| {
        let seen: BTreeSet<usize> =
            runs.iter().filter_map(|run| run.get(factor).copied()).collect();
        (0..*levels)
            .filter(move |level| !seen.contains(level))
            .map(move |level| Level { factor, level })
    });
    levels.collect()
}

fn unmet(problem: &Problem, runs: &[Run]) -> Vec<usize> {
    let met = |always: &[Level]| runs.iter().any(|run| always.iter().all(|level| level.is_in(run)));
    let places = problem.always.iter().enumerate();
    places.filter(|(_, always)| !met(always)).map(|(place, _)| place).collect()
}

#[cfg(test)]
mod tests;

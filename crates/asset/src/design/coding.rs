//! The linear model whose effects a design tells apart: a mean, main effects and the interactions
//! of chosen pairs, in treatment coding: each level is held against the first of its factor.

use super::{Effect, Level, Problem, Run};
use std::collections::{BTreeMap, BTreeSet};

/// The effects of which a run holds one each; all others it does not.
pub(super) type Row = Vec<u32>;

/// The effects, each a column.
pub(super) struct Coding {
    /// By column.
    pub(super) effects: Vec<Effect>,
    /// The other way around.
    columns: BTreeMap<Effect, u32>,
    pairs: Vec<(usize, usize)>,
    /// The level of each factor that the others are held against.
    firsts: Vec<usize>,
}

impl Coding {
    /// Takes the effects of whatever the runs hold.
    pub(super) fn of(problem: &Problem, runs: &[Run]) -> Self {
        let firsts = |factor| runs.iter().filter_map(|run| run.get(factor).copied()).min();
        let coding = Self {
            effects: Vec::new(),
            columns: BTreeMap::new(),
            pairs: problem.pairs.clone(),
            firsts: (0..problem.levels.len()).map(|f| firsts(f).unwrap_or(0)).collect(),
        };
        let mut held: BTreeSet<Effect> = BTreeSet::new();
        for run in runs {
            held.extend(coding.effects_of(run));
        }
        coding.with(held.into_iter().collect())
    }

    /// Returns the coding with only some of its columns.
    pub(super) fn keep(&self, columns: &[usize]) -> Self {
        let effects = columns.iter().filter_map(|column| self.effects.get(*column).copied());
        Self {
            effects: Vec::new(),
            columns: BTreeMap::new(),
            pairs: self.pairs.clone(),
            firsts: self.firsts.clone(),
        }
        .with(effects.collect())
    }

    /// Returns the columns that a run holds.
    pub(super) fn row(&self, run: &[usize]) -> Row {
        self.effects_of(run).filter_map(|effect| self.columns.get(&effect).copied()).collect()
    }

    /// Returns each column that depends on others, with those, as effects.
    pub(super) fn groups(&self, dependent: &[(usize, Vec<usize>)]) -> Vec<Vec<Effect>> {
        let effect = |column: &usize| self.effects.get(*column).copied();
        let group = |(column, others): &(usize, Vec<usize>)| {
            others.iter().chain([column]).filter_map(effect).collect()
        };
        dependent.iter().map(group).collect()
    }

    fn with(mut self, effects: Vec<Effect>) -> Self {
        self.columns = (0..).zip(&effects).map(|(column, effect)| (*effect, column)).collect();
        self.effects = effects;
        self
    }

    fn effects_of<'a>(&'a self, run: &'a [usize]) -> impl Iterator<Item = Effect> + 'a {
        let held = move |factor: usize| {
            let level = *run.get(factor)?;
            (self.firsts.get(factor) != Some(&level)).then_some(Level { factor, level })
        };
        let mains = (0..run.len()).filter_map(held).map(Effect::Main);
        let pairs = self.pairs.iter();
        let pairs = pairs.filter_map(move |(a, b)| Some(Effect::Pair(held(*a)?, held(*b)?)));
        std::iter::once(Effect::Mean).chain(mains).chain(pairs)
    }
}

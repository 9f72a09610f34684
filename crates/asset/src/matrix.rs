//! What varies within a concept in a market, as a problem of design: kinds of parts are factors,
//! parts are levels.

use crate::design::{Level, Problem};
use model::id::{ComponentId, ComponentKind};
use spec::matrix::{Combination, Matrix};
use spec::workspace::Brief;
use std::collections::BTreeMap;

/// The factors, the slowest to change first: variants stand in this order.
pub(crate) const FACTORS: [ComponentKind; 7] = [
    ComponentKind::Music,
    ComponentKind::EndCard,
    ComponentKind::Motif,
    ComponentKind::Structure,
    ComponentKind::Scene,
    ComponentKind::Cta,
    ComponentKind::Hook,
];

/// The parts that a concept can have in a market, by kind. A concept's own come first, so that
/// effects are held against what people kept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Choice(BTreeMap<ComponentKind, Vec<ComponentId>>);

impl Choice {
    /// Sets what there is of a kind; nothing twice.
    pub(crate) fn set(
        &mut self,
        kind: ComponentKind,
        parts: impl IntoIterator<Item = ComponentId>,
    ) {
        let mut once: Vec<ComponentId> = Vec::new();
        for part in parts {
            if !once.contains(&part) {
                once.push(part);
            }
        }
        self.0.insert(kind, once);
    }

    /// Returns what there is of a kind.
    pub(crate) fn of(&self, kind: ComponentKind) -> &[ComponentId] {
        self.0.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Returns the part of a kind that a run has; none where there is none of it at all.
    pub(crate) fn part(&self, run: &[usize], kind: ComponentKind) -> Option<&ComponentId> {
        let factor = FACTORS.iter().position(|factor| *factor == kind)?;
        self.of(kind).get(*run.get(factor)?)
    }

    /// Returns the parts of a run of those kinds that vary, in the order of the kinds.
    pub(crate) fn varied(&self, run: &[usize]) -> Vec<ComponentId> {
        let varying = ComponentKind::ALL.into_iter().filter(|kind| self.of(*kind).len() > 1);
        varying.filter_map(|kind| self.part(run, kind).cloned()).collect()
    }

    /// Returns the part that a level stands for.
    pub(crate) fn at(&self, level: Level) -> Option<&ComponentId> {
        self.of(*FACTORS.get(level.factor)?).get(level.level)
    }

    /// States the problem. What can never meet here because a part is not there constrains nothing;
    /// what must always be made and cannot be is returned as well.
    pub(crate) fn problem<'b>(&self, brief: &'b Brief) -> (Problem, Vec<&'b Combination>) {
        let mut problem = Problem {
            levels: FACTORS.iter().map(|kind| self.of(*kind).len().max(1)).collect(),
            never: Vec::new(),
            always: Vec::new(),
            pairs: Vec::new(),
            most: None,
            seed: brief.seed,
        };
        let mut missing = Vec::new();
        if let Some(matrix) = &brief.matrix {
            problem.never = matrix.never.iter().filter_map(|never| self.levels(never)).collect();
            problem.pairs = self.pairs(matrix);
            problem.most = matrix.most.map(|most| most as usize);
            for always in &matrix.always {
                match self.levels(always) {
                    Some(levels) => problem.always.push(levels),
                    None => missing.push(always),
                }
            }
        }
        (problem, missing)
    }

    fn levels(&self, combination: &Combination) -> Option<Vec<Level>> {
        combination.parts.iter().map(|part| self.level(part)).collect()
    }

    fn level(&self, part: &ComponentId) -> Option<Level> {
        let factor = FACTORS.iter().position(|factor| *factor == part.kind)?;
        let level = self.of(part.kind).iter().position(|own| own == part)?;
        Some(Level { factor, level })
    }

    fn pairs(&self, matrix: &Matrix) -> Vec<(usize, usize)> {
        let place = |kind: ComponentKind| {
            let varies = self.of(kind).len() > 1;
            FACTORS.iter().position(|factor| *factor == kind).filter(|_| varies)
        };
        let pairs = matrix.pairs.iter();
        let pairs = pairs.filter_map(|(one, other)| Some((place(*one)?, place(*other)?)));
        pairs.map(|(one, other)| (one.min(other), one.max(other))).collect()
    }
}

#[cfg(test)]
mod tests;

//! The draw: one combination after the other, each far from those before it.

use crate::distance::{NEAR, Ruler, SHARES, apart};
use crate::library::Library;
use crate::pool::Candidate;
use model::id::ComponentId;
use model::insight::InsightOrigin;
use model::learning::{EffectDirection, Learning};
use model::unit::Seed;

/// What a place on the contact sheet is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Starts from what an earlier round taught.
    Descend,
    /// Ignores what was learnt, so that there is something to learn.
    Explore,
    /// Leans towards what lifted.
    Lean,
}

impl Slot {
    /// A third of the places each: at least a third descends, at least 30 % explores.
    pub(crate) const fn at(place: usize) -> Self {
        match place % 3 {
            0 => Self::Descend,
            1 => Self::Explore,
            _ => Self::Lean,
        }
    }
}

/// How many times as often a part that lifted is used, in [`Slot::Lean`].
const LIFTED: f64 = 2.0;
/// And one that dragged.
const DRAGGED: f64 = 0.4;
/// How much chance decides between combinations that are equally good.
const CHANCE: f64 = 0.03;

/// A draw under way.
pub(crate) struct Draw<'a> {
    candidates: &'a [Candidate],
    ruler: &'a Ruler,
    /// How far each candidate is from the nearest one drawn.
    nearest: Vec<f64>,
    /// Candidates that may not be drawn (any more).
    out: Vec<bool>,
    /// How often each part was drawn, by axis.
    uses: [Vec<u32>; 7],
    /// How often each part should be drawn compared with others, by axis.
    weights: [Vec<f64>; 7],
    /// Whether each insight comes from a learning.
    learnt: Vec<bool>,
    seed: Seed,
}

impl<'a> Draw<'a> {
    pub(crate) fn new(
        candidates: &'a [Candidate],
        ruler: &'a Ruler,
        library: &Library<'_>,
        learnings: &[Learning],
        seed: Seed,
    ) -> Self {
        let weights = weights(library, learnings);
        let from_learning =
            |origin: &InsightOrigin| matches!(origin, InsightOrigin::Learning { .. });
        Self {
            candidates,
            ruler,
            nearest: vec![1.0; candidates.len()],
            out: vec![false; candidates.len()],
            uses: weights.each_ref().map(|axis| vec![0; axis.len()]),
            weights,
            learnt: library.insights.iter().map(|insight| from_learning(&insight.origin)).collect(),
            seed,
        }
    }

    /// Returns the best candidate left for a place, as its position in the pool.
    pub(crate) fn best(&self, slot: Slot) -> Option<usize> {
        let coverage = self.coverage(slot);
        let mut best: Option<(f64, usize)> = None;
        for (at, candidate) in self.candidates.iter().enumerate() {
            if !self.is_open(at, candidate, slot) {
                continue;
            }
            let score = self.score(at, candidate, &coverage);
            // Ties go to the first in the pool, which is sorted.
            if best.is_none_or(|(highest, _)| score > highest) {
                best = Some((score, at));
            }
        }
        best.map(|(_, at)| at)
    }

    /// Takes a candidate out without drawing it.
    pub(crate) fn refuse(&mut self, at: usize) {
        if let Some(out) = self.out.get_mut(at) {
            *out = true;
        }
    }

    /// Draws a candidate: it counts as used, and everything near it is out.
    pub(crate) fn take(&mut self, at: usize) -> Option<Candidate> {
        let taken = *self.candidates.get(at)?;
        for (uses, place) in self.uses.iter_mut().zip(taken.places()) {
            if let Some(count) = uses.get_mut(place) {
                *count += 1;
            }
        }
        let hooks = self.ruler.hooks_from(taken.hook);
        let states = self.nearest.iter_mut().zip(&mut self.out);
        for (candidate, (nearest, out)) in self.candidates.iter().zip(states) {
            let words = hooks.get(candidate.hook).copied().unwrap_or(1.0);
            *nearest = nearest.min(apart(&taken, candidate, words));
            *out |= *nearest <= NEAR + 1e-9;
        }
        Some(taken)
    }

    fn is_open(&self, at: usize, candidate: &Candidate, slot: Slot) -> bool {
        !self.out.get(at).copied().unwrap_or(true)
            && (slot != Slot::Descend
                || self.learnt.get(candidate.insight).copied().unwrap_or(false))
    }

    /// Returns what each part is worth for a place, by axis: its share, less the more it was used.
    fn coverage(&self, slot: Slot) -> [Vec<f64>; 7] {
        let mut coverage: [Vec<f64>; 7] = Default::default();
        let axes = self.uses.iter().zip(&self.weights).zip(SHARES);
        for (worths, ((uses, weights), share)) in coverage.iter_mut().zip(axes) {
            *worths = uses
                .iter()
                .zip(weights)
                .map(|(used, weight)| {
                    let weight = if slot == Slot::Explore { 1.0 } else { *weight };
                    share / (1.0 + f64::from(*used) / weight)
                })
                .collect();
        }
        coverage
    }

    fn score(&self, at: usize, candidate: &Candidate, coverage: &[Vec<f64>; 7]) -> f64 {
        let worth = |axis: &Vec<f64>, place: usize| axis.get(place).copied().unwrap_or(0.0);
        let [insight, proposition, direction, hook, scene, structure, motif] = coverage;
        let covered = worth(insight, candidate.insight)
            + worth(proposition, candidate.proposition)
            + worth(direction, candidate.direction)
            + worth(hook, candidate.hook)
            + worth(scene, candidate.scene)
            + worth(structure, candidate.structure)
            + worth(motif, candidate.motif);
        let far = self.nearest.get(at).copied().unwrap_or(0.0);
        far + 1.5 * covered + CHANCE * self.seed.unit(at as u64)
    }
}

/// Parts that lifted weigh more, parts that dragged less; the rest weighs one.
fn weights(library: &Library<'_>, learnings: &[Learning]) -> [Vec<f64>; 7] {
    let of = |id: &ComponentId| {
        let effects = learnings.iter().filter(|learning| learning.component == *id);
        let factor = |direction| match direction {
            EffectDirection::Lifts => LIFTED,
            EffectDirection::Drags => DRAGGED,
            EffectDirection::Unclear => 1.0,
        };
        effects.map(|learning| factor(learning.direction)).product::<f64>().clamp(0.25, 4.0)
    };
    [
        vec![1.0; library.insights.len()],
        vec![1.0; library.propositions.len()],
        vec![1.0; library.directions.len()],
        library.hooks.iter().map(|(hook, _)| of(&hook.id)).collect(),
        library.scenes.iter().map(|scene| of(&scene.id)).collect(),
        library.structures.iter().map(|structure| of(&structure.id)).collect(),
        library.motifs.iter().map(|motif| of(&motif.id)).collect(),
    ]
}

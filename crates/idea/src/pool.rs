//! The combinations a draw chooses from.

use crate::library::{Demand, Library, demand};
use model::id::{ComponentId, ComponentKind};
use model::learning::Learning;
use model::unit::Seed;
use std::collections::BTreeSet;

/// More combinations than this are sampled: a draw looks at each of them once per concept.
pub(crate) const LARGEST: usize = 20_000;

/// A combination as places in the lists of a [`Library`]. Its order is the pool's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Candidate {
    pub(crate) insight: usize,
    pub(crate) proposition: usize,
    pub(crate) direction: usize,
    pub(crate) hook: usize,
    pub(crate) scene: usize,
    pub(crate) structure: usize,
    pub(crate) motif: usize,
}

impl Candidate {
    /// Its places in the order of [`crate::distance::SHARES`].
    pub(crate) const fn places(&self) -> [usize; 7] {
        [
            self.insight,
            self.proposition,
            self.direction,
            self.hook,
            self.scene,
            self.structure,
            self.motif,
        ]
    }
}

/// Combinations to draw from.
pub(crate) struct Pool {
    /// Sorted, without repeats.
    pub(crate) candidates: Vec<Candidate>,
    /// How many were possible before sampling.
    pub(crate) possible: u64,
}

/// One insight with one proposition, and what may be combined with them.
struct Strand {
    insight: usize,
    proposition: usize,
    directions: Vec<usize>,
    hooks: Vec<usize>,
    scenes: Vec<usize>,
    structures: Vec<usize>,
    motifs: Vec<usize>,
}

impl Pool {
    pub(crate) fn of(library: &Library<'_>, learnings: &[Learning], seed: Seed) -> Self {
        let strands = strands(library, learnings);
        let possible = strands.iter().map(Strand::count).fold(0, u64::saturating_add);
        let share = (LARGEST / strands.len().max(1)).max(1);
        let fits = usize::try_from(possible).is_ok_and(|all| all <= LARGEST);
        let candidates: BTreeSet<Candidate> = strands
            .iter()
            .take(LARGEST)
            .flat_map(|strand| strand.some(if fits { LARGEST } else { share }, seed))
            .collect();
        Self { candidates: candidates.into_iter().collect(), possible }
    }
}

fn strands(library: &Library<'_>, learnings: &[Learning]) -> Vec<Strand> {
    let mut strands = Vec::new();
    for (insight, statement) in library.insights.iter().enumerate() {
        let demand = demand(statement, learnings);
        for (proposition, id) in library.propositions.iter().enumerate() {
            if statement.proposition.as_ref().is_some_and(|of| of != *id) {
                continue;
            }
            let carries = |place: &usize| {
                library.hooks.get(*place).is_some_and(|(hook, _)| {
                    hook.propositions.is_empty() || hook.propositions.contains(id)
                })
            };
            let mut hooks = allowed(library.hooks.iter().map(|(hook, _)| &hook.id), &demand);
            hooks.retain(carries);
            strands.push(Strand {
                insight,
                proposition,
                directions: (0..library.directions.len()).collect(),
                hooks,
                scenes: allowed(library.scenes.iter().map(|part| &part.id), &demand),
                structures: allowed(library.structures.iter().map(|part| &part.id), &demand),
                motifs: allowed(library.motifs.iter().map(|part| &part.id), &demand),
            });
        }
    }
    strands.retain(|strand| strand.count() > 0);
    strands
}

/// Returns the places of the parts that a demand lets through.
fn allowed<'a>(
    parts: impl Iterator<Item = &'a ComponentId> + Clone,
    demand: &Demand<'_>,
) -> Vec<usize> {
    let kind: Option<ComponentKind> = parts.clone().next().map(|id| id.kind);
    let lets = |id: &ComponentId| match demand {
        Demand::With(wanted) if Some(wanted.kind) == kind => id == *wanted,
        Demand::Without(refused) => id != *refused,
        _ => true,
    };
    parts.enumerate().filter(|(_, id)| lets(id)).map(|(place, _)| place).collect()
}

impl Strand {
    fn count(&self) -> u64 {
        self.lists().iter().map(|list| list.len() as u64).fold(1, u64::saturating_mul)
    }

    fn lists(&self) -> [&Vec<usize>; 5] {
        [&self.hooks, &self.scenes, &self.directions, &self.motifs, &self.structures]
    }

    /// Returns at most `most` of its combinations: all, or a seeded sample in which every hook
    /// comes up as often as every other.
    fn some(&self, most: usize, seed: Seed) -> Vec<Candidate> {
        if self.count() <= most as u64 {
            return (0..self.count()).filter_map(|n| self.nth(n)).collect();
        }
        let own = Seed(seed.draw((self.insight as u64) << 32 | self.proposition as u64));
        (0..most as u64).filter_map(|n| self.sampled(n, own)).collect()
    }

    /// Counts through the combinations like an odometer.
    fn nth(&self, mut n: u64) -> Option<Candidate> {
        let mut places = [0; 5];
        for (place, list) in places.iter_mut().zip(self.lists()) {
            let length = list.len() as u64;
            *place = *list.get(n.checked_rem(length)? as usize)?;
            n /= length;
        }
        Some(self.candidate(places))
    }

    fn sampled(&self, n: u64, seed: Seed) -> Option<Candidate> {
        let mut places = [0; 5];
        for (axis, (place, list)) in places.iter_mut().zip(self.lists()).enumerate() {
            let draw = if axis == 0 { n } else { seed.draw(n * 5 + axis as u64) };
            *place = *list.get(draw.checked_rem(list.len() as u64)? as usize)?;
        }
        Some(self.candidate(places))
    }

    fn candidate(&self, [hook, scene, direction, motif, structure]: [usize; 5]) -> Candidate {
        let Self { insight, proposition, .. } = *self;
        Candidate { insight, proposition, direction, hook, scene, structure, motif }
    }
}

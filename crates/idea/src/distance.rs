//! How far apart two combinations are, 0 to 1.

use crate::library::Library;
use crate::pool::Candidate;
use measure::text::{Shingles, words};

/// What each part adds when it differs: insight, proposition, direction, hook, scene, structure,
/// motif. What people see and read first weighs most; together they make 1.
pub(crate) const SHARES: [f64; 7] = [0.10, 0.05, 0.15, 0.30, 0.25, 0.05, 0.10];

/// Combinations this near differ in nothing that a contact sheet shows.
pub(crate) const NEAR: f64 = 0.2;

/// Measures distances; knows the words of all hooks.
pub(crate) struct Ruler {
    hooks: Vec<Shingles>,
}

impl Ruler {
    pub(crate) fn of(library: &Library<'_>) -> Self {
        let shingles = |text: &str| Shingles::of(&words(text), 1);
        Self { hooks: library.hooks.iter().map(|(_, text)| shingles(text)).collect() }
    }

    /// Returns how far each hook's words are from those of `hook`.
    pub(crate) fn hooks_from(&self, hook: usize) -> Vec<f64> {
        let Some(from) = self.hooks.get(hook) else {
            return Vec::new();
        };
        self.hooks.iter().map(|other| 1.0 - from.jaccard(other).0).collect()
    }

    pub(crate) fn between(&self, one: &Candidate, other: &Candidate) -> f64 {
        let pair = self.hooks.get(one.hook).zip(self.hooks.get(other.hook));
        apart(one, other, pair.map_or(1.0, |(one, other)| 1.0 - one.jaccard(other).0))
    }
}

/// Returns the distance of two combinations whose hooks' words are `hook_words` apart.
pub(crate) fn apart(one: &Candidate, other: &Candidate, hook_words: f64) -> f64 {
    let [insight, proposition, direction, hook, scene, structure, motif] = SHARES;
    let add = |differs: bool, share: f64| if differs { share } else { 0.0 };
    add(one.insight != other.insight, insight)
        + add(one.proposition != other.proposition, proposition)
        + add(one.direction != other.direction, direction)
        + add(one.hook != other.hook, hook * hook_words)
        + add(one.scene != other.scene, scene)
        + add(one.structure != other.structure, structure)
        + add(one.motif != other.motif, motif)
}

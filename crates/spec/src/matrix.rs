//! What varies within the concepts of a campaign, as a brief's `[matrix]` says it.

use crate::diagnostic::Place;
use model::id::{ComponentId, ComponentKind, ComponentName};
use std::collections::BTreeMap;

/// What varies beside hooks and calls to action, how much of it is made, and what must never or
/// always meet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matrix {
    /// Scenes, structures, motifs, end cards and music to vary with, by kind, in the order written.
    /// Hooks and calls to action are the brief's own.
    pub levels: BTreeMap<ComponentKind, Vec<ComponentName>>,
    /// Variants of a concept and market at most; all combinations when absent.
    pub most: Option<u32>,
    /// Pairs of kinds whose interaction must stay estimable.
    pub pairs: Vec<(ComponentKind, ComponentKind)>,
    /// Parts that never meet in a variant.
    pub never: Vec<Combination>,
    /// Parts that meet in one variant of every concept and market at least.
    pub always: Vec<Combination>,
}

impl Matrix {
    /// Returns the parts of a kind to vary with.
    pub fn of(&self, kind: ComponentKind) -> &[ComponentName] {
        self.levels.get(&kind).map_or(&[], Vec::as_slice)
    }
}

/// Parts of different kinds in one variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Combination {
    /// The parts, in the order of their kinds.
    pub parts: Vec<ComponentId>,
    /// Where it stands.
    pub place: Place,
}

impl Combination {
    /// Returns the parts in words: `hook/fresh with scene/road`.
    pub fn in_words(&self) -> String {
        let parts: Vec<String> = self.parts.iter().map(ToString::to_string).collect();
        parts.join(" with ")
    }
}

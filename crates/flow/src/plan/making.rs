//! What is made of the concepts that live: variants and their files.

use super::Planner;
use crate::view::RoundView;
use asset::ingredient::{Brandbook, ingredients};
use model::step::{StepKey, StepSpec};
use spec::workspace::Brief;

/// Fills in variants and deliverables.
pub(super) fn variants(planner: &mut Planner<'_>, brief: &Brief, round: &mut RoundView) {
    let workspace = planner.now.workspace;
    let made = asset::variant::variants(&round.kept(), brief, workspace);
    planner.plan.standing.warnings.extend(made.warnings);
    round.deliverables = made
        .variants
        .iter()
        .flat_map(|variant| asset::deliverable::deliverables(variant, brief, workspace))
        .collect();
    round.variants = made.variants;
}

/// A file's build step with its key, in the order of the deliverables.
pub(super) struct FileStep {
    pub(super) spec: StepSpec,
    pub(super) key: StepKey,
    /// Which variant it shows.
    pub(super) variant: usize,
}

/// Returns the build step of every file of the round.
pub(super) fn file_steps(planner: &Planner<'_>, round: &RoundView) -> Vec<FileStep> {
    let now = planner.now;
    let book = Brandbook::of(now.workspace, now.faces);
    let mut steps = Vec::with_capacity(round.deliverables.len());
    let mut variant = 0;
    for deliverable in &round.deliverables {
        // Deliverables stand in the order of their variants, so the walk never goes back.
        while round.variants.get(variant).is_some_and(|v| v.id != deliverable.variant) {
            variant += 1;
        }
        let (Some(shown), Some(format)) =
            (round.variants.get(variant), now.workspace.formats.get(&deliverable.format))
        else {
            continue;
        };
        let ingredients = ingredients(&book, shown, format);
        let spec = crate::steps::build_spec(deliverable, shown, ingredients, now.tools);
        let key = spec.key();
        steps.push(FileStep { spec, key, variant });
    }
    steps
}

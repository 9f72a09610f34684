//! What is made of the concepts that live: variants and their files.

use super::{Planner, Situation};
use crate::steps::{build_spec, file_subject, look_spec, measure_spec};
use crate::view::RoundView;
use asset::ingredient::{Brandbook, ingredients};
use model::asset::{Deliverable, Variant};
use model::digest::Digest;
use model::step::{StepKey, StepSpec};
use spec::workspace::Brief;

/// Fills in variants and deliverables.
pub(super) fn variants(planner: &mut Planner<'_>, brief: &Brief, round: &mut RoundView) {
    let workspace = planner.now.workspace;
    let made = asset::variant::variants(&round.kept(), brief, workspace);
    planner.plan.standing.warnings.extend(made.warnings);
    planner.plan.standing.warnings.extend(asset::deliverable::unmade(brief, workspace));
    round.deliverables = made
        .variants
        .iter()
        .flat_map(|variant| asset::deliverable::deliverables(variant, brief, workspace))
        .collect();
    round.variants = made.variants;
    round.designs = made.designs;
}

/// The steps of one file. Only their keys are held: of ten thousand files that are finished,
/// nothing else is ever asked.
#[derive(Clone, Copy)]
pub(super) struct FileSteps {
    /// Which variant it shows.
    pub(super) variant: usize,
    pub(super) build: StepKey,
    pub(super) measure: StepKey,
    pub(super) look: StepKey,
}

/// What the steps of a round's files have in common.
pub(super) struct Making<'a> {
    now: &'a Situation<'a>,
    book: Brandbook<'a>,
    pub(super) logos: Vec<Digest>,
}

impl<'a> Making<'a> {
    pub(super) fn new(now: &'a Situation<'a>) -> Self {
        let logos = now.workspace.brand.logos.iter().map(|logo| logo.digest).collect();
        Self { now, book: Brandbook::of(now.workspace, now.faces), logos }
    }

    /// Returns the steps of every file of the round, in the order of the deliverables.
    pub(super) fn steps(&self, round: &RoundView) -> Vec<FileSteps> {
        let mut steps = Vec::with_capacity(round.deliverables.len());
        let mut variant = 0;
        for deliverable in &round.deliverables {
            // Deliverables stand in the order of their variants, so the walk never goes back.
            while round.variants.get(variant).is_some_and(|v| v.id != deliverable.variant) {
                variant += 1;
            }
            let Some(shown) = round.variants.get(variant) else { continue };
            let Some(build) = self.build(deliverable, shown) else { continue };
            let build = build.key();
            let measure = measure_spec(&build, &file_subject(deliverable, shown)).key();
            let look = self.look(deliverable, shown, &measure).key();
            steps.push(FileSteps { variant, build, measure, look });
        }
        steps
    }

    /// Returns what identifies the file of a variant.
    pub(super) fn build(&self, deliverable: &Deliverable, shown: &Variant) -> Option<StepSpec> {
        let format = self.now.workspace.formats.get(&deliverable.format)?;
        let ingredients = ingredients(&self.book, shown, format);
        Some(build_spec(deliverable, shown, ingredients, self.now.tools))
    }

    /// Returns what identifies the look at a file.
    pub(super) fn look(
        &self,
        deliverable: &Deliverable,
        shown: &Variant,
        measured: &StepKey,
    ) -> StepSpec {
        look_spec(measured, &self.logos, self.now.tools, &file_subject(deliverable, shown))
    }
}

//! What a slate promises.

use crate::compose::{ComposeInput, compose};
use crate::fixture::*;
use crate::picture::picture;
use crate::tie::links;
use model::concept::{Concept, ConceptSlate};
use model::id::ConceptId;
use model::insight::Insight;
use model::learning::{EffectDirection, Learning};
use model::unit::{Date, Seed, Size};
use spec::workspace::Workspace;
use std::collections::BTreeSet;

fn slate(workspace: &Workspace) -> ConceptSlate {
    round(workspace, &first_insights(), &[], 1, &BTreeSet::new())
}

fn round(
    workspace: &Workspace,
    insights: &[Insight],
    learnings: &[Learning],
    round: u32,
    seen: &BTreeSet<ConceptId>,
) -> ConceptSlate {
    let brief = workspace.briefs.values().next().unwrap();
    compose(&ComposeInput { brief, workspace, insights, learnings, round, seen })
}

fn ids(slate: &ConceptSlate) -> BTreeSet<ConceptId> {
    slate.concepts.iter().map(|concept| concept.id.clone()).collect()
}

fn used<K: Ord>(slate: &ConceptSlate, part: impl Fn(&Concept) -> K) -> BTreeSet<K> {
    slate.concepts.iter().map(part).collect()
}

#[test]
fn thirty_starting_points_differ_and_use_every_part() {
    let slate = slate(&workspace());
    assert_eq!(slate.concepts.len(), 30);
    assert_eq!(ids(&slate).len(), 30);
    assert_eq!(slate.possible, 3 * 2 * 12 * 8 * 3 * 2 * 5);
    assert_eq!(slate.warnings, Vec::<String>::new());
    assert_eq!(used(&slate, |c| c.hook.clone()).len(), 12);
    assert_eq!(used(&slate, |c| c.scene.clone()).len(), 8);
    assert_eq!(used(&slate, |c| c.motif.clone()).len(), 5);
    assert_eq!(used(&slate, |c| c.direction.clone()).len(), 3);
    assert_eq!(used(&slate, |c| c.insight.clone()).len(), 3);
    let numbers: Vec<u32> = slate.concepts.iter().map(|c| c.number).collect();
    assert_eq!(numbers, (1..=30).collect::<Vec<_>>());
    assert!(slate.concepts.iter().all(|c| c.nearest.0 < 0.8 && !c.because.is_empty()));
    // Twelve hooks over thirty places: two or three each.
    let of_hook = |id| slate.concepts.iter().filter(|c| c.hook == id).count();
    assert!(
        workspace().components.hooks.iter().all(|hook| (1..=4).contains(&of_hook(hook.id.clone())))
    );
}

#[test]
fn the_order_in_which_parts_were_written_does_not_matter() {
    let mut shuffled = workspace();
    shuffled.components.hooks.reverse();
    shuffled.components.scenes.rotate_left(3);
    shuffled.components.motifs.reverse();
    shuffled.briefs.values_mut().next().unwrap().propositions.reverse();
    let mut insights = first_insights();
    insights.reverse();
    let other = round(&shuffled, &insights, &[], 1, &BTreeSet::new());
    assert_eq!(slate(&workspace()), other);
}

#[test]
fn another_seed_draws_another_slate() {
    let mut reseeded = workspace();
    reseeded.briefs.values_mut().next().unwrap().seed = Seed(8);
    assert_ne!(ids(&slate(&workspace())), ids(&slate(&reseeded)));
}

#[test]
fn a_hook_carries_only_its_propositions() {
    let mut workspace = workspace();
    for hook in &mut workspace.components.hooks {
        hook.propositions = vec!["light".parse().unwrap()];
    }
    let slate = slate(&workspace);
    assert!(slate.concepts.iter().all(|concept| concept.proposition.as_str() == "light"));
    assert_eq!(slate.concepts.len(), 30);
}

#[test]
fn near_duplicates_are_refused_and_said() {
    let mut workspace = workspace();
    workspace.components.hooks = vec![hook("a", "start the day"), hook("b", "Start the day!")];
    workspace.components.scenes.truncate(1);
    workspace.components.motifs.truncate(1);
    workspace.directions = workspace.directions.into_iter().take(1).collect();
    let slate = slate(&workspace);
    assert_eq!(slate.concepts.len(), 1);
    assert!(slate.warnings.iter().any(|warning| warning.starts_with("1 of 30")));
}

#[test]
fn a_scene_whose_rights_end_early_is_left_out_and_said() {
    let mut workspace = workspace();
    let flight_to = Date::constant(2026, 4, 30);
    workspace.components.scenes[0].rights_until = Some(Date::constant(2026, 4, 29));
    workspace.components.scenes[1].rights_until = Some(flight_to);
    let gone = workspace.components.scenes[0].id.clone();
    let slate = slate(&workspace);
    assert_eq!(used(&slate, |c| c.scene.clone()).len(), 7);
    assert!(!used(&slate, |c| c.scene.clone()).contains(&gone));
    assert!(slate.warnings.iter().any(|warning| warning.contains("scene/park")));
}

#[test]
fn nothing_to_start_from_is_said() {
    let slate = round(&workspace(), &[], &[], 1, &BTreeSet::new());
    assert!(slate.concepts.is_empty());
    assert!(slate.warnings.iter().any(|warning| warning.contains("an insight")));
}

#[test]
fn a_later_round_descends_from_what_was_learnt() {
    let lifts = learning("hook/c", EffectDirection::Lifts);
    let drags = learning("hook/d", EffectDirection::Drags);
    let mut insights = first_insights();
    insights.extend([insight_from(&lifts), insight_from(&drags)]);
    let learnings = [lifts.clone(), drags.clone()];
    let before = slate(&workspace());
    let seen = ids(&before);
    let after = round(&workspace(), &insights, &learnings, 2, &seen);
    assert_eq!(after.concepts.len(), 30);
    assert!(ids(&after).is_disjoint(&seen));
    let descends = |concept: &&Concept| concept.because.starts_with("starts from a learning");
    let descendants: Vec<&Concept> = after.concepts.iter().filter(descends).collect();
    assert!(descendants.len() >= 10);
    assert!(descendants.iter().any(|concept| concept.because.contains(lifts.id.as_str())
        && concept.because.contains("hook/c lifted clicks in round 1")));
    let of = |slate: &ConceptSlate, name: &str| {
        slate.concepts.iter().filter(|concept| concept.hook.name.as_str() == name).count()
    };
    assert!(of(&after, "c") > of(&after, "d"), "{} and {}", of(&after, "c"), of(&after, "d"));
    assert!(of(&after, "c") > of(&before, "c"));
    for concept in descendants {
        let from_lift = concept.because.contains(lifts.id.as_str());
        assert!(!from_lift || concept.hook.name.as_str() == "c");
    }
}

#[test]
fn mending_the_words_of_a_hook_keeps_the_concepts_name() {
    let mut mended = workspace();
    let before = slate(&mended);
    mended.components.hooks[0].text.insert("en".into(), "start the day outside!".into());
    assert_eq!(ids(&before), ids(&slate(&mended)));
}

#[test]
fn a_library_too_large_to_enumerate_still_shows_its_breadth() {
    let mut workspace = workspace();
    workspace.components.hooks =
        (0..300).map(|n| hook(&format!("h{n}"), &format!("{n} words {} apart", n * 7))).collect();
    workspace.components.scenes = (0..200).map(|n| scene(&format!("s{n}"))).collect();
    let slate = slate(&workspace);
    assert_eq!(slate.concepts.len(), 30);
    assert_eq!(used(&slate, |c| c.hook.clone()).len(), 30);
    assert_eq!(used(&slate, |c| c.scene.clone()).len(), 30);
    assert!(slate.possible > 1_000_000);
}

#[test]
fn a_concept_can_be_looked_at_and_hangs_on_the_thread() {
    let workspace = workspace();
    let slate = slate(&workspace);
    let first = &slate.concepts[0];
    let size = Size { width: 1080, height: 1080 };
    let canvas = picture(first, &workspace, &faces(), size).unwrap();
    assert_eq!(canvas.size, size);
    assert_eq!(links(first).len(), 8);
    let mut without = workspace.clone();
    without.components.scenes.clear();
    let error = picture(first, &without, &faces(), size).unwrap_err();
    assert!(error.to_string().contains(&first.scene.to_string()));
}

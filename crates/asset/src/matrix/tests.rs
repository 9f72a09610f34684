//! What a brief's matrix makes of a campaign.

use crate::deliverable::subject;
use crate::fixture::*;
use crate::variant::{Variants, variants};
use model::id::{ComponentId, ComponentKind, VariantId};
use model::unit::Date;
use spec::diagnostic::Place;
use spec::matrix::{Combination, Matrix};
use spec::workspace::Workspace;
use std::collections::BTreeSet;

fn combination(parts: &[&str]) -> Combination {
    let parts = parts.iter().map(|part| part.parse().unwrap()).collect();
    Combination { parts, place: Place::start_of("test") }
}

/// The two concepts of the fixture with both hooks, both scenes and both motifs in every market.
fn campaign(change: impl FnOnce(&mut Matrix)) -> Workspace {
    let mut workspace = workspace();
    let mut matrix = Matrix::default();
    let names = |names: [&str; 2]| names.map(|name| name.parse().unwrap()).into();
    matrix.levels.insert(ComponentKind::Scene, names(["park", "road"]));
    matrix.levels.insert(ComponentKind::Motif, names(["band", "frame"]));
    change(&mut matrix);
    let brief = workspace.briefs.values_mut().next().unwrap();
    brief.hooks = names(["fresh", "slow"]);
    brief.matrix = Some(matrix);
    workspace
}

fn made(workspace: &Workspace) -> Variants {
    variants(&kept(), workspace.briefs.values().next().unwrap(), workspace)
}

fn uses(parts: &[&str], variant: &model::asset::Variant) -> bool {
    let has = |part: &ComponentId| match part.kind {
        ComponentKind::Hook => variant.hook == *part,
        ComponentKind::Scene => variant.scene == *part,
        ComponentKind::Motif => variant.motif == *part,
        ComponentKind::EndCard => variant.end_card == *part,
        _ => false,
    };
    parts.iter().all(|part| has(&part.parse().unwrap()))
}

#[test]
fn without_a_matrix_variants_are_what_they_were() {
    let ids = |workspace: &Workspace| -> Vec<VariantId> {
        made(workspace).variants.into_iter().map(|variant| variant.id).collect()
    };
    let mut workspace = workspace();
    // Taken before there were matrices.
    let digest = |ids: &[VariantId]| {
        let text: Vec<&str> = ids.iter().map(VariantId::as_str).collect();
        model::digest::Digest::of(text.join(" ").as_bytes()).to_string()[..12].to_owned()
    };
    let plain = made(&workspace);
    assert!(plain.designs.is_empty());
    assert!(plain.variants.iter().all(|variant| variant.varies.is_empty()));
    assert_eq!(digest(&ids(&workspace)), "18cf3d4beaeb");
    let brief = workspace.briefs.values_mut().next().unwrap();
    brief.hooks = vec!["slow".parse().unwrap(), "fresh".parse().unwrap()];
    brief.ctas = vec!["visit".parse().unwrap(), "shop".parse().unwrap()];
    assert_eq!(digest(&ids(&workspace)), "1fe4dc626529");
}

#[test]
fn every_combination_is_made_where_no_budget_is_set() {
    let made = made(&campaign(|_| {}));
    assert_eq!(made.variants.len(), 2 * 2 * 8);
    assert_eq!(made.warnings, Vec::<String>::new());
    let ids: BTreeSet<&VariantId> = made.variants.iter().map(|variant| &variant.id).collect();
    assert_eq!(ids.len(), 32);
    let first = &made.variants[0];
    let own = ["hook/fresh", "scene/park", "motif/band"];
    assert!(uses(&own, first), "a concept's own parts come first");
    let varies: Vec<String> = first.varies.iter().map(ToString::to_string).collect();
    assert_eq!(varies, own);
    let design = &made.designs[0];
    assert_eq!((made.designs.len(), design.runs, design.allowed), (4, 8, 8));
    assert_eq!((design.efficiency, design.least), (None, None));
    assert_eq!(design.estimable, ["hook", "scene", "motif"]);
}

#[test]
fn a_budget_keeps_every_main_effect_and_says_what_it_left_out() {
    let made = made(&campaign(|matrix| matrix.most = Some(4)));
    assert_eq!(made.variants.len(), 2 * 2 * 4);
    for design in &made.designs {
        assert!((design.efficiency.unwrap() - 1.0).abs() < 1e-9);
        assert!(design.factors.iter().all(|factor| (factor.fewest, factor.most) == (2, 2)));
    }
    assert_eq!(made.warnings.len(), 1, "what is the same everywhere is said once");
    let said = &made.warnings[0];
    assert!(said.contains("4 of 8 combinations are made"), "{said}");
    assert!(said.contains("estimable stay hook, scene, motif"), "{said}");
    assert!(said.ends_with("in uk and 3 more)"), "{said}");
}

#[test]
fn too_small_a_budget_says_what_is_enough_and_what_is_not_told_apart() {
    let made = made(&campaign(|matrix| {
        matrix.most = Some(4);
        matrix.pairs = vec![(ComponentKind::Hook, ComponentKind::Scene)];
    }));
    let said = &made.warnings[0];
    assert!(said.contains("too few to tell everything apart: 5 are enough"), "{said}");
    assert!(said.contains(" from "), "{said}");
    assert_eq!(made.designs[0].least, Some(5));
    assert!(!made.designs[0].not_estimable.is_empty());
}

#[test]
fn what_never_meets_is_not_made_and_what_always_does_is() {
    let never = ["hook/slow", "scene/park"];
    let always = ["hook/slow", "scene/road", "motif/frame"];
    for most in [None, Some(4), Some(5)] {
        let made = made(&campaign(|matrix| {
            matrix.most = most;
            matrix.never = vec![combination(&never)];
            matrix.always = vec![combination(&always)];
        }));
        assert!(made.variants.iter().all(|variant| !uses(&never, variant)));
        for design in &made.designs {
            let of = made.variants.iter().filter(|variant| {
                variant.concept == design.concept && variant.market == design.market
            });
            assert_eq!(of.clone().count(), design.runs);
            assert!(of.clone().any(|variant| uses(&always, variant)), "{most:?}");
        }
    }
}

#[test]
fn constraints_on_parts_that_a_concept_does_not_have_bind_nothing() {
    let free = made(&campaign(|_| {})).variants;
    let bound = made(&campaign(|matrix| {
        matrix.never = vec![combination(&["hook/fresh", "scene/harbour"])];
    }));
    assert_eq!(bound.variants, free);
}

#[test]
fn a_must_have_that_a_market_cannot_have_is_said() {
    let mut workspace = campaign(|matrix| {
        matrix.always = vec![combination(&["hook/slow", "motif/band"])];
    });
    workspace.components.hooks[1].text.remove("de");
    let warnings = made(&workspace).warnings;
    let said = "matrix: hook/slow with motif/band cannot be made here";
    assert!(warnings.iter().any(|warning| warning.starts_with(said)), "{warnings:?}");
}

#[test]
fn a_matrix_that_leaves_nothing_for_a_concept_says_so() {
    let made = made(&campaign(|matrix| {
        let hooks = ["hook/fresh", "hook/slow"];
        matrix.never = hooks.map(|hook| combination(&[hook, "end-card/uk"])).into();
    }));
    assert!(made.variants.iter().all(|variant| variant.market.as_str() == "de"));
    assert!(
        made.warnings.iter().any(|warning| warning.contains("`never` leaves nothing to make")),
        "{:?}",
        made.warnings
    );
}

#[test]
fn only_valid_cards_and_licensed_scenes_vary() {
    let mut workspace = campaign(|matrix| {
        let cards = ["all", "old", "uk"].map(|name| name.parse().unwrap());
        matrix.levels.insert(ComponentKind::EndCard, cards.into());
        matrix.levels.remove(&ComponentKind::Motif);
    });
    workspace.components.scenes[1].rights_until = Some(Date::constant(2026, 4, 29));
    let made = made(&workspace);
    let first: Vec<_> = made.variants.iter().filter(|v| v.concept == kept()[0].id).collect();
    // Two hooks; two cards in one market and one in the other; the concept's own scene.
    assert_eq!(first.len(), 2 * 2 + 2);
    assert!(first.iter().all(|variant| uses(&["scene/park"], variant)));
    for said in ["the rights in scene/road end", "end-card/old is not for market `de`"] {
        assert!(made.warnings.iter().any(|warning| warning.starts_with(said)), "{said}");
    }
}

#[test]
fn files_of_variants_that_differ_in_one_part_are_about_different_things() {
    let workspace = campaign(|_| {});
    let made = made(&workspace);
    let format = workspace.formats.keys().next().unwrap();
    let subjects: BTreeSet<String> =
        made.variants.iter().map(|variant| subject(variant, format)).collect();
    assert_eq!(subjects.len(), made.variants.len());
}

#[test]
fn markets_that_share_a_language_share_their_combinations() {
    let mut workspace = campaign(|matrix| matrix.most = Some(5));
    let brief = workspace.briefs.values_mut().next().unwrap();
    brief.markets[0].language = "de".into();
    brief.end_card = Some("all".parse().unwrap());
    let made = made(&workspace);
    let of = |market: &str| -> Vec<_> {
        let of = made.variants.iter().filter(|variant| variant.market.as_str() == market);
        of.map(|v| (v.hook.clone(), v.scene.clone(), v.motif.clone())).collect()
    };
    assert_eq!(of("uk"), of("de"));
}

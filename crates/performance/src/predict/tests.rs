use super::*;
use crate::score;
use model::digest::Digest;
use model::id::{CampaignId, LearningId, VariantId};
use model::learning::EffectDirection;

fn variant(name: &str, hook: &str) -> Variant {
    let digest = Digest::of(name.as_bytes());
    let part = |text: &str| text.parse().unwrap();
    Variant {
        id: VariantId::of(&digest),
        asset: model::id::AssetId::of(&digest),
        concept: model::id::ConceptId::of(&digest),
        campaign: "spring".parse().unwrap(),
        purpose: "win-back".parse().unwrap(),
        direction: "calm".parse().unwrap(),
        market: "de".parse().unwrap(),
        language: "de".to_owned(),
        hook: part(hook),
        scene: part("scene/s"),
        structure: part("structure/s"),
        motif: part("motif/m"),
        cta: part("cta/c"),
        end_card: part("end-card/e"),
        music: None,
        voice: None,
        varies: Vec::new(),
        headline: String::new(),
        line: String::new(),
    }
}

fn learning(component: &str, mid: f64, kind: ResultKind) -> Learning {
    let campaign: CampaignId = "spring".parse().unwrap();
    Learning {
        id: LearningId::of(&Digest::of(component.as_bytes())),
        campaign,
        round: 1,
        component: component.parse().unwrap(),
        effect: Interval { low: mid - 0.1, mid, high: mid + 0.1 },
        direction: EffectDirection::Unclear,
        claim: String::new(),
        observations: Vec::new(),
        impressions: 1,
        clicks: 1,
        kind,
    }
}

const BASE: BaseRate = BaseRate { clicks: 1_000, impressions: 100_000, rows: 40 };

fn expected(prediction: &Prediction) -> Interval {
    match &prediction.expected {
        Expectation::ClickRate { rate, .. } => *rate,
        Expectation::InsufficientData { because } => panic!("{because}"),
    }
}

#[test]
fn a_known_hook_moves_the_expectation_and_an_unknown_one_does_not() {
    let variants = [variant("v1", "hook/fresh"), variant("v2", "hook/new")];
    let history = [learning("hook/fresh", 0.2, ResultKind::Measured)];
    let predictions = predict(&variants, &history, Some(BASE));
    let (fresh, new) = (expected(&predictions[0]), expected(&predictions[1]));
    assert!((new.mid - 0.01).abs() < 1e-5 && fresh.mid > 0.0120 && fresh.mid < 0.0123, "{fresh:?}");
    assert!(new.low < 0.007 && new.high > 0.014, "arms differ: {new:?}");
    assert_ne!(predictions[0].id, predictions[1].id);
}

#[test]
fn what_was_measured_outweighs_what_was_simulated() {
    let history = [
        learning("hook/fresh", 0.5, ResultKind::Simulated),
        learning("hook/fresh", 0.0, ResultKind::Measured),
    ];
    let predictions = predict(&[variant("v1", "hook/fresh")], &history, Some(BASE));
    assert!((expected(&predictions[0]).mid - 0.01).abs() < 1e-5);
}

#[test]
fn too_little_history_says_what_is_missing() {
    let few = BaseRate { clicks: 99, impressions: 100_000, rows: 3 };
    for (base, words) in [(None, "no earlier results"), (Some(few), "99 clicks so far")] {
        let predictions = predict(&[variant("v", "hook/h")], &[], base);
        let Expectation::InsufficientData { because } = &predictions[0].expected else {
            panic!("predicted from nothing");
        };
        assert!(because.contains(words), "{because}");
    }
}

#[test]
fn a_score_needs_five_arms_and_knows_its_baseline() {
    let names = ["a", "b", "c", "d", "e"];
    let hooks = ["hook/a", "hook/b", "hook/c", "hook/d", "hook/e"];
    let variants: Vec<Variant> = names.iter().zip(hooks).map(|(n, h)| variant(n, h)).collect();
    let history: Vec<Learning> = hooks
        .iter()
        .zip([-0.3, -0.15, 0.0, 0.15, 0.3])
        .map(|(hook, mid)| learning(hook, mid, ResultKind::Measured))
        .collect();
    let predictions = predict(&variants, &history, Some(BASE));
    let arms: Vec<(VariantId, u64, u64)> = variants
        .iter()
        .zip([741, 862, 1_000, 1_161, 1_347])
        .map(|(variant, clicks)| (variant.id.clone(), clicks, 100_000))
        .collect();
    let all = score(&predictions, &arms);
    assert_eq!(
        (all.compared, all.inside, all.insufficient),
        (5, Some(model::unit::Ratio(1.0)), None)
    );
    assert!(all.rank.unwrap() > 0.99 && all.error.unwrap() < 0.01);
    assert!(all.baseline_error.unwrap() > 0.15);
    let four = score(&predictions, &arms[..4]);
    assert!(four.insufficient.unwrap().contains("a score needs 5") && four.rank.is_none());
}

use super::*;
use measure::statistics::odds::rate;
use model::digest::Digest;
use model::id::{AssetId, ConceptId, ObservationId};
use model::performance::ResultKind;
use model::unit::{Date, Seed};

/// A variant from `hook scene market`.
fn variant(hook: usize, scene: usize, market: &str) -> Variant {
    let digest = Digest::of(format!("{hook} {scene} {market}").as_bytes());
    Variant {
        id: VariantId::of(&digest),
        asset: AssetId::of(&digest),
        concept: ConceptId::of(&digest),
        campaign: "spring".parse().unwrap(),
        purpose: "win-back".parse().unwrap(),
        direction: "calm".parse().unwrap(),
        market: market.parse().unwrap(),
        language: "de".to_owned(),
        hook: format!("hook/h{hook}").parse().unwrap(),
        scene: format!("scene/s{scene}").parse().unwrap(),
        structure: "structure/s".parse().unwrap(),
        motif: "motif/m".parse().unwrap(),
        cta: "cta/c".parse().unwrap(),
        end_card: "end-card/e".parse().unwrap(),
        music: None,
        voice: None,
        varies: Vec::new(),
        headline: String::new(),
        line: String::new(),
    }
}

fn arm(variant: &Variant, clicks: u64, impressions: u64) -> Arm {
    Arm {
        variant: variant.id.clone(),
        impressions,
        clicks,
        spend: None,
        from: Date::constant(2026, 9, 1),
        to: Date::constant(2026, 9, 14),
        observations: vec![ObservationId::of(&Digest::of(variant.id.as_str().as_bytes()))],
        kind: ResultKind::Measured,
        daily: Vec::new(),
    }
}

fn nothing_scored() -> Score {
    Score {
        compared: 0,
        inside: None,
        rank: None,
        error: None,
        baseline_error: None,
        insufficient: None,
    }
}

fn learnt(cells: &[(Variant, u64, u64)]) -> RoundLearnings {
    let arms: Vec<Arm> = cells.iter().map(|(v, clicks, shown)| arm(v, *clicks, *shown)).collect();
    let variants = cells.iter().map(|(v, _, _)| (v.id.clone(), v.clone())).collect();
    learn(&"spring".parse().unwrap(), 1, &arms, &variants, nothing_scored())
}

fn about<'a>(round: &'a RoundLearnings, component: &str) -> &'a Learning {
    round.learnings.iter().find(|l| l.component.to_string() == component).unwrap()
}

#[test]
fn a_hook_that_lifts_is_told_from_the_scene_it_often_stands_with() {
    // The hook h1 doubles the odds; the scene s1 does nothing but stands with h1 more often.
    let cells = [
        (variant(0, 0, "de"), 200, 20_000),
        (variant(0, 1, "de"), 200, 20_000),
        (variant(1, 1, "de"), 400, 20_000),
        (variant(1, 1, "at"), 800, 20_000),
        (variant(0, 0, "at"), 400, 20_000),
        (variant(1, 0, "at"), 800, 20_000),
    ];
    let round = learnt(&cells);
    assert_eq!(about(&round, "hook/h1").direction, EffectDirection::Lifts);
    assert_eq!(about(&round, "hook/h0").direction, EffectDirection::Drags);
    assert_eq!(about(&round, "scene/s1").direction, EffectDirection::Unclear);
    assert_eq!(round.learnings[0].component.kind.word(), "hook", "strongest first");
    let claim = &about(&round, "hook/h1").claim;
    assert!(claim.starts_with("hook/h1 lifts: +"), "{claim}");
    assert!(claim.ends_with("3 arms, 60,000 impressions, measured results"), "{claim}");
    assert!(round.insufficient.iter().any(|line| line.starts_with("motif/m: every arm has it")));
}

#[test]
fn parts_that_were_never_apart_say_so() {
    let cells = [
        (variant(0, 0, "de"), 200, 20_000),
        (variant(0, 0, "at"), 210, 20_000),
        (variant(1, 1, "de"), 400, 20_000),
        (variant(1, 1, "at"), 410, 20_000),
    ];
    let round = learnt(&cells);
    let (hook, scene) = (about(&round, "hook/h1"), about(&round, "scene/s1"));
    assert!(hook.claim.contains("only seen together with scene/s1"), "{}", hook.claim);
    assert!((hook.effect.mid - scene.effect.mid).abs() < 1e-9, "neither gets the credit");
    assert!(
        hook.effect.mid < 0.3,
        "the whole difference is a half of .7 each way: {:?}",
        hook.effect
    );
}

#[test]
fn too_few_arms_and_too_few_clicks_are_listed() {
    let one = learnt(&[
        (variant(0, 0, "de"), 200, 20_000),
        (variant(0, 1, "de"), 200, 20_000),
        (variant(1, 1, "de"), 200, 20_000),
    ]);
    assert!(one.learnings.is_empty());
    assert!(
        one.insufficient
            .iter()
            .any(|l| l == "hook/h1: 1 arms with it and 2 without, needs 2 of each")
    );
    let few = learnt(&[
        (variant(0, 0, "de"), 49, 2_000),
        (variant(0, 1, "de"), 50, 2_000),
        (variant(1, 0, "de"), 200, 2_000),
        (variant(1, 1, "de"), 200, 2_000),
    ]);
    assert!(few.insufficient.iter().any(|l| l.starts_with("hook/h0: 99 clicks with it")));
    let empty = learnt(&[]);
    assert_eq!(empty.insufficient, ["no arm of this round has results"]);
}

#[test]
fn the_weakest_result_colours_every_claim() {
    let cells: Vec<(Variant, u64, u64)> =
        (0..4).map(|i| (variant(i / 2, i % 2, "de"), 300, 9_000)).collect();
    let mut arms: Vec<Arm> = cells.iter().map(|(v, c, n)| arm(v, *c, *n)).collect();
    arms[0].kind = ResultKind::Simulated;
    let variants = cells.iter().map(|(v, _, _)| (v.id.clone(), v.clone())).collect();
    let round = learn(&"spring".parse().unwrap(), 1, &arms, &variants, nothing_scored());
    assert!(round.learnings.iter().all(|learning| learning.kind == ResultKind::Simulated));
    assert_eq!(about(&round, "hook/h1").direction, EffectDirection::Unclear);
}

/// A normal draw from two uniform ones (Box & Muller).
fn normal(seed: Seed, n: u64) -> f64 {
    let radius = libm::sqrt(-2.0 * libm::log(1.0 - seed.unit(2 * n)));
    radius * libm::cos(2.0 * std::f64::consts::PI * seed.unit(2 * n + 1))
}

/// Twelve arms, four hooks × three scenes; effects drawn with `spread`, arms' own with .05.
/// Returns (effects, inside their interval, claimed to lift or drag).
fn simulate(spread: f64, rounds: u64) -> (f64, f64, f64) {
    let (mut all, mut inside, mut claimed) = (0.0, 0.0, 0.0);
    for round in 0..rounds {
        let seed = Seed(4_000 + round);
        let hooks: Vec<f64> = (0..4).map(|n| spread * normal(seed, n)).collect();
        let scenes: Vec<f64> = (4..7).map(|n| spread * normal(seed, n)).collect();
        let cells: Vec<(Variant, u64, u64)> = (0..12)
            .map(|cell| {
                let (hook, scene) = (cell % 4, cell / 4);
                let odds =
                    -4.0 + hooks[hook] + scenes[scene] + 0.05 * normal(seed, 20 + cell as u64);
                let mean = 20_000.0 * rate(odds);
                let clicks = (mean + libm::sqrt(mean) * normal(seed, 40 + cell as u64)).max(0.0);
                (variant(hook, scene, "de"), clicks.round() as u64, 20_000)
            })
            .collect();
        let learnt = learnt(&cells);
        let mean = |effects: &[f64]| effects.iter().sum::<f64>() / effects.len() as f64;
        for learning in &learnt.learnings {
            let name = learning.component.name.as_str();
            let place: usize = name[1..].parse().unwrap();
            let effects = if name.starts_with('h') { &hooks } else { &scenes };
            let truth = effects[place] - mean(effects);
            all += 1.0;
            inside +=
                f64::from(u8::from((learning.effect.low..=learning.effect.high).contains(&truth)));
            claimed += f64::from(u8::from(learning.direction != EffectDirection::Unclear));
        }
    }
    (all, inside / all, claimed / all)
}

#[test]
fn ninety_percent_intervals_hold_the_truth_about_ninety_times_in_a_hundred() {
    let (all, inside, claimed) = simulate(0.15, 60);
    assert!(all > 400.0 && (0.85..=0.96).contains(&inside), "{inside} of {all}");
    assert!(claimed > 0.3, "effects of that size are found: {claimed}");
}

#[test]
fn parts_that_do_nothing_are_seldom_praised_or_blamed() {
    let (_, _, claimed) = simulate(0.0, 60);
    assert!(claimed <= 0.1, "{claimed}");
}

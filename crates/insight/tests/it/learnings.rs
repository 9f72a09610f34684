//! Insights that do not come from the market.

use crate::desk;
use insight::{all, from_learnings, written};
use model::digest::Digest;
use model::id::{ComponentId, LearningId, ObservationId};
use model::insight::{InsightOrigin, MarketReading};
use model::learning::{EffectDirection, Learning};
use model::performance::{Interval, ResultKind};

fn learning(direction: EffectDirection, impressions: u64, kind: ResultKind) -> Option<Learning> {
    let component: ComponentId = "hook/second-life".parse().ok()?;
    Some(Learning {
        id: LearningId::of(&Digest::of(format!("{direction:?}{impressions}").as_bytes())),
        campaign: "spring".parse().ok()?,
        round: 1,
        component,
        effect: Interval { low: -0.1, mid: 0.1, high: 0.3 },
        direction,
        claim: "`hook/second-life` lifts click-through".to_owned(),
        observations: vec![ObservationId::of(&Digest::of(b"row"))],
        impressions,
        clicks: 10,
        kind,
    })
}

#[test]
fn effects_become_insights_and_doubt_only_after_many_impressions() {
    let learnings: Vec<Learning> = [
        learning(EffectDirection::Unclear, 250_000, ResultKind::Measured),
        learning(EffectDirection::Unclear, 900, ResultKind::Measured),
        learning(EffectDirection::Lifts, 900, ResultKind::Measured),
        learning(EffectDirection::Drags, 900, ResultKind::Simulated),
    ]
    .into_iter()
    .flatten()
    .collect();
    let insights = from_learnings(&learnings, &desk::workspace());
    let statements: Vec<&str> = insights.iter().map(|one| one.statement.as_str()).collect();
    assert_eq!(
        statements,
        [
            "`hook/second-life` lifts click-through",
            "`hook/second-life` lifts click-through (from simulated results, no evidence about \
             the market)",
            "What `hook/second-life` does is not known after 250000 impressions (effect on \
             log-odds between -0.10 and +0.30): worth a test of its own.",
        ]
    );
    assert!(insights.iter().all(|one| one.out_of == 1));
}

#[test]
fn what_only_we_know_comes_first_and_nothing_comes_twice() {
    let workspace = desk::workspace();
    let lifts = learning(EffectDirection::Lifts, 900, ResultKind::Measured);
    let learnings: Vec<Learning> = lifts.clone().into_iter().chain(lifts).collect();
    let market = MarketReading { insights: written(&workspace.architecture), ..Default::default() };
    let insights = all(&market, &learnings, &workspace);
    assert_eq!(insights.len(), 2);
    let first = insights.first().expect("ours");
    assert_eq!(first.proposition, "repair".parse().ok());
    assert!(
        matches!(&first.origin, InsightOrigin::FirstParty { source } if source == "repair desk, 2026")
    );
}

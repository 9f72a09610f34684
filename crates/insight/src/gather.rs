//! Insights of every origin, side by side.

use crate::statement::Statement;
use model::id::{ComponentId, ComponentKind, PropositionId};
use model::insight::{Appeal, Insight, InsightOrigin, MarketReading};
use model::learning::{EffectDirection, Learning};
use model::performance::ResultKind;
use spec::workspace::{Architecture, Workspace};
use std::collections::BTreeSet;

/// With fewer impressions, not knowing is no news.
const WORTH_A_TEST: u64 = 100_000;

/// Returns everything the idea stage may start from: what only we know, what earlier rounds
/// taught, then the market's gaps and crowds; the same insight once.
pub fn all(market: &MarketReading, learnings: &[Learning], workspace: &Workspace) -> Vec<Insight> {
    let mut insights = written(&workspace.architecture);
    insights.extend(from_learnings(learnings, workspace));
    insights.extend(market.insights.iter().cloned());
    let mut seen = BTreeSet::new();
    insights.retain(|insight| seen.insert(insight.id.clone()));
    insights
}

/// Returns the insights people wrote into the architecture, in their order.
pub fn written(architecture: &Architecture) -> Vec<Insight> {
    let of = |written: &spec::workspace::WrittenInsight| {
        let origin = InsightOrigin::FirstParty { source: written.source.clone() };
        without_ads(written.statement.clone(), origin, 0, written.proposition.clone(), None)
    };
    architecture.insights.iter().map(of).collect()
}

/// Returns what earlier rounds taught: effects that point one way, strongest first as given, then
/// components that stayed unclear in spite of many impressions and are worth a test.
pub fn from_learnings(learnings: &[Learning], workspace: &Workspace) -> Vec<Insight> {
    let clear = learnings.iter().filter(|one| one.direction != EffectDirection::Unclear);
    let unclear = learnings
        .iter()
        .filter(|one| one.direction == EffectDirection::Unclear && one.impressions >= WORTH_A_TEST);
    clear.chain(unclear).map(|learning| taught(learning, workspace)).collect()
}

fn taught(learning: &Learning, workspace: &Workspace) -> Insight {
    let claim = match learning.direction {
        EffectDirection::Lifts | EffectDirection::Drags => learning.claim.clone(),
        EffectDirection::Unclear => format!(
            "What `{}` does is not known after {} impressions (effect on log-odds between {:+.2} \
             and {:+.2}): worth a test of its own.",
            learning.component, learning.impressions, learning.effect.low, learning.effect.high
        ),
    };
    let statement = match learning.kind {
        ResultKind::Measured => claim,
        kind if claim.contains(kind.word()) => claim,
        kind => format!("{claim} (from {} results, no evidence about the market)", kind.word()),
    };
    let (proposition, appeal) = about(&learning.component, workspace);
    let origin = InsightOrigin::Learning { learning: learning.id.clone() };
    without_ads(statement, origin, learning.observations.len() as u64, proposition, appeal)
}

/// A hook tells its appeal, and its proposition when it can carry only one.
fn about(
    component: &ComponentId,
    workspace: &Workspace,
) -> (Option<PropositionId>, Option<Appeal>) {
    let hook = workspace.components.hooks.iter().find(|hook| hook.id == *component);
    match hook.filter(|_| component.kind == ComponentKind::Hook) {
        Some(hook) => match hook.propositions.as_slice() {
            [only] => (Some(only.clone()), hook.appeal),
            _ => (None, hook.appeal),
        },
        None => (None, None),
    }
}

fn without_ads(
    text: String,
    origin: InsightOrigin,
    out_of: u64,
    proposition: Option<PropositionId>,
    appeal: Option<Appeal>,
) -> Insight {
    let ads = Vec::new();
    Statement { text, origin, ads, out_of, proposition, appeal }.into_insight()
}

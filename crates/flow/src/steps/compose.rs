//! Composes the starting points of a round.

use super::{Bench, Made, StepError, input};
use idea::compose::ComposeInput;
use model::id::{CampaignId, ConceptId};
use model::insight::{Insight, InsightOrigin, MarketReading};
use model::learning::Learning;
use model::step::{StepKey, StepSpec};
use model::thread::{Link, Node};
use spec::source::SourceTree;
use spec::workspace::Brief;
use std::collections::BTreeSet;
use std::sync::Arc;

const VERSION: u32 = 2;

/// Composes a round.
#[derive(Debug, Clone)]
pub struct Compose {
    /// The campaign.
    pub campaign: CampaignId,
    /// The round.
    pub round: u32,
    /// What the market says.
    pub market: Arc<MarketReading>,
    /// What earlier rounds taught.
    pub learnings: Vec<Learning>,
    /// What was proposed before.
    pub seen: BTreeSet<ConceptId>,
}

/// Returns what identifies the slate: the brief, every part it may use, what is known.
pub fn compose_spec(
    brief: &Brief,
    tree: &SourceTree,
    round: u32,
    market: &StepKey,
    learnt: &[StepKey],
) -> StepSpec {
    let folders = ["components/", "directions/"].into_iter().flat_map(|folder| tree.under(folder));
    let single = ["architecture.toml", "tiers.toml", brief.place.file.as_str()];
    let mut inputs: Vec<_> = folders
        .chain(single.into_iter().filter_map(|path| tree.get(path)))
        .filter(|file| file.text.is_some())
        .map(|file| input(file.path.clone(), file.digest))
        .collect();
    inputs.push(input("market", market.0));
    inputs.extend(learnt.iter().map(|key| input("learnings", key.0)));
    StepSpec {
        kind: "compose-concepts".into(),
        code_version: VERSION,
        subject: slate_subject(&brief.id, round),
        parameters: serde_json::json!({ "round": round, "seed": brief.seed }),
        inputs,
    }
}

/// Names the slate of a round.
pub(crate) fn slate_subject(campaign: &CampaignId, round: u32) -> String {
    format!("slate/{campaign}/{round}")
}

impl Compose {
    pub(super) fn run(&self, bench: &Bench<'_>) -> Result<Made, StepError> {
        let workspace = bench.workspace;
        let Some(brief) = workspace.briefs.get(&self.campaign) else {
            return Made::record("slate", &Vec::<()>::new());
        };
        let insights = insight::all(&self.market, &self.learnings, workspace);
        let slate = idea::compose::compose(&ComposeInput {
            brief,
            workspace,
            insights: &insights,
            learnings: &self.learnings,
            round: self.round,
            seen: &self.seen,
        });
        let mut made = Made::record("slate", &slate)?;
        let used: BTreeSet<_> = slate.concepts.iter().map(|concept| &concept.insight).collect();
        for insight in insights.iter().filter(|insight| used.contains(&insight.id)) {
            made.nodes
                .push(Node { id: insight.id.clone().into(), label: insight.statement.clone() });
            made.links.extend(insight_links(insight));
        }
        made.links.extend(idea::tie::lineage(&workspace.components));
        for concept in &slate.concepts {
            made.nodes.extend(idea::tie::nodes(concept));
            made.links.extend(idea::tie::links(concept));
        }
        Ok(made)
    }
}

fn insight_links(insight: &Insight) -> Vec<Link> {
    let id = &insight.id;
    let mut links: Vec<Link> = insight
        .ads
        .iter()
        .map(|ad| Link::InsightRestsOnAd { insight: id.clone(), ad: ad.clone() })
        .collect();
    if let InsightOrigin::Learning { learning } = &insight.origin {
        links.push(Link::InsightComesFromLearning {
            insight: id.clone(),
            learning: learning.clone(),
        });
    }
    links.extend(insight.proposition.iter().map(|proposition| Link::InsightSpeaksToProposition {
        insight: id.clone(),
        proposition: proposition.clone(),
    }));
    links
}

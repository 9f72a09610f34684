//! Recommends produce, refine, kill, scale. People decide.

use super::{Bench, Made, StepError, input};
use ::measure::statistics::arm::Arm;
use decision::RecommendInput;
use model::digest::Fields;
use model::id::{CampaignId, VariantId};
use model::learning::Learning;
use model::step::StepSpec;
use model::thread::{Link, Node, NodeId};
use std::collections::BTreeSet;

const VERSION: u32 = 1;

/// Recommends for a round.
#[derive(Debug, Clone)]
pub struct Recommend {
    /// The campaign.
    pub campaign: CampaignId,
    /// The round.
    pub round: u32,
    /// Results by arm.
    pub arms: Vec<Arm>,
    /// What the round taught.
    pub learnings: Vec<Learning>,
    /// Arms with a file that failed the gate after all.
    pub breaches: BTreeSet<VariantId>,
    /// Rounds the brief still allows.
    pub rounds_left: u32,
}

/// Returns what identifies the recommendations of a round.
pub fn recommend_spec(work: &Recommend) -> StepSpec {
    let evidence = Fields::new("evidence")
        .json("arms", &work.arms)
        .json("learnings", &work.learnings)
        .json("breaches", &work.breaches)
        .number("rounds left", u64::from(work.rounds_left))
        .finish();
    StepSpec {
        kind: "recommend".into(),
        code_version: VERSION,
        subject: format!("recommendations/{}/{}", work.campaign, work.round),
        parameters: serde_json::Value::Null,
        inputs: vec![input("results and learnings", evidence)],
    }
}

impl Recommend {
    pub(super) fn run(&self, _bench: &Bench<'_>) -> Result<Made, StepError> {
        let recommendations = decision::recommend(&RecommendInput {
            campaign: &self.campaign,
            round: self.round,
            arms: &self.arms,
            learnings: &self.learnings,
            gate_breaches: &self.breaches,
            rounds_left: self.rounds_left,
            value_per_click: None,
            cost_to_produce: None,
            remaining_impressions: None,
        });
        let mut made = Made::record("recommendations", &recommendations)?;
        for recommendation in &recommendations {
            let id = &recommendation.id;
            made.nodes.push(Node {
                id: id.clone().into(),
                label: format!("{}: {}", recommendation.answer, recommendation.because),
            });
            if let NodeId::Variant(variant) = &recommendation.subject {
                made.links.push(Link::DecisionIsAboutVariant {
                    decision: id.clone(),
                    variant: variant.clone(),
                });
                let arm = self.arms.iter().find(|arm| arm.variant == *variant);
                made.links.extend(arm.into_iter().flat_map(|arm| &arm.observations).map(
                    |observation| Link::DecisionRestsOnObservation {
                        decision: id.clone(),
                        observation: observation.clone(),
                    },
                ));
            } else {
                made.links.push(Link::DecisionIsAboutCampaign {
                    decision: id.clone(),
                    campaign: self.campaign.clone(),
                });
                made.links.extend(self.learnings.iter().map(|learning| {
                    Link::DecisionRestsOnLearning {
                        decision: id.clone(),
                        learning: learning.id.clone(),
                    }
                }));
            }
        }
        Ok(made)
    }
}

//! Turns results into claims.

use super::{Bench, Made, StepError, input};
use ::measure::statistics::arm::Arm;
use model::asset::Variant;
use model::digest::Fields;
use model::id::{CampaignId, VariantId};
use model::performance::Prediction;
use model::step::StepSpec;
use model::thread::{Link, Node};
use std::collections::BTreeMap;

const VERSION: u32 = 1;

/// Learns from a round.
#[derive(Debug, Clone)]
pub struct Learn {
    /// The campaign.
    pub campaign: CampaignId,
    /// The round.
    pub round: u32,
    /// Results by arm.
    pub arms: Vec<Arm>,
    /// What the arms are.
    pub variants: BTreeMap<VariantId, Variant>,
    /// What was expected of them.
    pub predictions: Vec<Prediction>,
}

/// Returns what identifies the learnings of a round: its results and what was expected.
pub fn learn_spec(work: &Learn) -> StepSpec {
    let results = Fields::new("results")
        .json("arms", &work.arms)
        .json("variants", &work.variants)
        .json("predictions", &work.predictions)
        .finish();
    StepSpec {
        kind: "learn".into(),
        code_version: VERSION,
        subject: format!("learnings/{}/{}", work.campaign, work.round),
        parameters: serde_json::Value::Null,
        inputs: vec![input("results and predictions", results)],
    }
}

impl Learn {
    pub(super) fn run(&self, _bench: &Bench<'_>) -> Result<Made, StepError> {
        let outcomes: Vec<_> = self
            .arms
            .iter()
            .map(|arm| (arm.variant.clone(), arm.clicks, arm.impressions))
            .collect();
        let score = performance::score(&self.predictions, &outcomes);
        let learnt = learning::learn(&self.campaign, self.round, &self.arms, &self.variants, score);
        let mut made = Made::record("learnings", &learnt)?;
        for learning in &learnt.learnings {
            made.nodes.push(Node { id: learning.id.clone().into(), label: learning.claim.clone() });
            made.links.push(Link::LearningIsAboutComponent {
                learning: learning.id.clone(),
                component: learning.component.clone(),
            });
            made.links.extend(learning.observations.iter().map(|observation| {
                Link::LearningRestsOnObservation {
                    learning: learning.id.clone(),
                    observation: observation.clone(),
                }
            }));
        }
        Ok(made)
    }
}

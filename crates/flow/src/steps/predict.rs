//! Writes down what is expected, before the outcome is seen.

use super::{Made, StepError, input};
use model::asset::Variant;
use model::digest::Fields;
use model::id::CampaignId;
use model::learning::Learning;
use model::performance::{Expectation, Prediction};
use model::step::{Maker, StepSpec};
use model::thread::{Link, Node};
use performance::BaseRate;

const VERSION: u32 = 1;

/// Predicts a round.
#[derive(Debug, Clone)]
pub struct Predict {
    /// Every variant of the round.
    pub variants: Vec<Variant>,
    /// What was written down before; it stands.
    pub written: Vec<Prediction>,
    /// What earlier rounds taught.
    pub history: Vec<Learning>,
    /// The account's mean rate, when there is one.
    pub base: Option<BaseRate>,
}

/// Returns what identifies the predictions of a round.
pub fn predict_spec(campaign: &CampaignId, round: u32, work: &Predict) -> StepSpec {
    let ids: Vec<_> = work.variants.iter().map(|variant| &variant.id).collect();
    let fields = Fields::new("prediction")
        .json("variants", &ids)
        .json("written", &work.written)
        .json("history", &work.history)
        .text("base", &format!("{:?}", work.base));
    StepSpec {
        kind: "predict".into(),
        code_version: VERSION,
        subject: predictions_subject(campaign, round),
        parameters: serde_json::Value::Null,
        inputs: vec![input("variants and history", fields.finish())],
    }
}

/// Names the predictions of a round.
pub(crate) fn predictions_subject(campaign: &CampaignId, round: u32) -> String {
    format!("predictions/{campaign}/{round}")
}

impl Predict {
    pub(super) fn run(&self) -> Result<Made, StepError> {
        let missing: Vec<Variant> = self
            .variants
            .iter()
            .filter(|variant| self.written.iter().all(|p| p.variant != variant.id))
            .cloned()
            .collect();
        let mut predictions = self.written.clone();
        predictions.extend(performance::predict(&missing, &self.history, self.base));
        let mut made = Made::record("predictions", &predictions)?;
        if let Some(first) = predictions.first() {
            made.maker = Maker::Model { name: first.model.clone(), version: VERSION.to_string() };
        }
        for prediction in &predictions {
            let label = match &prediction.expected {
                Expectation::ClickRate { rate, .. } => format!(
                    "{:.2}% clicks expected [{:.2}%, {:.2}%]",
                    rate.mid * 100.0,
                    rate.low * 100.0,
                    rate.high * 100.0
                ),
                Expectation::InsufficientData { because } => {
                    format!("insufficient data: {because}")
                }
            };
            made.nodes.push(Node { id: prediction.id.clone().into(), label });
            made.links.push(Link::PredictionExpectsOfVariant {
                prediction: prediction.id.clone(),
                variant: prediction.variant.clone(),
            });
        }
        Ok(made)
    }
}

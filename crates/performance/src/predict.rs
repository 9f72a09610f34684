//! What to expect of a variant, before anything is seen: the account's mean rate, moved by what
//! was learnt about its parts.

use measure::statistics::heterogeneity::precision_mean;
use measure::statistics::odds::{LogOdds, rate};
use model::asset::Variant;
use model::digest::Fields;
use model::id::{ComponentId, PredictionId};
use model::learning::Learning;
use model::performance::{Expectation, Interval, Prediction, ResultKind};

/// The model and its version, as predictions name it.
pub const MODEL: &str = "parts-on-log-odds/1";

/// Standard deviation between ads beyond their parts, log-odds: .247 between headlines of one
/// story in the Upworthy Research Archive's randomised experiments.
const BETWEEN_ARMS: f64 = 0.247;

/// Below these a mean rate is a guess: a hundred clicks know it to about a tenth of itself.
const ENOUGH_IMPRESSIONS: u64 = 1_000;
const ENOUGH_CLICKS: u64 = 100;

/// The account so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BaseRate {
    /// Clicks.
    pub clicks: u64,
    /// Impressions.
    pub impressions: u64,
    /// Rows it rests on.
    pub rows: u64,
}

/// Predicts the click-through rate of each variant, in the order given, or says what is missing.
pub fn predict(
    variants: &[Variant],
    history: &[Learning],
    base: Option<BaseRate>,
) -> Vec<Prediction> {
    variants
        .iter()
        .map(|variant| {
            let expected = match enough(base) {
                Ok(base) => click_rate(variant, history, base),
                Err(because) => Expectation::InsufficientData { because },
            };
            let fields = Fields::new("prediction")
                .text("variant", variant.id.as_str())
                .json("expected", &expected)
                .text("model", MODEL);
            Prediction {
                id: PredictionId::of(&fields.finish()),
                variant: variant.id.clone(),
                expected,
                model: MODEL.to_owned(),
            }
        })
        .collect()
}

fn enough(base: Option<BaseRate>) -> Result<BaseRate, String> {
    let needs =
        format!("a mean rate needs {ENOUGH_IMPRESSIONS} impressions and {ENOUGH_CLICKS} clicks");
    let base = base.ok_or_else(|| format!("no earlier results: {needs}"))?;
    if base.impressions < ENOUGH_IMPRESSIONS || base.clicks < ENOUGH_CLICKS {
        return Err(format!(
            "{} impressions and {} clicks so far: {needs}",
            base.impressions, base.clicks
        ));
    }
    Ok(base)
}

fn click_rate(variant: &Variant, history: &[Learning], base: BaseRate) -> Expectation {
    let mean = LogOdds::of(base.clicks, base.impressions);
    let parts = [&variant.hook, &variant.scene, &variant.motif, &variant.structure, &variant.cta];
    let start = LogOdds { variance: mean.variance + BETWEEN_ARMS * BETWEEN_ARMS, ..mean };
    let expected =
        parts.iter().filter_map(|part| effect(part, history)).fold(start, |sum, part| LogOdds {
            value: sum.value + part.value,
            variance: sum.variance + part.variance,
        });
    let Interval { low, mid, high } = expected.interval();
    Expectation::ClickRate {
        rate: Interval { low: rate(low), mid: rate(mid), high: rate(high) },
        baseline: rate(mean.value),
        rows: base.rows,
    }
}

/// Returns what all rounds say of a component, weighted by how sure they are. Where it was
/// measured in the market, nothing borrowed or simulated counts.
fn effect(component: &ComponentId, history: &[Learning]) -> Option<LogOdds> {
    let about = || history.iter().filter(|learning| learning.component == *component);
    let best: ResultKind = about().map(|learning| learning.kind).min()?;
    let effects: Vec<LogOdds> = about()
        .filter(|learning| learning.kind == best)
        .map(|learning| LogOdds::from_interval(&learning.effect))
        .filter(|effect| effect.variance > 0.0 && effect.value.is_finite())
        .collect();
    let precision: f64 = effects.iter().map(|effect| 1.0 / effect.variance).sum();
    (precision > 0.0)
        .then(|| LogOdds { value: precision_mean(&effects), variance: 1.0 / precision })
}

#[cfg(test)]
mod tests;

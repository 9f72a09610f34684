//! Expectations held against what came, beside the dumb baseline.

use measure::statistics::normal::Z_90;
use measure::statistics::odds::{LogOdds, log_odds_of_rate, rate};
use measure::statistics::rank::spearman;
use model::id::VariantId;
use model::performance::{Expectation, Interval, Prediction, Score};
use model::unit::Ratio;

/// Fewer arms say nothing about a model: five of five inside a 90% interval happen by luck.
const ENOUGH_ARMS: usize = 5;

/// Holds predictions against (variant, clicks, impressions).
pub fn score(predictions: &[Prediction], arms: &[(VariantId, u64, u64)]) -> Score {
    let met: Vec<Met> = predictions.iter().filter_map(|one| meet(one, arms)).collect();
    let mut score = Score {
        compared: met.len() as u64,
        inside: None,
        rank: None,
        error: None,
        baseline_error: None,
        insufficient: None,
    };
    if met.len() < ENOUGH_ARMS {
        score.insufficient =
            Some(format!("{} predictions met an outcome: a score needs {ENOUGH_ARMS}", met.len()));
        return score;
    }
    let count = met.len() as f64;
    let mean_error = |of: fn(&Met) -> f64| met.iter().map(of).sum::<f64>() / count;
    score.inside = Some(Ratio(met.iter().filter(|one| one.is_inside()).count() as f64 / count));
    score.rank = spearman(
        &met.iter().map(|one| (one.expected.value, rate(one.seen.value))).collect::<Vec<_>>(),
    );
    score.error = Some(mean_error(|one| (one.expected.value - one.seen.value).abs()));
    score.baseline_error = Some(mean_error(|one| (one.baseline - one.seen.value).abs()));
    score
}

/// A prediction and its outcome, log-odds.
struct Met {
    expected: LogOdds,
    baseline: f64,
    seen: LogOdds,
}

impl Met {
    /// The interval is about the true rate; what is seen of it adds the luck of the draw.
    fn is_inside(&self) -> bool {
        let spread = libm::sqrt(self.expected.variance + self.seen.variance);
        (self.seen.value - self.expected.value).abs() <= Z_90 * spread
    }
}

fn meet(prediction: &Prediction, arms: &[(VariantId, u64, u64)]) -> Option<Met> {
    let Expectation::ClickRate { rate, baseline, .. } = &prediction.expected else {
        return None;
    };
    let (_, clicks, impressions) =
        arms.iter().find(|arm| arm.0 == prediction.variant && arm.2 > 0)?;
    let interval = Interval {
        low: log_odds_of_rate(rate.low),
        mid: log_odds_of_rate(rate.mid),
        high: log_odds_of_rate(rate.high),
    };
    Some(Met {
        expected: LogOdds::from_interval(&interval),
        baseline: log_odds_of_rate(*baseline),
        seen: LogOdds::of(*clicks, *impressions),
    })
}

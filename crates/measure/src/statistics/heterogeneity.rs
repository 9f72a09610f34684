//! How much arms truly differ, and how far to believe one of them.

use crate::statistics::odds::LogOdds;

/// Returns the variance between true values within a group, pooled over groups (`DerSimonian`
/// & Laird 1986, with the Q statistics and their weights summed over groups); `None` when no group
/// has two members.
pub fn between_variance(groups: &[Vec<LogOdds>]) -> Option<f64> {
    let parts = groups.iter().filter(|group| group.len() > 1).map(|group| moments(group));
    let (excess, scale) =
        parts.fold((0.0, 0.0), |(excess, scale), part| (excess + part.0, scale + part.1));
    (scale > 0.0).then(|| (excess / scale).max(0.0))
}

/// Returns (Q minus its degrees of freedom, the weight it is divided by).
fn moments(group: &[LogOdds]) -> (f64, f64) {
    let weights: Vec<f64> = group.iter().map(|member| 1.0 / member.variance).collect();
    let total: f64 = weights.iter().sum();
    let mean = precision_mean(group);
    let q: f64 = group.iter().zip(&weights).map(|(m, w)| w * (m.value - mean).powi(2)).sum();
    let squares: f64 = weights.iter().map(|w| w * w).sum();
    (q - (group.len() as f64 - 1.0), total - squares / total)
}

/// Returns the mean weighted by precision; zero of nothing.
pub fn precision_mean(group: &[LogOdds]) -> f64 {
    let (sum, weights) = group.iter().fold((0.0, 0.0), |(sum, weights), member| {
        (sum + member.value / member.variance, weights + 1.0 / member.variance)
    });
    if weights > 0.0 { sum / weights } else { 0.0 }
}

/// Returns what to believe of an estimate when true values spread with variance `between` around
/// `mean`: θ̂ = μ + (lo − μ)·τ²/(τ² + v) (empirical Bayes).
pub fn shrink(estimate: LogOdds, mean: f64, between: f64) -> LogOdds {
    let belief = between / (between + estimate.variance);
    LogOdds { value: mean + (estimate.value - mean) * belief, variance: estimate.variance * belief }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(value: f64, variance: f64) -> LogOdds {
        LogOdds { value, variance }
    }

    #[test]
    fn between_variance_agrees_with_the_hand_calculation() {
        // Weights 100, 50, 25; mean −3.928571; Q − 2 = 7.357143, scale = 100.
        let group = vec![member(-4.0, 0.01), member(-3.6, 0.02), member(-4.3, 0.04)];
        let found = between_variance(std::slice::from_ref(&group)).unwrap();
        assert!((found - 0.073_571_428_571_428_52).abs() < 1e-12, "{found}");
        let twice = between_variance(&[group.clone(), group]).unwrap();
        assert!((found - twice).abs() < 1e-12, "pooling a group with itself changes nothing");
    }

    #[test]
    fn arms_that_agree_have_no_variance_between_them() {
        let same = vec![member(-4.0, 0.01), member(-4.0, 0.02)];
        assert_eq!(between_variance(&[same]), Some(0.0));
        assert_eq!(between_variance(&[vec![member(-4.0, 0.01)]]), None);
    }

    #[test]
    fn little_data_is_drawn_to_the_mean_and_much_is_not() {
        let little = shrink(member(-3.0, 1.0), -4.0, 0.06);
        let much = shrink(member(-3.0, 0.0001), -4.0, 0.06);
        assert!(little.value < -3.9 && much.value > -3.01);
        assert!(shrink(member(-3.0, 1.0), -4.0, 0.0).value.to_bits() == (-4.0_f64).to_bits());
    }
}

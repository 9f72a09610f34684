//! What a wrong choice costs, when the difference is believed to be normal with mean `m` and
//! standard deviation `s` on the log-odds scale (for rates of a few percent: relative).

use crate::statistics::normal::{below, density};
use crate::statistics::odds::LogOdds;

/// Returns the loss to expect from going with an arm that may be the worse one:
/// s·φ(m/s) − m·Φ(−m/s).
pub fn of_scaling(difference: LogOdds) -> f64 {
    of_killing(LogOdds { value: -difference.value, ..difference })
}

/// Returns the gain to expect to forgo by stopping an arm that may be the better one:
/// s·φ(m/s) + m·Φ(m/s).
pub fn of_killing(difference: LogOdds) -> f64 {
    let (m, s) = (difference.value, libm::sqrt(difference.variance));
    if s <= 0.0 {
        return m.max(0.0);
    }
    (s * density(m / s) + m * below(m / s)).max(0.0)
}

/// Returns the probability that the difference is above zero.
pub fn better(difference: LogOdds) -> f64 {
    if difference.variance <= 0.0 {
        return if difference.value > 0.0 { 1.0 } else { 0.5 };
    }
    below(difference.value / libm::sqrt(difference.variance))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_agree_with_reference_values() {
        // scipy.integrate.quad of max(0, ±x) times the density.
        let difference = LogOdds { value: 0.05, variance: 0.01 };
        assert!((of_killing(difference) - 0.069_779_655_740_123_2).abs() < 1e-9);
        assert!((of_scaling(difference) - 0.019_779_655_740_123_2).abs() < 1e-9);
    }

    #[test]
    fn the_two_losses_differ_by_the_mean() {
        let difference = LogOdds { value: -0.2, variance: 0.003 };
        assert!((of_killing(difference) - of_scaling(difference) - -0.2).abs() < 1e-12);
        assert!(better(difference) < 0.001);
    }
}

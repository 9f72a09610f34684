//! Evidence that may be looked at every day.
//!
//! A p-value that is peeked at daily finds winners among equals; an e-process does not: the
//! chance that it ever reaches 1/α without a real difference is at most α (Johari, Pekelis &
//! Walsh, arXiv 1512.04922).

use crate::statistics::normal::ln_below;
use crate::statistics::odds::LogOdds;

/// Standard deviation of the effects that the mixture expects, log-odds.
pub const MIXTURE_DEVIATION: f64 = 0.2;

/// Returns the evidence that a difference is above zero: a one-sided half-normal mixture,
/// e = 2·Φ(z·√(t/(t+v)))·√(v/(v+t))·exp(t·d²/(2v(v+t))) with t = τ².
pub fn e_value(difference: LogOdds) -> f64 {
    let (d, v) = (difference.value, difference.variance);
    let t = MIXTURE_DEVIATION * MIXTURE_DEVIATION;
    let z = d / libm::sqrt(v);
    let ln = std::f64::consts::LN_2
        + ln_below(z * libm::sqrt(t / (t + v)))
        + 0.5 * libm::log(v / (v + t))
        + t * d * d / (2.0 * v * (v + t));
    // Overwhelming evidence stays a number that can be written down.
    libm::exp(ln.min(690.0))
}

/// Returns the p-value that holds at whatever time one looks: min(1, 1/max e).
pub fn anytime_p(largest_e: f64) -> f64 {
    if largest_e > 1.0 { 1.0 / largest_e } else { 1.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_is_the_mixture_of_likelihood_ratios() {
        // ∫ 2φ(θ; 0, τ²)·exp(θd/v − θ²/2v) dθ over θ > 0, by the trapezoid rule.
        let (d, v) = (0.15_f64, 0.004_f64);
        let tau = MIXTURE_DEVIATION;
        let steps = 20_000;
        let width = 2.0 / f64::from(steps);
        let integral: f64 = (0..=steps)
            .map(|i| {
                let theta = f64::from(i) * width;
                let prior = 2.0 * crate::statistics::normal::density(theta / tau) / tau;
                let ends = if i == 0 || i == steps { 0.5 } else { 1.0 };
                ends * prior * libm::exp(theta * d / v - theta * theta / (2.0 * v)) * width
            })
            .sum();
        let e = e_value(LogOdds { value: d, variance: v });
        assert!((e / integral - 1.0).abs() < 1e-6, "{e} against {integral}");
    }

    #[test]
    fn a_difference_the_other_way_is_evidence_for_nothing() {
        assert!(e_value(LogOdds { value: -0.3, variance: 0.001 }) < 0.05);
        assert!(e_value(LogOdds { value: -500.0, variance: 1e-3 }) < 1e-3);
        assert!(e_value(LogOdds { value: 500.0, variance: 1e-3 }).is_finite());
    }

    #[test]
    fn anytime_p_never_exceeds_one() {
        assert!((anytime_p(20.0) - 0.05).abs() < 1e-12);
        assert!((anytime_p(0.3) - 1.0).abs() < 1e-12);
    }
}

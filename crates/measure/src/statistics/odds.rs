//! Click-through on the log-odds scale, where effects add up.

use crate::statistics::normal::Z_90;
use model::performance::Interval;

/// An estimate on the log-odds scale and its variance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogOdds {
    /// The estimate.
    pub value: f64,
    /// Its variance.
    pub variance: f64,
}

impl LogOdds {
    /// Returns the log-odds of `clicks` in `impressions`, with half a click added to both sides
    /// (Haldane–Anscombe), so that no clicks at all is a finite number with a wide variance.
    pub fn of(clicks: u64, impressions: u64) -> Self {
        let hit = clicks as f64 + 0.5;
        let miss = impressions.saturating_sub(clicks) as f64 + 0.5;
        Self { value: libm::log(hit / miss), variance: 1.0 / hit + 1.0 / miss }
    }

    /// Returns how much higher `self` is than `other`, both measured independently.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        Self { value: self.value - other.value, variance: self.variance + other.variance }
    }

    /// Returns the 90% interval.
    pub fn interval(self) -> Interval {
        let half = Z_90 * libm::sqrt(self.variance);
        Interval { low: self.value - half, mid: self.value, high: self.value + half }
    }

    /// Returns the estimate that a 90% interval stands for.
    pub fn from_interval(interval: &Interval) -> Self {
        let deviation = (interval.high - interval.low) / (2.0 * Z_90);
        Self { value: interval.mid, variance: deviation * deviation }
    }
}

/// Returns the rate whose log-odds are `value`.
pub fn rate(value: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-value))
}

/// Returns the log-odds of a rate.
pub fn log_odds_of_rate(rate: f64) -> f64 {
    libm::log(rate / (1.0 - rate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_become_log_odds_with_half_a_click() {
        let odds = LogOdds::of(39, 2551);
        assert!((odds.value - libm::log(39.5 / 2512.5)).abs() < 1e-12);
        assert!((odds.variance - (1.0 / 39.5 + 1.0 / 2512.5)).abs() < 1e-12);
    }

    #[test]
    fn no_clicks_and_more_clicks_than_impressions_stay_finite() {
        for (clicks, impressions) in [(0, 0), (0, 1000), (5, 3)] {
            let odds = LogOdds::of(clicks, impressions);
            assert!(odds.value.is_finite() && odds.variance.is_finite());
        }
    }

    #[test]
    fn an_interval_reads_back() {
        let odds = LogOdds { value: -4.0, variance: 0.04 };
        let back = LogOdds::from_interval(&odds.interval());
        assert!((back.variance - 0.04).abs() < 1e-12);
        assert!((log_odds_of_rate(rate(-4.0)) - -4.0).abs() < 1e-12);
    }
}

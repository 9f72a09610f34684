//! What is believed of an arm before its results.

use measure::statistics::arm::Arm;
use measure::statistics::heterogeneity::{between_variance, precision_mean, shrink};
use measure::statistics::odds::LogOdds;

/// Standard deviation between arms while the account has too few to tell: .247 log-odds between
/// headlines of one story in the Upworthy Research Archive's randomised experiments.
const USUAL_DEVIATION: f64 = 0.247;

/// Arms from which the spread is read off the arms themselves. With fewer, it is often found to
/// be nothing or a multiple of the truth.
const ENOUGH_ARMS: usize = 10;

/// Where true log-odds lie, and how widely.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// The mean.
    pub mean: f64,
    /// The variance between arms.
    pub between: f64,
}

impl Prior {
    /// Reads the prior off the arms that were shown.
    pub fn of(arms: &[Arm]) -> Self {
        let odds: Vec<LogOdds> = arms
            .iter()
            .filter(|arm| arm.impressions > 0)
            .map(|arm| LogOdds::of(arm.clicks, arm.impressions))
            .collect();
        let usual = USUAL_DEVIATION * USUAL_DEVIATION;
        let found = between_variance(std::slice::from_ref(&odds));
        let between = found.filter(|_| odds.len() >= ENOUGH_ARMS).unwrap_or(usual);
        let with_spread: Vec<LogOdds> =
            odds.iter().map(|arm| LogOdds { variance: arm.variance + between, ..*arm }).collect();
        Self { mean: precision_mean(&with_spread), between }
    }

    /// Returns what to believe of an arm with these counts.
    pub fn posterior(&self, clicks: u64, impressions: u64) -> LogOdds {
        shrink(LogOdds::of(clicks, impressions), self.mean, self.between)
    }
}

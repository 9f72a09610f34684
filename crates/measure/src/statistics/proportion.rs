//! A share with its interval.

use model::performance::Interval;

/// Returns the share `count / of` with its Wilson score interval for the normal quantile `z`;
/// everything from 0 to 1 when nothing was counted.
///
/// Wilson (1927): unlike the textbook interval it never leaves 0..1 and holds for small counts.
pub fn wilson(count: u64, of: u64, z: f64) -> Interval {
    if of == 0 {
        return Interval { low: 0.0, mid: 0.5, high: 1.0 };
    }
    let n = of as f64;
    let share = (count.min(of)) as f64 / n;
    let square = z * z;
    let centre = (share + square / (2.0 * n)) / (1.0 + square / n);
    let spread = share * (1.0 - share) / n + square / (4.0 * n * n);
    let half = z * libm::sqrt(spread) / (1.0 + square / n);
    Interval { low: (centre - half).max(0.0), mid: share, high: (centre + half).min(1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::normal::Z_95;

    #[test]
    fn wilson_agrees_with_reference_values() {
        // scipy.stats.binomtest(k, n).proportion_ci(method="wilson").
        let one = wilson(3, 10, Z_95);
        assert!((one.low - 0.107_791_267_406_301).abs() < 1e-9, "{one:?}");
        assert!((one.high - 0.603_221_852_538_854_6).abs() < 1e-9, "{one:?}");
        let none = wilson(0, 20, Z_95);
        assert!(none.low.abs() < 1e-12 && (none.high - 0.161_125_158_052_819_3).abs() < 1e-9);
    }

    #[test]
    fn nothing_counted_says_nothing() {
        let nothing = wilson(0, 0, Z_95);
        assert_eq!((nothing.low, nothing.high), (0.0, 1.0));
    }
}

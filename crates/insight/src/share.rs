//! Shares with their interval, and how they are written.

use measure::statistics::normal::Z_95;
use measure::statistics::proportion::wilson;
use model::insight::Share;
use model::unit::Ratio;

/// Returns `count` of `of` with its 95% Wilson interval.
pub(crate) fn share(count: u64, of: u64) -> Share {
    let interval = wilson(count, of, Z_95);
    Share { count, of, low: Ratio(interval.low), high: Ratio(interval.high) }
}

/// Writes a share the way people read it: `12 of 480 (2.5%, 95% interval 1.4–4.3%)`.
pub(crate) fn spelled(share: &Share, what: &str) -> String {
    let Share { count, of, low, high } = share;
    let percent = if *of == 0 { 0.0 } else { 100.0 * *count as f64 / *of as f64 };
    format!(
        "{count} of {of} {what} ({percent:.1}%, 95% interval {:.1}–{:.1}%)",
        100.0 * low.0,
        100.0 * high.0
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_written_with_its_interval() {
        assert_eq!(spelled(&share(12, 480), "ads"), "12 of 480 ads (2.5%, 95% interval 1.4–4.3%)");
        assert_eq!(spelled(&share(0, 0), "ads"), "0 of 0 ads (0.0%, 95% interval 0.0–100.0%)");
    }
}

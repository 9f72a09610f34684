//! How flat the peaks are.

use super::share;
use model::unit::Ratio;

/// −1 dBFS: only blocks that peak above it can have been clipped.
const LOUD_PEAK: f32 = 0.891_25;

/// Samples above this share of their block's peak lie on its top.
const TOP: f32 = 0.9;

/// Counts samples at the top of loud blocks.
#[derive(Default)]
pub(super) struct Clipping {
    loud_samples: u64,
    top_samples: u64,
}

impl Clipping {
    /// Takes a block of 50 ms.
    pub(super) fn block(&mut self, block: &[f32]) {
        let peak = block.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
        if peak <= LOUD_PEAK {
            return;
        }
        let top = block.iter().filter(|sample| sample.abs() > TOP * peak).count();
        self.loud_samples += block.len() as u64;
        self.top_samples += top as u64;
    }

    /// Returns the share of samples that lie on top.
    pub(super) fn flat_top(&self) -> Ratio {
        share(self.top_samples, self.loud_samples)
    }
}

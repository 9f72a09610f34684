//! Loudness and true peak. Channels are weighted as ITU-R BS.1770 says: a mono file is one channel
//! and so reads 3 LU below the same sound in two.

use ebur128::{EbuR128, Mode};
use model::unit::{DbTp, Lufs};
use std::collections::VecDeque;

/// 100 ms blocks in the 3 s of short-term loudness (EBU Tech 3341).
const SHORT_TERM_BLOCKS: usize = 30;

/// The offset between mean square and loudness in ITU-R BS.1770.
const BS1770_OFFSET: f64 = -0.691;

/// Meters loudness.
pub(super) struct Loudness {
    ebu: EbuR128,
    channels: u32,
    /// The energies of the last 3 s, a block of 100 ms each.
    recent: VecDeque<f64>,
    short_term_max: Option<f64>,
}

impl Loudness {
    /// Sets up the meter, if the rate and the channels are ones that loudness is defined for.
    pub(super) fn new(rate: u32, channels: u32) -> Option<Self> {
        let ebu = EbuR128::new(channels, rate, Mode::I | Mode::TRUE_PEAK).ok()?;
        let recent = VecDeque::with_capacity(SHORT_TERM_BLOCKS);
        Some(Self { ebu, channels, recent, short_term_max: None })
    }

    /// Takes interleaved samples.
    pub(super) fn add(&mut self, samples: &[f32]) {
        // Refuses only a number of samples that does not fill all channels; these do.
        let metered = self.ebu.add_frames_f32(samples).is_ok();
        debug_assert!(metered, "blocks hold whole frames");
    }

    /// Notes the short-term loudness after each 100 ms. Polls the last 100 ms only and adds up 3 s
    /// of them: asking the meter for 3 s each time doubles the cost of sound.
    pub(super) fn note_short_term(&mut self) {
        let energy = match self.ebu.loudness_window(100) {
            Ok(loudness) => 10_f64.powf((loudness - BS1770_OFFSET) / 10.0),
            Err(_) => 0.0,
        };
        if self.recent.len() == SHORT_TERM_BLOCKS {
            self.recent.pop_front();
        }
        self.recent.push_back(energy);
        let mean = self.recent.iter().sum::<f64>() / SHORT_TERM_BLOCKS as f64;
        if self.recent.len() == SHORT_TERM_BLOCKS && mean > 0.0 {
            let loudness = BS1770_OFFSET + 10.0 * mean.log10();
            self.short_term_max =
                Some(self.short_term_max.map_or(loudness, |max| max.max(loudness)));
        }
    }

    /// Returns the loudness of everything above the gate.
    pub(super) fn integrated(&self) -> Option<Lufs> {
        self.ebu.loudness_global().ok().filter(|loudness| loudness.is_finite()).map(Lufs)
    }

    /// Returns the highest loudness of any 3 s.
    pub(super) fn short_term_max(&self) -> Option<Lufs> {
        self.short_term_max.map(Lufs)
    }

    /// Returns the highest true peak of any channel.
    pub(super) fn true_peak(&self) -> Option<DbTp> {
        let peak = (0..self.channels)
            .filter_map(|channel| self.ebu.true_peak(channel).ok())
            .fold(0.0, f64::max);
        (peak > 0.0).then(|| DbTp(20.0 * peak.log10()))
    }
}

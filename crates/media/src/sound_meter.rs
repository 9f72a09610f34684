//! Measures sound while it is decoded: loudness, true peak, silence, clipping.

use ebur128::{EbuR128, Mode};
use model::unit::{DbTp, Lufs, Ratio};
use std::collections::VecDeque;

/// 100 ms blocks in the 3 s of short-term loudness (EBU Tech 3341).
const SHORT_TERM_BLOCKS: usize = 30;

/// A block below −60 dBFS RMS is silent; this is its mean square.
const SILENT_MEAN_SQUARE: f64 = 1e-6;

/// −1 dBFS: only blocks that peak above it can have been clipped.
const LOUD_PEAK: f32 = 0.891_25;

/// Samples above this share of their block's peak lie on its top.
const TOP: f32 = 0.9;

/// The offset between mean square and loudness in ITU-R BS.1770.
const BS1770_OFFSET: f64 = -0.691;

/// Measures sound of one rate and one number of channels. Channels are weighted as ITU-R BS.1770
/// says: a mono file is one channel and so reads 3 LU below the same sound in two.
pub(crate) struct SoundMeter {
    ebu: EbuR128,
    rate: u32,
    channels: usize,
    /// Samples, of all channels, that do not fill 100 ms yet.
    waiting: Vec<f32>,
    /// The energies of the last 3 s, a block of 100 ms each.
    recent: VecDeque<f64>,
    short_term_max: Option<f64>,
    blocks: u64,
    silent_blocks: u64,
    loud_samples: u64,
    top_samples: u64,
    frames: u64,
}

/// What a [`SoundMeter`] read.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    pub(crate) seconds: f64,
    pub(crate) integrated: Option<Lufs>,
    pub(crate) short_term_max: Option<Lufs>,
    pub(crate) true_peak: Option<DbTp>,
    pub(crate) silent: Ratio,
    pub(crate) flat_top: Ratio,
}

impl SoundMeter {
    /// Sets up a meter, if the rate and the channels are ones that loudness is defined for.
    pub(crate) fn new(rate: u32, channels: u32) -> Option<Self> {
        let ebu = EbuR128::new(channels, rate, Mode::I | Mode::TRUE_PEAK).ok()?;
        Some(Self {
            ebu,
            rate,
            channels: channels as usize,
            waiting: Vec::new(),
            recent: VecDeque::with_capacity(SHORT_TERM_BLOCKS),
            short_term_max: None,
            blocks: 0,
            silent_blocks: 0,
            loud_samples: 0,
            top_samples: 0,
            frames: 0,
        })
    }

    /// Takes interleaved samples.
    pub(crate) fn add(&mut self, samples: &[f32]) {
        self.frames += (samples.len() / self.channels) as u64;
        self.waiting.extend_from_slice(samples);
        let whole = self.block_len();
        let waiting = std::mem::take(&mut self.waiting);
        let mut blocks = waiting.chunks_exact(whole);
        for block in &mut blocks {
            self.meter(block);
            self.silence(block);
            self.short_term();
        }
        self.waiting = blocks.remainder().to_vec();
    }

    /// Reads the meter.
    pub(crate) fn finish(mut self) -> Reading {
        let rest = std::mem::take(&mut self.waiting);
        if !rest.is_empty() {
            self.meter(&rest);
        }
        // What remains after whole blocks is too short to judge, unless it is all there is.
        if self.blocks == 0 && !rest.is_empty() {
            self.silence(&rest);
        }
        let peak = (0..self.channels as u32)
            .filter_map(|channel| self.ebu.true_peak(channel).ok())
            .fold(0.0, f64::max);
        Reading {
            seconds: self.frames as f64 / f64::from(self.rate),
            integrated: self.ebu.loudness_global().ok().filter(|l| l.is_finite()).map(Lufs),
            short_term_max: self.short_term_max.map(Lufs),
            true_peak: (peak > 0.0).then(|| DbTp(20.0 * peak.log10())),
            silent: share(self.silent_blocks, self.blocks),
            flat_top: share(self.top_samples, self.loud_samples),
        }
    }

    fn block_len(&self) -> usize {
        (self.rate as usize / 10).max(1) * self.channels
    }

    fn meter(&mut self, block: &[f32]) {
        // Refuses only a number of samples that does not fill all channels; these do.
        let metered = self.ebu.add_frames_f32(block).is_ok();
        debug_assert!(metered, "blocks hold whole frames");
        for half in block.chunks(self.block_len() / 2) {
            self.flat_top(half);
        }
    }

    fn silence(&mut self, block: &[f32]) {
        let energy: f64 = block.iter().map(|s| f64::from(*s) * f64::from(*s)).sum();
        self.blocks += 1;
        if energy / (block.len() as f64) < SILENT_MEAN_SQUARE {
            self.silent_blocks += 1;
        }
    }

    /// Polls the last 100 ms only and adds up 3 s of them: asking the meter for 3 s each time
    /// doubles the cost of sound.
    fn short_term(&mut self) {
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

    fn flat_top(&mut self, block: &[f32]) {
        let peak = block.iter().fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
        if peak <= LOUD_PEAK {
            return;
        }
        let top = block.iter().filter(|sample| sample.abs() > TOP * peak).count();
        self.loud_samples += block.len() as u64;
        self.top_samples += top as u64;
    }
}

fn share(part: u64, whole: u64) -> Ratio {
    Ratio(if whole == 0 { 0.0 } else { part as f64 / whole as f64 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(seconds: usize, sample: impl Fn(usize) -> f32) -> Reading {
        let mut meter = SoundMeter::new(48_000, 2).unwrap();
        let samples: Vec<f32> =
            (0..seconds * 48_000).flat_map(|n| [sample(n), sample(n)]).collect();
        samples.chunks(1_000).for_each(|part| meter.add(part));
        meter.finish()
    }

    fn sine(level: f32) -> impl Fn(usize) -> f32 {
        move |n| level * (n as f32 * std::f32::consts::TAU * 1_000.0 / 48_000.0).sin()
    }

    #[test]
    fn a_tone_at_minus_23_reads_minus_23() {
        // EBU Tech 3341, case 1: a stereo 1 kHz sine peaking at −23 dBFS.
        let read = reading(5, sine(10_f32.powf(-23.0 / 20.0)));
        assert!((read.integrated.unwrap().0 + 23.0).abs() < 0.1);
        assert!((read.short_term_max.unwrap().0 + 23.0).abs() < 0.1);
        assert!((read.true_peak.unwrap().0 + 23.0).abs() < 0.1);
    }

    #[test]
    fn silence_has_no_loudness() {
        let read = reading(4, |_| 0.0);
        assert_eq!((read.integrated, read.short_term_max, read.true_peak), (None, None, None));
        assert_eq!(read.silent, Ratio(1.0));
    }

    #[test]
    fn sound_shorter_than_three_seconds_has_no_short_term_loudness() {
        assert_eq!(reading(2, sine(0.5)).short_term_max, None);
    }

    #[test]
    fn a_clipped_tone_is_flatter_than_a_clean_one() {
        let clean = reading(1, |n| sine(0.99)(n) * (n % 97) as f32 / 97.0).flat_top.0;
        let clipped = reading(1, |n| (sine(3.0)(n)).clamp(-0.99, 0.99)).flat_top.0;
        assert!(clean < 0.05, "{clean}");
        assert!(clipped > 0.5, "{clipped}");
    }
}

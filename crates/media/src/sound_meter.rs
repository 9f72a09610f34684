//! Measures sound while it is decoded, each concern in a file of its own.

mod clipping;
mod dropouts;
mod levels;
mod loudness;

use clipping::Clipping;
use dropouts::Dropouts;
use levels::Levels;
use loudness::Loudness;
use model::fact::Span;
use model::unit::{DbTp, Lufs, Ratio};

/// Silences and dropouts beyond this number are not listed.
const MOST_SPANS: usize = 256;

/// A mean square of −60 dBFS: what lies below is silent.
const SILENT: f64 = 1e-6;

/// Measures sound of one rate and one number of channels.
pub(crate) struct SoundMeter {
    rate: u32,
    channels: usize,
    frames: u64,
    /// Samples, of all channels, that do not fill 100 ms yet.
    waiting: Vec<f32>,
    loudness: Loudness,
    clipping: Clipping,
    levels: Levels,
    dropouts: Dropouts,
}

/// What a [`SoundMeter`] read. Times are seconds of sound.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reading {
    pub(crate) seconds: f64,
    pub(crate) channel_rms: Vec<Option<f64>>,
    pub(crate) correlation: Option<f64>,
    pub(crate) integrated: Option<Lufs>,
    pub(crate) short_term_max: Option<Lufs>,
    pub(crate) true_peak: Option<DbTp>,
    pub(crate) silent: Ratio,
    pub(crate) silences: Vec<Span>,
    pub(crate) dropouts: Vec<Span>,
    pub(crate) flat_top: Ratio,
}

impl SoundMeter {
    /// Sets up a meter, if the rate and the channels are ones that loudness is defined for.
    pub(crate) fn new(rate: u32, channels: u32) -> Option<Self> {
        let loudness = Loudness::new(rate, channels)?;
        let channels = channels as usize;
        Some(Self {
            rate,
            channels,
            frames: 0,
            waiting: Vec::new(),
            loudness,
            clipping: Clipping::new(channels),
            levels: Levels::new(rate, channels),
            dropouts: Dropouts::new(rate, channels),
        })
    }

    /// Takes interleaved samples.
    pub(crate) fn add(&mut self, samples: &[f32]) {
        self.frames += (samples.len() / self.channels) as u64;
        self.dropouts.add(samples);
        self.waiting.extend_from_slice(samples);
        let waiting = std::mem::take(&mut self.waiting);
        let mut blocks = waiting.chunks_exact(self.block_len());
        for block in &mut blocks {
            self.meter(block);
            self.loudness.note_short_term();
            self.levels.block(block);
        }
        self.waiting = blocks.remainder().to_vec();
    }

    /// Reads the meter.
    pub(crate) fn finish(mut self) -> Reading {
        let rest = std::mem::take(&mut self.waiting);
        if !rest.is_empty() {
            self.meter(&rest);
            self.levels.rest(&rest);
        }
        let levels = self.levels.finish();
        Reading {
            seconds: self.frames as f64 / f64::from(self.rate),
            channel_rms: levels.channel_rms,
            correlation: levels.correlation,
            integrated: self.loudness.integrated(),
            short_term_max: self.loudness.short_term_max(),
            true_peak: self.loudness.true_peak(),
            silent: levels.silent,
            silences: levels.silences,
            dropouts: self.dropouts.finish(),
            flat_top: self.clipping.flat_top(),
        }
    }

    fn block_len(&self) -> usize {
        tenth(self.rate) * self.channels
    }

    fn meter(&mut self, block: &[f32]) {
        self.loudness.add(block);
        self.clipping.add(block);
    }
}

/// Returns how many frames fill 100 ms.
fn tenth(rate: u32) -> usize {
    (rate as usize / 10).max(1)
}

fn share(part: u64, whole: u64) -> Ratio {
    Ratio(if whole == 0 { 0.0 } else { part as f64 / whole as f64 })
}

/// Adds up squares, several at a time: one after the other they would wait for each other.
fn energy(samples: &[f32]) -> f64 {
    let (groups, rest) = samples.as_chunks::<8>();
    let mut sums = [0.0_f32; 8];
    for group in groups {
        sums.iter_mut().zip(group).for_each(|(sum, sample)| *sum += sample * sample);
    }
    sums.iter().copied().chain(rest.iter().map(|sample| sample * sample)).map(f64::from).sum()
}

#[cfg(test)]
mod tests;

//! Where somebody speaks: Silero VAD v6 for 16 kHz, computed from its weights.
//!
//! The network hears 32 ms at a time: a short Fourier transform, four convolutions, a memory, one
//! number. Written out here it takes a fifth of the time that a general engine takes over its ONNX
//! file, because the frames of a sound go through each layer together; and it gives the same number
//! on every machine.

mod memory;
mod places;
#[cfg(test)]
mod tests;
mod weights;

use memory::Memory;
use weights::Weights;

pub use places::facts;

/// Samples a second that the network was made for.
pub const RATE: u32 = 16_000;

/// Samples of a frame: 32 ms.
pub const FRAME: usize = 512;

/// Samples of the frame before that are heard again.
const BEFORE: usize = 64;
/// Samples that the end of a frame is mirrored by.
const MIRRORED: usize = 64;
/// Samples under one window of the Fourier transform, and how far apart windows stand.
const WINDOW: usize = 256;
const HOP: usize = 128;
/// Windows of a frame.
const WINDOWS: usize = 4;
/// Frequencies of a window, 62.5 Hz apart.
const BINS: usize = 129;
/// The frequencies that carry speech over a telephone: 300 to 3400 Hz.
const SPEECH_BINS: std::ops::RangeInclusive<usize> = 5..=54;
/// Frames that go through the layers together: their numbers stay in the processor's cache.
const TOGETHER: usize = 64;
/// Frames around each one with sound that are heard too: the network needs what comes before a
/// voice, and tells from what follows that it has ended.
const AROUND: usize = 8;
/// A mean square of −60 dBFS, of 16-bit samples: nobody speaks below it.
const SILENT: f64 = 32_768.0 * 32_768.0 * 1e-6;

/// One frame of sound.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moment {
    /// How likely it is that somebody speaks, 0 to 1.
    pub likely: f32,
    /// The energy in the band of speech, in units of its own.
    pub energy: f32,
}

/// The network with its weights.
#[derive(Debug)]
pub struct Network {
    fourier: Weights,
    layers: [Weights; 4],
    memory: Memory,
}

impl Network {
    /// Builds the network from the weights that `named` returns under the names of the published
    /// file; nothing when one is missing or has another length.
    pub fn new(named: impl Fn(&str) -> Option<Vec<f32>>) -> Option<Self> {
        let layer = |name: &str, inputs: usize, outputs: usize, taps: [usize; 2]| {
            let weight = named(&format!("{name}.weight"))?;
            let bias = named(&format!("{name}.bias"))?;
            Weights::of_convolution(&weight, bias, inputs, outputs, taps)
        };
        let fourier = named("stft_conv.weight")?;
        Some(Self {
            fourier: Weights::of_convolution(
                &fourier,
                vec![0.0; 2 * BINS],
                1,
                2 * BINS,
                [0, WINDOW],
            )?,
            layers: [
                layer("conv1", BINS, 128, [0, 3])?,
                layer("conv2", 128, 64, [0, 3])?,
                layer("conv3", 64, 64, [0, 3])?,
                // One column is left, and beside it is nothing: the middle tap alone counts.
                layer("conv4", 64, 128, [1, 2])?,
            ],
            memory: Memory::new(named)?,
        })
    }

    /// Listens to one channel at [`RATE`], a moment for each [`FRAME`] begun. What is silent is
    /// not listened to.
    pub fn listen(&self, samples: &[i16]) -> Vec<Moment> {
        let frames: Vec<&[i16]> = samples.chunks(FRAME).collect();
        let heard = worth_hearing(&frames);
        let mut moments = vec![Moment::default(); frames.len()];
        let mut memory = self.memory.blank();
        for part in heard.chunks(TOGETHER) {
            let windows: Vec<f32> = part.iter().flat_map(|at| windows(&frames, *at)).collect();
            let spectrum = self.spectrum(&windows);
            let likely = self.memory.likelihoods(&self.features(&spectrum), &mut memory);
            let energies = spectrum.chunks(WINDOWS * BINS).map(energy);
            for ((at, likely), energy) in part.iter().zip(likely).zip(energies) {
                if let Some(moment) = moments.get_mut(*at) {
                    *moment = Moment { likely, energy };
                }
            }
        }
        moments
    }

    /// Returns the magnitudes of each window.
    fn spectrum(&self, windows: &[f32]) -> Vec<f32> {
        let parts = self.fourier.apply(windows);
        let magnitudes = parts.chunks_exact(2 * BINS).flat_map(|parts| {
            let (real, imaginary) = parts.split_at(BINS);
            real.iter().zip(imaginary).map(|(r, i)| (r * r + i * i).sqrt())
        });
        magnitudes.collect()
    }

    /// Takes four columns of each frame to one.
    fn features(&self, spectrum: &[f32]) -> Vec<f32> {
        let [first, second, third, fourth] = &self.layers;
        let four = rectified(first.apply(&neighbours(spectrum, BINS, WINDOWS, 1)));
        let two = rectified(second.apply(&neighbours(&four, 128, WINDOWS, 2)));
        let one = rectified(third.apply(&neighbours(&two, 64, WINDOWS / 2, 2)));
        rectified(fourth.apply(&one))
    }
}

/// Returns the numbers of the frames with sound, and of those around them.
fn worth_hearing(frames: &[&[i16]]) -> Vec<usize> {
    let mut worth = vec![false; frames.len()];
    for (at, _) in frames.iter().enumerate().filter(|(_, frame)| is_heard(frame)) {
        let around = at.saturating_sub(AROUND)..(at + AROUND + 1).min(frames.len());
        worth.get_mut(around).into_iter().flatten().for_each(|frame| *frame = true);
    }
    worth.iter().enumerate().filter(|(_, worth)| **worth).map(|(at, _)| at).collect()
}

fn is_heard(frame: &[i16]) -> bool {
    let energy: f64 = frame.iter().map(|sample| f64::from(*sample) * f64::from(*sample)).sum();
    energy > SILENT * frame.len() as f64
}

/// Cuts a frame into windows: the end of the frame before, the frame, filled up with silence, and
/// its mirrored end.
fn windows(frames: &[&[i16]], at: usize) -> Vec<f32> {
    let frame = frames.get(at).copied().unwrap_or_default();
    let before = at.checked_sub(1).and_then(|before| frames.get(before)).copied();
    let context = before.unwrap_or(&[0; FRAME]).iter().skip(FRAME - BEFORE);
    let filled = frame.iter().chain(std::iter::repeat(&0)).take(FRAME);
    let mut line: Vec<f32> =
        context.chain(filled).map(|sample| f32::from(*sample) / 32_768.0).collect();
    let mirrored: Vec<f32> = line.iter().rev().skip(1).take(MIRRORED).copied().collect();
    line.extend(mirrored);
    line.windows(WINDOW).step_by(HOP).flatten().copied().collect()
}

/// Lays three neighbouring columns side by side for every `step`th column of each frame; beyond
/// its first and last there is nothing.
fn neighbours(columns: &[f32], channels: usize, of_frame: usize, step: usize) -> Vec<f32> {
    let mut laid = Vec::with_capacity(columns.len() * 3 / step);
    for frame in columns.chunks_exact(channels * of_frame) {
        for middle in (0..of_frame).step_by(step) {
            for column in [middle.checked_sub(1), Some(middle), Some(middle + 1)] {
                let own = column.and_then(|column| frame.chunks_exact(channels).nth(column));
                match own {
                    Some(own) => laid.extend_from_slice(own),
                    None => laid.resize(laid.len() + channels, 0.0),
                }
            }
        }
    }
    laid
}

fn rectified(mut numbers: Vec<f32>) -> Vec<f32> {
    for number in &mut numbers {
        *number = number.max(0.0);
    }
    numbers
}

fn energy(spectrum: &[f32]) -> f32 {
    let windows = spectrum.chunks_exact(BINS).filter_map(|window| window.get(SPEECH_BINS));
    windows.flatten().map(|magnitude| magnitude * magnitude).sum()
}

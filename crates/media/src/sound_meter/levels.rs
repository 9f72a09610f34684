//! How loud each channel is, how the two of a pair belong together, and where all are silent.

use super::{MOST_SPANS, SILENT, share, tenth};
use model::fact::Span;
use model::unit::{Ratio, Secs};

/// A mean square of −90 dBFS: below it a channel holds the dither of 16 bits at most (one step is
/// −90.3 dBFS), which is digital silence.
const NOTHING: f64 = 1e-9;

/// Measures levels in blocks of 100 ms.
pub(super) struct Levels {
    channels: usize,
    rate: u32,
    /// Frames in a block.
    block: usize,
    /// Energy of each channel so far.
    energies: Vec<f64>,
    frames: u64,
    correlations: f64,
    correlated: u64,
    blocks: u64,
    silent: u64,
    /// The block with which the silence began that has not ended yet.
    silent_since: Option<u64>,
    silences: Vec<Span>,
}

/// What was read.
pub(super) struct Read {
    pub(super) channel_rms: Vec<Option<f64>>,
    pub(super) correlation: Option<f64>,
    pub(super) silent: Ratio,
    pub(super) silences: Vec<Span>,
}

impl Levels {
    /// Starts to measure.
    pub(super) fn new(rate: u32, channels: usize) -> Self {
        Self {
            channels,
            rate,
            block: tenth(rate),
            energies: vec![0.0; channels],
            frames: 0,
            correlations: 0.0,
            correlated: 0,
            blocks: 0,
            silent: 0,
            silent_since: None,
            silences: Vec::new(),
        }
    }

    /// Takes a whole block.
    pub(super) fn block(&mut self, block: &[f32]) {
        let energy = self.weigh(block);
        self.judge(energy / (block.len() as f64) < SILENT);
    }

    /// Takes what remains after whole blocks: too short to judge, unless it is all there is.
    pub(super) fn rest(&mut self, rest: &[f32]) {
        let energy = self.weigh(rest);
        if self.blocks == 0 {
            self.judge(energy / (rest.len() as f64) < SILENT);
        }
    }

    /// Returns what was measured.
    pub(super) fn finish(mut self) -> Read {
        self.end_silence();
        let frames = self.frames as f64;
        let rms = |energy: &f64| {
            let mean_square = energy / frames;
            (mean_square >= NOTHING).then(|| 10.0 * mean_square.log10())
        };
        Read {
            channel_rms: self.energies.iter().map(rms).collect(),
            correlation: (self.correlated > 0).then(|| self.correlations / self.correlated as f64),
            silent: share(self.silent, self.blocks),
            silences: self.silences,
        }
    }

    /// Adds up the energies; returns that of all channels together.
    fn weigh(&mut self, block: &[f32]) -> f64 {
        let frames = block.len() / self.channels;
        self.frames += frames as u64;
        if let [left, right] = self.energies.as_mut_slice() {
            let (ll, rr, lr) = pair(block);
            *left += ll;
            *right += rr;
            // A block in which either is silent says nothing, and a dead channel would divide by
            // nothing.
            if ll.min(rr) >= SILENT * frames as f64 {
                self.correlations += lr / (ll * rr).sqrt();
                self.correlated += 1;
            }
            return ll + rr;
        }
        let mut all = 0.0;
        for (channel, energy) in self.energies.iter_mut().enumerate() {
            let own = block.iter().skip(channel).step_by(self.channels);
            let sum: f64 = own.map(|sample| f64::from(*sample) * f64::from(*sample)).sum();
            *energy += sum;
            all += sum;
        }
        all
    }

    fn judge(&mut self, is_silent: bool) {
        if is_silent {
            self.silent += 1;
            self.silent_since.get_or_insert(self.blocks);
        } else {
            self.end_silence();
        }
        self.blocks += 1;
    }

    fn end_silence(&mut self) {
        if let Some(since) = self.silent_since.take()
            && self.silences.len() < MOST_SPANS
        {
            let at = |n: u64| Secs((n * self.block as u64) as f64 / f64::from(self.rate));
            self.silences.push(Span { from: at(since), to: at(self.blocks) });
        }
    }
}

/// Returns the energy of left, of right, and of what they have in common.
fn pair(block: &[f32]) -> (f64, f64, f64) {
    let (frames, _) = block.as_chunks::<2>();
    frames.iter().fold((0.0, 0.0, 0.0), |(ll, rr, lr), [left, right]| {
        let (left, right) = (f64::from(*left), f64::from(*right));
        (ll + left * left, rr + right * right, lr + left * right)
    })
}

//! Keeps sound the way a model wants it that listens for voices: one channel, 16 kHz, 16 bits.

use ffmpeg::format::sample::{Sample, Type};
use ffmpeg::software::resampling::{self, context::Definition};
use ffmpeg::{ChannelLayout, ChannelLayoutMask, frame};
use media::protocol::SPEECH_RATE;

/// Twenty minutes; what comes later is not kept.
const MOST: usize = 20 * 60 * SPEECH_RATE as usize;

/// Samples that the resampler may hold back from one frame to the next.
const SLACK: usize = 1024;

/// The sound so far.
#[derive(Default)]
pub(crate) struct Track {
    resampler: Option<resampling::Context>,
    samples: Vec<i16>,
}

impl Track {
    /// Adds a decoded frame of the form `from`.
    pub(crate) fn add(
        &mut self,
        decoded: &frame::Audio,
        from: Definition,
    ) -> Result<(), ffmpeg::Error> {
        if self.samples.len() >= MOST {
            return Ok(());
        }
        let mut resampler = match self.resampler.take() {
            Some(open) if *open.input() == from => open,
            _ => open(from)?,
        };
        let ratio = f64::from(SPEECH_RATE) / f64::from(from.rate.max(1));
        let mut out = room((decoded.samples() as f64 * ratio).ceil() as usize + SLACK);
        let ran = resampler.run(decoded, &mut out);
        self.resampler = Some(resampler);
        ran?;
        self.keep(&out);
        Ok(())
    }

    /// Returns all samples.
    pub(crate) fn finish(mut self) -> Vec<i16> {
        while let Some(resampler) = &mut self.resampler {
            let mut out = room(SLACK);
            let more = resampler.flush(&mut out);
            if more.is_err() || out.samples() == 0 {
                break;
            }
            self.keep(&out);
        }
        self.samples
    }

    fn keep(&mut self, out: &frame::Audio) {
        if out.samples() == 0 || out.planes() == 0 {
            return;
        }
        let samples = out.data(0).as_chunks::<2>().0.iter().take(out.samples());
        self.samples.extend(samples.map(|sample| i16::from_ne_bytes(*sample)));
        self.samples.truncate(MOST);
    }
}

fn open(from: Definition) -> Result<resampling::Context, ffmpeg::Error> {
    let layout = |mask| ChannelLayout::from_mask(mask).ok_or(ffmpeg::Error::InvalidData);
    resampling::Context::get2(
        from.format,
        layout(from.channel_layout)?,
        from.rate,
        Sample::I16(Type::Packed),
        layout(ChannelLayoutMask::MONO)?,
        SPEECH_RATE,
    )
}

fn room(samples: usize) -> frame::Audio {
    let mut out = frame::Audio::new(Sample::I16(Type::Packed), samples, ChannelLayoutMask::MONO);
    out.set_rate(SPEECH_RATE);
    out
}

//! Decodes a stream of sound into interleaved `f32`.

use crate::fault::{DecodeErrors, Fault, is_pause, while_trying};
use crate::raw;
use crate::sound_track::Samples;
use crate::speech::Track;
use ffmpeg::format::sample::{Sample, Type};
use ffmpeg::software::resampling;
use ffmpeg::{ChannelLayout, ChannelLayoutMask, Packet, Stream, codec, decoder, frame};
use media::protocol::{CHANNELS, SAMPLE_RATE};

/// FFmpeg frames point at eight planes directly; more channels than that are refused.
const MOST_CHANNELS: u32 = 8;

/// Samples that the resampler may hold back from one frame to the next.
const RESAMPLER_SLACK: usize = 1024;

/// How samples are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// At the file's own rate, in its own channels.
    AsIs,
    /// Stereo at [`SAMPLE_RATE`].
    ForMixing,
}

/// The rate and channels in which samples come out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SoundFormat {
    /// Samples a second.
    pub(crate) rate: u32,
    /// Channels.
    pub(crate) channels: u32,
    /// Which channel is which.
    pub(crate) layout: ChannelLayoutMask,
}

/// When sound begins. Encoders put some samples before it, which the decoder drops; yet the first
/// frame keeps the time of what was dropped from it. The second frame's time is right.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Beginning {
    Unknown,
    First { at: Option<f64>, seconds: f64 },
    Known(f64),
}

impl Beginning {
    /// Returns what is known after one more frame: its time and what is heard of it.
    fn after(self, at: Option<f64>, seconds: f64) -> Self {
        match (self, at) {
            (Self::Unknown, at) => Self::First { at, seconds },
            (Self::First { seconds: before, .. }, Some(at)) => Self::Known(at - before),
            (known, _) => known,
        }
    }
}

/// Decodes one stream.
pub(crate) struct SoundDecoder {
    decoder: decoder::Audio,
    resampler: Option<resampling::Context>,
    seconds_per_tick: f64,
    beginning: Beginning,
    speech: Option<Track>,
    /// Bytes of all packets so far.
    pub(crate) bytes: u64,
    /// How samples come out.
    pub(crate) format: SoundFormat,
    /// What went wrong so far.
    pub(crate) errors: DecodeErrors,
}

impl SoundDecoder {
    /// Opens the decoder of `stream`.
    pub(crate) fn open(stream: &Stream<'_>, wanted: Wanted) -> Result<Self, Fault> {
        let parameters = stream.parameters();
        let channels = parameters.ch_layout().channels();
        let rate = parameters.sample_rate();
        if channels == 0 || rate == 0 {
            return Err(Fault::Nothing("sound"));
        }
        if channels > MOST_CHANNELS {
            return Err(Fault::TooLarge(format!(
                "sound in {channels} channels is more than the {MOST_CHANNELS} that are read"
            )));
        }
        let layout = known_layout(&parameters.ch_layout()).ok_or(Fault::Nothing("sound"))?;
        let format = match wanted {
            Wanted::AsIs => SoundFormat { rate, channels, layout },
            Wanted::ForMixing => SoundFormat {
                rate: SAMPLE_RATE,
                channels: CHANNELS as u32,
                layout: ChannelLayoutMask::STEREO,
            },
        };
        let decoder = codec::Context::from_parameters(parameters)
            .and_then(|context| context.decoder().audio())
            .map_err(while_trying("open a decoder for its sound"))?;
        let seconds_per_tick = f64::from(stream.time_base());
        let errors = DecodeErrors::default();
        Ok(Self {
            decoder,
            resampler: None,
            seconds_per_tick,
            beginning: Beginning::Unknown,
            speech: None,
            bytes: 0,
            format,
            errors,
        })
    }

    /// Decodes a packet into `sink`.
    pub(crate) fn packet(&mut self, packet: &Packet, sink: &mut dyn FnMut(&[f32])) {
        self.bytes += packet.size() as u64;
        let at = packet.pts().map(|pts| pts as f64 * self.seconds_per_tick);
        let refused = self.decoder.send_packet(packet).is_err();
        if refused || packet.is_corrupt() {
            self.errors.add(at);
        }
        self.drain(at, sink);
    }

    /// Returns when the first sample is heard, on the container's clock.
    pub(crate) fn begins(&self) -> Option<f64> {
        match self.beginning {
            Beginning::Unknown => None,
            Beginning::First { at, .. } => at,
            Beginning::Known(at) => Some(at),
        }
    }

    /// Keeps one channel at [`media::protocol::SPEECH_RATE`] of what is decoded from now on.
    pub(crate) fn keep_speech(&mut self) {
        self.speech = Some(Track::default());
    }

    /// Takes what was kept for whoever listens for voices.
    pub(crate) fn speech(&mut self) -> Vec<i16> {
        self.speech.take().map(Track::finish).unwrap_or_default()
    }

    /// Hands over what the decoder and the resampler still hold.
    pub(crate) fn finish(&mut self, sink: &mut dyn FnMut(&[f32])) {
        if self.decoder.send_eof().is_ok() {
            self.drain(None, sink);
        }
        let Some(mut resampler) = self.resampler.take() else {
            return;
        };
        loop {
            let mut out = self.room(RESAMPLER_SLACK);
            let more = resampler.flush(&mut out);
            if more.is_err() || out.samples() == 0 {
                break;
            }
            sink(&interleaved_of(&out, self.format.channels));
        }
    }

    fn drain(&mut self, at: Option<f64>, sink: &mut dyn FnMut(&[f32])) {
        let mut decoded = frame::Audio::empty();
        loop {
            match self.decoder.receive_frame(&mut decoded) {
                Ok(()) => {
                    let pts = decoded.timestamp();
                    self.beginning = self.beginning.after(
                        pts.map(|pts| pts as f64 * self.seconds_per_tick),
                        decoded.samples() as f64 / f64::from(decoded.rate().max(1)),
                    );
                    if raw::is_damaged(&decoded) || self.convert(&mut decoded, sink).is_err() {
                        self.errors.add(at);
                    }
                }
                Err(error) if is_pause(error) => break,
                Err(_) => {
                    self.errors.add(at);
                    break;
                }
            }
        }
    }

    fn convert(
        &mut self,
        decoded: &mut frame::Audio,
        sink: &mut dyn FnMut(&[f32]),
    ) -> Result<(), ffmpeg::Error> {
        let layout = known_layout(&decoded.ch_layout()).ok_or(ffmpeg::Error::InvalidData)?;
        // Files that do not say which channel is which are taken to have the usual ones.
        let named = ChannelLayout::from_mask(layout).ok_or(ffmpeg::Error::InvalidData)?;
        decoded.set_ch_layout(named);
        let from = resampling::context::Definition {
            format: decoded.format(),
            channel_layout: layout,
            rate: decoded.rate(),
        };
        if let Some(speech) = &mut self.speech {
            speech.add(decoded, from)?;
        }
        let mut resampler = match self.resampler.take() {
            Some(open) if *open.input() == from => open,
            _ => self.open_resampler(from)?,
        };
        let ratio = f64::from(self.format.rate) / f64::from(from.rate.max(1));
        let expected = (decoded.samples() as f64 * ratio).ceil() as usize + RESAMPLER_SLACK;
        let mut out = self.room(expected);
        let ran = resampler.run(decoded, &mut out);
        self.resampler = Some(resampler);
        ran?;
        sink(&interleaved_of(&out, self.format.channels));
        Ok(())
    }

    fn open_resampler(
        &self,
        from: resampling::context::Definition,
    ) -> Result<resampling::Context, ffmpeg::Error> {
        let layout = |mask| ChannelLayout::from_mask(mask).ok_or(ffmpeg::Error::InvalidData);
        resampling::Context::get2(
            from.format,
            layout(from.channel_layout)?,
            from.rate,
            Sample::F32(Type::Packed),
            layout(self.format.layout)?,
            self.format.rate,
        )
    }

    fn room(&self, samples: usize) -> frame::Audio {
        let mut out = frame::Audio::new(Sample::F32(Type::Packed), samples, self.format.layout);
        out.set_rate(self.format.rate);
        out
    }
}

/// Returns the same sound at another rate.
pub(crate) fn resampled(samples: &Samples, rate: u32) -> Result<Samples, Fault> {
    let trying = while_trying("change the rate of the sound");
    let Samples { interleaved, format, begins } = samples;
    if rate == 0 || interleaved.is_empty() {
        return Err(Fault::Nothing("sound"));
    }
    let packed = Sample::F32(Type::Packed);
    let layout = || ChannelLayout::from_mask(format.layout).ok_or(Fault::Nothing("sound"));
    let (from, to) = (format.rate, rate);
    let mut resampler = resampling::Context::get2(packed, layout()?, from, packed, layout()?, to)
        .map_err(&trying)?;
    let count = interleaved.len() / format.channels as usize;
    let mut all = frame::Audio::new(packed, count, format.layout);
    all.set_rate(from);
    let (room, _) = all.data_mut(0).as_chunks_mut::<4>();
    room.iter_mut().zip(interleaved).for_each(|(to, from)| *to = from.to_ne_bytes());
    let ratio = f64::from(to) / f64::from(from);
    let room = || {
        let most = (count as f64 * ratio).ceil() as usize + RESAMPLER_SLACK;
        let mut out = frame::Audio::new(packed, most, format.layout);
        out.set_rate(to);
        out
    };
    let mut out = room();
    resampler.run(&all, &mut out).map_err(&trying)?;
    let mut sound = interleaved_of(&out, format.channels);
    loop {
        let mut rest = room();
        let more = resampler.flush(&mut rest);
        if more.is_err() || rest.samples() == 0 {
            break;
        }
        sound.extend(interleaved_of(&rest, format.channels));
    }
    let format = SoundFormat { rate, ..*format };
    let begins = (*begins as f64 * ratio).round() as i64;
    Ok(Samples { interleaved: sound, format, begins })
}

/// Returns which channels these are; files that do not say have the usual ones for their number.
fn known_layout(layout: &ChannelLayout<'_>) -> Option<ChannelLayoutMask> {
    layout
        .mask()
        .filter(|mask| !mask.is_empty())
        .or_else(|| ChannelLayout::default_for_channels(layout.channels()).mask())
}

/// Reads packed samples; what is not a number becomes silence.
fn interleaved_of(frame: &frame::Audio, channels: u32) -> Vec<f32> {
    if frame.samples() == 0 || frame.planes() == 0 {
        return Vec::new();
    }
    let wanted = frame.samples() * channels as usize;
    let (samples, _) = frame.data(0).as_chunks::<4>();
    samples
        .iter()
        .take(wanted)
        .map(|bytes| f32::from_ne_bytes(*bytes))
        .map(|sample| if sample.is_finite() { sample } else { 0.0 })
        .collect()
}

//! Samples on their way into the packets of a container.

use crate::fault::{Fault, while_trying};
use crate::packets::write;
use crate::sound::SoundFormat;
use ffmpeg::codec::codec::{Codec, UnknownType};
use ffmpeg::codec::{self, encoder};
use ffmpeg::format::context::Output;
use ffmpeg::format::sample::{Sample, Type};
use ffmpeg::{ChannelLayout, Packet, Rational, frame};

/// Samples a block, where the encoder does not say.
const BLOCK: usize = 1024;

/// Samples to encode.
pub(crate) struct Samples {
    /// Interleaved.
    pub(crate) interleaved: Vec<f32>,
    /// Their rate and channels.
    pub(crate) format: SoundFormat,
    /// When the first one is heard, in samples.
    pub(crate) begins: i64,
}

/// One sound that is being encoded.
pub(crate) struct SoundTrack {
    samples: Samples,
    /// Samples of each channel that are encoded.
    done: usize,
    encoder: encoder::Audio,
    kind: Sample,
    to: usize,
}

impl SoundTrack {
    /// Sets up an encoder and its stream in `output`.
    pub(crate) fn open(
        codec: Codec<UnknownType>,
        bits_per_second: Option<usize>,
        samples: Samples,
        output: &mut Output,
    ) -> Result<Self, Fault> {
        let trying = while_trying("set up the encoder of sound");
        let kind = kind_of(codec.id())?;
        let SoundFormat { rate, layout, .. } = samples.format;
        let counts_in = Rational(1, rate.cast_signed());
        let mut setup = codec::Context::new_with_codec(codec).encoder().audio().map_err(&trying)?;
        setup.set_rate(rate.cast_signed());
        setup.set_ch_layout(ChannelLayout::from_mask(layout).ok_or(Fault::Nothing("sound"))?);
        setup.set_format(kind);
        if let Some(bits) = bits_per_second {
            setup.set_bit_rate(bits);
        }
        setup.set_time_base(counts_in);
        setup.set_flags(codec::Flags::BITEXACT | codec::Flags::GLOBAL_HEADER);
        let encoder = setup.open().map_err(&trying)?;
        let mut to = output.add_stream(codec).map_err(&trying)?;
        to.set_time_base(counts_in);
        to.copy_parameters_from_context(encoder.as_ref());
        let to = to.index();
        Ok(Self { samples, done: 0, encoder, kind, to })
    }

    /// Returns the number of its stream.
    pub(crate) fn stream(&self) -> usize {
        self.to
    }

    /// Encodes what is heard before `seconds`, in whole blocks.
    pub(crate) fn until(&mut self, seconds: f64, output: &mut Output) -> Result<(), Fault> {
        let block = self.block();
        let end = (seconds * f64::from(self.samples.format.rate)) as i64 - self.samples.begins;
        let end = usize::try_from(end).unwrap_or(0).min(self.length());
        while self.done + block <= end {
            self.send(block)?;
            self.drain(output)?;
        }
        Ok(())
    }

    /// Encodes the rest.
    pub(crate) fn finish(&mut self, output: &mut Output) -> Result<(), Fault> {
        while self.done < self.length() {
            self.send(self.block().min(self.length() - self.done))?;
            self.drain(output)?;
        }
        self.encoder.send_eof().map_err(while_trying("finish the sound"))?;
        self.drain(output)
    }

    fn block(&self) -> usize {
        match self.encoder.frame_size() as usize {
            0 => BLOCK,
            size => size,
        }
    }

    fn length(&self) -> usize {
        self.samples.interleaved.len() / self.samples.format.channels as usize
    }

    fn send(&mut self, count: usize) -> Result<(), Fault> {
        let Samples { interleaved, format, begins } = &self.samples;
        let channels = format.channels as usize;
        let mut block = frame::Audio::new(self.kind, count, format.layout);
        block.set_rate(format.rate);
        block.set_pts(i64::try_from(self.done).ok().map(|done| begins + done));
        let from = self.done * channels;
        let own = interleaved.get(from..from + count * channels).unwrap_or_default();
        fill(&mut block, self.kind, own, channels);
        self.done += count;
        self.encoder.send_frame(&block).map_err(while_trying("encode sound"))
    }

    fn drain(&mut self, output: &mut Output) -> Result<(), Fault> {
        let counts_in = Rational(1, self.samples.format.rate.cast_signed());
        let mut packet = Packet::empty();
        while self.encoder.receive_packet(&mut packet).is_ok() {
            write(&mut packet, self.to, counts_in, output)?;
            packet = Packet::empty();
        }
        Ok(())
    }
}

/// Returns the kind of samples that the encoders of a codec take.
fn kind_of(id: codec::Id) -> Result<Sample, Fault> {
    Ok(match id.name() {
        "aac" | "mp3" | "vorbis" | "ac3" | "eac3" => Sample::F32(Type::Planar),
        "opus" | "pcm_f32le" | "pcm_f32be" => Sample::F32(Type::Packed),
        "pcm_s24le" | "pcm_s24be" | "pcm_s32le" | "pcm_s32be" => Sample::I32(Type::Packed),
        "pcm_s16le" | "pcm_s16be" => Sample::I16(Type::Packed),
        name => return Err(Fault::Request(format!("sound is not encoded in {name} here"))),
    })
}

fn fill(block: &mut frame::Audio, kind: Sample, samples: &[f32], channels: usize) {
    let whole = |sample: f32, most: f64| (f64::from(sample) * most).round();
    match kind {
        Sample::F32(Type::Planar) => {
            for channel in 0..channels {
                let own = samples.iter().skip(channel).step_by(channels);
                block.plane_mut::<f32>(channel).iter_mut().zip(own).for_each(|(to, s)| *to = *s);
            }
        }
        Sample::I16(_) => packed(block, samples, |sample| {
            (whole(sample, 32_768.0).clamp(-32_768.0, 32_767.0) as i16).to_ne_bytes()
        }),
        Sample::I32(_) => packed(block, samples, |sample| {
            // A cast beyond the ends stays at the end.
            (whole(sample, 2_147_483_648.0) as i32).to_ne_bytes()
        }),
        _ => packed(block, samples, f32::to_ne_bytes),
    }
}

fn packed<const N: usize>(
    block: &mut frame::Audio,
    samples: &[f32],
    bytes: impl Fn(f32) -> [u8; N],
) {
    let (room, _) = block.data_mut(0).as_chunks_mut::<N>();
    room.iter_mut().zip(samples).for_each(|(to, sample)| *to = bytes(*sample));
}

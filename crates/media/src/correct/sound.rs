//! Sound that is made louder or quieter, and encoded as it was.

use super::write;
use crate::fault::{Fault, while_trying};
use crate::raw::opening::Described;
use crate::sound::{SoundDecoder, SoundFormat, Wanted};
use crate::source;
use ffmpeg::codec::{self, encoder};
use ffmpeg::format::context::Output;
use ffmpeg::format::sample::{Sample, Type};
use ffmpeg::{ChannelLayout, Packet, Rational, Stream, frame};
use std::path::Path;

/// Samples beyond which a sound is not held: twenty minutes of stereo at 48 kHz.
const MOST_SAMPLES: usize = 20 * 60 * 48_000 * 2;

/// Samples a block, where the encoder does not say.
const BLOCK: usize = 1024;

/// Encoders by codec, where FFmpeg's first choice would be another one.
const ENCODERS: [(codec::Id, &str); 3] = [
    (codec::Id::MP3, "libmp3lame"),
    (codec::Id::OPUS, "libopus"),
    (codec::Id::VORBIS, "libvorbis"),
];

/// One sound, decoded and turned up or down, on its way back into packets.
pub(super) struct LouderSound {
    /// Interleaved.
    samples: Vec<f32>,
    format: SoundFormat,
    /// When the first sample is heard, in samples.
    begins: i64,
    /// Samples of each channel that are encoded.
    done: usize,
    encoder: encoder::Audio,
    kind: Sample,
    to: usize,
}

impl LouderSound {
    /// Decodes the whole sound of the file at `path`, and sets up the encoder that it came from.
    pub(super) fn open(
        path: &Path,
        stream: &Stream<'_>,
        gain: f64,
        output: &mut Output,
    ) -> Result<Self, Fault> {
        let decoded = decode(path, gain)?;
        let trying = while_trying("set up the encoder of sound");
        let parameters = stream.parameters();
        let (codec, kind) = encoder_of(parameters.id())?;
        let Decoded { samples, format, begins, kbps } = decoded;
        // What Opus needs to settle is counted twice where it begins before the pictures.
        let begins = if parameters.id() == codec::Id::OPUS { begins.max(0.0) } else { begins };
        let stated = usize::try_from(parameters.bit_rate()).ok().filter(|rate| *rate > 0);
        let mut setup = codec::Context::new_with_codec(codec).encoder().audio().map_err(&trying)?;
        setup.set_rate(format.rate.cast_signed());
        setup
            .set_ch_layout(ChannelLayout::from_mask(format.layout).ok_or(Fault::Nothing("sound"))?);
        setup.set_format(kind);
        setup.set_bit_rate(stated.unwrap_or((kbps * 1000.0) as usize));
        setup.set_time_base(Rational(1, format.rate.cast_signed()));
        setup.set_flags(codec::Flags::BITEXACT | codec::Flags::GLOBAL_HEADER);
        let encoder = setup.open().map_err(&trying)?;
        let mut to = output.add_stream(codec).map_err(&trying)?;
        to.set_time_base(Rational(1, format.rate.cast_signed()));
        to.copy_parameters_from_context(encoder.as_ref());
        let language = stream.metadata().get("language").map(str::to_owned);
        if let Some(language) = language {
            to.metadata_mut().set("language", &language);
        }
        Ok(Self {
            samples,
            format,
            begins: (begins * f64::from(format.rate)).round() as i64,
            done: 0,
            encoder,
            kind,
            to: to.index(),
        })
    }

    /// Encodes what is heard before `seconds`, in whole blocks.
    pub(super) fn until(&mut self, seconds: f64, output: &mut Output) -> Result<(), Fault> {
        let block = self.block();
        let end = (seconds * f64::from(self.format.rate)) as i64 - self.begins;
        let end = usize::try_from(end).unwrap_or(0).min(self.length());
        while self.done + block <= end {
            self.send(block)?;
            self.drain(output)?;
        }
        Ok(())
    }

    /// Encodes the rest.
    pub(super) fn finish(&mut self, output: &mut Output) -> Result<(), Fault> {
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
        self.samples.len() / self.format.channels as usize
    }

    fn send(&mut self, count: usize) -> Result<(), Fault> {
        let channels = self.format.channels as usize;
        let mut block = frame::Audio::new(self.kind, count, self.format.layout);
        block.set_rate(self.format.rate);
        block.set_pts(i64::try_from(self.done).ok().map(|done| self.begins + done));
        let from = self.done * channels;
        let own = self.samples.get(from..from + count * channels).unwrap_or_default();
        fill(&mut block, self.kind, own, channels);
        self.done += count;
        self.encoder.send_frame(&block).map_err(while_trying("encode sound"))
    }

    fn drain(&mut self, output: &mut Output) -> Result<(), Fault> {
        let counts_in = Rational(1, self.format.rate.cast_signed());
        let mut packet = Packet::empty();
        while self.encoder.receive_packet(&mut packet).is_ok() {
            write(&mut packet, self.to, counts_in, output)?;
            packet = Packet::empty();
        }
        Ok(())
    }
}

struct Decoded {
    samples: Vec<f32>,
    format: SoundFormat,
    begins: f64,
    kbps: f64,
}

fn decode(path: &Path, gain: f64) -> Result<Decoded, Fault> {
    let factor = 10_f64.powf(gain / 20.0);
    let mut source = source::open(source::open_file(path)?, Described::ByFrames)?;
    let stream = source::sound(&source.input).ok_or(Fault::Nothing("sound"))?;
    let index = stream.index();
    let mut decoder = SoundDecoder::open(&stream, Wanted::AsIs)?;
    let mut samples = Vec::new();
    let mut sink = |own: &[f32]| {
        samples.extend(own.iter().map(|sample| (f64::from(*sample) * factor) as f32));
    };
    let mut packet = Packet::empty();
    while packet.read(&mut source.input).is_ok() {
        if packet.stream() == index {
            decoder.packet(&packet, &mut sink);
        }
        packet = Packet::empty();
    }
    decoder.finish(&mut sink);
    if samples.is_empty() {
        return Err(Fault::Nothing("sound"));
    }
    if samples.len() > MOST_SAMPLES {
        return Err(Fault::TooLarge("the sound is too long to be held and encoded again".into()));
    }
    let format = decoder.format;
    let seconds = samples.len() as f64 / f64::from(format.channels) / f64::from(format.rate);
    let kbps = decoder.bytes as f64 * 8.0 / 1000.0 / seconds;
    Ok(Decoded { samples, format, begins: decoder.begins().unwrap_or(0.0), kbps })
}

/// Returns the encoder of a codec, and the kind of samples it takes.
fn encoder_of(
    id: codec::Id,
) -> Result<(codec::codec::Codec<codec::codec::UnknownType>, Sample), Fault> {
    let name = id.name();
    let own = ENCODERS.iter().find(|(known, _)| *known == id);
    let codec = match own {
        Some((_, encoder)) => encoder::find_by_name(encoder),
        None => encoder::find(id),
    };
    let codec =
        codec.ok_or_else(|| Fault::Request(format!("there is no encoder of {name} here")))?;
    let kind = match name {
        "aac" | "mp3" | "vorbis" | "ac3" | "eac3" => Sample::F32(Type::Planar),
        "opus" | "pcm_f32le" | "pcm_f32be" => Sample::F32(Type::Packed),
        "pcm_s24le" | "pcm_s24be" | "pcm_s32le" | "pcm_s32be" => Sample::I32(Type::Packed),
        "pcm_s16le" | "pcm_s16be" => Sample::I16(Type::Packed),
        _ => return Err(Fault::Request(format!("sound in {name} is not encoded again here"))),
    };
    Ok((codec, kind))
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

//! Sound that is made louder or quieter, and encoded as it was.

use crate::fault::Fault;
use crate::raw::opening::Described;
use crate::sound::{SoundDecoder, SoundFormat, Wanted};
use crate::sound_track::{Samples, SoundTrack};
use crate::source;
use ffmpeg::codec::{self, encoder};
use ffmpeg::format::context::Output;
use ffmpeg::{Packet, Stream};
use std::path::Path;

/// Samples beyond which a sound is not held: twenty minutes of stereo at 48 kHz.
const MOST_SAMPLES: usize = 20 * 60 * 48_000 * 2;

/// Encoders by codec, where FFmpeg's first choice would be another one.
const ENCODERS: [(codec::Id, &str); 3] = [
    (codec::Id::MP3, "libmp3lame"),
    (codec::Id::OPUS, "libopus"),
    (codec::Id::VORBIS, "libvorbis"),
];

/// Decodes the whole sound of the file at `path`, turns it up or down, and sets up the encoder that
/// it came from.
pub(super) fn louder(
    path: &Path,
    stream: &Stream<'_>,
    gain: f64,
    output: &mut Output,
) -> Result<SoundTrack, Fault> {
    let Decoded { samples, format, begins, kbps } = decode(path, gain)?;
    let parameters = stream.parameters();
    // What Opus needs to settle is counted twice where it begins before the pictures.
    let begins = if parameters.id() == codec::Id::OPUS { begins.max(0.0) } else { begins };
    let begins = (begins * f64::from(format.rate)).round() as i64;
    let stated = usize::try_from(parameters.bit_rate()).ok().filter(|rate| *rate > 0);
    let bits = stated.unwrap_or((kbps * 1000.0) as usize);
    let samples = Samples { interleaved: samples, format, begins };
    let track = SoundTrack::open(encoder_of(parameters.id())?, Some(bits), samples, output)?;
    let language = stream.metadata().get("language").map(str::to_owned);
    if let (Some(language), Some(mut to)) = (language, output.stream_mut(track.stream())) {
        to.metadata_mut().set("language", &language);
    }
    Ok(track)
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

fn encoder_of(id: codec::Id) -> Result<codec::codec::Codec<codec::codec::UnknownType>, Fault> {
    let own = ENCODERS.iter().find(|(known, _)| *known == id);
    let codec = match own {
        Some((_, encoder)) => encoder::find_by_name(encoder),
        None => encoder::find(id),
    };
    codec.ok_or_else(|| Fault::Request(format!("there is no encoder of {} here", id.name())))
}

//! Answers requests until nobody asks any more.

use crate::fault::Fault;
use crate::last_frame::LastFrame;
use crate::look::look;
use crate::measure::measure;
use crate::picture::{self, Turn};
use crate::raw::opening::Described;
use crate::sandbox::{self, Writes};
use crate::sound::{SoundDecoder, Wanted};
use crate::{source, versions};
use ffmpeg::Packet;
use media::protocol::{Answer, CHANNELS, Reply, Request, SAMPLE_RATE};
use model::unit::Size;
use std::io::{self, BufRead as _, Write};
use std::path::Path;

/// The longest sound that is decoded for mixing, seconds.
const LONGEST_SOUND: usize = 20 * 60;

/// Reads requests from stdin and writes answers to stdout.
pub(crate) fn run() -> io::Result<()> {
    sandbox::enter(Writes::Nothing);
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let (reply, payload) =
            answer(&line?).unwrap_or_else(|fault| (Reply::from(fault), Vec::new()));
        write(&mut out, reply, &payload)?;
    }
    Ok(())
}

fn write(out: &mut impl Write, reply: Reply, payload: &[u8]) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Answer { reply, payload: payload.len() as u64 })?;
    out.write_all(b"\n")?;
    out.write_all(payload)?;
    out.flush()
}

fn answer(line: &str) -> Result<(Reply, Vec<u8>), Fault> {
    let request = serde_json::from_str(line)
        .map_err(|error| Fault::Request(format!("the request cannot be understood: {error}")))?;
    match request {
        Request::Measure { path, max_pixels, sounds, speech } => {
            let measured = measure(&path, max_pixels, &sounds, speech)?;
            let (facts, sound) = (Box::new(measured.facts), measured.sound.map(Box::new));
            let mut payload = measured.png.unwrap_or_default();
            let speech = (measured.speech.len() * size_of::<i16>()) as u64;
            payload.extend(measured.speech.iter().flat_map(|sample| sample.to_le_bytes()));
            Ok((Reply::Measured { facts, sound, speech }, payload))
        }
        Request::Look { path, max_pixels } => {
            let course = Box::new(look(&path, max_pixels)?);
            Ok((Reply::Looked { course }, Vec::new()))
        }
        Request::DecodeAudio { path } => decode_audio(&path),
        Request::DecodeFrame { path, at, max_pixels } => decode_frame(&path, at, max_pixels),
        Request::Version {} => Ok((Reply::Versions(versions::read()), Vec::new())),
    }
}

fn decode_audio(path: &Path) -> Result<(Reply, Vec<u8>), Fault> {
    let mut source = source::open(source::open_file(path)?, Described::ByContainer)?;
    let stream = source::sound(&source.input).ok_or(Fault::Nothing("sound"))?;
    let index = stream.index();
    let mut decoder = SoundDecoder::open(&stream, Wanted::ForMixing)?;
    let (mut peak, mut payload) = (0.0_f32, Vec::new());
    let mut sink = |samples: &[f32]| {
        peak = samples.iter().fold(peak, |peak, sample| peak.max(sample.abs()));
        payload.extend(samples.iter().flat_map(|sample| sample.to_le_bytes()));
    };
    let bytes_a_frame = CHANNELS * size_of::<f32>();
    let packets_of_sound = std::iter::from_fn(|| {
        let mut packet = Packet::empty();
        packet.read(&mut source.input).is_ok().then_some(packet)
    })
    .filter(|packet| packet.stream() == index);
    let mut seconds = 0.0;
    for packet in packets_of_sound {
        decoder.packet(&packet, &mut |samples| {
            seconds += samples.len() as f64 / CHANNELS as f64 / f64::from(SAMPLE_RATE);
            sink(samples);
        });
        if seconds > LONGEST_SOUND as f64 {
            let reason = format!("the sound is longer than {LONGEST_SOUND} seconds");
            return Err(Fault::TooLarge(reason));
        }
    }
    decoder.finish(&mut sink);
    if payload.is_empty() {
        return Err(Fault::Nothing("sound"));
    }
    let frames = (payload.len() / bytes_a_frame) as u64;
    Ok((Reply::Sound { frames, peak }, payload))
}

fn decode_frame(path: &Path, at: f64, max_pixels: u64) -> Result<(Reply, Vec<u8>), Fault> {
    let mut source = source::open(source::open_file(path)?, Described::ByContainer)?;
    let stream = source::pictures(&source.input).ok_or(Fault::Nothing("picture"))?;
    source::refuse_large(&stream, max_pixels)?;
    let (index, of_stream) = (stream.index(), Turn::of_stream(&stream));
    let mut decoder = LastFrame::open(&stream, max_pixels)?.until(at);
    let mut packet = Packet::empty();
    while packet.read(&mut source.input).is_ok() {
        if packet.stream() == index {
            decoder.packet(&packet);
            if decoder.is_there() {
                break;
            }
        }
        packet = Packet::empty();
    }
    let frame = decoder.finish().frame.ok_or(Fault::Nothing("picture"))?;
    let turn = if of_stream == Turn::default() { Turn::of_frame(&frame) } else { of_stream };
    let size = Size { width: frame.width(), height: frame.height() };
    let picture = picture::to_rgba(&frame, size)?.turned(turn);
    Ok((Reply::Picture { size: picture.size }, picture.bytes))
}

//! Measures a file in one pass over its packets: all sound is decoded, of the pictures only the
//! last group.

mod pictures;

use crate::fault::{DecodeErrors, Fault};
use crate::glance::Glances;
use crate::raw;
use crate::shape::{self, End, Shape};
use crate::sound::{SoundDecoder, Wanted};
use crate::sound_meter::SoundMeter;
use crate::source::{self, Source};
use crate::tally::{Groups, Tally};
use ffmpeg::format::context::Input;
use ffmpeg::{Packet, codec};
use media::protocol::Speech;
use model::digest::Digest;
use model::fact::{AudioFacts, Damage, EXTRACTOR, FileFacts, Span};
use model::unit::Secs;
use sha2::{Digest as _, Sha256};
use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

/// The facts of a file, the PNG that they name, and the sound that was wanted.
pub(crate) struct Measured {
    /// What was measured.
    pub(crate) facts: FileFacts,
    /// The last frame.
    pub(crate) png: Option<Vec<u8>>,
    /// One channel at [`media::protocol::SPEECH_RATE`]; empty unless wanted.
    pub(crate) speech: Vec<i16>,
}

/// Measures the file at `path`.
pub(crate) fn measure(path: &Path, max_pixels: u64, speech: Speech) -> Result<Measured, Fault> {
    let file = source::open_file(path)?;
    let (sha256, bytes) = digest(&file)?;
    let shape = shape::read(&file)?;
    let mut facts = FileFacts {
        sha256,
        bytes,
        extractor: EXTRACTOR,
        container: shape.as_ref().map_or("unknown", |shape| shape.container).to_owned(),
        fast_start: shape.as_ref().and_then(|shape| shape.fast_start),
        metadata: shape::metadata(&file, shape.as_ref())?,
        video: None,
        audio: None,
        damage: truncation(shape.as_ref(), bytes),
        last_frame: None,
        not_measured: Vec::new(),
    };
    // Only where the file is whole: what is cut off is said already.
    let moving = shape::moving_webp(&file)?;
    let damaged = facts.damage.is_empty() && shape::is_damaged(&file)?;
    let (png, speech) = match source::open(file) {
        Ok(source) => look_inside(source, shape.as_ref(), (max_pixels, speech), &mut facts),
        Err(fault) => {
            facts.damage.push(Damage::Unreadable { reason: fault.to_string() });
            (None, Vec::new())
        }
    };
    if let (Some(size), Some(video)) = (moving, &mut facts.video)
        && facts.last_frame.is_none()
    {
        (video.coded, video.displayed) = (size, size);
        facts.damage.retain(|damage| !matches!(damage, Damage::Corrupt { .. }));
        facts.not_measured.push("its pictures: a WebP that moves is not decoded here".to_owned());
    }
    let is_corrupt = |damage: &Damage| matches!(damage, Damage::Corrupt { .. });
    if damaged && !facts.damage.iter().any(is_corrupt) {
        facts.damage.push(Damage::Corrupt { errors: 1, first: None });
    }
    Ok(Measured { facts, png, speech })
}

/// Returns the digest of a file's bytes from where it stands, and their number.
pub(crate) fn digest(mut file: &File) -> io::Result<(Digest, u64)> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    let mut length = 0;
    loop {
        let read = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        hash.update(bytes);
        length += read as u64;
    }
    Ok((Digest::from_bytes(hash.finalize().into()), length))
}

fn truncation(shape: Option<&Shape>, present: u64) -> Vec<Damage> {
    match shape.map(|shape| shape.end) {
        Some(End::Promised(promised)) if promised > present => {
            vec![Damage::Truncated { promised, present }]
        }
        _ => Vec::new(),
    }
}

/// What is gathered while the packets pass.
struct Pass {
    pictures: Option<Pictures>,
    sound: Option<(usize, SoundDecoder, SoundMeter)>,
}

/// The picture stream on its way past.
struct Pictures {
    index: usize,
    tally: Tally,
    glances: Option<Glances>,
}

fn look_inside(
    mut source: Source,
    shape: Option<&Shape>,
    (max_pixels, speech): (u64, Speech),
    facts: &mut FileFacts,
) -> (Option<Vec<u8>>, Vec<i16>) {
    if shape.is_none() {
        facts.container = demuxer_name(&source.input);
    }
    if shape.is_none_or(|shape| shape.end == End::Unsaid) {
        facts.not_measured.push("cut short: the container does not say where it ends".to_owned());
    }
    if let Some(damage) = samples_beyond_end(&source.input, facts) {
        facts.damage.push(damage);
    }
    let mut pass = begin(&source.input, max_pixels, facts);
    if let (Some((_, decoder, _)), Speech::Wanted) = (&mut pass.sound, speech) {
        decoder.keep_speech();
    }
    read_packets(&mut source.input, &mut pass);
    let mut errors = DecodeErrors::default();
    let mut kept = Vec::new();
    if let Some((index, decoder, meter)) = pass.sound {
        let pictures_begin = pass.pictures.as_ref().and_then(|pictures| pictures.tally.begins());
        let (sound, in_sound, speech) =
            finish_sound(&source.input, index, decoder, meter, pictures_begin);
        kept = speech;
        if sound.duration.0 <= 0.0 {
            facts.not_measured.push("loudness: no sound could be decoded".to_owned());
        }
        facts.audio = Some(sound);
        errors = errors.join(in_sound);
    }
    let mut png = None;
    if let Some(pictures) = pass.pictures {
        let still = shape.is_some_and(|shape| shape.still)
            || is_still_pipe(&source.input)
            || is_one_frame(&source.input, &pictures.tally);
        let Pictures { index, tally, glances } = pictures;
        let glances = glances.map(|glances| glances.finish(|pts| tally.since_start(pts)));
        let mut seen = pictures::finish(&mut source.input, index, tally, still, max_pixels);
        if let (Some(video), Some(glances), false) = (&mut seen.video, glances, still) {
            video.glances = glances;
        }
        if let Some(video) = seen.video.as_mut().filter(|_| shape.is_some_and(|shape| shape.cmyk)) {
            // The decoder has turned the inks into light already.
            "cmyk".clone_into(&mut video.pixel_format);
        }
        errors = errors.join(seen.errors);
        facts.not_measured.extend(seen.not_measured);
        facts.video = seen.video;
        (facts.last_frame, png) = seen.last.unzip();
    }
    if errors.count > 0 {
        let first = errors.first.map(Secs);
        facts.damage.push(Damage::Corrupt { errors: errors.count, first });
    }
    if facts.video.is_none() && facts.audio.is_none() {
        let reason = Fault::Nothing("picture or sound").to_string();
        facts.damage.push(Damage::Unreadable { reason });
    }
    (png, kept)
}

/// FFmpeg's name for what it read, for kinds whose shape is not read here.
fn demuxer_name(input: &Input) -> String {
    let name = input.format().name();
    let first = name.split(',').next().unwrap_or(name);
    first.strip_suffix("_pipe").unwrap_or(first).to_owned()
}

fn is_still_pipe(input: &Input) -> bool {
    input.format().name().ends_with("_pipe")
}

/// A GIF may move or not.
fn is_one_frame(input: &Input, tally: &Tally) -> bool {
    input.format().name() == "gif" && tally.frames() <= 1
}

/// Compares where the index says the last sample ends with where the file does.
fn samples_beyond_end(input: &Input, facts: &FileFacts) -> Option<Damage> {
    if !facts.damage.is_empty() {
        return None;
    }
    let promised = input.streams().filter_map(|stream| raw::indexed_end(&stream)).max()?;
    let present = facts.bytes;
    (promised > present).then_some(Damage::Truncated { promised, present })
}

fn begin(input: &Input, max_pixels: u64, facts: &mut FileFacts) -> Pass {
    let pictures = source::pictures(input).map(|stream| {
        let groups = match stream.parameters().id() {
            codec::Id::GIF | codec::Id::APNG => Groups::One,
            _ if is_still_pipe(input) => Groups::One,
            _ => Groups::AtKeyFrames,
        };
        let small = source::refuse_large(&stream, max_pixels).is_ok();
        Pictures {
            index: stream.index(),
            tally: Tally::new(stream.time_base(), groups),
            glances: small.then(|| Glances::open(&stream, max_pixels)).flatten(),
        }
    });
    let sound = source::sound(input).and_then(|stream| {
        let decoder = match SoundDecoder::open(&stream, Wanted::AsIs) {
            Ok(decoder) => decoder,
            Err(fault) => {
                facts.not_measured.push(format!("sound: {fault}"));
                return None;
            }
        };
        let meter = SoundMeter::new(decoder.format.rate, decoder.format.channels);
        if meter.is_none() {
            facts.not_measured.push("sound: loudness is not defined at its rate".to_owned());
        }
        Some((stream.index(), decoder, meter?))
    });
    let others = input.nb_streams() as usize
        - usize::from(pictures.is_some())
        - usize::from(sound.is_some());
    if others > 0 {
        facts
            .not_measured
            .push(format!("{others} further streams: only the first of each kind is read"));
    }
    Pass { pictures, sound }
}

fn read_packets(input: &mut Input, pass: &mut Pass) {
    loop {
        let mut packet = Packet::empty();
        // A demuxer that loses its way says the same as one at the end; what is missing shows in
        // the length that the tables promise.
        if packet.read(input).is_err() {
            break;
        }
        let of = packet.stream();
        match pass {
            Pass { pictures: Some(Pictures { index, tally, glances }), .. } if *index == of => {
                if let Some(glances) = glances {
                    glances.packet(&packet);
                }
                tally.take(packet);
            }
            Pass { sound: Some((index, decoder, meter)), .. } if *index == of => {
                decoder.packet(&packet, &mut |samples| meter.add(samples));
            }
            _ => {}
        }
    }
}

fn finish_sound(
    input: &Input,
    index: usize,
    mut decoder: SoundDecoder,
    mut meter: SoundMeter,
    pictures_begin: Option<f64>,
) -> (AudioFacts, DecodeErrors, Vec<i16>) {
    decoder.finish(&mut |samples| meter.add(samples));
    let speech = decoder.speech();
    let reading = meter.finish();
    let offset = decoder.begins().zip(pictures_begin).map(|(sound, pictures)| sound - pictures);
    // The meter counts from the first sample; a player counts from the first frame.
    let in_film = |spans: Vec<Span>| {
        let shift = |at: Secs| Secs(at.0 + offset.unwrap_or(0.0));
        spans
            .into_iter()
            .map(|Span { from, to }| Span { from: shift(from), to: shift(to) })
            .collect()
    };
    let kbits = decoder.bytes as f64 * 8.0 / 1000.0;
    let facts = AudioFacts {
        codec: codec_name(input, index),
        sample_rate: decoder.format.rate,
        channels: decoder.format.channels,
        duration: Secs(reading.seconds),
        offset: offset.map(Secs),
        kbps: (reading.seconds > 0.0).then(|| kbits / reading.seconds),
        channel_rms: reading.channel_rms,
        correlation: reading.correlation,
        integrated: reading.integrated,
        short_term_max: reading.short_term_max,
        true_peak: reading.true_peak,
        silent: reading.silent,
        silences: in_film(reading.silences),
        dropouts: in_film(reading.dropouts),
        flat_top: reading.flat_top,
    };
    (facts, decoder.errors, speech)
}

fn codec_name(input: &Input, index: usize) -> String {
    input.stream(index).map_or("unknown", |stream| stream.parameters().id().name()).to_owned()
}

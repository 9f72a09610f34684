//! Measures a file in one pass over its packets: all sound is decoded, of the pictures only the
//! last group.

mod hearing;
mod pictures;

use crate::fault::{DecodeErrors, Fault};
use crate::glance::Glances;
use crate::raw;
use crate::raw::opening::Described;
use crate::shape::{self, End, Shape};
use crate::sound::{SoundDecoder, Wanted};
use crate::sound_meter::SoundMeter;
use crate::source::{self, Source};
use crate::tally::{Groups, Tally};
use ffmpeg::format::context::Input;
use ffmpeg::{Packet, codec};
use hearing::Hearing;
use media::protocol::{SoundStream, Speech};
use model::digest::Digest;
use model::fact::{Damage, EXTRACTOR, FileFacts};
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
    /// Its sound by itself, if it was measured for the first time.
    pub(crate) sound: Option<SoundStream>,
    /// One channel at [`media::protocol::SPEECH_RATE`]; empty unless wanted.
    pub(crate) speech: Vec<i16>,
}

/// Measures the file at `path`, but for its sound where it is one of `sounds`.
pub(crate) fn measure(
    path: &Path,
    max_pixels: u64,
    sounds: &[SoundStream],
    speech: Speech,
) -> Result<Measured, Fault> {
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
    let seen = match source::open(file, Described::ByContainer) {
        Ok(source) => look_inside(source, shape.as_ref(), max_pixels, (sounds, speech), &mut facts),
        Err(fault) => {
            facts.damage.push(Damage::Unreadable { reason: fault.to_string() });
            Inside::default()
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
    let Inside { png, sound, speech } = seen;
    Ok(Measured { facts, png, sound, speech })
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
    sound: Option<Hearing>,
}

/// The picture stream on its way past.
struct Pictures {
    index: usize,
    tally: Tally,
    glances: Option<Glances>,
}

/// What comes out of a file besides its facts.
#[derive(Default)]
struct Inside {
    png: Option<Vec<u8>>,
    sound: Option<SoundStream>,
    speech: Vec<i16>,
}

fn look_inside(
    mut source: Source,
    shape: Option<&Shape>,
    max_pixels: u64,
    (sounds, speech): (&[SoundStream], Speech),
    facts: &mut FileFacts,
) -> Inside {
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
    if let (Some(hearing), Speech::Wanted) = (&mut pass.sound, speech) {
        hearing.keep_speech();
    }
    read_packets(&mut source.input, &mut pass);
    let mut errors = DecodeErrors::default();
    let mut inside = Inside::default();
    if let Some(hearing) = pass.sound {
        let pictures_begin = pass.pictures.as_ref().and_then(|pictures| pictures.tally.begins());
        let heard = hearing.finish(sounds, pictures_begin);
        if heard.facts.duration.0 <= 0.0 {
            facts.not_measured.push("loudness: no sound could be decoded".to_owned());
        }
        facts.audio = Some(heard.facts);
        errors = errors.join(heard.errors);
        (inside.sound, inside.speech) = (heard.measured, heard.speech);
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
    inside.png = png;
    inside
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
        Some(Hearing::begin(&stream, decoder, meter?))
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
            Pass { sound: Some(hearing), .. } if hearing.index == of => hearing.packet(packet),
            _ => {}
        }
    }
}

//! The conversation with a worker.
//!
//! `throughline-media serve` reads one [`Request`] a line and answers each with one [`Answer`] a
//! line, followed by exactly [`Answer::payload`] raw bytes: a PNG, pixels or samples. Nothing is
//! handed over in files, so that a worker needs no right to write any.
//!
//! `throughline-media encode` reads one [`Film`] line, then the film's sound (interleaved stereo
//! `f32`, little-endian, 48 kHz), then its frames (planar 4:2:0, BT.709, limited range), and
//! answers with one line.
//!
//! `throughline-media rehearse` reads one [`Rehearsal`] line and the sound, and answers with one
//! line.
//!
//! `throughline-media roll` reads one [`Roll`] line and answers with one line, followed by frames:
//! RGBA, 8 bits each, rows without gaps. Fewer follow than were announced where the footage breaks
//! off.
//!
//! `throughline-media correct` reads one [`Correction`] line, writes a copy, and answers with one
//! line.

use model::digest::Digest;
use model::fact::{AudioFacts, Course, FileFacts};
use model::timeline::{AudioCoding, Container, Encoding};
use model::unit::{DbTp, FrameRate, Lufs, Size};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::PathBuf;

/// The rate at which sound crosses, samples a second.
pub const SAMPLE_RATE: u32 = 48_000;

/// The channels in which sound crosses.
pub const CHANNELS: usize = 2;

/// The rate at which sound crosses that is searched for voices, samples a second of one channel.
pub const SPEECH_RATE: u32 = 16_000;

/// The pixels beyond which a picture is refused when nobody says otherwise: 16K by 8K.
pub const MAX_PIXELS: u64 = 15_360 * 8_640;

/// The long side to which a kept frame is reduced.
pub const KEPT_SIDE: u32 = 2160;

/// What a worker is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Measures a film, a sound or a picture; the payload is the PNG of the last frame, if any,
    /// and after it the sound for whoever listens for voices, if wanted: one channel of `i16`,
    /// little-endian, at [`SPEECH_RATE`].
    Measure {
        /// The file.
        path: PathBuf,
        /// Refuses pictures with more pixels.
        #[serde(default = "max_pixels")]
        max_pixels: u64,
        /// Streams of sound that were measured before and need not be again.
        #[serde(default)]
        sounds: Vec<SoundStream>,
        /// Whether sound comes along; that of streams that were measured before does not.
        #[serde(default)]
        speech: Speech,
    },
    /// Looks at every frame of a film; its sound is left out.
    Look {
        /// The file.
        path: PathBuf,
        /// Refuses pictures with more pixels.
        #[serde(default = "max_pixels")]
        max_pixels: u64,
    },
    /// Decodes sound; the payload is interleaved stereo `f32`, little-endian, at [`SAMPLE_RATE`].
    DecodeAudio {
        /// The file.
        path: PathBuf,
    },
    /// Decodes one frame the right way up: the first that is shown at `at` or later, else the
    /// last. The payload is RGBA, 8 bits each, rows without gaps.
    DecodeFrame {
        /// A film or a picture.
        path: PathBuf,
        /// Seconds from its beginning.
        #[serde(default)]
        at: f64,
        /// Refuses pictures with more pixels.
        #[serde(default = "max_pixels")]
        max_pixels: u64,
    },
    /// Asks for the versions of what decodes and encodes.
    Version {},
}

/// Whether the sound of a measured file comes along, so that it is decoded once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speech {
    /// It stays behind.
    #[default]
    Unwanted,
    /// It comes along, up to its first 20 minutes.
    Wanted,
}

/// A stream of sound by itself: what was measured of it, whatever film it belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SoundStream {
    /// The facts; times are counted from the first sample, and [`AudioFacts::stream`] names it.
    pub facts: AudioFacts,
    /// Seconds from the time stamp of its first packet to its first sample, when known.
    pub begins: Option<f64>,
    /// Packets or frames that the decoder complained of.
    pub errors: u64,
    /// Seconds from the time stamp of its first packet to the first of these, when known.
    pub first_error: Option<f64>,
}

/// A film to encode; everything but its pictures and its sound.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Film {
    /// Frame size; both even.
    pub size: Size,
    /// Frame rate.
    pub rate: FrameRate,
    /// How many frames will follow; where fields are stored, two for each picture.
    pub frames: u32,
    /// How to encode.
    pub encoding: Encoding,
    /// How many stereo frames of sound will follow; absent for a silent film.
    pub sound_frames: Option<u64>,
    /// Where to write it.
    pub out: PathBuf,
}

/// Footage to decode, frame by frame, at the rate of the film it is for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Roll {
    /// The file.
    pub path: PathBuf,
    /// Seconds into it.
    pub from: f64,
    /// Frames a second.
    pub rate: FrameRate,
    /// How many.
    pub frames: u32,
    /// Larger pictures are reduced until they just cover this size.
    pub cover: Size,
}

/// A sound to encode and listen to, before a film is made with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rehearsal {
    /// What it is wrapped in.
    pub container: Container,
    /// How it is coded.
    pub audio: AudioCoding,
    /// How many stereo frames will follow.
    pub sound_frames: u64,
    /// Where to write it.
    pub out: PathBuf,
}

/// A corrected copy to write: the same file, but for what is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Correction {
    /// The file, which is only read.
    pub path: PathBuf,
    /// Where to write the copy.
    pub out: PathBuf,
    /// Its container: `mp4`, `mov`, `m4a`, `webm`, `mkv`, `wav`, `mp3` or `ogg`. The index of
    /// the first three stands before their media.
    pub container: String,
    /// Decibels by which the first sound is raised; absent where its packets are copied.
    pub gain: Option<f64>,
    /// What to say of the colours of the first pictures.
    pub colours: Colours,
    /// What to do with a turn that a flag asks for.
    pub turn: TurnFlag,
}

/// What a corrected copy says of its colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colours {
    /// What the file says.
    #[default]
    AsTheyAre,
    /// Rec. 709: primaries, transfer and matrix. The pixels stay.
    Rec709,
}

/// What a corrected copy does with a turn that a flag asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TurnFlag {
    /// Keeps it.
    #[default]
    Kept,
    /// Turns the pictures, which encodes them again, and needs no flag any more.
    Applied,
}

/// What a worker answers, and how many raw bytes follow its line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The answer.
    pub reply: Reply,
    /// Raw bytes after the line.
    pub payload: u64,
}

/// What a worker says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// To [`Request::Measure`].
    Measured {
        /// What was measured; [`FileFacts::last_frame`] names the PNG.
        facts: Box<FileFacts>,
        /// Its sound by itself, if it was measured for the first time.
        #[serde(default)]
        sound: Option<Box<SoundStream>>,
        /// How many bytes of the payload are sound; they come after the PNG.
        #[serde(default)]
        speech: u64,
    },
    /// To [`Request::Look`].
    Looked {
        /// What every frame showed.
        course: Box<Course>,
    },
    /// To [`Request::DecodeAudio`].
    Sound {
        /// Stereo frames in the payload.
        frames: u64,
        /// The largest absolute sample.
        peak: f32,
    },
    /// To [`Request::DecodeFrame`].
    Picture {
        /// Size of the payload.
        size: Size,
    },
    /// To [`Request::Version`].
    Versions(Versions),
    /// To a [`Film`].
    Encoded {
        /// The digest of the file that was written.
        sha256: Digest,
        /// Its length.
        bytes: u64,
    },
    /// To a [`Roll`].
    Rolling {
        /// The size of its frames.
        size: Size,
    },
    /// To a [`Rehearsal`].
    Rehearsed {
        /// Integrated loudness of what is heard, where there is enough of it.
        loudness: Option<Lufs>,
        /// Its true peak; none for silence.
        true_peak: Option<DbTp>,
    },
    /// To a [`Correction`].
    Corrected {
        /// The digest of the copy.
        sha256: Digest,
        /// Its length.
        bytes: u64,
        /// What the file holds and the copy does not.
        left_out: Vec<String>,
    },
    /// To a film or a sound whose encoder `FFmpeg` was built without.
    NoEncoder {
        /// Its name.
        encoder: String,
    },
    /// To anything that could not be done.
    Failed {
        /// What happened.
        reason: String,
    },
}

/// The versions that a step's key holds, because the bytes depend on them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Versions {
    /// FFmpeg's codecs, `59.37.100`.
    pub libavcodec: String,
    /// FFmpeg's containers.
    pub libavformat: String,
    /// FFmpeg's scaler.
    pub libswscale: String,
    /// FFmpeg's resampler.
    pub libswresample: String,
    /// `core 164 r3095 baee400`; absent when FFmpeg was built without it.
    pub x264: Option<String>,
}

impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { libavcodec, libavformat, libswscale, libswresample, x264 } = self;
        write!(f, "libavcodec {libavcodec}, libavformat {libavformat}, ")?;
        write!(f, "libswscale {libswscale}, libswresample {libswresample}, ")?;
        write!(f, "x264 {}", x264.as_deref().unwrap_or("absent"))
    }
}

fn max_pixels() -> u64 {
    MAX_PIXELS
}

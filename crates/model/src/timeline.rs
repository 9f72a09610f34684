//! A film to make: shots, what lies over them, and sound.

use crate::canvas::Canvas;
use crate::digest::Digest;
use crate::unit::{DbTp, FrameRate, Lufs, Size};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A window into a picture, as shares of its width and height.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Window {
    /// Middle of the window, share of the width.
    pub x: f64,
    /// Middle of the window, share of the height.
    pub y: f64,
    /// 1 shows as much as the frame's aspect allows; 1.25 is closer.
    pub zoom: f64,
}

/// What a shot films.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A picture.
    Still {
        /// Its file.
        image: Digest,
    },
    /// A film, at its own speed.
    Footage {
        /// Its file.
        file: Digest,
        /// Where in it the shot begins, in frames of the timeline.
        from: u32,
    },
}

impl Subject {
    /// Returns the file that is filmed.
    pub const fn file(&self) -> Digest {
        match self {
            Self::Still { image } => *image,
            Self::Footage { file, .. } => *file,
        }
    }
}

/// A picture or footage with a camera move over it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shot {
    /// First frame.
    pub start: u32,
    /// How many frames.
    pub frames: u32,
    /// What is filmed.
    pub subject: Subject,
    /// Where the camera begins.
    pub from: Window,
    /// Where it ends.
    pub to: Window,
}

impl Shot {
    /// Tells whether `next` shows the same footage from where this shot leaves it.
    pub fn goes_on_in(&self, next: &Self) -> bool {
        match (self.subject, next.subject) {
            (Subject::Footage { file, from }, Subject::Footage { file: same, from: later }) => {
                file == same && from + self.frames == later
            }
            _ => false,
        }
    }
}

/// A canvas laid over the shots for a while.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overlay {
    /// First frame.
    pub start: u32,
    /// How many frames.
    pub frames: u32,
    /// What to lay over; opaque where it has layers, clear elsewhere.
    pub canvas: Canvas,
    /// Frames to fade in.
    pub fade_in: u32,
    /// Frames to fade out.
    pub fade_out: u32,
    /// Pixels it rises while fading in.
    pub rise: u32,
}

/// A voice that speaks over the music.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// Its file.
    pub file: Digest,
    /// The frame at which it begins.
    pub start: u32,
}

/// The sound of a film: music, a voice, or both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sound {
    /// The music bed's file.
    pub music: Option<Digest>,
    /// Who speaks over it.
    pub voice: Option<Voice>,
    /// Integrated loudness to reach.
    pub target: Lufs,
    /// Highest true peak.
    pub ceiling: DbTp,
    /// Frames to fade in at the start and out at the end.
    pub fade: u32,
}

/// What a film's streams are wrapped in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Container {
    /// MPEG-4, its index before its media.
    Mp4,
    /// `QuickTime`, its index before its media.
    Mov,
    /// `WebM`.
    Webm,
    /// MXF, operational pattern 1a.
    Mxf,
    /// MP3, of sound alone.
    Mp3,
    /// Ogg, of sound alone.
    Ogg,
    /// WAV, of sound alone.
    Wav,
}

impl Container {
    /// Returns the ending of its files' names, and `FFmpeg`'s name for what writes it.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Mp4 => "mp4",
            Self::Mov => "mov",
            Self::Webm => "webm",
            Self::Mxf => "mxf",
            Self::Mp3 => "mp3",
            Self::Ogg => "ogg",
            Self::Wav => "wav",
        }
    }
}

/// How finely colour is sampled and stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sampling {
    /// Half the colour across and down, 8 bits.
    Half420,
    /// Half the colour across, 8 bits.
    Half422,
    /// Half the colour across, 10 bits.
    Half422Ten,
}

/// What becomes of the frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scan {
    /// Each is stored as it is.
    Progressive,
    /// Two are woven into one of two fields, the upper one first: half as many are stored.
    UpperFieldFirst,
}

/// How pictures are coded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VideoCoding {
    /// `FFmpeg`'s encoder: `libx264`.
    pub encoder: String,
    /// How colour is stored.
    pub sampling: Sampling,
    /// Frames or fields.
    pub scan: Scan,
    /// Stored frames from key frame to key frame.
    pub gop: u32,
    /// What else the encoder is told, by `FFmpeg`'s names: `crf`, `preset`, `maxrate`.
    pub settings: BTreeMap<String, String>,
}

/// How sound is coded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AudioCoding {
    /// `FFmpeg`'s encoder: `aac`, `libopus`, `pcm_s24le`.
    pub encoder: String,
    /// Kilobits a second, where the coding leaves a choice.
    pub kbps: Option<u32>,
    /// Samples a second.
    pub rate: u32,
}

impl AudioCoding {
    /// Tells whether what is heard is exactly what was put in, peaks and all.
    pub fn is_exact(&self) -> bool {
        self.encoder.starts_with("pcm_")
    }
}

/// How a film is encoded. All of it is in the step's key, because all of it changes the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encoding {
    /// What it is wrapped in.
    pub container: Container,
    /// Its pictures.
    pub video: VideoCoding,
    /// Its sound, where it has any.
    pub audio: AudioCoding,
}

impl Encoding {
    /// H.264 of a constant quality and AAC, in an MP4: what every place takes that takes films.
    pub fn h264(crf: u32, preset: &str, gop: u32, audio_kbps: u32) -> Self {
        let settings = [("crf", crf.to_string()), ("preset", preset.to_owned())];
        Self {
            container: Container::Mp4,
            video: VideoCoding {
                encoder: "libx264".to_owned(),
                sampling: Sampling::Half420,
                scan: Scan::Progressive,
                gop,
                settings: settings.map(|(name, value)| (name.to_owned(), value)).into(),
            },
            audio: AudioCoding { encoder: "aac".to_owned(), kbps: Some(audio_kbps), rate: 48_000 },
        }
    }
}

/// A sound to make that is heard alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// The steps in which its length is counted, a second.
    pub rate: FrameRate,
    /// How many of them it lasts.
    pub frames: u32,
    /// What is heard.
    pub sound: Sound,
    /// What it is wrapped in.
    pub container: Container,
    /// How it is coded.
    pub audio: AudioCoding,
}

/// A film to make.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// Frame size; both even.
    pub size: Size,
    /// Frames a second; where fields are stored, the fields.
    pub rate: FrameRate,
    /// How many frames.
    pub frames: u32,
    /// What is seen, in order, without gaps.
    pub shots: Vec<Shot>,
    /// What lies over it; the end card is the last one, opaque.
    pub overlays: Vec<Overlay>,
    /// What is heard; none where the format forbids sound.
    pub sound: Option<Sound>,
    /// How it is encoded.
    pub encoding: Encoding,
}

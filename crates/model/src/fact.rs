//! What was measured of a file. Facts say nothing about good or bad; the gate judges them.

use crate::digest::Digest;
use crate::insight::PaletteShare;
use crate::unit::{DbTp, FrameRate, Lufs, Ratio, Region, Secs, Size};
use serde::{Deserialize, Serialize};

/// The version of what is measured and how; part of every key that depends on facts.
pub const EXTRACTOR: u32 = 1;

/// Something wrong inside a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "damage")]
pub enum Damage {
    /// The file ends before its own tables say.
    Truncated {
        /// How many bytes the tables promise.
        promised: u64,
        /// How many there are.
        present: u64,
    },
    /// The decoder reported errors.
    Corrupt {
        /// How many packets or frames.
        errors: u64,
        /// Where the first one is, when known.
        first: Option<Secs>,
    },
    /// Nothing in it could be decoded.
    Unreadable {
        /// What the decoder said.
        reason: String,
    },
}

/// A frame that was kept to look at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeptFrame {
    /// When it is shown; 0 for a picture.
    pub at: Secs,
    /// Its PNG, kept as a blob.
    pub png: Digest,
    /// Its size, as displayed.
    pub size: Size,
    /// Dominant colours, largest first.
    pub palette: Vec<PaletteShare>,
    /// Mean luma, 0 to 1.
    pub luma: Ratio,
}

/// A picture stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VideoFacts {
    /// `h264`, `hevc`, `prores`, `vp9`, `av1`, `mjpeg`, `png`…
    pub codec: String,
    /// `yuv420p`, `rgb24`…
    pub pixel_format: String,
    /// Size as displayed: rotation and sample aspect ratio applied.
    pub displayed: Size,
    /// Size as coded.
    pub coded: Size,
    /// Sample aspect ratio, when it is not 1:1.
    pub sample_aspect: Option<(u32, u32)>,
    /// Degrees clockwise, from the display matrix: 0, 90, 180, 270.
    pub rotation: u32,
    /// Average frame rate; absent for pictures.
    pub frame_rate: Option<FrameRate>,
    /// Frames, from packets.
    pub frames: u64,
    /// From first to past the last frame.
    pub duration: Secs,
    /// Kilobits a second of this stream.
    pub kbps: Option<f64>,
}

/// A sound stream.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AudioFacts {
    /// `aac`, `pcm_s16le`, `opus`, `mp3`…
    pub codec: String,
    /// Samples a second.
    pub sample_rate: u32,
    /// Channels.
    pub channels: u32,
    /// Length.
    pub duration: Secs,
    /// Integrated loudness, BS.1770; absent when all is below the gate (silence).
    pub integrated: Option<Lufs>,
    /// Highest short-term loudness (3 s).
    pub short_term_max: Option<Lufs>,
    /// Highest true peak; absent for digital silence.
    pub true_peak: Option<DbTp>,
    /// Share of 100 ms blocks whose RMS is below −60 dBFS.
    pub silent: Ratio,
    /// Share of samples above 90% of their 50 ms block's peak, in blocks that peak above −1 dBFS:
    /// survives lossy coding, where runs of equal samples do not (reference: 0.006–0.012 clean,
    /// 0.045 clipped).
    pub flat_top: Ratio,
}

/// Everything that was measured of one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileFacts {
    /// The file.
    pub sha256: Digest,
    /// Its length.
    pub bytes: u64,
    /// What measured it: [`EXTRACTOR`].
    pub extractor: u32,
    /// `mp4`, `mov`, `webm`, `mkv`, `wav`, `jpeg`, `png`, `webp`, `gif`, … from content, not name.
    pub container: String,
    /// Whether the index stands before the media (`moov` first); absent where that means nothing.
    pub fast_start: Option<bool>,
    /// The first picture stream, or the picture itself.
    pub video: Option<VideoFacts>,
    /// The first sound stream.
    pub audio: Option<AudioFacts>,
    /// What is wrong inside.
    pub damage: Vec<Damage>,
    /// The last frame shown, or the picture: what the end card is read from.
    pub last_frame: Option<KeptFrame>,
    /// What was not measured, and why.
    pub not_measured: Vec<String>,
}

/// Words that were read in a picture.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadText {
    /// As read.
    pub text: String,
    /// Where.
    pub region: Region,
    /// How sure the reader is, 0 to 1.
    pub confidence: Ratio,
}

/// Where a logo was looked for and how well it matched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LogoMatch {
    /// The logo's bytes.
    pub logo: Digest,
    /// Normalised cross-correlation of the best place, −1 to 1.
    pub score: f64,
    /// The best place.
    pub region: Option<Region>,
}

/// What was measured of a frame against references: words, logos.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ProbeFacts {
    /// Words in the last frame; absent when no reader was there.
    pub words: Option<Vec<ReadText>>,
    /// One match per logo asked for.
    pub logos: Vec<LogoMatch>,
    /// Version and name of the model that read the words.
    pub reader: Option<String>,
}

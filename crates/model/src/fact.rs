//! What was measured of a file. Facts say nothing about good or bad; the gate judges them.

mod course;

use crate::colour::Colour;
use crate::digest::Digest;
use crate::insight::PaletteShare;
use crate::unit::{DbTp, FrameRate, Lufs, Ratio, Region, Secs, Size};
use serde::{Deserialize, Serialize};

pub use course::{BlackRun, Course, Fields, FlashKind, Flashing, Repeats, StillRun};

/// The version of what is measured and how; part of every key that depends on facts.
pub const EXTRACTOR: u32 = 4;

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

/// What a stream says its colours are, in FFmpeg's words (`bt709`, `smpte170m`, `tv`, `pc`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ColourTags {
    /// Where red, green and blue lie.
    pub primaries: Option<String>,
    /// How light is encoded.
    pub transfer: Option<String>,
    /// How luma and chroma were made of them.
    pub matrix: Option<String>,
    /// `tv` (16 to 235) or `pc` (0 to 255).
    pub range: Option<String>,
}

/// How the lines of a frame were taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scan {
    /// All at one moment.
    Progressive,
    /// In two fields, one after the other, and the stream or its frames say so.
    Interlaced,
}

/// The time between one frame and the next, over a whole stream.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Steps {
    /// The shortest.
    pub least: Secs,
    /// The longest.
    pub most: Secs,
    /// How many differ from the usual one by more than half of it.
    pub odd: u64,
}

/// Rows and columns of one flat dark colour along the edges, pixels of the displayed picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the sides are what their names say")]
pub struct Bars {
    pub left: u32,
    pub top: u32,
    pub right: u32,
    pub bottom: u32,
}

/// A frame that was decoded on the way and looked at small.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Glance {
    /// When it is shown.
    pub at: Secs,
    /// Mean luma, 0 to 1.
    pub luma: Ratio,
    /// Standard deviation of luma, 0 to 0.5.
    pub spread: Ratio,
    /// Luma of the darkest half per cent of it, at most.
    pub dark: Ratio,
    /// Luma of the lightest half per cent of it, at least.
    pub light: Ratio,
    /// Bars along its edges.
    pub bars: Bars,
    /// Edges filled with a blurred enlargement of the picture between them.
    pub blurred: Bars,
}

/// A picture stream.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
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
    /// What it says its colours are.
    pub colour: ColourTags,
    /// How its lines were taken, as far as it says.
    pub scan: Option<Scan>,
    /// The time between frames; absent for pictures and for films of one frame.
    pub steps: Option<Steps>,
    /// Key frames, about one in two seconds; for a picture, the picture.
    pub glances: Vec<Glance>,
    /// What every frame showed; absent until every frame was looked at.
    pub course: Option<Course>,
    /// How long the plain parts of the last frame had stood unchanged when the film ended. Absent
    /// for pictures, and where the last frame has no plain parts or could not be compared.
    pub closing: Option<Standstill>,
}

/// For how long something had not changed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standstill {
    /// So long.
    Exactly(Secs),
    /// So long or longer: further back was not looked.
    AtLeast(Secs),
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// From.
    pub from: Secs,
    /// To.
    pub to: Secs,
}

/// A sound stream.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct AudioFacts {
    /// `aac`, `pcm_s16le`, `opus`, `mp3`…
    pub codec: String,
    /// The digest of its packets and of what their decoder is told: streams that share it sound
    /// the same, and are measured once.
    #[serde(default)]
    pub stream: Option<Digest>,
    /// Samples a second.
    pub sample_rate: u32,
    /// Channels.
    pub channels: u32,
    /// Length.
    pub duration: Secs,
    /// When it begins, counted from the first frame: negative when it begins before. Absent where
    /// there are no pictures.
    pub offset: Option<Secs>,
    /// Kilobits a second of this stream.
    pub kbps: Option<f64>,
    /// Root mean square of each channel, dB of full scale; absent for a channel of digital silence.
    pub channel_rms: Vec<Option<f64>>,
    /// Correlation of left and right over everything that is not silent, −1 to 1; absent unless
    /// there are two channels and both are heard.
    pub correlation: Option<f64>,
    /// Integrated loudness, BS.1770; absent when all is below the gate (silence).
    pub integrated: Option<Lufs>,
    /// Highest short-term loudness (3 s).
    pub short_term_max: Option<Lufs>,
    /// Highest true peak; absent for digital silence.
    pub true_peak: Option<DbTp>,
    /// Share of 100 ms blocks whose RMS is below −60 dBFS.
    pub silent: Ratio,
    /// Where it is silent for 100 ms or longer; the first 256 places.
    pub silences: Vec<Span>,
    /// Where sound breaks off and comes back within a second; the first 256 places.
    pub dropouts: Vec<Span>,
    /// Of the half-waves that peak within 3 dB of each other, in the loudest 9 dB, the share of
    /// time in flat ones, where it is highest. A half-wave is flat when what rises above half its
    /// peak fills three quarters of the room there: a sine fills .65, and what was cut off by 3 dB
    /// .83, whatever was turned down or coded later.
    pub flat_top: Ratio,
}

/// How pictures and sounds come about, in the words of IPTC (`NewsCodes`, digital source type) with
/// those that C2PA adds.
pub const SOURCE_TYPES: &[&str] = &[
    "algorithmicMedia",
    "algorithmicallyEnhanced",
    "composite",
    "compositeCapture",
    "compositeSynthetic",
    "compositeWithTrainedAlgorithmicMedia",
    "computationalCapture",
    "dataDrivenMedia",
    "digitalArt",
    "digitalCapture",
    "digitalCreation",
    "humanEdits",
    "minorHumanEdits",
    "negativeFilm",
    "positiveFilm",
    "print",
    "screenCapture",
    "softwareImage",
    "trainedAlgorithmicData",
    "trainedAlgorithmicMedia",
    "virtualRecording",
];

/// What a file says of itself, in its metadata.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Metadata {
    /// How it says it was made: terms of IPTC's digital source type (`trainedAlgorithmicMedia`),
    /// from XMP and from content credentials, whose signatures are not verified.
    pub source_types: Vec<String>,
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
    /// What it says of itself; absent where its kind is not looked into.
    #[serde(default)]
    pub metadata: Option<Metadata>,
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

impl FileFacts {
    /// The facts of a file of which only its bytes were measured.
    pub fn of_bytes(sha256: Digest, bytes: u64) -> Self {
        Self {
            sha256,
            bytes,
            extractor: EXTRACTOR,
            container: String::new(),
            fast_start: None,
            metadata: None,
            video: None,
            audio: None,
            damage: Vec::new(),
            last_frame: None,
            not_measured: Vec::new(),
        }
    }
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
    /// Contrast between the lightest and the darkest twentieth of its rectangle, as WCAG 2.2 counts
    /// it: 1 to 21.
    pub contrast: f64,
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
    /// How well the pixels that look like the logo's ink stand where the logo has ink, −1 to 1:
    /// whatever the ground. Only of a logo in one colour.
    pub likeness: Option<f64>,
    /// Its width over its height there, over the same in its file: 1 as drawn.
    pub stretch: Option<f64>,
    /// What can be seen of the file's width, as a share of it: files often have empty margins.
    pub visible: Option<Ratio>,
    /// Each of the logo's colours, and what stands in its place.
    #[serde(default)]
    pub inks: Vec<InkMatch>,
    /// How far the ground around it stays even, as a share of its height, up to 1. Absent where the
    /// ground is not even to begin with.
    pub clear: Option<Ratio>,
}

impl LogoMatch {
    /// A match of which only the place and the correlation were measured.
    pub const fn at(logo: Digest, score: f64, region: Option<Region>) -> Self {
        Self {
            logo,
            score,
            region,
            likeness: None,
            stretch: None,
            visible: None,
            inks: Vec::new(),
            clear: None,
        }
    }
}

/// A colour of a logo, in its file and where it was found.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct InkMatch {
    /// In the file.
    pub own: Colour,
    /// In the frame.
    pub seen: Colour,
    /// Its share of the logo.
    pub share: Ratio,
}

/// How much a line of words looks as if it were set in a typeface.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TypefaceMatch {
    /// The typeface's file.
    pub font: Digest,
    /// The line.
    pub region: Region,
    /// What two thirds of its letters reach when they are compared with the typeface's in the
    /// size and weight that fit best: normalised cross-correlation, −1 to 1.
    pub likeness: f64,
    /// How many letters were compared: plain strokes and dots are not.
    pub letters: u32,
    /// The size of the type, pixels to the em.
    pub em: f64,
}

/// What was heard of people who speak.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct VoiceFacts {
    /// Where somebody speaks, counted from the first frame; the first 256 places.
    pub spans: Vec<Span>,
    /// How long somebody speaks in all.
    pub spoken: Secs,
    /// The share of the sound in which somebody speaks.
    pub share: Ratio,
    /// How likely it is that somebody speaks, on average over the likeliest second, 0 to 1.
    pub likeliest: Ratio,
    /// How much louder the band of the voice is where somebody speaks than elsewhere, dB; absent
    /// where nobody speaks or nobody pauses.
    pub lift: Option<f64>,
    /// Version and name of the model that listened.
    pub model: String,
}

/// What was measured of a file against references and by models: words, logos, voices.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ProbeFacts {
    /// Words in the last frame; absent when no reader was there.
    pub words: Option<Vec<ReadText>>,
    /// One match per logo asked for.
    pub logos: Vec<LogoMatch>,
    /// Version and name of the model that read the words.
    pub reader: Option<String>,
    /// One match per typeface and line that is large and plain enough to tell typefaces apart;
    /// absent when nobody compared.
    #[serde(default)]
    pub typefaces: Option<Vec<TypefaceMatch>>,
    /// Who speaks; absent when nobody listened.
    #[serde(default)]
    pub voice: Option<VoiceFacts>,
}

//! Delivery specs as data: versioned, dated, sourced, overridable.

mod frame_rate;
mod numbers;
mod severities;
mod shapes;
mod texts;

use crate::diagnostic::Place;
use model::asset::MediaKind;
use model::finding::Severity;
use model::id::FormatId;
use model::unit::{DbTp, Lufs, Region, Secs, Size};

pub use frame_rate::FrameRateRule;
pub use numbers::NumberRule;
pub use severities::{FAULTS, Severities};
pub use shapes::Shape;
pub use texts::{TextLimits, TextRule, WideCharacters};

pub(crate) use frame_rate::frame_rate;
pub(crate) use severities::{WORDS as SEVERITY_WORDS, item as severity_item, severity};

/// Which durations a format takes.
#[derive(Debug, Clone, PartialEq)]
pub enum DurationRule {
    /// The source states none.
    Any,
    /// From, to (inclusive), where stated.
    Range(Option<Secs>, Option<Secs>),
    /// Exactly one of these.
    OneOf(Vec<Secs>),
}

/// Whether sound must, may or may not be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AudioRule {
    /// Must be there.
    Required,
    /// May be there.
    Optional,
    /// Must not be there.
    Forbidden,
}

/// A loudness target with its tolerance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoudnessRule {
    /// Integrated loudness.
    pub target: Lufs,
    /// Allowed distance, LU.
    pub tolerance: f64,
    /// What missing it does: only a platform that states a number refuses.
    pub severity: Severity,
}

/// Margins that the platform covers with its own buttons, in pixels of the format's size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SafeMargins {
    /// From the top edge.
    pub top: u32,
    /// From the bottom edge.
    pub bottom: u32,
    /// From the left edge.
    pub left: u32,
    /// From the right edge.
    pub right: u32,
}

/// How sound has to be laid down; what is absent or empty is not stated.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SoundRule {
    /// Sound codecs accepted, lower case.
    pub codecs: Vec<String>,
    /// Samples a second.
    pub sample_rate: Option<NumberRule>,
    /// Channels.
    pub channels: Option<NumberRule>,
    /// Lowest bit rate of the sound, kilobits a second.
    pub min_kbps: Option<f64>,
}

/// What a platform covers, as somebody drew it: rectangles of a picture of this size.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Covered {
    /// The size of the picture that it was drawn on.
    pub size: Size,
    /// The rectangles, from top to bottom.
    pub regions: Vec<Region>,
}

/// One delivery spec.
#[derive(Debug, Clone, PartialEq)]
pub struct Format {
    /// Its id in the pack.
    pub id: FormatId,
    /// The platform.
    pub platform: String,
    /// The placement.
    pub placement: String,
    /// Picture, film or sound.
    pub kind: MediaKind,
    /// The size we build and expect; 0×0 where nothing is seen.
    pub size: Size,
    /// Allowed distance of the aspect ratio, per cent; 0 is exact.
    pub aspect_tolerance_pct: f64,
    /// Shapes accepted besides that of the size.
    pub shapes: Vec<Shape>,
    /// Smallest width and height accepted.
    pub smallest: Option<Size>,
    /// Durations accepted.
    pub duration: DurationRule,
    /// How far a film may be from them, where stated; one frame otherwise.
    pub duration_tolerance: Option<Secs>,
    /// Frame rates accepted, where stated.
    pub frame_rate: Option<FrameRateRule>,
    /// Containers accepted, lower case; empty where the source states none.
    pub containers: Vec<String>,
    /// Video codecs accepted, lower case; empty where the source states none.
    pub codecs: Vec<String>,
    /// Lowest bit rate of the pictures, kilobits a second.
    pub min_kbps: Option<f64>,
    /// Highest bit rate of the pictures, kilobits a second.
    pub max_kbps: Option<f64>,
    /// Largest file.
    pub max_bytes: Option<u64>,
    /// Sound.
    pub audio: AudioRule,
    /// How the sound has to be laid down.
    pub sound: SoundRule,
    /// Loudness, where stated.
    pub loudness: Option<LoudnessRule>,
    /// Highest true peak, where stated.
    pub true_peak: Option<DbTp>,
    /// What the platform covers.
    pub safe: SafeMargins,
    /// A picture of what the platform covers, beside the sheet: opaque is covered.
    pub safe_mask: Option<String>,
    /// What that picture says, once somebody has read it.
    pub covered: Option<Covered>,
    /// How long the texts beside the file may be.
    pub texts: TextLimits,
    /// What a breach does here, where that is not what it does elsewhere.
    pub severities: Severities,
    /// What its files show before the spot; none where they are the spot and nothing else.
    pub leader: Option<String>,
    /// Where the numbers come from.
    pub source: String,
    /// When they were read or dated.
    pub source_date: String,
    /// Where it stands, for messages.
    pub place: Place,
}

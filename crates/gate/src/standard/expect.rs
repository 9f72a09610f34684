//! Technical expectations: what a place takes, or what a row of a table orders.

use crate::subject::Basis;
use model::asset::MediaKind;
use model::unit::{DbTp, Secs, Size};
use spec::format::{
    AudioRule, Covered, DurationRule, Format, FrameRateRule, LoudnessRule, SafeMargins, Severities,
    Shape, SoundRule, TextLimits,
};

/// Technical expectations. An empty list and an absent value expect nothing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Expect {
    /// What findings name as the rule: a format id, or the row of a table.
    pub rule: String,
    /// Where the numbers come from, with their date when known.
    pub source: String,
    /// Pixels.
    pub size: Option<SizeRule>,
    /// Width over height.
    pub aspect: Option<AspectRule>,
    /// Shapes accepted besides that one.
    pub shapes: Vec<Shape>,
    /// Length.
    pub duration: Option<DurationRule>,
    /// Allowed distance from it, where stated; one frame otherwise.
    pub duration_tolerance: Option<Secs>,
    /// Frames a second.
    pub frame_rate: Option<FrameRateRule>,
    /// Containers accepted.
    pub containers: Vec<String>,
    /// Picture codecs accepted.
    pub codecs: Vec<String>,
    /// The pixel format.
    pub pixel_format: Option<String>,
    /// Largest file.
    pub max_bytes: Option<u64>,
    /// Lowest bit rate of the pictures, kilobits a second.
    pub min_kbps: Option<f64>,
    /// Highest bit rate of the pictures, kilobits a second.
    pub max_kbps: Option<f64>,
    /// What the platform covers, in pixels of a picture of this size.
    pub safe: Option<(SafeMargins, Size)>,
    /// What the platform covers, as somebody drew it.
    pub covered: Option<Covered>,
    /// Whether there must, may or must not be sound.
    pub audio: Option<AudioRule>,
    /// The sound codec.
    pub audio_codec: Option<String>,
    /// How the sound has to be laid down.
    pub sound: SoundRule,
    /// Loudness.
    pub loudness: Option<LoudnessRule>,
    /// Highest true peak.
    pub true_peak: Option<DbTp>,
    /// How long the texts beside the file may be.
    pub texts: TextLimits,
    /// What a breach does there, by the code of the fault, where that is not what it does elsewhere.
    pub severities: Severities,
}

impl Expect {
    /// Fills what is absent from another expectation; findings then name both.
    pub(super) fn or(self, other: Self) -> Self {
        let filled =
            |own: Vec<String>, other: Vec<String>| if own.is_empty() { other } else { own };
        // A size of the row brings its own shape; without one the format's holds.
        let severities = self.outranking(other.severities);
        let own_shape = self.size.is_some() || self.aspect.is_some();
        let (aspect, shapes) =
            if own_shape { (self.aspect, self.shapes) } else { (other.aspect, other.shapes) };
        let own_length = self.duration.is_some();
        Self {
            rule: format!("{} {}", self.rule, other.rule),
            source: format!("{}; {}", self.source, other.source),
            size: self.size.or(other.size),
            aspect,
            shapes,
            duration: self.duration.or(other.duration),
            duration_tolerance: if own_length {
                self.duration_tolerance
            } else {
                self.duration_tolerance.or(other.duration_tolerance)
            },
            frame_rate: self.frame_rate.or(other.frame_rate),
            containers: filled(self.containers, other.containers),
            codecs: filled(self.codecs, other.codecs),
            pixel_format: self.pixel_format.or(other.pixel_format),
            max_bytes: self.max_bytes.or(other.max_bytes),
            min_kbps: self.min_kbps.or(other.min_kbps),
            max_kbps: self.max_kbps.or(other.max_kbps),
            safe: self.safe.or(other.safe),
            covered: self.covered.or(other.covered),
            audio: self.audio.or(other.audio),
            sound: SoundRule {
                codecs: if self.audio_codec.is_some() {
                    self.sound.codecs
                } else {
                    filled(self.sound.codecs, other.sound.codecs)
                },
                sample_rate: self.sound.sample_rate.or(other.sound.sample_rate),
                channels: self.sound.channels.or(other.sound.channels),
                min_kbps: self.sound.min_kbps.or(other.sound.min_kbps),
            },
            audio_codec: self.audio_codec.or(other.audio_codec),
            loudness: self.loudness.or(other.loudness),
            true_peak: self.true_peak.or(other.true_peak),
            texts: if self.texts == TextLimits::default() { other.texts } else { self.texts },
            severities,
        }
    }

    /// Leaves of what a place says those severities that are not about an order of one's own: who
    /// orders 15 s gets 15 s, though the place would only cut what is longer.
    fn outranking(&self, mut severities: Severities) -> Severities {
        let ordered: [(&[&str], bool); 10] = [
            (&["wrong-dimensions", "wrong-aspect"], self.size.is_some() || self.aspect.is_some()),
            (&["wrong-duration"], self.duration.is_some()),
            (&["wrong-frame-rate"], self.frame_rate.is_some()),
            (&["wrong-container"], !self.containers.is_empty()),
            (&["wrong-codec"], !self.codecs.is_empty() || self.audio_codec.is_some()),
            (&["wrong-pixel-format"], self.pixel_format.is_some()),
            (&["file-too-large"], self.max_bytes.is_some()),
            (&["bitrate-too-high"], self.max_kbps.is_some()),
            (&["missing-audio", "unexpected-audio"], self.audio.is_some()),
            (&["too-loud", "too-quiet"], self.loudness.is_some() || self.true_peak.is_some()),
        ];
        for (codes, _) in ordered.iter().filter(|(_, ordered)| *ordered) {
            severities.retain(|code, _| !codes.contains(&code.as_str()));
        }
        severities.extend(self.severities.clone());
        severities
    }

    pub(crate) fn basis(&self, column: &str) -> Basis {
        Basis { rule: format!("{}:{column}", self.rule), source: self.source.clone() }
    }
}

/// Which sizes are accepted, as displayed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SizeRule {
    /// This one.
    Exactly(Size),
    /// This many pixels across, any number down.
    Across(u32),
    /// This many pixels down, any number across.
    Down(u32),
    /// This one or any larger one; the first is the size to build.
    AtLeast {
        /// The size the source recommends.
        recommended: Size,
        /// The smallest one accepted.
        smallest: Size,
    },
}

/// Which shapes are accepted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AspectRule {
    /// Width over height.
    pub ratio: f64,
    /// Allowed distance, per cent of the ratio.
    pub tolerance_pct: f64,
}

impl From<&Format> for Expect {
    fn from(format: &Format) -> Self {
        let is_seen = format.kind != MediaKind::Sound;
        let size = match format.smallest {
            _ if !is_seen => None,
            Some(smallest) => Some(SizeRule::AtLeast { recommended: format.size, smallest }),
            // Who takes several shapes and states no smallest size takes no one size.
            None if !format.shapes.is_empty() => None,
            None => Some(SizeRule::Exactly(format.size)),
        };
        Self {
            rule: format.id.to_string(),
            source: dated(&format.source, &format.source_date),
            size,
            aspect: is_seen.then(|| AspectRule {
                ratio: format.size.aspect(),
                tolerance_pct: format.aspect_tolerance_pct,
            }),
            shapes: format.shapes.clone(),
            duration: stated(&format.duration),
            duration_tolerance: format.duration_tolerance,
            frame_rate: format.frame_rate.clone(),
            containers: format.containers.clone(),
            codecs: format.codecs.clone(),
            min_kbps: format.min_kbps,
            max_kbps: format.max_kbps,
            safe: (format.safe != SafeMargins::default()).then_some((format.safe, format.size)),
            covered: format.covered.clone(),
            max_bytes: format.max_bytes,
            audio: Some(format.audio),
            loudness: format.loudness,
            sound: format.sound.clone(),
            true_peak: format.true_peak,
            texts: format.texts,
            severities: format.severities.clone(),
            ..Self::default()
        }
    }
}

fn dated(source: &str, date: &str) -> String {
    if date.is_empty() { source.to_owned() } else { format!("{source} ({date})") }
}

fn stated(rule: &DurationRule) -> Option<DurationRule> {
    match rule {
        DurationRule::Any | DurationRule::Range(None, None) => None,
        DurationRule::OneOf(lengths) if lengths.is_empty() => None,
        DurationRule::Range(..) | DurationRule::OneOf(_) => Some(rule.clone()),
    }
}

/// Writes a duration rule the way a producer would say it.
pub(crate) fn duration_in_words(rule: &DurationRule) -> String {
    match rule {
        DurationRule::Any | DurationRule::Range(None, None) => "any length".to_owned(),
        DurationRule::Range(Some(from), Some(to)) => format!("{from} to {to}"),
        DurationRule::Range(Some(from), None) => format!("{from} or longer"),
        DurationRule::Range(None, Some(to)) => format!("{to} or shorter"),
        DurationRule::OneOf(lengths) => {
            lengths.iter().map(Secs::to_string).collect::<Vec<_>>().join(" or ")
        }
    }
}

//! What is expected of a file: by the place it goes to, the brand, the architecture, the record.

mod deliverable;
mod row;

use crate::subject::Basis;
use model::asset::PurposeState;
use model::colour::Colour;
use model::digest::Digest;
use model::id::LogoId;
use model::unit::{Date, DbTp, FrameRate, Ratio, Secs, Size};
use spec::deliverables::ExpectedDeliverable;
use spec::format::{AudioRule, DurationRule, Format, LoudnessRule, SafeMargins};
use spec::workspace::{Breaks, Logo, Rule};

pub use row::DeliverableRow;

/// Everything a file is held against. What is absent is not judged.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Standard {
    /// What the place it goes to takes.
    pub format: Option<Expect>,
    /// What the brand asks for.
    pub brand: Option<BrandStandard>,
    /// What the file is for.
    pub purpose: Option<PurposeState>,
    /// The bytes that were signed off.
    pub approved: Option<Digest>,
    /// When it is on air: first and last day.
    pub on_air: Option<(Date, Date)>,
    /// What in it may be shown for a time only.
    pub terms: Vec<Term>,
    /// The rules of the brand.
    pub rules: Vec<Rule>,
    /// The rules that are broken on purpose.
    pub breaks: Vec<Breaks>,
}

/// Something in a file that may be shown for a time only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What it is: `scene/harbour`.
    pub what: String,
    /// Why it ends.
    pub kind: TermKind,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Where that is written down.
    pub source: String,
}

/// Why something may be shown for a time only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TermKind {
    /// It is licensed.
    Rights,
    /// It offers something that ends.
    Offer,
}

impl Term {
    /// Tells whether it may be shown on every day from `first` to `last`.
    pub(crate) fn covers(&self, (first, last): (Date, Date)) -> bool {
        self.from.is_none_or(|from| from <= first) && self.until.is_none_or(|until| until >= last)
    }

    pub(crate) fn in_words(&self) -> String {
        match (self.from, self.until) {
            (None, None) => format!("{} at any time", self.what),
            (Some(from), None) => format!("{} from {from}", self.what),
            (None, Some(until)) => format!("{} until {until}", self.what),
            (Some(from), Some(until)) => format!("{} from {from} to {until}", self.what),
        }
    }
}

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
    /// Length.
    pub duration: Option<DurationRule>,
    /// Frames a second.
    pub frame_rate: Option<FrameRate>,
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
    /// Whether there must, may or must not be sound.
    pub audio: Option<AudioRule>,
    /// The sound codec.
    pub audio_codec: Option<String>,
    /// Loudness.
    pub loudness: Option<LoudnessRule>,
    /// Highest true peak.
    pub true_peak: Option<DbTp>,
}

impl Expect {
    /// Fills what is absent from another expectation; findings then name both.
    fn or(self, other: Self) -> Self {
        let filled =
            |own: Vec<String>, other: Vec<String>| if own.is_empty() { other } else { own };
        // A size of the row brings its own shape; without one the format's holds.
        let aspect = if self.size.is_some() { self.aspect } else { self.aspect.or(other.aspect) };
        Self {
            rule: format!("{} {}", self.rule, other.rule),
            source: format!("{}; {}", self.source, other.source),
            size: self.size.or(other.size),
            aspect,
            duration: self.duration.or(other.duration),
            frame_rate: self.frame_rate.or(other.frame_rate),
            containers: filled(self.containers, other.containers),
            codecs: filled(self.codecs, other.codecs),
            pixel_format: self.pixel_format.or(other.pixel_format),
            max_bytes: self.max_bytes.or(other.max_bytes),
            min_kbps: self.min_kbps.or(other.min_kbps),
            max_kbps: self.max_kbps.or(other.max_kbps),
            safe: self.safe.or(other.safe),
            audio: self.audio.or(other.audio),
            audio_codec: self.audio_codec.or(other.audio_codec),
            loudness: self.loudness.or(other.loudness),
            true_peak: self.true_peak.or(other.true_peak),
        }
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

/// What the brand asks of the end card, or of the picture itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BrandStandard {
    /// The brand's name: read near a faint logo, it confirms it.
    pub name: String,
    /// Where the brand's expectations are written down.
    pub source: String,
    /// The ground of the end card; absent where a photograph fills the frame.
    pub background: Option<Colour>,
    /// The ink of the end card.
    pub ink: Option<Colour>,
    /// Every colour of the brand.
    pub palette: Vec<Colour>,
    /// Logos, any of which will do.
    pub logos: Vec<LogoStandard>,
    /// The call to action that must be there.
    pub cta: Option<String>,
    /// The legal line that must be there.
    pub legal: Option<String>,
    /// Other words that belong on the frame, so that they are not taken for leftovers.
    pub words: Vec<String>,
    /// Words that must not be there: other campaigns', other markets', expired cards'.
    pub stale: Vec<Stale>,
}

/// A logo with what the brand asks of its place.
#[derive(Debug, Clone, PartialEq)]
pub struct LogoStandard {
    /// Its id.
    pub id: LogoId,
    /// Its bytes.
    pub digest: Digest,
    /// Smallest width, as a share of the picture's width: that of the whole file, empty margins
    /// included, as layouts place it.
    pub smallest: Ratio,
    /// Space to keep clear around it, as a share of its height.
    pub clear_space: Ratio,
}

impl From<&Logo> for LogoStandard {
    fn from(logo: &Logo) -> Self {
        let Logo { id, digest, smallest, clear_space, .. } = logo;
        Self { id: id.clone(), digest: *digest, smallest: *smallest, clear_space: *clear_space }
    }
}

impl BrandStandard {
    pub(crate) fn basis(&self, expectation: &str) -> Basis {
        Basis { rule: format!("brand:{expectation}"), source: self.source.clone() }
    }

    /// Returns all words that belong on the frame.
    pub(crate) fn expected_words(&self) -> impl Iterator<Item = &str> {
        self.cta.iter().chain(&self.legal).chain(&self.words).map(String::as_str)
    }
}

/// Words of something else, and what that is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stale {
    /// The words.
    pub text: String,
    /// Whose they are: `the end card end-card/spring, valid until 2026-03-31`.
    pub what: String,
}

impl Standard {
    /// Expects what a format's own spec says, and nothing about brand or purpose.
    pub fn from_format(format: &Format) -> Self {
        Self { format: Some(Expect::from(format)), ..Self::default() }
    }

    /// Expects what one row of a deliverables table, or the flags of a command, say.
    pub fn from_deliverable_row(row: &DeliverableRow) -> Self {
        row.standard()
    }

    /// Expects what a listed file's format says, and before that what its own row says.
    pub fn for_listed(listed: &ExpectedDeliverable, format: Option<&Format>) -> Self {
        let row = Self::from_deliverable_row(&DeliverableRow::from(listed));
        let Some(format) = format else { return row };
        let expect = row.format.unwrap_or_default().or(Expect::from(format));
        Self { format: Some(expect), ..row }
    }
}

impl From<&Format> for Expect {
    fn from(format: &Format) -> Self {
        let size = match format.smallest {
            Some(smallest) => SizeRule::AtLeast { recommended: format.size, smallest },
            None => SizeRule::Exactly(format.size),
        };
        Self {
            rule: format.id.to_string(),
            source: dated(&format.source, &format.source_date),
            size: Some(size),
            aspect: Some(AspectRule {
                ratio: format.size.aspect(),
                tolerance_pct: format.aspect_tolerance_pct,
            }),
            duration: stated(&format.duration),
            containers: format.containers.clone(),
            codecs: format.codecs.clone(),
            min_kbps: format.min_kbps,
            safe: (format.safe != SafeMargins::default()).then_some((format.safe, format.size)),
            max_bytes: format.max_bytes,
            audio: Some(format.audio),
            loudness: format.loudness,
            true_peak: format.true_peak,
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

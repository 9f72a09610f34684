//! What is expected of a file: by the place it goes to, the brand, the architecture, the record.

mod deliverable;
mod disclosure;
mod end_card;
mod expect;
mod row;
mod texts;

use crate::subject::Basis;
use model::asset::PurposeState;
use model::colour::Colour;
use model::digest::Digest;
use model::finding::Override;
use model::id::LogoId;
use model::unit::{Date, Ratio};
use spec::deliverables::ExpectedDeliverable;
use spec::format::Format;
use spec::workspace::{Breaks, Grade, Logo, Rule};

pub use disclosure::{Disclosure, SourceRule};
pub use end_card::EndCardImage;
pub use expect::{AspectRule, Expect, SizeRule};
pub use row::DeliverableRow;
pub use texts::AdTexts;

pub(crate) use expect::duration_in_words;

/// Everything a file is held against. What is absent is not judged.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Standard {
    /// What the place it goes to takes.
    pub format: Option<Expect>,
    /// What the brand asks for.
    pub brand: Option<BrandStandard>,
    /// The texts that go out beside the file.
    pub texts: Option<AdTexts>,
    /// Whether somebody speaks in it.
    pub voiceover: Option<Voiceover>,
    /// The end card that it must close on.
    pub end_card: Option<EndCardImage>,
    /// What must be said of how it was made.
    pub disclosure: Option<Disclosure>,
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
    /// The findings that people let pass, in which bytes.
    pub overrides: Vec<Override>,
}

/// Whether somebody speaks in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voiceover {
    /// Somebody must.
    Expected,
    /// Nobody must.
    Forbidden,
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
    /// How dark and how light films get.
    pub grade: Option<Grade>,
    /// Logos, any of which will do.
    pub logos: Vec<LogoStandard>,
    /// Typefaces, any of which words may be set in; empty where nobody compares letters.
    pub typefaces: Vec<TypefaceStandard>,
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

/// A typeface of the brand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypefaceStandard {
    /// What the brand calls it: its name, or its file.
    pub name: String,
    /// Its bytes; absent where no file of it could be read.
    pub font: Option<Digest>,
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
        let row = Self {
            texts: texts::of_listed(listed),
            voiceover: listed
                .voiceover
                .map(|speaks| if speaks { Voiceover::Expected } else { Voiceover::Forbidden }),
            disclosure: disclosure::of_listed(listed),
            ..Self::from_deliverable_row(&DeliverableRow::from(listed))
        };
        let Some(format) = format else { return row };
        let expect = row.format.unwrap_or_default().or(Expect::from(format));
        Self { format: Some(expect), ..row }
    }
}

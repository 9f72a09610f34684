//! What the market says and what we know: competitor ads, insights and their evidence.

use crate::colour::Colour;
use crate::digest::Digest;
use crate::id::{AdId, InsightId, LearningId, PropositionId};
use crate::unit::{Date, Ratio};
use serde::{Deserialize, Serialize};

/// Where a row came from, for messages and for people who want to look.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowSource {
    /// Path inside the workspace.
    pub file: String,
    /// One-based line.
    pub line: u64,
}

/// A competitor's ad as imported. Near-duplicates are folded into one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompetitorAd {
    /// Its id, from brand and normalised text.
    pub id: AdId,
    /// The advertiser.
    pub brand: String,
    /// Everything it says, headline first.
    pub text: String,
    /// Its picture, when the bytes were given.
    pub image: Option<Digest>,
    /// First day seen.
    pub first_seen: Option<Date>,
    /// Last day seen.
    pub last_seen: Option<Date>,
    /// People reached, when the source says.
    pub reach: Option<u64>,
    /// Where the row stands.
    pub source: RowSource,
    /// How many near-duplicates were folded into it (itself not counted).
    pub folded: u32,
}

/// What an ad appeals to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Appeal {
    /// A lower price, a discount, free delivery.
    Price,
    /// How well it is made or how well it works.
    Quality,
    /// How it makes people feel.
    Emotion,
    /// It saves time or effort.
    Convenience,
    /// Others chose it: ratings, numbers, names.
    SocialProof,
    /// Only now, only few.
    Urgency,
    /// It is new.
    Novelty,
    /// It does good or does less harm.
    Responsibility,
    /// Where it comes from, how long it has been.
    Heritage,
    /// How it looks.
    Style,
}

impl Appeal {
    /// Every appeal.
    pub const ALL: [Self; 10] = [
        Self::Price,
        Self::Quality,
        Self::Emotion,
        Self::Convenience,
        Self::SocialProof,
        Self::Urgency,
        Self::Novelty,
        Self::Responsibility,
        Self::Heritage,
        Self::Style,
    ];

    /// Returns the word used in files and tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Quality => "quality",
            Self::Emotion => "emotion",
            Self::Convenience => "convenience",
            Self::SocialProof => "social-proof",
            Self::Urgency => "urgency",
            Self::Novelty => "novelty",
            Self::Responsibility => "responsibility",
            Self::Heritage => "heritage",
            Self::Style => "style",
        }
    }
}

/// Where an insight comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "origin")]
pub enum InsightOrigin {
    /// The brand's own people or research; only this brand has it.
    FirstParty {
        /// Who or what says so.
        source: String,
    },
    /// Competitors' ads.
    Market,
    /// What an earlier round taught.
    Learning {
        /// The learning.
        learning: LearningId,
    },
}

/// A statement with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Insight {
    /// Its id, from statement and evidence.
    pub id: InsightId,
    /// One sentence.
    pub statement: String,
    /// Where it comes from.
    #[serde(flatten)]
    pub origin: InsightOrigin,
    /// The ads behind it, sorted.
    pub ads: Vec<AdId>,
    /// How many ads could have shown it.
    pub out_of: u64,
    /// Which proposition of ours it speaks to, when it is about one.
    pub proposition: Option<PropositionId>,
    /// Which appeal it is about, when it is about one.
    pub appeal: Option<Appeal>,
}

/// A share with its count and 95% Wilson interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// How many.
    pub count: u64,
    /// Out of how many.
    pub of: u64,
    /// Lower bound.
    pub low: Ratio,
    /// Upper bound.
    pub high: Ratio,
}

/// How often one brand makes one appeal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AppealUse {
    /// The brand; empty for the whole category.
    pub brand: String,
    /// The appeal.
    pub appeal: Appeal,
    /// How often.
    pub share: Share,
    /// The ads that do.
    pub ads: Vec<AdId>,
}

/// A phrase that a brand, or the category, says more than others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeyPhrase {
    /// The brand; empty for the whole category.
    pub brand: String,
    /// The phrase, lower case.
    pub phrase: String,
    /// How often.
    pub share: Share,
    /// The ads that say it.
    pub ads: Vec<AdId>,
}

/// Ads that say much the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cluster {
    /// The words that hold it together.
    pub label: String,
    /// Its ads, sorted.
    pub ads: Vec<AdId>,
    /// The brands in it, sorted.
    pub brands: Vec<String>,
}

/// A colour and the share of the picture it covers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PaletteShare {
    /// The colour.
    pub colour: Colour,
    /// The share of pixels.
    pub share: Ratio,
}

/// The colours of one brand's pictures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BrandPalette {
    /// The brand.
    pub brand: String,
    /// How many pictures were measured.
    pub pictures: u64,
    /// Dominant colours, largest first.
    pub colours: Vec<PaletteShare>,
}

/// Everything the insight stage says about a market.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct MarketReading {
    /// The ads, sorted by id, near-duplicates folded.
    pub ads: Vec<CompetitorAd>,
    /// How many rows were read.
    pub rows: u64,
    /// How many rows were near-duplicates.
    pub duplicates: u64,
    /// Appeals by brand and for the category.
    pub appeals: Vec<AppealUse>,
    /// Key phrases by brand and for the category.
    pub phrases: Vec<KeyPhrase>,
    /// What is said alike.
    pub clusters: Vec<Cluster>,
    /// What brands look like.
    pub palettes: Vec<BrandPalette>,
    /// Statements for the idea stage: gaps against our architecture first, then what is crowded,
    /// then what earlier rounds taught.
    pub insights: Vec<Insight>,
    /// Rows that could not be read, in plain words with their place.
    pub warnings: Vec<String>,
}

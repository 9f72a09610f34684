//! What happened out there: counted results, and what we expected before we saw them.

use crate::id::{Code, DeliverableId, ObservationId, PredictionId, PurposeId, VariantId};
use crate::insight::RowSource;
use crate::unit::{Date, Money, Ratio};
use serde::{Deserialize, Serialize};

/// How results came to be. Only `Measured` is evidence about the market.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResultKind {
    /// A platform counted it for this very ad.
    Measured,
    /// Real counts of something else, put in its place.
    Borrowed,
    /// Made up by a model, for trying things out.
    Simulated,
}

impl ResultKind {
    /// Returns the word people read.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Borrowed => "borrowed",
            Self::Simulated => "simulated",
        }
    }
}

/// The period a row covers. A row over several days is never daily.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grain {
    /// One day.
    Day,
    /// Several days in one row.
    Period,
}

/// Counted results of one ad in one period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// Its id, from everything below.
    pub id: ObservationId,
    /// The deliverable, when the row could be matched.
    pub deliverable: Option<DeliverableId>,
    /// The code that matched it.
    pub code: Option<Code>,
    /// Where the row stands.
    pub source: RowSource,
    /// The platform.
    pub platform: String,
    /// The ad's name there.
    pub ad_name: String,
    /// The placement, when broken down.
    pub placement: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Day or period.
    pub grain: Grain,
    /// Times shown.
    pub impressions: u64,
    /// Link clicks; all clicks where the export has no link clicks.
    pub clicks: u64,
    /// Spent.
    pub spend: Option<Money>,
    /// Conversions; fractional where the platform attributes fractions.
    pub conversions: Option<f64>,
    /// How it came to be.
    pub kind: ResultKind,
}

/// A result no platform reports: `performance/outcomes.csv`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The purpose it speaks to.
    pub purpose: PurposeId,
    /// When.
    pub date: Date,
    /// What was measured.
    pub measure: String,
    /// How much.
    pub value: f64,
    /// Who says so.
    pub source: String,
}

/// What was imported from `performance/`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct PerformanceReading {
    /// Rows, sorted by id.
    pub observations: Vec<Observation>,
    /// Results no platform reports.
    pub outcomes: Vec<Outcome>,
    /// Totals rows that were dropped.
    pub totals_dropped: u64,
    /// Rows that match no deliverable of ours.
    pub unmatched: u64,
    /// What could not be read, in plain words with the place.
    pub warnings: Vec<String>,
}

/// An interval around a middle value.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower bound.
    pub low: f64,
    /// Middle.
    pub mid: f64,
    /// Upper bound.
    pub high: f64,
}

/// What was expected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "expectation")]
pub enum Expectation {
    /// A click-through rate with its 90% interval.
    ClickRate {
        /// The interval.
        rate: Interval,
        /// The dumb baseline beside it: the account's mean rate.
        baseline: f64,
        /// How many rows it rests on.
        rows: u64,
    },
    /// Not enough to say anything.
    InsufficientData {
        /// What is missing.
        because: String,
    },
}

/// An expectation for a variant, written down before its outcome was seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Prediction {
    /// Its id.
    pub id: PredictionId,
    /// The variant.
    pub variant: VariantId,
    /// What is expected.
    pub expected: Expectation,
    /// The model and its version.
    pub model: String,
}

/// A prediction held against what came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Predictions that met an outcome.
    pub compared: u64,
    /// Share of outcomes inside the 90% interval.
    pub inside: Option<Ratio>,
    /// Spearman rank correlation of predicted and observed rates.
    pub rank: Option<f64>,
    /// Mean absolute error of the model, on the log-odds scale.
    pub error: Option<f64>,
    /// The same for the dumb baseline.
    pub baseline_error: Option<f64>,
    /// Why there is nothing to say, when there is nothing to say.
    pub insufficient: Option<String>,
}

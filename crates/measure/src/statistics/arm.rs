//! An arm: one variant with everything counted for it, over all its deliverables.

use model::id::{ObservationId, VariantId};
use model::performance::ResultKind;
use model::unit::{Date, Money};
use serde::{Deserialize, Serialize};

/// What was counted on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// Clicks.
    pub clicks: u64,
    /// Impressions.
    pub impressions: u64,
}

/// A variant on air.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Arm {
    /// The variant.
    pub variant: VariantId,
    /// Impressions in all.
    pub impressions: u64,
    /// Clicks in all.
    pub clicks: u64,
    /// Spent in all; absent unless every row says it in one currency.
    pub spend: Option<Money>,
    /// First day counted.
    pub from: Date,
    /// Last day counted.
    pub to: Date,
    /// The rows behind it, sorted.
    pub observations: Vec<ObservationId>,
    /// The weakest kind of result among the rows.
    pub kind: ResultKind,
    /// Day by day, sorted; rows that cover several days are not in it.
    pub daily: Vec<Day>,
}

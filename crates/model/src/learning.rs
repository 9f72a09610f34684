//! What was learnt: claims from observations, with an interval.

use crate::id::{CampaignId, ComponentId, LearningId, ObservationId};
use crate::performance::{Interval, ResultKind, Score};
use serde::{Deserialize, Serialize};

/// A claim about one component, from observations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Learning {
    /// Its id.
    pub id: LearningId,
    /// The campaign it comes from.
    pub campaign: CampaignId,
    /// The round it comes from.
    pub round: u32,
    /// The component.
    pub component: ComponentId,
    /// Its effect on click-through, as a difference of log-odds against the round's mean, shrunk,
    /// with a 90% interval.
    pub effect: Interval,
    /// Whether the interval keeps to one side of zero.
    pub direction: EffectDirection,
    /// The claim in one sentence, with its numbers.
    pub claim: String,
    /// The rows behind it, sorted.
    pub observations: Vec<ObservationId>,
    /// Impressions behind it.
    pub impressions: u64,
    /// Clicks behind it.
    pub clicks: u64,
    /// The weakest kind of result among the rows.
    pub kind: ResultKind,
}

/// Which way an effect points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EffectDirection {
    /// The whole interval is above zero.
    Lifts,
    /// The whole interval is below zero.
    Drags,
    /// The interval holds zero: not known.
    Unclear,
}

/// What one round taught.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoundLearnings {
    /// Claims, strongest first.
    pub learnings: Vec<Learning>,
    /// How the predictions did.
    pub score: Score,
    /// Why there is little to say, when there is.
    pub insufficient: Vec<String>,
}

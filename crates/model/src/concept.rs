//! Starting points one can look at.

use crate::id::{
    AudienceId, CampaignId, ComponentId, ConceptId, DirectionId, InsightId, PropositionId,
    PurposeId,
};
use crate::unit::Ratio;
use serde::{Deserialize, Serialize};

/// How a piece of work is made and judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Brand-defining work.
    Craft,
    /// Variation and adaptation.
    Scaled,
    /// Answers culture now.
    Reactive,
}

impl Tier {
    /// Returns the word used in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Craft => "craft",
            Self::Scaled => "scaled",
            Self::Reactive => "reactive",
        }
    }
}

/// Insight × direction × components: a starting point. Most are discarded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Concept {
    /// Its id, from the parts it is composed of; their words may change under it.
    pub id: ConceptId,
    /// Its place on the contact sheet, from 1.
    pub number: u32,
    /// The campaign.
    pub campaign: CampaignId,
    /// The round it was composed in, from 1.
    pub round: u32,
    /// What it is for.
    pub purpose: PurposeId,
    /// Whom it speaks to.
    pub audience: AudienceId,
    /// What it offers or claims.
    pub proposition: PropositionId,
    /// What it starts from.
    pub insight: InsightId,
    /// The production thinking it follows.
    pub direction: DirectionId,
    /// The hook.
    pub hook: ComponentId,
    /// The scene.
    pub scene: ComponentId,
    /// The structure.
    pub structure: ComponentId,
    /// The motif.
    pub motif: ComponentId,
    /// What it says first.
    pub headline: String,
    /// What it says next; may be empty.
    pub line: String,
    /// How it is made and judged.
    pub tier: Tier,
    /// How like it is to the nearest other concept of its round, 0 to 1.
    pub nearest: Ratio,
    /// Why it is among the starting points, in one sentence.
    pub because: String,
}

/// The starting points of one round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConceptSlate {
    /// In contact-sheet order.
    pub concepts: Vec<Concept>,
    /// How many combinations were possible.
    pub possible: u64,
    /// What stood in the way of more, in plain words.
    pub warnings: Vec<String>,
}

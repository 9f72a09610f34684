//! What the ledger keeps: one append-only list of events.

use crate::asset::Asset;
use crate::decision::Judgement;
use crate::delivery::Delivered;
use crate::digest::Digest;
use crate::id::{CampaignId, CheckpointId};
use crate::person::PersonName;
use crate::step::{StepKey, StepRecord};
use serde::{Deserialize, Serialize};

/// Something that happened, in the order in which it became certain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "event")]
pub enum Event {
    /// A ledger was begun.
    Begun {
        /// The name of the workspace.
        workspace: String,
    },
    /// A step finished; its blobs were safe before this was written.
    StepFinished(Box<StepRecord>),
    /// A question was put to people.
    Asked {
        /// The question's id.
        checkpoint: CheckpointId,
        /// The campaign.
        campaign: CampaignId,
        /// The round.
        round: u32,
        /// The question, in words.
        question: String,
        /// Who is asked.
        of: Vec<PersonName>,
    },
    /// A question has all the answers it needs.
    Answered {
        /// The question's id.
        checkpoint: CheckpointId,
    },
    /// A person said something. Personal: erasable beside the chain.
    Judged(Box<Judgement>),
    /// Something that existed before was registered.
    Adopted(Box<Asset>),
    /// A package was brought somewhere and checked there.
    Delivered(Box<Delivered>),
    /// What steps had made that no plan asks for any more was let go. They count as never made.
    Discarded {
        /// The steps.
        steps: Vec<StepKey>,
        /// The blobs of theirs that nothing else names.
        blobs: Vec<Digest>,
    },
    /// A personal payload was erased; the chain still holds its digest.
    Erased {
        /// The sequence number of the event whose payload is gone.
        of: u64,
        /// Why.
        because: String,
    },
}

/// How soon an event must be on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// With the next group; losing it costs repeating work.
    Grouped,
    /// At once, alone: it cannot be asked or paid for twice.
    Single,
}

impl Event {
    /// Returns the event's kind, the word in the ledger's `kind` column.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Begun { .. } => "begun",
            Self::StepFinished(_) => "step-finished",
            Self::Asked { .. } => "asked",
            Self::Answered { .. } => "answered",
            Self::Judged(_) => "judged",
            Self::Adopted(_) => "adopted",
            Self::Delivered(_) => "delivered",
            Self::Discarded { .. } => "discarded",
            Self::Erased { .. } => "erased",
        }
    }

    /// Returns how soon it must be on the disk.
    pub const fn durability(&self) -> Durability {
        match self {
            Self::StepFinished(step) if step.cost.is_none() => Durability::Grouped,
            Self::Asked { .. } | Self::Answered { .. } | Self::Adopted(_) => Durability::Grouped,
            // Files are removed once it is certain that they may be.
            Self::Begun { .. }
            | Self::StepFinished(_)
            | Self::Judged(_)
            | Self::Delivered(_)
            | Self::Discarded { .. }
            | Self::Erased { .. } => Durability::Single,
        }
    }

    /// Returns whether the payload names a person and so must be erasable.
    pub const fn is_personal(&self) -> bool {
        matches!(self, Self::Judged(_) | Self::Asked { .. })
    }
}

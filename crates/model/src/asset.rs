//! What is being made: assets, their variants, and the files that go out.

use crate::digest::Digest;
use crate::id::{
    AssetId, CampaignId, Code, ComponentId, ConceptId, DeliverableId, DirectionId, FormatId,
    MarketId, PurposeId, VariantId,
};
use crate::person::By;
use crate::unit::Timestamp;
use serde::{Deserialize, Serialize};

/// What something is for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "purpose")]
pub enum PurposeState {
    /// A purpose of the architecture.
    Stated {
        /// Which.
        id: PurposeId,
    },
    /// Nobody has said. Such a thing is an orphan and does not pass the gate.
    Unstated,
}

/// Where an asset comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "from")]
pub enum AssetOrigin {
    /// A concept that people kept.
    Concept {
        /// Which.
        id: ConceptId,
    },
    /// A film, post or ad that existed before.
    Adopted {
        /// The bytes.
        digest: Digest,
        /// Where it was found.
        path: String,
        /// How large it is.
        bytes: u64,
    },
}

/// What became of an asset, with the evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
pub enum AssetState {
    /// In use or being made.
    Live,
    /// Taken out of use by a person.
    Retired {
        /// Who.
        by: By,
        /// Why.
        because: String,
        /// When.
        at: Timestamp,
    },
}

/// A concept that is being made, or something that existed before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asset {
    /// Its id.
    pub id: AssetId,
    /// Where it comes from.
    pub origin: AssetOrigin,
    /// What it is for.
    pub purpose: PurposeState,
    /// What became of it.
    pub state: AssetState,
}

/// An asset with its components, for one market.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    /// Its id, from everything below.
    pub id: VariantId,
    /// The asset it varies.
    pub asset: AssetId,
    /// The concept the asset comes from.
    pub concept: ConceptId,
    /// The campaign.
    pub campaign: CampaignId,
    /// What it is for.
    pub purpose: PurposeId,
    /// The production thinking it is made with.
    pub direction: DirectionId,
    /// The market it is made for.
    pub market: MarketId,
    /// BCP 47 language of its words.
    pub language: String,
    /// The hook.
    pub hook: ComponentId,
    /// The scene.
    pub scene: ComponentId,
    /// The structure.
    pub structure: ComponentId,
    /// The motif.
    pub motif: ComponentId,
    /// The call to action.
    pub cta: ComponentId,
    /// The closing card.
    pub end_card: ComponentId,
    /// The music bed of its films, when there is one.
    pub music: Option<ComponentId>,
    /// Voice, when somebody speaks.
    #[serde(default)]
    pub voice: Option<ComponentId>,
    /// Which of these parts its brief's matrix varies, in the order of their kinds: the levels that
    /// its results speak for. Empty where no matrix is written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub varies: Vec<ComponentId>,
    /// What it says first.
    pub headline: String,
    /// What it says next; may be empty.
    pub line: String,
}

/// Whether a format is a picture or a film.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MediaKind {
    /// A picture.
    Still,
    /// A film.
    Motion,
    /// A sound that is heard alone.
    Sound,
}

/// A variant in one format: what the file is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deliverable {
    /// Its id, from variant and format.
    pub id: DeliverableId,
    /// The variant.
    pub variant: VariantId,
    /// The format.
    pub format: FormatId,
    /// Picture or film.
    pub kind: MediaKind,
    /// The short code in file name, ad name and `utm_content`.
    pub code: Code,
    /// The file name, code included.
    pub file_name: String,
}

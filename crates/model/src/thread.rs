//! The thread: everything that is made, and what ties it to what it was made from.

use crate::id::{
    AdId, AssetId, BadId, CampaignId, CheckpointId, ComponentId, ConceptId, DecisionId,
    DeliverableId, DirectionId, InsightId, LearningId, ObservationId, PredictionId, PropositionId,
    PurposeId, VariantId,
};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! nodes {
    (
        made { $($(#[$mdoc:meta])* $made:ident($mid:ident)),* $(,)? }
        written { $($(#[$wdoc:meta])* $written:ident($wid:ident) $word:literal),* $(,)? }
    ) => {
        /// Anything on the thread.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum NodeId {
            $($(#[$mdoc])* $made($mid),)*
            $($(#[$wdoc])* $written($wid),)*
            /// A reusable part.
            Component(ComponentId),
        }

        impl NodeId {
            /// Returns the word for what it is.
            pub fn kind(&self) -> &'static str {
                match self {
                    $(Self::$made(_) => stringify!($made),)*
                    $(Self::$written(_) => stringify!($written),)*
                    Self::Component(id) => id.kind.word(),
                }
            }
        }

        impl fmt::Display for NodeId {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$made(id) => id.fmt(f),)*
                    $(Self::$written(id) => write!(f, concat!($word, "/{}"), id),)*
                    Self::Component(id) => id.fmt(f),
                }
            }
        }

        impl FromStr for NodeId {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                if let Some((kind, rest)) = text.split_once('/') {
                    return match kind {
                        $($word => rest.parse().map(Self::$written),)*
                        _ => text.parse().map(Self::Component),
                    };
                }
                match text.split_once('-').map_or(text, |(prefix, _)| prefix) {
                    $($mid::PREFIX => text.parse().map(Self::$made),)*
                    _ => Err(BadId::Slug(text.to_owned())),
                }
            }
        }

        $(impl From<$mid> for NodeId { fn from(id: $mid) -> Self { Self::$made(id) } })*
        $(impl From<$wid> for NodeId { fn from(id: $wid) -> Self { Self::$written(id) } })*
        impl From<ComponentId> for NodeId { fn from(id: ComponentId) -> Self { Self::Component(id) } }
    };
}

nodes! {
    made {
        /// A competitor's ad.
        Ad(AdId),
        /// An insight.
        Insight(InsightId),
        /// A concept.
        Concept(ConceptId),
        /// An asset.
        Asset(AssetId),
        /// A variant.
        Variant(VariantId),
        /// A deliverable.
        Deliverable(DeliverableId),
        /// An observation.
        Observation(ObservationId),
        /// A prediction.
        Prediction(PredictionId),
        /// A learning.
        Learning(LearningId),
        /// A decision.
        Decision(DecisionId),
        /// A question put to people.
        Checkpoint(CheckpointId),
    }
    written {
        /// A purpose.
        Purpose(PurposeId) "purpose",
        /// A proposition.
        Proposition(PropositionId) "proposition",
        /// A direction.
        Direction(DirectionId) "direction",
        /// A campaign.
        Campaign(CampaignId) "campaign",
    }
}

impl TryFrom<String> for NodeId {
    type Error = BadId;
    fn try_from(text: String) -> Result<Self, BadId> {
        text.parse()
    }
}

impl From<NodeId> for String {
    fn from(id: NodeId) -> Self {
        id.to_string()
    }
}

/// A tie from something to what it was made from or for. A tie between wrong kinds cannot be
/// written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "link")]
#[expect(missing_docs, reason = "each variant reads as a sentence: an insight rests on an ad")]
pub enum Link {
    InsightRestsOnAd { insight: InsightId, ad: AdId },
    InsightComesFromLearning { insight: InsightId, learning: LearningId },
    InsightSpeaksToProposition { insight: InsightId, proposition: PropositionId },
    ConceptServesPurpose { concept: ConceptId, purpose: PurposeId },
    ConceptStartsFromInsight { concept: ConceptId, insight: InsightId },
    ConceptMakesProposition { concept: ConceptId, proposition: PropositionId },
    ConceptFollowsDirection { concept: ConceptId, direction: DirectionId },
    ConceptUsesComponent { concept: ConceptId, component: ComponentId },
    AssetRealisesConcept { asset: AssetId, concept: ConceptId },
    AssetServesPurpose { asset: AssetId, purpose: PurposeId },
    VariantVariesAsset { variant: VariantId, asset: AssetId },
    VariantUsesComponent { variant: VariantId, component: ComponentId },
    DeliverableRendersVariant { deliverable: DeliverableId, variant: VariantId },
    PredictionExpectsOfVariant { prediction: PredictionId, variant: VariantId },
    ObservationCountsDeliverable { observation: ObservationId, deliverable: DeliverableId },
    LearningRestsOnObservation { learning: LearningId, observation: ObservationId },
    LearningIsAboutComponent { learning: LearningId, component: ComponentId },
    DecisionIsAboutVariant { decision: DecisionId, variant: VariantId },
    DecisionIsAboutCampaign { decision: DecisionId, campaign: CampaignId },
    DecisionRestsOnLearning { decision: DecisionId, learning: LearningId },
    DecisionRestsOnObservation { decision: DecisionId, observation: ObservationId },
    ComponentEvolvedFrom { component: ComponentId, parent: ComponentId },
    ComponentTakenFromAsset { component: ComponentId, asset: AssetId },
}

impl Link {
    /// Returns (what was made, the word, what it was made from).
    pub fn ends(&self) -> (NodeId, &'static str, NodeId) {
        macro_rules! ends {
            ($($variant:ident { $from:ident, $to:ident } $word:literal),* $(,)?) => {
                match self.clone() {
                    $(Self::$variant { $from, $to } => ($from.into(), $word, $to.into()),)*
                    Self::ComponentEvolvedFrom { component, parent } => (component.into(), "evolved from", parent.into()),
                }
            };
        }
        ends! {
            InsightRestsOnAd { insight, ad } "rests on",
            InsightComesFromLearning { insight, learning } "comes from",
            InsightSpeaksToProposition { insight, proposition } "speaks to",
            ConceptServesPurpose { concept, purpose } "serves",
            ConceptStartsFromInsight { concept, insight } "starts from",
            ConceptMakesProposition { concept, proposition } "makes",
            ConceptFollowsDirection { concept, direction } "follows",
            ConceptUsesComponent { concept, component } "uses",
            AssetRealisesConcept { asset, concept } "realises",
            AssetServesPurpose { asset, purpose } "serves",
            VariantVariesAsset { variant, asset } "varies",
            VariantUsesComponent { variant, component } "uses",
            DeliverableRendersVariant { deliverable, variant } "renders",
            PredictionExpectsOfVariant { prediction, variant } "expects of",
            ObservationCountsDeliverable { observation, deliverable } "counts",
            LearningRestsOnObservation { learning, observation } "rests on",
            LearningIsAboutComponent { learning, component } "is about",
            DecisionIsAboutVariant { decision, variant } "is about",
            DecisionIsAboutCampaign { decision, campaign } "is about",
            DecisionRestsOnLearning { decision, learning } "rests on",
            DecisionRestsOnObservation { decision, observation } "rests on",
            ComponentTakenFromAsset { component, asset } "was taken from",
        }
    }
}

/// A thing on the thread with the words a person knows it by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Node {
    /// What it is.
    pub id: NodeId,
    /// How people call it.
    pub label: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Digest;

    #[test]
    fn every_node_reads_back_from_its_text() {
        let nodes: Vec<NodeId> = vec![
            ConceptId::of(&Digest::of(b"a")).into(),
            DeliverableId::of(&Digest::of(b"b")).into(),
            "win-back".parse::<PurposeId>().unwrap().into(),
            "spring".parse::<CampaignId>().unwrap().into(),
            "hook/fresh".parse::<ComponentId>().unwrap().into(),
        ];
        for node in nodes {
            assert_eq!(node.to_string().parse(), Ok(node.clone()), "{node}");
        }
        assert!("nonsense".parse::<NodeId>().is_err());
    }
}

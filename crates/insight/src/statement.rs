//! A statement before it has its id.

use model::digest::Fields;
use model::id::{AdId, InsightId, PropositionId};
use model::insight::{Appeal, Insight, InsightOrigin};

/// Everything an insight is named after, and what it is about.
pub(crate) struct Statement {
    pub(crate) text: String,
    pub(crate) origin: InsightOrigin,
    pub(crate) ads: Vec<AdId>,
    pub(crate) out_of: u64,
    pub(crate) proposition: Option<PropositionId>,
    pub(crate) appeal: Option<Appeal>,
}

impl Statement {
    /// Names the insight after its statement, origin and evidence.
    pub(crate) fn into_insight(self) -> Insight {
        let digest = Fields::new("insight")
            .text("statement", &self.text)
            .json("origin", &self.origin)
            .json("ads", &self.ads)
            .number("out-of", self.out_of)
            .finish();
        Insight {
            id: InsightId::of(&digest),
            statement: self.text,
            origin: self.origin,
            ads: self.ads,
            out_of: self.out_of,
            proposition: self.proposition,
            appeal: self.appeal,
        }
    }
}

//! What can stand in the way of a picture of a concept.

use model::id::ConceptId;

/// A concept that names something the workspace no longer has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{concept} uses `{part}`, which is not in the workspace: put it back, or compose again")]
pub struct PartMissing {
    /// The concept.
    pub concept: ConceptId,
    /// What is missing.
    pub part: String,
}

//! `architecture.toml`: the strategic frame.

use crate::diagnostic::Place;
use model::id::{AudienceId, PropositionId, PurposeId};
use model::insight::Appeal;
use model::person::PersonName;
use std::collections::BTreeMap;

/// The strategic frame, written by people.
#[derive(Debug, Clone, PartialEq)]
pub struct Architecture {
    /// Purposes by id.
    pub purposes: BTreeMap<PurposeId, Purpose>,
    /// Audiences by id.
    pub audiences: BTreeMap<AudienceId, Audience>,
    /// Propositions by id.
    pub propositions: BTreeMap<PropositionId, Proposition>,
    /// Where the brand stands now.
    pub actual_position: String,
    /// Where it wants to stand.
    pub aspired_position: String,
    /// How much may go wrong: `low`, `medium`, `high`.
    pub risk_tolerance: String,
    /// First-party statements that only this brand can make.
    pub insights: Vec<WrittenInsight>,
}

/// What stalls, on which evidence, whose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// What stalls.
    pub stalls: String,
    /// On which evidence.
    pub evidence: String,
    /// Who found it.
    pub whose: String,
}

/// The job a piece of communication does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purpose {
    /// Its id.
    pub id: PurposeId,
    /// In words.
    pub text: String,
    /// Why it is needed.
    pub diagnosis: Diagnosis,
    /// How success is counted.
    pub kpi: String,
    /// Who answers for it.
    pub owner: PersonName,
    /// Where it stands.
    pub place: Place,
}

/// Somebody to speak to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audience {
    /// Its id.
    pub id: AudienceId,
    /// In words.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// What is offered or claimed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposition {
    /// Its id.
    pub id: PropositionId,
    /// In words.
    pub text: String,
    /// What it rests on.
    pub evidence: String,
    /// The appeals it makes.
    pub appeals: Vec<Appeal>,
    /// Where it stands.
    pub place: Place,
}

/// A first-party insight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenInsight {
    /// One sentence.
    pub statement: String,
    /// Who or what says so.
    pub source: String,
    /// The proposition it speaks to.
    pub proposition: Option<PropositionId>,
    /// Where it stands.
    pub place: Place,
}

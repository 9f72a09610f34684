//! Questions the system cannot answer: it stops and asks a named person.

use model::decision::{Answer, Recommendation};
use model::digest::{Digest, Fields};
use model::id::{CampaignId, CheckpointId};
use model::person::PersonName;
use model::thread::NodeId;
use serde::{Deserialize, Serialize};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum QuestionKind {
    /// Which concepts live?
    Concepts,
    /// May these files go out?
    SignOff,
    /// Produce, refine, kill, scale?
    Decide,
}

impl QuestionKind {
    /// Returns the word used in ids and file names.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Concepts => "concepts",
            Self::SignOff => "sign-off",
            Self::Decide => "decide",
        }
    }

    /// Returns whether `answer` answers this kind of question.
    pub const fn takes(self, answer: &Answer) -> bool {
        match self {
            Self::Concepts => matches!(answer, Answer::Keep | Answer::Discard),
            Self::SignOff => matches!(answer, Answer::Approve | Answer::Reject),
            Self::Decide => matches!(
                answer,
                Answer::Scale
                    | Answer::Kill
                    | Answer::Refine
                    | Answer::Undecided
                    | Answer::Produce
                    | Answer::Stop
            ),
        }
    }
}

/// One thing that needs an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// What it is about.
    pub id: NodeId,
    /// How people call it.
    pub label: String,
    /// The bytes that are approved, for files.
    pub file: Option<Digest>,
    /// What the rule recommends, for decisions.
    pub recommended: Option<Recommendation>,
}

/// A question put to a named person, with its evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// Its id.
    pub id: CheckpointId,
    /// What is asked.
    pub kind: QuestionKind,
    /// The campaign.
    pub campaign: CampaignId,
    /// The round.
    pub round: u32,
    /// The question in words.
    pub text: String,
    /// Who is asked.
    pub of: PersonName,
    /// What still needs an answer.
    pub open: Vec<Subject>,
    /// How many have one.
    pub answered: usize,
    /// The page that shows the evidence, from the workspace root.
    pub page: String,
}

impl Question {
    /// Names a question, the same on every run.
    pub fn id_of(kind: QuestionKind, campaign: &CampaignId, round: u32) -> CheckpointId {
        let digest = Fields::new("question")
            .text("kind", kind.word())
            .text("campaign", campaign.as_str())
            .number("round", u64::from(round))
            .finish();
        CheckpointId::of(&digest)
    }

    /// Returns the command that answers it.
    pub fn command(&self) -> String {
        match self.kind {
            QuestionKind::Decide => format!("throughline decide --as \"{}\"", self.of),
            QuestionKind::Concepts | QuestionKind::SignOff => {
                format!("throughline review --as \"{}\"", self.of)
            }
        }
    }
}

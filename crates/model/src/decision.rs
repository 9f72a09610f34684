//! Verdicts of people, recommendations of rules, and what they rest on.

use crate::digest::Digest;
use crate::id::{DecisionId, PurposeId, VariantId};
use crate::performance::ResultKind;
use crate::person::By;
use crate::thread::NodeId;
use crate::unit::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a person said of something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Answer {
    /// This concept lives.
    Keep,
    /// This concept does not.
    Discard,
    /// This file may go out.
    Approve,
    /// This file may not.
    Reject,
    /// More money behind this arm.
    Scale,
    /// Stop this arm.
    Kill,
    /// Change one component of this arm.
    Refine,
    /// Not known yet; go on as it is.
    Undecided,
    /// Make another round.
    Produce,
    /// End here.
    Stop,
    /// This is what it is for.
    StatePurpose(PurposeId),
    /// Take it out of use.
    Retire,
    /// Let a finding of this code pass, in the bytes that were looked at.
    Override(String),
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Keep => "keep",
            Self::Discard => "discard",
            Self::Approve => "approve",
            Self::Reject => "reject",
            Self::Scale => "scale",
            Self::Kill => "kill",
            Self::Refine => "refine",
            Self::Undecided => "undecided",
            Self::Produce => "produce",
            Self::Stop => "stop",
            Self::StatePurpose(id) => return write!(f, "purpose:{id}"),
            Self::Retire => "retire",
            Self::Override(code) => return write!(f, "override:{code}"),
        })
    }
}

/// An answer that is none of ours.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error(
    "`{0}` is not a verdict: use keep, discard, approve, reject, scale, kill, refine, undecided, produce, stop, retire, purpose:ID or override:CODE"
)]
pub struct UnknownAnswer(pub String);

impl FromStr for Answer {
    type Err = UnknownAnswer;

    fn from_str(text: &str) -> Result<Self, UnknownAnswer> {
        Ok(match text {
            "keep" => Self::Keep,
            "discard" => Self::Discard,
            "approve" => Self::Approve,
            "reject" => Self::Reject,
            "scale" => Self::Scale,
            "kill" => Self::Kill,
            "refine" => Self::Refine,
            "undecided" => Self::Undecided,
            "produce" => Self::Produce,
            "stop" => Self::Stop,
            "retire" => Self::Retire,
            other => {
                let code = other.strip_prefix("override:").filter(|code| is_code(code));
                if let Some(code) = code {
                    return Ok(Self::Override(code.to_owned()));
                }
                let id = other.strip_prefix("purpose:").and_then(|id| id.parse().ok());
                Self::StatePurpose(id.ok_or_else(|| UnknownAnswer(text.to_owned()))?)
            }
        })
    }
}

/// Whether a text is written as the code of a finding is.
fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

impl TryFrom<String> for Answer {
    type Error = UnknownAnswer;
    fn try_from(text: String) -> Result<Self, UnknownAnswer> {
        text.parse()
    }
}

impl From<Answer> for String {
    fn from(answer: Answer) -> Self {
        answer.to_string()
    }
}

/// A person's word about one thing, as the ledger keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The round.
    pub round: u32,
    /// What it is about.
    pub subject: NodeId,
    /// The bytes that were looked at, for approvals: hash approved = hash delivered.
    pub seen: Option<Digest>,
    /// The answer.
    pub answer: Answer,
    /// A short code for counting reasons: `off-brand`, `seen-before`, `strong-hook`.
    pub reason_code: String,
    /// The reason in words.
    pub note: String,
    /// Who.
    pub by: By,
    /// When they said it.
    pub at: Timestamp,
    /// What was recommended to them, when they were given a recommendation.
    pub recommended: Option<Answer>,
}

/// What a rule recommends about one thing, and on which evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// Its id.
    pub id: DecisionId,
    /// The arm (a variant), or the campaign for `produce` and `stop`.
    pub subject: NodeId,
    /// The arm it was held against.
    pub against: Option<VariantId>,
    /// The verdict.
    pub answer: Answer,
    /// The evidence in one sentence.
    pub because: String,
    /// The largest e-value seen.
    pub e_value: Option<f64>,
    /// Probability that the arm is better than what it is held against.
    pub better: Option<f64>,
    /// Expected loss of following the verdict if it is wrong, relative (0.005 = half a percent).
    pub expected_loss: Option<f64>,
    /// Impressions still needed, when undecided.
    pub needs: Option<u64>,
    /// The weakest kind of result it rests on.
    pub kind: Option<ResultKind>,
    /// The rule and its version.
    pub rule: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_override_names_its_code() {
        let answer = Answer::Override("too-quiet".to_owned());
        assert_eq!("override:too-quiet".parse(), Ok(answer.clone()));
        assert_eq!(answer.to_string(), "override:too-quiet");
        assert!("override:".parse::<Answer>().is_err());
        assert!("override:Too Quiet".parse::<Answer>().is_err());
    }
}

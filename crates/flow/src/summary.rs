//! How far everything came, in a few numbers and words: what a person is told after a run. It is
//! small however large a campaign is.

use crate::question::{Question, QuestionKind};
use crate::view::{Awaited, Refused, RoundView, Standing};
use model::finding::Verdict;
use model::id::{CampaignId, CheckpointId};
use model::person::PersonName;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How far everything came.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Every round of every campaign.
    pub campaigns: Vec<RoundSummary>,
    /// What waits for people.
    pub questions: Vec<Waiting>,
    /// What waits for the world.
    pub awaited: Vec<Awaited>,
    /// What people should know, in plain words.
    pub warnings: Vec<String>,
}

/// One round of a campaign, counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each count is of what its name says")]
pub struct RoundSummary {
    pub campaign: CampaignId,
    pub round: u32,
    pub concepts: usize,
    pub kept: usize,
    pub variants: usize,
    pub deliverables: usize,
    pub passed: usize,
    pub warned: usize,
    pub failed: usize,
    #[serde(default)]
    pub refused: Vec<Refused>,
    pub delivered: usize,
    pub delivered_to: Vec<String>,
    pub learnings: usize,
    pub decisions: usize,
}

/// A question without its subjects: who is asked what, and how it is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Its id.
    pub id: CheckpointId,
    /// The campaign.
    pub campaign: CampaignId,
    /// The round.
    pub round: u32,
    /// What is asked.
    pub kind: QuestionKind,
    /// Who is asked.
    pub of: PersonName,
    /// The question in words.
    pub text: String,
    /// How many things still need an answer.
    pub open: usize,
    /// How many have one.
    pub answered: usize,
    /// The page that shows the evidence, from the workspace root.
    pub page: String,
    /// The command that answers it.
    pub command: String,
}

impl Standing {
    /// Counts.
    pub fn summary(&self) -> Summary {
        let rounds = |(id, view): (_, &crate::view::CampaignView)| {
            view.rounds.iter().map(|round| RoundSummary::of(id, round)).collect::<Vec<_>>()
        };
        Summary {
            campaigns: self.view.campaigns.iter().flat_map(rounds).collect(),
            questions: self.questions.iter().map(Waiting::of).collect(),
            awaited: self.awaited.clone(),
            warnings: self.warnings.clone(),
        }
    }
}

impl RoundSummary {
    fn of(campaign: &CampaignId, round: &RoundView) -> Self {
        let files = |verdict| round.gate.as_ref().map_or(0, |gate| gate.count(verdict));
        Self {
            campaign: campaign.clone(),
            round: round.round,
            concepts: round.slate.as_ref().map_or(0, |slate| slate.concepts.len()),
            kept: round.kept().len(),
            variants: round.variants.len(),
            deliverables: round.deliverables.len(),
            passed: files(Verdict::Pass),
            warned: files(Verdict::Warn),
            failed: files(Verdict::Fail),
            refused: round.refused.clone(),
            delivered: round.delivery.as_ref().map_or(0, |delivery| delivery.files),
            delivered_to: round.delivery.iter().flat_map(|delivery| delivery.to.clone()).collect(),
            learnings: round.learnings.as_ref().map_or(0, |l| l.learnings.len()),
            decisions: round.decisions.len(),
        }
    }
}

impl Waiting {
    /// Takes what a person is told of a question.
    pub fn of(question: &Question) -> Self {
        Self {
            id: question.id.clone(),
            campaign: question.campaign.clone(),
            round: question.round,
            kind: question.kind,
            of: question.of.clone(),
            text: question.text.clone(),
            open: question.open.len(),
            answered: question.answered,
            page: question.page.clone(),
            command: question.command(),
        }
    }
}

impl fmt::Display for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} asks {}: {}", self.campaign, self.of, self.text)?;
        writeln!(f, "  look     {}", self.page)?;
        write!(f, "  answer   {}", self.command)?;
        if self.kind != QuestionKind::Decide {
            write!(f, "\n  or       throughline review --from decisions.csv --as \"{}\"", self.of)?;
        }
        Ok(())
    }
}

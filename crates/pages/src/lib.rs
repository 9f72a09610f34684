//! Pages and sheets that people look at offline: contact sheet, sign-off, report.
//!
//! It deliberately decides nothing and reads no files: it shows what the planner's view holds, with
//! pictures fetched by digest. Every page is one file of HTML without anything from a network.
//! Start reading at [`Page`].

pub mod checked;
mod concepts;
mod report;
mod shell;
mod sign_off;
#[cfg(test)]
mod tests;
mod thought;

use flow::ports::{Known, PortError};
use flow::view::{RoundView, Standing};
use model::digest::Digest;
use model::id::CampaignId;
use model::performance::ResultKind;
use model::unit::{Money, Timestamp};
use spec::workspace::{Brief, Workspace};

/// What pages are made from.
pub struct PageContext<'a> {
    /// What people wrote.
    pub workspace: &'a Workspace,
    /// How things stand.
    pub standing: &'a Standing,
    /// What the ledger knows: pictures by digest.
    pub known: &'a dyn Known,
    /// The ledger's head; a page is current when it shows this one.
    pub head: Digest,
    /// Where time and money went.
    pub totals: &'a Totals,
}

/// Where time and money went, over the whole workspace.
#[derive(Debug, Clone, Default)]
pub struct Totals {
    /// The machine's work by kind of step.
    pub worked: Vec<Worked>,
    /// Money paid, by kind of step.
    pub spent: Vec<(String, Money)>,
    /// How long questions waited for people.
    pub waits: Vec<Wait>,
}

/// The machine's work on one kind of step.
#[derive(Debug, Clone)]
pub struct Worked {
    /// The kind: `build-still`.
    pub kind: String,
    /// How many were finished.
    pub steps: u64,
    /// How long they took together.
    pub millis: u64,
}

/// A question and its waiting time.
#[derive(Debug, Clone)]
pub struct Wait {
    /// The campaign.
    pub campaign: CampaignId,
    /// The round.
    pub round: u32,
    /// The question.
    pub question: String,
    /// Who was asked.
    pub of: String,
    /// When it was put.
    pub asked: Timestamp,
    /// When it had all its answers.
    pub answered: Option<Timestamp>,
}

/// A page of a campaign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// Which concepts live?
    Concepts {
        /// The campaign.
        campaign: CampaignId,
        /// The round.
        round: u32,
        /// The state it shows.
        mark: String,
    },
    /// May these files go out?
    SignOff {
        /// The campaign.
        campaign: CampaignId,
        /// The round.
        round: u32,
        /// The state it shows.
        mark: String,
    },
    /// The chain from purpose to learning.
    Report {
        /// The campaign.
        campaign: CampaignId,
        /// The state it shows.
        mark: String,
    },
}

/// The version of the pages' own design.
const DESIGN: u32 = 3;

/// Returns every page that can be shown now.
pub fn pages(context: &PageContext<'_>) -> Vec<Page> {
    let mut pages = Vec::new();
    let mark = || format!("throughline:{DESIGN}:{}", context.head);
    for (id, view) in &context.standing.view.campaigns {
        for round in &view.rounds {
            let drawn = round.slate.as_ref().is_some_and(|slate| {
                !slate.concepts.is_empty() && round.pictures.len() == slate.concepts.len()
            });
            if drawn {
                let page =
                    Page::Concepts { campaign: id.clone(), round: round.round, mark: mark() };
                pages.push(page);
            }
            if round.gate.is_some() {
                let page = Page::SignOff { campaign: id.clone(), round: round.round, mark: mark() };
                pages.push(page);
            }
        }
        pages.push(Page::Report { campaign: id.clone(), mark: mark() });
    }
    pages
}

impl Page {
    /// Returns where it lies, from the workspace root.
    pub fn path(&self) -> String {
        match self {
            Self::Concepts { campaign, round, .. } => {
                format!("campaigns/{campaign}/out/round-{round}-concepts.html")
            }
            Self::SignOff { campaign, round, .. } => {
                format!("campaigns/{campaign}/out/round-{round}-sign-off.html")
            }
            Self::Report { campaign, .. } => format!("campaigns/{campaign}/out/report.html"),
        }
    }

    /// Returns the mark that its first line carries.
    pub fn mark(&self) -> &str {
        match self {
            Self::Concepts { mark, .. }
            | Self::SignOff { mark, .. }
            | Self::Report { mark, .. } => mark,
        }
    }

    /// Returns the page.
    pub fn html(&self, context: &PageContext<'_>) -> Result<String, PortError> {
        let (campaign, number) = match self {
            Self::Concepts { campaign, round, .. } | Self::SignOff { campaign, round, .. } => {
                (campaign, Some(*round))
            }
            Self::Report { campaign, .. } => (campaign, None),
        };
        let Some(brief) = context.workspace.briefs.get(campaign) else {
            return Err(PortError::File(format!("there is no brief for `{campaign}`")));
        };
        let rounds = context.standing.view.campaigns.get(campaign).map_or(&[][..], |v| &v.rounds);
        let round = rounds.iter().find(|round| Some(round.round) == number);
        let body = match (self, round) {
            (Self::Concepts { .. }, Some(round)) => concepts::page(context, brief, round)?,
            (Self::SignOff { .. }, Some(round)) => sign_off::page(context, brief, round),
            _ => report::page(context, brief, rounds)?,
        };
        Ok(format!("<!DOCTYPE html><!-- {} -->\n{}", self.mark(), body.into_string()))
    }
}

/// Returns the warning that every page carries when results are not measurements.
fn results_label(rounds: &[RoundView]) -> Option<ResultKind> {
    rounds
        .iter()
        .flat_map(|round| &round.arms)
        .map(|arm| arm.kind)
        .filter(|kind| *kind != ResultKind::Measured)
        .max()
}

/// Returns the words for where a brief stands.
fn title(brief: &Brief, round: &RoundView) -> String {
    format!("{} · round {}", brief.title, round.round)
}

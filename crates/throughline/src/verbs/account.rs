//! How far each campaign came, for people and for programs.

use super::shown;
use crate::talk::{print, say};
use flow::view::{RoundView, Standing};
use host::studio::{RunEnd, Studio};
use model::finding::Verdict;
use serde::Serialize;

/// What `run --format json` prints.
#[derive(Debug, Serialize)]
pub(super) struct RunReport {
    made: usize,
    written: usize,
    campaigns: Vec<CampaignLine>,
    questions: Vec<QuestionLine>,
    awaited: Vec<String>,
    warnings: Vec<String>,
}

#[derive(Debug, Serialize)]
struct CampaignLine {
    campaign: String,
    round: u32,
    concepts: usize,
    kept: usize,
    variants: usize,
    deliverables: usize,
    passed: usize,
    warned: usize,
    failed: usize,
    delivered: usize,
    learnings: usize,
    decisions: usize,
}

#[derive(Debug, Serialize)]
struct QuestionLine {
    id: String,
    campaign: String,
    round: u32,
    kind: &'static str,
    of: String,
    text: String,
    open: usize,
    answered: usize,
    page: String,
    command: String,
}

pub(super) fn report(end: &RunEnd) -> RunReport {
    RunReport {
        made: end.made,
        written: end.written,
        campaigns: lines(&end.standing),
        questions: end
            .standing
            .questions
            .iter()
            .map(|q| QuestionLine {
                id: q.id.to_string(),
                campaign: q.campaign.to_string(),
                round: q.round,
                kind: q.kind.word(),
                of: q.of.to_string(),
                text: q.text.clone(),
                open: q.open.len(),
                answered: q.answered,
                page: q.page.clone(),
                command: q.command(),
            })
            .collect(),
        awaited: end.standing.awaited.iter().map(|a| a.text.clone()).collect(),
        warnings: end.standing.warnings.clone(),
    }
}

fn lines(standing: &Standing) -> Vec<CampaignLine> {
    let rounds = standing
        .view
        .campaigns
        .iter()
        .flat_map(|(id, view)| view.rounds.iter().map(move |round| (id, round)));
    rounds
        .map(|(campaign, round)| CampaignLine {
            campaign: campaign.to_string(),
            round: round.round,
            concepts: round.slate.as_ref().map_or(0, |slate| slate.concepts.len()),
            kept: round.kept().len(),
            variants: round.variants.len(),
            deliverables: round.deliverables.len(),
            passed: count(round, Verdict::Pass),
            warned: count(round, Verdict::Warn),
            failed: count(round, Verdict::Fail),
            delivered: round.delivery.as_ref().map_or(0, |delivery| delivery.files),
            learnings: round.learnings.as_ref().map_or(0, |l| l.learnings.len()),
            decisions: round.decisions.len(),
        })
        .collect()
}

fn count(round: &RoundView, verdict: Verdict) -> usize {
    round.gate.as_ref().map_or(0, |gate| gate.count(verdict))
}

/// Tells how far each campaign came.
pub(super) fn tell(studio: &Studio, end: &RunEnd) {
    for warning in &end.standing.warnings {
        say(&format!("note: {warning}"));
    }
    for line in lines(&end.standing) {
        let mut words = vec![format!("{} of {} concepts live", line.kept, line.concepts)];
        if line.deliverables > 0 {
            words.push(format!("{} files", line.deliverables));
        }
        if line.passed + line.warned + line.failed > 0 {
            words.push(format!(
                "gate: {} pass, {} warn, {} fail",
                line.passed, line.warned, line.failed
            ));
        }
        if line.delivered > 0 {
            words.push(format!("{} delivered", line.delivered));
        }
        if line.learnings > 0 {
            words.push(format!("{} learnings", line.learnings));
        }
        if line.decisions > 0 {
            words.push(format!("{} decisions", line.decisions));
        }
        print(&format!("{} round {}: {}", line.campaign, line.round, words.join(", ")));
    }
    print(&format!("{} steps made, {} files written", end.made, end.written));
    for campaign in end.standing.view.campaigns.keys() {
        let report = shown(studio, &format!("campaigns/{campaign}/out/report.html"));
        print(&format!("report: {}", report.display()));
    }
}

/// Returns how many files failed the gate and stay here.
pub(super) fn failed(standing: &Standing) -> usize {
    lines(standing).iter().map(|line| line.failed).sum()
}

//! How far each campaign came, for people and for programs.

use super::shown;
use crate::end::{End, FILE, VERDICT};
use crate::talk::{print, say};
use flow::summary::{RoundSummary, Summary};
use host::studio::{RunEnd, Studio};
use serde::Serialize;
use std::collections::BTreeMap;

/// What `run --format json` prints.
#[derive(Debug, Serialize)]
pub(super) struct Account {
    /// Steps that were made.
    pub(super) made: usize,
    /// Files written to `out`.
    pub(super) written: usize,
    /// How far everything came.
    #[serde(flatten)]
    pub(super) summary: Summary,
}

impl From<&RunEnd> for Account {
    fn from(end: &RunEnd) -> Self {
        Self { made: end.made, written: end.written, summary: end.standing.summary() }
    }
}

impl From<Summary> for Account {
    /// Nothing was to be done.
    fn from(summary: Summary) -> Self {
        Self { made: 0, written: 0, summary }
    }
}

impl Account {
    fn failed(&self) -> usize {
        self.summary.campaigns.iter().map(|line| line.failed).sum()
    }

    /// Returns how the command ends: a file that could not be made, or fails the gate and stays
    /// here, is no success, although the rest went on.
    pub(super) fn end(&self) -> Result<(), End> {
        let refused = self.refused();
        let code = if refused.is_empty() { VERDICT } else { FILE };
        let failed = match self.failed() {
            0 => None,
            1 => Some("1 file failed the gate and stays here; the report says why".to_owned()),
            count => Some(format!(
                "{count} files failed the gate and stay here; the report says why, file by file"
            )),
        };
        let told: Vec<String> = refused.into_iter().chain(failed).collect();
        if told.is_empty() { Ok(()) } else { Err(End::new(code, format!("\n{}", told.join("\n")))) }
    }

    /// Returns what could not be made, each reason once with what it keeps back.
    fn refused(&self) -> Vec<String> {
        let all = self.summary.campaigns.iter().flat_map(|line| &line.refused);
        let mut kept: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for refused in all {
            kept.entry(refused.reasons.join("\n")).or_default().push(&refused.name);
        }
        let told = kept
            .iter()
            .map(|(reason, files)| format!("{reason}\n  not made: {}", files.join(", ")));
        told.collect()
    }

    /// Tells how far each campaign came.
    pub(super) fn tell(&self, studio: &Studio) {
        for warning in &self.summary.warnings {
            say(&format!("note: {warning}"));
        }
        for line in &self.summary.campaigns {
            let words = words(line).join(", ");
            print(&format!("{} round {}: {words}", line.campaign, line.round));
            line.delivered_to.iter().for_each(|to| print(&format!("  brought to {to}")));
        }
        print(&format!("{} steps made, {} files written", self.made, self.written));
        for line in self.summary.campaigns.iter().filter(|line| line.round == 1) {
            let report = shown(studio, &format!("campaigns/{}/out/report.html", line.campaign));
            print(&format!("report: {}", report.display()));
        }
    }
}

fn words(line: &RoundSummary) -> Vec<String> {
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
    for (count, what) in [
        (line.refused.len(), "not made"),
        (line.delivered, "delivered"),
        (line.learnings, "learnings"),
        (line.decisions, "decisions"),
    ] {
        if count > 0 {
            words.push(format!("{count} {what}"));
        }
    }
    words
}

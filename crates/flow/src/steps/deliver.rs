//! Writes the trafficking sheet and the manifest of a package.

use super::{Bench, Made, StepError, input, json};
use asset::trafficking::{TraffickingRow, trafficking_sheet};
use model::asset::Deliverable;
use model::decision::Judgement;
use model::digest::{Digest, Fields};
use model::finding::Finding;
use model::id::CampaignId;
use model::step::StepSpec;
use serde_json::json as object;
use std::sync::Arc;

const VERSION: u32 = 3;

/// One file that goes out.
#[derive(Debug, Clone)]
pub struct DeliverRow {
    /// The file.
    pub deliverable: Deliverable,
    /// Its bytes: approved = delivered.
    pub file: Digest,
    /// Its length.
    pub bytes: u64,
    /// What the gate said.
    pub verdict: &'static str,
    /// The findings that people let pass.
    pub overridden: Vec<Finding>,
    /// The approval.
    pub approval: Arc<Judgement>,
    /// Its line of the trafficking sheet.
    pub trafficking: TraffickingRow,
}

/// Delivers a round.
#[derive(Debug, Clone)]
pub struct Deliver {
    /// The campaign.
    pub campaign: CampaignId,
    /// The round.
    pub round: u32,
    /// What goes out.
    pub rows: Vec<DeliverRow>,
    /// What stays here, with the reason.
    pub withheld: Vec<(String, String)>,
}

/// Returns what identifies a delivery: the files, the approvals, and what the sheet says of them.
pub fn deliver_spec(work: &Deliver) -> StepSpec {
    let mut fields = Fields::new("delivery");
    for row in &work.rows {
        fields = fields
            .text("name", &row.deliverable.file_name)
            .digest("file", &row.file)
            .json("approval", row.approval.as_ref())
            .json("overridden", &row.overridden)
            .json("trafficking", &row.trafficking);
    }
    for (name, reason) in &work.withheld {
        fields = fields.text("withheld", name).text("because", reason);
    }
    StepSpec {
        kind: "deliver".into(),
        code_version: VERSION,
        subject: format!("delivery/{}/{}", work.campaign, work.round),
        parameters: serde_json::Value::Null,
        inputs: vec![input("approved files", fields.finish())],
    }
}

/// Returns whether an approval was given without looking at the file.
pub(crate) fn unviewed(approval: &Judgement) -> bool {
    approval.reason_code == "unviewed"
}

/// What the manifest says of a finding that somebody let pass.
fn overridden(finding: &Finding) -> serde_json::Value {
    let word = finding.overridden.as_ref();
    object!({
        "code": finding.code,
        "rule": finding.rule,
        "by": word.map(|word| &word.by),
        "how": word.map(|word| &word.how),
        "because": word.map(|word| &word.because),
        "at": word.map(|word| word.at),
    })
}

impl Deliver {
    pub(super) fn run(&self, bench: &Bench<'_>) -> Result<Made, StepError> {
        let rows: Vec<TraffickingRow> =
            self.rows.iter().map(|row| row.trafficking.clone()).collect();
        let sheet = trafficking_sheet(&rows);
        let files: Vec<_> = self
            .rows
            .iter()
            .map(|row| {
                object!({
                    "file": row.deliverable.file_name,
                    "deliverable": row.deliverable.id,
                    "code": row.deliverable.code,
                    "format": row.deliverable.format,
                    "bytes": row.bytes,
                    "sha256": row.file,
                    "gate": row.verdict,
                    "overridden": row.overridden.iter().map(overridden).collect::<Vec<_>>(),
                    "approved_by": row.approval.by.name,
                    "approval": row.approval.by.attestation.word(),
                    "approved_at": row.approval.at,
                    "viewed": !unviewed(&row.approval),
                })
            })
            .collect();
        let withheld: Vec<_> = self
            .withheld
            .iter()
            .map(|(file, because)| object!({ "file": file, "because": because }))
            .collect();
        let manifest = object!({
            "schema": "manifest/1",
            "campaign": self.campaign,
            "round": self.round,
            "made_at": bench.at,
            "ledger_head": bench.head,
            "sample": bench.workspace.house.sample,
            "files": files,
            "unviewed": self.rows.iter().filter(|row| unviewed(&row.approval)).count(),
            "withheld": withheld,
        });
        let mut made = Made::file("manifest", json(&manifest)?);
        made.outputs.push(("trafficking".to_owned(), sheet.into_bytes()));
        Ok(made)
    }
}

//! Writes the trafficking sheet and the manifest of a package, and what lies beside its files.

mod beside;
mod layered;

use super::{Bench, Made, StepError, input, json};
use asset::trafficking::{TraffickingRow, trafficking_sheet};
use beside::{Beside, beside};
use model::asset::{Deliverable, Variant};
use model::decision::Judgement;
use model::digest::{Digest, Fields};
use model::finding::Finding;
use model::id::CampaignId;
use model::step::StepSpec;
use serde_json::json as object;
use spec::workspace::Interchange;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const VERSION: u32 = 4;

/// The manifest's name among the outputs of a delivery.
pub(crate) const MANIFEST: &str = "manifest";
/// The trafficking sheet's name there. Whatever else is there has the name of its file.
pub(crate) const SHEET: &str = "trafficking";

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
    /// What it saw.
    pub findings: Vec<Finding>,
    /// What the file shows.
    pub variant: Variant,
    /// The pictures and sounds it was made from, as paths from the workspace root.
    pub sources: BTreeMap<Digest, String>,
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
    /// What is written beside the files.
    pub interchange: BTreeSet<Interchange>,
    /// Where the files will be served from; empty when nobody has said.
    pub media_base: String,
}

/// Returns where the package of a round lies, from the workspace root.
pub(crate) fn delivery_folder(campaign: &CampaignId, round: u32) -> String {
    format!("campaigns/{campaign}/out/delivery/round-{round}")
}

/// Returns what identifies a delivery: the files, the approvals, and what the sheet says of them.
pub fn deliver_spec(work: &Deliver) -> StepSpec {
    let kinds: Vec<&str> = work.interchange.iter().map(|kind| kind.word()).collect();
    let mut fields =
        Fields::new("delivery").json("interchange", &kinds).text("media base", &work.media_base);
    for row in &work.rows {
        fields = fields
            .text("name", &row.deliverable.file_name)
            .digest("file", &row.file)
            .json("approval", row.approval.as_ref())
            .json("findings", &row.findings)
            .json("sources", &row.sources)
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
        let written = beside(self, bench)?;
        let files: Vec<_> = self
            .rows
            .iter()
            .map(|row| {
                let let_pass = row.findings.iter().filter(|f| f.overridden.is_some());
                object!({
                    "file": row.deliverable.file_name,
                    "deliverable": row.deliverable.id,
                    "code": row.deliverable.code,
                    "format": row.deliverable.format,
                    "bytes": row.bytes,
                    "sha256": row.file,
                    "gate": row.verdict,
                    "overridden": let_pass.map(overridden).collect::<Vec<_>>(),
                    "approved_by": row.approval.by.name,
                    "approval": row.approval.by.attestation.word(),
                    "approved_at": row.approval.at,
                    "viewed": !unviewed(&row.approval),
                })
            })
            .collect();
        let reason =
            |(file, because): &(String, String)| object!({ "file": file, "because": because });
        let withheld: Vec<_> = self.withheld.iter().map(reason).collect();
        let not_written: Vec<_> = written.left_out.iter().map(reason).collect();
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
            "beside": written.files.iter().map(Beside::in_manifest).collect::<Vec<_>>(),
            "not_written": not_written,
        });
        let mut made = Made::file(MANIFEST, json(&manifest)?);
        made.outputs.push((SHEET.to_owned(), sheet.into_bytes()));
        made.outputs.extend(written.files.into_iter().map(|file| (file.name, file.bytes)));
        Ok(made)
    }
}

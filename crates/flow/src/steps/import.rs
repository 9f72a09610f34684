//! Imports platform exports as observations.

use super::{Bench, Made, StepError, input};
use model::digest::Fields;
use model::id::{CampaignId, Code, DeliverableId};
use model::step::StepSpec;
use model::thread::{Link, Node};
use performance::ExportFile;
use spec::workspace::Workspace;
use std::collections::BTreeMap;

const VERSION: u32 = 1;

/// Imports everything in `performance/` that belongs to a campaign.
#[derive(Debug, Clone)]
pub struct Import {
    /// The codes that are ours, up to this round.
    pub known: BTreeMap<Code, DeliverableId>,
}

/// Returns what identifies the import: the files, what is said of them, the codes.
pub fn import_spec(
    workspace: &Workspace,
    campaign: &CampaignId,
    round: u32,
    known: &BTreeMap<Code, DeliverableId>,
) -> StepSpec {
    let dropped = &workspace.dropped;
    let mut inputs: Vec<_> = dropped
        .performance
        .iter()
        .map(|file| input(format!("{} ({})", file.path, file.kind.word()), file.digest))
        .collect();
    inputs.extend(dropped.outcomes.iter().map(|file| input(file.path.clone(), file.digest)));
    inputs.push(input("codes", Fields::new("codes").json("known", known).finish()));
    StepSpec {
        kind: "import-performance".into(),
        code_version: VERSION,
        subject: format!("performance/{campaign}/{round}"),
        parameters: serde_json::Value::Null,
        inputs,
    }
}

impl Import {
    pub(super) fn run(&self, bench: &Bench<'_>) -> Result<Made, StepError> {
        let dropped = &bench.workspace.dropped;
        let mut files = Vec::new();
        for file in &dropped.performance {
            let bytes = bench.shop.bytes(&file.digest)?;
            files.push(ExportFile { path: file.path.clone(), bytes, kind: file.kind });
        }
        let mut reading = performance::import(&files, &self.known);
        if let Some(file) = &dropped.outcomes
            && let Some(text) = bench.tree.get(&file.path).and_then(|file| file.text.as_deref())
        {
            let purposes = bench.workspace.architecture.purposes.keys().cloned().collect();
            let (outcomes, warnings) = performance::outcomes(text, &purposes);
            reading.outcomes = outcomes;
            reading.warnings.extend(warnings);
        }
        let mut made = Made::record("observations", &reading)?;
        for row in &reading.observations {
            if let Some(deliverable) = &row.deliverable {
                made.nodes.push(Node {
                    id: row.id.clone().into(),
                    label: format!(
                        "{} {}: {} shown, {} clicks ({})",
                        row.platform,
                        row.from,
                        row.impressions,
                        row.clicks,
                        row.kind.word()
                    ),
                });
                made.links.push(Link::ObservationCountsDeliverable {
                    observation: row.id.clone(),
                    deliverable: deliverable.clone(),
                });
            }
        }
        Ok(made)
    }
}

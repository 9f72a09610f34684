//! Judges every file of a round against its standard. Reads facts only.

use super::{Bench, Made, StepError, from_json, input};
use crate::view::{GateReading, GateRow, Refused};
use gate::Standard;
use model::asset::{Deliverable, Variant};
use model::digest::{Digest, Fields};
use model::fact::{FileFacts, ProbeFacts};
use model::finding::LookTier;
use model::id::{CampaignId, DeliverableId};
use model::step::{StepKey, StepSpec};
use model::thread::Link;

/// Raised whenever a check changes what it says.
const VERSION: u32 = 6;

/// One file with what was measured of it.
#[derive(Debug, Clone)]
pub struct JudgeRow {
    /// The deliverable.
    pub deliverable: DeliverableId,
    /// Its file name.
    pub name: String,
    /// Its facts (blob).
    pub facts: Digest,
    /// What was read in it (blob).
    pub probe: Digest,
    /// What is expected of it.
    pub standard: Standard,
}

/// Judges a round.
#[derive(Debug, Clone)]
pub struct Judge {
    /// The files.
    pub rows: Vec<JudgeRow>,
    /// What could not be made.
    pub refused: Vec<Refused>,
    /// What they show. The thread is tied here, where every deliverable has a row.
    pub variants: Vec<Variant>,
    /// What they are.
    pub deliverables: Vec<Deliverable>,
}

/// Returns what identifies the judgement: each look with the standard it is held against.
pub fn judge_spec(
    campaign: &CampaignId,
    round: u32,
    files: impl IntoIterator<Item = (DeliverableId, StepKey, Digest)>,
) -> StepSpec {
    let all = files.into_iter().fold(Fields::new("round"), |fields, (id, look, standard)| {
        fields
            .text("deliverable", id.as_str())
            .digest("look", &look.0)
            .digest("standard", &standard)
    });
    StepSpec {
        kind: "judge".into(),
        code_version: VERSION,
        subject: format!("gate/{campaign}/{round}"),
        parameters: serde_json::json!({ "checks": gate::CHECKS.len() }),
        inputs: vec![input("files and standards", all.finish())],
    }
}

impl Judge {
    pub(super) fn run(&self, bench: &Bench<'_>) -> Result<Made, StepError> {
        let mut reading = GateReading { rows: Vec::new(), refused: self.refused.clone() };
        for row in &self.rows {
            let facts: FileFacts = from_json(&bench.shop.bytes(&row.facts)?, "facts")?;
            let probe: ProbeFacts = from_json(&bench.shop.bytes(&row.probe)?, "look")?;
            let judged =
                gate::judge(&row.name, &facts, Some(&probe), &row.standard, LookTier::Full);
            let film = facts.video.as_ref().filter(|video| video.frame_rate.is_some());
            reading.rows.push(GateRow {
                deliverable: row.deliverable.clone(),
                file: facts.sha256,
                bytes: facts.bytes,
                frame: facts.last_frame.as_ref().map(|frame| frame.png),
                seconds: film.map(|video| video.duration.0),
                verdict: judged.verdict,
                findings: judged.findings,
                not_run: judged.not_run,
            });
        }
        let mut made = Made::record("gate", &reading)?;
        self.tie(&mut made);
        Ok(made)
    }

    fn tie(&self, made: &mut Made) {
        for variant in &self.variants {
            made.nodes.extend(asset::tie::variant_nodes(variant));
            made.links.extend(asset::tie::variant_links(variant));
            made.links.push(Link::AssetRealisesConcept {
                asset: variant.asset.clone(),
                concept: variant.concept.clone(),
            });
            made.links.push(Link::AssetServesPurpose {
                asset: variant.asset.clone(),
                purpose: variant.purpose.clone(),
            });
        }
        for deliverable in &self.deliverables {
            made.nodes.extend(asset::tie::deliverable_nodes(deliverable));
            made.links.extend(asset::tie::deliverable_links(deliverable));
        }
        // The links of one asset stand once, however many variants it has.
        made.links.sort();
        made.links.dedup();
    }
}

//! What a campaign looks like right now: the plan's own reading of workspace and ledger, for
//! pages, tables and messages.

use crate::ports::{Known, PortError};
use crate::question::Question;
use asset::designed::Designed;
use model::asset::{Deliverable, Variant};
use model::concept::{Concept, ConceptSlate};
use model::decision::{Judgement, Recommendation};
use model::digest::Digest;
use model::finding::{Finding, NotRun, Verdict};
use model::id::{CampaignId, ConceptId, DeliverableId, VariantId};
use model::insight::MarketReading;
use model::learning::RoundLearnings;
use model::performance::{PerformanceReading, Prediction};
use model::step::{Maker, StepKey};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything known of all campaigns.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// What the market says, when it was read.
    pub market: Option<Arc<MarketReading>>,
    /// What was imported, when it was.
    pub performance: Option<Arc<PerformanceReading>>,
    /// The campaigns, by id.
    pub campaigns: BTreeMap<CampaignId, CampaignView>,
}

/// One campaign.
#[derive(Debug, Clone, Default)]
pub struct CampaignView {
    /// Its rounds so far, first to last.
    pub rounds: Vec<RoundView>,
}

/// One round of a campaign, as far as it has come.
#[derive(Debug, Clone, Default)]
pub struct RoundView {
    /// The round, from 1.
    pub round: u32,
    /// The starting points.
    pub slate: Option<Arc<ConceptSlate>>,
    /// The step that composed them.
    pub slate_key: Option<StepKey>,
    /// The picture of each concept that has been drawn (JPEG blob).
    pub pictures: BTreeMap<ConceptId, Digest>,
    /// The last word on each concept.
    pub concept_answers: BTreeMap<ConceptId, Arc<Judgement>>,
    /// What is being made.
    pub variants: Vec<Variant>,
    /// What the brief's matrix makes of each concept in each market; empty where there is none.
    pub designs: Vec<Designed>,
    /// The files, in order of variant and format.
    pub deliverables: Vec<Deliverable>,
    /// The files that could not be made, as far as they were tried.
    pub refused: Vec<Refused>,
    /// What the gate said, when all files were looked at.
    pub gate: Option<Arc<GateReading>>,
    /// The last word on each file, when it is about the bytes that exist now.
    pub approvals: BTreeMap<DeliverableId, Arc<Judgement>>,
    /// What went out.
    pub delivery: Option<Delivery>,
    /// What was expected.
    pub predictions: Vec<Prediction>,
    /// Results by arm.
    pub arms: Vec<measure::statistics::arm::Arm>,
    /// What it taught.
    pub learnings: Option<Arc<RoundLearnings>>,
    /// What the rules recommend.
    pub recommendations: Vec<Recommendation>,
    /// The last word on each recommendation, by what it is about.
    pub decisions: BTreeMap<String, Arc<Judgement>>,
}

impl RoundView {
    /// Returns the concepts that live, in contact-sheet order.
    pub fn kept(&self) -> Vec<Concept> {
        let slate = self.slate.as_deref();
        slate
            .into_iter()
            .flat_map(|slate| &slate.concepts)
            .filter(|concept| {
                self.concept_answers
                    .get(&concept.id)
                    .is_some_and(|judgement| judgement.answer == model::decision::Answer::Keep)
            })
            .cloned()
            .collect()
    }

    /// Returns every file that was made and judged, with what the gate said of it.
    pub fn judged(&self) -> impl Iterator<Item = (&Deliverable, &GateRow)> {
        let rows = self.gate.iter().flat_map(|gate| &gate.rows);
        let mut files = self.deliverables.iter();
        // Both stand in the same order, so the walk never goes back.
        rows.filter_map(move |row| Some((files.find(|file| file.id == row.deliverable)?, row)))
    }

    /// Returns the variant with this id.
    pub fn variant(&self, id: &VariantId) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.id == *id)
    }

    /// Returns the model that read the words in the files, with its version, when one did.
    pub fn reader(&self, known: &dyn Known) -> Result<Option<String>, PortError> {
        let Some(file) = self.deliverables.first() else { return Ok(None) };
        let Some(variant) = self.variant(&file.variant) else { return Ok(None) };
        let about = asset::deliverable::subject(variant, &file.format);
        let look = known.last_of(&format!("look/file/{}/{about}", variant.campaign))?;
        Ok(look.and_then(|look| match look.maker {
            Maker::Model { name, version } => Some(format!("{name} {version}")),
            Maker::Machine => None,
        }))
    }
}

/// What the gate said of one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GateRow {
    /// The deliverable.
    pub deliverable: DeliverableId,
    /// Its bytes.
    pub file: Digest,
    /// Its length.
    pub bytes: u64,
    /// The frame to show for it (PNG blob), when one was kept.
    pub frame: Option<Digest>,
    /// Seconds, for films.
    pub seconds: Option<f64>,
    /// The verdict.
    pub verdict: Verdict,
    /// What the checks saw.
    pub findings: Vec<Finding>,
    /// What did not run.
    pub not_run: Vec<NotRun>,
}

/// A file that cannot be made of its parts as they are: words that do not fit, say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The deliverable.
    pub deliverable: DeliverableId,
    /// What it would have been called.
    pub name: String,
    /// Every reason, in plain words.
    pub reasons: Vec<String>,
}

/// What the gate said of a round.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct GateReading {
    /// One row a file that was made, in the order of the deliverables.
    pub rows: Vec<GateRow>,
    /// What could not be made, in the same order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<Refused>,
}

impl GateReading {
    /// Returns how many files have a verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.rows.iter().filter(|row| row.verdict == verdict).count()
    }
}

/// A package that went out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Where, from the workspace root.
    pub folder: String,
    /// Where else it was brought: folders and addresses.
    pub to: Vec<String>,
    /// The manifest's blob.
    pub manifest: Digest,
    /// The trafficking sheet's blob.
    pub sheet: Digest,
    /// How many files.
    pub files: usize,
    /// How many lie beside them for other people's tools.
    pub beside: usize,
    /// How many failed the gate or were rejected and stay here.
    pub withheld: usize,
    /// How many were approved without being looked at.
    pub unviewed: usize,
}

/// Something that waits for the world, not for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Awaited {
    /// The campaign.
    pub campaign: CampaignId,
    /// The round.
    pub round: u32,
    /// What is awaited and where to put it.
    pub text: String,
}

/// A file that must lie in the workspace's `out` folders.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Export {
    /// Path from the workspace root.
    pub path: String,
    /// Its blob.
    pub blob: Digest,
    /// Its length, when known: a cheap first comparison.
    pub bytes: Option<u64>,
}

/// One finished reading: what to show and what to ask.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// What is known.
    pub view: View,
    /// Questions that wait for people.
    pub questions: Vec<Question>,
    /// What waits for the world.
    pub awaited: Vec<Awaited>,
    /// Files that must lie in `out`.
    pub exports: Vec<Export>,
    /// What people should know, in plain words.
    pub warnings: Vec<String>,
}

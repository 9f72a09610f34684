//! What a workspace knows of files.

use crate::end::End;
use crate::talk::say;
use gate::Standard;
use host::HostError;
use host::blobs::{Blobs, digest_of_file};
use host::studio::{Papers, Studio, StudioError};
use model::asset::PurposeState;
use model::digest::Digest;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Opens the workspace for what it knows; one that has never run knows nothing yet.
pub(super) fn workspace(dir: &Path) -> Result<Option<Studio>, End> {
    let papers = Papers::read(dir)?;
    match Studio::open_reading(papers) {
        Ok(studio) => Ok(Some(studio)),
        Err(StudioError::Host(HostError::NoLedger { .. })) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Its deliverables by name, its adopted things by hash.
pub(super) struct Book {
    root: PathBuf,
    blobs: Blobs,
    by_name: BTreeMap<String, Standard>,
    adopted: BTreeMap<Digest, PurposeState>,
}

impl Book {
    pub(super) fn of(studio: &Studio) -> Result<Self, End> {
        let workspace = &studio.papers.workspace;
        let plan = studio.plan(flow::plan::Goal::Decide, None)?;
        if !plan.due.is_empty() {
            say(&format!(
                "note: the workspace has steps to do ({}); what it expects of the files they make is known after `throughline run`",
                plan.due.len()
            ));
        }
        let standing = plan.standing;
        let mut by_name = BTreeMap::new();
        for (campaign, view) in &standing.view.campaigns {
            let Some(brief) = workspace.briefs.get(campaign) else { continue };
            for round in &view.rounds {
                for deliverable in &round.deliverables {
                    let variant = round.variant(&deliverable.variant);
                    let format = workspace.formats.get(&deliverable.format);
                    let (Some(variant), Some(format)) = (variant, format) else { continue };
                    let mut standard = Standard::for_deliverable(workspace, brief, variant, format);
                    standard.approved =
                        round.approvals.get(&deliverable.id).and_then(|word| word.seen);
                    by_name.insert(deliverable.file_name.clone(), standard);
                }
            }
        }
        let (assets, _) = super::super::audit::assets(studio)?;
        let adopted = assets
            .into_iter()
            .filter_map(|asset| match asset.origin {
                model::asset::AssetOrigin::Adopted { digest, .. } => Some((digest, asset.purpose)),
                model::asset::AssetOrigin::Concept { .. } => None,
            })
            .collect();
        Ok(Self { root: studio.papers.root.clone(), blobs: studio.blobs.clone(), by_name, adopted })
    }

    /// A file of the workspace that nobody gave a purpose is an orphan and does not pass. One that
    /// was made here, and is not part of today's plan, is none: the ledger says what it was for.
    pub(super) fn standard(&self, path: &Path) -> Standard {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if let Some(standard) = self.by_name.get(name) {
            return standard.clone();
        }
        let inside = path.canonicalize().is_ok_and(|whole| whole.starts_with(&self.root));
        let bytes = digest_of_file(path).ok().map(|(digest, _)| digest);
        let known = bytes.and_then(|bytes| self.adopted.get(&bytes)).cloned();
        let made_here = || bytes.is_some_and(|bytes| self.blobs.has(&bytes));
        let orphan = || (inside && !made_here()).then_some(PurposeState::Unstated);
        Standard { purpose: known.or_else(orphan), ..Standard::default() }
    }
}

//! What was seen, before anybody decides how to say it.

use super::likeness::{Likeness, likeness};
use crate::end::End;
use flow::ports::PortError;
use gate::{CHECKS, Standard};
use host::checkup::{Looked, Mended, Patient, Shot};
use jiff::Timestamp;
use model::finding::{FileVerdict, Finding, Verdict};
use model::id::FormatId;
use serde::Serialize;
use spec::format::Format;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Every file that had its turn.
pub(super) struct Report {
    pub(super) at: Timestamp,
    pub(super) files: Vec<Checked>,
    pub(super) unseen: Vec<Unseen>,
    /// Whether somebody stopped before all had their turn.
    pub(super) stopped: bool,
}

/// A file that was looked at.
pub(super) struct Checked {
    pub(super) verdict: FileVerdict,
    /// The checks that ran, in the order in which a person would look.
    pub(super) ran: Vec<&'static str>,
    /// What it was held against, in words.
    pub(super) held: Vec<String>,
    /// What it looks like, when it was held against no format.
    pub(super) likeness: Option<Likeness>,
    pub(super) shots: Vec<Shot>,
    /// Its corrected copy, where one was asked for and there was something to correct.
    pub(super) mended: Option<Result<Mended, PortError>>,
}

impl Checked {
    /// The corrected copy as it was judged.
    pub(super) fn copy(&self) -> Option<&FileVerdict> {
        self.mended.as_ref()?.as_ref().ok()?.copy.as_ref()
    }

    /// Why there is no corrected copy although there should be one, with the exit code of that.
    pub(super) fn not_corrected(&self) -> Option<(u8, String)> {
        let Some(Err(error)) = &self.mended else { return None };
        Some((crate::end::code_of_port(error), error.to_string()))
    }
}

/// A file that could not be looked at.
#[derive(Debug, Serialize)]
pub(super) struct Unseen {
    pub(super) path: String,
    pub(super) because: String,
    #[serde(skip)]
    pub(super) code: u8,
}

impl Report {
    pub(super) fn new() -> Self {
        Self { at: Timestamp::now(), files: Vec::new(), unseen: Vec::new(), stopped: false }
    }

    /// Puts in what was seen of a file. One file may stand there twice: held against two rows.
    pub(super) fn put(&mut self, seen: Result<Checked, Unseen>) {
        match seen {
            Ok(checked) => self.files.push(checked),
            Err(unseen) => self.unseen.push(unseen),
        }
    }

    /// Forgets what was seen of a file before it changed.
    pub(super) fn forget(&mut self, path: &Path) {
        let path = path.display().to_string();
        self.files.retain(|file| file.verdict.path != path);
        self.unseen.retain(|unseen| unseen.path != path);
    }

    pub(super) fn verdict(&self) -> Verdict {
        // A corrected copy stands for its file.
        let standing = self.files.iter().map(|file| file.copy().unwrap_or(&file.verdict).verdict);
        standing.max().unwrap_or(Verdict::Pass)
    }

    pub(super) fn count(&self, verdict: Verdict) -> usize {
        self.files.iter().filter(|file| file.verdict.verdict == verdict).count()
    }
}

/// Puts together what was seen of a file and what it was held against.
pub(super) fn checked(
    patient: &Patient,
    seen: Result<Looked, PortError>,
    pack: &BTreeMap<FormatId, Format>,
) -> Result<Checked, Unseen> {
    match seen {
        Ok(Looked { verdict, shots }) => Ok(Checked {
            ran: ran(&patient.standard, &verdict),
            held: held(&patient.standard),
            likeness: likeness(&patient.standard, &verdict.facts, pack),
            shots,
            mended: None,
            verdict,
        }),
        Err(error) => {
            let End { code, message } = End::from(error);
            Err(Unseen { path: patient.path.display().to_string(), because: message, code })
        }
    }
}

fn ran(standard: &Standard, verdict: &FileVerdict) -> Vec<&'static str> {
    let silent: BTreeSet<&str> = verdict.not_run.iter().map(|one| one.code.as_str()).collect();
    let asked = CHECKS.iter().filter(|check| (check.asked)(standard));
    asked.map(|check| check.code).filter(|code| !silent.contains(code)).collect()
}

fn held(standard: &Standard) -> Vec<String> {
    let format = standard.format.as_ref().map(|expect| expect.rule.clone());
    let brand = standard.brand.as_ref().map(|brand| match brand.name.as_str() {
        "" => "a call to action".to_owned(),
        name => format!("brand {name}"),
    });
    format.into_iter().chain(brand).filter(|rule| !rule.is_empty()).collect()
}

/// Writes what was measured beside what was expected, as far as a finding says.
pub(super) fn compared(finding: &Finding) -> Option<String> {
    match (&finding.measured, &finding.expected) {
        (Some(measured), Some(expected)) => Some(format!("{measured}, expected {expected}")),
        (Some(measured), None) => Some(measured.to_string()),
        _ => None,
    }
}

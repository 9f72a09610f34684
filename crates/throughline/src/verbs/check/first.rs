//! The quick verdict ahead of the full look: told at once, because every frame takes minutes.

use super::jobs;
use crate::talk::say;
use host::checkup::{Checkup, Patient};
use indicatif::ProgressBar;
use model::finding::{FileVerdict, Finding, Verdict};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// What was found before every frame was looked at.
#[derive(Default)]
pub(super) struct FirstLook {
    found: BTreeMap<PathBuf, Vec<Finding>>,
}

impl FirstLook {
    /// Looks at every file the quick way and says how many get which verdict so far.
    pub(super) fn take(
        checkup: &Checkup,
        patients: &[Patient],
        stop: &AtomicBool,
        bar: &ProgressBar,
    ) -> Self {
        let seen = checkup.look(patients, jobs(None), stop, &|patient, seen| {
            bar.set_message(patient.path.display().to_string());
            bar.inc(1);
            seen.ok().map(|looked| (patient.path.clone(), looked.verdict))
        });
        let seen: Vec<(PathBuf, FileVerdict)> = seen.into_iter().flatten().collect();
        let count = |verdict| seen.iter().filter(|(_, seen)| seen.verdict == verdict).count();
        let (pass, warn, fail) = (count(Verdict::Pass), count(Verdict::Warn), count(Verdict::Fail));
        let line = format!("so far: {pass} pass, {warn} warn, {fail} fail; now every frame");
        bar.suspend(|| say(&line));
        bar.set_position(0);
        Self { found: seen.into_iter().map(|(path, verdict)| (path, verdict.findings)).collect() }
    }

    /// Says what the full look found beyond the first one.
    pub(super) fn tell_more(&self, path: &Path, verdict: &FileVerdict, bar: &ProgressBar) {
        let Some(known) = self.found.get(path) else { return };
        let is_new = |finding: &&Finding| {
            !known.iter().any(|other| other.code == finding.code && other.place == finding.place)
        };
        for finding in verdict.findings.iter().filter(is_new) {
            let at = finding.place.and_then(|place| place.start_s);
            let at = at.map_or_else(String::new, |at| format!(" at {at:.2} s"));
            bar.suspend(|| say(&format!("{}{at}: {}", finding.code, path.display())));
        }
    }
}

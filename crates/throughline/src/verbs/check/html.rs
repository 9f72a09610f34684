//! One page that opens anywhere.

use super::report::{Checked, Report};
use gate::CHECKS;
use pages::checked::{self, CheckedFile, Extent, Resemblance, Shot};

const BY: &str = concat!("throughline ", env!("CARGO_PKG_VERSION"));

pub(super) fn write(report: &Report) -> String {
    checked::page(&checked::Checked {
        at: report.at,
        by: BY,
        files: report.files.iter().map(file).collect(),
        unseen: report.unseen.iter().map(|u| (u.path.as_str(), u.because.as_str())).collect(),
        extent: if report.stopped { Extent::Stopped } else { Extent::All },
        titles: CHECKS.iter().map(|check| (check.code, check.title)).collect(),
    })
}

fn file(file: &Checked) -> CheckedFile<'_> {
    let looks_like = file
        .likeness
        .as_ref()
        .map(|likeness| Resemblance { formats: &likeness.formats, more: likeness.more });
    let shots = file.shots.iter().map(|s| Shot { at: s.at, size: s.size, jpeg: &s.jpeg });
    CheckedFile { verdict: &file.verdict, held: &file.held, looks_like, shots: shots.collect() }
}

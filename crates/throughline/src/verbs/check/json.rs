//! For programs.

use super::report::{Checked, Report, Unseen};
use crate::end::End;
use crate::verbs::{json_root, json_text};
use host::checkup::Mended;
use model::finding::{FileVerdict, Verdict};
use model::id::FormatId;
use serde::Serialize;

/// What `check --format json` prints.
#[derive(Debug, Serialize)]
struct Root<'a> {
    verdict: Verdict,
    files: Vec<File<'a>>,
    /// Files that could not be looked at.
    #[serde(skip_serializing_if = "<[Unseen]>::is_empty")]
    unseen: &'a [Unseen],
}

#[derive(Debug, Serialize)]
struct File<'a> {
    #[serde(flatten)]
    verdict: &'a FileVerdict,
    /// The nearest formats, when it was held against none.
    #[serde(skip_serializing_if = "Option::is_none")]
    looks_like: Option<&'a [FormatId]>,
    /// What became of its findings in a corrected copy, when one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<&'a Mended>,
}

pub(super) fn write(report: &Report) -> Result<String, End> {
    let files = report.files.iter().map(as_file).collect();
    let root = Root { verdict: report.verdict(), files, unseen: &report.unseen };
    Ok(json_text("check/1", &root)? + "\n")
}

/// One file on a line of its own, for whoever reads them as they come.
pub(super) fn line(file: &Checked) -> Result<String, End> {
    serde_json::to_string(&json_root("check-file/1", &as_file(file))?)
        .map_err(|e| End::bug(&e.to_string()))
}

fn as_file(file: &Checked) -> File<'_> {
    let looks_like = file.likeness.as_ref().map(|likeness| likeness.formats.as_slice());
    let fixed = file.mended.as_ref().and_then(|mended| mended.as_ref().ok());
    File { verdict: &file.verdict, looks_like, fixed }
}

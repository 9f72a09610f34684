//! For people at a terminal.

use super::report::{Checked, Report, compared};
use model::finding::{Finding, Verdict};

pub(super) fn write(report: &Report) -> String {
    let files: String = report.files.iter().map(file).collect();
    format!("{files}{}\n", summary(report))
}

/// How many files got which verdict.
pub(super) fn summary(report: &Report) -> String {
    let count = report.files.len();
    format!(
        "{count} {}: {} pass, {} warn, {} fail",
        if count == 1 { "file" } else { "files" },
        report.count(Verdict::Pass),
        report.count(Verdict::Warn),
        report.count(Verdict::Fail)
    )
}

/// One file with its findings, a line each thing.
pub(super) fn file(file: &Checked) -> String {
    let verdict = &file.verdict;
    let mut lines = vec![format!("{}  {}", verdict.verdict.word(), verdict.path)];
    let is_film = verdict.facts.video.as_ref().is_none_or(|video| video.frame_rate.is_some());
    verdict.findings.iter().for_each(|one| lines.extend(finding(one, is_film)));
    for (because, codes) in verdict.not_run_by_reason() {
        lines.push(format!("      {} not run: {because}", codes.join(", ")));
    }
    if let Some(likeness) = &file.likeness {
        lines.push(format!("      {likeness}"));
    }
    lines.join("\n") + "\n" + &mended(file)
}

/// The corrected copy, as a file of its own, and what could not be corrected.
fn mended(file: &Checked) -> String {
    let Some(Ok(mended)) = &file.mended else { return String::new() };
    let mut lines = Vec::new();
    if let Some(copy) = &mended.copy {
        let codes = mended.mends.join(", ");
        lines.push(format!("{}  {} (corrected: {codes})", copy.verdict.word(), copy.path));
        let is_film = copy.facts.video.as_ref().is_none_or(|video| video.frame_rate.is_some());
        copy.findings.iter().for_each(|one| lines.extend(finding(one, is_film)));
    }
    lines.extend(
        mended
            .leaves
            .iter()
            .map(|left| format!("      {} not corrected: {}", left.code, left.because)),
    );
    lines.extend(mended.left_out.iter().map(|what| format!("      not in the copy: {what}")));
    lines.join("\n") + "\n"
}

fn finding(finding: &Finding, is_film: bool) -> Vec<String> {
    let compared = compared(finding).map_or_else(String::new, |compared| format!(": {compared}"));
    let excuse = finding.excuse().map_or_else(String::new, |excuse| format!(" ({excuse})"));
    // A picture has no moments.
    let at = finding.place.and_then(|place| place.start_s).filter(|_| is_film);
    let at = at.map(|at| format!("        at {at:.2} s"));
    let rest = [
        format!("        {}", finding.remedy),
        format!("        {} · {}", finding.rule, finding.source),
    ];
    let first = format!("      {}{compared}{excuse}", finding.code);
    [first].into_iter().chain(at).chain(rest).collect()
}

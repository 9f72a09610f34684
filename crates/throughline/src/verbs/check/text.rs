//! For people at a terminal.

use super::report::{Checked, Report, compared};
use gate::{CHECKS, NOT_YET, Need};
use model::finding::{Finding, Verdict};

pub(super) fn write(report: &Report) -> String {
    let files: String = report.files.iter().map(file).collect();
    format!("{files}{}{}\n", summary(report), not_yet(report))
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

/// Says once what holds for every film until somebody takes the time.
fn not_yet(report: &Report) -> String {
    let waiting = |file: &&Checked| file.verdict.not_run.iter().any(|one| one.because == NOT_YET);
    let films = report.files.iter().filter(waiting).count();
    if films == 0 {
        return String::new();
    }
    let codes: Vec<&str> = CHECKS
        .iter()
        .filter(|check| check.needs.contains(&Need::EveryFrame))
        .map(|check| check.code)
        .collect();
    let films = if films == 1 { "1 film".to_owned() } else { format!("{films} films") };
    format!("\n{films} not looked at frame by frame (`--tier full` does): {}", codes.join(", "))
}

/// One file with its findings, a line each thing.
pub(super) fn file(file: &Checked) -> String {
    let verdict = &file.verdict;
    let mut lines = vec![format!("{}  {}", verdict.verdict.word(), verdict.path)];
    let is_film = verdict.facts.video.as_ref().is_none_or(|video| video.frame_rate.is_some());
    verdict.findings.iter().for_each(|one| lines.extend(finding(one, is_film)));
    let told = verdict.not_run_by_reason().into_iter();
    for (because, codes) in told.filter(|(because, _)| *because != NOT_YET) {
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

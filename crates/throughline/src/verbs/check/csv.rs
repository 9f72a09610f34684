//! For spreadsheets: a row a finding, a row a check that did not run, and a row for each file of
//! which there is nothing to say, so that no file is missing.

use super::report::{Checked, Report};
use model::finding::{FileVerdict, Finding, NotRun, Quantity, Severity, Value};
use spec::sheet::line;

const COLUMNS: [&str; 18] = [
    "file",
    "verdict",
    "code",
    "severity",
    "start_s",
    "end_s",
    "x",
    "y",
    "w",
    "h",
    "measured",
    "unit",
    "expected",
    "remedy",
    "rule",
    "source",
    "intended",
    "overridden",
];

pub(super) fn write(report: &Report) -> String {
    report.files.iter().map(file).fold(header(), |sheet, rows| sheet + &rows)
}

pub(super) fn header() -> String {
    line(COLUMNS.map(str::to_owned))
}

/// Every row of one file.
pub(super) fn file(file: &Checked) -> String {
    let verdict = &file.verdict;
    let findings = verdict.findings.iter().map(|finding| found(verdict, finding));
    let silent = verdict.not_run.iter().map(|one| not_run(verdict, one));
    let rows: String = findings.chain(silent).map(line).collect();
    if rows.is_empty() { line(row(verdict)) } else { rows }
}

fn row(verdict: &FileVerdict) -> [String; 18] {
    let mut cells: [String; 18] = Default::default();
    let [file, word, ..] = &mut cells;
    file.clone_from(&verdict.path);
    verdict.verdict.word().clone_into(word);
    cells
}

fn found(verdict: &FileVerdict, finding: &Finding) -> [String; 18] {
    let place = finding.place.unwrap_or_default();
    let seconds = |at: Option<f64>| at.map_or_else(String::new, plain);
    let pixels = |side: Option<u32>| side.map_or_else(String::new, |side| side.to_string());
    let region = place.region;
    let unit = finding.measured.as_ref().map_or("", |measured| &measured.unit);
    let intended = finding.intended.as_ref().map(|i| format!("{}: {}", i.by, i.because));
    let overridden =
        finding.overridden.as_ref().map(|o| format!("{} ({}): {}", o.by, o.how, o.because));
    let [file, word, ..] = row(verdict);
    [
        file,
        word,
        finding.code.clone(),
        severity(finding.severity).to_owned(),
        seconds(place.start_s),
        seconds(place.end_s),
        pixels(region.map(|region| region.x)),
        pixels(region.map(|region| region.y)),
        pixels(region.map(|region| region.w)),
        pixels(region.map(|region| region.h)),
        finding.measured.as_ref().map_or_else(String::new, |q| value(q, unit)),
        unit.to_owned(),
        finding.expected.as_ref().map_or_else(String::new, |q| value(q, unit)),
        finding.remedy.clone(),
        finding.rule.clone(),
        finding.source.clone(),
        intended.unwrap_or_default(),
        overridden.unwrap_or_default(),
    ]
}

fn not_run(verdict: &FileVerdict, not_run: &NotRun) -> [String; 18] {
    let mut cells = row(verdict);
    let [_, _, code, severity, .., remedy, _, _, _, _] = &mut cells;
    code.clone_from(&not_run.code);
    "not-run".clone_into(severity);
    remedy.clone_from(&not_run.because);
    cells
}

/// A bare number where the column of units says the rest.
fn value(quantity: &Quantity, unit: &str) -> String {
    match &quantity.value {
        Value::Number(number) if quantity.unit == unit => plain(*number),
        _ => quantity.to_string(),
    }
}

fn plain(number: f64) -> String {
    ((number * 1000.0).round() / 1000.0).to_string()
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Advise => "advise",
        Severity::Degrade => "degrade",
        Severity::Truncate => "truncate",
        Severity::Reject => "reject",
    }
}

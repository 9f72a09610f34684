//! Findings that people let pass, as a CSV file that stands for itself: `overrides.csv`.

use crate::append::{self, AppendError};
use crate::diagnostic::Diagnostic;
use crate::read::cell;
use crate::read::csv::{Row, Sheet};
use crate::read::faults::Faults;
use crate::read::fields::{Field, Kind, optional, required};
use crate::read::known::Known;
use crate::read::text::Fault;
use crate::source::SourceTree;
use model::digest::Digest;
use model::person::PersonName;
use model::unit::Timestamp;

const FIELDS: &[Field] = &[
    required("sha256", Kind::Text, "the bytes of the file, as `check --format json` prints them"),
    required("code", Kind::Text, "the finding, such as too-quiet"),
    optional("rule", Kind::Text, "the rule it breaks; any rule when empty"),
    required("by", Kind::Text, "who lets it pass"),
    required("reason", Kind::Text, "why"),
    required("at", Kind::Text, "when, such as 2026-03-01T09:30:00Z"),
];

const COLUMNS: [&str; 6] = ["sha256", "code", "rule", "by", "reason", "at"];

/// A finding that somebody let pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedOverride {
    /// The bytes of the file.
    pub file: Digest,
    /// The finding.
    pub code: String,
    /// The rule it breaks; empty for any.
    pub rule: String,
    /// Who let it pass.
    pub by: PersonName,
    /// Why.
    pub because: String,
    /// When.
    pub at: Timestamp,
}

/// Reads a file of overrides, or returns every fault in it; `file` is its path for messages.
pub fn parse(file: &str, text: &str) -> Result<Vec<RecordedOverride>, Vec<Diagnostic>> {
    let mut faults = Faults::default();
    let sheet = Sheet::parse(file, text, ("override", FIELDS), &mut faults);
    let tree = SourceTree::default();
    let mut overrides = Vec::new();
    if let Some(sheet) = &sheet {
        sheet.check(&Known::new(&tree), &mut faults);
        sheet.rows().for_each(|row| check(&row, &mut faults));
        overrides.extend(sheet.rows().filter_map(|row| read(&row)));
    }
    if faults.none() { Ok(overrides) } else { Err(faults.sorted().0) }
}

fn check(row: &Row<'_>, faults: &mut Faults) {
    if let Some(text) = row.text("sha256")
        && text.parse::<Digest>().is_err()
    {
        let message = format!("`{}` is not the SHA-256 of a file", cell::shown(text));
        let remedy = "write the 64 digits that `throughline check --format json` prints";
        faults.error(row.fault("sha256", Fault::new("bad-value", message, remedy)));
    }
    if let Some(text) = row.text("at")
        && text.parse::<Timestamp>().is_err()
    {
        let message = format!("`{}` is not a time", cell::shown(text));
        let remedy = "write a time with its zone such as 2026-03-01T09:30:00Z";
        faults.error(row.fault("at", Fault::new("bad-date", message, remedy)));
    }
}

fn read(row: &Row<'_>) -> Option<RecordedOverride> {
    Some(RecordedOverride {
        file: row.text("sha256")?.parse().ok()?,
        code: row.words("code"),
        rule: row.words("rule"),
        by: PersonName(row.words("by")),
        because: row.words("reason"),
        at: row.text("at")?.parse().ok()?,
    })
}

/// Returns the file with more overrides at its end, under the columns that are there; an empty
/// text becomes a whole file.
pub fn append(text: &str, more: &[RecordedOverride]) -> Result<String, AppendError> {
    let empty = text.trim_start_matches('\u{feff}').trim().is_empty();
    let begun = if empty { COLUMNS.join(",") + "\n" } else { text.to_owned() };
    more.iter().try_fold(begun, |sheet, one| {
        let cells = [
            one.file.to_string(),
            one.code.clone(),
            one.rule.clone(),
            one.by.to_string(),
            one.because.clone(),
            one.at.to_string(),
        ];
        append::append(&sheet, &COLUMNS.into_iter().zip(cells).collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one() -> RecordedOverride {
        RecordedOverride {
            file: Digest::of(b"film"),
            code: String::from("too-quiet"),
            rule: "tv:loudness".to_owned(),
            by: PersonName("Ana".to_owned()),
            because: "the station said so, in writing".to_owned(),
            at: "2026-03-01T09:30:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn what_is_appended_reads_back() {
        let first = append("", &[one()]).unwrap();
        let both = append(&first, &[one()]).unwrap();
        assert_eq!(parse("overrides.csv", &both), Ok(vec![one(), one()]));
    }

    #[test]
    fn every_wrong_cell_is_named() {
        let text = "sha256,code,rule,by,reason,at\nabc,too-quiet,,Ana,because,soon\n";
        let faults = parse("overrides.csv", text).unwrap_err();
        assert_eq!(faults.len(), 2, "{faults:?}");
    }
}

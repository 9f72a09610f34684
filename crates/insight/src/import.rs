//! Exports of ad libraries and scrapers, as people really have them, to rows of ads.
//!
//! CSV (with `,`, `;` or tab; nested names flattened with `/` or `.`) and JSON lines (nested, or a
//! page of an API per line). Columns are known by a table of aliases; two columns that both claim
//! a field and differ are refused with both names, never guessed.

mod delimited;
mod fields;
mod json;
mod record;
mod values;
mod warnings;

use fields::Field;
use model::insight::RowSource;
use model::unit::Date;
use record::{Record, TwoColumns};
use std::collections::BTreeSet;
use std::sync::Arc;
use warnings::Warnings;

/// A file in `market/`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarketFile {
    /// Path inside the workspace.
    pub path: String,
    /// What it holds.
    pub text: Arc<str>,
}

/// One ad as it stood in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct AdRow {
    /// The advertiser, as written.
    pub brand: String,
    /// Everything it says, headline first, a line each.
    pub text: String,
    /// Where its picture should be in the workspace: paths worth trying, in order.
    pub image: Vec<String>,
    /// First day seen.
    pub first_seen: Option<Date>,
    /// Last day seen.
    pub last_seen: Option<Date>,
    /// People reached; the lower bound where the source gives a range.
    pub reach: Option<u64>,
    /// Where it stands.
    pub source: RowSource,
}

/// What was imported.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Imported {
    /// The ads, in order of file and line.
    pub rows: Vec<AdRow>,
    /// What could not be read, in plain words with the place.
    pub warnings: Vec<String>,
}

/// Larger files are refused: an export of 100,000 ads is about half as large.
const FILE_BYTES: usize = 128 << 20;
/// Longer texts are no ad copy.
const TEXT_BYTES: usize = 20_000;

/// Reads every ad in `files`.
pub fn import(files: &[MarketFile]) -> Imported {
    let mut files: Vec<&MarketFile> = files.iter().collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let mut warnings = Warnings::default();
    let mut rows = Vec::new();
    for file in files {
        warnings.enter(&file.path);
        for record in records(file, &mut warnings) {
            match ad(&record, file, &mut warnings) {
                Ok(row) => rows.push(row),
                Err(why) => warnings.add(record.line, why),
            }
        }
    }
    Imported { rows, warnings: warnings.into_lines() }
}

fn records(file: &MarketFile, warnings: &mut Warnings) -> Vec<Record> {
    if file.text.len() > FILE_BYTES {
        let limit = FILE_BYTES >> 20;
        warnings.add(1, format!("the file is larger than {limit} MiB and was not read; split it"));
        return Vec::new();
    }
    let text = file.text.trim_start_matches('\u{feff}');
    let records = if is_json(&file.path, text) {
        json::records(text, warnings)
    } else {
        delimited::records(text, warnings)
    };
    if text.trim().is_empty() {
        warnings.add(1, "the file is empty".to_owned());
    }
    records
}

fn is_json(path: &str, text: &str) -> bool {
    match path.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).as_deref() {
        Some("jsonl" | "ndjson" | "json") => true,
        Some("csv" | "tsv") => false,
        _ => text.trim_start().starts_with(['{', '[']),
    }
}

fn ad(record: &Record, file: &MarketFile, warnings: &mut Warnings) -> Result<AdRow, String> {
    let brand = record.one(Field::Brand).map_err(refusal)?;
    let brand = brand.ok_or("no brand: looked for columns such as `brand`, `page_name`")?;
    let (first_seen, last_seen) = days(record, warnings)?;
    Ok(AdRow {
        brand: brand.split_whitespace().collect::<Vec<_>>().join(" "),
        text: text(record)?,
        image: image_paths(record.one(Field::Image).map_err(refusal)?, &file.path),
        first_seen,
        last_seen,
        reach: reach(record, warnings)?,
        source: RowSource { file: file.path.clone(), line: record.line },
    })
}

fn refusal(two: TwoColumns) -> String {
    let TwoColumns { field, one, other } = two;
    format!("columns `{one}` and `{other}` both give the {field} and differ; remove one of them")
}

/// Joins headline, body and description, each once. Where they are templates that a catalogue
/// fills (`{{product.name}}`), the first card's words stand in.
fn text(record: &Record) -> Result<String, String> {
    let parts = [
        (Field::Headline, Some(Field::CardHeadline)),
        (Field::Body, Some(Field::CardBody)),
        (Field::Description, None),
    ];
    let mut seen = BTreeSet::new();
    let mut lines = Vec::new();
    for (field, card) in parts {
        let part = record.one(field).map_err(refusal)?.filter(|text| !is_template(text));
        let part = match (part, card) {
            (None, Some(card)) => record.one(card).map_err(refusal)?,
            (part, _) => part,
        };
        if let Some(part) = part.filter(|text| !is_template(text))
            && seen.insert(measure::text::normalise(part))
        {
            lines.push(part);
        }
    }
    let text = lines.join("\n");
    if text.len() > TEXT_BYTES {
        return Err(format!("the text is longer than {TEXT_BYTES} bytes"));
    }
    if measure::text::normalise(&text).is_empty() {
        return Err("no text: looked for columns such as `text`, `body`, `headline`".to_owned());
    }
    Ok(text)
}

fn is_template(text: &str) -> bool {
    text.contains("{{")
}

fn days(record: &Record, warnings: &mut Warnings) -> Result<(Option<Date>, Option<Date>), String> {
    let mut day = |field| -> Result<Option<Date>, String> {
        let Some(written) = record.one(field).map_err(refusal)? else {
            return Ok(None);
        };
        let day = values::day(written);
        if day.is_none() {
            let shown = values::shortened(written);
            warnings.add(record.line, format!("`{shown}` is no {field}: write 2026-11-03"));
        }
        Ok(day)
    };
    let (first, last) = (day(Field::FirstSeen)?, day(Field::LastSeen)?);
    if first.zip(last).is_some_and(|(first, last)| last < first) {
        warnings.add(record.line, "last seen before it was first seen; both left out".to_owned());
        return Ok((None, None));
    }
    Ok((first, last))
}

fn reach(record: &Record, warnings: &mut Warnings) -> Result<Option<u64>, String> {
    let Some(written) = record.one(Field::Reach).map_err(refusal)? else {
        return Ok(None);
    };
    let reach = values::at_least(written);
    if reach.is_none() {
        let shown = values::shortened(written);
        warnings.add(record.line, format!("`{shown}` is no reach: write a whole number"));
    }
    Ok(reach)
}

/// A link is not a picture of the workspace. A relative path may start at the workspace or at the
/// file that names it.
fn image_paths(written: Option<&str>, file: &str) -> Vec<String> {
    let Some(written) = written.filter(|path| !path.contains("://")) else {
        return Vec::new();
    };
    let plain = written.replace('\\', "/");
    let plain = plain.trim_start_matches("./");
    let beside = file.rsplit_once('/').map(|(folder, _)| format!("{folder}/{plain}"));
    std::iter::once(plain.to_owned()).chain(beside).collect()
}

#[cfg(test)]
mod tests;

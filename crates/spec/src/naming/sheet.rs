//! The names in a sheet: a trafficking sheet, an export of a platform.

use crate::read::cell;

/// Cells of a sheet that are looked at; more is an export for the importers.
const MOST_ROWS: usize = 1_000_000;

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NamedAs {
    /// The name of a file or an ad.
    Name,
    /// A code by itself.
    Code,
    /// An Ad-ID.
    AdId,
    /// A clock number, with the length of its film where the sheet has it.
    Clock(Option<f64>),
}

/// A cell that names something.
#[derive(Debug, Clone, PartialEq)]
pub struct Named {
    /// One-based line.
    pub line: u64,
    /// Its column, as written.
    pub column: String,
    /// What it holds.
    pub kind: NamedAs,
    /// As written, without the apostrophe of a spreadsheet.
    pub text: String,
}

/// A sheet without names.
#[derive(Debug, thiserror::Error)]
pub enum NoNames {
    /// It cannot be read.
    #[error("it cannot be read as comma-separated values: {0}")]
    Read(#[from] csv::Error),
    /// It has no column that is known to hold names.
    #[error(
        "it has no column of names: one is called `file`, `creative_name`, `ad name`, `code`, \
         `utm_content`, `Ad-ID` or `clock`"
    )]
    Column,
    /// It is too large.
    #[error("it has more than {MOST_ROWS} rows: split it")]
    Rows,
}

/// Returns the names in a sheet, row by row; empty cells name nothing.
pub fn named(text: &str) -> Result<Vec<Named>, NoNames> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headers = reader.headers()?.clone();
    let columns: Vec<(usize, NamedAs)> =
        headers.iter().enumerate().filter_map(|(at, header)| Some((at, kind(header)?))).collect();
    if columns.is_empty() {
        return Err(NoNames::Column);
    }
    let duration = headers.iter().position(|header| folded(header) == "duration s");
    let mut found = Vec::new();
    for (record, row) in reader.records().zip(1_usize..) {
        let record = record?;
        if row > MOST_ROWS {
            return Err(NoNames::Rows);
        }
        let line = record.position().map_or(0, csv::Position::line);
        let seconds = duration.and_then(|at| cell::number(record.get(at)?.trim()));
        for (at, kind) in &columns {
            let written = record.get(*at).unwrap_or_default().trim();
            let text = written.strip_prefix('\'').unwrap_or(written);
            if text.is_empty() {
                continue;
            }
            let kind = match kind {
                NamedAs::Clock(_) => NamedAs::Clock(seconds),
                other => *other,
            };
            let column = headers.get(*at).unwrap_or_default().to_owned();
            found.push(Named { line, column, kind, text: text.to_owned() });
        }
    }
    Ok(found)
}

/// `Ad ID` without a dash is a platform's own number and is left alone.
fn kind(header: &str) -> Option<NamedAs> {
    if ["ad-id", "isci"].contains(&header.trim().to_lowercase().as_str()) {
        return Some(NamedAs::AdId);
    }
    match folded(header).as_str() {
        "file" | "file name" | "filename" | "creative name" | "ad name" | "name" => {
            Some(NamedAs::Name)
        }
        "code" | "utm content" => Some(NamedAs::Code),
        "clock" | "clock number" => Some(NamedAs::Clock(None)),
        _ => None,
    }
}

fn folded(header: &str) -> String {
    header.trim().to_lowercase().replace(['_', '-'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_their_columns() {
        let sheet = "Ad name,Ad ID,ad-id,clock_number,duration_s,spend\n\
                     '=a,120,ABCD1234567,AAA/BBCC001/030,30,1\n,,,,,\n";
        let found = named(sheet).unwrap();
        let said: Vec<(&str, NamedAs)> =
            found.iter().map(|cell| (cell.text.as_str(), cell.kind)).collect();
        assert_eq!(
            said,
            [
                ("=a", NamedAs::Name),
                ("ABCD1234567", NamedAs::AdId),
                ("AAA/BBCC001/030", NamedAs::Clock(Some(30.0)))
            ]
        );
        assert!(found.iter().all(|cell| cell.line == 2));
        assert!(matches!(named("spend\n1\n"), Err(NoNames::Column)));
    }
}

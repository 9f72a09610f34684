//! CSV, with the separator it has.

use super::fields::Field;
use super::record::{Cell, Record, known_column};
use super::warnings::Warnings;
use csv::{ReaderBuilder, StringRecord};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Wider tables and longer ones are cut off with a warning.
const COLUMNS: usize = 2_000;
const ROWS: usize = 500_000;

type Columns = Vec<Option<(Field, Arc<str>)>>;

/// Returns the rows of a table whose first row names the columns.
pub(super) fn records(text: &str, warnings: &mut Warnings) -> Vec<Record> {
    let mut reader =
        ReaderBuilder::new().delimiter(separator(text)).flexible(true).from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => {
            warnings.add(1, format!("the first row cannot be read: {error}"));
            return Vec::new();
        }
    };
    let columns = columns(&header, warnings);
    let mut records = Vec::new();
    for (place, row) in reader.records().enumerate() {
        match row {
            _ if place == ROWS => {
                warnings.add(1, format!("only the first {ROWS} rows were read; split the file"));
                break;
            }
            Ok(row) => records.extend(record(&row, header.len(), &columns, warnings)),
            Err(error) => {
                let line = error.position().map_or(1, csv::Position::line);
                warnings.add(line, format!("the row cannot be read: {error}"));
            }
        }
    }
    records
}

/// The separator that stands most often in the first line.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let times = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    [b',', b';', b'\t']
        .into_iter()
        .reduce(|best, next| if times(next) > times(best) { next } else { best })
        .unwrap_or(b',')
}

fn columns(header: &StringRecord, warnings: &mut Warnings) -> Columns {
    if header.len() > COLUMNS {
        warnings.add(1, format!("only the first {COLUMNS} columns were read"));
    }
    let mut plain: BTreeSet<String> = BTreeSet::new();
    let columns: Columns = header
        .iter()
        .take(COLUMNS)
        .enumerate()
        .map(|(place, name)| {
            let (field, stem) = known_column(name)?;
            // A column that is there twice must not pass for two entries of one list.
            let is_list = stem.len() < name.trim().len();
            let told = if is_list || plain.insert(stem.clone()) {
                stem
            } else {
                format!("{stem} (column {})", place + 1)
            };
            Some((field, Arc::from(told)))
        })
        .collect();
    if !header.is_empty() && columns.iter().all(Option::is_none) {
        warnings.add(1, "no column is known; name them `brand`, `text`, `headline` …".to_owned());
    }
    columns
}

fn record(
    row: &StringRecord,
    width: usize,
    columns: &Columns,
    warnings: &mut Warnings,
) -> Option<Record> {
    let line = row.position().map_or(1, csv::Position::line);
    if row.len() != width {
        let cells = row.len();
        warnings.add(line, format!("the row has {cells} cells, the first row has {width}"));
        return None;
    }
    let cells = columns
        .iter()
        .zip(row)
        .filter_map(|(column, value)| {
            let (field, column) = column.as_ref()?;
            Some(Cell { field: *field, column: column.clone(), value: value.to_owned() })
        })
        .collect();
    Some(Record { line, cells })
}

//! One row of a file as the cells we know, before they mean anything.

use super::fields::{self, Field};
use std::sync::Arc;

/// A known cell.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) field: Field,
    /// The column as written, without places in lists.
    pub(super) column: Arc<str>,
    pub(super) value: String,
}

/// A row.
#[derive(Debug, Clone)]
pub(super) struct Record {
    pub(super) line: u64,
    pub(super) cells: Vec<Cell>,
}

/// Two columns that claim one field and differ.
#[derive(Debug)]
pub(super) struct TwoColumns {
    pub(super) field: Field,
    pub(super) one: Arc<str>,
    pub(super) other: Arc<str>,
}

impl Record {
    /// Returns what the row says about `field`. Of a list the first entry that is not empty
    /// counts; columns that say the same are one.
    pub(super) fn one(&self, field: Field) -> Result<Option<&str>, TwoColumns> {
        let mut found: Option<&Cell> = None;
        for cell in self.cells.iter().filter(|cell| cell.field == field && is_said(&cell.value)) {
            match found {
                None => found = Some(cell),
                Some(first) if first.column == cell.column => {}
                Some(first) if first.value.trim() == cell.value.trim() => {}
                Some(first) => {
                    let (one, other) = (first.column.clone(), cell.column.clone());
                    return Err(TwoColumns { field, one, other });
                }
            }
        }
        Ok(found.map(|cell| cell.value.trim()))
    }
}

/// Returns the field a column is for and its name without places in lists (`cards/0/title`).
pub(super) fn known_column(name: &str) -> Option<(Field, String)> {
    let stem: Vec<&str> = name
        .trim()
        .split(['/', '.'])
        .filter(|part| part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()))
        .collect();
    let stem = stem.join(".");
    fields::field_of(&stem).map(|field| (field, stem))
}

fn is_said(value: &str) -> bool {
    !matches!(value.trim().to_ascii_lowercase().as_str(), "" | "null" | "none" | "nan" | "n/a")
}

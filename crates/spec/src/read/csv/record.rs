//! Splits CSV text into rows that know their bytes.

use crate::read::faults::Faults;
use crate::read::text::{Fault, FileText};
use ::csv::StringRecord;
use std::ops::Range;

/// Rows of one file at most; more is an export, not something a person wrote.
const MOST_ROWS: usize = 1_000_000;
/// Bytes of one cell at most; an unclosed quote swallows the rest of the file.
const LONGEST_CELL: usize = 65_536;

/// One row as split.
#[derive(Debug)]
pub(super) struct Record {
    /// First byte.
    pub(super) start: usize,
    /// Byte after the last, without the line end.
    pub(super) end: usize,
    /// Its cells.
    pub(super) cells: StringRecord,
}

impl Record {
    /// Returns the bytes of a cell, quotes included. Only faults ask, so the row is walked again
    /// rather than keeping a span for each cell.
    pub(super) fn cell_span(&self, text: &FileText<'_>, place: usize) -> Range<usize> {
        let raw = text.text.get(self.start..self.end).unwrap_or_default();
        let mut quoted = false;
        let mut bounds = vec![self.start];
        for (at, byte) in raw.bytes().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                b',' if !quoted => bounds.push(self.start + at + 1),
                _ => {}
            }
        }
        bounds.push(self.end + 1);
        let start = bounds.get(place).copied().unwrap_or(self.start);
        let next = bounds.get(place + 1).copied().unwrap_or(self.end + 1);
        start..next.saturating_sub(1).max(start).min(self.end.max(start))
    }

    /// Returns whether every cell is empty.
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    fn ends_inside_quotes(&self, text: &FileText<'_>) -> bool {
        let raw = text.text.get(self.start..self.end).unwrap_or_default();
        raw.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
    }
}

/// Splits a file into rows; a file that cannot be split further is a fault.
pub(super) fn split(text: &FileText<'_>, faults: &mut Faults) -> Option<Vec<Record>> {
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.text.as_bytes());
    let mut records = Vec::new();
    let mut cells = StringRecord::new();
    loop {
        let from = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        match reader.read_record(&mut cells) {
            Ok(false) => return Some(records),
            Ok(true) => {}
            Err(error) => {
                let remedy = "save the sheet again as comma-separated values";
                let fault = Fault::new("bad-syntax", error.to_string(), remedy);
                faults.error(text.fault(from..from, fault));
                return None;
            }
        }
        let to = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        let record = bounded(text, from, to, &cells);
        if let Some(fault) = record_fault(text, &record, records.len()) {
            faults.error(text.fault(record.start..record.end, fault));
            return None;
        }
        records.push(record);
    }
}

/// Cuts the line ends off both sides: the reader counts those before a row to it.
fn bounded(text: &FileText<'_>, from: usize, to: usize, cells: &StringRecord) -> Record {
    let raw = text.text.get(from..to).unwrap_or_default();
    let start = from + (raw.len() - raw.trim_start_matches(['\r', '\n']).len());
    let end = (from + raw.trim_end_matches(['\r', '\n']).len()).max(start);
    Record { start, end, cells: cells.clone() }
}

fn record_fault(text: &FileText<'_>, record: &Record, before: usize) -> Option<Fault> {
    if before > MOST_ROWS {
        return Some(Fault::new(
            "too-large",
            format!("more than {MOST_ROWS} rows"),
            "split the file, or drop it into `market/` or `performance/`",
        ));
    }
    let last = text.text.get(record.end..).is_none_or(|rest| rest.trim().is_empty());
    if last && record.ends_inside_quotes(text) {
        return Some(Fault::new(
            "bad-syntax",
            "a double quote is opened in this row and never closed",
            "close it; inside a quoted cell a double quote is written twice",
        ));
    }
    record.cells.iter().any(|cell| cell.len() > LONGEST_CELL).then(|| {
        Fault::new(
            "too-large",
            format!("a cell of this row has more than {LONGEST_CELL} bytes"),
            "close a quote that was left open, or shorten the cell",
        )
    })
}

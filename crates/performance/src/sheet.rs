//! A text as a table: the delimiter and the header row are found by the headers, not guessed from
//! the first line, which is often a title.

use crate::platforms::{Column, Platform};
use csv::{ReaderBuilder, StringRecord};
use model::unit::Currency;

/// The header stands within so many rows from the top.
const HEADER_WITHIN: usize = 20;

/// Most rows that are read from one file.
const MOST_ROWS: usize = 500_000;

/// Most columns that are looked at.
const MOST_COLUMNS: usize = 500;

/// An export as a table.
pub(crate) struct Sheet {
    /// Who wrote it.
    pub(crate) platform: &'static Platform,
    /// The lines above the header.
    pub(crate) preamble: Vec<String>,
    /// The currency that stands in the header of the spend column.
    pub(crate) header_currency: Option<Currency>,
    /// The rows below the header with their one-based lines.
    pub(crate) rows: Vec<(u64, StringRecord)>,
    /// Whether rows were left unread because there are too many.
    pub(crate) cut: Option<usize>,
    headers: Vec<String>,
}

/// Why there is no table.
pub(crate) enum NoTable {
    /// The lines above a table are there, and no table: an export without results.
    Empty,
    /// Nothing in it looks like an export.
    Unknown,
}

impl Sheet {
    /// Finds the table in a text.
    pub(crate) fn find(text: &str) -> Result<Self, NoTable> {
        let found =
            [b'\t', b',', b';'].into_iter().find_map(|mark| Self::with_delimiter(text, mark));
        found.ok_or_else(|| {
            let lines: Vec<String> = text.lines().take(HEADER_WITHIN).map(str::to_owned).collect();
            let titled = crate::date::span_of(&lines).is_some() && text.lines().count() < 12;
            if titled || text.trim().is_empty() { NoTable::Empty } else { NoTable::Unknown }
        })
    }

    fn with_delimiter(text: &str, delimiter: u8) -> Option<Self> {
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut records = reader.records().filter_map(Result::ok);
        let mut preamble = Vec::new();
        for record in records.by_ref().take(HEADER_WITHIN) {
            let written: Vec<&str> = record.iter().take(MOST_COLUMNS).collect();
            let headers: Vec<String> = written.iter().map(|header| normalise(header).0).collect();
            let Some(platform) = Platform::of(&headers) else {
                preamble.push(written.join(", "));
                continue;
            };
            let spend = platform.place(Column::Spend, &headers);
            let header_currency =
                spend.and_then(|place| written.get(place)).and_then(|header| normalise(header).1);
            let mut rows: Vec<(u64, StringRecord)> = records
                .take(MOST_ROWS + 1)
                .map(|record| (record.position().map_or(0, csv::Position::line), record))
                .collect();
            let cut = (rows.len() > MOST_ROWS).then_some(MOST_ROWS);
            rows.truncate(MOST_ROWS);
            return Some(Self { platform, preamble, header_currency, rows, cut, headers });
        }
        None
    }

    /// Returns where a column stands.
    pub(crate) fn place(&self, column: Column) -> Option<usize> {
        self.platform.place(column, &self.headers)
    }

    /// Returns whether the file has a column.
    pub(crate) fn has(&self, column: Column) -> bool {
        self.place(column).is_some()
    }

    /// Returns the cell of a row in a column; empty where either is missing.
    pub(crate) fn cell<'a>(&self, row: &'a StringRecord, column: Column) -> &'a str {
        self.place(column).and_then(|place| row.get(place)).unwrap_or_default().trim()
    }
}

/// Returns a header lower case with single spaces, and the currency that stood in brackets at its
/// end.
fn normalise(header: &str) -> (String, Option<Currency>) {
    let words: Vec<&str> = header.trim_start_matches('\u{feff}').split_whitespace().collect();
    let header = words.join(" ");
    let bracketed = header.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    if let Some((name, inside)) = bracketed
        && let Some(currency) = Currency::parse(inside)
    {
        return (name.trim().to_lowercase(), Some(currency));
    }
    (header.to_lowercase(), None)
}

/// Returns whether a row is a sum of others: it is named so, or names no ad at all.
pub(crate) fn is_total(sheet: &Sheet, row: &StringRecord) -> bool {
    let nameless = [Column::AdName, Column::Code]
        .into_iter()
        .all(|column| crate::amount::is_null(sheet.cell(row, column)));
    let first = row.get(0).unwrap_or_default().trim().to_lowercase();
    let named = ["grand total", "totals", "total", "gesamt", "totale"].iter().any(|word| {
        first.strip_prefix(word).is_some_and(|rest| {
            rest.is_empty() || rest.trim_start().starts_with([':', '-', '–', '('])
        })
    });
    nameless || named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_found_below_titles_with_any_delimiter() {
        for delimiter in ["\t", ",", ";"] {
            let header = ["Day", "Ad name", "Impressions", "Link clicks", "Amount spent (SEK)"];
            let text = format!("Report\n\n{}\n", header.join(delimiter));
            let sheet = Sheet::find(&text).ok().unwrap();
            assert_eq!(sheet.platform.name, "meta");
            assert_eq!(sheet.header_currency, Currency::parse("SEK"));
            assert_eq!(sheet.preamble, ["Report"]);
        }
    }

    #[test]
    fn headers_are_compared_without_stray_spaces_and_case() {
        assert_eq!(normalise(" Video  views ").0, "video views");
        assert_eq!(normalise("Clicks (all)"), ("clicks (all)".to_owned(), None));
    }

    #[test]
    fn an_ad_called_total_is_no_total() {
        let text = "ad_name,date,impressions,clicks\nTotal care,2026-09-01,1,0\nTotal: all,,1,0\n";
        let sheet = Sheet::find(text).ok().unwrap();
        let totals: Vec<bool> = sheet.rows.iter().map(|(_, row)| is_total(&sheet, row)).collect();
        assert_eq!(totals, [false, true]);
    }
}

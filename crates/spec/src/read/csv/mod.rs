//! CSV files that a spreadsheet edits: the header is checked against the table of fields, every
//! cell against its column, and each row remembers where it stands.

mod record;

use super::cell;
use super::faults::Faults;
use super::fields::{Field, Kind, Need, find};
use super::known::Known;
use super::nearest::did_you_mean;
use super::text::{Fault, FileText};
use crate::diagnostic::{Diagnostic, Place};
use ::csv::StringRecord;
use record::{Record, split};
use std::collections::BTreeMap;
use std::str::FromStr;

/// Columns of one file at most: a sheet has at most two dozen, and some of them in every language.
const MOST_COLUMNS: usize = 1_000;

/// A CSV file with its columns found.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    text: FileText<'a>,
    /// What a row is, for messages: `scene`.
    what: &'static str,
    columns: Vec<Column>,
    rows: Vec<Record>,
}

#[derive(Debug)]
struct Column {
    field: Option<&'static Field>,
    language: Option<String>,
}

/// One row of a sheet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'s> {
    sheet: &'s Sheet<'s>,
    record: &'s Record,
}

impl<'a> Sheet<'a> {
    /// Splits a file into rows and finds its columns; what is wrong with either is a fault, and
    /// rows that can be read are kept.
    pub(crate) fn parse(
        path: &'a str,
        text: &'a str,
        (what, fields): (&'static str, &'static [Field]),
        faults: &mut Faults,
    ) -> Option<Self> {
        let text = FileText::new(path, text);
        let mut records = split(&text, faults)?.into_iter();
        let Some(header) = records.next() else {
            let columns: Vec<_> = fields.iter().map(|field| field.key).collect();
            let remedy = format!("begin with a header line: {}", columns.join(","));
            faults.error(text.fault(0..0, Fault::new("empty-file", "the file is empty", remedy)));
            return None;
        };
        let mut sheet = Self { text, what, columns: Vec::new(), rows: Vec::new() };
        if !sheet.read_header(&header, fields, faults) {
            return None;
        }
        for record in records.filter(|record| !record.is_blank()) {
            sheet.check_width(&record, faults);
            sheet.rows.push(record);
        }
        Some(sheet)
    }

    /// Returns the rows in the order written.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|record| Row { sheet: self, record })
    }

    /// Checks every cell, and that ids stand once.
    pub(crate) fn check(&self, known: &Known<'_>, faults: &mut Faults) {
        let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
        for row in self.rows() {
            if faults.full() {
                return;
            }
            for (place, column) in self.columns.iter().enumerate() {
                let (Some(field), Some(text)) = (column.field, row.record.cells.get(place)) else {
                    continue;
                };
                let text = text.trim();
                let need = if column.language.is_some() { Need::Optional } else { field.need };
                for fault in row.cell_faults(field, need, text, known) {
                    faults.error(row.fault_at(place, fault));
                }
                if matches!(field.kind, Kind::Id) && !text.is_empty() {
                    let line = row.line();
                    if let Some(first) = seen.insert(text, line) {
                        let message = format!("`{text}` stands twice, first in line {first}");
                        let remedy = "remove or rename one of the two";
                        faults.error(row.fault_at(place, Fault::new("duplicate", message, remedy)));
                    }
                }
            }
        }
    }

    fn read_header(
        &mut self,
        header: &Record,
        fields: &'static [Field],
        faults: &mut Faults,
    ) -> bool {
        if let Some(mark) = wrong_separator(&header.cells) {
            let message = format!("the columns are separated by {mark}, not by commas");
            let remedy = "save the sheet as comma-separated values";
            let span = header.start..header.end;
            faults.error(self.text.fault(span, Fault::new("bad-syntax", message, remedy)));
            return false;
        }
        if header.cells.len() > MOST_COLUMNS {
            let message = format!("the header has {} columns", header.cells.len());
            let remedy = format!("keep {MOST_COLUMNS} at most; empty ones count");
            let span = header.start..header.end;
            faults.error(self.text.fault(span, Fault::new("too-large", message, remedy)));
            return false;
        }
        let mut seen: Vec<&str> = Vec::new();
        for (place, name) in header.cells.iter().enumerate() {
            let name = name.trim();
            let column = column_of(name, fields);
            let fault = match &column {
                _ if seen.contains(&name) => Some(Fault::new(
                    "duplicate",
                    format!("the column `{}` stands twice", cell::shown(name)),
                    "remove one of the two",
                )),
                Ok(_) => None,
                Err(fault) => Some(fault.clone()),
            };
            if let Some(fault) = fault {
                let span = header.cell_span(&self.text, place);
                faults.error(self.text.fault(span, fault));
            }
            seen.push(name);
            self.columns.push(column.unwrap_or(Column { field: None, language: None }));
        }
        for field in fields.iter().filter(|field| field.need == Need::Required) {
            if !seen.contains(&field.key) {
                let message = format!("the column `{}` is missing", field.key);
                let remedy = format!("add it to the header: {}", field.doc);
                let fault = Fault::new("missing-column", message, remedy);
                faults.error(self.text.fault(header.start..header.end, fault));
            }
        }
        true
    }

    fn check_width(&self, record: &Record, faults: &mut Faults) {
        let (found, expected) = (record.cells.len(), self.columns.len());
        if found != expected && !faults.full() {
            let message = format!("this row has {found} cells where the header has {expected}");
            let remedy = "put cells that hold a comma in double quotes, and leave none out";
            let fault = Fault::new("uneven-row", message, remedy);
            faults.error(self.text.fault(record.start..record.end, fault));
        }
    }
}

impl<'s> Row<'s> {
    /// Returns a cell, trimmed; nothing when it is empty or its column is absent.
    pub(crate) fn text(&self, key: &str) -> Option<&'s str> {
        let place = self.sheet.place_of(key)?;
        let cell = self.record.cells.get(place)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// Returns a cell's words, or nothing at all.
    pub(crate) fn words(&self, key: &str) -> String {
        self.text(key).unwrap_or_default().to_owned()
    }

    /// Returns a cell as an id or another parsed value.
    pub(crate) fn parsed<T: FromStr>(&self, key: &str) -> Option<T> {
        self.text(key).and_then(|text| text.parse().ok())
    }

    /// Returns the words of a cell with `;` between them.
    pub(crate) fn list(&self, key: &str) -> Vec<&'s str> {
        cell::items(self.text(key).unwrap_or_default()).collect()
    }

    /// Returns the texts of a column by language; `source` is that of the column naming none.
    pub(crate) fn by_language(&self, key: &str, source: &str) -> BTreeMap<String, String> {
        let named = |column: &Column| column.field.is_some_and(|field| field.key == key);
        let columns = self.sheet.columns.iter().enumerate().filter(|(_, column)| named(column));
        columns
            .filter_map(|(place, column)| {
                let text = self.record.cells.get(place)?.trim();
                let language = column.language.as_deref().unwrap_or(source);
                (!text.is_empty()).then(|| (language.to_owned(), text.to_owned()))
            })
            .collect()
    }

    /// Returns a date.
    pub(crate) fn date(&self, key: &str) -> Option<model::unit::Date> {
        self.text(key).and_then(cell::date)
    }

    /// Returns yes or no; no when it is empty.
    pub(crate) fn truth(&self, key: &str) -> bool {
        self.text(key).and_then(cell::truth).unwrap_or(false)
    }

    /// Returns a finite number.
    pub(crate) fn number(&self, key: &str) -> Option<f64> {
        self.text(key).and_then(cell::number)
    }

    /// Returns where the row stands.
    pub(crate) fn place(&self) -> Place {
        self.sheet.text.place(self.record.start..self.record.end)
    }

    /// Returns the one-based line.
    pub(crate) fn line(&self) -> u64 {
        self.sheet.text.line(self.record.start)
    }

    /// Returns a fault at a cell; at the row where the column is absent.
    pub(crate) fn fault(&self, key: &str, fault: Fault) -> Diagnostic {
        match self.sheet.place_of(key) {
            Some(place) => self.fault_at(place, fault),
            None => self.sheet.text.fault(self.record.start..self.record.end, fault),
        }
    }

    fn cell_faults(&self, field: &Field, need: Need, text: &str, known: &Known<'_>) -> Vec<Fault> {
        if text.is_empty() {
            let fault = || {
                let message = format!("`{}` is empty", field.key);
                Fault::new("empty-value", message, format!("fill it in: {}", field.doc))
            };
            return (need == Need::Required).then(fault).into_iter().collect();
        }
        match &field.kind {
            Kind::List(inner) => {
                cell::items(text).filter_map(|item| cell::fault_in(inner, item, known)).collect()
            }
            Kind::File(folders) => {
                let id = self.text("id").unwrap_or_default();
                let subject = match id {
                    "" => format!("this {}", self.sheet.what),
                    id => format!("{} `{}`", self.sheet.what, cell::shown(id)),
                };
                cell::missing_file(&subject, folders, text, known).into_iter().collect()
            }
            kind => cell::fault_in(kind, text, known).into_iter().collect(),
        }
    }

    fn fault_at(&self, place: usize, fault: Fault) -> Diagnostic {
        let text = &self.sheet.text;
        text.fault(self.record.cell_span(text, place), fault)
    }
}

impl Sheet<'_> {
    fn place_of(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| {
            column.language.is_none() && column.field.is_some_and(|field| field.key == key)
        })
    }
}

fn wrong_separator(header: &StringRecord) -> Option<&'static str> {
    let only = header.get(0).filter(|_| header.len() == 1)?;
    [(';', "semicolons"), ('\t', "tabs"), ('|', "bars")]
        .into_iter()
        .find_map(|(mark, word)| only.contains(mark).then_some(word))
}

fn column_of(name: &str, fields: &'static [Field]) -> Result<Column, Fault> {
    if let Some(field) = find(fields, name) {
        return Ok(Column { field: Some(field), language: None });
    }
    let by_language = name.split_once(':').and_then(|(key, language)| {
        let field = find(fields, key)?;
        matches!(field.kind, Kind::ByLanguage).then_some((field, language))
    });
    match by_language {
        None => Err(unknown_column(name, fields)),
        Some((_, language)) if !cell::is_language(language) => Err(cell::not_a_language(language)),
        Some((field, language)) => {
            Ok(Column { field: Some(field), language: Some(language.to_owned()) })
        }
    }
}

fn unknown_column(name: &str, fields: &'static [Field]) -> Fault {
    let columns = fields.iter().map(|field| field.key);
    let remedy = did_you_mean(name, columns.clone()).unwrap_or_else(|| {
        let all: Vec<_> = columns.map(|column| format!("`{column}`")).collect();
        format!("remove it; the columns here are {}", all.join(", "))
    });
    Fault::new("unknown-column", format!("`{}` is not a column here", cell::shown(name)), remedy)
}

//! TOML files with the place of every value: parsed, checked against their table of fields, then
//! read through [`Table`], which never fails because the check has already spoken.

mod check;

use super::cell;
use super::faults::Faults;
use super::fields::{FileKind, Kind, VERSION};
use super::known::Known;
use super::text::{Fault, FileText};
use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue};
use std::borrow::Cow;
use std::ops::Range;
use std::str::FromStr;

/// A TOML file that parsed.
#[derive(Debug)]
pub(crate) struct Document<'a> {
    text: FileText<'a>,
    root: Spanned<DeTable<'a>>,
}

/// A value with the bytes it stands at.
#[derive(Debug, Clone)]
pub(crate) struct At<T> {
    /// The value.
    pub(crate) value: T,
    /// Where it stands.
    pub(crate) span: Range<usize>,
}

/// One table of a document.
#[derive(Debug, Clone)]
pub(crate) struct Table<'d> {
    /// The file.
    pub(crate) text: &'d FileText<'d>,
    /// Where the table stands: its header, or the whole file.
    pub(crate) span: Range<usize>,
    keys: &'d DeTable<'d>,
}

impl<'a> Document<'a> {
    /// Parses a file; what is not TOML is a fault.
    pub(crate) fn parse(path: &'a str, text: &'a str, faults: &mut Faults) -> Option<Self> {
        let text = FileText::new(path, text);
        match DeTable::parse(text.text) {
            Ok(root) => Some(Self { text, root }),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                let message = error.message().lines().collect::<Vec<_>>().join(", ");
                let remedy =
                    "write `key = value` lines below `[table]` headers; words stand in quotes";
                faults.error(text.fault(span, Fault::new("bad-syntax", message, remedy)));
                None
            }
        }
    }

    /// Returns the root table.
    pub(crate) fn root(&self) -> Table<'_> {
        Table { text: &self.text, span: 0..0, keys: self.root.get_ref() }
    }

    /// Checks the whole file: its schema, every key, every value.
    pub(crate) fn check(&self, kind: &FileKind, known: &Known<'_>, faults: &mut Faults) {
        let root = self.root();
        if let Some(diagnostic) = root.schema_fault(kind) {
            faults.error(diagnostic);
        }
        check::check(kind, &root, known, faults);
    }
}

impl<'d> Table<'d> {
    /// Returns a value's text, trimmed.
    pub(crate) fn text(&self, key: &str) -> Option<&'d str> {
        self.text_at(key).map(|at| at.value)
    }

    /// Returns a value's text with its place.
    pub(crate) fn text_at(&self, key: &str) -> Option<At<&'d str>> {
        self.keys.get(key).and_then(text_of)
    }

    /// Returns a value's text, or nothing at all.
    pub(crate) fn words(&self, key: &str) -> String {
        self.text(key).unwrap_or_default().to_owned()
    }

    /// Returns a text as an id or another parsed value.
    pub(crate) fn parsed<T: FromStr>(&self, key: &str) -> Option<T> {
        self.text(key).and_then(|text| text.parse().ok())
    }

    /// Returns every text of a list with its place.
    pub(crate) fn texts(&self, key: &str) -> Vec<At<&'d str>> {
        let items = self.keys.get(key).and_then(|value| value.get_ref().as_array());
        items.map(|items| items.iter().filter_map(text_of).collect()).unwrap_or_default()
    }

    /// Returns every text of a list.
    pub(crate) fn list(&self, key: &str) -> Vec<String> {
        self.texts(key).into_iter().map(|at| at.value.to_owned()).collect()
    }

    /// Returns every list of a list with its place.
    pub(crate) fn lists(&self, key: &str) -> Vec<At<Vec<&'d str>>> {
        let items = self.keys.get(key).and_then(|value| value.get_ref().as_array());
        let each = |item: &'d Spanned<DeValue<'d>>| {
            let texts = item.get_ref().as_array()?.iter().filter_map(text_of);
            Some(At { value: texts.map(|at| at.value).collect(), span: item.span() })
        };
        items.map(|items| items.iter().filter_map(each).collect()).unwrap_or_default()
    }

    /// Returns every text of a list as an id or another parsed value.
    pub(crate) fn parsed_list<T: FromStr>(&self, key: &str) -> Vec<T> {
        self.texts(key).iter().filter_map(|at| at.value.parse().ok()).collect()
    }

    /// Returns a number.
    pub(crate) fn number(&self, key: &str) -> Option<f64> {
        let value = self.keys.get(key)?.get_ref();
        scalar(&Kind::Number(f64::MIN, f64::MAX), value).and_then(|text| cell::number(&text))
    }

    /// Returns a whole number.
    pub(crate) fn whole(&self, key: &str) -> Option<u64> {
        let value = self.keys.get(key)?.get_ref();
        scalar(&Kind::Whole(0, u64::MAX), value).and_then(|text| text.parse().ok())
    }

    /// Returns yes or no; no when it is not written.
    pub(crate) fn truth(&self, key: &str) -> bool {
        self.keys.get(key).and_then(|value| value.get_ref().as_bool()).unwrap_or(false)
    }

    /// Returns a date with its place.
    pub(crate) fn date(&self, key: &str) -> Option<At<model::unit::Date>> {
        let value = self.keys.get(key)?;
        let text = scalar(&Kind::Date, value.get_ref())?;
        cell::date(&text).map(|date| At { value: date, span: value.span() })
    }

    /// Returns a table below this one.
    pub(crate) fn table(&self, key: &str) -> Option<Table<'d>> {
        self.keys.get(key).and_then(|value| self.below(value))
    }

    /// Returns an array of tables.
    pub(crate) fn tables(&self, key: &str) -> Vec<Table<'d>> {
        let items = self.keys.get(key).and_then(|value| value.get_ref().as_array());
        items
            .map(|items| items.iter().filter_map(|item| self.below(item)).collect())
            .unwrap_or_default()
    }

    /// Returns every key of this table, for tables whose keys the author chooses.
    pub(crate) fn own_keys(&self) -> impl Iterator<Item = &'d str> {
        self.keys.keys().map(|key| key.get_ref().as_ref())
    }

    /// Returns a fault at a place of this file.
    pub(crate) fn fault(&self, span: Range<usize>, fault: Fault) -> crate::diagnostic::Diagnostic {
        self.text.fault(span, fault)
    }

    /// Returns where this table stands.
    pub(crate) fn place(&self) -> crate::diagnostic::Place {
        self.text.place(self.span.clone())
    }

    /// Returns where a value of this table stands; the table's own place when it is not written.
    pub(crate) fn span_of(&self, key: &str) -> Range<usize> {
        self.keys.get(key).map_or_else(|| self.span.clone(), Spanned::span)
    }

    fn below(&self, value: &'d Spanned<DeValue<'d>>) -> Option<Table<'d>> {
        let keys = value.get_ref().as_table()?;
        Some(Table { text: self.text, span: value.span(), keys })
    }

    fn schema_fault(&self, kind: &FileKind) -> Option<crate::diagnostic::Diagnostic> {
        let expected = format!("{}/{VERSION}", kind.word);
        let write = format!("write `schema = \"{expected}\"` at the top");
        let Some(said) = self.text_at("schema") else {
            let message = format!("{} says no `schema`", kind.called);
            return Some(
                self.fault(self.span_of("schema"), Fault::new("missing-schema", message, write)),
            );
        };
        let version = said.value.strip_prefix(kind.word).and_then(|rest| rest.strip_prefix('/'));
        let fault = match version.map(str::parse::<u32>) {
            Some(Ok(VERSION)) => return None,
            Some(Ok(newer)) if newer > VERSION => Fault::new(
                "newer-schema",
                format!("`{}` was written by a newer throughline", said.value),
                format!("update throughline, or write it for `{expected}`"),
            ),
            _ => Fault::new(
                "wrong-schema",
                format!("`{}` is not the schema of {}", cell::shown(said.value), kind.called),
                write,
            ),
        };
        Some(self.fault(said.span, fault))
    }
}

fn text_of<'d>(value: &'d Spanned<DeValue<'_>>) -> Option<At<&'d str>> {
    let text = value.get_ref().as_str()?;
    Some(At { value: text.trim(), span: value.span() })
}

/// Returns the value as the text a spreadsheet would hold, if it has the TOML type that `kind`
/// asks for.
fn scalar<'d>(kind: &Kind, value: &'d DeValue<'_>) -> Option<Cow<'d, str>> {
    match (kind, value) {
        (Kind::Number(..) | Kind::Whole(..) | Kind::Amount, DeValue::Integer(integer)) => {
            let number = i128::from_str_radix(integer.as_str(), integer.radix()).ok()?;
            Some(number.to_string().into())
        }
        (Kind::Number(..) | Kind::Amount, DeValue::Float(float)) => Some(float.as_str().into()),
        (Kind::Truth, DeValue::Boolean(truth)) => Some(truth.to_string().into()),
        (Kind::Date, DeValue::Datetime(day)) if day.time.is_none() => Some(day.to_string().into()),
        (
            Kind::Number(..)
            | Kind::Whole(..)
            | Kind::Amount
            | Kind::Truth
            | Kind::List(_)
            | Kind::Table(_)
            | Kind::Tables(_)
            | Kind::Named(_)
            | Kind::NamedValues(_),
            _,
        ) => None,
        (_, DeValue::String(text)) => Some(text.trim().into()),
        _ => None,
    }
}

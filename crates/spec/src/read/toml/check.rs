//! Checks a TOML file against its table of fields: every key, every type, every value.

use super::{Table, scalar, text_of};
use crate::read::cell;
use crate::read::faults::Faults;
use crate::read::fields::{Field, FileKind, Kind, Need, find};
use crate::read::known::Known;
use crate::read::nearest::nearest;
use crate::read::text::{Fault, FileText};
use ::toml::Spanned;
use ::toml::de::DeValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// Reports everything that is wrong below the root of a file.
pub(super) fn check(kind: &FileKind, root: &Table<'_>, known: &Known<'_>, faults: &mut Faults) {
    Checker { text: root.text, known, faults }.table(kind.called, "", kind.fields, root);
}

struct Checker<'c, 'a> {
    text: &'c FileText<'c>,
    known: &'c Known<'a>,
    faults: &'c mut Faults,
}

impl Checker<'_, '_> {
    /// Checks a table at `path`, which is empty for the file itself.
    fn table(&mut self, called: &str, path: &str, fields: &'static [Field], table: &Table<'_>) {
        let mut meant = Vec::new();
        for (key, value) in table.keys {
            match find(fields, key.get_ref()) {
                Some(field) => self.value(&below(path, field.key), &field.kind, field.need, value),
                None if path.is_empty() && key.get_ref() == "schema" => {}
                None => meant.extend(self.unknown_key(called, fields, key, table)),
            }
        }
        let missing = fields.iter().filter(|field| field.need == Need::Required);
        let missing = missing.filter(|field| !table.keys.contains_key(field.key));
        for field in missing.filter(|field| !meant.contains(&field.key)) {
            let message = format!("{called} has no `{}`", field.key);
            let remedy = format!("add `{}`: {}", example(field, path), field.doc);
            self.error(table.span.clone(), Fault::new("missing-key", message, remedy));
        }
    }

    /// Reports a key and returns the one that was probably meant.
    fn unknown_key(
        &mut self,
        called: &str,
        fields: &'static [Field],
        key: &Spanned<Cow<'_, str>>,
        table: &Table<'_>,
    ) -> Option<&'static str> {
        let keys = fields.iter().map(|field| field.key);
        let free = keys.clone().filter(|name| !table.keys.contains_key(*name));
        let near = nearest(key.get_ref(), free);
        let written = nearest(key.get_ref(), keys.clone());
        let remedy = match (near, written) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, Some(written)) => format!("remove it; `{written}` is written already"),
            (None, None) => {
                let all: Vec<_> = keys.map(|key| format!("`{key}`")).collect();
                format!("remove it; the keys here are {}", all.join(", "))
            }
        };
        let message = format!("`{}` is not a key of {called}", cell::shown(key.get_ref()));
        self.error(key.span(), Fault::new("unknown-key", message, remedy));
        near
    }

    fn value(&mut self, path: &str, kind: &'static Kind, need: Need, value: &Spanned<DeValue<'_>>) {
        match (kind, value.get_ref()) {
            (Kind::Table(fields), DeValue::Table(_)) => {
                self.table_below(&format!("`[{path}]`"), path, fields, value);
            }
            (Kind::Tables(fields), DeValue::Array(items)) => self.tables(path, fields, items),
            (Kind::Named(fields), DeValue::Table(keys)) => {
                for (name, value) in keys {
                    let path = below(path, &cell::shown(name.get_ref()));
                    self.table_below(&format!("`[{path}]`"), &path, fields, value);
                }
            }
            (Kind::NamedValues(inner), DeValue::Table(keys)) => {
                for (name, value) in keys {
                    self.value(&below(path, &cell::shown(name.get_ref())), inner, need, value);
                }
            }
            (Kind::List(inner), DeValue::Array(items)) => {
                self.list(path, inner, need, value, items);
            }
            (kind, found) => match scalar(kind, found) {
                Some(text) => self.scalar(path, kind, need, &text, value.span()),
                None => self.wrong_type(path, expected(kind), value),
            },
        }
    }

    fn table_below(
        &mut self,
        called: &str,
        path: &str,
        fields: &'static [Field],
        value: &Spanned<DeValue<'_>>,
    ) {
        match value.get_ref() {
            DeValue::Table(keys) => {
                let table = Table { text: self.text, span: value.span(), keys };
                self.table(called, path, fields, &table);
            }
            _ => self.wrong_type(path, "a table", value),
        }
    }

    fn scalar(&mut self, key: &str, kind: &Kind, need: Need, text: &str, span: Range<usize>) {
        let fault = if text.is_empty() {
            (need == Need::Required).then(|| empty(key))
        } else {
            cell::fault_in(kind, text, self.known)
        };
        if let Some(fault) = fault {
            self.error(span, fault);
        }
    }

    fn list(
        &mut self,
        key: &str,
        inner: &'static Kind,
        need: Need,
        value: &Spanned<DeValue<'_>>,
        items: &[Spanned<DeValue<'_>>],
    ) {
        if items.is_empty() && need == Need::Required {
            self.error(value.span(), empty(key));
        }
        for item in items {
            self.value(key, inner, Need::Required, item);
        }
        let mut seen: BTreeMap<&str, Range<usize>> = BTreeMap::new();
        for at in items.iter().filter_map(text_of) {
            if let Some(first) = seen.insert(at.value, at.span.clone()) {
                self.duplicate(&format!("`{}` in `{key}`", at.value), &first, at.span);
            }
        }
    }

    fn tables(&mut self, key: &str, fields: &'static [Field], items: &[Spanned<DeValue<'_>>]) {
        let mut seen: BTreeMap<&str, Range<usize>> = BTreeMap::new();
        for item in items {
            self.table_below(&format!("`[[{key}]]`"), key, fields, item);
            let keys = item.get_ref().as_table();
            let own = fields.iter().find(|field| matches!(field.kind, Kind::Id | Kind::OwnName));
            if let Some(at) = own.and_then(|field| keys?.get(field.key)).and_then(text_of)
                && let Some(first) = seen.insert(at.value, at.span.clone())
            {
                self.duplicate(&format!("`{}` in `[[{key}]]`", at.value), &first, at.span);
            }
        }
    }

    fn duplicate(&mut self, what: &str, first: &Range<usize>, again: Range<usize>) {
        let message = format!("{what} stands twice, first in line {}", self.text.line(first.start));
        self.error(again, Fault::new("duplicate", message, "remove or rename one of the two"));
    }

    fn wrong_type(&mut self, key: &str, expected: &str, value: &Spanned<DeValue<'_>>) {
        let found = found(value.get_ref());
        let message = format!("`{}` should be {expected}, not {found}", cell::shown(key));
        let remedy = format!("write {expected}{}", sample(expected));
        self.error(value.span(), Fault::new("wrong-type", message, remedy));
    }

    fn error(&mut self, span: Range<usize>, fault: Fault) {
        if !self.faults.full() {
            self.faults.error(self.text.fault(span, fault));
        }
    }
}

fn empty(key: &str) -> Fault {
    Fault::new("empty-value", format!("`{key}` is empty"), "say it, in plain words")
}

fn expected(kind: &Kind) -> &'static str {
    match kind {
        Kind::Number(..) | Kind::Amount => "a number",
        Kind::Whole(..) => "a whole number",
        Kind::Truth => "true or false",
        Kind::Date => "a date",
        Kind::List(_) => "a list",
        Kind::Table(_) | Kind::Named(_) | Kind::NamedValues(_) => "a table",
        Kind::Tables(_) => "a list of tables",
        _ => "text",
    }
}

fn found(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn sample(expected: &str) -> &'static str {
    match expected {
        "text" => " in quotes",
        "a list" => " in square brackets, such as [\"one\", \"two\"]",
        "a date" => " such as 2026-03-01",
        _ => "",
    }
}

fn below(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// Returns how a key is written, for the remedy of a missing one.
fn example(field: &Field, path: &str) -> String {
    let key = field.key;
    match &field.kind {
        Kind::Table(_) | Kind::Named(_) | Kind::NamedValues(_) => {
            format!("[{}]", below(path, key))
        }
        Kind::Tables(_) => format!("[[{}]]", below(path, key)),
        Kind::List(_) => format!("{key} = [\"…\"]"),
        Kind::Number(..) | Kind::Whole(..) | Kind::Amount => format!("{key} = 1"),
        Kind::Truth => format!("{key} = true"),
        Kind::Date => format!("{key} = 2026-03-01"),
        _ => format!("{key} = \"…\""),
    }
}

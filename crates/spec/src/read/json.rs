//! JSON that others define (`brand.json`, `tokens.json`): what we know is read with its place,
//! what we do not know is kept out silently.

use super::faults::Faults;
use super::text::{Fault, FileText};
use crate::diagnostic::Diagnostic;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;
use std::ops::Range;

/// Levels of nesting read at most; design tokens use three or four.
pub(crate) const DEEPEST: usize = 24;

/// A value that has not been looked into yet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node<'d> {
    text: &'d FileText<'d>,
    raw: &'d str,
}

/// Parses a file; what is not JSON is a fault.
pub(crate) fn parse<'d>(text: &'d FileText<'d>, faults: &mut Faults) -> Option<Node<'d>> {
    match serde_json::from_str::<&RawValue>(text.text) {
        Ok(raw) => Some(Node { text, raw: raw.get() }),
        Err(error) => {
            let at = byte_of(text.text, error.line(), error.column());
            let message = error.to_string();
            let reason = message.split(" at line ").next().unwrap_or_default().to_owned();
            let remedy = "check commas, quotes and brackets here and in the line before";
            faults.error(text.fault(at..at, Fault::new("bad-syntax", reason, remedy)));
            None
        }
    }
}

impl<'d> Node<'d> {
    /// Returns the entries of an object in the order written; nothing for other values.
    pub(crate) fn entries(&self) -> Vec<(String, Node<'d>)> {
        let parsed: Option<Entries<'d>> = serde_json::from_str(self.raw).ok();
        let entries = parsed.map(|entries| entries.0).unwrap_or_default();
        entries.into_iter().map(|(key, raw)| (key, Node { text: self.text, raw })).collect()
    }

    /// Returns the items of an array; nothing for other values.
    pub(crate) fn items(&self) -> Vec<Node<'d>> {
        let parsed: Option<Items<'d>> = serde_json::from_str(self.raw).ok();
        let items = parsed.map(|items| items.0).unwrap_or_default();
        items.into_iter().map(|raw| Node { text: self.text, raw }).collect()
    }

    /// Returns an entry of an object; the last of two with one key.
    pub(crate) fn get(&self, key: &str) -> Option<Node<'d>> {
        self.entries().into_iter().rev().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// Returns a text, trimmed.
    pub(crate) fn text(&self) -> Option<String> {
        serde_json::from_str::<String>(self.raw).ok().map(|text| text.trim().to_owned())
    }

    /// Returns a number.
    pub(crate) fn number(&self) -> Option<f64> {
        serde_json::from_str(self.raw).ok()
    }

    /// Returns the text of an entry.
    pub(crate) fn text_of(&self, key: &str) -> Option<String> {
        self.get(key).and_then(|node| node.text())
    }

    /// Returns the texts of an entry that is an array.
    pub(crate) fn texts_of(&self, key: &str) -> Vec<String> {
        let items = self.get(key).map(|node| node.items()).unwrap_or_default();
        items.iter().filter_map(Node::text).collect()
    }

    /// Returns whether the value is an object.
    pub(crate) fn is_object(&self) -> bool {
        self.raw.starts_with('{')
    }

    /// Returns a fault at this value.
    pub(crate) fn fault(&self, fault: Fault) -> Diagnostic {
        self.text.fault(self.span(), fault)
    }

    /// Returns where it stands.
    pub(crate) fn place(&self) -> crate::diagnostic::Place {
        self.text.place(self.span())
    }

    /// A raw value is a part of the text it was parsed from, so its place is the distance between
    /// the two; the first line of a long object is enough to point at.
    fn span(&self) -> Range<usize> {
        let start = (self.raw.as_ptr() as usize).wrapping_sub(self.text.text.as_ptr() as usize);
        let start = if start <= self.text.text.len() { start } else { 0 };
        let length = self.raw.lines().next().map_or(0, str::len);
        start..start + length
    }
}

/// The position of an error, which counts columns in bytes from 1.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let mut at = (before + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

struct Entries<'d>(Vec<(String, &'d str)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Entries<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some((key, raw)) = map.next_entry::<String, &'de RawValue>()? {
                    entries.push((key, raw.get()));
                }
                Ok(Entries(entries))
            }
        }
        deserializer.deserialize_map(Visit)
    }
}

struct Items<'d>(Vec<&'d str>);

impl<'de> Deserialize<'de> for Items<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visit;
        impl<'de> Visitor<'de> for Visit {
            type Value = Items<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an array")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while let Some(raw) = seq.next_element::<&'de RawValue>()? {
                    items.push(raw.get());
                }
                Ok(Items(items))
            }
        }
        deserializer.deserialize_seq(Visit)
    }
}

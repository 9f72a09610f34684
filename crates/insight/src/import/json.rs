//! JSON lines: an ad per line, or a page of an API per line.

use super::record::{Cell, Record, known_column};
use super::values::shortened;
use super::warnings::Warnings;
use serde_json::Value;
use std::sync::Arc;

const LINE_BYTES: usize = 16 << 20;
/// An ad with more known cells than this (a catalogue's cards) is cut off: the first counts.
const CELLS: usize = 1_000;

/// Returns the ads of a file with one JSON value per line.
pub(super) fn records(text: &str, warnings: &mut Warnings) -> Vec<Record> {
    let mut records = Vec::new();
    for (line, written) in (1_u64..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        if written.len() > LINE_BYTES {
            warnings.add(line, format!("the line is longer than {} MiB", LINE_BYTES >> 20));
            continue;
        }
        let Ok(value) = serde_json::from_str::<Value>(written) else {
            let shown = shortened(written.trim());
            warnings.add(line, format!("`{shown}` is not JSON: one object per line"));
            continue;
        };
        let ads = ads_in(&value);
        if ads.is_empty() {
            warnings.add(line, "no ad in this line: one JSON object per ad".to_owned());
        }
        records.extend(ads.into_iter().map(|ad| record(ad, line)));
    }
    records
}

/// The objects of a line: itself, its entries, or the list inside a page of an API.
fn ads_in(value: &Value) -> Vec<&Value> {
    const LISTS: [&str; 6] =
        ["/data", "/data/ads", "/data/materials", "/elements", "/results", "/ads"];
    let list = value
        .as_array()
        .or_else(|| LISTS.iter().find_map(|path| value.pointer(path).and_then(Value::as_array)));
    match list {
        Some(list) => list.iter().filter(|entry| entry.is_object()).collect(),
        None if value.is_object() => vec![value],
        None => Vec::new(),
    }
}

fn record(ad: &Value, line: u64) -> Record {
    let mut cells = Vec::new();
    collect(ad, "", &mut cells);
    Record { line, cells }
}

/// Walks down to plain values; the parser limits the depth to 128.
fn collect(value: &Value, path: &str, cells: &mut Vec<Cell>) {
    let text = match value {
        Value::Object(members) => {
            for (name, member) in members {
                let below = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                collect(member, &below, cells);
            }
            return;
        }
        Value::Array(entries) => {
            for entry in entries {
                collect(entry, path, cells);
            }
            return;
        }
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(_) | Value::Null => return,
    };
    if cells.len() < CELLS
        && let Some((field, stem)) = known_column(path)
    {
        cells.push(Cell { field, column: Arc::from(stem), value: text });
    }
}

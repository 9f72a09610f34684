//! From AdCP to delivery specs: each format becomes a row of our own sheet, which is then read like
//! any other, with the same faults.

use super::{LAYOUTS, OWN, OWN_COLUMNS, TEXTS};
use crate::diagnostic::{Diagnostic, Place};
use crate::format::{Covered, Format};
use crate::formats;
use crate::read::cell::slug_of;
use crate::sheet::line;
use model::id::FormatId;
use model::unit::{Region, Size};
use serde_json::Value;
use std::collections::BTreeMap;

/// The delivery specs of a file, and what was left out of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// By id.
    pub formats: BTreeMap<FormatId, Format>,
    /// Formats that hold no picture or film of a stated size, and why.
    pub left_out: Vec<String>,
}

type Row = BTreeMap<&'static str, String>;

/// Reads a format, a list of them, or an answer that has them under `formats`; `file` is its path
/// for messages.
pub fn read(file: &str, text: &str) -> Result<Read, Vec<Diagnostic>> {
    let fault = |code, message: String, remedy: &str| Diagnostic {
        place: Place::start_of(file),
        code,
        message,
        remedy: remedy.to_owned(),
        line_text: None,
    };
    let root: Value = serde_json::from_str(text).map_err(|error| {
        let remedy = "check commas, quotes and brackets there";
        vec![fault("bad-syntax", error.to_string(), remedy)]
    })?;
    let all: Vec<&Value> = match (&root, root.get("formats")) {
        (Value::Array(all), _) | (_, Some(Value::Array(all))) => all.iter().collect(),
        _ => vec![&root],
    };
    let mut rows: Vec<(Row, Option<Covered>)> = Vec::new();
    let mut left_out = Vec::new();
    for format in all {
        match row(format) {
            Ok(found) => rows.push(found),
            Err(why) => left_out.push(why),
        }
    }
    if rows.is_empty() {
        let message =
            format!("no format here that files could be held against: {}", left_out.join("; "));
        let remedy = "give a format of AdCP with an image or video asset and its size";
        return Err(vec![fault("missing-key", message, remedy)]);
    }
    let mut formats = formats::parse(file, &sheet(&rows)).map_err(|faults| {
        let named = |fault: Diagnostic| {
            let at = (fault.place.line as usize).checked_sub(2);
            let id = at.and_then(|at| rows.get(at)).and_then(|(row, _)| row.get("id"));
            let message = match id {
                Some(id) => format!("format `{id}`: {}", fault.message),
                None => fault.message.clone(),
            };
            Diagnostic { place: Place::start_of(file), message, line_text: None, ..fault }
        };
        faults.into_iter().map(named).collect::<Vec<_>>()
    })?;
    for (row, covered) in rows {
        let id = row.get("id").and_then(|id| id.parse::<FormatId>().ok());
        if let Some(format) = id.and_then(|id| formats.get_mut(&id)) {
            format.covered = covered;
        }
    }
    Ok(Read { formats, left_out })
}

fn sheet(rows: &[(Row, Option<Covered>)]) -> String {
    let mut columns: Vec<&'static str> =
        rows.iter().flat_map(|(row, _)| row.keys().copied()).collect();
    columns.sort_unstable();
    columns.dedup();
    let header = line(columns.iter().map(|column| (*column).to_owned()));
    rows.iter().fold(header, |sheet, (row, _)| {
        sheet + &line(columns.iter().map(|column| row.get(column).cloned().unwrap_or_default()))
    })
}

/// Makes a row of a format, or says why not.
fn row(format: &Value) -> Result<(Row, Option<Covered>), String> {
    let id = format.get("format_id");
    let name = id.and_then(|id| id.get("id").or(Some(id))).and_then(Value::as_str);
    let name = name.ok_or("a format without an id")?;
    let assets = format.get("assets").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let of_kind = |kind: &str| assets.iter().find(|asset| text(asset, "asset_type") == Some(kind));
    let kinds = [("video", "film"), ("image", "still"), ("audio", "sound")];
    let found = kinds.into_iter().find_map(|(theirs, ours)| Some((ours, of_kind(theirs)?)));
    let (kind, asset) = found.ok_or_else(|| format!("`{name}` has no image, video or audio"))?;
    let none = Value::Null;
    let asked = asset.get("requirements").unwrap_or(&none);
    let mut row = Row::new();
    row.insert("id", slug_of(name));
    row.insert("kind", kind.to_owned());
    let mut covered = None;
    if kind != "sound" {
        let size = size(format, asked);
        let size = size.ok_or_else(|| format!("`{name}` states no size in pixels"))?;
        row.insert("width", size.width.to_string());
        row.insert("height", size.height.to_string());
        smallest(&mut row, asked, size);
        covered = overlays(asset, size);
    }
    let agent = id.and_then(|id| text(id, "agent_url")).unwrap_or("AdCP");
    row.insert("platform", agent.to_owned());
    row.insert("placement", text(format, "name").unwrap_or(name).to_owned());
    row.insert("source", agent.to_owned());
    row.insert("source_date", "as read from AdCP".to_owned());
    if kind == "still" {
        list(&mut row, "containers", asked, "formats");
    } else {
        film(&mut row, asked);
    }
    times(&mut row, id.unwrap_or(&none), asked);
    number(&mut row, "max_bytes", asked, "max_file_size_kb", 1000.0);
    for asset in assets.iter().filter(|asset| text(asset, "asset_type") == Some("text")) {
        let most = asset.get("requirements").and_then(|asked| asked.get("max_length"));
        let role = [text(asset, "asset_id"), text(asset, "asset_role")];
        let role = role.into_iter().flatten().collect::<String>().to_lowercase();
        let column = TEXTS.iter().find(|(part, _)| role.contains(part));
        if let (Some((_, column)), Some(most)) = (column, most.and_then(Value::as_u64)) {
            row.entry(column).or_insert(most.to_string());
        }
    }
    for column in OWN_COLUMNS {
        if let Some(cell) = asked.get(OWN).and_then(|own| text(own, column)) {
            row.insert(column, cell.to_owned());
        }
    }
    Ok((row, covered))
}

fn text<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key).and_then(Value::as_str)
}

fn pixels(value: &Value, key: &str) -> Option<u32> {
    let side = value.get(key).and_then(Value::as_f64)?;
    (side >= 1.0 && side.fract() == 0.0 && side <= f64::from(u32::MAX)).then_some(side as u32)
}

/// The size that is rendered, or that the id fixes, or the one size that is accepted.
fn size(format: &Value, asked: &Value) -> Option<Size> {
    let in_pixels = |of: &Value| text(of, "unit").is_none_or(|unit| unit == "px");
    let pair = |of: &Value, width: &str, height: &str| {
        Some(Size { width: pixels(of, width)?, height: pixels(of, height)? })
    };
    let rendered = format.get("renders").and_then(|renders| renders.get(0)?.get("dimensions"));
    let rendered = rendered.filter(|of| in_pixels(of));
    rendered
        .and_then(|of| pair(of, "width", "height"))
        .or_else(|| pair(format.get("format_id")?, "width", "height"))
        .or_else(|| pair(asked, "max_width", "max_height").filter(|_| in_pixels(asked)))
        .or_else(|| pair(asked, "min_width", "min_height").filter(|_| in_pixels(asked)))
}

fn smallest(row: &mut Row, asked: &Value, size: Size) {
    let sides = [("min_width", "max_width", size.width), ("min_height", "max_height", size.height)];
    for (column, most, side) in sides {
        // The smallest that is the largest too is the one size.
        let least = pixels(asked, column).filter(|least| Some(*least) != pixels(asked, most));
        if let Some(least) = least.filter(|least| *least <= side) {
            row.insert(column, least.to_string());
        }
    }
}

fn times(row: &mut Row, id: &Value, asked: &Value) {
    let seconds = |of: &Value, key| of.get(key).and_then(Value::as_f64).map(|ms| ms / 1000.0);
    let (least, most) = (seconds(asked, "min_duration_ms"), seconds(asked, "max_duration_ms"));
    let exact = seconds(id, "duration_ms").or(least.filter(|least| Some(*least) == most));
    if let Some(exact) = exact {
        row.insert("allowed_s", exact.to_string());
    } else {
        let ends = [("min_s", least), ("max_s", most)].into_iter();
        row.extend(ends.filter_map(|(column, end)| Some((column, end?.to_string()))));
    }
}

fn film(row: &mut Row, asked: &Value) {
    list(row, "containers", asked, "containers");
    list(row, "codecs", asked, "codecs");
    list(row, "audio_codecs", asked, "audio_codecs");
    list(row, "fps", asked, "frame_rates");
    list(row, "sample_rate", asked, "audio_sample_rates");
    if let Some(codecs) = row.get_mut("codecs") {
        *codecs = codecs.replace("h265", "hevc");
    }
    let layouts = asked.get("audio_channels").and_then(Value::as_array);
    let channels = layouts.into_iter().flatten().filter_map(|layout| {
        let layout = layout.as_str()?;
        LAYOUTS.iter().find(|(name, _)| *name == layout).map(|(_, count)| count.to_string())
    });
    let channels: Vec<String> = channels.collect();
    if !channels.is_empty() {
        row.insert("channels", channels.join(";"));
    }
    number(row, "min_kbps", asked, "min_bitrate_kbps", 1.0);
    number(row, "max_kbps", asked, "max_bitrate_kbps", 1.0);
    number(row, "loudness_lufs", asked, "loudness_lufs", 1.0);
    number(row, "loudness_tol_lu", asked, "loudness_tolerance_db", 1.0);
    number(row, "true_peak_dbtp", asked, "true_peak_dbfs", 1.0);
    if asked.get("audio_required").and_then(Value::as_bool) == Some(true) {
        row.insert("audio", "required".to_owned());
    }
    let strict = [
        ("frame_rate_type", "constant", "variable-frame-rate=reject"),
        ("scan_type", "progressive", "interlaced=reject"),
        ("moov_atom_position", "start", "slow-start=reject"),
    ];
    let strict = strict.iter().filter(|(key, value, _)| text(asked, key) == Some(value));
    let strict: Vec<&str> = strict.map(|(_, _, severity)| *severity).collect();
    if !strict.is_empty() {
        row.insert("severities", strict.join(";"));
    }
}

fn list(row: &mut Row, column: &'static str, asked: &Value, key: &str) {
    let items = asked.get(key).and_then(Value::as_array);
    let items = items.into_iter().flatten().map(|item| match item {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    });
    let items: Vec<String> = items.collect();
    if !items.is_empty() {
        row.insert(column, items.join(";"));
    }
}

fn number(row: &mut Row, column: &'static str, asked: &Value, key: &str, times: f64) {
    if let Some(number) = asked.get(key).and_then(Value::as_f64) {
        row.insert(column, (number * times).to_string());
    }
}

/// What the publisher lays over the asset, in pixels of its size.
fn overlays(asset: &Value, size: Size) -> Option<Covered> {
    let overlays = asset.get("overlays").and_then(Value::as_array)?;
    let (width, height) = (f64::from(size.width), f64::from(size.height));
    let regions = overlays.iter().filter_map(|overlay| {
        let bounds = overlay.get("bounds")?;
        let (across, down) = match text(bounds, "unit") {
            Some("fraction") => (width, height),
            _ => (1.0, 1.0),
        };
        let side = |key: &str| bounds.get(key).and_then(Value::as_f64);
        let (x, y) = (side("x")? * across, side("y")? * down);
        let (right, bottom) = (x + side("width")? * across, y + side("height")? * down);
        let within = |at: f64, most: f64| at.clamp(0.0, most).round() as u32;
        let (x, y) = (within(x, width), within(y, height));
        let (right, bottom) = (within(right, width), within(bottom, height));
        let region = Region { x, y, w: right.saturating_sub(x), h: bottom.saturating_sub(y) };
        (region.w > 0 && region.h > 0).then_some(region)
    });
    let regions: Vec<Region> = regions.collect();
    (!regions.is_empty()).then_some(Covered { size, regions })
}

#[cfg(test)]
mod tests;

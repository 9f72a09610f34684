//! From delivery specs to AdCP.

use super::{LAYOUTS, OWN, OWN_COLUMNS};
use crate::format::{AudioRule, DurationRule, Format, FrameRateRule, NumberRule, WideCharacters};
use crate::formats::VERSION;
use model::asset::MediaKind;
use model::finding::Severity;
use model::id::FormatId;
use model::unit::Secs;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const CONTAINERS: [&str; 5] = ["mp4", "webm", "mov", "avi", "mkv"];
const CODECS: [&str; 6] = ["h264", "h265", "vp8", "vp9", "av1", "prores"];

/// Writes delivery specs as creative formats of AdCP, in the order of their ids.
pub fn write(formats: &BTreeMap<FormatId, Format>) -> String {
    let all: Vec<Value> = formats.values().map(format).collect();
    // Writing values that came from numbers and texts cannot fail.
    serde_json::to_string_pretty(&json!({ "formats": all })).unwrap_or_default() + "\n"
}

fn format(format: &Format) -> Value {
    let kind = match format.kind {
        MediaKind::Still => "image",
        MediaKind::Motion => "video",
        MediaKind::Sound => "audio",
    };
    let size = json!({ "width": format.size.width, "height": format.size.height });
    let primary = match format.kind {
        MediaKind::Sound => json!({ "role": "primary" }),
        MediaKind::Still | MediaKind::Motion => json!({ "role": "primary", "dimensions": size }),
    };
    let mut assets = vec![asset(kind, kind, true, &asked(format))];
    let texts = [
        ("primary_text", format.texts.primary_text),
        ("headline", format.texts.headline),
        ("description", format.texts.description),
    ];
    for (name, rule) in texts {
        if let Some(most) = rule.most {
            assets.push(asset(name, "text", false, &json!({ "max_length": most })));
        }
    }
    json!({
        "format_id": {
            "agent_url": format!("urn:throughline:formats:{VERSION}"),
            "id": format.id.as_str(),
        },
        "name": format!("{}: {}", format.platform, format.placement),
        "description": format!("From {} ({})", format.source, format.source_date),
        "renders": [primary],
        "assets": assets,
    })
}

fn asset(id: &str, kind: &str, required: bool, requirements: &Value) -> Value {
    json!({
        "item_type": "individual",
        "asset_id": id,
        "asset_type": kind,
        "required": required,
        "requirements": requirements,
    })
}

fn asked(format: &Format) -> Value {
    let mut asked = Map::new();
    let mut put = |key: &str, value: Value| {
        let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        if !empty {
            asked.insert(key.to_owned(), value);
        }
    };
    let (least, most) = match (format.smallest, format.shapes.is_empty()) {
        (Some(smallest), _) => (Some(smallest), None),
        (None, true) if format.kind != MediaKind::Sound => (Some(format.size), Some(format.size)),
        (None, _) => (None, None),
    };
    put("min_width", json!(least.map(|size| size.width)));
    put("min_height", json!(least.map(|size| size.height)));
    put("max_width", json!(most.map(|size| size.width)));
    put("max_height", json!(most.map(|size| size.height)));
    put("max_file_size_kb", json!(format.max_bytes.map(|bytes| bytes / 1000).filter(|kb| *kb > 0)));
    if format.kind == MediaKind::Still {
        put("formats", json!(format.containers));
    } else {
        film(format, &mut put);
    }
    let own: Map<String, Value> = cells(format)
        .into_iter()
        .filter(|(column, cell)| OWN_COLUMNS.contains(column) && !cell.is_empty())
        .map(|(column, cell)| (column.to_owned(), Value::String(cell)))
        .collect();
    asked.insert(OWN.to_owned(), Value::Object(own));
    Value::Object(asked)
}

fn film(format: &Format, put: &mut impl FnMut(&str, Value)) {
    let named = |known: &[&str], words: &[String]| -> Vec<String> {
        let words = words.iter().map(|word| word.replace("hevc", "h265"));
        words.filter(|word| known.contains(&word.as_str())).collect()
    };
    let millis = |seconds: Secs| (seconds.0 * 1000.0).round() as u64;
    let (from, to) = match &format.duration {
        DurationRule::Any => (None, None),
        DurationRule::Range(from, to) => (*from, *to),
        DurationRule::OneOf(lengths) => {
            let ends = |pick: fn(f64, f64) -> f64| {
                lengths.iter().map(|length| length.0).reduce(pick).map(Secs)
            };
            (ends(f64::min), ends(f64::max))
        }
    };
    put("min_duration_ms", json!(from.map(millis).filter(|ms| *ms > 0)));
    put("max_duration_ms", json!(to.map(millis)));
    put("containers", json!(named(&CONTAINERS, &format.containers)));
    put("codecs", json!(named(&CODECS, &format.codecs)));
    put("min_bitrate_kbps", json!(format.min_kbps));
    put("max_bitrate_kbps", json!(format.max_kbps));
    if let Some(FrameRateRule::OneOf(rates)) = &format.frame_rate {
        let rates: Vec<f64> =
            rates.iter().map(|rate| (rate.fps() * 1000.0).round() / 1000.0).collect();
        put("frame_rates", json!(rates));
    }
    put("audio_required", json!((format.audio == AudioRule::Required).then_some(true)));
    put("audio_codecs", json!(format.sound.codecs));
    if let Some(NumberRule::OneOf(rates)) = &format.sound.sample_rate {
        put("audio_sample_rates", json!(rates.iter().map(|rate| *rate as u64).collect::<Vec<_>>()));
    }
    if let Some(NumberRule::OneOf(counts)) = &format.sound.channels {
        let layout = |count: &f64| {
            LAYOUTS.iter().find(|(_, known)| f64::from(*known).total_cmp(count).is_eq())
        };
        let layouts: Vec<&str> = counts.iter().filter_map(layout).map(|(name, _)| *name).collect();
        put("audio_channels", json!(layouts));
    }
    if let Some(rule) = format.loudness.filter(|rule| rule.severity == Severity::Reject) {
        put("loudness_lufs", json!(rule.target.0));
        put("loudness_tolerance_db", json!(rule.tolerance));
    }
    put("true_peak_dbfs", json!(format.true_peak.map(|peak| peak.0)));
    let strict = |code: &str| format.severities.get(code) == Some(&Severity::Reject);
    put("frame_rate_type", json!(strict("variable-frame-rate").then_some("constant")));
    put("scan_type", json!(strict("interlaced").then_some("progressive")));
    put("moov_atom_position", json!(strict("slow-start").then_some("start")));
}

/// Writes the cells of our own sheet that AdCP cannot say.
fn cells(format: &Format) -> BTreeMap<&'static str, String> {
    let joined = |items: Vec<String>| items.join(";");
    let shown = |count: Option<u32>| count.map_or_else(String::new, |count| count.to_string());
    let number = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
    let shapes = format.shapes.iter().map(|shape| format!("{}..{}", shape.narrowest, shape.widest));
    let severities = format
        .severities
        .iter()
        .map(|(code, severity)| format!("{code}={}", severity_word(*severity)));
    let allowed = match &format.duration {
        DurationRule::OneOf(lengths) => lengths.iter().map(|length| length.0.to_string()).collect(),
        DurationRule::Any | DurationRule::Range(..) => Vec::new(),
    };
    let audio = match format.audio {
        AudioRule::Required => "required",
        AudioRule::Optional => "optional",
        AudioRule::Forbidden => "forbidden",
    };
    let safe = |side: u32| if side == 0 { String::new() } else { side.to_string() };
    let wide = if format.texts.wide == WideCharacters::Twice { "yes" } else { "" };
    BTreeMap::from([
        ("platform", format.platform.clone()),
        ("placement", format.placement.clone()),
        ("aspect_tolerance_pct", format.aspect_tolerance_pct.to_string()),
        ("aspects", joined(shapes.collect())),
        ("allowed_s", joined(allowed)),
        ("duration_tol_s", number(format.duration_tolerance.map(|tolerance| tolerance.0))),
        ("fps", format.frame_rate.as_ref().map_or_else(String::new, FrameRateRule::cell)),
        ("containers", joined(format.containers.clone())),
        ("codecs", joined(format.codecs.clone())),
        ("audio", audio.to_owned()),
        ("audio_codecs", joined(format.sound.codecs.clone())),
        (
            "sample_rate",
            format.sound.sample_rate.as_ref().map_or_else(String::new, NumberRule::cell),
        ),
        ("channels", format.sound.channels.as_ref().map_or_else(String::new, NumberRule::cell)),
        ("min_audio_kbps", number(format.sound.min_kbps)),
        ("max_bytes", format.max_bytes.map_or_else(String::new, |bytes| bytes.to_string())),
        ("safe_top", safe(format.safe.top)),
        ("safe_bottom", safe(format.safe.bottom)),
        ("safe_left", safe(format.safe.left)),
        ("safe_right", safe(format.safe.right)),
        ("primary_text_shown", shown(format.texts.primary_text.shown)),
        ("headline_shown", shown(format.texts.headline.shown)),
        ("description_shown", shown(format.texts.description.shown)),
        ("wide_twice", wide.to_owned()),
        ("link_chars", shown(format.texts.link)),
        ("severities", joined(severities.collect())),
        ("leader", format.leader.clone().unwrap_or_default()),
        ("source", format.source.clone()),
        ("source_date", format.source_date.clone()),
    ])
}

const fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Advise => "advise",
        Severity::Degrade => "degrade",
        Severity::Truncate => "truncate",
        Severity::Reject => "reject",
    }
}

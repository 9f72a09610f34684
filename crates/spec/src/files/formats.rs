//! `formats.csv`: the built-in pack of delivery specs, and a workspace's own rows over it.

use crate::format::{
    AudioRule, DurationRule, Format, FrameRateRule, LoudnessRule, NumberRule, SEVERITY_WORDS,
    SafeMargins, Severities, Shape, SoundRule, TextLimits, TextRule, WideCharacters, severity,
    severity_item,
};
use crate::read::cell;
use crate::read::csv::{Row, Sheet};
use crate::read::faults::Faults;
use crate::read::fields::{Field, Kind, optional, required};
use crate::read::text::Fault;
use model::asset::MediaKind;
use model::finding::Severity;
use model::unit::{DbTp, Lufs, Secs, Size};

/// Where a workspace's own rows lie.
pub(crate) const PATH: &str = "formats.csv";
/// What a row is.
pub(crate) const WHAT: &str = "format";

const WIDEST: u64 = 16_384;
const UNITS: &[&str] = &["px", "pct"];
const LONGEST_TEXT: u64 = 100_000;

const TEXT: Kind = Kind::Whole(1, LONGEST_TEXT);

/// The columns of the pack.
pub(crate) const FIELDS: &[Field] = &[
    required("id", Kind::Id, "the id that briefs name"),
    required("platform", Kind::Text, "the platform"),
    required("placement", Kind::Text, "the placement"),
    required("kind", Kind::OneOf(&["still", "film", "sound"]), "still, film or sound"),
    optional("width", Kind::Whole(16, WIDEST), "pixels across; of all but sounds"),
    optional("height", Kind::Whole(16, WIDEST), "pixels down; of all but sounds"),
    optional(
        "aspect_tolerance_pct",
        Kind::Number(0.0, 100.0),
        "allowed distance of the aspect ratio, per cent",
    ),
    optional(
        "aspects",
        Kind::List(&Kind::Text),
        "shapes accepted besides that of the size: 16:9, or 4:5..1.91:1",
    ),
    optional("min_width", Kind::Whole(1, WIDEST), "smallest width accepted"),
    optional("min_height", Kind::Whole(1, WIDEST), "smallest height accepted"),
    optional("min_s", Kind::Number(0.0, 86_400.0), "shortest duration, seconds"),
    optional("max_s", Kind::Number(0.0, 86_400.0), "longest duration, seconds"),
    optional(
        "allowed_s",
        Kind::List(&Kind::Number(0.0, 86_400.0)),
        "the only durations accepted, seconds",
    ),
    optional(
        "duration_tol_s",
        Kind::Number(0.0, 60.0),
        "allowed distance from the duration, seconds; one frame when empty",
    ),
    optional("fps", Kind::Text, "frame rates accepted: 25, 23.976;24;25, ..30 or 24..30"),
    optional("containers", Kind::List(&Kind::Text), "file formats accepted: jpeg, png, mp4, …"),
    optional("codecs", Kind::List(&Kind::Text), "video codecs accepted: h264, prores, …"),
    optional(
        "min_kbps",
        Kind::Number(0.0, 1e7),
        "lowest bit rate of the pictures, kilobits a second",
    ),
    optional(
        "max_kbps",
        Kind::Number(0.0, 1e7),
        "highest bit rate of the pictures, kilobits a second",
    ),
    optional("max_bytes", Kind::Whole(1, 1 << 50), "largest file, bytes"),
    optional(
        "audio",
        Kind::OneOf(&["required", "optional", "forbidden"]),
        "whether sound must, may or may not be there",
    ),
    optional("audio_codecs", Kind::List(&Kind::Text), "sound codecs accepted: aac, pcm, …"),
    optional("sample_rate", Kind::Text, "samples a second accepted: 48000, 44100;48000 or ..48000"),
    optional("channels", Kind::Text, "channels accepted: 2, 1;2 or 2.."),
    optional(
        "min_audio_kbps",
        Kind::Number(0.0, 1e5),
        "lowest bit rate of the sound, kilobits a second",
    ),
    optional("loudness_lufs", Kind::Number(-60.0, 0.0), "integrated loudness, LUFS"),
    optional("loudness_tol_lu", Kind::Number(0.0, 20.0), "allowed distance from it, LU"),
    optional(
        "loudness_severity",
        Kind::OneOf(SEVERITY_WORDS),
        "what missing it does; reject when empty",
    ),
    optional("true_peak_dbtp", Kind::Number(-60.0, 6.0), "highest true peak, dBTP"),
    optional("safe_top", Kind::Number(0.0, 10_000.0), "covered by the platform at the top"),
    optional("safe_bottom", Kind::Number(0.0, 10_000.0), "covered by the platform at the bottom"),
    optional("safe_left", Kind::Number(0.0, 10_000.0), "covered by the platform on the left"),
    optional("safe_right", Kind::Number(0.0, 10_000.0), "covered by the platform on the right"),
    optional("safe_unit", Kind::OneOf(UNITS), "px or pct; px when empty"),
    optional(
        "safe_mask",
        Kind::Text,
        "a PNG beside this sheet of what the platform covers: opaque is covered",
    ),
    optional("primary_text_shown", TEXT, "characters of the primary text that are shown"),
    optional("primary_text_max", TEXT, "characters of it beyond which it is refused"),
    optional("headline_shown", TEXT, "characters of the headline that are shown"),
    optional("headline_max", TEXT, "characters of it beyond which it is refused"),
    optional("description_shown", TEXT, "characters of the description that are shown"),
    optional("description_max", TEXT, "characters of it beyond which it is refused"),
    optional(
        "wide_twice",
        Kind::Truth,
        "whether Chinese, Japanese and Korean characters count as two",
    ),
    optional("link_chars", TEXT, "characters that a web address counts, however long it is"),
    optional(
        "severities",
        Kind::List(&Kind::Text),
        "what a breach does here: wrong-aspect=degrade; wrong-duration=truncate",
    ),
    optional(
        "leader",
        Kind::Text,
        "what its files show before the spot: a slate, black; they are checked, and not made",
    ),
    optional("launch", Kind::Truth, "whether it belongs to the launch set"),
    required("source", Kind::Text, "where the numbers come from"),
    required("source_date", Kind::Text, "when they were written or read"),
];

/// Aspect ratio tolerance where the source states none, per cent: odd pixel sizes round to it.
const USUAL_ASPECT_TOLERANCE: f64 = 1.0;
/// Loudness tolerance where a target is stated without one, LU: EBU R128.
const USUAL_LOUDNESS_TOLERANCE: f64 = 0.5;
/// Our own advice where a platform with sound states no loudness; never a refusal.
const ADVISED_LOUDNESS: LoudnessRule =
    LoudnessRule { target: Lufs(-16.0), tolerance: 2.0, severity: Severity::Advise };

/// Refuses rules that contradict themselves.
pub(crate) fn check(sheet: &Sheet<'_>, faults: &mut Faults) {
    for row in sheet.rows() {
        if let (Some(least), Some(most)) = (row.number("min_s"), row.number("max_s"))
            && least > most
        {
            let message = "the shortest duration is longer than the longest";
            let remedy = "put `min_s` below `max_s`";
            faults.error(row.fault("min_s", Fault::new("bad-value", message, remedy)));
        }
        check_rules(&row, faults);
        if row.text("kind") == Some("sound") {
            continue;
        }
        for side in ["width", "height"].into_iter().filter(|side| row.text(side).is_none()) {
            let message = format!("`{side}` is empty, and something is seen in this format");
            let remedy = "fill it in, pixels; only a sound has none";
            faults.error(row.fault(side, Fault::new("empty-value", message, remedy)));
        }
        let Some(size) = size(&row) else { continue };
        let safe = safe(&row, size);
        if safe.top + safe.bottom >= size.height || safe.left + safe.right >= size.width {
            let message = "the safe margins leave nothing of the picture";
            let remedy = "make them smaller, or say `pct` in `safe_unit`";
            faults.error(row.fault("safe_top", Fault::new("bad-value", message, remedy)));
        }
    }
}

/// Refuses cells that hold a rule and cannot be read as one.
fn check_rules(row: &Row<'_>, faults: &mut Faults) {
    let mut refuse = |key: &str, text: &str, what: &str, remedy: &str| {
        let message = format!("`{}` is not {what}", cell::shown(text));
        faults.error(row.fault(key, Fault::new("bad-value", message, remedy)));
    };
    if let Some(text) = row.text("fps").filter(|text| FrameRateRule::parse(text).is_none()) {
        refuse("fps", text, "a rule for frame rates", "write 25, 23.976;24;25, ..30 or 24..30");
    }
    for (key, remedy) in [
        ("sample_rate", "write 48000, 44100;48000 or ..48000"),
        ("channels", "write 2, 1;2 or 2.."),
    ] {
        if let Some(text) = row.text(key).filter(|text| NumberRule::parse(text).is_none()) {
            refuse(key, text, "a rule for numbers", remedy);
        }
    }
    for text in row.list("aspects").into_iter().filter(|text| Shape::parse(text).is_none()) {
        refuse("aspects", text, "a shape", "write width:height, or two with `..` between");
    }
    for (shown, most) in TEXTS {
        if let (Some(fewer), Some(more)) = (row.parsed::<u32>(shown), row.parsed::<u32>(most))
            && fewer > more
        {
            let what = "fewer than are refused";
            refuse(shown, &fewer.to_string(), what, "show at most as many characters as are taken");
        }
    }
    for fault in row.list("severities").into_iter().filter_map(|text| severity_item(text).err()) {
        faults.error(row.fault("severities", fault));
    }
}

/// The columns of each text: what is shown, what is taken.
const TEXTS: [(&str, &str); 3] = [
    ("primary_text_shown", "primary_text_max"),
    ("headline_shown", "headline_max"),
    ("description_shown", "description_max"),
];

/// Reads a format; nothing when a part without a default is missing.
pub(crate) fn build(row: &Row<'_>) -> Option<Format> {
    let kind = match row.text("kind")? {
        "still" => MediaKind::Still,
        "film" => MediaKind::Motion,
        "sound" => MediaKind::Sound,
        _ => return None,
    };
    let size = match kind {
        MediaKind::Sound => Size::default(),
        MediaKind::Still | MediaKind::Motion => size(row)?,
    };
    let audio = audio(row, kind);
    Some(Format {
        id: row.parsed("id")?,
        platform: row.words("platform"),
        placement: row.words("placement"),
        kind,
        size,
        aspect_tolerance_pct: row.number("aspect_tolerance_pct").unwrap_or(USUAL_ASPECT_TOLERANCE),
        shapes: shapes(row),
        smallest: smallest(row, size),
        duration: duration(row),
        duration_tolerance: row.number("duration_tol_s").map(Secs),
        frame_rate: row.text("fps").and_then(FrameRateRule::parse),
        containers: lower(&row.list("containers")),
        codecs: lower(&row.list("codecs")),
        min_kbps: row.number("min_kbps"),
        max_kbps: row.number("max_kbps"),
        max_bytes: row.parsed("max_bytes"),
        audio,
        sound: SoundRule {
            codecs: lower(&row.list("audio_codecs")),
            sample_rate: row.text("sample_rate").and_then(NumberRule::parse),
            channels: row.text("channels").and_then(NumberRule::parse),
            min_kbps: row.number("min_audio_kbps"),
        },
        loudness: loudness(row, kind, audio),
        true_peak: row.number("true_peak_dbtp").map(DbTp),
        safe: safe(row, size),
        safe_mask: row.text("safe_mask").map(str::to_owned),
        covered: None,
        texts: texts(row),
        severities: severities(row),
        leader: row.text("leader").map(str::to_owned),
        source: row.words("source"),
        source_date: row.words("source_date"),
        place: row.place(),
    })
}

fn size(row: &Row<'_>) -> Option<Size> {
    Some(Size { width: row.parsed("width")?, height: row.parsed("height")? })
}

fn shapes(row: &Row<'_>) -> Vec<Shape> {
    row.list("aspects").into_iter().filter_map(Shape::parse).collect()
}

fn texts(row: &Row<'_>) -> TextLimits {
    let [primary_text, headline, description] =
        TEXTS.map(|(shown, most)| TextRule { shown: row.parsed(shown), most: row.parsed(most) });
    let wide = if row.truth("wide_twice") { WideCharacters::Twice } else { WideCharacters::Once };
    TextLimits { primary_text, headline, description, wide, link: row.parsed("link_chars") }
}

fn severities(row: &Row<'_>) -> Severities {
    row.list("severities").into_iter().filter_map(|text| severity_item(text).ok()).collect()
}

fn smallest(row: &Row<'_>, size: Size) -> Option<Size> {
    let shaped = row.text("aspects").is_none();
    // Where other shapes are taken too, the side that is stated says nothing of the other one.
    let scaled = |side: u32, to: u32, from: u32| {
        if !shaped {
            return 1;
        }
        u32::try_from(u64::from(side) * u64::from(to) / u64::from(from.max(1))).unwrap_or(u32::MAX)
    };
    match (row.parsed("min_width"), row.parsed("min_height")) {
        (Some(width), Some(height)) => Some(Size { width, height }),
        (Some(width), None) => Some(Size { width, height: scaled(width, size.height, size.width) }),
        (None, Some(height)) => {
            Some(Size { width: scaled(height, size.width, size.height), height })
        }
        (None, None) => None,
    }
}

fn duration(row: &Row<'_>) -> DurationRule {
    let allowed: Vec<Secs> =
        row.list("allowed_s").into_iter().filter_map(cell::number).map(Secs).collect();
    if !allowed.is_empty() {
        return DurationRule::OneOf(allowed);
    }
    // No film is shorter than nothing.
    match (row.number("min_s").filter(|least| *least > 0.0), row.number("max_s")) {
        (None, None) => DurationRule::Any,
        (least, most) => DurationRule::Range(least.map(Secs), most.map(Secs)),
    }
}

fn audio(row: &Row<'_>, kind: MediaKind) -> AudioRule {
    match (row.text("audio"), kind) {
        (Some("required"), _) | (_, MediaKind::Sound) => AudioRule::Required,
        (Some("forbidden"), _) | (None, MediaKind::Still) => AudioRule::Forbidden,
        _ => AudioRule::Optional,
    }
}

fn loudness(row: &Row<'_>, kind: MediaKind, audio: AudioRule) -> Option<LoudnessRule> {
    let stated = row.number("loudness_lufs").map(|target| LoudnessRule {
        target: Lufs(target),
        tolerance: row.number("loudness_tol_lu").unwrap_or(USUAL_LOUDNESS_TOLERANCE),
        severity: row.text("loudness_severity").and_then(severity).unwrap_or(Severity::Reject),
    });
    let heard = kind != MediaKind::Still && audio != AudioRule::Forbidden;
    stated.or_else(|| heard.then_some(ADVISED_LOUDNESS))
}

fn safe(row: &Row<'_>, size: Size) -> SafeMargins {
    let share = row.text("safe_unit") == Some("pct");
    let margin = |key, side: u32| {
        let stated = row.number(key).unwrap_or(0.0);
        let pixels = if share { stated / 100.0 * f64::from(side) } else { stated };
        pixels.ceil() as u32
    };
    SafeMargins {
        top: margin("safe_top", size.height),
        bottom: margin("safe_bottom", size.height),
        left: margin("safe_left", size.width),
        right: margin("safe_right", size.width),
    }
}

fn lower(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.to_lowercase()).collect()
}

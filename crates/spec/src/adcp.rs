//! Creative formats of the Ad Context Protocol (AdCP 3): read into delivery specs, and written.
//!
//! AdCP has no words for discrete durations, tolerances, shapes besides one, ranges of rates, what a
//! breach does, or what of a text is shown. Such columns of ours travel along under `throughline`,
//! which its schemas allow and other readers skip.

mod read;
mod write;

pub use read::{Read, read};
pub use write::write;

/// The entry of the requirements that holds columns of ours.
const OWN: &str = "throughline";

/// The columns that AdCP cannot say, or not in full.
const OWN_COLUMNS: &[&str] = &[
    "platform",
    "placement",
    "aspect_tolerance_pct",
    "aspects",
    "allowed_s",
    "duration_tol_s",
    "fps",
    "containers",
    "codecs",
    "audio",
    "audio_codecs",
    "sample_rate",
    "channels",
    "min_audio_kbps",
    "loudness_severity",
    "max_bytes",
    "safe_top",
    "safe_bottom",
    "safe_left",
    "safe_right",
    "primary_text_shown",
    "headline_shown",
    "description_shown",
    "wide_twice",
    "link_chars",
    "severities",
    "leader",
    "source",
    "source_date",
];

/// Channels by the names that AdCP has for layouts.
const LAYOUTS: [(&str, u32); 4] = [("mono", 1), ("stereo", 2), ("5.1", 6), ("7.1", 8)];

/// Texts by the parts of the names that people give to assets, with our column.
const TEXTS: [(&str, &str); 6] = [
    ("headline", "headline_max"),
    ("title", "headline_max"),
    ("description", "description_max"),
    ("primary", "primary_text_max"),
    ("body", "primary_text_max"),
    ("caption", "primary_text_max"),
];

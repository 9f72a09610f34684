//! A list of files with what is expected of each: `check --deliverables list.csv`.

use crate::diagnostic::{Diagnostic, Place};
use crate::format::{Format, frame_rate};
use crate::read::cell;
use crate::read::csv::{Row, Sheet};
use crate::read::faults::Faults;
use crate::read::fields::{Field, Kind, optional, required};
use crate::read::known::{Known, Thing};
use crate::read::text::Fault;
use crate::source::SourceTree;
use model::id::FormatId;
use model::unit::{DbTp, FrameRate, Lufs, Secs};
use std::collections::BTreeMap;

const FIELDS: &[Field] = &[
    required("file", Kind::Text, "the file, relative to this list"),
    optional("format", Kind::Names(Thing::Format), "the delivery spec it is for"),
    optional("width", Kind::Whole(1, 100_000), "pixels across"),
    optional("height", Kind::Whole(1, 100_000), "pixels down"),
    optional("duration_s", Kind::Number(0.0, 864_000.0), "seconds"),
    optional("fps", Kind::Text, "frames a second, such as 25, 29.97 or 30000/1001"),
    optional("video_codec", Kind::Text, "such as h264"),
    optional("audio_codec", Kind::Text, "such as aac; `none` forbids sound"),
    optional("pixel_format", Kind::Text, "such as yuv420p"),
    optional("loudness_lufs", Kind::Number(-100.0, 0.0), "integrated loudness"),
    optional("loudness_tol_lu", Kind::Number(0.0, 50.0), "allowed distance from it"),
    optional("true_peak_dbtp", Kind::Number(-100.0, 20.0), "highest true peak"),
    optional("max_bytes", Kind::Whole(1, 1 << 60), "largest size"),
    optional("max_kbps", Kind::Number(0.0, 1e9), "highest bit rate"),
    optional("cta", Kind::Text, "the call to action that must be readable"),
    optional("market", Kind::Slug, "the market it is for"),
];

/// What is expected of a file's sound.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ExpectedAudio {
    /// Nothing is expected.
    #[default]
    Unstated,
    /// There must be none.
    Silent,
    /// There must be some, in this codec.
    Codec(String),
}

/// What is expected of one file; what is absent is not expected.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpectedDeliverable {
    /// The file, relative to the list.
    pub file: String,
    /// The delivery spec it is for.
    pub format: Option<FormatId>,
    /// Pixels across.
    pub width: Option<u32>,
    /// Pixels down.
    pub height: Option<u32>,
    /// How long it is.
    pub duration: Option<Secs>,
    /// Frames a second.
    pub frame_rate: Option<FrameRate>,
    /// Video codec, lower case.
    pub video_codec: Option<String>,
    /// Sound.
    pub audio: ExpectedAudio,
    /// Pixel format, lower case.
    pub pixel_format: Option<String>,
    /// Integrated loudness.
    pub loudness: Option<Lufs>,
    /// Allowed distance from it, LU.
    pub loudness_tolerance: Option<f64>,
    /// Highest true peak.
    pub true_peak: Option<DbTp>,
    /// Largest size.
    pub max_bytes: Option<u64>,
    /// Highest bit rate, kilobits a second.
    pub max_kbps: Option<f64>,
    /// The call to action that must be readable.
    pub cta: Option<String>,
    /// The market it is for.
    pub market: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// Reads a list of deliverables, or returns every fault in it; `file` is its path for messages,
/// `formats` are the delivery specs that it may name.
pub fn parse(
    file: &str,
    text: &str,
    formats: &BTreeMap<FormatId, Format>,
) -> Result<Vec<ExpectedDeliverable>, Vec<Diagnostic>> {
    let mut faults = Faults::default();
    let tree = SourceTree::default();
    let mut known = Known::new(&tree);
    for id in formats.keys() {
        known.add(Thing::Format, id.as_str());
    }
    let mut expected = Vec::new();
    if let Some(sheet) = &Sheet::parse(file, text, ("deliverable", FIELDS), &mut faults) {
        sheet.check(&known, &mut faults);
        sheet.rows().for_each(|row| check(&row, &mut faults));
        expected.extend(sheet.rows().filter_map(|row| deliverable(&row)));
    }
    if faults.none() { Ok(expected) } else { Err(faults.sorted().0) }
}

fn check(row: &Row<'_>, faults: &mut Faults) {
    if let Some(text) = row.text("fps")
        && frame_rate(text).is_none()
    {
        let message = format!("`{}` is not a frame rate", cell::shown(text));
        let remedy = "write frames a second, such as 25, 29.97 or 30000/1001";
        faults.error(row.fault("fps", Fault::new("bad-value", message, remedy)));
    }
    if row.text("loudness_tol_lu").is_some() && row.text("loudness_lufs").is_none() {
        let message = "a tolerance without a loudness says nothing";
        let remedy = "fill in `loudness_lufs`, or clear the tolerance";
        faults.error(row.fault("loudness_tol_lu", Fault::new("empty-value", message, remedy)));
    }
}

fn deliverable(row: &Row<'_>) -> Option<ExpectedDeliverable> {
    let lower = |key| row.text(key).map(str::to_lowercase);
    Some(ExpectedDeliverable {
        file: row.text("file")?.to_owned(),
        format: row.parsed("format"),
        width: row.parsed("width"),
        height: row.parsed("height"),
        duration: row.number("duration_s").map(Secs),
        frame_rate: row.text("fps").and_then(frame_rate),
        video_codec: lower("video_codec"),
        audio: match lower("audio_codec") {
            None => ExpectedAudio::Unstated,
            Some(word) if word == "none" => ExpectedAudio::Silent,
            Some(codec) => ExpectedAudio::Codec(codec),
        },
        pixel_format: lower("pixel_format"),
        loudness: row.number("loudness_lufs").map(Lufs),
        loudness_tolerance: row.number("loudness_tol_lu"),
        true_peak: row.number("true_peak_dbtp").map(DbTp),
        max_bytes: row.parsed("max_bytes"),
        max_kbps: row.number("max_kbps"),
        cta: row.text("cta").map(str::to_owned),
        market: row.text("market").map(str::to_owned),
        place: row.place(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<ExpectedDeliverable>, Vec<Diagnostic>> {
        parse("list.csv", text, &crate::formats::pack())
    }

    #[test]
    fn an_empty_cell_expects_nothing() {
        let list =
            read("file,width,fps,audio_codec,duration_s\na.mp4,1080,29.97,none,15\nb.mp4,,,,\n")
                .unwrap();
        assert_eq!(list[0].frame_rate, Some(FrameRate { num: 30_000, den: 1001 }));
        assert_eq!(list[0].audio, ExpectedAudio::Silent);
        assert_eq!((list[1].width, &list[1].audio), (None, &ExpectedAudio::Unstated));
        assert_eq!(list[1].place.line, 3);
    }

    #[test]
    fn an_unknown_column_is_refused_with_the_nearest() {
        let faults = read("file,widht\na.mp4,1\n").unwrap_err();
        assert_eq!(faults[0].code, "unknown-column");
        assert_eq!(faults[0].remedy, "did you mean `width`?");
        assert_eq!((faults[0].place.line, faults[0].place.column), (1, 6));
    }

    #[test]
    fn a_format_that_does_not_exist_is_refused() {
        let faults = read("file,format,fps\na.mp4,yt_bumper6,fast\n").unwrap_err();
        let remedies: Vec<_> = faults.iter().map(|fault| fault.remedy.as_str()).collect();
        assert!(remedies[0].starts_with("did you mean `yt_bumper_6`?"), "{remedies:?}");
        assert_eq!(faults[1].message, "`fast` is not a frame rate");
    }
}

//! A list of files with what is expected of each: `check --deliverables list.csv`.

use crate::diagnostic::{Diagnostic, Place};
use crate::format::{Format, frame_rate};
use crate::read::cell;
use crate::read::csv::{Row, Sheet};
use crate::read::faults::Faults;
use crate::read::fields::{Field, Kind, optional, required};
use crate::read::known::{Known, Thing};
use crate::read::nearest::did_you_mean;
use crate::read::text::Fault;
use crate::source::SourceTree;
use model::fact::SOURCE_TYPES;
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
    optional("voiceover", Kind::Truth, "whether somebody must speak, or must not"),
    optional("cta", Kind::Text, "the call to action that must be readable"),
    optional("end_card", Kind::Text, "a picture of the end card, relative to this list"),
    optional("language", Kind::Language, "the language of its words, such as de or pt-BR"),
    optional("market", Kind::Slug, "the market it is for"),
    optional("campaign", Kind::Slug, "the campaign of the workspace that it belongs to"),
    optional("primary_text", Kind::Text, "the text that goes out above or below it"),
    optional("headline", Kind::Text, "the headline that goes out with it"),
    optional("description", Kind::Text, "the description that goes out with it"),
    optional(
        "source_type",
        Kind::Text,
        "what the file must say of how it was made: `any`, or a term of IPTC such as trainedAlgorithmicMedia",
    ),
    optional("ai_disclosure", Kind::Text, "the words by which the use of AI must be disclosed"),
];

/// What a file must say of how it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectedSource {
    /// Something.
    Any,
    /// This term of IPTC.
    Term(String),
}

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
    /// Whether somebody must speak (yes) or must not (no).
    pub voiceover: Option<bool>,
    /// The call to action that must be readable.
    pub cta: Option<String>,
    /// A picture of the end card, relative to the list.
    pub end_card: Option<String>,
    /// The language of its words.
    pub language: Option<String>,
    /// The market it is for.
    pub market: Option<String>,
    /// The campaign of the workspace that it belongs to.
    pub campaign: Option<String>,
    /// The text that goes out above or below it.
    pub primary_text: Option<String>,
    /// The headline that goes out with it.
    pub headline: Option<String>,
    /// The description that goes out with it.
    pub description: Option<String>,
    /// What the file must say of how it was made.
    pub source_type: Option<ExpectedSource>,
    /// The words by which the use of AI must be disclosed.
    pub ai_disclosure: Option<String>,
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
    if let Some(text) = row.text("source_type")
        && source_type(text).is_none()
    {
        let message = format!("`{}` is not a source type of IPTC", cell::shown(text));
        let remedy = did_you_mean(text, SOURCE_TYPES.iter().copied()).unwrap_or_else(|| {
            "write `any`, or a term such as digitalCapture or trainedAlgorithmicMedia".to_owned()
        });
        faults.error(row.fault("source_type", Fault::new("bad-value", message, remedy)));
    }
    if row.text("loudness_tol_lu").is_some() && row.text("loudness_lufs").is_none() {
        let message = "a tolerance without a loudness says nothing";
        let remedy = "fill in `loudness_lufs`, or clear the tolerance";
        faults.error(row.fault("loudness_tol_lu", Fault::new("empty-value", message, remedy)));
    }
}

fn deliverable(row: &Row<'_>) -> Option<ExpectedDeliverable> {
    let own = |key| row.text(key).map(str::to_owned);
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
        voiceover: row.text("voiceover").and_then(cell::truth),
        cta: own("cta"),
        end_card: own("end_card"),
        language: own("language"),
        market: own("market"),
        campaign: own("campaign"),
        primary_text: own("primary_text"),
        headline: own("headline"),
        description: own("description"),
        source_type: row.text("source_type").and_then(source_type),
        ai_disclosure: own("ai_disclosure"),
        place: row.place(),
    })
}

/// Reads a term, or the address that stands for it.
fn source_type(text: &str) -> Option<ExpectedSource> {
    let term = text.rsplit('/').next().unwrap_or(text);
    if text == "any" {
        return Some(ExpectedSource::Any);
    }
    let known = SOURCE_TYPES.iter().find(|known| known.eq_ignore_ascii_case(term))?;
    Some(ExpectedSource::Term((*known).to_owned()))
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
    fn a_row_says_who_speaks_what_goes_out_and_how_it_was_made() {
        let text = "file,voiceover,language,end_card,headline,source_type,ai_disclosure\n\
                    a.mp4,yes,de-AT,cards/at.png,Los,\
                    http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia,Mit KI\n\
                    b.mp4,no,,,,any,\n";
        let list = read(text).unwrap();
        assert_eq!((list[0].voiceover, list[1].voiceover), (Some(true), Some(false)));
        let term = ExpectedSource::Term("trainedAlgorithmicMedia".to_owned());
        assert_eq!(list[0].source_type, Some(term));
        assert_eq!(list[1].source_type, Some(ExpectedSource::Any));
        assert_eq!(list[0].end_card.as_deref(), Some("cards/at.png"));
        assert_eq!(list[0].ai_disclosure.as_deref(), Some("Mit KI"));
        assert_eq!((list[0].language.as_deref(), &list[1].headline), (Some("de-AT"), &None));
    }

    #[test]
    fn what_no_file_can_say_is_refused_with_the_nearest() {
        let faults = read("file,source_type,voiceover\na.mp4,digitalCaptur,maybe\n").unwrap_err();
        let said: Vec<_> = faults.iter().map(|fault| fault.remedy.as_str()).collect();
        assert_eq!(said, ["did you mean `digitalCapture`?", "write `yes` or `no`"]);
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

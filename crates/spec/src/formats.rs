//! The built-in pack of delivery specs: dated and sourced rows, the same columns that a
//! workspace's own `formats.csv` has.

use crate::diagnostic::Diagnostic;
use crate::files::formats::{FIELDS, WHAT, build, check};
use crate::format::Format;
use crate::read::csv::{Row, Sheet};
use crate::read::faults::Faults;
use crate::read::known::Known;
use crate::source::SourceTree;
use model::id::FormatId;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The pack's version: the month in which its sources were last read.
pub const VERSION: &str = "2026-11";

/// The pack's name in places and messages.
const PATH: &str = "the built-in pack of formats";
const PACK: &str = include_str!("../data/formats.csv");

/// Parsed once: every check of a workspace asks for it.
static PARSED: LazyLock<BTreeMap<FormatId, Format>> =
    LazyLock::new(|| rows(|row| build(row).map(|format| (format.id.clone(), format))));

/// Returns the built-in pack by id.
pub fn pack() -> BTreeMap<FormatId, Format> {
    PARSED.clone()
}

/// Reads a sheet of delivery specs with the pack's columns, or returns every fault in it; `file` is
/// its path for messages.
pub fn parse(file: &str, text: &str) -> Result<BTreeMap<FormatId, Format>, Vec<Diagnostic>> {
    let mut faults = Faults::default();
    let tree = SourceTree::default();
    let mut formats = BTreeMap::new();
    if let Some(sheet) = Sheet::parse(file, text, (WHAT, FIELDS), &mut faults) {
        sheet.check(&Known::new(&tree), &mut faults);
        check(&sheet, &mut faults);
        let built = sheet.rows().filter_map(|row| build(&row));
        formats.extend(built.map(|format| (format.id.clone(), format)));
    }
    if faults.none() { Ok(formats) } else { Err(faults.sorted().0) }
}

/// Returns the ids of the built-in pack.
pub(crate) fn ids() -> impl Iterator<Item = &'static str> {
    PARSED.keys().map(FormatId::as_str)
}

/// Returns a set of formats that together launch a campaign worldwide, in the pack's order.
pub fn launch_set() -> Vec<FormatId> {
    rows(|row| if row.truth("launch") { row.parsed("id") } else { None })
}

fn rows<T, C: Default + FromIterator<T>>(read: impl Fn(&Row<'_>) -> Option<T>) -> C {
    let sheet = Sheet::parse(PATH, PACK, (WHAT, FIELDS), &mut Faults::default());
    sheet.map(|sheet| sheet.rows().filter_map(|row| read(&row)).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{AudioRule, DurationRule, SafeMargins};
    use model::finding::Severity;
    use model::unit::Secs;

    fn format(id: &str) -> Format {
        pack().remove(&id.parse().unwrap()).unwrap()
    }

    #[test]
    fn the_pack_is_free_of_faults() {
        let mut faults = Faults::default();
        let tree = SourceTree::default();
        let sheet = Sheet::parse(PATH, PACK, (WHAT, FIELDS), &mut faults).unwrap();
        sheet.check(&Known::new(&tree), &mut faults);
        check(&sheet, &mut faults);
        assert_eq!(faults.sorted(), (vec![], vec![]));
        assert_eq!(pack().len(), 121);
        assert_eq!(launch_set().len(), 47);
    }

    #[test]
    fn only_a_stated_loudness_refuses() {
        let broadcast = format("tv_dach_peach").loudness.unwrap();
        assert_eq!((broadcast.target.0, broadcast.tolerance), (-23.0, 0.5));
        assert_eq!(broadcast.severity, Severity::Reject);
        let social = format("meta_reels_video").loudness.unwrap();
        assert_eq!((social.target.0, social.severity), (-16.0, Severity::Advise));
        assert_eq!(format("dooh_6sheet_1080x1920").loudness, None);
        assert_eq!(format("dooh_6sheet_1080x1920").audio, AudioRule::Forbidden);
        assert_eq!(format("pin_image_2x3").loudness, None);
    }

    #[test]
    fn margins_are_pixels_whatever_the_source_counts_in() {
        let reels = SafeMargins { top: 359, bottom: 896, left: 87, right: 87 };
        assert_eq!(format("meta_reels_video").safe, reels);
        assert_eq!(format("tiktok_infeed_9x16").safe.bottom, 440);
    }

    #[test]
    fn durations_are_a_range_or_a_set() {
        let netflix = [10.0, 15.0, 20.0, 30.0, 60.0].map(Secs).to_vec();
        assert_eq!(format("ctv_netflix").duration, DurationRule::OneOf(netflix));
        let tiktok = DurationRule::Range(Some(Secs(5.0)), Some(Secs(60.0)));
        assert_eq!(format("tiktok_infeed_9x16").duration, tiktok);
        assert_eq!(format("yt_infeed_16x9").duration, DurationRule::Any);
    }
    #[test]
    fn a_sheet_of_ones_own_reads_like_the_pack() {
        let text = "id,platform,placement,kind,width,height,max_s,source,source_date\n\
                    wall,Station,Hall,film,1080,1920,10,contract,2026-01\n";
        let own = parse("own.csv", text).unwrap();
        assert_eq!(own.keys().map(FormatId::as_str).collect::<Vec<_>>(), ["wall"]);
        let faults = parse("own.csv", &text.replace(",10,", ",long,")).unwrap_err();
        assert_eq!((faults[0].place.file.as_str(), faults[0].place.line), ("own.csv", 2));
    }
}

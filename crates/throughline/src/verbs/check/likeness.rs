//! Which delivery specs a file fits that nobody named one for.

use gate::{Standard, judge};
use model::asset::MediaKind;
use model::fact::{FileFacts, VideoFacts};
use model::finding::LookTier;
use model::id::FormatId;
use spec::format::{DurationRule, Format};
use std::collections::BTreeMap;
use std::fmt;

/// More names than this help nobody to choose.
const MOST: usize = 3;

/// Faults that mean: this file was made for another place.
const MISFITS: [&str; 4] =
    ["wrong-dimensions", "wrong-aspect", "wrong-duration", "wrong-container"];

/// The delivery specs that a file fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Likeness {
    /// The nearest, three at most.
    pub(super) formats: Vec<FormatId>,
    /// How many more fit.
    pub(super) more: usize,
}

impl fmt::Display for Likeness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(nearest) = self.formats.first() else {
            return f.write_str(
                "looks like: no format of the pack; nothing was held against one, `--for` names one",
            );
        };
        let names: Vec<&str> = self.formats.iter().map(FormatId::as_str).collect();
        write!(f, "looks like: {}", names.join(", "))?;
        if self.more > 0 {
            write!(f, " and {} more", self.more)?;
        }
        write!(f, "; nothing was held against it, `--for {nearest}` does")
    }
}

/// Returns what a file looks like by kind, size, length and container; nothing when a format was
/// named for it, or when there is nothing to see in it.
pub(super) fn likeness(
    standard: &Standard,
    facts: &FileFacts,
    pack: &BTreeMap<FormatId, Format>,
) -> Option<Likeness> {
    let video = facts.video.as_ref().filter(|_| standard.format.is_none())?;
    let mut fitting: Vec<(Rank, &FormatId)> =
        pack.values().filter_map(|format| Some((fit(format, video, facts)?, &format.id))).collect();
    fitting.sort();
    let more = fitting.len().saturating_sub(MOST);
    let formats = fitting.into_iter().take(MOST).map(|(_, id)| id.clone()).collect();
    Some(Likeness { formats, more })
}

/// The lower, the nearer: another size than the one to build, how far apart the lengths are that it
/// takes (a place for exactly this length is meant more likely than one for any), other faults.
type Rank = (bool, u64, usize);

fn fit(format: &Format, video: &VideoFacts, facts: &FileFacts) -> Option<Rank> {
    let kind = if video.frame_rate.is_some() { MediaKind::Motion } else { MediaKind::Still };
    if format.kind != kind {
        return None;
    }
    let standard = Standard::from_format(format);
    let seen = video.displayed;
    let smaller = seen.width < format.size.width && seen.height < format.size.height;
    // Who takes several shapes and states no smallest size would else be like every small picture.
    if smaller && standard.format.as_ref().is_none_or(|expect| expect.size.is_none()) {
        return None;
    }
    let found = judge("", facts, None, &standard, LookTier::Verdict).findings;
    let misfit = found.iter().any(|finding| MISFITS.contains(&finding.code.as_str()));
    let rank = (seen != format.size, breadth(&format.duration), found.len());
    (!misfit).then_some(rank)
}

/// Milliseconds from the shortest to the longest length.
fn breadth(rule: &DurationRule) -> u64 {
    let millis = |seconds: f64| (seconds.max(0.0) * 1000.0).round() as u64;
    match rule {
        DurationRule::OneOf(lengths) => {
            let lengths: Vec<u64> = lengths.iter().map(|length| millis(length.0)).collect();
            let (least, most) = (lengths.iter().min(), lengths.iter().max());
            least.zip(most).map_or(u64::MAX, |(least, most)| most - least)
        }
        DurationRule::Range(from, Some(to)) => millis(to.0 - from.map_or(0.0, |from| from.0)),
        DurationRule::Range(_, None) | DurationRule::Any => u64::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::digest::Digest;
    use model::unit::{FrameRate, Secs, Size};

    fn film(width: u32, height: u32, seconds: f64) -> FileFacts {
        let size = Size { width, height };
        let video = VideoFacts {
            codec: "h264".to_owned(),
            pixel_format: "yuv420p".to_owned(),
            displayed: size,
            coded: size,
            frame_rate: Some(FrameRate { num: 25, den: 1 }),
            frames: 150,
            duration: Secs(seconds),
            kbps: Some(8000.0),
            ..VideoFacts::default()
        };
        FileFacts {
            container: "mp4".to_owned(),
            fast_start: Some(true),
            video: Some(video),
            ..FileFacts::of_bytes(Digest::of(b"film"), 4_000_000)
        }
    }

    fn of(facts: &FileFacts) -> Likeness {
        likeness(&Standard::default(), facts, &spec::formats::pack()).unwrap()
    }

    #[test]
    fn the_narrowest_format_of_its_very_size_stands_first() {
        let seen = of(&film(1920, 1080, 6.0));
        assert_eq!(seen.formats.len(), MOST);
        assert_eq!(seen.formats[0].as_str(), "yt_bumper_6", "{seen:?}");
        let longer = of(&film(1920, 1080, 7.0));
        assert!(longer.formats.iter().all(|id| id.as_str() != "yt_bumper_6"), "{longer:?}");
    }

    #[test]
    fn a_film_of_no_known_size_looks_like_nothing() {
        let seen = of(&film(123, 77, 6.0));
        assert_eq!((seen.formats.as_slice(), seen.more), (&[][..], 0));
        assert!(seen.to_string().starts_with("looks like: no format of the pack"));
    }

    #[test]
    fn a_picture_is_never_taken_for_a_film() {
        let mut facts = film(1080, 1920, 0.0);
        facts.video.as_mut().unwrap().frame_rate = None;
        facts.container = "jpeg".to_owned();
        let pack = spec::formats::pack();
        let seen = of(&facts);
        assert!(!seen.formats.is_empty());
        assert!(seen.formats.iter().all(|id| pack[id].kind == MediaKind::Still), "{seen:?}");
    }

    #[test]
    fn nobody_guesses_where_a_format_was_named_or_nothing_is_seen() {
        let pack = spec::formats::pack();
        let named = Standard::from_format(pack.values().next().unwrap());
        assert_eq!(likeness(&named, &film(1920, 1080, 6.0), &pack), None);
        let mut sound = film(1920, 1080, 6.0);
        sound.video = None;
        assert_eq!(likeness(&Standard::default(), &sound, &pack), None);
    }
}

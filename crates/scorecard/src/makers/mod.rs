//! A maker for each check: the nth fault, the nth near miss.

mod bytes;
mod cards;
mod channels;
mod endings;
mod fills;
mod flags;
mod frames;
mod letters;
mod marks;
mod orders;
mod papers;
mod pictures;
mod posts;
mod print;
mod said;
mod sounds;
mod tracks;
mod voices;

use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::kit::Kit;
use anyhow::Result;

/// A check and what makes files for it.
pub(crate) struct Entry {
    pub(crate) code: &'static str,
    /// Checks that rightly fire on files with this fault.
    pub(crate) consequences: &'static [&'static str],
    pub(crate) make: fn(&Kit, &mut Draw, Kind) -> Result<Made>,
}

/// What missing or broken data sets off: wherever it is missing, something is short or unread.
const DAMAGE: &[&str] = &[
    "truncated-file",
    "corrupt-stream",
    "wrong-duration",
    "wrong-frame-rate",
    "variable-frame-rate",
    "black-frames",
    "silent-audio",
    "clipped-audio",
    "too-loud",
    "too-quiet",
    "audio-dropout",
    "audio-offset",
    "trailing-silence",
    "missing-audio",
    "off-palette",
    "missing-end-card",
    "end-card-too-short",
    "logo-missing",
    "logo-too-small",
    "logo-misplaced",
    "logo-stretched",
    "logo-wrong-colour",
    "wrong-cta",
    "cta-misspelt",
    "missing-legal-line",
    "unreadable-text",
];
/// Black at the end has no card; black bars stand beside it.
const BLACK: &[&str] = &[
    "off-palette",
    "missing-end-card",
    "end-card-too-short",
    "logo-missing",
    "wrong-cta",
    "missing-legal-line",
    "baked-in-bars",
];
const SHAPE: &[&str] = &["wrong-dimensions", "wrong-aspect"];
const TIMES: &[&str] = &["wrong-duration", "wrong-frame-rate", "audio-offset"];
const SILENCE: &[&str] =
    &["too-quiet", "trailing-silence", "dead-channel", "audio-dropout", "phase-inverted"];
const FAINT: &[&str] = &["wrong-cta", "missing-legal-line"];
/// Without a card there is nothing of a card; what covered it may be black.
const NO_CARD: &[&str] = &["logo-missing", "wrong-cta", "missing-legal-line", "black-frames"];
/// Squeezed words are smaller words.
const SQUEEZED: &[&str] = &["logo-too-small", "wrong-cta", "cta-misspelt", "missing-legal-line"];
/// What is set otherwise may be read otherwise.
const UNREAD: &[&str] = &["missing-legal-line", "cta-misspelt"];
const FOREIGN: &[&str] = &["leftover-end-card", "wrong-cta", "missing-legal-line"];

macro_rules! entries {
    ($($code:literal $make:path $(, $consequences:expr)?;)*) => {
        &[$(Entry { code: $code, consequences: entries!(@ $($consequences)?), make: $make }),*]
    };
    (@) => { &[] };
    (@ $consequences:expr) => { $consequences };
}

/// Every maker.
pub(crate) const ENTRIES: &[Entry] = entries! {
    "truncated-file" bytes::truncated, DAMAGE;
    "corrupt-stream" bytes::corrupt, DAMAGE;
    "wrong-container" orders::container;
    "wrong-codec" orders::codec;
    "wrong-audio-format" orders::audio_format;
    "file-too-large" orders::bytes;
    "bitrate-too-high" orders::too_many_kbps;
    "bitrate-too-low" orders::too_few_kbps;
    "slow-start" flags::slow_start;
    "wrong-dimensions" orders::dimensions;
    "wrong-aspect" orders::aspect;
    "rotation-flag" flags::rotation, SHAPE;
    "non-square-pixels" flags::pixel_shape, SHAPE;
    "wrong-pixel-format" orders::pixel_format;
    "wrong-colour-tags" flags::colour_tags;
    "cmyk-image" papers::inks;
    "interlaced" frames::fields;
    "wrong-frame-rate" orders::frame_rate;
    "variable-frame-rate" flags::frame_steps, TIMES;
    "duplicate-frame-cadence" frames::cadence;
    "black-frames" pictures::black, BLACK;
    "black-flash" frames::gap;
    "frozen-frames" frames::frozen;
    "flashing" frames::flashing;
    "baked-in-bars" pictures::bars;
    "blurred-bars" fills::blurred;
    "off-grade" fills::washed_out;
    "wrong-duration" orders::duration;
    "missing-audio" tracks::missing_audio;
    "unexpected-audio" tracks::unexpected_audio;
    "silent-audio" sounds::silent, SILENCE;
    "missing-voiceover" voices::missing;
    "unexpected-voiceover" voices::unexpected;
    "clipped-audio" sounds::clipped;
    "dead-channel" channels::dead;
    "phase-inverted" channels::inverted;
    "audio-offset" channels::offset, &["trailing-silence"];
    "audio-dropout" channels::dropout;
    "trailing-silence" channels::silent_end;
    "too-loud" sounds::loud;
    "too-quiet" sounds::quiet;
    "off-palette" cards::palette, &["unreadable-text"];
    "missing-end-card" endings::missing, NO_CARD;
    "end-card-too-short" endings::short;
    "logo-missing" cards::logo;
    "logo-too-small" cards::small_logo;
    "logo-misplaced" marks::misplaced;
    "logo-stretched" marks::stretched;
    "stretched-picture" marks::squeezed, SQUEEZED;
    "logo-wrong-colour" marks::wrong_colour;
    "wrong-typeface" letters::typeface, UNREAD;
    "wrong-cta" said::cta, &["leftover-end-card"];
    "cta-misspelt" said::misspelt;
    "leftover-end-card" said::leftover, FOREIGN;
    "unreadable-text" print::faint, FAINT;
    "text-outside-safe-zone" print::outside;
    "text-too-long" posts::too_long;
    "missing-legal-line" print::legal, &["leftover-end-card"];
    "missing-ai-disclosure" said::disclosure;
    "missing-source-type" papers::source_type;
    "expired-offer" papers::offer;
    "rights-expired" papers::rights;
    "no-purpose" papers::purpose;
    "unsigned-change" papers::unsigned;
};

/// Checks that have none, and why.
pub(crate) const NOT_MADE: &[(&str, &str)] = &[];

/// Finds the maker of a check.
pub(crate) fn entry(code: &str) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| entry.code == code)
}

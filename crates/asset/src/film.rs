//! The film of a variant in a format: shots of the scene, words, a closing card, sound.

use crate::error::AssetError;
use crate::part::{Found, missing};
use layout::ad::Ad;
use layout::card::{Card, end_card};
use layout::faces::Faces;
use layout::film::{ground, headline, line};
use model::asset::Variant;
use model::canvas::Canvas;
use model::timeline::{Encoding, Overlay, Shot, Sound, Timeline};
use model::unit::{DbTp, FrameRate, Lufs, Secs, Size};
use spec::format::{AudioRule, DurationRule, Format};
use spec::workspace::{Brief, EndCard, Structure, Workspace};

mod camera;

/// Raised whenever the same input gives another timeline, because files hang on it.
pub const VERSION: u64 = 3;

/// Frames a second where the format takes them; the nearest that it takes otherwise.
const WANTED: FrameRate = FrameRate { num: 25, den: 1 };
/// Frames that words take to come, and to go.
const FADE: u32 = 8;
/// Words begin after so many frames, when the eye has seen the picture.
const WORDS_FROM: u32 = 5;
/// Loudness where the format states none: what phones and web players are mixed for.
const WEB_LOUDNESS: Lufs = Lufs(-16.0);
/// True peak where the format states none: EBU R128.
const PEAK: DbTp = DbTp(-1.0);
/// Bit rate of the sound where the format asks for no more, kilobits a second.
const SOUND_KBPS: u32 = 192;

/// Lengths in frames, at one frame rate.
#[derive(Debug, Clone, Copy)]
struct Pace {
    rate: FrameRate,
    /// A second, rounded to whole frames.
    second: u32,
}

impl Pace {
    fn of(format: &Format) -> Self {
        let rate = rate(format);
        Self { rate, second: rate.fps().round().max(1.0) as u32 }
    }

    /// From key frame to key frame: 2 s, what players and platforms cut streams at.
    const fn gop(self) -> u32 {
        2 * self.second
    }

    /// The closing card is seen at least this long: 1.5 s to read a name and a call.
    const fn shortest_card(self) -> u32 {
        (self.second * 3).div_ceil(2)
    }

    /// Before it, the film says something for at least a second.
    const fn shortest_body(self) -> u32 {
        self.second
    }
}

/// Returns the film of a variant.
pub fn film(
    variant: &Variant,
    format: &Format,
    workspace: &Workspace,
    faces: &Faces,
) -> Result<Timeline, AssetError> {
    if !format.size.width.is_multiple_of(2) || !format.size.height.is_multiple_of(2) {
        return Err(AssetError::OddSize { format: format.id.clone(), size: format.size });
    }
    let found = Found::of(variant, workspace, faces)?;
    let pace = Pace::of(format);
    let frames = frames(found.brief()?, format, pace)?;
    let closing = closing_from(frames, pace);
    let ad = found.ad();
    let structure = workspace.components.structures.iter().find(|s| s.id == variant.structure);
    let structure = structure.ok_or_else(|| missing(variant, variant.structure.to_string()))?;
    let mut overlays = vec![still_over(ground(&ad, format.size, &format.safe), 0, closing)];
    overlays.extend(words(&ad, structure, format, closing));
    let legal = found.small_print(format.kind)?;
    let card = Card { legal, ..card(&found, found.end_card()?, &ad, workspace) };
    let card = end_card(&card, format.size, &format.safe);
    overlays.push(still_over(card, closing, frames - closing));
    Ok(Timeline {
        size: format.size,
        rate: pace.rate,
        frames,
        shots: shots(&ad, &found, format.size, pace, closing, frames),
        overlays,
        sound: sound(variant, format, workspace, pace)?,
        encoding: encoding(format, pace),
    })
}

/// Returns the frame rate of a film: 25 a second, or the nearest that the format takes.
pub(crate) fn rate(format: &Format) -> FrameRate {
    format.frame_rate.as_ref().map_or(WANTED, |rule| rule.nearest(WANTED))
}

/// Returns the bit rate of a film's sound, kilobits a second.
pub(crate) fn sound_kbps(format: &Format) -> u32 {
    format.sound.min_kbps.map_or(SOUND_KBPS, |least| SOUND_KBPS.max(least.ceil() as u32))
}

/// Returns the length of a film: the brief's, or the nearest that the format takes.
pub fn film_length(brief: &Brief, format: &Format) -> Secs {
    let wanted = brief.film_length.0;
    let nearest = match &format.duration {
        DurationRule::Any => wanted,
        DurationRule::Range(from, to) => {
            let longest = wanted.min(to.map_or(f64::INFINITY, |to| to.0));
            longest.max(from.map_or(0.0, |from| from.0))
        }
        DurationRule::OneOf(lengths) => lengths
            .iter()
            .map(|length| length.0)
            .min_by(|one, other| (one - wanted).abs().total_cmp(&(other - wanted).abs()))
            .unwrap_or(wanted),
    };
    Secs(nearest)
}

fn frames(brief: &Brief, format: &Format, pace: Pace) -> Result<u32, AssetError> {
    let length = film_length(brief, format);
    let frames = (length.0 * pace.rate.fps()).round() as u32;
    let shortest = pace.shortest_card() + pace.shortest_body();
    if frames < shortest {
        let shortest = pace.rate.duration(u64::from(shortest));
        return Err(AssetError::TooShort { format: format.id.clone(), length, shortest });
    }
    Ok(frames)
}

/// The closing card begins on a key frame, where there is one that leaves it long enough and the
/// film more than half of its length.
fn closing_from(frames: u32, pace: Pace) -> u32 {
    let latest = frames - pace.shortest_card();
    let on_key = latest / pace.gop() * pace.gop();
    if on_key * 2 >= frames { on_key } else { latest.min(frames - frames / 4) }
}

/// An overlay that comes and goes with a cut.
fn still_over(canvas: Canvas, start: u32, frames: u32) -> Overlay {
    Overlay { start, frames, canvas, fade_in: 0, fade_out: 0, rise: 0 }
}

/// Headline and second line in the order of the structure's beats; the other beats are the closing
/// card's. Each gets time for its words.
fn words(ad: &Ad, structure: &Structure, format: &Format, closing: u32) -> Vec<Overlay> {
    let beat = |beat: &String| match beat.as_str() {
        "hook" => Some((headline(ad, format.size, &format.safe), reading(&ad.headline))),
        "line" => Some((line(ad, format.size, &format.safe)?, reading(&ad.line))),
        _ => None,
    };
    let mut said: Vec<(Canvas, u32)> = structure.beats.iter().filter_map(beat).collect();
    if said.is_empty() {
        said.push((headline(ad, format.size, &format.safe), 1));
    }
    let all: u32 = said.iter().map(|(_, weight)| weight).sum();
    let room = closing.saturating_sub(WORDS_FROM);
    let rise = (format.size.height / 60).max(4);
    let mut spent = 0;
    said.into_iter()
        .map(|(canvas, weight)| {
            let start = WORDS_FROM + room * spent / all;
            spent += weight;
            let frames = WORDS_FROM + room * spent / all - start;
            Overlay { start, frames, canvas, fade_in: FADE, fade_out: FADE, rise }
        })
        .collect()
}

/// How much time words need, in proportion: their number, and a little to find them.
fn reading(text: &str) -> u32 {
    text.split_whitespace().count() as u32 + 3
}

/// Shots of the scene, without gaps; the last one lasts until the end, under the closing card.
fn shots(
    ad: &Ad,
    found: &Found<'_>,
    size: Size,
    pace: Pace,
    closing: u32,
    frames: u32,
) -> Vec<Shot> {
    let cuts = camera::cuts(found.direction, pace.second, closing);
    let ends = cuts.iter().skip(1).map(|(start, _)| *start).chain([frames]);
    cuts.iter()
        .zip(ends)
        .map(|((start, directed), end)| {
            let (from, to) = camera::travel(directed, ad.photo.focus, size);
            Shot { start: *start, frames: end - start, image: ad.photo.image, from, to }
        })
        .collect()
}

fn card(found: &Found<'_>, card: &EndCard, ad: &Ad, workspace: &Workspace) -> Card {
    let role = |role: &str| layout::brand::colour(&workspace.brand, role);
    Card {
        text: card.text.clone(),
        cta: found.card_cta(card).to_owned(),
        legal: card.legal.clone(),
        background: role(&card.background).unwrap_or(ad.colours.primary),
        ink: role(&card.ink).unwrap_or(ad.colours.paper),
        colours: ad.colours,
        typefaces: ad.typefaces.clone(),
        logos: ad.logos,
    }
}

fn sound(
    variant: &Variant,
    format: &Format,
    workspace: &Workspace,
    pace: Pace,
) -> Result<Option<Sound>, AssetError> {
    let Some(id) = variant.music.as_ref().filter(|_| format.audio != AudioRule::Forbidden) else {
        return Ok(None);
    };
    let bed = workspace.components.music.iter().find(|bed| bed.id == *id);
    let bed = bed.ok_or_else(|| missing(variant, id.to_string()))?;
    Ok(Some(Sound {
        music: bed.digest,
        target: format.loudness.map_or(WEB_LOUDNESS, |rule| rule.target),
        ceiling: format.true_peak.unwrap_or(PEAK),
        fade: pace.second / 2,
    }))
}

fn encoding(format: &Format, pace: Pace) -> Encoding {
    Encoding {
        video_encoder: "libx264".to_owned(),
        crf: 20,
        preset: "veryfast".to_owned(),
        threads: 1,
        gop: pace.gop(),
        audio_kbps: sound_kbps(format),
    }
}

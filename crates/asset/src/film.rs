//! The film of a variant in a format: shots of the scene, words, a closing card, sound.

use crate::error::AssetError;
use crate::part::{Found, missing};
use layout::ad::Ad;
use layout::card::{Card, end_card};
use layout::faces::Faces;
use layout::film::{ground, headline, line};
use model::asset::Variant;
use model::canvas::Canvas;
use model::id::ComponentId;
use model::timeline::{Overlay, Scan, Shot, Sound, Subject, Timeline, Voice};
use model::unit::{DbTp, FrameRate, Lufs, Secs, Size};
use spec::format::{AudioRule, DurationRule, Format};
use spec::workspace::{Brief, EndCard, Structure, Workspace};

mod camera;
pub(crate) mod coding;

/// Raised whenever the same input gives another timeline, because files hang on it.
pub const VERSION: u64 = 4;

/// Frames a second where the format takes them; the nearest that it takes otherwise.
const WANTED: FrameRate = FrameRate { num: 25, den: 1 };
/// Frames that words take to come, and to go.
const FADE: u32 = 8;
/// Words begin after so many frames, when the eye has seen the picture.
const WORDS_FROM: u32 = 5;
/// A voice begins this part of a second after the film: the music is heard first, and it goes down.
const VOICE_FROM: u32 = 4;
/// Loudness where the format states none: what phones and web players are mixed for.
const WEB_LOUDNESS: Lufs = Lufs(-16.0);
/// True peak where the format states none: EBU R128.
const PEAK: DbTp = DbTp(-1.0);

/// Lengths in frames, at one frame rate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    rate: FrameRate,
    /// A second, rounded to whole frames.
    second: u32,
}

impl Pace {
    fn of(format: &Format) -> Self {
        let rate = rate(format);
        // Frames of a film in fields are its fields.
        let rate = match coding::scan(format) {
            Scan::Progressive => rate,
            Scan::UpperFieldFirst => FrameRate { num: rate.num * 2, ..rate },
        };
        Self { rate, second: rate.fps().round().max(1.0) as u32 }
    }

    /// Counts in steps of one length, whatever a format says.
    pub(crate) fn steady(rate: FrameRate) -> Self {
        Self { rate, second: rate.fps().round() as u32 }
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
    coding::container(format)?;
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
        encoding: coding::encoding(format, pace.rate, frames, pace.gop())?,
    })
}

/// Returns the frame rate of a film: 25 a second, or the nearest that the format takes.
pub(crate) fn rate(format: &Format) -> FrameRate {
    format.frame_rate.as_ref().map_or(WANTED, |rule| rule.nearest(WANTED))
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
    // Fields come in pairs.
    let pair = coding::frames_a_picture(format);
    let frames = (length.0 * pace.rate.fps() / f64::from(pair)).round() as u32 * pair;
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

/// Shots of the scene, without gaps. The last one lasts until the end, under the closing card; of
/// footage, which need not be so long, a picture stands there.
fn shots(
    ad: &Ad,
    found: &Found<'_>,
    size: Size,
    pace: Pace,
    closing: u32,
    frames: u32,
) -> Vec<Shot> {
    let cuts = camera::cuts(found.direction, pace.second, closing);
    let moves = found.scene_moves();
    let last = if moves { closing } else { frames };
    let ends = cuts.iter().skip(1).map(|(start, _)| *start).chain([last]);
    let image = ad.photo.image;
    let still = Subject::Still { image };
    let filmed = cuts.iter().zip(ends).map(|((start, directed), end)| {
        let (from, to) = camera::travel(directed, ad.photo.focus, size);
        let footage = Subject::Footage { file: image, from: *start };
        let subject = if moves { footage } else { still };
        Shot { start: *start, frames: end - start, subject, from, to }
    });
    let mut shots: Vec<Shot> = filmed.collect();
    if let Some(Shot { to, .. }) = shots.last().filter(|_| moves) {
        let (from, to) = (*to, *to);
        shots.push(Shot { start: closing, frames: frames - closing, subject: still, from, to });
    }
    shots
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

/// Returns what is heard in a format; none where it forbids sound, or there is nothing to hear.
pub(crate) fn sound(
    variant: &Variant,
    format: &Format,
    workspace: &Workspace,
    pace: Pace,
) -> Result<Option<Sound>, AssetError> {
    if format.audio == AudioRule::Forbidden {
        return Ok(None);
    }
    let all = &workspace.components;
    let gone = |id: &ComponentId| missing(variant, id.to_string());
    let music = variant.music.as_ref().map(|id| {
        let bed = all.music.iter().find(|bed| bed.id == *id);
        bed.map(|bed| bed.digest).ok_or_else(|| gone(id))
    });
    let voice = variant.voice.as_ref().map(|id| {
        let voice = all.voices.iter().find(|voice| voice.id == *id);
        let file = voice.map(|voice| voice.digest).ok_or_else(|| gone(id))?;
        Ok(Voice { file, start: pace.second / VOICE_FROM })
    });
    if music.is_none() && voice.is_none() {
        return Ok(None);
    }
    Ok(Some(Sound {
        music: music.transpose()?,
        voice: voice.transpose()?,
        target: format.loudness.map_or(WEB_LOUDNESS, |rule| rule.target),
        ceiling: format.true_peak.unwrap_or(PEAK),
        fade: pace.second / 2,
    }))
}

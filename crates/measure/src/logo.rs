//! Finding a logo in a frame.
//!
//! Normalised cross-correlation over many sizes: first coarsely over the whole frame, then finely
//! around the best places. It is blind to colour, and for a logo of one tone blind to whether it is
//! lighter or darker than its ground, because brands print theirs both ways. A match says where the
//! shape is; whether its colours are right is for somebody else to say.

mod clear;
mod coarse;
mod inks;
mod pyramid;
mod stretch;
mod study;
mod template;

use coarse::{Candidate, SIZE_STEP};
use model::colour::Colour;
use model::unit::Region;
use pyramid::{Area, Pyramid};
use std::ops::RangeInclusive;

pub use study::{InkSeen, Study, study};
pub use template::Mask;
use template::Template;

/// Widths of a logo that are looked for, as shares of the frame's width.
pub const SIZES: RangeInclusive<f64> = 0.06..=0.40;

/// How many places are looked at closely.
const LOOKED_AT_CLOSELY: usize = 12;

/// Points of a template at close range; more told no more logos apart.
const CLOSE_AREA: f64 = 1500.0;

/// Points of a template halfway: with fewer, lines of type look as much like a wordmark as the
/// wordmark does.
const MIDDLE_AREA: f64 = 500.0;

/// What one standard shape becomes when it is squeezed into another (16:9, 1:1, 4:5, 9:16), as the
/// width that is left for the same height; what lies between is reached from the nearest.
const SQUEEZES: [f64; 8] = [0.316, 0.45, 0.5625, 0.703, 1.25, 1.42, 1.78, 3.16];

/// Sizes and places are fewer when shapes are many: a stretched logo is looked for only where no
/// other was found.
const STRETCHED_SIZE_STEP: f64 = 1.12;
const STRETCHED_CLOSELY: usize = 4;

/// How well a logo fits, and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Normalised cross-correlation, −1 to 1.
    pub score: f64,
    /// The logo's bounding box, in pixels of the frame.
    pub region: Region,
    /// Its width over its height there, over the same in its file: 1 as drawn.
    pub stretch: f64,
    /// The box with its margin, with fractions of pixels.
    place: Area,
}

/// A frame made ready for looking: reduce it once, look for many logos.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    pyramid: Pyramid,
}

impl Frame {
    /// Reads a frame of RGBA bytes; nothing when there are fewer than the size says.
    pub fn from_rgba(rgba: &[u8], width: u32, height: u32) -> Option<Self> {
        Pyramid::from_rgba(rgba, width, height, pyramid::luma).map(|pyramid| Self { pyramid })
    }

    /// Reads how near each pixel is to a colour: on a bright picture a white logo stands out by it
    /// where it does not by its luma.
    pub fn near_to(colour: Colour, rgba: &[u8], width: u32, height: u32) -> Option<Self> {
        let near = |pixel| pyramid::nearness(pixel, colour);
        Pyramid::from_rgba(rgba, width, height, near).map(|pyramid| Self { pyramid })
    }

    /// Reads how much red outweighs green, and how much blue outweighs both: a logo as light as its
    /// ground stands out by one of them.
    pub fn hues(rgba: &[u8], width: u32, height: u32) -> [Option<Self>; 2] {
        let read = |value: fn([u8; 4]) -> f32| {
            Pyramid::from_rgba(rgba, width, height, value).map(|pyramid| Self { pyramid })
        };
        [read(pyramid::red_over_green), read(pyramid::blue_over_both)]
    }
}

/// Finds the place where the logo fits best among the sizes, given as shares of the frame's width;
/// nothing when it fits into the frame at none of them. A logo stretched by a few per cent is found
/// too, and [`Found::stretch`] says by how much.
pub fn find(frame: &Frame, logo: &Mask, sizes: &RangeInclusive<f64>) -> Option<Found> {
    find_places(frame, logo, sizes, 1).into_iter().next()
}

/// Finds the places where the logo fits best, as [`find`] does, at most so many, best first.
pub fn find_places(
    frame: &Frame,
    logo: &Mask,
    sizes: &RangeInclusive<f64>,
    most: usize,
) -> Vec<Found> {
    let coarse = coarse::candidates(&frame.pyramid, logo, sizes, SIZE_STEP);
    let close = closest(frame, logo, coarse, LOOKED_AT_CLOSELY);
    let mut apart: Vec<Candidate> = Vec::new();
    for new in close {
        let is_new = |old: &Candidate| {
            (old.x - new.x).abs() > old.width / 4.0 || (old.y - new.y).abs() > old.width / 4.0
        };
        if apart.len() < most && apart.iter().all(is_new) {
            apart.push(new);
        }
    }
    apart.iter().map(|place| stretch::settled(&frame.pyramid, logo, logo, place)).collect()
}

/// Finds the logo where it was squeezed from one standard shape of picture into another. Slower
/// than [`find`], and worth it only where that found nothing.
pub fn find_squeezed(frame: &Frame, logo: &Mask, sizes: &RangeInclusive<f64>) -> Option<Found> {
    let found = SQUEEZES.into_iter().filter_map(|squeeze| {
        let shape = logo.stretched(squeeze);
        let coarse = coarse::candidates(&frame.pyramid, &shape, sizes, STRETCHED_SIZE_STEP);
        let best = closest(frame, &shape, coarse, STRETCHED_CLOSELY).into_iter().next()?;
        Some(stretch::settled(&frame.pyramid, &shape, logo, &best))
    });
    found.max_by(|a, b| a.score.total_cmp(&b.score))
}

/// Looks more and more closely at some candidates; returns them best first.
fn closest(frame: &Frame, logo: &Mask, coarse: Vec<Candidate>, most: usize) -> Vec<Candidate> {
    let middle = Climb { area: MIDDLE_AREA, steps: &[0.04, 0.02], moves: 3 };
    let close = Climb { area: CLOSE_AREA, steps: &[0.04, 0.02, 0.01, 0.004], moves: 8 };
    let mut candidates = middle.from(coarse, &frame.pyramid, logo);
    candidates.truncate(most);
    close.from(candidates, &frame.pyramid, logo)
}

/// Moving and resizing candidates until no neighbour fits better.
struct Climb {
    /// Points of the template.
    area: f64,
    /// How far to move, as shares of the logo's width: from half a coarse pixel down.
    steps: &'static [f64],
    /// Moves of one length after which a candidate has left the place it started from.
    moves: usize,
}

impl Climb {
    /// Returns where the candidates end, best first.
    fn from(&self, candidates: Vec<Candidate>, frame: &Pyramid, logo: &Mask) -> Vec<Candidate> {
        let templates: Vec<Template> =
            logo.sides().map(|side| logo.template(side, self.area)).collect();
        let climbed = candidates.into_iter().filter_map(|candidate| {
            let template = templates.get(candidate.template)?;
            Some(self.settle(candidate, |place| template.score_at(frame, place, logo.aspect())))
        });
        let mut climbed: Vec<Candidate> = climbed.collect();
        climbed.sort_by(|a, b| b.score.total_cmp(&a.score));
        climbed
    }

    fn settle(&self, start: Candidate, fit: impl Fn(&Candidate) -> f64) -> Candidate {
        let score = |place: Candidate| Candidate { score: fit(&place), ..place };
        let mut best = score(start);
        for step in self.steps {
            for _ in 0..self.moves {
                let better = best
                    .neighbours(*step)
                    .map(score)
                    .into_iter()
                    .max_by(|a, b| a.score.total_cmp(&b.score))
                    .filter(|neighbour| neighbour.score > best.score);
                let Some(better) = better else { break };
                best = better;
            }
        }
        best
    }
}

#[cfg(test)]
mod tests;

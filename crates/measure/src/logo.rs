//! Finding a logo in a frame.
//!
//! Normalised cross-correlation over many sizes: first coarsely over the whole frame, then finely
//! around the best places. It is blind to colour, and for a logo of one tone blind to whether it is
//! lighter or darker than its ground, because brands print theirs both ways. A match says where the
//! shape is; whether its colours are right is for somebody else to say.

mod coarse;
mod pyramid;
mod template;

use coarse::Candidate;
use model::unit::Region;
use pyramid::Pyramid;
use std::ops::RangeInclusive;

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

/// How well a logo fits, and where.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Normalised cross-correlation, −1 to 1.
    pub score: f64,
    /// The logo's bounding box, in pixels of the frame.
    pub region: Region,
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
}

/// Finds the place where the logo fits best among the sizes, given as shares of the frame's width;
/// nothing when it fits into the frame at none of them.
pub fn find(frame: &Frame, logo: &Mask, sizes: &RangeInclusive<f64>) -> Option<Found> {
    let coarse = coarse::candidates(&frame.pyramid, logo, sizes);
    let middle = Climb { area: MIDDLE_AREA, steps: &[0.04, 0.02], moves: 3 };
    let close = Climb { area: CLOSE_AREA, steps: &[0.04, 0.02, 0.01, 0.004], moves: 8 };
    let mut candidates = middle.from(coarse, &frame.pyramid, logo);
    candidates.truncate(LOOKED_AT_CLOSELY);
    let found = close.from(candidates, &frame.pyramid, logo);
    let best = found.first()?;
    Some(Found { score: best.score, region: logo.bounds(best, frame.pyramid.size()) })
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

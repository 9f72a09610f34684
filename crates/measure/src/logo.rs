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

/// Widths of a logo that are looked for, as shares of the frame's width.
pub const SIZES: RangeInclusive<f64> = 0.06..=0.40;

/// How many places are looked at closely.
const LOOKED_AT_CLOSELY: usize = 12;

/// Samples across a template at close range; more told no more logos apart.
const CLOSE_AREA: f64 = 1500.0;

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
    let mut candidates = coarse::candidates(&frame.pyramid, logo, sizes);
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    candidates
        .into_iter()
        .take(LOOKED_AT_CLOSELY)
        .map(|candidate| settle(&frame.pyramid, logo, candidate))
        .max_by(|a, b| a.score.total_cmp(&b.score))
        .map(|best| Found { score: best.score, region: logo.bounds(&best, frame.pyramid.size()) })
}

/// Moves and resizes a candidate until no neighbour fits better.
fn settle(frame: &Pyramid, logo: &Mask, coarse: Candidate) -> Candidate {
    let template = logo.template(coarse.template, CLOSE_AREA);
    let score = |place: Candidate| Candidate {
        score: template.score_at(frame, &place, logo.aspect()),
        ..place
    };
    let mut best = score(coarse);
    // Shares of the logo's width: from half a coarse pixel down to a fraction of a close one.
    for step in [0.04, 0.02, 0.01, 0.004] {
        // A climb that has not ended after eight moves has left the place it started from.
        for _ in 0..8 {
            let better = best
                .neighbours(step)
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

#[cfg(test)]
mod tests;

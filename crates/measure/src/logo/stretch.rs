//! Whether a logo was stretched: its two sides settle apart from each other.

use super::coarse::Candidate;
use super::pyramid::{Area, Pyramid};
use super::template::Mask;
use super::{CLOSE_AREA, Found};

/// How far a side moves, as a share of it.
const STEPS: [f64; 5] = [0.04, 0.02, 0.01, 0.005, 0.0025];

/// Moves of one length after which the place it started from is left.
const MOVES: usize = 8;

/// Settles the sides of a logo that was found at a place in `shape`, which is `logo` or `logo`
/// stretched.
pub(super) fn settled(frame: &Pyramid, shape: &Mask, logo: &Mask, start: &Candidate) -> Found {
    let template = shape.close_template(start.template, CLOSE_AREA);
    let fit = |place: &Area| template.score_in(frame, &shape.close(place));
    let mut place = start.area(shape.aspect());
    let mut score = fit(&place);
    for step in STEPS {
        for _ in 0..MOVES {
            let near = neighbours(&place, step).map(|near| (fit(&near), near));
            let better = near.into_iter().max_by(|a, b| a.0.total_cmp(&b.0));
            let Some(better) = better.filter(|better| better.0 > score) else { break };
            (score, place) = better;
        }
    }
    Found {
        score,
        region: logo.bounds(&place, frame.size()),
        stretch: place.w / place.h / logo.aspect(),
        place,
    }
}

/// Moves each side by a share, and resizes each about its middle.
fn neighbours(place: &Area, share: f64) -> [Area; 8] {
    let (dx, dy) = (place.w * share, place.h * share);
    let moved = |x: f64, y: f64| Area { x: place.x + x, y: place.y + y, ..*place };
    let wider = |by: f64| Area { w: place.w + by, ..moved(-by / 2.0, 0.0) };
    let higher = |by: f64| Area { h: place.h + by, ..moved(0.0, -by / 2.0) };
    [
        moved(dx / 2.0, 0.0),
        moved(-dx / 2.0, 0.0),
        moved(0.0, dy / 2.0),
        moved(0.0, -dy / 2.0),
        wider(dx),
        wider(-dx),
        higher(dy),
        higher(-dy),
    ]
}

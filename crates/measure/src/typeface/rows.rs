//! The size of letters, found from how much of each row they cover.

use super::ink::Ink;
use super::place::Glyph;
use std::collections::BTreeMap;

/// Sizes that are tried, from one to the next: first roughly, then around the best.
const STEP: f32 = 1.05;
const FINE_STEP: f32 = 1.012;

/// Ems that are tried, as shares of the height of the line's rectangle.
const SMALLEST: f32 = 0.45;
const LARGEST: f32 = 1.7;

/// How much of each row the words cover when set at some size.
pub(super) struct Rows {
    em: f32,
    covers: Vec<f32>,
    /// Rows above the baseline.
    up: i32,
}

impl Rows {
    /// Adds up the letters of some words, drawn with an em of so many pixels; none where nothing
    /// is drawn.
    pub(super) fn of(glyphs: &BTreeMap<char, Glyph>, words: &str, em: f32) -> Option<Self> {
        let up = (em * 1.3) as i32;
        let mut covers = vec![0.0_f32; (em * 1.9) as usize];
        let set = words.chars().filter_map(|letter| glyphs.get(&letter));
        for glyph in set.filter(|glyph| glyph.width > 0) {
            for (row, cover) in (up - glyph.top..).zip(glyph.coverage.chunks(glyph.width)) {
                let sum = usize::try_from(row).ok().and_then(|row| covers.get_mut(row));
                if let Some(sum) = sum {
                    *sum += cover.iter().map(|cover| f32::from(*cover)).sum::<f32>() / 255.0;
                }
            }
        }
        (covers.iter().sum::<f32>() > 0.0).then_some(Self { em, covers, up })
    }

    /// Returns how many pixels the words cover at an em.
    pub(super) fn mass(&self, em: f32) -> f32 {
        self.covers.iter().sum::<f32>() * (em / self.em) * (em / self.em)
    }

    /// Finds the em at which the words cover the rows of a line best.
    pub(super) fn size(&self, ink: &Ink) -> Option<f32> {
        let rows = ink.rows();
        let height = ink.height as f32;
        let rough = self.best(&rows, height * SMALLEST, height * LARGEST, STEP)?;
        self.best(&rows, rough / STEP, rough * STEP, FINE_STEP)
    }

    fn best(&self, rows: &[f32], from: f32, to: f32, step: f32) -> Option<f32> {
        let sizes = std::iter::successors(Some(from), |em| Some(em * step));
        let scored = sizes.take_while(|em| *em <= to).map(|em| (self.stand(rows, em).0, em));
        scored.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, em)| em)
    }

    /// Finds the row on which the baseline stands at an em.
    pub(super) fn baseline(&self, ink: &Ink, em: f32) -> i32 {
        self.stand(&ink.rows(), em).1
    }

    fn stand(&self, rows: &[f32], em: f32) -> (f32, i32) {
        let (scaled, up) = self.scaled(em / self.em);
        let score = |baseline: i32| (correlation(rows, &scaled, baseline - up), baseline);
        let baselines = (0..).zip(rows).map(|(baseline, _)| baseline);
        let best = baselines.map(score).max_by(|a, b| a.0.total_cmp(&b.0));
        best.unwrap_or_default()
    }

    /// Stretches the rows; the baseline stays between two of them.
    fn scaled(&self, by: f32) -> (Vec<f32>, i32) {
        let up = (self.up as f32 * by).ceil() as i32;
        let down = ((self.covers.len() as f32 - self.up as f32) * by).ceil() as i32;
        let at = |place: f32| {
            let (row, part) = (place.floor(), place - place.floor());
            let of = |row: f32| {
                if row < 0.0 { 0.0 } else { self.covers.get(row as usize).copied().unwrap_or(0.0) }
            };
            of(row) * (1.0 - part) + of(row + 1.0) * part
        };
        let value = |row: i32| at((row as f32 + 0.5) / by + self.up as f32 - 0.5);
        ((-up..down).map(value).collect(), up)
    }
}

/// Correlates rows with others that begin at `from`. What of the others falls outside counts
/// against them.
fn correlation(rows: &[f32], others: &[f32], from: i32) -> f32 {
    let (mut ab, mut aa, mut bb, mut a, mut b) = (0.0, 0.0, 0.0, 0.0, 0.0_f32);
    for (at, row) in (-from..).zip(rows) {
        let other = usize::try_from(at).ok().and_then(|at| others.get(at));
        let other = other.copied().unwrap_or(0.0);
        ab += row * other;
        aa += row * row;
        bb += other * other;
        a += row;
        b += other;
    }
    let count = rows.len().max(1) as f32;
    let spread = ((aa - a * a / count) * (bb - b * b / count)).max(1e-9).sqrt();
    let inside = b / others.iter().sum::<f32>().max(1e-6);
    (ab - a * b / count) / spread * inside
}

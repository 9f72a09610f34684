//! Laying letters over the ink of a line, each where it fits.

use super::ink::{Ink, blurred, byte};
use std::collections::BTreeMap;

/// A letter of a typeface, drawn at some size.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// How far the next letter stands from this one, pixels.
    pub advance: f32,
    /// From the pen to the first column, pixels.
    pub left: i32,
    /// From the baseline up to the top of the first row, pixels.
    pub top: i32,
    /// Columns.
    pub width: usize,
    /// Coverage row by row, 0 to 255; empty for a space.
    pub coverage: Vec<u8>,
}

/// How far from where it should a letter may stand, in ems.
const REACH: f32 = 0.4;

/// What it costs when a letter stands an em off from where the one before asks for it.
const COST: f32 = 0.6;

/// A letter that can be compared: softened as the ink is, with its sums.
pub(super) struct Stamp {
    glyph: Glyph,
    sum: f32,
    spread: f32,
}

impl Stamp {
    /// Softens a letter; none for a space.
    pub(super) fn of(glyph: &Glyph) -> Option<Self> {
        if glyph.width == 0 {
            return None;
        }
        let (width, rows) = (glyph.width + 2, glyph.coverage.len() / glyph.width + 2);
        let mut cover = vec![0.0; width * rows];
        let inner = cover.chunks_mut(width).skip(1);
        for (to, from) in inner.zip(glyph.coverage.chunks(glyph.width)) {
            to.iter_mut().skip(1).zip(from).for_each(|(to, from)| *to = f32::from(*from) / 255.0);
        }
        let coverage: Vec<u8> = blurred(&cover, width).into_iter().map(byte).collect();
        let sum = coverage.iter().map(|cover| f32::from(*cover)).sum::<f32>();
        let squares = coverage.iter().map(|cover| f32::from(*cover) * f32::from(*cover));
        let spread = squares.sum::<f32>() - sum * sum / coverage.len() as f32;
        let (left, top) = (glyph.left - 1, glyph.top + 1);
        let glyph = Glyph { advance: glyph.advance, left, top, width, coverage };
        Some(Self { glyph, sum, spread })
    }

    /// Correlates the letter with the ink at a place, −1 to 1.
    pub(super) fn alike(&self, ink: &Ink, pen: i32, baseline: i32) -> f32 {
        let Glyph { left, top, width, coverage, .. } = &self.glyph;
        let Some(rows) = ink.from(pen + left, baseline - top, *width) else { return 0.0 };
        let (mut both, mut sum, mut squares) = (0_u32, 0_u32, 0_u32);
        for (own, seen) in coverage.chunks_exact(*width).zip(rows) {
            for (own, seen) in own.iter().zip(seen) {
                let (own, seen) = (u32::from(*own), u32::from(*seen));
                both += own * seen;
                sum += seen;
                squares += seen * seen;
            }
        }
        let (both, sum, count) = (both as f32, sum as f32, coverage.len() as f32);
        let spread = self.spread * (squares as f32 - sum * sum / count);
        if spread <= 1.0 { 0.0 } else { (both - self.sum * sum / count) / spread.sqrt() }
    }
}

/// A letter and where its pen stands if nothing is off.
pub(super) struct Place {
    pub(super) letter: char,
    pub(super) pen: f32,
}

/// Spreads letters from the first column with ink to the last one: first as wide as they are, then
/// with as much more or less between them as is left over.
pub(super) fn places(ink: &Ink, words: &str, glyphs: &BTreeMap<char, Glyph>) -> Option<Vec<Place>> {
    let mut pen = 0.0;
    let mut places = Vec::new();
    let mut numbers = Vec::new();
    for (number, letter) in words.chars().enumerate() {
        let Some(glyph) = glyphs.get(&letter) else { continue };
        if glyph.width > 0 {
            places.push(Place { letter, pen });
            numbers.push(number as f32);
        }
        pen += glyph.advance;
    }
    let (first, last) = (places.first()?, places.last()?);
    let (opening, closing) = (glyphs.get(&first.letter)?, glyphs.get(&last.letter)?);
    let left = first.pen + opening.left as f32;
    let right = last.pen + closing.left as f32 + closing.width as f32;
    let (from, to) = ink.sides()?;
    let (begin, end) = (numbers.first().copied()?, numbers.last().copied()?);
    let spacing = ((to - from) as f32 - (right - left)) / f32::max(end - begin, 1.0);
    for (place, number) in places.iter_mut().zip(numbers) {
        place.pen += from as f32 - left + spacing * (number - begin);
    }
    Some(places)
}

/// Finds the columns on which the letters fit best, each near where the one before asks for it.
pub(super) fn columns(
    ink: &Ink,
    places: &[Place],
    stamps: &BTreeMap<char, Stamp>,
    baseline: i32,
    em: f32,
) -> Vec<i32> {
    let reach = (em * REACH).round().max(2.0) as i32;
    let cost = |states: i32| COST * states.abs() as f32 / em;
    let column = |place: &Place, state: i32| place.pen.round() as i32 + state - reach;
    let alike = |place: &Place, state: i32| {
        let stamp = stamps.get(&place.letter);
        stamp.map_or(0.0, |stamp| stamp.alike(ink, column(place, state), baseline))
    };
    let states = || 0..=2 * reach;
    let mut sums: Vec<f32> = states().map(|state| -cost(state - reach)).collect();
    let mut came_from: Vec<Vec<i32>> = Vec::with_capacity(places.len());
    for place in places {
        let best = |state: i32| {
            let asked = (0..).zip(&sums).map(|(other, sum)| (sum - cost(other - state), other));
            asked.max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((0.0, state))
        };
        let (next, from) = states()
            .map(|state| {
                let (sum, other) = best(state);
                (sum + alike(place, state), other)
            })
            .unzip();
        sums = next;
        came_from.push(from);
    }
    let best = (0..).zip(&sums).max_by(|a, b| a.1.total_cmp(b.1));
    let mut state = best.map_or(reach, |(state, _)| state);
    let mut columns = Vec::with_capacity(places.len());
    for (place, from) in places.iter().zip(&came_from).rev() {
        columns.push(column(place, state));
        state = from.get(state as usize).copied().unwrap_or(state);
    }
    columns.reverse();
    columns
}

//! How well the words of a line fit in a typeface, at the size and weight that fit best.

use super::ink::{EM, Ink};
use super::place::{Glyph, Stamp, columns, places};
use super::rows::Rows;
use std::collections::BTreeMap;

/// Plain strokes and dots look alike in every typeface.
const PLAIN: &str = "ilI1|.,:;'’‘-–—_!/\\\"“”·•°";

/// The share of letters that may be less like: misread ones, those that touch a frame, ligatures.
const LESS_LIKE: f32 = 1.0 / 3.0;

/// The share of letters that a typeface may lack; with more, the words are not for it.
const MOST_LACKING: f32 = 0.2;

/// Likeness above which no other size or weight is tried.
const SURE: f32 = 0.93;

/// Likeness below which no other size or weight helps.
const HOPELESS: f32 = 0.7;

/// Other sizes that are tried, and other weights.
const SIZES: [f32; 2] = [0.97, 1.03];
const WEIGHTS: [f32; 2] = [-120.0, 120.0];

/// How well a typeface fits a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// What two thirds of the letters reach, by normalised cross-correlation: −1 to 1.
    pub likeness: f32,
    /// How many letters were compared.
    pub letters: usize,
    /// The em, pixels of the picture.
    pub em: f32,
    /// The weight.
    pub weight: u16,
}

/// Fits words to a line. `weights` are the lightest and the boldest weight of the typeface; `draw`
/// draws a letter in a weight with an em of so many pixels, or nothing where it lacks the letter.
/// None where no letter tells typefaces apart.
pub fn fit(
    ink: &Ink,
    words: &str,
    weights: (u16, u16),
    draw: &mut dyn FnMut(char, u16, f32) -> Option<Glyph>,
) -> Option<Fit> {
    let (lightest, boldest) = weights;
    let middle = lightest.midpoint(boldest);
    let mut rows = |weight: u16| Rows::of(&drawn(words, weight, EM, draw), words, EM);
    let own = rows(middle)?;
    let size = own.size(ink)?;
    let mut weight = middle;
    if lightest < boldest {
        let mass: f32 = ink.rows().iter().sum();
        let known = [(lightest, rows(lightest)?), (middle, own), (boldest, rows(boldest)?)];
        let masses = known.map(|(weight, rows)| (f32::from(weight), rows.mass(size)));
        weight = weight_of(mass, masses);
    }
    let clamped = |weight: f32| (weight as u16).clamp(lightest, boldest);
    let mut best = set(ink, words, weight, size, draw)?;
    let is_open = |best: &Fit| best.likeness < SURE && best.likeness > HOPELESS;
    let own_size = best.em;
    for by in SIZES {
        if is_open(&best) {
            best = better(best, set(ink, words, weight, own_size * by, draw));
        }
    }
    for by in WEIGHTS {
        let other = clamped(f32::from(weight) + by);
        if is_open(&best) && other != weight {
            best = better(best, set(ink, words, other, best.em, draw));
        }
    }
    Some(Fit { em: best.em / ink.scale, ..best })
}

fn better(one: Fit, other: Option<Fit>) -> Fit {
    other.filter(|other| other.likeness > one.likeness).unwrap_or(one)
}

/// Returns the weight that covers so many pixels, between those for which it is known.
fn weight_of(mass: f32, known: [(f32, f32); 3]) -> u16 {
    let [light, middle, bold] = known;
    let (from, to) = if mass < middle.1 { (light, middle) } else { (middle, bold) };
    let share = ((mass - from.1) / (to.1 - from.1).max(1e-6)).clamp(0.0, 1.0);
    (from.0 + (to.0 - from.0) * share) as u16
}

fn drawn(
    words: &str,
    weight: u16,
    em: f32,
    draw: &mut dyn FnMut(char, u16, f32) -> Option<Glyph>,
) -> BTreeMap<char, Glyph> {
    let mut glyphs = BTreeMap::new();
    for letter in words.chars() {
        if !glyphs.contains_key(&letter)
            && let Some(glyph) = draw(letter, weight, em)
        {
            glyphs.insert(letter, glyph);
        }
    }
    glyphs
}

/// Sets the words at a size in a weight and compares letter by letter.
fn set(
    ink: &Ink,
    words: &str,
    weight: u16,
    em: f32,
    draw: &mut dyn FnMut(char, u16, f32) -> Option<Glyph>,
) -> Option<Fit> {
    let glyphs = drawn(words, weight, em, draw);
    let signs = words.chars().filter(|letter| !letter.is_whitespace()).count();
    let lacking = words.chars().filter(|l| !l.is_whitespace() && !glyphs.contains_key(l)).count();
    if lacking as f32 > signs as f32 * MOST_LACKING {
        return None;
    }
    let places = places(ink, words, &glyphs)?;
    let stamps: BTreeMap<char, Stamp> =
        glyphs.iter().filter_map(|(letter, glyph)| Some((*letter, Stamp::of(glyph)?))).collect();
    let baseline = Rows::of(&glyphs, words, em)?.baseline(ink, em);
    let columns = columns(ink, &places, &stamps, baseline, em);
    let mut letters = Vec::new();
    for (place, column) in places.iter().zip(&columns) {
        if !PLAIN.contains(place.letter)
            && let Some(stamp) = stamps.get(&place.letter)
        {
            let near = (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (column + dx, baseline + dy)));
            letters.push(near.map(|(x, y)| stamp.alike(ink, x, y)).fold(-1.0, f32::max));
        }
    }
    letters.sort_by(f32::total_cmp);
    let at = (letters.len().checked_sub(1)? as f32 * LESS_LIKE).round() as usize;
    let likeness = *letters.get(at)?;
    Some(Fit { likeness, letters: letters.len(), em, weight })
}

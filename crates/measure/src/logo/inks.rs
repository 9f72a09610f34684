//! The colours a logo is drawn in, and where in it each of them lies.

use super::pyramid::Pyramid;
use crate::colour::distance;
use model::colour::Colour;

/// Colours of a logo at most: more are shades of these.
const MOST: usize = 4;

/// Colours nearer than this, ΔE00, are shades of one.
const APART: f64 = 14.0;

/// A colour on less of the logo than this is an edge.
const LEAST_SHARE: f64 = 0.04;

/// Pixels less opaque than this are edges, and have their colour from both sides.
const OPAQUE: u8 = 200;

/// One colour of a logo.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ink {
    pub(super) colour: Colour,
    /// Its share of the logo's opaque pixels.
    pub(super) share: f64,
    /// How much of each point it covers, 0 to 1.
    pub(super) cover: Pyramid,
}

/// Returns the colours of a drawing, largest first; where each lies follows from which of them is
/// nearest.
pub(super) fn inks(pixels: &[[u8; 4]], width: usize, height: usize) -> Vec<Ink> {
    let colours = leading(pixels);
    let nearest = |pixel: &[u8; 4]| {
        let own = colour(*pixel);
        let off = |of: &Colour| square(*of, own);
        colours.iter().enumerate().min_by_key(|(_, of)| off(of)).map_or(0, |(at, _)| at)
    };
    let belongs: Vec<usize> = pixels.iter().map(nearest).collect();
    let opaque = pixels.iter().filter(|pixel| pixel[3] >= OPAQUE).count().max(1) as f64;
    let ink = |(number, colour): (usize, &Colour)| {
        let own = || pixels.iter().zip(&belongs).filter(move |(_, of)| **of == number);
        let share = own().filter(|(pixel, _)| pixel[3] >= OPAQUE).count() as f64 / opaque;
        let cover = |(pixel, of): (&[u8; 4], &usize)| {
            if *of == number { f32::from(pixel[3]) / 255.0 } else { 0.0 }
        };
        let cover = pixels.iter().zip(&belongs).map(cover).collect();
        Ink { colour: *colour, share, cover: Pyramid::new(width, height, cover) }
    };
    colours.iter().enumerate().map(ink).collect()
}

/// Returns the colours that cover most, each apart from those before it.
fn leading(pixels: &[[u8; 4]]) -> Vec<Colour> {
    const BUCKETS: usize = 1 << 12;
    let mut buckets = vec![(0_u64, [0_u64; 3]); BUCKETS];
    let opaque = || pixels.iter().filter(|pixel| pixel[3] >= OPAQUE);
    for [r, g, b, _] in opaque() {
        let at = usize::from(r >> 4) << 8 | usize::from(g >> 4) << 4 | usize::from(b >> 4);
        if let Some((count, sums)) = buckets.get_mut(at) {
            *count += 1;
            sums.iter_mut().zip([r, g, b]).for_each(|(sum, part)| *sum += u64::from(*part));
        }
    }
    buckets.retain(|(count, _)| *count > 0);
    buckets.sort_by(|a, b| b.cmp(a));
    let least = opaque().count() as f64 * LEAST_SHARE;
    let mut leading: Vec<Colour> = Vec::new();
    for (count, [r, g, b]) in buckets {
        let mean = |sum: u64| (sum / count) as u8;
        let new = Colour { r: mean(r), g: mean(g), b: mean(b) };
        let is_apart = leading.iter().all(|old| distance(*old, new).0 > APART);
        let is_enough = leading.is_empty() || count as f64 >= least;
        if is_apart && is_enough && leading.len() < MOST {
            leading.push(new);
        }
    }
    leading
}

fn square(a: Colour, b: Colour) -> u32 {
    [(a.r, b.r), (a.g, b.g), (a.b, b.b)].map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).iter().sum()
}

const fn colour([r, g, b, _]: [u8; 4]) -> Colour {
    Colour { r, g, b }
}

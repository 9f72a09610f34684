//! What layers are painted on: premultiplied 8-bit pixels and the few ways to lay ink on them.

use crate::pixels::{Pixels, area};
use model::colour::Colour;
use model::unit::{Region, Size};

/// Solid ink; weights are shares of this.
pub(crate) const SOLID: u32 = 1 << 16;

/// Rounds to nearest; dithering uses other values.
const HALF: u32 = SOLID / 2;

/// Thresholds of an 8×8 ordered dither (Bayer 1973), 0 to 63.
const BAYER: [[u32; 8]; 8] = [
    [0, 32, 8, 40, 2, 34, 10, 42],
    [48, 16, 56, 24, 50, 18, 58, 26],
    [12, 44, 4, 36, 14, 46, 6, 38],
    [60, 28, 52, 20, 62, 30, 54, 22],
    [3, 35, 11, 43, 1, 33, 9, 41],
    [51, 19, 59, 27, 49, 17, 57, 25],
    [15, 47, 7, 39, 13, 45, 5, 37],
    [63, 31, 55, 23, 61, 29, 53, 21],
];

/// Pixels being painted.
#[derive(Clone)]
pub(crate) struct Surface {
    pub(crate) size: Size,
    pixels: Vec<[u8; 4]>,
}

impl Surface {
    /// Returns an empty sheet, nothing on it.
    pub(crate) fn clear(size: Size) -> Self {
        Self { size, pixels: vec![[0; 4]; area(size)] }
    }

    /// Returns a sheet of white paper.
    pub(crate) fn paper(size: Size) -> Self {
        Self { size, pixels: vec![[255; 4]; area(size)] }
    }

    /// Returns the premultiplied pixels, row by row.
    pub(crate) fn premultiplied(&self) -> &[[u8; 4]] {
        &self.pixels
    }

    /// Returns the picture with straight alpha.
    pub(crate) fn into_pixels(mut self) -> Pixels {
        for pixel in &mut self.pixels {
            let [r, g, b, alpha] = *pixel;
            if alpha != 255 {
                *pixel = [straight(r, alpha), straight(g, alpha), straight(b, alpha), alpha];
            }
        }
        Pixels { size: self.size, rgba: self.pixels.into_flattened() }
    }

    /// Paints a plain area.
    pub(crate) fn fill(&mut self, place: Region, colour: Colour, weight: u32) {
        for (_, row) in self.rows(place) {
            for pixel in row {
                lay(pixel, colour, weight, HALF);
            }
        }
    }

    /// Paints an area whose ink is given by `weight_at` for each column and row of it.
    pub(crate) fn shade(
        &mut self,
        place: Region,
        colour: Colour,
        weight_at: impl Fn(u32, u32) -> u32,
    ) {
        for (y, row) in self.rows(place) {
            for (x, pixel) in (0..).zip(row) {
                lay(pixel, colour, weight_at(x, y), HALF);
            }
        }
    }

    /// Paints an area whose colour and weight are given for each column and row of it, dithered so
    /// that slow changes show no steps.
    pub(crate) fn blend(&mut self, place: Region, ink_at: impl Fn(u32, u32) -> (Colour, u32)) {
        for (y, row) in self.rows(place) {
            let thresholds = BAYER.get(y as usize % 8).into_iter().flatten().cycle();
            for ((x, pixel), threshold) in (0..).zip(row.iter_mut()).zip(thresholds) {
                let (colour, weight) = ink_at(x, y);
                lay(pixel, colour, weight, threshold * (SOLID / 64) + SOLID / 128);
            }
        }
    }

    /// Paints rows of changing weight, dithered so that slow fades show no steps.
    pub(crate) fn fade(&mut self, place: Region, colour: Colour, weight_at: impl Fn(u32) -> u32) {
        for (y, row) in self.rows(place) {
            let weight = weight_at(y);
            let thresholds = BAYER.get(y as usize % 8).into_iter().flatten().cycle();
            for (pixel, threshold) in row.iter_mut().zip(thresholds) {
                lay(pixel, colour, weight, threshold * (SOLID / 64) + SOLID / 128);
            }
        }
    }

    /// Paints ink through a mask of coverage from 0 to 255 whose corner may lie outside.
    pub(crate) fn ink(&mut self, left: i32, top: i32, width: u32, mask: &[u8], colour: Colour) {
        let (sheet, skip) = (self.size.width as usize, left.min(0).unsigned_abs() as usize);
        let rows = mask.chunks_exact((width as usize).max(1));
        let hidden = top.min(0).unsigned_abs() as usize;
        let paper = self.pixels.chunks_exact_mut(sheet).skip(top.max(0) as usize);
        for (row, coverage) in paper.zip(rows.skip(hidden)) {
            let inked = row.iter_mut().skip(left.max(0) as usize).zip(coverage.iter().skip(skip));
            for (pixel, cover) in inked.filter(|(_, cover)| **cover != 0) {
                lay(pixel, colour, weight_of(*cover), HALF);
            }
        }
    }

    /// Lays a premultiplied picture on it.
    pub(crate) fn place(&mut self, left: u32, top: u32, width: u32, picture: &[[u8; 4]]) {
        let height = (picture.len() / (width as usize).max(1)) as u32;
        let at = Region { x: left, y: top, w: width, h: height };
        let rows = picture.chunks_exact((width as usize).max(1));
        for ((_, row), over) in self.rows(at).zip(rows) {
            for (pixel, above) in row.iter_mut().zip(over) {
                let [.., alpha] = *above;
                if alpha == 255 {
                    *pixel = *above;
                } else if alpha > 0 {
                    let rest = SOLID - weight_of(alpha);
                    for (below, ink) in pixel.iter_mut().zip(above) {
                        *below =
                            ink.saturating_add(((u32::from(*below) * rest + HALF) >> 16) as u8);
                    }
                }
            }
        }
    }

    /// Lays a premultiplied picture on it whose corner may lie outside.
    pub(crate) fn place_at(&mut self, left: i32, top: i32, width: u32, picture: &[[u8; 4]]) {
        let (hidden_rows, hidden) = (top.min(0).unsigned_abs(), left.min(0).unsigned_abs());
        let seen = width.saturating_sub(hidden) as usize;
        let rows = picture.chunks_exact((width as usize).max(1)).skip(hidden_rows as usize);
        for (y, row) in (top.max(0).unsigned_abs()..).zip(rows) {
            if let Some(row) = row.get(row.len() - seen..).filter(|row| !row.is_empty()) {
                self.place(left.max(0).unsigned_abs(), y, seen as u32, row);
            }
        }
    }

    /// Returns the rows of an area with their number in it, cut at the sheet's edges.
    fn rows(&mut self, place: Region) -> impl Iterator<Item = (u32, &mut [[u8; 4]])> {
        let width = self.size.width as usize;
        let left = (place.x as usize).min(width);
        let right = (place.x as usize + place.w as usize).min(width);
        let rows = self.pixels.chunks_exact_mut(width).skip(place.y as usize);
        (0..place.h).zip(rows).filter_map(move |(y, row)| Some((y, row.get_mut(left..right)?)))
    }
}

/// Returns the weight of an opacity from 0 to 1; what is no number is 0.
pub(crate) fn weight(opacity: f64) -> u32 {
    // `clamp` keeps NaN, and the cast makes it 0.
    (opacity.clamp(0.0, 1.0) * f64::from(SOLID)).round() as u32
}

/// Returns the weight of an 8-bit coverage, with 255 solid.
pub(crate) fn weight_of(coverage: u8) -> u32 {
    let coverage = u32::from(coverage);
    coverage * 257 + (coverage >> 7)
}

/// Multiplies a picture's colours with its alpha.
pub(crate) fn premultiply(pixels: &[[u8; 4]]) -> Vec<[u8; 4]> {
    let scaled = |value: u8, alpha: u8| ((u32::from(value) * u32::from(alpha) + 127) / 255) as u8;
    pixels.iter().map(|[r, g, b, a]| [scaled(*r, *a), scaled(*g, *a), scaled(*b, *a), *a]).collect()
}

fn lay(pixel: &mut [u8; 4], colour: Colour, weight: u32, round: u32) {
    let ink = [colour.r, colour.g, colour.b, 255];
    for (below, ink) in pixel.iter_mut().zip(ink) {
        let mixed = u32::from(*below) * (SOLID - weight) + u32::from(ink) * weight;
        *below = ((mixed + round) >> 16) as u8;
    }
}

fn straight(value: u8, alpha: u8) -> u8 {
    let alpha = u32::from(alpha);
    let straight = (u32::from(value) * 255 + alpha / 2).checked_div(alpha).unwrap_or(0);
    straight.min(255) as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_reach_both_ends() {
        assert_eq!((weight_of(0), weight_of(255)), (0, SOLID));
        assert_eq!((weight(-1.0), weight(2.0), weight(f64::NAN)), (0, SOLID, 0));
    }

    #[test]
    fn solid_and_clear_ink_leave_exact_colours() {
        let colour = Colour { r: 1, g: 128, b: 254 };
        let mut pixel = [9, 8, 7, 255];
        lay(&mut pixel, colour, 0, SOLID - 1);
        assert_eq!(pixel, [9, 8, 7, 255]);
        lay(&mut pixel, colour, SOLID, 0);
        assert_eq!(pixel, [1, 128, 254, 255]);
    }

    #[test]
    fn ink_that_begins_outside_is_cut() {
        let mut sheet = Surface::clear(Size { width: 2, height: 2 });
        sheet.ink(-1, -1, 2, &[10, 20, 30, 255], Colour::WHITE);
        let alphas: Vec<u8> = sheet.premultiplied().iter().map(|p| p[3]).collect();
        assert_eq!(alphas, [255, 0, 0, 0]);
    }

    #[test]
    fn colours_come_back_from_premultiplied_ones() {
        let mut sheet = Surface::clear(Size { width: 1, height: 1 });
        let place = Region { x: 0, y: 0, w: 1, h: 1 };
        sheet.fill(place, Colour { r: 255, g: 0, b: 100 }, weight(0.5));
        let [r, g, b, a] = sheet.into_pixels().at(0, 0).unwrap();
        assert_eq!((r, g, a), (255, 0, 128));
        assert!(b.abs_diff(100) <= 1);
    }
}

//! A logo as a shape to look for.

use super::coarse::Candidate;
use super::inks::{Ink, inks};
use super::pyramid::{Area, Pyramid, over};
use model::colour::Colour;
use model::unit::{Region, Size};
use std::sync::Arc;

/// Ground kept around the logo, as a share of its longer side: a plain block has no shape without
/// its outside.
const MARGIN: f64 = 0.08;

/// Ground kept where the sides settle.
const CLOSE_MARGIN: f64 = 0.025;

/// Opaque pixels whose luma spreads less than this are of one tone, and the outline is the shape.
const ONE_TONE: f64 = 0.12;

/// A frame that spreads less than this under the template is flat, and correlates with anything.
const LEAST_CONTRAST: f64 = 0.02;

/// A logo's shape, from its own file.
#[derive(Debug, Clone, PartialEq)]
pub struct Mask {
    /// One for a logo of one tone; two for a logo of many, on white and on black.
    sides: Arc<[Side]>,
    /// Width over height, margin included.
    aspect: f64,
    /// The margin as shares of width and height.
    margin: (f64, f64),
    /// Its colours, and where each of them lies.
    inks: Arc<[Ink]>,
    /// What can be seen of the file's width, as a share of it.
    visible: f64,
}

#[derive(Debug, Clone, PartialEq)]
struct Side {
    pyramid: Pyramid,
    polarity: Polarity,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Polarity {
    /// Lighter or darker than the ground.
    Either,
    /// As in the file.
    AsDrawn,
}

impl Mask {
    /// Reads a logo of RGBA bytes; nothing when there is no shape in it. An opaque file's ground is
    /// the colour of its first corner.
    pub fn from_rgba(rgba: &[u8], width: u32, height: u32) -> Option<Self> {
        let pixels = rgba.as_chunks().0.get(..width as usize * height as usize)?;
        let drawn = with_transparent_ground(pixels);
        let bounds = visible(&drawn, width as usize)?;
        let margin = (f64::from(bounds.w.max(bounds.h)) * MARGIN).ceil() as usize;
        let padded = padded(&drawn, width as usize, bounds, margin);
        let (wide, high) = (bounds.w as usize + 2 * margin, bounds.h as usize + 2 * margin);
        let side = |polarity, value: &dyn Fn([u8; 4]) -> f32| Side {
            pyramid: Pyramid::new(wide, high, padded.iter().copied().map(value).collect()),
            polarity,
        };
        let sides = if spread(&padded) < ONE_TONE {
            vec![side(Polarity::Either, &|pixel| f32::from(pixel[3]) / 255.0)]
        } else {
            vec![
                side(Polarity::AsDrawn, &|pixel| over(pixel, 1.0)),
                side(Polarity::AsDrawn, &|pixel| over(pixel, 0.0)),
            ]
        };
        Some(Self {
            sides: sides.into(),
            aspect: wide as f64 / high as f64,
            margin: (margin as f64 / wide as f64, margin as f64 / high as f64),
            inks: inks(&padded, wide, high).into(),
            visible: f64::from(bounds.w) / f64::from(width.max(1)),
        })
    }

    /// Tells whether the other logo has the same shape: versions of one logo in other colours are
    /// found at the same places.
    pub fn has_shape_of(&self, other: &Self) -> bool {
        self.sides == other.sides
    }

    /// Returns the colour of a logo that has only one.
    pub fn colour(&self) -> Option<Colour> {
        match self.inks.as_ref() {
            [ink] => Some(ink.colour),
            _ => None,
        }
    }

    /// Returns what can be seen of the file's width, as a share of it: files often have empty
    /// margins.
    pub const fn visible(&self) -> f64 {
        self.visible
    }

    /// Returns the shape made wider by `factor` at the same height.
    pub(super) fn stretched(&self, factor: f64) -> Self {
        Self { aspect: self.aspect * factor, ..self.clone() }
    }

    pub(super) fn inks(&self) -> &[Ink] {
        &self.inks
    }

    pub(super) const fn aspect(&self) -> f64 {
        self.aspect
    }

    pub(super) fn sides(&self) -> std::ops::Range<usize> {
        0..self.sides.len()
    }

    /// Returns the width with margin of a logo that is `width` wide without.
    pub(super) fn with_margin(&self, width: f64) -> f64 {
        width / (1.0 - 2.0 * self.margin.0)
    }

    /// Samples one side on a grid of about `area` points.
    pub(super) fn template(&self, side: usize, area: f64) -> Template {
        self.sampled(side, area, |whole| whole)
    }

    /// Samples one side on a grid of about `area` points, with little margin: what stands beside
    /// the logo must not pull at it.
    pub(super) fn close_template(&self, side: usize, area: f64) -> Template {
        self.sampled(side, area, |whole| self.close(&whole))
    }

    /// Cuts most of the margin off a box.
    pub(super) fn close(&self, whole: &Area) -> Area {
        let left_out = 1.0 - CLOSE_MARGIN / MARGIN;
        let (dx, dy) = (whole.w * self.margin.0 * left_out, whole.h * self.margin.1 * left_out);
        Area { x: whole.x + dx, y: whole.y + dy, w: whole.w - 2.0 * dx, h: whole.h - 2.0 * dy }
    }

    fn sampled(&self, side: usize, area: f64, part: impl FnOnce(Area) -> Area) -> Template {
        let columns = (area * self.aspect).sqrt().round().max(4.0);
        let rows = (columns / self.aspect).round().max(4.0);
        let (columns, rows) = (columns as usize, rows as usize);
        let Some(Side { pyramid, polarity }) = self.sides.get(side) else {
            return Template { columns, rows, values: Vec::new(), polarity: Polarity::Either };
        };
        let Size { width, height } = pyramid.size();
        let whole = Area { x: 0.0, y: 0.0, w: f64::from(width), h: f64::from(height) };
        let values = centred(pyramid.grid(&part(whole), columns, rows));
        Template { columns, rows, values, polarity: *polarity }
    }

    /// Returns the bounding box of a place, without the margin, inside the frame.
    pub(super) fn bounds(&self, place: &Area, frame: Size) -> Region {
        let (w, h) = (place.w, place.h);
        let (left, top) = (place.x + w * self.margin.0, place.y + h * self.margin.1);
        let x = left.clamp(0.0, f64::from(frame.width)) as u32;
        let y = top.clamp(0.0, f64::from(frame.height)) as u32;
        Region {
            x,
            y,
            w: ((w * (1.0 - 2.0 * self.margin.0)).round() as u32).min(frame.width - x),
            h: ((h * (1.0 - 2.0 * self.margin.1)).round() as u32).min(frame.height - y),
        }
    }
}

/// A side of a logo at one resolution: mean 0, length 1.
#[derive(Debug, Clone)]
pub(super) struct Template {
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) values: Vec<f32>,
    polarity: Polarity,
}

impl Template {
    /// Returns the correlation from its parts: the product with the frame, and the frame's own
    /// length under the template (the square root of its summed squared distance from its mean).
    pub(super) fn correlation(&self, product: f64, length: f64) -> f64 {
        let points = (self.columns * self.rows) as f64;
        if length < LEAST_CONTRAST * points.sqrt() {
            return 0.0;
        }
        match self.polarity {
            Polarity::Either => (product / length).abs(),
            Polarity::AsDrawn => product / length,
        }
    }

    /// Returns the correlation with a frame at one place.
    pub(super) fn score_at(&self, frame: &Pyramid, place: &Candidate, aspect: f64) -> f64 {
        self.score_in(frame, &place.area(aspect))
    }

    /// Returns the correlation with a part of a frame, of any shape.
    pub(super) fn score_in(&self, frame: &Pyramid, area: &Area) -> f64 {
        let seen = frame.grid(area, self.columns, self.rows);
        let points = seen.len().max(1) as f64;
        let mean = seen.iter().copied().map(f64::from).sum::<f64>() / points;
        let squares: f64 = seen.iter().map(|value| (f64::from(*value) - mean).powi(2)).sum();
        let product: f64 =
            seen.iter().zip(&self.values).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum();
        self.correlation(product, squares.sqrt())
    }
}

fn centred(values: Vec<f32>) -> Vec<f32> {
    let mean = values.iter().sum::<f32>() / values.len().max(1) as f32;
    let length = values.iter().map(|value| (value - mean).powi(2)).sum::<f32>().sqrt().max(1e-6);
    values.into_iter().map(|value| (value - mean) / length).collect()
}

/// Makes the ground of an opaque file transparent, softly, so that edges stay smooth.
fn with_transparent_ground(pixels: &[[u8; 4]]) -> Vec<[u8; 4]> {
    let is_opaque = pixels.iter().all(|pixel| pixel[3] > 250);
    let Some(ground) = pixels.first().copied().filter(|_| is_opaque) else {
        return pixels.to_vec();
    };
    let far = |pixel: &[u8; 4]| {
        pixel.iter().zip(&ground).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or_default()
    };
    let farthest = f64::from(pixels.iter().map(far).max().unwrap_or_default().max(1));
    let lift = |pixel: &[u8; 4]| {
        let alpha = (f64::from(far(pixel)) / farthest * 255.0 * 1.25).min(255.0) as u8;
        [pixel[0], pixel[1], pixel[2], alpha]
    };
    pixels.iter().map(lift).collect()
}

/// Returns the box around everything that can be seen.
fn visible(pixels: &[[u8; 4]], width: usize) -> Option<Region> {
    let seen = || pixels.iter().enumerate().filter(|(_, pixel)| pixel[3] > 40).map(|(at, _)| at);
    let (left, right) = (seen().map(|at| at % width).min()?, seen().map(|at| at % width).max()?);
    let (top, bottom) = (seen().min()? / width, seen().max()? / width);
    Some(Region {
        x: left as u32,
        y: top as u32,
        w: (right - left + 1) as u32,
        h: (bottom - top + 1) as u32,
    })
}

/// Cuts the box out and puts a transparent margin around it.
fn padded(pixels: &[[u8; 4]], width: usize, bounds: Region, margin: usize) -> Vec<[u8; 4]> {
    let clear = |count: usize| std::iter::repeat_n([0_u8; 4], count);
    let wide = bounds.w as usize + 2 * margin;
    let rows = pixels.chunks(width).skip(bounds.y as usize).take(bounds.h as usize);
    let inside = rows.flat_map(|row| {
        let cut = row.iter().copied().skip(bounds.x as usize).take(bounds.w as usize);
        clear(margin).chain(cut).chain(clear(margin))
    });
    clear(wide * margin).chain(inside).chain(clear(wide * margin)).collect()
}

/// Returns the standard deviation of luma among opaque pixels.
fn spread(pixels: &[[u8; 4]]) -> f64 {
    let opaque = || pixels.iter().filter(|pixel| pixel[3] > 200).map(|p| f64::from(over(*p, 0.0)));
    let count = opaque().count().max(1) as f64;
    let mean = opaque().sum::<f64>() / count;
    (opaque().map(|luma| (luma - mean).powi(2)).sum::<f64>() / count).sqrt()
}

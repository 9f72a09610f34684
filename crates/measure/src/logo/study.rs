//! A closer look at the place where a logo was found: its colours, and the room around it.

use super::pyramid::{Area, Pyramid};
use super::template::Mask;
use super::{Found, clear};
use model::colour::Colour;
use model::unit::{Ratio, Region, Size};

/// Points at which the place is looked at; fewer where the logo has fewer pixels.
const AREA: f64 = 4000.0;

/// What was seen of a logo at its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Study {
    /// How well the pixels that look like the logo's ink stand where the logo has ink, −1 to 1; for
    /// logos of one colour. Ground of any pattern does not lower it.
    pub likeness: Option<f64>,
    /// Each colour of the logo's file, and the one that stands in its place.
    pub inks: Vec<InkSeen>,
    /// How far the ground around stays even, as a share of the logo's height, up to 1; absent where
    /// it is not even to begin with.
    pub clear: Option<Ratio>,
}

/// A colour of a logo, as in its file and as found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InkSeen {
    /// In the file.
    pub own: Colour,
    /// In the frame.
    pub seen: Colour,
    /// Its share of the logo.
    pub share: Ratio,
}

/// Looks closely at a logo that was found in a frame of RGBA bytes; nothing when there are fewer
/// bytes than the size says.
pub fn study(rgba: &[u8], size: Size, logo: &Mask, found: &Found) -> Option<Study> {
    let (cut, place) = Cut::around(rgba, size, &found.place)?;
    let aspect = place.w / place.h;
    let points = AREA.min(place.w * place.h).max(16.0);
    let columns = (points * aspect).sqrt().round().max(4.0);
    let rows = (columns / aspect).round().max(4.0);
    let (columns, rows) = (columns as usize, rows as usize);
    let seen = cut.points(&place, columns, rows)?;
    let covers: Vec<Vec<f32>> = logo
        .inks()
        .iter()
        .map(|ink| {
            let Size { width, height } = ink.cover.size();
            let whole = Area { x: 0.0, y: 0.0, w: f64::from(width), h: f64::from(height) };
            ink.cover.grid(&whole, columns, rows)
        })
        .collect();
    let colours = unmixed(&seen, &covers)?;
    let inks = logo.inks().iter().zip(&colours).map(|(ink, seen)| InkSeen {
        own: ink.colour,
        seen: rounded(*seen),
        share: Ratio(ink.share),
    });
    let likeness = match (covers.as_slice(), colours.as_slice()) {
        ([cover], [ink, _]) => Some(likeness(&seen, cover, *ink)),
        _ => None,
    };
    let clear = clear::space(rgba, size, found.region, contrast(&colours));
    Some(Study { likeness, inks: inks.collect(), clear })
}

/// Returns by how much a channel of an ink differs from the ground's at most; the ground comes last.
fn contrast(colours: &[Rgb]) -> f64 {
    let Some((ground, inks)) = colours.split_last() else {
        return 0.0;
    };
    let parts = inks.iter().flat_map(|ink| ink.iter().zip(ground));
    parts.map(|(ink, ground)| (ink - ground).abs()).fold(0.0, f64::max)
}

type Rgb = [f64; 3];

/// A part of a frame as three channels.
struct Cut {
    channels: [Pyramid; 3],
}

impl Cut {
    /// Cuts out a box; returns it with the box in its own pixels.
    fn around(rgba: &[u8], size: Size, place: &Area) -> Option<(Self, Area)> {
        let (width, height) = (size.width as usize, size.height as usize);
        let pixels = rgba.as_chunks::<4>().0.get(..width.checked_mul(height)?)?;
        let begin = |at: f64| (at.max(0.0)) as usize;
        let end = |at: f64, end: usize| (at.max(0.0).ceil() as usize).min(end);
        let (left, top) = (begin(place.x - 2.0).min(width), begin(place.y - 2.0).min(height));
        let right = end(place.x + place.w + 2.0, width);
        let bottom = end(place.y + place.h + 2.0, height);
        let (wide, high) = (right.checked_sub(left)?, bottom.checked_sub(top)?);
        if wide == 0 || high == 0 {
            return None;
        }
        let region = Region { x: left as u32, y: top as u32, w: wide as u32, h: high as u32 };
        let inside: Vec<[u8; 4]> = rows(pixels, width, region).flatten().copied().collect();
        let channel = |at: usize| {
            let value = |pixel: &[u8; 4]| {
                let alpha = f32::from(pixel[3]) / 255.0;
                let part = pixel.get(at).copied().unwrap_or_default();
                f32::from(part) * alpha + 255.0 * (1.0 - alpha)
            };
            Pyramid::new(wide, high, inside.iter().map(value).collect())
        };
        let channels = [channel(0), channel(1), channel(2)];
        let own = Area { x: place.x - left as f64, y: place.y - top as f64, ..*place };
        Some((Self { channels }, own))
    }

    fn points(&self, place: &Area, columns: usize, rows: usize) -> Option<Vec<Rgb>> {
        let [red, green, blue] =
            self.channels.each_ref().map(|channel| channel.grid(place, columns, rows));
        let three = red.iter().zip(&green).zip(&blue);
        let points: Vec<Rgb> = three.map(|((r, g), b)| [*r, *g, *b].map(f64::from)).collect();
        (points.len() == columns * rows).then_some(points)
    }
}

/// Returns the rows of a region of a picture.
pub(super) fn rows(
    pixels: &[[u8; 4]],
    width: usize,
    region: Region,
) -> impl Iterator<Item = &[[u8; 4]]> {
    let (x, w) = (region.x as usize, region.w as usize);
    let rows = pixels.chunks_exact(width.max(1)).skip(region.y as usize).take(region.h as usize);
    rows.map(move |row| row.get(x..x + w).unwrap_or_default())
}

/// Finds the colours of which the points are mixed: least squares over how much each colour covers
/// of each point. The last one is the ground's.
fn unmixed(seen: &[Rgb], covers: &[Vec<f32>]) -> Option<Vec<Rgb>> {
    let count = covers.len() + 1;
    let mut matrix = vec![vec![0.0; count + 3]; count];
    for (at, point) in seen.iter().enumerate() {
        let mut shares: Vec<f64> = covers
            .iter()
            .map(|cover| f64::from(cover.get(at).copied().unwrap_or_default()))
            .collect();
        shares.push((1.0 - shares.iter().sum::<f64>()).max(0.0));
        for (row, share) in matrix.iter_mut().zip(&shares) {
            for (cell, other) in row.iter_mut().zip(shares.iter().chain(point)) {
                *cell += share * other;
            }
        }
    }
    solved(matrix)
}

/// Solves for three right-hand sides by elimination with pivots.
fn solved(mut matrix: Vec<Vec<f64>>) -> Option<Vec<Rgb>> {
    let count = matrix.len();
    for column in 0..count {
        let pivot = (column..count).max_by(|a, b| {
            let size =
                |row: &usize| matrix.get(*row).and_then(|r| r.get(column)).map_or(0.0, |v| v.abs());
            size(a).total_cmp(&size(b))
        })?;
        matrix.swap(column, pivot);
        let lead = matrix.get(column)?.clone();
        let by = lead.get(column).copied().filter(|by| by.abs() > 1e-6)?;
        for (at, row) in matrix.iter_mut().enumerate() {
            let factor = row.get(column).copied()? / by;
            if at != column {
                row.iter_mut().zip(&lead).for_each(|(cell, above)| *cell -= factor * above);
            }
        }
    }
    let row = |(at, row): (usize, &Vec<f64>)| {
        let by = row.get(at)?;
        let right = row.get(count..)?;
        Some([right.first()? / by, right.get(1)? / by, right.get(2)? / by])
    };
    matrix.iter().enumerate().map(row).collect()
}

/// Correlates how much a point looks like the ink with how much ink the logo has there. Points
/// further from the ink than the nearer ground are no less like ink than that.
fn likeness(seen: &[Rgb], cover: &[f32], ink: Rgb) -> f64 {
    let away =
        |point: &Rgb| point.iter().zip(&ink).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt();
    let off: Vec<f64> = seen.iter().map(away).collect();
    let mut of_ground: Vec<f64> =
        off.iter().zip(cover).filter(|(_, cover)| **cover < 0.05).map(|(off, _)| *off).collect();
    of_ground.sort_by(f64::total_cmp);
    // The nearest quarter of the ground: the rest is told from the ink all the more easily.
    let nearest = of_ground.get(of_ground.len() / 4).copied().unwrap_or(0.0).max(1.0);
    let like: Vec<f64> = off.iter().map(|off| (1.0 - off / nearest).max(0.0)).collect();
    let cover: Vec<f64> = cover.iter().copied().map(f64::from).collect();
    correlation(&like, &cover)
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len().max(1) as f64;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let sums = a.iter().zip(b).fold((0.0, 0.0, 0.0), |(ab, aa, bb), (a, b)| {
        let (a, b) = (a - mean_a, b - mean_b);
        (ab + a * b, aa + a * a, bb + b * b)
    });
    let (ab, aa, bb) = sums;
    if aa * bb > 0.0 { ab / (aa * bb).sqrt() } else { 0.0 }
}

fn rounded(colour: Rgb) -> Colour {
    let [r, g, b] = colour.map(|part| part.round().clamp(0.0, 255.0) as u8);
    Colour { r, g, b }
}

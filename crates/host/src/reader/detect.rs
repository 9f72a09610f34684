//! Finding lines of text: the detector's map of "there is text here", cut into rectangles.

use super::ReaderError;
use super::parts::parts;
use super::picture::Picture;
use model::unit::{Region, Size};
use rten::{Model, RunOptions, Value};

/// Pixels the detector looks at, whatever the picture's shape: a tall film frame becomes 360×640.
/// Larger inputs were slower and found no more calls to action.
const AREA: f64 = 640.0 * 360.0;

/// Small banners are enlarged, up to here.
const LARGEST_SCALE: f64 = 2.5;

/// The detector halves its input five times.
const MULTIPLE: u32 = 32;

/// A pixel of the map counts as text above this (the models' own post-processing).
const TEXT: f32 = 0.3;

/// A region counts as a line when its pixels average this (the models' own post-processing).
const LINE: f32 = 0.5;

/// The map marks the core of a line; it grows by this much of area over perimeter.
const GROWTH: f64 = 1.6;

/// Pixels of the map: specks are no lines.
const LEAST_SIDE: usize = 3;

pub(super) struct Detector {
    model: Model,
}

impl Detector {
    pub(super) const fn new(model: Model) -> Self {
        Self { model }
    }

    /// Returns the lines of text in a picture, unordered.
    pub(super) fn lines(
        &self,
        picture: &Picture<'_>,
        options: impl Fn() -> RunOptions,
    ) -> Result<Vec<Region>, ReaderError> {
        let mut lines = Vec::new();
        let scale = scale(picture.size());
        for part in parts(picture, f64::from(MULTIPLE) / scale) {
            let looked_at = looked_at(part, scale);
            let map = self
                .map(picture, part, looked_at, options())
                .map_err(|source| ReaderError::Run { stage: "detection", source })?;
            let grown = blobs(&map, looked_at.width as usize).into_iter().filter(Blob::is_line);
            lines.extend(grown.filter_map(|blob| blob.grown(looked_at, part)));
        }
        Ok(lines)
    }

    fn map(
        &self,
        picture: &Picture<'_>,
        part: Region,
        looked_at: Size,
        options: RunOptions,
    ) -> Result<Vec<f32>, Box<dyn std::error::Error + Send + Sync>> {
        let shape = [1, 3, looked_at.height as usize, looked_at.width as usize];
        let input = Value::from_shape(shape, picture.scaled(part, looked_at))?;
        let output = self.model.run_one((&input).into(), Some(options))?;
        let (_, map) = output.into_shape_vec::<f32, 4>()?;
        Ok(map)
    }
}

/// Returns by how much a picture is scaled for the detector: to about [`AREA`].
fn scale(size: Size) -> f64 {
    let (width, height) = (f64::from(size.width), f64::from(size.height));
    (AREA / (width * height)).sqrt().min(LARGEST_SCALE)
}

/// Returns the size at which the detector looks at a part: both sides multiples of 32.
fn looked_at(part: Region, scale: f64) -> Size {
    let fit = |side: u32| {
        let multiples = (f64::from(side) * scale / f64::from(MULTIPLE)).round().max(1.0);
        // A banner of extreme shape gets no longer than this.
        multiples.min(64.0) as u32 * MULTIPLE
    };
    Size { width: fit(part.w), height: fit(part.h) }
}

/// Pixels of the map that touch each other.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Blob {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
    pixels: usize,
    sum: f32,
}

impl Blob {
    const fn at(x: usize, y: usize) -> Self {
        Self { left: x, top: y, right: x + 1, bottom: y + 1, pixels: 0, sum: 0.0 }
    }

    fn take(&mut self, x: usize, y: usize, probability: f32) {
        self.left = self.left.min(x);
        self.top = self.top.min(y);
        self.right = self.right.max(x + 1);
        self.bottom = self.bottom.max(y + 1);
        self.pixels += 1;
        self.sum += probability;
    }

    fn is_line(&self) -> bool {
        let sides = (self.right - self.left).min(self.bottom - self.top);
        sides >= LEAST_SIDE && self.sum / self.pixels as f32 >= LINE
    }

    /// Grows the core to the whole line, in pixels of the picture of which `part` was looked at.
    fn grown(&self, map: Size, part: Region) -> Option<Region> {
        let (w, h) = ((self.right - self.left) as f64, (self.bottom - self.top) as f64);
        let growth = w * h * GROWTH / (2.0 * (w + h));
        let across = f64::from(part.w) / f64::from(map.width);
        let down = f64::from(part.h) / f64::from(map.height);
        let (x, w) = stretch(self.left, self.right, growth, across, part.w);
        let (y, h) = stretch(self.top, self.bottom, growth, down, part.h);
        (w > 0 && h > 0).then_some(Region { x: part.x + x, y: part.y + y, w, h })
    }
}

fn stretch(from: usize, to: usize, growth: f64, scale: f64, end: u32) -> (u32, u32) {
    let start = ((from as f64 - growth) * scale).max(0.0) as u32;
    let stop = ((to as f64 + growth) * scale).ceil().min(f64::from(end)) as u32;
    (start, stop.saturating_sub(start))
}

/// Cuts the map into blobs, from top to bottom.
fn blobs(map: &[f32], width: usize) -> Vec<Blob> {
    let mut seen = vec![false; map.len()];
    (0..map.len()).filter_map(|start| flood(map, width, start, &mut seen)).collect()
}

fn flood(map: &[f32], width: usize, start: usize, seen: &mut [bool]) -> Option<Blob> {
    let mut claim = |at: usize| {
        let probability = map.get(at).copied().filter(|probability| *probability > TEXT)?;
        let mark = seen.get_mut(at).filter(|mark| !**mark)?;
        *mark = true;
        Some(probability)
    };
    let mut blob = Blob::at(start % width, start / width);
    let mut waiting = vec![(start, claim(start)?)];
    while let Some((at, probability)) = waiting.pop() {
        let (x, y) = (at % width, at / width);
        blob.take(x, y, probability);
        for row in y.saturating_sub(1)..=y + 1 {
            for column in x.saturating_sub(1)..=(x + 1).min(width - 1) {
                let beside = row * width + column;
                waiting.extend(claim(beside).map(|probability| (beside, probability)));
            }
        }
    }
    Some(blob)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn film_frames_and_banners_are_looked_at_with_the_same_effort() {
        let looked = |width, height| {
            let whole = Region { x: 0, y: 0, w: width, h: height };
            let size = looked_at(whole, scale(Size { width, height }));
            (size.width, size.height)
        };
        assert_eq!(looked(1080, 1920), (352, 640));
        assert_eq!(looked(1080, 1080), (480, 480));
        assert_eq!(looked(300, 250), (512, 448));
        assert_eq!(looked(320, 50), (800, 128));
    }

    #[test]
    fn pixels_that_touch_are_one_line_and_apart_are_two() {
        let mut map = vec![0.0; 20 * 10];
        for y in 2..5 {
            for x in [2, 3, 4, 5, 12, 13, 14] {
                map[y * 20 + x] = 0.9;
            }
        }
        let found = blobs(&map, 20);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].left, found[0].right, found[0].top, found[0].bottom), (2, 6, 2, 5));
        assert!(found.iter().all(Blob::is_line));
    }

    #[test]
    fn a_line_does_not_run_around_the_edge() {
        let mut map = vec![0.0; 20 * 4];
        map[19] = 0.9;
        map[20] = 0.9;
        assert_eq!(blobs(&map, 20).len(), 2);
    }

    #[test]
    fn faint_regions_and_specks_are_no_lines() {
        let faint = Blob {
            pixels: 100,
            sum: 40.0,
            ..Blob { left: 0, top: 0, right: 20, bottom: 5, pixels: 0, sum: 0.0 }
        };
        let speck = Blob {
            pixels: 4,
            sum: 4.0,
            ..Blob { left: 0, top: 0, right: 2, bottom: 2, pixels: 0, sum: 0.0 }
        };
        assert!(!faint.is_line() && !speck.is_line());
    }

    #[test]
    fn growth_stops_at_the_edge_of_the_picture() {
        let blob = Blob { left: 0, top: 0, right: 20, bottom: 5, pixels: 100, sum: 90.0 };
        let size = Size { width: 20, height: 10 };
        let part = Region { x: 40, y: 0, w: 20, h: 10 };
        let region = blob.grown(size, part).unwrap();
        assert_eq!((region.x, region.w, region.y), (40, 20, 0));
    }
}

//! Looking over the whole frame with small templates.

use super::pyramid::{Area, Pyramid};
use super::template::{Mask, Template};
use model::unit::Size;
use std::ops::RangeInclusive;

/// Points of a small template: enough to tell shapes apart, few enough to try everywhere.
const AREA: f64 = 128.0;

/// Widest template of a long thin logo; the frame is reduced to match, so this bounds the work.
const WIDEST: f64 = 24.0;

/// From one size to the next: a small template of thin bars forgives half of that, and no more.
pub(super) const SIZE_STEP: f64 = 1.06;

/// Places kept of each size.
const KEPT: usize = 2;

/// A place: the template's box in pixels of the frame, margin included.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Candidate {
    pub(super) score: f64,
    pub(super) template: usize,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
}

impl Candidate {
    /// Returns the box, given its width over its height.
    pub(super) fn area(&self, aspect: f64) -> Area {
        Area { x: self.x, y: self.y, w: self.width, h: self.width / aspect }
    }

    /// Returns the place moved by a share of its width each way, and resized about its middle.
    pub(super) fn neighbours(&self, share: f64) -> [Self; 6] {
        let by = self.width * share;
        let moved = |x: f64, y: f64| Self { x: self.x + x, y: self.y + y, ..*self };
        let resized = |grow: f64| Self { width: self.width + 2.0 * grow, ..moved(-grow, -grow) };
        [
            moved(by, 0.0),
            moved(-by, 0.0),
            moved(0.0, by),
            moved(0.0, -by),
            resized(by / 2.0),
            resized(-by / 2.0),
        ]
    }
}

/// Returns the best places of each size, one size `size_step` times the one before.
pub(super) fn candidates(
    frame: &Pyramid,
    logo: &Mask,
    sizes: &RangeInclusive<f64>,
    size_step: f64,
) -> Vec<Candidate> {
    let full = f64::from(frame.size().width);
    let (smallest, largest) = (sizes.start() * full, sizes.end() * full);
    let mut found = Vec::new();
    for side in logo.sides() {
        let template = logo.template(side, AREA.min(WIDEST * WIDEST / logo.aspect()));
        let mut width = smallest.max(1.0);
        while width <= largest * 1.001 {
            let places = look_over(frame, &template, logo.with_margin(width));
            found.extend(places.map(|place| Candidate { template: side, ..place }));
            width *= size_step;
        }
    }
    found
}

/// Looks over the frame, reduced so that a logo of `width` is as large as the template.
fn look_over(frame: &Pyramid, template: &Template, width: f64) -> impl Iterator<Item = Candidate> {
    let size = frame.size();
    let scale = template.columns as f64 / width;
    let reduced = Reduced::new(frame, size, scale);
    let peaks = reduced.peaks(template);
    peaks.into_iter().map(move |(score, x, y)| Candidate {
        score,
        template: 0,
        x: x as f64 / scale,
        y: y as f64 / scale,
        width: template.columns as f64 / scale,
    })
}

/// A frame at one small size, with sums over all rectangles from its corner.
struct Reduced {
    width: usize,
    height: usize,
    values: Vec<f32>,
    sums: Vec<(f64, f64)>,
}

impl Reduced {
    fn new(frame: &Pyramid, size: Size, scale: f64) -> Self {
        let (w, h) = (f64::from(size.width), f64::from(size.height));
        let (width, height) = ((w * scale).round().max(1.0), (h * scale).round().max(1.0));
        let (width, height) = (width as usize, height as usize);
        let values = frame.grid(&Area { x: 0.0, y: 0.0, w, h }, width, height);
        let sums = corner_sums(&values, width);
        Self { width, height, values, sums }
    }

    /// Returns the places where the template fits best, each a little away from the others.
    fn peaks(&self, template: &Template) -> Vec<(f64, usize, usize)> {
        let (Some(columns), Some(rows)) = (
            (self.width + 1).checked_sub(template.columns),
            (self.height + 1).checked_sub(template.rows),
        ) else {
            return Vec::new();
        };
        let mut best: Vec<(f64, usize, usize)> = Vec::new();
        for y in 0..rows {
            let products = self.products(template, y, columns);
            for (x, product) in products.into_iter().enumerate() {
                let score = template.correlation(f64::from(product), self.length(template, x, y));
                keep(&mut best, (score, x, y), template.columns / 2);
            }
        }
        best
    }

    fn products(&self, template: &Template, y: usize, columns: usize) -> Vec<f32> {
        let mut products = vec![0.0_f32; columns];
        let rows = self.values.chunks_exact(self.width).skip(y);
        for (row, weights) in rows.zip(template.values.chunks_exact(template.columns)) {
            for (shifted, weight) in row.windows(columns).zip(weights) {
                for (product, value) in products.iter_mut().zip(shifted) {
                    *product += value * weight;
                }
            }
        }
        products
    }

    fn length(&self, template: &Template, x: usize, y: usize) -> f64 {
        let stride = self.width + 1;
        let corner =
            |x: usize, y: usize| self.sums.get(y * stride + x).copied().unwrap_or_default();
        let (right, bottom) = (x + template.columns, y + template.rows);
        let [origin, beside, below, across] =
            [corner(x, y), corner(right, y), corner(x, bottom), corner(right, bottom)];
        let sum = across.0 - beside.0 - below.0 + origin.0;
        let squares = across.1 - beside.1 - below.1 + origin.1;
        let points = (template.columns * template.rows) as f64;
        (squares - sum * sum / points).max(0.0).sqrt()
    }
}

/// Keeps the best few, and of close ones only the better.
fn keep(best: &mut Vec<(f64, usize, usize)>, new: (f64, usize, usize), apart: usize) {
    let enough = best.len() >= KEPT;
    if enough && best.last().is_some_and(|worst| worst.0 >= new.0) {
        return;
    }
    let is_close = |old: &(f64, usize, usize)| {
        old.1.abs_diff(new.1) <= apart && old.2.abs_diff(new.2) <= apart
    };
    if best.iter().any(|old| is_close(old) && old.0 >= new.0) {
        return;
    }
    best.retain(|old| !is_close(old));
    let at = best.partition_point(|old| old.0 >= new.0);
    best.insert(at, new);
    best.truncate(KEPT);
}

fn corner_sums(values: &[f32], width: usize) -> Vec<(f64, f64)> {
    let mut above = vec![(0.0, 0.0); width + 1];
    let mut sums = above.clone();
    for row in values.chunks_exact(width) {
        let mut running = (0.0, 0.0);
        let mut next = vec![(0.0, 0.0)];
        for (value, over) in row.iter().zip(above.iter().skip(1)) {
            let value = f64::from(*value);
            running = (running.0 + value, running.1 + value * value);
            next.push((over.0 + running.0, over.1 + running.1));
        }
        sums.extend_from_slice(&next);
        above = next;
    }
    sums
}

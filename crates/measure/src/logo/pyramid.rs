//! A picture of one channel at halving sizes, so that sampling it at any scale averages.

use model::colour::Colour;
use model::unit::Size;

/// One channel, 0 to 1.
#[derive(Debug, Clone, PartialEq)]
struct Level {
    width: usize,
    height: usize,
    values: Vec<f32>,
}

/// A picture at its own size, at half, at a quarter, and so on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pyramid {
    levels: Vec<Level>,
}

/// Returns the luma of a pixel on white, 0 to 1 (weights of BT.709, which every delivery uses).
pub(super) fn luma(pixel: [u8; 4]) -> f32 {
    over(pixel, 1.0)
}

/// Returns the luma of a pixel on a grey ground.
pub(super) fn over([r, g, b, a]: [u8; 4], ground: f32) -> f32 {
    let alpha = f32::from(a) / 255.0;
    let luma = (0.2126 * f32::from(r) + 0.7152 * f32::from(g) + 0.0722 * f32::from(b)) / 255.0;
    luma * alpha + ground * (1.0 - alpha)
}

/// A pixel further than this from a colour, in steps of the channels together, is as good as any
/// other.
const FAR: f32 = 160.0;

/// Returns how near a pixel is to a colour, 0 to 1.
pub(super) fn nearness([r, g, b, _]: [u8; 4], to: Colour) -> f32 {
    let square = |a: u8, b: u8| (f32::from(a) - f32::from(b)).powi(2);
    let away = (square(r, to.r) + square(g, to.g) + square(b, to.b)).sqrt();
    (1.0 - away / FAR).max(0.0)
}

/// Returns how much red outweighs green, 0 to 1.
pub(super) fn red_over_green([r, g, _, _]: [u8; 4]) -> f32 {
    (f32::from(r) - f32::from(g)) / 510.0 + 0.5
}

/// Returns how much blue outweighs red and green, 0 to 1.
pub(super) fn blue_over_both([r, g, b, _]: [u8; 4]) -> f32 {
    (f32::from(b) - f32::midpoint(f32::from(r), f32::from(g))) / 510.0 + 0.5
}

impl Pyramid {
    pub(super) fn from_rgba(
        rgba: &[u8],
        width: u32,
        height: u32,
        value: impl Fn([u8; 4]) -> f32,
    ) -> Option<Self> {
        let (width, height) = (width as usize, height as usize);
        let pixels = width.checked_mul(height).filter(|pixels| *pixels > 0)?;
        let values: Vec<f32> =
            rgba.as_chunks().0.get(..pixels)?.iter().copied().map(value).collect();
        Some(Self::new(width, height, values))
    }

    pub(super) fn new(width: usize, height: usize, values: Vec<f32>) -> Self {
        let mut levels = vec![Level { width, height, values }];
        while let Some(half) = levels.last().and_then(Level::halved) {
            levels.push(half);
        }
        Self { levels }
    }

    pub(super) fn size(&self) -> Size {
        let (width, height) =
            self.levels.first().map_or((0, 0), |level| (level.width, level.height));
        Size { width: width as u32, height: height as u32 }
    }

    /// Samples a rectangle on a grid of points, row by row. It may reach over the edge, where the
    /// edge repeats.
    pub(super) fn grid(&self, area: &Area, columns: usize, rows: usize) -> Vec<f32> {
        let step = area.w / columns as f64;
        // The coarsest level that still has a pixel for each point.
        let depth = (step.max(1.0) * 1.01).log2_floor().min(self.levels.len() - 1);
        let Some(level) = self.levels.get(depth) else {
            return Vec::new();
        };
        let scale = 1.0 / (1_u64 << depth) as f64;
        let points = |start: f64, length: f64, count: usize, end: usize| -> Vec<Tap> {
            let step = length / count as f64;
            let centre = |at: usize| (start + (at as f64 + 0.5) * step) * scale - 0.5;
            (0..count).map(|at| Tap::at(centre(at), end)).collect()
        };
        let across = points(area.x, area.w, columns, level.width);
        let down = points(area.y, area.h, rows, level.height);
        let mut values = Vec::with_capacity(columns * rows);
        for y in &down {
            let (above, below) = (level.row(y.first), level.row(y.second));
            values.extend(across.iter().map(|x| y.mix(x.pick(above), x.pick(below))));
        }
        values
    }
}

/// A rectangle in pixels of the full size, with fractions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) w: f64,
    pub(super) h: f64,
}

trait Log2 {
    fn log2_floor(self) -> usize;
}

impl Log2 for f64 {
    fn log2_floor(self) -> usize {
        (self as u64).max(1).ilog2() as usize
    }
}

impl Level {
    fn row(&self, y: usize) -> &[f32] {
        let start = y * self.width;
        self.values.get(start..start + self.width).unwrap_or_default()
    }

    fn halved(&self) -> Option<Self> {
        let (width, height) = (self.width / 2, self.height / 2);
        // Below this no template fits.
        if width < 4 || height < 4 {
            return None;
        }
        let mut values = Vec::with_capacity(width * height);
        for y in 0..height {
            let (above, below) = (self.row(2 * y).as_chunks().0, self.row(2 * y + 1).as_chunks().0);
            values.extend(above.iter().zip(below).map(|([a, b], [c, d])| (a + b + c + d) / 4.0));
        }
        Some(Self { width, height, values })
    }
}

/// Two neighbouring samples and how much of the second.
#[derive(Debug, Clone, Copy)]
struct Tap {
    first: usize,
    second: usize,
    share: f32,
}

impl Tap {
    fn at(position: f64, end: usize) -> Self {
        let position = position.clamp(0.0, end as f64 - 1.0);
        let first = position as usize;
        Self { first, second: (first + 1).min(end - 1), share: (position - first as f64) as f32 }
    }

    fn pick(&self, row: &[f32]) -> f32 {
        let value = |at: usize| row.get(at).copied().unwrap_or_default();
        self.mix(value(self.first), value(self.second))
    }

    fn mix(&self, first: f32, second: f32) -> f32 {
        first + (second - first) * self.share
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ramp_stays_a_ramp_at_every_scale() {
        let ramp: Vec<f32> = (0..64 * 64).map(|at| (at % 64) as f32 / 64.0).collect();
        let pyramid = Pyramid::new(64, 64, ramp);
        for points in [64, 16, 8] {
            let area = Area { x: 0.0, y: 0.0, w: 64.0, h: 64.0 };
            let grid = pyramid.grid(&area, points, points);
            let step = 1.0 / points as f32;
            assert!(
                grid.windows(2)
                    .take(points - 1)
                    .skip(1)
                    .all(|pair| (pair[1] - pair[0] - step).abs() < 0.01)
            );
        }
    }

    #[test]
    fn the_edge_repeats() {
        let pyramid = Pyramid::new(2, 1, vec![0.0, 1.0]);
        let area = Area { x: -10.0, y: 0.0, w: 22.0, h: 1.0 };
        let grid = pyramid.grid(&area, 22, 1);
        assert_eq!((grid[0], grid[21]), (0.0, 1.0));
    }
}

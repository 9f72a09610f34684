//! The square sheet a scene is painted on, in light, and its development to pixels.
//! Places are shares of the side: 0, 0 is the upper left corner and 1, 1 the lower right.

use super::noise::Noise;
use super::tone::{Tone, to_srgb};
use model::unit::{Seed, Size};
use render::Pixels;
use std::ops::Range;

/// Steps of light that the development tells apart; more than 8-bit sRGB does in the shadows.
const STEPS: usize = 16_384;
/// Where a pixel is sampled for the outline of a shape, in thirds of its side from its middle.
const CORNERS: [(f32, f32); 4] = [(-1.0, -1.0), (1.0, -1.0), (-1.0, 1.0), (1.0, 1.0)];
const BETWEEN: [(f32, f32); 5] = [(0.0, -1.0), (-1.0, 0.0), (0.0, 0.0), (1.0, 0.0), (0.0, 1.0)];
/// Strength of the film grain, in 8-bit steps either way: enough to break up bands in skies.
const GRAIN: f32 = 1.7;

/// A square picture being painted.
#[derive(Clone)]
pub(super) struct Canvas {
    side: usize,
    light: Vec<Tone>,
}

/// A part of the canvas, in shares of its side.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) right: f32,
    pub(super) bottom: f32,
}

impl Part {
    pub(super) const ALL: Self = Self { left: 0.0, top: 0.0, right: 1.0, bottom: 1.0 };

    /// Everything from `top` down.
    pub(super) fn below(top: f32) -> Self {
        Self { top, ..Self::ALL }
    }

    /// The part within `reach_x` and `reach_y` of a place.
    pub(super) fn around(x: f32, y: f32, reach_x: f32, reach_y: f32) -> Self {
        Self { left: x - reach_x, top: y - reach_y, right: x + reach_x, bottom: y + reach_y }
    }
}

impl Canvas {
    /// Returns a canvas whose rows each have one tone.
    pub(super) fn rows(side: u32, row: impl Fn(f32) -> Tone) -> Self {
        let side = side.max(1) as usize;
        let light = (0..side)
            .flat_map(|down| std::iter::repeat_n(row((down as f32 + 0.5) / side as f32), side))
            .collect();
        Self { side, light }
    }

    pub(super) fn side(&self) -> usize {
        self.side
    }

    /// Returns the tone at a place; beyond the edges, the edge's.
    pub(super) fn at(&self, x: f32, y: f32) -> Tone {
        let last = self.side - 1;
        let index = |share: f32| ((share * self.side as f32) as usize).min(last);
        self.light.get(index(y) * self.side + index(x)).copied().unwrap_or_default()
    }

    /// Lets `paint` change every pixel of a part.
    pub(super) fn paint(&mut self, part: Part, mut paint: impl FnMut(f32, f32, &mut Tone)) {
        let side = self.side as f32;
        let (columns, rows) = self.covered(part);
        let lines = self.light.chunks_exact_mut(self.side).enumerate();
        for (down, line) in lines.skip(rows.start).take(rows.len()) {
            let y = (down as f32 + 0.5) / side;
            for (across, pixel) in
                line.iter_mut().enumerate().skip(columns.start).take(columns.len())
            {
                paint((across as f32 + 0.5) / side, y, pixel);
            }
        }
    }

    /// Paints a shape with a smooth outline: `shape` returns the tone where the shape is. Pixels
    /// whose corners are all inside or all outside are not looked at more closely.
    pub(super) fn shape(&mut self, part: Part, shape: impl Fn(f32, f32) -> Option<Tone>) {
        let step = 1.0 / (self.side as f32 * 3.0);
        self.paint(part, |x, y, pixel| {
            let mut seen = Seen::default();
            for (across, down) in CORNERS {
                seen.add(shape(x + across * step, y + down * step));
            }
            if (1..CORNERS.len()).contains(&seen.hits) {
                for (across, down) in BETWEEN {
                    seen.add(shape(x + across * step, y + down * step));
                }
            }
            *pixel = seen.over(*pixel);
        });
    }

    /// Adds light that fades with the distance from a place; `reach` is where a third is left.
    pub(super) fn glow(&mut self, (x, y): (f32, f32), reach: f32, light: Tone) {
        self.paint(Part::around(x, y, reach * 9.0, reach * 9.0), |px, py, pixel| {
            let far = ((px - x) * (px - x) + (py - y) * (py - y)) / (reach * reach);
            let edge = (1.0 - far / 81.0).max(0.0);
            *pixel = *pixel + light * (edge * edge / (1.0 + far * 2.0));
        });
    }

    /// Develops the light to 8-bit sRGB with a soft end to the highlights, a little darker towards
    /// the corners, and with fine grain.
    pub(super) fn develop(self, seed: Seed, vignette: f32) -> Pixels {
        let curve: Vec<f32> = (0..=STEPS).map(|step| to_srgb(step as f32 / STEPS as f32)).collect();
        let noise = Noise::new(seed);
        let width = self.side as u32;
        let mut rgba = Vec::with_capacity(self.light.len() * 4);
        for (down, line) in (0_i32..).zip(self.light.chunks_exact(self.side)) {
            let y = down as f32 / self.side as f32 - 0.5;
            for (across, light) in (0_i32..).zip(line) {
                let x = across as f32 / self.side as f32 - 0.5;
                let shade = 1.0 - vignette * (x * x + y * y) * 2.0;
                let bits = noise.bits(across, down);
                let grain = ((bits & 0xFFFF) as f32 + (bits >> 16) as f32) / 65_535.0 - 1.0;
                let byte = |amount: f32| {
                    let step = (highlights(amount * shade) * STEPS as f32) as usize;
                    let value = curve.get(step).copied().unwrap_or(255.0);
                    (value + grain * GRAIN + 0.5) as u8
                };
                rgba.extend([byte(light.r), byte(light.g), byte(light.b), 255]);
            }
        }
        Pixels { size: Size { width, height: width }, rgba }
    }

    fn covered(&self, part: Part) -> (Range<usize>, Range<usize>) {
        let side = self.side as f32;
        let range = |from: f32, to: f32| {
            let start = (from.clamp(0.0, 1.0) * side) as usize;
            start..((to.clamp(0.0, 1.0) * side).ceil() as usize).max(start)
        };
        (range(part.left, part.right), range(part.top, part.bottom))
    }
}

/// What the samples of one pixel saw of a shape.
#[derive(Default)]
struct Seen {
    sum: Tone,
    hits: usize,
    samples: usize,
}

impl Seen {
    fn add(&mut self, sample: Option<Tone>) {
        self.samples += 1;
        if let Some(tone) = sample {
            self.sum = self.sum + tone;
            self.hits += 1;
        }
    }

    fn over(&self, under: Tone) -> Tone {
        let one = 1.0 / self.samples as f32;
        under * (1.0 - self.hits as f32 * one) + self.sum * one
    }
}

/// Bends the brightest fifth so that it approaches white without a hard edge.
fn highlights(light: f32) -> f32 {
    const KNEE: f32 = 0.8;
    if light <= KNEE {
        light.max(0.0)
    } else {
        let over = (light - KNEE) / (1.0 - KNEE);
        KNEE + (1.0 - KNEE) * over / (1.0 + over)
    }
}

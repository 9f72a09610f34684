//! Pixels as the models want them: cut out, scaled, blue first.

use super::ReaderError;
use model::unit::{Region, Size};

/// A picture of RGBA bytes whose length is checked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Picture<'a> {
    rgba: &'a [u8],
    size: Size,
}

type Bgr = [f32; 3];

impl<'a> Picture<'a> {
    pub(super) fn new(rgba: &'a [u8], width: u32, height: u32) -> Result<Self, ReaderError> {
        let needed = u64::from(width) * u64::from(height) * 4;
        if needed == 0 || needed != rgba.len() as u64 {
            return Err(ReaderError::Pixels { width, height, got: rgba.len() });
        }
        Ok(Self { rgba, size: Size { width, height } })
    }

    pub(super) const fn size(&self) -> Size {
        self.size
    }

    pub(super) const fn whole(&self) -> Region {
        Region { x: 0, y: 0, w: self.size.width, h: self.size.height }
    }

    /// Returns the pixels as they came, row by row.
    pub(super) fn raw_rows(&self) -> impl Iterator<Item = &'a [[u8; 4]]> {
        self.rgba.as_chunks().0.chunks_exact(self.size.width as usize)
    }

    /// Cuts out a region and scales it, as three planes of −1 to 1. What is transparent shows
    /// white.
    pub(super) fn scaled(&self, region: Region, to: Size) -> Vec<f32> {
        let across = Taps::new(region.w, to.width);
        let down = Taps::new(region.h, to.height);
        let rows: Vec<Vec<Bgr>> =
            self.rows(region).map(|row| across.gather(|tap| row.get(tap).copied())).collect();
        let mut planes = [Vec::new(), Vec::new(), Vec::new()];
        for (first, weights) in &down.outputs {
            let mut sum = vec![[0.0; 3]; to.width as usize];
            for (row, weight) in rows.iter().skip(*first).zip(weights) {
                for (pixel, above) in sum.iter_mut().zip(row) {
                    add(pixel, above, *weight);
                }
            }
            for (channel, plane) in planes.iter_mut().enumerate() {
                plane.extend(
                    sum.iter().filter_map(|pixel| pixel.get(channel)).map(|v| v / 127.5 - 1.0),
                );
            }
        }
        planes.concat()
    }

    /// Returns the contrast ratio (WCAG 2.2) between the lightest and the darkest twentieth of a
    /// region: of a line of words, between ink and ground.
    pub(super) fn contrast(&self, region: Region) -> f64 {
        let mut lights: Vec<f64> = self.rows(region).flatten().map(relative_luminance).collect();
        lights.sort_by(f64::total_cmp);
        let twentieth = (lights.len() / 20).max(1);
        let mean = |part: &[f64]| part.iter().sum::<f64>() / part.len().max(1) as f64;
        let dark = lights.get(..twentieth).map_or(0.0, mean);
        let light = lights.get(lights.len().saturating_sub(twentieth)..).map_or(0.0, mean);
        (light + FLARE) / (dark + FLARE)
    }

    fn rows(&self, region: Region) -> impl Iterator<Item = Vec<Bgr>> {
        let (x, width) = (region.x as usize, region.w as usize);
        self.rgba
            .chunks_exact(self.size.width as usize * 4)
            .skip(region.y as usize)
            .take(region.h as usize)
            .map(move |row| {
                row.as_chunks().0.iter().skip(x).take(width).copied().map(on_white).collect()
            })
    }
}

/// Light that a screen reflects, in WCAG's formula.
const FLARE: f64 = 0.05;

/// Relative luminance of sRGB, as WCAG 2.2 defines it.
fn relative_luminance([b, g, r]: Bgr) -> f64 {
    let linear = |channel: f32| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

fn on_white([r, g, b, a]: [u8; 4]) -> Bgr {
    let alpha = f32::from(a) / 255.0;
    [b, g, r].map(|channel| f32::from(channel) * alpha + 255.0 * (1.0 - alpha))
}

fn add(sum: &mut Bgr, pixel: &Bgr, weight: f32) {
    for (total, channel) in sum.iter_mut().zip(pixel) {
        *total += channel * weight;
    }
}

/// For each output the first input it draws from, and the weights of that and the next ones: a
/// triangle as wide as the scale, so that small print is averaged and not dropped.
struct Taps {
    outputs: Vec<(usize, Vec<f32>)>,
}

impl Taps {
    fn new(from: u32, to: u32) -> Self {
        let scale = f64::from(from) / f64::from(to.max(1));
        let reach = scale.max(1.0);
        let output = |at: u32| {
            let centre = (f64::from(at) + 0.5) * scale - 0.5;
            let first = (centre - reach).ceil().max(0.0) as usize;
            let last = (centre + reach).floor().min(f64::from(from) - 1.0).max(0.0) as usize;
            let near = |tap: usize| (1.0 - (tap as f64 - centre).abs() / reach).max(0.0);
            let total: f64 = (first..=last).map(near).sum();
            let weights = (first..=last).map(|tap| (near(tap) / total.max(1e-9)) as f32).collect();
            (first, weights)
        };
        Self { outputs: (0..to).map(output).collect() }
    }

    fn gather(&self, input: impl Fn(usize) -> Option<Bgr>) -> Vec<Bgr> {
        let output = |(first, weights): &(usize, Vec<f32>)| {
            let mut sum = [0.0; 3];
            for (tap, weight) in (*first..).zip(weights) {
                if let Some(pixel) = input(tap) {
                    add(&mut sum, &pixel, *weight);
                }
            }
            sum
        };
        self.outputs.iter().map(output).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flat_colour_stays_flat_at_any_size() {
        let rgba = [255, 0, 51, 255].repeat(7 * 5);
        let picture = Picture::new(&rgba, 7, 5).unwrap();
        for (width, height) in [(3, 2), (7, 5), (20, 30)] {
            let planes = picture.scaled(picture.whole(), Size { width, height });
            let area = (width * height) as usize;
            assert_eq!(planes.len(), area * 3);
            for (plane, expected) in planes.chunks(area).zip([51.0 / 127.5 - 1.0, -1.0, 1.0]) {
                assert!(plane.iter().all(|v| (v - expected).abs() < 1e-4));
            }
        }
    }

    #[test]
    fn contrast_is_between_ink_and_ground() {
        let contrast = |ink: u8| {
            // A tenth of the region is ink, as in a line of words.
            let line = [&[[255; 4]; 9][..], &[[ink, ink, ink, 255]]].concat().concat().repeat(20);
            let picture = Picture::new(&line, 10, 20).unwrap();
            picture.contrast(picture.whole())
        };
        assert!((contrast(0) - 21.0).abs() < 1e-6);
        // The grey that WCAG's own techniques give as 4.54:1 on white.
        assert!((contrast(0x76) - 4.54).abs() < 0.01);
        assert!((contrast(255) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn what_is_transparent_shows_white() {
        let picture = Picture::new(&[0, 0, 0, 0], 1, 1).unwrap();
        assert_eq!(picture.scaled(picture.whole(), Size { width: 1, height: 1 }), [1.0; 3]);
    }

    #[test]
    fn pixels_that_do_not_fit_the_size_are_refused() {
        assert!(Picture::new(&[0; 12], 2, 2).is_err());
        assert!(Picture::new(&[], 0, 5).is_err());
    }
}

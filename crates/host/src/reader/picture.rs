//! Pixels as the models want them: cut out, scaled, blue first.

use super::ReaderError;
use model::unit::{Region, Size};
use std::sync::LazyLock;

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
        let mut lights: Vec<f64> = self
            .raw_rows()
            .skip(region.y as usize)
            .take(region.h as usize)
            .flat_map(|row| row.iter().skip(region.x as usize).take(region.w as usize))
            .map(|pixel| relative_luminance(*pixel))
            .collect();
        let count = lights.len();
        let twentieth = (count / 20).max(1);
        let dark = mean_between(&mut lights, 0, twentieth);
        let light = mean_between(&mut lights, count.saturating_sub(twentieth), count);
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

/// Returns the mean of those that stand at `from..to` once all are sorted, and sorts no others: a
/// line needs two twentieths. They are added up in order, so that the sum is the same however they
/// lay.
fn mean_between(lights: &mut [f64], from: usize, to: usize) -> f64 {
    let (from, to) = (from.min(lights.len()), to.min(lights.len()));
    if from > 0 && from < lights.len() {
        lights.select_nth_unstable_by(from, f64::total_cmp);
    }
    let Some(rest) = lights.get_mut(from..) else { return 0.0 };
    if to - from < rest.len() {
        rest.select_nth_unstable_by(to - from, f64::total_cmp);
    }
    let Some(part) = rest.get_mut(..to - from).filter(|part| !part.is_empty()) else { return 0.0 };
    part.sort_unstable_by(f64::total_cmp);
    part.iter().sum::<f64>() / part.len() as f64
}

/// The light of each level of a channel: a line has tens of thousands of pixels and 256 levels.
static LINEAR: LazyLock<[f64; 256]> =
    LazyLock::new(|| std::array::from_fn(|level| linear(level as f32)));

/// Takes the gamma off a channel of 0 to 255, as WCAG 2.2 defines it.
fn linear(channel: f32) -> f64 {
    let share = f64::from(channel) / 255.0;
    if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
}

/// Relative luminance of sRGB, as WCAG 2.2 defines it.
fn relative_luminance(pixel: [u8; 4]) -> f64 {
    let table = &*LINEAR;
    let [b, g, r] = match pixel {
        [r, g, b, u8::MAX] => {
            [b, g, r].map(|level| table.get(usize::from(level)).copied().unwrap_or_default())
        }
        see_through => on_white(see_through).map(linear),
    };
    0.2126 * r + 0.7152 * g + 0.0722 * b
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
    fn a_part_is_the_one_that_sorting_all_would_give() {
        let lights: Vec<f64> = (0..500).map(|n| f64::from(n * 7919 % 101) / 101.0).collect();
        let mut sorted = lights.clone();
        sorted.sort_by(f64::total_cmp);
        for (from, to) in [(0, 25), (475, 500), (0, 500), (0, 1), (499, 500)] {
            let expected = sorted[from..to].iter().sum::<f64>() / (to - from) as f64;
            let got = mean_between(&mut lights.clone(), from, to);
            assert!((got - expected).abs() < f64::EPSILON, "{from} to {to}");
        }
        assert!(mean_between(&mut [], 0, 1).abs() < f64::EPSILON);
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

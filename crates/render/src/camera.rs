//! A camera move over a still: windows into the picture, frame by frame.
//!
//! The part of the picture that the move can see is brought once to about the size at which it is
//! shown, as video planes. Each frame then samples those planes at sub-pixel places, in integers.

use crate::error::RenderError;
use crate::pixels::{MOST_PIXELS, Pixels};
use crate::planes::{Plane, Planes, split};
use crate::scale::{Crop, cover, resample};
use crate::surface::{Surface, premultiply};
use model::canvas::Point;
use model::timeline::{Shot, Window};
use model::unit::Size;

/// A shot made ready to be filmed.
pub(crate) struct Camera {
    planes: Planes,
    from: Crop,
    to: Crop,
    frames: u32,
}

impl Camera {
    /// Prepares a shot over `picture` for frames of `frame` pixels.
    pub(crate) fn new(shot: &Shot, picture: &Pixels, frame: Size) -> Result<Self, RenderError> {
        let (from, to) = (window(picture, shot.from, frame), window(picture, shot.to, frame));
        let seen = union(from, to);
        // At the middle of the zoom one sample is one pixel, so neither end is far from it.
        let mut scale = f64::from(frame.width) / (from.width * to.width).sqrt();
        let most = (MOST_PIXELS as f64 / (seen.width * seen.height)).sqrt();
        scale = scale.min(most);
        let ready = Size { width: even(seen.width * scale), height: even(seen.height * scale) };
        let scaled = resample(picture, seen, ready)?;
        let across = f64::from(ready.width) / seen.width;
        let down = f64::from(ready.height) / seen.height;
        let placed = |crop: Crop| Crop {
            left: (crop.left - seen.left) * across,
            top: (crop.top - seen.top) * down,
            width: crop.width * across,
            height: crop.height * down,
        };
        // Pictures with clear parts lie on paper, as on a still.
        let mut sheet = Surface::paper(ready);
        sheet.place(0, 0, ready.width, &premultiply(scaled.pixels()));
        let planes = split(ready, sheet.premultiplied());
        Ok(Self { planes, from: placed(from), to: placed(to), frames: shot.frames })
    }

    /// Films frame number `index` of the shot into three planes.
    pub(crate) fn film(&self, index: u32, [luma, blue, red]: [&mut [u8]; 3], frame: Size) {
        let view = self.view(index);
        let (width, height) = (frame.width as usize, frame.height as usize);
        let across = Steps::new(view.left, view.width, width, 0.5);
        let down = Steps::new(view.top, view.height, height, 0.5);
        sample(&self.planes.luma, luma, &across, &down);
        // Colour samples sit on the left one of each pair of pixels (H.264's default), and half
        // way between two rows.
        let across = Steps::new(view.left / 2.0, view.width / 2.0, width / 2, 0.25);
        let down = Steps::new(view.top / 2.0, view.height / 2.0, height / 2, 0.5);
        sample(&self.planes.blue, blue, &across, &down);
        sample(&self.planes.red, red, &across, &down);
    }

    fn view(&self, index: u32) -> Crop {
        let (from, to) = (self.from, self.to);
        let t = eased(f64::from(index) / f64::from(self.frames.saturating_sub(1).max(1)));
        let between = |a: f64, b: f64| a + (b - a) * t;
        // A zoom looks even when its ratio from frame to frame is.
        let zoomed = |a: f64, b: f64| a * libm::pow(b / a, t);
        let (width, height) = (zoomed(from.width, to.width), zoomed(from.height, to.height));
        let x = between(from.left + from.width / 2.0, to.left + to.width / 2.0);
        let y = between(from.top + from.height / 2.0, to.top + to.height / 2.0);
        Crop { left: x - width / 2.0, top: y - height / 2.0, width, height }
    }
}

/// Begins and ends without a jerk.
fn eased(t: f64) -> f64 {
    t * t * (3.0 - 2.0 * t)
}

fn window(picture: &Pixels, window: Window, frame: Size) -> Crop {
    cover(picture.size, frame.aspect(), Point { x: window.x, y: window.y }, window.zoom)
}

fn union(a: Crop, b: Crop) -> Crop {
    let (left, top) = (a.left.min(b.left), a.top.min(b.top));
    let right = (a.left + a.width).max(b.left + b.width);
    let bottom = (a.top + a.height).max(b.top + b.height);
    Crop { left, top, width: right - left, height: bottom - top }
}

/// Returns the nearest even number of pixels; four at least, so that half of them can be sampled
/// between two.
fn even(side: f64) -> u32 {
    ((side / 2.0).round() as u32).max(2) * 2
}

/// Places along one axis: where each output sample falls between two input samples.
struct Steps {
    begin: f64,
    step: f64,
    count: usize,
}

impl Steps {
    /// Spreads `count` samples over `length` from `begin`; `phase` is where in its step each sits.
    fn new(begin: f64, length: f64, count: usize, phase: f64) -> Self {
        let step = length / count.max(1) as f64;
        Self { begin: begin + step * phase - 0.5, step, count }
    }

    /// Returns for each sample the input before it and how far it lies beyond, in 256ths.
    fn places(&self, inputs: usize) -> impl Iterator<Item = (usize, u32)> {
        let last = (inputs.saturating_sub(1) * 256) as f64;
        (0..self.count).map(move |index| {
            let place = ((self.begin + self.step * index as f64) * 256.0).round().clamp(0.0, last);
            // The last input has none beyond it: step back and take all of the next.
            let whole = (place as usize / 256).min(inputs.saturating_sub(2));
            (whole, (place as usize - whole * 256) as u32)
        })
    }
}

/// Samples a plane bilinearly: each input row is stretched once, then rows are mixed.
fn sample(plane: &Plane, out: &mut [u8], across: &Steps, down: &Steps) {
    let columns: Vec<(usize, u32)> = across.places(plane.width).collect();
    let mut rows = StretchedRows::new(plane, &columns);
    let places = down.places(plane.height);
    for (line, (above, beyond)) in out.chunks_exact_mut(across.count).zip(places) {
        let (upper, lower) = rows.pair(above);
        for ((value, a), b) in line.iter_mut().zip(upper).zip(lower) {
            let mixed = u32::from(*a) * (256 - beyond) + u32::from(*b) * beyond;
            *value = ((mixed + (1 << 15)) >> 16) as u8;
        }
    }
}

/// The last two input rows, stretched to the output's width; values in 256ths.
struct StretchedRows<'a> {
    plane: &'a Plane,
    columns: &'a [(usize, u32)],
    above: Option<usize>,
    upper: Vec<u16>,
    lower: Vec<u16>,
}

impl<'a> StretchedRows<'a> {
    fn new(plane: &'a Plane, columns: &'a [(usize, u32)]) -> Self {
        let empty = || vec![0; columns.len()];
        Self { plane, columns, above: None, upper: empty(), lower: empty() }
    }

    fn pair(&mut self, above: usize) -> (&[u16], &[u16]) {
        if self.above.is_some_and(|known| known + 1 == above) {
            std::mem::swap(&mut self.upper, &mut self.lower);
            stretch(self.plane, above + 1, self.columns, &mut self.lower);
        } else if self.above != Some(above) {
            stretch(self.plane, above, self.columns, &mut self.upper);
            stretch(self.plane, above + 1, self.columns, &mut self.lower);
        }
        self.above = Some(above);
        (&self.upper, &self.lower)
    }
}

fn stretch(plane: &Plane, row: usize, columns: &[(usize, u32)], out: &mut [u16]) {
    let begin = row * plane.width;
    let inputs = plane.values.get(begin..begin + plane.width).unwrap_or(&[]);
    for (value, (index, beyond)) in out.iter_mut().zip(columns) {
        if let Some([a, b]) = inputs.get(*index..*index + 2) {
            *value = (u32::from(*a) * (256 - beyond) + u32::from(*b) * beyond) as u16;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp(width: usize, height: usize) -> Plane {
        let values = (0..height).flat_map(|_| (0..width).map(|x| (x * 10) as u8)).collect();
        Plane { width, height, values }
    }

    #[test]
    fn sampling_at_one_to_one_changes_nothing() {
        let plane = ramp(20, 4);
        let mut out = vec![0; 80];
        sample(&plane, &mut out, &Steps::new(0.0, 20.0, 20, 0.5), &Steps::new(0.0, 4.0, 4, 0.5));
        assert_eq!(out, plane.values);
    }

    #[test]
    fn half_a_pixel_aside_is_half_way_between_two() {
        let mut out = vec![0; 4];
        let down = Steps::new(0.0, 1.0, 1, 0.5);
        sample(&ramp(20, 2), &mut out, &Steps::new(3.5, 4.0, 4, 0.5), &down);
        assert_eq!(out, [35, 45, 55, 65]);
    }

    #[test]
    fn samples_beyond_the_edge_repeat_it() {
        let mut out = vec![0; 6];
        let down = Steps::new(0.0, 1.0, 1, 0.5);
        sample(&ramp(4, 2), &mut out, &Steps::new(-1.0, 6.0, 6, 0.5), &down);
        assert_eq!(out, [0, 0, 10, 20, 30, 30]);
    }
}

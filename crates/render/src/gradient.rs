//! Colours that change along a line.

use crate::draw::corner;
use crate::surface::{Surface, weight};
use model::canvas::Stop;
use model::colour::Colour;
use model::unit::Region;

/// Colours that are worked out ahead; between two of them, the eye sees no step.
const SHADES: usize = 1024;

/// Paints an area. The line is as long as CSS has it: both ends lie level with a corner.
pub(crate) fn paint(surface: &mut Surface, area: Region, angle: f64, stops: &[Stop], radius: u32) {
    if area.w == 0 || area.h == 0 || stops.is_empty() {
        return;
    }
    let radius = radius.min(area.w / 2).min(area.h / 2);
    let shades: Vec<(Colour, f64)> =
        (0..=SHADES).map(|step| shade(stops, step as f64 / SHADES as f64)).collect();
    let radians = angle.to_radians();
    let (across, up) = (libm::sin(radians), libm::cos(radians));
    let (w, h) = (f64::from(area.w), f64::from(area.h));
    let length = ((w * across).abs() + (h * up).abs()).max(1.0);
    surface.blend(area, |x, y| {
        let (dx, dy) = (f64::from(x) + 0.5 - w / 2.0, f64::from(y) + 0.5 - h / 2.0);
        let along = ((dx * across - dy * up) / length + 0.5).clamp(0.0, 1.0);
        let index = (along * SHADES as f64).round() as usize;
        let (colour, opacity) = shades.get(index).copied().unwrap_or((Colour::BLACK, 0.0));
        (colour, weight(opacity * corner(area, radius, x, y).unwrap_or(1.0)))
    });
}

/// The colour at a place, mixed with its opacity so that a clear stop does not grey its neighbour.
fn shade(stops: &[Stop], at: f64) -> (Colour, f64) {
    let after = stops.iter().position(|stop| stop.at > at);
    let (one, other) = match after {
        Some(0) => (stops.first(), stops.first()),
        Some(index) => (stops.get(index - 1), stops.get(index)),
        None => (stops.last(), stops.last()),
    };
    let (Some(one), Some(other)) = (one, other) else { return (Colour::BLACK, 0.0) };
    let span = other.at - one.at;
    let t = if span > 0.0 { ((at - one.at) / span).clamp(0.0, 1.0) } else { 0.0 };
    let opacity = one.opacity * (1.0 - t) + other.opacity * t;
    let channel = |from: u8, to: u8| {
        let mixed = f64::from(from) * one.opacity * (1.0 - t) + f64::from(to) * other.opacity * t;
        if opacity > 0.0 { (mixed / opacity).round().clamp(0.0, 255.0) as u8 } else { from }
    };
    let colour = Colour {
        r: channel(one.colour.r, other.colour.r),
        g: channel(one.colour.g, other.colour.g),
        b: channel(one.colour.b, other.colour.b),
    };
    (colour, opacity)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::unit::Size;

    const RED: Colour = Colour { r: 255, g: 0, b: 0 };

    fn row(angle: f64, opacity: f64) -> Vec<[u8; 4]> {
        let size = Size { width: 9, height: 1 };
        let mut sheet = Surface::clear(size);
        let stop = |at, colour, opacity| Stop { at, colour, opacity };
        let stops = [stop(0.0, RED, 1.0), stop(1.0, Colour::BLACK, opacity)];
        paint(&mut sheet, Region { x: 0, y: 0, w: 9, h: 1 }, angle, &stops, 0);
        sheet.premultiplied().to_vec()
    }

    #[test]
    fn a_gradient_runs_where_it_is_told_to() {
        let reds = |angle| row(angle, 1.0).iter().map(|pixel| pixel[0]).collect::<Vec<_>>();
        assert!(reds(90.0).is_sorted_by(|a, b| a >= b) && reds(90.0)[0] > 230);
        let mut back = reds(270.0);
        back.reverse();
        assert!(back.iter().zip(reds(90.0)).all(|(a, b)| a.abs_diff(b) <= 1));
        // Across its line nothing changes.
        assert!(reds(0.0).iter().all(|red| red.abs_diff(128) <= 1));
    }

    #[test]
    fn a_clear_stop_fades_without_greying() {
        let pixels = row(90.0, 0.0);
        assert!(pixels.iter().all(|[r, g, b, a]| r.abs_diff(*a) <= 1 && (*g, *b) == (0, 0)));
        assert!(pixels[0][3] > 230 && pixels[8][3] < 25);
    }
}

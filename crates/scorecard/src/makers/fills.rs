//! Films that were fitted to another shape by a machine, and films without their grade.

use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::film::Film;
use crate::kit::Kit;
use anyhow::Result;
use model::colour::Colour;

/// Long enough for three glances, two seconds apart.
fn long(kit: &Kit, draw: &mut Draw) -> Result<Film> {
    let film = Film::any(kit, draw)?;
    let frames = (draw.between(4.6, 6.0) * film.rate.fps()) as u32;
    let mut film = Film::bare(kit, draw, film.size, film.rate, frames);
    film.encoding.gop = film.encoding.gop.min(25);
    film.with_sound(kit, draw)
}

/// A plane of a frame.
struct Plane<'a> {
    samples: &'a [u8],
    width: usize,
    height: usize,
}

impl Plane<'_> {
    /// Returns the mean around a place of the picture twice as large: soft, and of another part.
    fn soft(&self, x: usize, y: usize, reach: usize) -> u8 {
        let (x, y) = (self.width / 4 + x / 2, self.height / 4 + y / 2);
        let (mut sum, mut count) = (0_u32, 0_u32);
        for row in (y.saturating_sub(reach)..(y + reach).min(self.height)).step_by(3) {
            for column in (x.saturating_sub(reach)..(x + reach).min(self.width)).step_by(3) {
                let sample = self.samples.get(row * self.width + column);
                sum += u32::from(sample.copied().unwrap_or_default());
                count += 1;
            }
        }
        (sum / count.max(1)) as u8
    }
}

/// Fills the sides of a frame with a soft copy of it.
fn filled(frame: &[u8], film: &Film, share: f64, across: bool, reach: f64) -> Vec<u8> {
    let (width, height) = (film.size.width as usize, film.size.height as usize);
    let mut out = Vec::with_capacity(frame.len());
    let mut from = 0;
    for (width, height) in [(width, height), (width / 2, height / 2), (width / 2, height / 2)] {
        let samples = frame.get(from..from + width * height).unwrap_or_default();
        let plane = Plane { samples, width, height };
        let reach = ((reach * width as f64) as usize).max(3);
        let side = if across { width } else { height };
        let edge = (side as f64 * share) as usize;
        for y in 0..height {
            for x in 0..width {
                let at = if across { x } else { y };
                let inside = (edge..side - edge).contains(&at);
                let own = samples.get(y * width + x).copied().unwrap_or_default();
                out.push(if inside { own } else { plane.soft(x, y, reach) });
            }
        }
        from += width * height;
    }
    out
}

pub(crate) fn blurred(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let film = long(kit, draw)?;
    let across = film.size.width > film.size.height;
    let side = if across { "width" } else { "height" };
    if kind == Kind::Fault {
        let (share, reach) = (draw.spread(0.08, 0.36), draw.between(0.03, 0.06));
        // One fill in two frames is enough to tell, and quicker to make.
        let mut frames = film.drawn(kit)?;
        for pair in frames.chunks_mut(2) {
            let Some((first, rest)) = pair.split_first_mut() else { continue };
            *first = filled(first, &film, share, across, reach);
            for next in rest {
                next.clone_from(first);
            }
        }
        let about = format!("edges of {:.0}% of the {side} filled with blur", share * 100.0);
        return film.encoded(kit, frames, &about);
    }
    match draw.whole(0, 2) {
        0 => film.made(kit, "as it should be"),
        1 => {
            // Panels of one colour are a layout.
            let mut film = film;
            let whole = film.whole();
            let thick = (f64::from(whole.w) * draw.between(0.1, 0.25)) as u32;
            let (left, right) = (
                model::unit::Region { w: thick, ..whole },
                model::unit::Region { x: whole.w - thick, w: thick, ..whole },
            );
            let colour = Colour { r: 40, g: draw.whole(60, 200) as u8, b: 140 };
            film.covered(0, film.frames, &[left, right], colour);
            film.made(kit, "plain panels at both sides")
        }
        _ => {
            let frames = film.drawn(kit)?;
            let share = draw.between(0.1, 0.3);
            let third = frames.len() / 3;
            let frames = frames.into_iter().enumerate().map(|(at, frame)| {
                if at < third { filled(&frame, &film, share, across, 0.04) } else { frame }
            });
            let frames = frames.collect();
            film.encoded(kit, frames, "a first third with blurred edges")
        }
    }
}

pub(crate) fn washed_out(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut film = long(kit, draw)?;
    let grey = Colour { r: 118, g: 118, b: 118 };
    let veil = match kind {
        Kind::Fault => draw.between(0.36, 0.55),
        Kind::NearMiss => draw.between(0.02, 0.12),
    };
    film.washed(grey, veil);
    film.made(kit, &format!("{:.0}% of its contrast gone", veil * 100.0))
}

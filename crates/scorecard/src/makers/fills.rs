//! Films that were fitted to another shape by a machine, and films without their grade.

use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::film::Film;
use crate::kit::Kit;
use anyhow::Result;
use gate::Standard;
use gate::standard::BrandStandard;
use model::colour::Colour;
use model::unit::Ratio;
use spec::workspace::Grade;

/// The brand's films may be paler than this one by this share of the way to grey.
const SPARE: f64 = 0.2;

/// A plane of a frame.
struct Plane<'a> {
    samples: &'a [u8],
    width: usize,
    height: usize,
}

impl Plane<'_> {
    /// Returns the mean around the place of the middle that an enlargement of it shows here.
    fn soft(&self, x: usize, y: usize, enlarged: f64, reach: usize) -> u8 {
        let from = |at: usize, side: usize| {
            let middle = side as f64 / 2.0;
            (middle + (at as f64 - middle) / enlarged) as usize
        };
        let (x, y) = (from(x, self.width), from(y, self.height));
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

/// Fills the sides of a frame with a soft enlargement of what is between them.
fn filled(frame: &[u8], film: &Film, share: f64, across: bool, reach: f64) -> Vec<u8> {
    let (width, height) = (film.size.width as usize, film.size.height as usize);
    let enlarged = 1.0 / (1.0 - 2.0 * share);
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
                out.push(if inside { own } else { plane.soft(x, y, enlarged, reach) });
            }
        }
        from += width * height;
    }
    out
}

pub(crate) fn blurred(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let film = Film::long(kit, draw)?;
    let across = film.size.width > film.size.height;
    let side = if across { "width" } else { "height" };
    if kind == Kind::Fault {
        let (share, reach) = (draw.spread(0.08, 0.36), draw.between(0.03, 0.06));
        let frames = film.drawn(kit)?;
        let frames = frames.iter().map(|frame| filled(frame, &film, share, across, reach));
        let frames = frames.collect();
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
    let mut film = Film::long(kit, draw)?;
    let grey = Colour { r: 118, g: 118, b: 118 };
    let veil = match kind {
        Kind::Fault => draw.between(0.36, 0.55),
        Kind::NearMiss => draw.between(0.02, 0.12),
    };
    let (dark, light) = extremes(kit, &film)?;
    let paler = |luma: f64| Ratio(luma + SPARE * (f64::from(grey.r) / 255.0 - luma));
    let grade = Some(Grade { black: paler(dark), white: paler(light) });
    film.washed(grey, veil);
    let made = film.made(kit, &format!("{:.0}% of its contrast gone", veil * 100.0))?;
    let brand = BrandStandard { source: "scorecard".to_owned(), grade, ..BrandStandard::default() };
    Ok(Made { standard: Standard { brand: Some(brand), ..made.standard }, ..made })
}

/// Returns the luma below and above which half a per cent of some frame lies.
fn extremes(kit: &Kit, film: &Film) -> Result<(f64, f64)> {
    let pixels = film.size.width as usize * film.size.height as usize;
    let luma = |level: &u8| (f64::from(*level) - 16.0) / 219.0;
    let (mut dark, mut light) = (1.0_f64, 0.0_f64);
    // About every two seconds, as the gate looks.
    for frame in film.drawn(kit)?.iter().step_by((2.0 * film.rate.fps()) as usize) {
        let mut levels: Vec<u8> = frame.iter().take(pixels).copied().collect();
        levels.sort_unstable();
        let some = pixels / 200;
        dark = levels.get(some).map_or(dark, |level| dark.min(luma(level)));
        light = levels.iter().rev().nth(some).map_or(light, |level| light.max(luma(level)));
    }
    Ok((dark, light))
}

//! Films without their grade.

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

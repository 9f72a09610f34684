//! Films without their grade.

use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::film::Film;
use crate::kit::Kit;
use anyhow::Result;
use model::colour::Colour;

pub(crate) fn washed_out(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut film = Film::long(kit, draw)?;
    let grey = Colour { r: 118, g: 118, b: 118 };
    let veil = match kind {
        Kind::Fault => draw.between(0.36, 0.55),
        Kind::NearMiss => draw.between(0.02, 0.12),
    };
    film.washed(grey, veil);
    film.made(kit, &format!("{:.0}% of its contrast gone", veil * 100.0))
}

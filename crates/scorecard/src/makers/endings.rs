//! Faults of how a film ends: no card, or one that is gone at once.

use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::film::{Film, RATES, over};
use crate::kit::Kit;
use crate::makers::cards::{Wanted, colour_at};
use anyhow::Result;
use layout::contrast::contrast;
use model::canvas::Layer;
use model::colour::Colour;
use model::unit::FrameRate;

/// A film without a card, of three seconds or so.
fn bare(kit: &Kit, draw: &mut Draw, wanted: &Wanted) -> Film {
    let (num, den) = draw.pick(&RATES);
    let rate = FrameRate { num, den };
    let frames = (draw.between(2.8, 3.6) * rate.fps()) as u32;
    let film = Film::bare(kit, draw, wanted.size, rate, frames);
    Film { brand: Some(wanted.brand.clone()), ..film }
}

pub(crate) fn missing(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let wanted = Wanted::any(kit, draw);
    let mut film = bare(kit, draw, &wanted);
    let mut also: &[&str] = &[];
    let about = match (kind, draw.whole(0, 2)) {
        (Kind::Fault, 0) => "no card".to_owned(),
        (Kind::Fault, 1) => {
            let after = (film.rate.fps() * draw.between(0.2, 0.9)) as u32;
            let stood = (film.rate.fps() * 1.2) as u32;
            let start = film.frames - after - stood;
            film.overlays.push(over(start, stood, wanted.card(kit)));
            format!("{after} frames after the card")
        }
        (Kind::Fault, _) => {
            let black = (film.rate.fps() * draw.between(0.2, 0.4)) as u32;
            film = film.closing_on(&wanted.brand, &wanted.card(kit));
            let whole = film.whole();
            film.covered(film.frames - black, black, &[whole], Colour::BLACK);
            format!("{black} black frames over the card's end")
        }
        (Kind::NearMiss, 0) => {
            film = film.closing_on(&wanted.brand, &wanted.card(kit));
            "its card".to_owned()
        }
        (Kind::NearMiss, 1) => {
            // Another card is another fault.
            let mut canvas = wanted.card(kit);
            let is = wanted.brand.colours.primary;
            let ground = loop {
                let ground = colour_at(draw, is, 10.0, 30.0);
                if contrast(ground, wanted.brand.colours.paper) > 2.5 || draw.happens(0.02) {
                    break ground;
                }
            };
            if let Some(Layer::Fill { colour, .. }) = canvas.layers.first_mut() {
                *colour = ground;
            }
            film = film.closing_on(&wanted.brand, &canvas);
            also = &["off-palette", "unreadable-text", "wrong-cta", "missing-legal-line"];
            format!("its card on {ground} instead of {is}")
        }
        (Kind::NearMiss, _) => {
            let fade = (film.rate.fps() * 0.4) as u32;
            film = film.closing_on(&wanted.brand, &wanted.card(kit));
            if let Some(card) = film.overlays.last_mut() {
                card.fade_in = fade;
            }
            format!("its card, faded in over {fade} frames")
        }
    };
    Ok(film.with_sound(kit, draw)?.made(kit, &about)?.also(also))
}

pub(crate) fn short(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let wanted = Wanted::any(kit, draw);
    let mut film = bare(kit, draw, &wanted);
    let seconds = match kind {
        Kind::Fault => draw.between(0.12, 0.88),
        Kind::NearMiss => draw.between(1.04, 2.2),
    };
    let frames = (film.rate.fps() * seconds).round() as u32;
    let fade = if draw.happens(0.3) { frames.min(6) / 2 } else { 0 };
    let mut card = over(film.frames - frames, frames, wanted.card(kit));
    card.fade_in = if kind == Kind::Fault { fade } else { 0 };
    film.overlays.push(card);
    let gop = film.encoding.video.gop;
    let about = format!("a card of {frames} frames, key frames every {gop}");
    film.with_sound(kit, draw)?.made(kit, &about)
}

//! Faults that are in the pictures: black, bars.

use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::film::Film;
use crate::kit::Kit;
use anyhow::Result;
use model::canvas::{Align, Canvas, Layer, TextBlock, Typeface};
use model::colour::Colour;
use model::unit::Region;

/// A grey of this luma, 0 to 1.
fn grey(luma: f64) -> Colour {
    let value = (luma * 255.0).round() as u8;
    Colour { r: value, g: value, b: value }
}

pub(crate) fn black(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut film = Film::any(kit, draw)?;
    if kind == Kind::NearMiss {
        return dark(kit, draw, film);
    }
    let (all, whole) = (film.frames, film.whole());
    let fps = film.rate.fps();
    let length = ((draw.spread(0.3, 1.5) * fps) as u32).min(all - 2);
    let colour = grey(draw.between(0.0, 0.035));
    let (about, from, length) = match draw.whole(0, 3) {
        0 => ("black at the beginning", 0, length),
        1 => (
            "black in the middle",
            draw.whole(1, (film.closing.min(all) - 1).saturating_sub(length).max(1)),
            length,
        ),
        2 => ("black at the end", all - length, length),
        _ => ("black all over", 0, all),
    };
    film.covered(from, length, &[whole], colour);
    film.made(
        kit,
        &format!(
            "{about} for {:.2} s of luma {:.3}, key frames every {}",
            f64::from(length) / fps,
            f64::from(colour.r) / 255.0,
            film.encoding.video.gop
        ),
    )
}

/// Dark, and still something to see.
fn dark(kit: &Kit, draw: &mut Draw, mut film: Film) -> Result<Made> {
    let whole = film.whole();
    match draw.whole(0, 2) {
        0 => {
            let veil = draw.between(0.6, 0.88);
            film.washed(Colour::BLACK, veil);
            film.made(kit, &format!("a night scene, {:.0}% of its light gone", veil * 100.0))
        }
        1 => {
            let (from, length) = (draw.whole(0, 30), draw.whole(20, 50));
            film.covered(from, length, &[whole], Colour::BLACK);
            let size = draw.between(0.045, 0.09);
            let title = Layer::Text(TextBlock {
                text: "Somewhere up north".to_owned(),
                area: Region {
                    x: whole.w / 10,
                    y: whole.h / 3,
                    w: whole.w * 8 / 10,
                    h: whole.h / 3,
                },
                typeface: Typeface { weight: 800, ..kit.typefaces.headline.clone() },
                colour: Colour::WHITE,
                largest: (f64::from(whole.w) * size) as u32,
                smallest: 8,
                leading: 1.2,
                lines: 2,
                align: Align::Centre,
                stand: Align::Centre,
            });
            let canvas = Canvas { size: film.size, layers: vec![title] };
            film.overlays.push(crate::film::over(from, length, canvas));
            film.made(kit, &format!("a title on black, letters {:.0}% of the width", size * 100.0))
        }
        _ => {
            let side = draw.between(0.15, 0.4);
            let w = (f64::from(whole.w) * side) as u32;
            let (length, from) = (draw.whole(20, 50), draw.whole(0, 20));
            film.covered(from, length, &[whole], Colour::BLACK);
            let lamp = Region { x: whole.w / 3, y: whole.h / 3, w, h: w };
            film.covered(from, length, &[lamp], grey(draw.between(0.3, 0.9)));
            film.made(
                kit,
                &format!("a lit window of {:.0}% of the width in the dark", side * 100.0),
            )
        }
    }
}

pub(crate) fn bars(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut film = Film::any(kit, draw)?;
    // Longer than the others: the check wants three frames, two seconds apart.
    film.frames = (draw.between(4.5, 7.0) * film.rate.fps()) as u32;
    let mut long = Film::bare(kit, draw, film.size, film.rate, film.frames);
    long.encoding.video.gop = film.encoding.video.gop.min(25);
    let mut film = long.with_sound(kit, draw)?;
    let (whole, all) = (film.whole(), film.frames);
    let colour = grey(draw.between(0.0, 0.04));
    let across = draw.happens(0.5);
    let pair = |share: f64| {
        let side = if across { whole.w } else { whole.h };
        let thick = ((f64::from(side) * share).round() as u32).max(1);
        if across {
            [Region { w: thick, ..whole }, Region { x: whole.w - thick, w: thick, ..whole }]
        } else {
            [Region { h: thick, ..whole }, Region { y: whole.h - thick, h: thick, ..whole }]
        }
    };
    let seconds = film.seconds();
    if kind == Kind::Fault {
        let share = draw.spread(0.022, 0.34);
        film.covered(0, all, &pair(share), colour);
        return film.made(
            kit,
            &format!(
                "bars of {:.1}% of the {} for {seconds:.1} s",
                share * 100.0,
                if across { "width" } else { "height" }
            ),
        );
    }
    match draw.whole(0, 3) {
        0 => {
            let share = draw.between(0.003, 0.016);
            film.covered(0, all, &pair(share), colour);
            film.made(kit, &format!("an edge of {:.1}%", share * 100.0))
        }
        1 => {
            let [one, other] = pair(draw.between(0.05, 0.3));
            let only = if draw.happens(0.5) { one } else { other };
            film.covered(0, all, &[only], colour);
            film.made(kit, "a dark bar on one side only")
        }
        2 => {
            let share = draw.between(0.05, 0.2);
            film.covered(0, all / 3, &pair(share), colour);
            film.made(kit, "bars for the first third only")
        }
        _ => {
            let share = draw.between(0.05, 0.2);
            film.covered(0, all, &pair(share), grey(draw.between(0.09, 0.2)));
            film.made(kit, "dark grey panels, not black")
        }
    }
}

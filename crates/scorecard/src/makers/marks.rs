//! Faults of the mark itself: stretched, in another colour, too near to something.

use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::kit::Kit;
use crate::makers::cards::{Wanted, colour_at, marks, place_of_mark};
use crate::still::Still;
use anyhow::{Context as _, Result};
use gate::standard::BrandStandard;
use layout::contrast::contrast;
use measure::colour::distance;
use model::canvas::{Align, Canvas, Layer, TextBlock, Typeface};
use model::colour::Colour;
use model::unit::{Ratio, Region, Size};
use render::Pixels;

/// Width over height of a mark.
const ASPECT: f64 = 3.5;

/// Puts a mark of another stretch in the place of the mark.
fn stretch(wanted: &Wanted, canvas: &mut Canvas, by: f64) -> Result<()> {
    let brand = &wanted.brand;
    let (_, light, dark) =
        brand.stretched.iter().find(|one| (one.0 - by).abs() < 1e-6).context("a stretch")?;
    let place = place_of_mark(canvas);
    let (w, h) = (f64::from(place.w), f64::from(place.h));
    let width = w.min(h * ASPECT * by);
    let (width, height) = (width.round(), (width / (ASPECT * by)).round().max(1.0));
    let area = Region {
        x: place.x + ((w - width) / 2.0) as u32,
        y: place.y + ((h - height) / 2.0).max(0.0) as u32,
        w: width as u32,
        h: height as u32,
    };
    marks(canvas, |mark| {
        if let Layer::Mark { image, area: old, .. } = mark {
            *image = if *image == brand.light { *light } else { *dark };
            *old = area;
        }
    });
    Ok(())
}

pub(crate) fn stretched(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let wanted = Wanted::any(kit, draw);
    let mut canvas = wanted.card(kit);
    let by = match kind {
        Kind::Fault => draw.pick(&[0.62, 0.84, 0.9, 0.93, 1.08, 1.12, 1.2, 1.27, 1.6]),
        Kind::NearMiss => draw.pick(&[0.985, 0.992, 1.008, 1.015]),
    };
    stretch(&wanted, &mut canvas, by)?;
    let made = wanted.made(kit, draw, canvas, &format!("a mark {by} times as wide"))?;
    // By chance it may be what a squeezed picture gives.
    Ok(if kind == Kind::Fault { made.also(&["stretched-picture"]) } else { made })
}

/// Draws a card of one shape and squeezes it into another.
pub(crate) fn squeezed(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let shapes = [(16, 9), (4, 3), (1, 1), (4, 5), (9, 16)];
    let (across, down) = draw.pick(&shapes);
    let long = draw.whole(560, 800);
    let whole = |across: u32, down: u32| {
        let most = across.max(down);
        Size { width: long * across / most / 2 * 2, height: long * down / most / 2 * 2 }
    };
    let mut wanted = Wanted { size: whole(across, down), ..Wanted::any(kit, draw) };
    let to = match kind {
        Kind::Fault => {
            let own = f64::from(across) / f64::from(down);
            let apart = |&(a, d): &(u32, u32)| {
                let squeeze = f64::from(a) / f64::from(d) / own;
                !(0.87..1.15).contains(&squeeze) && (0.3..3.3).contains(&squeeze)
            };
            let others: Vec<_> = shapes.iter().copied().filter(apart).collect();
            let (a, d) = draw.pick(&others);
            whole(a, d)
        }
        Kind::NearMiss => {
            let by = draw.between(0.985, 1.015);
            Size { width: (f64::from(wanted.size.width) * by) as u32 / 2 * 2, ..wanted.size }
        }
    };
    let canvas = wanted.card(kit);
    let picture = fitted(&kit.draw(&canvas)?, to);
    let about = format!("a card of {} in {to}", wanted.size);
    wanted.size = to;
    let still = Still {
        canvas: Canvas { size: to, layers: Vec::new() },
        brand: Some(wanted.brand.clone()),
        about: String::new(),
    };
    let quality = draw.whole(50, 95) as u8;
    let bytes = render::encode_jpeg(&picture, quality)?;
    let about = format!("{about} (JPEG at {quality}, card of {})", wanted.brand.name);
    Ok(Made::new(bytes, "jpg", still.standard(kit, "jpeg"), about))
}

/// Samples a picture at another size, whatever its shape.
fn fitted(picture: &Pixels, to: Size) -> Pixels {
    /// Samples along each side of a pixel.
    const FINE: u32 = 4;
    let step = |from: u32, to: u32| f64::from(from) / f64::from(to.max(1) * FINE);
    let across = step(picture.size.width, to.width);
    let down = step(picture.size.height, to.height);
    let mut rgba = Vec::with_capacity((to.width * to.height * 4) as usize);
    for y in 0..to.height {
        for x in 0..to.width {
            let mut sum = [0_u32; 4];
            for at in 0..FINE * FINE {
                let column = f64::from(x * FINE + at % FINE) + 0.5;
                let row = f64::from(y * FINE + at / FINE) + 0.5;
                let pixel = picture.at((column * across) as u32, (row * down) as u32);
                for (sum, part) in sum.iter_mut().zip(pixel.unwrap_or_default()) {
                    *sum += u32::from(part);
                }
            }
            rgba.extend(sum.map(|sum| (sum / (FINE * FINE)) as u8));
        }
    }
    Pixels { size: to, rgba }
}

pub(crate) fn wrong_colour(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let wanted = Wanted::any(kit, draw);
    let mut canvas = wanted.card(kit);
    let colours = wanted.brand.colours;
    let own = mark_colour(&wanted, &canvas);
    let colour = match (kind, draw.happens(0.3)) {
        (Kind::Fault, _) => {
            let versions = [colours.paper, colours.ink];
            loop {
                let colour = colour_at(draw, own, 16.0, 70.0);
                let off = versions.iter().map(|own| distance(*own, colour).0);
                let seen = contrast(colour, colours.primary) > 1.6;
                if seen && off.fold(f64::INFINITY, f64::min) > 16.0 {
                    break colour;
                }
            }
        }
        (Kind::NearMiss, true) => {
            let other = if own == colours.paper { colours.ink } else { colours.paper };
            if contrast(other, colours.primary) > 2.0 { other } else { own }
        }
        (Kind::NearMiss, false) => colour_at(draw, own, 0.5, 6.0),
    };
    marks(&mut canvas, |mark| {
        if let Layer::Mark { tint, .. } = mark {
            *tint = Some(colour);
        }
    });
    let off = distance(own, colour).0;
    wanted.made(kit, draw, canvas, &format!("the mark in {colour} for {own}, ΔE00 {off:.0}"))
}

fn mark_colour(wanted: &Wanted, canvas: &Canvas) -> Colour {
    let is_light = canvas
        .layers
        .iter()
        .any(|layer| matches!(layer, Layer::Mark { image, .. } if *image == wanted.brand.light));
    let colours = wanted.brand.colours;
    if is_light { colours.paper } else { colours.ink }
}

/// Stands a mark alone, with something beside it, nearer or further than its clear space.
pub(crate) fn misplaced(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let wanted = Wanted::any(kit, draw);
    let Size { width, height } = wanted.size;
    let (ground, brand) = (wanted.brand.colours.primary, &wanted.brand);
    let w = (f64::from(width) * draw.between(0.3, 0.4)) as u32;
    let h = (f64::from(w) / ASPECT).round() as u32;
    let clear = draw.between(0.3, 0.7);
    let gap = match kind {
        Kind::Fault => draw.between(0.0, 0.55),
        Kind::NearMiss => draw.between(1.2, 2.0),
    } * clear
        * f64::from(h);
    // The marks' files have a tenth of their height empty above and below.
    let gap = (gap - 0.1 * f64::from(h)).max(0.0).round() as u32;
    let (mut x, mut y) = ((width - w) / 2, (height - h) / 2);
    let readable = layout::contrast::readable(ground, &[Colour::WHITE, Colour::BLACK]);
    let mut beside = Vec::new();
    let about = match draw.whole(0, 2) {
        0 => {
            if draw.happens(0.5) {
                x = gap;
            } else {
                y = gap;
            }
            "the edge"
        }
        1 => {
            let block = h * 2;
            let area = Region { x: x.saturating_sub(20), y: y + h + gap, w: w / 2, h: block };
            let area = Region { h: block.min(height.saturating_sub(area.y)), ..area };
            beside.push(Layer::Fill { area, colour: readable, opacity: 1.0, radius: 0 });
            "a block"
        }
        _ => {
            let letters = draw.whole(16, 28).min(h.max(16));
            // Capitals begin about a quarter of their size below the top of their line.
            let top = (y + h + gap).saturating_sub(letters / 4);
            beside.push(Layer::Text(TextBlock {
                text: draw.pick(&["LONGER EVENINGS", "MADE ONCE", "HELD BY HAND"]).to_owned(),
                area: Region { x: width / 12, y: top, w: width * 10 / 12, h: letters * 2 },
                typeface: Typeface { weight: 700, ..kit.typefaces.headline.clone() },
                colour: readable,
                largest: letters,
                smallest: 10,
                leading: 1.2,
                lines: 1,
                align: Align::Centre,
                stand: Align::Start,
            }));
            "words"
        }
    };
    let image = if readable == Colour::WHITE { brand.light } else { brand.dark };
    let whole = Region { x: 0, y: 0, w: width, h: height };
    let fill = Layer::Fill { area: whole, colour: ground, opacity: 1.0, radius: 0 };
    let mark = Layer::Mark { image, area: Region { x, y, w, h }, tint: None };
    let layers = [vec![fill, mark], beside].concat();
    let about =
        format!("{about} {gap} px from a mark of {w}×{h} that wants {:.0}", clear * f64::from(h));
    let mut made = wanted.made(kit, draw, Canvas { size: wanted.size, layers }, &about)?;
    if let Some(brand) = made.standard.brand.take() {
        let logos = brand.logos.into_iter();
        let logos =
            logos.map(|logo| gate::standard::LogoStandard { clear_space: Ratio(clear), ..logo });
        made.standard.brand = Some(BrandStandard {
            logos: logos.collect(),
            cta: None,
            legal: None,
            words: Vec::new(),
            ..brand
        });
    }
    Ok(made)
}

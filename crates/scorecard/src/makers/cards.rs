//! Faults of the end card: its ground and its mark.

use crate::brand::Brand;
use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::film::{Film, RATES, card, others};
use crate::kit::Kit;
use crate::still::{SIZES, Still, photo};
use anyhow::Result;
use layout::contrast::contrast;
use measure::colour::distance;
use model::canvas::{Canvas, Layer};
use model::colour::Colour;
use model::unit::{FrameRate, Region, Size};
use render::Pixels;

/// A brand and the size its card is wanted in.
pub(crate) struct Wanted {
    pub(crate) brand: Brand,
    pub(crate) size: Size,
}

impl Wanted {
    pub(crate) fn any(kit: &Kit, draw: &mut Draw) -> Self {
        let (width, height) = draw.pick(&SIZES);
        Self { brand: draw.pick(&kit.brands), size: Size { width, height } }
    }

    pub(crate) fn card(&self, kit: &Kit) -> Canvas {
        card(kit, &self.brand, self.size)
    }

    pub(crate) fn other(&self, kit: &Kit, draw: &mut Draw) -> Brand {
        draw.pick(&others(kit, &self.brand)).clone()
    }

    /// Puts a canvas at the end of a film, or makes a picture of it.
    pub(crate) fn made(
        &self,
        kit: &Kit,
        draw: &mut Draw,
        canvas: Canvas,
        about: &str,
    ) -> Result<Made> {
        let name = self.brand.name;
        if draw.happens(0.5) {
            let still = Still { canvas, brand: Some(self.brand.clone()), about: String::new() };
            let quality = draw.whole(50, 95) as u8;
            let about = format!("{about} (JPEG at {quality}, {} card of {name})", self.size);
            return Ok(Made::new(
                still.jpeg(kit, quality)?,
                "jpg",
                still.standard(kit, "jpeg"),
                about,
            ));
        }
        let (num, den) = draw.pick(&RATES);
        let rate = FrameRate { num, den };
        let frames = (2.6 * rate.fps()) as u32;
        let film = Film::bare(kit, draw, self.size, rate, frames).closing_on(&self.brand, &canvas);
        film.with_sound(kit, draw)?.made(kit, about)
    }
}

/// Finds a colour that far from another, ΔE00.
pub(crate) fn colour_at(draw: &mut Draw, from: Colour, least: f64, most: f64) -> Colour {
    let mut reach = 8.0;
    loop {
        let near = |draw: &mut Draw, channel: u8| {
            (f64::from(channel) + draw.between(-reach, reach)).clamp(0.0, 255.0) as u8
        };
        let colour = Colour { r: near(draw, from.r), g: near(draw, from.g), b: near(draw, from.b) };
        let off = distance(from, colour).0;
        if (least..most).contains(&off) {
            return colour;
        }
        reach = if off < least { (reach * 1.1).min(255.0) } else { reach * 0.9 };
    }
}

pub(crate) fn palette(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let wanted = Wanted::any(kit, draw);
    let is = wanted.brand.colours.primary;
    let grounded = |ground: Colour| {
        let mut canvas = wanted.card(kit);
        if let Some(Layer::Fill { colour, .. }) = canvas.layers.first_mut() {
            *colour = ground;
        }
        canvas
    };
    if kind == Kind::Fault {
        let least = draw.spread(9.5, 40.0);
        let ground = colour_at(draw, is, least, least + 4.0);
        let about = format!("ground {ground} instead of {is}, ΔE00 {:.1}", distance(is, ground).0);
        return wanted.made(kit, draw, grounded(ground), &about);
    }
    if draw.happens(0.5) {
        let ground = colour_at(draw, is, 1.0, 5.5);
        let about = format!("ground {ground} for {is}, ΔE00 {:.1}", distance(is, ground).0);
        return wanted.made(kit, draw, grounded(ground), &about);
    }
    let share = draw.between(0.3, 0.62);
    let mut canvas = wanted.card(kit);
    let (_, image) = draw.pick(&kit.scenes);
    let height = (f64::from(wanted.size.height) * share) as u32;
    let top = photo(Size { height, ..wanted.size }, image, 1.2);
    let at = canvas.layers.len().min(1);
    canvas.layers.insert(at, top);
    let made = wanted.made(
        kit,
        draw,
        canvas,
        &format!("a picture on {:.0}% of the card", share * 100.0),
    )?;
    // Words and mark over a picture are another matter.
    let standard = gate::Standard {
        brand: made.standard.brand.clone().map(|brand| gate::standard::BrandStandard {
            logos: Vec::new(),
            cta: None,
            legal: None,
            words: Vec::new(),
            ..brand
        }),
        ..made.standard.clone()
    };
    Ok(Made { standard, ..made })
}

/// Changes the marks of a canvas.
pub(crate) fn marks(canvas: &mut Canvas, mut change: impl FnMut(&mut Layer)) {
    let is_mark = |layer: &&mut Layer| matches!(layer, Layer::Mark { .. });
    canvas.layers.iter_mut().filter(is_mark).for_each(&mut change);
}

pub(crate) fn place_of_mark(canvas: &Canvas) -> Region {
    let place = canvas.layers.iter().find_map(|layer| match layer {
        Layer::Mark { area, .. } => Some(*area),
        _ => None,
    });
    place.unwrap_or(Region { x: 0, y: 0, w: 1, h: 1 })
}

pub(crate) fn logo(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let wanted = Wanted::any(kit, draw);
    let mut canvas = wanted.card(kit);
    let place = place_of_mark(&canvas);
    let ground = wanted.brand.colours.primary;
    let over = |area, colour, opacity| Layer::Fill { area, colour, opacity, radius: 0 };
    let about = match (kind, draw.whole(0, 3)) {
        (Kind::Fault, 0) => {
            canvas.layers.retain(|layer| !matches!(layer, Layer::Mark { .. }));
            "no mark".to_owned()
        }
        (Kind::Fault, 1 | 2) => {
            let other = wanted.other(kit, draw);
            marks(&mut canvas, |mark| {
                if let Layer::Mark { image, .. } = mark {
                    *image = if *image == wanted.brand.light { other.light } else { other.dark };
                }
            });
            format!("the mark of {}", other.name)
        }
        (Kind::Fault, _) => {
            let share = draw.between(0.45, 0.8);
            let w = (f64::from(place.w) * share) as u32;
            canvas.layers.push(over(Region { w, ..place }, ground, 1.0));
            format!("{:.0}% of the mark covered", share * 100.0)
        }
        (Kind::NearMiss, 0) => {
            let share = draw.between(0.10, 0.2);
            let w = (f64::from(wanted.size.width) * share) as u32;
            marks(&mut canvas, |mark| {
                if let Layer::Mark { area, .. } = mark {
                    *area = Region { w, h: w * 2 / 7, ..*area };
                }
            });
            format!("a mark of {:.0}% of the width", share * 100.0)
        }
        (Kind::NearMiss, 1) => {
            let colour = colour_at(draw, ground, 30.0, 90.0);
            marks(&mut canvas, |mark| {
                if let Layer::Mark { tint, .. } = mark {
                    *tint = Some(colour);
                }
            });
            let made = wanted.made(kit, draw, canvas, &format!("the mark in {colour}"))?;
            return Ok(made.also(&["logo-wrong-colour"]));
        }
        (Kind::NearMiss, 2) => {
            let opacity = draw.between(0.2, 0.6);
            canvas.layers.push(over(place, ground, opacity));
            let about = format!("the mark {:.0}% faded", opacity * 100.0);
            return Ok(wanted.made(kit, draw, canvas, &about)?.also(&["logo-wrong-colour"]));
        }
        (Kind::NearMiss, _) => return on_a_picture(kit, draw, &wanted, canvas, place),
    };
    wanted.made(kit, draw, canvas, &about)
}

/// Puts a picture under the mark, and of the mark the version that stands out from it.
fn on_a_picture(
    kit: &Kit,
    draw: &mut Draw,
    wanted: &Wanted,
    canvas: Canvas,
    place: Region,
) -> Result<Made> {
    /// A mark of which more than this hides is not whole.
    const HIDDEN: f64 = 0.03;
    let under = Size { width: wanted.size.width, height: place.y + place.h + place.h / 2 };
    let brand = &wanted.brand;
    for _ in 0..TRIES {
        let (name, image) = draw.pick(&kit.scenes);
        let picture = photo(under, image, 1.3);
        let alone = kit.draw(&Canvas { size: wanted.size, layers: vec![picture.clone()] })?;
        let versions = [(brand.light, brand.colours.paper), (brand.dark, brand.colours.ink)];
        let hidden = versions.map(|(file, ink)| (file, hidden(&alone, place, ink)));
        let best = hidden.into_iter().min_by(|a, b| a.1.total_cmp(&b.1));
        let Some((version, _)) = best.filter(|(_, hidden)| *hidden <= HIDDEN) else { continue };
        let mut canvas = canvas.clone();
        marks(&mut canvas, |mark| {
            if let Layer::Mark { image, .. } = mark {
                *image = version;
            }
        });
        canvas.layers.insert(1, picture);
        let made = wanted.made(kit, draw, canvas, &format!("the mark on a picture of {name}"))?;
        // Edges in the picture may run through its clear space.
        return Ok(made.also(&["off-palette", "unreadable-text", "wrong-cta", "logo-misplaced"]));
    }
    wanted.made(kit, draw, canvas, "the mark as it should be")
}

/// Pictures that are tried under a mark.
const TRIES: usize = 24;

/// Returns the share of a place from which an ink does not stand out.
fn hidden(picture: &Pixels, place: Region, ink: Colour) -> f64 {
    /// What WCAG 2.2 asks of graphics (1.4.11).
    const STANDS_OUT: f64 = 3.0;
    let points = (0..place.h).flat_map(|y| (0..place.w).map(move |x| (place.x + x, place.y + y)));
    let grounds = points.filter_map(|(x, y)| picture.at(x, y));
    let (all, faint) = grounds.fold((0_u32, 0_u32), |(all, faint), [r, g, b, _]| {
        (all + 1, faint + u32::from(contrast(Colour { r, g, b }, ink) < STANDS_OUT))
    });
    f64::from(faint) / f64::from(all.max(1))
}

pub(crate) fn small_logo(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let wanted = Wanted::any(kit, draw);
    let mut canvas = wanted.card(kit);
    let share = draw.between(0.1, 0.3);
    let w = (f64::from(wanted.size.width) * share) as u32;
    marks(&mut canvas, |mark| {
        if let Layer::Mark { area, .. } = mark {
            *area =
                Region { x: area.x + area.w.saturating_sub(w) / 2, w, h: w * 2 / 7 + 1, ..*area };
        }
    });
    let factor = match kind {
        Kind::Fault => draw.between(0.4, 0.87),
        Kind::NearMiss => draw.between(0.95, 1.6),
    };
    let least = share / factor;
    let about = format!("a mark of {:.1}% for {:.1}% of the width", share * 100.0, least * 100.0);
    let mut made = wanted.made(kit, draw, canvas, &about)?;
    for logo in made.standard.brand.iter_mut().flat_map(|brand| &mut brand.logos) {
        logo.smallest.0 = least;
    }
    Ok(made)
}

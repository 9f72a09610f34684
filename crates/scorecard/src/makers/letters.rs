//! Faults of the letters: words in another typeface.
//!
//! Only the two typefaces that set-up fetches are at hand, so a typeface that nearly looks like the
//! brand's is not among the faults.

use crate::brand::{Brand, typeface as expected};
use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::kit::Kit;
use crate::makers::cards::Wanted;
use crate::still::photo;
use anyhow::Result;
use model::canvas::{Align, Canvas, Layer, TextBlock};
use model::digest::Digest;
use model::unit::Region;

pub(crate) fn typeface(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let wanted = Wanted::any(kit, draw);
    let Brand { text, typeface: (own, font), .. } = wanted.brand.clone();
    let (other, other_font) = kit.other;
    let mut canvas = wanted.card(kit);
    let weight = draw.pick(&[300, 400, 500, 600, 700, 800]);
    // A brand of either typeface.
    let (about, brands) = match (kind, draw.whole(0, 3)) {
        (Kind::Fault, 0) => {
            blocks(&mut canvas, |block| block.typeface.fonts = [other_font].into());
            (format!("all words in {other}"), (own, font))
        }
        (Kind::Fault, 1) => {
            crate::makers::said::words(&mut canvas, text, |block| {
                block.typeface.fonts = [other_font].into();
            });
            (format!("the text in {other}"), (own, font))
        }
        (Kind::Fault, _) => {
            blocks(&mut canvas, |block| block.typeface.weight = weight);
            (format!("all words in {own} at {weight}, for {other}"), (other, other_font))
        }
        (Kind::NearMiss, 0) => {
            blocks(&mut canvas, |block| block.typeface.weight = weight);
            (format!("all words in {own} at {weight}"), (own, font))
        }
        (Kind::NearMiss, 1) => {
            blocks(&mut canvas, |block| block.typeface.fonts = [other_font].into());
            (format!("all words in {other}, for {other}"), (other, other_font))
        }
        (Kind::NearMiss, 2) => {
            let spaced = draw.between(-0.03, 0.14);
            space(kit, &mut canvas, text, spaced);
            (format!("the text spaced by {spaced:.2} em"), (own, font))
        }
        (Kind::NearMiss, _) => {
            let (scene, image) = draw.pick(&kit.scenes);
            if let Some(ground) = canvas.layers.first_mut() {
                *ground = photo(wanted.size, image, draw.between(1.0, 1.6));
            }
            (format!("the words on {scene}"), (own, font))
        }
    };
    let mut made = wanted.made(kit, draw, canvas, &about)?;
    if let Some(brand) = &mut made.standard.brand {
        brand.typefaces = vec![expected(brands)];
        if about.starts_with("the words on") {
            // On a photograph nothing else is as it should be.
            (brand.background, brand.ink, brand.cta, brand.legal) = (None, None, None, None);
            brand.logos.clear();
            made.also = vec!["unreadable-text"];
        }
    }
    Ok(made)
}

fn blocks(canvas: &mut Canvas, mut change: impl FnMut(&mut TextBlock)) {
    for layer in &mut canvas.layers {
        if let Layer::Text(block) = layer {
            change(block);
        }
    }
}

/// Sets a text in one line, letter by letter, with so many ems between them more or less.
fn space(kit: &Kit, canvas: &mut Canvas, text: &str, spaced: f64) {
    let found = canvas
        .layers
        .iter()
        .position(|layer| matches!(layer, Layer::Text(block) if block.text == text));
    let Some(at) = found else { return };
    let Layer::Text(block) = canvas.layers.remove(at) else { return };
    let Some(font) = block.typeface.fonts.first() else { return };
    let Some(set) = advances(kit, *font, block.typeface.weight, text, spaced) else { return };
    let ems = set.last().map_or(1.0, |(_, from)| from + 1.0);
    let size = (f64::from(block.area.w) / ems).min(f64::from(block.area.h) / 2.0) as u32;
    for (letter, from) in set.into_iter().filter(|(letter, _)| !letter.is_whitespace()) {
        let x = block.area.x + (from * f64::from(size)).round() as u32;
        let area = Region { x, y: block.area.y, w: size * 2, h: size * 2 };
        canvas.layers.push(Layer::Text(TextBlock {
            text: letter.to_string(),
            area,
            largest: size,
            smallest: size,
            lines: 1,
            align: Align::Start,
            stand: Align::Start,
            ..block.clone()
        }));
    }
}

/// Returns the letters and where each begins, in ems.
fn advances(
    kit: &Kit,
    font: Digest,
    weight: u16,
    text: &str,
    spaced: f64,
) -> Option<Vec<(char, f64)>> {
    let face = render::Face::read(kit.resources.fonts.get(&font)?.clone())?;
    let mut from = 0.0;
    let letters = text.chars().map(|letter| {
        let begins = from;
        let advance = face.letter(letter, weight, 100.0).map_or(0.0, |drawn| drawn.advance);
        from += f64::from(advance) / 100.0 + spaced;
        (letter, begins)
    });
    Some(letters.collect())
}

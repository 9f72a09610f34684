//! Faults of the words themselves: the legal line, contrast, place.

use crate::brand::Brand;
use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::film::{card_with, others};
use crate::kit::Kit;
use crate::makers::cards::Wanted;
use crate::makers::orders::expecting;
use crate::makers::said::{other_figures, words};
use anyhow::Result;
use layout::contrast::contrast;
use model::canvas::{Align, Canvas, Layer, TextBlock, Typeface};
use model::colour::Colour;
use model::unit::Region;
use spec::format::SafeMargins;

pub(crate) fn legal(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let wanted = Wanted::any(kit, draw);
    let Brand { text, cta, legal, colours, .. } = wanted.brand.clone();
    let drawn = |legal: &str| card_with(kit, &wanted.brand, wanted.size, (text, cta, legal));
    let (canvas, about) = match (kind, draw.whole(0, 2)) {
        (Kind::Fault, 0) => (drawn(""), "no legal line".to_owned()),
        (Kind::Fault, 1) => {
            let changed = other_figures(legal);
            let line = if changed == legal { "Terms apply. See our website." } else { &changed };
            (drawn(line), format!("“{line}” for “{legal}”"))
        }
        (Kind::Fault, _) => {
            let other = draw.pick(&others(kit, &wanted.brand)).legal;
            (drawn(other), format!("“{other}” for “{legal}”"))
        }
        (Kind::NearMiss, 0) => {
            let size = draw.whole(10, 14);
            let mut canvas = drawn(legal);
            words(&mut canvas, legal, |block| {
                block.largest = block.largest.min(size);
                block.smallest = block.smallest.min(size);
            });
            (canvas, format!("small print of {size} px"))
        }
        (Kind::NearMiss, 1) => {
            let (ink, ratio) = faded(draw, colours.paper, colours.primary, 3.4, 5.0);
            let mut canvas = drawn(legal);
            words(&mut canvas, legal, |block| block.colour = ink);
            (canvas, format!("small print at {ratio:.1}:1"))
        }
        (Kind::NearMiss, _) => (drawn(&legal.to_uppercase()), "small print in capitals".to_owned()),
    };
    wanted.made(kit, draw, canvas, &about)
}

/// Mixes ink into its ground, or the ink that can be seen on it, to a contrast between the two.
fn faded(draw: &mut Draw, ink: Colour, ground: Colour, least: f64, most: f64) -> (Colour, f64) {
    let ink = layout::contrast::readable(ground, &[ink, Colour::WHITE, Colour::BLACK]);
    let wanted = draw.between(least, most);
    let mixed = |share: f64| {
        let mix =
            |a: u8, b: u8| (f64::from(a) * share + f64::from(b) * (1.0 - share)).round() as u8;
        Colour { r: mix(ink.r, ground.r), g: mix(ink.g, ground.g), b: mix(ink.b, ground.b) }
    };
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..12 {
        let middle = f64::midpoint(low, high);
        if contrast(mixed(middle), ground) < wanted { low = middle } else { high = middle }
    }
    let colour = mixed(high);
    (colour, contrast(colour, ground))
}

pub(crate) fn faint(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let wanted = Wanted::any(kit, draw);
    let Brand { text, legal, colours, .. } = wanted.brand.clone();
    let (least, most) = if kind == Kind::Fault { (1.35, 2.7) } else { (3.4, 6.0) };
    let (ink, ratio) = faded(draw, colours.paper, colours.primary, least, most);
    let line = draw.pick(&[text, legal]);
    let mut canvas = wanted.card(kit);
    words(&mut canvas, line, |block| block.colour = ink);
    wanted.made(kit, draw, canvas, &format!("“{line}” at {ratio:.1}:1"))
}

pub(crate) fn outside(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let wanted = Wanted::any(kit, draw);
    let size = wanted.size;
    let letters = draw.whole(18, 34);
    let middle = draw.whole(size.height / 6, size.height * 5 / 6);
    let area =
        Region { x: size.width / 12, y: middle - letters, w: size.width * 10 / 12, h: letters * 2 };
    let whole = Region { x: 0, y: 0, w: size.width, h: size.height };
    let ground = wanted.brand.colours.primary;
    let line = Layer::Text(TextBlock {
        text: draw
            .pick(&["Longer evenings", "Made once", "Zwei für eins", "Bientôt en ville"])
            .to_owned(),
        area,
        typeface: Typeface { weight: 700, ..kit.typefaces.headline.clone() },
        colour: layout::contrast::readable(ground, &[Colour::WHITE, Colour::BLACK]),
        largest: letters,
        smallest: 10,
        leading: 1.2,
        lines: 1,
        align: Align::Centre,
        stand: Align::Centre,
    });
    let fill = Layer::Fill { area: whole, colour: ground, opacity: 1.0, radius: 0 };
    let canvas = Canvas { size, layers: vec![fill, line] };
    // Capitals and small letters take about as much above and below the middle of their line.
    let (top, height) = (f64::from(middle) - f64::from(letters) * 0.5, f64::from(letters));
    let covered = match kind {
        Kind::Fault => draw.between(0.55, 1.6),
        Kind::NearMiss => draw.between(-1.0, 0.02),
    };
    let margins = if draw.happens(0.5) {
        SafeMargins { top: (top + height * covered).max(0.0) as u32, ..SafeMargins::default() }
    } else {
        let edge = top + height * (1.0 - covered);
        SafeMargins {
            bottom: (f64::from(size.height) - edge).max(0.0) as u32,
            ..SafeMargins::default()
        }
    };
    let made = wanted.made(
        kit,
        draw,
        canvas,
        &format!("letters of {letters} px, {:.0}% covered", covered.clamp(0.0, 1.0) * 100.0),
    )?;
    let mut made = expecting(made, |expect| expect.safe = Some((margins, size)));
    if let Some(brand) = &mut made.standard.brand {
        (brand.cta, brand.legal, brand.logos, brand.words) = (None, None, Vec::new(), Vec::new());
    }
    Ok(made)
}

//! Faults of what the end card says: another call to action, words of another card.

use crate::brand::Brand;
use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::film::card_with;
use crate::kit::Kit;
use crate::makers::cards::{Wanted, colour_at};
use anyhow::Result;
use gate::standard::{AdTexts, Disclosure};
use model::canvas::{Align, Canvas, Layer, TextBlock, Typeface};
use model::colour::Colour;
use model::unit::{Region, Size};

/// Changes the words of a canvas that say this.
pub(crate) fn words(canvas: &mut Canvas, say: &str, mut change: impl FnMut(&mut TextBlock)) {
    for layer in &mut canvas.layers {
        if let Layer::Text(block) = layer
            && block.text == say
        {
            change(block);
        }
    }
}

/// Replaces each figure by the next one.
pub(crate) fn other_figures(text: &str) -> String {
    text.chars()
        .map(|c| match c.to_digit(10) {
            Some(digit) => char::from_digit((digit + 1) % 10, 10).unwrap_or(c),
            None => c,
        })
        .collect()
}

pub(crate) fn cta(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let wanted = Wanted::any(kit, draw);
    let Brand { text, cta, legal, colours, .. } = wanted.brand.clone();
    let drawn = |cta: &str| card_with(kit, &wanted.brand, wanted.size, (text, cta, legal));
    let (canvas, about) = match (kind, draw.whole(0, 2)) {
        (Kind::Fault, 0) => (drawn(""), "no call to action".to_owned()),
        (Kind::Fault, 1) => {
            let other = wanted.other(kit, draw).cta;
            (drawn(other), format!("“{other}” for “{cta}”"))
        }
        (Kind::Fault, _) => {
            let other = draw.pick(&[
                "Learn more",
                "Get yours now",
                "Mehr erfahren",
                "Sign up",
                "Voir plus",
            ]);
            (drawn(other), format!("“{other}” for “{cta}”"))
        }
        (Kind::NearMiss, 0) => {
            let louder = draw.pick(&[cta.to_uppercase(), format!("{cta}!"), format!("{cta} ›")]);
            (drawn(&louder), format!("“{louder}” for “{cta}”"))
        }
        (Kind::NearMiss, 1) => {
            let mut canvas = drawn(cta);
            let colour = colour_at(draw, colours.accent, 28.0, 70.0);
            words(&mut canvas, cta, |block| block.colour = colour);
            (canvas, format!("“{cta}” in {colour}"))
        }
        (Kind::NearMiss, _) => {
            // In the line under the headline rather than on a button.
            let joined = format!("{text} {cta}.");
            let canvas = card_with(kit, &wanted.brand, wanted.size, (&joined, "", legal));
            (canvas, format!("“{cta}” within “{joined}”"))
        }
    };
    let made = wanted.made(kit, draw, canvas, &about)?;
    // Another ink may well be a faint one.
    Ok(if kind == Kind::NearMiss { made.also(&["unreadable-text"]) } else { made })
}

/// Letters that no reader takes for one another, for each letter that may be replaced.
const UNLIKE: &str = "kmwxhrn";

/// Makes a slip of the pen: a letter dropped, doubled, changed, or two that change places.
fn slip(draw: &mut Draw, text: &str) -> String {
    loop {
        let mut letters: Vec<char> = text.chars().collect();
        let at = draw.whole(1, letters.len() as u32 - 2) as usize;
        let (own, next) = (letters.get(at).copied(), letters.get(at + 1).copied());
        let (Some(own), Some(next)) = (own, next) else { continue };
        // Thin letters come and go with the reader.
        let is_plain = |c: char| c.is_ascii_lowercase() && !"iljtfr".contains(c);
        if !is_plain(own) {
            continue;
        }
        match draw.whole(0, 3) {
            0 => {
                letters.remove(at);
            }
            1 => letters.insert(at, own),
            2 if is_plain(next) && own != next => letters.swap(at, at + 1),
            _ => {
                let other = draw.pick(&UNLIKE.chars().collect::<Vec<_>>());
                if other == own {
                    continue;
                }
                letters.splice(at..=at, [other]);
            }
        }
        return letters.into_iter().collect();
    }
}

pub(crate) fn misspelt(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let wanted = Wanted::any(kit, draw);
    let Brand { text, cta, legal, .. } = wanted.brand.clone();
    let written = match (kind, draw.whole(0, 2)) {
        (Kind::Fault, _) => slip(draw, cta),
        (Kind::NearMiss, 0) => cta.to_uppercase(),
        (Kind::NearMiss, 1) => format!("{cta} now"),
        (Kind::NearMiss, _) => cta.to_owned(),
    };
    let canvas = card_with(kit, &wanted.brand, wanted.size, (text, &written, legal));
    wanted.made(kit, draw, canvas, &format!("“{written}” for “{cta}”"))
}

/// Adds a line in the upper part of a card.
fn also_says(kit: &Kit, wanted: &Wanted, canvas: &mut Canvas, text: &str) {
    let Size { width, height } = wanted.size;
    let line = (width.min(height) / 22).max(13);
    canvas.layers.push(Layer::Text(TextBlock {
        text: text.to_owned(),
        area: Region { x: width / 20, y: height / 60, w: width * 9 / 10, h: line * 5 },
        typeface: Typeface { weight: 600, ..kit.typefaces.body.clone() },
        colour: layout::contrast::readable(
            wanted.brand.colours.primary,
            &[Colour::WHITE, Colour::BLACK],
        ),
        largest: line,
        smallest: 9,
        leading: 1.25,
        lines: 4,
        align: Align::Start,
        stand: Align::Start,
    }));
}

pub(crate) fn leftover(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let wanted = Wanted::any(kit, draw);
    let Brand { text, cta, legal, .. } = wanted.brand.clone();
    let other = wanted.other(kit, draw);
    let mut canvas = wanted.card(kit);
    let about = match (kind, draw.whole(0, 2)) {
        (Kind::Fault, 0) => {
            also_says(kit, &wanted, &mut canvas, other.legal);
            format!("also “{}”", other.legal)
        }
        (Kind::Fault, 1) => {
            also_says(kit, &wanted, &mut canvas, other.cta);
            format!("also “{}”", other.cta)
        }
        (Kind::Fault, _) => {
            canvas = card_with(kit, &wanted.brand, wanted.size, (text, other.cta, other.legal));
            format!("words of {}", other.name)
        }
        (Kind::NearMiss, 0) => {
            let others = other_figures(other.legal);
            also_says(kit, &wanted, &mut canvas, &others);
            // Lines without figures stay what they were: those would be leftovers.
            let line = if others == other.legal { "Wholesale only on weekdays." } else { &others };
            canvas = wanted.card(kit);
            also_says(kit, &wanted, &mut canvas, line);
            format!("also “{line}”")
        }
        (Kind::NearMiss, 1) => {
            let said_twice = draw.pick(&[cta, legal, text]);
            also_says(kit, &wanted, &mut canvas, said_twice);
            format!("its own “{said_twice}” twice")
        }
        (Kind::NearMiss, _) => {
            let line = draw.pick(&[
                "Find your size in the shop.",
                "Order by phone, box included.",
                "Plan ahead: garden fair on Sunday.",
                "Recipes for seven seas.",
                "Now on sale in all shops.",
            ]);
            also_says(kit, &wanted, &mut canvas, line);
            format!("also “{line}”")
        }
    };
    wanted.made(kit, draw, canvas, &about)
}

/// Words by which makers disclose what a model made.
const DISCLOSURES: [&str; 5] = [
    "Made with AI",
    "Images generated by AI",
    "Mit KI erstellt",
    "Contenu généré par l'IA",
    "This person does not exist",
];

/// A card that discloses the use of AI, or says something else in that place, or nothing.
pub(crate) fn disclosure(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let wanted = Wanted::any(kit, draw);
    let words = draw.pick(&DISCLOSURES);
    let mut canvas = wanted.card(kit);
    let beside = kind == Kind::NearMiss && draw.happens(0.3);
    let on_card = match kind {
        Kind::Fault if draw.happens(0.5) => None,
        Kind::Fault => Some(draw.pick(&["Photographed in May", "Ohne Filter", "Shot on film"])),
        Kind::NearMiss => Some(words).filter(|_| !beside),
    };
    if let Some(line) = on_card {
        let louder = draw.happens(0.3);
        let line = if louder { line.to_uppercase() } else { line.to_owned() };
        also_says(kit, &wanted, &mut canvas, &line);
    }
    let about = format!("“{words}” asked for, {on_card:?} on the card, beside it: {beside}");
    let mut made = wanted.made(kit, draw, canvas, &about)?;
    let description = beside.then(|| format!("Fresh every day. {words}."));
    made.standard.texts = Some(AdTexts { description, ..AdTexts::default() });
    made.standard.disclosure = Some(Disclosure {
        rule: "list.csv:2".to_owned(),
        source_type: None,
        words: Some(words.to_owned()),
    });
    Ok(made)
}

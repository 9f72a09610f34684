//! Invented brands: colours, words, and a mark made of a few shapes.

use crate::draw::Draw;
use gate::standard::{BrandStandard, LogoStandard, Stale, TypefaceStandard};
use layout::ad::{Colours, Logo, Logos};
use model::colour::Colour;
use model::digest::Digest;
use model::unit::{Ratio, Seed};
use std::fmt::Write as _;

/// A brand with everything an end card shows.
#[derive(Clone)]
pub(crate) struct Brand {
    pub(crate) name: &'static str,
    pub(crate) colours: Colours,
    pub(crate) text: &'static str,
    pub(crate) cta: &'static str,
    pub(crate) legal: &'static str,
    /// What its words are set in.
    pub(crate) typeface: (&'static str, Digest),
    /// The mark in paper and in ink.
    pub(crate) light: Digest,
    pub(crate) dark: Digest,
    /// The mark made wider by so much, in paper and in ink.
    pub(crate) stretched: Vec<(f64, Digest, Digest)>,
}

/// By how much marks are made wider.
pub(crate) const STRETCHES: [f64; 14] =
    [0.62, 0.72, 0.84, 0.9, 0.93, 0.985, 0.992, 1.008, 1.015, 1.08, 1.12, 1.2, 1.27, 1.6];

/// A brand's name, ground, accent, words, call to action and legal line.
type Words = (&'static str, u32, u32, &'static str, &'static str, &'static str);

/// Colours as hexadecimal; words in the languages that the reader knows.
const BRANDS: [Words; 9] = [
    (
        "Brindlewick",
        0x16_3c_36,
        0xf2_9d_4c,
        "Stay out a little longer.",
        "Find yours",
        "78 °C after 8 h at −5 °C. Sample test.",
    ),
    (
        "Norrland",
        0x1d_2f_6f,
        0xff_c8_57,
        "Oats for the dark months.",
        "Order a box",
        "Free delivery from 35 € until 30 June 2026.",
    ),
    (
        "Velmora",
        0x7a_1f_3d,
        0xf4_c6_c1,
        "Nights that stay soft.",
        "Book a table",
        "Drink responsibly. Not for people under 18.",
    ),
    (
        "Hafenrad",
        0x0b_6e_8f,
        0xff_e0_66,
        "Morgens schneller am Wasser.",
        "Jetzt Probe fahren",
        "Angebot gültig bis 31.08.2026, nur solange der Vorrat reicht.",
    ),
    (
        "Lumisud",
        0xe8_b0_20,
        0x22_2a_5a,
        "La lumière, tout simplement.",
        "Découvrir la gamme",
        "Offre valable jusqu'au 15 mai 2026. Conditions en ligne.",
    ),
    (
        "Okapi",
        0x2f_2a_25,
        0x9b_d3_7a,
        "Shoes that forgive.",
        "Shop the sale",
        "20 % off selected styles, while stocks last.",
    ),
    (
        "Saltmere",
        0xc9_4f_2c,
        0xfd_f1_e0,
        "The sea, kept in tins.",
        "See recipes",
        "Contains fish. Best before: see lid.",
    ),
    (
        "Fennwick",
        0x3b_6b_2e,
        0xf6_e2_7f,
        "Gardens begin on paper.",
        "Plan a garden",
        "Prices from 49 £ a month, 12 months minimum.",
    ),
    (
        "Quarzit",
        0xd9_dc_e3,
        0x5a_22_b8,
        "Steine, die Ruhe geben.",
        "Muster bestellen",
        "Irrtümer vorbehalten. Stand: März 2026.",
    ),
];

impl Brand {
    /// Returns the brands, whose words are set in `typeface`; `keep` takes the marks' files and names
    /// them.
    pub(crate) fn all(
        typeface: (&'static str, Digest),
        mut keep: impl FnMut(String) -> Digest,
    ) -> Vec<Self> {
        let mut all = Vec::new();
        for (number, words) in BRANDS.iter().enumerate() {
            let (name, ground, accent, text, cta, legal) = *words;
            let primary = hex(ground);
            let (paper, ink) = (hex(0xf7_f3_ea), hex(0x16_1a_19));
            let mut draw = Draw::new(Seed(7), name, number as u64);
            let shapes = mark(&mut draw);
            let (light, dark) = (keep(svg(&shapes, paper, 1.0)), keep(svg(&shapes, ink, 1.0)));
            let wider = |by: f64| (by, keep(svg(&shapes, paper, by)), keep(svg(&shapes, ink, by)));
            let stretched = STRETCHES.map(wider).to_vec();
            let colours = Colours { paper, ink, primary, accent: hex(accent) };
            all.push(Self { name, colours, text, cta, legal, typeface, light, dark, stretched });
        }
        all
    }

    /// Returns its marks as the layout takes them.
    pub(crate) fn logos(&self) -> Logos {
        let logo = |image| Logo { image, clear_space: 0.25, smallest: 0.12, aspect: Some(3.5) };
        Logos { on_light: Some(logo(self.dark)), on_dark: Some(logo(self.light)) }
    }

    /// Returns what it asks of an end card on its ground; the words of `others` are stale.
    pub(crate) fn standard(&self, others: &[&Self]) -> BrandStandard {
        let stale = |text: &str, what: &str, brand: &Self| Stale {
            text: text.to_owned(),
            what: format!("the {what} of {}", brand.name),
        };
        let stale = others
            .iter()
            .flat_map(|other| {
                [stale(other.cta, "call to action", other), stale(other.legal, "legal line", other)]
            })
            .collect();
        let Colours { paper, ink, primary, accent } = self.colours;
        BrandStandard {
            name: self.name.to_owned(),
            source: "scorecard".to_owned(),
            background: Some(primary),
            ink: Some(paper),
            palette: vec![primary, accent, paper, ink],
            grade: None,
            logos: [("light", self.light), ("dark", self.dark)]
                .into_iter()
                .filter_map(|(id, digest)| {
                    let (smallest, clear_space) = (Ratio(0.05), Ratio(0.25));
                    Some(LogoStandard { id: id.parse().ok()?, digest, smallest, clear_space })
                })
                .collect(),
            typefaces: vec![typeface(self.typeface)],
            cta: Some(self.cta.to_owned()),
            legal: Some(self.legal.to_owned()),
            words: vec![self.text.to_owned()],
            stale,
        }
    }
}

/// Expects a typeface of which the file is at hand.
pub(crate) fn typeface((name, font): (&str, Digest)) -> TypefaceStandard {
    TypefaceStandard { name: name.to_owned(), font: Some(font) }
}

pub(crate) fn hex(rgb: u32) -> Colour {
    let [_, r, g, b] = rgb.to_be_bytes();
    Colour { r, g, b }
}

/// Draws a sign and a row of letter-like shapes on 420 × 120.
fn mark(draw: &mut Draw) -> String {
    let mut path = sign(draw);
    let count = draw.whole(4, 6);
    for letter in 0..count {
        let x = 130 + letter * 290 / count;
        path.push_str(&glyph(draw, x, 290 / count - 12));
    }
    path
}

fn sign(draw: &mut Draw) -> String {
    match draw.whole(0, 4) {
        0 => format!("{}{}", ring(60, 60, 46), ring(60, 60, draw.whole(14, 30))),
        1 => "M14 106L60 14L106 106zM42 92h36L60 56z".to_owned(),
        2 => "M14 14h92v92h-92zM34 34v52h52v-52z".to_owned(),
        3 => (0..3).fold(String::new(), |mut path, bar| {
            let _ = write!(path, "M{} {}h20v{}h-20z", 16 + bar * 34, 14 + bar * 22, 92 - bar * 22);
            path
        }),
        _ => "M60 10L110 60L60 110L10 60zM60 40L40 60L60 80L80 60z".to_owned(),
    }
}

fn ring(x: u32, y: u32, r: u32) -> String {
    format!("M{} {y}a{r} {r} 0 1 0 {} 0a{r} {r} 0 1 0 -{} 0z", x - r, 2 * r, 2 * r)
}

fn glyph(draw: &mut Draw, x: u32, width: u32) -> String {
    let middle = x + width / 2;
    let stem = format!("M{x} 30h12v60h-12z");
    match draw.whole(0, 4) {
        0 => stem,
        1 => format!("{stem}M{} 78h{}v12h-{}z", x + 12, width - 12, width - 12),
        2 => format!("{}{}", ring(middle, 66, width / 2), ring(middle, 66, width / 5)),
        3 => format!(
            "{stem}M{} 30h12v60h-12zM{} 54h{}v12h-{}z",
            x + width - 12,
            x + 12,
            width - 24,
            width - 24
        ),
        _ => format!("M{x} 30h{width}v12h-{width}zM{} 42h12v48h-12z", middle - 6),
    }
}

fn svg(path: &str, colour: Colour, wider: f64) -> String {
    let width = 420.0 * wider;
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="120" viewBox="0 0 420 120" preserveAspectRatio="none"><path fill="{colour}" fill-rule="evenodd" d="{path}"/></svg>"#
    )
}

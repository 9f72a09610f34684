//! From what people wrote to what a layout takes.

use crate::ad::{Ad, Colours, Composition, Ink, Logo, Logos, Motif, Photo, Shape};
use crate::contrast::luminance;
use crate::faces::Faces;
use model::colour::Colour;
use spec::workspace::{self, Brand, Cta, Direction, Scene};
use std::collections::BTreeMap;

/// What an ad is put together from.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// The brand.
    pub brand: &'a Brand,
    /// The production thinking.
    pub direction: &'a Direction,
    /// The scene.
    pub scene: &'a Scene,
    /// The motif.
    pub motif: &'a workspace::Motif,
    /// The fonts.
    pub faces: &'a Faces,
    /// The language of the words (BCP 47).
    pub language: &'a str,
}

impl Parts<'_> {
    /// Puts an ad together, without a legal line: that is a closing card's.
    pub fn ad(&self, headline: &str, line: &str, cta: &str) -> Ad {
        let colours = colours(self.brand, self.direction);
        Ad {
            headline: headline.to_owned(),
            line: line.to_owned(),
            cta: cta.to_owned(),
            legal: String::new(),
            photo: photo(self.scene),
            motif: motif(self.brand, self.motif, &colours),
            composition: composition(&self.direction.composition),
            colours,
            typefaces: self.faces.in_language(self.language),
            logos: logos(self.brand),
        }
    }
}

/// Returns a colour of the brand by its role.
pub fn colour(brand: &Brand, role: &str) -> Option<Colour> {
    brand.colours.get(role).copied()
}

/// Returns the brand's colours under a direction: what dominates and what calls are the first and
/// second of the direction's palette, where it has one.
pub fn colours(brand: &Brand, direction: &Direction) -> Colours {
    let lightest_first =
        |one: &Colour, other: &Colour| luminance(*other).total_cmp(&luminance(*one));
    let mut by_light: Vec<Colour> = brand.colours.values().copied().collect();
    by_light.sort_by(lightest_first);
    let role = |name: &str| colour(brand, name);
    let paper = role("paper").or(by_light.first().copied()).unwrap_or(Colour::WHITE);
    let ink = role("ink").or(by_light.last().copied()).unwrap_or(Colour::BLACK);
    let mut palette = direction
        .palette
        .iter()
        .filter(|name| !matches!(name.as_str(), "paper" | "ink"))
        .filter_map(|name| role(name));
    let primary = palette.next().or(role("primary")).unwrap_or(ink);
    let accent = palette.next().or(role("accent")).or(role("primary")).unwrap_or(ink);
    Colours { paper, ink, primary, accent }
}

/// Returns the brand's logos by the ground they are for: the first that says so, else the first
/// that fits both.
pub fn logos(brand: &Brand) -> Logos {
    let find = |ground: &str| {
        let own = brand.logos.iter().find(|logo| logo.background == ground);
        own.or_else(|| brand.logos.iter().find(|logo| logo.background.is_empty())).map(logo)
    };
    Logos { on_light: find("light"), on_dark: find("dark") }
}

fn logo(logo: &workspace::Logo) -> Logo {
    Logo {
        image: logo.digest,
        clear_space: logo.clear_space.0,
        smallest: logo.smallest.0,
        aspect: logo.aspect,
    }
}

fn photo(scene: &Scene) -> Photo {
    let ink = if scene.ink == "dark" { Ink::Dark } else { Ink::Light };
    Photo { image: scene.digest, focus: scene.focus, ink }
}

fn motif(brand: &Brand, motif: &workspace::Motif, colours: &Colours) -> Motif {
    let shape = match motif.shape.as_str() {
        "band" => Shape::Band,
        "frame" => Shape::Frame,
        "block" => Shape::Block,
        "corner" => Shape::Corner,
        _ => Shape::None,
    };
    Motif { shape, colour: colour(brand, &motif.colour).unwrap_or(colours.primary) }
}

fn composition(word: &str) -> Composition {
    match word {
        "left" => Composition::Left,
        "right" => Composition::Right,
        "centre" => Composition::Centre,
        "upper-third" => Composition::UpperThird,
        _ => Composition::LowerThird,
    }
}

/// Returns the words in `language`, or in the same language of another region.
pub fn in_language<'a>(words: &'a BTreeMap<String, String>, language: &str) -> Option<&'a str> {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let exact = words.iter().find(|(tag, _)| tag.eq_ignore_ascii_case(language));
    let related = || words.iter().find(|(tag, _)| primary(tag) == primary(language));
    let (_, text) = exact.or_else(related)?;
    Some(text.as_str()).filter(|text| !text.trim().is_empty())
}

/// Returns the calls to action of `market` with words in `language`, in the order of their ids.
pub fn ctas<'a>(
    all: &'a [Cta],
    market: &'a workspace::BriefMarket,
) -> impl Iterator<Item = (&'a Cta, &'a str)> {
    all.iter()
        .filter(|cta| cta.market.as_ref().is_none_or(|of| *of == market.id))
        .filter_map(|cta| Some((cta, in_language(&cta.text, &market.language)?)))
}

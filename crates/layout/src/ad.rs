//! What an ad consists of, and its canvas in a size.

use crate::room::Sheet;
use crate::{bar, column, mirror, poster};
use model::canvas::{Canvas, Point};
use model::colour::Colour;
use model::digest::Digest;
use model::unit::Size;
use spec::format::SafeMargins;

pub use model::canvas::Typeface;

/// What words in one language are set in, by role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typefaces {
    /// For headlines.
    pub headline: Typeface,
    /// For everything else.
    pub body: Typeface,
}

/// Whether words on a photograph are light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Light words; the picture is darkened.
    Light,
    /// Dark words; the picture is lightened.
    Dark,
}

/// A photograph.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Photo {
    /// Its file.
    pub image: Digest,
    /// What must stay in sight.
    pub focus: Point,
    /// The words on it.
    pub ink: Ink,
}

/// The shape of a recurring visual idea.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A plain band from edge to edge under the words.
    Band,
    /// A frame around the picture.
    Frame,
    /// A plain block under the words, the picture around it.
    Block,
    /// A tab in the corner that holds the logo.
    Corner,
    /// Nothing but the picture.
    None,
}

/// A recurring visual idea.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Motif {
    /// Its shape.
    pub shape: Shape,
    /// Its colour.
    pub colour: Colour,
}

/// Where words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Composition {
    /// In a column at the left.
    Left,
    /// In the middle, centred.
    Centre,
    /// In a column at the right.
    Right,
    /// At the bottom.
    LowerThird,
    /// At the top.
    UpperThird,
}

/// The colours an ad is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colours {
    /// The light ground.
    pub paper: Colour,
    /// The dark ink.
    pub ink: Colour,
    /// What dominates.
    pub primary: Colour,
    /// What calls: the button.
    pub accent: Colour,
}

/// A logo's file with what the brand asks for it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Logo {
    /// The file.
    pub image: Digest,
    /// Space to keep clear around it, as a share of its height.
    pub clear_space: f64,
    /// Smallest width, as a share of the picture's width.
    pub smallest: f64,
    /// Width over height, when known.
    pub aspect: Option<f64>,
}

/// The logos of a brand by the ground they are for. Where one is missing, the other stands on a
/// plate of the ground it is for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Logos {
    /// For light grounds.
    pub on_light: Option<Logo>,
    /// For dark grounds.
    pub on_dark: Option<Logo>,
}

/// Everything an ad shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Ad {
    /// What it says first.
    pub headline: String,
    /// What it says next; may be empty, and is left out of small banners
    /// ([`crate::scale::carries_line`]).
    pub line: String,
    /// The call to action; may be empty.
    pub cta: String,
    /// The legal line, in small print; may be empty. Left out of a size in which nobody could read
    /// it.
    pub legal: String,
    /// The picture.
    pub photo: Photo,
    /// The recurring visual idea.
    pub motif: Motif,
    /// Where words stand.
    pub composition: Composition,
    /// Its colours.
    pub colours: Colours,
    /// Its fonts. Where their language runs from right to left, so does the ad.
    pub typefaces: Typefaces,
    /// Its logos.
    pub logos: Logos,
}

/// Wider than this, picture and words stand side by side: no headline reads well across a picture
/// that is a strip.
const BAR: f64 = 2.4;

/// Narrower than this, picture and words stand one above the other.
const COLUMN: f64 = 0.53;

/// Returns the canvas of an ad.
pub fn ad(ad: &Ad, size: Size, safe: &SafeMargins) -> Canvas {
    mirror::towards(&ad.typefaces.body.language, size, safe, |safe| {
        let sheet = Sheet::new(size, safe);
        let aspect = size.aspect();
        if aspect > BAR {
            bar::layers(ad, &sheet)
        } else if aspect < COLUMN {
            column::layers(ad, &sheet)
        } else {
            poster::layers(ad, &sheet)
        }
    })
}

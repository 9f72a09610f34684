//! What to draw, before anything is drawn: a canvas of layers. Stages return canvases; `render`
//! turns them into pixels.

use crate::colour::Colour;
use crate::digest::Digest;
use crate::unit::{Region, Size};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A point as shares of width and height.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// 0 is left, 1 is right.
    pub x: f64,
    /// 0 is top, 1 is bottom.
    pub y: f64,
}

/// The middle of a picture.
pub const CENTRE: Point = Point { x: 0.5, y: 0.5 };

/// Where text sits along a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// At the start of the line.
    Start,
    /// In the middle.
    Centre,
    /// At the end.
    End,
}

/// What words in a language are set in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typeface {
    /// Font files in the order in which they are asked for a character.
    pub fonts: Arc<[Digest]>,
    /// Weight, 100 to 900, for variable fonts.
    pub weight: u16,
    /// The language (BCP 47); empty where nobody said. It decides where lines break, which forms
    /// of a letter are drawn, and from which side lines begin.
    pub language: Arc<str>,
}

/// Words to set, and the room they have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TextBlock {
    /// The words.
    pub text: String,
    /// The room, pixels.
    pub area: Region,
    /// What they are set in.
    pub typeface: Typeface,
    /// The ink.
    pub colour: Colour,
    /// Size to try first, pixels.
    pub largest: u32,
    /// Size below which it does not fit; an error, never a silent shrink.
    pub smallest: u32,
    /// Line height over size.
    pub leading: f64,
    /// Most lines.
    pub lines: u32,
    /// Along the line.
    pub align: Align,
    /// From top to bottom of the area.
    pub stand: Align,
}

/// A colour of a gradient.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Stop {
    /// How far along it stands: 0 is the beginning, 1 the end.
    pub at: f64,
    /// Its colour.
    pub colour: Colour,
    /// 0 is invisible, 1 is solid.
    pub opacity: f64,
}

/// One layer of a canvas, drawn over those before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "layer")]
pub enum Layer {
    /// A plain area.
    Fill {
        /// Where.
        area: Region,
        /// Colour.
        colour: Colour,
        /// 0 is invisible, 1 is solid.
        opacity: f64,
        /// Corner radius, pixels.
        radius: u32,
    },
    /// A photograph that covers its area.
    Photo {
        /// The picture's file.
        image: Digest,
        /// Where.
        area: Region,
        /// What must stay in sight.
        focus: Point,
        /// 1 shows as much as possible; 1.2 is closer.
        zoom: f64,
        /// A wash of colour over it, with its opacity.
        wash: Option<(Colour, f64)>,
        /// Corner radius, pixels.
        #[serde(default, skip_serializing_if = "is_square")]
        radius: u32,
    },
    /// A plain area whose colour changes along a line.
    Gradient {
        /// Where.
        area: Region,
        /// Where the line leads, degrees: 0 is up, 90 is to the right.
        angle: f64,
        /// Colours along the line.
        stops: Vec<Stop>,
        /// Corner radius, pixels.
        radius: u32,
    },
    /// A fade from one opacity to another, so that words can be read on a picture.
    Scrim {
        /// Where.
        area: Region,
        /// Colour.
        colour: Colour,
        /// Opacity at the top.
        top: f64,
        /// Opacity at the bottom.
        bottom: f64,
    },
    /// Words.
    Text(TextBlock),
    /// A logo, fitted into its area without changing its shape.
    Mark {
        /// The logo's file (PNG or SVG).
        image: Digest,
        /// Where.
        area: Region,
        /// One colour for all of it, for one-colour logos.
        tint: Option<Colour>,
    },
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_square(radius: &u32) -> bool {
    *radius == 0
}

/// A picture to draw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Canvas {
    /// Its size.
    pub size: Size,
    /// Its layers, bottom first.
    pub layers: Vec<Layer>,
}

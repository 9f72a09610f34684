//! Single letters of a typeface, to compare with letters in a picture.
//!
//! Letters stand one after the other by their widths alone: without kerning or ligatures, which
//! whoever compares has to allow for anyway, because designers change both.

use crate::glyphs::outline;
use skrifa::instance::{Location, Size};
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider, Tag};
use std::sync::Arc;
use zeno::{Mask, Origin};

/// A typeface in one file.
#[derive(Debug, Clone)]
pub struct Face {
    bytes: Arc<[u8]>,
    weights: Option<(u16, u16)>,
}

/// A letter on its own: how much of each pixel it covers.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// How far the next letter stands from this one, pixels.
    pub advance: f32,
    /// From the pen to the first column, pixels.
    pub left: i32,
    /// From the baseline up to the top of the first row, pixels.
    pub top: i32,
    /// Columns.
    pub width: usize,
    /// Coverage row by row, 0 to 255; empty for a space.
    pub coverage: Vec<u8>,
}

/// Returns what a font file calls itself.
pub(crate) fn name(bytes: &[u8]) -> Option<String> {
    let font = FontRef::from_index(bytes, 0).ok()?;
    let names = font.localized_strings(StringId::FULL_NAME);
    let name = names.english_or_first()?.chars().take(80).collect::<String>();
    (!name.is_empty()).then_some(name)
}

impl Face {
    /// Reads a font file; none where it cannot be read.
    pub fn read(bytes: Arc<[u8]>) -> Option<Self> {
        let font = FontRef::new(&bytes).ok()?;
        let axes = font.axes();
        let axis = axes.iter().find(|axis| axis.tag() == Tag::new(b"wght"));
        let weights = axis.map(|axis| (axis.min_value() as u16, axis.max_value() as u16));
        Some(Self { bytes, weights })
    }

    /// Returns the lightest and the boldest weight of a typeface that has more than one.
    pub const fn weights(&self) -> Option<(u16, u16)> {
        self.weights
    }

    /// Draws a letter in a weight, `em` pixels large; none where the typeface lacks it.
    pub fn letter(&self, letter: char, weight: u16, em: f32) -> Option<Letter> {
        let font = FontRef::new(&self.bytes).ok()?;
        let location = match self.weights {
            Some(_) => font.axes().location([("wght", f32::from(weight))]),
            None => Location::default(),
        };
        let glyph = font.charmap().map(letter).filter(|glyph| glyph.to_u32() != 0)?;
        let size = Size::new(em);
        let advance = font.glyph_metrics(size, &location).advance_width(glyph)?;
        let commands = outline(&font, glyph, size, (&location).into(), (0.0, 0.0));
        if commands.is_empty() {
            return Some(Letter { advance, left: 0, top: 0, width: 0, coverage: Vec::new() });
        }
        let (coverage, place) = Mask::new(commands.as_slice()).origin(Origin::TopLeft).render();
        let width = place.width as usize;
        Some(Letter { advance, left: place.left, top: -place.top, width, coverage })
    }
}

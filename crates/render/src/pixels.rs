//! A picture in memory.

use model::colour::Colour;
use model::digest::Digest;
use model::unit::Size;
use std::fmt;

/// No picture or canvas may have more pixels than this: 100 megapixels, 400 MB of memory, covers
/// the largest medium-format cameras.
pub(crate) const MOST_PIXELS: u64 = 100_000_000;

/// A picture: 8-bit sRGB with straight alpha, rows from the top, without padding.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    /// Its size.
    pub size: Size,
    /// Red, green, blue, alpha of each pixel.
    pub rgba: Vec<u8>,
}

impl Pixels {
    /// Returns a picture of one colour.
    pub fn plain(size: Size, colour: Colour) -> Self {
        let Colour { r, g, b } = colour;
        Self { size, rgba: vec![[r, g, b, 255]; area(size)].into_flattened() }
    }

    /// Returns the pixels one by one, row by row.
    pub fn pixels(&self) -> &[[u8; 4]] {
        self.rgba.as_chunks().0
    }

    /// Returns the pixel at `x`, `y`, if it is inside.
    pub fn at(&self, x: u32, y: u32) -> Option<[u8; 4]> {
        let index = (x < self.size.width).then(|| y as usize * self.size.width as usize)?;
        self.pixels().get(index + x as usize).copied()
    }

    /// Tells whether nothing shines through.
    pub fn is_opaque(&self) -> bool {
        self.pixels().iter().all(|[.., alpha]| *alpha == 255)
    }
}

impl fmt::Debug for Pixels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pixels({}, {:?})", self.size, Digest::of(&self.rgba))
    }
}

/// Returns how many pixels there are.
pub(crate) fn area(size: Size) -> usize {
    size.width as usize * size.height as usize
}

/// Tells whether a picture of this size has pixels, and not more than memory is set aside for.
pub(crate) fn is_drawable(size: Size) -> bool {
    (1..=MOST_PIXELS).contains(&(u64::from(size.width) * u64::from(size.height)))
}

//! Glyphs that bring their own colours: layers of shapes (`COLR`), or pictures (`CBDT`, `sbix`).

mod painter;

use crate::decode::decode;
use crate::glyphs::RunFont;
use crate::scale::{resample, whole};
use crate::surface::{Surface, premultiply};
use model::colour::Colour;
use model::unit::Size;
use skrifa::bitmap::{BitmapData, BitmapGlyph, Origin};
use skrifa::{FontRef, GlyphId, MetadataProvider};

/// Tells whether a glyph brings colours that can be drawn.
pub(crate) fn has(font: &FontRef<'_>, glyph: GlyphId, size: f32) -> bool {
    font.color_glyphs().get(glyph).is_some() || picture(font, glyph, size).is_some()
}

/// Draws a glyph that brings colours with its pen at a place; says whether it did. What the glyph
/// leaves to the ink is drawn in `ink`.
pub(crate) fn draw(
    surface: &mut Surface,
    font: &RunFont<'_>,
    glyph: GlyphId,
    (x, y): (f32, f32),
    ink: Colour,
) -> bool {
    if let Some(layers) = font.font.color_glyphs().get(glyph) {
        return painter::paint(surface, font, &layers, (x, y), ink);
    }
    let Some(picture) = picture(&font.font, glyph, font.size) else { return false };
    place(surface, font, &picture, (x, y)).is_some()
}

/// Pictures of one or two colours are of the time before colour screens, and no brand's.
fn picture<'a>(font: &FontRef<'a>, glyph: GlyphId, size: f32) -> Option<BitmapGlyph<'a>> {
    let strikes = font.bitmap_strikes();
    let found = strikes.glyph_for_size(skrifa::instance::Size::new(size), glyph)?;
    matches!(found.data, BitmapData::Png(_)).then_some(found)
}

/// Scales the picture from the size it was made for to the size of the words.
fn place(
    surface: &mut Surface,
    font: &RunFont<'_>,
    glyph: &BitmapGlyph<'_>,
    (x, y): (f32, f32),
) -> Option<()> {
    let BitmapData::Png(bytes) = glyph.data else { return None };
    let picture = decode(bytes).ok()?;
    let units = font.font.metrics(skrifa::instance::Size::unscaled(), font.location());
    let em = font.size / f32::from(units.units_per_em.max(1));
    let scale = (font.size / glyph.ppem_x.max(1.0), font.size / glyph.ppem_y.max(1.0));
    let side = |pixels: u32, scale: f32| ((pixels as f32 * scale).round() as u32).max(1);
    let size = Size {
        width: side(picture.size.width, scale.0),
        height: side(picture.size.height, scale.1),
    };
    let left = x + glyph.bearing_x * em + glyph.inner_bearing_x * scale.0;
    let above = glyph.bearing_y * em + glyph.inner_bearing_y * scale.1;
    let top = match glyph.placement_origin {
        Origin::TopLeft => y - above,
        Origin::BottomLeft => y - above - size.height as f32,
    };
    let scaled = resample(&picture, whole(picture.size), size).ok()?;
    let pixels = premultiply(scaled.pixels());
    surface.place_at(left.round() as i32, top.round() as i32, size.width, &pixels);
    Some(())
}

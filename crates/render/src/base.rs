//! What many pictures have in common, drawn once: photo, shades, logo. Words are drawn over a copy.

use crate::draw::paint_over;
use crate::error::RenderError;
use crate::pixels::{Pixels, is_drawable};
use crate::resources::Resources;
use crate::surface::Surface;
use model::canvas::Layer;
use model::unit::Size;

/// Layers that are drawn already.
pub struct Base(Surface);

impl Base {
    /// Draws layers on white paper. Every error of every layer is told at once.
    pub fn draw(
        size: Size,
        layers: &[Layer],
        resources: &Resources,
    ) -> Result<Self, Vec<RenderError>> {
        if !is_drawable(size) {
            return Err(vec![RenderError::SizeUnusable { size }]);
        }
        paint_over(Surface::paper(size), layers, resources).map(Self)
    }

    /// Returns how much memory it takes, bytes.
    pub fn bytes(&self) -> usize {
        self.0.premultiplied().len() * 4
    }
}

/// Draws layers over a copy of a base: the same pixels as all of them drawn at once.
pub fn draw_over(
    base: &Base,
    layers: &[Layer],
    resources: &Resources,
) -> Result<Pixels, Vec<RenderError>> {
    paint_over(base.0.clone(), layers, resources).map(Surface::into_pixels)
}

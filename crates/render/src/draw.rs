//! Canvas to pixels.

use crate::error::RenderError;
use crate::fit::Typesetter;
use crate::glyphs;
use crate::gradient;
use crate::pixels::{Pixels, is_drawable};
use crate::resources::Resources;
use crate::scale::{cover, fit, resample, whole};
use crate::surface::{Surface, premultiply, weight, weight_of};
use crate::vector::draw_vector;
use model::canvas::{Canvas, Layer, Point};
use model::colour::Colour;
use model::digest::Digest;
use model::unit::{Region, Size};

/// Draws a canvas on white paper. Every error of every layer is told at once.
///
/// Fills, photographs and scrims may reach over the edge and are cut there; words and logos may
/// not.
pub fn draw(canvas: &Canvas, resources: &Resources) -> Result<Pixels, Vec<RenderError>> {
    paint(canvas, resources, Surface::paper).map(Surface::into_pixels)
}

/// Draws a canvas on nothing, for laying it over something else.
pub fn clear_canvas(canvas: &Canvas, resources: &Resources) -> Result<Pixels, Vec<RenderError>> {
    paint(canvas, resources, Surface::clear).map(Surface::into_pixels)
}

/// Paints all layers on the sheet that `sheet` makes.
pub(crate) fn paint(
    canvas: &Canvas,
    resources: &Resources,
    sheet: impl FnOnce(Size) -> Surface,
) -> Result<Surface, Vec<RenderError>> {
    if !is_drawable(canvas.size) {
        return Err(vec![RenderError::SizeUnusable { size: canvas.size }]);
    }
    paint_over(sheet(canvas.size), &canvas.layers, resources)
}

/// Paints layers over what a sheet shows already.
pub(crate) fn paint_over(
    surface: Surface,
    layers: &[Layer],
    resources: &Resources,
) -> Result<Surface, Vec<RenderError>> {
    let mut painter = Painter { surface, resources, typesetter: Typesetter::new(resources) };
    let errors: Vec<RenderError> = layers
        .iter()
        .enumerate()
        .filter_map(|(index, layer)| painter.layer(index, layer).err())
        .collect();
    if errors.is_empty() { Ok(painter.surface) } else { Err(errors) }
}

struct Painter<'a> {
    surface: Surface,
    resources: &'a Resources,
    typesetter: Typesetter<'a>,
}

impl Painter<'_> {
    fn layer(&mut self, index: usize, layer: &Layer) -> Result<(), RenderError> {
        match layer {
            Layer::Fill { area, colour, opacity, radius } => {
                self.fill(*area, *colour, weight(*opacity), *radius);
                Ok(())
            }
            Layer::Gradient { area, angle, stops, radius } => {
                gradient::paint(&mut self.surface, *area, *angle, stops, *radius);
                Ok(())
            }
            Layer::Photo { image, area, focus, zoom, wash, radius } => {
                self.photo(*image, *area, (*focus, *zoom), *radius)?;
                if let Some((colour, opacity)) = wash {
                    self.surface.fill(*area, *colour, weight(*opacity));
                }
                Ok(())
            }
            Layer::Scrim { area, colour, top, bottom } => {
                self.scrim(*area, *colour, *top, *bottom);
                Ok(())
            }
            Layer::Text(block) => {
                self.inside(index, block.area)?;
                let fitted = self.typesetter.fit(block)?;
                glyphs::ink(&mut self.surface, &fitted, block.colour);
                Ok(())
            }
            Layer::Mark { image, area, tint } => {
                self.inside(index, *area)?;
                self.mark(*image, *area, *tint)
            }
        }
    }

    fn inside(&self, layer: usize, area: Region) -> Result<(), RenderError> {
        let canvas = self.surface.size;
        let ends_inside = |begin: u32, length: u32, all: u32| {
            begin.checked_add(length).is_some_and(|end| end <= all)
        };
        if ends_inside(area.x, area.w, canvas.width) && ends_inside(area.y, area.h, canvas.height) {
            Ok(())
        } else {
            Err(RenderError::OutsideCanvas { layer, area, canvas })
        }
    }

    fn fill(&mut self, area: Region, colour: Colour, weight: u32, radius: u32) {
        let radius = radius.min(area.w / 2).min(area.h / 2);
        if weight == 0 {
            return;
        }
        if radius == 0 {
            return self.surface.fill(area, colour, weight);
        }
        self.surface.shade(area, colour, |x, y| match corner(area, radius, x, y) {
            Some(cover) => (f64::from(weight) * cover).round() as u32,
            None => weight,
        });
    }

    fn photo(
        &mut self,
        image: Digest,
        area: Region,
        (focus, zoom): (Point, f64),
        radius: u32,
    ) -> Result<(), RenderError> {
        let picture = self.resources.image(image)?;
        if area.w == 0 || area.h == 0 {
            return Ok(());
        }
        let size = Size { width: area.w, height: area.h };
        let crop = cover(picture.size, size.aspect(), focus, zoom);
        let scaled = resample(picture, crop, size)?;
        let mut pixels = premultiply(scaled.pixels());
        round_off(&mut pixels, area, radius.min(area.w / 2).min(area.h / 2));
        self.surface.place(area.x, area.y, area.w, &pixels);
        Ok(())
    }

    fn scrim(&mut self, area: Region, colour: Colour, top: f64, bottom: f64) {
        self.surface.fade(area, colour, |row| {
            let t = (f64::from(row) + 0.5) / f64::from(area.h);
            // Eased at both ends: the eye sees a line where a fade begins at full slope.
            let eased = t * t * (3.0 - 2.0 * t);
            weight(top + (bottom - top) * eased)
        });
    }

    fn mark(
        &mut self,
        image: Digest,
        area: Region,
        tint: Option<Colour>,
    ) -> Result<(), RenderError> {
        let room = Size { width: area.w, height: area.h };
        let (size, pixels) = if let Some(svg) = self.resources.vectors.get(&image) {
            draw_vector(image, svg, room)?
        } else {
            let picture = self.resources.image(image)?;
            let size = fit(picture.size, room);
            let scaled = resample(picture, whole(picture.size), size)?;
            (size, premultiply(scaled.pixels()))
        };
        let left = area.x + (area.w.saturating_sub(size.width)) / 2;
        let top = area.y + (area.h.saturating_sub(size.height)) / 2;
        match tint {
            None => self.surface.place(left, top, size.width, &pixels),
            Some(colour) => {
                let place = Region { x: left, y: top, w: size.width, h: size.height };
                let mask = |x: u32, y: u32| {
                    let index = y as usize * size.width as usize + x as usize;
                    pixels.get(index).map_or(0, |[.., alpha]| weight_of(*alpha))
                };
                self.surface.shade(place, colour, mask);
            }
        }
        Ok(())
    }
}

/// Returns how much of a pixel lies inside a round corner; none where it is near no corner.
pub(crate) fn corner(area: Region, radius: u32, x: u32, y: u32) -> Option<f64> {
    let inner = |position: u32, length: u32| {
        let middle = f64::from(position) + 0.5;
        let (near, far) = (f64::from(radius), f64::from(length - radius));
        (near - middle).max(middle - far).max(0.0)
    };
    let (dx, dy) = (inner(x, area.w), inner(y, area.h));
    // A pixel's share of a wide curve is close to its distance from the edge.
    let cover = || (f64::from(radius) + 0.5 - (dx * dx + dy * dy).sqrt()).clamp(0.0, 1.0);
    (dx != 0.0 && dy != 0.0).then(cover)
}

/// Takes the corners off a premultiplied picture.
fn round_off(pixels: &mut [[u8; 4]], area: Region, radius: u32) {
    if radius == 0 {
        return;
    }
    for (y, row) in (0..).zip(pixels.chunks_exact_mut(area.w as usize)) {
        for (x, pixel) in (0..).zip(row) {
            if let Some(cover) = corner(area, radius, x, y) {
                *pixel = pixel.map(|value| (f64::from(value) * cover).round() as u8);
            }
        }
    }
}

#[cfg(test)]
mod tests;

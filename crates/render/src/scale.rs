//! Pictures at another size.

use crate::error::RenderError;
use crate::pixels::{Pixels, is_drawable};
use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use model::canvas::Point;
use model::unit::Size;

/// A window into a picture, in its pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Crop {
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

/// Returns the picture made to fit into `room`, never enlarged.
pub fn thumbnail(picture: &Pixels, room: Size) -> Result<Pixels, RenderError> {
    let fitted = fit(picture.size, room);
    let smaller = Size {
        width: fitted.width.min(picture.size.width),
        height: fitted.height.min(picture.size.height),
    };
    resample(picture, whole(picture.size), smaller)
}

/// Returns the largest size of the same shape inside `room`, at least one pixel.
pub(crate) fn fit(shape: Size, room: Size) -> Size {
    let scale = (f64::from(room.width) / f64::from(shape.width.max(1)))
        .min(f64::from(room.height) / f64::from(shape.height.max(1)));
    let side =
        |pixels: u32, most: u32| ((f64::from(pixels) * scale).round() as u32).clamp(1, most.max(1));
    Size { width: side(shape.width, room.width), height: side(shape.height, room.height) }
}

/// Returns the window of `aspect` around `focus` that fills a frame, pushed inside the picture.
pub(crate) fn cover(picture: Size, aspect: f64, focus: Point, zoom: f64) -> Crop {
    let (width, height) = (f64::from(picture.width), f64::from(picture.height));
    let zoom = if zoom.is_finite() { zoom.max(1.0) } else { 1.0 };
    let (w, h) = ((height * aspect).min(width) / zoom, (width / aspect).min(height) / zoom);
    let begin = |middle: f64, window: f64, all: f64| {
        let middle = if middle.is_finite() { middle } else { 0.5 };
        (middle * all - window / 2.0).clamp(0.0, (all - window).max(0.0))
    };
    Crop { left: begin(focus.x, w, width), top: begin(focus.y, h, height), width: w, height: h }
}

/// Returns all of a picture as a window.
pub(crate) fn whole(size: Size) -> Crop {
    Crop { left: 0.0, top: 0.0, width: f64::from(size.width), height: f64::from(size.height) }
}

/// Returns the window of `picture` at the size `to`. Lanczos keeps detail when it gets smaller;
/// Catmull-Rom rings less when it gets larger.
pub(crate) fn resample(picture: &Pixels, crop: Crop, to: Size) -> Result<Pixels, RenderError> {
    if !is_drawable(to) {
        return Err(RenderError::SizeUnusable { size: to });
    }
    let filter = if crop.width < f64::from(to.width) {
        FilterType::CatmullRom
    } else {
        FilterType::Lanczos3
    };
    // Sums of shares may end a hair outside.
    let width = crop.width.min(f64::from(picture.size.width) - crop.left);
    let height = crop.height.min(f64::from(picture.size.height) - crop.top);
    let options = ResizeOptions::new()
        .resize_alg(ResizeAlg::Convolution(filter))
        .crop(crop.left, crop.top, width, height)
        .use_alpha(!picture.is_opaque());
    let unusable = |_| RenderError::SizeUnusable { size: picture.size };
    let Size { width, height } = picture.size;
    let from = ImageRef::new(width, height, &picture.rgba, PixelType::U8x4).map_err(unusable)?;
    let mut scaled = Image::new(to.width, to.height, PixelType::U8x4);
    Resizer::new()
        .resize(&from, &mut scaled, &options)
        .map_err(|e| RenderError::PictureUnreadable { reason: e.to_string() })?;
    Ok(Pixels { size: to, rgba: scaled.into_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::colour::Colour;

    const WIDE: Size = Size { width: 400, height: 100 };

    fn check_cover(focus: f64, zoom: f64, left: f64, width: f64) {
        let crop = cover(WIDE, 1.0, Point { x: focus, y: 0.5 }, zoom);
        assert_eq!((crop.left, crop.width), (left, width), "focus {focus}, zoom {zoom}");
    }

    #[test]
    fn a_crop_is_centred_on_its_focus_and_stays_inside() {
        check_cover(0.5, 1.0, 150.0, 100.0);
        check_cover(0.75, 1.0, 250.0, 100.0);
        check_cover(1.0, 1.0, 300.0, 100.0);
        check_cover(0.0, 1.0, 0.0, 100.0);
        check_cover(0.5, 2.0, 175.0, 50.0);
        check_cover(0.5, 0.1, 150.0, 100.0);
        check_cover(f64::NAN, f64::NAN, 150.0, 100.0);
    }

    #[test]
    fn a_thumbnail_keeps_its_shape_and_is_never_enlarged() {
        let picture = Pixels::plain(WIDE, Colour::WHITE);
        let size = |w, h| thumbnail(&picture, Size { width: w, height: h }).unwrap().size;
        assert_eq!(size(200, 200), Size { width: 200, height: 50 });
        assert_eq!(size(9000, 9000), WIDE);
        assert_eq!(size(1, 1), Size { width: 1, height: 1 });
    }
}

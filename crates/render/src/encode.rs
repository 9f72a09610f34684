//! Pixels to bytes of a picture file. Same pixels, same bytes.

use crate::error::RenderError;
use crate::pixels::Pixels;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

/// Returns the picture as PNG; without an alpha channel if nothing shines through.
pub fn encode_png(picture: &Pixels) -> Result<Vec<u8>, RenderError> {
    let mut bytes = Vec::new();
    let encoder =
        PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive);
    let (width, height) = (picture.size.width, picture.size.height);
    let written = if picture.is_opaque() {
        encoder.write_image(&without_alpha(picture), width, height, ExtendedColorType::Rgb8)
    } else {
        encoder.write_image(&picture.rgba, width, height, ExtendedColorType::Rgba8)
    };
    written.map_err(|e| failed(picture, &e.to_string()))?;
    Ok(bytes)
}

/// Returns the picture as JPEG of a quality from 1 to 100; alpha is dropped. Colour keeps its full
/// resolution, so that small coloured type stays sharp and the file is one scan, which every
/// decoder reads.
pub fn encode_jpeg(picture: &Pixels, quality: u8) -> Result<Vec<u8>, RenderError> {
    let side = |pixels: u32| {
        u16::try_from(pixels).map_err(|e| failed(picture, &format!("JPEG's largest side: {e}")))
    };
    let (width, height) = (side(picture.size.width)?, side(picture.size.height)?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality.clamp(1, 100));
    encoder.set_sampling_factor(SamplingFactor::F_1_1);
    // Optimised tables would put each colour into a scan of its own, which readers stumble over.
    encoder.set_optimized_huffman_tables(false);
    encoder
        .encode(&picture.rgba, width, height, ColorType::Rgba)
        .map_err(|e| failed(picture, &e.to_string()))?;
    Ok(bytes)
}

fn without_alpha(picture: &Pixels) -> Vec<u8> {
    picture.pixels().iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect()
}

fn failed(picture: &Pixels, reason: &str) -> RenderError {
    RenderError::Encode { size: picture.size, reason: reason.to_owned() }
}

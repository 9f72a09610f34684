//! Bytes of a picture file to pixels, within strict limits.

use crate::error::RenderError;
use crate::jpeg;
use crate::pixels::{Pixels, is_drawable};
use image::{DynamicImage, ImageDecoder, ImageError, ImageReader, Limits};
use model::unit::Size;
use std::io::Cursor;

/// Most bytes that a decoder may set aside; a hostile header cannot ask for more.
const MOST_BYTES: u64 = 1 << 30;

/// Most bytes of a PNG's packed colour profile: unpacked, they are a thousand times as many at most.
const MOST_PROFILE: u32 = 256 << 10;

/// Reads a PNG, JPEG, WebP or GIF (its first frame), turned upright as its Exif data says.
pub fn decode(bytes: &[u8]) -> Result<Pixels, RenderError> {
    if jpeg::has_separate_scans(bytes) {
        return Err(unreadable("a baseline JPEG that keeps each colour in a scan of its own"));
    }
    if profile_length(bytes) > MOST_PROFILE {
        return Err(unreadable("a PNG whose colour profile is too large to be one"));
    }
    let mut reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .map_err(|e| unreadable(&e.to_string()))?;
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|e| refused(&e))?;
    let (width, height) = decoder.dimensions();
    let size = Size { width, height };
    if !is_drawable(size) {
        return Err(RenderError::PictureTooLarge { size });
    }
    let orientation = decoder.orientation().map_err(|e| refused(&e))?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|e| refused(&e))?;
    image.apply_orientation(orientation);
    let image = image.into_rgba8();
    let size = Size { width: image.width(), height: image.height() };
    Ok(Pixels { size, rgba: image.into_raw() })
}

/// Returns the length of a PNG's packed colour profile, which decoders unpack whatever its size.
fn profile_length(bytes: &[u8]) -> u32 {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n").unwrap_or_default();
    while let Some(([a, b, c, d, kind @ ..], _)) = rest.split_first_chunk::<8>() {
        let length = u32::from_be_bytes([*a, *b, *c, *d]);
        match kind {
            b"iCCP" => return length,
            // A profile stands before the picture.
            b"IDAT" => return 0,
            // Length, kind and checksum are twelve bytes.
            _ => rest = rest.get(length as usize + 12..).unwrap_or_default(),
        }
    }
    0
}

fn refused(error: &ImageError) -> RenderError {
    unreadable(&error.to_string())
}

fn unreadable(reason: &str) -> RenderError {
    RenderError::PictureUnreadable { reason: reason.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{encode_jpeg, encode_png};
    use model::colour::Colour;

    #[test]
    fn a_png_comes_back_as_it_went() {
        let mut picture =
            Pixels::plain(Size { width: 7, height: 3 }, Colour { r: 200, g: 30, b: 5 });
        picture.rgba[3] = 17;
        let png = encode_png(&picture).unwrap();
        assert_eq!(decode(&png), Ok(picture.clone()));
        assert_eq!(encode_png(&picture), Ok(png));
    }

    #[test]
    fn a_jpeg_comes_back_nearly_as_it_went() {
        let colour = Colour { r: 200, g: 30, b: 5 };
        let picture = Pixels::plain(Size { width: 64, height: 64 }, colour);
        let back = decode(&encode_jpeg(&picture, 92).unwrap()).unwrap();
        let [r, g, b, a] = back.at(32, 32).unwrap();
        assert!(r.abs_diff(200) < 4 && g.abs_diff(30) < 4 && b.abs_diff(5) < 4 && a == 255);
    }

    #[test]
    fn colours_keep_their_places_at_every_quality() {
        let mut picture = Pixels::plain(Size { width: 96, height: 64 }, Colour::WHITE);
        for (index, pixel) in picture.rgba.chunks_exact_mut(4).enumerate() {
            let red = index % 96 < 48;
            pixel.copy_from_slice(if red { &[220, 20, 20, 255] } else { &[20, 20, 220, 255] });
        }
        for quality in [40, 75, 84, 89, 90, 95] {
            let back = decode(&encode_jpeg(&picture, quality).unwrap()).unwrap();
            for (x, expected) in [(8, [220, 20, 20]), (88, [20, 20, 220])] {
                let found = back.at(x, 32).unwrap();
                let near = found.iter().zip(expected).all(|(a, b)| a.abs_diff(b) < 16);
                assert!(near, "{found:?} at {x}, quality {quality}");
            }
        }
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        assert!(matches!(decode(b"hello"), Err(RenderError::PictureUnreadable { .. })));
        assert!(matches!(decode(b""), Err(RenderError::PictureUnreadable { .. })));
        let png = encode_png(&Pixels::plain(Size { width: 9, height: 9 }, Colour::WHITE)).unwrap();
        assert!(decode(&png[..png.len() / 2]).is_err());
    }

    #[test]
    fn a_colour_profile_that_would_fill_the_memory_is_refused_unread() {
        let png = encode_png(&Pixels::plain(Size { width: 4, height: 4 }, Colour::WHITE)).unwrap();
        let with_profile = |length: u32| {
            let body = vec![0_u8; length as usize];
            let chunk = [&b"iCCP"[..], &body].concat();
            let crc = crc32(&chunk).to_be_bytes();
            // The header ends at byte 33.
            [&png[..33], &length.to_be_bytes(), &chunk, &crc, &png[33..]].concat()
        };
        let message = decode(&with_profile(MOST_PROFILE + 1)).unwrap_err().to_string();
        assert!(message.contains("colour profile is too large"), "{message}");
        assert!(decode(&with_profile(64)).is_ok());
    }

    #[test]
    fn a_header_that_promises_too_many_pixels_is_refused_before_they_are_read() {
        let mut png =
            encode_png(&Pixels::plain(Size { width: 1, height: 1 }, Colour::WHITE)).unwrap();
        // Width and height lie at bytes 16 to 24 of a PNG; the header's checksum follows.
        png[16..24].copy_from_slice(&[0, 0, 0x30, 0, 0, 0, 0x30, 0]);
        let crc = crc32(&png[12..29]);
        png[29..33].copy_from_slice(&crc.to_be_bytes());
        assert_eq!(
            decode(&png),
            Err(RenderError::PictureTooLarge { size: Size { width: 12288, height: 12288 } })
        );
    }

    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |c, _| (c >> 1) ^ (0xEDB8_8320 * (c & 1)))
        })
    }
}

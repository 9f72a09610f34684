//! WAV, AVI and WebP: one chunk that holds the rest.

use super::{Bytes, End, Shape};
use model::unit::Size;
use std::io;

pub(super) fn read(bytes: &Bytes<'_>) -> io::Result<Option<Shape>> {
    let Some(head) = bytes.array::<12>(0)? else {
        return Ok(None);
    };
    let [_, _, _, fourth, length @ .., k1, k2, k3, k4] = head;
    let (container, still) = match &[k1, k2, k3, k4] {
        b"WAVE" => ("wav", false),
        b"AVI " => ("avi", false),
        b"WEBP" => ("webp", true),
        _ => return Ok(None),
    };
    let end = match (u32::from_le_bytes(length), fourth) {
        // Live recordings leave the length open; RF64 keeps it elsewhere.
        (0 | u32::MAX, _) | (_, b'4') => End::Unsaid,
        // Some writers count a padding byte that they do not write.
        (length, _) if bytes.len + 1 == 8 + u64::from(length) => End::Promised(bytes.len),
        (length, _) => End::Promised(8 + u64::from(length)),
    };
    Ok(Some(Shape { container, still, fast_start: None, end, cmyk: false }))
}

/// Reads the canvas of a WebP whose header says that it moves (WebP container specification,
/// "extended file format").
pub(super) fn moving_webp(bytes: &Bytes<'_>) -> io::Result<Option<Size>> {
    const MOVES: u8 = 2;
    let Some(head) = bytes.array::<30>(0)? else { return Ok(None) };
    let [
        b'R',
        b'I',
        b'F',
        b'F',
        _,
        _,
        _,
        _,
        b'W',
        b'E',
        b'B',
        b'P',
        b'V',
        b'P',
        b'8',
        b'X',
        rest @ ..,
    ] = head
    else {
        return Ok(None);
    };
    let [_, _, _, _, flags, _, _, _, w0, w1, w2, h0, h1, h2] = rest;
    // Sides are stored less one.
    let side = |low, middle, high| u32::from_le_bytes([low, middle, high, 0]) + 1;
    let size = Size { width: side(w0, w1, w2), height: side(h0, h1, h2) };
    Ok((flags & MOVES != 0).then_some(size))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn a_webp_that_moves_says_its_size_and_one_that_does_not_is_a_picture() {
        let read = |flags: u8| {
            let head =
                [&b"RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0"[..], &[flags, 0, 0, 0, 63, 1, 0, 179, 0, 0]]
                    .concat();
            let mut file = tempfile::tempfile().unwrap();
            file.write_all(&head).unwrap();
            moving_webp(&Bytes { file: &file, len: head.len() as u64 }).unwrap()
        };
        assert_eq!(read(2), Some(Size { width: 320, height: 180 }));
        assert_eq!(read(0), None);
    }
}

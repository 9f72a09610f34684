//! WAV, AVI and WebP: one chunk that holds the rest.

use super::{Bytes, End, Shape};
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

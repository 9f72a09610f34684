//! PNG, JPEG and GIF: pictures that close with an end mark.

use super::{Bytes, End, Shape};
use std::io;

/// Signature of a PNG, before its first chunk.
const PNG_HEAD: u64 = 8;

/// Length, kind and checksum of a PNG chunk without content.
const EMPTY_CHUNK: u64 = 12;

/// JPEGs larger than this are not searched for their end mark.
const MOST_SEARCHED: u64 = 256 << 20;

/// Chunks of a PNG beyond which it is not walked.
const MOST_CHUNKS: usize = 1 << 20;

fn picture(container: &'static str, end: End) -> Shape {
    Shape { container, still: true, fast_start: None, end }
}

pub(super) fn png(bytes: &Bytes<'_>) -> io::Result<Shape> {
    let mut at = PNG_HEAD;
    for _ in 0..MOST_CHUNKS {
        let Some([a, b, c, d, kind @ ..]) = bytes.array::<8>(at)? else {
            return Ok(picture("png", End::Promised(at + EMPTY_CHUNK)));
        };
        at += EMPTY_CHUNK + u64::from(u32::from_be_bytes([a, b, c, d]));
        if &kind == b"IEND" || at > bytes.len {
            break;
        }
    }
    Ok(picture("png", End::Promised(at)))
}

pub(super) fn jpeg(bytes: &Bytes<'_>) -> io::Result<Shape> {
    if bytes.len > MOST_SEARCHED {
        return Ok(picture("jpeg", End::Unsaid));
    }
    let file = bytes.some(0, MOST_SEARCHED)?;
    let whole = scan_start(&file)
        .and_then(|scan| file.get(scan..))
        .is_some_and(|scan| scan.windows(2).any(|mark| mark == [0xff, 0xd9]));
    // How much is missing cannot be known; the end mark at least is.
    let missing = if whole { 0 } else { 2 };
    Ok(picture("jpeg", End::Promised(bytes.len + missing)))
}

/// Skips the segments before the picture proper: thumbnails in them have end marks of their own.
fn scan_start(file: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        let [0xff, mark, a, b] = *file.get(at..at + 4)? else {
            return None;
        };
        if mark == 0xff {
            // Fill bytes may stand before a mark.
            at += 1;
            continue;
        }
        at += 2 + usize::from(u16::from_be_bytes([a, b]));
        if mark == 0xda {
            return Some(at);
        }
    }
}

pub(super) fn gif(bytes: &Bytes<'_>) -> io::Result<Shape> {
    let tail = bytes.some(bytes.len.saturating_sub(64), 64)?;
    let last = tail.iter().rev().find(|byte| **byte != 0);
    let missing = u64::from(last != Some(&b';'));
    // A GIF may move: whether it does, its packets say.
    let end = End::Promised(bytes.len + missing);
    Ok(Shape { container: "gif", still: false, fast_start: None, end })
}

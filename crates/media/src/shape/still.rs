//! PNG, JPEG and GIF: pictures that close with an end mark.

use super::{Bytes, End, Shape, scan};
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
    Shape { container, still: true, fast_start: None, end, cmyk: false }
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
    let end = End::Promised(bytes.len + missing);
    Ok(Shape { cmyk: components(&file) == Some(4), ..picture("jpeg", end) })
}

/// Says whether the data of a JPEG are damaged; other pictures have checksums, or decoders that
/// complain.
pub(super) fn is_damaged(bytes: &Bytes<'_>) -> io::Result<bool> {
    let is_jpeg = bytes.array::<3>(0)? == Some([0xff, 0xd8, 0xff]);
    if !is_jpeg || bytes.len > MOST_SEARCHED {
        return Ok(false);
    }
    Ok(scan::is_damaged(&bytes.some(0, MOST_SEARCHED)?))
}

/// Returns how many components the frame header counts; a JPEG of four is CMYK (ITU-T T.872).
fn components(file: &[u8]) -> Option<u8> {
    // Start of frame, whatever the coding; the three marks between them are other things.
    let is_frame = |mark: u8| matches!(mark, 0xc0..=0xcf) && !matches!(mark, 0xc4 | 0xc8 | 0xcc);
    let frame = segments(file).find(|segment| is_frame(segment.mark))?;
    // Precision, height and width stand before the count.
    frame.body.get(5).copied()
}

/// A segment of a JPEG, from its mark on.
struct Segment<'a> {
    mark: u8,
    body: &'a [u8],
    /// Where the next one begins.
    end: usize,
}

/// Returns the segments before the picture proper.
fn segments(file: &[u8]) -> impl Iterator<Item = Segment<'_>> {
    let mut at = 2;
    std::iter::from_fn(move || {
        // Fill bytes may stand before a mark.
        while file.get(at..at + 2)? == [0xff, 0xff] {
            at += 1;
        }
        let [0xff, mark, a, b] = *file.get(at..at + 4)? else {
            return None;
        };
        let end = at + 2 + usize::from(u16::from_be_bytes([a, b]));
        let body = file.get(at + 4..end)?;
        at = end;
        Some(Segment { mark, body, end })
    })
}

/// Skips the segments before the picture proper: thumbnails in them have end marks of their own.
fn scan_start(file: &[u8]) -> Option<usize> {
    segments(file).find(|segment| segment.mark == 0xda).map(|scan| scan.end)
}

pub(super) fn gif(bytes: &Bytes<'_>) -> io::Result<Shape> {
    let tail = bytes.some(bytes.len.saturating_sub(64), 64)?;
    let last = tail.iter().rev().find(|byte| **byte != 0);
    let missing = u64::from(last != Some(&b';'));
    // A GIF may move: whether it does, its packets say.
    let end = End::Promised(bytes.len + missing);
    Ok(Shape { container: "gif", still: false, fast_start: None, end, cmyk: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A JPEG's head: a frame of so many components behind a segment that holds a thumbnail's.
    fn head(count: u8) -> Vec<u8> {
        let thumbnail = [0xff, 0xe1, 0, 8, 0xff, 0xc0, 0, 0, 0, 3];
        let frame = [0xff, 0xc2, 0, 8, 8, 0, 16, 0, 16, count];
        [&[0xff, 0xd8][..], &thumbnail, &[0xff], &frame, &[0xff, 0xda, 0, 2]].concat()
    }

    #[test]
    fn the_components_of_the_picture_are_counted_and_not_of_its_thumbnail() {
        assert_eq!(components(&head(4)), Some(4));
        assert_eq!(components(&head(3)), Some(3));
        assert_eq!(components(&head(4)[..14]), None);
    }

    #[test]
    fn the_picture_proper_begins_behind_its_segments() {
        let head = head(1);
        assert_eq!(scan_start(&head), Some(head.len()));
        assert_eq!(scan_start(b"\xff\xd8\xff\xe0"), None);
    }
}

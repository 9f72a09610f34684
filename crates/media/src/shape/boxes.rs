//! MP4, MOV and their relatives: a row of boxes, each with its length in front.

use super::{Bytes, End, Shape};
use std::io;

/// Files with more top-level boxes than this are not walked to their end.
const MOST_BOXES: usize = 1 << 20;

/// The name of the box that holds XMP (Adobe XMP Specification, part 3).
const XMP: [u8; 16] = [
    0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8, 0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac,
];

/// Notes longer than this are none.
const LONGEST_NOTE: u64 = 8 << 20;

/// Where the boxes that matter stand.
#[derive(Debug, Default)]
struct Boxes {
    brand: Option<[u8; 4]>,
    moov: Option<u64>,
    mdat: Option<u64>,
    /// Where boxes with XMP begin, and how long they are.
    notes: Vec<(u64, u64)>,
    end: u64,
}

pub(super) fn read(bytes: &Bytes<'_>) -> io::Result<Shape> {
    let boxes = walk(bytes)?;
    let container = match boxes.brand.as_ref() {
        Some(b"avif" | b"avis") => "avif",
        Some(b"heic" | b"heix" | b"mif1") => "heic",
        Some(b"M4A " | b"M4B ") => "m4a",
        Some(b"qt  ") | None => "mov",
        Some(_) => "mp4",
    };
    // `avis` names a row of pictures: how many there are, its packets say.
    let still = matches!(container, "avif" | "heic") && boxes.brand != Some(*b"avis");
    let fast_start = match (boxes.moov, boxes.mdat) {
        (Some(moov), Some(mdat)) => Some(moov < mdat),
        _ => None,
    };
    Ok(Shape { container, still, fast_start, end: End::Promised(boxes.end), cmyk: false })
}

/// Returns the boxes that hold XMP, one after the other.
pub(super) fn notes(bytes: &Bytes<'_>) -> io::Result<Vec<u8>> {
    let is_ours = bytes.array::<8>(0)?.is_some_and(|head| head.ends_with(b"ftyp"));
    if !is_ours {
        return Ok(Vec::new());
    }
    let mut notes = Vec::new();
    for (at, length) in walk(bytes)?.notes {
        if length <= LONGEST_NOTE && at + length <= bytes.len {
            notes.extend(bytes.some(at, length)?);
        }
    }
    Ok(notes)
}

fn walk(bytes: &Bytes<'_>) -> io::Result<Boxes> {
    let mut boxes = Boxes::default();
    for _ in 0..MOST_BOXES {
        let at = boxes.end;
        let Some([a, b, c, d, kind @ ..]) = bytes.array::<8>(at)? else {
            break;
        };
        if !kind.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ') {
            // Padding after the last box.
            break;
        }
        let length = match u32::from_be_bytes([a, b, c, d]) {
            0 => bytes.len - at,
            1 => bytes.array::<8>(at + 8)?.map_or(16, u64::from_be_bytes),
            short => u64::from(short),
        };
        match &kind {
            b"ftyp" => boxes.brand = bytes.array(at + 8)?,
            b"moov" => boxes.moov = boxes.moov.or(Some(at)),
            b"mdat" => boxes.mdat = boxes.mdat.or(Some(at)),
            b"uuid" if bytes.array(at + 8)? == Some(XMP) => boxes.notes.push((at, length)),
            _ => {}
        }
        // A box is at least as long as its own head, or the walk would stand still.
        let Some(end) = at.checked_add(length.max(8)) else {
            break;
        };
        boxes.end = end;
    }
    Ok(boxes)
}

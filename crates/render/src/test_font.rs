//! A typeface made for tests: a box for every capital, full stop and Thai letter, nothing else.

use crate::resources::Resources;
use model::digest::Digest;

/// Units to the em.
const EM: u16 = 1000;

/// How far every glyph advances, units.
pub(crate) const ADVANCE: u16 = 600;

/// Characters it has, first and last of each range; glyphs follow on in this order.
const RANGES: [(u32, u32); 4] = [(0x20, 0x20), (0x2E, 0x2E), (0x41, 0x5A), (0xE01, 0xE5B)];

/// Returns resources with only this typeface, and its digest.
pub(crate) fn boxes() -> (Resources, Digest) {
    let bytes = font();
    let digest = Digest::of(&bytes);
    let mut resources = Resources::default();
    resources.fonts.insert(digest, bytes.into());
    (resources, digest)
}

fn font() -> Vec<u8> {
    // `.notdef` and the space are empty.
    let boxes = RANGES.iter().map(|(first, last)| last - first + 1).sum::<u32>() as u16 - 1;
    let glyphs = boxes + 2;
    let outline = rectangle(50, 0, 550, 700);
    let offsets =
        (0..=u32::from(glyphs)).map(|glyph| glyph.saturating_sub(2) * outline.len() as u32);
    let tables: [(&[u8; 4], Vec<u8>); 8] = [
        (b"cmap", cmap()),
        (b"glyf", outline.repeat(boxes.into())),
        (b"head", head()),
        (b"hhea", hhea(glyphs)),
        (b"hmtx", (0..glyphs).flat_map(|_| words(&[ADVANCE, 50])).collect()),
        (b"loca", offsets.flat_map(u32::to_be_bytes).collect()),
        (b"maxp", [words(&[1, 0, glyphs, 4, 1]), vec![0; 22]].concat()),
        (b"name", words(&[0, 0, 6])),
    ];
    let mut directory = words(&[1, 0, tables.len() as u16, 128, 3, 0]);
    let mut body = Vec::new();
    let begin = 12 + 16 * tables.len();
    for (tag, table) in &tables {
        directory.extend_from_slice(*tag);
        directory.extend(0_u32.to_be_bytes());
        directory.extend(((begin + body.len()) as u32).to_be_bytes());
        directory.extend((table.len() as u32).to_be_bytes());
        body.extend_from_slice(table);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    [directory, body].concat()
}

fn words(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

/// One closed contour of four points on the curve.
fn rectangle(left: u16, bottom: u16, right: u16, top: u16) -> Vec<u8> {
    let (wide, high) = (right - left, top - bottom);
    let mut glyph = words(&[1, left, bottom, right, top, 3, 0]);
    glyph.extend([1, 1, 1, 1]);
    glyph.extend(words(&[left, 0, wide, 0, bottom, high, 0, high.wrapping_neg()]));
    glyph
}

/// Format 12: groups of code points on groups of glyphs.
fn cmap() -> Vec<u8> {
    let mut longs = vec![16 + 12 * RANGES.len() as u32, 0, RANGES.len() as u32];
    let mut glyph = 1;
    for (first, last) in RANGES {
        longs.extend([first, last, glyph]);
        glyph += last - first + 1;
    }
    let header = words(&[0, 1, 3, 10, 0, 12, 12, 0]);
    [header, longs.into_iter().flat_map(u32::to_be_bytes).collect()].concat()
}

fn head() -> Vec<u8> {
    let magic = words(&[0x5F0F, 0x3CF5]);
    let start = [words(&[1, 0, 1, 0, 0, 0]), magic, words(&[0, EM]), vec![0; 16]].concat();
    // Bounds, style, smallest size, direction, long offsets, format.
    [start, words(&[0, 0, 600, 700, 0, 8, 2, 1, 0])].concat()
}

fn hhea(glyphs: u16) -> Vec<u8> {
    let line = words(&[1, 0, 800, 200_u16.wrapping_neg(), 0, ADVANCE]);
    [line, vec![0; 22], words(&[glyphs])].concat()
}

//! Typefaces made for tests: a box for every character they have, nothing else.

use crate::resources::Resources;
use model::digest::Digest;

/// Units to the em.
const EM: u16 = 1000;

/// How far every glyph advances, units.
pub(crate) const ADVANCE: u16 = 600;

/// The first and the last character of each range that a typeface has.
type Ranges<'a> = &'a [(u32, u32)];

/// Capitals, full stop and Thai letters.
const LATIN: Ranges<'_> = &[(0x20, 0x20), (0x2E, 0x2E), (0x41, 0x5A), (0xE01, 0xE5B)];
/// Hebrew letters, kana with their marks, Hangul syllables, and full stop.
const OTHERS: Ranges<'_> =
    &[(0x20, 0x20), (0x2E, 0x2E), (0x5D0, 0x5EA), (0x3001, 0x30FF), (0xAC00, 0xAC80)];
/// A grinning face.
const FACE: Ranges<'_> = &[(0x20, 0x20), (0x1_F600, 0x1_F600)];

/// What the glyphs of a typeface are made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Made {
    /// Outlines.
    Boxes,
    /// Outlines that are painted red (`COLR`, version 0).
    Red,
    /// Nothing that could be drawn.
    Empty,
}

/// Returns resources with only a typeface of capitals and Thai, and its digest.
pub(crate) fn boxes() -> (Resources, Digest) {
    let mut resources = Resources::default();
    let digest = add(&mut resources, LATIN, Made::Boxes);
    (resources, digest)
}

/// Adds a typeface of Hebrew, kana and Hangul.
pub(crate) fn add_others(resources: &mut Resources) -> Digest {
    add(resources, OTHERS, Made::Boxes)
}

/// Adds a typeface with a red face.
pub(crate) fn add_red_face(resources: &mut Resources) -> Digest {
    add(resources, FACE, Made::Red)
}

/// Adds a typeface that says it has a face and shows none.
pub(crate) fn add_empty_face(resources: &mut Resources) -> Digest {
    add(resources, FACE, Made::Empty)
}

fn add(resources: &mut Resources, ranges: Ranges<'_>, made: Made) -> Digest {
    let bytes = font(ranges, made);
    let digest = Digest::of(&bytes);
    resources.fonts.insert(digest, bytes.into());
    digest
}

fn font(ranges: Ranges<'_>, made: Made) -> Vec<u8> {
    // `.notdef` and the space are empty.
    let boxes = ranges.iter().map(|(first, last)| last - first + 1).sum::<u32>() as u16 - 1;
    let glyphs = boxes + 2;
    let outline = rectangle(50, 0, 550, 700);
    let outline = if made == Made::Empty { Vec::new() } else { outline };
    let offsets =
        (0..=u32::from(glyphs)).map(|glyph| glyph.saturating_sub(2) * outline.len() as u32);
    let mut tables: Vec<(&[u8; 4], Vec<u8>)> = vec![
        (b"cmap", cmap(ranges)),
        (b"glyf", outline.repeat(boxes.into())),
        (b"head", head()),
        (b"hhea", hhea(glyphs)),
        (b"hmtx", (0..glyphs).flat_map(|_| words(&[ADVANCE, 50])).collect()),
        (b"loca", offsets.flat_map(u32::to_be_bytes).collect()),
        (b"maxp", [words(&[1, 0, glyphs, 4, 1]), vec![0; 22]].concat()),
        (b"name", words(&[0, 0, 6])),
    ];
    if made == Made::Red {
        tables.insert(0, (b"COLR", colr()));
        tables.insert(1, (b"CPAL", cpal()));
    }
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

/// One base glyph, the first box, painted in the first colour with its own outline.
fn colr() -> Vec<u8> {
    let long = |value: u32| words(&[(value >> 16) as u16, value as u16]);
    let header = [words(&[0, 1]), long(14), long(20), words(&[1])].concat();
    [header, words(&[2, 0, 1]), words(&[2, 0])].concat()
}

/// One palette of one colour, red.
fn cpal() -> Vec<u8> {
    let header = words(&[0, 1, 1, 1]);
    // Blue, green, red, alpha.
    [header, 14_u32.to_be_bytes().to_vec(), words(&[0]), vec![0, 0, 255, 255]].concat()
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
fn cmap(ranges: Ranges<'_>) -> Vec<u8> {
    let mut longs = vec![16 + 12 * ranges.len() as u32, 0, ranges.len() as u32];
    let mut glyph = 1;
    for (first, last) in ranges {
        longs.extend([*first, *last, glyph]);
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

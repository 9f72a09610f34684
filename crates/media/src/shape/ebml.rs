//! Matroska and WebM: elements with variable-length ids and sizes.

use super::{Bytes, End, Shape};
use std::io;

const DOC_TYPE: u64 = 0x4282;
const SEGMENT: u64 = 0x1853_8067;

/// The head element is far smaller than this.
const HEAD: u64 = 4096;

pub(super) fn read(bytes: &Bytes<'_>) -> io::Result<Shape> {
    let head = bytes.some(0, HEAD)?;
    let container = if doc_type(&head) == Some(b"webm") { "webm" } else { "mkv" };
    let end = segment_end(&head).map_or(End::Unsaid, End::Promised);
    Ok(Shape { container, still: false, fast_start: None, end, cmyk: false })
}

/// An element's id, where its content starts, and how long that is; no length while it is live.
struct Element {
    id: u64,
    start: usize,
    length: Option<u64>,
}

fn element(bytes: &[u8], at: usize) -> Option<Element> {
    let (id, id_len) = number(bytes.get(at..)?)?;
    let (size, size_len) = number(bytes.get(at + id_len..)?)?;
    // Ids keep their length mark, sizes lose it; a size of all ones means "until it ends".
    let unmarked = size & !(1 << (7 * size_len));
    let length = (unmarked != (1 << (7 * size_len)) - 1).then_some(unmarked);
    Some(Element { id, start: at + id_len + size_len, length })
}

/// Reads a number of one to eight bytes: as many zero bits stand in front as bytes follow.
fn number(bytes: &[u8]) -> Option<(u64, usize)> {
    let len = bytes.first()?.leading_zeros() as usize + 1;
    let value = bytes.get(..len)?.iter().fold(0, |whole, byte| (whole << 8) | u64::from(*byte));
    (len <= 8).then_some((value, len))
}

fn doc_type(head: &[u8]) -> Option<&[u8]> {
    let outer = element(head, 0)?;
    let end = outer.start + usize::try_from(outer.length?).ok()?;
    let mut at = outer.start;
    while at < end {
        let inner = element(head, at)?;
        let next = inner.start.checked_add(usize::try_from(inner.length?).ok()?)?;
        if inner.id == DOC_TYPE {
            return head.get(inner.start..next);
        }
        at = next;
    }
    None
}

fn segment_end(head: &[u8]) -> Option<u64> {
    let outer = element(head, 0)?;
    let at = outer.start.checked_add(usize::try_from(outer.length?).ok()?)?;
    let segment = element(head, at).filter(|segment| segment.id == SEGMENT)?;
    (segment.start as u64).checked_add(segment.length?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &[u8] = b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm";

    #[test]
    fn the_segment_says_where_it_ends() {
        let file = [HEAD, b"\x18\x53\x80\x67\x01\0\0\0\0\0\x01\0"].concat();
        assert_eq!(doc_type(&file), Some(b"webm".as_slice()));
        assert_eq!(segment_end(&file), Some(file.len() as u64 + 256));
    }

    #[test]
    fn a_live_segment_promises_nothing() {
        let file = [HEAD, b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff"].concat();
        assert_eq!(segment_end(&file), None);
    }
}

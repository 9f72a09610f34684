//! MXF: packages of a key, a length and a value (SMPTE ST 377-1). The first one says where the last
//! one stands.

use super::{Bytes, End, Shape};
use std::io;

/// How the key of the first partition begins; the last three bytes say of what kind it is.
pub(super) const HEADER: [u8; 13] =
    [0x06, 0x0e, 0x2b, 0x34, 0x02, 0x05, 0x01, 0x01, 0x0d, 0x01, 0x02, 0x01, 0x01];

/// A key, a length of one byte and what lies in front of the place of the footer.
const FOOTER_AT: u64 = 24;

pub(super) fn read(bytes: &Bytes<'_>) -> io::Result<Shape> {
    const KEY: u64 = 16;
    // The first byte of the length says how many bytes of it follow, where it is long.
    let first = bytes.array::<1>(KEY)?.map_or(0, |[length]| length);
    let more = if first & 0x80 == 0 { 0 } else { u64::from(first & 0x7f) };
    let footer = bytes.array::<8>(KEY + 1 + more + FOOTER_AT)?.map(u64::from_be_bytes);
    // A file that was left open does not know its footer, which has a key and a length at least.
    let end = match footer {
        Some(footer) if footer > 0 => End::Promised(footer.saturating_add(KEY + 1)),
        _ => End::Unsaid,
    };
    Ok(Shape { container: "mxf", still: false, fast_start: None, end, cmyk: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn shape(footer: u64) -> Shape {
        let length = [0x83, 0, 0, 0x78];
        let versions = [0_u8; 24];
        let head = [&HEADER[..], &[2, 4, 0], &length, &versions, &footer.to_be_bytes()].concat();
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&head).unwrap();
        let shape = crate::shape::read(&file).unwrap().unwrap();
        assert_eq!(shape.container, "mxf");
        shape
    }

    #[test]
    fn an_mxf_ends_after_its_footer() {
        let shape = shape(1000);
        assert_eq!(shape.end, End::Promised(1017));
        assert!(shape.breaks_off(900) && !shape.breaks_off(1100));
    }

    #[test]
    fn an_mxf_that_was_left_open_may_end_anywhere() {
        assert_eq!(shape(0).end, End::Unsaid);
    }
}

//! Texts and colour profiles that a PNG holds packed: FFmpeg unpacks them whole, and a thousand
//! bytes may hold a million.

use super::Bytes;
use flate2::read::ZlibDecoder;
use std::io::{self, Read as _};

/// Everything packed beside the pixels of one picture may hold so much: printers' profiles have
/// two to three million bytes.
const MOST: u64 = 32 << 20;

/// Signature of a PNG, before its first chunk.
const HEAD: u64 = 8;

/// Chunks beyond which a file is not walked; FFmpeg is not asked to either.
const MOST_CHUNKS: usize = 1 << 20;

/// Says whether what is packed beside the pixels of a PNG holds more than anybody needs.
pub(super) fn is_bomb(bytes: &Bytes<'_>) -> io::Result<bool> {
    let Some([0x89, b'P', b'N', b'G', ..]) = bytes.array::<8>(0)? else { return Ok(false) };
    let (mut at, mut left) = (HEAD, MOST);
    for _ in 0..MOST_CHUNKS {
        let Some([a, b, c, d, kind @ ..]) = bytes.array::<8>(at)? else { return Ok(false) };
        let length = u64::from(u32::from_be_bytes([a, b, c, d]));
        if matches!(&kind, b"iCCP" | b"zTXt" | b"iTXt") {
            // What is packed is hardly longer than what comes out: no more needs to be held.
            let body = bytes.some(at + 8, length.min(2 * MOST))?;
            match packed(kind, &body).map(|packed| unpacked(packed, left)) {
                Some(size) if size > left => return Ok(true),
                size => left -= size.unwrap_or(0),
            }
        }
        at = at.saturating_add(12).saturating_add(length);
    }
    Ok(true)
}

/// Returns the packed part of a chunk: behind the name and the method, and for an international
/// text behind its languages (PNG specification, 11.3.3).
fn packed(kind: [u8; 4], body: &[u8]) -> Option<&[u8]> {
    fn behind(body: &[u8]) -> Option<&[u8]> {
        let end = body.iter().position(|byte| *byte == 0)?;
        body.get(end + 1..)
    }
    let rest = behind(body)?;
    if kind != *b"iTXt" {
        return rest.get(1..);
    }
    let [1, _, languages @ ..] = rest else { return None };
    behind(behind(languages)?)
}

/// Counts what comes out, a little beyond `most` at the longest; what does not unpack ends there.
fn unpacked(packed: &[u8], most: u64) -> u64 {
    let mut out = ZlibDecoder::new(packed).take(most.saturating_add(1));
    let mut buffer = vec![0; 1 << 16];
    let mut size = 0;
    while let Ok(read @ 1..) = out.read(&mut buffer) {
        size += read as u64;
    }
    size
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write as _;

    fn zeros(mega: usize) -> Vec<u8> {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
        (0..mega).for_each(|_| packer.write_all(&vec![0; 1 << 20]).unwrap());
        packer.finish().unwrap()
    }

    fn judged(chunks: &[(&[u8; 4], Vec<u8>)]) -> bool {
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        for (kind, body) in chunks {
            png.extend((body.len() as u32).to_be_bytes());
            png.extend(*kind);
            png.extend(body);
            png.extend([0; 4]);
        }
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(&png).unwrap();
        is_bomb(&Bytes { file: &file, len: png.len() as u64 }).unwrap()
    }

    #[test]
    fn forty_million_zeros_in_any_text_or_profile_are_too_many() {
        assert!(judged(&[(b"iCCP", [b"a\0\0", &zeros(40)[..]].concat())]));
        assert!(judged(&[(b"zTXt", [b"a\0\0", &zeros(40)[..]].concat())]));
        assert!(judged(&[(b"iTXt", [b"a\0\x01\0en\0a\0", &zeros(40)[..]].concat())]));
    }

    #[test]
    fn many_small_ones_add_up() {
        let one = (b"zTXt", [b"a\0\0", &zeros(8)[..]].concat());
        assert!(!judged(&vec![one.clone(); 3]));
        assert!(judged(&vec![one; 5]));
    }

    #[test]
    fn a_large_profile_a_text_that_is_not_packed_and_nonsense_pass() {
        assert!(!judged(&[(b"iCCP", [b"a\0\0", &zeros(4)[..]].concat())]));
        assert!(!judged(&[(b"iTXt", b"a\0\0\0en\0a\0text".to_vec())]));
        assert!(!judged(&[(b"iCCP", b"no end".to_vec()), (b"zTXt", b"a\0\0nonsense".to_vec())]));
    }
}

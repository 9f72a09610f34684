//! What a file says of how it was made: XMP, and the manifests of content credentials (C2PA), whose
//! signatures are not verified here.
//!
//! Files lie about lengths, so every length is held against the file's, nothing larger than a bound
//! is read, and nothing is unpacked: a packet that was compressed counts as not looked at.

use super::Bytes;
use model::fact::{Metadata, SOURCE_TYPES};
use std::io;

/// Longer packets are not read; those of cameras and editors are a few kilobytes.
const MOST_XMP: u64 = 1 << 20;

/// Manifests hold thumbnails; more than this is not read.
const MOST_MANIFEST: u64 = 8 << 20;

/// Files of more parts than this are not walked to their end.
const MOST_PARTS: usize = 1 << 16;

/// The extension types that MP4 keeps XMP and C2PA under (XMP part 3; C2PA 2.1, A.5).
const XMP_BOX: [u8; 16] = *b"\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac";
const MANIFEST_BOX: [u8; 16] = *b"\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81";

const JPEG_XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const PNG_XMP: &[u8] = b"XML:com.adobe.xmp\0";

/// What was found on the way.
#[derive(Debug, Default)]
struct Found {
    terms: Vec<String>,
    /// Whether something was left unread.
    unread: bool,
}

/// Reads what a file of a known kind says of itself.
pub(super) fn read(bytes: &Bytes<'_>, container: &str) -> io::Result<Option<Metadata>> {
    let mut found = Found::default();
    match container {
        "mp4" | "mov" | "m4a" => boxes(bytes, Row::Outside, (0, bytes.len), &mut found)?,
        "jpeg" => jpeg(bytes, &mut found)?,
        "png" => png(bytes, &mut found)?,
        "webp" => webp(bytes, &mut found)?,
        _ => return Ok(None),
    }
    // What was left unread may have said it; what was found was said.
    let unknown = found.unread && found.terms.is_empty();
    Ok((!unknown).then_some(Metadata { source_types: found.terms }))
}

impl Found {
    fn term(&mut self, term: &str) {
        if !self.terms.iter().any(|known| known == term) {
            self.terms.push(term.to_owned());
        }
    }

    fn packet(&mut self, bytes: &Bytes<'_>, at: u64, length: u64) -> io::Result<()> {
        let length = length.min(bytes.len.saturating_sub(at));
        if length > MOST_XMP {
            self.unread = true;
            return Ok(());
        }
        let text = bytes.some(at, length)?;
        xmp_terms(&String::from_utf8_lossy(&text)).for_each(|term| self.term(term));
        Ok(())
    }

    fn manifest(&mut self, bytes: &Bytes<'_>, at: u64, length: u64) -> io::Result<()> {
        let length = length.min(bytes.len.saturating_sub(at));
        self.unread |= length > MOST_MANIFEST;
        let packed = bytes.some(at, length.min(MOST_MANIFEST))?;
        manifest_terms(&packed).for_each(|term| self.term(term));
        Ok(())
    }
}

/// Returns the values of the property in an XMP packet, written as attribute, element or resource.
fn xmp_terms(packet: &str) -> impl Iterator<Item = &'static str> {
    packet.split("DigitalSourceType").skip(1).filter_map(|behind| {
        let behind = behind.strip_prefix(" rdf:resource").unwrap_or(behind).trim_start();
        let value = behind.strip_prefix('=').unwrap_or(behind).trim_start();
        let value = value.strip_prefix(['"', '\'', '>'])?;
        let end = value.find(['"', '\'', '<'])?;
        let term = value.get(..end)?.trim().rsplit('/').next()?;
        SOURCE_TYPES.iter().find(|known| **known == term).copied()
    })
}

/// Returns the terms in a manifest, in which their addresses stand as they are.
fn manifest_terms(manifest: &[u8]) -> impl Iterator<Item = &'static str> {
    const ADDRESS: &[u8] = b"digitalsourcetype/";
    let places = manifest.windows(ADDRESS.len()).enumerate();
    let places = places.filter(|(_, here)| *here == ADDRESS).map(|(at, _)| at + ADDRESS.len());
    places.filter_map(|at| {
        let behind = manifest.get(at..)?;
        // The next value follows without a mark, and may begin with a letter.
        let known = SOURCE_TYPES.iter().filter(|term| behind.starts_with(term.as_bytes()));
        known.max_by_key(|term| term.len()).copied()
    })
}

/// Which boxes stand in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Outside,
    Film,
    UserData,
}

/// Walks the boxes between two places: those on the outside, and the user data of a MOV. Each row
/// is opened from the one before and from no other, so that nothing is nested without end.
fn boxes(bytes: &Bytes<'_>, row: Row, (from, to): (u64, u64), found: &mut Found) -> io::Result<()> {
    let mut at = from;
    for _ in 0..MOST_PARTS {
        let Some([a, b, c, d, kind @ ..]) = bytes.array::<8>(at)? else {
            return Ok(());
        };
        let (length, head) = match u32::from_be_bytes([a, b, c, d]) {
            0 => (to.saturating_sub(at), 8),
            1 => (bytes.array::<8>(at + 8)?.map_or(16, u64::from_be_bytes), 16),
            short => (u64::from(short), 8),
        };
        let end = at.saturating_add(length.max(head)).min(to);
        let body = at + head;
        match &kind {
            b"uuid" => match bytes.array::<16>(body)? {
                Some(XMP_BOX) => found.packet(bytes, body + 16, end.saturating_sub(body + 16))?,
                Some(MANIFEST_BOX) => {
                    found.manifest(bytes, body + 16, end.saturating_sub(body + 16))?;
                }
                _ => {}
            },
            b"XMP_" => found.packet(bytes, body, end.saturating_sub(body))?,
            b"moov" if row == Row::Outside => boxes(bytes, Row::Film, (body, end), found)?,
            b"udta" if row == Row::Film => boxes(bytes, Row::UserData, (body, end), found)?,
            _ => {}
        }
        at = end;
        if at >= to {
            return Ok(());
        }
    }
    found.unread = true;
    Ok(())
}

fn jpeg(bytes: &Bytes<'_>, found: &mut Found) -> io::Result<()> {
    let mut at = 2;
    for _ in 0..MOST_PARTS {
        let Some([0xff, mark, a, b]) = bytes.array::<4>(at)? else {
            return Ok(());
        };
        if mark == 0xff {
            // A fill byte.
            at += 1;
            continue;
        }
        let length = u64::from(u16::from_be_bytes([a, b])).max(2);
        let (body, size) = (at + 4, length - 2);
        match mark {
            0xe1 if starts_with(bytes, body, JPEG_XMP)? => {
                let head = JPEG_XMP.len() as u64;
                found.packet(bytes, body + head, size.saturating_sub(head))?;
            }
            0xeb => found.manifest(bytes, body, size)?,
            0xda => return Ok(()),
            _ => {}
        }
        at += 2 + length;
    }
    found.unread = true;
    Ok(())
}

fn png(bytes: &Bytes<'_>, found: &mut Found) -> io::Result<()> {
    let mut at = 8;
    for _ in 0..MOST_PARTS {
        let Some([a, b, c, d, kind @ ..]) = bytes.array::<8>(at)? else {
            return Ok(());
        };
        let (body, size) = (at + 8, u64::from(u32::from_be_bytes([a, b, c, d])));
        match &kind {
            b"iTXt" if starts_with(bytes, body, PNG_XMP)? => {
                let head = body + PNG_XMP.len() as u64;
                // A flag and a method of compression, then a language and a keyword, each ended.
                if bytes.array::<1>(head)? == Some([0]) {
                    found.packet(bytes, head + 2, (body + size).saturating_sub(head + 2))?;
                } else {
                    found.unread = true;
                }
            }
            b"caBX" => found.manifest(bytes, body, size)?,
            b"IEND" => return Ok(()),
            _ => {}
        }
        at = body + size + 4;
    }
    found.unread = true;
    Ok(())
}

fn webp(bytes: &Bytes<'_>, found: &mut Found) -> io::Result<()> {
    let mut at = 12;
    for _ in 0..MOST_PARTS {
        let Some([kind @ .., a, b, c, d]) = bytes.array::<8>(at)? else {
            return Ok(());
        };
        let (body, size) = (at + 8, u64::from(u32::from_le_bytes([a, b, c, d])));
        match &kind {
            b"XMP " => found.packet(bytes, body, size)?,
            b"C2PA" => found.manifest(bytes, body, size)?,
            _ => {}
        }
        // Chunks begin at even places.
        at = body + size + size % 2;
    }
    found.unread = true;
    Ok(())
}

fn starts_with(bytes: &Bytes<'_>, at: u64, start: &[u8]) -> io::Result<bool> {
    Ok(bytes.some(at, start.len() as u64)? == start)
}

#[cfg(test)]
mod tests;

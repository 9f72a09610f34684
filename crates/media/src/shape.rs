//! Reads the outer shape of a file without FFmpeg: what it is, where its index stands, and how
//! long it says it is. FFmpeg opens files that were cut short as if they were whole; this does not.

mod boxes;
mod ebml;
#[cfg(test)]
mod hostile;
mod metadata;
mod mxf;
mod packed;
mod riff;
mod scan;
mod still;

use model::fact::Metadata;
use model::unit::Size;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;

/// The outer shape of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// `mp4`, `webm`, `png`…
    pub container: &'static str,
    /// Whether it holds one picture rather than a stream of them.
    pub still: bool,
    /// Whether the index stands before the media, where that means something.
    pub fast_start: Option<bool>,
    /// How the end is known.
    pub end: End,
    /// Whether its pixels are amounts of four inks.
    pub cmyk: bool,
}

impl Shape {
    /// Returns whether a file of `present` bytes ends before it says.
    pub fn breaks_off(&self, present: u64) -> bool {
        matches!(self.end, End::Promised(promised) if promised > present)
    }
}

/// Where a file should end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Its tables promise at least so many bytes.
    Promised(u64),
    /// Nothing in it says.
    Unsaid,
}

/// Reads the shape of a file, if it is of a kind known here.
pub fn read(file: &File) -> io::Result<Option<Shape>> {
    let bytes = Bytes { file, len: file.metadata()?.len() };
    let head: [u8; 12] = match bytes.array(0)? {
        Some(head) => head,
        None => return Ok(None),
    };
    match head {
        [_, _, _, _, b'f', b't', b'y', b'p', ..]
        | [_, _, _, _, b'm', b'o', b'o', b'v', ..]
        | [_, _, _, _, b'm', b'd', b'a', b't', ..]
        | [_, _, _, _, b'w', b'i', b'd', b'e', ..] => boxes::read(&bytes).map(Some),
        [0x1a, 0x45, 0xdf, 0xa3, ..] => ebml::read(&bytes).map(Some),
        [b'R', b'I', b'F', b'F', ..] | [b'R', b'F', b'6', b'4', ..] => riff::read(&bytes),
        [0x89, b'P', b'N', b'G', ..] => still::png(&bytes).map(Some),
        [0xff, 0xd8, 0xff, ..] => still::jpeg(&bytes).map(Some),
        [b'G', b'I', b'F', b'8', ..] => still::gif(&bytes).map(Some),
        [b'O', b'g', b'g', b'S', ..] => Ok(Some(heard("ogg"))),
        // MPEG audio of layer III: eleven bits that are set, and the layer; or tags before it.
        [b'I', b'D', b'3', ..] => Ok(Some(heard("mp3"))),
        [0xff, second, ..] if second & 0xe6 == 0xe2 => Ok(Some(heard("mp3"))),
        head if mxf::HEADER.starts_with(&head) => mxf::read(&bytes).map(Some),
        _ => Ok(None),
    }
}

/// A stream of sound that ends where it ends.
fn heard(container: &'static str) -> Shape {
    Shape { container, still: false, fast_start: None, end: End::Unsaid, cmyk: false }
}

/// Reads what a file says of itself; absent where its kind is not looked into, or where more is said
/// than is read.
pub fn metadata(file: &File, shape: Option<&Shape>) -> io::Result<Option<Metadata>> {
    let bytes = Bytes { file, len: file.metadata()?.len() };
    shape.map_or(Ok(None), |shape| metadata::read(&bytes, shape.container))
}

/// Returns the boxes of an MP4 or MOV that hold what is written about it (XMP), which FFmpeg does
/// not carry over; nothing for other files.
pub fn notes(file: &File) -> io::Result<Vec<u8>> {
    let bytes = Bytes { file, len: file.metadata()?.len() };
    boxes::notes(&bytes)
}

/// Returns whether a file holds something packed that would fill the memory; such a file is not
/// given to FFmpeg at all.
pub fn is_bomb(file: &File) -> io::Result<bool> {
    packed::is_bomb(&Bytes { file, len: file.metadata()?.len() })
}

/// Returns whether the data of a picture are damaged where decoders go on without a word.
pub fn is_damaged(file: &File) -> io::Result<bool> {
    still::is_damaged(&Bytes { file, len: file.metadata()?.len() })
}

/// Returns the size of a WebP that moves. FFmpeg takes one for a picture and finds none in it.
pub fn moving_webp(file: &File) -> io::Result<Option<Size>> {
    riff::moving_webp(&Bytes { file, len: file.metadata()?.len() })
}

/// A file that is read here and there.
struct Bytes<'a> {
    file: &'a File,
    len: u64,
}

impl Bytes<'_> {
    /// Reads `N` bytes at `offset`; none when the file ends before.
    fn array<const N: usize>(&self, offset: u64) -> io::Result<Option<[u8; N]>> {
        if offset.checked_add(N as u64).is_none_or(|end| end > self.len) {
            return Ok(None);
        }
        let mut bytes = [0; N];
        self.file.read_exact_at(&mut bytes, offset)?;
        Ok(Some(bytes))
    }

    /// Reads at most `most` bytes from `offset` on.
    fn some(&self, offset: u64, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; self.len.saturating_sub(offset).min(most) as usize];
        self.file.read_exact_at(&mut bytes, offset)?;
        Ok(bytes)
    }
}

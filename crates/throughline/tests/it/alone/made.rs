//! A folder of small files outside any workspace, made by the test itself.

use crate::desk::{Ended, ended};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A delivery spec that no platform has: 64×48, a picture.
pub(super) const OWN_FORMATS: &str = "\
id,platform,placement,kind,width,height,containers,source,source_date
tiny_wall,Station,Hall,still,64,48,png,the station's own sheet,2026-01
";

/// A folder, gone when dropped.
pub(super) struct Folder {
    folder: TempDir,
}

impl Folder {
    pub(super) fn new() -> Self {
        let folder = Self { folder: TempDir::new().unwrap() };
        folder.write("own.csv", OWN_FORMATS.as_bytes());
        folder
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    pub(super) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(super) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub(super) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_throughline"));
        command.arg("check").args(words).current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    /// Runs `throughline check`.
    pub(super) fn check(&self, words: &[&str]) -> Ended {
        ended(&self.command(words).output().unwrap())
    }

    /// Checks, and returns what `--format json` says with the exit code.
    pub(super) fn json(&self, words: &[&str]) -> (i32, serde_json::Value) {
        let end = self.check(&[words, &["--format", "json"]].concat());
        assert!(end.out.starts_with('{'), "{}\n{}", end.out, end.err);
        (end.code, serde_json::from_str(&end.out).unwrap())
    }
}

/// A picture of one colour.
pub(super) fn plain(width: u32, height: u32) -> Vec<u8> {
    png(width, height, |_, _| [40, 90, 160])
}

/// A PNG whose pixels are stored, not packed.
pub(super) fn png(width: u32, height: u32, pixel: impl Fn(u32, u32) -> [u8; 3]) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..height {
        rows.push(0);
        (0..width).for_each(|x| rows.extend(pixel(x, y)));
    }
    let mut packed = vec![0x78, 0x01];
    let mut blocks = rows.chunks(65_535).peekable();
    while let Some(block) = blocks.next() {
        let length = u16::try_from(block.len()).unwrap();
        packed.push(u8::from(blocks.peek().is_none()));
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(block);
    }
    packed.extend(adler(&rows).to_be_bytes());
    let mut header = [width.to_be_bytes(), height.to_be_bytes()].concat();
    header.extend([8, 2, 0, 0, 0]);
    let chunks = [chunk(b"IHDR", &header), chunk(b"IDAT", &packed), chunk(b"IEND", &[])];
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunks.concat()].concat()
}

/// A second of a tone at a fifth of full scale, 48 kHz, one channel.
pub(super) fn wav() -> Vec<u8> {
    // A triangle: it is loud, and nothing in it is flat on top.
    let tone = (0..48_000_i32).map(|n| ((n % 120 - 60).abs() * 2 - 60) * 190);
    let tone = tone.map(|sample| i16::try_from(sample).unwrap());
    let samples: Vec<u8> = tone.flat_map(i16::to_le_bytes).collect();
    let length = u32::try_from(samples.len()).unwrap();
    let mut file = b"RIFF".to_vec();
    file.extend((36 + length).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend(48_000_u32.to_le_bytes());
    file.extend(96_000_u32.to_le_bytes());
    file.extend(b"\x02\0\x10\0data");
    file.extend(length.to_le_bytes());
    file.extend(samples);
    file
}

/// Says whether every element of an XML text is closed where it should be.
pub(super) fn is_well_formed(xml: &str) -> bool {
    let mut open = Vec::new();
    for tag in xml.split('<').skip(1) {
        let Some((tag, _)) = tag.split_once('>') else { return false };
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        if tag.starts_with('/') {
            if open.pop() != Some(name) {
                return false;
            }
        } else if !tag.starts_with('?') && !tag.ends_with('/') {
            open.push(name);
        }
    }
    open.is_empty()
}

/// Returns whether nothing was left beside a file that is written aside first.
pub(super) fn nothing_aside(folder: &Path) -> bool {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.into_iter().all(|name| !name.to_string_lossy().starts_with(".aside"))
}

fn chunk(kind: &[u8], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap();
    let named = [kind, body].concat();
    [length.to_be_bytes().to_vec(), named.clone(), crc(&named).to_be_bytes().to_vec()].concat()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| (c >> 1) ^ (0xEDB8_8320 * (c & 1)))
    })
}

fn adler(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    b << 16 | a
}

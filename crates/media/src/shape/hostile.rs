//! Our own readers against heads that nobody meant to write.

use super::{is_bomb, is_damaged, moving_webp, notes, read};
use std::fs::File;
use std::io::{Seek as _, Write as _};

/// Lots that come out the same each time (`SplitMix64`).
struct Lots(u64);

impl Lots {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most.max(1) as u64) as usize
    }
}

fn heads() -> Vec<Vec<u8>> {
    let uuid = b"uuid\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac<x>...";
    vec![
        [
            &b"\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x08moov\0\0\0\x01mdat\0\0\0\0\0\0\0\x18...."[..],
            b"....\0\0\0\x1e",
            uuid,
        ]
        .concat(),
        b"\x1a\x45\xdf\xa3\x87\x42\x82\x84webm\x18\x53\x80\x67\x01\0\0\0\0\0\x01\0data".to_vec(),
        b"RIFF\x40\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\x3f\x01\0\xb3\0\0ANIM".to_vec(),
        b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x02\0data\0\0\0\0".to_vec(),
        b"\x89PNG\r\n\x1a\n\0\0\0\x0diCCPa\0\0\x78\x9c\x03\0\0\0\0\x01....\0\0\0\0IEND...."
            .to_vec(),
        b"GIF89a\x01\0\x01\0;".to_vec(),
        super::scan::grey(&[0b0000_1111]),
    ]
}

#[test]
fn nothing_that_is_read_here_panics_or_stands_still() {
    let mut file = tempfile::tempfile().unwrap();
    let heads = heads();
    for index in 0..6000 {
        let mut lots = Lots(index);
        let mut bytes = heads[lots.below(heads.len())].clone();
        for _ in 0..=lots.below(4) {
            let at = lots.below(bytes.len());
            match lots.below(5) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, lots.next() as u8),
                2 => {
                    let word = [0, 1, 7, 8, u32::MAX, 1 << 31][lots.below(6)].to_be_bytes();
                    bytes.iter_mut().skip(at).zip(word).for_each(|(to, from)| *to = from);
                }
                3 => bytes.extend_from_within(at..),
                _ if at < bytes.len() => bytes[at] = lots.next() as u8,
                _ => {}
            }
        }
        write(&mut file, &bytes);
        drop((read(&file).unwrap(), notes(&file).unwrap(), moving_webp(&file).unwrap()));
        let _either_way = (is_bomb(&file).unwrap(), is_damaged(&file).unwrap());
    }
}

fn write(file: &mut File, bytes: &[u8]) {
    file.set_len(0).unwrap();
    file.rewind().unwrap();
    file.write_all(bytes).unwrap();
}

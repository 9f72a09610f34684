//! Pictures.

use crate::worker::{Worker, encode, film, plain};
use media::protocol::{Reply, Request};
use model::fact::Damage;
use model::unit::Size;
use std::path::{Path, PathBuf};

/// Makes an orange PNG of 160×90 and returns where it is.
fn orange(worker: &mut Worker, folder: &Path) -> PathBuf {
    let film = film(&folder.join("orange.mp4"), 1);
    let made = encode(&film, &plain(&film, [154, 42, 184]), None);
    let png = made.and_then(|_| worker.measure(&film.out)).map(|(_, png)| png).unwrap_or_default();
    let path = folder.join("orange.bin");
    let written = std::fs::write(&path, png);
    assert!(written.is_ok(), "{written:?}");
    path
}

#[test]
fn a_picture_is_one_frame_without_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::start().unwrap();
    let path = orange(&mut worker, folder.path());
    let (facts, png) = worker.measure(&path).unwrap();
    assert_eq!((facts.container.as_str(), facts.fast_start), ("png", None));
    assert_eq!((facts.damage, facts.audio), (vec![], None));
    let video = facts.video.unwrap();
    assert_eq!((video.codec.as_str(), video.frames, video.frame_rate), ("png", 1, None));
    assert_eq!(video.displayed, Size { width: 160, height: 90 });
    // What is kept of a PNG is the same picture, written the same way.
    assert_eq!(png, std::fs::read(&path).unwrap());
}

#[test]
fn a_picture_is_decoded_to_its_pixels() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::start().unwrap();
    let path = orange(&mut worker, folder.path());
    let request = Request::DecodeFrame { path, at: 0.0, max_pixels: 1 << 20 };
    let (reply, pixels) = worker.ask(&request).unwrap();
    assert_eq!(reply, Reply::Picture { size: Size { width: 160, height: 90 } });
    assert_eq!(pixels.len(), 160 * 90 * 4);
    let [r, g, b, a] = pixels[..4] else { panic!("a pixel") };
    assert!(r > 240 && (100..180).contains(&g) && b < 20 && a == 255, "{:?}", &pixels[..4]);
}

#[test]
fn a_picture_beyond_the_limit_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::start().unwrap();
    let path = orange(&mut worker, folder.path());
    let (reply, _) =
        worker.ask(&Request::DecodeFrame { path, at: 0.0, max_pixels: 160 * 90 - 1 }).unwrap();
    assert!(matches!(reply, Reply::Failed { .. }), "{reply:?}");
}

#[test]
fn a_picture_that_was_cut_short_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::start().unwrap();
    let path = orange(&mut worker, folder.path());
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() - 13]).unwrap();
    let (facts, _) = worker.measure(&path).unwrap();
    let present = whole.len() as u64 - 13;
    assert!(
        facts.damage.iter().any(|damage| matches!(
            damage,
            Damage::Truncated { promised, present: there } if *there == present && *promised > present
        )),
        "{:?}",
        facts.damage
    );
}

#[test]
fn what_follows_a_picture_in_its_file_is_no_damage() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::start().unwrap();
    let path = orange(&mut worker, folder.path());
    let whole = std::fs::read(&path).unwrap();
    for tail in [vec![0; 6], b"made by hand".repeat(40)] {
        std::fs::write(&path, [whole.clone(), tail].concat()).unwrap();
        let (facts, _) = worker.measure(&path).unwrap();
        assert_eq!(facts.damage, []);
        assert_eq!(facts.video.unwrap().displayed, Size { width: 160, height: 90 });
        assert!(facts.last_frame.is_some());
    }
}

/// A JPEG of eight by eight grey pixels, whose data are these bytes.
fn grey_jpeg(data: &[u8]) -> Vec<u8> {
    let steps = [&[0xff, 0xdb, 0, 67, 0][..], &[16; 64]].concat();
    let codes = |class: u8| {
        let mut counts = [0_u8; 16];
        counts[1] = 1;
        [&[0xff, 0xc4, 0, 20, class << 4][..], &counts, &[0]].concat()
    };
    [
        &[0xff, 0xd8][..],
        &steps,
        &[0xff, 0xc0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0],
        &codes(0),
        &codes(1),
        &[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0],
        data,
        &[0xff, 0xd9],
    ]
    .concat()
}

#[test]
fn damage_that_a_jpeg_decoder_passes_over_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("grey.jpg");
    let mut worker = Worker::start().unwrap();
    let mut damage = |data: &[u8]| {
        std::fs::write(&path, grey_jpeg(data)).unwrap();
        worker.measure(&path).unwrap().0.damage
    };
    assert_eq!(damage(&[0b0000_1111]), []);
    // The picture is whole before the data end.
    let [Damage::Corrupt { errors: 1, .. }] = damage(&[0b0000_1111, 0x12, 0x34])[..] else {
        panic!("not found")
    };
}

#[test]
fn a_text_that_unpacks_to_fill_the_memory_is_not_unpacked() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::start().unwrap();
    let path = orange(&mut worker, folder.path());
    let mut png = std::fs::read(&path).unwrap();
    // Packed zeros: a head, then blocks that repeat the byte before 258 times over.
    let packed = packed_zeros();
    let mut chunk = (3 + packed.len() as u32).to_be_bytes().to_vec();
    chunk.extend(b"zTXta\0\0");
    chunk.extend(&packed);
    chunk.extend([0; 4]);
    png.splice(33..33, chunk);
    std::fs::write(&path, png).unwrap();
    let damage = worker.measure(&path).unwrap().0.damage;
    let [Damage::Unreadable { reason }] = damage.as_slice() else { panic!("{damage:?}") };
    assert!(reason.contains("32 million bytes"), "{reason}");
}

/// Forty million zeros as zlib packs them with its fixed codes, without the check at the end.
fn packed_zeros() -> Vec<u8> {
    let mut bits = vec![true, true, false];
    // A zero byte, then "258 bytes, 1 back": length code 285 (11000101), distance code 0 (00000).
    bits.extend([false, false, true, true, false, false, false, false]);
    let repeat = [true, true, false, false, false, true, false, true];
    for _ in 0..160_000 {
        bits.extend(repeat);
        bits.extend([false; 5]);
    }
    let byte = |eight: &[bool]| {
        eight.iter().enumerate().fold(0, |byte, (n, bit)| byte | (u8::from(*bit) << n))
    };
    [&[0x78, 0x01][..], &bits.chunks(8).map(byte).collect::<Vec<u8>>()].concat()
}

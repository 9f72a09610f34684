//! Footage comes frame by frame, at the film's rate and in the right colours.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot set up its film has failed"
)]

use crate::worker::{encode, film, plain, tell};
use media::protocol::{Film, Reply, Roll};
use model::unit::{FrameRate, Size};
use std::path::{Path, PathBuf};

/// Footage of 25 frames a second, each one level of grey brighter than the last.
fn brightening(folder: &Path, frames: u32) -> PathBuf {
    let film = film(&folder.join("footage.mp4"), frames);
    let luma = |n: u32| 40 + n as u8 * 4;
    let pictures: Vec<Vec<u8>> =
        (0..frames).map(|n| plain(&film, [luma(n), 128, 128]).remove(0)).collect();
    encode(&film, &pictures, None).unwrap();
    film.out
}

fn wish(path: PathBuf, rate: u32, frames: u32) -> Roll {
    let cover = Size { width: 160, height: 90 };
    Roll { path, from: 0.0, rate: FrameRate { num: rate, den: 1 }, frames, cover }
}

/// Returns the middle pixel of each frame.
fn roll(wish: &Roll) -> (Size, Vec<[u8; 4]>) {
    let (reply, bytes) = tell("roll", wish, &[]).unwrap();
    let Reply::Rolling { size } = reply else { panic!("{reply:?}") };
    let pixels = (size.width * size.height) as usize;
    let frames = bytes.chunks_exact(pixels * 4);
    (size, frames.map(|frame| frame.as_chunks::<4>().0[pixels / 2]).collect())
}

fn refused(wish: &Roll) -> String {
    let (reply, _) = tell("roll", wish, &[]).unwrap();
    let Reply::Failed { reason } = reply else { panic!("{reply:?}") };
    reason
}

#[test]
fn each_frame_is_shown_from_its_time_on_whatever_the_rate() {
    let folder = tempfile::tempdir().unwrap();
    let path = brightening(folder.path(), 25);
    let (size, same) = roll(&wish(path.clone(), 25, 25));
    assert_eq!((size, same.len()), (Size { width: 160, height: 90 }, 25));
    assert!(same.windows(2).all(|two| two[0][0] < two[1][0]), "{same:?}");
    // Twice the rate shows each frame twice, half the rate every other one.
    let (_, twice) = roll(&wish(path.clone(), 50, 50));
    let doubled: Vec<_> = same.iter().flat_map(|pixel| [*pixel; 2]).collect();
    assert_eq!(twice, doubled);
    let (_, from) = roll(&Roll { from: 0.4, ..wish(path, 25, 5) });
    assert_eq!(from, same[10..15]);
}

#[test]
fn footage_of_a_low_rate_shows_each_frame_until_the_next_ones_time() {
    let folder = tempfile::tempdir().unwrap();
    let rate = FrameRate { num: 5, den: 1 };
    let slow = Film { rate, ..film(&folder.path().join("slow.mp4"), 5) };
    let pictures: Vec<_> =
        (0..5).map(|n: u8| plain(&slow, [40 + n * 40, 128, 128]).remove(0)).collect();
    encode(&slow, &pictures, None).unwrap();
    let (_, frames) = roll(&wish(slow.out, 25, 25));
    let changes: Vec<usize> = (1..frames.len()).filter(|n| frames[*n] != frames[n - 1]).collect();
    assert_eq!(changes, [5, 10, 15, 20]);
}

#[test]
fn footage_comes_in_full_range_colours() {
    let folder = tempfile::tempdir().unwrap();
    let film = film(&folder.path().join("red.mp4"), 5);
    // Pure red in BT.709, limited range.
    encode(&film, &plain(&film, [63, 102, 240]), None).unwrap();
    let (_, frames) = roll(&wish(film.out, 25, 5));
    let [r, g, b, a] = frames[2];
    assert!(r >= 252 && g <= 3 && b <= 3 && a == 255, "{:?}", frames[2]);
}

#[test]
fn footage_is_reduced_to_what_covers_the_film() {
    let folder = tempfile::tempdir().unwrap();
    let path = brightening(folder.path(), 5);
    let small = Size { width: 40, height: 40 };
    let (size, _) = roll(&Roll { cover: small, ..wish(path, 25, 5) });
    assert_eq!(size, Size { width: 72, height: 40 });
}

#[test]
fn footage_that_is_too_short_names_both_lengths() {
    let folder = tempfile::tempdir().unwrap();
    let path = brightening(folder.path(), 25);
    let reason = refused(&wish(path.clone(), 25, 50));
    assert!(reason.contains("lasts 1 s") && reason.contains("2 s"), "{reason}");
    assert!(matches!(tell("roll", &wish(path, 25, 25), &[]).unwrap().0, Reply::Rolling { .. }));
}

#[test]
fn what_is_no_footage_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("words.mp4");
    std::fs::write(&path, b"no film at all").unwrap();
    assert!(!refused(&wish(path, 25, 5)).is_empty());
}

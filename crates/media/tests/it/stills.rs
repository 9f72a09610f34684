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

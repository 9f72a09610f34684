//! The client against stand-in workers: shell scripts that answer, stall, babble or fall over.

use super::*;
use model::timeline::Encoding;
use model::unit::{FrameRate, Size};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::time::Instant;
use tempfile::TempDir;

struct StandIn {
    folder: TempDir,
    workers: MediaWorkers,
}

/// Workers that run `script` with a shell; `$1` is what they are started for.
fn stand_in(script: &str) -> StandIn {
    let folder = tempfile::tempdir().unwrap();
    let exe = folder.path().join("worker");
    fs::write(&exe, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&exe, fs::Permissions::from_mode(0o755)).unwrap();
    let workers = MediaWorkers::new(exe, 1, folder.path().join("scratch"));
    StandIn { folder, workers }
}

const PIXEL: &str = r#"echo '{"reply":{"picture":{"size":{"width":1,"height":1}}},"payload":4}'"#;

fn job(frames: u32) -> EncodeJob {
    EncodeJob {
        size: Size { width: 4, height: 2 },
        rate: FrameRate { num: 25, den: 1 },
        frames,
        encoding: Encoding::h264(20, "veryfast", 25, 128),
    }
}

#[test]
fn the_bytes_after_an_answer_are_the_picture() {
    let stand_in = stand_in(&format!("while read line; do {PIXEL}; printf 'RGBA'; done"));
    for _ in 0..3 {
        let picture = stand_in.workers.decode_frame(Path::new("a.png"), 0.0).unwrap();
        assert_eq!((picture.width, picture.height, picture.bytes), (1, 1, b"RGBA".to_vec()));
    }
}

#[test]
fn a_worker_that_falls_over_costs_one_file_only() {
    let script = format!(
        "while read line; do case $line in *bad*) exit 139;; esac; {PIXEL}; printf 'RGBA'; done"
    );
    let stand_in = stand_in(&script);
    let error = stand_in.workers.decode_frame(Path::new("bad.png"), 0.0).unwrap_err();
    assert_eq!(error.to_string(), "the media worker broke down over bad.png");
    assert!(matches!(error.damage(), Some(Damage::Unreadable { .. })));
    assert!(stand_in.workers.decode_frame(Path::new("good.png"), 0.0).is_ok());
}

#[test]
fn a_worker_that_stalls_is_ended_and_replaced() {
    let script = format!(
        "while read line; do case $line in *bad*) exec sleep 60;; esac; {PIXEL}; printf 'RGBA'; done"
    );
    let mut stand_in = stand_in(&script);
    stand_in.workers = stand_in.workers.with_limit(Duration::from_millis(300));
    let began = Instant::now();
    let error = stand_in.workers.decode_frame(Path::new("bad.png"), 0.0).unwrap_err();
    assert!(matches!(error, MediaError::TooSlow { .. }), "{error}");
    assert!(began.elapsed() < Duration::from_secs(10));
    stand_in.workers = stand_in.workers.with_limit(Duration::from_secs(10));
    assert!(stand_in.workers.decode_frame(Path::new("good.png"), 0.0).is_ok());
}

#[test]
fn what_a_worker_refuses_names_the_file_and_the_reason() {
    let script =
        r#"read line; echo '{"reply":{"failed":{"reason":"it is not a file"}},"payload":0}'"#;
    let error = stand_in(script).workers.measure(Path::new("folder")).unwrap_err();
    assert_eq!(error.to_string(), "folder: it is not a file");
}

#[test]
fn an_answer_of_another_kind_is_a_misunderstanding() {
    for script in [&format!("read line; {PIXEL}; printf 'RGBA'"), "read line; echo hello"] {
        let error = stand_in(script).workers.versions().unwrap_err();
        assert!(matches!(error, MediaError::Misunderstood), "{error}");
        assert_eq!(error.damage(), None);
    }
}

#[test]
fn a_worker_that_is_not_there_is_named() {
    let workers = MediaWorkers::new("/nowhere/worker".into(), 2, "/nowhere/scratch".into());
    let error = workers.versions().unwrap_err();
    assert!(error.to_string().contains("`/nowhere/worker`"), "{error}");
}

#[test]
fn one_worker_serves_many_at_once() {
    let stand_in = stand_in(&format!("while read line; do {PIXEL}; printf 'RGBA'; done"));
    std::thread::scope(|scope| {
        let ask = || stand_in.workers.decode_frame(Path::new("a.png"), 0.0).is_ok();
        let asked: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
        assert!(asked.into_iter().all(|thread| thread.join().unwrap()));
    });
}

/// Takes a film of `bytes` after its head, writes it where the head says, and says so.
fn film_taker(bytes: usize) -> String {
    format!(
        r#"read head; out=${{head##*\"out\":\"}}; out=${{out%%\"*}}; head -c {bytes} > "$out"
        echo '{{"reply":{{"encoded":{{"sha256":"{}","bytes":{bytes}}}}},"payload":0}}'"#,
        "0".repeat(64)
    )
}

#[test]
fn a_film_is_fed_whole_and_leaves_nothing_in_the_scratch_folder() {
    // Two stereo frames of sound, then two frames of 4×2 pixels.
    let stand_in = stand_in(&film_taker(16 + 24));
    let sound = [0.0_f32; 4];
    let mut frames = (1..=2_u8).map(|n| vec![n; 12]);
    let film = stand_in.workers.encode(&job(2), &mut frames, Some(&sound)).unwrap();
    assert_eq!(film, [vec![0; 16], vec![1; 12], vec![2; 12]].concat());
    let scratch = stand_in.folder.path().join("scratch");
    assert_eq!(fs::read_dir(scratch).unwrap().count(), 0);
}

#[test]
fn a_film_with_too_few_or_wrong_frames_is_refused() {
    let stand_in = stand_in(&film_taker(24));
    let encode = |mut frames: std::vec::IntoIter<Vec<u8>>| {
        stand_in.workers.encode(&job(2), &mut frames, None).unwrap_err()
    };
    let few = encode(vec![vec![0; 12]].into_iter());
    assert!(matches!(few, MediaError::TooFewFrames { frames: 1, expected: 2 }), "{few}");
    let wrong = encode(vec![vec![0; 12], vec![0; 11]].into_iter());
    assert!(matches!(wrong, MediaError::WrongFrame { frame: 1, bytes: 11, .. }), "{wrong}");
}

#[test]
fn an_encoder_that_stalls_is_ended() {
    let mut stand_in = stand_in("exec sleep 60");
    stand_in.workers = stand_in.workers.with_limit(Duration::from_millis(300));
    let error =
        stand_in.workers.encode(&job(1), &mut std::iter::once(vec![0; 12]), None).unwrap_err();
    assert!(matches!(error, MediaError::TooSlow { .. }), "{error}");
}

//! Files that are damaged, or that mean harm.

use crate::worker::{Worker, encode, film, tone, wandering};
use model::fact::Damage;

#[test]
fn a_film_that_was_cut_in_half_is_truncated() {
    let folder = tempfile::tempdir().unwrap();
    let film = film(&folder.path().join("half.mp4"), 50);
    encode(&film, &wandering(&film), Some(&tone(2.0, -20.0))).unwrap();
    let whole = std::fs::read(&film.out).unwrap();
    std::fs::write(&film.out, &whole[..whole.len() / 2]).unwrap();
    let (facts, _) = Worker::start().unwrap().measure(&film.out).unwrap();
    let (promised, present) = (whole.len() as u64, whole.len() as u64 / 2);
    assert!(facts.damage.contains(&Damage::Truncated { promised, present }), "{:?}", facts.damage);
}

#[test]
fn a_film_with_broken_bytes_near_its_end_is_corrupt() {
    let folder = tempfile::tempdir().unwrap();
    let film = film(&folder.path().join("broken.mp4"), 50);
    encode(&film, &wandering(&film), None).unwrap();
    let mut bytes = std::fs::read(&film.out).unwrap();
    let from = bytes.len() - bytes.len() / 4;
    bytes[from..].iter_mut().step_by(16).for_each(|byte| *byte ^= 0x55);
    std::fs::write(&film.out, &bytes).unwrap();
    let (facts, _) = Worker::start().unwrap().measure(&film.out).unwrap();
    let corrupt = |damage: &Damage| matches!(damage, Damage::Corrupt { errors: 1.., .. });
    assert!(facts.damage.iter().any(corrupt), "{:?}", facts.damage);
}

#[test]
fn what_cannot_be_read_is_said_and_the_next_file_is_measured() {
    let folder = tempfile::tempdir().unwrap();
    let good = film(&folder.path().join("good.mp4"), 5);
    encode(&good, &wandering(&good), None).unwrap();
    let garbage = (0..5000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let headed = [b"\0\0\0\x18ftypisom".as_slice(), &[0xa5; 900]].concat();
    let mut worker = Worker::start().unwrap();
    for bytes in [Vec::new(), garbage, headed] {
        let path = folder.path().join("bad.mp4");
        std::fs::write(&path, bytes).unwrap();
        let (facts, png) = worker.measure(&path).unwrap();
        let unreadable = |damage: &Damage| matches!(damage, Damage::Unreadable { .. });
        assert!(facts.damage.iter().any(unreadable), "{:?}", facts.damage);
        assert!(png.is_empty());
    }
    assert_eq!(worker.measure(&good.out).unwrap().0.damage, []);
}

#[test]
fn a_list_of_other_files_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let good = film(&folder.path().join("good.mp4"), 5);
    encode(&good, &wandering(&good), None).unwrap();
    let inner = good.out.display();
    let mut worker = Worker::start().unwrap();
    for (name, text) in [
        ("list.m3u8", format!("#EXTM3U\n#EXTINF:1,\n{inner}\n#EXT-X-ENDLIST\n")),
        ("list.ffconcat", format!("ffconcat version 1.0\nfile '{inner}'\n")),
        ("list.sdp", "v=0\no=- 0 0 IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n".to_owned()),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        assert_eq!(worker.measure(&path).unwrap().0.video, None, "{name}");
    }
}

#[test]
fn names_choose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let film = film(&folder.path().join("frame%03d.jpg"), 5);
    encode(&film, &wandering(&film), None).unwrap();
    let (facts, _) = Worker::start().unwrap().measure(&film.out).unwrap();
    assert_eq!((facts.container.as_str(), facts.damage), ("mp4", vec![]));
}

#[test]
fn a_request_that_makes_no_sense_does_not_end_the_conversation() {
    let mut worker = Worker::start().unwrap();
    for line in ["", "{}", "{\"dance\":{}}"] {
        let (reply, _) = worker.ask_line(line).unwrap();
        assert!(matches!(reply, media::protocol::Reply::Failed { .. }), "{reply:?}");
    }
    assert!(worker.measure(std::path::Path::new("/nowhere/film.mp4")).is_err());
    assert!(worker.ask_line("{\"version\":{}}").is_ok());
    assert!(worker.leave().unwrap().success());
}

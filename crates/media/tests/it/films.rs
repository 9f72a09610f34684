//! Films that are whole: what was put in is measured back.

use crate::worker::{Worker, encode, film, plain, tone, wandering};
use media::protocol::{Reply, Request};
use model::digest::Digest;
use model::unit::{FrameRate, Ratio, Secs, Size};

#[test]
fn a_film_is_measured_as_it_was_made() {
    let folder = tempfile::tempdir().unwrap();
    let film = film(&folder.path().join("film.bin"), 100);
    encode(&film, &wandering(&film), Some(&tone(4.0, -20.0))).unwrap();
    let (facts, png) = Worker::start().unwrap().measure(&film.out).unwrap();

    assert_eq!((facts.container.as_str(), facts.fast_start), ("mp4", Some(true)));
    assert_eq!(facts.sha256, Digest::of(&std::fs::read(&film.out).unwrap()));
    assert_eq!((facts.damage, facts.not_measured), (vec![], vec![]));

    let video = facts.video.unwrap();
    assert_eq!((video.codec.as_str(), video.pixel_format.as_str()), ("h264", "yuv420p"));
    assert_eq!((video.displayed, video.coded), (film.size, film.size));
    assert_eq!((video.frame_rate, video.frames, video.duration), (Some(film.rate), 100, Secs(4.0)));

    let audio = facts.audio.unwrap();
    assert_eq!((audio.codec.as_str(), audio.sample_rate, audio.channels), ("aac", 48_000, 2));
    assert!((audio.duration.0 - 4.0).abs() < 0.04, "{}", audio.duration);
    // A stereo sine of 1 kHz is as loud in LUFS as its peak in dBFS (EBU Tech 3341, case 1).
    assert!((audio.integrated.unwrap().0 + 20.0).abs() < 0.2);
    assert!((audio.short_term_max.unwrap().0 + 20.0).abs() < 0.2);
    assert_eq!(audio.silent, Ratio(0.0));

    let last = facts.last_frame.unwrap();
    assert_eq!((last.at, last.size, last.png), (Secs(99.0 / 25.0), film.size, Digest::of(&png)));
}

#[test]
fn colours_come_back_as_they_were_meant() {
    let folder = tempfile::tempdir().unwrap();
    let film = film(&folder.path().join("red.mp4"), 3);
    // Pure red in BT.709, limited range.
    encode(&film, &plain(&film, [63, 102, 240]), None).unwrap();
    let (facts, _) = Worker::start().unwrap().measure(&film.out).unwrap();
    let last = facts.last_frame.unwrap();
    let [only] = last.palette.as_slice() else { panic!("one colour") };
    let colour = only.colour;
    assert!(colour.r >= 252 && colour.g <= 3 && colour.b <= 3, "{colour}");
    assert!((last.luma.0 - 0.2126).abs() < 0.01, "{}", last.luma);
}

#[test]
fn the_last_frame_is_the_last_one() {
    let folder = tempfile::tempdir().unwrap();
    let film = film(&folder.path().join("end.mp4"), 40);
    let mut frames = plain(&film, [235, 128, 128]);
    frames[39] = plain(&film, [16, 128, 128]).remove(0);
    encode(&film, &frames, None).unwrap();
    let (facts, _) = Worker::start().unwrap().measure(&film.out).unwrap();
    assert!(facts.last_frame.unwrap().luma.0 < 0.05);
}

#[test]
fn the_same_film_has_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let sound = tone(2.0, -12.0);
    let made = ["one.mp4", "two.mp4"].map(|name| {
        let film = film(&folder.path().join(name), 50);
        encode(&film, &wandering(&film), Some(&sound)).unwrap()
    });
    assert!(matches!(made[0], Reply::Encoded { .. }));
    assert_eq!(made[0], made[1]);
}

#[test]
fn fractional_frame_rates_stay_exact() {
    let folder = tempfile::tempdir().unwrap();
    let ntsc = FrameRate { num: 30_000, den: 1001 };
    let film = media::protocol::Film { rate: ntsc, ..film(&folder.path().join("ntsc.mp4"), 31) };
    encode(&film, &wandering(&film), None).unwrap();
    let video = Worker::start().unwrap().measure(&film.out).unwrap().0.video.unwrap();
    assert_eq!((video.frame_rate, video.frames), (Some(ntsc), 31));
    assert!((video.duration.0 - ntsc.duration(31).0).abs() < 1e-3);
}

#[test]
fn silence_is_silent_and_no_sound_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let mut worker = Worker::start().unwrap();
    let quiet = film(&folder.path().join("quiet.mp4"), 25);
    encode(&quiet, &wandering(&quiet), Some(&vec![0.0; 96_000])).unwrap();
    let audio = worker.measure(&quiet.out).unwrap().0.audio.unwrap();
    assert_eq!((audio.integrated, audio.true_peak, audio.silent), (None, None, Ratio(1.0)));

    let mute = film(&folder.path().join("mute.mp4"), 25);
    encode(&mute, &wandering(&mute), None).unwrap();
    assert_eq!(worker.measure(&mute.out).unwrap().0.audio, None);
}

#[test]
fn sound_is_cut_to_the_pictures() {
    let folder = tempfile::tempdir().unwrap();
    let film = film(&folder.path().join("long.mp4"), 25);
    encode(&film, &wandering(&film), Some(&tone(9.0, -20.0))).unwrap();
    let mut worker = Worker::start().unwrap();
    let duration = worker.measure(&film.out).unwrap().0.audio.unwrap().duration;
    assert!((duration.0 - 1.0).abs() < 0.04, "{duration}");

    let request = Request::DecodeAudio { path: film.out.clone() };
    let (reply, samples) = worker.ask(&request).unwrap();
    let Reply::Sound { frames, peak } = reply else { panic!("{reply:?}") };
    assert_eq!(samples.len() as u64, frames * 8);
    assert!((frames as f64 / 48_000.0 - 1.0).abs() < 0.04, "{frames}");
    assert!((peak - 0.1).abs() < 0.02, "{peak}");
}

#[test]
fn a_film_of_an_odd_size_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let size = Size { width: 161, height: 90 };
    let film = media::protocol::Film { size, ..film(&folder.path().join("odd.mp4"), 1) };
    let reply = encode(&film, &[], None).unwrap();
    let Reply::Failed { reason } = reply else { panic!("{reply:?}") };
    assert!(reason.contains("161×90"), "{reason}");
}

#[test]
fn the_encoder_says_its_version() {
    let (reply, _) = Worker::start().unwrap().ask(&Request::Version {}).unwrap();
    let Reply::Versions(versions) = reply else { panic!("{reply:?}") };
    assert!(versions.x264.unwrap().starts_with("core "));
}

//! Films in every coding: what was asked for is what is measured, and twice the same is the same.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot set up its film has failed"
)]

use crate::worker::{Worker, bytes, encode, film, tell, tone, wandering};
use media::protocol::{Film, Rehearsal, Reply};
use model::fact::{FileFacts, Scan as Measured};
use model::timeline::{AudioCoding, Container, Encoding, Sampling, Scan, VideoCoding};
use model::unit::FrameRate;
use std::path::Path;

fn audio(encoder: &str, kbps: Option<u32>) -> AudioCoding {
    AudioCoding { encoder: encoder.to_owned(), kbps, rate: 48_000 }
}

fn coded(
    container: Container,
    (encoder, sampling, scan): (&str, Sampling, Scan),
    audio: AudioCoding,
    settings: &[(&str, &str)],
) -> Encoding {
    let settings = settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let settings = settings.collect();
    let video = VideoCoding { encoder: encoder.to_owned(), sampling, scan, gop: 12, settings };
    Encoding { container, video, audio }
}

/// Makes a film of half a second twice, and returns what is measured of it.
fn made_twice(encoding: &Encoding, rate: u32) -> FileFacts {
    let folder = tempfile::tempdir().unwrap();
    let make = |name: &str| {
        let film = Film {
            encoding: encoding.clone(),
            rate: FrameRate { num: rate, den: 1 },
            ..film(&folder.path().join(name), rate / 2 / 2 * 2)
        };
        let reply = encode(&film, &wandering(&film), Some(&tone(0.5, -12.0))).unwrap();
        let Reply::Encoded { sha256, .. } = reply else { panic!("{reply:?}") };
        (film.out, sha256)
    };
    let (out, first) = make("one.bin");
    assert_eq!(make("two.bin").1, first);
    let facts = Worker::start().unwrap().measure(&out).unwrap().0;
    assert_eq!(facts.damage, vec![]);
    facts
}

fn check(facts: &FileFacts, container: &str, codec: &str, pixels: &str, sound: &str) {
    let (video, audio) = (facts.video.as_ref().unwrap(), facts.audio.as_ref().unwrap());
    let is = [&facts.container, &video.codec, &video.pixel_format, &audio.codec];
    assert_eq!(is.map(String::as_str), [container, codec, pixels, sound]);
    assert_eq!((audio.sample_rate, audio.channels), (48_000, 2));
    let colours = &video.colour;
    assert_eq!(colours.matrix.as_deref(), Some("bt709"));
}

const PLAIN: (Sampling, Scan) = (Sampling::Half420, Scan::Progressive);

#[test]
fn h264_and_pcm_in_mov() {
    let own = ("libx264", PLAIN.0, PLAIN.1);
    let coding = coded(Container::Mov, own, audio("pcm_s24le", None), &[("crf", "20")]);
    let facts = made_twice(&coding, 25);
    check(&facts, "mov", "h264", "yuv420p", "pcm_s24le");
    assert_eq!(facts.fast_start, Some(true));
}

#[test]
fn hevc_and_aac_in_mp4() {
    let own = ("libx265", PLAIN.0, PLAIN.1);
    let alone = ("x265-params", "pools=none:frame-threads=1:wpp=0:log-level=none");
    let settings = [("crf", "24"), ("preset", "ultrafast"), alone];
    let coding = coded(Container::Mp4, own, audio("aac", Some(128)), &settings);
    check(&made_twice(&coding, 25), "mp4", "hevc", "yuv420p", "aac");
}

#[test]
fn hevc_is_named_as_apples_players_expect() {
    let folder = tempfile::tempdir().unwrap();
    let own = ("libx265", PLAIN.0, PLAIN.1);
    let settings = [("preset", "ultrafast"), ("x265-params", "log-level=none")];
    let encoding = coded(Container::Mp4, own, audio("aac", Some(128)), &settings);
    let film = Film { encoding, ..film(&folder.path().join("hevc.mp4"), 4) };
    encode(&film, &wandering(&film), None).unwrap();
    let bytes = std::fs::read(&film.out).unwrap();
    let has = |letters: &[u8]| bytes.windows(4).any(|four| four == letters);
    assert!(has(b"hvc1") && !has(b"hev1"));
}

#[test]
fn vp9_and_opus_in_webm() {
    let own = ("libvpx-vp9", PLAIN.0, PLAIN.1);
    let settings =
        [("crf", "32"), ("b", "0"), ("deadline", "good"), ("cpu-used", "5"), ("row-mt", "0")];
    let coding = coded(Container::Webm, own, audio("libopus", Some(96)), &settings);
    check(&made_twice(&coding, 25), "webm", "vp9", "yuv420p", "opus");
}

#[test]
fn prores_and_pcm_in_mov() {
    let own = ("prores_ks", Sampling::Half422Ten, Scan::Progressive);
    let settings = [("profile", "hq"), ("vendor", "apl0")];
    let coding = coded(Container::Mov, own, audio("pcm_s24le", None), &settings);
    check(&made_twice(&coding, 25), "mov", "prores", "yuv422p10le", "pcm_s24le");
}

#[test]
fn fields_and_pcm_in_mxf() {
    let own = ("mpeg2video", Sampling::Half422, Scan::UpperFieldFirst);
    let settings = [("profile", "0"), ("level", "2"), ("bf", "2"), ("b", "4000000")];
    let coding = coded(Container::Mxf, own, audio("pcm_s24le", None), &settings);
    let facts = made_twice(&coding, 50);
    check(&facts, "mxf", "mpeg2video", "yuv422p", "pcm_s24le");
    let video = facts.video.unwrap();
    assert_eq!(video.scan, Some(Measured::Interlaced));
    // Fifty fields are twenty-five pictures.
    assert_eq!((video.frame_rate, video.frames), (Some(FrameRate { num: 25, den: 1 }), 12));
}

#[test]
fn a_rate_that_is_held_is_reached_and_not_passed() {
    let folder = tempfile::tempdir().unwrap();
    let mut encoding = Encoding::h264(20, "veryfast", 25, 128);
    encoding.video.settings.remove("crf");
    for (name, value) in
        [("b", "900000"), ("minrate", "900000"), ("maxrate", "900000"), ("bufsize", "900000")]
    {
        encoding.video.settings.insert(name.to_owned(), value.to_owned());
    }
    encoding.video.settings.insert("nal-hrd".to_owned(), "cbr".to_owned());
    let film = Film { encoding, ..film(&folder.path().join("held.mp4"), 100) };
    encode(&film, &wandering(&film), None).unwrap();
    let facts = Worker::start().unwrap().measure(&film.out).unwrap().0;
    let kbps = facts.video.unwrap().kbps.unwrap();
    assert!((875.0..1130.0).contains(&kbps), "{kbps}");
}

#[test]
fn an_encoder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut film = film(&folder.path().join("none.mp4"), 4);
    film.encoding.video.encoder = "libdirac".to_owned();
    let reply = encode(&film, &wandering(&film), None).unwrap();
    assert_eq!(reply, Reply::NoEncoder { encoder: "libdirac".to_owned() });
}

#[test]
fn a_field_alone_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let own = ("mpeg2video", Sampling::Half422, Scan::UpperFieldFirst);
    let encoding = coded(Container::Mxf, own, audio("pcm_s24le", None), &[]);
    let film = Film { encoding, ..film(&folder.path().join("odd.mxf"), 3) };
    let reply = encode(&film, &wandering(&film), None).unwrap();
    let Reply::Failed { reason } = reply else { panic!("{reply:?}") };
    assert!(reason.contains("in pairs"), "{reason}");
}

/// A drum: every half second a low tone that begins at once and dies away.
fn drum(peak: f64) -> Vec<f32> {
    let level = 10_f64.powf(peak / 20.0);
    let sample = |n: usize| {
        let t = (n % 24_000) as f64 / 48_000.0;
        let tone = (t * 60.0 * std::f64::consts::TAU).cos();
        (level * tone.signum() * (-t * 30.0).exp()) as f32
    };
    (0..96_000).flat_map(|n| [sample(n); 2]).collect()
}

fn rehearsed(folder: &Path, audio: AudioCoding, sound: &[f32]) -> f64 {
    let container = if audio.is_exact() { Container::Mov } else { Container::Mp4 };
    let sound_frames = (sound.len() / 2) as u64;
    let wish = Rehearsal { container, audio, sound_frames, out: folder.join("sound.bin") };
    let (reply, _) = tell("rehearse", &wish, &bytes(sound)).unwrap();
    let Reply::Rehearsed { true_peak, .. } = reply else { panic!("{reply:?}") };
    true_peak.unwrap().0
}

#[test]
fn a_rehearsal_tells_what_coding_does_to_peaks() {
    let folder = tempfile::tempdir().unwrap();
    let calm = rehearsed(folder.path(), audio("aac", Some(192)), &tone(2.0, -6.0));
    assert!((calm + 6.0).abs() < 1.0, "{calm}");
    let hit = rehearsed(folder.path(), audio("aac", Some(192)), &drum(-6.0));
    let exact = rehearsed(folder.path(), audio("pcm_s24le", None), &drum(-6.0));
    // PCM keeps peaks as they are, to the last bit of 24.
    assert!((hit - exact).abs() > 0.01, "{hit} after {exact}");
    let again = rehearsed(folder.path(), audio("aac", Some(192)), &drum(-6.0));
    assert_eq!(hit.to_bits(), again.to_bits());
}

#[test]
fn a_sound_alone_is_coded_at_the_rate_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    for (container, encoder, kbps, codec) in [
        (Container::Mp3, "libmp3lame", Some(192), "mp3"),
        (Container::Ogg, "libvorbis", Some(192), "vorbis"),
        (Container::Wav, "pcm_s16le", None, "pcm_s16le"),
    ] {
        let sound = tone(2.0, -12.0);
        let make = |name: &str| {
            let out = folder.path().join(name);
            let audio = AudioCoding { rate: 44_100, ..audio(encoder, kbps) };
            let wish = Rehearsal { container, audio, sound_frames: 96_000, out: out.clone() };
            let (reply, _) = tell("rehearse", &wish, &bytes(&sound)).unwrap();
            assert!(matches!(reply, Reply::Rehearsed { .. }), "{codec}: {reply:?}");
            std::fs::read(out).unwrap()
        };
        assert!(make("one.bin") == make("two.bin"), "{codec}");
        let facts = Worker::start().unwrap().measure(&folder.path().join("one.bin")).unwrap().0;
        assert_eq!((facts.container.as_str(), facts.damage), (container.ending(), vec![]));
        let heard = facts.audio.unwrap();
        let is = (heard.codec.as_str(), heard.sample_rate, heard.channels);
        assert_eq!(is, (codec, 44_100, 2));
        assert!((heard.duration.0 - 2.0).abs() < 0.06, "{codec}: {}", heard.duration);
        assert!((heard.integrated.unwrap().0 + 12.0).abs() < 0.3, "{codec}");
    }
}

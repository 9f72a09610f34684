//! Films of footage, with a voice over music, in the coding that their format takes.

use crate::desk::Desk;
use host::media::{EncodeJob, MediaWorkers, find_worker};
use model::timeline::Encoding;
use model::unit::{FrameRate, Seed, Size};

const FORMATS: &str = "\
id,platform,placement,kind,width,height,containers,codecs,audio,leader,source,source_date
tiny_web,Test,Reel,film,360,640,webm,vp9,required,,test,2026-01-01
tiny_air,Test,Air,film,360,640,mov,,required,a slate,test,2026-01-01
tiny_heard,Test,Radio,sound,,,mp3,,required,,test,2026-01-01
";

/// A desk whose films are made in [`FORMATS`].
fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("formats.csv", FORMATS.as_bytes());
    let all = "\"tiny_square\", \"tiny_tall\", \"tiny_film\"";
    desk.edit("campaigns/first/brief.toml", all, "\"tiny_web\", \"tiny_air\", \"tiny_heard\"");
    desk.decisions();
    desk.edit("decisions.csv", "1,#2,keep,strong-hook,,Ben,\n", "");
    desk
}

/// Makes every scene footage of a light that wanders.
fn film_every_scene(desk: &Desk, seconds: f64) {
    let (size, rate) = (Size { width: 160, height: 284 }, FrameRate { num: 30, den: 1 });
    let frames = (seconds * rate.fps()).round() as u32;
    let encoding = Encoding::h264(28, "ultrafast", 30, 128);
    let luma = |n: u32, x: u32, y: u32| 40 + ((x + 2 * y + 3 * n) % 160) as u8;
    let mut pictures = (0..frames).map(|n| {
        let rows = (0..size.height).flat_map(|y| (0..size.width).map(move |x| luma(n, x, y)));
        rows.chain(vec![128; (size.width * size.height / 2) as usize]).collect()
    });
    let workers = MediaWorkers::new(find_worker().unwrap(), 1, desk.path("scratch"));
    let film =
        workers.encode(&EncodeJob { size, rate, frames, encoding }, &mut pictures, None).unwrap();
    desk.write("components/media/walk.mp4", &film);
    let scenes = "id,text,path,ink\nwalk,a walk,components/media/walk.mp4,light\n";
    desk.write("components/scenes.csv", scenes.as_bytes());
}

/// Gives the brief a voice of so many seconds, at another rate than films have.
fn speak(desk: &Desk, seconds: f64) {
    let voice = sample::voice::babble(Seed(3), seconds, 180.0);
    desk.write("components/media/voice.wav", &sample::music::wav(&voice, 1));
    let voices = "id,language,text,path\nhello,de,Hallo.,components/media/voice.wav\n";
    desk.write("components/voices.csv", voices.as_bytes());
    desk.edit("campaigns/first/brief.toml", "film_length", "voices = [\"hello\"]\nfilm_length");
}

#[test]
fn footage_and_a_voice_become_a_film_and_a_slate_is_told() {
    let desk = desk();
    film_every_scene(&desk, 2.0);
    speak(&desk, 2.0);
    let end = desk.run(&["run", "--decisions", "decisions.csv"]);
    assert_eq!(end.code, 0, "{}\n{}", end.out, end.err);
    assert!(end.err.contains("tiny_air cannot be made: because its file begins with a slate"));
    let facts = checked(&desk, ".webm", "tiny_web");
    assert_eq!(facts["video"]["codec"], "vp9");
    assert_eq!(facts["audio"]["codec"], "opus");
    is_mixed(&facts);
    let facts = checked(&desk, ".mp3", "tiny_heard");
    assert_eq!((facts["video"].is_null(), &facts["audio"]["codec"]), (true, &"mp3".into()));
    is_mixed(&facts);
}

/// Checks the one file with an ending, which must pass, and returns what was measured.
fn checked(desk: &Desk, ending: &str, format: &str) -> serde_json::Value {
    let made = desk.digests("campaigns/first/out/deliverables");
    let files: Vec<&String> = made.keys().filter(|name| name.ends_with(ending)).collect();
    assert_eq!((files.len(), made.len()), (1, 2), "{made:?}");
    let path = desk.path("campaigns/first/out/deliverables").join(files.first().unwrap());
    let words = ["check", path.to_str().unwrap(), "--for", format, "--format", "json"];
    let report: serde_json::Value = serde_json::from_str(&desk.ok(&words).out).unwrap();
    report.pointer("/files/0/facts").unwrap().clone()
}

fn is_mixed(facts: &serde_json::Value) {
    let audio = &facts["audio"];
    let loudness = audio["integrated"].as_f64().unwrap();
    assert!((loudness + 16.0).abs() < 0.5, "{loudness}");
    assert!(audio["true_peak"].as_f64().unwrap() <= -1.0, "{}", audio["true_peak"]);
    assert!((audio["duration"].as_f64().unwrap() - 3.0).abs() < 0.06, "{}", audio["duration"]);
}

#[test]
fn footage_shorter_than_its_shots_names_both_lengths() {
    let desk = desk();
    film_every_scene(&desk, 1.0);
    let end = desk.run(&["run", "--decisions", "decisions.csv"]);
    assert_eq!(end.code, 3, "{}\n{}", end.out, end.err);
    assert!(end.err.contains("the footage lasts 1 s, and what is to be seen of it 1.48 s"));
}

#[test]
fn a_voice_longer_than_the_film_says_by_how_much() {
    let desk = desk();
    speak(&desk, 4.0);
    let end = desk.run(&["run", "--decisions", "decisions.csv"]);
    assert_eq!(end.code, 3, "{}\n{}", end.out, end.err);
    assert!(end.err.contains("voice is 1.24 s too long"), "{}", end.err);
}

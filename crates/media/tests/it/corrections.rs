//! Corrected copies: what was asked for is changed, everything else stays.

use crate::worker::{Tried, Worker, encode, film, tone, wandering};
use media::protocol::{Answer, Colours, Correction, Film, Reply, TurnFlag};
use model::digest::Digest;
use model::fact::FileFacts;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// A film of four seconds, and a folder of its own.
struct Desk {
    folder: tempfile::TempDir,
    film: Film,
}

impl Desk {
    fn new() -> Tried<Self> {
        let folder = tempfile::tempdir()?;
        let film = film(&folder.path().join("film.mp4"), 100);
        encode(&film, &wandering(&film), Some(&tone(4.0, -20.0)))?;
        Ok(Self { folder, film })
    }

    /// Changes the bytes of the film.
    fn change(&self, change: impl Fn(Vec<u8>) -> Vec<u8>) -> Tried<()> {
        let bytes = std::fs::read(&self.film.out)?;
        Ok(std::fs::write(&self.film.out, change(bytes))?)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn wish(&self) -> Correction {
        Correction {
            path: self.film.out.clone(),
            out: self.path("copy.mp4"),
            container: "mp4".to_owned(),
            gain: None,
            colours: Colours::AsTheyAre,
            turn: TurnFlag::Kept,
        }
    }

    /// Corrects, and returns the facts of the film and of its copy.
    fn both(&self, wish: &Correction) -> Tried<[FileFacts; 2]> {
        let untouched = std::fs::read(&self.film.out)?;
        let Reply::Corrected { sha256, .. } = correct(wish)? else {
            return Err(format!("{:?}", correct(wish)?).into());
        };
        assert_eq!(sha256, Digest::of(&std::fs::read(&wish.out)?));
        assert!(untouched == std::fs::read(&self.film.out)?, "the original was written to");
        Ok([facts(&self.film.out)?, facts(&wish.out)?])
    }
}

fn facts(path: &Path) -> Tried<FileFacts> {
    Ok(Worker::start()?.measure(path)?.0)
}

fn correct(wish: &Correction) -> Tried<Reply> {
    let mut child = crate::worker::start("correct")?;
    let mut stdin = child.stdin.take().ok_or("no stdin")?;
    writeln!(stdin, "{}", serde_json::to_string(wish)?)?;
    drop(stdin);
    let answer: Answer = serde_json::from_slice(&child.wait_with_output()?.stdout)?;
    Ok(answer.reply)
}

/// Puts the index behind the media: of a film whose index stands first.
fn index_last(bytes: Vec<u8>) -> Vec<u8> {
    let places = |name: &[u8]| bytes.windows(4).position(|four| four == name);
    let (Some(moov), Some(mdat)) = (places(b"moov"), places(b"mdat")) else { return bytes };
    let length = |at: usize| {
        bytes.get(at - 4..at).and_then(|b| b.try_into().ok()).map_or(0, u32::from_be_bytes) as usize
    };
    let (from, to) = (moov - 4, moov - 4 + length(moov));
    let mut index = bytes.get(from..to).unwrap_or_default().to_vec();
    let mut at = 0;
    while let Some(next) = index.windows(4).skip(at).position(|four| four == b"stco") {
        at += next + 4;
        let read = |index: &[u8], at: usize| {
            index.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_be_bytes)
        };
        for n in 0..read(&index, at + 4) as usize {
            let place = at + 8 + 4 * n;
            let moved = read(&index, place) - (to - from) as u32;
            index.splice(place..place + 4, moved.to_be_bytes());
        }
    }
    assert!(mdat > moov);
    [bytes.get(..from).unwrap_or_default(), bytes.get(to..).unwrap_or_default(), &index].concat()
}

/// Turns the first track by a quarter, in its display matrix.
fn quarter_turn(mut bytes: Vec<u8>) -> Vec<u8> {
    let head = bytes.windows(4).position(|four| four == b"tkhd").unwrap_or(0);
    let one = 0x1_0000_i32;
    let matrix: Vec<u8> =
        [0, one, 0, -one, 0, 0, 0, 0, 1 << 30].iter().flat_map(|n: &i32| n.to_be_bytes()).collect();
    bytes.splice(head + 44..head + 80, matrix);
    bytes
}

#[test]
fn the_index_comes_first_and_nothing_else_changes() {
    let desk = Desk::new().unwrap();
    desk.change(index_last).unwrap();
    let [before, after] = desk.both(&desk.wish()).unwrap();
    assert_eq!((before.fast_start, after.fast_start), (Some(false), Some(true)));
    assert_eq!((before.video, before.audio), (after.video, after.audio));
    assert_eq!(before.last_frame, after.last_frame);
}

#[test]
fn sound_is_raised_by_what_is_asked_and_the_pictures_are_copied() {
    let desk = Desk::new().unwrap();
    let wish = Correction { gain: Some(5.0), ..desk.wish() };
    let [before, after] = desk.both(&wish).unwrap();
    let [a, b] = [before.audio.unwrap(), after.audio.unwrap()];
    let raised = b.integrated.unwrap().0 - a.integrated.unwrap().0;
    assert!((raised - 5.0).abs() < 0.1, "{raised}");
    assert_eq!((a.codec, a.channels, a.duration), (b.codec, b.channels, b.duration));
    assert!((a.offset.unwrap().0 - b.offset.unwrap().0).abs() < 0.001);
    assert_eq!(before.video, after.video);
    assert_eq!(before.last_frame, after.last_frame);
}

#[test]
fn a_turn_is_applied_and_its_flag_is_gone() {
    let desk = Desk::new().unwrap();
    desk.change(quarter_turn).unwrap();
    let wish = Correction { turn: TurnFlag::Applied, ..desk.wish() };
    let [before, after] = desk.both(&wish).unwrap();
    let (a, b) = (before.video.unwrap(), after.video.unwrap());
    assert_eq!((a.rotation, b.rotation), (90, 0));
    assert_eq!((a.displayed, a.frames, a.duration), (b.displayed, b.frames, b.duration));
    assert_eq!(b.coded, b.displayed);
    let (a, b) = (before.last_frame.unwrap(), after.last_frame.unwrap());
    assert!((a.luma.0 - b.luma.0).abs() < 0.01, "{} {}", a.luma, b.luma);
    assert_eq!(before.audio, after.audio);
}

#[test]
fn a_turn_that_is_not_spoken_of_is_kept() {
    let desk = Desk::new().unwrap();
    desk.change(|bytes| index_last(quarter_turn(bytes))).unwrap();
    let [before, after] = desk.both(&desk.wish()).unwrap();
    assert_eq!(after.video.as_ref().map(|video| video.rotation), Some(90));
    assert_eq!(before.video, after.video);
}

#[test]
fn what_is_written_about_a_film_goes_with_it() {
    let desk = Desk::new().unwrap();
    let note = [
        &32_u32.to_be_bytes()[..],
        b"uuid\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac<x:xmpm>",
    ]
    .concat();
    desk.change(|bytes| [bytes, note.clone()].concat()).unwrap();
    let [_, after] = desk.both(&desk.wish()).unwrap();
    assert!(std::fs::read(desk.path("copy.mp4")).unwrap().ends_with(&note));
    assert_eq!(after.damage, []);
}

#[test]
fn the_same_wish_gives_the_same_bytes() {
    let desk = Desk::new().unwrap();
    desk.change(quarter_turn).unwrap();
    let copies = ["one.mp4", "two.mp4"].map(|name| {
        let turn = TurnFlag::Applied;
        let out = desk.path(name);
        let wish =
            Correction { gain: Some(-3.0), colours: Colours::Rec709, turn, out, ..desk.wish() };
        correct(&wish).unwrap()
    });
    assert!(matches!(copies[0], Reply::Corrected { .. }), "{copies:?}");
    assert_eq!(copies[0], copies[1]);
}

#[test]
fn a_film_that_breaks_off_is_not_corrected() {
    let desk = Desk::new().unwrap();
    desk.change(|mut bytes| {
        bytes.truncate(bytes.len() / 2);
        bytes
    })
    .unwrap();
    let Reply::Failed { reason } = correct(&desk.wish()).unwrap() else { panic!("not refused") };
    assert_eq!(reason, "the file breaks off, and so would its copy");
}

#[test]
fn containers_that_are_not_written_are_refused_by_name() {
    let desk = Desk::new().unwrap();
    let wish = Correction { container: "avi".to_owned(), ..desk.wish() };
    let Reply::Failed { reason } = correct(&wish).unwrap() else { panic!("not refused") };
    assert_eq!(reason, "`avi` is not written here");
}

//! What is seen of a film on the way to its end.

use crate::worker::{Tried, Worker, encode, film, plain, wandering};
use media::protocol::{Film, Reply, Request};
use model::fact::{Bars, FileFacts, Scan, Standstill};
use model::unit::Secs;

const BLACK: [u8; 3] = [16, 128, 128];
const GREY: [u8; 3] = [126, 128, 128];

/// Five seconds, black for the first two.
fn fades_in(film: &Film) -> Vec<Vec<u8>> {
    let mut frames = plain(film, GREY);
    let black = plain(film, BLACK);
    frames.iter_mut().zip(black).take(50).for_each(|(frame, black)| *frame = black);
    frames
}

fn measured(frames: impl Fn(&Film) -> Vec<Vec<u8>>) -> Tried<FileFacts> {
    let folder = tempfile::tempdir()?;
    let film = film(&folder.path().join("film.mp4"), 125);
    encode(&film, &frames(&film), None)?;
    Ok(Worker::start()?.measure(&film.out)?.0)
}

#[test]
fn key_frames_are_looked_at_about_every_two_seconds() {
    let video = measured(fades_in).unwrap().video.unwrap();
    let seen: Vec<(f64, bool)> =
        video.glances.iter().map(|glance| (glance.at.0, glance.luma.0 < 0.02)).collect();
    assert!(seen.len() >= 2, "{seen:?}");
    assert_eq!(seen[0], (0.0, true));
    assert!(seen.iter().all(|(at, black)| (*at < 2.0) == *black), "{seen:?}");
    assert!(seen.windows(2).all(|two| two[1].0 - two[0].0 >= 2.0), "{seen:?}");
}

#[test]
fn bars_of_a_boxed_film_are_seen_in_every_glance() {
    let video = measured(|film| {
        let (width, height) = (film.size.width as usize, film.size.height as usize);
        let mut frames = plain(film, GREY);
        for frame in &mut frames {
            // Luma of the upper and the lower quarter.
            frame[..width * (height / 4)].fill(16);
            frame[width * (height - height / 4)..width * height].fill(16);
        }
        frames
    })
    .unwrap()
    .video
    .unwrap();
    let quarter = video.displayed.height / 4;
    for glance in &video.glances {
        let Bars { left, top, right, bottom } = glance.bars;
        assert_eq!((left, right), (0, 0), "{glance:?}");
        assert!(top.abs_diff(quarter) <= 2 && bottom.abs_diff(quarter) <= 2, "{glance:?}");
    }
}

#[test]
fn our_own_films_are_tagged_even_and_progressive() {
    let video = measured(|film| plain(film, GREY)).unwrap().video.unwrap();
    let tags = video.colour;
    let bt709 = Some("bt709".to_owned());
    assert_eq!((tags.primaries, tags.transfer, tags.matrix), (bt709.clone(), bt709.clone(), bt709));
    assert_eq!(tags.range.as_deref(), Some("tv"));
    assert_eq!(video.scan, Some(Scan::Progressive));
    let steps = video.steps.unwrap();
    assert_eq!((steps.least, steps.most, steps.odd), (Secs(0.04), Secs(0.04), 0));
}

#[test]
fn a_frame_is_decoded_at_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let film = film(&folder.path().join("film.mp4"), 125);
    encode(&film, &fades_in(&film), None).unwrap();
    let mut worker = Worker::start().unwrap();
    let mut brightness = |at: f64| {
        let path = film.out.clone();
        let (reply, pixels) =
            worker.ask(&Request::DecodeFrame { path, at, max_pixels: 1 << 22 }).unwrap();
        assert_eq!(reply, Reply::Picture { size: film.size });
        pixels[0]
    };
    assert!(brightness(0.0) < 5 && brightness(1.9) < 5);
    assert!(brightness(2.0) > 100 && brightness(4.0) > 100);
    // After its end, the last one.
    assert!(brightness(60.0) > 100);
}

/// Five seconds that close on a plain card for so many frames.
fn closing(card: usize) -> Tried<Option<Standstill>> {
    let frames = |film: &Film| {
        let cards = plain(film, GREY);
        let mut frames = wandering(film);
        let scenes = frames.len() - card;
        frames.iter_mut().zip(cards).skip(scenes).for_each(|(frame, card)| *frame = card);
        frames
    };
    Ok(measured(frames)?.video.and_then(|video| video.closing))
}

#[test]
fn how_long_the_last_card_stood_is_measured_across_groups() {
    // Key frames come every 25 frames and at cuts.
    for card in [5, 20, 27] {
        let closing = closing(card).unwrap();
        let Some(Standstill::Exactly(stood)) = closing else { panic!("{card}: {closing:?}") };
        assert!((stood.0 - card as f64 / 25.0).abs() < 0.045, "{card}: {stood:?}");
    }
    let long = closing(90).unwrap();
    assert!(
        matches!(long, Some(Standstill::AtLeast(stood) | Standstill::Exactly(stood)) if stood.0 > 0.9),
        "{long:?}"
    );
}

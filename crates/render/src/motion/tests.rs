use super::*;
use crate::pixels::Pixels;
use model::canvas::{Canvas, Layer};
use model::colour::Colour;
use model::digest::Digest;
use model::timeline::{Encoding, Overlay, Subject, Window};
use model::unit::{FrameRate, Region};
use std::sync::Arc;

const SIZE: Size = Size { width: 32, height: 64 };
const LUMA: usize = 32 * 64;
const STILL: Window = Window { x: 0.5, y: 0.5, zoom: 1.0 };

fn picture(colour: Colour, resources: &mut Resources) -> Digest {
    let picture = Pixels::plain(Size { width: 90, height: 60 }, colour);
    let digest = Digest::of(&picture.rgba);
    resources.images.insert(digest, Arc::new(picture));
    digest
}

fn shot(image: Digest, start: u32, frames: u32) -> Shot {
    let subject = Subject::Still { image };
    Shot { start, frames, subject, from: STILL, to: Window { zoom: 1.4, ..STILL } }
}

fn film(shots: Vec<Shot>, overlays: Vec<Overlay>) -> Timeline {
    Timeline {
        size: SIZE,
        rate: FrameRate { num: 25, den: 1 },
        frames: 12,
        shots,
        overlays,
        sound: None,
        encoding: Encoding::h264(20, "veryfast", 25, 128),
    }
}

fn white_card(area: Region) -> Overlay {
    let card = Layer::Fill { area, colour: Colour::WHITE, opacity: 1.0, radius: 0 };
    let canvas = Canvas { size: SIZE, layers: vec![card] };
    Overlay { start: 2, frames: 8, canvas, fade_in: 3, fade_out: 2, rise: 0 }
}

fn shoot(timeline: &Timeline, resources: &Resources) -> Vec<Vec<u8>> {
    frames(timeline, resources).unwrap().collect()
}

#[test]
fn white_is_235_128_128_and_there_are_as_many_frames_as_asked_for() {
    let mut resources = Resources::default();
    let white = picture(Colour::WHITE, &mut resources);
    let timeline = film(vec![shot(white, 0, 12)], vec![]);
    assert_eq!(frames(&timeline, &resources).unwrap().len(), 12);
    let made = shoot(&timeline, &resources);
    assert_eq!(made.len(), 12);
    for frame in made {
        assert_eq!(frame.len(), LUMA * 3 / 2);
        assert!(frame[..LUMA].iter().all(|y| *y == 235));
        assert!(frame[LUMA..].iter().all(|c| *c == 128));
    }
}

#[test]
fn shots_cut_where_they_are_told() {
    let mut resources = Resources::default();
    let (white, black) =
        (picture(Colour::WHITE, &mut resources), picture(Colour::BLACK, &mut resources));
    let made = shoot(&film(vec![shot(white, 0, 5), shot(black, 5, 7)], vec![]), &resources);
    let first: Vec<u8> = made.iter().map(|frame| frame[0]).collect();
    assert_eq!(first, [[235; 5].as_slice(), &[16; 7]].concat());
}

#[test]
fn a_fade_only_gets_stronger_then_holds_then_only_weaker() {
    let mut resources = Resources::default();
    let black = picture(Colour::BLACK, &mut resources);
    let middle = Region { x: 8, y: 8, w: 16, h: 48 };
    let timeline = film(vec![shot(black, 0, 12)], vec![white_card(middle)]);
    let made = shoot(&timeline, &resources);
    let at = |x: usize, y: usize| -> Vec<u8> { made.iter().map(|f| f[y * 32 + x]).collect() };
    let levels = at(16, 32);
    assert_eq!((levels[1], levels[5], levels[6], levels[7], levels[10]), (16, 235, 235, 235, 16));
    assert!(levels[1..6].windows(2).all(|pair| pair[0] < pair[1]), "{levels:?}");
    assert!(levels[7..11].windows(2).all(|pair| pair[0] > pair[1]), "{levels:?}");
    assert!(at(4, 32).iter().all(|y| *y == 16));
}

#[test]
fn what_rises_comes_from_below_and_a_full_card_opens_no_gap() {
    let mut resources = Resources::default();
    let black = picture(Colour::BLACK, &mut resources);
    let rising = |y: u32, h: u32| {
        let card = white_card(Region { x: 0, y, w: 32, h });
        let timeline = film(vec![shot(black, 0, 12)], vec![Overlay { rise: 20, ..card }]);
        shoot(&timeline, &resources)
    };
    let band = rising(20, 10);
    let brightest =
        |frame: &[u8]| (0..64).max_by_key(|y| (frame[y * 32], 64 - y)).unwrap_or_default();
    let tops: Vec<usize> = (2..6).map(|index| brightest(&band[index])).collect();
    assert!(tops.windows(2).all(|pair| pair[0] > pair[1]) && tops[3] == 20, "{tops:?}");
    for frame in rising(0, 64) {
        assert!(frame[..LUMA].iter().all(|y| *y == frame[0]));
    }
}

#[test]
fn a_still_camera_gives_the_same_frame_again() {
    let mut resources = Resources::default();
    let mut noise = Pixels::plain(Size { width: 90, height: 60 }, Colour::WHITE);
    for (index, byte) in noise.rgba.iter_mut().enumerate() {
        *byte = if index % 4 == 3 { 255 } else { (index * 97 % 251) as u8 };
    }
    let image = Digest::of(&noise.rgba);
    resources.images.insert(image, Arc::new(noise));
    let still = Shot { to: STILL, ..shot(image, 0, 12) };
    let made = shoot(&film(vec![still], vec![]), &resources);
    assert!(made.iter().all(|frame| *frame == made[0]));
    let moving = shoot(&film(vec![shot(image, 0, 12)], vec![]), &resources);
    assert_ne!(moving[0], moving[11]);
    assert_eq!(moving, shoot(&film(vec![shot(image, 0, 12)], vec![]), &resources));
}

#[test]
fn everything_that_would_stop_a_film_is_told_before_it_starts() {
    let image = Digest::of(b"nowhere");
    let other = Size { width: 30, height: 64 };
    let mut card = white_card(Region { x: 0, y: 0, w: 2, h: 2 });
    card.canvas.size = other;
    let errors = frames(&film(vec![shot(image, 0, 5)], vec![card]), &Resources::default()).err();
    assert_eq!(
        errors,
        Some(vec![
            RenderError::ShotsBroken { frame: 5 },
            RenderError::PictureMissing { image },
            RenderError::OverlaySize { overlay: 0, size: other, frame: SIZE },
        ])
    );
}

#[test]
fn odd_frames_and_gaps_between_shots_are_refused() {
    let mut resources = Resources::default();
    let white = picture(Colour::WHITE, &mut resources);
    let mut odd = film(vec![shot(white, 0, 12)], vec![]);
    odd.size.width = 33;
    assert_eq!(
        frames(&odd, &resources).err(),
        Some(vec![RenderError::FrameOdd { size: odd.size }])
    );
    let gap = film(vec![shot(white, 0, 5), shot(white, 6, 6)], vec![]);
    assert_eq!(frames(&gap, &resources).err(), Some(vec![RenderError::ShotsBroken { frame: 5 }]));
}

//! Faults that are written in a flag of an otherwise healthy file: turned, stretched, interlaced,
//! tagged wrong, timed unevenly.

use crate::boxes::{Atom, Mp4};
use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::film::Film;
use crate::kit::Kit;
use crate::makers::bytes::slow;
use crate::still::Still;
use anyhow::{Context as _, Result};
use model::unit::{FrameRate, Size};

/// Takes a film apart, changes it, and puts it together.
fn edited(made: Made, about: &str, edit: impl FnOnce(&mut Mp4) -> Option<()>) -> Result<Made> {
    let mut film = Mp4::read(&made.bytes).context("our own film cannot be taken apart")?;
    edit(&mut film).context("our own film lacks a box")?;
    let bytes = film.write().context("our own film cannot be put together")?;
    Ok(Made::new(bytes, made.ending, made.standard, format!("{about}: {}", made.about)))
}

pub(crate) fn slow_start(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let made = Film::any(kit, draw)?.made(kit, "film")?;
    let free = Atom::new(*b"free", vec![0; draw.spread(1.0, 200_000.0) as usize]);
    let padded = draw.happens(0.5);
    if kind == Kind::Fault {
        let made = Made { bytes: slow(&made.bytes)?, ..made };
        return edited(made, "index last", |film| {
            let at = draw.whole(1, film.atoms.len() as u32) as usize;
            if padded {
                film.atoms.insert(at, free);
            }
            Some(())
        });
    }
    edited(made, "index first, free space around it", |film| {
        let at = draw.whole(1, film.atoms.len() as u32) as usize;
        film.atoms.insert(at, free);
        Some(())
    })
}

/// 16.16 fixed point: one, and less than nothing.
const ONE: u32 = 0x1_0000;
const MINUS: u32 = 0xffff_0000;

pub(crate) fn rotation(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    if draw.happens(0.3) {
        return turned_photograph(kit, draw, kind);
    }
    let mut film = Film::any(kit, draw)?;
    let (about, turn) = match kind {
        Kind::Fault => draw.pick(&[
            ("turned by 90°", [0, ONE, MINUS, 0]),
            ("turned by 180°", [MINUS, 0, 0, MINUS]),
            ("turned by 270°", [0, MINUS, ONE, 0]),
        ]),
        Kind::NearMiss => ("not turned, but moved by its matrix", [ONE, 0, 0, ONE]),
    };
    // A card that lies on its side is not read; what is wrong with it is not asked here.
    film.brand = if kind == Kind::Fault { None } else { film.brand };
    let moved = [draw.whole(0, 40) << 16, draw.whole(0, 40) << 16];
    let made = film.made(kit, "film")?;
    edited(made, about, |film| {
        let header = film.track(*b"vide")?.find(*b"tkhd")?;
        // Version 0: the matrix stands after 40 bytes.
        let matrix = [40, 44, 52, 56, 64, 68].into_iter().zip(turn.into_iter().chain(moved));
        for (at, number) in matrix {
            header.patch(at, &number.to_be_bytes());
        }
        Some(())
    })
}

/// Writes the orientation into a photograph as cameras do.
fn turned_photograph(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let still = Still::photo(kit, draw);
    let orientation: u8 = if kind == Kind::Fault { draw.pick(&[3, 6, 8]) } else { 1 };
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let bytes = with_segment(&still.jpeg(kit, 88)?, 0xe1, &exif);
    let about = format!("EXIF orientation {orientation}: {}", still.about);
    Ok(Made::new(bytes, "jpg", still.standard(kit, "jpeg"), about))
}

/// Puts a segment behind the start of a JPEG.
pub(crate) fn with_segment(jpeg: &[u8], marker: u8, body: &[u8]) -> Vec<u8> {
    let (start, rest) = jpeg.split_at(2.min(jpeg.len()));
    let length = (body.len() as u16 + 2).to_be_bytes();
    [start, &[0xff, marker], &length, body, rest].concat()
}

pub(crate) fn pixel_shape(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    if kind == Kind::NearMiss && draw.happens(0.35) {
        // Dots an inch, meant for print.
        let still = Still::photo(kit, draw);
        let mut bytes = still.jpeg(kit, 88)?;
        let density = [1, 0, 72, 0, draw.pick(&[36, 72, 144])];
        match bytes.windows(5).position(|five| five == b"JFIF\0") {
            Some(at) => bytes.iter_mut().skip(at + 7).zip(density).for_each(|(to, new)| *to = new),
            None => {
                bytes = with_segment(
                    &bytes,
                    0xe0,
                    &[&b"JFIF\0\x01\x02"[..], &density, &[0, 0]].concat(),
                );
            }
        }
        let about = format!("uneven print density: {}", still.about);
        return Ok(Made::new(bytes, "jpg", still.standard(kit, "jpeg"), about));
    }
    let mut film = Film::any(kit, draw)?;
    film.brand = if kind == Kind::Fault { None } else { film.brand };
    let (across, down): (u32, u32) = match kind {
        Kind::Fault => {
            draw.pick(&[(4, 3), (16, 15), (12, 11), (10, 11), (64, 45), (101, 100), (2, 1), (1, 2)])
        }
        Kind::NearMiss => draw.pick(&[(1, 1), (16, 16), (0, 0), (720, 720)]),
    };
    let made = film.made(kit, "film")?;
    edited(made, &format!("pixels of {across}:{down}"), |film| {
        let entry = film.track(*b"vide")?.find(*b"avc1")?;
        let shape = [across.to_be_bytes(), down.to_be_bytes()].concat();
        entry.inside.retain(|atom| atom.kind != *b"pasp");
        entry.inside.push(Atom::new(*b"pasp", shape));
        Some(())
    })
}

/// Primaries, transfer, matrix: the numbers of ITU-T H.273.
type Tags = [u8; 3];

pub(crate) fn colour_tags(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let is_small = kind == Kind::NearMiss && draw.happens(0.4);
    let (width, height) =
        if is_small { (640, 360) } else { draw.pick(&[(1280, 720), (720, 1280), (720, 720)]) };
    let rate = FrameRate { num: 25, den: 1 };
    let mut film = Film::bare(kit, draw, Size { width, height }, rate, 60);
    film.encoding.video.gop = 50;
    let film = film.with_sound(kit, draw)?;
    let tags: Tags = match (kind, is_small) {
        (Kind::Fault, _) => draw.pick(&[
            [6, 6, 6],
            [5, 6, 5],
            [9, 16, 9],
            [9, 18, 9],
            [9, 14, 9],
            [2, 2, 2],
            [1, 1, 6],
            [1, 1, 2],
            [6, 1, 1],
            [12, 1, 1],
            [1, 16, 1],
            [1, 8, 1],
        ]),
        (Kind::NearMiss, true) => draw.pick(&[[6, 6, 6], [5, 6, 5], [2, 2, 2]]),
        (Kind::NearMiss, false) => draw.pick(&[[1, 1, 1], [1, 6, 1], [1, 14, 1], [1, 13, 1]]),
    };
    let made = film.made(kit, "film")?;
    edited(made, &format!("tagged {tags:?}"), |film| {
        let entry = film.track(*b"vide")?.find(*b"avc1")?;
        if let Some(colr) = entry.find(*b"colr") {
            for (at, tag) in tags.iter().enumerate() {
                colr.patch(4 + at * 2, &u16::from(*tag).to_be_bytes());
            }
        }
        retag(&mut entry.find(*b"avcC")?.body, tags)
    })
}

/// Finds the colour description in the parameters of the stream, wherever its bits lie, and
/// replaces it: it follows "described" and is BT.709 three times.
fn retag(parameters: &mut [u8], tags: Tags) -> Option<()> {
    let bit = |at: usize| parameters.get(at / 8).map_or(0, |byte| byte >> (7 - at % 8) & 1);
    let number = |at: usize| (0..24).fold(0_u32, |sum, n| sum << 1 | u32::from(bit(at + n)));
    let at =
        (1..parameters.len() * 8 - 24).find(|at| bit(at - 1) == 1 && number(*at) == 0x01_01_01)?;
    let [a, b, c] = tags;
    let new = u32::from_be_bytes([0, a, b, c]);
    for n in 0..24 {
        let place = at + n;
        let mask = 1 << (7 - place % 8);
        let byte = parameters.get_mut(place / 8)?;
        *byte = if new >> (23 - n) & 1 == 1 { *byte | mask } else { *byte & !mask };
    }
    Some(())
}

pub(crate) fn interlaced(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let made = Film::any(kit, draw)?.made(kit, "film")?;
    // Fields a frame, and which of them comes first (QuickTime's `fiel`).
    let fields: [u8; 2] = match kind {
        Kind::Fault => draw.pick(&[[2, 1], [2, 6], [2, 9], [2, 14]]),
        Kind::NearMiss => [1, 0],
    };
    edited(made, &format!("`fiel` says {fields:?}"), |film| {
        let entry = film.track(*b"vide")?.find(*b"avc1")?;
        entry.inside.retain(|atom| atom.kind != *b"fiel");
        entry.inside.push(Atom::new(*b"fiel", fields.to_vec()));
        Some(())
    })
}

pub(crate) fn frame_steps(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut film = Film::any(kit, draw)?;
    // Without frames that are decoded before they are shown, one step there is one step here.
    film.encoding.video.settings.insert("preset".to_owned(), "ultrafast".to_owned());
    let count = film.frames;
    let made = film.made(kit, "film")?;
    let odd = match kind {
        Kind::Fault => draw.spread(2.0, f64::from(count) * 0.4) as u32,
        Kind::NearMiss => draw.whole(0, 1),
    };
    let stretch = draw.between(1.7, 4.0);
    // A time base of thousandths alternates by one.
    let jitter = kind == Kind::NearMiss && draw.happens(0.5);
    let about = format!(
        "{odd} steps are {stretch:.1} times as long{}",
        if jitter { ", others alternate a little" } else { "" }
    );
    let places: Vec<u32> = (0..odd).map(|_| draw.whole(1, count - 2)).collect();
    let made = edited(made, &about, |film| {
        let times = film.track(*b"vide")?.find(*b"stts")?;
        let usual = times.number(12)?;
        let mut body = [[0; 4], count.to_be_bytes()].concat();
        for frame in 0..count {
            let wobble = if jitter { frame % 2 * (usual / 40) } else { 0 };
            let is_odd = places.contains(&frame);
            let step = if is_odd { (f64::from(usual) * stretch) as u32 } else { usual + wobble };
            body.extend([1, step].map(u32::to_be_bytes).as_flattened());
        }
        times.body = body;
        Some(())
    })?;
    let lengthened = ["wrong-duration", "wrong-frame-rate"];
    Ok(if kind == Kind::NearMiss && (odd > 0 || jitter) { made.also(&lengthened) } else { made })
}

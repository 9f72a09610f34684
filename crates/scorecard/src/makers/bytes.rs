//! Faults of the bytes: cut short, damaged.

use crate::boxes::{Atom, Mp4};
use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::film::Film;
use crate::kit::Kit;
use crate::makers::flags::with_segment;
use crate::sound;
use crate::still::Still;
use anyhow::{Context as _, Result};

/// Draws a healthy file by lot: a film, a picture or a sound.
pub(crate) fn any(kit: &Kit, draw: &mut Draw) -> Result<Made> {
    match draw.whole(0, 5) {
        0 => {
            let still = Still::any(kit, draw);
            let quality = draw.whole(60, 95) as u8;
            Ok(Made::new(
                still.jpeg(kit, quality)?,
                "jpg",
                still.standard(kit, "jpeg"),
                still.about,
            ))
        }
        1 => {
            let still = Still::any(kit, draw);
            Ok(Made::new(still.png(kit)?, "png", still.standard(kit, "png"), still.about))
        }
        2 => sound::file(kit, draw),
        _ => Film::any(kit, draw)?.made(kit, "film"),
    }
}

/// Cut short by 1 byte to nearly all; or with bytes behind its end, or a long free box.
pub(crate) fn truncated(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let whole = any(kit, draw)?;
    let Made { mut bytes, ending, standard, about, .. } = whole;
    let late_index = ending == "mp4" && draw.happens(0.25);
    if late_index {
        bytes = slow(&bytes)?;
    }
    let about = if late_index { format!("index last, {about}") } else { about };
    let made = match kind {
        Kind::Fault => {
            let lost = draw.spread(1.0, bytes.len() as f64 * 0.97) as usize;
            let about = format!("{lost} of {} bytes of a {ending} cut off: {about}", bytes.len());
            bytes.truncate(bytes.len() - lost.max(1));
            Made::new(bytes, ending, standard, about)
        }
        Kind::NearMiss => {
            let more = draw.spread(1.0, 5000.0) as usize;
            if ending == "mp4" {
                bytes.extend((more as u32 + 8).to_be_bytes());
                bytes.extend(b"free");
            }
            bytes.extend(std::iter::repeat_n(0, more));
            Made::new(
                bytes,
                ending,
                standard,
                format!("{more} bytes behind the end of a {ending}: {about}"),
            )
        }
    };
    Ok(if late_index { made.also(&["slow-start"]) } else { made })
}

/// Moves the index behind the media.
pub(crate) fn slow(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut film = Mp4::read(bytes).context("our own film cannot be taken apart")?;
    let at = film.atoms.iter().position(|atom| atom.kind == *b"moov").context("no index")?;
    let index: Atom = film.atoms.remove(at);
    film.atoms.push(index);
    film.write().context("our own film cannot be put together")
}

/// Wrong bytes inside: in a film's media, a picture's data; or in places where nobody reads.
pub(crate) fn corrupt(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let made = loop {
        let made = any(kit, draw)?;
        // Uncompressed sound has no errors, only other sounds.
        if made.ending != "wav" {
            break made;
        }
    };
    let Made { mut bytes, ending, standard, about, .. } = made;
    if kind == Kind::NearMiss {
        let noise: Vec<u8> = (0..draw.whole(20, 4000)).map(|_| draw.whole(0, 255) as u8).collect();
        let what = match ending {
            "mp4" => {
                let mut film = Mp4::read(&bytes).context("no film")?;
                let kind = draw.pick(&[*b"free", *b"skip", *b"uuid"]);
                let at = draw.whole(1, film.atoms.len() as u32) as usize;
                film.atoms.insert(at, Atom::new(kind, noise));
                bytes = film.write().context("no film")?;
                "noise in a box that nobody reads"
            }
            "jpg" => {
                bytes = with_segment(&bytes, draw.pick(&[0xfe, 0xeb]), &noise);
                "noise in a comment"
            }
            _ => {
                bytes.extend(noise);
                "noise behind the end of a PNG"
            }
        };
        return Ok(Made::new(bytes, ending, standard, format!("{what}: {about}")));
    }
    let (from, to) = media(&bytes, ending).context("no media")?;
    let place = draw.between(0.0, 1.0);
    let about_place = format!("at {:.0}%", place * 100.0);
    let length = draw.spread(1.0, 4000.0).min((to - from) as f64) as usize;
    let start = from + ((to - from - length) as f64 * place) as usize;
    let zeros = draw.happens(0.3);
    for byte in bytes.iter_mut().skip(start).take(length) {
        *byte = if zeros { 0 } else { *byte ^ draw.whole(1, 255) as u8 };
    }
    let how = if zeros { "zeros" } else { "wrong bytes" };
    let about = format!("{length} {how} {about_place} of {ending} media: {about}");
    Ok(Made::new(bytes, ending, standard, about))
}

/// Where pictures and sound lie.
fn media(bytes: &[u8], ending: &str) -> Option<(usize, usize)> {
    let end = bytes.len();
    match ending {
        "mp4" => {
            let mut film = Mp4::read(bytes)?;
            let length = film.outer(*b"mdat")?.body.len();
            // Ours end with the media.
            Some((end - length, end))
        }
        // After the tables, and the four bytes that name the picture data.
        "jpg" => Some((bytes.windows(2).position(|two| two == [0xff, 0xda])? + 14, end - 2)),
        _ => Some((bytes.windows(4).position(|four| four == b"IDAT")? + 4, end - 16)),
    }
}

//! A sound stream where none may be, and none where there must be one.

use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::film::Film;
use crate::kit::Kit;
use crate::makers::orders::expecting;
use crate::sound;
use anyhow::Result;
use spec::format::AudioRule;

pub(crate) fn missing_audio(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut film = Film::any(kit, draw)?;
    let standard = film.standard(kit);
    match kind {
        Kind::Fault => {
            film.sound = None;
            let made = film.made(kit, "no sound stream")?;
            let standard = gate::Standard { approved: made.standard.approved, ..standard };
            Ok(Made { standard, ..made })
        }
        Kind::NearMiss => match draw.whole(0, 2) {
            0 => {
                film.sound = Some(vec![0.0; (film.seconds() * 48_000.0) as usize * 2]);
                Ok(film.made(kit, "a silent stream")?.also(SILENT))
            }
            1 => {
                film.sound = None;
                let made = film.made(kit, "no sound, and none needed")?;
                Ok(expecting(made, |expect| expect.audio = Some(AudioRule::Optional)))
            }
            _ => sound::file(kit, draw),
        },
    }
}

/// What else is true of digital silence.
pub(crate) const SILENT: &[&str] = &["silent-audio", "trailing-silence", "dead-channel"];

pub(crate) fn unexpected_audio(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut film = Film::any(kit, draw)?;
    let forbidden = AudioRule::Forbidden;
    let (sound, about) = match (kind, draw.whole(0, 2)) {
        (Kind::Fault, 0) => {
            (Some(vec![0.0; (film.seconds() * 48_000.0) as usize * 2]), "a silent stream")
        }
        (Kind::Fault, 1) => {
            (Some(sound::noise(draw, film.seconds(), -66.0)), "a stream of faint noise")
        }
        (Kind::Fault, _) => (film.sound.clone(), "sound"),
        (Kind::NearMiss, 0) => (film.sound.clone(), "sound that is allowed"),
        (Kind::NearMiss, _) => (None, "no sound"),
    };
    let allowed = kind == Kind::NearMiss && sound.is_some();
    film.sound = sound;
    let made = film.made(kit, about)?;
    Ok(expecting(made, |expect| {
        expect.loudness = None;
        expect.audio = Some(if allowed { AudioRule::Optional } else { forbidden });
    }))
}

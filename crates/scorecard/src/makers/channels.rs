//! Faults between channels, and between sound and pictures.

use crate::boxes::Mp4;
use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::film::Film;
use crate::kit::Kit;
use crate::makers::orders::expecting;
use crate::makers::sounds::{Bed, without_loudness};
use crate::sound::{self, RATE};
use anyhow::{Context as _, Result};

fn factor(db: f64) -> f32 {
    10.0_f64.powf(db / 20.0) as f32
}

pub(crate) fn dead(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut bed = Bed::any(kit, draw)?;
    let swap = draw.happens(0.5);
    let (down, about) = match (kind, draw.whole(0, 2)) {
        (Kind::Fault, 0) => (f64::INFINITY, "one channel digitally silent".to_owned()),
        (Kind::Fault, _) => {
            let down = draw.between(43.0, 80.0);
            (down, format!("one channel {down:.0} dB below the other"))
        }
        (Kind::NearMiss, 0) => (0.0, "the same on both channels".to_owned()),
        (Kind::NearMiss, _) => {
            let down = draw.between(6.0, 36.0);
            (down, format!("one channel {down:.0} dB below the other"))
        }
    };
    for frame in bed.frames() {
        let [left, right] = *frame;
        let both = f32::midpoint(left, right);
        *frame = if swap { [both * factor(-down), both] } else { [both, both * factor(-down)] };
    }
    Ok(expecting(bed.made(kit, &about)?, without_loudness))
}

pub(crate) fn inverted(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut bed = Bed::any(kit, draw)?;
    let width = draw.between(0.0, 1.0) as f32;
    let about = match (kind, draw.whole(0, 2)) {
        (Kind::Fault, _) => {
            for [left, right] in bed.frames() {
                let middle = f32::midpoint(*left, *right);
                *left = middle + (*left - middle) * width;
                *right = -(middle + (*right - middle) * width);
            }
            format!("right channel inverted, stereo width {width:.2}")
        }
        (Kind::NearMiss, 0) => "stereo as it should be".to_owned(),
        (Kind::NearMiss, 1) => {
            // Left from here, right from half a second later: nothing in common.
            let count = bed.samples.len() / 2;
            let late: Vec<f32> = bed
                .frames()
                .iter()
                .map(|[_, right]| *right)
                .cycle()
                .skip(RATE as usize / 2)
                .take(count)
                .collect();
            bed.frames().iter_mut().zip(late).for_each(|([_, right], other)| *right = other);
            "channels that have little in common".to_owned()
        }
        (Kind::NearMiss, _) => {
            for [left, right] in bed.frames() {
                let (middle, side) = (f32::midpoint(*left, *right), (*left - *right) / 2.0);
                (*left, *right) = (0.8 * middle + 1.1 * side, 0.8 * middle - 1.1 * side);
            }
            "exaggerated stereo".to_owned()
        }
    };
    Ok(expecting(bed.made(kit, &about)?, without_loudness))
}

pub(crate) fn dropout(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut bed = Bed::any(kit, draw)?;
    let count = bed.samples.len() / 2;
    let rate = f64::from(RATE);
    let seconds = draw.spread(0.012, 0.9);
    let length = (seconds * rate) as usize;
    let from = draw.whole(
        RATE / 3,
        (count - RATE as usize / 3).saturating_sub(length).max(RATE as usize / 3) as u32,
    ) as usize;
    let ramp = match kind {
        Kind::Fault => 1.0,
        Kind::NearMiss => draw.between(0.06, 0.25) * rate,
    };
    for (at, frame) in bed.frames().iter_mut().enumerate() {
        let before = from as f64 - at as f64;
        let after = at as f64 - (from + length) as f64;
        let level = (before.max(after) / ramp).clamp(0.0, 1.0) as f32;
        *frame = frame.map(|sample| sample * level * level);
    }
    let about = match kind {
        Kind::Fault => {
            format!("cut off for {:.0} ms at {:.2} s", seconds * 1000.0, from as f64 / rate)
        }
        Kind::NearMiss => format!(
            "fades to a pause of {:.0} ms within {:.0} ms",
            seconds * 1000.0,
            ramp / rate * 1000.0
        ),
    };
    Ok(expecting(bed.made(kit, &about)?, without_loudness))
}

pub(crate) fn silent_end(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut film = Film::any(kit, draw)?;
    let all = film.seconds();
    let silent = match kind {
        Kind::Fault => draw.between(1.15, all - 0.6),
        Kind::NearMiss => draw.between(0.1, 0.85),
    };
    let mut samples = film.sound.take().unwrap_or_default();
    let from = ((all - silent) * f64::from(RATE)) as usize * 2;
    let quiet = kind == Kind::NearMiss && draw.happens(0.4);
    if let Some(end) = samples.get_mut(if quiet { from / 2 } else { from }..) {
        sound::gain(end, if quiet { -24.0 } else { -200.0 });
    }
    film.sound = Some(samples);
    let about = if quiet {
        "a quiet second half".to_owned()
    } else {
        format!("silent for the last {silent:.2} s")
    };
    Ok(expecting(film.made(kit, &about)?, without_loudness))
}

pub(crate) fn offset(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut film = Film::any(kit, draw)?;
    let frame = film.rate.duration(1).0;
    if draw.happens(0.35) {
        let short = match kind {
            // AAC comes in blocks of 21 ms, the last of which is filled up.
            Kind::Fault => 2.0 * frame + 0.03 + draw.spread(0.005, 1.2),
            Kind::NearMiss => draw.between(0.0, 1.6) * frame,
        };
        let kept = ((film.seconds() - short) * f64::from(RATE)) as usize * 2;
        film.sound.iter_mut().for_each(|samples| samples.truncate(kept));
        let made =
            film.made(kit, &format!("sound ends {:.0} ms before the pictures", short * 1000.0))?;
        return Ok(expecting(made, without_loudness));
    }
    let is_late = draw.happens(0.5);
    let by = match (kind, is_late) {
        (Kind::Fault, true) => 0.062 + draw.spread(0.003, 0.6),
        // AAC may begin 44 ms early.
        (Kind::Fault, false) => 0.046 + draw.spread(0.003, 0.6),
        (Kind::NearMiss, true) => draw.between(0.0, 0.057),
        (Kind::NearMiss, false) => draw.between(0.0, 0.037),
    };
    let about = format!("sound {:.0} ms {}", by * 1000.0, if is_late { "late" } else { "early" });
    let made = film.made(kit, &about)?;
    let mut boxes = Mp4::read(&made.bytes).context("no film")?;
    let ticks = boxes
        .outer(*b"moov")
        .and_then(|moov| moov.find(*b"mvhd")?.number(12))
        .context("no clock")?;
    // What is late begins with an empty edit.
    let track = boxes.track(if is_late { *b"soun" } else { *b"vide" }).context("no track")?;
    let edits = track.find(*b"elst").context("no edits")?;
    let count = edits.number(4).context("no edits")? + 1;
    edits.patch(4, &count.to_be_bytes());
    let empty = [(by * f64::from(ticks)).round() as u32, u32::MAX, 0x1_0000].map(u32::to_be_bytes);
    edits.body.splice(8..8, empty.as_flattened().iter().copied());
    let bytes = boxes.write().context("no film")?;
    Ok(Made::new(bytes, made.ending, made.standard, made.about))
}

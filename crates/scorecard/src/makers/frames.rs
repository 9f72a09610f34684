//! Faults that show only where every frame is looked at: flashing, freezes, repeats, gaps, fields.

use super::flags;
use crate::case::{Kind, Made};
use crate::draw::Draw;
use crate::film::Film;
use crate::kit::Kit;
use anyhow::Result;
use model::canvas::{Canvas, Layer};
use model::colour::Colour;
use model::unit::{FrameRate, Region};

fn grey(level: u8) -> Colour {
    Colour { r: level, g: level, b: level }
}

/// A film of one shot that moves, long enough for what takes a second.
fn moving(kit: &Kit, draw: &mut Draw, seconds: f64) -> Result<Film> {
    let film = Film::any(kit, draw)?;
    let frames = (seconds * film.rate.fps()).round() as u32;
    let mut film = Film::bare(kit, draw, film.size, film.rate, frames);
    film.shots.truncate(1);
    for (_, from, to) in &mut film.shots {
        // From one side to the other, and nearer.
        let left = draw.happens(0.5);
        (from.x, to.x) = if left { (0.25, 0.75) } else { (0.75, 0.25) };
        (from.zoom, to.zoom) = (draw.between(1.3, 1.6), draw.between(1.6, 2.2));
    }
    film.with_sound(kit, draw)
}

pub(crate) fn flashing(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let length = draw_length(draw);
    let mut film = moving(kit, draw, length)?;
    let (whole, fps) = (film.whole(), film.rate.fps());
    let share = |share: f64| Region { h: (f64::from(whole.h) * share).ceil() as u32, ..whole };
    let red = draw.happens(0.3);
    let (light, dark) = if red {
        (Colour { r: 235, g: 8, b: 8 }, grey(40))
    } else {
        (grey(draw.whole(170, 255) as u8), grey(draw.whole(14, 40) as u8))
    };
    let (area, a_second, light, dark, what) = match (kind, draw.whole(0, 2)) {
        (Kind::Fault, _) => {
            (share(draw.spread(0.29, 1.0)), draw.between(4.2, fps / 4.0), light, dark, "a strobe")
        }
        (Kind::NearMiss, 0) => (share(1.0), draw.between(1.0, 2.7), light, dark, "a slow pulse"),
        (Kind::NearMiss, 1) => {
            (share(draw.between(0.05, 0.2)), draw.between(4.2, 6.0), light, dark, "a small lamp")
        }
        (Kind::NearMiss, _) => {
            let low = draw.whole(60, 120) as u8;
            (share(1.0), draw.between(4.2, 6.0), grey(low + 12), grey(low), "a faint flicker")
        }
    };
    let half = (fps / a_second / 2.0).max(1.0);
    let mut at = fps * 0.4;
    while at + half < f64::from(film.frames) - 2.0 {
        let (first, second) = (at.round() as u32, (at + half).round() as u32);
        film.covered(first, second - first, &[area], light);
        at += half;
        let third = (at + half).round() as u32;
        film.covered(second, third - second, &[area], dark);
        at += half;
    }
    let colour = if red { "red" } else { "white" };
    let share = f64::from(area.h) / f64::from(whole.h) * 100.0;
    film.made(kit, &format!("{what}, {colour}, {a_second:.1} flashes a second on {share:.0}%"))
}

fn draw_length(draw: &mut Draw) -> f64 {
    draw.between(2.6, 3.4)
}

pub(crate) fn gap(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let mut film = Film::any(kit, draw)?;
    let whole = film.whole();
    let from = draw.whole(6, film.closing.min(film.frames) - 8);
    let frames = draw.whole(1, 3);
    let about = if kind == Kind::Fault {
        film.covered(from, frames, &[whole], grey(draw.whole(0, 8) as u8));
        format!("{frames} black frames from frame {from}")
    } else if draw.happens(0.5) {
        let level = draw.whole(35, 60) as u8;
        film.covered(from, frames, &[whole], grey(level));
        format!("{frames} frames of a dark grey {level}")
    } else {
        dip(&mut film, from);
        format!("a dip to black about frame {from}")
    };
    film.made(kit, &about)
}

/// Goes down to black and comes back, in steps.
fn dip(film: &mut Film, at: u32) {
    for (step, opacity) in [0.35, 0.7, 0.93, 1.0, 0.93, 0.7, 0.35].into_iter().enumerate() {
        let fill = Layer::Fill { area: film.whole(), colour: Colour::BLACK, opacity, radius: 0 };
        let canvas = Canvas { size: film.size, layers: vec![fill] };
        let start = (at + step as u32).saturating_sub(3);
        film.overlays.push(crate::film::over(start, 1, canvas));
    }
}

pub(crate) fn frozen(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let length = draw_length(draw);
    let film = moving(kit, draw, length)?;
    let (fps, all) = (film.rate.fps(), film.frames as usize);
    let from = draw.whole(10, film.frames / 3) as usize;
    if kind == Kind::Fault {
        let length = (draw.spread(0.56, 1.4) * fps).ceil() as usize;
        let until = (from + length).min(all - 6);
        let stalls = |at: usize| if (from..until).contains(&at) { from } else { at };
        let about = format!("stands from frame {from} for {:.2} s", (until - from) as f64 / fps);
        return film.rearranged(kit, film.frames, stalls, &about);
    }
    match draw.whole(0, 3) {
        3 => dissolved(kit, draw, &film),
        0 => {
            let until = from + (draw.between(0.12, 0.3) * fps) as usize;
            let holds = |at: usize| if (from..until).contains(&at) { from } else { at };
            film.rearranged(kit, film.frames, holds, "a pose that is held for a moment")
        }
        1 => {
            let stands = |at: usize| at.min(from);
            film.rearranged(kit, film.frames, stands, "a film that ends on a still")
        }
        _ => {
            // Slows down over half a second, stands, and is cut away from.
            let fine = Film { frames: film.frames * FINER, ..film.clone() };
            let own = fine.drawn(kit)?;
            let ease = fps / 2.0;
            let frames = (0..all).filter_map(|at| {
                let slow = (1.0 - (at as f64 - from as f64).max(0.0) / ease).max(0.0);
                let there = at.min(from) as f64 + ease / 3.0 * (1.0 - slow.powi(3));
                let shown = if at + 8 > all { all as f64 } else { there };
                own.get(((shown * f64::from(FINER)).round() as usize).min(own.len() - 1)).cloned()
            });
            film.encoded(kit, frames.collect(), "a move that comes to rest")
        }
    }
}

/// Moments between two frames, for moves that slow down.
const FINER: u32 = 6;

/// Dissolves to a still, which stands and is cut away from.
fn dissolved(kit: &Kit, draw: &mut Draw, film: &Film) -> Result<Made> {
    let own = film.drawn(kit)?;
    let (from, length) = (draw.whole(8, 16) as usize, draw.whole(11, 24) as usize);
    let Some(still) = own.last() else { return film.made(kit, "nothing") };
    let cut = own.len() - 6;
    let frames = own.iter().enumerate().map(|(at, frame)| {
        let share = (at.saturating_sub(from) as f64 / length as f64).min(1.0);
        let blend = |(a, b): (&u8, &u8)| {
            (f64::from(*a) + (f64::from(*b) - f64::from(*a)) * share).round() as u8
        };
        if at >= cut { frame.clone() } else { frame.iter().zip(still).map(blend).collect() }
    });
    let about = format!("a dissolve of {length} frames to a still");
    film.encoded(kit, frames.collect(), &about)
}

pub(crate) fn cadence(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    let length = draw_length(draw);
    let film = moving(kit, draw, length)?;
    if kind == Kind::Fault {
        let every = draw.pick(&[2, 3, 4, 5, 6]) as usize;
        let repeats = |at: usize| at - at / every;
        return film.rearranged(
            kit,
            film.frames,
            repeats,
            &format!("one frame of {every} repeats the one before"),
        );
    }
    if draw.happens(0.5) {
        let stumbles: Vec<usize> =
            (0..draw.whole(1, 6)).map(|_| draw.whole(5, film.frames - 5) as usize).collect();
        let stumble = |at: usize| if stumbles.contains(&at) { at - 1 } else { at };
        let about = format!("{} frames repeat, at no distance", stumbles.len());
        return film.rearranged(kit, film.frames, stumble, &about);
    }
    film.made(kit, "as it should be")
}

pub(crate) fn fields(kit: &Kit, draw: &mut Draw, kind: Kind) -> Result<Made> {
    if draw.happens(0.5) {
        return flags::interlaced(kit, draw, kind);
    }
    let length = draw_length(draw);
    let mut film = moving(kit, draw, length)?;
    if kind == Kind::NearMiss {
        return film.made(kit, "a pan in whole frames");
    }
    // Cameras and broadcasters know fields at these two rates.
    let (num, den) = draw.pick(&[(25, 1), (30_000, 1001)]);
    film = film.at_rate(FrameRate { num, den });
    // Every frame of the outcome is woven of two.
    let rate = film.rate;
    let shown = film.frames;
    film.frames = shown * 2;
    film.rate = FrameRate { num: rate.num * 2, den: rate.den };
    let (width, height) = (film.size.width as usize, film.size.height as usize);
    let late = usize::from(draw.happens(0.5));
    let frames = film.drawn(kit)?;
    let woven = frames
        .chunks_exact(2)
        .filter_map(|pair| {
            let [first, second] = pair else { return None };
            let of = |plane_row: usize| if plane_row % 2 == late { first } else { second };
            let mut out = Vec::with_capacity(first.len());
            let mut from = 0;
            for (w, h) in [(width, height), (width / 2, height / 2), (width / 2, height / 2)] {
                for row in 0..h {
                    let line = from + row * w;
                    out.extend_from_slice(of(row).get(line..line + w)?);
                }
                from += w * h;
            }
            Some(out)
        })
        .collect();
    (film.rate, film.frames) = (rate, shown);
    let order = if late == 0 { "upper" } else { "lower" };
    film.encoded(kit, woven, &format!("fields that nothing tells of, {order} first"))
}

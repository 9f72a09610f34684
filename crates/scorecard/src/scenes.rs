//! The pictures that films and stills are made of: the sample's scenes, and plainer ones.

use crate::draw::Draw;
use anyhow::Result;
use model::unit::{Seed, Size};
use render::Pixels;

/// The sample's scenes.
const SCENES: [&str; 6] =
    ["ridge-dawn", "blue-hour", "first-snow", "night-camp", "studio-spruce", "studio-ember"];
/// Pictures of discs and stripes.
const SHAPES: [&str; 6] = ["shapes-1", "shapes-2", "shapes-3", "shapes-4", "shapes-5", "shapes-6"];
/// Pixels along each side: more than the films show of them.
const SIDE: u32 = 1000;

/// Returns every picture under its name.
pub(crate) fn all() -> Result<Vec<(&'static str, Pixels)>> {
    let room = Size { width: SIDE, height: SIDE };
    let mut all = Vec::new();
    for name in SCENES {
        if let Some(scene) = sample::pictures::scene(name) {
            all.push((name, render::thumbnail(&scene, room)?));
        }
    }
    all.extend(SHAPES.iter().enumerate().map(|(index, name)| (*name, shapes(index as u64))));
    Ok(all)
}

struct Disc {
    x: f64,
    y: f64,
    radius: f64,
    colour: [f64; 3],
}

/// Discs on a striped ground that runs from one colour to another, with a little grain.
fn shapes(index: u64) -> Pixels {
    let mut draw = Draw::new(Seed(11), "shapes", index);
    let colour = |draw: &mut Draw| [0, 1, 2].map(|_| draw.between(30.0, 235.0));
    let (top, bottom) = (colour(&mut draw), colour(&mut draw));
    let (waves, slant) = (draw.between(8.0, 60.0), draw.between(-2.0, 2.0));
    let discs: Vec<Disc> = (0..draw.whole(3, 9))
        .map(|_| Disc {
            x: draw.between(0.0, 1.0),
            y: draw.between(0.0, 1.0),
            radius: draw.between(0.05, 0.25),
            colour: colour(&mut draw),
        })
        .collect();
    let grain = Seed(index);
    let side = f64::from(SIDE);
    let mut rgba = Vec::with_capacity((SIDE * SIDE * 4) as usize);
    for at in 0..SIDE * SIDE {
        let (x, y) = (f64::from(at % SIDE) / side, f64::from(at / SIDE) / side);
        let stripe = 1.0 + 0.12 * ((x * slant + y) * waves).sin();
        let inside = |disc: &&Disc| (x - disc.x).hypot(y - disc.y) < disc.radius;
        let noise = 6.0 * (grain.unit(u64::from(at)) - 0.5);
        let ground = discs.iter().rev().find(inside);
        for (upper, lower, own) in three(top, bottom, ground.map_or(top, |disc| disc.colour)) {
            let value = if ground.is_some() { own } else { (upper + (lower - upper) * y) * stripe };
            rgba.push((value + noise).clamp(0.0, 255.0) as u8);
        }
        rgba.push(255);
    }
    Pixels { size: Size { width: SIDE, height: SIDE }, rgba }
}

fn three(a: [f64; 3], b: [f64; 3], c: [f64; 3]) -> impl Iterator<Item = (f64, f64, f64)> {
    a.into_iter().zip(b).zip(c).map(|((a, b), c)| (a, b, c))
}

//! The scene at the lake: still water, a cabin, and a jetty.

use super::bottle::{Bottle, Lid, Lighting};
use super::canvas::{Canvas, Part};
use super::noise::{Noise, whole};
use super::scenery::{Form, Ridge, clouds, mist, stars, water};
use super::tone::{Gradient, ease, tone};
use model::unit::Seed;

/// A bottle on a jetty in the blue hour.
pub(super) fn blue_hour(side: u32) -> Canvas {
    let shore = 0.545;
    let sky = Gradient::new(&[
        (0.0, 0x0b_1c2e),
        (0.22, 0x14_3550),
        (0.38, 0x2f_6078),
        (0.47, 0x7d_95a0),
        (0.52, 0xd9_a988),
        (0.56, 0xf2_b07c),
    ]);
    let mut canvas = Canvas::rows(side, |y| sky.at(y));
    stars(&mut canvas, Seed(51), 330, 0.42, tone(0xdd_eaf2));
    clouds(&mut canvas, Seed(52), (0.36, 0.52), tone(0xff_b894));
    canvas.glow((0.34, shore), 0.085, tone(0xff_9c5c) * 0.35);
    for (base, rise, peaks, crest, haze, seed) in [
        (shore, 0.135, 2.6, 0x5a_7a8c, 0xb5_a09a, 61_u64),
        (shore + 0.004, 0.085, 2.2, 0x2b_4f60, 0x5c_7580, 67),
        (shore + 0.006, 0.045, 3.2, 0x12_2f3b, 0x2a_4a56, 63),
    ] {
        let form = if seed == 63 { Form::Hills } else { Form::Mountains };
        let (crest, haze) = (tone(crest), tone(haze));
        let ridge = Ridge {
            seed: Seed(seed),
            base,
            rise,
            peaks,
            detail: 7,
            form,
            crest,
            haze,
            depth: 0.02,
        };
        ridge.paint(&mut canvas);
        if seed == 63 {
            ridge.plant(&mut canvas, 120, 0.042, (2.0, 2.0));
        }
    }
    cabin(&mut canvas, (0.705, shore - 0.006));
    let depth = Gradient::new(&[(0.0, 0x24_4a5c), (0.4, 0x12_2f42), (1.0, 0x08_1622)]);
    water(&mut canvas, shore, Seed(53), &depth);
    mist(&mut canvas, shore, 0.022, tone(0x9f_b2ba), 0.5, Seed(54));
    jetty(&mut canvas);
    let light = Lighting {
        sky: tone(0x6f_9ab2) * 0.85,
        ground: tone(0x2a_3a44) * 0.5,
        key: (tone(0xc0_d6e2) * 0.62, -0.7),
        rim: (tone(0xff_b27c) * 0.85, -1.0),
    };
    let bottle = Bottle { foot: (0.485, 0.846), height: 0.43, lid: Lid::Poured, light };
    bottle.cast(&mut canvas, (0.5, 0.13), tone(0x60_7080));
    bottle.contact(&mut canvas, 0.85);
    bottle.paint(&mut canvas);
    bottle.steam(&mut canvas, tone(0xd5_e4ea), Seed(5));
    canvas
}

/// A cabin on the far shore with one lit window.
fn cabin(canvas: &mut Canvas, (x, y): (f32, f32)) {
    let (wall, roof) = (tone(0x0d_1f28), tone(0x1d_3a48));
    canvas.shape(Part::around(x, y - 0.02, 0.04, 0.03), |px, py| {
        let (dx, up) = (px - x, y + 0.004 - py);
        let gable = 0.018 + 0.017 * (1.0 - dx.abs() / 0.034);
        if (-0.002..0.018).contains(&up) && dx.abs() < 0.026 {
            let pane = dx > -0.012 && dx < 0.006 && up > 0.005 && up < 0.0145;
            let bar = (dx + 0.003).abs() < 0.0008;
            return Some(if pane && !bar { tone(0xff_c274) * 1.5 } else { wall });
        }
        (up >= 0.018 && up < gable).then_some(roof)
    });
    canvas.glow((x - 0.003, y - 0.006), 0.011, tone(0xff_9c48) * 0.55);
}

/// Planks in perspective, from the lower edge to where the bottle stands and a little beyond.
fn jetty(canvas: &mut Canvas) {
    let (end, vanish) = (0.735, 0.545);
    let noise = Noise::new(Seed(71));
    let (lit, dark) = (tone(0x6e_7c82), tone(0x17_262f));
    let (planks, slope) = (2.4, 1.10);
    // Posts first: the deck covers their feet.
    for (x, top, bottom, half) in [
        (0.285, 0.665, 0.80, 0.011),
        (0.715, 0.665, 0.80, 0.011),
        (0.105, 0.72, 1.0, 0.021),
        (0.895, 0.72, 1.0, 0.021),
    ] {
        post(canvas, (x, top), bottom, half);
    }
    canvas.shape(Part::below(end), |x, y| {
        let near = y - vanish;
        let aside = (x - 0.5) / near;
        let edge = slope;
        if aside.abs() > edge || y < end {
            return None;
        }
        // Distance along the deck grows with the inverse of the height below the horizon.
        let along = planks / near;
        let plank = whole(along);
        let within = along - plank as f32;
        let seed = noise.cell(plank, 3);
        let gap = 0.055;
        if within < gap || within > 1.0 - gap * 0.3 {
            return Some(dark * 0.30);
        }
        let grain = noise.layered(aside * 5.0 + seed * 60.0, along * 22.0, 3) - 0.5;
        let board = 0.32 + 0.26 * seed + 0.42 * grain;
        let sheen = 0.28 * (1.0 - ease(end, 1.0, y)) + 0.16 * ease(0.0, 0.3, within);
        let worn = 1.0 - 0.35 * ease(0.75, 1.0, aside.abs() / edge);
        let nailed = (aside.abs() - edge * 0.86).abs() < 0.008 && (within - 0.5).abs() < 0.05;
        let base = dark.mix(lit, ((board + sheen) * worn).clamp(0.0, 1.0));
        let warm = tone(0xff_b27c) * (0.05 * (1.0 - ease(end, 0.9, y)));
        Some((base + warm) * if nailed { 0.4 } else { 1.0 })
    });
    // The front of the far end, a thin dark line over the water.
    canvas.shape(Part::around(0.5, end, 0.25, 0.006), |x, y| {
        let reach = slope * (end - vanish);
        ((x - 0.5).abs() < reach && (y - end).abs() < 0.0022).then_some(tone(0x9f_a8a8))
    });
}

fn post(canvas: &mut Canvas, (x, top): (f32, f32), bottom: f32, half: f32) {
    let noise = Noise::new(Seed(73));
    canvas.shape(Part { left: x - half, right: x + half, top: top - half, bottom }, |px, py| {
        let across = (px - x) / half;
        let cap = (py - top) / (half * 0.35);
        if across.abs() > 1.0 || (cap < 0.0 && across * across + cap * cap > 1.0) {
            return None;
        }
        let lit = 0.12 + 0.6 * (1.0 - ease(-1.0, 0.4, across));
        let bark = noise.layered(across * 2.0, py * 60.0, 3) - 0.5;
        let snow = if cap < 0.9 { 0.55 } else { 0.0 };
        Some(tone(0x0e_1a21).mix(tone(0x8a_9aa2), (lit + 0.2 * bark + snow).clamp(0.0, 1.0)))
    });
}

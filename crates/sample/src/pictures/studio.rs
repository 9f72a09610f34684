//! The two scenes in the studio: one sweep of colour, one plinth, one window.

use super::bottle::{Bottle, Lid, Lighting};
use super::canvas::{Canvas, Part};
use super::noise::Noise;
use super::tone::{Gradient, Tone, bell, ease, tone};
use model::unit::Seed;

/// Where the bottle stands: a little higher than outdoors, so that the plinth is seen.
const FOOT: (f32, f32) = (0.5, 0.795);
const HEIGHT: f32 = 0.43;

/// What makes one studio differ from the other.
struct Set {
    wall: Gradient,
    floor: Gradient,
    disc: Tone,
    plinth: Tone,
    light: Lighting,
    /// What shadows leave of the light.
    shade: Tone,
    window: f32,
}

/// A bottle in the studio on spruce.
pub(super) fn spruce(side: u32) -> Canvas {
    set(
        side,
        &Set {
            wall: Gradient::new(&[(0.0, 0x0d_2723), (0.35, 0x16_3c36), (0.72, 0x24_5a50)]),
            floor: Gradient::new(&[(0.72, 0x24_5a50), (0.82, 0x1d_4c44), (1.0, 0x0f_2c28)]),
            disc: tone(0xf2_9d4c),
            plinth: tone(0x2a_665b),
            light: Lighting {
                sky: tone(0x8f_b8ae) * 0.75,
                ground: tone(0x24_5a50) * 0.7,
                key: (tone(0xff_f0dc) * 1.0, -0.8),
                rim: (tone(0xff_c68a) * 0.85, 1.0),
            },
            shade: tone(0x6a_8580),
            window: 0.42,
        },
    )
}

/// A bottle in the studio on ember.
pub(super) fn ember(side: u32) -> Canvas {
    set(
        side,
        &Set {
            wall: Gradient::new(&[(0.0, 0xf6_b066), (0.35, 0xf2_9d4c), (0.72, 0xf0_a458)]),
            floor: Gradient::new(&[(0.72, 0xf0_a458), (0.82, 0xee_9a4a), (1.0, 0xd9_8234)]),
            disc: tone(0xf7_f3ea),
            plinth: tone(0xf8_c890),
            light: Lighting {
                sky: tone(0xff_dcb4) * 0.75,
                ground: tone(0xf2_9d4c) * 0.6,
                key: (tone(0xff_f4e4) * 1.3, -0.8),
                rim: (tone(0xff_e2bc) * 0.85, 1.0),
            },
            shade: tone(0xc4_8a66),
            window: 0.16,
        },
    )
}

fn set(side: u32, set: &Set) -> Canvas {
    let mut canvas =
        Canvas::rows(side, |y| if y < 0.72 { set.wall.at(y) } else { set.floor.at(y) });
    disc(&mut canvas, set);
    window_light(&mut canvas, set.window);
    plinth(&mut canvas, set);
    let bottle = Bottle { foot: FOOT, height: HEIGHT, lid: Lid::Closed, light: set.light };
    bottle.contact(&mut canvas, 0.6);
    bottle.paint(&mut canvas);
    canvas
}

/// The sun of the brand behind the bottle: a disc that sets behind the plinth.
fn disc(canvas: &mut Canvas, set: &Set) {
    let (x, y, radius) = (0.5, 0.60, 0.205);
    let sharp = canvas.side() as f32;
    canvas.paint(Part::around(x, y, radius * 1.02, radius * 1.02), |px, py, pixel| {
        let far = ((px - x) * (px - x) + (py - y) * (py - y)).sqrt();
        let inside = ((radius - far) * sharp + 0.5).clamp(0.0, 1.0);
        let lit = 1.0 - 0.14 * ease(-radius, radius, py - y);
        *pixel = pixel.mix(set.disc * lit, inside);
    });
    canvas.glow((x, y), radius * 0.8, set.disc * 0.05);
}

/// Slanting light from a window with bars, somewhere left of the picture.
fn window_light(canvas: &mut Canvas, strength: f32) {
    let leaves = Noise::new(Seed(211));
    canvas.paint(Part { bottom: 0.80, ..Part::ALL }, |x, y, pixel| {
        let across = x + y * 0.32;
        let up = y - x * 0.22;
        let soft = 0.018 + 0.03 * x;
        let pane = |from: f32, to: f32, at: f32| {
            ease(from - soft, from + soft, at) * (1.0 - ease(to - soft, to + soft, at))
        };
        let columns = pane(0.26, 0.50, across) + pane(0.55, 0.80, across);
        let rows = pane(-0.06, 0.20, up) + pane(0.26, 0.52, up);
        let shadow = leaves.layered(x * 3.0 + y, y * 3.0 - x, 2);
        let amount = columns * rows * (0.72 + 0.5 * shadow) * strength;
        *pixel = *pixel * (1.0 + amount);
    });
}

/// A round plinth, its shadow on the floor, and the bottle's shadow on its top.
fn plinth(canvas: &mut Canvas, set: &Set) {
    let (x, y) = (FOOT.0, FOOT.1 + 0.004);
    let (half, flat, tall) = (0.235, 0.20, 0.075);
    // The shadow falls to the right, away from the window.
    canvas.paint(Part::around(x + 0.1, y + tall, 0.62, 0.16), |px, py, pixel| {
        let slide = ease(0.0, 0.35, px - x);
        let dx = (px - x - 0.09) / (half * 1.28);
        let dy = (py - y - tall * 0.92) / (half * flat * (1.02 + 0.3 * slide));
        let far = (dx * dx + dy * dy).sqrt();
        let amount = 1.0 - ease(0.72, 1.36, far);
        let shaded = *pixel * set.shade * 0.8;
        *pixel = pixel.mix(shaded, amount * 0.9);
    });
    let (light, from) = set.light.key;
    canvas.shape(Part::around(x, y + tall * 0.5, half * 1.01, 0.12), |px, py| {
        let dx = (px - x) / half;
        let bulge = (1.0 - dx * dx).max(0.0).sqrt() * half * flat;
        if dx.abs() > 1.0 || py < y - bulge || py > y + tall + bulge {
            return None;
        }
        if py <= y + bulge {
            let deep = (py - y) / (half * flat);
            let edge = bell(py - y - bulge, 0.0022);
            let lit = 0.62 + 0.10 * -dx + 0.06 * deep + 0.25 * edge;
            return Some(set.plinth * (set.light.sky * 0.55 + light * lit * 0.72));
        }
        let facing = (1.0 - dx * dx).max(0.0).sqrt();
        let toward = (dx * from * 0.8 + facing * 0.5 + 0.15).max(0.0);
        let fall = 1.0 - 0.35 * ease(y, y + tall + bulge, py);
        Some(
            set.plinth
                * (set.light.sky * 0.28 + set.light.ground * 0.25 + light * toward * 0.55)
                * fall,
        )
    });
    let bottle = Bottle { foot: FOOT, height: HEIGHT, lid: Lid::Closed, light: set.light };
    let sheet = canvas.clone();
    bottle.cast(canvas, (0.55, 0.10), set.shade * 0.9);
    // The shadow lies on the top only: everything beyond its edge is put back.
    canvas.paint(Part::around(x, y, 0.5, 0.2), |px, py, pixel| {
        let (dx, dy) = ((px - x) / half, (py - y) / (half * flat));
        if dx * dx + dy * dy > 1.0 {
            *pixel = sheet.at(px, py);
        }
    });
}

//! The four scenes outdoors.

use super::bottle::{Bottle, Lid, Lighting};
use super::canvas::{Canvas, Part};
use super::noise::Noise;
use super::scenery::{Form, Ridge, fir, stars, water};
use super::tone::{Gradient, Tone, bell, ease, tone};
use model::unit::Seed;

/// A bottle on a rock before dawn over the ridges.
pub(super) fn ridge_dawn(side: u32) -> Canvas {
    let sky = Gradient::new(&[
        (0.0, 0x0c_2630),
        (0.2, 0x1a_4350),
        (0.36, 0x4c_7478),
        (0.47, 0xc0_9a7c),
        (0.54, 0xf4_b06a),
        (0.60, 0xff_d9a0),
    ]);
    let sun = (0.63, 0.575);
    let mut canvas = Canvas::rows(side, |y| sky.at(y));
    stars(&mut canvas, Seed(11), 260, 0.36, tone(0xe8_f0ea));
    clouds(&mut canvas, Seed(12), (0.30, 0.52), tone(0xff_c58c));
    canvas.glow(sun, 0.10, tone(0xff_b060) * 0.9);
    canvas.glow(sun, 0.028, tone(0xff_e6b8) * 1.2);
    let far: [(f32, f32, f32, u32, u32, u64); 5] = [
        (0.600, 0.115, 3.2, 0xb8_8f7c, 0xff_cf98, 31),
        (0.645, 0.120, 2.6, 0x86_7a78, 0xf3_bd8c, 8),
        (0.700, 0.120, 2.9, 0x54_6468, 0xcf_a184, 33),
        (0.765, 0.110, 2.3, 0x2c_4a4c, 0x8b_8076, 41),
        (0.850, 0.115, 2.8, 0x14_302f, 0x3c_5552, 35),
    ];
    for (place, (base, rise, peaks, crest, haze, seed)) in far.into_iter().enumerate() {
        let ridge = Ridge {
            seed: Seed(seed),
            base,
            rise,
            peaks,
            detail: 7,
            form: if place < 4 { Form::Mountains } else { Form::Hills },
            crest: tone(crest),
            haze: tone(haze),
            depth: 0.07,
        };
        ridge.paint(&mut canvas);
        if place == 3 {
            ridge.plant(&mut canvas, 150, 0.022, (2.0, 2.0));
        }
        if place == 4 {
            ridge.plant(&mut canvas, 46, 0.095, (0.36, 0.70));
        }
        // Light that spills over the ridges under the sun.
        canvas.glow((sun.0, base - 0.02), 0.06, tone(0xff_a858) * (0.16 / (1.0 + place as f32)));
    }
    let light = Lighting {
        sky: tone(0x5f_8288) * 0.9,
        ground: tone(0x3a_3a36) * 0.5,
        key: (tone(0xff_c692) * 0.95, 0.75),
        rim: (tone(0xff_b46a) * 1.1, 1.0),
    };
    rock(&mut canvas);
    let bottle = Bottle { foot: (0.485, 0.842), height: 0.43, lid: Lid::Poured, light };
    bottle.cast(&mut canvas, (-0.62, 0.17), tone(0x54_6a70));
    bottle.contact(&mut canvas, 0.85);
    bottle.paint(&mut canvas);
    bottle.steam(&mut canvas, tone(0xff_e2c0), Seed(5));
    canvas
}

/// The rock in the foreground: a flat top that catches the first light, and broken faces below.
fn rock(canvas: &mut Canvas) {
    let noise = Noise::new(Seed(21));
    let sharp = canvas.side() as f32;
    let (lit, shade, deep) = (tone(0xc2_8f68), tone(0x33_4644), tone(0x0b_1615));
    let columns: Vec<(f32, f32)> = (0..canvas.side())
        .map(|across| {
            let x = (across as f32 + 0.5) / sharp;
            let aside = (x - 0.5).abs();
            let steps = noise.crests(x * 4.0, 2.0, 5) - 0.5;
            let top = 0.812 + 0.006 * noise.layered(x * 30.0, 0.0, 3)
                + ease(0.24, 0.50, aside) * (0.10 + 0.07 * steps);
            let front = 0.905 + 0.030 * steps + 0.06 * ease(0.2, 0.5, aside);
            (top, front)
        })
        .collect();
    canvas.paint(Part::below(0.78), |x, y, pixel| {
        let place = (x * sharp) as usize;
        let (top, front) = columns.get(place).copied().unwrap_or((1.0, 1.0));
        let inside = ((y - top) * sharp + 0.5).clamp(0.0, 1.0);
        if inside <= 0.0 {
            return;
        }
        let grit = noise.layered(x * 70.0, y * 200.0, 4) - 0.5;
        let warm = ease(0.15, 0.75, x) * (1.0 - 0.6 * ease(top, front + 0.03, y));
        let worn = noise.layered(x * 9.0, y * 45.0, 3) - 0.5;
        let table = shade.mix(lit, (0.22 + 0.5 * warm + 0.35 * worn).clamp(0.0, 1.0));
        let (turn, crack) = facet(noise, x * 9.0 + 1.5 * grit * 0.1, y * 8.0 + x * 1.5);
        let depth = 1.0 - 0.55 * ease(front, 1.0, y);
        let face = deep.mix(shade, (0.18 + 0.62 * turn) * depth * (0.45 + 0.55 * crack));
        let on_top = 1.0 - ease(front - 0.0015, front + 0.0015, y);
        let edge = lit * (bell(y - front, 0.0022) * 0.28 * (0.3 + warm));
        let stone = face.mix(table, on_top) * (1.0 + 0.7 * grit) + edge;
        *pixel = pixel.mix(stone, inside);
    });
}

/// Returns how light the facet of broken stone at a place is, and how far (0 to 1) its edge is.
fn facet(noise: Noise, x: f32, y: f32) -> (f32, f32) {
    let (left, top) = (x.floor() as i32, y.floor() as i32);
    let (mut nearest, mut next, mut turn) = (9.0_f32, 9.0_f32, 0.0);
    for (across, down) in (-1..=1).flat_map(|down| (-1..=1).map(move |across| (across, down))) {
        let (cell_x, cell_y) = (left + across, top + down);
        let dx = cell_x as f32 + noise.cell(cell_x, cell_y) - x;
        let dy = cell_y as f32 + noise.cell(cell_x + 500, cell_y) - y;
        let far = (dx * dx + dy * dy).sqrt();
        if far < nearest {
            next = nearest;
            nearest = far;
            let slant = noise.cell(cell_x, cell_y + 500);
            turn = slant + (dx * 0.35 + dy * 0.25) * (slant + 0.3);
        } else if far < next {
            next = far;
        }
    }
    (turn.clamp(0.0, 1.0), ease(0.0, 0.09, next - nearest))
}

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
        let ridge =
            Ridge { seed: Seed(seed), base, rise, peaks, detail: 7, form, crest, haze, depth: 0.02 };
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
    for (x, top, bottom, half) in
        [(0.285, 0.665, 0.80, 0.011), (0.715, 0.665, 0.80, 0.011), (0.105, 0.72, 1.0, 0.021), (0.895, 0.72, 1.0, 0.021)]
    {
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
        let plank = along.floor();
        let within = along - plank;
        let seed = noise.cell(plank as i32, 3);
        let gap = 0.055;
        if within < gap || within > 1.0 - gap * 0.3 {
            return Some(dark * 0.30);
        }
        let grain = noise.layered(aside * 5.0 + seed * 60.0, along * 22.0, 4) - 0.5;
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

/// A bottle in the first snow under a clear sky.
pub(super) fn first_snow(side: u32) -> Canvas {
    let sky = Gradient::new(&[
        (0.0, 0xa9_cfd8),
        (0.25, 0xca_e0e2),
        (0.45, 0xf1_ebdd),
        (0.56, 0xff_ead0),
    ]);
    let mut canvas = Canvas::rows(side, |y| sky.at(y));
    canvas.glow((0.20, 0.46), 0.09, tone(0xff_e2b8) * 0.30);
    for (base, rise, peaks, crest, haze, seed) in [
        (0.56, 0.14, 2.7, 0xb9_d0d8, 0xf4_ecdf, 83_u64),
        (0.60, 0.10, 2.2, 0x9c_bcc6, 0xec_ebe4, 82),
        (0.645, 0.075, 1.9, 0x84_a9b3, 0xe4_eaea, 85),
    ] {
        let form = if seed == 85 { Form::Hills } else { Form::Mountains };
        let (crest, haze) = (tone(crest), tone(haze));
        let ridge =
            Ridge { seed: Seed(seed), base, rise, peaks, detail: 7, form, crest, haze, depth: 0.04 };
        ridge.paint(&mut canvas);
        if seed == 85 {
            ridge.plant(&mut canvas, 80, 0.06, (2.0, 2.0));
        }
    }
    mist(&mut canvas, 0.645, 0.03, tone(0xf6_f1e8), 0.85, Seed(86));
    snowy_firs(&mut canvas);
    snowfield(&mut canvas);
    let light = Lighting {
        sky: tone(0xb8_d2dc) * 0.95,
        ground: tone(0xe8_f0f2) * 0.55,
        key: (tone(0xff_e6c4) * 1.25, -0.8),
        rim: (tone(0xff_e8c8) * 0.9, -1.0),
    };
    let bottle = Bottle { foot: (0.485, 0.846), height: 0.43, lid: Lid::Poured, light };
    bottle.cast(&mut canvas, (0.92, 0.20), tone(0x86_aac6));
    bottle.contact(&mut canvas, 0.42);
    bottle.paint(&mut canvas);
    bottle.steam(&mut canvas, tone(0xff_ffff), Seed(5));
    settle(&mut canvas, (0.485, 0.846), 0.075);
    settle(&mut canvas, (0.627, 0.858), 0.056);
    canvas
}

/// Firs with snow on the side of the sky, at both sides of the open field.
fn snowy_firs(canvas: &mut Canvas) {
    for (x, foot, height, fade) in [
        (0.865, 0.705, 0.20, 0.45),
        (0.10, 0.70, 0.24, 0.42),
        (0.945, 0.73, 0.33, 0.22),
        (0.015, 0.735, 0.36, 0.20),
        (0.175, 0.715, 0.15, 0.36),
        (0.80, 0.70, 0.13, 0.5),
    ] {
        let (needles, air) = (tone(0x2d_5a5c), tone(0xe0_e8e8));
        let snow = Noise::new(Seed(u64::from(f32::to_bits(x))));
        fir(canvas, (x, foot), height, 0.24, |across, y| {
            let down = (y - foot + height) / height;
            let patch = snow.layered(across * 4.0, down * 13.0 + across.abs() * 1.4, 3);
            let lying = ease(0.44, 0.58, patch + 0.10 * -across);
            let side = tone(0xf6_f3ec).mix(tone(0xb9_d0dc), ease(-0.5, 0.6, across));
            needles.mix(side, lying * 0.9).mix(air, fade + 0.35 * ease(0.75, 1.0, down))
        });
    }
}

/// Drifts of snow: warm where they face the low sun on the left, blue where they turn away.
fn snowfield(canvas: &mut Canvas) {
    let noise = Noise::new(Seed(91));
    let (sunny, blue) = (tone(0xff_f8ec), tone(0xb4_cfdf));
    let sharp = canvas.side() as f32;
    for (drift, base) in [0.70_f32, 0.765].into_iter().enumerate() {
        let shift = drift as f32 * 3.7;
        let crest = |x: f32| {
            base - 0.045 * noise.layered(x * 1.5 + shift, shift, 2) + 0.02 * (x - 0.5) * (1.0 - shift)
        };
        let crests: Vec<f32> =
            (0..canvas.side()).map(|across| crest((across as f32 + 0.5) / sharp)).collect();
        canvas.paint(Part::below(base - 0.07), |x, y, pixel| {
            let top = crests.get((x * sharp) as usize).copied().unwrap_or(1.0);
            let inside = ((y - top) * sharp + 0.5).clamp(0.0, 1.0);
            if inside <= 0.0 {
                return;
            }
            let near = (y - base + 0.06).max(0.02);
            let (u, v) = (x / (0.35 + near * 2.0), y * 7.0 / (0.4 + near * 2.0));
            let step = 0.04;
            let height = |u: f32, v: f32| noise.layered(u * 2.6 + shift, v * 1.1, 3);
            let slope =
                (height(u + step, v + step * 0.8) - height(u - step, v - step * 0.8)) / step;
            let lit = (0.64 + slope * 0.17).clamp(0.0, 1.0);
            let sparkle = noise.cell((x * sharp) as i32 / 2, (y * sharp) as i32 / 2);
            let glint = if sparkle > 0.9975 { 0.35 * lit } else { 0.0 };
            let roll = 0.25 * bell(y - top, 0.012);
            let snow = blue.mix(sunny, (lit + roll).min(1.0)) * 0.93 + tone(0xff_ffff) * glint;
            *pixel = pixel.mix(snow, inside);
        });
    }
}

/// A small heap of snow in front of a foot, so that it stands in the snow and not on it.
fn settle(canvas: &mut Canvas, (x, y): (f32, f32), half: f32) {
    let noise = Noise::new(Seed(93));
    canvas.paint(Part::around(x, y, half * 1.7, half * 0.8), |px, py, pixel| {
        let dx = (px - x) / half;
        let bulge = (1.0 - (dx / 1.5) * (dx / 1.5)).max(0.0);
        let top = y - half * 0.02 + half * 0.10 * (1.0 - bulge) + half * 0.10 * (noise.layered(px * 45.0, 1.0, 3) - 0.5);
        let end = y + half * 0.45 * bulge;
        let inside = ease(top, top + half * 0.05, py) * (1.0 - ease(top, end.max(top + 0.002), py));
        let tint = tone(0xff_f4e4).mix(tone(0xb4_cddd), ease(-0.9, 0.9, dx));
        *pixel = pixel.mix(tint * 0.96, inside * ease(0.0, 0.25, bulge));
    });
}

/// A bottle beside a camp under stars.
pub(super) fn night_camp(side: u32) -> Canvas {
    let sky = Gradient::new(&[
        (0.0, 0x07_111c),
        (0.3, 0x0c_2130),
        (0.5, 0x15_3c48),
        (0.62, 0x3b_6a6c),
    ]);
    let mut canvas = Canvas::rows(side, |y| sky.at(y));
    milky_way(&mut canvas);
    stars(&mut canvas, Seed(101), 760, 0.62, tone(0xf0_f4ee));
    for (base, rise, peaks, crest, haze, seed) in [
        (0.60, 0.15, 2.3, 0x1b_3c46, 0x3c_6266, 115_u64),
        (0.65, 0.08, 2.0, 0x10_2a31, 0x24_474b, 112),
        (0.70, 0.06, 1.7, 0x08_191d, 0x11_2a2d, 113),
    ] {
        let form = if seed == 115 { Form::Mountains } else { Form::Hills };
        let (crest, haze) = (tone(crest), tone(haze));
        let ridge =
            Ridge { seed: Seed(seed), base, rise, peaks, detail: 7, form, crest, haze, depth: 0.05 };
        ridge.paint(&mut canvas);
        match seed {
            112 => ridge.plant(&mut canvas, 110, 0.055, (2.0, 2.0)),
            113 => ridge.plant(&mut canvas, 34, 0.19, (0.18, 0.74)),
            _ => {}
        }
    }
    camp_ground(&mut canvas);
    tent(&mut canvas);
    let light = Lighting {
        sky: tone(0x3f_6a78) * 0.62,
        ground: tone(0x6a_4a30) * 0.30,
        key: (tone(0xff_a95c) * 1.05, -0.85),
        rim: (tone(0x8f_c4cc) * 0.55, 1.0),
    };
    let bottle = Bottle { foot: (0.495, 0.846), height: 0.43, lid: Lid::Poured, light };
    bottle.cast(&mut canvas, (0.75, 0.16), tone(0x38_3c3c));
    bottle.contact(&mut canvas, 0.85);
    bottle.paint(&mut canvas);
    bottle.steam(&mut canvas, tone(0xff_d8ae), Seed(5));
    canvas
}

/// A faint slanting band of light and dust.
fn milky_way(canvas: &mut Canvas) {
    let noise = Noise::new(Seed(103));
    let (cool, warm) = (tone(0x7f_a8b4), tone(0xc8_a890));
    canvas.paint(Part { bottom: 0.62, ..Part::ALL }, |x, y, pixel| {
        let aside = (x - 0.74) * 0.80 + (y - 0.2) * 0.60;
        if aside.abs() > 0.42 {
            return;
        }
        let cloud = noise.layered(x * 5.0 + y * 2.0, y * 5.0 - x * 2.0, 5);
        let dust = ease(0.42, 0.68, noise.layered(x * 8.0 + 9.0, y * 8.0, 4));
        let band = bell(aside + 0.10 * (cloud - 0.5), 0.13);
        let lane = 1.0 - 0.75 * dust * bell(aside, 0.05);
        let tint = cool.mix(warm, bell(aside, 0.06) * 0.6);
        *pixel = *pixel + tint * (0.085 * band * (0.35 + 1.1 * cloud) * lane * (1.0 - ease(0.3, 0.6, y)));
    });
}

/// Trodden snow in the dark, warm where the tent's light falls.
fn camp_ground(canvas: &mut Canvas) {
    let noise = Noise::new(Seed(105));
    let (near, far, lamp) = (tone(0x16_2a30), tone(0x24_474e), tone(0xff_9a4a));
    let sharp = canvas.side() as f32;
    canvas.paint(Part::below(0.69), |x, y, pixel| {
        let top = 0.715 + 0.012 * (noise.layered(x * 3.0, 0.0, 3) - 0.5);
        let inside = ((y - top) * sharp + 0.5).clamp(0.0, 1.0);
        if inside <= 0.0 {
            return;
        }
        let depth = (y - 0.66) * 3.0;
        let (u, v) = (x / (0.25 + depth), y * 6.0 / (0.25 + depth));
        let step = 0.06;
        let height = |u: f32, v: f32| noise.layered(u * 3.2, v * 1.6, 2);
        let slope = (height(u - step, v) - height(u + step, v)) / step;
        let (dx, dy) = ((x - 0.27) / 0.24, (y - 0.765) / 0.085);
        let pool = 1.0 / (1.0 + 1.6 * (dx * dx + dy * dy));
        let base = far.mix(near, ease(0.71, 0.95, y)) * (1.0 + 0.10 * slope);
        let warm = lamp * (0.62 * pool * (1.0 - 0.22 * slope).clamp(0.4, 1.7));
        *pixel = pixel.mix(base + warm * 0.85, inside);
    });
}

/// A small tent lit from inside.
fn tent(canvas: &mut Canvas) {
    let (peak, foot) = ((0.265, 0.565), 0.775);
    canvas.glow((0.265, 0.70), 0.075, tone(0xff_8c3c) * 0.34);
    let fabric = Gradient::new(&[(0.0, 0xc2_6526), (0.45, 0xf2_9d4c), (0.8, 0xff_d48c), (1.0, 0xff_b866)]);
    let weave = Noise::new(Seed(107));
    canvas.shape(Part { left: 0.09, right: 0.43, top: 0.55, bottom: 0.79 }, |x, y| {
        let down = (y - peak.1) / (foot - peak.1);
        if !(0.0..=1.0).contains(&down) {
            return None;
        }
        // The sides sag between the pole and the ground.
        let sag = down * 0.86 + 0.14 * down * down;
        let (left, right) = (peak.0 - 0.125 * sag, peak.0 + 0.150 * sag);
        let hem = foot - 0.012 * ease(0.0, 0.5, ((x - 0.29) / 0.15).abs());
        if x < left || x > right || y > hem {
            return None;
        }
        let seam = peak.0 + 0.036 * sag;
        let fold = 0.10 * (weave.layered(x * 14.0, y * 5.0, 3) - 0.5);
        let lamp = bell(x - 0.255, 0.10) * bell(down - 0.82, 0.5);
        let lit = (0.12 + 0.85 * lamp + fold).clamp(0.0, 1.0);
        let cloth = fabric.at(lit) * (0.42 + 0.85 * lamp);
        let side = if x > seam { 0.62 } else { 1.0 };
        let opening = (x - (peak.0 - 0.030 * sag)).abs() < 0.020 * (down - 0.34).max(0.0) * 1.6;
        let ridge = bell(x - seam, 0.0016) + bell(x - left, 0.002) * 0.6;
        let inside = if opening { tone(0xff_e6b4) * 1.1 } else { cloth * side };
        Some(inside * (1.0 - 0.45 * ridge.min(1.0)))
    });
    canvas.glow((0.255, 0.735), 0.022, tone(0xff_c070) * 0.45);
}

/// Thin streaks of cloud between two heights, lit from below.
fn clouds(canvas: &mut Canvas, seed: Seed, (top, bottom): (f32, f32), tint: Tone) {
    let noise = Noise::new(seed);
    canvas.paint(Part { top, bottom, ..Part::ALL }, |x, y, pixel| {
        let streak = noise.layered(x * 2.4 + y * 3.0, y * 34.0, 4);
        let within = ease(top, top + 0.09, y) * (1.0 - ease(bottom - 0.06, bottom, y));
        let amount = ease(0.52, 0.80, streak) * within * 0.45;
        *pixel = pixel.mix(tint, amount);
    });
}

/// A level veil of mist around a height.
fn mist(canvas: &mut Canvas, level: f32, half: f32, tint: Tone, strength: f32, seed: Seed) {
    let noise = Noise::new(seed);
    canvas.paint(Part { top: level - half * 2.5, bottom: level + half * 2.5, ..Part::ALL }, |x, y, pixel| {
        let drift = noise.layered(x * 3.0, y * 14.0, 3);
        let amount = bell(y - level, half) * (0.35 + 0.9 * drift) * strength;
        *pixel = pixel.mix(tint, amount.min(1.0));
    });
}

//! The scene in the snow: a low sun over an open field.

use super::bottle::{Bottle, Lid, Lighting};
use super::canvas::{Canvas, Part};
use super::noise::Noise;
use super::scenery::{Form, Ridge, fir, mist};
use super::tone::{Gradient, bell, ease, tone};
use model::unit::Seed;

/// A bottle in the first snow under a clear sky.
pub(super) fn first_snow(side: u32) -> Canvas {
    let sky =
        Gradient::new(&[(0.0, 0xa9_cfd8), (0.25, 0xca_e0e2), (0.45, 0xf1_ebdd), (0.56, 0xff_ead0)]);
    let mut canvas = Canvas::rows(side, |y| sky.at(y));
    canvas.glow((0.20, 0.46), 0.09, tone(0xff_e2b8) * 0.30);
    for (base, rise, peaks, crest, haze, seed) in [
        (0.56, 0.14, 2.7, 0xb9_d0d8, 0xf4_ecdf, 83_u64),
        (0.60, 0.10, 2.2, 0x9c_bcc6, 0xec_ebe4, 82),
        (0.645, 0.075, 1.9, 0x84_a9b3, 0xe4_eaea, 85),
    ] {
        let form = if seed == 85 { Form::Hills } else { Form::Mountains };
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
            depth: 0.04,
        };
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

/// Firs with rime on the side of the sun, left and right of the open field.
fn snowy_firs(canvas: &mut Canvas) {
    for (x, foot, height, fade) in [
        (0.865, 0.705, 0.20, 0.45),
        (0.10, 0.70, 0.24, 0.42),
        (0.945, 0.73, 0.33, 0.22),
        (0.015, 0.735, 0.36, 0.20),
        (0.175, 0.715, 0.15, 0.36),
        (0.80, 0.70, 0.13, 0.5),
    ] {
        let (needles, frost, air) = (tone(0x3a_6a6e), tone(0xe6_efef), tone(0xea_ece6));
        let rime = Noise::new(Seed(u64::from(f32::to_bits(x))));
        fir(canvas, (x, foot), height, 0.24, |across, y| {
            let down = (y - foot + height) / height;
            let fine = rime.layered(across * 9.0, down * 40.0, 2) - 0.5;
            let lit = 1.0 - ease(-0.9, 0.5, across + fine * 0.8);
            let haze = fade + 0.5 * ease(0.7, 1.0, down) * (1.0 - fade);
            needles.mix(frost, 0.10 + 0.70 * lit).mix(air, haze)
        });
    }
}

/// Drifts of snow: warm where they face the low sun on the left, blue where they turn away.
fn snowfield(canvas: &mut Canvas) {
    let noise = Noise::new(Seed(91));
    let (sunny, blue) = (tone(0xff_f8ec), tone(0xb4_cfdf));
    let sharp = canvas.side() as f32;
    // The nearer drift hides the farther one from 0.80 on.
    for (drift, base, bottom) in [(0_u8, 0.70_f32, 0.80), (1, 0.765, 1.0)] {
        let shift = f32::from(drift) * 3.7;
        let crest = |x: f32| {
            base - 0.045 * noise.layered(x * 1.5 + shift, shift, 2)
                + 0.02 * (x - 0.5) * (1.0 - shift)
        };
        let crests: Vec<f32> =
            (0..canvas.side()).map(|across| crest((across as f32 + 0.5) / sharp)).collect();
        let part = Part { bottom, ..Part::below(base - 0.07) };
        canvas.paint(part, |x, y, pixel| {
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
        let top = y - half * 0.02
            + half * 0.10 * (1.0 - bulge)
            + half * 0.10 * (noise.layered(px * 45.0, 1.0, 3) - 0.5);
        let end = y + half * 0.45 * bulge;
        let inside = ease(top, top + half * 0.05, py) * (1.0 - ease(top, end.max(top + 0.002), py));
        let tint = tone(0xff_f4e4).mix(tone(0xb4_cddd), ease(-0.9, 0.9, dx));
        *pixel = pixel.mix(tint * 0.96, inside * ease(0.0, 0.25, bulge));
    });
}

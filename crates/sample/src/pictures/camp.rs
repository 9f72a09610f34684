//! The scene at night: stars, a lit tent, and the light it throws.

use super::bottle::{Bottle, Lid, Lighting};
use super::canvas::{Canvas, Part};
use super::noise::Noise;
use super::scenery::{Form, Ridge, stars};
use super::tone::{Gradient, bell, ease, tone};
use model::unit::Seed;

/// A bottle beside a camp under stars.
pub(super) fn night_camp(side: u32) -> Canvas {
    let sky =
        Gradient::new(&[(0.0, 0x07_111c), (0.3, 0x0c_2130), (0.5, 0x15_3c48), (0.62, 0x3b_6a6c)]);
    let mut canvas = Canvas::rows(side, |y| sky.at(y));
    milky_way(&mut canvas);
    stars(&mut canvas, Seed(101), 620, 0.62, tone(0xf0_f4ee));
    for (base, rise, peaks, crest, haze, seed) in [
        (0.60, 0.15, 2.3, 0x1b_3c46, 0x3c_6266, 115_u64),
        (0.65, 0.08, 2.0, 0x10_2a31, 0x24_474b, 112),
        (0.70, 0.06, 1.7, 0x08_191d, 0x11_2a2d, 113),
    ] {
        let form = if seed == 115 { Form::Mountains } else { Form::Hills };
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
            depth: 0.05,
        };
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
        key: (tone(0xff_b878) * 1.1, -0.85),
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
        let dusty = bell(aside, 0.05);
        // Beyond this the band below is 0.
        if aside.abs() > 0.40 {
            return;
        }
        let cloud = noise.layered(x * 5.0 + y * 2.0, y * 5.0 - x * 2.0, 4);
        let band = bell(aside + 0.10 * (cloud - 0.5), 0.13);
        let lane = if dusty > 0.0 {
            1.0 - 0.75 * dusty * ease(0.42, 0.68, noise.layered(x * 8.0 + 9.0, y * 8.0, 4))
        } else {
            1.0
        };
        let tint = cool.mix(warm, bell(aside, 0.06) * 0.6);
        *pixel = *pixel
            + tint * (0.085 * band * (0.35 + 1.1 * cloud) * lane * (1.0 - ease(0.3, 0.6, y)));
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
    let fabric =
        Gradient::new(&[(0.0, 0xc2_6526), (0.45, 0xf2_9d4c), (0.8, 0xff_d48c), (1.0, 0xff_b866)]);
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

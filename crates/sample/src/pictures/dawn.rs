//! The scene on the ridge: haze between mountains, and a rock in the first light.

use super::bottle::{Bottle, Lid, Lighting};
use super::canvas::{Canvas, Part};
use super::noise::{Noise, whole};
use super::scenery::{Form, Ridge, clouds, stars};
use super::tone::{Gradient, bell, ease, tone};
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
    let (lit, shade, deep) = (tone(0xb0_8260), tone(0x2c_3f3e), tone(0x0b_1615));
    let columns: Vec<(f32, f32)> = (0..canvas.side())
        .map(|across| {
            let x = (across as f32 + 0.5) / sharp;
            let aside = (x - 0.5).abs();
            let steps = noise.crests(x * 4.0, 2.0, 5) - 0.5;
            let top = 0.812
                + 0.006 * noise.layered(x * 30.0, 0.0, 3)
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
        let table = shade.mix(lit, (0.10 + 0.52 * warm + 0.75 * worn).clamp(0.0, 1.0));
        let (turn, crack) = facet(noise, x * 9.0 + 0.06 * grit, y * 8.0 + x * 1.5);
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
    let (left, top) = (whole(x), whole(y));
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

//! Advertisements of four invented rivals: a bottle, a colour field and bars where their words
//! would be, each brand in a palette of its own, so that what is usual in the market can be seen.

use super::canvas::{Canvas, Part};
use super::tone::{Gradient, Tone, bell, ease, tone};
use model::unit::Seed;
use render::Pixels;

/// What a brand's pictures have in common.
struct Look {
    /// Backgrounds, from top to bottom; each picture takes the next one.
    fields: &'static [[u32; 2]],
    /// Bodies of the bottles, in the order in which they are shown.
    bodies: &'static [u32],
    lid: u32,
    /// The shape behind the bottles.
    behind: u32,
    /// The bars that stand for words, on each background.
    words: [u32; 2],
    motif: Motif,
}

/// How a brand stages its bottle.
#[derive(Clone, Copy)]
enum Motif {
    /// A diagonal beam.
    Beam,
    /// A round spot and several colours.
    Rainbow,
    /// Two leaves.
    Leaves,
    /// A tabletop.
    Desk,
}

const KELVARN: Look = Look {
    fields: &[[0x0b_0e13, 0x2c_3a4c], [0x8a_97a5, 0xd5_dce2]],
    bodies: &[0xb9_c2ca],
    lid: 0x12_161c,
    behind: 0x1f_6fd6,
    words: [0xf2_f5f8, 0x12_161c],
    motif: Motif::Beam,
};
const OSTRAND: Look = Look {
    fields: &[[0xfb_e3ec, 0xf7_cfe0], [0xdf_f3ee, 0xe6_dcf7]],
    bodies: &[0xf6_a8c0, 0xa9_d8f0, 0xc9_b6f0, 0xb8_e8c8],
    lid: 0xff_ffff,
    behind: 0xff_f6d6,
    words: [0x8a_6aa8; 2],
    motif: Motif::Rainbow,
};
const PELLBROOK: Look = Look {
    fields: &[[0xd9_bd94, 0xc6_a374], [0xe3_ead2, 0xb5_cc96]],
    bodies: &[0x5d_8a4a],
    lid: 0xb0_8450,
    behind: 0x3e_6b36,
    words: [0x33_4a26; 2],
    motif: Motif::Leaves,
};
const TARNWELL: Look = Look {
    fields: &[[0xf0_e2d2, 0xd8_b898], [0x6a_4330, 0x3a_2118]],
    bodies: &[0xc0_2a26],
    lid: 0x2a_1812,
    behind: 0x8a_5a3c,
    words: [0x7a_1a18, 0xf0_e2d2],
    motif: Motif::Desk,
};
const UNKNOWN: Look = Look {
    fields: &[[0xe8_e8e6, 0xcc_ccca]],
    bodies: &[0x8c_8c8a],
    lid: 0x4a_4a48,
    behind: 0xf6_f6f4,
    words: [0x6a_6a68; 2],
    motif: Motif::Beam,
};

/// Returns a brand's `n`th picture.
pub(super) fn advertisement(brand: &str, n: u32, side: u32) -> Pixels {
    let look = match brand {
        "kelvarn" => KELVARN,
        "ostrand" => OSTRAND,
        "pellbrook" => PELLBROOK,
        "tarnwell" => TARNWELL,
        _ => UNKNOWN,
    };
    let turn = n.saturating_sub(1) as usize;
    let field = look.fields.iter().cycle().nth(turn % look.fields.len().max(1));
    let [top, bottom] = field.copied().unwrap_or_default();
    let gradient = Gradient::new(&[(0.0, top), (1.0, bottom)]);
    let mut canvas = Canvas::rows(side, |y| gradient.at(y));
    let [first, second] = look.words;
    let (stage_x, ink, left) = match turn % 2 {
        0 => (0.5, first, 0.20),
        _ => (0.66, second, 0.06),
    };
    stage(&mut canvas, &look, stage_x);
    for (x, tall, body) in line_up(look.bodies, stage_x) {
        bottle(&mut canvas, (x, 0.86), tall, tone(body), tone(look.lid));
    }
    words(&mut canvas, tone(ink), left);
    canvas.develop(Seed(u64::from(n)), 0.1)
}

/// Where the bottles stand, how tall they are, and their colours: one alone where the stage is, or
/// all of them in a row.
fn line_up(bodies: &[u32], stage_x: f32) -> Vec<(f32, f32, u32)> {
    if let [body] = bodies {
        return vec![(stage_x, 0.56, *body)];
    }
    let gap = 0.60 / bodies.len().max(1) as f32;
    let place = |index: usize| stage_x - 0.30 + gap * (index as f32 + 0.5);
    bodies.iter().enumerate().map(|(index, body)| (place(index), 0.48, *body)).collect()
}

fn stage(canvas: &mut Canvas, look: &Look, x: f32) {
    let behind = tone(look.behind);
    match look.motif {
        Motif::Beam => canvas.shape(Part::ALL, |px, py| {
            let aside = px - x + (py - 0.5) * 0.5;
            (aside.abs() < 0.13 || (0.16..0.175).contains(&aside)).then_some(behind)
        }),
        Motif::Rainbow => canvas.shape(Part::ALL, |px, py| {
            let (dx, dy) = (px - x, py - 0.60);
            (dx * dx + dy * dy < 0.115).then_some(behind)
        }),
        Motif::Leaves => canvas.shape(Part::ALL, |px, py| {
            [(-1.0, 0.24), (1.0, 0.24), (-1.0, 0.12), (1.0, 0.36)].iter().find_map(|(way, tilt)| {
                let (dx, dy) = ((px - x) * way - 0.26, py - 0.74 + tilt);
                let (along, aside) = (dx * 0.8 - dy * 0.6, dx * 0.6 + dy * 0.8);
                let width = 0.085 * (1.0 - (along / 0.2) * (along / 0.2)).max(0.0);
                let vein = if aside.abs() < 0.003 { 1.35 } else { 1.0 };
                (aside.abs() < width).then(|| behind * (vein * (1.0 + 2.0 * aside)))
            })
        }),
        Motif::Desk => canvas.paint(Part::below(0.78), |_, y, pixel| {
            *pixel = behind * (1.1 - 0.5 * ease(0.78, 1.0, y));
        }),
    }
}

fn bottle(canvas: &mut Canvas, (x, foot): (f32, f32), tall: f32, body: Tone, lid: Tone) {
    let half = tall * 0.15;
    canvas.paint(Part::around(x, foot, half * 2.4, half * 0.6), |px, py, pixel| {
        let (dx, dy) = ((px - x) / (half * 1.5), (py - foot) / (half * 0.24));
        *pixel = *pixel * (1.0 - 0.45 * bell((dx * dx + dy * dy).sqrt(), 1.0));
    });
    let part = Part { left: x - half, right: x + half, top: foot - tall, bottom: foot };
    canvas.shape(part, |px, py| {
        let down = 1.0 - (foot - py) / tall;
        let (width, colour) = match down {
            down if down < 0.16 => (0.55, lid),
            down if down < 0.30 => (0.62 + 0.38 * ease(0.16, 0.30, down), body),
            down => (1.0 - 0.12 * ease(0.975, 1.0, down), body),
        };
        let across = (px - x) / (half * width);
        let light = 0.42 + 0.62 * bell(across + 0.35, 0.45) + 0.22 * bell(across - 0.8, 0.18);
        (across.abs() < 1.0)
            .then(|| colour * light + tone(0xff_ffff) * (0.05 * bell(across + 0.4, 0.12)))
    });
}

/// Two lines of a headline and a smaller line, each word a bar.
fn words(canvas: &mut Canvas, ink: Tone, left: f32) {
    let lines: [(f32, f32, &[f32]); 3] = [
        (0.075, 0.040, &[0.13, 0.21, 0.08, 0.15]),
        (0.135, 0.040, &[0.18, 0.10, 0.16]),
        (0.205, 0.014, &[0.05, 0.09, 0.04, 0.07, 0.06]),
    ];
    for (top, high, lengths) in lines {
        let mut at = left;
        for length in lengths {
            let part = Part { left: at, right: at + length, top, bottom: top + high };
            canvas.paint(part, |_, _, pixel| *pixel = ink);
            at += length + high * 0.4;
        }
    }
}

//! The hero: a matt insulated bottle with a steel rim, a dark cup for a lid and the brindle band.
//! The eye is level with the bottle's top, so every ring below it sags a little.

use super::canvas::{Canvas, Part};
use super::noise::Noise;
use super::tone::{Tone, bell, ease, tone};
use model::unit::Seed;

/// Half the body's width, as a share of the bottle's height.
const HALF_WIDTH: f32 = 0.158;
/// How far the foot's ring sags in its middle, as a share of the height.
const SAG: f32 = 0.036;
/// Where the parts begin, as shares of the height from the top.
const SEAM: f32 = 0.215;
const RIM: f32 = 0.224;
const SHOULDER: f32 = 0.252;
const BODY: f32 = 0.37;
const BAND: (f32, f32) = (0.47, 0.54);
/// Radius of the edges of lid and foot.
const EDGE: f32 = 0.026;

/// Where the bottle stands and what light falls on it.
pub(super) struct Bottle {
    /// The middle of the foot.
    pub(super) foot: (f32, f32),
    /// From the foot to the top of the lid.
    pub(super) height: f32,
    pub(super) lid: Lid,
    pub(super) light: Lighting,
}

/// What the lid does: it closes the bottle, or stands beside it as a cup.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lid {
    Closed,
    Poured,
}

/// The light on things in a scene.
#[derive(Clone, Copy)]
pub(super) struct Lighting {
    /// From above and around.
    pub(super) sky: Tone,
    /// Thrown back by the ground.
    pub(super) ground: Tone,
    /// The large soft light, and its side: -1 left, 1 right.
    pub(super) key: (Tone, f32),
    /// The light from behind that draws the edge, and its side.
    pub(super) rim: (Tone, f32),
}

/// A point of a turned surface: where across it (-1 to 1) and how much it looks up or down.
#[derive(Clone, Copy)]
struct Turned {
    across: f32,
    down: f32,
}

impl Bottle {
    /// Paints the bottle, and the cup beside it if the lid is one.
    pub(super) fn paint(&self, canvas: &mut Canvas) {
        let (x, y) = self.foot;
        let half = HALF_WIDTH * self.height;
        let part = Part {
            left: x - half * 1.05,
            right: x + half * 1.05,
            top: y - self.height * 1.01,
            bottom: y + self.height * (SAG + 0.01),
        };
        let grain = Noise::new(Seed(7));
        canvas.shape(part, |px, py| {
            self.surface((px - x) / self.height, 1.0 + (py - y) / self.height, grain)
        });
        if self.lid == Lid::Poured {
            self.paint_cup(canvas);
        }
    }

    /// Where the cup stands: beside the bottle, a little nearer.
    fn cup(&self) -> (f32, f32) {
        let (x, y) = self.foot;
        (x + self.height * 0.33, y + self.height * 0.025)
    }

    /// Returns the tone at a place of the bottle, measured in heights from its top middle.
    fn surface(&self, x: f32, down: f32, grain: Noise) -> Option<Tone> {
        // The ring through a place is found from the bulge at that distance from the axis.
        let bulge = |half: f32| (1.0 - (x / half) * (x / half)).max(0.0).sqrt();
        let ring = |half: f32| down - SAG * down.max(0.0) * bulge(half);
        let level = ring(HALF_WIDTH);
        let half = self.half_width(level)?;
        let level = ring(half.max(x.abs()));
        let half = self.half_width(level)?;
        let across = x / half;
        if across.abs() > 1.0 {
            return None;
        }
        let wider = self.half_width(level + 0.004).unwrap_or(half) - half;
        let point = Turned { across, down: -(wider / 0.004).clamp(-3.0, 3.0) };
        Some(self.material(level, point, grain))
    }

    fn half_width(&self, level: f32) -> Option<f32> {
        let (top, narrow, wide) = match self.lid {
            Lid::Closed => (0.0, 0.80, 0.85),
            Lid::Poured => (0.115, 0.62, 0.64),
        };
        let share = if level < top || level > 1.0 {
            return None;
        } else if level < SEAM {
            narrow + (wide - narrow) * (level - top) / (SEAM - top) - rounding(level - top)
        } else if level < RIM {
            wide - 0.05
        } else if level < SHOULDER {
            0.875
        } else if level < BODY {
            let rise = (BODY - level) / (BODY - SHOULDER);
            0.87 + 0.13 * (1.0 - rise * rise)
        } else {
            1.0 - rounding(1.0 - level)
        };
        Some(share * HALF_WIDTH)
    }

    fn material(&self, level: f32, point: Turned, grain: Noise) -> Tone {
        let speck = grain.at(point.across * 190.0, level * 600.0) - 0.5;
        let seam = |at: f32, width: f32| bell(level - at, width);
        if level < SEAM {
            let ribs = if self.lid == Lid::Closed { 0.0 } else { 0.25 * seam(0.165, 0.004) };
            let line = 1.0 - 0.5 * seam(0.024, 0.0035) - ribs;
            let lid = self.matt(tone(0x1f_2625), point, 0.06 * speck) * line;
            return match self.lid {
                Lid::Closed if written_time(point.across, level) => {
                    lid + self.matt(tone(0xf7_f3ea), point, 0.0) * 0.75
                }
                _ => lid,
            };
        }
        if level < RIM {
            return self.matt(tone(0x0c_0f0f), point, 0.0) * 0.6;
        }
        if level < SHOULDER {
            return self.steel(point, (level - RIM) / (SHOULDER - RIM));
        }
        let (from, to) = BAND;
        if level > from && level < to {
            let sweep = point.across * 2.6 + level * 9.0;
            let streak = grain.at(sweep * 5.5, level * 34.0 - point.across * 3.0);
            let fine = grain.at(sweep * 14.0 + 40.0, level * 70.0);
            let dark = ease(0.60, 0.72, streak * 0.72 + fine * 0.28) * 0.5;
            let colour = tone(0xf2_9d4c).mix(tone(0xb4_5f1c), dark);
            return self.matt(colour, point, 0.04 * speck);
        }
        let groove = 1.0 - 0.45 * seam(0.945, 0.0028) - 0.3 * seam(SHOULDER, 0.006);
        let band_shade = 1.0 - 0.25 * (seam(from, 0.004) + seam(to, 0.004));
        self.matt(tone(0x1c_4a42), point, 0.16 * speck) * groove * band_shade
    }

    /// Powder coat: scattered light, a broad soft sheen, and the edge from behind.
    fn matt(&self, colour: Tone, point: Turned, speck: f32) -> Tone {
        let Lighting { sky, ground, key: (key, from), rim: (rim, behind) } = self.light;
        let facing = (1.0 - point.across * point.across).max(0.0).sqrt();
        let length = (1.0 + point.down * point.down).sqrt();
        let upward = -point.down / length;
        let toward = (point.across * from * 0.80 + facing * 0.52 + upward * 0.35) / length;
        let scattered = ((toward + 0.22) / 1.22).max(0.0);
        let around = sky * (0.5 + 0.42 * upward) + ground * (0.5 - 0.42 * upward);
        // Less of the surroundings reaches a surface that turns away from the eye.
        let around = around * (0.62 + 0.38 * facing);
        let sheen = bell(point.across - from * 0.52, 0.20) * 0.055 + toward.max(0.0) * 0.012;
        let edge = ease(0.66, 1.0, point.across * behind);
        let counter = ease(0.84, 1.0, -point.across * behind) * 0.12;
        colour * (around + key * scattered * (1.0 + speck)) * (1.0 + speck)
            + key * sheen
            + rim * (edge * edge * 0.5 + counter)
            + rim * colour * edge
    }

    /// Brushed steel: bright and dark bars of what stands around it.
    fn steel(&self, point: Turned, share: f32) -> Tone {
        let Lighting { sky, ground, key: (key, from), rim: (rim, behind) } = self.light;
        let at = point.across;
        let window = bell(at - from * 0.5, 0.16) + 0.45 * bell(at + from * 0.28, 0.07);
        let dark = 1.0 - 0.72 * bell(at - from * 0.12, 0.16) - 0.6 * bell(at + from * 0.72, 0.14);
        let lip = 0.75 + 0.5 * ease(0.0, 0.3, share) - 0.45 * ease(0.6, 1.0, share);
        let edge = ease(0.72, 1.0, at * behind);
        ((sky * 0.55 + ground * 0.35) * dark + key * window * 0.8 + rim * edge * 0.9) * lip
    }

    fn paint_cup(&self, canvas: &mut Canvas) {
        let (x, y) = self.cup();
        let unit = self.height;
        let (half, tall, flat) = (0.132, 0.19, 0.27);
        let part = Part::around(x, y - unit * 0.1, unit * 0.15, unit * 0.16);
        canvas.shape(part, |px, py| {
            let (dx, dy) = ((px - x) / unit, (py - y) / unit);
            let mouth = -tall;
            let ellipse = |reach: f32| {
                let (ex, ey) = (dx / reach, (dy - mouth) / (reach * flat));
                ex * ex + ey * ey
            };
            if ellipse(half) <= 1.0 {
                return Some(self.inside_cup(
                    dx / half,
                    ellipse(half * 0.93),
                    ellipse(half * 0.84),
                ));
            }
            let radius = half * (0.80 + 0.18 * (-dy / tall).clamp(-0.2, 1.0));
            let across = dx / radius;
            let foot = flat * radius * (1.0 - across * across).max(0.0).sqrt() - half * flat * 0.8;
            if across.abs() > 1.0 || dy < mouth || dy > foot {
                return None;
            }
            let line = 1.0 - 0.5 * bell(dy - foot + 0.018, 0.004);
            let point = Turned { across, down: 0.12 };
            Some(self.matt(tone(0x1f_2625), point, 0.0) * line)
        });
    }

    /// The steel lip, the inside wall and the tea.
    fn inside_cup(&self, across: f32, lip: f32, tea: f32) -> Tone {
        let point = Turned { across: -across, down: -0.4 };
        if lip > 1.0 {
            return self.steel(Turned { across, down: -0.6 }, 0.2) * 0.9;
        }
        if tea > 1.0 {
            return self.steel(point, 0.5) * 0.45;
        }
        let brew = tone(0x8a_3d10).mix(tone(0xd9_8233), ease(0.2, 1.0, tea));
        brew * (self.light.sky * 0.8 + self.light.key.0 * 0.55) + self.light.sky * 0.05
    }

    /// Steam over the poured cup: two ribbons that widen and fade.
    pub(super) fn steam(&self, canvas: &mut Canvas, tint: Tone, seed: Seed) {
        let unit = self.height;
        let (x, foot) = self.cup();
        let (y, reach) = (foot - unit * 0.2, unit * 0.72);
        let noise = Noise::new(seed);
        let part = Part { left: x - unit * 0.3, right: x + unit * 0.3, top: y - reach, bottom: y };
        canvas.paint(part, |px, py, pixel| {
            let rise = (y - py) / reach;
            let fade = ease(0.0, 0.12, rise) * (1.0 - rise) * (1.0 - rise);
            let amount: f32 = [(-0.018, 0.0), (0.026, 5.0)]
                .iter()
                .map(|(start, phase)| {
                    let drift = noise.at(*phase, rise * 2.6 + phase) - 0.5;
                    let curl = noise.at(phase + 9.0, rise * 6.5) - 0.5;
                    let centre = x + unit * (start + drift * 0.26 * rise + curl * 0.05 * rise);
                    bell(px - centre, unit * (0.012 + 0.055 * rise)) * (1.0 - 0.4 * rise)
                })
                .sum();
            *pixel = pixel.mix(tint, (amount * fade * 0.5).min(0.6));
        });
    }

    /// The dark line where foot and ground meet, and the soft dark around it.
    pub(super) fn contact(&self, canvas: &mut Canvas, strength: f32) {
        let (x, y) = self.foot;
        contact(canvas, (x, y + self.height * 0.006), self.height * HALF_WIDTH, strength);
        if self.lid == Lid::Poured {
            let (cup_x, cup_y) = self.cup();
            let place = (cup_x, cup_y - self.height * 0.02);
            contact(canvas, place, self.height * 0.115, strength);
        }
    }

    /// The shadow the bottle throws along the ground: `lean` sideways and `length` downwards for
    /// each share of height. The light's disc makes it softer with distance.
    pub(super) fn cast(&self, canvas: &mut Canvas, (lean, length): (f32, f32), shade: Tone) {
        let (x, y) = self.foot;
        let unit = self.height;
        cast_from(canvas, (x, y, HALF_WIDTH * unit, unit), (lean, length), shade);
        if self.lid == Lid::Poured {
            let (cup_x, cup_y) = self.cup();
            let cup = (cup_x, cup_y - unit * 0.03, unit * 0.115, unit * 0.22);
            cast_from(canvas, cup, (lean, length), shade);
        }
    }
}

/// Darkens the ground where something upright throws its shadow.
fn cast_from(
    canvas: &mut Canvas,
    (x, y, half, tall): (f32, f32, f32, f32),
    (lean, length): (f32, f32),
    shade: Tone,
) {
    let (dx, dy) = (lean * tall, length * tall);
    let whole = (dx * dx + dy * dy).sqrt().max(1e-4);
    let (ux, uy) = (dx / whole, dy / whole);
    let flat = 0.24 + 0.76 * uy * uy;
    let reach = half * 2.0;
    let part = Part {
        left: x.min(x + dx) - reach,
        right: x.max(x + dx) + reach,
        top: y.min(y + dy) - reach,
        bottom: y.max(y + dy) + reach,
    };
    canvas.paint(part, |px, py, pixel| {
        let along = ((px - x) * ux + (py - y) * uy) / whole;
        let aside = ((py - y) * ux - (px - x) * uy).abs();
        let width = half * flat * (1.0 - 0.12 * ease(0.6, 0.8, along));
        let blur = half * (0.06 + 0.42 * along.max(0.0));
        let inside = 1.0 - ease(width - blur, width + blur, aside);
        let end = ease(-0.02, 0.05, along) * (1.0 - ease(0.9 - blur / half * 0.2, 1.06, along));
        let amount = inside * end * (1.0 - 0.55 * along.clamp(0.0, 1.0));
        let shaded = *pixel * shade;
        *pixel = pixel.mix(shaded, amount);
    });
}

fn contact(canvas: &mut Canvas, (x, y): (f32, f32), half: f32, strength: f32) {
    let part = Part::around(x, y, half * 3.0, half * 1.2);
    canvas.paint(part, |px, py, pixel| {
        let (dx, dy) = ((px - x) / half, (py - y) / (half * 0.27));
        let far = (dx * dx + dy * dy).sqrt();
        let tight = 1.0 - ease(0.8, 1.22, far);
        let wide = bell(far, 1.7) * (1.0 - ease(2.2, 3.0, far));
        *pixel = *pixel * (1.0 - strength * (0.55 * tight + 0.45 * wide).min(1.0));
    });
}

/// What a rounded edge takes from the width, in shares of it, so far from the end.
fn rounding(from_end: f32) -> f32 {
    let inward = ((EDGE - from_end) / EDGE).clamp(0.0, 1.0);
    EDGE / HALF_WIDTH * (1.0 - (1.0 - inward * inward).max(0.0).sqrt())
}

/// Tells whether a stroke of "16:10" is at a place of the lid.
fn written_time(across: f32, level: f32) -> bool {
    const STROKE: f32 = 0.0042;
    const STROKES: [[f32; 4]; 8] = [
        [-2.25, -1.0, -2.25, 1.0],
        [-1.1, -1.0, -1.55, 0.1],
        [0.15, -0.3, 0.15, -0.3],
        [0.15, 0.5, 0.15, 0.5],
        [0.95, -1.0, 0.95, 1.0],
        [-2.25, -1.0, -2.55, -0.7],
        [0.95, -1.0, 0.65, -0.7],
        [0.15, -0.3, 0.15, -0.3],
    ];
    // One unit of the strokes is half the height of a digit.
    const UNIT: f32 = 0.017;
    let (x, y) = (across * HALF_WIDTH * 0.82 / UNIT, (level - 0.125) / UNIT);
    if x.abs() > 3.2 || y.abs() > 1.4 {
        return false;
    }
    let width = STROKE / UNIT;
    let line = STROKES.iter().any(|[ax, ay, bx, by]| {
        let (lx, ly) = (bx - ax, by - ay);
        let share = ((x - ax) * lx + (y - ay) * ly) / (lx * lx + ly * ly).max(1e-6);
        let share = share.clamp(0.0, 1.0);
        let (dx, dy) = (x - ax - lx * share, y - ay - ly * share);
        dx * dx + dy * dy < width * width
    });
    let ring = |cx: f32, cy: f32, rx: f32, ry: f32| {
        let far = (((x - cx) / rx) * ((x - cx) / rx) + ((y - cy) / ry) * ((y - cy) / ry)).sqrt();
        (far - 1.0).abs() < width / rx.min(ry)
    };
    line || ring(-1.05, 0.4, 0.55, 0.6) || ring(2.05, 0.0, 0.6, 1.0)
}

//! What landscapes are made of: ridges in the haze, firs, stars, still water.

use super::canvas::{Canvas, Part};
use super::noise::{Noise, whole};
use super::tone::{Gradient, Tone, bell, ease};
use model::unit::Seed;

/// One ridge of hills or mountains, from its crest down.
pub(super) struct Ridge {
    pub(super) seed: Seed,
    /// The height of the lowest saddle on the canvas.
    pub(super) base: f32,
    /// How far the highest peak rises above it.
    pub(super) rise: f32,
    /// Peaks across the canvas, roughly.
    pub(super) peaks: f32,
    /// How rough: layers of ever finer detail.
    pub(super) detail: u32,
    pub(super) form: Form,
    /// Its tone at the crest, and what it fades into within `depth`.
    pub(super) crest: Tone,
    pub(super) haze: Tone,
    pub(super) depth: f32,
}

/// What a ridge looks like against the sky.
#[derive(Clone, Copy)]
pub(super) enum Form {
    Mountains,
    Hills,
}

impl Ridge {
    /// Returns the height of the crest above a place across the canvas.
    pub(super) fn crest_at(&self, x: f32) -> f32 {
        let noise = Noise::new(self.seed);
        let along = x * self.peaks;
        let rise = match self.form {
            Form::Mountains => noise.crests(along, 0.5, self.detail),
            Form::Hills => noise.layered(along, 0.5, self.detail),
        };
        self.base - self.rise * rise
    }

    pub(super) fn paint(&self, canvas: &mut Canvas) {
        let side = canvas.side();
        let crests: Vec<f32> =
            (0..side).map(|across| self.crest_at((across as f32 + 0.5) / side as f32)).collect();
        let sharp = side as f32;
        canvas.paint(Part::below(self.base - self.rise * 1.1), |x, y, pixel| {
            let crest = crests.get((x * sharp) as usize).copied().unwrap_or(1.0);
            let inside = ((y - crest) * sharp + 0.5).clamp(0.0, 1.0);
            if inside > 0.0 {
                // The haze lies level in the valley, and thins a little up each slope.
                let level = ease(self.base - self.rise * 0.7, self.base + self.depth, y);
                let slope = ease(0.0, self.depth * 1.6, y - crest);
                let tone = self.crest.mix(self.haze, (level * 0.65 + slope * 0.35).min(1.0));
                *pixel = pixel.mix(tone, inside);
            }
        });
    }

    /// Sets firs along the crest; each is `tall`, more or less, and fades like the ridge.
    pub(super) fn plant(&self, canvas: &mut Canvas, count: u32, tall: f32, gap: (f32, f32)) {
        for tree in 0..count {
            let choice = |n: u64| self.seed.unit(u64::from(tree) * 8 + n) as f32;
            let x = (tree as f32 + choice(1) * 1.4) / count as f32;
            if x > gap.0 && x < gap.1 {
                continue;
            }
            let height = tall * (0.45 + 0.75 * choice(2) * choice(2) + 0.2 * choice(3));
            let foot = self.crest_at(x) + height * 0.12;
            let (crest, haze) = (self.crest, self.haze);
            let depth = self.depth;
            let base = self.base;
            fir(canvas, (x, foot), height, 0.2 + 0.05 * choice(4), |_, y| {
                crest.mix(haze, 0.65 * ease(base - tall, base + depth, y))
            });
        }
    }
}

/// Paints one fir; `tint` says its tone by how far across (-1 to 1) and down the canvas.
pub(super) fn fir(
    canvas: &mut Canvas,
    (x, foot): (f32, f32),
    height: f32,
    slender: f32,
    tint: impl Fn(f32, f32) -> Tone,
) {
    let half = height * slender;
    let tiers = 9.0;
    let part = Part { left: x - half, right: x + half, top: foot - height, bottom: foot };
    let ragged = Noise::new(Seed(u64::from(x.to_bits())));
    canvas.shape(part, |px, py| {
        let down = (py - foot + height) / height;
        if !(0.0..=1.0).contains(&down) {
            return None;
        }
        let across = (px - x) / half;
        let tier = down * tiers + 0.22 * across.abs() + ragged.at(across * 3.0, down * 4.0) * 0.5;
        let branch = tier - whole(tier) as f32;
        let frayed = 0.10 * (ragged.at(across * 14.0, down * 60.0) - 0.5);
        let width = (0.05 + 0.95 * down) * (0.60 + 0.40 * branch) + frayed * down;
        (across.abs() < width.min(1.0)).then(|| tint(across, py))
    });
}

/// Scatters stars over the upper sky; they thin out towards `horizon`.
pub(super) fn stars(canvas: &mut Canvas, seed: Seed, count: u32, horizon: f32, tint: Tone) {
    for star in 0..count {
        let choice = |n: u64| seed.unit(u64::from(star) * 6 + n) as f32;
        let (x, y) = (choice(0), horizon * choice(1));
        let fade = 1.0 - ease(0.45 * horizon, horizon, y);
        // Few bright stars and many faint ones.
        let bright = choice(2) * choice(2) * choice(2);
        let radius = 0.00042 + 0.0006 * bright;
        let light = tint * ((0.10 + 1.1 * bright) * fade);
        canvas.paint(Part::around(x, y, radius * 3.0, radius * 3.0), |px, py, pixel| {
            let far = ((px - x) * (px - x) + (py - y) * (py - y)) / (radius * radius);
            *pixel = *pixel + light * (1.0 / (1.0 + far * far));
        });
    }
}

/// Lays still water under `shore`: what stands above it upside down, broken by ripples that grow
/// towards the eye, and deeper in tone with the distance to the shore.
pub(super) fn water(canvas: &mut Canvas, shore: f32, seed: Seed, depth: &Gradient) {
    let above = canvas.clone();
    let noise = Noise::new(seed);
    canvas.paint(Part::below(shore), |x, y, pixel| {
        let near = (y - shore) / (1.0 - shore);
        let stretch = 6.0 + 150.0 * (1.0 - near) * (1.0 - near);
        let wave = noise.at(x * (5.0 + 9.0 * (1.0 - near)), (y - shore) * stretch * 4.0) - 0.5;
        let fine = noise.at(x * 26.0, (y - shore) * stretch * 11.0 + 50.0) - 0.5;
        let shift = (wave * 0.75 + fine * 0.25) * (0.004 + 0.05 * near);
        let mirrored = shore - (y - shore) * 0.94 - shift.abs() * 1.2;
        let seen = above.at((x + shift * 0.35).clamp(0.0, 1.0), mirrored.max(0.0));
        let deep = depth.at(near);
        let glint = 1.0 + wave * 0.22 * (1.0 - near);
        *pixel = seen.mix(deep, 0.18 + 0.5 * near) * glint;
    });
}

/// Thin streaks of cloud between two heights, lit from below.
pub(super) fn clouds(canvas: &mut Canvas, seed: Seed, (top, bottom): (f32, f32), tint: Tone) {
    let noise = Noise::new(seed);
    canvas.paint(Part { top, bottom, ..Part::ALL }, |x, y, pixel| {
        let streak = noise.layered(x * 2.4 + y * 3.0, y * 34.0, 4);
        let within = ease(top, top + 0.09, y) * (1.0 - ease(bottom - 0.06, bottom, y));
        let amount = ease(0.52, 0.80, streak) * within * 0.45;
        *pixel = pixel.mix(tint, amount);
    });
}

/// A level veil of mist around a height.
pub(super) fn mist(
    canvas: &mut Canvas,
    level: f32,
    half: f32,
    tint: Tone,
    strength: f32,
    seed: Seed,
) {
    let noise = Noise::new(seed);
    canvas.paint(
        Part { top: level - half * 2.5, bottom: level + half * 2.5, ..Part::ALL },
        |x, y, pixel| {
            let drift = noise.layered(x * 3.0, y * 14.0, 3);
            let amount = bell(y - level, half) * (0.35 + 0.9 * drift) * strength;
            *pixel = pixel.mix(tint, amount.min(1.0));
        },
    );
}

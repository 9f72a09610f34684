//! Soft irregularity: the same for the same seed, on every machine.

use model::unit::Seed;

/// A field of values from 0 to 1 that change smoothly from place to place.
#[derive(Clone, Copy)]
pub(super) struct Noise(u32);

impl Noise {
    pub(super) fn new(seed: Seed) -> Self {
        Self(seed.draw(0) as u32)
    }

    /// Returns the value of one cell, independent of its neighbours' (`lowbias32`, Wellons 2018).
    pub(super) fn cell(self, across: i32, down: i32) -> f32 {
        (self.bits(across, down) >> 8) as f32 / 16_777_216.0
    }

    /// Returns 32 well-mixed bits for one cell.
    pub(super) fn bits(self, across: i32, down: i32) -> u32 {
        let place = across.cast_unsigned().wrapping_mul(0x9E37_79B1)
            ^ down.cast_unsigned().wrapping_mul(0x85EB_CA77);
        let mut mixed = place.wrapping_add(self.0);
        mixed = (mixed ^ (mixed >> 16)).wrapping_mul(0x7FEB_352D);
        mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x846C_A68B);
        mixed ^ (mixed >> 16)
    }

    /// Returns the smooth value at a place; cells are one unit wide.
    pub(super) fn at(self, x: f32, y: f32) -> f32 {
        let (across, down) = (whole(x), whole(y));
        let (left, top) = (across as f32, down as f32);
        let soft = |share: f32| share * share * (3.0 - 2.0 * share);
        let (right_share, low_share) = (soft(x - left), soft(y - top));
        let row = |down| {
            let near = self.cell(across, down);
            near + (self.cell(across + 1, down) - near) * right_share
        };
        let high = row(down);
        high + (row(down + 1) - high) * low_share
    }

    /// Returns several fields at once, each twice as fine and half as strong as the one before.
    pub(super) fn layered(self, x: f32, y: f32, layers: u32) -> f32 {
        let (mut sum, mut strength, mut scale) = (0.0, 0.5, 1.0);
        for layer in 0..layers {
            let shift = layer as f32 * 17.3;
            sum += strength * self.at(x * scale + shift, y * scale - shift);
            strength *= 0.5;
            scale *= 2.03;
        }
        // The strengths add up to 1 - strength·2 at this point.
        sum / (1.0 - 2.0 * strength)
    }

    /// Returns sharp crests, as of mountains: fields folded at their middle.
    pub(super) fn crests(self, x: f32, y: f32, layers: u32) -> f32 {
        let (mut sum, mut strength, mut scale) = (0.0, 0.5, 1.0);
        for layer in 0..layers {
            let shift = layer as f32 * 31.7;
            let folded = 1.0 - (2.0 * self.at(x * scale + shift, y * scale) - 1.0).abs();
            sum += strength * folded * folded;
            strength *= 0.47;
            scale *= 2.11;
        }
        sum
    }
}

/// Returns the whole number at or below; several times faster than `f32::floor` where that is a
/// call, and this runs millions of times for each picture.
pub(super) fn whole(number: f32) -> i32 {
    let toward_zero = number as i32;
    toward_zero - i32::from(toward_zero as f32 > number)
}

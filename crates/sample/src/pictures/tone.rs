//! Light as red, green and blue in linear amounts, so that glows and shadows add up as they do
//! outdoors, and gradients that run through `OKLab` so that their middle does not turn grey.

use std::ops::{Add, Mul};

/// An amount of light; 1 is the white of the picture, more is brighter than it can show.
#[derive(Clone, Copy, Default)]
pub(super) struct Tone {
    pub(super) r: f32,
    pub(super) g: f32,
    pub(super) b: f32,
}

/// Returns the light of an sRGB colour written as `0xrrggbb`.
pub(super) fn tone(srgb: u32) -> Tone {
    let [_, r, g, b] =
        srgb.to_be_bytes().map(|byte| LINEAR.get(usize::from(byte)).copied().unwrap_or(1.0));
    Tone { r, g, b }
}

impl Tone {
    pub(super) fn mix(self, other: Self, share: f32) -> Self {
        self * (1.0 - share) + other * share
    }
}

impl Add for Tone {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { r: self.r + other.r, g: self.g + other.g, b: self.b + other.b }
    }
}

impl Mul<f32> for Tone {
    type Output = Self;
    fn mul(self, amount: f32) -> Self {
        Self { r: self.r * amount, g: self.g * amount, b: self.b * amount }
    }
}

/// Light on a surface of this colour.
impl Mul for Tone {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self { r: self.r * other.r, g: self.g * other.g, b: self.b * other.b }
    }
}

/// Colours along a line from 0 to 1.
pub(super) struct Gradient(Vec<(f32, [f32; 3])>);

impl Gradient {
    /// Takes places in rising order with the sRGB colour there.
    pub(super) fn new(stops: &[(f32, u32)]) -> Self {
        Self(stops.iter().map(|(place, srgb)| (*place, to_oklab(tone(*srgb)))).collect())
    }

    pub(super) fn at(&self, place: f32) -> Tone {
        let after = self.0.partition_point(|(stop, _)| *stop <= place);
        let right = self.0.get(after).or(self.0.last());
        let left = self.0.get(after.saturating_sub(1)).or(right);
        let (Some((from, a)), Some((to, b))) = (left, right) else {
            return Tone::default();
        };
        let share = ease(*from, *to, place);
        let ([al, aa, ab], [bl, ba, bb]) = (*a, *b);
        from_oklab([al + (bl - al) * share, aa + (ba - aa) * share, ab + (bb - ab) * share])
    }
}

/// Returns 0 before `from`, 1 after `to`, and a soft rise between them.
pub(super) fn ease(from: f32, to: f32, at: f32) -> f32 {
    let share = ((at - from) / (to - from).max(1e-6)).clamp(0.0, 1.0);
    share * share * (3.0 - 2.0 * share)
}

/// Returns a bell around 0 that is a third of its height at `width`, and 0 from 2.8 widths on:
/// `exp(-x²)` by its limit `(1 - x²/8)⁸`, because this runs for most pixels.
pub(super) fn bell(at: f32, width: f32) -> f32 {
    let far = at / width;
    let once = (1.0 - far * far * 0.125).max(0.0);
    let twice = once * once;
    let four_times = twice * twice;
    four_times * four_times
}

/// Returns the share of sRGB's range, 0 to 255, for an amount of light (IEC 61966-2-1).
pub(super) fn to_srgb(light: f32) -> f32 {
    255.0
        * if light <= 0.003_130_8 {
            light * 12.92
        } else {
            1.055 * libm::powf(light, 1.0 / 2.4) - 0.055
        }
}

/// The light of each 8-bit sRGB value, ready before the first pixel is painted.
#[expect(clippy::indexing_slicing, reason = "computed by the compiler, which checks the index")]
const LINEAR: [f32; 256] = {
    let mut table = [0.0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = to_linear(byte as f64 / 255.0);
        byte += 1;
    }
    table
};

/// IEC 61966-2-1. The power 2.4 is a square and two fifth roots, found by Newton's steps.
const fn to_linear(share: f64) -> f32 {
    if share <= 0.040_45 {
        return (share / 12.92) as f32;
    }
    let base = (share + 0.055) / 1.055;
    let mut root = 1.0;
    let mut step = 0;
    while step < 20 {
        root -= (root - base / (root * root * root * root)) / 5.0;
        step += 1;
    }
    (base * base * root * root) as f32
}

/// `OKLab`, Björn Ottosson 2020.
fn to_oklab(light: Tone) -> [f32; 3] {
    let Tone { r, g, b } = light;
    let long = libm::cbrtf(0.412_221_46 * r + 0.536_332_55 * g + 0.051_445_995 * b);
    let medium = libm::cbrtf(0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b);
    let short = libm::cbrtf(0.088_302_46 * r + 0.281_718_85 * g + 0.629_978_7 * b);
    [
        0.210_454_26 * long + 0.793_617_8 * medium - 0.004_072_047 * short,
        1.977_998_5 * long - 2.428_592_2 * medium + 0.450_593_7 * short,
        0.025_904_037 * long + 0.782_771_77 * medium - 0.808_675_77 * short,
    ]
}

fn from_oklab([lightness, green_red, blue_yellow]: [f32; 3]) -> Tone {
    let cube = |root: f32| root * root * root;
    let long = cube(lightness + 0.396_337_78 * green_red + 0.215_803_76 * blue_yellow);
    let medium = cube(lightness - 0.105_561_346 * green_red - 0.063_854_17 * blue_yellow);
    let short = cube(lightness - 0.089_484_18 * green_red - 1.291_485_5 * blue_yellow);
    Tone {
        r: (4.076_741_7 * long - 3.307_711_6 * medium + 0.230_969_94 * short).max(0.0),
        g: (-1.268_438 * long + 2.609_757_4 * medium - 0.341_319_38 * short).max(0.0),
        b: (-0.004_196_086 * long - 0.703_418_6 * medium + 1.707_614_7 * short).max(0.0),
    }
}

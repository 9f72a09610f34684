//! Distances between colours and contrast between ink and ground.

use model::colour::Colour;
use model::unit::DeltaE;

/// A colour in CIE L\*a\*b\* under D65, where equal distances look roughly equal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lab {
    /// Lightness, 0 to 100.
    pub l: f64,
    /// Green to red.
    pub a: f64,
    /// Blue to yellow.
    pub b: f64,
}

/// Linear sRGB to XYZ, each row divided by the D65 white's X, Y and Z.
const RGB_TO_XYZ: [[f64; 3]; 3] = [
    [0.412_456_4 / 0.950_47, 0.357_576_1 / 0.950_47, 0.180_437_5 / 0.950_47],
    [0.212_672_9, 0.715_152_2, 0.072_175],
    [0.019_333_9 / 1.088_83, 0.119_192 / 1.088_83, 0.950_304_1 / 1.088_83],
];

impl Lab {
    /// Converts an sRGB colour (IEC 61966-2-1 transfer curve, D65 white).
    pub fn of(colour: Colour) -> Self {
        let light = [colour.r, colour.g, colour.b].map(linear);
        let [fx, fy, fz] = RGB_TO_XYZ.map(|[red, green, blue]| {
            let [r, g, b] = light;
            lightness_curve(red * r + green * g + blue * b)
        });
        Self { l: 116.0 * fy - 16.0, a: 500.0 * (fx - fy), b: 200.0 * (fy - fz) }
    }

    fn chroma(self) -> f64 {
        libm::hypot(self.a, self.b)
    }
}

/// Returns the CIEDE2000 distance of two colours in Lab (Sharma, Wu and Dalal 2005).
pub fn ciede2000(one: Lab, two: Lab) -> DeltaE {
    let g = 0.5 * (1.0 - chroma_damping(f64::midpoint(one.chroma(), two.chroma())));
    let [(c1, h1), (c2, h2)] = [one, two].map(|lab| adjusted_chroma_and_hue(lab, g));

    let delta_l = two.l - one.l;
    let delta_c = c2 - c1;
    let delta_h = 2.0 * (c1 * c2).sqrt() * sin_degrees(hue_difference(c1 * c2, h1, h2) / 2.0);

    let mean_l = f64::midpoint(one.l, two.l);
    let mean_c = f64::midpoint(c1, c2);
    let mean_h = mean_hue(c1 * c2, h1, h2);
    let hue_weight = 1.0 - 0.17 * cos_degrees(mean_h - 30.0)
        + 0.24 * cos_degrees(2.0 * mean_h)
        + 0.32 * cos_degrees(3.0 * mean_h + 6.0)
        - 0.20 * cos_degrees(4.0 * mean_h - 63.0);

    let offset = (mean_l - 50.0) * (mean_l - 50.0);
    let l_term = delta_l / (1.0 + 0.015 * offset / (20.0 + offset).sqrt());
    let c_term = delta_c / (1.0 + 0.045 * mean_c);
    let h_term = delta_h / (1.0 + 0.015 * mean_c * hue_weight);

    let bell = (mean_h - 275.0) / 25.0;
    let turn = 60.0 * libm::exp(-bell * bell);
    let rotation = -sin_degrees(turn) * 2.0 * chroma_damping(mean_c);
    let squared = l_term * l_term + c_term * c_term + h_term * h_term + rotation * c_term * h_term;
    DeltaE(squared.max(0.0).sqrt())
}

/// Returns the CIEDE2000 distance of two sRGB colours.
pub fn distance(one: Colour, two: Colour) -> DeltaE {
    ciede2000(Lab::of(one), Lab::of(two))
}

/// Returns the relative luminance of a colour, 0 to 1 (WCAG 2.2).
pub fn luminance(colour: Colour) -> f64 {
    let [r, g, b] = [colour.r, colour.g, colour.b].map(linear);
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Returns the contrast ratio of ink and ground, 1 to 21, in either order (WCAG 2.2, 1.4.3).
pub fn contrast(ink: Colour, ground: Colour) -> f64 {
    let (one, two) = (luminance(ink) + 0.05, luminance(ground) + 0.05);
    one.max(two) / one.min(two)
}

fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.040_45 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
}

fn lightness_curve(t: f64) -> f64 {
    // The linear part near black begins at (6/29)³.
    const EDGE: f64 = 216.0 / 24_389.0;
    if t > EDGE { libm::cbrt(t) } else { (24_389.0 / 27.0 * t + 16.0) / 116.0 }
}

/// √(C⁷ / (C⁷ + 25⁷)), which stands in the formula twice.
fn chroma_damping(chroma: f64) -> f64 {
    const TWENTY_FIVE_TO_THE_SEVENTH: f64 = 6_103_515_625.0;
    let seventh = chroma.powi(7);
    (seventh / (seventh + TWENTY_FIVE_TO_THE_SEVENTH)).sqrt()
}

fn adjusted_chroma_and_hue(lab: Lab, g: f64) -> (f64, f64) {
    let a = (1.0 + g) * lab.a;
    let hue = if a == 0.0 && lab.b == 0.0 { 0.0 } else { libm::atan2(lab.b, a).to_degrees() };
    (libm::hypot(a, lab.b), if hue < 0.0 { hue + 360.0 } else { hue })
}

fn hue_difference(chroma_product: f64, h1: f64, h2: f64) -> f64 {
    match h2 - h1 {
        _ if chroma_product == 0.0 => 0.0,
        far if far > 180.0 => far - 360.0,
        far if far < -180.0 => far + 360.0,
        near => near,
    }
}

fn mean_hue(chroma_product: f64, h1: f64, h2: f64) -> f64 {
    let sum = h1 + h2;
    if chroma_product == 0.0 {
        sum
    } else if (h1 - h2).abs() <= 180.0 {
        sum / 2.0
    } else if sum < 360.0 {
        f64::midpoint(sum, 360.0)
    } else {
        (sum - 360.0) / 2.0
    }
}

fn sin_degrees(degrees: f64) -> f64 {
    libm::sin(degrees.to_radians())
}

fn cos_degrees(degrees: f64) -> f64 {
    libm::cos(degrees.to_radians())
}

#[cfg(test)]
mod tests;

//! Whether ink can be read on its ground.

use model::colour::Colour;

/// The least contrast of words on a plain ground: WCAG 2.2, 1.4.3 (AA, normal text).
pub const READABLE: f64 = 4.5;

/// The least contrast at which a shape is told from its ground: WCAG 2.2, 1.4.11 asks 3; a button
/// also has words, so half of the way from "same" is enough to see it.
pub(crate) const VISIBLE: f64 = 1.7;

/// Returns the relative luminance of WCAG 2.2, 0 for black and 1 for white.
pub fn luminance(colour: Colour) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.04045 { share / 12.92 } else { libm::pow((share + 0.055) / 1.055, 2.4) }
    };
    0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)
}

/// Returns the contrast ratio of WCAG 2.2, 1 to 21.
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Returns whether light words are the better choice on `ground`.
pub fn is_dark(ground: Colour) -> bool {
    contrast(ground, Colour::WHITE) > contrast(ground, Colour::BLACK)
}

/// Returns the first of `inks` that can be read on `ground`; black or white when none can. One of
/// the two always reaches 4.58, so the answer is always readable.
pub fn readable(ground: Colour, inks: &[Colour]) -> Colour {
    let fallback = if is_dark(ground) { Colour::WHITE } else { Colour::BLACK };
    inks.iter().copied().find(|ink| contrast(ground, *ink) >= READABLE).unwrap_or(fallback)
}

/// Mixes `share` of `over` into `under`.
pub(crate) fn mix(under: Colour, over: Colour, share: f64) -> Colour {
    let channel = |u: u8, o: u8| {
        let mixed = f64::from(u) * (1.0 - share) + f64::from(o) * share;
        mixed.round().clamp(0.0, 255.0) as u8
    };
    Colour { r: channel(under.r, over.r), g: channel(under.g, over.g), b: channel(under.b, over.b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_has_the_values_of_the_standard() {
        assert!((contrast(Colour::BLACK, Colour::WHITE) - 21.0).abs() < 1e-9);
        let grey = Colour::parse("#767676").unwrap();
        assert!(contrast(grey, Colour::WHITE) >= READABLE);
        let lighter = Colour::parse("#777777").unwrap();
        assert!(contrast(lighter, Colour::WHITE) < READABLE);
    }

    #[test]
    fn every_ground_has_a_readable_ink() {
        for r in (0..=255).step_by(15) {
            for g in (0..=255).step_by(15) {
                for b in (0..=255).step_by(15) {
                    let ground = Colour { r, g, b };
                    assert!(contrast(ground, readable(ground, &[ground])) >= READABLE);
                }
            }
        }
    }
}

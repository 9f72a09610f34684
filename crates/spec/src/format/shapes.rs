//! Shapes that a format takes besides that of its size.

use crate::read::cell;

/// Shapes from the narrowest to the widest; the same twice where it is one shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// Width over height of the narrowest.
    pub narrowest: f64,
    /// Width over height of the widest.
    pub widest: f64,
}

impl Shape {
    /// Reads `16:9`, `1.91`, or `4:5..1.91:1` in either order.
    pub fn parse(text: &str) -> Option<Self> {
        let (one, other) = text.split_once("..").unwrap_or((text, text));
        let (one, other) = (ratio(one)?, ratio(other)?);
        Some(Self { narrowest: one.min(other), widest: one.max(other) })
    }

    /// Tells whether a picture of this shape is taken, give or take so many per cent.
    pub fn accepts(&self, ratio: f64, tolerance_pct: f64) -> bool {
        // Room for arithmetic alone: no two real sizes are this close.
        let room = tolerance_pct / 100.0 + 1e-6;
        ratio >= self.narrowest * (1.0 - room) && ratio <= self.widest * (1.0 + room)
    }
}

impl std::fmt::Display for Shape {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let rounded = |ratio: f64| (ratio * 1000.0).round() / 1000.0;
        if self.narrowest < self.widest {
            write!(f, "{} to {}", rounded(self.narrowest), rounded(self.widest))
        } else {
            write!(f, "{}", rounded(self.widest))
        }
    }
}

fn ratio(text: &str) -> Option<f64> {
    let (width, height) = text.trim().split_once(':').unwrap_or((text.trim(), "1"));
    let side =
        |text: &str| cell::number(text.trim()).filter(|side| (0.01..=100_000.0).contains(side));
    Some(side(width)? / side(height)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_or_an_interval_of_them() {
        let feed = Shape::parse("1.91:1..4:5").unwrap();
        assert!(feed.accepts(0.8, 0.0) && feed.accepts(1.91, 0.0) && feed.accepts(1.0, 0.0));
        assert!(!feed.accepts(0.5625, 1.0) && feed.accepts(0.795, 1.0));
        assert_eq!(feed.to_string(), "0.8 to 1.91");
        let wide = Shape::parse("16:9").unwrap();
        assert!(wide.accepts(1920.0 / 1080.0, 0.0) && !wide.accepts(1.6, 1.0));
    }

    #[test]
    fn what_is_no_shape_is_refused() {
        for text in ["", "wide", "16:0", "..1", "16:9:1"] {
            assert_eq!(Shape::parse(text), None, "{text}");
        }
    }
}

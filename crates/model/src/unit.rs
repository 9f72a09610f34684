//! Measures with their unit in the type.

use serde::{Deserialize, Serialize};
use std::fmt;

pub use jiff::Timestamp;
pub use jiff::civil::Date;

macro_rules! measures {
    ($($(#[$doc:meta])* $name:ident $unit:literal),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub f64);
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let rounded = (self.0 * 100.0).round() / 100.0;
                write!(f, "{rounded}{}", $unit)
            }
        }
    )*};
}

measures! {
    /// Seconds of media or of clock time.
    Secs " s",
    /// Integrated or short-term loudness, ITU-R BS.1770.
    Lufs " LUFS",
    /// True peak, decibels relative to full scale.
    DbTp " dBTP",
    /// A share between 0 and 1.
    Ratio "",
    /// A distance between colours, CIEDE2000.
    DeltaE " ΔE00",
}

/// Frames per second as a fraction, because 29.97 is 30000/1001.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FrameRate {
    /// Frames.
    pub num: u32,
    /// In so many seconds.
    pub den: u32,
}

impl FrameRate {
    /// Returns frames per second.
    pub fn fps(self) -> f64 {
        f64::from(self.num) / f64::from(self.den.max(1))
    }

    /// Returns how long `frames` last.
    pub fn duration(self, frames: u64) -> Secs {
        Secs(frames as f64 * f64::from(self.den) / f64::from(self.num.max(1)))
    }
}

impl fmt::Display for FrameRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.den == 1 {
            write!(f, "{}", self.num)
        } else {
            write!(f, "{}/{}", self.num, self.den)
        }
    }
}

/// A width and a height in pixels.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Size {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl Size {
    /// Returns width over height.
    pub fn aspect(self) -> f64 {
        f64::from(self.width) / f64::from(self.height.max(1))
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}×{}", self.width, self.height)
    }
}

/// A rectangle of displayed pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Region {
    /// Pixels from the left edge.
    pub x: u32,
    /// Pixels from the top edge.
    pub y: u32,
    /// Pixels across.
    pub w: u32,
    /// Pixels down.
    pub h: u32,
}

impl Region {
    /// Returns the smallest rectangle that holds both.
    #[must_use]
    pub fn around(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = self.x.saturating_add(self.w).max(other.x.saturating_add(other.w));
        let bottom = self.y.saturating_add(self.h).max(other.y.saturating_add(other.h));
        Self { x, y, w: right - x, h: bottom - y }
    }
}

/// An ISO 4217 currency code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(String);

impl Currency {
    /// Returns the currency if `text` is three capital letters.
    pub fn parse(text: &str) -> Option<Self> {
        (text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()))
            .then(|| Self(text.to_owned()))
    }

    /// Returns the three letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns how many minor units make one: ISO 4217 lists currencies without a minor unit, and
    /// a few with a thousandth.
    pub fn minor_per_unit(&self) -> i64 {
        match self.0.as_str() {
            "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF"
            | "UGX" | "VND" | "VUV" | "XAF" | "XOF" | "XPF" => 1,
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 1000,
            _ => 100,
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is not a currency code such as EUR"))
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.0
    }
}

/// An amount in minor units (cents) of one currency.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Cents, pence, or whole units where the currency has no smaller one.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let per = self.currency.minor_per_unit();
        let sign = if self.minor < 0 { "−" } else { "" };
        let (whole, rest) = (self.minor.abs() / per, self.minor.abs() % per);
        match per {
            1 => write!(f, "{sign}{whole} {}", self.currency.0),
            1000 => write!(f, "{sign}{whole}.{rest:03} {}", self.currency.0),
            _ => write!(f, "{sign}{whole}.{rest:02} {}", self.currency.0),
        }
    }
}

/// A seed for choices that are random by design and repeatable by promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seed(pub u64);

impl Seed {
    /// Returns a well-mixed number for the `n`th choice (SplitMix64, Steele et al. 2014).
    pub fn draw(self, n: u64) -> u64 {
        let mut z = self.0.wrapping_add(n.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Returns a number in `0.0..1.0` for the `n`th choice.
    pub fn unit(self, n: u64) -> f64 {
        (self.draw(n) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_prints_in_its_own_minor_units() {
        let print =
            |minor, code| Money { minor, currency: Currency::parse(code).unwrap() }.to_string();
        assert_eq!(print(-1205, "EUR"), "−12.05 EUR");
        assert_eq!(print(1205, "JPY"), "1205 JPY");
        assert_eq!(print(1205, "KWD"), "1.205 KWD");
    }

    #[test]
    fn ntsc_frames_have_their_exact_length() {
        let ntsc = FrameRate { num: 30000, den: 1001 };
        assert!((ntsc.duration(30000).0 - 1001.0).abs() < 1e-9);
    }
}

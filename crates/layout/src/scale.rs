//! How large words may be and must be, by role and size of the picture.

use crate::room::Sheet;
use model::unit::Size;

/// Shorter sides below this carry no second line: a banner has room for one thought. Pixels.
pub const SHORTEST_WITH_LINE: u32 = 400;

/// What words are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Headline,
    Line,
    Cta,
    Legal,
}

/// From which size to which, pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sizes {
    pub(crate) largest: u32,
    pub(crate) smallest: u32,
}

/// Returns whether the second line is shown in `size`.
pub fn carries_line(size: Size) -> bool {
    size.width.min(size.height) >= SHORTEST_WITH_LINE
}

/// Returns the sizes of a role on a sheet. Shares are of the geometric mean of the sides, because a
/// long thin banner is read from as near as a square of its area. The floors are what a person can
/// read on a screen: 9 px for the smallest words.
pub(crate) fn sizes(role: Role, sheet: &Sheet) -> Sizes {
    let mean = (sheet.whole.w * sheet.whole.h).sqrt().min(sheet.short * 2.4);
    let (largest, smallest, floor) = match role {
        Role::Headline => (0.108, 0.042, 11.0),
        Role::Line => (0.042, 0.026, 10.0),
        Role::Cta => (0.039, 0.022, 9.0),
        Role::Legal => (0.0205, 0.016, 9.0),
    };
    let smallest = (mean * smallest).max(floor);
    let largest = (mean * largest).max(floor * 1.35).max(smallest);
    Sizes { largest: largest.round() as u32, smallest: smallest.floor() as u32 }
}

//! Rectangles while they are being divided, and the room a format leaves.

use model::unit::{Region, Size};
use spec::format::SafeMargins;

/// A rectangle in pixels, not yet rounded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Room {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) w: f64,
    pub(crate) h: f64,
}

impl Room {
    pub(crate) fn whole(size: Size) -> Self {
        Self { x: 0.0, y: 0.0, w: f64::from(size.width), h: f64::from(size.height) }
    }

    pub(crate) fn right(self) -> f64 {
        self.x + self.w
    }

    pub(crate) fn bottom(self) -> f64 {
        self.y + self.h
    }

    /// Takes `by` away on every side.
    pub(crate) fn inset(self, by: f64) -> Self {
        self.trim(by, by, by, by)
    }

    /// Grows by `by` on every side; may reach over the canvas only where `within` does.
    pub(crate) fn outset(self, by: f64, within: Self) -> Self {
        self.trim(-by, -by, -by, -by).clipped(within)
    }

    /// Takes away from top, right, bottom and left.
    pub(crate) fn trim(self, top: f64, right: f64, bottom: f64, left: f64) -> Self {
        Self {
            x: self.x + left,
            y: self.y + top,
            w: (self.w - left - right).max(0.0),
            h: (self.h - top - bottom).max(0.0),
        }
    }

    pub(crate) fn clipped(self, to: Self) -> Self {
        let (x, y) = (self.x.max(to.x), self.y.max(to.y));
        let (right, bottom) = (self.right().min(to.right()), self.bottom().min(to.bottom()));
        Self { x, y, w: (right - x).max(0.0), h: (bottom - y).max(0.0) }
    }

    /// Rounds to whole pixels that lie inside.
    pub(crate) fn within(self) -> Region {
        let (x, y) = (self.x.ceil().max(0.0), self.y.ceil().max(0.0));
        let (right, bottom) = (self.right().floor().max(x), self.bottom().floor().max(y));
        Region { x: x as u32, y: y as u32, w: (right - x) as u32, h: (bottom - y) as u32 }
    }

    /// Rounds to whole pixels so that neighbours meet without a seam.
    pub(crate) fn meeting(self) -> Region {
        let (x, y) = (self.x.round().max(0.0), self.y.round().max(0.0));
        let (right, bottom) = (self.right().round().max(x), self.bottom().round().max(y));
        Region { x: x as u32, y: y as u32, w: (right - x) as u32, h: (bottom - y) as u32 }
    }
}

/// A canvas with what may be written on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sheet {
    pub(crate) size: Size,
    /// Everything.
    pub(crate) whole: Room,
    /// Where words and logo stand: inside what the platform leaves free, with a margin to the edge.
    pub(crate) content: Room,
    /// The margin.
    pub(crate) margin: f64,
    /// The shorter side.
    pub(crate) short: f64,
}

impl Sheet {
    pub(crate) fn new(size: Size, safe: &SafeMargins) -> Self {
        let whole = Room::whole(size);
        let short = whole.w.min(whole.h);
        let margin = (short * 0.062).max(5.0);
        let safe = safe_room(whole, safe);
        let content = whole.inset(margin).clipped(safe.inset(margin * 0.35));
        Self { size, whole, content, margin, short }
    }
}

/// Margins that leave less than a fifth of the picture cannot be meant for words; then nothing is
/// held back, and the gate says what is covered.
fn safe_room(whole: Room, margins: &SafeMargins) -> Room {
    let safe = whole.trim(
        f64::from(margins.top),
        f64::from(margins.right),
        f64::from(margins.bottom),
        f64::from(margins.left),
    );
    if safe.w < whole.w * 0.2 || safe.h < whole.h * 0.2 { whole } else { safe }
}

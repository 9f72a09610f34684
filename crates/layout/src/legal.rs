//! The legal line in small print.

use crate::ad::{Ad, Colours, Typeface};
use crate::contrast::{READABLE, contrast, mix, readable};
use crate::estimate::{Expected, Wanted, expected};
use crate::room::{Room, Sheet};
use crate::scale::{Role, sizes};
use crate::script::leading;
use model::canvas::{Align, Layer, TextBlock};
use model::colour::Colour;

const LEADING: f64 = 1.3;
/// A legal line that needs more is not read on a screen.
const LINES: u32 = 4;
/// A legal line that takes more of the height leaves no room for what it is about.
const MOST_HEIGHT: f64 = 0.3;
/// What logo, headline and button need at their smallest where they stand above each other, pixels.
const ABOVE: f64 = 80.0;
/// How far small print steps back from the words above it, where it stays readable.
const SOFTNESS: f64 = 0.82;

/// A legal line, sized.
#[derive(Debug, Clone)]
pub(crate) struct Legal {
    text: String,
    set: Expected,
    smallest: u32,
    pub(crate) w: f64,
    pub(crate) h: f64,
    /// What is kept free above it.
    gap: f64,
}

impl Legal {
    /// Sizes the line for a foot of `width` under logo, headline and button; none for no words, and none where it would have to be
    /// smaller than can be read: then it is the gate's to say that it is missing.
    pub(crate) fn new(text: &str, sheet: &Sheet, width: f64) -> Option<Self> {
        Self::within(text, sheet, width, (sheet.content.h - ABOVE).max(0.0) * MOST_HEIGHT)
    }

    /// Sizes the line where logo and button stand beside it.
    pub(crate) fn beside(text: &str, sheet: &Sheet, width: f64) -> Option<Self> {
        Self::within(text, sheet, width, sheet.content.h * MOST_HEIGHT)
    }

    fn within(text: &str, sheet: &Sheet, width: f64, height: f64) -> Option<Self> {
        if text.trim().is_empty() {
            return None;
        }
        let sizes = sizes(Role::Legal, sheet);
        let set = expected(Wanted {
            text,
            width,
            height,
            leading: leading(LEADING, text),
            lines: LINES,
            largest: sizes.largest,
            smallest: sizes.smallest,
        });
        set.fits.then(|| Self {
            text: text.to_owned(),
            set,
            smallest: sizes.smallest,
            w: width,
            h: set.height(leading(LEADING, text)),
            gap: sheet.margin * 0.6,
        })
    }

    /// Returns the height it takes at a foot, free room above included.
    pub(crate) fn band(&self) -> f64 {
        self.h + self.gap
    }

    /// Returns its layer, standing on `bottom` with its left edge at `x`.
    pub(crate) fn layer(
        &self,
        x: f64,
        bottom: f64,
        align: Align,
        ground: Colour,
        print: Print<'_>,
    ) -> Layer {
        Layer::Text(TextBlock {
            text: self.text.clone(),
            area: Room { x, y: bottom - self.h, w: self.w, h: self.h }.within(),
            typeface: print.typeface.clone(),
            colour: print.on(ground),
            largest: self.set.size,
            smallest: self.smallest.min(self.set.size),
            leading: leading(LEADING, &self.text),
            lines: self.set.lines,
            align,
            stand: Align::End,
        })
    }
}

/// What small print is set in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Print<'a> {
    pub(crate) typeface: &'a Typeface,
    /// The ink, where it can be read.
    pub(crate) ink: Colour,
    pub(crate) colours: Colours,
}

impl<'a> Print<'a> {
    /// Returns what the small print of an ad is set in.
    pub(crate) fn of(ad: &'a Ad) -> Self {
        Self { typeface: &ad.typefaces.body, ink: ad.colours.paper, colours: ad.colours }
    }

    /// Returns the ink on `ground`, a little softer where that can still be read.
    fn on(self, ground: Colour) -> Colour {
        let full = readable(ground, &[self.ink, self.colours.paper, self.colours.ink]);
        let soft = mix(ground, full, SOFTNESS);
        if contrast(ground, soft) >= READABLE { soft } else { full }
    }
}

/// Returns the band that a legal line takes, nothing where there is none.
pub(crate) fn band(legal: Option<&Legal>) -> f64 {
    legal.map_or(0.0, Legal::band)
}

//! The call to action as a pill.

use crate::ad::{Colours, Typeface};
use crate::contrast::{VISIBLE, contrast, readable};
use crate::estimate::ems;
use crate::room::{Room, Sheet};
use crate::scale::{Role, sizes};
use crate::script::leading;
use model::canvas::{Align, Layer, TextBlock};
use model::colour::Colour;

/// Line height of the words on it.
const LEADING: f64 = 1.2;

/// A button, sized.
#[derive(Debug, Clone)]
pub(crate) struct Button {
    text: String,
    size: u32,
    smallest: u32,
    lines: u32,
    pub(crate) w: f64,
    pub(crate) h: f64,
}

impl Button {
    /// Sizes a button for `text`, at most `width` wide; none for no words.
    pub(crate) fn new(text: &str, sheet: &Sheet, width: f64) -> Option<Self> {
        if text.trim().is_empty() {
            return None;
        }
        let sizes = sizes(Role::Cta, sheet);
        let em = ems(text);
        let one_line = (sizes.smallest..=sizes.largest)
            .rev()
            .find(|size| pill_width(em, *size) <= width)
            .map(|size| (size, 1));
        let (size, lines) = one_line.unwrap_or((sizes.smallest, 2));
        Some(Self {
            text: text.to_owned(),
            size,
            smallest: sizes.smallest,
            lines,
            w: pill_width(em, size).min(width),
            h: (f64::from(size) * (1.35 + f64::from(lines) * leading(LEADING, text))).round(),
        })
    }

    /// Returns its layers with its left top corner at `x`, `y`.
    pub(crate) fn layers(
        &self,
        x: f64,
        y: f64,
        ground: Colour,
        colours: &Colours,
        typeface: &Typeface,
    ) -> Vec<Layer> {
        let fill = fill_on(ground, colours);
        let room = Room { x, y, w: self.w, h: self.h };
        let side = f64::from(self.size) * 0.5;
        let leading = leading(LEADING, &self.text);
        let above = (self.h - f64::from(self.lines * self.size) * leading) / 2.0 - 1.0;
        let pill = room.within();
        let words = TextBlock {
            text: self.text.clone(),
            area: room.trim(above, side, above, side).within(),
            typeface: Typeface { weight: typeface.weight.max(600), ..typeface.clone() },
            colour: readable(fill, &[colours.paper, colours.ink]),
            largest: self.size,
            smallest: self.smallest,
            leading,
            lines: self.lines,
            align: Align::Centre,
            stand: Align::Centre,
        };
        let radius = pill.h / 2;
        vec![Layer::Fill { area: pill, colour: fill, opacity: 1.0, radius }, Layer::Text(words)]
    }
}

fn pill_width(em: f64, size: u32) -> f64 {
    (em * 1.04 + 2.1) * f64::from(size)
}

/// The accent, unless it would drown in the ground.
fn fill_on(ground: Colour, colours: &Colours) -> Colour {
    [colours.accent, colours.primary, colours.paper, colours.ink]
        .into_iter()
        .find(|fill| contrast(*fill, ground) >= VISIBLE)
        .unwrap_or_else(|| readable(ground, &[]))
}

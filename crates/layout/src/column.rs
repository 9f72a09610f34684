//! Strips higher than wide: picture above, words, button and logo below it.

use crate::ad::{Ad, Composition, Shape};
use crate::legal::{self, Legal, Print};
use crate::mark::Mark;
use crate::poster::{frame, photo, plain, scrim, tone};
use crate::room::{Room, Sheet};
use crate::stack::Stack;
use model::canvas::{Align, Layer};
use model::colour::Colour;

/// Heights of the picture to try, as shares of the height: words go first.
const PICTURES: [f64; 4] = [0.52, 0.44, 0.34, 0.22];

/// Returns the layers of a column.
pub(crate) fn layers(ad: &Ad, sheet: &Sheet) -> Vec<Layer> {
    let ground = match ad.motif.shape {
        Shape::Frame | Shape::None => tone(ad),
        Shape::Band | Shape::Block | Shape::Corner => ad.motif.colour,
    };
    let tries = PICTURES.map(|share| Plan::new(ad, sheet, ground, sheet.whole.h * share));
    let fitting = tries.iter().find(|plan| plan.stack.fits_well());
    let Some(plan) = fitting.or(tries.last()) else {
        return Vec::new();
    };
    let mut layers = plan.ground(ad, sheet, ground);
    layers.extend(plan.words(ad, sheet, ground));
    if ad.motif.shape == Shape::Frame {
        layers.extend(frame(sheet, ad.motif.colour));
    }
    layers
}

/// A column divided: picture, words, logo.
struct Plan {
    picture: Room,
    panel: Room,
    stack: Stack,
    mark: Option<Mark>,
    legal: Option<Legal>,
    align: Align,
}

impl Plan {
    fn new(ad: &Ad, sheet: &Sheet, ground: Colour, picture: f64) -> Self {
        let (whole, content, picture) = (sheet.whole, sheet.content, picture.round());
        let gap = sheet.margin * 1.5;
        let (picture, panel) = if ad.composition == Composition::UpperThird {
            let room = Room { y: whole.h - picture, h: picture, ..whole };
            (room, content.trim(0.0, 0.0, (content.bottom() - room.y + gap).max(0.0), 0.0))
        } else {
            let room = Room { h: picture, ..whole };
            (room, content.trim((room.bottom() + gap - content.y).max(0.0), 0.0, 0.0, 0.0))
        };
        let legal = Legal::new(&ad.legal, sheet, panel.w);
        let mark = Mark::new(ad, sheet, ground, panel.w * 0.62, panel.h * 0.16);
        let taken =
            legal::band(legal.as_ref()) + mark.map_or(0.0, |mark| mark.h + mark.clear.max(gap));
        let stack = Stack::new(ad, sheet, panel.w, panel.h - taken);
        let align =
            if ad.composition == Composition::Centre { Align::Centre } else { Align::Start };
        Self { picture, panel, stack, mark, legal, align }
    }

    fn ground(&self, ad: &Ad, sheet: &Sheet, colour: Colour) -> Vec<Layer> {
        let picture = self.picture;
        let reach = picture.h * 0.36;
        let mut layers = vec![plain(sheet.whole, colour, 0), photo(ad, picture, None)];
        if !matches!(ad.motif.shape, Shape::None | Shape::Frame) {
            return layers;
        }
        layers.push(if picture.y > sheet.whole.y {
            scrim(Room { h: reach, ..picture }, colour, 1.0, 0.0)
        } else {
            scrim(Room { y: picture.bottom() - reach, h: reach, ..picture }, colour, 0.0, 1.0)
        });
        layers
    }

    fn words(&self, ad: &Ad, sheet: &Sheet, ground: Colour) -> Vec<Layer> {
        let panel = self.panel;
        let mut layers = self.stack.layers(ad, panel.x, panel.y, self.align, ground);
        if let Some(mark) = &self.mark {
            let x = panel.x + crate::stack::beginning(self.align, panel.w, mark.w);
            let bottom = panel.bottom() - legal::band(self.legal.as_ref());
            layers.extend(mark.layers(x, bottom - mark.h, sheet));
        }
        layers.extend(
            self.legal.as_ref().map(|legal| {
                legal.layer(panel.x, panel.bottom(), self.align, ground, Print::of(ad))
            }),
        );
        layers
    }
}

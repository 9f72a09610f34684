//! Strips wider than high: picture at one end, words, button and logo beside it.

use crate::ad::{Ad, Composition, Shape};
use crate::button::Button;
use crate::legal::{self, Legal, Print};
use crate::mark::Mark;
use crate::poster::{Towards, across, frame, photo, plain, tone};
use crate::room::{Room, Sheet};
use crate::stack::Stack;
use model::canvas::{Align, Layer};
use model::colour::Colour;

/// From this height words and button stand one below the other. Pixels.
const ROOMY: f64 = 150.0;

/// Widths of the picture to try, as shares of the height: words go first.
const PICTURES: [f64; 4] = [1.75, 1.35, 1.0, 0.6];

/// Returns the layers of a bar.
pub(crate) fn layers(ad: &Ad, sheet: &Sheet) -> Vec<Layer> {
    let ground = match ad.motif.shape {
        Shape::Frame | Shape::None => tone(ad),
        Shape::Band | Shape::Block | Shape::Corner => ad.motif.colour,
    };
    let most = sheet.whole.w * 0.4;
    let tries =
        PICTURES.map(|share| Plan::new(ad, sheet, ground, (sheet.whole.h * share).min(most)));
    let fitting = tries.iter().find(|plan| plan.stack.fits());
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

/// A bar divided: where the picture ends, and what stands beside it.
struct Plan {
    picture: Room,
    panel: Room,
    stack: Stack,
    button: Option<Button>,
    mark: Option<Mark>,
    legal: Option<Legal>,
    gap: f64,
}

impl Plan {
    fn new(ad: &Ad, sheet: &Sheet, ground: Colour, picture: f64) -> Self {
        let (whole, content, picture) = (sheet.whole, sheet.content, picture.round());
        let roomy = content.h >= ROOMY;
        let gap = (sheet.margin * 1.7).max(9.0);
        let words_left = ad.composition == Composition::Left;
        let (picture, panel) = if words_left {
            let room = Room { x: whole.w - picture, w: picture, ..whole };
            let beside = (content.right() - room.x + gap).max(0.0);
            (room, content.trim(0.0, beside, 0.0, gap - sheet.margin * 0.8))
        } else {
            let room = Room { w: picture, ..whole };
            (room, content.trim(0.0, 0.0, 0.0, (room.right() + gap - content.x).max(0.0)))
        };
        let mark = Mark::new(ad, sheet, ground, panel.w * 0.24, content.h * 0.62);
        let beside_mark = mark.map_or(0.0, |mark| mark.w + mark.clear.max(gap));
        let button = (!roomy).then(|| Button::new(&ad.cta, sheet, panel.w * 0.34)).flatten();
        let beside_button = button.as_ref().map_or(0.0, |button| button.w + gap);
        let width = panel.w - beside_mark - beside_button;
        let legal = Legal::beside(&ad.legal, sheet, width);
        let height = panel.h - legal::band(legal.as_ref());
        let stack = if roomy {
            Stack::new(ad, sheet, width, height)
        } else {
            Stack::words(ad, sheet, width, height)
        };
        Self { picture, panel, stack, button, mark, legal, gap }
    }

    /// Picture and plain ground, fading into each other.
    fn ground(&self, ad: &Ad, sheet: &Sheet, colour: Colour) -> Vec<Layer> {
        let picture = self.picture;
        let reach = picture.w * 0.42;
        let mut layers = vec![plain(sheet.whole, colour, 0), photo(ad, picture, None)];
        if !matches!(ad.motif.shape, Shape::None | Shape::Frame) {
            return layers;
        }
        layers.extend(if picture.x > sheet.whole.x {
            across(Room { w: reach, ..picture }, colour, Towards::Right)
        } else {
            across(Room { x: picture.right() - reach, w: reach, ..picture }, colour, Towards::Left)
        });
        layers
    }

    fn words(&self, ad: &Ad, sheet: &Sheet, ground: Colour) -> Vec<Layer> {
        let panel = self.panel;
        let middle = |height: f64| panel.y + (panel.h - height) / 2.0;
        let foot = legal::band(self.legal.as_ref());
        let words = middle(self.stack.height + foot);
        let mut layers = self.stack.layers(ad, panel.x, words, Align::Start, ground);
        layers.extend(self.legal.as_ref().map(|legal| {
            let bottom = words + self.stack.height + foot;
            legal.layer(panel.x, bottom, Align::Start, ground, Print::of(ad))
        }));
        if let Some(button) = &self.button {
            let x = panel.x + self.stack.width + self.gap;
            let typeface = &ad.typefaces.body;
            layers.extend(button.layers(x, middle(button.h), ground, &ad.colours, typeface));
        }
        if let Some(mark) = &self.mark {
            layers.extend(mark.layers(panel.right() - mark.w, middle(mark.h), sheet));
        }
        layers
    }
}

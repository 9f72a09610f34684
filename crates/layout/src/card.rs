//! The closing card of a film.

use crate::ad::{Colours, Logos, Typefaces};
use crate::button::Button;
use crate::contrast::readable;
use crate::estimate::{Expected, Wanted, expected};
use crate::legal::{self, Legal, Print};
use crate::mark::Mark;
use crate::mirror;
use crate::poster::plain;
use crate::room::{Room, Sheet};
use crate::scale::{Role, sizes};
use crate::script::leading;
use model::canvas::{Align, Canvas, Layer, TextBlock};
use model::colour::Colour;
use model::unit::Size;
use spec::format::SafeMargins;

/// What a closing card shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The words above the call to action; may be empty.
    pub text: String,
    /// The call to action; may be empty.
    pub cta: String,
    /// The legal line; may be empty.
    pub legal: String,
    /// The ground.
    pub background: Colour,
    /// The ink.
    pub ink: Colour,
    /// The colours of the brand, for the button.
    pub colours: Colours,
    /// Its fonts.
    pub typefaces: Typefaces,
    /// Its logos.
    pub logos: Logos,
}

const TEXT_LEADING: f64 = 1.14;

/// Returns the canvas of a closing card: logo, words and call to action in the middle, the legal
/// line at the foot, on plain ground from edge to edge.
pub fn end_card(card: &Card, size: Size, safe: &SafeMargins) -> Canvas {
    mirror::towards(&card.typefaces.body.language, size, safe, |safe| {
        let sheet = Sheet::new(size, safe);
        let mut layers = vec![plain(sheet.whole, card.background, 0)];
        let content = sheet.content;
        let legal = Legal::new(&card.legal, &sheet, content.w);
        let middle = content.trim(0.0, 0.0, legal::band(legal.as_ref()), 0.0);
        layers.extend(centre(card, &sheet, middle));
        let print = Print { typeface: &card.typefaces.body, ink: card.ink, colours: card.colours };
        layers.extend(legal.map(|legal| {
            legal.layer(content.x, content.bottom(), Align::Centre, card.background, print)
        }));
        layers
    })
}

/// The ink the card asks for, where it can be read.
fn ink(card: &Card) -> Colour {
    readable(card.background, &[card.ink, card.colours.paper, card.colours.ink])
}

fn centre(card: &Card, sheet: &Sheet, room: Room) -> Vec<Layer> {
    // A closing card's logo is what the film is signed with: larger than in an ad.
    let closer = Sheet { short: sheet.short * 1.7, ..*sheet };
    let mark = card_mark(card, &closer, room);
    let button = Button::new(&card.cta, sheet, room.w);
    let mark_height = mark.map_or(0.0, |mark| mark.h + mark.clear.max(sheet.short * 0.06));
    let button_height = button.as_ref().map_or(0.0, |button| button.h + sheet.short * 0.05);
    let width = room.w * if sheet.size.aspect() > 1.2 { 0.66 } else { 0.9 };
    let text = words(card, sheet, width, room.h - mark_height - button_height);
    let text_height = text.map_or(0.0, |text| text.height(leading(TEXT_LEADING, &card.text)));
    let height = mark_height + text_height + button_height;
    let mut y = room.y + ((room.h - height) / 2.0).max(0.0);
    let centred = |w: f64| room.x + (room.w - w) / 2.0;
    let mut layers = Vec::new();
    if let Some(mark) = &mark {
        layers.extend(mark.layers(centred(mark.w), y, sheet));
        y += mark_height;
    }
    if let Some(text) = text {
        let area = Room { x: centred(width), y, w: width, h: text_height };
        layers.push(text_layer(card, sheet, text, area));
        y += text_height;
    }
    if let Some(button) = &button {
        let y = y + sheet.short * 0.05;
        let typeface = &card.typefaces.body;
        layers.extend(button.layers(
            centred(button.w),
            y,
            card.background,
            &card.colours,
            typeface,
        ));
    }
    layers
}

fn card_mark(card: &Card, sheet: &Sheet, room: Room) -> Option<Mark> {
    Mark::for_ground(
        &card.logos,
        &card.colours,
        sheet,
        card.background,
        (room.w * 0.6, room.h * 0.3),
    )
}

fn words(card: &Card, sheet: &Sheet, width: f64, height: f64) -> Option<Expected> {
    let sizes = sizes(Role::Headline, sheet);
    let wanted = Wanted {
        text: &card.text,
        width,
        height,
        leading: leading(TEXT_LEADING, &card.text),
        lines: 4,
        // A closing card speaks more quietly than a headline.
        largest: (f64::from(sizes.largest) * 0.62) as u32,
        smallest: sizes.smallest,
    };
    (!card.text.is_empty()).then(|| expected(wanted))
}

fn text_layer(card: &Card, sheet: &Sheet, text: Expected, area: Room) -> Layer {
    Layer::Text(TextBlock {
        text: card.text.clone(),
        area: area.within(),
        typeface: card.typefaces.headline.clone(),
        colour: ink(card),
        largest: text.size,
        smallest: sizes(Role::Headline, sheet).smallest.min(text.size),
        leading: leading(TEXT_LEADING, &card.text),
        lines: text.lines,
        align: Align::Centre,
        stand: Align::Centre,
    })
}

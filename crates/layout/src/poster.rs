//! Pictures from edge to edge with words on them: everything that is neither a bar nor a column.

use crate::ad::{Ad, Composition, Ink, Shape};
use crate::contrast::luminance;
use crate::legal::{self, Legal, Print};
use crate::mark::Mark;
use crate::room::{Room, Sheet};
use crate::stack::{Stack, beginning};
use model::canvas::{Align, Layer};
use model::colour::Colour;
use model::unit::Size;

/// Wider than this, words stand beside the subject rather than above or below it.
const LANDSCAPE: f64 = 1.15;
/// In a small banner only where it is wider still: half of its width is no column.
const SMALL_LANDSCAPE: f64 = 1.6;
/// Shorter sides below this are a small banner's, pixels.
const SMALL: u32 = 400;

/// Narrower than this, a column beside the subject would be too narrow for a headline.
const PORTRAIT: f64 = 0.9;

/// How far the picture reaches under the words that follow it, as a share of the shorter side: far
/// enough to melt, not so far that the words stand on the subject.
const UNDER_WORDS: f64 = 0.06;
/// How long it takes to melt, as a share of the shorter side.
const MELT: f64 = 0.2;

/// Returns the layers of a poster.
pub(crate) fn layers(ad: &Ad, sheet: &Sheet) -> Vec<Layer> {
    match ad.motif.shape {
        Shape::Band => band(ad, sheet),
        Shape::Block => block(ad, sheet),
        Shape::Frame => framed(ad, sheet),
        Shape::Corner | Shape::None => open(ad, sheet),
    }
}

/// Where words hold on to from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    Top,
    Middle,
    Bottom,
}

/// A column for words.
#[derive(Debug, Clone, Copy)]
struct Column {
    room: Room,
    align: Align,
    anchor: Anchor,
}

/// Returns whether words stand beside the subject.
fn is_landscape(size: Size) -> bool {
    let small = size.width.min(size.height) < SMALL;
    size.aspect() > if small { SMALL_LANDSCAPE } else { LANDSCAPE }
}

/// Divides `content` for a composition.
fn column(composition: Composition, content: Room, size: Size) -> Column {
    let landscape = is_landscape(size);
    let portrait = size.aspect() < PORTRAIT;
    let at = match composition {
        Composition::Centre => Align::Centre,
        Composition::Right => Align::End,
        _ => Align::Start,
    };
    let share = match composition {
        Composition::Centre if landscape => 0.7,
        // Words across a wide picture would leave a strip of it: they stand beside the subject.
        _ if landscape => 0.46,
        Composition::Left | Composition::Right if portrait => 0.88,
        Composition::Left | Composition::Right => 0.6,
        _ => 0.94,
    };
    let anchor = match composition {
        Composition::UpperThird => Anchor::Top,
        Composition::LowerThird => Anchor::Bottom,
        Composition::Left | Composition::Right if portrait => Anchor::Bottom,
        _ => Anchor::Middle,
    };
    let w = content.w * share;
    let x = content.x + beginning(at, content.w, w);
    // Words that run against the right edge are hard to read, so a column at the right begins
    // its lines at the left too.
    let align = if at == Align::Centre { Align::Centre } else { Align::Start };
    Column { room: Room { x, w, ..content }, align, anchor }
}

/// The colour that words' ground fades into: the brand's own where it is dark (or light) enough.
pub(crate) fn tone(ad: &Ad) -> Colour {
    let colours = &ad.colours;
    match ad.photo.ink {
        Ink::Light => [colours.primary, colours.ink]
            .into_iter()
            .find(|colour| luminance(*colour) < 0.09)
            .unwrap_or(Colour { r: 16, g: 17, b: 20 }),
        Ink::Dark => {
            Some(colours.paper).filter(|colour| luminance(*colour) > 0.7).unwrap_or(Colour::WHITE)
        }
    }
}

/// Words and logo placed in a column, before anything is drawn under them.
struct Placement {
    stack: Stack,
    stack_at: Room,
    column: Column,
    mark: Option<(Mark, Room)>,
    legal: Option<Layer>,
}

/// Places words at the anchor and the logo at the other end.
fn place(ad: &Ad, sheet: &Sheet, content: Room, mark_ground: Colour) -> Placement {
    let mark = Mark::new(ad, sheet, mark_ground, content.w * 0.5, content.h * 0.16);
    let whole_column = column(ad.composition, content, sheet.size);
    let foot = Foot::new(ad, sheet, whole_column, content, mark.as_ref());
    let content = content.trim(0.0, 0.0, foot.taken, 0.0);
    let column = column(ad.composition, content, sheet.size);
    let taken = mark.map_or(0.0, |mark| mark.h + tab_pad(&mark, sheet) + sheet.margin * 0.4);
    let free = match column.anchor {
        Anchor::Top => column.room.trim(0.0, 0.0, taken, 0.0),
        Anchor::Middle | Anchor::Bottom => column.room.trim(taken, 0.0, 0.0, 0.0),
    };
    // A picture needs some of the height to be seen, unless it lies beside or under the words.
    let share = match column.anchor {
        Anchor::Middle => 1.0,
        _ if free.h < 300.0 => 1.0,
        _ if is_landscape(sheet.size) => 1.0,
        _ => 0.64,
    };
    let stack = Stack::new(ad, sheet, free.w, free.h * share);
    let y = match column.anchor {
        Anchor::Top => free.y,
        Anchor::Bottom => free.bottom() - stack.height,
        Anchor::Middle => (content.y + (content.h - stack.height) / 2.0).max(free.y),
    };
    let stack_at = Room { x: free.x, y, w: free.w, h: stack.height };
    let mark = mark.map(|mark| {
        let along = if column.align == Align::Centre { Align::Centre } else { Align::Start };
        let base = if column.anchor == Anchor::Middle { column.room } else { content };
        let x = base.x + beginning(along, base.w, mark.w);
        let y = if column.anchor == Anchor::Top { content.bottom() - mark.h } else { content.y };
        let room = mark.room(x, y);
        (mark, room)
    });
    let legal = foot.layer(ad, tone(ad));
    Placement { stack, stack_at, column, mark, legal }
}

/// Where small print stands: under the words, or beside a logo that stands at the foot itself.
struct Foot {
    legal: Option<Legal>,
    at: Room,
    align: Align,
    /// Height that words and logo leave to it.
    taken: f64,
}

impl Foot {
    fn new(ad: &Ad, sheet: &Sheet, column: Column, content: Room, mark: Option<&Mark>) -> Self {
        let at = match (column.anchor, column.align) {
            (Anchor::Top, _) => {
                let beside = mark.map_or(0.0, |mark| mark.w + tab_pad(mark, sheet) + sheet.margin);
                let foot = if is_landscape(sheet.size) { column.room } else { content };
                foot.trim(0.0, 0.0, 0.0, beside)
            }
            // Where the picture begins to show, small print would be lost.
            (Anchor::Middle, Align::Start) => Room { w: column.room.w * 0.8, ..column.room },
            _ => column.room,
        };
        let legal = Legal::new(&ad.legal, sheet, at.w);
        if column.anchor == Anchor::Top {
            let align = if is_landscape(sheet.size) { Align::Start } else { Align::End };
            let higher = |legal: &Legal| (legal.h - mark.map_or(0.0, |mark| mark.h)).max(0.0);
            let taken = legal.as_ref().map_or(0.0, higher);
            return Self { legal, at, align, taken };
        }
        let taken = legal::band(legal.as_ref());
        Self { legal, at, align: column.align, taken }
    }

    fn layer(&self, ad: &Ad, ground: Colour) -> Option<Layer> {
        let legal = self.legal.as_ref()?;
        Some(legal.layer(self.at.x, self.at.bottom(), self.align, ground, Print::of(ad)))
    }
}

/// The picture melts into a plain tone under the words.
fn open(ad: &Ad, sheet: &Sheet) -> Vec<Layer> {
    let tone = tone(ad);
    let corner = ad.motif.shape == Shape::Corner;
    let mark_ground = if corner { ad.motif.colour } else { tone };
    let placed = place(ad, sheet, sheet.content, mark_ground);
    let mut layers = ground(ad, sheet, &placed, tone);
    if let Some((mark, room)) = &placed.mark {
        if corner {
            layers.push(tab(*room, mark, sheet, ad.motif.colour));
        }
        layers.extend(mark.layers(room.x, room.y, sheet));
    }
    let (x, y) = (placed.stack_at.x, placed.stack_at.y);
    layers.extend(placed.stack.layers(ad, x, y, placed.column.align, tone));
    layers.extend(placed.legal);
    layers
}

fn framed(ad: &Ad, sheet: &Sheet) -> Vec<Layer> {
    let width = frame_width(sheet);
    let inner = Sheet { content: sheet.content.inset(width * 0.8), ..*sheet };
    let mut layers = open(ad, &inner);
    layers.extend(frame(sheet, ad.motif.colour));
    layers
}

fn frame_width(sheet: &Sheet) -> f64 {
    (sheet.short * 0.024).max(2.0).round()
}

/// Four bars around the picture.
pub(crate) fn frame(sheet: &Sheet, colour: Colour) -> Vec<Layer> {
    let (whole, width) = (sheet.whole, frame_width(sheet));
    let inner = whole.inset(width);
    [
        Room { h: width, ..whole },
        Room { y: inner.bottom(), h: width, ..whole },
        Room { w: width, y: inner.y, h: inner.h, ..whole },
        Room { x: inner.right(), w: width, y: inner.y, h: inner.h },
    ]
    .map(|bar| plain(bar, colour, 0))
    .into()
}

/// What lies under words and logo.
fn ground(ad: &Ad, sheet: &Sheet, placed: &Placement, tone: Colour) -> Vec<Layer> {
    let (whole, at) = (sheet.whole, placed.stack_at);
    let (under, melt) = (sheet.short * UNDER_WORDS, sheet.short * MELT);
    let beside = is_landscape(sheet.size);
    match (placed.column.anchor, placed.column.align) {
        (_, Align::Centre) if placed.column.anchor == Anchor::Middle => {
            centre_ground(ad, whole, tone)
        }
        (Anchor::Middle, _) => side_ground(ad, sheet, placed.column.room, tone),
        _ if beside => side_ground(ad, sheet, placed.column.room, tone),
        (Anchor::Bottom, _) => {
            let end = (at.y + under).round();
            let mut layers = vec![
                photo(ad, Room { h: end, ..whole }, None),
                plain(Room { y: end, h: whole.bottom() - end, ..whole }, tone, 0),
                scrim(Room { y: end - melt, h: melt, ..whole }, tone, 0.0, 1.0),
            ];
            layers.extend(shade_of_mark(placed, sheet, tone));
            layers
        }
        (Anchor::Top, _) => {
            let begin = (at.bottom() - under).round();
            let mut layers = vec![
                photo(ad, Room { y: begin, h: whole.bottom() - begin, ..whole }, None),
                plain(Room { h: begin, ..whole }, tone, 0),
                scrim(Room { y: begin, h: melt, ..whole }, tone, 1.0, 0.0),
            ];
            layers.extend(shade_of_mark(placed, sheet, tone));
            layers
        }
    }
}

fn centre_ground(ad: &Ad, whole: Room, tone: Colour) -> Vec<Layer> {
    let half = whole.h / 2.0;
    vec![
        photo(ad, whole, Some((tone, 0.5))),
        scrim(Room { h: half, ..whole }, tone, 0.25, 0.0),
        // Small print stands at the foot.
        scrim(
            Room { y: half, h: half, ..whole },
            tone,
            0.0,
            if ad.legal.is_empty() { 0.25 } else { 0.7 },
        ),
    ]
}

/// How much of a column beside the subject is plain before the picture shows through.
const SOLID: f64 = 0.58;

/// The picture fades sideways into the words' side.
fn side_ground(ad: &Ad, sheet: &Sheet, column: Room, tone: Colour) -> Vec<Layer> {
    let whole = sheet.whole;
    let reach = whole.w * 0.16;
    if column.x + column.w / 2.0 < whole.w / 2.0 {
        let begin = (column.x + column.w * SOLID).round();
        let picture = Room { x: begin, w: whole.right() - begin, ..whole };
        let fade = Room { x: begin, w: column.right() + reach - begin, ..whole };
        let mut layers = vec![photo(ad, picture, None), plain(Room { w: begin, ..whole }, tone, 0)];
        layers.extend(across(fade, tone, Towards::Right));
        layers
    } else {
        let end = (column.right() - column.w * SOLID).round();
        let picture = Room { w: end, ..whole };
        let fade = Room { x: column.x - reach, w: end - column.x + reach, ..whole };
        let rest = Room { x: end, w: whole.right() - end, ..whole };
        let mut layers = vec![photo(ad, picture, None), plain(rest, tone, 0)];
        layers.extend(across(fade, tone, Towards::Left));
        layers
    }
}

/// Where a sideways fade becomes clear.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Towards {
    Left,
    Right,
}

/// Fades sideways in upright strips, because a scrim fades from top to bottom only. So many strips
/// that neighbours differ by less than the eye sees.
pub(crate) fn across(room: Room, colour: Colour, towards: Towards) -> Vec<Layer> {
    across_to(room, colour, towards, 1.0)
}

/// The same, to less than opaque.
pub(crate) fn across_to(room: Room, colour: Colour, towards: Towards, most: f64) -> Vec<Layer> {
    const STRIPS: u32 = 72;
    let strips = STRIPS.min(room.w as u32).max(1);
    let step = room.w / f64::from(strips);
    (0..strips)
        .map(|index| {
            let t = (f64::from(index) + 0.5) / f64::from(strips);
            let t = if towards == Towards::Right { 1.0 - t } else { t };
            let area = Room { x: room.x + step * f64::from(index), w: step, ..room };
            let opacity = most * t * t * (3.0 - 2.0 * t);
            Layer::Fill { area: area.meeting(), colour, opacity, radius: 0 }
        })
        .collect()
}

/// A soft shade under a logo that stands on the picture.
fn shade_of_mark(placed: &Placement, sheet: &Sheet, tone: Colour) -> Option<Layer> {
    let (_, room) = placed.mark.as_ref()?;
    let whole = sheet.whole;
    let lead = sheet.short * 0.16;
    Some(if placed.column.anchor == Anchor::Top {
        let y = room.y - lead;
        // Small print beside the logo needs a deeper shade than the logo.
        let depth = if placed.legal.is_some() { 0.9 } else { 0.72 };
        scrim(Room { y, h: whole.bottom() - y, ..whole }, tone, 0.0, depth)
    } else {
        scrim(Room { h: room.bottom() + lead, ..whole }, tone, 0.72, 0.0)
    })
}

/// The room between a logo and the edges of its tab. At an edge of the picture the tab reaches it,
/// which is a margin away, so that less would make the logo stand off the middle.
fn tab_pad(mark: &Mark, sheet: &Sheet) -> f64 {
    mark.clear.max(sheet.margin * 0.75)
}

/// A plain tab under the logo that reaches the edges next to it.
fn tab(room: Room, mark: &Mark, sheet: &Sheet, colour: Colour) -> Layer {
    let whole = sheet.whole;
    let padded = room.outset(tab_pad(mark, sheet), whole);
    let near = sheet.margin * 1.1;
    let x = if room.x - whole.x <= near { whole.x } else { padded.x };
    let y = if room.y - whole.y <= near { whole.y } else { padded.y };
    let right = if whole.right() - room.right() <= near { whole.right() } else { padded.right() };
    let bottom =
        if whole.bottom() - room.bottom() <= near { whole.bottom() } else { padded.bottom() };
    plain(Room { x, y, w: right - x, h: bottom - y }, colour, 0)
}

/// Words on a plain band from edge to edge; beside the picture where there is width for it.
fn band(ad: &Ad, sheet: &Sheet) -> Vec<Layer> {
    let beside = matches!(ad.composition, Composition::Left | Composition::Right)
        && is_landscape(sheet.size);
    if beside { side_band(ad, sheet) } else { flat_band(ad, sheet) }
}

fn side_band(ad: &Ad, sheet: &Sheet) -> Vec<Layer> {
    let (whole, content, colour) = (sheet.whole, sheet.content, ad.motif.colour);
    let width = content.w * 0.4;
    let gap = sheet.margin;
    let left = ad.composition == Composition::Left;
    let (band, picture, x) = if left {
        let edge = (content.x + width + gap).round();
        (Room { w: edge, ..whole }, Room { x: edge, w: whole.w - edge, ..whole }, content.x)
    } else {
        let edge = (content.right() - width - gap).round();
        let band = Room { x: edge, w: whole.w - edge, ..whole };
        (band, Room { w: edge, ..whole }, edge + gap)
    };
    let mark = Mark::new(ad, sheet, colour, width * 0.8, content.h * 0.16);
    let taken = mark.map_or(0.0, |mark| mark.band() + sheet.margin * 0.5);
    let legal = Legal::new(&ad.legal, sheet, width);
    let foot = legal::band(legal.as_ref());
    let stack = Stack::new(ad, sheet, width, content.h - taken - foot);
    let mut layers = vec![photo(ad, picture, None), plain(band, colour, 0)];
    layers.extend(mark.iter().flat_map(|mark| mark.layers(x, content.y, sheet)));
    let y = content.bottom() - foot - stack.height;
    layers.extend(stack.layers(ad, x, y, Align::Start, colour));
    layers.extend(
        legal.map(|legal| legal.layer(x, content.bottom(), Align::Start, colour, Print::of(ad))),
    );
    layers
}

fn flat_band(ad: &Ad, sheet: &Sheet) -> Vec<Layer> {
    let (whole, content, colour) = (sheet.whole, sheet.content, ad.motif.colour);
    let top = ad.composition == Composition::UpperThird;
    let align = if ad.composition == Composition::Centre { Align::Centre } else { Align::Start };
    // The logo stands on the picture, not on the band, so the picture's ink decides its ground.
    let tone = match ad.photo.ink {
        Ink::Light => ad.colours.ink,
        Ink::Dark => ad.colours.paper,
    };
    let mark = Mark::new(ad, sheet, tone, content.w * 0.4, content.h * 0.14);
    let taken = mark.map_or(0.0, |mark| mark.band() + sheet.margin);
    let pad = sheet.margin * 0.9;
    let most = (content.h * 0.54).max(180.0).min(content.h - taken - pad);
    let legal = Legal::new(&ad.legal, sheet, content.w);
    let foot = legal::band(legal.as_ref());
    let stack = Stack::new(ad, sheet, content.w, most - foot);
    let height = stack.height + foot;
    let (band, picture, y, mark_y) = if top {
        let edge = (content.y + height + pad).round();
        let picture = Room { y: edge, h: whole.h - edge, ..whole };
        let mark_y = content.bottom() - mark.map_or(0.0, |mark| mark.h);
        (Room { h: edge, ..whole }, picture, content.y, mark_y)
    } else {
        let y = content.bottom() - height;
        let edge = (y - pad).round();
        let band = Room { y: edge, h: whole.h - edge, ..whole };
        (band, Room { h: edge, ..whole }, y, content.y)
    };
    let mut layers = vec![photo(ad, picture, None)];
    if let Some(mark) = &mark {
        let lead = sheet.short * 0.14;
        layers.push(if top {
            let begin = (mark_y - lead).max(picture.y);
            let area = Room { y: begin, h: whole.bottom() - begin, ..whole };
            scrim(area, tone, 0.0, 0.72)
        } else {
            let area = Room { h: (mark_y + mark.h + lead).min(picture.bottom()), ..whole };
            scrim(area, tone, 0.72, 0.0)
        });
        let x = content.x + beginning(align, content.w, mark.w);
        layers.extend(mark.layers(x, mark_y, sheet));
    }
    layers.push(plain(band, colour, 0));
    layers.extend(stack.layers(ad, content.x, y, align, colour));
    layers.extend(
        legal.map(|legal| legal.layer(content.x, y + height, align, colour, Print::of(ad))),
    );
    layers
}

/// Words on a plain block, the picture around it.
fn block(ad: &Ad, sheet: &Sheet) -> Vec<Layer> {
    let colour = ad.motif.colour;
    let tone = tone(ad);
    let pad = sheet.margin * 0.85;
    // A block in the middle would stand on the subject.
    let low = Ad {
        composition: match ad.composition {
            Composition::Centre => Composition::LowerThird,
            other => other,
        },
        ..ad.clone()
    };
    let content = sheet.content;
    let block_column = column(low.composition, content, sheet.size);
    // The block stands on the margin, its words inside.
    let inner = block_column.room.inset(pad);
    let mark = Mark::new(ad, sheet, tone, content.w * 0.4, content.h * 0.15);
    let taken = mark.map_or(0.0, |mark| mark.band() + sheet.margin * 0.5);
    let legal = Legal::new(&ad.legal, sheet, inner.w);
    let foot = legal::band(legal.as_ref());
    let stack = Stack::new(ad, sheet, inner.w, (inner.h - taken - foot).max(0.0));
    let height = stack.height + foot;
    let y = match block_column.anchor {
        Anchor::Top => inner.y,
        _ => inner.bottom() - height,
    };
    let at = Room { x: inner.x, y, w: inner.w, h: height };
    let outer = at.outset(pad, sheet.whole);
    let top = block_column.anchor == Anchor::Top;
    let whole = sheet.whole;
    let mut layers = vec![photo(ad, whole, None)];
    if let Some(mark) = &mark {
        let mark_y = if top { sheet.content.bottom() - mark.h } else { sheet.content.y };
        let lead = sheet.short * 0.14;
        layers.push(if top {
            let area = Room { y: mark_y - lead, h: whole.bottom() - mark_y + lead, ..whole };
            scrim(area, tone, 0.0, 0.72)
        } else {
            scrim(Room { h: mark_y + mark.h + lead, ..whole }, tone, 0.72, 0.0)
        });
        layers.extend(mark.layers(sheet.content.x, mark_y, sheet));
    }
    layers.push(plain(outer, colour, 0));
    layers.extend(stack.layers(ad, at.x, at.y, Align::Start, colour));
    layers.extend(
        legal.map(|legal| legal.layer(at.x, at.bottom(), Align::Start, colour, Print::of(ad))),
    );
    layers
}

pub(crate) fn plain(room: Room, colour: Colour, radius: u32) -> Layer {
    Layer::Fill { area: room.meeting(), colour, opacity: 1.0, radius }
}

pub(crate) fn scrim(room: Room, colour: Colour, top: f64, bottom: f64) -> Layer {
    Layer::Scrim { area: room.meeting(), colour, top, bottom }
}

pub(crate) fn photo(ad: &Ad, room: Room, wash: Option<(Colour, f64)>) -> Layer {
    let photo = ad.photo;
    Layer::Photo {
        image: photo.image,
        area: room.meeting(),
        focus: photo.focus,
        zoom: 1.0,
        wash,
        radius: 0,
    }
}

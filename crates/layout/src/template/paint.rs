//! From placed boxes to layers.

use super::boxes::{Filling, Placed, SetWords, is_light_ink};
use crate::ad::Ad;
use crate::contrast::{READABLE, contrast, mix};
use crate::mark;
use crate::poster::{plain, scrim};
use crate::room::Room;
use model::canvas::{Align, Layer, Point, Stop, TextBlock};
use model::colour::Colour;
use model::unit::Region;
use spec::template::{Background, Picture, Surroundings, Value};

/// How long a scrim takes to become as deep as it must be, as a share of the shorter side.
const LEAD: f64 = 0.18;

/// Returns the layers of placed boxes, bottom first.
pub(super) fn layers(placed: &Placed, ad: &Ad, around: &Surroundings) -> Vec<Layer> {
    let whole = Room { x: 0.0, y: 0.0, w: around.width, h: around.height };
    let mut painter = Painter { ad, around, whole, layers: Vec::new() };
    painter.paint(placed);
    painter.layers
}

struct Painter<'a> {
    ad: &'a Ad,
    around: &'a Surroundings,
    whole: Room,
    layers: Vec<Layer>,
}

impl Painter<'_> {
    fn paint(&mut self, placed: &Placed) {
        if placed.style.get("--scrim") == Some(&Value::Word("auto")) {
            self.scrim(placed);
        }
        self.background(placed);
        match &placed.inside {
            Filling::Boxes(boxes) => boxes.iter().for_each(|one| self.paint(one)),
            Filling::Words(words) => self.words(placed, words),
            Filling::Picture(picture, ground) => self.picture(placed, picture, *ground),
        }
    }

    fn background(&mut self, placed: &Placed) {
        let (area, radius) = (placed.room.meeting(), self.radius(placed));
        let share = opacity(placed);
        let paint = match (placed.style.get("background"), placed.style.get("background-color")) {
            (Some(Value::Background(Background::Plain(paint))), _)
            | (None, Some(Value::Paint(paint))) => *paint,
            (Some(Value::Background(Background::Gradient { angle, stops })), _) => {
                let stops = stops.iter().map(|(paint, at)| Stop {
                    at: *at,
                    colour: paint.colour,
                    opacity: paint.opacity * share,
                });
                let layer = Layer::Gradient { area, angle: *angle, stops: stops.collect(), radius };
                return self.layers.push(layer);
            }
            _ => return,
        };
        let opacity = paint.opacity * share;
        if opacity > 0.0 && area.w > 0 && area.h > 0 {
            self.layers.push(Layer::Fill { area, colour: paint.colour, opacity, radius });
        }
    }

    fn radius(&self, placed: &Placed) -> u32 {
        match placed.style.get("border-radius") {
            Some(Value::Length(length)) => {
                let short = placed.room.w.min(placed.room.h);
                let around = Surroundings { em: placed.em, ..*self.around };
                let wanted =
                    length.share().map_or_else(|| length.px(&around), |share| share * short);
                wanted.clamp(0.0, short / 2.0).round() as u32
            }
            _ => 0,
        }
    }

    fn words(&mut self, placed: &Placed, words: &SetWords) {
        let centred = placed.style.get("justify-content") == Some(&Value::Word("center"));
        let align = match placed.style.get("text-align") {
            Some(Value::Word("center")) => Align::Centre,
            Some(Value::Word("end" | "right")) => Align::End,
            None if centred => Align::Centre,
            _ => Align::Start,
        };
        let stand = match placed.style.get("align-items") {
            Some(Value::Word("center")) => Align::Centre,
            Some(Value::Word("end" | "flex-end")) => Align::End,
            _ => Align::Start,
        };
        self.layers.push(Layer::Text(TextBlock {
            text: words.text.clone(),
            area: around_words(placed.inner, self.whole),
            typeface: words.typeface.clone(),
            colour: words.colour,
            largest: words.size,
            smallest: words.smallest.min(words.size),
            leading: words.leading,
            lines: words.extent.lines,
            align,
            stand,
        }));
    }

    fn picture(&mut self, placed: &Placed, picture: &Picture, ground: Colour) {
        let room = placed.room;
        let area = room.meeting();
        if area.w == 0 || area.h == 0 {
            return;
        }
        let contains = placed.style.get("object-fit") == Some(&Value::Word("contain"));
        let focus = match placed.style.get("object-position") {
            Some(Value::Spot(x, y)) => Some(Point { x: *x, y: *y }),
            _ => None,
        };
        let radius = self.radius(placed);
        let photo = |image, usual| Layer::Photo {
            image,
            area,
            focus: focus.unwrap_or(usual),
            zoom: 1.0,
            wash: None,
            radius,
        };
        match picture {
            Picture::Photo => {
                let photo = photo(self.ad.photo.image, self.ad.photo.focus);
                self.layers.push(photo);
            }
            Picture::File(image) if contains => {
                let area = room.clipped(self.whole).within();
                self.layers.push(Layer::Mark { image: *image, area, tint: None });
            }
            Picture::File(image) => self.layers.push(photo(*image, model::canvas::CENTRE)),
            Picture::Logo => {
                let Some((logo, plate)) = mark::choose(&self.ad.logos, &self.ad.colours, ground)
                else {
                    return;
                };
                if let Some(colour) = plate {
                    let clear = room.h * logo.clear_space.max(0.3);
                    self.layers.push(plain(room.outset(clear, self.whole), colour, 0));
                }
                let area = room.clipped(self.whole).within();
                self.layers.push(Layer::Mark { image: logo.image, area, tint: None });
            }
        }
    }

    /// Darkens or lightens what is under a box so far that its words can be read on any picture,
    /// and lets it fade out above and below.
    fn scrim(&mut self, placed: &Placed) {
        let ink = ink_of(placed).unwrap_or(self.ad.colours.paper);
        let (tone, worst) = if is_light_ink(ink) {
            (darkest(self.ad), Colour::WHITE)
        } else {
            (lightest(self.ad), Colour::BLACK)
        };
        let depth = depth(tone, worst, ink);
        let lead = self.whole.w.min(self.whole.h) * LEAD;
        let (top, bottom) = (placed.room.y.max(0.0), placed.room.bottom().min(self.whole.h));
        let across = |from: f64, to: f64| Room { y: from, h: to - from, ..self.whole };
        let at_top = top <= lead * 0.5;
        let at_bottom = self.whole.h - bottom <= lead * 0.5;
        let (from, to) =
            (if at_top { 0.0 } else { top }, if at_bottom { self.whole.h } else { bottom });
        if !at_top {
            self.layers.push(scrim(across((from - lead).max(0.0), from), tone, 0.0, depth));
        }
        let area = across(from, to).meeting();
        self.layers.push(Layer::Fill { area, colour: tone, opacity: depth, radius: 0 });
        if !at_bottom {
            self.layers.push(scrim(across(to, (to + lead).min(self.whole.h)), tone, depth, 0.0));
        }
    }
}

/// The first ink of the words in a box.
fn ink_of(placed: &Placed) -> Option<Colour> {
    match &placed.inside {
        Filling::Words(words) => Some(words.colour),
        Filling::Boxes(boxes) => boxes.iter().find_map(ink_of),
        Filling::Picture(..) => None,
    }
}

/// How much of a tone it takes over the worst picture for ink to be readable, in hundredths.
fn depth(tone: Colour, worst: Colour, ink: Colour) -> f64 {
    let reads = |share: &f64| contrast(mix(worst, tone, *share), ink) >= READABLE;
    (0..=100).map(|hundredths| f64::from(hundredths) / 100.0).find(reads).unwrap_or(1.0)
}

fn darkest(ad: &Ad) -> Colour {
    let inks = [ad.colours.primary, ad.colours.ink];
    let dark = inks.into_iter().find(|one| contrast(*one, Colour::WHITE) >= 12.0);
    dark.unwrap_or(Colour::BLACK)
}

fn lightest(ad: &Ad) -> Colour {
    Some(ad.colours.paper)
        .filter(|one| contrast(*one, Colour::BLACK) >= 14.0)
        .unwrap_or(Colour::WHITE)
}

fn opacity(placed: &Placed) -> f64 {
    match placed.style.get("opacity") {
        Some(Value::Number(share)) => share.clamp(0.0, 1.0),
        _ => 1.0,
    }
}

/// Whole pixels around words, inside the picture.
fn around_words(room: Room, whole: Room) -> Region {
    let room = room.clipped(whole);
    let (x, y) = (room.x.floor(), room.y.floor());
    let right = (room.right() - 0.01).ceil().min(whole.w);
    let bottom = (room.bottom() - 0.01).ceil().min(whole.h);
    Region { x: x as u32, y: y as u32, w: (right - x) as u32, h: (bottom - y) as u32 }
}

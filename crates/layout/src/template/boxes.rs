//! Places the boxes of a template for one size of its words.

use super::cascade::{Inside, Style, Styled, USUAL_SIZE};
use super::tree::taffy_style;
use super::{Extent, Measure, Words};
use crate::ad::{Ad, Typeface};
use crate::contrast::is_dark;
use crate::mark;
use crate::poster::tone;
use crate::room::Room;
use crate::script::leading;
use model::colour::Colour;
use spec::diagnostic::Place;
use spec::template::{Background, Length, Picture, Surroundings, Value};
use taffy::style_helpers::length;
use taffy::{AvailableSpace, NodeId, Size, TaffyTree, compute_leaf_layout};

/// The least size of words that a person can read on a screen, pixels.
const READABLE: f64 = 9.0;
/// Line height where no rule says another.
const LEADING: f64 = 1.2;

/// A box with its place on the canvas.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) style: Style,
    pub(super) name: String,
    pub(super) place: Place,
    /// Its outer edge.
    pub(super) room: Room,
    /// Its room inside the padding.
    pub(super) inner: Room,
    pub(super) inside: Filling,
    /// The surroundings its lengths were read in.
    pub(super) em: f64,
}

/// What is in a placed box.
#[derive(Debug, Clone)]
pub(super) enum Filling {
    Boxes(Vec<Placed>),
    Words(SetWords),
    Picture(Picture, Colour),
}

/// Words with how they are set.
#[derive(Debug, Clone)]
pub(super) struct SetWords {
    pub(super) text: String,
    pub(super) typeface: Typeface,
    pub(super) size: u32,
    pub(super) smallest: u32,
    pub(super) leading: f64,
    pub(super) colour: Colour,
    pub(super) most_lines: Option<u32>,
    /// In the room they have.
    pub(super) extent: Extent,
}

/// Places everything.
pub(super) fn place(
    styled: &Styled,
    ad: &Ad,
    around: &Surroundings,
    measure: &dyn Measure,
    share: f64,
) -> Placed {
    let rem = match styled.style.get("font-size") {
        Some(Value::Length(size)) => size.px(around),
        _ => USUAL_SIZE,
    };
    let mut planting = Planting {
        ad,
        around: Surroundings { rem, ..*around },
        share,
        trees: TaffyTree::new(),
        padded: styled.padded,
    };
    planting.trees.disable_rounding();
    let ground = tone(ad);
    let Some(plant) = planting.plant(styled, rem, ground, true) else {
        return nothing(styled, rem);
    };
    let Planting { mut trees, .. } = planting;
    let whole = Size {
        width: AvailableSpace::Definite(around.width as f32),
        height: AvailableSpace::Definite(around.height as f32),
    };
    // The tree is ours and whole, so that it cannot be refused.
    let _computed =
        trees.compute_layout_with_measure(plant.node, whole, |inputs, _, words, style| {
            compute_leaf_layout(
                inputs,
                style,
                |_, _| 0.0,
                |known, space| {
                    words.map_or(Size::ZERO, |words: &mut SetWords| {
                        size_of(words, known, space, measure)
                    })
                },
            )
        });
    harvest(&trees, &plant, (0.0, 0.0), measure)
}

fn nothing(styled: &Styled, em: f64) -> Placed {
    let none = Room { x: 0.0, y: 0.0, w: 0.0, h: 0.0 };
    Placed {
        style: styled.style.clone(),
        name: styled.name.clone(),
        place: styled.place.clone(),
        room: none,
        inner: none,
        inside: Filling::Boxes(Vec::new()),
        em,
    }
}

fn size_of(
    words: &SetWords,
    known: Size<Option<f32>>,
    space: Size<AvailableSpace>,
    measure: &dyn Measure,
) -> Size<f32> {
    let width = known.width.unwrap_or(match space.width {
        AvailableSpace::Definite(width) => width,
        AvailableSpace::MinContent => 0.0,
        AvailableSpace::MaxContent => f32::MAX,
    });
    let extent = measure.extent(words.words(), width);
    // Rounded up, so that the same words break the same way in the room they asked for.
    Size {
        width: known.width.unwrap_or(extent.width.ceil()),
        height: known.height.unwrap_or(extent.height.ceil()),
    }
}

impl SetWords {
    fn words(&self) -> Words<'_> {
        Words { text: &self.text, typeface: &self.typeface, size: self.size, leading: self.leading }
    }
}

/// An element with its node.
struct Plant<'s> {
    node: NodeId,
    styled: &'s Styled,
    em: f64,
    ground: Colour,
    below: Vec<Plant<'s>>,
}

struct Planting<'a> {
    ad: &'a Ad,
    around: Surroundings,
    share: f64,
    trees: TaffyTree<SetWords>,
    padded: bool,
}

impl Planting<'_> {
    fn plant<'s>(
        &mut self,
        styled: &'s Styled,
        em: f64,
        ground: Colour,
        body: bool,
    ) -> Option<Plant<'s>> {
        let words = match &styled.inside {
            Inside::Words(text) => Some(self.set(text, &styled.style, em)),
            _ => None,
        };
        let own = match styled.style.get("font-size") {
            Some(Value::Length(size)) => size.px(&Surroundings { em, ..self.around }),
            _ => em,
        };
        let em = words.as_ref().map_or(own, |words| f64::from(words.size));
        let around = Surroundings { em, ..self.around };
        let mut style = taffy_style(&styled.style, &around);
        if body {
            self.spread(&mut style, &styled.style);
        }
        let ground = ground_of(&styled.style).unwrap_or(ground);
        if let Inside::Picture(Picture::Logo) = &styled.inside {
            self.shape_logo(&mut style, ground);
        }
        let mut below = Vec::new();
        if let Inside::Boxes(boxes) = &styled.inside {
            for one in boxes {
                below.push(self.plant(one, em, ground, false)?);
            }
        }
        let node = if let Some(words) = words {
            self.trees.new_leaf_with_context(style, words)
        } else {
            let nodes: Vec<NodeId> = below.iter().map(|plant| plant.node).collect();
            self.trees.new_with_children(style, &nodes)
        };
        Some(Plant { node: node.ok()?, styled, em, ground, below })
    }

    /// The body is the whole picture, and keeps its words where the platform leaves room.
    fn spread(&self, style: &mut taffy::Style, written: &Style) {
        let Surroundings { width, height, safe: [top, right, bottom, left], .. } = self.around;
        style.size = Size { width: length(width), height: length(height) };
        style.position = taffy::Position::Relative;
        if self.padded {
            let padded = |name: &str, safe: f64| {
                let own = match written.get(name) {
                    Some(Value::Length(found)) => {
                        found.share().map_or_else(|| found.px(&self.around), |part| part * width)
                    }
                    _ => 0.0,
                };
                length(own.max(0.0) + safe)
            };
            style.padding = taffy::Rect {
                top: padded("padding-top", top),
                right: padded("padding-right", right),
                bottom: padded("padding-bottom", bottom),
                left: padded("padding-left", left),
            };
        }
    }

    /// A logo keeps its shape, and is as large as in the layouts that are built in where no rule
    /// says how large.
    fn shape_logo(&self, style: &mut taffy::Style, ground: Colour) {
        let Some((logo, _)) = mark::choose(&self.ad.logos, &self.ad.colours, ground) else {
            return;
        };
        let aspect = mark::aspect(&logo);
        style.aspect_ratio = Some(aspect as f32);
        style.flex_shrink = 0.0;
        style.align_self = style.align_self.or(Some(taffy::AlignItems::START));
        if style.size.width.is_auto() && style.size.height.is_auto() {
            let short = self.around.width.min(self.around.height);
            style.size.width = length(mark::wanted(&logo, aspect, short, self.around.width));
        }
    }

    fn set(&self, text: &str, style: &Style, em: f64) -> SetWords {
        let around = Surroundings { em, ..self.around };
        let px = |name: &str| match style.get(name) {
            Some(Value::Length(length)) => Some(pixels(length, &around, em)),
            _ => None,
        };
        let usual = px("font-size").unwrap_or(em);
        let largest = px("--fit-max").unwrap_or(usual).max(READABLE);
        let smallest = px("--fit-min").unwrap_or(largest).max(READABLE);
        let largest = largest.max(smallest);
        let size = smallest + (largest - smallest) * self.share;
        let faces = &self.ad.typefaces;
        let headline = style.get("font-family") == Some(&Value::Family("headline"));
        let face = if headline { &faces.headline } else { &faces.body };
        let weight = match style.get("font-weight") {
            Some(Value::Number(weight)) => *weight as u16,
            _ => face.weight,
        };
        let lines = match style.get("line-height") {
            Some(Value::Number(lines)) => *lines,
            _ => LEADING,
        };
        SetWords {
            text: text.to_owned(),
            typeface: Typeface { weight, ..face.clone() },
            size: size.floor() as u32,
            smallest: smallest.floor() as u32,
            leading: leading(lines, text),
            colour: match style.get("color") {
                Some(Value::Paint(paint)) => paint.colour,
                _ => self.ad.colours.ink,
            },
            most_lines: match style.get("line-clamp") {
                Some(Value::Number(lines)) => Some(*lines as u32),
                _ => None,
            },
            extent: Extent { width: 0.0, height: 0.0, lines: 0 },
        }
    }
}

/// Percentages of a font size are of the size around it.
fn pixels(length: &Length, around: &Surroundings, em: f64) -> f64 {
    length.share().map_or_else(|| length.px(around), |share| share * em)
}

/// The colour that a box puts under what is in it.
fn ground_of(style: &Style) -> Option<Colour> {
    let plain = |paint: &spec::template::Paint| (paint.opacity >= 0.5).then_some(paint.colour);
    match (style.get("background"), style.get("background-color")) {
        (Some(Value::Background(Background::Gradient { stops, .. })), _) => {
            stops.last().and_then(|(paint, _)| plain(paint))
        }
        (Some(Value::Background(Background::Plain(paint))), _) | (_, Some(Value::Paint(paint))) => {
            plain(paint)
        }
        _ => None,
    }
}

fn harvest(
    trees: &TaffyTree<SetWords>,
    plant: &Plant<'_>,
    (x, y): (f64, f64),
    measure: &dyn Measure,
) -> Placed {
    let styled = plant.styled;
    let Ok(found) = trees.layout(plant.node) else { return nothing(styled, plant.em) };
    let (x, y) = (x + f64::from(found.location.x), y + f64::from(found.location.y));
    let room = Room { x, y, w: f64::from(found.size.width), h: f64::from(found.size.height) };
    let padding = found.padding;
    let inner = room.trim(
        f64::from(padding.top),
        f64::from(padding.right),
        f64::from(padding.bottom),
        f64::from(padding.left),
    );
    let inside = match &styled.inside {
        Inside::Words(_) => match trees.get_node_context(plant.node) {
            Some(words) => {
                let extent = measure.extent(words.words(), inner.w as f32 + 0.01);
                Filling::Words(SetWords { extent, ..words.clone() })
            }
            None => Filling::Boxes(Vec::new()),
        },
        Inside::Picture(picture) => Filling::Picture(picture.clone(), plant.ground),
        Inside::Boxes(_) => {
            let below = plant.below.iter().map(|one| harvest(trees, one, (x, y), measure));
            Filling::Boxes(below.collect())
        }
    };
    Placed {
        style: styled.style.clone(),
        name: styled.name.clone(),
        place: styled.place.clone(),
        room,
        inner,
        inside,
        em: plant.em,
    }
}

/// Returns whether words on a ground should be light.
pub(super) fn is_light_ink(ink: Colour) -> bool {
    !is_dark(ink)
}

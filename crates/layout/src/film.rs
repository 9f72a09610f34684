//! What lies over a film: the ground that stays, and the words that come and go.

use crate::ad::{Ad, Shape};
use crate::mark::Mark;
use crate::mirror;
use crate::poster::{Towards, across_to, frame, scrim, tone};
use crate::room::{Room, Sheet};
use crate::stack::Stack;
use model::canvas::{Align, Canvas, Layer};
use model::colour::Colour;
use model::unit::Size;
use spec::format::SafeMargins;

/// Words over a film take at most this share of the height, so that the picture plays on.
const MOST_HEIGHT: f64 = 0.46;

/// Returns what stays over the whole film until its closing card: the shade under the words, the
/// motif's frame, the logo.
pub fn ground(ad: &Ad, size: Size, safe: &SafeMargins) -> Canvas {
    mirror::towards(&ad.typefaces.body.language, size, safe, |safe| shaded(ad, size, safe))
}

fn shaded(ad: &Ad, size: Size, safe: &SafeMargins) -> Vec<Layer> {
    let sheet = Sheet::new(size, safe);
    let tone = tone(ad);
    let whole = sheet.whole;
    let begin = sheet.content.bottom() - sheet.content.h * MOST_HEIGHT - sheet.short * 0.18;
    let words = Room { y: begin, h: whole.bottom() - begin, ..whole };
    let mut layers = vec![scrim(words, tone, 0.0, 0.9)];
    if is_wide(size) {
        let beside = Room { w: whole.w * 0.62, ..whole };
        layers.extend(across_to(beside, tone, Towards::Right, 0.8));
    }
    if let Some(mark) = mark(ad, &sheet, tone) {
        let (x, y) = (sheet.content.x, sheet.content.y);
        let shade = Room { h: y + mark.h + sheet.short * 0.16, ..whole };
        layers.push(scrim(shade, tone, 0.8, 0.0));
        layers.extend(mark.layers(x, y, &sheet));
    }
    if ad.motif.shape == Shape::Frame {
        layers.extend(frame(&sheet, ad.motif.colour));
    }
    layers
}

/// Returns the headline alone, where it stands over the film.
pub fn headline(ad: &Ad, size: Size, safe: &SafeMargins) -> Canvas {
    let alone = Ad { line: String::new(), cta: String::new(), ..ad.clone() };
    words(&alone, size, safe)
}

/// Returns the second line alone, in the headline's place; none when there is none.
pub fn line(ad: &Ad, size: Size, safe: &SafeMargins) -> Option<Canvas> {
    if ad.line.is_empty() {
        return None;
    }
    let alone =
        Ad { headline: ad.line.clone(), line: String::new(), cta: String::new(), ..ad.clone() };
    Some(words(&alone, size, safe))
}

/// Returns whether words stand beside the subject.
fn is_wide(size: Size) -> bool {
    size.aspect() > 1.15
}

fn words(ad: &Ad, size: Size, safe: &SafeMargins) -> Canvas {
    mirror::towards(&ad.typefaces.body.language, size, safe, |safe| said(ad, size, safe))
}

fn said(ad: &Ad, size: Size, safe: &SafeMargins) -> Vec<Layer> {
    let sheet = Sheet::new(size, safe);
    let content = sheet.content;
    let share = if is_wide(size) { 0.46 } else { 0.94 };
    let stack = Stack::new(ad, &sheet, content.w * share, content.h * MOST_HEIGHT);
    let y = content.bottom() - stack.height;
    let ground = tone(ad);
    let mut layers = stack.layers(ad, content.x, y, Align::Start, ground);
    if ad.motif.shape == Shape::Band || ad.motif.shape == Shape::Block {
        layers.insert(0, rule(ad.motif.colour, &sheet, content.x, y));
    }
    layers
}

/// A short rule in the motif's colour above the words: what is left of a band when the picture
/// moves under it.
fn rule(colour: Colour, sheet: &Sheet, x: f64, y: f64) -> Layer {
    let (w, h) = (sheet.short * 0.12, (sheet.short * 0.011).max(2.0));
    crate::poster::plain(Room { x, y: y - h - sheet.short * 0.025, w, h }, colour, 0)
}

fn mark(ad: &Ad, sheet: &Sheet, tone: Colour) -> Option<Mark> {
    Mark::new(ad, sheet, tone, sheet.content.w * 0.5, sheet.content.h * 0.16)
}

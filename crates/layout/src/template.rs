//! Lays out a template that people wrote: its boxes by the rules of flex and grid, its words as
//! large as their limits and their room allow.
//!
//! Words are measured through [`Measure`], because a box hugs its words; everything else is as in
//! the layouts that are built in: a canvas of layers comes out, mirrored for languages that run from
//! right to left. What does not fit is said, all of it, before anything is drawn.

mod boxes;
mod cascade;
mod check;
mod paint;
mod tree;

use crate::ad::Ad;
use crate::mirror;
use boxes::{Placed, place};
use cascade::Styled;
use model::canvas::{Canvas, Layer, Typeface};
use model::unit::Size;
use spec::diagnostic::Place;
use spec::format::SafeMargins;
use spec::template::{Surroundings, Template, Vars};

/// Raised whenever the same template gives another canvas, because files hang on it.
pub const VERSION: u64 = 1;

/// Words that are to be measured.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The words.
    pub text: &'a str,
    /// What they are set in.
    pub typeface: &'a Typeface,
    /// Their size, pixels.
    pub size: u32,
    /// Line height over size.
    pub leading: f64,
}

/// How much room words take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extent {
    /// The longest line, pixels.
    pub width: f32,
    /// All lines, pixels.
    pub height: f32,
    /// How many lines.
    pub lines: u32,
}

/// Measures words with their fonts.
pub trait Measure {
    /// Returns the room that words take in lines at most `width` wide.
    fn extent(&self, words: Words<'_>, width: f32) -> Extent;
}

/// Something of a template that cannot stand in a size.
#[derive(Debug, Clone, PartialEq)]
pub struct Unfit {
    /// Where the element is written.
    pub place: Place,
    /// What is wrong.
    pub message: String,
}

/// Steps in which the size of the words is looked for; each halves what is left.
const STEPS: u32 = 7;

/// Returns the canvas of an ad in a template; `vars` are what the brand's tokens are called.
pub fn compose(
    template: &Template,
    ad: &Ad,
    vars: &Vars,
    size: Size,
    safe: &SafeMargins,
    measure: &dyn Measure,
) -> Result<Canvas, Vec<Unfit>> {
    let around = |safe: &SafeMargins| Surroundings {
        width: f64::from(size.width),
        height: f64::from(size.height),
        em: cascade::USUAL_SIZE,
        rem: cascade::USUAL_SIZE,
        safe: [safe.top, safe.right, safe.bottom, safe.left].map(f64::from),
    };
    let mut unfit = Vec::new();
    let mut lay = |safe: &SafeMargins| match lay_out(template, ad, vars, &around(safe), measure) {
        Ok(layers) => layers,
        Err(problems) => {
            unfit = problems;
            Vec::new()
        }
    };
    let canvas = if cascade::keeps_its_direction(template, &around(safe)) {
        Canvas { size, layers: lay(safe) }
    } else {
        mirror::towards(&ad.typefaces.body.language, size, safe, lay)
    };
    if unfit.is_empty() { Ok(canvas) } else { Err(unfit) }
}

/// Returns what the brand's tokens are called in style sheets.
pub fn vars(brand: &spec::workspace::Brand) -> Vars {
    spec::template::brand_vars(&brand.colours)
}

fn lay_out(
    template: &Template,
    ad: &Ad,
    vars: &Vars,
    around: &Surroundings,
    measure: &dyn Measure,
) -> Result<Vec<Layer>, Vec<Unfit>> {
    let styled = cascade::style(template, ad, vars, around);
    let at = |share: f64| attempt(&styled, ad, around, measure, share);
    let (placed, problems) = at(1.0);
    if problems.is_empty() {
        return Ok(paint::layers(&placed, ad, around));
    }
    let (mut best, problems) = at(0.0);
    if !problems.is_empty() {
        return Err(problems);
    }
    let (mut fits, mut too_large) = (0.0, 1.0);
    for _ in 0..STEPS {
        let middle = f64::midpoint(fits, too_large);
        let (placed, problems) = at(middle);
        if problems.is_empty() {
            (fits, best) = (middle, placed);
        } else {
            too_large = middle;
        }
    }
    Ok(paint::layers(&best, ad, around))
}

/// Places everything with the words at a share of the way from their smallest to their largest.
fn attempt(
    styled: &Styled,
    ad: &Ad,
    around: &Surroundings,
    measure: &dyn Measure,
    share: f64,
) -> (Placed, Vec<Unfit>) {
    let placed = place(styled, ad, around, measure, share);
    let problems = check::problems(&placed, ad, around);
    (placed, problems)
}

#[cfg(test)]
mod tests;

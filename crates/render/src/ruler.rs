//! Measures words without drawing them.

use crate::fit::{Setting, Typesetter, break_lines, widest};
use crate::resources::Resources;
use model::canvas::Typeface;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// How much room words take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Room {
    /// The longest line, pixels.
    pub width: f32,
    /// All lines, pixels.
    pub height: f32,
    /// How many lines.
    pub lines: u32,
}

/// Measures words in the fonts of some resources; the same words are shaped once.
pub struct Ruler<'a> {
    inner: RefCell<Inner<'a>>,
}

struct Inner<'a> {
    typesetter: Typesetter<'a>,
    shaped: BTreeMap<Asked, Setting>,
}

/// What a shaping hangs on; the leading in millionths.
type Asked = (String, Vec<model::digest::Digest>, u16, String, u32, i64);

impl<'a> Ruler<'a> {
    /// Measures with the fonts of `resources`.
    pub fn new(resources: &'a Resources) -> Self {
        let inner = Inner { typesetter: Typesetter::new(resources), shaped: BTreeMap::new() };
        Self { inner: RefCell::new(inner) }
    }

    /// Returns the room that words of a size take in lines at most `width` wide. Fonts that are not
    /// there take none; drawing says that they are missing.
    pub fn room(
        &self,
        text: &str,
        typeface: &Typeface,
        (size, leading): (u32, f64),
        width: f32,
    ) -> Room {
        let Inner { typesetter, shaped } = &mut *self.inner.borrow_mut();
        let asked = (
            text.to_owned(),
            typeface.fonts.to_vec(),
            typeface.weight,
            typeface.language.to_string(),
            size,
            (leading * 1e6) as i64,
        );
        let setting =
            shaped.entry(asked).or_insert_with(|| typesetter.shape(text, typeface, size, leading));
        break_lines(setting, width);
        Room { width: widest(setting), height: setting.height(), lines: setting.len() as u32 }
    }
}

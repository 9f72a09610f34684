//! Finds the largest size at which words fit their room, and sets them in lines.
//!
//! Shaping, bidirectional order and line breaks come from `parley`; which size, how many lines and
//! where they stand is decided here. Only fonts handed over are known to it.

use crate::error::RenderError;
use crate::face;
use crate::glyphs::RunFont;
use crate::resources::Resources;
use model::canvas::{Align, TextBlock, Typeface};
use model::digest::Digest;
use model::language;
use model::unit::Size;
use parley::fontique::{Blob, Collection, CollectionOptions, FontInfoOverride, SourceCache};
use parley::{
    Alignment, AlignmentOptions, BaseDirection, FontContext, FontFamily, FontFamilyName,
    FontWeight, Layout, LayoutContext, LineHeight, StyleProperty, WordBreak,
};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Nothing is carried from style to glyphs: one block has one ink.
pub(crate) type Setting = Layout<()>;

/// A line may be wider than its room by this much, pixels: shapers round.
const TOLERANCE: f32 = 0.5;

/// Words set in lines, and where their box begins.
pub(crate) struct Fitted {
    pub(crate) setting: Setting,
    pub(crate) left: f32,
    pub(crate) top: f32,
}

/// Sets words in the fonts of some resources.
pub(crate) struct Typesetter<'a> {
    resources: &'a Resources,
    fonts: FontContext,
    layouts: LayoutContext<()>,
    known: BTreeSet<Digest>,
}

impl<'a> Typesetter<'a> {
    pub(crate) fn new(resources: &'a Resources) -> Self {
        let options = CollectionOptions { shared: false, system_fonts: false };
        let fonts = FontContext {
            collection: Collection::new(options),
            source_cache: SourceCache::default(),
        };
        Self { resources, fonts, layouts: LayoutContext::new(), known: BTreeSet::new() }
    }

    /// Sets a block at the largest size that fits.
    pub(crate) fn fit(&mut self, block: &TextBlock) -> Result<Fitted, RenderError> {
        for font in block.typeface.fonts.iter() {
            self.know(*font)?;
        }
        let smallest = self.set(block, block.smallest);
        if let Some(begin) = missing_character(&smallest, &block.text) {
            return Err(self.lacking(block, begin));
        }
        if !fits(&smallest, block) {
            return Err(too_long(&smallest, block));
        }
        let size = largest(block.smallest, block.largest, |size| {
            size == block.smallest || fits(&self.set(block, size), block)
        });
        Ok(stand(self.set(block, size), block))
    }

    /// Says which character no font shows, where it stands, and which fonts were asked.
    fn lacking(&self, block: &TextBlock, begin: usize) -> RenderError {
        let before = block.text.get(..begin).unwrap_or_default();
        let character = block.text.get(begin..).and_then(|rest| rest.chars().next());
        let name = |font: &Digest| {
            let bytes = self.resources.fonts.get(font);
            bytes.and_then(|bytes| face::name(bytes)).unwrap_or_else(|| font.short())
        };
        RenderError::GlyphMissing {
            text: block.text.clone(),
            character: character.unwrap_or_default(),
            place: before.chars().count() + 1,
            fonts: block.typeface.fonts.iter().map(name).collect::<Vec<_>>().join("`, `"),
        }
    }

    /// Registers a font under its digest, so that no two files can be taken for each other.
    fn know(&mut self, font: Digest) -> Result<(), RenderError> {
        if self.known.contains(&font) {
            return Ok(());
        }
        let bytes = self.resources.fonts.get(&font).ok_or(RenderError::FontMissing { font })?;
        let name = font.to_string();
        let named = FontInfoOverride { family_name: Some(&name), ..Default::default() };
        let blob = Blob::new(Arc::new(Arc::clone(bytes)));
        if self.fonts.collection.register_fonts(blob, Some(named)).is_empty() {
            return Err(RenderError::FontUnreadable { font });
        }
        self.known.insert(font);
        Ok(())
    }

    fn set(&mut self, block: &TextBlock, size: u32) -> Setting {
        let mut setting = self.shaped(&block.text, &block.typeface, size, block.leading);
        break_lines(&mut setting, block.area.w as f32);
        setting
    }

    /// Shapes words that may be in no font that is there.
    pub(crate) fn shape(
        &mut self,
        text: &str,
        typeface: &Typeface,
        size: u32,
        leading: f64,
    ) -> Setting {
        let known =
            typeface.fonts.iter().copied().filter(|font| self.know(*font).is_ok()).collect();
        self.shaped(text, &Typeface { fonts: known, ..typeface.clone() }, size, leading)
    }

    fn shaped(&mut self, text: &str, typeface: &Typeface, size: u32, leading: f64) -> Setting {
        let names: Vec<FontFamilyName<'_>> = typeface
            .fonts
            .iter()
            .map(|font| FontFamilyName::Named(Cow::Owned(font.to_string())))
            .collect();
        let family = FontFamily::List(Cow::Borrowed(&names));
        let mut words = self.layouts.ranged_builder(&mut self.fonts, text, 1.0, true);
        words.push_default(StyleProperty::FontFamily(family));
        words.push_default(StyleProperty::FontSize(size as f32));
        words.push_default(StyleProperty::FontWeight(FontWeight::new(f32::from(typeface.weight))));
        let leading = LineHeight::FontSizeRelative(leading as f32);
        words.push_default(StyleProperty::LineHeight(leading));
        words.push_default(StyleProperty::Locale(parley::Language::parse(&typeface.language).ok()));
        if language::primary(&typeface.language) == "ko" {
            // Korean is written in words, and a line that ends inside one is read twice.
            words.push_default(StyleProperty::WordBreak(WordBreak::KeepAll));
        }
        if language::is_right_to_left(&typeface.language) {
            words.set_base_direction(BaseDirection::Rtl);
        }
        words.build(text)
    }
}

/// Returns the largest size for which `fits` holds, which it does for `smallest`.
fn largest(smallest: u32, largest: u32, mut fits: impl FnMut(u32) -> bool) -> u32 {
    let (mut good, mut bad) = (smallest, largest.max(smallest).saturating_add(1));
    while bad - good > 1 {
        // Looks at the top first: most words are written to fit at the size the layout wants.
        let middle = if bad == largest + 1 { largest } else { good.midpoint(bad) };
        if fits(middle) {
            good = middle;
        } else {
            bad = middle;
        }
    }
    good
}

fn fits(setting: &Setting, block: &TextBlock) -> bool {
    setting.len() <= block.lines as usize
        && setting.height() <= block.area.h as f32
        && widest(setting) <= block.area.w as f32 + TOLERANCE
}

/// Breaks lines to a width. Where a line ends between letters that are kerned, it comes out a hair
/// wider than it was when it was broken; then a line that much narrower is asked for.
pub(crate) fn break_lines(setting: &mut Setting, width: f32) {
    setting.break_all_lines(Some(width));
    let over = widest(setting) - width;
    if over > TOLERANCE && over < width / 10.0 {
        setting.break_all_lines(Some(width - over - TOLERANCE));
        if widest(setting) > width + TOLERANCE {
            setting.break_all_lines(Some(width));
        }
    }
}

/// Returns the longest line, without the space at its end.
pub(crate) fn widest(setting: &Setting) -> f32 {
    let visible =
        setting.lines().map(|line| line.metrics().advance - line.metrics().hanging_advance);
    visible.fold(0.0, f32::max)
}

fn too_long(setting: &Setting, block: &TextBlock) -> RenderError {
    RenderError::TextDoesNotFit {
        text: block.text.clone(),
        area: block.area,
        needed: Size {
            width: widest(setting).ceil() as u32,
            height: setting.height().ceil() as u32,
        },
        lines: setting.len() as u32,
        most: block.lines,
    }
}

/// Returns where the first character stands that no font has a shape for, in bytes.
fn missing_character(setting: &Setting, text: &str) -> Option<usize> {
    let runs = setting.lines().flat_map(|line| line.runs().collect::<Vec<_>>());
    runs.filter_map(|run| {
        let font = RunFont::of(&run)?;
        let unseen = run.clusters().find(|cluster| {
            let mut glyphs = cluster.glyphs().peekable();
            let character = text.get(cluster.text_range()).and_then(|part| part.chars().next());
            character.is_some_and(|c| !is_unseen(c))
                // The later parts of a ligature have no glyph of their own.
                && glyphs.peek().is_some()
                && (cluster.glyphs().any(|glyph| glyph.id == 0)
                    || !glyphs.any(|glyph| font.shows(glyph.id)))
        });
        unseen.map(|cluster| cluster.text_range().start)
    })
    .min()
}

/// Characters that show nothing by themselves: nothing is lost without a glyph (Unicode:
/// `White_Space`, controls, `Default_Ignorable_Code_Point`).
fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(u32::from(c), 0xAD | 0x34F | 0x61C | 0x115F..=0x1160 | 0x17B4..=0x17B5
            | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164
            | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0 | 0xE_0000..=0xE_0FFF)
}

/// Balances the lines, aligns them, and finds where their box stands in the area.
fn stand(mut setting: Setting, block: &TextBlock) -> Fitted {
    let room = block.area.w;
    let width = balanced(&mut setting, room);
    setting.break_all_lines(Some(width as f32));
    let along = match block.align {
        Align::Start => Alignment::Start,
        Align::Centre => Alignment::Center,
        Align::End => Alignment::End,
    };
    setting.align(along, AlignmentOptions::default());
    let spare = (room - width) as f32;
    let aside = match (block.align, setting.is_rtl()) {
        (Align::Centre, _) => (spare / 2.0).floor(),
        (Align::Start, false) | (Align::End, true) => 0.0,
        (Align::Start, true) | (Align::End, false) => spare,
    };
    let down = match block.stand {
        Align::Start => 0.0,
        Align::Centre => optical_middle(&setting, block.area.h as f32),
        Align::End => block.area.h as f32 - setting.height(),
    };
    let (left, top) = (block.area.x as f32 + aside, block.area.y as f32 + down.floor());
    Fitted { setting, left, top }
}

/// Returns the narrowest width with no more lines, so that no line is left with a lone word.
fn balanced(setting: &mut Setting, room: u32) -> u32 {
    let lines = setting.len();
    if lines < 2 {
        return room;
    }
    let (mut narrow, mut wide) = (0, room);
    while wide - narrow > 1 {
        let middle = narrow.midpoint(wide);
        setting.break_all_lines(Some(middle as f32));
        if setting.len() <= lines && widest(setting) <= middle as f32 {
            wide = middle;
        } else {
            narrow = middle;
        }
    }
    wide
}

/// Returns how far down words stand that look centred: what the eye weighs reaches from the top of
/// the capitals in the first line to the foot of the last one. The box still stays in its room.
fn optical_middle(setting: &Setting, room: f32) -> f32 {
    let spare = room - setting.height();
    let capital = |line: parley::Line<'_, ()>| {
        line.runs().next().and_then(|run| run.font_metrics().cap_height)
    };
    let seen = (setting.get(0), setting.first_baseline(), setting.last_baseline());
    let (Some(first), Some(first_foot), Some(last_foot)) = seen else {
        return spare / 2.0;
    };
    let Some(capital) = capital(first) else {
        return spare / 2.0;
    };
    let (head, foot) = (first_foot - capital, last_foot);
    ((room - (foot - head)) / 2.0 - head).clamp(0.0, spare.max(0.0))
}

#[cfg(test)]
mod tests {
    use super::largest;

    #[test]
    fn the_largest_size_that_fits_is_found() {
        for truth in 12..=90 {
            assert_eq!(largest(12, 90, |size| size <= truth), truth);
        }
        assert_eq!(largest(20, 20, |_| true), 20);
        assert_eq!(largest(20, 10, |_| true), 20);
    }
}

//! Where the lines of words stand that a canvas sets, for files in which they stay words.

use crate::error::RenderError;
use crate::fit::Typesetter;
use crate::resources::Resources;
use model::canvas::TextBlock;
use parley::PositionedLayoutItem;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};

/// A line of words where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct SetLine {
    /// The words.
    pub text: String,
    /// Where the line begins: its left edge, or its right one where it runs from right to left.
    pub x: f32,
    /// How far down its letters stand, pixels.
    pub baseline: f32,
    /// Its length, pixels, without spaces at the end.
    pub length: f32,
    /// The size of its letters, pixels.
    pub size: f32,
    /// Whether it runs from right to left.
    pub rtl: bool,
}

/// Sets a block as it is drawn, and returns its lines.
pub fn set_lines(block: &TextBlock, resources: &Resources) -> Result<Vec<SetLine>, RenderError> {
    let fitted = Typesetter::new(resources).fit(block)?;
    let rtl = fitted.setting.is_rtl();
    let line = |line: parley::Line<'_, ()>| {
        let metrics = *line.metrics();
        let runs = line.items().filter_map(|item| match item {
            PositionedLayoutItem::GlyphRun(run) => {
                Some((run.offset(), run.offset() + run.advance()))
            }
            PositionedLayoutItem::InlineBox(_) => None,
        });
        let (left, right) = runs.fold((f32::MAX, f32::MIN), |(left, right), (from, to)| {
            (left.min(from), right.max(to))
        });
        let size = line.runs().next().map(|run| run.font_size())?;
        let text = block.text.get(line.text_range())?.trim();
        (!text.is_empty()).then(|| SetLine {
            text: text.to_owned(),
            x: fitted.left + if rtl { right } else { left },
            baseline: fitted.top + metrics.baseline,
            length: metrics.advance - metrics.hanging_advance,
            size,
            rtl,
        })
    };
    Ok(fitted.setting.lines().filter_map(line).collect())
}

/// Returns the name under which design tools know a font file; none where it says none.
pub fn family(font: &[u8]) -> Option<String> {
    let font = FontRef::new(font).ok()?;
    let named = |id| font.localized_strings(id).english_or_first().map(|name| name.to_string());
    named(StringId::TYPOGRAPHIC_FAMILY_NAME).or_else(|| named(StringId::FAMILY_NAME))
}

//! Headline, second line and button, one below the other.

use crate::ad::{Ad, Typeface};
use crate::button::Button;
use crate::contrast::{mix, readable};
use crate::estimate::{Expected, Wanted, expected};
use crate::room::{Room, Sheet};
use crate::scale::{Role, Sizes, carries_line, sizes};
use crate::script::leading;
use model::canvas::{Align, Layer, TextBlock};
use model::colour::Colour;

const HEADLINE_LEADING: f64 = 1.08;
const LINE_LEADING: f64 = 1.34;
/// More lines than this are a paragraph, not a headline.
const HEADLINE_LINES: u32 = 4;
/// A line of a headline carries at least about so many characters, or it breaks into single words.
const CHARACTERS_A_LINE: usize = 12;
const LINE_LINES: u32 = 4;

/// Words in a column, sized.
#[derive(Debug, Clone)]
pub(crate) struct Stack {
    headline: Expected,
    line: Option<Expected>,
    button: Option<Button>,
    sizes: Sizes,
    line_sizes: Sizes,
    after_headline: f64,
    before_button: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Stack {
    /// Sizes the words of `ad` for a column of `width`, at most `height` high.
    pub(crate) fn new(ad: &Ad, sheet: &Sheet, width: f64, height: f64) -> Self {
        Self::with_button(ad, sheet, width, height, Button::new(&ad.cta, sheet, width))
    }

    /// Sizes the words without the button, which stands elsewhere.
    pub(crate) fn words(ad: &Ad, sheet: &Sheet, width: f64, height: f64) -> Self {
        Self::with_button(ad, sheet, width, height, None)
    }

    /// The second line gives way where the headline would not fit with it.
    fn with_button(
        ad: &Ad,
        sheet: &Sheet,
        width: f64,
        height: f64,
        button: Option<Button>,
    ) -> Self {
        let line = if carries_line(sheet.size) { ad.line.as_str() } else { "" };
        let whole = Self::with_line(ad, sheet, (width, height), button.clone(), line);
        if line.is_empty() || whole.fits() {
            return whole;
        }
        Self::with_line(ad, sheet, (width, height), button, "")
    }

    fn with_line(
        ad: &Ad,
        sheet: &Sheet,
        (width, height): (f64, f64),
        button: Option<Button>,
        line: &str,
    ) -> Self {
        let line_sizes = sizes(Role::Line, sheet);
        let line = (!line.is_empty()).then(|| {
            expected(Wanted {
                text: &ad.line,
                width,
                height: height * 0.3,
                leading: leading(LINE_LEADING, &ad.line),
                lines: LINE_LINES,
                largest: line_sizes.largest,
                smallest: line_sizes.smallest,
            })
        });
        let after_headline =
            if line.is_some() { f64::from(line_sizes.largest) * 0.55 } else { 0.0 };
        let tight = (height * 0.12).max(2.0);
        let before_button = button.as_ref().map_or(0.0, |button| (button.h * 0.62).min(tight));
        let below = line
            .map_or(0.0, |line| line.height(leading(LINE_LEADING, &ad.line)) + after_headline)
            + button.as_ref().map_or(0.0, |button| button.h + before_button);
        let sizes = sizes(Role::Headline, sheet);
        let headline = expected(Wanted {
            text: &ad.headline,
            width,
            height: height - below,
            leading: leading(HEADLINE_LEADING, &ad.headline),
            lines: headline_lines(&ad.headline),
            largest: sizes.largest,
            smallest: sizes.smallest,
        });
        let height = (headline.height(leading(HEADLINE_LEADING, &ad.headline)) + below).min(height);
        Self {
            headline,
            line,
            button,
            sizes,
            line_sizes,
            after_headline,
            before_button,
            width,
            height,
        }
    }

    /// Returns whether the words are expected to fit at a size that can be read.
    pub(crate) fn fits(&self) -> bool {
        self.headline.fits
    }

    /// Returns whether the headline is expected to be much larger than it must be.
    pub(crate) fn fits_well(&self) -> bool {
        self.headline.fits && f64::from(self.headline.size) >= f64::from(self.sizes.smallest) * 1.7
    }

    /// Returns the layers with the left top corner at `x`, `y`.
    pub(crate) fn layers(
        &self,
        ad: &Ad,
        x: f64,
        y: f64,
        align: Align,
        ground: Colour,
    ) -> Vec<Layer> {
        let ink = readable(ground, &[ad.colours.paper, ad.colours.ink]);
        let line_height =
            self.line.map_or(0.0, |line| line.height(leading(LINE_LEADING, &ad.line)));
        let button_height = self.button.as_ref().map_or(0.0, |button| button.h);
        let words_height =
            self.height - line_height - button_height - self.after_headline - self.before_button;
        let headline = Room { x, y, w: self.width, h: words_height };
        let line = Room { y: headline.bottom() + self.after_headline, h: line_height, ..headline };
        let button_y = line.bottom() + self.before_button;
        let mut layers = vec![self.headline_layer(ad, headline, align, ink)];
        layers.extend(self.line_layer(ad, line, align, mix(ground, ink, 0.92)));
        layers.extend(self.button.iter().flat_map(|button| {
            let x = x + beginning(align, self.width, button.w);
            button.layers(x, button_y, ground, &ad.colours, &ad.typefaces.body)
        }));
        layers
    }

    fn headline_layer(&self, ad: &Ad, room: Room, align: Align, ink: Colour) -> Layer {
        let block = Block {
            text: &ad.headline,
            typeface: &ad.typefaces.headline,
            expected: self.headline,
            smallest: self.sizes.smallest,
            leading: leading(HEADLINE_LEADING, &ad.headline),
            stand: Align::End,
        };
        block.layer(room, align, ink)
    }

    fn line_layer(&self, ad: &Ad, room: Room, align: Align, ink: Colour) -> Option<Layer> {
        let block = Block {
            text: &ad.line,
            typeface: &ad.typefaces.body,
            expected: self.line?,
            smallest: self.line_sizes.smallest,
            leading: leading(LINE_LEADING, &ad.line),
            stand: Align::Start,
        };
        Some(block.layer(room, align, ink))
    }
}

fn headline_lines(text: &str) -> u32 {
    let lines = text.chars().count().div_ceil(CHARACTERS_A_LINE);
    u32::try_from(lines).unwrap_or(HEADLINE_LINES).clamp(2, HEADLINE_LINES)
}

/// Words with their setting.
struct Block<'a> {
    text: &'a str,
    typeface: &'a Typeface,
    expected: Expected,
    smallest: u32,
    leading: f64,
    stand: Align,
}

impl Block<'_> {
    fn layer(&self, room: Room, align: Align, colour: Colour) -> Layer {
        Layer::Text(TextBlock {
            text: self.text.to_owned(),
            area: room.within(),
            typeface: self.typeface.clone(),
            colour,
            largest: self.expected.size,
            smallest: self.smallest.min(self.expected.size),
            leading: self.leading,
            lines: self.expected.lines,
            align,
            stand: self.stand,
        })
    }
}

/// Returns how far from the left something of `width` begins in a room.
pub(crate) fn beginning(align: Align, room: f64, width: f64) -> f64 {
    match align {
        Align::Start => 0.0,
        Align::Centre => (room - width) / 2.0,
        Align::End => room - width,
    }
}

//! From styles to the tree that `taffy` places.

use super::cascade::Style;
use spec::template::{Length, Surroundings, Track, Value};
use taffy::style_helpers::{auto, fr, length, line, percent, span};
use taffy::{
    AlignContent, AlignItems, BoxSizing, Dimension, Display, FlexDirection, FlexWrap,
    GridTemplateComponent, LengthPercentage, LengthPercentageAuto, Line, Position, Rect, Size,
};

/// Returns the style of a box for `taffy`.
pub(super) fn taffy_style(style: &Style, around: &Surroundings) -> taffy::Style {
    let of = Read { style, around };
    let row = of.words("flex-direction", "row");
    taffy::Style {
        display: match of.words("display", "block") {
            "flex" => Display::Flex,
            "grid" => Display::Grid,
            _ => Display::Block,
        },
        box_sizing: match of.words("box-sizing", "border-box") {
            "content-box" => BoxSizing::ContentBox,
            _ => BoxSizing::BorderBox,
        },
        position: match of.words("position", "static") {
            "absolute" => Position::Absolute,
            "relative" => Position::Relative,
            _ => Position::Static,
        },
        inset: of.sides(["top", "right", "bottom", "left"], auto()),
        size: Size { width: of.dimension("width"), height: of.dimension("height") },
        min_size: Size { width: of.auto_or("min-width"), height: of.auto_or("min-height") },
        max_size: Size { width: of.auto_or("max-width"), height: of.auto_or("max-height") },
        aspect_ratio: of.number("aspect-ratio").map(|ratio| ratio as f32),
        margin: of
            .sides(["margin-top", "margin-right", "margin-bottom", "margin-left"], length(0.0)),
        padding: Rect {
            top: of.plain("padding-top"),
            right: of.plain("padding-right"),
            bottom: of.plain("padding-bottom"),
            left: of.plain("padding-left"),
        },
        align_items: items(of.words("align-items", "")).unwrap_or(AlignItems::NORMAL),
        align_self: items(of.words("align-self", "")),
        justify_items: items(of.words("justify-items", "")).unwrap_or(AlignItems::NORMAL),
        justify_self: items(of.words("justify-self", "")),
        align_content: content(of.words("align-content", "")),
        justify_content: content(of.words("justify-content", "")),
        gap: Size { width: of.plain("column-gap"), height: of.plain("row-gap") },
        flex_direction: match row {
            "column" => FlexDirection::Column,
            "row-reverse" => FlexDirection::RowReverse,
            "column-reverse" => FlexDirection::ColumnReverse,
            _ => FlexDirection::Row,
        },
        flex_wrap: match of.words("flex-wrap", "nowrap") {
            "wrap" => FlexWrap::Wrap,
            _ => FlexWrap::NoWrap,
        },
        flex_basis: of.dimension("flex-basis"),
        flex_grow: of.number("flex-grow").unwrap_or(0.0) as f32,
        flex_shrink: of.number("flex-shrink").unwrap_or(1.0) as f32,
        grid_template_columns: of.tracks("grid-template-columns"),
        grid_template_rows: of.tracks("grid-template-rows"),
        grid_column: of.lines("grid-column"),
        grid_row: of.lines("grid-row"),
        ..taffy::Style::default()
    }
}

struct Read<'a> {
    style: &'a Style,
    around: &'a Surroundings,
}

impl Read<'_> {
    fn words(&self, name: &str, otherwise: &'static str) -> &'static str {
        match self.style.get(name) {
            Some(Value::Word(word)) => word,
            _ => otherwise,
        }
    }

    fn number(&self, name: &str) -> Option<f64> {
        match self.style.get(name) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }

    fn length(&self, name: &str) -> Option<&Length> {
        match self.style.get(name) {
            Some(Value::Length(length)) => Some(length),
            _ => None,
        }
    }

    fn plain(&self, name: &str) -> LengthPercentage {
        match self.length(name) {
            Some(found) => match found.share() {
                Some(share) => percent(share),
                None => length(found.px(self.around).max(0.0)),
            },
            None => length(0.0),
        }
    }

    fn auto_or(&self, name: &str) -> LengthPercentageAuto {
        self.length(name).map_or(auto(), |found| self.with_auto(found))
    }

    fn with_auto(&self, found: &Length) -> LengthPercentageAuto {
        found.share().map_or_else(|| length(found.px(self.around)), percent)
    }

    fn dimension(&self, name: &str) -> Dimension {
        match self.length(name) {
            Some(found) => match found.share() {
                Some(share) => percent(share),
                None => length(found.px(self.around).max(0.0)),
            },
            None => auto(),
        }
    }

    fn sides(
        &self,
        names: [&str; 4],
        otherwise: LengthPercentageAuto,
    ) -> Rect<LengthPercentageAuto> {
        let [top, right, bottom, left] = names.map(|name| match self.style.get(name) {
            Some(Value::Auto) => auto(),
            Some(Value::Length(found)) => self.with_auto(found),
            _ => otherwise,
        });
        Rect { left, right, top, bottom }
    }

    fn tracks(&self, name: &str) -> Vec<GridTemplateComponent<String>> {
        let Some(Value::Tracks(tracks)) = self.style.get(name) else { return Vec::new() };
        let one = |track: &Track| match track {
            Track::Share(share) => fr(*share),
            Track::Content => auto(),
            Track::Fixed(found) => match found.share() {
                Some(share) => percent(share),
                None => length(found.px(self.around).max(0.0)),
            },
        };
        tracks.iter().map(one).collect()
    }

    fn lines(&self, name: &str) -> Line<taffy::GridPlacement<String>> {
        match self.style.get(name) {
            Some(Value::Lines(Some(from), over)) => Line { start: line(*from), end: span(*over) },
            Some(Value::Lines(None, over)) => Line { start: span(*over), end: auto() },
            _ => Line { start: auto(), end: auto() },
        }
    }
}

fn items(word: &str) -> Option<AlignItems> {
    Some(match word {
        "start" => AlignItems::START,
        "end" => AlignItems::END,
        "flex-start" => AlignItems::FLEX_START,
        "flex-end" => AlignItems::FLEX_END,
        "center" => AlignItems::CENTER,
        "stretch" => AlignItems::STRETCH,
        "baseline" => AlignItems::BASELINE,
        _ => return None,
    })
}

fn content(word: &str) -> AlignContent {
    match word {
        "start" => AlignContent::START,
        "end" => AlignContent::END,
        "flex-start" => AlignContent::FLEX_START,
        "flex-end" => AlignContent::FLEX_END,
        "center" => AlignContent::CENTER,
        "space-between" => AlignContent::SPACE_BETWEEN,
        "space-around" => AlignContent::SPACE_AROUND,
        "space-evenly" => AlignContent::SPACE_EVENLY,
        "stretch" => AlignContent::STRETCH,
        _ => AlignContent::NORMAL,
    }
}

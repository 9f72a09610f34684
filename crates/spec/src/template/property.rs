//! The properties a template may use, and what each takes.

/// What a property takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// One of these words.
    Words(&'static [&'static str]),
    /// A length.
    Length,
    /// A length, or `auto`.
    LengthOrAuto,
    /// One to four lengths, for the sides.
    Sides,
    /// One to four lengths or `auto`.
    SidesOrAuto,
    /// One or two lengths: for rows, for columns.
    Pair,
    /// A number that is not negative.
    Number,
    /// A whole number from 1.
    Count,
    /// A colour.
    Colour,
    /// A colour, or a gradient.
    Background,
    /// The brand's `headline` or `body` font.
    Family,
    /// 100 to 900, `normal` or `bold`.
    Weight,
    /// A number, a percentage or a length of the words.
    LineHeight,
    /// Width over height.
    Ratio,
    /// Where in a picture: two of percentages and words.
    Spot,
    /// Columns or rows of a grid.
    Tracks,
    /// A line of a grid, or two.
    Lines,
    /// Growing, shrinking, basis.
    Flex,
}

/// A property.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
}

const fn property(name: &'static str, kind: Kind) -> Property {
    Property { name, kind }
}

const ALONG: Kind = Kind::Words(&[
    "start",
    "end",
    "flex-start",
    "flex-end",
    "center",
    "space-between",
    "space-around",
    "space-evenly",
    "stretch",
]);
const ACROSS: Kind =
    Kind::Words(&["start", "end", "flex-start", "flex-end", "center", "stretch", "baseline"]);

/// All of them, by name.
pub const PROPERTIES: &[Property] = &[
    property("--fit-max", Kind::Length),
    property("--fit-min", Kind::Length),
    property("--scrim", Kind::Words(&["auto", "none"])),
    property("-webkit-line-clamp", Kind::Count),
    property("align-content", ALONG),
    property("align-items", ACROSS),
    property("align-self", ACROSS),
    property("aspect-ratio", Kind::Ratio),
    property("background", Kind::Background),
    property("background-color", Kind::Colour),
    property("background-image", Kind::Background),
    property("border-radius", Kind::Length),
    property("bottom", Kind::LengthOrAuto),
    property("box-sizing", Kind::Words(&["border-box", "content-box"])),
    property("color", Kind::Colour),
    property("column-gap", Kind::Length),
    property("direction", Kind::Words(&["auto", "ltr"])),
    property("display", Kind::Words(&["block", "flex", "grid", "none"])),
    property("flex", Kind::Flex),
    property("flex-basis", Kind::LengthOrAuto),
    property("flex-direction", Kind::Words(&["row", "column", "row-reverse", "column-reverse"])),
    property("flex-grow", Kind::Number),
    property("flex-shrink", Kind::Number),
    property("flex-wrap", Kind::Words(&["nowrap", "wrap"])),
    property("font-family", Kind::Family),
    property("font-size", Kind::Length),
    property("font-weight", Kind::Weight),
    property("gap", Kind::Pair),
    property("grid-column", Kind::Lines),
    property("grid-row", Kind::Lines),
    property("grid-template-columns", Kind::Tracks),
    property("grid-template-rows", Kind::Tracks),
    property("height", Kind::LengthOrAuto),
    property("inset", Kind::SidesOrAuto),
    property("justify-content", ALONG),
    property("justify-items", ACROSS),
    property("justify-self", ACROSS),
    property("left", Kind::LengthOrAuto),
    property("line-clamp", Kind::Count),
    property("line-height", Kind::LineHeight),
    property("margin", Kind::SidesOrAuto),
    property("margin-bottom", Kind::LengthOrAuto),
    property("margin-left", Kind::LengthOrAuto),
    property("margin-right", Kind::LengthOrAuto),
    property("margin-top", Kind::LengthOrAuto),
    property("max-height", Kind::LengthOrAuto),
    property("max-width", Kind::LengthOrAuto),
    property("min-height", Kind::LengthOrAuto),
    property("min-width", Kind::LengthOrAuto),
    property("object-fit", Kind::Words(&["cover", "contain"])),
    property("object-position", Kind::Spot),
    property("opacity", Kind::Number),
    property("padding", Kind::Sides),
    property("padding-bottom", Kind::Length),
    property("padding-left", Kind::Length),
    property("padding-right", Kind::Length),
    property("padding-top", Kind::Length),
    property("position", Kind::Words(&["relative", "absolute"])),
    property("right", Kind::LengthOrAuto),
    property("row-gap", Kind::Length),
    property("text-align", Kind::Words(&["start", "end", "left", "right", "center"])),
    property("top", Kind::LengthOrAuto),
    property("width", Kind::LengthOrAuto),
];

/// Returns a property by its name.
pub(super) fn find(name: &str) -> Option<&'static Property> {
    PROPERTIES.iter().find(|property| property.name == name)
}

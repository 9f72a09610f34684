//! Draws words that are set already: outlines to coverage to ink, coloured glyphs as they are.

use crate::coloured;
use crate::fit::Fitted;
use crate::surface::Surface;
use model::colour::Colour;
use parley::{GlyphRun, PositionedLayoutItem, Run};
use skrifa::instance::{LocationRef, NormalizedCoord, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use zeno::{Command, Mask, Origin, Vector};

/// Inks every glyph at its exact place; no hinting, exact area coverage.
pub(crate) fn ink(surface: &mut Surface, fitted: &Fitted, colour: Colour) {
    for item in fitted.setting.lines().flat_map(|line| line.items()) {
        if let PositionedLayoutItem::GlyphRun(run) = item {
            ink_run(surface, fitted, &run, colour);
        }
    }
}

/// A font as one run of words uses it.
pub(crate) struct RunFont<'a> {
    pub(crate) font: FontRef<'a>,
    coordinates: Vec<NormalizedCoord>,
    pub(crate) size: f32,
}

impl<'a> RunFont<'a> {
    /// Returns the font of a run. It was read when it was registered, so this does not fail for one
    /// that shaped words.
    pub(crate) fn of(run: &'a Run<'_, ()>) -> Option<Self> {
        let font = FontRef::from_index(run.font().data.as_ref(), run.font().index).ok()?;
        let coordinates = run
            .normalized_coords()
            .iter()
            .map(|coordinate| NormalizedCoord::from_bits(coordinate.to_bits()))
            .collect();
        Some(Self { font, coordinates, size: run.font_size() })
    }

    pub(crate) fn location(&self) -> LocationRef<'_> {
        LocationRef::new(&self.coordinates)
    }

    /// Tells whether a glyph shows anything that can be drawn here.
    pub(crate) fn shows(&self, glyph: u32) -> bool {
        let glyph = GlyphId::new(glyph);
        coloured::has(&self.font, glyph, self.size)
            || !outline(&self.font, glyph, Size::new(self.size), self.location(), (0.0, 0.0))
                .is_empty()
    }
}

fn ink_run(surface: &mut Surface, fitted: &Fitted, glyphs: &GlyphRun<'_, ()>, colour: Colour) {
    let Some(font) = RunFont::of(glyphs.run()) else {
        return;
    };
    let size = Size::new(font.size);
    for glyph in glyphs.positioned_glyphs().filter(|glyph| glyph.id != 0) {
        let place = (fitted.left + glyph.x, fitted.top + glyph.y);
        let id = GlyphId::new(glyph.id);
        if coloured::draw(surface, &font, id, place, colour) {
            continue;
        }
        let commands = outline(&font.font, id, size, font.location(), place);
        if commands.is_empty() {
            continue;
        }
        let (mask, place) = Mask::new(commands.as_slice()).origin(Origin::TopLeft).render();
        surface.ink(place.left, place.top, place.width, &mask, colour);
    }
}

/// Returns the outline of a glyph with its pen at a place; nothing where it has none.
pub(crate) fn outline(
    font: &FontRef<'_>,
    glyph: GlyphId,
    size: Size,
    location: LocationRef<'_>,
    (x, y): (f32, f32),
) -> Vec<Command> {
    let mut pen = Pen { x, y, commands: Vec::new() };
    let settings = DrawSettings::unhinted(size, location);
    let drawn = font.outline_glyphs().get(glyph).map(|outline| outline.draw(settings, &mut pen));
    if matches!(drawn, Some(Ok(_))) { pen.commands } else { Vec::new() }
}

/// Takes an outline, whose y grows upwards, to its place on the sheet, whose y grows downwards.
struct Pen {
    x: f32,
    y: f32,
    commands: Vec<Command>,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> Vector {
        Vector::new(self.x + x, self.y - y)
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.commands.push(Command::MoveTo(self.at(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.commands.push(Command::LineTo(self.at(x, y)));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.commands.push(Command::QuadTo(self.at(cx, cy), self.at(x, y)));
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.commands.push(Command::CurveTo(self.at(ax, ay), self.at(bx, by), self.at(x, y)));
    }

    fn close(&mut self) {
        self.commands.push(Command::Close);
    }
}

//! Paints the layers of a `COLR` glyph: shapes filled with colours and gradients.

use crate::glyphs::RunFont;
use crate::surface::Surface;
use model::colour::Colour;
use resvg::tiny_skia::{
    BlendMode, Color, FillRule, GradientStop, LinearGradient, Mask, Paint, Path, PathBuilder,
    Pixmap, PixmapPaint, Point, RadialGradient, Rect, Shader, SpreadMode, SweepGradient, Transform,
};
use skrifa::color::{Brush, ColorGlyph, ColorPainter, ColorStop, CompositeMode, Extend};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::types::BoundingBox;
use skrifa::{GlyphId, MetadataProvider};

/// What a colour glyph reaches around its pen, in ems: left, above, right, below. Pictographs are
/// little wider than high and stand a little below the line.
const REACH: (f32, f32, f32, f32) = (0.5, 1.5, 2.0, 0.75);

/// Clips and groups nested at most; a font that nests deeper was made to stop programs.
const DEEPEST: usize = 64;

/// Paints a glyph with its pen at a place; says whether anything could be.
pub(super) fn paint(
    surface: &mut Surface,
    font: &RunFont<'_>,
    glyph: &ColorGlyph<'_>,
    (x, y): (f32, f32),
    ink: Colour,
) -> bool {
    let (left, top) = ((x - REACH.0 * font.size).floor(), (y - REACH.1 * font.size).floor());
    let side = |before: f32, after: f32| ((before + after) * font.size).ceil() as u32 + 2;
    let (width, height) = (side(REACH.0, REACH.2), side(REACH.1, REACH.3));
    let Some(sheet) = Pixmap::new(width, height) else { return false };
    let units = font.font.metrics(skrifa::instance::Size::unscaled(), font.location());
    let scale = font.size / f32::from(units.units_per_em.max(1));
    let place = Transform::from_row(scale, 0.0, 0.0, -scale, x - left, y - top);
    let palettes = font.font.color_palettes();
    let palette = palettes.get(0);
    let mut painter = Painter {
        font,
        palette: palette
            .iter()
            .flat_map(|palette| palette.colors().iter())
            .copied()
            .map(of_record)
            .collect(),
        ink: Color::from_rgba8(ink.r, ink.g, ink.b, 255),
        transforms: vec![place],
        clips: Vec::new(),
        sheets: vec![(sheet, BlendMode::SourceOver)],
    };
    if glyph.paint(font.location(), &mut painter).is_err() {
        return false;
    }
    let Some((sheet, _)) = painter.sheets.into_iter().next() else { return false };
    surface.place_at(left as i32, top as i32, width, sheet.data().as_chunks().0);
    true
}

fn of_record(record: skrifa::color::Color) -> Color {
    Color::from_rgba8(record.red, record.green, record.blue, record.alpha)
}

struct Painter<'a> {
    font: &'a RunFont<'a>,
    palette: Vec<Color>,
    ink: Color,
    /// From font units to pixels of the sheet, the innermost last.
    transforms: Vec<Transform>,
    clips: Vec<Option<Mask>>,
    /// Groups, the innermost last, with how each is laid over the one below.
    sheets: Vec<(Pixmap, BlendMode)>,
}

impl Painter<'_> {
    fn transform(&self) -> Transform {
        self.transforms.last().copied().unwrap_or_default()
    }

    /// Clips to a shape inside whatever is clipped to already. No shape clips everything away.
    fn clip(&mut self, path: Option<&Path>) {
        if self.clips.len() >= DEEPEST {
            return self.clips.push(self.clips.last().cloned().flatten());
        }
        let Some((width, height)) = self.sheets.last().map(|(s, _)| (s.width(), s.height())) else {
            return;
        };
        let transform = self.transform();
        let mut mask = self.clips.last().cloned().flatten();
        match (&mut mask, path) {
            (Some(mask), Some(path)) => {
                mask.intersect_path(path, FillRule::Winding, true, transform);
            }
            (none, path) => {
                *none = Mask::new(width, height);
                if let (Some(mask), Some(path)) = (none, path) {
                    mask.fill_path(path, FillRule::Winding, true, transform);
                }
            }
        }
        self.clips.push(mask);
    }

    fn glyph(&self, glyph: GlyphId) -> Option<Path> {
        let mut pen = Pen(PathBuilder::new());
        let size = skrifa::instance::Size::unscaled();
        let settings = DrawSettings::unhinted(size, self.font.location());
        self.font.font.outline_glyphs().get(glyph)?.draw(settings, &mut pen).ok()?;
        pen.0.finish()
    }

    fn colour(&self, index: u16, alpha: f32) -> Color {
        // The last index stands for the ink of the words (OpenType, COLR).
        let mut colour = if index == u16::MAX {
            self.ink
        } else {
            self.palette.get(usize::from(index)).copied().unwrap_or(self.ink)
        };
        colour.apply_opacity(alpha.clamp(0.0, 1.0));
        colour
    }

    fn shader(&self, brush: &Brush<'_>, transform: Transform) -> Option<Shader<'static>> {
        let point = |p: skrifa::raw::types::Point<f32>| Point::from_xy(p.x, p.y);
        match brush {
            Brush::Solid { palette_index, alpha } => {
                Some(Shader::SolidColor(self.colour(*palette_index, *alpha)))
            }
            Brush::LinearGradient { p0, p1, color_stops, extend } => {
                let stops = self.stops(color_stops);
                LinearGradient::new(point(*p0), point(*p1), stops, spread(*extend), transform)
            }
            Brush::RadialGradient { c0, r0, c1, r1, color_stops, extend } => {
                let (stops, spread) = (self.stops(color_stops), spread(*extend));
                RadialGradient::new(point(*c0), *r0, point(*c1), *r1, stops, spread, transform)
            }
            Brush::SweepGradient { c0, start_angle, end_angle, color_stops, extend } => {
                let (stops, spread) = (self.stops(color_stops), spread(*extend));
                SweepGradient::new(point(*c0), *start_angle, *end_angle, stops, spread, transform)
            }
        }
    }

    fn stops(&self, stops: &[ColorStop]) -> Vec<GradientStop> {
        let stop = |stop: &ColorStop| {
            GradientStop::new(stop.offset, self.colour(stop.palette_index, stop.alpha))
        };
        stops.iter().map(stop).collect()
    }

    /// Fills a shape, or everything, inside the clip.
    fn fill_shape(&mut self, path: Option<&Path>, brush: &Brush<'_>, brush_place: Transform) {
        let transform = self.transform();
        // What a shader's own transform does not know of the shape's is added here.
        let shader_place = if path.is_some() { brush_place } else { transform };
        let Some(shader) = self.shader(brush, shader_place) else { return };
        let paint = Paint { shader, anti_alias: true, ..Paint::default() };
        let clip = self.clips.last().cloned().flatten();
        let Some((sheet, _)) = self.sheets.last_mut() else { return };
        if let Some(path) = path {
            sheet.fill_path(path, &paint, FillRule::Winding, transform, clip.as_ref());
        } else if let Some(all) =
            Rect::from_xywh(0.0, 0.0, sheet.width() as f32, sheet.height() as f32)
        {
            sheet.fill_rect(all, &paint, Transform::identity(), clip.as_ref());
        }
    }
}

impl ColorPainter for Painter<'_> {
    fn push_transform(&mut self, t: skrifa::color::Transform) {
        let inner = Transform::from_row(t.xx, t.yx, t.xy, t.yy, t.dx, t.dy);
        self.transforms.push(self.transform().pre_concat(inner));
    }

    fn pop_transform(&mut self) {
        self.transforms.pop();
    }

    fn push_clip_glyph(&mut self, glyph: GlyphId) {
        let path = self.glyph(glyph);
        self.clip(path.as_ref());
    }

    fn push_clip_box(&mut self, of: BoundingBox<f32>) {
        let rect = Rect::from_ltrb(of.x_min, of.y_min, of.x_max, of.y_max);
        self.clip(rect.map(PathBuilder::from_rect).as_ref());
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn fill(&mut self, brush: Brush<'_>) {
        self.fill_shape(None, &brush, Transform::identity());
    }

    fn fill_glyph(
        &mut self,
        glyph: GlyphId,
        brush_transform: Option<skrifa::color::Transform>,
        brush: Brush<'_>,
    ) {
        let place = brush_transform.map_or(Transform::identity(), |t| {
            Transform::from_row(t.xx, t.yx, t.xy, t.yy, t.dx, t.dy)
        });
        if let Some(path) = self.glyph(glyph) {
            self.fill_shape(Some(&path), &brush, place);
        }
    }

    fn push_layer(&mut self, mode: CompositeMode) {
        let fresh = self.sheets.first().filter(|_| self.sheets.len() < DEEPEST);
        if let Some(sheet) = fresh.and_then(|(s, _)| Pixmap::new(s.width(), s.height())) {
            self.sheets.push((sheet, blend(mode)));
        }
    }

    fn pop_layer(&mut self) {
        if self.sheets.len() < 2 {
            return;
        }
        if let (Some((over, mode)), Some((under, _))) = (self.sheets.pop(), self.sheets.last_mut())
        {
            let paint = PixmapPaint { blend_mode: mode, ..PixmapPaint::default() };
            under.draw_pixmap(0, 0, over.as_ref(), &paint, Transform::identity(), None);
        }
    }
}

fn spread(extend: Extend) -> SpreadMode {
    match extend {
        Extend::Repeat => SpreadMode::Repeat,
        Extend::Reflect => SpreadMode::Reflect,
        _ => SpreadMode::Pad,
    }
}

fn blend(mode: CompositeMode) -> BlendMode {
    match mode {
        CompositeMode::Clear => BlendMode::Clear,
        CompositeMode::Src => BlendMode::Source,
        CompositeMode::Dest => BlendMode::Destination,
        CompositeMode::DestOver => BlendMode::DestinationOver,
        CompositeMode::SrcIn => BlendMode::SourceIn,
        CompositeMode::DestIn => BlendMode::DestinationIn,
        CompositeMode::SrcOut => BlendMode::SourceOut,
        CompositeMode::DestOut => BlendMode::DestinationOut,
        CompositeMode::SrcAtop => BlendMode::SourceAtop,
        CompositeMode::DestAtop => BlendMode::DestinationAtop,
        CompositeMode::Xor => BlendMode::Xor,
        CompositeMode::Plus => BlendMode::Plus,
        CompositeMode::Screen => BlendMode::Screen,
        CompositeMode::Overlay => BlendMode::Overlay,
        CompositeMode::Darken => BlendMode::Darken,
        CompositeMode::Lighten => BlendMode::Lighten,
        CompositeMode::ColorDodge => BlendMode::ColorDodge,
        CompositeMode::ColorBurn => BlendMode::ColorBurn,
        CompositeMode::HardLight => BlendMode::HardLight,
        CompositeMode::SoftLight => BlendMode::SoftLight,
        CompositeMode::Difference => BlendMode::Difference,
        CompositeMode::Exclusion => BlendMode::Exclusion,
        CompositeMode::Multiply => BlendMode::Multiply,
        CompositeMode::HslHue => BlendMode::Hue,
        CompositeMode::HslSaturation => BlendMode::Saturation,
        CompositeMode::HslColor => BlendMode::Color,
        CompositeMode::HslLuminosity => BlendMode::Luminosity,
        _ => BlendMode::SourceOver,
    }
}

/// Takes an outline as it is; the transform brings it to its place.
struct Pen(PathBuilder);

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.0.quad_to(cx, cy, x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        self.0.cubic_to(ax, ay, bx, by, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}

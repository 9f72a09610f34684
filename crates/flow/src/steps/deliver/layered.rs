//! The layers of what goes out: a still as SVG, what lies over a film as PNG.

use super::super::draw::{refuse, resources};
use super::{Bench, StepError};
use asset::interchange::layers::{Drawn, Line, layers};
use model::canvas::{Canvas, Layer};
use model::timeline::Timeline;
use model::unit::{Region, Size};
use render::{RenderError, Resources, SetLine};

/// Pictures inside an SVG, as good as those in what is delivered.
const QUALITY: u8 = 90;

/// Returns a still's canvas as SVG.
pub(super) fn svg(canvas: &Canvas, name: &str, bench: &Bench<'_>) -> Result<Vec<u8>, StepError> {
    let resources = resources([canvas], &[], bench)?;
    let drawn: Result<Vec<Drawn>, RenderError> =
        canvas.layers.iter().map(|layer| drawn(layer, &resources)).collect();
    let drawn = drawn.map_err(|error| refuse(name, &[error]))?;
    Ok(layers(canvas, &drawn, name).into_bytes())
}

/// Returns what lies over a film as PNGs with clear ground, in the order of the timeline.
pub(super) fn overlays(
    timeline: &Timeline,
    name: &str,
    bench: &Bench<'_>,
) -> Result<Vec<Vec<u8>>, StepError> {
    let canvases = || timeline.overlays.iter().map(|overlay| &overlay.canvas);
    let resources = resources(canvases(), &[], bench)?;
    let png = |canvas: &Canvas| {
        let pixels = render::clear_canvas(canvas, &resources).map_err(|all| refuse(name, &all))?;
        render::encode_png(&pixels).map_err(|error| refuse(name, &[error]))
    };
    canvases().map(png).collect()
}

fn drawn(layer: &Layer, resources: &Resources) -> Result<Drawn, RenderError> {
    match layer {
        Layer::Fill { .. } | Layer::Gradient { .. } | Layer::Scrim { .. } => Ok(Drawn::Plain),
        Layer::Photo { area, .. } => {
            let pixels = render::draw(&alone(layer, *area), resources).map_err(first)?;
            let bytes = render::encode_jpeg(&pixels, QUALITY)?;
            Ok(Drawn::Picture { bytes, media_type: "image/jpeg", region: *area })
        }
        Layer::Mark { area, .. } => {
            let pixels = render::clear_canvas(&alone(layer, *area), resources).map_err(first)?;
            let bytes = render::encode_png(&pixels)?;
            Ok(Drawn::Picture { bytes, media_type: "image/png", region: *area })
        }
        Layer::Text(block) => {
            let first = block.typeface.fonts.first();
            let font = first.and_then(|font| resources.fonts.get(font));
            let family = font.and_then(|font| render::family(font)).unwrap_or_default();
            let lines = render::set_lines(block, resources)?.into_iter().map(line).collect();
            Ok(Drawn::Words { family, lines })
        }
    }
}

/// A canvas of one layer, no larger than it.
fn alone(layer: &Layer, area: Region) -> Canvas {
    let mut layer = layer.clone();
    if let Layer::Photo { area, .. } | Layer::Mark { area, .. } = &mut layer {
        (area.x, area.y) = (0, 0);
    }
    Canvas { size: Size { width: area.w, height: area.h }, layers: vec![layer] }
}

/// One layer has one reason.
fn first(mut reasons: Vec<RenderError>) -> RenderError {
    let none = Size { width: 0, height: 0 };
    if reasons.is_empty() { RenderError::SizeUnusable { size: none } } else { reasons.remove(0) }
}

fn line(line: SetLine) -> Line {
    let SetLine { text, x, baseline, length, size, rtl } = line;
    Line { text, x, baseline, length, size, rtl }
}

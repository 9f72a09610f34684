//! Compositions for languages that run from right to left: the same design, seen in a mirror, with
//! pictures, logos and words themselves unturned.

use model::canvas::{Canvas, Layer};
use model::language::is_right_to_left;
use model::unit::{Region, Size};
use spec::format::SafeMargins;

/// Lays out what `layers` gives inside the safe margins, so that it begins where `language` does.
pub(crate) fn towards(
    language: &str,
    size: Size,
    safe: &SafeMargins,
    layers: impl FnOnce(&SafeMargins) -> Vec<Layer>,
) -> Canvas {
    if !is_right_to_left(language) {
        return Canvas { size, layers: layers(safe) };
    }
    let turned = SafeMargins { left: safe.right, right: safe.left, ..*safe };
    let layers = layers(&turned).into_iter().map(|layer| mirrored(layer, size.width)).collect();
    Canvas { size, layers }
}

/// What words and pictures are is kept; where they stand is mirrored. A text block's `start` is the
/// start of its line already.
fn mirrored(mut layer: Layer, width: u32) -> Layer {
    if let Layer::Gradient { angle, .. } = &mut layer {
        *angle = -*angle;
    }
    let (Layer::Fill { area, .. }
    | Layer::Gradient { area, .. }
    | Layer::Photo { area, .. }
    | Layer::Scrim { area, .. }
    | Layer::Mark { area, .. }) = &mut layer
    else {
        if let Layer::Text(block) = &mut layer {
            turn(&mut block.area, width);
        }
        return layer;
    };
    turn(area, width);
    layer
}

/// An area that reaches over the far edge is cut there: it cannot begin before the near one.
fn turn(area: &mut Region, width: u32) {
    let right = area.x.saturating_add(area.w).min(width);
    area.w = right.saturating_sub(area.x);
    area.x = width - right;
}

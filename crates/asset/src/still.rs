//! The picture of a variant in a format.

use crate::error::AssetError;
use crate::part::Found;
use layout::ad::{Ad, ad};
use layout::faces::Faces;
use model::asset::Variant;
use model::canvas::Canvas;
use spec::format::Format;
use spec::workspace::Workspace;

/// Returns the canvas of a variant. A picture has no closing card, so it carries the card's legal
/// line itself.
pub fn still(
    variant: &Variant,
    format: &Format,
    workspace: &Workspace,
    faces: &Faces,
) -> Result<Canvas, AssetError> {
    let found = Found::of(variant, workspace, faces)?;
    let signed = Ad { legal: found.small_print(format.kind)?, ..found.ad() };
    Ok(ad(&signed, format.size, &format.safe))
}

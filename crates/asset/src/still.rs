//! The picture of a variant in a format.

use crate::error::AssetError;
use crate::part::Found;
use layout::ad::{Typefaces, ad};
use model::asset::Variant;
use model::canvas::Canvas;
use model::id::DirectionId;
use spec::format::Format;
use spec::workspace::Workspace;

/// Returns the canvas of a variant under its concept's direction.
pub fn still(
    variant: &Variant,
    direction: &DirectionId,
    format: &Format,
    workspace: &Workspace,
    typefaces: &Typefaces,
) -> Result<Canvas, AssetError> {
    let found = Found::of(variant, direction, workspace, typefaces)?;
    Ok(ad(&found.ad(), format.size, &format.safe))
}

//! The picture of a variant in a format.

use crate::error::AssetError;
use crate::part::Found;
use layout::ad::{Ad, ad};
use layout::faces::Faces;
use layout::template::{Measure, Unfit, compose, vars};
use model::asset::Variant;
use model::canvas::Canvas;
use spec::format::Format;
use spec::template::Template;
use spec::workspace::Workspace;

/// Returns the canvas of a variant: in the template that its campaign or its direction names, else
/// in a layout that is built in. A picture has no closing card, so it carries the card's legal line
/// itself.
pub fn still(
    variant: &Variant,
    format: &Format,
    workspace: &Workspace,
    faces: &Faces,
    measure: &dyn Measure,
) -> Result<Canvas, AssetError> {
    let found = Found::of(variant, workspace, faces)?;
    let signed = Ad { legal: found.small_print(format.kind)?, ..found.ad() };
    let Some(template) = template(variant, workspace) else {
        return Ok(ad(&signed, format.size, &format.safe));
    };
    let vars = vars(&workspace.brand);
    compose(template, &signed, &vars, format.size, &format.safe, measure).map_err(|unfit| {
        AssetError::Unfit {
            template: template.name.clone(),
            format: format.id.clone(),
            language: variant.language.clone(),
            problems: unfit.iter().map(told).collect(),
        }
    })
}

/// Returns the template of a variant's pictures, if any: its campaign's, else its direction's.
pub fn template<'a>(variant: &Variant, workspace: &'a Workspace) -> Option<&'a Template> {
    let of_brief = workspace.briefs.get(&variant.campaign).and_then(|one| one.template.as_ref());
    let of_direction = || workspace.directions.get(&variant.direction)?.template.as_ref();
    workspace.templates.get(of_brief.or_else(of_direction)?)
}

fn told(unfit: &Unfit) -> String {
    let place = &unfit.place;
    format!("{}:{}:{}: {}", place.file, place.line, place.column, unfit.message)
}

//! Builds a deliverable: a picture or a film.

use super::draw::{draw, refuse, resources};
use super::fit::with_ruler;
use super::{Bench, Made, StepError, input};
use crate::ports::Tools;
use asset::deliverable::container;
use asset::ingredient::NAME;
use asset::provenance::provenance;
use layout::faces::Faces;
use model::asset::{Deliverable, MediaKind, Variant};
use model::digest::Fields;
use model::step::{StepInput, StepSpec};
use spec::format::Format;
use spec::workspace::Workspace;

const STILL_VERSION: u32 = 4;
const FILM_VERSION: u32 = 3;
const QUALITY: u8 = 90;

/// Builds one file.
#[derive(Debug, Clone)]
pub struct Build {
    /// The file.
    pub deliverable: Deliverable,
    /// What it shows.
    pub variant: Variant,
}

/// Returns what the steps of a file are about.
pub(crate) fn file_subject(deliverable: &Deliverable, variant: &Variant) -> String {
    let about = asset::deliverable::subject(variant, &deliverable.format);
    format!("file/{}/{about}", variant.campaign)
}

/// Returns what identifies a file: everything it hangs on, by role.
pub fn build_spec(
    deliverable: &Deliverable,
    variant: &Variant,
    mut ingredients: Vec<StepInput>,
    tools: &Tools,
) -> StepSpec {
    // A file says in its metadata what it is called and what it is for.
    let name = Fields::new("name")
        .text("code", &deliverable.code.to_string())
        .text("purpose", variant.purpose.as_str());
    ingredients.push(input(NAME, name.finish()));
    ingredients.sort();
    let subject = file_subject(deliverable, variant);
    let (kind, code_version, parameters) = match deliverable.kind {
        MediaKind::Still => {
            ("build-still", STILL_VERSION, serde_json::json!({ "quality": QUALITY }))
        }
        MediaKind::Motion => {
            ("build-film", FILM_VERSION, serde_json::json!({ "encoder": tools.encoder }))
        }
    };
    StepSpec { kind: kind.into(), code_version, subject, parameters, inputs: ingredients }
}

impl Build {
    pub(super) fn run(&self, bench: &Bench<'_>) -> Result<Made, StepError> {
        let workspace = bench.workspace;
        let Some(format) = workspace.formats.get(&self.deliverable.format) else {
            return Err(refuse(
                &self.deliverable.file_name,
                &[format!("format `{}` is not in the pack", self.deliverable.format)],
            ));
        };
        let bytes = match self.deliverable.kind {
            MediaKind::Still => self.still(format, workspace, bench.faces, bench)?,
            MediaKind::Motion => self.film(format, workspace, bench.faces, bench)?,
        };
        let said = provenance(&self.deliverable, &self.variant, workspace);
        let signed = render::sign(bytes, &said)
            .map_err(|error| refuse(&self.deliverable.file_name, &[error]))?;
        Ok(Made::file("file", signed))
    }

    fn still(
        &self,
        format: &Format,
        workspace: &Workspace,
        faces: &Faces,
        bench: &Bench<'_>,
    ) -> Result<Vec<u8>, StepError> {
        let canvas = with_ruler(&self.variant, workspace, bench, |measure| {
            asset::still::still(&self.variant, format, workspace, faces, measure)
        })?
        .map_err(|error| refuse(&self.deliverable.file_name, &[error]))?;
        let pixels = draw(&canvas, bench, &self.deliverable.file_name)?;
        let png = container(format) == "png";
        let encoded =
            if png { render::encode_png(&pixels) } else { render::encode_jpeg(&pixels, QUALITY) };
        encoded.map_err(|error| refuse(&self.deliverable.file_name, &[error]))
    }

    fn film(
        &self,
        format: &Format,
        workspace: &Workspace,
        faces: &Faces,
        bench: &Bench<'_>,
    ) -> Result<Vec<u8>, StepError> {
        let name = &self.deliverable.file_name;
        let timeline = asset::film::film(&self.variant, format, workspace, faces)
            .map_err(|error| refuse(name, &[error]))?;
        let shots: Vec<_> = timeline.shots.iter().map(|shot| shot.image).collect();
        let canvases = timeline.overlays.iter().map(|overlay| &overlay.canvas);
        let resources = resources(canvases, &shots, bench)?;
        let mut frames =
            render::frames(&timeline, &resources).map_err(|errors| refuse(name, &errors))?;
        let sound = match &timeline.sound {
            Some(sound) => {
                let bed = bench.shop.sound(&sound.music)?;
                let mixed = render::mix(&bed, timeline.rate, timeline.frames, sound);
                Some(mixed.map_err(|error| refuse(name, &[error]))?.samples)
            }
            None => None,
        };
        Ok(bench.shop.encode(&timeline, &mut frames, sound.as_deref())?)
    }
}

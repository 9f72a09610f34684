//! Draws a concept so that people can look at it.

use super::{Bench, Made, StepError, input};
use layout::faces::Faces;
use model::canvas::{Canvas, Layer};
use model::concept::Concept;
use model::digest::{Digest, Fields};
use model::step::StepSpec;
use model::unit::Size;
use render::{Base, Pixels, Resources, draw_over};
use spec::workspace::Workspace;

const VERSION: u32 = 3;
/// Large enough to judge, small enough for thirty on one page.
const WIDTH: u32 = 720;
const HEIGHT: u32 = 900;
const QUALITY: u8 = 84;

/// Draws one concept.
#[derive(Debug, Clone)]
pub struct Draw {
    /// What to draw.
    pub canvas: Canvas,
    /// The concept.
    pub concept: Concept,
}

/// Returns the size concepts are drawn in.
pub const fn picture_size() -> Size {
    Size { width: WIDTH, height: HEIGHT }
}

/// Returns the step that draws a concept, with its canvas.
pub fn draw_spec(
    concept: &Concept,
    workspace: &Workspace,
    faces: &Faces,
) -> Result<(StepSpec, Canvas), StepError> {
    let canvas = idea::picture::picture(concept, workspace, faces, picture_size())
        .map_err(|error| refuse("a concept", &[error]))?;
    let spec = StepSpec {
        kind: "draw-concept".into(),
        code_version: VERSION,
        subject: format!("picture/{}", concept.id),
        parameters: serde_json::json!({ "quality": QUALITY }),
        inputs: vec![input("canvas", Fields::new("canvas").json("canvas", &canvas).finish())],
    };
    Ok((spec, canvas))
}

impl Draw {
    pub(super) fn run(&self, bench: &Bench<'_>) -> Result<Made, StepError> {
        let pixels = draw(&self.canvas, bench, &format!("concept {}", self.concept.id))?;
        let jpeg = render::encode_jpeg(&pixels, QUALITY).map_err(|e| refuse("a concept", &[e]))?;
        Ok(Made::file("picture", jpeg))
    }
}

/// Draws a canvas with everything it names fetched.
pub(super) fn draw(canvas: &Canvas, bench: &Bench<'_>, subject: &str) -> Result<Pixels, StepError> {
    let resources = resources([canvas], &[], bench)?;
    let is_words = |layer: &Layer| matches!(layer, Layer::Text(_));
    let words = canvas.layers.iter().position(is_words).unwrap_or(canvas.layers.len());
    let (under, over) = canvas.layers.split_at(words);
    let key = Fields::new("base").json("size", &canvas.size).json("layers", &under).finish();
    let draw = || Base::draw(canvas.size, under, &resources);
    let drawn = bench.shop.base(&key, &draw).and_then(|base| draw_over(&base, over, &resources));
    // Where one of the two refuses, all of it is drawn for all that is wrong.
    drawn.or_else(|_| render::draw(canvas, &resources)).map_err(|errors| refuse(subject, &errors))
}

/// Fetches and decodes every picture and font that canvases name.
pub(super) fn resources<'c>(
    canvases: impl IntoIterator<Item = &'c Canvas>,
    more_pictures: &[Digest],
    bench: &Bench<'_>,
) -> Result<Resources, StepError> {
    let mut resources = Resources::default();
    let layers = canvases.into_iter().flat_map(|canvas| &canvas.layers);
    let mut pictures: Vec<Digest> = more_pictures.to_vec();
    for layer in layers {
        match layer {
            Layer::Photo { image, .. } | Layer::Mark { image, .. } => pictures.push(*image),
            Layer::Text(block) => {
                for font in block.typeface.fonts.iter() {
                    resources.fonts.insert(*font, bench.shop.bytes(font)?);
                }
            }
            Layer::Fill { .. } | Layer::Gradient { .. } | Layer::Scrim { .. } => {}
        }
    }
    for digest in pictures {
        let bytes = bench.shop.bytes(&digest)?;
        if is_vector(&bytes) {
            resources.vectors.insert(digest, bytes);
        } else {
            resources.images.insert(digest, bench.shop.picture(&digest)?);
        }
    }
    Ok(resources)
}

/// Tells an SVG from a picture by how it begins.
fn is_vector(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"<")
}

/// Turns the renderer's errors into one that names what was drawn.
pub(super) fn refuse<E: std::fmt::Display>(subject: &str, errors: &[E]) -> StepError {
    StepError::Draw {
        subject: subject.to_owned(),
        reasons: errors.iter().map(ToString::to_string).collect(),
    }
}

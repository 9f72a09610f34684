//! Builds a deliverable: a picture, a film or a sound.

use super::draw::{draw, refuse, resources};
use super::fit::with_ruler;
use super::footage::Footage;
use super::{Bench, Made, StepError, input};
use crate::ports::Tools;
use asset::deliverable::container;
use asset::ingredient::NAME;
use asset::provenance::provenance;
use layout::faces::Faces;
use model::asset::{Deliverable, MediaKind, Variant};
use model::digest::{Digest, Fields};
use model::step::{StepInput, StepSpec};
use model::timeline::{AudioCoding, Container, Shot, Sound, Spot, Subject, Timeline};
use model::unit::FrameRate;
use render::Stems;
use spec::format::Format;
use spec::workspace::Workspace;

const STILL_VERSION: u32 = 4;
const FILM_VERSION: u32 = 5;
const SOUND_VERSION: u32 = 1;
const QUALITY: u8 = 90;
/// How often a sound is rehearsed: each time its peaks come down by what they were too high.
const REHEARSALS: u32 = 4;
/// How far below the ceiling the next rehearsal aims, dB.
const BEYOND_DB: f64 = 0.1;

/// The output of a build that made its file.
pub(crate) const FILE: &str = "file";
/// The output of a build whose parts cannot be put together: the reasons.
pub(crate) const REFUSED: &str = "refused";

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
        MediaKind::Sound => {
            ("build-sound", SOUND_VERSION, serde_json::json!({ "encoder": tools.encoder }))
        }
    };
    StepSpec { kind: kind.into(), code_version, subject, parameters, inputs: ingredients }
}

impl Build {
    pub(super) fn run(&self, bench: &Bench<'_>) -> Result<Made, StepError> {
        match self.made(bench) {
            Ok(file) => Ok(Made::file(FILE, file)),
            // The same parts will say no again: that is a result like another, and keeps back this
            // file alone.
            Err(StepError::Draw { reasons, .. }) => Made::record(REFUSED, &reasons),
            Err(other) => Err(other),
        }
    }

    fn made(&self, bench: &Bench<'_>) -> Result<Vec<u8>, StepError> {
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
            MediaKind::Sound => self.spot(format, workspace, bench)?,
        };
        let said = provenance(&self.deliverable, &self.variant, workspace);
        render::sign(bytes, &said).map_err(|error| refuse(&self.deliverable.file_name, &[error]))
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
        let stills = timeline.shots.iter().filter_map(|shot| match shot.subject {
            Subject::Still { image } => Some(image),
            Subject::Footage { .. } => None,
        });
        let stills: Vec<Digest> = stills.collect();
        let canvases = timeline.overlays.iter().map(|overlay| &overlay.canvas);
        let resources = resources(canvases, &stills, bench)?;
        let footage = Footage::new(&timeline, bench);
        let roll = |shot: &Shot| footage.roll(shot);
        let mut frames = render::frames_with_footage(&timeline, &resources, &roll)
            .map_err(|errors| refuse(name, &errors))?;
        let sound = match &timeline.sound {
            Some(sound) => {
                let Timeline { rate, frames, encoding, .. } = &timeline;
                let (container, audio) = (encoding.container, &encoding.audio);
                let heard = Heard { rate: *rate, frames: *frames, sound, container, audio };
                Some(self.mixed(&heard, bench)?)
            }
            None => None,
        };
        let encoded = bench.shop.encode(&timeline, &mut frames, sound.as_deref());
        drop(frames);
        // Where footage ends too early, that is why too few frames came.
        footage.fault().map_or(Ok(()), Err)?;
        Ok(encoded?)
    }

    fn spot(
        &self,
        format: &Format,
        workspace: &Workspace,
        bench: &Bench<'_>,
    ) -> Result<Vec<u8>, StepError> {
        let spot = asset::spot::spot(&self.variant, format, workspace)
            .map_err(|error| refuse(&self.deliverable.file_name, &[error]))?;
        let Spot { rate, frames, sound, container, audio } = &spot;
        let heard = Heard { rate: *rate, frames: *frames, sound, container: *container, audio };
        let samples = self.mixed(&heard, bench)?;
        Ok(bench.shop.encode_sound(*container, audio, &samples)?.bytes)
    }

    /// Mixes a sound, and again with lower peaks where those that come out of its coding are too
    /// high. What is too high after the last rehearsal goes to the gate like any other fault.
    fn mixed(&self, heard: &Heard<'_>, bench: &Bench<'_>) -> Result<Vec<f32>, StepError> {
        let Heard { rate, frames, sound, container, audio } = *heard;
        let fetch = |file: Option<&Digest>| file.map(|file| bench.shop.sound(file)).transpose();
        let music = fetch(sound.music.as_ref())?;
        let voice = fetch(sound.voice.as_ref().map(|voice| &voice.file))?;
        let stems = Stems { music: music.as_deref(), voice: voice.as_deref() };
        let mut headroom = render::HEADROOM_DB;
        let mut rehearsals = 0;
        loop {
            let mixed = render::mix(stems, rate, frames, sound, headroom)
                .map_err(|error| refuse(&self.deliverable.file_name, &[error]))?;
            if audio.is_exact() || rehearsals == REHEARSALS {
                return Ok(mixed.samples);
            }
            rehearsals += 1;
            let peak = bench.shop.encode_sound(container, audio, &mixed.samples)?.true_peak;
            match peak.map(|peak| peak.0 - sound.ceiling.0).filter(|over| *over > 0.0) {
                Some(over) => headroom += over + BEYOND_DB,
                None => return Ok(mixed.samples),
            }
        }
    }
}

/// A sound to mix, and how it will be coded.
struct Heard<'a> {
    rate: FrameRate,
    frames: u32,
    sound: &'a Sound,
    container: Container,
    audio: &'a AudioCoding,
}

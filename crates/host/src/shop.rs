//! The workshop: bytes by digest, codecs, and the models that look.

use crate::blobs::Blobs;
use crate::known::{chain, port};
use crate::media::{EncodeJob, MediaError, MediaWorkers, Roll, find_worker};
use crate::reader::{LogoToFind, Reader, probe};
use crate::studio::Papers;
use crate::tools::{Cabinet, TEXT_DETECTOR, TEXT_READER};
use flow::ports::{Coded, DrawBase, Measured, PortError, Rolling, Tools, Wanted, Workshop};
use measure::logo::Mask;
use model::canvas::{Canvas, Layer};
use model::digest::Digest;
use model::fact::{Damage, FileFacts, ProbeFacts};
use model::timeline::{AudioCoding, Container, Timeline};
use model::unit::{Region, Size};
use render::{Base, Pixels, RenderError, Resources};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Decoded pictures kept for the next step that needs them: a campaign's scenes fit, a library
/// does not.
const PICTURES_KEPT: usize = 12;
/// The frame of footage that stands for it where nothing moves, seconds.
const STILL_AT_S: f64 = 1.0;
/// Memory for what pictures have in common, bytes: some thirty stories.
const BASES_KEPT: usize = 256 << 20;
/// Logos are looked for as shapes; this many pixels across are plenty.
const LOGO_SIDE: u32 = 256;

/// Everything that takes a machine, for one workspace.
pub struct Shop {
    root: PathBuf,
    files: BTreeMap<Digest, String>,
    blobs: Blobs,
    cabinet: Cabinet,
    workers: Option<MediaWorkers>,
    reader: OnceLock<Result<Reader, String>>,
    pictures: Mutex<Vec<(Digest, Arc<Pixels>)>>,
    bases: Mutex<Vec<(Digest, Arc<Base>)>>,
    sounds: Mutex<BTreeMap<Digest, Arc<[f32]>>>,
}

impl Shop {
    /// Sets up the workshop of a workspace. Nothing is started before it is needed.
    pub fn open(papers: &Papers, blobs: Blobs, cabinet: Cabinet) -> Self {
        let files = papers.tree.all().map(|file| (file.digest, file.path.clone())).collect();
        let scratch = papers.root.join(".throughline/tmp");
        let workers = find_worker().map(|exe| MediaWorkers::new(exe, cores(), scratch));
        Self {
            root: papers.root.clone(),
            files,
            blobs,
            cabinet,
            workers,
            reader: OnceLock::new(),
            pictures: Mutex::default(),
            bases: Mutex::default(),
            sounds: Mutex::default(),
        }
    }

    /// Returns what is installed, as far as it changes results.
    pub fn tools(&self) -> Tools {
        let versions = self.workers.as_ref().and_then(|workers| workers.versions().ok());
        let reader = self.cabinet.find(&TEXT_DETECTOR).and(self.cabinet.find(&TEXT_READER));
        Tools {
            fonts: self.cabinet.fonts(),
            encoder: versions.map(|versions| versions.to_string()).unwrap_or_default(),
            reader: reader.map(|_| format!("{} {}", TEXT_DETECTOR.sha256, TEXT_READER.sha256)),
        }
    }

    fn workers(&self) -> Result<&MediaWorkers, PortError> {
        self.workers.as_ref().ok_or_else(|| PortError::Tool {
            tool: "the media worker `throughline-media`".to_owned(),
            remedy: "it is built beside `throughline` by `./run`; keep the two together".to_owned(),
        })
    }

    /// Returns where bytes lie: among the blobs, in the workspace, in the cache.
    fn path(&self, digest: &Digest) -> Result<PathBuf, PortError> {
        if self.blobs.has(digest) {
            return Ok(self.blobs.path(digest));
        }
        if let Some(path) = self.files.get(digest) {
            return Ok(self.root.join(path));
        }
        self.cabinet
            .find_digest(digest)
            .ok_or(PortError::Missing { what: "a file", digest: *digest })
    }

    /// Tells a film from a picture by how it begins: MP4 and MOV, or Matroska and `WebM`.
    fn is_footage(&self, digest: &Digest) -> Result<bool, PortError> {
        let bytes = self.bytes(digest)?;
        Ok(bytes.get(4..8) == Some(b"ftyp") || bytes.starts_with(&[0x1a, 0x45, 0xdf, 0xa3]))
    }

    fn reader(&self) -> Result<Option<&Reader>, PortError> {
        let (Some(detector), Some(reader)) =
            (self.cabinet.find(&TEXT_DETECTOR), self.cabinet.find(&TEXT_READER))
        else {
            return Ok(None);
        };
        let loaded = self
            .reader
            .get_or_init(|| Reader::load(&detector, &reader).map_err(|error| chain(&error)));
        match loaded {
            Ok(reader) => Ok(Some(reader)),
            Err(error) => {
                Err(PortError::Tool { tool: "the text reader".to_owned(), remedy: error.clone() })
            }
        }
    }

    /// Looks at a frame: words, when a reader is installed, and logos.
    pub fn probe(&self, frame: &Pixels, logos: &[LogoToFind]) -> Result<ProbeFacts, PortError> {
        probe(&frame.rgba, frame.size.width, frame.size.height, self.reader()?, logos)
            .map_err(|error| PortError::Resource(chain(&error)))
    }

    /// Decodes the frame that a film shows after `at` seconds; of a picture, the picture.
    pub fn frame(&self, path: &Path, at: f64) -> Result<Pixels, PortError> {
        let frame = self.workers()?.decode_frame(path, at).map_err(|error| refused(&error))?;
        let size = Size { width: frame.width, height: frame.height };
        Ok(Pixels { size, rgba: frame.bytes })
    }

    /// Reads a file that can be heard, with the ending of its name.
    pub fn sound_file(&self, path: &Path) -> Result<(Vec<u8>, String), PortError> {
        let refuse = |why: String| PortError::File(format!("`{}`: {why}", path.display()));
        let measured = measured(self.workers()?, path)?;
        if measured.facts.audio.is_none() {
            return Err(refuse("there is no sound in it".to_owned()));
        }
        let ending =
            path.extension().map_or_else(String::new, |e| e.to_string_lossy().to_lowercase());
        let bytes = std::fs::read(path).map_err(|e| refuse(format!("could not be read: {e}")))?;
        Ok((bytes, ending))
    }

    /// Draws a logo by itself, as the shape to look for.
    pub fn logo(&self, digest: &Digest) -> Result<LogoToFind, PortError> {
        let bytes = self.bytes(digest)?;
        logo_shape(*digest, bytes, || self.picture(digest))
    }
}

/// Draws a logo by itself, as the shape to look for. `picture` decodes the bytes where they are no
/// vectors.
pub(crate) fn logo_shape(
    digest: Digest,
    bytes: Arc<[u8]>,
    picture: impl FnOnce() -> Result<Arc<Pixels>, PortError>,
) -> Result<LogoToFind, PortError> {
    let refuse = |error: &dyn std::error::Error| {
        PortError::File(format!("logo {}: {}", digest.short(), chain(error)))
    };
    let mut resources = Resources::default();
    let aspect = match render::check_vector(digest, &bytes) {
        Ok(aspect) => {
            resources.vectors.insert(digest, bytes);
            aspect
        }
        Err(_not_a_vector) => {
            let picture = picture()?;
            let aspect = picture.size.aspect();
            resources.images.insert(digest, picture);
            aspect
        }
    };
    let height = (f64::from(LOGO_SIDE) / aspect.max(0.01)).round().clamp(1.0, 4096.0) as u32;
    let size = Size { width: LOGO_SIDE, height };
    let area = Region { x: 0, y: 0, w: size.width, h: size.height };
    let mark = Layer::Mark { image: digest, area, tint: None };
    let shape = render::clear_canvas(&Canvas { size, layers: vec![mark] }, &resources)
        .map_err(|errors| errors.first().map_or_else(|| refuse(&NoShape), |e| refuse(e)))?;
    let mask = Mask::from_rgba(&shape.rgba, shape.size.width, shape.size.height);
    mask.map(|mask| LogoToFind { digest, mask }).ok_or_else(|| refuse(&NoShape))
}

/// Returns the width of a logo over its height; none when it cannot be read, which drawing it says
/// with every reason.
pub fn logo_aspect(path: &Path, digest: &Digest) -> Option<f64> {
    let bytes = std::fs::read(path).ok()?;
    render::check_vector(*digest, &bytes)
        .ok()
        .or_else(|| Some(render::decode(&bytes).ok()?.size.aspect()))
}

/// A logo that is empty, or one colour all over.
#[derive(Debug, thiserror::Error)]
#[error("it has no shape to look for")]
struct NoShape;

impl Workshop for Shop {
    fn bytes(&self, digest: &Digest) -> Result<Arc<[u8]>, PortError> {
        if self.blobs.has(digest) {
            return self.blobs.read(digest).map(Arc::from).map_err(|e| port(&e));
        }
        let path = self.path(digest)?;
        let bytes = std::fs::read(&path)
            .map_err(|e| PortError::File(format!("could not read `{}`: {e}", path.display())))?;
        if Digest::of(&bytes) == *digest {
            return Ok(Arc::from(bytes));
        }
        Err(PortError::File(format!(
            "`{}` changed while it was being used; run the same command again",
            path.display()
        )))
    }

    fn picture(&self, digest: &Digest) -> Result<Arc<Pixels>, PortError> {
        let kept = || self.pictures.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, picture)) = kept().iter().find(|(known, _)| known == digest) {
            return Ok(picture.clone());
        }
        let decoded = match render::decode(&self.bytes(digest)?) {
            Ok(decoded) => decoded,
            // Of footage, a still shows what is seen after the first second.
            Err(_) if self.is_footage(digest)? => self.frame(&self.path(digest)?, STILL_AT_S)?,
            Err(error) => {
                let path = self.files.get(digest).cloned().unwrap_or_else(|| digest.short());
                return Err(PortError::File(format!("{path}: {}", chain(&error))));
            }
        };
        let picture = Arc::new(decoded);
        let mut kept = kept();
        if kept.len() >= PICTURES_KEPT {
            kept.remove(0);
        }
        kept.push((*digest, picture.clone()));
        Ok(picture)
    }

    fn base(&self, key: &Digest, draw: DrawBase<'_>) -> Result<Arc<Base>, Vec<RenderError>> {
        let kept = || self.bases.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, base)) = kept().iter().find(|(known, _)| known == key) {
            return Ok(base.clone());
        }
        let base = Arc::new(draw()?);
        let mut kept = kept();
        kept.push((*key, base.clone()));
        while kept.iter().map(|(_, base)| base.bytes()).sum::<usize>() > BASES_KEPT {
            kept.remove(0);
        }
        Ok(base)
    }

    fn measure(&self, file: &Digest) -> Result<Measured, PortError> {
        let path = self.path(file)?;
        let mut measured = measured(self.workers()?, &path)?;
        watch(self.workers()?, &path, &mut measured.facts)?;
        Ok(measured)
    }

    fn look(&self, frame: &Digest, logos: &[Digest]) -> Result<ProbeFacts, PortError> {
        let logos: Vec<LogoToFind> =
            logos.iter().map(|logo| self.logo(logo)).collect::<Result<_, _>>()?;
        let pixels =
            render::decode(&self.bytes(frame)?).map_err(|error| PortError::File(chain(&error)))?;
        self.probe(&pixels, &logos)
    }

    fn sound(&self, file: &Digest) -> Result<Arc<[f32]>, PortError> {
        let kept = || self.sounds.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sound) = kept().get(file) {
            return Ok(sound.clone());
        }
        let sound: Arc<[f32]> = self
            .workers()?
            .decode_audio(&self.path(file)?)
            .map_err(|error| refused(&error))?
            .into();
        kept().insert(*file, sound.clone());
        Ok(sound)
    }

    fn encode(
        &self,
        timeline: &Timeline,
        frames: &mut dyn Iterator<Item = Vec<u8>>,
        sound: Option<&[f32]>,
    ) -> Result<Vec<u8>, PortError> {
        let job = EncodeJob {
            size: timeline.size,
            rate: timeline.rate,
            frames: timeline.frames,
            encoding: timeline.encoding.clone(),
        };
        self.workers()?.encode(&job, frames, sound).map_err(|error| refused(&error))
    }

    fn roll(&self, file: &Digest, wanted: &Wanted) -> Result<Rolling, PortError> {
        let Wanted { from, rate, frames, cover } = *wanted;
        let wish = Roll { path: self.path(file)?, from: from.0, rate, frames, cover };
        let rolling = self.workers()?.roll(&wish).map_err(|error| refused(&error))?;
        Ok(Box::new(rolling.map(|frame| match frame {
            Ok(frame) => Ok(Pixels {
                size: Size { width: frame.width, height: frame.height },
                rgba: frame.bytes,
            }),
            Err(error) => Err(refused(&error)),
        })))
    }

    fn encode_sound(
        &self,
        container: Container,
        audio: &AudioCoding,
        sound: &[f32],
    ) -> Result<Coded, PortError> {
        let coded = self.workers()?.encode_sound(container, audio, sound);
        let (bytes, true_peak) = coded.map_err(|error| refused(&error))?;
        Ok(Coded { bytes, true_peak })
    }
}

/// Measures a file at a path. What breaks a decoder is a fact about the file, not an error.
pub fn measured(workers: &MediaWorkers, path: &Path) -> Result<Measured, PortError> {
    match workers.measure(path) {
        Ok(measured) => Ok(Measured { facts: measured.facts, pictures: measured.pictures }),
        Err(error) => match error.damage() {
            Some(damage) => Ok(Measured { facts: unreadable(path, damage)?, pictures: Vec::new() }),
            None => Err(refused(&error)),
        },
    }
}

/// Adds to the facts of a film what every frame of it shows. What breaks a decoder is a fact too.
pub fn watch(workers: &MediaWorkers, path: &Path, facts: &mut FileFacts) -> Result<(), PortError> {
    let Some(video) = facts.video.as_mut().filter(|video| video.frame_rate.is_some()) else {
        return Ok(());
    };
    match workers.look(path) {
        Ok(course) => video.course = Some(course),
        Err(error) => match error.damage() {
            Some(damage) => facts.damage.push(damage),
            None => return Err(refused(&error)),
        },
    }
    Ok(())
}

/// Measures a file and brings along the sound in which voices are heard.
pub fn measured_with_speech(
    workers: &MediaWorkers,
    path: &Path,
) -> Result<(Measured, Vec<i16>), PortError> {
    match workers.measure_with_speech(path, &|_| false) {
        Ok(measured) => {
            let facts = Measured { facts: measured.facts, pictures: measured.pictures };
            Ok((facts, measured.speech))
        }
        Err(error) => match error.damage() {
            Some(damage) => {
                let facts = unreadable(path, damage)?;
                Ok((Measured { facts, pictures: Vec::new() }, Vec::new()))
            }
            None => Err(refused(&error)),
        },
    }
}

/// Returns what can be said of a file that cannot be decoded.
pub(crate) fn unreadable(path: &Path, damage: Damage) -> Result<FileFacts, PortError> {
    let bytes = std::fs::read(path)
        .map_err(|e| PortError::File(format!("could not read `{}`: {e}", path.display())))?;
    Ok(FileFacts {
        damage: vec![damage],
        not_measured: vec!["everything: the file cannot be decoded".to_owned()],
        ..FileFacts::of_bytes(Digest::of(&bytes), bytes.len() as u64)
    })
}

/// Passes on through a port that a worker would not.
pub(crate) fn refused(error: &MediaError) -> PortError {
    match error {
        MediaError::NotStarted { .. } | MediaError::Misunderstood => {
            PortError::Tool { tool: "the media worker".to_owned(), remedy: chain(error) }
        }
        MediaError::NoEncoder { encoder } => {
            PortError::Tool { tool: format!("the encoder `{encoder}`"), remedy: chain(error) }
        }
        MediaError::Refused { .. } => PortError::File(chain(error)),
        _ => PortError::Resource(chain(error)),
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

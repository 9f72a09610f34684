//! What was found out of files in earlier looks, by everything it depends on.

use super::late::LateReader;
use crate::blobs::digest_of_file;
use crate::cache::Identity;
use crate::cache::facts::FactCache;
use crate::media::{Measured, MediaError, MediaWorkers};
use crate::reader::LogoToFind;
use crate::tools::Cabinet;
use model::digest::{Digest, Fields};
use model::fact::{Course, EXTRACTOR, FileFacts, ProbeFacts, VoiceFacts};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The cache of this account as a look uses it. Without one everything is found out again.
pub(super) struct Known {
    cache: Option<FactCache>,
    measurer: Option<Digest>,
    prober: Digest,
    /// What this look found, by frame. It is written down at the end, so that what a file is told
    /// does not hang on which other file was quicker.
    probed: Mutex<BTreeMap<Digest, ProbeFacts>>,
    /// What was heard in this look, by stream.
    heard: Mutex<BTreeMap<Digest, VoiceFacts>>,
}

impl Known {
    /// Opens what this account knows. What is measured depends on the worker, on what it is linked
    /// to and on [`EXTRACTOR`]; what is found in a frame on the reader, the logos and this program.
    pub(super) fn open(
        cabinet: &Cabinet,
        worker: &Path,
        workers: &MediaWorkers,
        reader: Option<&LateReader>,
        logos: &[LogoToFind],
    ) -> Self {
        let cache = FactCache::open(cabinet.folder()).ok();
        let measurer = cache.as_ref().and_then(|_| measurer(worker, workers));
        let names = Fields::new("probe")
            .text("reader", &reader.map(LateReader::identity).unwrap_or_default())
            .digest("program", &program().unwrap_or_else(|| Digest::of(b"")));
        let prober = logos.iter().fold(names, |names, logo| names.digest("logo", &logo.digest));
        Self {
            cache,
            measurer,
            prober: prober.finish(),
            probed: Mutex::default(),
            heard: Mutex::default(),
        }
    }

    /// Lets what is found in a frame depend on something more.
    pub(super) fn and_on(self, name: &str, more: &Digest) -> Self {
        let prober = Fields::new("probe").digest("by", &self.prober).digest(name, more).finish();
        Self { prober, ..self }
    }

    /// Returns what was measured of the file at a path, if it has not changed since.
    pub(super) fn facts(&self, path: &Path) -> Option<FileFacts> {
        let cache = self.cache.as_ref()?;
        let file = cache.digest(&Identity::at(path)?)?;
        cache.found(&self.facts_key(&file)?).filter(|facts: &FileFacts| facts.sha256 == file)
    }

    /// Measures a file and notes what was measured, unless the file changed meanwhile.
    pub(super) fn while_unchanged(
        &self,
        path: &Path,
        measure: impl FnOnce() -> Result<Measured, MediaError>,
    ) -> Result<Measured, MediaError> {
        let before = Identity::at(path);
        let measured = measure()?;
        if let (Some(cache), Some(before)) = (&self.cache, before)
            && Identity::at(path) == Some(before)
            && let Some(key) = self.facts_key(&measured.facts.sha256)
        {
            cache.note(&key, &measured.facts);
            cache.note_digest(&before, &measured.facts.sha256);
        }
        Ok(measured)
    }

    /// Returns what every frame of a file showed.
    pub(super) fn course(&self, file: &Digest) -> Option<Course> {
        self.cache.as_ref()?.found(&self.course_key(file)?)
    }

    /// Notes what every frame of a file showed.
    pub(super) fn note_course(&self, file: &Digest, course: &Course) {
        if let (Some(cache), Some(key)) = (&self.cache, self.course_key(file)) {
            cache.note(&key, course);
        }
    }

    /// Returns what a model heard in a stream of sound.
    pub(super) fn voice(&self, stream: &Digest, model: &str) -> Option<VoiceFacts> {
        let kept = self.heard().get(stream).cloned();
        kept.or_else(|| self.cache.as_ref()?.found(&voice_key(stream, model)))
    }

    /// Notes what a model heard in a stream of sound.
    pub(super) fn note_voice(&self, stream: &Digest, model: &str, heard: &VoiceFacts) {
        self.heard().insert(*stream, heard.clone());
        if let Some(cache) = &self.cache {
            cache.note(&voice_key(stream, model), heard);
        }
    }

    /// Returns what was found in a frame.
    pub(super) fn probe(&self, frame: &Digest) -> Option<ProbeFacts> {
        self.cache.as_ref()?.found(&self.probe_key(frame))
    }

    /// Remembers what was found in a frame until it is written down.
    pub(super) fn note_probe(&self, frame: &Digest, probe: &ProbeFacts) {
        self.probed().insert(*frame, probe.clone());
    }

    /// Writes down what was found in frames.
    pub(super) fn write_down(&self) {
        let probed = std::mem::take(&mut *self.probed());
        if let Some(cache) = &self.cache {
            cache.together(|| {
                for (frame, probe) in &probed {
                    cache.note(&self.probe_key(frame), probe);
                }
            });
        }
    }

    fn probed(&self) -> MutexGuard<'_, BTreeMap<Digest, ProbeFacts>> {
        self.probed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn heard(&self) -> MutexGuard<'_, BTreeMap<Digest, VoiceFacts>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn course_key(&self, file: &Digest) -> Option<Digest> {
        let key = Fields::new("course").digest("file", file).digest("by", self.measurer.as_ref()?);
        Some(key.finish())
    }

    fn facts_key(&self, file: &Digest) -> Option<Digest> {
        let key = Fields::new("facts").digest("file", file).digest("by", self.measurer.as_ref()?);
        Some(key.finish())
    }

    fn probe_key(&self, frame: &Digest) -> Digest {
        Fields::new("found").digest("frame", frame).digest("by", &self.prober).finish()
    }
}

fn voice_key(stream: &Digest, model: &str) -> Digest {
    Fields::new("heard").digest("stream", stream).text("model", model).finish()
}

/// Names what measures. Without its versions nothing is remembered: what measured is not known.
fn measurer(worker: &Path, workers: &MediaWorkers) -> Option<Digest> {
    let (bytes, _) = digest_of_file(worker).ok()?;
    let versions = workers.versions().ok()?;
    let key = Fields::new("measurer").number("extractor", u64::from(EXTRACTOR));
    Some(key.digest("worker", &bytes).text("versions", &versions.to_string()).finish())
}

/// Names this program by where it lies and when it was written: it is too large to hash each time.
fn program() -> Option<Digest> {
    let own = Identity::at(&std::env::current_exe().ok()?)?;
    Some(Fields::new("program").text("file", &format!("{own:?}")).finish())
}

//! Looks at files wherever they lie: measures, reads, judges. Needs no workspace.
//!
//! What was found out of a file is kept for the account and asked for first, and each end card is
//! read once however many films close on it; see [`known`] and [`queue`].

mod card;
mod correcting;
mod end_card;
mod known;
mod late;
mod queue;
mod shots;
#[cfg(test)]
mod tests;

pub use correcting::Mended;

use crate::known::chain;
use crate::media::{MediaWorkers, find_worker};
use crate::reader::{LogoToFind, TypefaceToCompare, compare_letters, probe};
use crate::shop::refused;
use crate::tools::{Cabinet, TEXT_DETECTOR, TEXT_READER, VOICE};
use crate::voice::{Listener, in_film};
use card::Card;
use flow::ports::PortError;
use gate::{Need, Standard};
use known::Known;
use late::LateReader;
use model::digest::Digest;
use model::fact::{FileFacts, ProbeFacts, VoiceFacts};
use model::finding::{FileVerdict, LookTier, NotRun};
use queue::{Next, Queue};
use render::Pixels;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};

pub use shots::Shot;

/// A file with what is expected of it.
#[derive(Debug, Clone, Default)]
pub struct Patient {
    /// Where it lies.
    pub path: PathBuf,
    /// What is expected.
    pub standard: Standard,
    /// What should be expected and cannot be, because nobody said which of several applies.
    pub undecided: Vec<NotRun>,
}

/// A file that was looked at.
#[derive(Debug, Clone)]
pub struct Looked {
    /// The verdict.
    pub verdict: FileVerdict,
    /// Small pictures of it: the last frame or the picture first, then the frames that findings
    /// point at. Empty unless asked for.
    pub shots: Vec<Shot>,
}

/// Whether small pictures of the files are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shots {
    /// Made, for a report that shows them.
    Wanted,
    /// Left out.
    Unwanted,
}

/// What looks at files.
pub struct Checkup {
    workers: MediaWorkers,
    reader: Option<LateReader>,
    listener: Option<Listener>,
    logos: Vec<LogoToFind>,
    typefaces: Vec<TypefaceToCompare>,
    shots: Shots,
    tier: LookTier,
    known: Known,
}

/// A file that was measured and not judged yet.
struct Measured {
    facts: FileFacts,
    /// The last frame, where it is going to be read or shown.
    pixels: Option<Pixels>,
    /// What was found in its last frame.
    probe: Option<ProbeFacts>,
    /// The card to read, under the digest of its frame, where one has to be.
    card: Option<(Digest, Card)>,
    /// Who speaks in it, where anybody asks.
    voice: Option<VoiceFacts>,
}

impl Measured {
    /// A file of which nothing but its facts is needed.
    fn bare(facts: FileFacts, probe: Option<ProbeFacts>, voice: Option<VoiceFacts>) -> Self {
        Self { facts, pixels: None, probe, card: None, voice }
    }
}

impl Checkup {
    /// Gets ready with up to `jobs` workers. Without a text reader, checks that need words say
    /// that they did not run; without a voice model, so do those that need to know who speaks.
    pub fn new(
        jobs: usize,
        logos: Vec<LogoToFind>,
        shots: Shots,
        tier: LookTier,
    ) -> Result<Self, PortError> {
        let exe = find_worker().ok_or_else(|| PortError::Tool {
            tool: "the media worker `throughline-media`".to_owned(),
            remedy: "it is built beside `throughline` by `./run`; keep the two together".to_owned(),
        })?;
        Self::with(&exe, &Cabinet::of_this_account(), jobs, logos, shots, tier)
    }

    fn with(
        exe: &Path,
        cabinet: &Cabinet,
        jobs: usize,
        logos: Vec<LogoToFind>,
        shots: Shots,
        tier: LookTier,
    ) -> Result<Self, PortError> {
        let models = cabinet.find(&TEXT_DETECTOR).zip(cabinet.find(&TEXT_READER));
        let reader = models.map(|(detector, reader)| LateReader::of(detector, reader));
        let listener =
            cabinet.find(&VOICE).map(|model| Listener::load(&model)).transpose().map_err(
                |error| PortError::Tool {
                    tool: "the voice model".to_owned(),
                    remedy: chain(&error),
                },
            )?;
        let workers = MediaWorkers::new(exe.to_owned(), jobs, std::env::temp_dir());
        let known = Known::open(cabinet, exe, &workers, reader.as_ref(), &logos);
        let typefaces = Vec::new();
        Ok(Self { workers, reader, listener, logos, typefaces, shots, tier, known })
    }

    /// Looks at every frame from now on.
    #[must_use]
    pub fn every_frame(self) -> Self {
        Self { tier: LookTier::Full, ..self }
    }

    /// Compares the letters of last frames with typefaces from now on.
    #[must_use]
    pub fn comparing(self, typefaces: Vec<TypefaceToCompare>) -> Self {
        let known = typefaces
            .iter()
            .fold(self.known, |known, typeface| known.and_on("typeface", &typeface.digest));
        Self { typefaces, known, ..self }
    }

    /// Returns whether words can be read.
    pub fn reads_words(&self) -> bool {
        self.reader.is_some()
    }

    /// Looks at every file on `jobs` threads. `hear` is told what was seen of each, or why nothing
    /// could be, as soon as it is done; what it makes of that comes back in the order of the files.
    /// Stops early when `stop` is set.
    pub fn look<T: Send>(
        &self,
        patients: &[Patient],
        jobs: usize,
        stop: &AtomicBool,
        hear: &(dyn Fn(&Patient, Result<Looked, PortError>) -> T + Sync),
    ) -> Vec<T> {
        let jobs = jobs.clamp(1, patients.len().max(1));
        let queue = Queue::new(patients, jobs, self.shots);
        let done = Mutex::new(Vec::with_capacity(patients.len()));
        let tell = |index: usize, seen: Result<Looked, PortError>| {
            if let Some(patient) = patients.get(index) {
                let heard = hear(patient, seen);
                done.lock().unwrap_or_else(PoisonError::into_inner).push((index, heard));
            }
        };
        let judge = |index: usize, measured: Measured| {
            if let Some(patient) = patients.get(index) {
                tell(index, Ok(self.judge(patient, measured)));
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..jobs {
                scope.spawn(|| {
                    while let Some(next) = queue.next(stop) {
                        match next {
                            Next::Measure(turn, index) => {
                                let seen = patients.get(index).map(|one| self.measure(one));
                                match seen {
                                    Some(Ok(measured)) => queue.park(turn, Some((index, measured))),
                                    Some(Err(error)) => {
                                        queue.park(turn, None);
                                        tell(index, Err(error));
                                    }
                                    None => queue.park(turn, None),
                                }
                            }
                            Next::Judge(index, measured) => judge(index, measured),
                            Next::Share(index, measured) => {
                                self.note(&measured);
                                judge(index, measured);
                            }
                            Next::Read(card, index, measured) => {
                                let found = self.read(&measured);
                                for (index, mut measured) in
                                    queue.read(card, index, measured, &found)
                                {
                                    match &found {
                                        Ok(found) => {
                                            measured.probe = Some(found.clone());
                                            self.note(&measured);
                                            judge(index, measured);
                                        }
                                        Err(error) => tell(index, Err(error.clone())),
                                    }
                                }
                            }
                        }
                    }
                });
            }
        });
        self.known.write_down();
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(index, _)| *index);
        done.into_iter().map(|(_, heard)| heard).collect()
    }

    /// Looks at one file.
    fn one(&self, patient: &Patient) -> Result<Looked, PortError> {
        let mut measured = self.measure(patient)?;
        if measured.card.is_some() {
            measured.probe = Some(self.read(&measured)?);
        }
        Ok(self.judge(patient, measured))
    }

    /// Measures a file as closely as asked for, or recalls what was measured of it.
    fn measure(&self, patient: &Patient) -> Result<Measured, PortError> {
        let mut measured = self.glance(patient)?;
        if self.tier == LookTier::Full {
            self.watch(&patient.path, &mut measured.facts)?;
        }
        Ok(measured)
    }

    /// Adds what every frame of a film shows.
    fn watch(&self, path: &Path, facts: &mut FileFacts) -> Result<(), PortError> {
        let file = facts.sha256;
        let film = facts.video.as_mut().filter(|video| video.frame_rate.is_some());
        if let (Some(film), Some(course)) = (film, self.known.course(&file)) {
            film.course = Some(course);
            return Ok(());
        }
        crate::shop::watch(&self.workers, path, facts)?;
        if let Some(course) = facts.video.as_ref().and_then(|video| video.course.as_ref()) {
            self.known.note_course(&file, course);
        }
        Ok(())
    }

    /// Measures a file but for what only the full look sees, or recalls what was measured of it.
    fn glance(&self, patient: &Patient) -> Result<Measured, PortError> {
        let listener = self.listener.as_ref().filter(|_| wants_voices(&patient.standard));
        let studied = wants_a_closer_look(&patient.standard);
        if self.shots == Shots::Unwanted
            && let Some(facts) = self.known.facts(&patient.path)
        {
            let frame = facts.last_frame.as_ref().filter(|_| studied).map(|frame| frame.png);
            let probe = frame.and_then(|frame| self.known.probe(&frame));
            let voice = listener.and_then(|listener| self.hear(listener, &facts, &[]));
            let unheard = listener.is_some() && facts.audio.is_some() && voice.is_none();
            if (frame.is_none() || probe.is_some()) && !unheard {
                return Ok(Measured::bare(facts, probe, voice));
            }
        }
        let seen = self.known.while_unchanged(&patient.path, || match listener {
            Some(listener) => self.workers.measure_with_speech(&patient.path, &|stream| {
                self.known.voice(stream, listener.name()).is_some()
            }),
            None => self.workers.measure(&patient.path),
        });
        let seen = match seen {
            Ok(seen) => seen,
            Err(error) => match error.damage() {
                Some(damage) => {
                    let facts = crate::shop::unreadable(&patient.path, damage)?;
                    return Ok(Measured::bare(facts, None, None));
                }
                None => return Err(refused(&error)),
            },
        };
        let last = seen.facts.last_frame.as_ref().map(|frame| frame.png);
        let frame = seen.pictures.iter().find(|(digest, _)| Some(*digest) == last);
        // Reading costs most of a look.
        let probe = last.filter(|_| studied).and_then(|frame| self.known.probe(&frame));
        let wanted = (studied && probe.is_none()) || self.shots == Shots::Wanted;
        let pixels = match frame.filter(|_| wanted) {
            Some((_, png)) => {
                Some(render::decode(png).map_err(|error| PortError::File(chain(&error)))?)
            }
            None => None,
        };
        let unread = pixels.as_ref().filter(|_| studied && probe.is_none());
        let card = last.zip(unread.map(Card::of));
        let voice = listener.and_then(|listener| self.hear(listener, &seen.facts, &seen.speech));
        Ok(Measured { facts: seen.facts, pixels, probe, card, voice })
    }

    /// Listens to a sound, or recalls who was heard in an equal one.
    fn hear(&self, listener: &Listener, facts: &FileFacts, samples: &[i16]) -> Option<VoiceFacts> {
        let sound = facts.audio.as_ref()?;
        let known = sound.stream.and_then(|stream| self.known.voice(&stream, listener.name()));
        let heard = match known {
            Some(heard) => heard,
            None if samples.is_empty() && sound.duration.0 > 0.0 => return None,
            None => {
                let heard = listener.hear(samples);
                if let Some(stream) = &sound.stream {
                    self.known.note_voice(stream, listener.name(), &heard);
                }
                heard
            }
        };
        Some(in_film(heard, sound))
    }

    /// Looks for words and logos in the last frame.
    fn read(&self, measured: &Measured) -> Result<ProbeFacts, PortError> {
        let Some(pixels) = &measured.pixels else { return Ok(ProbeFacts::default()) };
        let (width, height) = (pixels.size.width, pixels.size.height);
        let reader = self.reader.as_ref().map(LateReader::reader).transpose()?;
        let found = probe(&pixels.rgba, width, height, reader, &self.logos)
            .map_err(|error| PortError::Resource(chain(&error)))?;
        Ok(compare_letters(found, pixels, &self.typefaces))
    }

    fn note(&self, measured: &Measured) {
        if let (Some(frame), Some(probe)) = (&measured.facts.last_frame, &measured.probe) {
            self.known.note_probe(&frame.png, probe);
        }
    }

    fn judge(&self, patient: &Patient, mut measured: Measured) -> Looked {
        if let Some(voice) = measured.voice.take() {
            measured.probe.get_or_insert_default().voice = Some(voice);
        }
        let mut verdict = gate::judge(
            &patient.path.display().to_string(),
            &measured.facts,
            measured.probe.as_ref(),
            &patient.standard,
            self.tier,
        );
        verdict.not_run.extend(patient.undecided.iter().cloned());
        let shots = match self.shots {
            Shots::Wanted => self.shots(&patient.path, &verdict, measured.pixels),
            Shots::Unwanted => Vec::new(),
        };
        Looked { verdict, shots }
    }

    /// A picture that cannot be made is left out: the findings stand without it.
    fn shots(&self, path: &Path, verdict: &FileVerdict, last: Option<Pixels>) -> Vec<Shot> {
        let kept = verdict.facts.last_frame.as_ref();
        let close = shots::closeness(verdict);
        let first = kept.zip(last).and_then(|(kept, pixels)| shots::shot(kept.at, &pixels, close));
        let frames = shots::moments(verdict).into_iter().filter_map(|at| {
            let frame = self.workers.decode_frame(path, at.0).ok()?;
            let size = model::unit::Size { width: frame.width, height: frame.height };
            shots::shot(at, &Pixels { size, rgba: frame.bytes }, close)
        });
        first.into_iter().chain(frames).collect()
    }
}

/// Whether any check that is asked for needs to know who speaks.
fn wants_voices(standard: &Standard) -> bool {
    let needs = |check: &&gate::Check| check.needs.contains(&Need::Voice);
    gate::CHECKS.iter().filter(needs).any(|check| (check.asked)(standard))
}

/// Whether any check that is asked for needs words or logos.
fn wants_a_closer_look(standard: &Standard) -> bool {
    let needs = |check: &&gate::Check| {
        check.needs.iter().any(|need| matches!(need, Need::Words | Need::Logos))
    };
    gate::CHECKS.iter().filter(needs).any(|check| (check.asked)(standard))
}

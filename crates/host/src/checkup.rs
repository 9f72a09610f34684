//! Looks at files wherever they lie: measures, reads, judges. Needs no workspace.

mod card;
mod correcting;
mod shots;

pub use correcting::Mended;

use crate::known::chain;
use crate::media::{MediaWorkers, find_worker};
use crate::reader::{LogoToFind, Reader, probe};
use crate::shop::{measured, measured_with_speech, watch};
use crate::tools::{Cabinet, TEXT_DETECTOR, TEXT_READER, VOICE};
use crate::voice::Listener;
use flow::ports::PortError;
use gate::{Need, Standard};
use model::finding::{FileVerdict, LookTier, NotRun};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

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
    reader: Option<Reader>,
    listener: Option<Listener>,
    logos: Vec<LogoToFind>,
    shots: Shots,
    tier: LookTier,
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
        let cabinet = Cabinet::of_this_account();
        let models = cabinet.find(&TEXT_DETECTOR).zip(cabinet.find(&TEXT_READER));
        let reader = match models {
            Some((detector, reader)) => {
                Some(Reader::load(&detector, &reader).map_err(|error| PortError::Tool {
                    tool: "the text reader".to_owned(),
                    remedy: chain(&error),
                })?)
            }
            None => None,
        };
        let listener =
            cabinet.find(&VOICE).map(|model| Listener::load(&model)).transpose().map_err(
                |error| PortError::Tool {
                    tool: "the voice model".to_owned(),
                    remedy: chain(&error),
                },
            )?;
        let workers = MediaWorkers::new(exe, jobs, std::env::temp_dir());
        Ok(Self { workers, reader, listener, logos, shots, tier })
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
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::with_capacity(patients.len()));
        std::thread::scope(|scope| {
            for _ in 0..jobs.clamp(1, patients.len().max(1)) {
                scope.spawn(|| {
                    while !stop.load(Ordering::Relaxed) {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        let Some(patient) = patients.get(index) else { return };
                        let heard = hear(patient, self.one(patient));
                        done.lock().unwrap_or_else(PoisonError::into_inner).push((index, heard));
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(index, _)| *index);
        done.into_iter().map(|(_, heard)| heard).collect()
    }

    fn one(&self, patient: &Patient) -> Result<Looked, PortError> {
        let listener = self.listener.as_ref().filter(|_| wants_voices(&patient.standard));
        let (mut measured, speech) = match listener {
            Some(_) => measured_with_speech(&self.workers, &patient.path)?,
            None => (measured(&self.workers, &patient.path)?, Vec::new()),
        };
        if self.tier == LookTier::Full {
            watch(&self.workers, &patient.path, &mut measured.facts)?;
        }
        let voice = listener.and_then(|listener| listener.hear_file(&measured.facts, &speech));
        let last = measured.facts.last_frame.as_ref().map(|frame| frame.png);
        let frame = measured.pictures.iter().find(|(digest, _)| Some(*digest) == last);
        // Reading costs most of a look.
        let studied = wants_a_closer_look(&patient.standard);
        let pixels = match frame.filter(|_| studied || self.shots == Shots::Wanted) {
            Some((_, png)) => {
                Some(render::decode(png).map_err(|error| PortError::File(chain(&error)))?)
            }
            None => None,
        };
        let mut looked = match pixels.as_ref().filter(|_| studied) {
            Some(pixels) => {
                let (width, height) = (pixels.size.width, pixels.size.height);
                let found = probe(&pixels.rgba, width, height, self.reader.as_ref(), &self.logos);
                Some(found.map_err(|error| PortError::Resource(chain(&error)))?)
            }
            None => None,
        };
        if voice.is_some() {
            looked.get_or_insert_default().voice = voice;
        }
        let mut verdict = gate::judge(
            &patient.path.display().to_string(),
            &measured.facts,
            looked.as_ref(),
            &patient.standard,
            self.tier,
        );
        verdict.not_run.extend(patient.undecided.iter().cloned());
        let shots = match self.shots {
            Shots::Wanted => self.shots(&patient.path, &verdict, pixels),
            Shots::Unwanted => Vec::new(),
        };
        Ok(Looked { verdict, shots })
    }

    /// A picture that cannot be made is left out: the findings stand without it.
    fn shots(&self, path: &Path, verdict: &FileVerdict, last: Option<render::Pixels>) -> Vec<Shot> {
        let kept = verdict.facts.last_frame.as_ref();
        let close = shots::closeness(verdict);
        let first = kept.zip(last).and_then(|(kept, pixels)| shots::shot(kept.at, &pixels, close));
        let frames = shots::moments(verdict).into_iter().filter_map(|at| {
            let frame = self.workers.decode_frame(path, at.0).ok()?;
            let size = model::unit::Size { width: frame.width, height: frame.height };
            shots::shot(at, &render::Pixels { size, rgba: frame.bytes }, close)
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

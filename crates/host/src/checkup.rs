//! Looks at files wherever they lie: measures, reads, judges. Needs no workspace.

use crate::known::chain;
use crate::media::{MediaWorkers, find_worker};
use crate::reader::{LogoToFind, Reader, probe};
use crate::shop::measured;
use crate::tools::{Cabinet, TEXT_DETECTOR, TEXT_READER};
use flow::ports::PortError;
use gate::Standard;
use model::finding::{FileVerdict, LookTier};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// A file with what is expected of it.
#[derive(Debug, Clone)]
pub struct Patient {
    /// Where it lies.
    pub path: PathBuf,
    /// What is expected.
    pub standard: Standard,
}

/// What looks at files.
pub struct Checkup {
    workers: MediaWorkers,
    reader: Option<Reader>,
    logos: Vec<LogoToFind>,
}

impl Checkup {
    /// Gets ready with up to `jobs` workers. Without a text reader, checks that need words say
    /// that they did not run.
    pub fn new(jobs: usize, logos: Vec<LogoToFind>) -> Result<Self, PortError> {
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
        Ok(Self { workers: MediaWorkers::new(exe, jobs, std::env::temp_dir()), reader, logos })
    }

    /// Returns whether words can be read.
    pub fn reads_words(&self) -> bool {
        self.reader.is_some()
    }

    /// Looks at every file on `jobs` threads; verdicts come in the order of the files. `seen` hears
    /// of each file that is done. Stops early when `stop` is set.
    pub fn look(
        &self,
        patients: &[Patient],
        jobs: usize,
        stop: &AtomicBool,
        seen: &(dyn Fn(&Path) + Sync),
    ) -> Vec<Result<FileVerdict, PortError>> {
        let next = AtomicUsize::new(0);
        let done = Mutex::new(Vec::with_capacity(patients.len()));
        std::thread::scope(|scope| {
            for _ in 0..jobs.clamp(1, patients.len().max(1)) {
                scope.spawn(|| {
                    while !stop.load(Ordering::Relaxed) {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        let Some(patient) = patients.get(index) else { return };
                        let verdict = self.one(patient);
                        seen(&patient.path);
                        done.lock().unwrap_or_else(PoisonError::into_inner).push((index, verdict));
                    }
                });
            }
        });
        let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
        done.sort_by_key(|(index, _)| *index);
        done.into_iter().map(|(_, verdict)| verdict).collect()
    }

    fn one(&self, patient: &Patient) -> Result<FileVerdict, PortError> {
        let measured = measured(&self.workers, &patient.path)?;
        let frame = measured.pictures.first().map(|(_, png)| png);
        // Reading costs most of a look; nobody asked for words where no brand is expected.
        let wanted = patient.standard.brand.is_some();
        let looked = match frame.filter(|_| wanted) {
            Some(png) => {
                let pixels = render::decode(png).map_err(|error| PortError::File(chain(&error)))?;
                let (width, height) = (pixels.size.width, pixels.size.height);
                let found = probe(&pixels.rgba, width, height, self.reader.as_ref(), &self.logos);
                Some(found.map_err(|error| PortError::Resource(chain(&error)))?)
            }
            None => None,
        };
        let name = patient.path.display().to_string();
        Ok(gate::judge(
            &name,
            &measured.facts,
            looked.as_ref(),
            &patient.standard,
            LookTier::Verdict,
        ))
    }
}

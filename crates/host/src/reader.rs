//! Reading the words in a picture: a detector finds lines, a recogniser spells them.
//!
//! The models are PP-OCRv6 small (Apache-2.0), two ONNX files from the cache. They read Latin
//! letters, Chinese and Japanese; text in other scripts comes back as confident nonsense, so the
//! caller has to know the language. Lines are taken as upright: slanted and vertical text is not
//! straightened.

mod detect;
mod parts;
mod picture;
mod probe;
mod recognise;
mod typeface;

use detect::Detector;
use model::digest::Digest;
use model::fact::ReadText;
use picture::Picture;
use recognise::Recogniser;
use rten::{Model, ModelOptions, RunOptions, ThreadPool};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

pub use probe::{LogoToFind, probe};
pub use typeface::{TypefaceToCompare, compare_letters};

/// Why words could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReaderError {
    /// A model file is not there or not readable.
    #[error("could not read the model `{path}`; run `throughline doctor` to see what is missing")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A model file is not a model.
    #[error("could not load the model `{path}`; delete it and fetch it again")]
    Load {
        /// The file.
        path: PathBuf,
        /// What the engine said.
        source: rten::LoadError,
    },
    /// The recogniser does not list the characters it knows.
    #[error("the model `{path}` lacks its list of characters; it is not a PP-OCR recogniser")]
    Characters {
        /// The file.
        path: PathBuf,
    },
    /// A model ran into an error.
    #[error("the {stage} model failed")]
    Run {
        /// `detection` or `recognition`.
        stage: &'static str,
        /// What the engine said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The pixels are not what the size says.
    #[error("{width}×{height} pixels need {} bytes of RGBA, got {got}", u64::from(*width) * u64::from(*height) * 4)]
    Pixels {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// Bytes handed over.
        got: usize,
    },
}

/// Below this the recogniser guesses: texture, not text. The default of the models' own tools.
const LEAST_CONFIDENCE: f64 = 0.5;

/// Reads words in pictures.
pub struct Reader {
    detector: Detector,
    recogniser: Recogniser,
    name: String,
    threads: usize,
    /// Threads that read nothing just now.
    idle: Mutex<Vec<Arc<ThreadPool>>>,
}

impl Reader {
    /// Loads both models. One thread reads a picture, and another thread the next one meanwhile:
    /// pictures in parallel beat one picture on all cores.
    pub fn load(detection: &Path, recognition: &Path) -> Result<Self, ReaderError> {
        let (detector, detector_digest) = load_model(detection)?;
        let (recogniser, recogniser_digest) = load_model(recognition)?;
        let recogniser = Recogniser::new(recogniser)
            .ok_or_else(|| ReaderError::Characters { path: recognition.to_owned() })?;
        Ok(Self {
            detector: Detector::new(detector),
            recogniser,
            name: format!(
                "PP-OCRv6 small, {} and {}",
                detector_digest.short(),
                recogniser_digest.short()
            ),
            threads: 1,
            idle: Mutex::default(),
        })
    }

    /// Runs the models on `threads` threads for each picture.
    #[must_use]
    pub fn with_threads(self, threads: usize) -> Self {
        Self { threads: threads.max(1), idle: Mutex::default(), ..self }
    }

    /// Returns the models by name and bytes: what reads differently has another name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Reads a picture of RGBA bytes: lines from top to bottom, from left to right.
    pub fn read(&self, rgba: &[u8], width: u32, height: u32) -> Result<Vec<ReadText>, ReaderError> {
        let threads = self.take_threads();
        let lines = self.read_on(&threads, &Picture::new(rgba, width, height)?);
        self.idle().push(threads);
        lines
    }

    fn read_on(
        &self,
        threads: &Arc<ThreadPool>,
        picture: &Picture<'_>,
    ) -> Result<Vec<ReadText>, ReaderError> {
        let options = || RunOptions::default().with_thread_pool(Some(Arc::clone(threads)));
        let mut lines = Vec::new();
        for region in self.detector.lines(picture, options)? {
            let read = self.recogniser.spell(picture, region, options())?;
            lines.extend(read.filter(|line| line.confidence.0 >= LEAST_CONFIDENCE));
        }
        Ok(in_reading_order(lines))
    }

    fn take_threads(&self) -> Arc<ThreadPool> {
        let idle = self.idle().pop();
        idle.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(self.threads)))
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Arc<ThreadPool>>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn load_model(path: &Path) -> Result<(Model, Digest), ReaderError> {
    let bytes = std::fs::read(path)
        .map_err(|source| ReaderError::File { path: path.to_owned(), source })?;
    let digest = Digest::of(&bytes);
    // Weights are laid out once as the processor wants them, and not again for each line.
    let model = ModelOptions::with_all_ops()
        .prepack_weights(true)
        .load(bytes)
        .map_err(|source| ReaderError::Load { path: path.to_owned(), source })?;
    Ok((model, digest))
}

/// Lines whose middle stands beside the line above are in one row, and read from left to right.
fn in_reading_order(mut lines: Vec<ReadText>) -> Vec<ReadText> {
    lines.sort_by_key(|line| (line.region.y, line.region.x));
    let mut rows: Vec<Vec<ReadText>> = Vec::new();
    for line in lines {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|first| is_beside(first, &line)) => row.push(line),
            _ => rows.push(vec![line]),
        }
    }
    for row in &mut rows {
        row.sort_by_key(|line| line.region.x);
    }
    rows.into_iter().flatten().collect()
}

fn is_beside(first: &ReadText, line: &ReadText) -> bool {
    line.region.y + line.region.h / 2 < first.region.y + first.region.h
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::unit::{Ratio, Region};

    fn line(text: &str, x: u32, y: u32) -> ReadText {
        let region = Region { x, y, w: 50, h: 20 };
        ReadText { text: text.to_owned(), region, confidence: Ratio(0.9), contrast: 9.0 }
    }

    #[test]
    fn lines_are_read_row_by_row() {
        let lines = vec![line("now", 60, 102), line("Hello", 0, 0), line("Shop", 0, 105)];
        let texts: Vec<String> =
            in_reading_order(lines).into_iter().map(|line| line.text).collect();
        assert_eq!(texts, ["Hello", "Shop", "now"]);
    }

    #[test]
    fn a_missing_model_is_named() {
        let error = Reader::load(Path::new("/nowhere/det.onnx"), Path::new("/nowhere/rec.onnx"));
        assert!(error.err().unwrap().to_string().contains("/nowhere/det.onnx"));
    }
}

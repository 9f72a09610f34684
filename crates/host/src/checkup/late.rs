//! The text reader, loaded when the first card is read: a package that did not change needs none.

use crate::cache::Identity;
use crate::known::chain;
use crate::reader::Reader;
use flow::ports::PortError;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A reader whose models lie ready.
pub(super) struct LateReader {
    detector: PathBuf,
    recogniser: PathBuf,
    loaded: OnceLock<Result<Reader, String>>,
}

impl LateReader {
    /// Names the models.
    pub(super) fn of(detector: PathBuf, recogniser: PathBuf) -> Self {
        Self { detector, recogniser, loaded: OnceLock::new() }
    }

    /// Returns the reader.
    pub(super) fn reader(&self) -> Result<&Reader, PortError> {
        let load = || Reader::load(&self.detector, &self.recogniser).map_err(|e| chain(&e));
        self.loaded.get_or_init(load).as_ref().map_err(|error| PortError::Tool {
            tool: "the text reader".to_owned(),
            remedy: error.clone(),
        })
    }

    /// Tells the models from any others that ever lay in their places, without loading them.
    pub(super) fn identity(&self) -> String {
        let of = |path: &Path| format!("{}, {:?}", Path::display(path), Identity::at(path));
        format!("{}; {}", of(&self.detector), of(&self.recogniser))
    }
}

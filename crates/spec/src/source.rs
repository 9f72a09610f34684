//! What lies in a workspace, as the host read it.

use model::digest::Digest;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One file of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Path from the root, with forward slashes.
    pub path: String,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// Its length.
    pub bytes: u64,
    /// Its text, for the kinds of file that people write; absent for media and for text that is
    /// not UTF-8.
    pub text: Option<Arc<str>>,
}

/// All files of a workspace by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceTree {
    files: BTreeMap<String, SourceFile>,
}

impl SourceTree {
    /// Collects files; the last of two with one path wins.
    pub fn new(files: impl IntoIterator<Item = SourceFile>) -> Self {
        Self { files: files.into_iter().map(|file| (file.path.clone(), file)).collect() }
    }

    /// Returns the file at `path`.
    pub fn get(&self, path: &str) -> Option<&SourceFile> {
        self.files.get(path)
    }

    /// Returns every file below the folder `under` (`market/`), in path order.
    pub fn under<'a>(&'a self, under: &'a str) -> impl Iterator<Item = &'a SourceFile> {
        self.files
            .range(under.to_owned()..)
            .map(|(_, file)| file)
            .take_while(move |file| file.path.starts_with(under))
    }

    /// Returns every file, in path order.
    pub fn all(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.values()
    }
}

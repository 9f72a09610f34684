use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Why a rule could not be held against the repository.
#[derive(Debug, thiserror::Error)]
pub enum TidyError {
    /// A file or folder does not open.
    #[error("could not {act} `{path}`")]
    File {
        /// What was tried.
        act: &'static str,
        /// With which.
        path: String,
        /// Why not.
        source: io::Error,
    },
    /// Cargo does not answer.
    #[error("could not run `cargo {arguments}`: {said}; `cargo fetch` gets what is missing")]
    Cargo {
        /// What was asked.
        arguments: String,
        /// What it said.
        said: String,
    },
    /// An answer of cargo, or a record of ours, does not read.
    #[error("could not read {what}")]
    Json {
        /// Which.
        what: &'static str,
        /// Why not.
        source: serde_json::Error,
    },
    /// A page lacks the marks between which a list is written.
    #[error("`{page}` lacks `{mark}`: put the two marks back, the list goes between them")]
    Mark {
        /// The page.
        page: String,
        /// The mark.
        mark: &'static str,
    },
}

/// The files of this repository: what git tracks or would track.
#[derive(Debug, Clone)]
pub struct Repository {
    root: PathBuf,
    paths: BTreeSet<String>,
}

impl Repository {
    /// Lists the repository that this crate lies in.
    pub fn here() -> Result<Self, TidyError> {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = own.ancestors().nth(2).unwrap_or(own).to_owned();
        let mut paths = match tracked(&root) {
            Some(paths) => paths,
            None => walked(&root)?,
        };
        // A file that was deleted and not yet committed is still listed.
        paths.retain(|path| root.join(path).is_file());
        Ok(Self { root, paths })
    }

    /// Returns the folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns every path from the root, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    /// Returns whether there is such a file.
    pub fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// Reads a file of text.
    pub fn text(&self, path: &str) -> Result<String, TidyError> {
        fs::read_to_string(self.root.join(path)).map_err(|source| failed("read", path, source))
    }

    /// Reads every file that holds text, by path; others are left out.
    pub fn texts(&self) -> Result<Vec<(&str, String)>, TidyError> {
        let mut texts = Vec::new();
        for path in self.paths() {
            let bytes =
                fs::read(self.root.join(path)).map_err(|source| failed("read", path, source))?;
            if let Ok(text) = String::from_utf8(bytes) {
                texts.push((path, text));
            }
        }
        Ok(texts)
    }

    /// Reads every Rust source, by path.
    pub fn sources(&self) -> Result<Vec<(&str, String)>, TidyError> {
        let sources = self.paths().filter(|path| has_ending(path, "rs"));
        sources.map(|path| Ok((path, self.text(path)?))).collect()
    }

    /// Returns every path with its length in bytes.
    pub fn sizes(&self) -> Result<Vec<(&str, u64)>, TidyError> {
        self.paths()
            .map(|path| match fs::metadata(self.root.join(path)) {
                Ok(file) => Ok((path, file.len())),
                Err(source) => Err(failed("look at", path, source)),
            })
            .collect()
    }

    /// Returns the folders in `crates/` that hold a manifest, sorted.
    pub fn crates(&self) -> Vec<&str> {
        self.paths()
            .filter_map(|path| path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml"))
            .filter(|name| !name.contains('/'))
            .collect()
    }

    /// Writes a file, and its folder where that is missing.
    pub fn write(&self, path: &str, text: &str) -> Result<(), TidyError> {
        let whole = self.root.join(path);
        if let Some(folder) = whole.parent() {
            fs::create_dir_all(folder)
                .map_err(|source| failed("make the folder of", path, source))?;
        }
        fs::write(whole, text).map_err(|source| failed("write", path, source))
    }
}

/// Returns whether a path ends in `.ending`.
pub(crate) fn has_ending(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|written| written.eq_ignore_ascii_case(ending))
}

fn failed(act: &'static str, path: &str, source: io::Error) -> TidyError {
    TidyError::File { act, path: path.to_owned(), source }
}

/// Asks git; none where it is not installed or this is no checkout.
fn tracked(root: &Path) -> Option<BTreeSet<String>> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .ok()
        .filter(|listed| listed.status.success())?;
    let text = String::from_utf8(listed.stdout).ok()?;
    Some(text.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect())
}

/// Walks an unpacked archive.
fn walked(root: &Path) -> Result<BTreeSet<String>, TidyError> {
    const NOT_OURS: [&str; 3] = [".git", "target", "throughline-demo"];
    let mut paths = BTreeSet::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(root.join(&folder)).map_err(|source| failed("list", &folder, source))?;
        for entry in entries {
            let entry = entry.map_err(|source| failed("list", &folder, source))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if NOT_OURS.contains(&name.as_str()) {
                continue;
            }
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(path),
                Ok(kind) if kind.is_file() => drop(paths.insert(path)),
                Ok(_) => {}
                Err(source) => return Err(failed("look at", &path, source)),
            }
        }
    }
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn git_and_a_walk_see_the_same_sources() {
        let here = Repository::here().unwrap();
        let walked = walked(here.root()).unwrap();
        let lost: Vec<&str> = here.paths().filter(|path| !walked.contains(*path)).collect();
        assert_eq!(lost, Vec::<&str>::new());
    }
}

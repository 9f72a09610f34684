//! Files that were named on a command line: themselves, or everything in a folder.

use crate::error::HostError;
use std::fs;
use std::path::{Path, PathBuf};

/// Returns the files that `paths` name, folders walked, sorted within each; or every path that is
/// not there.
pub fn find_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Vec<HostError>> {
    let (found, missing) = list_files(paths);
    if missing.is_empty() { Ok(found) } else { Err(missing) }
}

/// Returns the files that `paths` name, folders walked, sorted within each; and beside them what
/// could not be found or read.
pub fn list_files(paths: &[PathBuf]) -> (Vec<PathBuf>, Vec<HostError>) {
    let mut found = Vec::new();
    let mut missing = Vec::new();
    for path in paths {
        walk(path, &mut found, &mut missing);
    }
    (found, missing)
}

fn walk(path: &Path, found: &mut Vec<PathBuf>, missing: &mut Vec<HostError>) {
    match fs::metadata(path) {
        Ok(meta) if meta.is_dir() => match fs::read_dir(path) {
            Ok(entries) => {
                let mut inside: Vec<PathBuf> =
                    entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
                inside.retain(|path| !is_hidden(path) && !path.is_symlink());
                inside.sort();
                for path in &inside {
                    walk(path, found, missing);
                }
            }
            Err(error) => missing.push(HostError::io("read", path, error)),
        },
        Ok(_) => found.push(path.to_owned()),
        Err(error) => missing.push(HostError::io("find", path, error)),
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

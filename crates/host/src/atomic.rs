//! Writing a file so that whoever looks sees the old bytes or the new ones, never half of them.

use crate::error::HostError;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// How the names of files begin that have no other name yet.
pub(crate) const ASIDE: &str = ".aside-";

/// Writes `bytes` to `path`: aside, synced, renamed. Missing folders are made.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), HostError> {
    let folder = folder_of(path);
    make_folder(folder)?;
    let mut aside = Aside::create(folder, path)?;
    aside.write(bytes)?;
    aside.sync()?;
    aside.publish(path)?;
    sync_folder(folder)
}

/// Returns the folder that holds `path`.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a folder and those above it.
pub(crate) fn make_folder(path: &Path) -> Result<(), HostError> {
    fs::create_dir_all(path).map_err(|e| HostError::io("make the folder", path, e))
}

/// Syncs the names in a folder, without which a rename may be lost with the power.
pub(crate) fn sync_folder(path: &Path) -> Result<(), HostError> {
    #[cfg(unix)]
    File::open(path)
        .and_then(|folder| folder.sync_all())
        .map_err(|e| HostError::io("sync the folder", path, e))?;
    Ok(())
}

/// A file under a hidden name of its own, removed again unless it is published.
pub(crate) struct Aside {
    path: PathBuf,
    /// What people know it by: an error names what was to be written, not the hidden name.
    meant: PathBuf,
    file: File,
    published: bool,
}

impl Aside {
    /// Creates one in `folder` for what people know as `meant`.
    pub(crate) fn create(folder: &Path, meant: &Path) -> Result<Self, HostError> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        loop {
            let n = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = folder.join(format!("{ASIDE}{}-{n}", std::process::id()));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Ok(file) => {
                    return Ok(Self { path, meant: meant.to_owned(), file, published: false });
                }
                // Left behind by a killed process that had the same id.
                Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
                Err(e) => return Err(HostError::io("write", meant, e)),
            }
        }
    }

    /// Takes up the one name that stands for `meant` in `folder`, with whatever a killed process
    /// left there. Only for places where no other process writes the same file.
    pub(crate) fn take_up(folder: &Path, meant: &Path) -> Result<Self, HostError> {
        let name = meant.file_name().unwrap_or_default().to_string_lossy();
        let path = folder.join(format!("{ASIDE}{name}"));
        let file = File::create(&path).map_err(|e| HostError::io("write", meant, e))?;
        Ok(Self { path, meant: meant.to_owned(), file, published: false })
    }

    /// Where it lies until it is published, for another process to fill.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Appends bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), HostError> {
        self.file.write_all(bytes).map_err(|e| HostError::io("write", &self.meant, e))
    }

    /// Waits until the bytes are on the disk.
    pub(crate) fn sync(&self) -> Result<(), HostError> {
        self.file.sync_all().map_err(|e| HostError::io("sync", &self.meant, e))
    }

    /// Gives the file its name.
    pub(crate) fn publish(mut self, path: &Path) -> Result<(), HostError> {
        fs::rename(&self.path, path).map_err(|e| HostError::io("write", path, e))?;
        self.published = true;
        Ok(())
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if !self.published {
            // Nothing can be done about a failure here: the error that led here says more.
            drop(fs::remove_file(&self.path));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/report.html");
        write_file(&path, b"one").unwrap();
        write_file(&path, b"two").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path().join("new")).unwrap().count(), 1);
    }

    #[test]
    fn a_path_through_a_file_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, b"x").unwrap();
        let error = write_file(&file.join("inside/x.txt"), b"y").unwrap_err();
        assert!(error.to_string().contains("file/inside"), "{error}");
    }

    #[test]
    fn a_name_that_is_a_folder_leaves_no_aside() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("taken");
        fs::create_dir_all(taken.join("full")).unwrap();
        assert!(write_file(&taken, b"y").is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

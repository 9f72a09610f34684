//! A package in a folder: each file is written aside, read back, and only then given its name.

use super::{DeliveryError, Destination, Source};
use crate::atomic::{Aside, folder_of, make_folder, sync_folder};
use crate::blobs::digest_of_file;
use model::digest::Digest;
use std::path::{Path, PathBuf};

/// A folder that packages go to.
pub(super) struct Folder {
    root: PathBuf,
}

impl Folder {
    pub(super) fn at(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }
}

impl Destination for Folder {
    fn digest(&self, name: &str) -> Result<Option<Digest>, DeliveryError> {
        let path = self.root.join(name);
        if !path.exists() {
            return Ok(None);
        }
        Ok(Some(digest_of_file(&path)?.0))
    }

    fn put(&self, name: &str, blob: &Digest, source: &Source<'_>) -> Result<(), DeliveryError> {
        let path = self.root.join(name);
        let folder = folder_of(&path);
        make_folder(folder)?;
        let mut aside = Aside::take_up(folder, &path)?;
        source.pieces(blob, |piece| Ok(aside.write(piece)?))?;
        aside.sync()?;
        if digest_of_file(aside.path())?.0 != *blob {
            let to = self.root.display().to_string();
            return Err(DeliveryError::Damaged { name: name.to_owned(), to });
        }
        aside.publish(&path)?;
        Ok(sync_folder(folder)?)
    }
}

//! Bytes kept under their own digest: `.throughline/blobs/ab/cdef…`.

use crate::atomic::{Aside, folder_of, make_folder, sync_folder};
use crate::cache::{Cache, Identity};
use crate::error::HostError;
use crate::gc::entries;
use crate::lock::WorkspaceLock;
use model::digest::Digest;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

/// How many bytes are held at a time when a file is copied or hashed.
const PIECE: usize = 256 * 1024;
/// How many files of a group are open at once; well under the usual limit of 1,024.
const GROUP: usize = 200;

/// The store of a workspace's bytes.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: PathBuf,
    aside: PathBuf,
}

/// What placing a blob took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placed {
    /// Its bytes were written.
    Written,
    /// The same bytes were there already.
    AlreadyThere,
}

impl Blobs {
    /// Opens the store of the workspace at `root`, making its folders.
    pub fn open(root: &Path) -> Result<Self, HostError> {
        let blobs = Self::at(root);
        make_folder(&blobs.store)?;
        make_folder(&blobs.aside)?;
        Ok(blobs)
    }

    /// Names the store of the workspace at `root` without touching it, for reading.
    pub fn at(root: &Path) -> Self {
        let home = root.join(".throughline");
        Self { store: home.join("blobs"), aside: home.join("tmp") }
    }

    /// Returns where a blob is or would be.
    pub fn path(&self, digest: &Digest) -> PathBuf {
        let name = digest.to_string();
        let (shelf, rest) = name.split_at(2);
        self.store.join(shelf).join(rest)
    }

    /// Returns whether a blob is there. Its bytes are not looked at.
    pub fn has(&self, digest: &Digest) -> bool {
        self.path(digest).is_file()
    }

    /// Keeps bytes; when this returns they are on the disk.
    pub fn put(&self, bytes: &[u8]) -> Result<Digest, HostError> {
        let digest = Digest::of(bytes);
        if !self.is_there(&digest, bytes.len() as u64) {
            let mut aside = Aside::create(&self.aside, &self.path(&digest))?;
            aside.write(bytes)?;
            self.shelve(aside, &digest)?;
        }
        Ok(digest)
    }

    /// Keeps many; the disk is waited for once for all of them rather than once for each.
    pub fn put_many(&self, many: &[&[u8]]) -> Result<Vec<Digest>, HostError> {
        let digests: Vec<Digest> = many.iter().map(|bytes| Digest::of(bytes)).collect();
        let missing: Vec<(&Digest, &[u8])> = digests
            .iter()
            .zip(many.iter().copied())
            .filter(|(digest, bytes)| !self.is_there(digest, bytes.len() as u64))
            .collect();
        for group in missing.chunks(GROUP) {
            self.put_group(group)?;
        }
        Ok(digests)
    }

    /// Keeps a copy of a file, holding only a piece of it in memory.
    pub fn put_file(&self, path: &Path) -> Result<Digest, HostError> {
        let mut aside = Aside::create(&self.aside, &self.store)?;
        let (digest, bytes) = in_pieces(path, |piece| aside.write(piece))?;
        if !self.is_there(&digest, bytes) {
            self.shelve(aside, &digest)?;
        }
        Ok(digest)
    }

    /// Returns a blob's bytes, after checking that they are those it is named after.
    pub fn read(&self, digest: &Digest) -> Result<Vec<u8>, HostError> {
        let path = self.path(digest);
        let bytes = fs::read(&path).map_err(|e| missing_or(path.clone(), e))?;
        let found = Digest::of(&bytes);
        if found == *digest { Ok(bytes) } else { Err(HostError::BlobDamaged { path, found }) }
    }

    /// Rehashes a blob and returns its length.
    pub fn check(&self, digest: &Digest) -> Result<u64, HostError> {
        self.stream(digest, |_| Ok(()))
    }

    /// Puts a copy of a blob where people look for it, under a name of their own.
    ///
    /// It is a copy and not a second name for the same bytes: whoever edits the copy must not
    /// reach into the store. Where `cache` remembers the same bytes, nothing is copied.
    pub fn place(&self, digest: &Digest, to: &Path, cache: &Cache) -> Result<Placed, HostError> {
        let same_length = || Some(fs::metadata(self.path(digest)).ok()?.len());
        let standing = fs::metadata(to).ok().filter(|found| Some(found.len()) == same_length());
        if standing.is_some() && cache.digest_of(to)? == *digest {
            return Ok(Placed::AlreadyThere);
        }
        let folder = folder_of(to);
        make_folder(folder)?;
        let mut aside = Aside::create(folder, to)?;
        self.stream(digest, |piece| aside.write(piece))?;
        aside.sync()?;
        aside.publish(to)?;
        sync_folder(folder)?;
        let placed = fs::metadata(to).map_err(|e| HostError::io("read", to, e))?;
        if let Some(identity) = Identity::of(&placed) {
            cache.remember(to, identity, digest);
        }
        Ok(Placed::Written)
    }

    /// Returns every blob that lies in the store with its length. Files that are not named as blobs
    /// are nobody's of ours and are passed over.
    pub(crate) fn lying(&self) -> Result<BTreeMap<Digest, u64>, HostError> {
        let mut lying = BTreeMap::new();
        for (shelf, kind) in entries(&self.store)? {
            let Some(start) = shelf.file_name().and_then(|name| name.to_str()) else { continue };
            if !kind.is_dir() || start.len() != 2 {
                continue;
            }
            for (path, kind) in entries(&shelf)? {
                let rest = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                if let (true, Ok(digest)) = (kind.is_file(), format!("{start}{rest}").parse()) {
                    let known = fs::metadata(&path).map_err(|e| HostError::io("read", &path, e))?;
                    lying.insert(digest, known.len());
                }
            }
        }
        Ok(lying)
    }

    /// Removes what killed processes left half-written. The lock shows that nobody is writing.
    pub fn sweep(&self, lock: &WorkspaceLock) -> Result<u64, HostError> {
        debug_assert!(self.store.starts_with(lock.root()), "the lock is of another workspace");
        let listing =
            fs::read_dir(&self.aside).map_err(|e| HostError::io("list", &self.aside, e))?;
        let mut swept = 0;
        for entry in listing {
            let path = entry.map_err(|e| HostError::io("list", &self.aside, e))?.path();
            fs::remove_file(&path).map_err(|e| HostError::io("remove", &path, e))?;
            swept += 1;
        }
        Ok(swept)
    }

    fn put_group(&self, group: &[(&Digest, &[u8])]) -> Result<(), HostError> {
        let mut asides = Vec::with_capacity(group.len());
        for (digest, bytes) in group {
            let mut aside = Aside::create(&self.aside, &self.path(digest))?;
            aside.write(bytes)?;
            asides.push((aside, *digest));
        }
        asides.iter().try_for_each(|(aside, _)| aside.sync())?;
        let mut shelves = BTreeSet::new();
        for (aside, digest) in asides {
            let path = self.path(digest);
            self.make_shelf(folder_of(&path))?;
            aside.publish(&path)?;
            shelves.insert(folder_of(&path).to_owned());
        }
        shelves.iter().try_for_each(|shelf| sync_folder(shelf))
    }

    fn shelve(&self, aside: Aside, digest: &Digest) -> Result<(), HostError> {
        let path = self.path(digest);
        let shelf = folder_of(&path);
        self.make_shelf(shelf)?;
        aside.sync()?;
        aside.publish(&path)?;
        sync_folder(shelf)
    }

    fn make_shelf(&self, shelf: &Path) -> Result<(), HostError> {
        if shelf.is_dir() {
            return Ok(());
        }
        make_folder(shelf)?;
        sync_folder(&self.store)
    }

    /// A blob gets its name only after its bytes are synced, so one of the right length is whole.
    fn is_there(&self, digest: &Digest, bytes: u64) -> bool {
        fs::metadata(self.path(digest)).is_ok_and(|found| found.is_file() && found.len() == bytes)
    }

    /// Hands a blob over piece by piece and complains at the end when it was not the right one.
    pub(crate) fn stream(
        &self,
        digest: &Digest,
        piece: impl FnMut(&[u8]) -> Result<(), HostError>,
    ) -> Result<u64, HostError> {
        let path = self.path(digest);
        let (found, bytes) = in_pieces(&path, piece).map_err(|error| match error {
            HostError::Io { source, .. } if source.kind() == ErrorKind::NotFound => {
                HostError::BlobMissing { path: path.clone() }
            }
            other => other,
        })?;
        if found == *digest { Ok(bytes) } else { Err(HostError::BlobDamaged { path, found }) }
    }
}

/// Returns the digest and the length of a file.
pub fn digest_of_file(path: &Path) -> Result<(Digest, u64), HostError> {
    in_pieces(path, |_| Ok(()))
}

fn in_pieces(
    path: &Path,
    mut piece: impl FnMut(&[u8]) -> Result<(), HostError>,
) -> Result<(Digest, u64), HostError> {
    let mut file = File::open(path).map_err(|e| HostError::io("read", path, e))?;
    let mut buffer = vec![0; PIECE];
    let mut hash = Sha256::new();
    let mut bytes = 0;
    loop {
        let read = match file.read(&mut buffer) {
            Ok(0) => return Ok((Digest::from_bytes(hash.finalize().into()), bytes)),
            Ok(read) => buffer.get(..read).unwrap_or_default(),
            Err(e) if e.kind() == ErrorKind::Interrupted => continue,
            Err(e) => return Err(HostError::io("read", path, e)),
        };
        hash.update(read);
        bytes += read.len() as u64;
        piece(read)?;
    }
}

fn missing_or(path: PathBuf, error: std::io::Error) -> HostError {
    if error.kind() == ErrorKind::NotFound {
        HostError::BlobMissing { path }
    } else {
        HostError::io("read", &path, error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> (tempfile::TempDir, Blobs) {
        let root = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(root.path()).unwrap();
        (root, blobs)
    }

    fn asides(root: &Path) -> usize {
        fs::read_dir(root.join(".throughline/tmp")).unwrap().count()
    }

    #[test]
    fn bytes_come_back_however_they_were_put() {
        let (root, blobs) = store();
        let file = root.path().join("film.mp4");
        let long: Vec<u8> = (0..PIECE + 7).map(|n| n as u8).collect();
        fs::write(&file, &long).unwrap();
        let one = blobs.put(b"one").unwrap();
        let many = blobs.put_many(&[b"one", b"two", b"two", b""]).unwrap();
        let copied = blobs.put_file(&file).unwrap();
        assert_eq!(many[0], one);
        assert_eq!(blobs.read(&many[1]).unwrap(), b"two");
        assert_eq!(blobs.read(&many[3]).unwrap(), b"");
        assert_eq!(blobs.read(&copied).unwrap(), long);
        assert_eq!(blobs.check(&copied).unwrap(), long.len() as u64);
        assert_eq!(asides(root.path()), 0);
    }

    #[test]
    fn a_damaged_blob_is_not_handed_out_and_not_delivered() {
        let (root, blobs) = store();
        let digest = blobs.put(b"approved").unwrap();
        fs::write(blobs.path(&digest), b"tampered").unwrap();
        let cache = Cache::open(root.path()).unwrap();
        let out = root.path().join("out.png");
        assert!(matches!(blobs.read(&digest), Err(HostError::BlobDamaged { .. })));
        assert!(matches!(blobs.place(&digest, &out, &cache), Err(HostError::BlobDamaged { .. })));
        assert!(!out.exists());
        let missing = Digest::of(b"never put");
        assert!(matches!(blobs.read(&missing), Err(HostError::BlobMissing { .. })));
        assert!(matches!(blobs.check(&missing), Err(HostError::BlobMissing { .. })));
    }

    #[test]
    fn a_placed_copy_is_made_once_and_again_after_it_was_edited() {
        let (root, blobs) = store();
        let cache = Cache::open(root.path()).unwrap();
        let digest = blobs.put(b"deliverable").unwrap();
        let out = root.path().join("campaigns/spring/out/deliverables/x.png");
        assert_eq!(blobs.place(&digest, &out, &cache).unwrap(), Placed::Written);
        assert_eq!(blobs.place(&digest, &out, &cache).unwrap(), Placed::AlreadyThere);
        fs::write(&out, b"edited by h").unwrap();
        assert_eq!(blobs.read(&digest).unwrap(), b"deliverable");
        assert_eq!(blobs.place(&digest, &out, &cache).unwrap(), Placed::Written);
        assert_eq!(fs::read(&out).unwrap(), b"deliverable");
    }

    #[test]
    fn what_a_killed_process_left_is_swept_under_the_lock() {
        let (root, blobs) = store();
        fs::write(root.path().join(".throughline/tmp/.aside-1-1"), b"half").unwrap();
        let at = jiff::Timestamp::UNIX_EPOCH;
        let lock = WorkspaceLock::acquire(root.path(), at, std::time::Duration::ZERO).unwrap();
        assert_eq!(blobs.sweep(&lock).unwrap(), 1);
        assert_eq!(asides(root.path()), 0);
    }

    #[test]
    fn a_store_that_cannot_be_written_says_where() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("not-a-folder");
        fs::write(&file, b"").unwrap();
        let error = Blobs::open(&file).unwrap_err();
        assert!(error.to_string().contains("not-a-folder"), "{error}");
    }
}

//! What need not be found out again: digests of files that have not changed, and how things stood
//! when nothing was left to do. Losing it costs only time.

pub mod facts;
mod identity;
mod settled;

pub use identity::Identity;

use crate::atomic::make_folder;
use crate::blobs::digest_of_file;
use crate::error::HostError;
use model::digest::Digest;
use rusqlite::{Connection, OptionalExtension, params};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS digest_of_file(
  path TEXT PRIMARY KEY,
  identity TEXT NOT NULL,
  digest BLOB NOT NULL
) WITHOUT ROWID;";

/// The remembered digests of a workspace: `.throughline/cache.sqlite`.
#[derive(Debug)]
pub struct Cache {
    db: Connection,
    root: PathBuf,
}

impl Cache {
    /// Opens the cache of the workspace at `root`; one that cannot be read is begun again.
    pub fn open(root: &Path) -> Result<Self, HostError> {
        let folder = root.join(".throughline");
        make_folder(&folder)?;
        let path = folder.join("cache.sqlite");
        let db = open_or_begin(&path).or_else(|_| {
            for name in ["cache.sqlite", "cache.sqlite-wal", "cache.sqlite-shm"] {
                // What is not there need not go; what cannot go fails at the next opening.
                drop(fs::remove_file(folder.join(name)));
            }
            open_or_begin(&path).map_err(|e| HostError::database("open", &path, e))
        })?;
        Ok(Self { db, root: root.to_owned() })
    }

    /// Returns the digest of a file, reading it only when it changed.
    pub fn digest_of(&self, path: &Path) -> Result<Digest, HostError> {
        let file = fs::metadata(path).map_err(|e| HostError::io("read", path, e))?;
        let identity = Identity::of(&file);
        if let Some(known) = identity.and_then(|identity| self.known(path, identity)) {
            return Ok(known);
        }
        let (digest, _) = digest_of_file(path)?;
        if let Some(identity) = identity.filter(|one| one.is_settled(SystemTime::now())) {
            self.remember(path, identity, &digest);
        }
        Ok(digest)
    }

    /// Notes the digest of a file. A cache that cannot be written forgets, no more.
    pub fn remember(&self, path: &Path, identity: Identity, digest: &Digest) {
        let noted = self
            .db
            .prepare_cached("INSERT OR REPLACE INTO digest_of_file VALUES (?1, ?2, ?3)")
            .and_then(|mut insert| {
                let row = params![self.name(path), identity.to_string(), digest.as_bytes()];
                insert.execute(row)
            });
        drop(noted);
    }

    /// Runs `work` so that all it remembers is written at once.
    pub fn together<T>(&self, work: impl FnOnce() -> T) -> T {
        let transaction = self.db.unchecked_transaction();
        let result = work();
        drop(transaction.and_then(rusqlite::Transaction::commit));
        result
    }

    fn known(&self, path: &Path, identity: Identity) -> Option<Digest> {
        let found = self
            .db
            .prepare_cached("SELECT digest FROM digest_of_file WHERE path = ?1 AND identity = ?2")
            .and_then(|mut select| {
                let row = params![self.name(path), identity.to_string()];
                select.query_row(row, |row| row.get::<_, [u8; 32]>(0)).optional()
            });
        found.ok().flatten().map(Digest::from_bytes)
    }

    /// Files of the workspace are named from its root, so that it can be moved.
    fn name(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).to_string_lossy().into_owned()
    }
}

fn open_or_begin(path: &Path) -> rusqlite::Result<Connection> {
    let db = Connection::open(path)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "NORMAL")?;
    db.execute_batch(SCHEMA)?;
    db.execute_batch(settled::SCHEMA)?;
    Ok(db)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unchanged_file_is_not_read_again() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::open(root.path()).unwrap();
        let path = root.path().join("film.mp4");
        fs::write(&path, b"bytes").unwrap();
        let identity = Identity::at(&path).unwrap();
        let remembered = Digest::of(b"what the cache says");
        cache.remember(&path, identity, &remembered);
        assert_eq!(cache.digest_of(&path).unwrap(), remembered);
        fs::write(&path, b"other bytes").unwrap();
        assert_eq!(cache.digest_of(&path).unwrap(), Digest::of(b"other bytes"));
    }

    #[test]
    fn a_file_that_may_still_change_unseen_is_not_remembered() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::open(root.path()).unwrap();
        let path = root.path().join("film.mp4");
        fs::write(&path, b"bytes").unwrap();
        cache.digest_of(&path).unwrap();
        assert_eq!(cache.known(&path, Identity::at(&path).unwrap()), None);
    }

    #[test]
    fn a_cache_that_is_no_database_is_begun_again() {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join(".throughline")).unwrap();
        fs::write(root.path().join(".throughline/cache.sqlite"), b"not a database at all").unwrap();
        assert!(Cache::open(root.path()).is_ok());
    }
}

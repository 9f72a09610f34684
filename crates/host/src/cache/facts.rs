//! What was measured of files before, whatever folder they lie in: `facts.sqlite` in the account's
//! cache. A file is known again by where it lies on the disk, its size and its times; what was
//! measured is known by the bytes and by what measured them. Sign-off and delivery do not ask here.
//!
//! Two processes may use it at once. An entry that cannot be read is one that is not there, and a
//! cache that cannot be written forgets, no more.

use super::Identity;
use crate::atomic::make_folder;
use crate::error::HostError;
use model::digest::Digest;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

/// How long a process waits for another one that writes.
const PATIENCE: Duration = Duration::from_secs(2);

/// What the cache takes at most on the disk, bytes: some ten thousand files.
const MOST_BYTES: i64 = 64 << 20;

/// Files that are known again at most.
const MOST_FILES: i64 = 100_000;

const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS file(
  device INTEGER NOT NULL,
  inode INTEGER NOT NULL,
  size INTEGER NOT NULL,
  modified_ns INTEGER NOT NULL,
  changed_ns INTEGER NOT NULL,
  digest BLOB NOT NULL,
  PRIMARY KEY(device, inode)
);
CREATE TABLE IF NOT EXISTS found(
  key BLOB PRIMARY KEY,
  json TEXT NOT NULL
);";

/// The cache of facts of this account.
#[derive(Debug)]
pub struct FactCache {
    db: Mutex<Connection>,
}

impl FactCache {
    /// Opens the cache in a folder; one that cannot be read is begun again.
    pub fn open(folder: &Path) -> Result<Self, HostError> {
        make_folder(folder)?;
        let path = folder.join("facts.sqlite");
        let db = open_or_begin(&path).or_else(|_| {
            for name in ["facts.sqlite", "facts.sqlite-wal", "facts.sqlite-shm"] {
                // What is not there need not go; what cannot go fails at the next opening.
                drop(fs::remove_file(folder.join(name)));
            }
            open_or_begin(&path).map_err(|e| HostError::database("open", &path, e))
        })?;
        let cache = Self { db: Mutex::new(db) };
        cache.forget_the_oldest();
        Ok(cache)
    }

    /// Returns the digest of a file that has not changed since it was noted.
    pub fn digest(&self, file: &Identity) -> Option<Digest> {
        let found = self.with(|db| {
            db.prepare_cached(
                "SELECT digest FROM file WHERE device = ?1 AND inode = ?2
                 AND size = ?3 AND modified_ns = ?4 AND changed_ns = ?5",
            )?
            .query_row(
                params![
                    file.device.cast_signed(),
                    file.inode.cast_signed(),
                    file.size.cast_signed(),
                    file.modified_ns,
                    file.changed_ns
                ],
                |row| row.get::<_, [u8; 32]>(0),
            )
            .optional()
        });
        found.flatten().map(Digest::from_bytes)
    }

    /// Notes the digest of a file, unless it was written to so recently that another change would
    /// not show.
    pub fn note_digest(&self, file: &Identity, digest: &Digest) {
        if !file.is_settled(SystemTime::now()) {
            return;
        }
        self.with(|db| {
            db.prepare_cached("INSERT OR REPLACE INTO file VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
                .execute(params![
                    file.device.cast_signed(),
                    file.inode.cast_signed(),
                    file.size.cast_signed(),
                    file.modified_ns,
                    file.changed_ns,
                    digest.as_bytes()
                ])
        });
    }

    /// Returns what was found under a key, which must hold everything it depends on: the bytes that
    /// were looked at, and what looked at them in which version.
    pub fn found<T: DeserializeOwned>(&self, key: &Digest) -> Option<T> {
        let json = self.with(|db| {
            db.prepare_cached("SELECT json FROM found WHERE key = ?1")?
                .query_row([key.as_bytes()], |row| row.get::<_, String>(0))
                .optional()
        });
        serde_json::from_str(&json.flatten()?).ok()
    }

    /// Notes what was found under a key.
    pub fn note<T: Serialize>(&self, key: &Digest, found: &T) {
        let Ok(json) = serde_json::to_string(found) else { return };
        self.with(|db| {
            db.prepare_cached("INSERT OR REPLACE INTO found VALUES (?1, ?2)")?
                .execute(params![key.as_bytes(), json])
        });
    }

    /// Runs `work` so that all it notes is written at once.
    pub fn together<T>(&self, work: impl FnOnce() -> T) -> T {
        self.with(|db| db.execute_batch("BEGIN IMMEDIATE"));
        let result = work();
        self.with(|db| db.execute_batch("COMMIT"));
        result
    }

    /// What was noted first goes first.
    fn forget_the_oldest(&self) {
        self.with(|db| {
            let number = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0));
            if number("SELECT coalesce(max(rowid) - min(rowid), 0) FROM file")? > MOST_FILES {
                db.execute(&older_half_of("file"), [])?;
            }
            let pages = number("PRAGMA page_count")? - number("PRAGMA freelist_count")?;
            if pages * number("PRAGMA page_size")? > MOST_BYTES {
                db.execute(&older_half_of("found"), [])?;
            }
            Ok(())
        });
    }

    fn with<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Option<T> {
        work(&self.db.lock().unwrap_or_else(PoisonError::into_inner)).ok()
    }
}

fn older_half_of(table: &str) -> String {
    format!(
        "DELETE FROM {table} WHERE rowid <=
         (SELECT min(rowid) + (max(rowid) - min(rowid)) / 2 FROM {table})"
    )
}

fn open_or_begin(path: &Path) -> rusqlite::Result<Connection> {
    let db = Connection::open(path)?;
    db.busy_timeout(PATIENCE)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "NORMAL")?;
    db.execute_batch(SCHEMA)?;
    Ok(db)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aged(path: &Path) -> Identity {
        // A file's change time cannot be set back: the tests age the identity instead.
        let now = Identity::at(path).unwrap();
        let hour = 3_600_000_000_000;
        Identity { modified_ns: now.modified_ns - hour, changed_ns: now.changed_ns - hour, ..now }
    }

    #[test]
    fn a_file_is_known_again_until_anything_of_it_changes() {
        let root = tempfile::tempdir().unwrap();
        let cache = FactCache::open(root.path()).unwrap();
        let path = root.path().join("film.mp4");
        fs::write(&path, b"bytes").unwrap();
        let file = aged(&path);
        let digest = Digest::of(b"bytes");
        cache.note_digest(&file, &digest);
        assert_eq!(cache.digest(&file), Some(digest));
        for other in [
            Identity { device: file.device + 1, ..file },
            Identity { inode: file.inode + 1, ..file },
            Identity { size: file.size + 1, ..file },
            Identity { modified_ns: file.modified_ns + 1, ..file },
            Identity { changed_ns: file.changed_ns + 1, ..file },
        ] {
            assert_eq!(cache.digest(&other), None, "{other:?}");
        }
    }

    #[test]
    fn a_file_that_may_still_change_unseen_is_not_known_again() {
        let root = tempfile::tempdir().unwrap();
        let cache = FactCache::open(root.path()).unwrap();
        let path = root.path().join("film.mp4");
        fs::write(&path, b"bytes").unwrap();
        let file = Identity::at(&path).unwrap();
        cache.note_digest(&file, &Digest::of(b"bytes"));
        assert_eq!(cache.digest(&file), None);
    }

    #[test]
    fn an_entry_that_cannot_be_read_is_not_there() {
        let root = tempfile::tempdir().unwrap();
        let cache = FactCache::open(root.path()).unwrap();
        let key = Digest::of(b"key");
        cache.note(&key, &vec![1, 2, 3]);
        assert_eq!(cache.found::<Vec<u8>>(&key), Some(vec![1, 2, 3]));
        assert_eq!(cache.found::<String>(&key), None);
        cache.with(|db| db.execute("UPDATE found SET json = '[1, 2'", []));
        assert_eq!(cache.found::<Vec<u8>>(&key), None);
    }

    #[test]
    fn a_cache_that_is_no_database_is_begun_again() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("facts.sqlite"), b"not a database at all").unwrap();
        let cache = FactCache::open(root.path()).unwrap();
        cache.note(&Digest::of(b"key"), &1);
        assert_eq!(cache.found(&Digest::of(b"key")), Some(1));
    }

    #[test]
    fn two_at_once_see_what_the_other_noted() {
        let root = tempfile::tempdir().unwrap();
        let (one, other) =
            (FactCache::open(root.path()).unwrap(), FactCache::open(root.path()).unwrap());
        std::thread::scope(|scope| {
            for (number, cache) in [(0_u32, &one), (1, &other)] {
                scope.spawn(move || {
                    for at in 0..50_u32 {
                        let name = (number * 50 + at).to_le_bytes();
                        cache.note(&Digest::of(&name), &at);
                    }
                });
            }
        });
        let all = (0..100_u32).filter_map(|at| one.found::<u32>(&Digest::of(&at.to_le_bytes())));
        assert_eq!(all.count(), 100);
    }

    #[test]
    fn what_is_too_much_goes_oldest_first() {
        let root = tempfile::tempdir().unwrap();
        let cache = FactCache::open(root.path()).unwrap();
        let large = "x".repeat(9 << 20);
        for number in 0..8_u8 {
            cache.note(&Digest::of(&[number]), &large);
        }
        drop(cache);
        let cache = FactCache::open(root.path()).unwrap();
        let is_there = |number: u8| cache.found::<String>(&Digest::of(&[number])).is_some();
        assert!(!is_there(0) && is_there(7));
    }
}

//! The ledger: one append-only, hash-chained list of events, and the tables folded from it.
//!
//! The chain holds salted digests; payloads lie beside it, and the personal ones can be erased
//! without breaking it. Events and the tables folded from them are committed together.

mod chain;
mod erase;
mod group;
mod open;
mod stored;
mod stream;

pub use group::Group;
pub use stored::Entry;
pub use stream::Stream;

pub(crate) use chain::genesis;
pub(crate) use stored::{Stored, stored_after};

use crate::error::HostError;
use crate::projection;
use jiff::Timestamp;
use model::digest::Digest;
use model::event::{Durability, Event};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};

/// The events and the triggers that keep them as they are.
pub(crate) const CHAIN_SCHEMA: &str = include_str!("ledger/schema.sql");

/// The list of everything that happened in a workspace.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) db: Connection,
    pub(crate) path: PathBuf,
}

impl Ledger {
    /// Opens the ledger of the workspace at `root` for writing, beginning one where there is none.
    /// Folded tables that are behind the events are rebuilt.
    pub fn open(root: &Path) -> Result<Self, HostError> {
        let path = Self::path_in(root);
        let db = open::for_writing(&path)?;
        let mut ledger = Self { db, path };
        if !ledger.is_folded()? {
            ledger.rebuild()?;
        }
        Ok(ledger)
    }

    /// Opens the ledger of the workspace at `root` for reading, beside a process that may write.
    pub fn open_reading(root: &Path) -> Result<Self, HostError> {
        let path = Self::path_in(root);
        let db = open::for_reading(&path)?;
        Ok(Self { db, path })
    }

    /// Opens the ledger of the workspace at `root` for reading; where there is none yet, an empty one
    /// that is written nowhere.
    pub fn open_reading_if_any(root: &Path) -> Result<Self, HostError> {
        match Self::open_reading(root) {
            Err(HostError::NoLedger { path }) => {
                let db = open::in_memory().map_err(|e| HostError::database("begin", &path, e))?;
                Ok(Self { db, path })
            }
            opened => opened,
        }
    }

    /// Returns where the ledger of the workspace at `root` is.
    pub fn path_in(root: &Path) -> PathBuf {
        root.join(".throughline/ledger.sqlite")
    }

    /// Appends events in one transaction and returns their sequence numbers.
    ///
    /// When this returns, the events survive the end of the process. They survive the loss of
    /// power too where one of them asks for it ([`Durability::Single`]); others do once
    /// [`Ledger::flush`] was called or a later event asked for it.
    pub fn append(&mut self, at: Timestamp, events: &[Event]) -> Result<Vec<u64>, HostError> {
        let dated: Vec<(Timestamp, &Event)> = events.iter().map(|event| (at, event)).collect();
        self.commit(&dated)
    }

    /// Appends what a group has collected and empties it. After an error the group is as before.
    pub fn append_group(&mut self, group: &mut Group) -> Result<Vec<u64>, HostError> {
        let dated: Vec<(Timestamp, &Event)> = group.events().collect();
        let written = self.commit(&dated)?;
        group.clear();
        Ok(written)
    }

    /// Moves everything that was appended to the disk and into the main file.
    pub fn flush(&mut self) -> Result<(), HostError> {
        self.checkpoint("PASSIVE")
    }

    /// Returns the last sequence number and hash; (0, the hash of nothing) for an empty ledger.
    pub fn head(&self) -> Result<(u64, Digest), HostError> {
        chain::head(&self.db).map_err(|e| self.failed("read", e))
    }

    /// Returns every event after the first `from` ones, in order, a few in memory at a time.
    pub fn events(&self, from: u64) -> Stream<'_, Entry> {
        Stream::new(from, move |after| {
            let page = stored_after(&self.db, after).map_err(|e| self.failed("read", e))?;
            page.into_iter().map(|stored| Ok((stored.seq, stored.entry(&self.path)?))).collect()
        })
    }

    /// Throws the folded tables away and folds every event again.
    pub fn rebuild(&mut self) -> Result<(), HostError> {
        let failed = |e| HostError::database("rebuild the tables of", &self.path, e);
        let transaction =
            self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        projection::empty(&transaction).map_err(failed)?;
        let mut head = (0, genesis());
        loop {
            let page = stored_after(&transaction, head.0).map_err(failed)?;
            let Some(last) = page.last() else { break };
            head = (last.seq, last.hash);
            for stored in page {
                let entry = stored.entry(&self.path)?;
                if let Some(event) = &entry.event {
                    projection::fold(&transaction, entry.seq, entry.at, event).map_err(failed)?;
                }
            }
        }
        projection::advance(&transaction, head.0, &head.1).map_err(failed)?;
        transaction.commit().map_err(failed)
    }

    pub(crate) fn failed(&self, act: &'static str, error: rusqlite::Error) -> HostError {
        HostError::database(act, &self.path, error)
    }

    fn is_folded(&self) -> Result<bool, HostError> {
        let folded = projection::head(&self.db).map_err(|e| self.failed("read", e))?;
        Ok(folded == Some(self.head()?))
    }

    fn commit(&mut self, events: &[(Timestamp, &Event)]) -> Result<Vec<u64>, HostError> {
        let failed = |e| HostError::database("append to", &self.path, e);
        if events.is_empty() {
            return Ok(Vec::new());
        }
        sync_for(&self.db, events).map_err(failed)?;
        let transaction =
            self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let (mut seq, mut previous) = chain::head(&transaction).map_err(failed)?;
        let mut written = Vec::with_capacity(events.len());
        for (at, event) in events {
            seq += 1;
            previous = append_one(&transaction, seq, previous, *at, event, &self.path)?;
            written.push(seq);
        }
        projection::advance(&transaction, seq, &previous).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        Ok(written)
    }

    fn checkpoint(&self, how: &str) -> Result<(), HostError> {
        self.db
            .query_row(&format!("PRAGMA wal_checkpoint({how})"), [], |_| Ok(()))
            .map_err(|e| self.failed("flush", e))
    }
}

/// Writes one event and everything that follows from it, and returns its hash.
fn append_one(
    transaction: &Transaction<'_>,
    seq: u64,
    previous: Digest,
    at: Timestamp,
    event: &Event,
    path: &Path,
) -> Result<Digest, HostError> {
    let failed = |e| HostError::database("append to", path, e);
    if let Event::Erased { of, .. } = event
        && let Some(why) = erase::why_not(transaction, *of).map_err(failed)?
    {
        return Err(HostError::NothingToErase { seq: *of, why });
    }
    let sealed = chain::Sealed::new(seq, previous, at, event)?;
    sealed.insert(transaction).map_err(failed)?;
    // The time as it is stored, so that folding live and folding again see the same.
    projection::fold(transaction, seq, sealed.at(), event).map_err(failed)?;
    if let Event::Erased { of, .. } = event {
        erase::remove(transaction, *of).map_err(failed)?;
    }
    Ok(sealed.hash())
}

/// In WAL mode `FULL` waits for the disk at every commit, `NORMAL` only when the log is moved into
/// the main file. Waiting for one commit makes all earlier ones safe as well.
fn sync_for(db: &Connection, events: &[(Timestamp, &Event)]) -> rusqlite::Result<()> {
    let alone = events.iter().any(|(_, event)| event.durability() == Durability::Single);
    db.pragma_update(None, "synchronous", if alone { "FULL" } else { "NORMAL" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_asked_twice_waits_for_the_disk_and_progress_does_not() {
        let root = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::open(root.path()).unwrap();
        let mut waits = |event: Event| {
            ledger.append(Timestamp::UNIX_EPOCH, &[event]).unwrap();
            ledger.db.pragma_query_value(None, "synchronous", |row| row.get::<_, i64>(0)).unwrap()
        };
        // 1 is NORMAL, 2 is FULL.
        assert_eq!(waits(Event::Begun { workspace: "acme".to_owned() }), 2);
        let checkpoint = model::id::CheckpointId::of(&Digest::of(b"which?"));
        assert_eq!(waits(Event::Answered { checkpoint }), 1);
    }
}

//! Events as they lie in the database, and as they are handed out.

use super::chain::{Link, payload_digest};
use crate::error::HostError;
use jiff::Timestamp;
use model::digest::Digest;
use model::event::Event;
use rusqlite::{Connection, Row};
use std::path::Path;

/// Events read at a time: payloads are a few kilobytes, so a page is well under a megabyte.
const PAGE: i64 = 64;

/// An event of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its place in the list, from 1.
    pub seq: u64,
    /// When it was appended.
    pub at: Timestamp,
    /// The word for what happened, which stays when the payload is erased.
    pub kind: String,
    /// Its hash, which covers every event before it.
    pub hash: Digest,
    /// What happened; absent when it was personal and was erased.
    pub event: Option<Event>,
}

impl Entry {
    /// Returns a stored time. Only a damaged row holds one outside the calendar.
    pub(crate) fn time(at_ms: i64) -> Timestamp {
        let edge = if at_ms < 0 { Timestamp::MIN } else { Timestamp::MAX };
        Timestamp::from_millisecond(at_ms).unwrap_or(edge)
    }
}

/// An event as it lies in the database; nothing of it has been checked.
pub(crate) struct Stored {
    pub(crate) seq: u64,
    pub(crate) hash: Digest,
    pub(crate) kind: String,
    pub(crate) payload: Option<Payload>,
    at_ms: i64,
    digest: Digest,
    previous: Digest,
}

/// A payload as it lies beside the chain.
pub(crate) struct Payload {
    salt: Vec<u8>,
    json: Vec<u8>,
}

impl Payload {
    /// Reads the event.
    pub(crate) fn event(&self) -> Result<Event, serde_json::Error> {
        serde_json::from_slice(&self.json)
    }

    /// Returns the digest that the chain should hold of it.
    pub(crate) fn digest(&self) -> Digest {
        payload_digest(&self.salt, &self.json)
    }
}

impl Stored {
    /// Returns the part that the chain covers.
    pub(crate) fn link(&self) -> Link<'_> {
        let Self { seq, at_ms, kind, digest, previous, .. } = self;
        Link { seq: *seq, at_ms: *at_ms, kind, digest: *digest, previous: *previous }
    }

    /// Returns when it was appended.
    pub(crate) fn at(&self) -> Timestamp {
        Entry::time(self.at_ms)
    }

    /// Parses it. `path` is the ledger's, for the message.
    pub(crate) fn entry(self, path: &Path) -> Result<Entry, HostError> {
        let event = self.payload.as_ref().map(Payload::event).transpose().map_err(|e| {
            HostError::Payload { seq: self.seq, path: path.to_owned(), source: e.into() }
        })?;
        Ok(Entry { seq: self.seq, at: self.at(), kind: self.kind, hash: self.hash, event })
    }
}

/// Reads the next few events after `seq`.
pub(crate) fn stored_after(db: &Connection, seq: u64) -> rusqlite::Result<Vec<Stored>> {
    db.prepare_cached(
        "SELECT event.seq, at, kind, digest, previous, hash,
                coalesce(payload.salt, personal.salt), coalesce(payload.json, personal.json)
         FROM event LEFT JOIN payload USING (seq) LEFT JOIN personal USING (seq)
         WHERE event.seq > ?1 ORDER BY event.seq LIMIT ?2",
    )?
    .query_map([seq.cast_signed(), PAGE], stored)?
    .collect()
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let digest = |column: usize| row.get::<_, [u8; 32]>(column).map(Digest::from_bytes);
    // Bytes and not text: a damaged payload need not be UTF-8 and is still to be named.
    let bytes = |column: usize| -> rusqlite::Result<Option<Vec<u8>>> {
        Ok(row.get_ref(column)?.as_bytes_or_null()?.map(<[u8]>::to_vec))
    };
    let payload = bytes(6)?.zip(bytes(7)?).map(|(salt, json)| Payload { salt, json });
    Ok(Stored {
        seq: row.get::<_, i64>(0)?.cast_unsigned(),
        at_ms: row.get(1)?,
        kind: row.get(2)?,
        digest: digest(3)?,
        previous: digest(4)?,
        hash: digest(5)?,
        payload,
    })
}

//! How events are chained: each hash covers the one before it and a salted digest of the payload.

use crate::error::HostError;
use jiff::Timestamp;
use model::digest::{Digest, Fields};
use model::event::Event;
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest as _, Sha256};

/// Without the salt, what a person said could be guessed from its digest after it was erased.
pub(crate) type Salt = [u8; 16];

/// The part of an event that the chain covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link<'a> {
    pub(crate) seq: u64,
    pub(crate) at_ms: i64,
    pub(crate) kind: &'a str,
    pub(crate) digest: Digest,
    pub(crate) previous: Digest,
}

impl Link<'_> {
    /// Returns the event's hash.
    pub(crate) fn hash(&self) -> Digest {
        Fields::new("throughline event")
            .digest("previous", &self.previous)
            .number("seq", self.seq)
            .number("at", self.at_ms.cast_unsigned())
            .text("kind", self.kind)
            .digest("payload", &self.digest)
            .finish()
    }
}

/// Returns the hash that the first event follows.
pub(crate) fn genesis() -> Digest {
    Fields::new("throughline ledger").finish()
}

/// Returns the digest that the chain holds of a payload.
pub(crate) fn payload_digest(salt: &[u8], json: &[u8]) -> Digest {
    let hash = Sha256::new().chain_update(salt).chain_update(json);
    Digest::from_bytes(hash.finalize().into())
}

/// Reads the last sequence number and hash.
pub(crate) fn head(db: &Connection) -> rusqlite::Result<(u64, Digest)> {
    let last = db
        .prepare_cached("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")?
        .query_row([], |row| {
            let hash = Digest::from_bytes(row.get::<_, [u8; 32]>(1)?);
            Ok((row.get::<_, i64>(0)?.cast_unsigned(), hash))
        })
        .optional()?;
    Ok(last.unwrap_or((0, genesis())))
}

/// An event ready to be written.
pub(crate) struct Sealed<'a> {
    link: Link<'a>,
    salt: Salt,
    json: String,
    table: &'static str,
}

impl<'a> Sealed<'a> {
    /// Salts and chains an event.
    pub(crate) fn new(
        seq: u64,
        previous: Digest,
        at: Timestamp,
        event: &'a Event,
    ) -> Result<Self, HostError> {
        let kind = event.kind();
        let json = serde_json::to_string(event)
            .map_err(|source| HostError::Unwritable { kind, source })?;
        let mut salt = Salt::default();
        getrandom::fill(&mut salt).map_err(|source| HostError::NoRandomness { source })?;
        let digest = payload_digest(&salt, json.as_bytes());
        let link = Link { seq, at_ms: at.as_millisecond(), kind, digest, previous };
        let table = if event.is_personal() { "personal" } else { "payload" };
        Ok(Self { link, salt, json, table })
    }

    /// Writes the event and its payload.
    pub(crate) fn insert(&self, db: &Connection) -> rusqlite::Result<()> {
        let Link { seq, at_ms, kind, digest, previous } = &self.link;
        let seq = seq.cast_signed();
        db.prepare_cached("INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?.execute(
            params![
                seq,
                at_ms,
                kind,
                digest.as_bytes(),
                previous.as_bytes(),
                self.hash().as_bytes(),
            ],
        )?;
        db.prepare_cached(&format!("INSERT INTO {} VALUES (?1, ?2, ?3)", self.table))?
            .execute(params![seq, self.salt, self.json])?;
        Ok(())
    }

    /// Returns the event's hash.
    pub(crate) fn hash(&self) -> Digest {
        self.link.hash()
    }

    /// Returns the time as it is stored, in whole milliseconds.
    pub(crate) fn at(&self) -> Timestamp {
        super::Entry::time(self.link.at_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_an_event_changes_its_hash() {
        let digest = Digest::of(b"payload");
        let link = Link { seq: 2, at_ms: 1_000, kind: "begun", digest, previous: genesis() };
        let others = [
            Link { seq: 3, ..link.clone() },
            Link { at_ms: -1_000, ..link.clone() },
            Link { kind: "judged", ..link.clone() },
            Link { digest: Digest::of(b"other"), ..link.clone() },
            Link { previous: digest, ..link.clone() },
        ];
        for other in others {
            assert_ne!(other.hash(), link.hash(), "{other:?}");
        }
    }

    #[test]
    fn the_same_words_under_another_salt_have_another_digest() {
        assert_ne!(payload_digest(&[0; 16], b"no"), payload_digest(&[1; 16], b"no"));
    }
}

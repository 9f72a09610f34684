//! Erasing what a person said: the payload goes, the chain stays.

use super::Ledger;
use crate::error::HostError;
use jiff::Timestamp;
use model::event::Event;
use rusqlite::Connection;

impl Ledger {
    /// Erases the personal payload of event `seq` and appends an event that says so.
    ///
    /// The bytes are overwritten in the main file and the log is emptied, at once or, while another
    /// process reads, when the last one closes the ledger. What was folded from the payload goes
    /// with it.
    pub fn erase_personal(
        &mut self,
        at: Timestamp,
        seq: u64,
        because: &str,
    ) -> Result<u64, HostError> {
        let written = self.append(at, &[Event::Erased { of: seq, because: because.to_owned() }])?;
        self.checkpoint("TRUNCATE")?;
        Ok(written.first().copied().unwrap_or_default())
    }
}

/// Returns why event `seq` has nothing to erase, in words, unless it has.
pub(super) fn why_not(db: &Connection, seq: u64) -> rusqlite::Result<Option<&'static str>> {
    let found = |table: &str| {
        db.prepare_cached(&format!("SELECT 1 FROM {table} WHERE seq = ?1"))?
            .exists([seq.cast_signed()])
    };
    Ok(if found("personal")? {
        None
    } else if found("payload")? {
        Some("its payload names nobody and is never removed")
    } else if found("event")? {
        Some("its payload was erased before")
    } else {
        Some("there is no such event")
    })
}

/// Removes a personal payload; the trigger lets it go only after an event said so.
pub(super) fn remove(db: &Connection, of: u64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM personal WHERE seq = ?1")?.execute([of.cast_signed()])?;
    Ok(())
}

//! Each event against the one before it, and each payload against the chain.

use super::{TablesState, VerifyReport};
use crate::ledger::Stored;
use model::event::Event;
use rusqlite::Connection;

/// Nothing can be recomputed that people or generators said, so only a copy helps.
pub(super) const RESTORE: &str = "restore `.throughline/ledger.sqlite` from a backup";

/// Checks one event and returns what happened, when that can be trusted.
pub(super) fn check(stored: &Stored, report: &mut VerifyReport) -> Option<Event> {
    let link = stored.link();
    let place = format!("event {}", stored.seq);
    if stored.seq != report.events + 1 {
        let what = format!("follows event {}: events between them are missing", report.events);
        damaged(report, &place, what);
    }
    if link.previous != report.head {
        damaged(report, &place, "does not name the hash of the event before it".to_owned());
    }
    if link.hash() != stored.hash {
        damaged(report, &place, "was changed: its hash is another one".to_owned());
    }
    report.events = stored.seq;
    report.head = stored.hash;
    payload(stored, &place, report)
}

fn payload(stored: &Stored, place: &str, report: &mut VerifyReport) -> Option<Event> {
    let Some(payload) = &stored.payload else {
        // Whether an event says so is known at the end of the walk.
        report.erased += 1;
        return None;
    };
    if payload.digest() != stored.link().digest {
        let what = format!("the payload of this `{}` was changed", stored.kind);
        damaged(report, place, what);
        return None;
    }
    match payload.event() {
        Ok(event) if event.kind() == stored.kind => Some(event),
        Ok(event) => {
            let what = format!("is called `{}` and holds a `{}`", stored.kind, event.kind());
            damaged(report, place, what);
            None
        }
        Err(error) => {
            damaged(report, place, format!("the payload cannot be read: {error}"));
            None
        }
    }
}

/// Finds payloads that are gone without an event that says so, and payloads without an event.
pub(super) fn check_strays(db: &Connection, report: &mut VerifyReport) -> rusqlite::Result<()> {
    let gone = "SELECT seq, 'its payload is missing and no event says that it was erased'
        FROM event WHERE seq NOT IN (SELECT seq FROM payload)
          AND seq NOT IN (SELECT seq FROM personal)
          AND (kind NOT IN ('judged', 'asked') OR seq NOT IN (SELECT of FROM erased))";
    let kept = "SELECT seq, 'its personal payload is still there although an event says that it was erased'
        FROM personal WHERE seq IN (SELECT of FROM erased)";
    let double =
        "SELECT seq, 'it has a payload of both kinds' FROM payload JOIN personal USING (seq)";
    let stray = "SELECT seq, 'a payload belongs to no event'
        FROM (SELECT seq FROM payload UNION SELECT seq FROM personal)
        WHERE seq NOT IN (SELECT seq FROM event)";
    for sql in [gone, kept, double, stray] {
        let mut select = db.prepare(sql)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let seq: i64 = row.get(0)?;
            damaged(report, &format!("event {seq}"), row.get(1)?);
        }
    }
    Ok(())
}

fn damaged(report: &mut VerifyReport, place: &str, what: String) {
    report.tables = TablesState::NotCompared;
    report.add(place, what, RESTORE);
}

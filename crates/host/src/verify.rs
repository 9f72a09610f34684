//! Proves that a workspace's records are whole: the chain, the blobs, the folded tables.

mod blobs;
mod chain;
mod tables;

use crate::error::HostError;
use crate::ledger::{Ledger, genesis, stored_after};
use crate::projection;
use model::digest::Digest;
use serde::Serialize;
use std::fmt;
use std::path::Path;

/// More problems than this are counted and not listed, so that the report stays small.
const LISTED: usize = 1_000;

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Where: an event, a file, a row.
    pub place: String,
    /// What is wrong there.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {}", self.place, self.what, self.remedy)
    }
}

/// Whether the folded tables were held against the events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum TablesState {
    /// Row by row.
    Compared,
    /// Not, because the events they would be held against are damaged themselves.
    NotCompared,
}

/// What was looked at and what was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerifyReport {
    /// How many events were rehashed.
    pub events: u64,
    /// The hash of the last one, to hold against one that was printed earlier.
    pub head: Digest,
    /// How many of them had their personal payload erased.
    pub erased: u64,
    /// How many blobs were rehashed.
    pub blobs: u64,
    /// How many bytes they are.
    pub bytes: u64,
    /// Whether the folded tables were held against the events.
    pub tables: TablesState,
    /// What is wrong, at most a thousand.
    pub problems: Vec<Problem>,
    /// How many more problems there are.
    pub unlisted: u64,
}

impl fmt::Display for VerifyReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} events, chain head {}", self.events, self.head)?;
        if self.erased > 0 {
            writeln!(f, "{} personal payloads erased; the chain still holds", self.erased)?;
        }
        writeln!(f, "{} blobs, {} bytes", self.blobs, self.bytes)?;
        for problem in &self.problems {
            writeln!(f, "{problem}")?;
        }
        if self.unlisted > 0 {
            writeln!(f, "and {} more", self.unlisted)?;
        }
        f.write_str(if self.is_whole() { "everything is as it was written" } else { "not whole" })
    }
}

impl VerifyReport {
    /// Returns whether everything is as it was written.
    pub fn is_whole(&self) -> bool {
        self.problems.is_empty()
    }

    fn add(&mut self, place: impl Into<String>, what: impl Into<String>, remedy: &str) {
        if self.problems.len() < LISTED {
            let (place, what, remedy) = (place.into(), what.into(), remedy.to_owned());
            self.problems.push(Problem { place, what, remedy });
        } else {
            self.unlisted += 1;
        }
    }
}

/// Verifies the records of the workspace at `root`, changing nothing.
///
/// Memory stays flat however long the ledger is: events pass through one by one, and the tables
/// are folded again into temporary ones that spill to disk.
pub fn verify(root: &Path) -> Result<VerifyReport, HostError> {
    let ledger = Ledger::open_reading(root)?;
    let failed = |e| ledger.failed("verify", e);
    // One moment of the ledger, whatever is appended meanwhile.
    let moment = ledger.db.unchecked_transaction().map_err(failed)?;
    let mut report = VerifyReport {
        events: 0,
        head: genesis(),
        erased: 0,
        blobs: 0,
        bytes: 0,
        tables: TablesState::Compared,
        problems: Vec::new(),
        unlisted: 0,
    };
    tables::check_schema(&moment, &mut report).map_err(failed)?;
    projection::shadow(&moment).map_err(failed)?;
    let mut blobs = blobs::Check::begin(&moment, root).map_err(failed)?;
    if let Err(error) = walk(&moment, &mut blobs, &mut report) {
        // The database itself is damaged: what was found so far is worth more than the error.
        report.tables = TablesState::NotCompared;
        let place = format!("ledger.sqlite after event {}", report.events);
        report.add(place, format!("cannot be read: {error}"), chain::RESTORE);
    }
    if report.tables == TablesState::Compared {
        projection::advance(&moment, report.events, &report.head).map_err(failed)?;
        tables::compare(&moment, &mut report).map_err(failed)?;
    }
    Ok(report)
}

fn walk(
    db: &rusqlite::Connection,
    blobs: &mut blobs::Check<'_>,
    report: &mut VerifyReport,
) -> rusqlite::Result<()> {
    let mut after = 0;
    loop {
        let page = stored_after(db, after)?;
        let Some(last) = page.last() else {
            return chain::check_strays(db, report);
        };
        after = last.seq;
        for stored in &page {
            if let Some(event) = chain::check(stored, report) {
                projection::fold(db, stored.seq, stored.at(), &event)?;
                blobs.check(stored.seq, &event, report)?;
            }
        }
    }
}

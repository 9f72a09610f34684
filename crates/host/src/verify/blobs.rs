//! Every blob that a finished step made, once each.

use super::VerifyReport;
use crate::blobs::Blobs;
use crate::error::HostError;
use model::digest::Digest;
use model::event::Event;
use model::step::{StepOutput, StepRecord};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::path::Path;

const MADE_AGAIN: &str = "remove the file if it is there; the next run makes it again";

/// Remembers on disk which blobs were looked at: there may be more than memory should hold.
pub(super) struct Check<'a> {
    db: &'a Connection,
    blobs: Blobs,
    /// The last event that let a blob go.
    let_go: BTreeMap<Digest, u64>,
}

impl<'a> Check<'a> {
    /// Begins with none looked at.
    pub(super) fn begin(db: &'a Connection, root: &Path) -> rusqlite::Result<Self> {
        db.execute_batch("CREATE TEMP TABLE looked_at(digest BLOB PRIMARY KEY) WITHOUT ROWID")?;
        // Where the database is torn, the walk says so.
        let let_go = let_go(db).unwrap_or_default();
        Ok(Self { db, blobs: Blobs::at(root), let_go })
    }

    /// Rehashes the blobs that an event speaks of, unless another did.
    pub(super) fn check(
        &mut self,
        seq: u64,
        event: &Event,
        report: &mut VerifyReport,
    ) -> rusqlite::Result<()> {
        let Event::StepFinished(step) = event else {
            return Ok(());
        };
        for output in &step.outputs {
            if self.let_go.get(&output.digest).is_some_and(|later| *later > seq) {
                continue;
            }
            let is_new = self
                .db
                .prepare_cached("INSERT OR IGNORE INTO looked_at VALUES (?1)")?
                .execute([output.digest.as_bytes()])?;
            if is_new == 1 {
                self.rehash(step, output, report);
            }
        }
        Ok(())
    }

    fn rehash(&self, step: &StepRecord, output: &StepOutput, report: &mut VerifyReport) {
        report.blobs += 1;
        let what = match self.blobs.check(&output.digest) {
            Ok(bytes) if bytes == output.bytes => {
                report.bytes += bytes;
                return;
            }
            Ok(bytes) => format!("is {bytes} bytes long, its step says {}", output.bytes),
            Err(HostError::BlobMissing { .. }) => "is missing".to_owned(),
            Err(HostError::BlobDamaged { found, .. }) => {
                format!("was changed: its bytes have the digest {}", found.short())
            }
            Err(other) => other.to_string(),
        };
        let place = self.blobs.path(&output.digest).display().to_string();
        let whose = format!("{what} (`{}` of {})", output.name, step.spec.subject);
        report.add(place, whose, MADE_AGAIN);
    }
}

/// What cannot be read here, the chain complains of.
fn let_go(db: &Connection) -> rusqlite::Result<BTreeMap<Digest, u64>> {
    let mut select = db.prepare(
        "SELECT seq, json FROM event JOIN payload USING (seq) WHERE kind = 'discarded' ORDER BY seq",
    )?;
    let mut rows = select.query([])?;
    let mut let_go = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let seq = row.get::<_, i64>(0)?.cast_unsigned();
        if let Ok(Event::Discarded { blobs, .. }) = serde_json::from_str(&row.get::<_, String>(1)?)
        {
            let_go.extend(blobs.into_iter().map(|blob| (blob, seq)));
        }
    }
    Ok(let_go)
}

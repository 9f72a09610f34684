//! A run that ended with nothing due, remembered.
//!
//! A plan follows from what people wrote, what the ledger holds, what is installed and this
//! program, and from nothing else. While none of it changed, and what was published still lies
//! there untouched, there is nothing to find out, however large the campaigns are.

use super::{Cache, Identity};
use flow::summary::Summary;
use model::digest::Digest;
use rusqlite::{OptionalExtension, Result, params};
use std::path::PathBuf;

pub(super) const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS settled(state BLOB NOT NULL, summary TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS settled_file(
  path TEXT PRIMARY KEY,
  identity TEXT NOT NULL
) WITHOUT ROWID;";

impl Cache {
    /// Returns how things stood in `state`, if all that was published then is untouched. A cache
    /// that cannot be read remembers nothing.
    pub fn settled(&self, state: &Digest) -> Option<Summary> {
        let summary = self.summary_of(state).ok().flatten()?;
        let summary = serde_json::from_str(&summary).ok()?;
        self.is_untouched().unwrap_or(false).then_some(summary)
    }

    /// Notes how things stand in `state`, and the files and folders that were published. A cache
    /// that cannot be written forgets, no more.
    pub fn settle(&self, state: &Digest, summary: &Summary, paths: impl Iterator<Item = PathBuf>) {
        let noted = serde_json::to_string(summary)
            .map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))
            .and_then(|summary| self.note(state, &summary, paths));
        drop(noted);
    }

    fn summary_of(&self, state: &Digest) -> Result<Option<String>> {
        self.db
            .query_row("SELECT summary FROM settled WHERE state = ?1", [state.as_bytes()], |row| {
                row.get(0)
            })
            .optional()
    }

    fn is_untouched(&self) -> Result<bool> {
        let mut select = self.db.prepare("SELECT path, identity FROM settled_file")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let path = self.root.join(row.get_ref(0)?.as_str()?);
            let now = Identity::at(&path).map(|now| now.to_string());
            if now.as_deref() != Some(row.get_ref(1)?.as_str()?) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn note(
        &self,
        state: &Digest,
        summary: &str,
        paths: impl Iterator<Item = PathBuf>,
    ) -> Result<()> {
        let transaction = self.db.unchecked_transaction()?;
        transaction.execute_batch("DELETE FROM settled; DELETE FROM settled_file")?;
        let mut insert =
            transaction.prepare("INSERT OR REPLACE INTO settled_file VALUES (?1, ?2)")?;
        for path in paths {
            // What is not there is written by the next run, which must not think it is settled.
            let Some(found) = Identity::at(&path) else { return Ok(()) };
            insert.execute(params![self.name(&path), found.to_string()])?;
        }
        drop(insert);
        transaction
            .execute("INSERT INTO settled VALUES (?1, ?2)", params![state.as_bytes(), summary])?;
        transaction.commit()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::path::Path;

    fn settled_with(root: &Path, published: &Path) -> (Cache, Digest) {
        let cache = Cache::open(root).unwrap();
        let state = Digest::of(b"workspace, ledger, tools, program");
        let summary = Summary { warnings: vec!["one".to_owned()], ..Summary::default() };
        let paths = [published.to_owned(), published.parent().unwrap().to_owned()];
        cache.settle(&state, &summary, paths.into_iter());
        assert_eq!(cache.settled(&state), Some(summary));
        (cache, state)
    }

    #[test]
    fn another_state_is_not_settled() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("report.html");
        fs::write(&file, b"page").unwrap();
        let (cache, _) = settled_with(root.path(), &file);
        assert_eq!(cache.settled(&Digest::of(b"one word was changed")), None);
    }

    #[test]
    fn a_published_file_that_was_touched_is_looked_at_again() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("report.html");
        fs::write(&file, b"page").unwrap();
        let (cache, state) = settled_with(root.path(), &file);
        fs::write(&file, b"another page").unwrap();
        assert_eq!(cache.settled(&state), None);
    }

    #[test]
    fn a_published_file_that_is_gone_is_looked_at_again() {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().join("report.html");
        fs::write(&file, b"page").unwrap();
        let (cache, state) = settled_with(root.path(), &file);
        fs::remove_file(&file).unwrap();
        assert_eq!(cache.settled(&state), None);
    }

    #[test]
    fn what_could_not_be_published_is_not_settled() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::open(root.path()).unwrap();
        let state = Digest::of(b"state");
        cache.settle(&state, &Summary::default(), [root.path().join("gone")].into_iter());
        assert_eq!(cache.settled(&state), None);
    }
}

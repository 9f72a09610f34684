//! Opening the database, for writing and for reading beside a writer.

use super::CHAIN_SCHEMA;
use crate::atomic::{folder_of, make_folder};
use crate::error::HostError;
use crate::projection;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

/// The format written here; a later one is refused rather than misread.
const FORMAT: i64 = 1;
/// The format of a file that was made and not filled: the process was killed or the disk full.
const NOT_BEGUN: i64 = 0;
/// `tlln` in ASCII, so that `file` and other tools can tell the database from others.
const APPLICATION: i64 = 0x746c_6c6e;
/// A commit of a group takes milliseconds; longer means that the other process hangs.
const WAIT_FOR_WRITER: Duration = Duration::from_secs(10);
/// Statements kept prepared: the fold and the queries together are about forty.
const STATEMENTS: usize = 64;

/// Opens the ledger at `path`, making it where there is none.
pub(super) fn for_writing(path: &Path) -> Result<Connection, HostError> {
    make_folder(folder_of(path))?;
    let db = Connection::open(path).map_err(|e| HostError::database("open", path, e))?;
    check_format(&db, path)?;
    set_up(&db).map_err(|e| HostError::database("open", path, e))?;
    Ok(db)
}

/// Opens the ledger at `path` without the right to change it.
pub(super) fn for_reading(path: &Path) -> Result<Connection, HostError> {
    if !path.exists() {
        return Err(HostError::NoLedger { path: path.to_owned() });
    }
    let db = connect(path).map_err(|e| HostError::database("open", path, e))?;
    if check_format(&db, path)? == NOT_BEGUN {
        return Err(HostError::NoLedger { path: path.to_owned() });
    }
    Ok(db)
}

/// Opens an empty ledger that is nowhere on the disk.
pub(super) fn in_memory() -> rusqlite::Result<Connection> {
    let db = Connection::open_in_memory()?;
    set_up(&db)?;
    Ok(db)
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(WAIT_FOR_WRITER)?;
    let db = match format(&db) {
        Err(error) if is_folder_closed(&error) && !log_of(path).exists() => {
            Connection::open_with_flags(as_it_is(path), flags | OpenFlags::SQLITE_OPEN_URI)?
        }
        _ => db,
    };
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(db)
}

/// Readers of a log keep an index beside it, which a folder that may not be written refuses.
fn is_folder_closed(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen))
}

/// Every writer has a log beside the main file; without one, the main file is all there is.
fn log_of(path: &Path) -> std::path::PathBuf {
    path.with_extension("sqlite-wal")
}

/// Names a file so that it is read as it is, with no log and no index.
fn as_it_is(path: &Path) -> String {
    let mut name = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' | b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => {
                name.push(char::from(*byte));
            }
            // Writing to a string cannot fail.
            other => drop(write!(name, "%{other:02X}")),
        }
    }
    name + "?immutable=1"
}

fn format(db: &Connection) -> rusqlite::Result<i64> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Returns the format of a database that can be read here.
fn check_format(db: &Connection, path: &Path) -> Result<i64, HostError> {
    let found = format(db).map_err(|e| HostError::database("open", path, e))?;
    if found > FORMAT {
        return Err(HostError::TooNew { path: path.to_owned(), found, known: FORMAT });
    }
    Ok(found)
}

fn set_up(db: &Connection) -> rusqlite::Result<()> {
    db.busy_timeout(WAIT_FOR_WRITER)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    db.pragma_update(None, "journal_mode", "WAL")?;
    // An erased payload is overwritten with zeros rather than only forgotten.
    db.pragma_update(None, "secure_delete", "ON")?;
    // macOS otherwise stops at the drive's cache.
    db.pragma_update(None, "fullfsync", "ON")?;
    db.pragma_update(None, "checkpoint_fullfsync", "ON")?;
    db.execute_batch(&format!(
        "BEGIN IMMEDIATE;
         PRAGMA application_id = {APPLICATION};
         PRAGMA user_version = {FORMAT};
         {CHAIN_SCHEMA}
         {}
         COMMIT;",
        projection::SCHEMA
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closed_ledger_is_read_as_it_is_under_any_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a #? %41 ü.sqlite");
        drop(for_writing(&path).unwrap());
        assert!(!log_of(&path).exists(), "the last writer leaves no log");
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        let db = Connection::open_with_flags(as_it_is(&path), flags).unwrap();
        assert_eq!(format(&db).unwrap(), FORMAT);
    }
}

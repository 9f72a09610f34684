//! The folded tables against the events, and the database's shape against ours.

use super::VerifyReport;
use crate::ledger::CHAIN_SCHEMA;
use crate::projection::{SCHEMA, TABLES, Table};
use rusqlite::Connection;
use std::collections::BTreeMap;

const REBUILD: &str = "the events are whole: rebuild the tables from them";
const OPEN_AGAIN: &str = "opening the ledger for writing puts it back; find out who removed it";

/// Rows of one table that are named; where more differ, the table was not filled by us at all.
const NAMED: i64 = 20;

/// Compares every table row by row with the one folded just now, which hides it.
pub(super) fn compare(db: &Connection, report: &mut VerifyReport) -> rusqlite::Result<()> {
    TABLES.iter().try_for_each(|table| compare_one(db, table, report))
}

fn compare_one(
    db: &Connection,
    Table { name, row }: &Table,
    report: &mut VerifyReport,
) -> rusqlite::Result<()> {
    let mut select = db.prepare(&format!(
        "SELECT {row} FROM (SELECT * FROM temp.{name} EXCEPT SELECT * FROM main.{name})
         UNION
         SELECT {row} FROM (SELECT * FROM main.{name} EXCEPT SELECT * FROM temp.{name})
         LIMIT {NAMED}"
    ))?;
    let mut rows = select.query([])?;
    while let Some(found) = rows.next()? {
        let row: Option<String> = found.get(0)?;
        let place = format!("table {name}, {}", row.as_deref().unwrap_or("a row without a name"));
        report.add(place, "is not what the events say", REBUILD);
    }
    Ok(())
}

/// Checks that no table, index or trigger was removed or changed: the triggers keep events as they
/// are.
pub(super) fn check_schema(db: &Connection, report: &mut VerifyReport) -> rusqlite::Result<()> {
    let ours = Connection::open_in_memory()?;
    ours.execute_batch(&format!("{CHAIN_SCHEMA} {SCHEMA}"))?;
    let found = shapes(db)?;
    for (name, shape) in shapes(&ours)? {
        match found.get(&name) {
            Some(there) if *there == shape => {}
            Some(_) => report.add(name, "is not the one that was made", super::chain::RESTORE),
            None => report.add(name, "is missing", OPEN_AGAIN),
        }
    }
    Ok(())
}

fn shapes(db: &Connection) -> rusqlite::Result<BTreeMap<String, String>> {
    db.prepare(
        "SELECT type || ' ' || name, sql FROM main.sqlite_schema WHERE name NOT LIKE 'sqlite_%'",
    )?
    .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
    .collect()
}

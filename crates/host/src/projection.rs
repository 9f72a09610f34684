//! Tables folded from the events, for questions that need no walk through all of them.
//!
//! They hold only what is searched for; the words stay in the payloads, so that what is erased
//! there is gone. One function, [`fold`], fills them live, when they are rebuilt, and when they are
//! verified.

mod deliveries;
mod fold;
mod people;
mod steps;
mod thread;

pub(crate) use fold::fold;
pub use people::Checkpoint;
pub use steps::{Spent, Worked};
pub use thread::{Seen, Tie};

use model::digest::Digest;
use rusqlite::{Connection, OptionalExtension, params};

/// The tables and their indexes.
pub(crate) const SCHEMA: &str = include_str!("projection/schema.sql");

/// The set of tables and the version of the fold that fills them: another one is rebuilt.
const NAME: &str = "tables/1";

/// A folded table.
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: &'static str,
    /// An SQL expression that names a row to a person.
    pub(crate) row: &'static str,
}

/// Every folded table.
pub(crate) const TABLES: [Table; 10] = [
    table("step", "lower(hex(key))"),
    table("output", "'event ' || seq || ' ' || lower(hex(digest))"),
    table("spend", "'event ' || seq"),
    table("node", "id"),
    table("link", "from_id || ' ' || word || ' ' || to_id"),
    table("asset", "id"),
    table("judgement", "'event ' || seq"),
    table("checkpoint", "id"),
    table("erased", "'event ' || of"),
    table("projection", "name"),
];

const fn table(name: &'static str, row: &'static str) -> Table {
    Table { name, row }
}

/// Makes every table anew, in the shape that the fold of this version fills.
pub(crate) fn empty(db: &Connection) -> rusqlite::Result<()> {
    for table in &TABLES {
        db.execute_batch(&format!("DROP TABLE IF EXISTS {}", table.name))?;
    }
    db.execute_batch(SCHEMA)
}

/// Makes empty tables of the same names that hide the stored ones from this connection.
pub(crate) fn shadow(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(&SCHEMA.replace("CREATE TABLE IF NOT EXISTS", "CREATE TEMP TABLE"))
}

/// Notes that the tables hold every event up to `seq`.
pub(crate) fn advance(db: &Connection, seq: u64, hash: &Digest) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO projection VALUES (?1, ?2, ?3)")?
        .execute(params![NAME, seq.cast_signed(), hash.as_bytes()])?;
    Ok(())
}

/// Returns the last event that the tables hold, when they are of this version.
pub(crate) fn head(db: &Connection) -> rusqlite::Result<Option<(u64, Digest)>> {
    db.prepare_cached("SELECT head_seq, head_hash FROM projection WHERE name = ?1")?
        .query_row([NAME], |row| {
            let hash = Digest::from_bytes(row.get::<_, [u8; 32]>(1)?);
            Ok((row.get::<_, i64>(0)?.cast_unsigned(), hash))
        })
        .optional()
}

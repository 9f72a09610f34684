//! Questions about the thread: what a thing is, and what it is tied to.

use crate::error::HostError;
use crate::ledger::Ledger;
use model::id::{BadId, Code};
use model::thread::{Node, NodeId};
use rusqlite::{Row, types::Type};

/// A thing on the thread and where it was last seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The thing and its label.
    pub node: Node,
    /// The event that last spoke of it.
    pub seq: u64,
}

/// A tie between two things on the thread.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tie {
    /// What was made.
    pub from: NodeId,
    /// How: `rests on`.
    pub word: String,
    /// What it was made from or for.
    pub to: NodeId,
    /// The event that last said so.
    pub seq: u64,
}

impl Ledger {
    /// Returns a thing on the thread.
    pub fn node(&self, id: &NodeId) -> Result<Option<Seen>, HostError> {
        self.row("SELECT id, label, seq FROM node WHERE id = ?1", [id.to_string()], seen)
    }

    /// Returns things whose id begins with `prefix`, in order, at most `limit`.
    pub fn nodes_like(&self, prefix: &str, limit: usize) -> Result<Vec<Seen>, HostError> {
        // U+10FFFF is the last character, so the range ends after every id with the prefix.
        let end = format!("{prefix}\u{10FFFF}");
        self.rows(
            "SELECT id, label, seq FROM node WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT ?3",
            (prefix, end, i64::try_from(limit).unwrap_or(i64::MAX)),
            seen,
        )
    }

    /// Returns the file whose name holds a code, as all names of files do.
    pub fn file_of_code(&self, code: &Code) -> Result<Option<Seen>, HostError> {
        self.row(
            "SELECT id, label, seq FROM node WHERE kind = 'Deliverable' AND instr(label, ?1) > 0
             ORDER BY id LIMIT 1",
            [code.to_string()],
            seen,
        )
    }

    /// Returns what a thing was made from or for.
    pub fn links_from(&self, id: &NodeId) -> Result<Vec<Tie>, HostError> {
        self.rows(
            "SELECT from_id, word, to_id, seq FROM link WHERE from_id = ?1 ORDER BY word, to_id",
            [id.to_string()],
            tie,
        )
    }

    /// Returns what was made from or for a thing.
    pub fn links_to(&self, id: &NodeId) -> Result<Vec<Tie>, HostError> {
        self.rows(
            "SELECT from_id, word, to_id, seq FROM link WHERE to_id = ?1 ORDER BY word, from_id",
            [id.to_string()],
            tie,
        )
    }
}

fn seen(row: &Row<'_>) -> rusqlite::Result<Seen> {
    let node = Node { id: id(row, 0)?, label: row.get(1)? };
    Ok(Seen { node, seq: row.get::<_, i64>(2)?.cast_unsigned() })
}

fn tie(row: &Row<'_>) -> rusqlite::Result<Tie> {
    Ok(Tie {
        from: id(row, 0)?,
        word: row.get(1)?,
        to: id(row, 2)?,
        seq: row.get::<_, i64>(3)?.cast_unsigned(),
    })
}

fn id(row: &Row<'_>, column: usize) -> rusqlite::Result<NodeId> {
    let text: String = row.get(column)?;
    text.parse()
        .map_err(|e: BadId| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, e.into()))
}

//! `market/` and `performance/`: files of others, listed for the importers.

use super::words::{RESULT_KINDS, result_kind};
use crate::read::csv::Sheet;
use crate::read::fields::{Field, Kind, optional, required};
use crate::source::{SourceFile, SourceTree};
use crate::workspace::{Dropped, DroppedFile};
use model::performance::ResultKind;
use std::collections::BTreeMap;

/// What is said about the files that were dropped in.
pub(crate) const SOURCES: &str = "performance/sources.csv";
/// What a row of it is.
pub(crate) const WHAT: &str = "source";

const MARKET: &str = "market/";
const PERFORMANCE: &str = "performance/";
const OUTCOMES: &str = "performance/outcomes.csv";
/// Files of ours that lie among the exports.
const OWN: &[&str] = &[SOURCES, OUTCOMES, "performance/position.csv", "performance/hours.csv"];

/// The columns of `sources.csv`.
pub(crate) const FIELDS: &[Field] = &[
    required("file", Kind::File(&[PERFORMANCE, ""]), "a file in `performance/`"),
    optional(
        "kind",
        Kind::OneOf(RESULT_KINDS),
        "measured, borrowed or simulated; `measured` when empty",
    ),
    optional("note", Kind::Text, "where it comes from"),
];

/// Lists what was dropped in.
pub(crate) fn build(tree: &SourceTree, sources: Option<&Sheet<'_>>) -> Dropped {
    let said = said(sources);
    let market = tree.under(MARKET).filter(|file| has_ending(file, &[".csv", ".jsonl"]));
    let performance = tree
        .under(PERFORMANCE)
        .filter(|file| has_ending(file, &[".csv"]) && !OWN.contains(&file.path.as_str()));
    Dropped {
        market: market.map(|file| dropped(file, None)).collect(),
        performance: performance.map(|file| dropped(file, said.get(&file.path))).collect(),
        outcomes: tree.get(OUTCOMES).map(|file| dropped(file, said.get(OUTCOMES))),
    }
}

type Said = (ResultKind, String);

fn said(sources: Option<&Sheet<'_>>) -> BTreeMap<String, Said> {
    let rows = sources.into_iter().flat_map(Sheet::rows);
    rows.filter_map(|row| {
        let file = row.text("file")?;
        let kind = row.text("kind").and_then(result_kind).unwrap_or(ResultKind::Measured);
        let path = match file.strip_prefix(PERFORMANCE) {
            Some(_) => file.to_owned(),
            None => format!("{PERFORMANCE}{file}"),
        };
        Some((path, (kind, row.words("note"))))
    })
    .collect()
}

fn has_ending(file: &SourceFile, endings: &[&str]) -> bool {
    let path = file.path.to_lowercase();
    endings.iter().any(|ending| path.ends_with(ending))
}

fn dropped(file: &SourceFile, said: Option<&Said>) -> DroppedFile {
    let (kind, note) = said.cloned().unwrap_or((ResultKind::Measured, String::new()));
    DroppedFile { path: file.path.clone(), digest: file.digest, kind, note }
}

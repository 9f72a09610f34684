//! Removes what nothing names any more: blobs that no event speaks of, and files that killed
//! processes left half-written.
//!
//! The lock shows that nobody is writing, so what is unnamed now stays unnamed. A kill in between
//! leaves some of it lying there, and the next time it goes.

mod superseded;

pub use superseded::{Superseded, superseded};

use crate::blobs::Blobs;
use crate::error::HostError;
use crate::ledger::Ledger;
use crate::lock::WorkspaceLock;
use jiff::Timestamp;
use model::digest::Digest;
use model::event::Event;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// How many steps one event lets go of, so that no event grows without end.
const A_TIME: usize = 1_000;

/// Whether anything is removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// It is only told what would be.
    Tell,
    /// It is.
    Remove,
}

/// Files with their length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Heap {
    /// How many.
    pub files: u64,
    /// How many bytes they are together.
    pub bytes: u64,
}

/// What nothing needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Waste {
    /// Blobs that no event names, those of superseded steps among them.
    pub blobs: Heap,
    /// Steps that no plan asks for any more, where that was asked.
    pub superseded: u64,
    /// Files that were never finished.
    pub temporary: Heap,
    /// Blobs that stay.
    pub kept: Heap,
}

impl Heap {
    fn add(&mut self, bytes: u64) {
        self.files += 1;
        self.bytes += bytes;
    }
}

/// Finds what nothing needs in the workspace that `lock` is of, and removes it if told to. Steps
/// that are superseded count as never made from then on.
pub fn collect(
    lock: &WorkspaceLock,
    superseded: &Superseded,
    at: Timestamp,
    act: Act,
) -> Result<Waste, HostError> {
    let root = lock.root();
    let blobs = Blobs::at(root);
    let mut ledger = Ledger::open(root)?;
    let lying = blobs.lying()?;
    let mut unnamed = unnamed(&ledger, lying.clone())?;
    let more = superseded.blobs().filter_map(|blob| Some((*blob, *lying.get(blob)?)));
    unnamed.extend(more);
    let mut waste = Waste { superseded: superseded.steps(), ..Waste::default() };
    for (blob, bytes) in &lying {
        let heap = if unnamed.contains_key(blob) { &mut waste.blobs } else { &mut waste.kept };
        heap.add(*bytes);
    }
    let temporary = temporary(root)?;
    for (_, bytes) in &temporary {
        waste.temporary.add(*bytes);
    }
    if act == Act::Tell {
        return Ok(waste);
    }
    // First it is certain that they may go, then they go.
    let _seq: Vec<u64> = ledger.append(at, &superseded.events(A_TIME))?;
    let blobs = unnamed.keys().map(|blob| blobs.path(blob));
    for path in blobs.chain(temporary.into_iter().map(|(path, _)| path)) {
        fs::remove_file(&path).map_err(|e| HostError::io("remove", &path, e))?;
    }
    Ok(waste)
}

/// Returns those of `lying` that no event names, by walking all events in order: what was let go is
/// named again once it is made again.
fn unnamed(
    ledger: &Ledger,
    lying: BTreeMap<Digest, u64>,
) -> Result<BTreeMap<Digest, u64>, HostError> {
    let mut named: BTreeMap<Digest, (u64, bool)> =
        lying.into_iter().map(|(blob, bytes)| (blob, (bytes, false))).collect();
    for entry in ledger.events(0) {
        let Some(event) = entry?.event else { continue };
        let is_named = !matches!(event, Event::Discarded { .. });
        for digest in named_in(&event)? {
            if let Some((_, named)) = named.get_mut(&digest) {
                *named = is_named;
            }
        }
    }
    let unnamed = named.into_iter().filter(|(_, (_, named))| !named);
    Ok(unnamed.map(|(blob, (bytes, _))| (blob, bytes)).collect())
}

/// Returns every digest that an event writes down, whatever kind it is and wherever in it: what is
/// added to the ledger one day is safe from the first day on.
pub(crate) fn named_in(event: &Event) -> Result<Vec<Digest>, HostError> {
    let text = serde_json::to_string(event)
        .map_err(|source| HostError::Unwritable { kind: event.kind(), source })?;
    let words = text.split(|letter: char| !letter.is_ascii_hexdigit());
    Ok(words.filter(|word| word.len() == 64).filter_map(|word| word.parse().ok()).collect())
}

/// Returns the files that were begun aside and never got their name: in the workspace's own folder
/// for them, and beside what is published.
fn temporary(root: &Path) -> Result<Vec<(PathBuf, u64)>, HostError> {
    let mut found = Vec::new();
    files_in(&root.join(".throughline/tmp"), &mut |path, bytes| found.push((path, bytes)))?;
    let campaigns = root.join("campaigns");
    for campaign in folders_in(&campaigns)? {
        files_below(&campaign.join("out"), &mut |path, bytes| {
            let name = path.file_name().and_then(|name| name.to_str());
            if name.is_some_and(|name| name.starts_with(crate::atomic::ASIDE)) {
                found.push((path, bytes));
            }
        })?;
    }
    found.sort();
    Ok(found)
}

fn files_below(folder: &Path, each: &mut dyn FnMut(PathBuf, u64)) -> Result<(), HostError> {
    files_in(folder, each)?;
    folders_in(folder)?.iter().try_for_each(|below| files_below(below, each))
}

fn files_in(folder: &Path, each: &mut dyn FnMut(PathBuf, u64)) -> Result<(), HostError> {
    for (path, kind) in entries(folder)? {
        if kind.is_file() {
            let known = fs::metadata(&path).map_err(|e| HostError::io("look at", &path, e))?;
            each(path, known.len());
        }
    }
    Ok(())
}

fn folders_in(folder: &Path) -> Result<Vec<PathBuf>, HostError> {
    let folders = entries(folder)?.into_iter().filter(|(_, kind)| kind.is_dir());
    Ok(folders.map(|(path, _)| path).collect())
}

/// Returns what lies in a folder, links not followed; nothing where there is no folder.
pub(crate) fn entries(folder: &Path) -> Result<Vec<(PathBuf, fs::FileType)>, HostError> {
    let failed = |e| HostError::io("list", folder, e);
    let listing = match fs::read_dir(folder) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(failed)?,
    };
    let mut all = Vec::new();
    for entry in listing {
        let entry = entry.map_err(failed)?;
        all.push((entry.path(), entry.file_type().map_err(failed)?));
    }
    all.sort_by(|one, other| one.0.cmp(&other.0));
    Ok(all)
}

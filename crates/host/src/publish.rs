//! Writes what belongs into the workspace's `out` folders: files, packages, pages. Nothing there
//! is truth; all of it can be written again.

use crate::cache::Cache;
use crate::error::HostError;
use crate::studio::{Studio, StudioError};
use crate::{atomic, blobs::Placed};
use flow::view::{Export, Standing};
use pages::{Page, PageContext, Totals, Wait, Worked};
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::io::Read;
use std::path::Path;

/// How much of a page is read to see which state of the ledger it shows.
const MARK_LENGTH: u64 = 256;

/// What lies in `out` now.
pub(crate) struct Published {
    /// How many files had to be written.
    pub(crate) written: usize,
    /// The pages, from the workspace root.
    pages: Vec<String>,
}

impl Published {
    /// Returns every file, and every folder that holds nothing else, from the workspace root.
    pub(crate) fn paths<'a>(&'a self, standing: &'a Standing) -> impl Iterator<Item = &'a str> {
        let files = standing.exports.iter().map(|export| export.path.as_str());
        let folders: BTreeSet<&str> = standing.exports.iter().filter_map(folder_of).collect();
        files.chain(folders).chain(self.pages.iter().map(String::as_str))
    }
}

fn folder_of(export: &Export) -> Option<&str> {
    export.path.rsplit_once('/').map(|(folder, _)| folder)
}

/// Brings `out` up to date.
pub(crate) fn publish(
    studio: &Studio,
    standing: &Standing,
    cache: &Cache,
) -> Result<Published, StudioError> {
    let root = &studio.papers.root;
    let mut written = 0;
    cache.together(|| -> Result<(), HostError> {
        for export in &standing.exports {
            let placed = studio.blobs.place(&export.blob, &root.join(&export.path), cache)?;
            written += usize::from(matches!(placed, Placed::Written));
        }
        clear_stale(studio, standing, cache)
    })?;
    let (_, head) = studio.ledger.head()?;
    let totals = totals(studio)?;
    let context = PageContext {
        workspace: &studio.papers.workspace,
        standing,
        known: &studio.known(),
        head,
        totals: &totals,
    };
    let mut pages = Vec::new();
    for page in pages::pages(&context) {
        let path = root.join(page.path());
        if !is_current(&path, &page) {
            atomic::write_file(&path, page.html(&context)?.as_bytes())?;
            written += 1;
        }
        pages.push(page.path());
    }
    Ok(Published { written, pages })
}

fn is_current(path: &Path, page: &Page) -> bool {
    let Ok(file) = fs::File::open(path) else { return false };
    let mut start = String::new();
    // A page that cannot be read is written again; nothing is lost by that.
    let read = file.take(MARK_LENGTH).read_to_string(&mut start);
    read.is_ok() && start.contains(page.mark())
}

/// Takes away files of earlier plans, so that a folder holds what its manifest says. Only files
/// whose bytes are in the store go: what somebody put there stays.
fn clear_stale(studio: &Studio, standing: &Standing, cache: &Cache) -> Result<(), HostError> {
    // By folder and name: comparing whole paths part by part is slow where files are many.
    let mut wanted: BTreeMap<&str, BTreeSet<&OsStr>> = BTreeMap::new();
    for (folder, name) in standing.exports.iter().filter_map(|e| e.path.rsplit_once('/')) {
        wanted.entry(folder).or_default().insert(OsStr::new(name));
    }
    for (folder, names) in wanted {
        let folder = studio.papers.root.join(folder);
        let entries =
            fs::read_dir(&folder).map_err(|e| HostError::io("read the folder", &folder, e))?;
        for entry in entries.filter_map(Result::ok) {
            let path = entry.path();
            if names.contains(entry.file_name().as_os_str()) || !path.is_file() {
                continue;
            }
            if studio.blobs.has(&cache.digest_of(&path)?) {
                fs::remove_file(&path).map_err(|e| HostError::io("remove", &path, e))?;
            }
        }
    }
    Ok(())
}

/// Adds up where time and money went.
fn totals(studio: &Studio) -> Result<Totals, StudioError> {
    let ledger = &studio.ledger;
    let worked = ledger.worked()?.into_iter();
    let spent = ledger.spent()?.into_iter();
    let waits = ledger.checkpoints()?.into_iter();
    Ok(Totals {
        worked: worked.map(|w| Worked { kind: w.kind, steps: w.steps, millis: w.millis }).collect(),
        spent: spent.map(|s| (s.kind, s.money)).collect(),
        waits: waits
            .map(|c| Wait {
                campaign: c.campaign,
                round: c.round,
                question: c.question,
                of: c.of.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
                asked: c.asked_at,
                answered: c.answered_at,
            })
            .collect(),
    })
}

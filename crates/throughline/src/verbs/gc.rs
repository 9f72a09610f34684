//! Removes what nothing needs.

use super::{is_json, locked, print_json};
use crate::cli::Common;
use crate::end::{BUSY, End};
use crate::talk::print;
use host::gc::{Act, Heap, Superseded, Waste, collect};
use host::studio::{Papers, Studio, find_root};
use jiff::Timestamp;
use serde::Serialize;
use std::path::Path;

#[derive(Debug, Serialize)]
struct Told {
    removed: bool,
    #[serde(flatten)]
    waste: Waste,
}

/// How much counts as unneeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// What no record names.
    Unnamed,
    /// Also what no plan asks for any more.
    Superseded,
}

pub(super) fn run(common: &Common, act: Act, reach: Reach) -> Result<(), End> {
    let root = find_root(&common.dir)?;
    let lock = locked(&root)?;
    let superseded = match reach {
        Reach::Unnamed => Superseded::default(),
        Reach::Superseded => superseded_in(&root)?,
    };
    let waste = collect(&lock, &superseded, Timestamp::now(), act)?;
    let told = Told { removed: act == Act::Remove, waste };
    if is_json(common) {
        return print_json("gc/1", &told);
    }
    let word = if told.removed { "removed" } else { "would be removed" };
    print(&format!("{word}: {} that no record names", heap(&waste.blobs, "blobs")));
    if waste.superseded > 0 {
        print(&format!("  of {} steps that no plan asks for any more", waste.superseded));
    }
    print(&format!("{word}: {} never finished", heap(&waste.temporary, "files")));
    print(&format!("kept: {}", heap(&waste.kept, "blobs")));
    Ok(())
}

/// The lock is held already, so the workspace is only looked into.
fn superseded_in(root: &Path) -> Result<Superseded, End> {
    let studio = Studio::open_reading(Papers::read(root)?)?;
    studio.superseded()?.map_err(|due| {
        let message = format!(
            "{due} steps are due, so what is superseded cannot be told: `throughline run` first, then the same command again"
        );
        End::new(BUSY, message)
    })
}

fn heap(heap: &Heap, what: &str) -> String {
    format!("{} {what}, {} bytes,", heap.files, heap.bytes)
}

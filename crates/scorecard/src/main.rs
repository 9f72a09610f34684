//! The scorecard of the gate: makes files with known faults and files that only look like it,
//! looks at them, and writes what was found, missed and alarmed for nothing.
//!
//! It deliberately tests nothing: a weak check is told, not failed. Start reading at
//! [`makers::ENTRIES`].

mod boxes;
mod brand;
mod case;
mod draw;
mod film;
mod kit;
mod makers;
mod package;
mod page;
mod scenes;
mod score;
mod sound;
mod still;

use anyhow::{Context as _, Result, bail};
use case::{Kind, Made};
use clap::Parser;
use draw::Draw;
use kit::Kit;
use makers::{ENTRIES, Entry};
use model::unit::Seed;
use score::Looked;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Makes files with known faults and tells how many the gate finds.
#[derive(Parser)]
struct Wanted {
    /// Keeps the files in this folder.
    #[arg(long)]
    out: Option<PathBuf>,
    /// So many faults and so many near misses for each check.
    #[arg(long, default_value_t = 20)]
    count: u64,
    /// Only the files of this check; the page is then not written.
    #[arg(long)]
    only: Option<String>,
    /// Where the lots begin.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// A file to make.
#[derive(Clone, Copy)]
enum Order {
    Clean(u64),
    For(&'static Entry, Kind, u64),
}

fn main() -> Result<()> {
    let wanted = Wanted::parse();
    let jobs = std::thread::available_parallelism()?.get();
    let kit = Kit::new(jobs)?;
    if !kit.reads_words() {
        bail!("the text reader is missing, so end cards cannot be scored: run `./setup`");
    }
    let kept = tempfile::tempdir()?;
    let folder = wanted.out.as_deref().unwrap_or(kept.path());
    std::fs::create_dir_all(folder)?;
    let orders = orders(&wanted)?;
    let looked = all(&kit, &wanted, folder, &orders, jobs)?;
    let (clean, made): (Vec<Looked>, Vec<Looked>) =
        looked.into_iter().partition(|file| file.entry.is_none());
    let tallies = score::count(clean.iter().chain(&made));
    let page = page::page(&clean, &tallies, wanted.count, wanted.seed);
    std::io::stdout().lock().write_all(page.as_bytes())?;
    if wanted.only.is_none() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/reference/scorecard.md");
        std::fs::write(path, page)?;
    }
    Ok(())
}

fn orders(wanted: &Wanted) -> Result<Vec<Order>> {
    let mut orders: Vec<Order> = Vec::new();
    if wanted.only.is_none() {
        orders.extend((0..package::FILES).map(Order::Clean));
    }
    let chosen = |entry: &&Entry| wanted.only.as_ref().is_none_or(|only| only == entry.code);
    for entry in ENTRIES.iter().filter(chosen) {
        for kind in [Kind::Fault, Kind::NearMiss] {
            orders.extend((0..wanted.count).map(|index| Order::For(entry, kind, index)));
        }
    }
    if orders.is_empty() {
        bail!("no maker of that name");
    }
    Ok(orders)
}

/// Makes and looks at every file, in the order asked for.
fn all(
    kit: &Kit,
    wanted: &Wanted,
    folder: &Path,
    orders: &[Order],
    jobs: usize,
) -> Result<Vec<Looked>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(order) = orders.get(at) else { return };
                    let looked = one(kit, wanted, folder, *order);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((at, looked));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, looked)| looked).collect()
}

fn one(kit: &Kit, wanted: &Wanted, folder: &Path, order: Order) -> Result<Looked> {
    let seed = Seed(wanted.seed);
    let (made, name, entry): (Made, String, _) = match order {
        Order::Clean(index) => (package::file(kit, index)?, format!("clean-{index:02}"), None),
        Order::For(entry, kind, index) => {
            let word = if kind == Kind::Fault { "fault" } else { "near" };
            let name = format!("{}-{word}-{index:02}", entry.code);
            let mut draw = Draw::new(seed, &format!("{}/{word}", entry.code), index);
            let made = (entry.make)(kit, &mut draw, kind);
            (made.with_context(|| name.clone())?, name, Some((entry, kind)))
        }
    };
    let path = folder.join(format!("{name}.{}", made.ending));
    std::fs::write(&path, &made.bytes)?;
    let verdict = kit.look(&path, &made.standard).with_context(|| name.clone());
    if wanted.out.is_none() {
        std::fs::remove_file(&path)?;
    }
    let looked = Looked { entry, about: made.about, also: made.also, verdict: verdict? };
    let other = looked.unexplained();
    if !other.is_empty() {
        writeln!(std::io::stderr().lock(), "{name}: {} ({})", other.join(", "), looked.about)?;
    }
    Ok(looked)
}

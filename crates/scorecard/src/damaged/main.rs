//! Damages small files of every kind and looks at each, as `throughline check` does: nothing may
//! take the main process down, nothing may take longer than its limit, everything gets a verdict.
//!
//! It deliberately asks for no particular verdict: a damage may leave a file as good as it was.
//! Start reading at [`harm::damaged`].

mod harm;
mod lots;
mod seeds;
mod toll;

use anyhow::{Context as _, Result, ensure};
use clap::Parser;
use gate::Standard;
use harm::damaged;
use host::media::{MediaError, MediaWorkers, find_worker};
use lots::Lots;
use model::digest::Digest;
use model::fact::FileFacts;
use model::finding::{LookTier, Verdict};
use seeds::Base;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use toll::{End, Toll};

/// One file may take so long; looking at a whole one of these takes a few hundredths of a second.
const LIMIT: Duration = Duration::from_secs(20);

/// Damages files and looks at them.
#[derive(Parser)]
struct Wanted {
    /// How many files.
    #[arg(long, default_value_t = 10_000)]
    count: u64,
    /// Where the lots begin.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Keeps the files over which a worker broke down or stalled in this folder.
    #[arg(long)]
    keep: Option<PathBuf>,
}

fn main() -> Result<()> {
    use std::io::Write as _;
    let wanted = Wanted::parse();
    let toll = job(wanted.count, wanted.seed, wanted.keep.as_deref())?;
    write!(std::io::stdout().lock(), "{toll}")?;
    ensure!(toll.without_verdict() == 0, "some files got no verdict");
    Ok(())
}

/// Damages and looks at so many files.
fn job(count: u64, seed: u64, keep: Option<&Path>) -> Result<Toll> {
    let folder = tempfile::tempdir()?;
    let exe = find_worker().context(
        "build the media worker first: `cargo build -p throughline-media` in the same profile",
    )?;
    let jobs = std::thread::available_parallelism()?.get();
    let workers = MediaWorkers::new(exe, jobs, folder.path().join("scratch")).with_limit(LIMIT);
    let bases = seeds::all(&workers, folder.path())?;
    if let Some(keep) = keep {
        std::fs::create_dir_all(keep)?;
    }
    let (next, toll, began) = (AtomicU64::new(0), Mutex::new(Toll::default()), Instant::now());
    let work = || -> Result<()> {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return Ok(());
            }
            let one = look(&workers, &bases, folder.path(), (seed, index), keep)?;
            let mut toll = toll.lock().unwrap_or_else(PoisonError::into_inner);
            toll.add(one);
            if index % 50 == 0 {
                toll.weigh();
            }
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..jobs).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| {
            thread.join().unwrap_or_else(|_| Err(anyhow::anyhow!("the main process broke down")))
        })
    })?;
    let mut toll = toll.into_inner().unwrap_or_else(PoisonError::into_inner);
    toll.weigh();
    toll.seconds = began.elapsed().as_secs_f64();
    Ok(toll)
}

/// Damages one file and looks at it.
fn look(
    workers: &MediaWorkers,
    bases: &[Base],
    folder: &Path,
    (seed, index): (u64, u64),
    keep: Option<&Path>,
) -> Result<(&'static str, End, Duration)> {
    let mut lots = Lots::new(seed, index);
    let base = lots.pick(bases).context("nothing to damage")?;
    let bytes = damaged(&base.bytes, &mut lots);
    // The name says what it was; nobody looks at it.
    let path = folder.join(format!("{index}.{}", base.kind));
    std::fs::write(&path, &bytes)?;
    let began = Instant::now();
    let measured = workers.measure(&path);
    let took = began.elapsed();
    let (facts, lost) = match measured {
        Ok(measured) => (Some(measured.facts), None),
        Err(error) => {
            let lost = match &error {
                MediaError::BrokeDown { .. } => Some(End::BrokeDown),
                MediaError::TooSlow { .. } => Some(End::Stalled),
                _ => None,
            };
            let facts = error.damage().map(|damage| FileFacts {
                damage: vec![damage],
                ..FileFacts::of_bytes(Digest::of(&bytes), bytes.len() as u64)
            });
            (facts, lost)
        }
    };
    let name = path.display().to_string();
    let judged = facts.map(|facts| {
        gate::judge(&name, &facts, None, &Standard::default(), LookTier::Verdict).verdict
    });
    if let (Some(keep), true) = (keep, lost.is_some()) {
        std::fs::copy(&path, keep.join(format!("{index}.{}", base.kind)))?;
    }
    std::fs::remove_file(&path)?;
    let end = lost.unwrap_or(match judged {
        Some(Verdict::Fail) => End::Fails,
        Some(Verdict::Warn | Verdict::Pass) => End::Passes,
        None => End::NoVerdict,
    });
    Ok((base.kind, end, took))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_hundred_damaged_files_each_get_a_verdict() -> Result<()> {
        let toll = job(500, 7, None)?;
        assert_eq!(
            (toll.files(), toll.without_verdict(), toll.count(End::Stalled)),
            (500, 0, 0),
            "{toll}"
        );
        // Our own whole files are of every kind.
        assert!(toll.kinds() >= 14, "{toll}");
        Ok(())
    }
}

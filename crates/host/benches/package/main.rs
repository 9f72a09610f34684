//! How long the verdict on a launch package takes, beside what others take for the same files.
//!
//! Makes 47 files with the `ffmpeg` program (kept under `target/package`, some minutes the first
//! time), twice: with mixes and end cards shared across ratios, and with every stream distinct.
//! Then looks at each with `throughline check`, every brand and message check on, and runs the
//! peers on the same files. Run with
//! `cargo build --release -p throughline -p throughline-media` and
//! `cargo bench -p throughline-host --bench package -- [shared|distinct] [--make] [--no-peers]`;
//! nothing is asserted, since time is not the code's alone. Linux only: it reads `/proc`.

#![expect(clippy::indexing_slicing, reason = "a bench may stop where its own tables are wrong")]

mod brand;
mod launch;
mod make;
mod peers;
mod timing;

use host::tools::Cabinet;
use launch::Sharing;
use make::{Package, package};
use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use timing::{Taken, run, taken};

/// Anything that stops the bench.
pub(crate) type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    let asked: Vec<String> = env::args().skip(1).collect();
    let is_asked = |word: &str| asked.iter().any(|argument| argument == word);
    let both = [Sharing::Shared, Sharing::Distinct];
    let named: Vec<Sharing> = both.into_iter().filter(|one| is_asked(one.word())).collect();
    let folder = target()?.join("package");
    for sharing in if named.is_empty() { both.to_vec() } else { named } {
        let package = package(&folder, sharing)?;
        if !is_asked("--make") {
            compare(&package, sharing, is_asked("--no-peers"))?;
        }
    }
    Ok(())
}

/// The folder of built things: the bench lies two folders below it.
fn target() -> Result<PathBuf, Failure> {
    let own = env::current_exe()?;
    Ok(own.ancestors().nth(3).ok_or("the bench lies in no target folder")?.to_owned())
}

#[expect(clippy::print_stdout, reason = "a bench's result is what it prints")]
fn compare(package: &Package, sharing: Sharing, alone: bool) -> Result<(), Failure> {
    let seconds = package.media_seconds();
    println!(
        "{}: {} files, {seconds} s of picture, {} MB",
        sharing.word(),
        package.items.len(),
        package.bytes()? / 1_000_000
    );
    let told = |what: &str, taken: Taken, beside: Option<Taken>| {
        let per_second = taken.cpu * 1000.0 / f64::from(seconds);
        let ratio =
            beside.map_or(String::new(), |ours| format!(", {:.1} × ours", taken.wall / ours.wall));
        println!(
            "  {what:<34} {:>7.2} s, {:>7.2} s of CPU, {per_second:>6.1} ms of CPU a media second{ratio}",
            taken.wall, taken.cpu
        );
    };
    let cache = tempfile::tempdir()?;
    lend_models(cache.path())?;
    let first = check(package, cache.path(), Held::AgainstBrand, "verdict")?;
    told("throughline check", first, None);
    let again = check(package, cache.path(), Held::AgainstBrand, "verdict")?;
    told("throughline check, nothing changed", again, None);
    let cache = tempfile::tempdir()?;
    lend_models(cache.path())?;
    let technical = check(package, cache.path(), Held::AgainstFormatsOnly, "verdict")?;
    told("throughline check, without a brand", technical, None);
    println!(
        "  so reading words, finding logos and comparing letters takes {:.2} s of CPU",
        first.cpu - technical.cpu
    );
    let cache = tempfile::tempdir()?;
    lend_models(cache.path())?;
    let full = check(package, cache.path(), Held::AgainstBrand, "full")?;
    told("throughline check --tier full", full, None);
    if !alone {
        told("ffprobe, each file", peers::probes(package)?, Some(first));
        let (decoding, filters) = (peers::decoding(package)?, peers::filters(package)?);
        told("ffmpeg, decoding alone", decoding, Some(first));
        told("ffmpeg with five filters", filters, Some(first));
        let beside = |other: Taken| full.cpu / other.cpu;
        println!(
            "  the full look takes {:.2} × the CPU of decoding alone and {:.2} × that of the filters",
            beside(decoding),
            beside(filters)
        );
    }
    Ok(())
}

/// Gives an account that knows no file yet the models and fonts of this one.
fn lend_models(cache: &Path) -> Result<(), Failure> {
    let folder = cache.join("throughline");
    fs::create_dir_all(&folder)?;
    for entry in fs::read_dir(Cabinet::of_this_account().folder())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default();
        if !name.to_string_lossy().starts_with("facts.sqlite") {
            std::os::unix::fs::symlink(&path, folder.join(name))?;
        }
    }
    Ok(())
}

/// What the package is held against.
#[derive(Clone, Copy, PartialEq)]
enum Held {
    /// The list of deliverables and the brand.
    AgainstBrand,
    /// The list of deliverables, without what it says of words.
    AgainstFormatsOnly,
}

/// Looks at the package with the command that people use; what it remembers goes into `cache`.
fn check(package: &Package, cache: &Path, held: Held, tier: &str) -> Result<Taken, Failure> {
    let beside = env::current_exe()?;
    let program = beside.ancestors().nth(2).ok_or("no folder of built things")?.join("throughline");
    if !program.is_file() {
        return Err("build `throughline` and `throughline-media` in the same profile first".into());
    }
    let (status, taken) = taken(|| {
        let mut command = Command::new(&program);
        command.arg("check").arg("--deliverables");
        match held {
            Held::AgainstBrand => command
                .arg(package.root.join("deliverables.csv"))
                .arg("--brand")
                .arg(package.root.join("brand")),
            Held::AgainstFormatsOnly => command.arg(package.root.join("formats-only.csv")),
        };
        command
            .args(["--tier", tier, "--format", "json", "--out"])
            .arg(cache.join("report.json"))
            .arg("-C")
            .arg(cache)
            .env("XDG_CACHE_HOME", cache);
        run(&mut command)
    })?;
    match status.code() {
        Some(0 | 1) => Ok(taken),
        _ => Err(format!("`throughline check` ended with {status}").into()),
    }
}

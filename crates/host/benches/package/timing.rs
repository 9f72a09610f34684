//! What a command takes: wall and processor seconds, its own children included.

use crate::Failure;
use std::fs;
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

/// Ticks in which Linux counts processor time, a second.
const TICKS: f64 = 100.0;

/// Seconds that something took.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Taken {
    pub(crate) wall: f64,
    pub(crate) cpu: f64,
}

/// Runs `work` and measures it and all processes it waited for.
pub(crate) fn taken<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<(T, Taken), Failure> {
    let (began, before) = (Instant::now(), children()?);
    let result = work()?;
    let wall = began.elapsed().as_secs_f64();
    Ok((result, Taken { wall, cpu: children()? - before }))
}

/// Runs a command to its end, without its words.
pub(crate) fn run(command: &mut Command) -> Result<ExitStatus, Failure> {
    Ok(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?)
}

/// Processor seconds of all children that ended.
fn children() -> Result<f64, Failure> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The name in brackets may hold anything; what follows it is numbers.
    let numbers = stat.rsplit_once(')').ok_or("`/proc/self/stat` has no name")?.1;
    let number = |at: usize| numbers.split_whitespace().nth(at).and_then(|n| n.parse::<f64>().ok());
    Ok((number(13).unwrap_or_default() + number(14).unwrap_or_default()) / TICKS)
}

//! Prints how long the ledger takes: appending 10,000 steps and asking for each of them.

use host::HostError;
use host::blobs::Blobs;
use host::ledger::Ledger;
use jiff::Timestamp;
use model::digest::Digest;
use model::event::Event;
use model::step::{Maker, StepKey, StepOutput, StepRecord, StepSpec};
use std::io::Write;
use std::time::{Duration, Instant};

const STEPS: u32 = 10_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = tempfile::tempdir()?;
    let mut ledger = Ledger::open(root.path())?;
    let blobs = Blobs::open(root.path())?;
    blobs.put(b"the same picture")?;
    let steps: Vec<Event> = (0..STEPS).map(step).collect();
    let keys: Vec<StepKey> = (0..STEPS).map(|n| spec(n).key()).collect();
    let mut out = std::io::stdout().lock();

    let grouped = timed(|| ledger.append(Timestamp::UNIX_EPOCH, &steps).map(drop))?;
    writeln!(out, "append {STEPS} steps in one group: {grouped:?}")?;
    let asked = timed(|| ledger.steps_known(&keys).map(drop))?;
    writeln!(out, "ask for {STEPS} steps: {asked:?}")?;
    let whole = timed(|| ledger.steps_whole(&keys, &blobs).map(drop))?;
    writeln!(out, "ask for {STEPS} steps and their blobs: {whole:?}")?;
    let walked = timed(|| ledger.events(0).try_for_each(|entry| entry.map(drop)))?;
    writeln!(out, "walk {STEPS} events: {walked:?}")?;
    let folded = timed(|| ledger.rebuild())?;
    writeln!(out, "fold {STEPS} events again: {folded:?}")?;
    let verified = timed(|| host::verify::verify(root.path()).map(drop))?;
    writeln!(out, "verify {STEPS} events: {verified:?}")?;
    Ok(())
}

fn timed(mut work: impl FnMut() -> Result<(), HostError>) -> Result<Duration, HostError> {
    let began = Instant::now();
    work()?;
    Ok(began.elapsed())
}

fn spec(n: u32) -> StepSpec {
    StepSpec {
        kind: "build-still".to_owned(),
        code_version: 1,
        subject: format!("still/{n}"),
        parameters: serde_json::json!({ "n": n }),
        inputs: Vec::new(),
    }
}

fn step(n: u32) -> Event {
    let spec = spec(n);
    Event::StepFinished(Box::new(StepRecord {
        key: spec.key(),
        spec,
        outputs: vec![StepOutput {
            name: "file".to_owned(),
            digest: Digest::of(b"the same picture"),
            bytes: 16,
        }],
        nodes: Vec::new(),
        links: Vec::new(),
        maker: Maker::Machine,
        because: "new".to_owned(),
        started: Timestamp::UNIX_EPOCH,
        millis: 40,
        cost: None,
    }))
}

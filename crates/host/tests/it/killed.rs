//! A process that is killed while it works loses nothing it said was done.

use crate::made::{self, at};
use host::blobs::Blobs;
use host::ledger::Ledger;
use host::lock::WorkspaceLock;
use model::decision::Answer;
use model::event::Event;
use model::unit::Seed;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Tells a process of this test binary that it is the one to be killed, and where to work.
const WHERE: &str = "THROUGHLINE_TEST_KILLED_IN";
const KILLS: u64 = 20;

/// Does nothing unless the other test starts it.
#[test]
fn works_until_it_is_killed() {
    let Ok(root) = std::env::var(WHERE) else {
        return;
    };
    let root = Path::new(&root);
    let _lock = WorkspaceLock::acquire(root, at(0), Duration::from_secs(10)).unwrap();
    let blobs = Blobs::open(root).unwrap();
    let mut ledger = Ledger::open(root).unwrap();
    let first = u32::try_from(ledger.head().unwrap().0).unwrap();
    for n in first.. {
        let events = work(&blobs, n);
        let last = ledger.append(at(i64::from(n)), &events).unwrap().pop().unwrap();
        writeln!(std::io::stdout(), "done {last}").unwrap();
    }
}

/// Keeps blobs one by one or together, and says so in events of both durabilities.
fn work(blobs: &Blobs, n: u32) -> Vec<Event> {
    let bytes: Vec<Vec<u8>> =
        (0..3).map(|piece| format!("{n} {piece}").repeat(500).into()).collect();
    let digests = match n % 2 {
        0 => bytes.iter().map(|bytes| blobs.put(bytes).unwrap()).collect(),
        _ => blobs.put_many(&bytes.iter().map(Vec::as_slice).collect::<Vec<_>>()).unwrap(),
    };
    let steps = digests.iter().zip(&bytes).zip(0..).map(|((digest, bytes), piece)| {
        let step = made::step("build-still", &format!("still/{piece}"), n);
        made::finished(made::with_output(step, *digest, bytes.len() as u64))
    });
    match n % 3 {
        0 => steps.chain([made::judged(n, Answer::Keep, "good")]).collect(),
        _ => steps.collect(),
    }
}

/// Starts a process, lets it finish `commits` commits and a little more, kills it, and returns the
/// last event it said was done.
fn kill_after(root: &Path, commits: usize, more: Duration) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["killed::works_until_it_is_killed", "--exact", "--nocapture"])
        .env(WHERE, root)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut done = BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok)
        // The test harness may have begun the line.
        .filter_map(|line| line.rsplit_once("done ")?.1.parse().ok());
    let mut last = (&mut done).take(commits).last().unwrap_or(0);
    let end = Instant::now() + more;
    while Instant::now() < end {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    // What it said before it died counts as well.
    if let Some(later) = done.last() {
        last = later;
    }
    last
}

#[test]
fn nothing_that_was_done_is_lost_at_any_moment() {
    let root = made::workspace();
    drop(Ledger::open(root.path()).unwrap());
    let seed = Seed(20_261_121);
    let mut done = 0;
    for kill in 0..KILLS {
        let commits = (seed.draw(2 * kill) % 6) as usize;
        let more = Duration::from_micros(seed.draw(2 * kill + 1) % 4_000);
        done = done.max(kill_after(root.path(), commits, more));
        let report = host::verify::verify(root.path()).unwrap();
        assert!(report.is_whole(), "kill {kill}: {:#?}", report.problems);
        assert!(
            report.events >= done,
            "kill {kill}: {done} were done, {} are there",
            report.events
        );
    }
    assert!(done > KILLS, "the processes were killed before they did anything");
    let lock = WorkspaceLock::acquire(root.path(), at(0), Duration::ZERO).unwrap();
    Blobs::open(root.path()).unwrap().sweep(&lock).unwrap();
    let left = std::fs::read_dir(root.path().join(".throughline/tmp")).unwrap().count();
    assert_eq!(left, 0);
}

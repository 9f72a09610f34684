//! What nothing names goes, what anything names stays, whenever the process is killed.

use crate::made::{self, at};
use host::blobs::Blobs;
use host::gc::{Act, Heap, Superseded, Waste, collect, superseded};
use host::ledger::Ledger;
use host::lock::WorkspaceLock;
use model::decision::{Answer, Judgement};
use model::digest::Digest;
use model::event::Event;
use model::step::StepKey;
use model::unit::Seed;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const WHERE: &str = "THROUGHLINE_TEST_COLLECTS_IN";
const KILLS: u64 = 12;

fn lock(root: &Path) -> WorkspaceLock {
    WorkspaceLock::acquire(root, at(0), Duration::from_secs(10)).unwrap()
}

/// A finished step that made one blob.
fn builds(blobs: &Blobs, subject: &str, version: u32, bytes: &[u8]) -> (StepKey, Digest, Event) {
    let digest = blobs.put(bytes).unwrap();
    let step = made::step("build-still", subject, version);
    let key = step.key;
    (key, digest, made::finished(made::with_output(step, digest, bytes.len() as u64)))
}

fn run(root: &Path, superseded: &Superseded, act: Act) -> Waste {
    collect(&lock(root), superseded, at(9), act).unwrap()
}

fn assert_whole(root: &Path) {
    let report = host::verify::verify(root).unwrap();
    assert!(report.is_whole(), "{:#?}", report.problems);
}

#[test]
fn only_what_no_event_names_goes_and_a_dry_run_only_tells() {
    let folder = made::workspace();
    let root = folder.path();
    let blobs = Blobs::open(root).unwrap();
    let (_, named, event) = builds(&blobs, "still/a", 1, b"named");
    let unnamed = blobs.put(b"its event was never written").unwrap();
    Ledger::open(root).unwrap().append(at(1), &[event]).unwrap();
    let out = root.join("campaigns/spring/out");
    std::fs::create_dir_all(&out).unwrap();
    std::fs::write(out.join(".aside-7-7"), b"half").unwrap();
    std::fs::write(out.join("report.html"), b"whole").unwrap();
    std::fs::write(root.join(".throughline/tmp/film-7-7.mp4"), b"half").unwrap();
    std::fs::write(root.join(".throughline/blobs/README"), b"somebody's note").unwrap();

    let told = run(root, &Superseded::default(), Act::Tell);
    assert_eq!(told.blobs, Heap { files: 1, bytes: 27 });
    assert_eq!(told.temporary, Heap { files: 2, bytes: 8 });
    assert_eq!(told.kept, Heap { files: 1, bytes: 5 });
    assert!(blobs.has(&unnamed) && out.join(".aside-7-7").exists());

    assert_eq!(run(root, &Superseded::default(), Act::Remove), told);
    assert!(blobs.has(&named) && !blobs.has(&unnamed));
    assert!(out.join("report.html").exists() && !out.join(".aside-7-7").exists());
    assert!(root.join(".throughline/blobs/README").exists());
    assert_whole(root);
    let again = run(root, &Superseded::default(), Act::Remove);
    assert_eq!((again.blobs, again.temporary), (Heap::default(), Heap::default()));
}

#[test]
fn what_is_superseded_counts_as_never_made_and_what_was_approved_stays() {
    let folder = made::workspace();
    let root = folder.path();
    let blobs = Blobs::open(root).unwrap();
    let (old, gone, first) = builds(&blobs, "file/a", 1, b"the first words");
    let (approved, signed, second) = builds(&blobs, "file/a", 2, b"approved words");
    let (current, stays, third) = builds(&blobs, "file/a", 3, b"the words of today");
    let Event::Judged(word) = made::judged(1, Answer::Approve, "good") else { unreachable!() };
    let word = Event::Judged(Box::new(Judgement { seen: Some(signed), ..*word }));
    let mut ledger = Ledger::open(root).unwrap();
    ledger.append(at(1), &[first.clone(), second, third, word]).unwrap();

    let found = superseded(&ledger, &BTreeSet::from([current])).unwrap();
    assert_eq!(found.steps(), 1);
    drop(ledger);
    run(root, &found, Act::Remove);
    assert!(!blobs.has(&gone) && blobs.has(&signed) && blobs.has(&stays));
    assert_whole(root);
    let mut ledger = Ledger::open(root).unwrap();
    let known = ledger.steps_known(&[old, approved, current]).unwrap();
    assert_eq!(known, [false, true, true]);
    // The tables come out the same when they are made anew.
    ledger.rebuild().unwrap();
    assert_eq!(ledger.steps_known(&[old, approved, current]).unwrap(), known);
    assert_eq!(superseded(&ledger, &BTreeSet::from([current])).unwrap().steps(), 0);

    // Made again, it is there again, and is looked after again.
    blobs.put(b"the first words").unwrap();
    ledger.append(at(20), &[first]).unwrap();
    drop(ledger);
    assert_eq!(run(root, &Superseded::default(), Act::Remove).blobs, Heap::default());
    assert!(blobs.has(&gone));
    assert_whole(root);
    std::fs::remove_file(blobs.path(&gone)).unwrap();
    assert!(!host::verify::verify(root).unwrap().is_whole());
}

/// Does nothing unless the other test starts it.
#[test]
fn collects_until_it_is_killed() {
    let Ok(root) = std::env::var(WHERE) else {
        return;
    };
    let root = Path::new(&root);
    let found = superseded(&Ledger::open(root).unwrap(), &BTreeSet::new()).unwrap();
    writeln!(std::io::stdout(), "begin").unwrap();
    run(root, &found, Act::Remove);
}

#[test]
fn a_kill_in_the_middle_loses_nothing() {
    let folder = made::workspace();
    let root = folder.path();
    let blobs = Blobs::open(root).unwrap();
    let seed = Seed(20_261_201);
    let (mut kept, mut cut_short) = (Vec::new(), 0);
    for kill in 0..KILLS {
        let n = |of: u64| u32::try_from(kill * 1_000 + of).unwrap();
        let made: Vec<_> = (0..150)
            .map(|of| builds(&blobs, "file/a", n(of), format!("{kill} {of}").as_bytes()))
            .collect();
        let (_, stays, event) = builds(&blobs, "file/a", n(900), format!("keep {kill}").as_bytes());
        let Event::Judged(word) = made::judged(n(0), Answer::Approve, "good") else {
            unreachable!()
        };
        let word = Event::Judged(Box::new(Judgement { seen: Some(stays), ..*word }));
        let events: Vec<Event> = made.iter().map(|(_, _, event)| event.clone()).collect();
        let mut ledger = Ledger::open(root).unwrap();
        ledger.append(at(1), &[events, vec![event, word]].concat()).unwrap();
        drop(ledger);
        kept.push(stays);
        kill_after(root, Duration::from_micros(seed.draw(kill) % 6_000));
        assert_whole(root);
        assert!(kept.iter().all(|blob| blobs.has(blob)), "kill {kill}");
        let left = made.iter().filter(|(_, blob, _)| blobs.has(blob)).count();
        cut_short += u64::from(left > 0);
    }
    assert!(cut_short > 0, "every process had ended before it was killed");
    let found = superseded(&Ledger::open(root).unwrap(), &BTreeSet::new()).unwrap();
    let waste = run(root, &found, Act::Remove);
    assert_eq!(waste.kept.files, KILLS);
    assert_eq!(run(root, &Superseded::default(), Act::Tell).blobs, Heap::default());
    assert_whole(root);
}

/// Starts a process that collects, and kills it a little after it began.
fn kill_after(root: &Path, more: Duration) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["collected::collects_until_it_is_killed", "--exact", "--nocapture"])
        .env(WHERE, root)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let began = lines.map_while(Result::ok).any(|line| line.ends_with("begin"));
    assert!(began, "the process never began");
    let end = Instant::now() + more;
    while Instant::now() < end {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

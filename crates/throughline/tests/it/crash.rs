//! A kill at any moment loses no finished work and makes nothing twice.

use crate::desk::Desk;
use host::ledger::Ledger;
use model::event::Event;
use model::unit::Seed;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

/// The slow job kills two hundred times: `THROUGHLINE_KILLS=200 cargo test -p throughline crash`.
const KILLS: u64 = 20;

#[test]
fn killed_runs_end_with_the_same_files_as_an_undisturbed_one() {
    let kills = std::env::var("THROUGHLINE_KILLS").ok().and_then(|n| n.parse().ok());
    let kills = kills.unwrap_or(KILLS);
    let calm = Desk::new();
    calm.decisions();
    calm.run(&["run", "--decisions", "decisions.csv"]);
    let expected = calm.digests("campaigns/first/out/deliverables");
    assert!(!expected.is_empty());

    let mut killed = 0;
    let mut workspace = 0;
    while killed < kills {
        // A workspace is finished after some kills; then the next one takes them.
        let desk = Desk::new();
        desk.decisions();
        workspace += 1;
        for turn in 0..kills {
            let mut child = desk
                .command(&["run", "--decisions", "decisions.csv"])
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            let wait = Seed(workspace).draw(turn) % 400;
            std::thread::sleep(Duration::from_millis(20 + wait));
            let running = child.try_wait().unwrap().is_none();
            child.kill().unwrap();
            child.wait().unwrap();
            killed += u64::from(running);
            if !running || killed >= kills {
                break;
            }
        }
        desk.run(&["run", "--decisions", "decisions.csv"]);
        assert_eq!(desk.digests("campaigns/first/out/deliverables"), expected);
        desk.ok(&["verify"]);
        assert_nothing_made_twice(desk.root());
    }
}

fn assert_nothing_made_twice(root: &Path) {
    let ledger = Ledger::open_reading(root).unwrap();
    let mut seen = BTreeSet::new();
    for entry in ledger.events(0) {
        if let Some(Event::StepFinished(step)) = entry.unwrap().event {
            assert!(seen.insert(step.key), "{} was made twice", step.spec.subject);
        }
    }
    assert!(!seen.is_empty());
}

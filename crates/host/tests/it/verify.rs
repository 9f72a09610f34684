//! Whatever is changed behind the ledger's back is found and named.

use crate::made::{self, at, tamper};
use host::blobs::Blobs;
use host::ledger::Ledger;
use host::verify::{TablesState, VerifyReport, verify};
use model::asset::PurposeState;
use model::decision::Answer;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A ledger with every kind of event and one blob, closed.
fn full() -> TempDir {
    let root = made::workspace();
    let blobs = Blobs::open(root.path()).unwrap();
    let digest = blobs.put(b"a picture").unwrap();
    let mut ledger = Ledger::open(root.path()).unwrap();
    let events = [
        made::begun(),
        made::finished(made::with_output(made::concept_step(1, 1), digest, 9)),
        made::asked(1, "which six live?"),
        made::judged(1, Answer::Keep, "because of the violinist"),
        made::answered(1),
        made::adopted(1, PurposeState::Unstated),
        made::finished(made::with_output(made::paid(made::step("generate", "b", 1), 4), digest, 9)),
    ];
    ledger.append(at(0), &events).unwrap();
    root
}

fn problems(root: &Path) -> VerifyReport {
    let report = verify(root).unwrap();
    assert!(!report.is_whole());
    report
}

fn names(report: &VerifyReport, place: &str, what: &str) -> bool {
    report.problems.iter().any(|found| found.place.contains(place) && found.what.contains(what))
}

/// Flips one bit of `file` inside the bytes that read `words`.
fn flip(file: &Path, words: &str) {
    let mut bytes = fs::read(file).unwrap();
    let place = bytes.windows(words.len()).position(|window| window == words.as_bytes()).unwrap();
    bytes[place] ^= 1;
    fs::write(file, bytes).unwrap();
}

#[test]
fn an_untouched_ledger_is_whole() {
    let root = full();
    let report = verify(root.path()).unwrap();
    assert!(report.is_whole(), "{:#?}", report.problems);
    assert_eq!((report.events, report.blobs, report.bytes), (7, 1, 9));
    assert_eq!(report.tables, TablesState::Compared);
    assert_eq!(report.head, Ledger::open_reading(root.path()).unwrap().head().unwrap().1);
}

#[test]
fn a_flipped_bit_in_a_payload_is_found() {
    let root = full();
    flip(&Ledger::path_in(root.path()), "acme");
    let report = problems(root.path());
    assert!(names(&report, "event 1", "payload of this `begun` was changed"), "{report:#?}");
    assert_eq!(report.problems.len(), 1);
    assert_eq!(report.tables, TablesState::NotCompared);
}

#[test]
fn a_flipped_bit_in_what_a_person_said_is_found() {
    let root = full();
    flip(&Ledger::path_in(root.path()), "violinist");
    let report = problems(root.path());
    assert!(names(&report, "event 4", "payload of this `judged` was changed"), "{report:#?}");
}

#[test]
fn a_changed_event_is_found() {
    for (sql, place, what) in [
        ("UPDATE event SET at = at + 1 WHERE seq = 3", "event 3", "was changed"),
        ("UPDATE event SET kind = 'adopted' WHERE seq = 5", "event 5", "was changed"),
        ("UPDATE event SET hash = zeroblob(32) WHERE seq = 2", "event 3", "before it"),
        ("UPDATE event SET previous = zeroblob(32) WHERE seq = 2", "event 2", "before it"),
        ("DELETE FROM event WHERE seq = 4", "event 5", "missing"),
        ("DELETE FROM event WHERE seq = 4", "event 4", "belongs to no event"),
        ("DELETE FROM payload WHERE seq = 1", "event 1", "payload is missing"),
        ("DELETE FROM personal WHERE seq = 4", "event 4", "no event says"),
        ("INSERT INTO payload SELECT 4, salt, json FROM payload LIMIT 1", "event 4", "both kinds"),
    ] {
        let root = full();
        tamper(root.path(), sql);
        let report = problems(root.path());
        assert!(names(&report, place, what), "{sql}: {report:#?}");
    }
}

#[test]
fn a_lost_tail_is_found() {
    let root = full();
    tamper(root.path(), "DELETE FROM event WHERE seq = 7; DELETE FROM payload WHERE seq = 7");
    let report = problems(root.path());
    assert!(names(&report, "table projection", "not what the events say"), "{report:#?}");
}

#[test]
fn a_changed_or_missing_blob_is_found_with_the_step_that_made_it() {
    let root = full();
    let path = Blobs::at(root.path()).path(&model::digest::Digest::of(b"a picture"));
    flip(&path, "a picture");
    let report = problems(root.path());
    assert!(names(&report, path.to_str().unwrap(), "was changed"), "{report:#?}");
    assert!(names(&report, "", "concept/1"), "{report:#?}");
    fs::remove_file(&path).unwrap();
    assert!(names(&problems(root.path()), path.to_str().unwrap(), "is missing"));
}

#[test]
fn a_changed_table_is_found_row_by_row_and_mended_by_rebuilding() {
    for (sql, place) in [
        ("UPDATE step SET subject = 'other' WHERE kind = 'generate'", "table step, "),
        ("UPDATE spend SET minor = 1 WHERE seq = 7", "table spend, event 7"),
        ("UPDATE node SET label = 'other' WHERE id LIKE 'con-%'", "table node, con-"),
        ("DELETE FROM link", "table link, con-"),
        ("INSERT INTO asset VALUES ('ast-000000000000', 6)", "table asset, ast-000000000000"),
        ("UPDATE judgement SET answer = 'discard'", "table judgement, event 4"),
        ("UPDATE checkpoint SET answered_at = NULL", "table checkpoint, ask-"),
        ("INSERT INTO erased VALUES (2, 3)", "table erased, event 2"),
    ] {
        let root = full();
        tamper(root.path(), sql);
        let report = problems(root.path());
        assert!(names(&report, place, "not what the events say"), "{sql}: {report:#?}");
        assert_eq!(report.problems.len(), 1, "{sql}: {report:#?}");
        Ledger::open(root.path()).unwrap().rebuild().unwrap();
        assert!(verify(root.path()).unwrap().is_whole(), "{sql}");
    }
}

#[test]
fn a_removed_guard_is_found_and_put_back_by_opening() {
    let root = full();
    let db = rusqlite::Connection::open(Ledger::path_in(root.path())).unwrap();
    db.execute_batch("DROP TRIGGER event_stays").unwrap();
    drop(db);
    assert!(names(&problems(root.path()), "trigger event_stays", "is missing"));
    drop(Ledger::open(root.path()).unwrap());
    assert!(verify(root.path()).unwrap().is_whole());
}

#[test]
fn tables_that_fell_behind_are_folded_again_when_the_ledger_is_opened() {
    let root = full();
    tamper(root.path(), "DELETE FROM projection; DELETE FROM step");
    drop(Ledger::open(root.path()).unwrap());
    assert!(verify(root.path()).unwrap().is_whole());
}

#[test]
fn a_torn_database_is_reported_and_not_fatal() {
    let root = full();
    let path = Ledger::path_in(root.path());
    let mut bytes = fs::read(&path).unwrap();
    // Page 2 is the root of the events: 4,096 bytes a page, the first holds the schema.
    bytes[4096..8192].fill(0xA5);
    fs::write(&path, bytes).unwrap();
    let report = problems(root.path());
    assert!(names(&report, "ledger.sqlite after event 0", "cannot be read"), "{report:#?}");
}

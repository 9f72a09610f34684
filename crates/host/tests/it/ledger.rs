//! Appending, reading back, and what the database refuses.

use crate::made::{self, at};
use host::HostError;
use host::ledger::{Group, Ledger};
use model::decision::Answer;
use model::event::{Durability, Event};
use std::fs;

#[test]
fn what_is_appended_is_read_back_after_the_ledger_was_closed() {
    let root = made::workspace();
    let events = [
        made::begun(),
        made::finished(made::concept_step(1, 1)),
        made::asked(1, "which six live?"),
        made::judged(1, Answer::Keep, "strong"),
        made::answered(1),
    ];
    let mut ledger = Ledger::open(root.path()).unwrap();
    assert_eq!(ledger.append(at(1), &events[..2]).unwrap(), [1, 2]);
    assert_eq!(ledger.append(at(2), &events[2..]).unwrap(), [3, 4, 5]);
    let head = ledger.head().unwrap();
    drop(ledger);

    let ledger = Ledger::open_reading(root.path()).unwrap();
    assert_eq!(ledger.head().unwrap(), head);
    let entries: Vec<_> = ledger.events(0).map(Result::unwrap).collect();
    assert!(entries.iter().map(|entry| entry.event.as_ref()).eq(events.iter().map(Some)));
    assert_eq!(entries[4].at, at(2));
    assert_eq!(entries[4].hash, head.1);
    assert_eq!(ledger.events(3).map(|entry| entry.unwrap().seq).collect::<Vec<_>>(), [4, 5]);
}

#[test]
fn a_long_ledger_is_streamed_in_order() {
    let root = made::workspace();
    let mut ledger = Ledger::open(root.path()).unwrap();
    let events: Vec<Event> =
        (0..300).map(|n| made::finished(made::step("build-still", "x", n))).collect();
    ledger.append(at(0), &events).unwrap();
    let seqs: Vec<u64> = ledger.events(0).map(|entry| entry.unwrap().seq).collect();
    assert_eq!(seqs, (1..=300).collect::<Vec<u64>>());
    assert_eq!(ledger.steps_of_kind("build-still").count(), 300);
}

#[test]
fn events_and_payloads_cannot_be_changed_removed_or_replaced() {
    let root = made::workspace();
    let mut ledger = Ledger::open(root.path()).unwrap();
    ledger.append(at(0), &[made::begun(), made::judged(1, Answer::Keep, "yes")]).unwrap();
    let db = rusqlite::Connection::open(Ledger::path_in(root.path())).unwrap();
    for refused in [
        "UPDATE event SET at = 0",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT seq, 0, kind, digest, previous, hash FROM event",
        "INSERT INTO event SELECT 9, at, kind, digest, previous, hash FROM event LIMIT 1",
        "UPDATE payload SET json = '{}'",
        "DELETE FROM payload",
        "INSERT OR REPLACE INTO payload SELECT seq, salt, '{}' FROM payload",
        "UPDATE personal SET json = '{}'",
        "DELETE FROM personal",
        "INSERT OR REPLACE INTO personal SELECT seq, salt, '{}' FROM personal",
    ] {
        assert!(db.execute(refused, []).is_err(), "{refused}");
    }
    assert!(host::verify::verify(root.path()).unwrap().is_whole());
}

#[test]
fn a_group_is_written_whole_with_the_times_of_its_events() {
    let root = made::workspace();
    let mut ledger = Ledger::open(root.path()).unwrap();
    let mut group = Group::default();
    let quiet = made::finished(made::step("build-still", "a", 1));
    assert_eq!(group.push(at(1), quiet), Durability::Grouped);
    let costly = made::finished(made::paid(made::step("generate", "b", 1), 4));
    assert_eq!(group.push(at(2), costly), Durability::Single);
    assert_eq!((group.len(), group.since()), (2, Some(at(1))));
    assert_eq!(ledger.append_group(&mut group).unwrap(), [1, 2]);
    assert!(group.is_empty());
    assert!(ledger.append_group(&mut group).unwrap().is_empty());
    ledger.flush().unwrap();
    let times: Vec<_> = ledger.events(0).map(|entry| entry.unwrap().at).collect();
    assert_eq!(times, [at(1), at(2)]);
}

#[test]
fn an_append_that_fails_leaves_nothing_and_keeps_the_group() {
    let root = made::workspace();
    let mut ledger = Ledger::open(root.path()).unwrap();
    ledger.append(at(0), &[made::begun()]).unwrap();
    let before = ledger.head().unwrap();
    let db = rusqlite::Connection::open(Ledger::path_in(root.path())).unwrap();
    db.execute_batch(
        "CREATE TRIGGER full BEFORE INSERT ON node BEGIN SELECT RAISE(ABORT, 'no'); END",
    )
    .unwrap();
    let mut group = Group::default();
    group.push(at(1), made::finished(made::step("build-still", "a", 1)));
    group.push(at(1), made::finished(made::concept_step(1, 1)));
    assert!(ledger.append_group(&mut group).is_err());
    assert_eq!(ledger.head().unwrap(), before);
    db.execute_batch("DROP TRIGGER full").unwrap();
    assert_eq!(ledger.append_group(&mut group).unwrap(), [2, 3]);
}

#[test]
fn one_reads_while_another_writes() {
    let root = made::workspace();
    let mut writer = Ledger::open(root.path()).unwrap();
    writer.append(at(0), &[made::begun()]).unwrap();
    let reader = Ledger::open_reading(root.path()).unwrap();
    let mut walk = reader.events(0);
    assert_eq!(walk.next().unwrap().unwrap().seq, 1);
    writer.append(at(1), &[made::answered(1)]).unwrap();
    assert_eq!(walk.next().unwrap().unwrap().seq, 2);
    assert!(walk.next().is_none());
}

#[test]
fn a_ledger_that_cannot_be_opened_says_which() {
    let folder = made::workspace();
    let missing = Ledger::open_reading(folder.path()).unwrap_err();
    assert!(matches!(missing, HostError::NoLedger { .. }), "{missing}");

    fs::create_dir(folder.path().join(".throughline")).unwrap();
    fs::write(Ledger::path_in(folder.path()), b"").unwrap();
    let unfilled = Ledger::open_reading(folder.path()).unwrap_err();
    assert!(matches!(unfilled, HostError::NoLedger { .. }), "{unfilled}");

    let file = folder.path().join("acme");
    fs::write(&file, b"").unwrap();
    let error = Ledger::open(&file).unwrap_err();
    assert!(error.to_string().contains("acme"), "{error}");

    drop(Ledger::open(folder.path()).unwrap());
    made::tamper(folder.path(), "PRAGMA user_version = 9");
    let later = Ledger::open(folder.path()).unwrap_err();
    assert!(later.to_string().contains("use a newer throughline"), "{later}");

    fs::write(Ledger::path_in(folder.path()), b"this is not a database, it is a letter").unwrap();
    let error = Ledger::open(folder.path()).unwrap_err();
    assert!(error.to_string().contains("ledger.sqlite"), "{error}");
}

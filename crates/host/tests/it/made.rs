//! Events and workspaces for the tests.

use jiff::Timestamp;
use model::asset::{Asset, AssetOrigin, AssetState, PurposeState};
use model::decision::{Answer, Judgement};
use model::digest::Digest;
use model::event::Event;
use model::id::{AssetId, CheckpointId, ConceptId, InsightId};
use model::person::{Attestation, By, PersonName};
use model::step::{Maker, StepOutput, StepRecord, StepSpec};
use model::thread::{Link, Node};
use model::unit::{Currency, Money};
use std::path::Path;
use tempfile::TempDir;

/// A workspace. None of these tests is about the power failing, so memory will do where it can.
pub(crate) fn workspace() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { TempDir::new_in(memory).unwrap() } else { TempDir::new().unwrap() }
}

/// A moment, in seconds after some morning.
pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + second).unwrap()
}

pub(crate) fn concept(n: u32) -> ConceptId {
    ConceptId::of(&Digest::of(&n.to_be_bytes()))
}

pub(crate) fn insight(n: u32) -> InsightId {
    InsightId::of(&Digest::of(&n.to_be_bytes()))
}

/// A finished step about `subject`; `version` makes another key for the same subject.
pub(crate) fn step(kind: &str, subject: &str, version: u32) -> StepRecord {
    let spec = StepSpec {
        kind: kind.to_owned(),
        code_version: version,
        subject: subject.to_owned(),
        parameters: serde_json::json!({ "weight": 0.1 + 0.2, "subject": subject }),
        inputs: Vec::new(),
    };
    StepRecord {
        key: spec.key(),
        spec,
        outputs: Vec::new(),
        nodes: Vec::new(),
        links: Vec::new(),
        maker: Maker::Machine,
        because: "new".to_owned(),
        started: at(0),
        millis: 40,
        cost: None,
    }
}

/// A step that puts a concept on the thread.
pub(crate) fn concept_step(n: u32, from: u32) -> StepRecord {
    let id = concept(n);
    StepRecord {
        nodes: vec![
            Node { id: id.clone().into(), label: format!("concept {n}") },
            Node { id: insight(from).into(), label: format!("insight {from}") },
        ],
        links: vec![Link::ConceptStartsFromInsight { concept: id, insight: insight(from) }],
        ..step("make-concept", &format!("concept/{n}"), from)
    }
}

pub(crate) fn with_output(step: StepRecord, digest: Digest, bytes: u64) -> StepRecord {
    let name = "file".to_owned();
    StepRecord { outputs: vec![StepOutput { name, digest, bytes }], ..step }
}

pub(crate) fn paid(step: StepRecord, minor: i64) -> StepRecord {
    let currency = Currency::parse("EUR").unwrap();
    StepRecord { cost: Some(Money { minor, currency }), ..step }
}

pub(crate) fn finished(step: StepRecord) -> Event {
    Event::StepFinished(Box::new(step))
}

pub(crate) fn judged(n: u32, answer: Answer, note: &str) -> Event {
    Event::Judged(Box::new(Judgement {
        round: 1,
        subject: concept(n).into(),
        seen: None,
        answer,
        reason_code: "off-brand".to_owned(),
        note: note.to_owned(),
        by: By { name: PersonName("Rosalind".to_owned()), attestation: Attestation::Authenticated },
        at: at(5),
        recommended: None,
    }))
}

pub(crate) fn checkpoint(n: u32) -> CheckpointId {
    CheckpointId::of(&Digest::of(&n.to_be_bytes()))
}

pub(crate) fn asked(n: u32, question: &str) -> Event {
    Event::Asked {
        checkpoint: checkpoint(n),
        campaign: "spring".parse().unwrap(),
        round: n,
        question: question.to_owned(),
        of: vec![PersonName("Rosalind".to_owned())],
    }
}

pub(crate) fn answered(n: u32) -> Event {
    Event::Answered { checkpoint: checkpoint(n) }
}

pub(crate) fn adopted(n: u32, purpose: PurposeState) -> Event {
    let digest = Digest::of(&n.to_be_bytes());
    let path = format!("old/{n}.mp4");
    Event::Adopted(Box::new(Asset {
        id: AssetId::of(&digest),
        origin: AssetOrigin::Adopted { digest, path, bytes: 4 },
        purpose,
        state: AssetState::Live,
    }))
}

pub(crate) fn begun() -> Event {
    Event::Begun { workspace: "acme".to_owned() }
}

/// Runs SQL on the ledger as somebody would who removes its guards first and puts them back after.
pub(crate) fn tamper(root: &Path, sql: &str) {
    let db = rusqlite::Connection::open(host::ledger::Ledger::path_in(root)).unwrap();
    let guards: Vec<(String, String)> = db
        .prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for (name, _) in &guards {
        db.execute_batch(&format!("DROP TRIGGER {name}")).unwrap();
    }
    db.execute_batch(sql).unwrap();
    for (_, guard) in &guards {
        db.execute_batch(guard).unwrap();
    }
}

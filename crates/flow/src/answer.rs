//! Answers: what people said, held against what was asked.

use crate::question::{Question, Subject};
use model::decision::{Answer, Judgement};
use model::id::AssetId;
use model::person::{Attestation, By, PersonName};
use model::thread::NodeId;
use model::unit::Timestamp;
use spec::decisions::RecordedDecision;
use std::collections::{BTreeMap, BTreeSet};

/// Why an answer cannot be taken.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Unheard {
    /// Nobody of that name is in `throughline.toml`.
    #[error("line {line}: nobody called `{name}` is listed in `throughline.toml`; listed are: {}", known.join(", "))]
    UnknownPerson {
        /// Where.
        line: u64,
        /// Who was named.
        name: String,
        /// Who is listed.
        known: Vec<String>,
    },
    /// Somebody else is asked.
    #[error(
        "line {line}: `{subject}` is asked of `{asked}`, and `{said}` answered: let `{asked}` answer, or name `{said}` in the brief"
    )]
    NotAsked {
        /// Where.
        line: u64,
        /// What it is about.
        subject: String,
        /// Who is asked.
        asked: PersonName,
        /// Who answered.
        said: PersonName,
    },
    /// Nothing of that name waits for an answer.
    #[error(
        "line {line}: nothing called `{subject}` waits for {verdict}: use an id or a #number from the page, or `*` for all that wait"
    )]
    UnknownSubject {
        /// Where.
        line: u64,
        /// What was named.
        subject: String,
        /// The verdict that was given.
        verdict: Answer,
    },
}

/// What was understood.
#[derive(Debug, Default)]
pub struct Heard {
    /// Answers to record, in the order of the questions.
    pub judgements: Vec<Judgement>,
    /// Lines that answered something (indices into the rows).
    pub used: BTreeSet<usize>,
    /// Lines that cannot be taken.
    pub refused: Vec<Unheard>,
}

/// Takes from `rows` what answers `questions`. A row about one thing outranks `*`; of two rows
/// about one thing, the later one holds.
pub fn hear(
    questions: &[Question],
    rows: &[RecordedDecision],
    attestation: &Attestation,
    now: Timestamp,
) -> Heard {
    let mut heard = Heard::default();
    for question in questions {
        // Later rows overwrite earlier ones.
        let last: BTreeMap<&str, usize> = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.round == question.round && question.kind.takes(&row.verdict))
            .map(|(index, row)| (row.subject.as_str(), index))
            .collect();
        for subject in &question.open {
            let named =
                names(subject).iter().filter_map(|name| last.get(name.as_str())).max().copied();
            let Some(index) = named.or_else(|| last.get("*").copied()) else { continue };
            let Some(row) = rows.get(index) else { continue };
            heard.used.insert(index);
            if row.by == question.of {
                heard.judgements.push(judgement(question, subject, row, attestation, now));
            } else if !heard.refused.iter().any(|refused| refused.line() == row.line) {
                heard.refused.push(Unheard::NotAsked {
                    line: row.line,
                    subject: row.subject.clone(),
                    asked: question.of.clone(),
                    said: row.by.clone(),
                });
            }
        }
    }
    heard
}

/// Takes the rows that state purposes of adopted things, or retire them.
pub fn hear_adopted(
    adopted: &BTreeSet<AssetId>,
    rows: &[RecordedDecision],
    attestation: &Attestation,
    now: Timestamp,
) -> Heard {
    let mut heard = Heard::default();
    for (index, row) in rows.iter().enumerate() {
        if !matches!(row.verdict, Answer::StatePurpose(_) | Answer::Retire) {
            continue;
        }
        heard.used.insert(index);
        match row.subject.parse::<AssetId>() {
            Ok(id) if adopted.contains(&id) => {
                heard.judgements.push(spoken(row, id.into(), attestation, now));
            }
            _ => heard.refused.push(Unheard::UnknownSubject {
                line: row.line,
                subject: row.subject.clone(),
                verdict: row.verdict.clone(),
            }),
        }
    }
    heard
}

/// Returns the rows nobody used, as refusals: a mistyped id must not go unnoticed.
pub fn unused(rows: &[RecordedDecision], used: &BTreeSet<usize>) -> Vec<Unheard> {
    rows.iter()
        .enumerate()
        .filter(|(index, row)| !used.contains(index) && row.subject != "*")
        .map(|(_, row)| Unheard::UnknownSubject {
            line: row.line,
            subject: row.subject.clone(),
            verdict: row.verdict.clone(),
        })
        .collect()
}

/// Returns the rows by people who are not listed.
pub fn strangers(rows: &[RecordedDecision], listed: &[PersonName]) -> Vec<Unheard> {
    let known: Vec<String> = listed.iter().map(ToString::to_string).collect();
    rows.iter()
        .filter(|row| !listed.contains(&row.by))
        .map(|row| Unheard::UnknownPerson {
            line: row.line,
            name: row.by.to_string(),
            known: known.clone(),
        })
        .collect()
}

impl Unheard {
    /// Returns the line it is about.
    pub const fn line(&self) -> u64 {
        match self {
            Self::UnknownPerson { line, .. }
            | Self::NotAsked { line, .. }
            | Self::UnknownSubject { line, .. } => *line,
        }
    }
}

/// Returns what a row may call a subject: its id, its label or file name, `#7` from the contact
/// sheet.
fn names(subject: &Subject) -> Vec<String> {
    let number = subject.label.split_once(' ').map(|(number, _)| number);
    let number = number.filter(|number| number.starts_with('#'));
    [Some(subject.id.to_string()), Some(subject.label.clone()), number.map(str::to_owned)]
        .into_iter()
        .flatten()
        .collect()
}

fn judgement(
    question: &Question,
    subject: &Subject,
    row: &RecordedDecision,
    attestation: &Attestation,
    now: Timestamp,
) -> Judgement {
    Judgement {
        round: question.round,
        seen: subject.file,
        recommended: subject.recommended.as_ref().map(|r| r.answer.clone()),
        ..spoken(row, subject.id.clone(), attestation, now)
    }
}

fn spoken(
    row: &RecordedDecision,
    subject: NodeId,
    attestation: &Attestation,
    now: Timestamp,
) -> Judgement {
    Judgement {
        round: row.round,
        subject,
        seen: None,
        answer: row.verdict.clone(),
        reason_code: row.reason_code.clone(),
        note: row.note.clone(),
        by: By { name: row.by.clone(), attestation: attestation.clone() },
        at: row.at.unwrap_or(now),
        recommended: None,
    }
}

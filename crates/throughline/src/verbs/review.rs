//! Answers what waits: in the terminal, from a file, or all at once.

use super::{account_name, open, person, recorded, row, say_what_waits};
use crate::cli::Common;
use crate::end::{End, FILE};
use crate::talk::{print, say};
use flow::answer::{Heard, hear, hear_adopted, unused};
use flow::plan::Goal;
use flow::question::{Question, QuestionKind};
use flow::summary::Waiting;
use host::studio::{RunEnd, Studio};
use jiff::Timestamp;
use model::decision::Answer;
use model::person::{Attestation, PersonName};
use spec::decisions::RecordedDecision;
use std::collections::BTreeSet;
use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;

pub(super) fn run(
    by: &str,
    from: Option<&Path>,
    approve_all: bool,
    common: &Common,
) -> Result<(), End> {
    let mut studio = open(&common.dir)?;
    let name = person(&studio, by)?;
    let questions = waiting(&studio)?;
    let rows = match from {
        Some(file) => recorded(file, &studio, Some(&name))?,
        None if approve_all => everything(&questions, &name),
        None => ask(&studio, &questions, &name)?,
    };
    let heard = listen(&studio, &questions, &rows)?;
    if !heard.refused.is_empty() {
        let lines: Vec<String> = heard.refused.iter().map(ToString::to_string).collect();
        return Err(End::new(FILE, format!("{}\nnothing was recorded", lines.join("\n"))));
    }
    let count = heard.judgements.len();
    studio.record(heard.judgements)?;
    print(&format!("{count} answers recorded as asserted by {name} (account {})", account_name()));
    let end = RunEnd { standing: studio.plan(Goal::Decide, None)?.standing, ..RunEnd::default() };
    if end.standing.questions.is_empty() {
        say("next: throughline run");
    }
    say_what_waits(&end);
    Ok(())
}

/// Returns the questions that this verb answers.
fn waiting(studio: &Studio) -> Result<Vec<Question>, End> {
    let standing = studio.plan(Goal::Decide, None)?.standing;
    Ok(standing.questions.into_iter().filter(|q| q.kind != QuestionKind::Decide).collect())
}

fn listen(
    studio: &Studio,
    questions: &[Question],
    rows: &[RecordedDecision],
) -> Result<Heard, End> {
    let attestation = Attestation::Asserted { account: account_name() };
    let now = Timestamp::now();
    let mut heard = hear(questions, rows, &attestation, now);
    let adopted: BTreeSet<_> = studio.ledger.adopted()?.into_iter().map(|asset| asset.id).collect();
    let stated = hear_adopted(&adopted, rows, &attestation, now);
    heard.judgements.extend(stated.judgements);
    heard.used.extend(stated.used);
    heard.refused.extend(stated.refused);
    heard.refused.extend(unused(rows, &heard.used));
    Ok(heard)
}

fn everything(questions: &[Question], name: &PersonName) -> Vec<RecordedDecision> {
    questions
        .iter()
        .filter(|q| q.kind == QuestionKind::SignOff && q.of == *name)
        .map(|q| row(q, "*", Answer::Approve, "unviewed", "", name))
        .collect()
}

/// Asks at the terminal, one thing after the other. What was answered before an early end is kept.
fn ask(
    studio: &Studio,
    questions: &[Question],
    name: &PersonName,
) -> Result<Vec<RecordedDecision>, End> {
    if !std::io::stdin().is_terminal() {
        return Err(End::new(
            crate::end::USAGE,
            "there is no terminal to ask at: use `--from FILE` with the decisions the page wrote",
        ));
    }
    let mut rows = Vec::new();
    for question in questions.iter().filter(|q| q.of == *name) {
        say(&format!("{}\n", Waiting::of(question)));
        let (yes, no, keys) = match question.kind {
            QuestionKind::Concepts => (Answer::Keep, Answer::Discard, "k keep, d discard"),
            QuestionKind::SignOff | QuestionKind::Decide => {
                (Answer::Approve, Answer::Reject, "a approve, r reject")
            }
        };
        for subject in &question.open {
            let prompt = format!("{}  [{keys}, s skip, q end] ", subject.label);
            let answer = match line(&prompt).as_deref() {
                Some("k" | "a") => yes.clone(),
                Some("d" | "r") => no.clone(),
                Some("q") | None => return Ok(rows),
                Some(_) => continue,
            };
            let note =
                if answer == no { line("  because: ").unwrap_or_default() } else { String::new() };
            let code = if answer == Answer::Approve { "viewed" } else { "said" };
            rows.push(row(question, &subject.id.to_string(), answer, code, &note, name));
        }
    }
    if rows.is_empty() {
        say(&format!("nothing waits for {name} in `{}`", studio.papers.root.display()));
    }
    Ok(rows)
}

fn line(prompt: &str) -> Option<String> {
    let mut err = std::io::stderr().lock();
    write!(err, "{prompt}").and_then(|()| err.flush()).ok()?;
    let mut text = String::new();
    match std::io::stdin().lock().read_line(&mut text) {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(text.trim().to_owned()),
    }
}

//! Recommends, and records what people decide.

use super::{account_name, go_on, is_json, open, person, print_json, row, say_what_waits};
use crate::cli::Work;
use crate::end::{End, FILE, USAGE};
use crate::talk::{print, say};
use flow::answer::hear;
use flow::plan::Goal;
use flow::question::{Question, QuestionKind};
use host::studio::{RunEnd, Studio};
use jiff::Timestamp;
use model::decision::Answer;
use model::person::{Attestation, PersonName};
use spec::decisions::RecordedDecision;

pub(super) fn run(
    work: &Work,
    by: Option<&str>,
    accept_all: bool,
    set: &[String],
    because: &str,
) -> Result<(), End> {
    let mut studio = open(&work.common.dir)?;
    let end = go_on(&mut studio, work, Goal::Decide)?;
    if is_json(&work.common) {
        let rounds = end.standing.view.campaigns.values().flat_map(|campaign| &campaign.rounds);
        let all: Vec<_> = rounds.flat_map(|round| &round.recommendations).collect();
        print_json("recommendations/1", &all)?;
    } else {
        tell(&end);
    }
    let Some(by) = by else {
        say_what_waits(&end);
        return Ok(());
    };
    let name = person(&studio, by)?;
    let questions: Vec<Question> = end
        .standing
        .questions
        .into_iter()
        .filter(|q| q.kind == QuestionKind::Decide && q.of == name)
        .collect();
    if questions.is_empty() {
        say(&format!("no recommendation waits for {name}"));
        return Ok(());
    }
    let mut rows = chosen(&questions, set, because, &name)?;
    if accept_all {
        rows.extend(accepted(&questions, &rows, &name));
    }
    if rows.is_empty() {
        say(
            "say what you decide: `--accept-all`, or `--set ID=VERDICT` with `--because` to overrule",
        );
        return Ok(());
    }
    record(&mut studio, &questions, &rows, &name)
}

fn record(
    studio: &mut Studio,
    questions: &[Question],
    rows: &[RecordedDecision],
    name: &PersonName,
) -> Result<(), End> {
    let attestation = Attestation::Asserted { account: account_name() };
    let mut heard = hear(questions, rows, &attestation, Timestamp::now());
    heard.refused.extend(flow::answer::unused(rows, &heard.used));
    if !heard.refused.is_empty() {
        let lines: Vec<String> = heard.refused.iter().map(ToString::to_string).collect();
        return Err(End::new(FILE, lines.join("\n")));
    }
    print(&format!("{} decisions recorded as asserted by {name}", heard.judgements.len()));
    studio.record(heard.judgements)?;
    let end = RunEnd { standing: studio.plan(Goal::Decide, None)?.standing, ..RunEnd::default() };
    say_what_waits(&end);
    Ok(())
}

fn tell(end: &RunEnd) {
    for (campaign, view) in &end.standing.view.campaigns {
        for round in &view.rounds {
            for recommendation in &round.recommendations {
                let decided = round.decisions.get(&recommendation.subject.to_string());
                let decided = decided.map_or_else(
                    || "waits".to_owned(),
                    |word| format!("{} by {}", word.answer, word.by.name),
                );
                print(&format!(
                    "{campaign} round {}  {}  {}: {}  [{decided}]",
                    round.round,
                    recommendation.subject,
                    recommendation.answer,
                    recommendation.because
                ));
            }
        }
    }
}

fn chosen(
    questions: &[Question],
    set: &[String],
    because: &str,
    name: &PersonName,
) -> Result<Vec<RecordedDecision>, End> {
    let mut rows = Vec::new();
    for words in set {
        let Some((id, verdict)) = words.split_once('=') else {
            return Err(End::new(USAGE, format!("`{words}` is not ID=VERDICT")));
        };
        let answer: Answer = verdict.parse().map_err(|e| End::new(USAGE, format!("{e}")))?;
        let open = questions.iter().flat_map(|q| q.open.iter().map(move |s| (q, s)));
        let Some((question, subject)) = open.into_iter().find(|(_, s)| s.id.to_string() == id)
        else {
            return Err(End::new(USAGE, format!("no recommendation waits for `{id}`")));
        };
        let recommended = subject.recommended.as_ref().map(|r| &r.answer);
        if recommended != Some(&answer) && because.is_empty() {
            return Err(End::new(
                USAGE,
                format!("`{id}={verdict}` overrules the recommendation: say why with `--because`"),
            ));
        }
        let code = if recommended == Some(&answer) { "followed" } else { "overruled" };
        rows.push(row(question, &subject.id.to_string(), answer, code, because, name));
    }
    Ok(rows)
}

fn accepted(
    questions: &[Question],
    chosen: &[RecordedDecision],
    name: &PersonName,
) -> Vec<RecordedDecision> {
    let open = questions.iter().flat_map(|q| q.open.iter().map(move |s| (q, s)));
    open.filter(|(_, subject)| chosen.iter().all(|row| row.subject != subject.id.to_string()))
        .filter_map(|(question, subject)| {
            let answer = subject.recommended.as_ref()?.answer.clone();
            Some(row(question, &subject.id.to_string(), answer, "followed", "", name))
        })
        .collect()
}

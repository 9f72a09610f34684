//! The report: the chain from purpose to learning, with pictures, makers, reasons, time and money.

mod decisions;
mod effect;
mod files;
mod ideas;
mod learnings;
mod predictions;
mod purpose;
mod thread;
mod totals;

use crate::shell::{Maker, made_by, page as shell};
use crate::{PageContext, results_label};
use flow::ports::PortError;
use flow::question::{Question, QuestionKind};
use flow::view::RoundView;
use maud::{Markup, html};
use spec::workspace::Brief;

const SCRIPT: &str = include_str!("report/open.js");
/// Bytes of discarded concepts' pictures in one report: with base64 and what lives it stays below
/// about 6 MB, which mail and chat still carry.
const DISCARDED_BYTES: usize = 3_600_000;

pub(crate) fn page(
    context: &PageContext<'_>,
    brief: &Brief,
    rounds: &[RoundView],
) -> Result<Markup, PortError> {
    let widest = learnings::widest(rounds);
    let mut sections = Vec::new();
    for (index, round) in rounds.iter().enumerate() {
        let next = rounds.get(index + 1);
        let steps = [
            ideas::section(context, brief, round, DISCARDED_BYTES / rounds.len())?,
            files::section(context, brief, round)?,
            predictions::section(round),
            learnings::section(round, next, widest),
            decisions::section(brief, round, next.is_some()),
        ];
        sections.push((round, steps));
    }
    let body = html! {
        small { (context.workspace.brand.name) " · campaign " (brief.id) " · " (brief.flight_from) " to " (brief.flight_to) }
        h1 { (brief.title) }
        (purpose::lead(context, brief))
        (thread::strip(context, brief, rounds))
        (waiting(context, brief))
        (purpose::section(context, brief))
        (purpose::insights(context))
        @for (round, steps) in &sections {
            h2.round id=(format!("round-{}", round.round)) { "Round " (round.round) }
            p.lead { (thread::in_short(round)) }
            @for step in steps { (step) }
        }
        (totals::section(context, brief))
        p.dim { "Ledger head " code { (context.head) } ". " code { "throughline verify" } " proves it." }
    };
    Ok(shell(context, &brief.title, results_label(rounds), &body, None, SCRIPT))
}

/// One step of the story with who made it; empty steps are left out.
fn step(id: &str, title: &str, makers: &[Maker<'_>], body: &Markup) -> Markup {
    html! {
        section.step id=(id) {
            h3 { (title) " " @for maker in makers { (made_by(*maker)) " " } }
            (body)
        }
    }
}

fn waiting(context: &PageContext<'_>, brief: &Brief) -> Markup {
    let standing = context.standing;
    let questions: Vec<_> = standing.questions.iter().filter(|q| q.campaign == brief.id).collect();
    let awaited: Vec<_> = standing.awaited.iter().filter(|a| a.campaign == brief.id).collect();
    html! {
        @if !questions.is_empty() || !awaited.is_empty() {
            div.waits {
                b { "Waits now" }
                @for question in questions {
                    p {
                        b { (question.of) } ": " (question.text) " "
                        @if let Some(sheet) = sheet(question) { a href=(sheet) { "Look" } }
                        br; code { (question.command()) }
                    }
                }
                @for awaited in awaited { p { "Round " (awaited.round) ": " (awaited.text) } }
            }
        }
    }
}

/// Returns the page a question is answered on, when it has one.
fn sheet(question: &Question) -> Option<String> {
    match question.kind {
        QuestionKind::Concepts | QuestionKind::SignOff => {
            Some(format!("round-{}-{}.html", question.round, question.kind.word()))
        }
        QuestionKind::Decide => None,
    }
}

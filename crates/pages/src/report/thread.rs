//! The story in one line of numbers, and each round in one sentence.

use crate::PageContext;
use crate::shell::counted;
use flow::view::RoundView;
use maud::{Markup, html};
use model::decision::Answer;
use model::finding::Verdict;
use model::learning::EffectDirection;
use spec::workspace::Brief;

/// Who does a link of the thread.
const MACHINE: &str = "machine";
const MODEL: &str = "model";
const PERSON: &str = "person";

/// The thread from insight to the next round, each link leading to its first place in the report.
pub(super) fn strip(context: &PageContext<'_>, brief: &Brief, rounds: &[RoundView]) -> Markup {
    let market = context.standing.view.market.as_ref();
    let own = context.workspace.architecture.insights.len();
    let sum = |count: &dyn Fn(&RoundView) -> usize| rounds.iter().map(count).sum::<usize>();
    let links = [
        ("insight", own + market.map_or(0, |m| m.insights.len()), "insights", MACHINE),
        (
            "round-1-idea",
            sum(&|r| r.slate.as_ref().map_or(0, |s| s.concepts.len())),
            "ideas",
            MACHINE,
        ),
        ("round-1-idea", sum(&|r| r.kept().len()), "live", PERSON),
        ("round-1-asset", sum(&|r| r.deliverables.len()), "files", MACHINE),
        ("round-1-gate", sum(&passed), "pass the gate", MODEL),
        (
            "round-1-delivery",
            sum(&|r| r.delivery.as_ref().map_or(0, |d| d.files)),
            "delivered",
            PERSON,
        ),
        ("round-1-prediction", sum(&|r| r.predictions.len()), "predictions", MODEL),
        ("round-1-learning", sum(&clear), "clear learnings", MACHINE),
        ("round-1-decision", sum(&|r| r.decisions.len()), "decisions", PERSON),
    ];
    html! {
        ol.thread {
            @for (place, count, word, maker) in links {
                li.ahead[count == 0] { a href=(format!("#{place}")) { b { (count) } span { (word) } } span class=(format!("by {maker}")) { b { (maker) } } }
            }
            li { a href=(format!("#round-{}", rounds.len())) { b { (rounds.len()) " of " (brief.rounds) } span { "rounds" } } }
        }
    }
}

fn passed(round: &RoundView) -> usize {
    round.gate.as_ref().map_or(0, |gate| gate.rows.len() - gate.count(Verdict::Fail))
}

fn clear(round: &RoundView) -> usize {
    let learnt = round.learnings.iter().flat_map(|learnt| &learnt.learnings);
    learnt.filter(|one| one.direction != EffectDirection::Unclear).count()
}

/// Says what became of a round.
pub(super) fn in_short(round: &RoundView) -> String {
    let mut parts = Vec::new();
    if let Some(slate) = &round.slate {
        let ideas = counted(slate.concepts.len(), "starting point");
        parts.push(format!("{ideas}, {} live", round.kept().len()));
    }
    if let Some(gate) = &round.gate {
        let files = counted(gate.rows.len(), "file");
        parts.push(format!("{files}, {} pass the gate", passed(round)));
    }
    if let Some(delivery) = &round.delivery {
        parts.push(format!("{} delivered", delivery.files));
    }
    if let Some(learnt) = &round.learnings {
        let clear = clear(round);
        parts.push(format!("{clear} of {} clear", counted(learnt.learnings.len(), "learning")));
    }
    parts.extend(verdicts(round));
    parts.join(" → ")
}

fn verdicts(round: &RoundView) -> Option<String> {
    const ORDER: [Answer; 6] = [
        Answer::Scale,
        Answer::Refine,
        Answer::Kill,
        Answer::Undecided,
        Answer::Produce,
        Answer::Stop,
    ];
    let count = |answer: &Answer| round.decisions.values().filter(|w| w.answer == *answer).count();
    let said: Vec<String> = ORDER
        .iter()
        .filter(|answer| count(answer) > 0)
        .map(|answer| match answer {
            Answer::Produce => "produce another round".to_owned(),
            Answer::Stop => "stop".to_owned(),
            answer => format!("{answer} {}", count(answer)),
        })
        .collect();
    (!said.is_empty()).then(|| format!("decided: {}", said.join(", ")))
}

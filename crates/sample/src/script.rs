//! What the sample people answer, so that the loop can be watched without answering by hand. The
//! ledger marks every one of these answers as replayed.

use flow::question::{Question, QuestionKind};
use flow::view::{RoundView, Standing};
use model::concept::Concept;
use model::decision::Answer;
use model::id::ComponentId;
use model::thread::NodeId;
use std::collections::{BTreeMap, BTreeSet};

/// The first line of a file of recorded decisions.
pub const HEADER: &str = "round,subject,verdict,reason_code,note,by,at\n";

/// Returns the lines of a decisions file that answer what waits.
pub fn answers(standing: &Standing) -> String {
    standing
        .questions
        .iter()
        .map(|question| {
            let view = standing.view.campaigns.get(&question.campaign);
            let round = view
                .and_then(|view| view.rounds.iter().find(|round| round.round == question.round));
            match (question.kind, round) {
                (QuestionKind::Concepts, Some(round)) => concepts(question, round),
                (QuestionKind::SignOff, _) => {
                    line(question, "*", &Answer::Approve, "unviewed", "nobody looked: sample")
                }
                (QuestionKind::Decide, _) => decisions(question),
                (QuestionKind::Concepts, None) => String::new(),
            }
        })
        .collect()
}

/// Keeps two hooks in two scenes each: enough arms to learn from.
fn concepts(question: &Question, round: &RoundView) -> String {
    let slate = round.slate.as_ref().map_or(&[][..], |slate| &slate.concepts);
    let kept = chosen(slate);
    slate
        .iter()
        .map(|concept| {
            let hook_lives = kept.iter().any(|kept| kept.hook == concept.hook);
            let (answer, code, note) = if kept.iter().any(|kept| kept.id == concept.id) {
                (Answer::Keep, "strong-hook", "says what the hours are for")
            } else if hook_lives {
                (Answer::Discard, "seen-before", "the same thought lives in another scene")
            } else {
                (Answer::Discard, "off-brief", "does not lead with the feeling")
            };
            line(question, &concept.id.to_string(), &answer, code, note)
        })
        .collect()
}

fn chosen(slate: &[Concept]) -> Vec<&Concept> {
    let mut by_hook: BTreeMap<&ComponentId, Vec<&Concept>> = BTreeMap::new();
    for concept in slate {
        let same = by_hook.entry(&concept.hook).or_default();
        if same.iter().all(|other| other.scene != concept.scene) {
            same.push(concept);
        }
    }
    let from_learning = |concept: &&Concept| concept.because.contains("lrn-");
    let mut hooks: Vec<_> = by_hook.into_values().filter(|same| same.len() >= 2).collect();
    hooks.sort_by_key(|same| {
        (std::cmp::Reverse(same.iter().filter(|c| from_learning(c)).count().min(2)), same.len())
    });
    let pick = |mut same: Vec<&'_ Concept>| {
        same.sort_by_key(|concept| (!from_learning(concept), concept.number));
        same.into_iter().take(2).map(|concept| concept.id.clone()).collect::<Vec<_>>()
    };
    let ids: BTreeSet<_> = hooks.into_iter().take(2).flat_map(pick).collect();
    slate.iter().filter(|concept| ids.contains(&concept.id)).collect()
}

/// Follows every recommendation, but goes into the second round whatever the rule says, so that
/// the sample shows how a concept descends from a learning.
fn decisions(question: &Question) -> String {
    question
        .open
        .iter()
        .map(|subject| {
            let recommended = subject.recommended.as_ref().map(|r| r.answer.clone());
            let is_campaign = matches!(subject.id, NodeId::Campaign(_));
            let answer = match recommended {
                _ if is_campaign && question.round == 1 => Answer::Produce,
                _ if is_campaign => Answer::Stop,
                Some(answer) => answer,
                None => Answer::Undecided,
            };
            let followed = subject.recommended.as_ref().is_some_and(|r| r.answer == answer);
            let (code, note) = if followed {
                ("followed", "")
            } else {
                ("overruled", "the sample shows two rounds")
            };
            line(question, &subject.id.to_string(), &answer, code, note)
        })
        .collect()
}

fn line(question: &Question, subject: &str, answer: &Answer, code: &str, note: &str) -> String {
    format!("{},{subject},{answer},{code},{note},{},\n", question.round, question.of)
}

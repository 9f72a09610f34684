//! Why a concept is among the starting points, in one sentence.

use crate::compose::ComposeInput;
use crate::draw::Slot;
use crate::library::{Library, learning_of};
use crate::pool::Candidate;
use model::id::ComponentId;
use model::insight::{Insight, InsightOrigin};
use model::learning::{EffectDirection, Learning};

/// Says what a concept starts from and what it is the first to try.
pub(crate) fn because(
    input: &ComposeInput<'_>,
    library: &Library<'_>,
    candidate: &Candidate,
    slot: Slot,
    before: &[Candidate],
) -> String {
    let start = library
        .insights
        .get(candidate.insight)
        .map(|insight| start(insight, input.learnings))
        .unwrap_or_default();
    let parts = parts(library, candidate);
    let lean = lifted(&parts, input.learnings)
        .filter(|learning| slot == Slot::Lean && !start.contains(learning.id.as_str()))
        .map(|learning| format!("; {}", taught(learning)))
        .unwrap_or_default();
    format!("{start}{lean}; {}", news(&parts, library, before))
}

fn start(insight: &Insight, learnings: &[Learning]) -> String {
    match &insight.origin {
        InsightOrigin::FirstParty { source } => format!("starts from what only we know ({source})"),
        InsightOrigin::Market => {
            format!("starts from the market ({} of {} ads)", insight.ads.len(), insight.out_of)
        }
        InsightOrigin::Learning { learning } => match learning_of(insight, learnings) {
            Some(known) => format!("starts from a learning: {}", taught(known)),
            None => format!("starts from a learning ({learning})"),
        },
    }
}

fn taught(learning: &Learning) -> String {
    let effect = match learning.direction {
        EffectDirection::Lifts => "lifted clicks",
        EffectDirection::Drags => "dragged clicks",
        EffectDirection::Unclear => "had no clear effect",
    };
    let Learning { component, round, id, .. } = learning;
    format!("{component} {effect} in round {round}, learning {id}")
}

fn lifted<'a>(parts: &[&ComponentId], learnings: &'a [Learning]) -> Option<&'a Learning> {
    learnings.iter().find(|learning| {
        learning.direction == EffectDirection::Lifts && parts.contains(&&learning.component)
    })
}

fn parts<'a>(library: &Library<'a>, candidate: &Candidate) -> Vec<&'a ComponentId> {
    let hook = library.hooks.get(candidate.hook).map(|(hook, _)| &hook.id);
    let scene = library.scenes.get(candidate.scene).map(|scene| &scene.id);
    let motif = library.motifs.get(candidate.motif).map(|motif| &motif.id);
    let structure = library.structures.get(candidate.structure).map(|structure| &structure.id);
    [hook, scene, motif, structure].into_iter().flatten().collect()
}

/// Says which parts are new on the sheet, else that the combination is.
fn news(mine: &[&ComponentId], library: &Library<'_>, before: &[Candidate]) -> String {
    let shown: Vec<&ComponentId> =
        before.iter().flat_map(|candidate| parts(library, candidate)).collect();
    let new: Vec<String> =
        mine.iter().filter(|id| !shown.contains(id)).map(ToString::to_string).collect();
    match (new.as_slice(), mine) {
        ([], [hook, scene, ..]) => format!("sets {hook} on {scene} in a way not shown yet"),
        _ => format!("first to show {}", new.join(", ")),
    }
}

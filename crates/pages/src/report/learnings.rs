//! What a round taught, and who took it up.

use super::effect::{Scale, chart};
use super::step;
use crate::shell::{Maker, counted};
use crate::thought::descends_from;
use flow::view::RoundView;
use maud::{Markup, html};
use model::concept::Concept;
use model::learning::{EffectDirection, Learning};
use model::performance::ResultKind;

/// The narrowest scale, in log-odds: small effects must look small.
const NARROWEST: f64 = 0.1;

/// Returns how far effects reach in any round, so that rounds share one scale.
pub(super) fn widest(rounds: &[RoundView]) -> f64 {
    let learnt = rounds.iter().flat_map(|round| &round.learnings);
    let bounds = learnt
        .flat_map(|learnt| &learnt.learnings)
        .map(|one| one.effect.low.abs().max(one.effect.high.abs()));
    bounds.fold(NARROWEST, f64::max)
}

pub(super) fn section(round: &RoundView, next: Option<&RoundView>, widest: f64) -> Markup {
    let Some(learnt) = &round.learnings else { return html! {} };
    let (unclear, clear): (Vec<&Learning>, Vec<&Learning>) =
        learnt.learnings.iter().partition(|one| one.direction == EffectDirection::Unclear);
    let kind = learnt.learnings.iter().map(|one| one.kind).max();
    let body = html! {
        @if let Some(kind) = kind.filter(|kind| *kind != ResultKind::Measured) {
            p { span.tag.unreal { "from " (kind.word()) " results: no evidence about the market" } }
        }
        @if clear.is_empty() { p { "Nothing can be claimed yet." } }
        @if !clear.is_empty() { (table(&clear, next, widest)) }
        @if !unclear.is_empty() {
            details {
                summary { (counted(unclear.len(), "component")) " without a clear effect" }
                (table(&unclear, next, widest))
            }
        }
        @for missing in &learnt.insufficient { p.dim { "Insufficient data: " (missing) } }
    };
    step(
        &format!("round-{}-learning", round.round),
        "Learning",
        &[Maker::Machine("estimates")],
        &body,
    )
}

fn table(learnings: &[&Learning], next: Option<&RoundView>, widest: f64) -> Markup {
    html! {
        div.wide { table {
            tr { th { "Claim" } th { "Fewer clicks ┆ more clicks" } @if next.is_some() { th { "Taken up" } } }
            @for learning in learnings {
                tr id=(learning.id) {
                    td { (learning.claim) " " code.dim { (learning.id) } }
                    td { (drawn(learning, widest)) }
                    @if let Some(next) = next { td { (taken_up(next, learning)) } }
                }
            }
        } }
    }
}

fn drawn(learning: &Learning, widest: f64) -> Markup {
    let class = match learning.direction {
        EffectDirection::Lifts => "lifts",
        EffectDirection::Drags => "drags",
        EffectDirection::Unclear => "dim",
    };
    chart(Scale { from: -widest, to: widest }, learning.effect, 0.0, None, &learning.claim, class)
}

/// Which starting points of the next round descend from a learning.
fn taken_up(next: &RoundView, learning: &Learning) -> Markup {
    let concepts = next.slate.as_ref().map_or(&[][..], |slate| &slate.concepts);
    let heirs: Vec<&Concept> =
        concepts.iter().filter(|concept| descends_from(concept).contains(&learning.id)).collect();
    html! {
        @if heirs.is_empty() { span.dim { "no" } } @else {
            "round " (next.round) ": "
            @for heir in heirs { a href=(format!("#{}", heir.id)) { "#" (heir.number) } " " }
        }
    }
}

//! What the rules recommend, and what people decided.

use super::step;
use crate::shell::{Maker, percent, said};
use flow::view::RoundView;
use maud::{Markup, html};
use model::decision::Recommendation;
use model::thread::NodeId;
use spec::workspace::Brief;

pub(super) fn section(brief: &Brief, round: &RoundView, goes_on: bool) -> Markup {
    if round.recommendations.is_empty() {
        return html! {};
    }
    let body = html! {
        div.wide { table {
            tr { th { "About" } th { "Recommended" } th { "Evidence" } th.n { "Loss if wrong" } th { "Decided" } }
            @for recommendation in &round.recommendations { (row(round, recommendation)) }
        } }
        @if goes_on {
            p { "→ " a href=(format!("#round-{}", round.round + 1)) { "Round " (round.round + 1) } }
        }
    };
    let makers = [Maker::Machine("recommends by rule"), Maker::Person(&brief.decider.0)];
    step(&format!("round-{}-decision", round.round), "Decision", &makers, &body)
}

fn row(round: &RoundView, recommendation: &Recommendation) -> Markup {
    html! {
        tr {
            td { (about(round, &recommendation.subject)) }
            td { b class=(recommendation.answer) { (recommendation.answer) } br; small { (recommendation.rule) } }
            td { (recommendation.because) }
            td.n { @match recommendation.expected_loss { Some(loss) => { (percent(loss)) }, None => span.dim { "unknown" } } }
            td { @match round.decisions.get(&recommendation.subject.to_string()) {
                Some(word) => {
                    (said(word))
                    @if word.answer != recommendation.answer { " " b.warn { "overruled" } }
                },
                None => span.dim { "waits" },
            } }
        }
    }
}

fn about(round: &RoundView, subject: &NodeId) -> Markup {
    let variant = match subject {
        NodeId::Variant(id) => round.variant(id),
        _ => None,
    };
    html! {
        @match variant {
            Some(variant) => {
                (variant.headline) br;
                small { (variant.scene.name) " · " (variant.cta.name) " · " (variant.market) " " a href=(format!("#{}", variant.id)) { code { (variant.id) } } }
            },
            None => b { (subject) },
        }
    }
}

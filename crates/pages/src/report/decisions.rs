//! What the rules recommend, and what people decided.

use super::step;
use crate::shell::{Maker, percent, said};
use flow::view::RoundView;
use maud::{Markup, html};
use model::decision::Recommendation;
use model::thread::NodeId;
use spec::workspace::Brief;

/// Arms that are shown at once; the rest is folded.
const SHOWN: usize = 12;

pub(super) fn section(brief: &Brief, round: &RoundView, goes_on: bool) -> Markup {
    if round.recommendations.is_empty() {
        return html! {};
    }
    let (arms, campaign): (Vec<&Recommendation>, Vec<&Recommendation>) =
        round.recommendations.iter().partition(|one| matches!(one.subject, NodeId::Variant(_)));
    let shown = arms.get(..SHOWN).unwrap_or(&arms);
    let folded = arms.get(SHOWN..).unwrap_or_default();
    let body = html! {
        @if !campaign.is_empty() { (table(round, &campaign)) }
        @if !shown.is_empty() { (table(round, shown)) }
        @if !folded.is_empty() {
            details { summary { (folded.len()) " more" } (table(round, folded)) }
        }
        @if goes_on {
            p { "→ " a href=(format!("#round-{}", round.round + 1)) { "Round " (round.round + 1) } }
        }
    };
    let makers = [Maker::Machine("recommends by rule"), Maker::Person(&brief.decider.0)];
    step(&format!("round-{}-decision", round.round), "Decision", &makers, &body)
}

fn table(round: &RoundView, recommendations: &[&Recommendation]) -> Markup {
    html! {
        div.wide { table.even {
            tr { th { "About" } th { "Recommended" } th { "Evidence" } th.n { "Loss if wrong" } th { "Decided" } }
            @for recommendation in recommendations { (row(round, recommendation)) }
        } }
    }
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

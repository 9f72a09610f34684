//! One round after delivery: what was expected, what came, what it taught, what was decided.

use crate::shell::{percent, said};
use flow::view::RoundView;
use maud::{Markup, PreEscaped, html};
use model::learning::{EffectDirection, Learning, RoundLearnings};
use model::performance::{Expectation, Prediction};

/// The effect chart's half-width: differences beyond this are drawn at its edge.
const WIDEST: f64 = 1.0;

pub(super) fn section(round: &RoundView) -> Markup {
    html! {
        @if !round.predictions.is_empty() { (performance(round)) }
        @if let Some(learnt) = &round.learnings { (learning(round.round, learnt)) }
        @if !round.recommendations.is_empty() { (decisions(round)) }
    }
}

fn performance(round: &RoundView) -> Markup {
    let model = round.predictions.first().map_or("", |prediction| prediction.model.as_str());
    html! {
        h2 { "Round " (round.round) ": performance" }
        p.dim { "Expectations were written down before results were read. " span.maker { "model " (model) } }
        div.wide { table {
            tr { th { "Variant" } th { "Expected" } th.n { "Baseline" } th.n { "Shown" } th.n { "Clicks" } th.n { "Rate" } th { "Results are" } }
            @for prediction in &round.predictions {
                @let arm = round.arms.iter().find(|arm| arm.variant == prediction.variant);
                @let variant = round.variant(&prediction.variant);
                tr {
                    td { (variant.map_or("", |v| &v.headline)) br; small { code { (prediction.variant) } " " @if let Some(v) = variant { (v.hook) " " (v.cta) " " (v.market) } } }
                    td { (expected(prediction)) }
                    td.n { @if let Expectation::ClickRate { baseline, .. } = &prediction.expected { (percent(*baseline)) } }
                    @if let Some(arm) = arm {
                        td.n { (arm.impressions) }
                        td.n { (arm.clicks) }
                        td.n { (percent(arm.clicks as f64 / arm.impressions.max(1) as f64)) }
                        td { (arm.kind.word()) }
                    } @else { td.n { "–" } td.n { "–" } td.n { "–" } td { "none yet" } }
                }
            }
        } }
    }
}

fn expected(prediction: &Prediction) -> Markup {
    match &prediction.expected {
        Expectation::ClickRate { rate, rows, .. } => html! {
            (percent(rate.mid)) " [" (percent(rate.low)) ", " (percent(rate.high)) "] "
            span.dim { "from " (rows) " rows" }
        },
        Expectation::InsufficientData { because } => {
            html! { span.dim { "insufficient data: " (because) } }
        }
    }
}

fn learning(round: u32, learnt: &RoundLearnings) -> Markup {
    html! {
        h2 { "Round " (round) ": learning" }
        @if learnt.learnings.is_empty() { p.dim { "Nothing can be claimed yet." } }
        div.wide { table {
            @for learning in &learnt.learnings {
                tr id=(learning.id) {
                    td { (learning.claim) br; code { (learning.id) } }
                    td { (effect(learning)) }
                }
            }
        } }
        @for missing in &learnt.insufficient { p.dim { "Insufficient data: " (missing) } }
        @match (&learnt.score.insufficient, learnt.score.error, learnt.score.baseline_error) {
            (Some(because), _, _) => p.dim { "Predictions: " (because) },
            (None, Some(error), Some(baseline)) => p {
                "Predictions against outcomes: " (learnt.score.compared) " compared, mean error "
                (format!("{error:.3}")) " log-odds, dumb baseline " (format!("{baseline:.3}"))
                @if let Some(inside) = learnt.score.inside { ", " (format!("{:.0}%", inside.0 * 100.0)) " inside the 90% interval" }
                @if let Some(rank) = learnt.score.rank { ", rank correlation " (format!("{rank:.2}")) }
                "."
            },
            _ => {},
        }
    }
}

/// An interval drawn around zero.
fn effect(learning: &Learning) -> Markup {
    let place = |value: f64| 110.0 + 108.0 * (value / WIDEST).clamp(-1.0, 1.0);
    let (low, mid, high) =
        (place(learning.effect.low), place(learning.effect.mid), place(learning.effect.high));
    let class = match learning.direction {
        EffectDirection::Lifts => "lifts",
        EffectDirection::Drags => "drags",
        EffectDirection::Unclear => "dim",
    };
    let svg = format!(
        "<svg class=\"effect {class}\" viewBox=\"0 0 220 14\" role=\"img\" aria-label=\"{class}\"><line x1=\"110\" x2=\"110\" y1=\"0\" y2=\"14\" stroke=\"currentColor\" opacity=\".3\"/><line x1=\"{low:.1}\" x2=\"{high:.1}\" y1=\"7\" y2=\"7\" stroke=\"currentColor\" stroke-width=\"2\"/><circle cx=\"{mid:.1}\" cy=\"7\" r=\"4\" fill=\"currentColor\"/></svg>"
    );
    html! { (PreEscaped(svg)) }
}

fn decisions(round: &RoundView) -> Markup {
    html! {
        h2 { "Round " (round.round) ": decision" }
        div.wide { table {
            tr { th { "About" } th { "Recommended" } th { "Evidence" } th.n { "Loss if wrong" } th { "Decided" } }
            @for recommendation in &round.recommendations {
                @let word = round.decisions.get(&recommendation.subject.to_string());
                tr {
                    td { code { (recommendation.subject) } }
                    td { b class=(recommendation.answer) { (recommendation.answer) } br; span.maker { (recommendation.rule) } }
                    td { (recommendation.because) }
                    td.n { @match recommendation.expected_loss { Some(loss) => { (percent(loss)) }, None => { "unknown" } } }
                    td { @match word {
                        Some(word) => {
                            (said(word))
                            @if word.answer != recommendation.answer { " " b.warn { "overruled" } }
                        },
                        None => { span.dim { "waits" } },
                    } }
                }
            }
        } }
    }
}

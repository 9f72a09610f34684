//! What was expected, and what came.

use super::effect::{Scale, chart};
use super::step;
use crate::shell::{Maker, percent, thousands};
use flow::view::RoundView;
use maud::{Markup, html};
use measure::statistics::arm::Arm;
use model::performance::{Expectation, Prediction, ResultKind};

/// Arms that are shown at once; the rest is folded.
const SHOWN: usize = 12;

pub(super) fn section(round: &RoundView) -> Markup {
    let Some(first) = round.predictions.first() else { return html! {} };
    let shown = round.predictions.get(..SHOWN).unwrap_or(&round.predictions);
    let folded = round.predictions.get(SHOWN..).unwrap_or_default();
    let body = html! {
        p { "Expectations were written down before results were read: a middle value with its 90% interval. " (origin(round)) }
        (table(round, shown))
        @if !folded.is_empty() {
            details { summary { (folded.len()) " more variants" } (table(round, folded)) }
        }
        (score(round))
    };
    step(
        &format!("round-{}-prediction", round.round),
        "Prediction and outcome",
        &[Maker::Model(&first.model), Maker::Machine("counts")],
        &body,
    )
}

/// Whether results are measurements.
fn origin(round: &RoundView) -> Markup {
    let kind = round.arms.iter().map(|arm| arm.kind).max();
    html! {
        @match kind {
            Some(ResultKind::Measured) => "Results were counted by the platforms.",
            Some(kind) => span.tag.unreal { "results are " (kind.word()) ", not measured" },
            None => "No results yet.",
        }
    }
}

fn table(round: &RoundView, predictions: &[Prediction]) -> Markup {
    let scale = Scale { from: 0.0, to: highest(round) };
    html! {
        div.wide { table {
            tr {
                th { "Variant" }
                th { "Expected ○, came " span.came { "●" } ", account's mean ┆" }
                th.n { "Expected" } th.n { "Came" } th.n { "Clicks" } th.n { "Shown" }
            }
            @for prediction in predictions {
                @let arm = round.arms.iter().find(|arm| arm.variant == prediction.variant);
                tr {
                    td { (who(round, prediction)) }
                    td { (expectation(prediction, arm, scale)) }
                    td.n { @if let Expectation::ClickRate { rate, .. } = &prediction.expected { (percent(rate.mid)) } }
                    @match arm {
                        Some(arm) => { td.n { b { (percent(rate(arm))) } } td.n { (thousands(arm.clicks)) } td.n { (thousands(arm.impressions)) } },
                        None => { td.n { "none yet" } td {} td {} },
                    }
                }
            }
        } }
    }
}

fn who(round: &RoundView, prediction: &Prediction) -> Markup {
    html! {
        span id=(prediction.variant) { @match round.variant(&prediction.variant) {
            Some(variant) => {
                (variant.headline) br;
                small { (variant.scene.name) " · " (variant.cta.name) " · " (variant.market) " " code { (variant.id) } }
            },
            None => code { (prediction.variant) },
        } }
    }
}

fn expectation(prediction: &Prediction, arm: Option<&Arm>, scale: Scale) -> Markup {
    match &prediction.expected {
        Expectation::ClickRate { rate: expected, baseline, rows } => {
            let words = format!(
                "expected {} [{}, {}] from {rows} rows, account's mean {}",
                percent(expected.mid),
                percent(expected.low),
                percent(expected.high),
                percent(*baseline)
            );
            chart(scale, *expected, *baseline, arm.map(rate), &words, "")
        }
        Expectation::InsufficientData { because } => {
            html! { span.dim { "insufficient data: " (because) } }
        }
    }
}

fn rate(arm: &Arm) -> f64 {
    arm.clicks as f64 / arm.impressions.max(1) as f64
}

/// The highest rate of a round, expected or seen, with some air.
fn highest(round: &RoundView) -> f64 {
    let expected = round.predictions.iter().map(|prediction| match &prediction.expected {
        Expectation::ClickRate { rate, .. } => rate.high,
        Expectation::InsufficientData { .. } => 0.0,
    });
    expected.chain(round.arms.iter().map(rate)).fold(f64::MIN_POSITIVE, f64::max) * 1.05
}

/// How good the predictions were.
fn score(round: &RoundView) -> Markup {
    let Some(score) = round.learnings.as_ref().map(|learnt| &learnt.score) else {
        return html! {};
    };
    match (&score.insufficient, score.error, score.baseline_error) {
        (Some(because), _, _) => html! { p.dim { "Predictions against outcomes: " (because) "." } },
        (None, Some(error), Some(baseline)) => html! {
            p {
                b { "Against what came: " } (score.compared) " compared, mean error "
                (format!("{error:.3}")) " log-odds against " (format!("{baseline:.3}")) " when one always says the account's mean"
                @if let Some(inside) = score.inside { ", " (format!("{:.0}%", inside.0 * 100.0)) " inside the 90% interval" }
                @if let Some(rank) = score.rank { ", rank correlation " (format!("{rank:.2}")) }
                "."
            }
        },
        _ => html! {},
    }
}

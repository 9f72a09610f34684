//! Where time and money went.

use crate::shell::{Maker, duration, made_by, thousands};
use crate::{PageContext, Totals, Wait};
use maud::{Markup, html};
use spec::workspace::{Baseline, Brief};
use std::collections::BTreeMap;

pub(super) fn section(context: &PageContext<'_>, brief: &Brief) -> Markup {
    let waits: Vec<&Wait> =
        context.totals.waits.iter().filter(|wait| wait.campaign == brief.id).collect();
    html! {
        h2 id="time" { "Time and money" }
        div.columns {
            div { (machine(context.totals)) }
            @if !waits.is_empty() { div { (people(&waits)) } }
        }
        (before(&context.workspace.house.baseline))
        p { "The brief's budget: " b { (brief.budget) } "." }
    }
}

/// The machine's work by stage.
fn machine(totals: &Totals) -> Markup {
    let all: u64 = totals.worked.iter().map(|worked| worked.millis).sum();
    html! {
        h3 { "Machine work " (made_by(Maker::Machine(""))) }
        p.dim { (duration(all)) " over all cores, for the whole workspace." }
        table {
            tr { th { "Step" } th.n { "Made" } th.n { "Time" } th {} th.n { "Paid" } }
            @for worked in &totals.worked {
                @let paid = totals.spent.iter().find(|(kind, _)| *kind == worked.kind);
                tr {
                    td { (worked.kind) }
                    td.n { (thousands(worked.steps)) }
                    td.n { (duration(worked.millis)) }
                    td { i.share style=(format!("width:{:.0}px", worked.millis as f64 / all.max(1) as f64 * 90.0)) {} }
                    td.n { @match paid { Some((_, money)) => { (money) }, None => span.dim { "nothing" } } }
                }
            }
        }
    }
}

/// How long questions waited for people.
fn people(waits: &[&Wait]) -> Markup {
    html! {
        h3 { "Waiting for people " (made_by(Maker::Person(""))) }
        p.dim { "From the moment a question was put until its last answer." }
        table {
            tr { th { "Question" } th.n { "Waited" } }
            @for wait in waits {
                tr {
                    td { "Round " (wait.round) ": " (as_put(&wait.question)) br; small { (wait.of) } }
                    td.n { @match wait.answered {
                        Some(answered) => { (duration(waited(wait, answered))) },
                        None => b.warn { "still waits" },
                    } }
                }
            }
        }
    }
}

/// Returns a question without its bracket at the end, which counts what was open then.
fn as_put(question: &str) -> &str {
    question
        .strip_suffix(')')
        .and_then(|text| text.rsplit_once(" ("))
        .map_or(question, |(text, _)| text)
}

/// How long it took before throughline, when somebody said so.
fn before(baseline: &BTreeMap<String, Baseline>) -> Markup {
    html! {
        @if baseline.is_empty() {
            p.dim { "Nobody entered hours from before, so nothing is compared: " code { "[baseline.STAGE]" } " in throughline.toml." }
        } @else {
            div.wide { table {
                tr { th { "Before" } th.n { "Hours a campaign" } th { "Who says so" } }
                @for (stage, baseline) in baseline {
                    tr { td { (stage) } td.n { (baseline.hours) } td { (baseline.source) } }
                }
            } }
        }
    }
}

fn waited(wait: &Wait, answered: model::unit::Timestamp) -> u64 {
    u64::try_from(answered.as_millisecond() - wait.asked.as_millisecond()).unwrap_or(0)
}

//! Where time and money went.

use crate::shell::duration;
use crate::{PageContext, Wait};
use maud::{Markup, html};
use spec::workspace::Brief;

pub(super) fn section(context: &PageContext<'_>, brief: &Brief) -> Markup {
    let totals = context.totals;
    let waits: Vec<&Wait> = totals.waits.iter().filter(|wait| wait.campaign == brief.id).collect();
    let machine: u64 = totals.worked.iter().map(|worked| worked.millis).sum();
    html! {
        h2 { "Time and money" }
        p.dim { "Machine work of the whole workspace: " (duration(machine)) " over all cores. Human waiting is apart." }
        div.wide { table {
            tr { th { "Machine step" } th.n { "Made" } th.n { "Time" } th.n { "Money paid" } }
            @for worked in &totals.worked {
                tr {
                    td { (worked.kind) }
                    td.n { (worked.steps) }
                    td.n { (duration(worked.millis)) }
                    td.n { @match totals.spent.iter().find(|(kind, _)| *kind == worked.kind) {
                        Some((_, money)) => { (money) },
                        None => { "none" },
                    } }
                }
            }
        } }
        @if !waits.is_empty() {
            div.wide { table {
                tr { th { "Question to a person" } th { "Asked" } th.n { "Waited" } }
                @for wait in waits {
                    tr {
                        td { "Round " (wait.round) ": " (wait.question) }
                        td { (wait.of) }
                        td.n { @match wait.answered {
                            Some(answered) => { (duration(waited(wait, answered))) },
                            None => { "still waits" },
                        } }
                    }
                }
            } }
        }
        @if context.workspace.house.baseline.is_empty() {
            p.dim { "Nobody entered hours from before, so nothing is compared: `[baseline.STAGE]` in throughline.toml." }
        } @else {
            div.wide { table {
                tr { th { "Before" } th.n { "Hours a campaign" } th { "Who says so" } }
                @for (stage, baseline) in &context.workspace.house.baseline {
                    tr { td { (stage) } td.n { (baseline.hours) } td { (baseline.source) } }
                }
            } }
        }
        p.dim { "Budget of the brief: " (brief.budget) "." }
    }
}

fn waited(wait: &Wait, answered: model::unit::Timestamp) -> u64 {
    u64::try_from(answered.as_millisecond() - wait.asked.as_millisecond()).unwrap_or(0)
}

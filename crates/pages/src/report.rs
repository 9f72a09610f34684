//! The report: the chain from purpose to learning, with pictures, makers, reasons, time and money.

mod making;
mod results;
mod totals;

use crate::shell::page as shell;
use crate::{PageContext, results_label};
use flow::ports::PortError;
use flow::view::RoundView;
use maud::{Markup, html};
use model::finding::Verdict;
use spec::workspace::Brief;

pub(crate) fn page(
    context: &PageContext<'_>,
    brief: &Brief,
    rounds: &[RoundView],
) -> Result<Markup, PortError> {
    let mut sections = Vec::new();
    for round in rounds {
        sections.push(making::section(context, brief, round)?);
        sections.push(results::section(round));
    }
    let body = html! {
        small { (context.workspace.brand.name) " · campaign " (brief.id) }
        h1 { (brief.title) }
        (purpose(context, brief))
        (chain(context, rounds))
        (waiting(context, brief))
        (insights(context))
        @for section in &sections { (section) }
        (totals::section(context, brief))
        p.dim { "Ledger head " code { (context.head) } ". " code { "throughline verify" } " proves it." }
    };
    Ok(shell(context, &brief.title, results_label(rounds), &body, &[], None))
}

fn purpose(context: &PageContext<'_>, brief: &Brief) -> Markup {
    let architecture = &context.workspace.architecture;
    let purpose = architecture.purposes.get(&brief.purpose);
    let audience = architecture.audiences.get(&brief.audience);
    html! {
        @if let Some(purpose) = purpose {
            p { b { "For: " } (purpose.text) " " span.tag { "purpose/" (purpose.id) } }
            table {
                tr { th { "Diagnosis" } td { (purpose.diagnosis.stalls) " — " (purpose.diagnosis.evidence) span.dim { " (" (purpose.diagnosis.whose) ")" } } }
                tr { th { "Counts as success" } td { (purpose.kpi) span.dim { " · owner " (purpose.owner) } } }
                @if let Some(audience) = audience { tr { th { "Speaks to" } td { (audience.text) } } }
                tr { th { "Leads with" } td { (brief.lead) ", decided by " (brief.decided_by) ", because " (brief.because) } }
                tr { th { "Position" } td { (architecture.actual_position) " → " (architecture.aspired_position) span.dim { " · risk tolerance " (architecture.risk_tolerance) } } }
                @for broken in &brief.breaks {
                    tr { th { "Breaks on purpose" } td { (broken.rule) ", by " (broken.by) ", because " (broken.because) } }
                }
            }
        }
    }
}

/// The chain in one line of numbers.
fn chain(context: &PageContext<'_>, rounds: &[RoundView]) -> Markup {
    let market = context.standing.view.market.as_ref();
    let sum = |count: &dyn Fn(&RoundView) -> usize| rounds.iter().map(count).sum::<usize>();
    let links = [
        ("ads read", market.map_or(0, |market| market.ads.len())),
        ("insights", market.map_or(0, |market| market.insights.len())),
        ("concepts", sum(&|r| r.slate.as_ref().map_or(0, |slate| slate.concepts.len()))),
        ("live", sum(&|r| r.kept().len())),
        ("files", sum(&|r| r.deliverables.len())),
        ("pass the gate", sum(&|r| {
            r.gate.as_ref().map_or(0, |g| g.rows.len() - g.count(Verdict::Fail))
        })),
        ("delivered", sum(&|r| r.delivery.as_ref().map_or(0, |d| d.files))),
        ("arms with results", sum(&|r| r.arms.len())),
        ("learnings", sum(&|r| r.learnings.as_ref().map_or(0, |l| l.learnings.len()))),
        ("decisions", sum(&|r| r.decisions.len())),
    ];
    html! {
        ol.chain { @for (word, count) in links { li { b { (count) } span.dim { (word) } } } }
    }
}

fn waiting(context: &PageContext<'_>, brief: &Brief) -> Markup {
    let standing = context.standing;
    let questions: Vec<_> =
        standing.questions.iter().filter(|q| q.campaign == brief.id).collect();
    let awaited: Vec<_> = standing.awaited.iter().filter(|a| a.campaign == brief.id).collect();
    html! {
        @if !questions.is_empty() || !awaited.is_empty() {
            h2 { "Waits now" }
            @for question in questions {
                p { b { (question.of) } ": " (question.text) br; code { (question.command()) } }
            }
            @for awaited in awaited { p { "Round " (awaited.round) ": " (awaited.text) } }
        }
    }
}

/// What the category says, and what follows for us.
fn insights(context: &PageContext<'_>) -> Markup {
    let Some(market) = context.standing.view.market.as_ref() else { return html! {} };
    html! {
        h2 { "Insight" }
        p.dim {
            (market.ads.len()) " ads from " (market.rows) " rows, "
            (market.duplicates) " near-duplicates folded. "
            span.maker { "machine" }
        }
        @if !market.insights.is_empty() {
            div.wide { table {
                tr { th { "Statement" } th.n { "Ads" } th.n { "Of" } th { "Id" } }
                @for insight in &market.insights {
                    tr {
                        td { (insight.statement) }
                        td.n { (insight.ads.len()) }
                        td.n { (insight.out_of) }
                        td { code { (insight.id) } }
                    }
                }
            } }
        }
        @if !market.palettes.is_empty() {
            div.row {
                @for palette in &market.palettes {
                    span { (palette.brand) " " @for colour in &palette.colours {
                        span style=(format!("display:inline-block;width:1.1em;height:1.1em;border-radius:3px;vertical-align:-.2em;background:{}", colour.colour)) title=(colour.colour) {}
                    } }
                }
            }
        }
    }
}

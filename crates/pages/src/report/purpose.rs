//! What the campaign is for, and what it starts from.

use super::step;
use crate::PageContext;
use crate::shell::Maker;
use maud::{Markup, html};
use model::insight::{BrandPalette, MarketReading};
use spec::workspace::{Architecture, Brief};

/// The purpose in one sentence.
pub(super) fn lead(context: &PageContext<'_>, brief: &Brief) -> Markup {
    let purpose = context.workspace.architecture.purposes.get(&brief.purpose);
    html! { @if let Some(purpose) = purpose { p.lead { (purpose.text) } } }
}

/// Why, for whom, with what, on whose word.
pub(super) fn section(context: &PageContext<'_>, brief: &Brief) -> Markup {
    let architecture = &context.workspace.architecture;
    let Some(purpose) = architecture.purposes.get(&brief.purpose) else { return html! {} };
    let audience = architecture.audiences.get(&brief.audience);
    let offered = brief.propositions.iter().filter_map(|id| architecture.propositions.get(id));
    let body = html! {
        dl {
            dt { "Diagnosis" }
            dd { (purpose.diagnosis.stalls) ": " (purpose.diagnosis.evidence) span.dim { " (" (purpose.diagnosis.whose) ")" } }
            dt { "Counts as success" }
            dd { (purpose.kpi) span.dim { " (owner: " (purpose.owner) ")" } }
            @if let Some(audience) = audience { dt { "Speaks to" } dd { (audience.text) } }
            dt { "Offers" }
            dd { @for one in offered { div { (one.text) span.dim { " (" (one.evidence) ")" } } } }
            dt { "Leads with" }
            dd { b { (brief.lead) } ", because " (brief.because) span.dim { " (" (brief.decided_by) ")" } }
            dt { "Position" }
            dd { (architecture.actual_position) " → " (architecture.aspired_position) span.dim { " (risk tolerance: " (architecture.risk_tolerance) ")" } }
            @for broken in &brief.breaks {
                dt { "Breaks on purpose" }
                dd { (broken.rule) ", because " (broken.because) span.dim { " (" (broken.by) ")" } }
            }
        }
    };
    step("purpose", "Purpose", &[Maker::Person(&purpose.owner.0)], &body)
}

/// What the category says, and what only we know.
pub(super) fn insights(context: &PageContext<'_>) -> Markup {
    let own = own(&context.workspace.architecture);
    let market = context.standing.view.market.as_deref();
    let makers: &[Maker<'_>] = match market {
        Some(_) => &[Maker::Machine("reads the category"), Maker::Person("say what only we know")],
        None => &[Maker::Person("say what only we know")],
    };
    step(
        "insight",
        "Insight",
        makers,
        &html! { (own) @if let Some(market) = market { (category(market)) } },
    )
}

fn own(architecture: &Architecture) -> Markup {
    html! {
        @if !architecture.insights.is_empty() {
            h4 { "What only we know" }
            ul { @for one in &architecture.insights { li { (one.statement) span.dim { " (" (one.source) ")" } } } }
        }
    }
}

fn category(market: &MarketReading) -> Markup {
    html! {
        h4 { "What the category says " span.dim { (market.ads.len()) " ads from " (market.rows) " rows, " (market.duplicates) " near-duplicates folded" } }
        ul {
            @for insight in &market.insights {
                li id=(insight.id) { (insight.statement) " " code.dim { (insight.id) } }
            }
        }
        @if !market.palettes.is_empty() {
            div.palettes { @for palette in &market.palettes { (colours(palette)) } }
        }
    }
}

fn colours(palette: &BrandPalette) -> Markup {
    html! {
        div {
            @for colour in &palette.colours {
                i style=(format!("background:{}", colour.colour)) title=(colour.colour) {}
            }
            " " span.dim { (palette.brand) }
        }
    }
}

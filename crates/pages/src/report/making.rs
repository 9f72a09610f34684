//! One round from starting points to the package.

use crate::PageContext;
use crate::shell::{picture, said};
use crate::sign_off::finding_line;
use flow::ports::PortError;
use flow::view::RoundView;
use maud::{Markup, html};
use model::concept::Concept;
use model::decision::Answer;
use model::finding::Verdict;
use spec::workspace::Brief;
use std::collections::BTreeMap;

pub(super) fn section(
    context: &PageContext<'_>,
    brief: &Brief,
    round: &RoundView,
) -> Result<Markup, PortError> {
    let concepts = round.slate.as_ref().map_or(&[][..], |slate| &slate.concepts);
    let answer = |concept: &&Concept| round.concept_answers.get(&concept.id).map(|j| &j.answer);
    let live: Vec<&Concept> =
        concepts.iter().filter(|c| answer(c) == Some(&Answer::Keep)).collect();
    let gone: Vec<&Concept> =
        concepts.iter().filter(|c| answer(c) == Some(&Answer::Discard)).collect();
    let mut cards = Vec::new();
    for concept in if live.is_empty() { concepts.iter().collect() } else { live } {
        cards.push(card(context, round, concept)?);
    }
    let mut discarded = Vec::new();
    for concept in gone {
        discarded.push(card(context, round, concept)?);
    }
    Ok(html! {
        h2 { "Round " (round.round) ": idea" }
        @if let Some(slate) = &round.slate {
            p.dim {
                (slate.concepts.len()) " starting points chosen from " (slate.possible)
                " possible ones, for coverage. " span.maker { "machine, seed " (brief.seed.0) }
            }
        }
        div.grid { @for card in &cards { (card) } }
        @if !discarded.is_empty() {
            details {
                summary { (discarded.len()) " discarded, and why" }
                div.grid { @for card in &discarded { (card) } }
            }
        }
        (files(brief, round))
    })
}

fn card(
    context: &PageContext<'_>,
    round: &RoundView,
    concept: &Concept,
) -> Result<Markup, PortError> {
    let source = match round.pictures.get(&concept.id) {
        Some(digest) => Some(picture(context, digest, "image/jpeg")?),
        None => None,
    };
    let variants = round.variants.iter().filter(|variant| variant.concept == concept.id).count();
    Ok(html! {
        article.card id=(concept.id) {
            @if let Some(source) = &source { img src=(source) alt=(concept.headline) loading="lazy"; }
            div.words {
                b { "#" (concept.number) " " (concept.headline) }
                div.dim { (concept.because) }
                @if variants > 0 { div { (variants) " variants" } }
                @if let Some(word) = round.concept_answers.get(&concept.id) { p { (said(word)) } }
                code { (concept.id) }
            }
        }
    })
}

/// What was built, what the gate said, what went out.
fn files(brief: &Brief, round: &RoundView) -> Markup {
    let Some(gate) = &round.gate else { return html! {} };
    let mut formats: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for (file, row) in round.deliverables.iter().zip(&gate.rows) {
        let counts = formats.entry(file.format.as_str()).or_default();
        let [pass, warn, fail] = counts;
        *match row.verdict {
            Verdict::Pass => pass,
            Verdict::Warn => warn,
            Verdict::Fail => fail,
        } += 1;
    }
    let unread = gate.rows.iter().filter(|row| !row.not_run.is_empty()).count();
    html! {
        h2 { "Round " (round.round) ": asset and gate" }
        p.dim {
            (round.variants.len()) " variants in " (formats.len()) " formats. "
            span.maker { "machine; words in end cards read by a model" }
        }
        div.wide { table {
            tr { th { "Format" } th.n { "Pass" } th.n { "Warn" } th.n { "Fail" } }
            @for (format, [pass, warn, fail]) in &formats {
                tr { td { (format) } td.n { (pass) } td.n { (warn) } td.n { (fail) } }
            }
        } }
        @for (file, row) in round.deliverables.iter().zip(&gate.rows).filter(|(_, row)| !row.findings.is_empty()) {
            div {
                span class=(row.verdict.word()) { (row.verdict.word()) } " " code { (file.file_name) }
                @for finding in &row.findings { (finding_line(finding)) }
            }
        }
        @if unread > 0 {
            p.dim { (unread) " files have checks that did not run; the sign-off page names them." }
        }
        @match &round.delivery {
            Some(delivery) => p {
                b { (delivery.files) " files delivered" } " to " code { (delivery.folder) } ", "
                (delivery.withheld) " withheld, " (delivery.unviewed) " approved without being looked at. Signed off by "
                (brief.sign_off)
                @if let Some(word) = round.approvals.values().next() { " (" (word.by.attestation.word()) ")" }
                "."
            },
            None => p.dim { "Not delivered yet." },
        }
    }
}

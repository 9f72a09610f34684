//! The sign-off: may these files go out? Each is ticked by a named reviewer.

use crate::concepts::{SCRIPT, bar, keys, reasons};
use crate::shell::{Judged, counted, page as shell, said, verdict};
use crate::{PageContext, results_label, title};
use flow::view::{GateRow, RoundView};
use maud::{Markup, html};
use model::asset::{Deliverable, MediaKind, Variant};
use model::finding::{Finding, Verdict};
use spec::workspace::Brief;

const REASONS: [&str; 5] = ["wrong-words", "wrong-picture", "off-brand", "legal", "quality"];

type File<'a> = (&'a Deliverable, &'a GateRow);

pub(crate) fn page(context: &PageContext<'_>, brief: &Brief, round: &RoundView) -> Markup {
    let (failed, fit): (Vec<File<'_>>, Vec<File<'_>>) =
        round.judged().partition(|(_, row)| row.verdict == Verdict::Fail);
    let open = fit.iter().filter(|(file, _)| !round.approvals.contains_key(&file.id)).count();
    let name = &brief.sign_off;
    let body = html! {
        small { (title(brief, round)) " · " a href="report.html" { "report" } }
        @if open > 0 {
            h1 { @if open == 1 { "May this file go out?" } @else { "May these " (open) " files go out?" } }
            p {
                "Asked of " b { (name) } ". What is approved is exactly what is delivered, by hash. "
                "A picture counts as looked at when it stood in sight for a second, a film when it played."
            }
        } @else {
            h1 { (counted(fit.len(), "file")) " judged, " (counted(failed.len(), "file")) " held back by the gate" }
            p { "Judged by " b { (name) } ". What was approved is exactly what is delivered, by hash." }
        }
        (keys("a", "approve", "r", "reject", open > 0))
        @if !failed.is_empty() {
            p { b.fail { (counted(failed.len(), "file")) " failed the gate and will not go out." } " " a href="#failed" { "See why" } "." }
        }
        @for variant in &round.variants { (advert(variant, &fit, round)) }
        @if !failed.is_empty() {
            details id="failed" {
                summary { (counted(failed.len(), "file")) " failed the gate, and what to do" }
                @for variant in &round.variants { (advert(variant, &failed, round)) }
            }
        }
        @if open > 0 { (bar(&format!("{}-round-{}-sign-off.csv", brief.id, round.round), &name.0)) }
        dialog {}
    };
    let judged = Judged {
        campaign: brief.id.as_str(),
        round: round.round,
        kind: "sign-off",
        yes: "approve",
        no: "reject",
    };
    let label = results_label(std::slice::from_ref(round));
    shell(context, &title(brief, round), label, &body, Some(judged), SCRIPT)
}

/// One ad in all its formats.
fn advert(variant: &Variant, files: &[File<'_>], round: &RoundView) -> Markup {
    let mine: Vec<_> = files.iter().filter(|(file, _)| file.variant == variant.id).collect();
    html! {
        @if !mine.is_empty() {
            h3 {
                (variant.headline) " "
                span.dim { (variant.cta.name) " · " (variant.market) " · " (counted(mine.len(), "file")) }
            }
            div.grid.files { @for (file, row) in mine { (card(round, file, row)) } }
        }
    }
}

fn card(round: &RoundView, file: &Deliverable, row: &GateRow) -> Markup {
    let source = format!("deliverables/round-{}/{}", round.round, file.file_name);
    let answer = round.approvals.get(&file.id);
    let open = answer.is_none() && row.verdict != Verdict::Fail;
    let subject = open.then(|| file.id.to_string());
    // Whoever judged other bytes of this file did not judge these.
    let bytes = open.then(|| row.file.to_string());
    html! {
        article.card tabindex="0" data-subject=[subject] data-bytes=[bytes]
            data-answer=[answer.map(|word| verdict(word))] aria-label=(file.file_name) {
            @match file.kind {
                MediaKind::Still => { img src=(source) loading="lazy" alt=(file.file_name); }
                MediaKind::Motion => { video src=(source) controls preload="metadata" {} }
                MediaKind::Sound => { audio src=(source) controls preload="metadata" {} }
            }
            div.words {
                b class=(row.verdict.word()) { (row.verdict.word()) } " " code { (file.code) }
                div { (file.format) span.dim { " · " (size(row.bytes)) } }
                @for finding in &row.findings { (finding_line(finding)) }
                @if !row.not_run.is_empty() {
                    details {
                        summary { (counted(row.not_run.len(), "check")) " did not run" }
                        @for check in &row.not_run { div { (check.code) ": " (check.because) } }
                    }
                }
                @if let Some(answer) = answer {
                    p { (said(answer)) }
                } @else if open {
                    div.row {
                        button data-say="approve" { "Approve" }
                        button data-say="reject" { "Reject" }
                        small.seen {}
                    }
                    (reasons(&REASONS))
                }
            }
        }
    }
}

/// One finding with what to do about it.
pub(crate) fn finding_line(finding: &Finding) -> Markup {
    html! {
        details {
            summary {
                (finding.code)
                @if let Some(intended) = &finding.intended { " (intended by " (intended.by) ")" }
                @if let Some(word) = &finding.overridden { " (overridden by " (word.by) ")" }
            }
            @if let (Some(measured), Some(expected)) = (&finding.measured, &finding.expected) {
                div { (measured) " instead of " (expected) }
            }
            div { (finding.remedy) }
            div.dim { (finding.rule) " · " (finding.source) }
        }
    }
}

fn size(bytes: u64) -> String {
    if bytes < 1_000_000 {
        format!("{} kB", bytes / 1000)
    } else {
        format!("{:.1} MB", bytes as f64 / 1e6)
    }
}

//! The sign-off: may these files go out? Each is ticked by a named reviewer.

use crate::shell::{page as shell, said};
use crate::{PageContext, results_label, title};
use flow::ports::PortError;
use flow::view::{GateRow, RoundView};
use maud::{Markup, html};
use model::asset::{Deliverable, MediaKind};
use model::finding::{Finding, Verdict};
use spec::workspace::Brief;

const SCRIPT: &str = include_str!("judge.js");
const REASONS: [&str; 5] = ["wrong-words", "wrong-picture", "off-brand", "legal", "quality"];

#[expect(clippy::unnecessary_wraps, reason = "every page may need bytes that are missing")]
pub(crate) fn page(
    context: &PageContext<'_>,
    brief: &Brief,
    round: &RoundView,
) -> Result<Markup, PortError> {
    let rows = round.gate.as_ref().map_or(&[][..], |gate| &gate.rows);
    let files: Vec<(&Deliverable, &GateRow)> = round.deliverables.iter().zip(rows).collect();
    let failed = rows.iter().filter(|row| row.verdict == Verdict::Fail).count();
    let name = &brief.sign_off;
    let file = format!("{}-round-{}-sign-off.csv", brief.id, round.round);
    let body = html! {
        small { (title(brief, round)) }
        h1 { "May these " (rows.len() - failed) " files go out?" }
        p {
            "Asked of " b { (name) } ". What is approved is exactly what is delivered, by hash. "
            kbd { "a" } " approve  " kbd { "r" } " reject  " kbd { "←↑→↓" } " move  "
            kbd { "Enter" } " look closer  " kbd { "w" } " write the decisions file. "
            "A file counts as looked at when it stood in sight for a second, a film when it played."
        }
        @if failed > 0 {
            p { b.fail { (failed) " files failed the gate and stay here." } " They are shown last, with what to do." }
        }
        div.grid {
            @for (file, row) in files.iter().filter(|(_, row)| row.verdict != Verdict::Fail) {
                (card(brief, round, file, row))
            }
        }
        @if failed > 0 {
            h2 { "Failed the gate" }
            div.grid {
                @for (file, row) in files.iter().filter(|(_, row)| row.verdict == Verdict::Fail) {
                    (card(brief, round, file, row))
                }
            }
        }
        div.bar {
            b id="count" {}
            button.go id="write" { "Write decisions file" }
            span id="next" hidden {
                "Then: " code { "throughline review --from " (file) " --as \"" (name) "\"" }
            }
        }
        dialog {}
    };
    let number = round.round.to_string();
    let attributes = [
        ("campaign", brief.id.as_str()),
        ("round", number.as_str()),
        ("kind", "sign-off"),
        ("yes", "approve"),
        ("no", "reject"),
    ];
    let label = results_label(std::slice::from_ref(round));
    Ok(shell(context, &title(brief, round), label, &body, &attributes, Some(SCRIPT)))
}

fn card(brief: &Brief, round: &RoundView, file: &Deliverable, row: &GateRow) -> Markup {
    let source = format!("deliverables/round-{}/{}", round.round, file.file_name);
    let answer = round.approvals.get(&file.id);
    let open = answer.is_none() && row.verdict != Verdict::Fail;
    let subject = open.then(|| file.id.to_string());
    html! {
        article.card tabindex="0" data-subject=[subject] aria-label=(file.file_name) {
            @match file.kind {
                MediaKind::Still => { img src=(source) loading="lazy" alt=(file.file_name); }
                MediaKind::Motion => { video src=(source) controls preload="metadata" {} }
            }
            div.words {
                b class=(row.verdict.word()) { (row.verdict.word()) } " " code { (file.code) }
                div { (file.format) span.dim { " · " (kilobytes(row.bytes)) } }
                @for finding in &row.findings { (finding_line(finding)) }
                @if let Some(answer) = answer {
                    p { (said(answer)) }
                } @else if open {
                    div.row {
                        button data-say="approve" { "Approve" }
                        button data-say="reject" { "Reject" }
                        small.seen {}
                    }
                    div.row {
                        select aria-label="reason" {
                            @for reason in REASONS { option value=(reason) { (reason) } }
                        }
                        input type="text" placeholder="note" aria-label="note";
                    }
                } @else {
                    div.dim { "waits for a new build of " (brief.id) }
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
            }
            @if let (Some(measured), Some(expected)) = (&finding.measured, &finding.expected) {
                div { (measured) " instead of " (expected) }
            }
            div { (finding.remedy) }
            div.dim { (finding.rule) " · " (finding.source) }
        }
    }
}

fn kilobytes(bytes: u64) -> String {
    if bytes < 1_000_000 {
        format!("{} kB", bytes / 1000)
    } else {
        format!("{:.1} MB", bytes as f64 / 1e6)
    }
}

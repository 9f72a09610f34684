//! What was built, what the gate said, what went out.

use super::step;
use crate::PageContext;
use crate::shell::{Maker, counted};
use crate::sign_off::finding_line;
use flow::ports::PortError;
use flow::view::{Delivery, GateReading, RoundView};
use maud::{Markup, html};
use model::asset::{Deliverable, MediaKind};
use model::finding::{Finding, Verdict};
use spec::workspace::Brief;
use std::collections::BTreeMap;

pub(super) fn section(
    context: &PageContext<'_>,
    brief: &Brief,
    round: &RoundView,
) -> Result<Markup, PortError> {
    let Some(gate) = &round.gate else { return Ok(html! {}) };
    let reader = round.reader(context.known)?;
    let checks = Maker::Machine("measures and checks");
    let makers = match &reader {
        Some(reader) => vec![checks, Maker::Model(reader)],
        None => vec![checks],
    };
    let number = round.round;
    Ok(html! {
        (step(&format!("round-{number}-asset"), "Asset", &[Maker::Machine("builds")], &built(context, round)))
        (step(&format!("round-{number}-gate"), "Gate", &makers, &judged(round, gate)))
        (step(
            &format!("round-{number}-delivery"),
            "Delivery",
            &[Maker::Person(&brief.sign_off.0)],
            &delivered(round, round.delivery.as_ref()),
        ))
    })
}

fn built(context: &PageContext<'_>, round: &RoundView) -> Markup {
    let mut formats: Vec<&Deliverable> = Vec::new();
    for file in &round.deliverables {
        if !formats.iter().any(|seen| seen.format == file.format) {
            formats.push(file);
        }
    }
    let of = |kind| round.deliverables.iter().filter(|file| file.kind == kind).count();
    let sounds = of(MediaKind::Sound);
    html! {
        p {
            (counted(round.variants.len(), "variant")) " in " (counted(formats.len(), "format")) ": "
            b { (counted(of(MediaKind::Still), "picture")) } " and "
            b { (counted(of(MediaKind::Motion), "film")) }
            @if sounds > 0 { " and " b { (counted(sounds, "sound")) } }
            "."
        }
        p {
            @for file in formats {
                span.tag {
                    @match context.workspace.formats.get(&file.format) {
                        Some(format) => {
                            (format.platform) " " (format.placement)
                            @if format.kind != MediaKind::Sound { " " (format.size.width) "×" (format.size.height) }
                        },
                        None => { (file.format) },
                    }
                }
                " "
            }
        }
    }
}

/// Findings by fault, the worst verdict first.
fn judged(round: &RoundView, gate: &GateReading) -> Markup {
    let count = |verdict| gate.count(verdict);
    let mut faults: BTreeMap<(u8, &str), Vec<(&Deliverable, &Finding)>> = BTreeMap::new();
    for (file, row) in round.judged() {
        let order = match row.verdict {
            Verdict::Fail => 0,
            Verdict::Warn => 1,
            Verdict::Pass => 2,
        };
        for finding in &row.findings {
            faults.entry((order, finding.code.as_str())).or_default().push((file, finding));
        }
    }
    let unread = gate.rows.iter().filter(|row| !row.not_run.is_empty()).count();
    html! {
        @for refused in &round.refused {
            p { b.fail { "Not made: " } (refused.name) ": " (refused.reasons.join("; ")) }
        }
        (bar([count(Verdict::Pass), count(Verdict::Warn), count(Verdict::Fail)]))
        @for ((order, code), files) in &faults { (fault(*order, code, files)) }
        @if unread > 0 {
            p.dim { (counted(unread, "file")) " have checks that did not run; the sign-off page names them." }
        }
    }
}

/// Pass, warn and fail as one bar.
fn bar([pass, warn, fail]: [usize; 3]) -> Markup {
    let all = (pass + warn + fail).max(1);
    let parts = [("pass", pass), ("warn", warn), ("fail", fail)];
    html! {
        div.verdicts role="img" aria-label=(format!("{pass} pass, {warn} warn, {fail} fail")) {
            @for (word, count) in parts {
                @if count > 0 { i class=(word) style=(format!("width:{:.1}%", count as f64 / all as f64 * 100.0)) {} }
            }
        }
        p { @for (word, count) in parts { b class=(word) { (count) " " (word) } "  " } }
    }
}

fn fault(order: u8, code: &str, files: &[(&Deliverable, &Finding)]) -> Markup {
    let class = ["fail", "warn", "pass"].get(usize::from(order)).copied().unwrap_or_default();
    html! {
        details {
            summary { b class=(class) { (code) } " in " (counted(files.len(), "file")) }
            @if let Some((_, finding)) = files.first() { p { b { "What to do: " } (finding.remedy) } }
            @for (file, finding) in files { div.file { code { (file.file_name) } (finding_line(finding)) } }
        }
    }
}

fn delivered(round: &RoundView, delivery: Option<&Delivery>) -> Markup {
    let sheet = format!("round-{}-sign-off.html", round.round);
    let how = round.approvals.values().next().map(|word| word.by.attestation.word());
    html! {
        @match delivery {
            Some(delivery) => p {
                b { (counted(delivery.files, "file")) " delivered" } " to " code { (delivery.folder) } ", "
                (delivery.withheld) " withheld"
                @if delivery.unviewed > 0 { ", " b.warn { (delivery.unviewed) " approved without being looked at" } }
                @if let Some(how) = how { span.dim { " (sign-off " (how) ")" } }
                ". What was approved is what went out, by hash. " a href=(sheet) { "Sign-off" } "."
            },
            None => p { "Not delivered yet. " a href=(sheet) { "Sign-off" } "." },
        }
    }
}

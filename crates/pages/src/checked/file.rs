//! One file of the report.

use super::shots::{class, gallery, glance};
use super::{CheckedFile, Resemblance, facts};
use maud::{Markup, html};
use model::finding::{FileVerdict, Finding, Severity};
use std::collections::BTreeMap;

/// A picture wider than this goes over its findings instead of beside them, width over height.
const BANNER: f64 = 2.5;

/// A file with findings: its picture with their places, each with what to do.
pub(super) fn noted(index: usize, file: &CheckedFile<'_>, titles: &BTreeMap<&str, &str>) -> Markup {
    let verdict = file.verdict;
    let is_banner = file.shots.first().is_some_and(|shot| shot.size.aspect() > BANNER);
    let has_time = HasTime::of(verdict);
    let shape = if is_banner { "card noted banner-shaped" } else { "card noted" };
    html! {
        article class=(shape) id=(format!("file-{}", index + 1)) tabindex="0"
            data-verdict=(verdict.verdict.word()) aria-label=(verdict.path) {
            header {
                b class=(verdict.verdict.word()) { (verdict.verdict.word()) } " "
                (path(&verdict.path))
                (about(file))
            }
            div.pictures { (gallery(file)) }
            div.words {
                ol.findings {
                    @for (finding, number) in verdict.findings.iter().zip(1_usize..) {
                        (one(finding, number, has_time, titles))
                    }
                }
                (silent(verdict))
            }
        }
    }
}

/// A file without findings: enough to recognise it, and what did not run.
pub(super) fn clean(file: &CheckedFile<'_>) -> Markup {
    let verdict = file.verdict;
    html! {
        article.card tabindex="0" data-verdict=(verdict.verdict.word()) aria-label=(verdict.path) {
            (glance(file))
            div.words {
                b class=(verdict.verdict.word()) { (verdict.verdict.word()) } " " (path(&verdict.path))
                (about(file))
                (silent(verdict))
            }
        }
    }
}

/// The name of a file stands out from the folders it lies in.
fn path(path: &str) -> Markup {
    let (folder, name) = path
        .rsplit_once('/')
        .map_or(("", path), |(_, name)| (path.strip_suffix(name).unwrap_or_default(), name));
    html! { span.path { @if !folder.is_empty() { span.dim { (folder) } wbr; } b { (name) } } }
}

fn about(file: &CheckedFile<'_>) -> Markup {
    html! {
        div.about { (facts::line(&file.verdict.facts)) }
        @if !file.held.is_empty() { div.about { "Held against " (file.held.join(" · ")) } }
        @if let Some(resemblance) = file.looks_like { div.about { (looks_like(resemblance)) } }
    }
}

fn looks_like(resemblance: Resemblance<'_>) -> Markup {
    html! {
        @if resemblance.formats.is_empty() {
            "Looks like no format of the pack"
        } @else {
            "Looks like "
            @for (index, id) in resemblance.formats.iter().enumerate() {
                @if index > 0 { ", " } code { (id) }
            }
            @if resemblance.more > 0 { " and " (resemblance.more) " more" }
        }
        "; held against none, because none was named"
    }
}

fn one(
    finding: &Finding,
    number: usize,
    has_time: HasTime,
    titles: &BTreeMap<&str, &str>,
) -> Markup {
    let title = titles.get(finding.code.as_str()).copied().unwrap_or(&finding.code);
    html! {
        li class=(class(finding)) {
            i class=(class(finding)) { (number) }
            h4 {
                (title)
                span.does { (does(finding)) }
                @if let Some(when) = when(finding, has_time) { span.when { (when) } }
            }
            @if finding.measured.is_some() || finding.expected.is_some() {
                dl {
                    @if let Some(measured) = &finding.measured { dt { "measured" } dd { (measured) } }
                    @if let Some(expected) = &finding.expected { dt { "expected" } dd { (expected) } }
                }
            }
            p.remedy { (sentence(&finding.remedy)) }
            @if let Some(intended) = &finding.intended {
                p { "Broken on purpose by " (intended.by) ": “" (intended.because) "”" }
            }
            @if let Some(word) = &finding.overridden {
                p {
                    "Overridden by " (word.by) " (" (word.how) ", " (word.at) "): “"
                    (word.because) "”"
                }
            }
            p.origin { code { (finding.code) } " · " (finding.rule) " · " (finding.source) }
        }
    }
}

fn does(finding: &Finding) -> &'static str {
    match finding.severity {
        _ if finding.intended.is_some() => "meant",
        _ if finding.overridden.is_some() => "overridden",
        Severity::Reject => "fail",
        Severity::Degrade => "warn",
        Severity::Truncate => "warn: it is going to be cut",
        Severity::Advise => "advice",
    }
}

/// Whether there are moments in a file: a picture has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum HasTime {
    Yes,
    No,
}

impl HasTime {
    fn of(verdict: &FileVerdict) -> Self {
        match &verdict.facts.video {
            Some(video) if video.frame_rate.is_none() => Self::No,
            _ => Self::Yes,
        }
    }
}

fn when(finding: &Finding, has_time: HasTime) -> Option<String> {
    let place = finding.place.filter(|_| has_time == HasTime::Yes)?;
    let seconds = |at: f64| format!("{at:.2}");
    match (place.start_s, place.end_s) {
        (Some(from), Some(to)) if seconds(from) != seconds(to) => {
            Some(format!("{} to {} s", seconds(from), seconds(to)))
        }
        (Some(at), _) => Some(format!("at {} s", seconds(at))),
        _ => None,
    }
}

/// What was not said of the file, and why: silence would read as passed.
fn silent(verdict: &FileVerdict) -> Markup {
    let reasons = verdict.not_run_by_reason();
    html! {
        @if !reasons.is_empty() || !verdict.facts.not_measured.is_empty() {
            div.silent {
                @for (because, codes) in reasons {
                    div { b { "Not run" } ", because " (because) ": " span.dim { (codes.join(", ")) } }
                }
                @for what in &verdict.facts.not_measured { div { b { "Not measured: " } (what) } }
            }
        }
    }
}

/// Begins with a capital and ends with a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let rest = letters.as_str();
    let end = if rest.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{first}{rest}{end}")
}

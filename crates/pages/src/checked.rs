//! The report of a check: every file with its picture, what is wrong with it, where, and what to do.

mod facts;
mod file;
mod shots;
#[cfg(test)]
mod tests;

use crate::shell::{Sheet, counted, document};
use maud::{Markup, html};
use model::finding::{FileVerdict, Verdict};
use model::id::FormatId;
use model::unit::{Secs, Size, Timestamp};
use std::collections::BTreeMap;

const STYLE: &str = include_str!("checked/checked.css");
const SCRIPT: &str = include_str!("checked/checked.js");

/// What was looked at, and what came of it.
#[derive(Debug, Clone)]
pub struct Checked<'a> {
    /// When.
    pub at: Timestamp,
    /// What looked: name and version.
    pub by: &'a str,
    /// The files, in any order.
    pub files: Vec<CheckedFile<'a>>,
    /// Files that could not be looked at, each with the reason.
    pub unseen: Vec<(&'a str, &'a str)>,
    /// Whether every file had its turn.
    pub extent: Extent,
    /// What each fault is called in a few words, by its code.
    pub titles: BTreeMap<&'a str, &'a str>,
}

/// Whether every file had its turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// All had.
    All,
    /// Somebody stopped before.
    Stopped,
}

/// A file with what was seen.
#[derive(Debug, Clone)]
pub struct CheckedFile<'a> {
    /// The verdict.
    pub verdict: &'a FileVerdict,
    /// What it was held against, in words.
    pub held: &'a [String],
    /// The delivery specs it fits, when it was held against none.
    pub looks_like: Option<Resemblance<'a>>,
    /// Small pictures; the last frame or the picture itself first.
    pub shots: Vec<Shot<'a>>,
}

/// The delivery specs that a file fits.
#[derive(Debug, Clone, Copy)]
pub struct Resemblance<'a> {
    /// The nearest.
    pub formats: &'a [FormatId],
    /// How many more fit.
    pub more: usize,
}

/// A frame made small.
#[derive(Debug, Clone, Copy)]
pub struct Shot<'a> {
    /// When it is shown.
    pub at: Secs,
    /// The size it was shown at.
    pub size: Size,
    /// The reduced JPEG.
    pub jpeg: &'a [u8],
}

/// Returns the report as one file of HTML.
pub fn page(checked: &Checked<'_>) -> String {
    let mut files: Vec<&CheckedFile<'_>> = checked.files.iter().collect();
    files.sort_by(|a, b| {
        (b.verdict.verdict.cmp(&a.verdict.verdict))
            .then_with(|| b.verdict.findings.len().cmp(&a.verdict.findings.len()))
            .then_with(|| a.verdict.path.cmp(&b.verdict.path))
    });
    let (noted, clean): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|file| !file.verdict.findings.is_empty());
    let title = sentence(checked);
    let body = html! {
        small { "Check of " (day_and_time(checked.at)) " · " (checked.by) }
        h1 { (title) }
        (counts(checked))
        @if !checked.unseen.is_empty() { (unseen(&checked.unseen)) }
        @for (index, file) in noted.iter().enumerate() { (file::noted(index, file, &checked.titles)) }
        @if !clean.is_empty() {
            section.clean {
                h2 { (counted(clean.len(), "file")) " without findings" }
                div.grid.files { @for file in &clean { (file::clean(file)) } }
            }
        }
    };
    let sheet = Sheet {
        title: &title,
        style: STYLE,
        banner: banner(checked),
        judged: None,
        script: SCRIPT,
    };
    format!("<!DOCTYPE html>\n{}", document(&sheet, &body).into_string())
}

fn banner(checked: &Checked<'_>) -> Markup {
    html! {
        @if checked.extent == Extent::Stopped {
            div.banner { span { b { "Stopped early. " } "Files that are not listed were not looked at." } }
        }
    }
}

fn sentence(checked: &Checked<'_>) -> String {
    let all = checked.files.len();
    let of = |verdict| count(checked, verdict);
    match (of(Verdict::Fail), of(Verdict::Warn)) {
        _ if all == 0 => "No file could be looked at".to_owned(),
        (1, _) if all == 1 => "This file may not go out".to_owned(),
        (0, 1) if all == 1 => "This file may go out, and somebody should know".to_owned(),
        (0, 0) if all == 1 => "This file passes".to_owned(),
        (0, 0) => format!("All {all} files pass"),
        (0, warned) => format!("All {all} files may go out, {warned} with something to know"),
        (failed, _) if failed == all => format!("None of the {all} files may go out"),
        (failed, _) => format!("{failed} of {all} files may not go out"),
    }
}

fn count(checked: &Checked<'_>, verdict: Verdict) -> usize {
    checked.files.iter().filter(|file| file.verdict.verdict == verdict).count()
}

/// How many there are of each verdict, as a bar and as buttons that show only those.
fn counts(checked: &Checked<'_>) -> Markup {
    let verdicts = [Verdict::Fail, Verdict::Warn, Verdict::Pass].map(|v| (v, count(checked, v)));
    html! {
        @if !checked.files.is_empty() {
            div.verdicts aria-hidden="true" {
                @for (verdict, count) in verdicts {
                    @if count > 0 { i class=(verdict.word()) style=(format!("flex:{count}")) {} }
                }
            }
            div.tally {
                @for (verdict, count) in verdicts {
                    button class=(verdict.word()) data-show=(verdict.word()) aria-pressed="false" disabled[count == 0] {
                        b { (count) } " " (verdict.word())
                    }
                }
                span.keys {
                    span { kbd { "↑" } " " kbd { "↓" } " from file to file" }
                    span { kbd { "f" } " " kbd { "w" } " " kbd { "p" } " only these, " kbd { "a" } " all" }
                }
            }
        }
    }
}

fn unseen(files: &[(&str, &str)]) -> Markup {
    html! {
        div.waits {
            b.fail { (counted(files.len(), "file")) " could not be looked at" }
            @for (path, because) in files { p { code { (path) } br; (because) } }
        }
    }
}

fn day_and_time(at: Timestamp) -> String {
    let text: String = at.to_string().chars().take(16).collect();
    format!("{} UTC", text.replace('T', " "))
}

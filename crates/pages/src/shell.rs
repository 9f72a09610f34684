//! What all pages share: head, style, banner, who made what, small parts.

use crate::PageContext;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flow::ports::PortError;
use maud::{Markup, PreEscaped, html};
use model::decision::Judgement;
use model::digest::Digest;
use model::performance::ResultKind;
use model::unit::Timestamp;

const STYLE: &str = include_str!("style.css");

/// Who did a piece of work.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Maker<'a> {
    /// Our own code.
    Machine(&'a str),
    /// A model, by name and version.
    Model(&'a str),
    /// A person, by name.
    Person(&'a str),
}

/// Says who did a piece of work.
pub(crate) fn made_by(maker: Maker<'_>) -> Markup {
    let (class, kind, words) = match maker {
        Maker::Machine(words) => ("by machine", "machine", words),
        Maker::Model(words) => ("by model", "model", words),
        Maker::Person(words) => ("by person", "person", words),
    };
    html! { span class=(class) { b { (kind) } @if !words.is_empty() { " " (words) } } }
}

/// What a page's script must know to write down judgements.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Judged<'a> {
    /// The campaign.
    pub(crate) campaign: &'a str,
    /// The round.
    pub(crate) round: u32,
    /// What is judged: `concepts`, `sign-off`.
    pub(crate) kind: &'a str,
    /// The answer of the key with its first letter.
    pub(crate) yes: &'a str,
    /// The other answer.
    pub(crate) no: &'a str,
}

/// Wraps a body in a page of a campaign.
pub(crate) fn page(
    context: &PageContext<'_>,
    title: &str,
    results: Option<ResultKind>,
    body: &Markup,
    judged: Option<Judged<'_>>,
    script: &str,
) -> Markup {
    let banner = banner(context.workspace.house.sample, results);
    document(&Sheet { title, style: "", banner, judged, script }, body)
}

/// What goes around the body of a page.
pub(crate) struct Sheet<'a> {
    /// The title of the window.
    pub(crate) title: &'a str,
    /// Style of this page alone, after what all pages share.
    pub(crate) style: &'a str,
    /// What nobody may overlook; may be empty.
    pub(crate) banner: Markup,
    /// What the script must know to write down judgements.
    pub(crate) judged: Option<Judged<'a>>,
    /// The script.
    pub(crate) script: &'a str,
}

/// Wraps a body in a page.
pub(crate) fn document(sheet: &Sheet<'_>, body: &Markup) -> Markup {
    let judged = sheet.judged;
    html! {
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                // Nothing on the page may come from or go to a network.
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data: file:; media-src 'self' file:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
                title { (sheet.title) }
                style { (PreEscaped(STYLE)) (PreEscaped(sheet.style)) }
            }
            body data-campaign=[judged.map(|j| j.campaign)] data-round=[judged.map(|j| j.round)]
                data-kind=[judged.map(|j| j.kind)] data-yes=[judged.map(|j| j.yes)] data-no=[judged.map(|j| j.no)] {
                (sheet.banner)
                main { (body) }
                script { (PreEscaped(sheet.script)) }
            }
        }
    }
}

/// What nobody may overlook.
fn banner(sample: bool, results: Option<ResultKind>) -> Markup {
    html! {
        @if sample || results.is_some() {
            div.banner {
                @if sample { span { b { "Sample data. " } "The brand, its people and its results are made up." } }
                @if let Some(kind) = results {
                    span { b { "Results are " (kind.word()) "." } " They are not measurements of these ads." }
                }
            }
        }
    }
}

/// Returns a picture as a data address.
pub(crate) fn picture(
    context: &PageContext<'_>,
    digest: &Digest,
    media_type: &str,
) -> Result<String, PortError> {
    let bytes = context.known.blob(digest)?;
    Ok(format!("data:{media_type};base64,{}", STANDARD.encode(&bytes)))
}

/// Names who said something, how we know, and why.
pub(crate) fn said(word: &Judgement) -> Markup {
    html! {
        b class=(verdict(word)) { (word.answer) }
        " by " (word.by.name) " "
        span.dim { "(" (word.by.attestation.word()) ", " (day(word.at)) ")" }
        @if !word.reason_code.is_empty() { " · " (word.reason_code) }
        @if !word.note.is_empty() { " · “" (word.note) "”" }
    }
}

/// Returns the answer without what it is about: `purpose:winter` is `purpose`.
pub(crate) fn verdict(word: &Judgement) -> String {
    word.answer.to_string().split(':').next().unwrap_or_default().to_owned()
}

/// Returns the day of a moment, UTC.
pub(crate) fn day(at: Timestamp) -> String {
    at.to_string().chars().take(10).collect()
}

/// Returns a rate for people.
pub(crate) fn percent(rate: f64) -> String {
    format!("{:.2}%", rate * 100.0)
}

/// Returns a count for people, by thousands.
pub(crate) fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Returns a count with its word: `1 file`, `2 files`.
pub(crate) fn counted(count: usize, one: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {one}{plural}")
}

/// Returns a time for people.
pub(crate) fn duration(millis: u64) -> String {
    let seconds = millis / 1000;
    match seconds {
        0 => format!("{millis} ms"),
        1..=119 => format!("{:.1} s", millis as f64 / 1000.0),
        120..=7199 => format!("{} min", seconds / 60),
        7200..=172_799 => format!("{:.1} h", seconds as f64 / 3600.0),
        _ => format!("{:.1} days", seconds as f64 / 86400.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_for_people() {
        assert_eq!([0, 999, 1000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([1, 2].map(|count| counted(count, "file")), ["1 file", "2 files"]);
        assert_eq!(
            [7, 1500, 180_000, 9_000_000].map(duration),
            ["7 ms", "1.5 s", "3 min", "2.5 h"]
        );
    }
}

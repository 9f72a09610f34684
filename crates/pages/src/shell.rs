//! What all pages share: head, style, banners, small parts.

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

/// Wraps a body in a page.
pub(crate) fn page(
    context: &PageContext<'_>,
    title: &str,
    results: Option<ResultKind>,
    body: &Markup,
    attributes: &[(&str, &str)],
    script: Option<&str>,
) -> Markup {
    let data = attributes.iter().fold(String::new(), |mut text, (name, value)| {
        text.push_str(&format!(" data-{name}=\"{}\"", html! { (value) }.into_string()));
        text
    });
    html! {
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width,initial-scale=1";
                // Nothing on the page may come from or go to a network.
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data: file:; media-src 'self' file:; style-src 'unsafe-inline'; script-src 'unsafe-inline'";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            (PreEscaped(format!("<body{data}>")))
            @if context.workspace.house.sample {
                div.banner { "Sample data: the brand, its people and its results are made up." }
            }
            @if let Some(kind) = results {
                div.banner { "Results on this page are " (kind.word()) ", not measurements of these ads." }
            }
            main { (body) }
            @if let Some(script) = script { script { (PreEscaped(script)) } }
            (PreEscaped("</body>"))
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
        b class=(class_of(word)) { (word.answer) }
        " by " (word.by.name) " "
        span.maker { "(" (word.by.attestation.word()) ", " (day(word.at)) ")" }
        @if !word.reason_code.is_empty() { " · " (word.reason_code) }
        @if !word.note.is_empty() { " · “" (word.note) "”" }
    }
}

fn class_of(word: &Judgement) -> String {
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

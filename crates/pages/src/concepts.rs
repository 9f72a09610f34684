//! The contact sheet: which concepts live? Judged with the keyboard.

use crate::shell::{Judged, counted, page as shell, picture, said, verdict};
use crate::thought::{because, descends_from, parts};
use crate::{PageContext, results_label, title};
use flow::ports::PortError;
use flow::view::RoundView;
use maud::{Markup, html};
use model::concept::Concept;
use spec::workspace::Brief;

pub(crate) const SCRIPT: &str = include_str!("judge.js");
/// Reasons that people give most, for counting; the note takes the rest.
const REASONS: [&str; 7] =
    ["strong-hook", "on-brief", "seen-before", "off-brand", "off-brief", "unclear", "weak-picture"];

pub(crate) fn page(
    context: &PageContext<'_>,
    brief: &Brief,
    round: &RoundView,
) -> Result<Markup, PortError> {
    let concepts = round.slate.as_ref().map_or(&[][..], |slate| &slate.concepts);
    let mut cards = Vec::with_capacity(concepts.len());
    for concept in concepts {
        cards.push(card(context, round, concept)?);
    }
    let open = concepts.iter().any(|concept| !round.concept_answers.contains_key(&concept.id));
    let name = &brief.concept_reviewer;
    let descended = concepts.iter().filter(|concept| !descends_from(concept).is_empty()).count();
    let body = html! {
        small { (title(brief, round)) " · " a href="report.html" { "report" } }
        @if open {
            h1 { "Which " (brief.keep) " of these " (concepts.len()) " live?" }
            p { "Asked of " b { (name) } ". Most are meant to be thrown away." }
        } @else {
            h1 { (round.kept().len()) " of " (concepts.len()) " live" }
            p { "Judged by " b { (name) } "." }
        }
        @if descended > 0 {
            p { (counted(descended, "starting point")) " descend from what an earlier round taught; they are marked " span.tag.learnt { "from a learning" } "." }
        }
        (keys("k", "keep", "d", "discard", open))
        div.grid { @for card in &cards { (card) } }
        @if open { (bar(&format!("{}-round-{}-concepts.csv", brief.id, round.round), &name.0)) }
        dialog {}
    };
    let judged = Judged {
        campaign: brief.id.as_str(),
        round: round.round,
        kind: "concepts",
        yes: "keep",
        no: "discard",
    };
    let label = results_label(std::slice::from_ref(round));
    Ok(shell(context, &title(brief, round), label, &body, Some(judged), SCRIPT))
}

/// The keys that work on a page.
pub(crate) fn keys(yes: &str, yes_word: &str, no: &str, no_word: &str, open: bool) -> Markup {
    html! {
        p.keys {
            @if open { span { kbd { (yes) } " " (yes_word) } span { kbd { (no) } " " (no_word) } }
            span { kbd { "←↑→↓" } " move" }
            span { kbd { "Enter" } " look closer" }
            @if open {
                span { kbd { "1" } "–" kbd { "9" } " reason, " kbd { "n" } " note, before the answer" }
                span { kbd { "w" } " write the decisions file" }
            }
        }
    }
}

/// Where judgements are counted and written down.
pub(crate) fn bar(file: &str, name: &str) -> Markup {
    html! {
        div.bar {
            b id="count" aria-live="polite" {}
            button.go id="write" { "Write decisions file" }
            span id="next" hidden {
                "Saved by your browser. Then, in the workspace: "
                code { "throughline review --from " (file) " --as \"" (name) "\"" }
            }
        }
    }
}

/// Where a reason is chosen and a note is written.
pub(crate) fn reasons(reasons: &[&str]) -> Markup {
    html! {
        div.row {
            select aria-label="reason" {
                option value="" { "why?" }
                @for (index, reason) in reasons.iter().enumerate() {
                    option value=(reason) { (index + 1) " " (reason) }
                }
            }
            input type="text" placeholder="note" aria-label="note";
        }
    }
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
    let answer = round.concept_answers.get(&concept.id);
    let subject = answer.is_none().then(|| concept.id.as_str());
    Ok(html! {
        article.card id=(concept.id) tabindex="0" data-subject=[subject] data-answer=[answer.map(|word| verdict(word))]
            aria-label=(format!("concept {}: {}", concept.number, concept.headline)) {
            @if let Some(source) = &source { img src=(source) width="720" height="900" alt=(concept.headline); }
            div.words {
                b { "#" (concept.number) " " (concept.headline) }
                @if !descends_from(concept).is_empty() { div { span.tag.learnt { "from a learning" } } }
                div.dim { (because(concept, "report.html")) }
                (parts(concept))
                @if let Some(answer) = answer {
                    p { (said(answer)) }
                } @else {
                    div.row {
                        button data-say="keep" { "Keep" }
                        button data-say="discard" { "Discard" }
                    }
                    (reasons(&REASONS))
                }
            }
        }
    })
}

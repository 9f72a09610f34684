//! The contact sheet: which concepts live? Judged with the keyboard.

use crate::shell::{page as shell, picture, said};
use crate::{PageContext, results_label, title};
use flow::ports::PortError;
use flow::view::RoundView;
use maud::{Markup, html};
use model::concept::Concept;
use spec::workspace::Brief;

const SCRIPT: &str = include_str!("judge.js");
/// Reasons that people give most, for counting; the note takes the rest.
const REASONS: [&str; 7] = [
    "strong-hook",
    "on-brief",
    "seen-before",
    "off-brand",
    "off-brief",
    "unclear",
    "weak-picture",
];

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
    let name = &brief.concept_reviewer;
    let file = format!("{}-round-{}-concepts.csv", brief.id, round.round);
    let body = html! {
        small { (title(brief, round)) }
        h1 { "Which " (brief.keep) " of these " (concepts.len()) " live?" }
        p {
            "Asked of " b { (name) } ". Most are meant to be thrown away. "
            kbd { "k" } " keep  " kbd { "d" } " discard  " kbd { "←↑→↓" } " move  "
            kbd { "Enter" } " look closer  " kbd { "1" } "–" kbd { "7" } " reason  "
            kbd { "n" } " note  " kbd { "w" } " write the decisions file"
        }
        div.grid { @for card in &cards { (card) } }
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
        ("kind", "concepts"),
        ("yes", "keep"),
        ("no", "discard"),
    ];
    let label = results_label(std::slice::from_ref(round));
    Ok(shell(context, &title(brief, round), label, &body, &attributes, Some(SCRIPT)))
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
    Ok(html! {
        article.card tabindex="0" data-subject=(concept.id) aria-label=(format!("concept {}", concept.number)) {
            @if let Some(source) = &source { img src=(source) alt=(concept.headline); }
            div.words {
                b { "#" (concept.number) " " (concept.headline) }
                div.dim { (concept.because) }
                div {
                    @for part in [&concept.hook, &concept.scene, &concept.structure, &concept.motif] {
                        span.tag { (part) }
                    }
                    span.tag { "direction/" (concept.direction) }
                }
                @if let Some(answer) = answer {
                    p { (said(answer)) }
                } @else {
                    div.row {
                        button data-say="keep" { "Keep" }
                        button data-say="discard" { "Discard" }
                        select aria-label="reason" {
                            @for reason in REASONS { option value=(reason) { (reason) } }
                        }
                    }
                    div.row { input type="text" placeholder="note" aria-label="note"; }
                }
            }
        }
    })
}

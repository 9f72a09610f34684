//! The starting points of a round: which live, which do not, and why.

use super::step;
use crate::PageContext;
use crate::shell::{Maker, counted, picture, said};
use crate::thought::{because, descends_from, parts};
use flow::ports::PortError;
use flow::view::RoundView;
use maud::{Markup, html};
use model::concept::Concept;
use model::decision::{Answer, Judgement};
use spec::workspace::Brief;
use std::collections::BTreeMap;

/// Shows a round's ideas; pictures of what does not live as long as they fit into `spare` bytes.
pub(super) fn section(
    context: &PageContext<'_>,
    brief: &Brief,
    round: &RoundView,
    spare: usize,
) -> Result<Markup, PortError> {
    let Some(slate) = &round.slate else { return Ok(html! {}) };
    let mut left = spare;
    let mut cards = Vec::new();
    for concept in round.kept() {
        cards.push(card(context, round, &concept)?);
    }
    let mut open = Vec::new();
    for concept in slate.concepts.iter().filter(|c| !round.concept_answers.contains_key(&c.id)) {
        open.push(thumb(context, round, concept, &mut left)?);
    }
    let sheet = format!("round-{}-concepts.html", round.round);
    let body = html! {
        p {
            (counted(slate.concepts.len(), "starting point")) " chosen from " (slate.possible)
            " possible ones, for coverage. " (descent(round)) a href=(sheet) { "Contact sheet" } "."
        }
        div.grid { @for card in &cards { (card) } }
        @if !open.is_empty() {
            p { b { (open.len()) " wait for " (brief.concept_reviewer) } }
            div.grid.thumbs { @for thumb in &open { (thumb) } }
        }
        (discarded(context, round, &slate.concepts, left)?)
    };
    let seed = format!("composes and draws, seed {}", brief.seed.0);
    let makers = [Maker::Machine(&seed), Maker::Person(&brief.concept_reviewer.0)];
    Ok(step(&format!("round-{}-idea", round.round), "Idea", &makers, &body))
}

/// How much of a round goes back to what earlier rounds taught.
fn descent(round: &RoundView) -> Markup {
    let taught = |concepts: &[Concept]| {
        concepts.iter().filter(|concept| !descends_from(concept).is_empty()).count()
    };
    let all = round.slate.as_ref().map_or(0, |slate| taught(&slate.concepts));
    html! {
        @if all > 0 {
            b { (all) " of them descend from what an earlier round taught" }
            ", " (taught(&round.kept())) " of these live. "
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
    let variants = round.variants.iter().filter(|variant| variant.concept == concept.id).count();
    Ok(html! {
        article.card id=(concept.id) {
            @if let Some(source) = &source { img src=(source) width="720" height="900" alt=(concept.headline); }
            div.words {
                b { "#" (concept.number) " " (concept.headline) }
                @if !descends_from(concept).is_empty() { div { span.tag.learnt { "from a learning" } } }
                div.dim { (because(concept, "")) }
                (parts(concept))
                @if let Some(word) = round.concept_answers.get(&concept.id) { p { (said(word)) } }
                code.dim { (concept.id) @if variants > 0 { " · " (counted(variants, "variant")) } }
            }
        }
    })
}

type Reason<'a> = (&'a str, &'a str, &'a str);

/// What was thrown away, by the reason given.
fn discarded(
    context: &PageContext<'_>,
    round: &RoundView,
    concepts: &[Concept],
    mut left: usize,
) -> Result<Markup, PortError> {
    let mut groups: BTreeMap<Reason<'_>, (&Judgement, Vec<Markup>)> = BTreeMap::new();
    let mut count = 0;
    for concept in concepts {
        let Some(word) = round.concept_answers.get(&concept.id) else { continue };
        if word.answer != Answer::Discard {
            continue;
        }
        count += 1;
        let reason = (word.reason_code.as_str(), word.note.as_str(), word.by.name.0.as_str());
        let thumb = thumb(context, round, concept, &mut left)?;
        groups.entry(reason).or_insert_with(|| (word, Vec::new())).1.push(thumb);
    }
    Ok(html! {
        @if count > 0 {
            details {
                summary { (count) " discarded, and why" }
                @for (word, thumbs) in groups.values() {
                    p { b { (thumbs.len()) " × " } (said(word)) }
                    div.grid.thumbs { @for thumb in thumbs { (thumb) } }
                }
            }
        }
    })
}

/// A small picture with its reason, or where to see it once the report is full.
fn thumb(
    context: &PageContext<'_>,
    round: &RoundView,
    concept: &Concept,
    left: &mut usize,
) -> Result<Markup, PortError> {
    let digest = round.pictures.get(&concept.id);
    let bytes = digest.map(|digest| context.known.blob(digest)).transpose()?;
    let fits = bytes.is_some_and(|bytes| match left.checked_sub(bytes.len()) {
        Some(rest) => {
            *left = rest;
            true
        }
        None => false,
    });
    let source = match digest.filter(|_| fits) {
        Some(digest) => Some(picture(context, digest, "image/jpeg")?),
        None => None,
    };
    let sheet = format!("round-{}-concepts.html#{}", round.round, concept.id);
    Ok(html! {
        article.card id=(concept.id) {
            @if let Some(source) = &source { img src=(source) width="720" height="900" loading="lazy" alt=(concept.headline); }
            div.words {
                b { "#" (concept.number) } " " (concept.headline)
                div { (because(concept, "")) }
                @if source.is_none() { a href=(sheet) { "picture" } }
            }
        }
    })
}

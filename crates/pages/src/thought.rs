//! The words under a concept's picture, alike on the contact sheet and in the report.

use maud::{Markup, html};
use model::concept::Concept;
use model::id::LearningId;

/// Returns the learnings that a concept says it descends from, as it names them.
pub(crate) fn descends_from(concept: &Concept) -> Vec<LearningId> {
    concept
        .because
        .split(|c: char| !is_part_of_id(c))
        .filter_map(|word| word.parse().ok())
        .collect()
}

/// Shows why a concept is there; each learning it names leads to its row in the report.
pub(crate) fn because(concept: &Concept, report: &str) -> Markup {
    let words = concept.because.split_inclusive(|c: char| !is_part_of_id(c));
    html! {
        @for word in words {
            @let id = word.trim_end_matches(|c: char| !is_part_of_id(c));
            @if id.parse::<LearningId>().is_ok() {
                a href=(format!("{report}#{id}")) { (id) } (word.get(id.len()..).unwrap_or_default())
            } @else { (word) }
        }
    }
}

/// Names what a concept is put together from.
pub(crate) fn parts(concept: &Concept) -> Markup {
    let parts = [&concept.hook, &concept.scene, &concept.structure, &concept.motif];
    html! {
        div.parts {
            @for part in parts { span title=(part) { (part.name) } " " }
            span title=(format!("direction/{}", concept.direction)) { (concept.direction) }
        }
    }
}

fn is_part_of_id(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}

//! How concepts come onto the thread.

use model::concept::Concept;
use model::thread::{Link, Node};
use spec::workspace::Components;

/// Returns what a concept was made from and for.
pub fn links(concept: &Concept) -> Vec<Link> {
    let id = &concept.id;
    let uses = |component: &_| Link::ConceptUsesComponent {
        concept: id.clone(),
        component: Clone::clone(component),
    };
    vec![
        Link::ConceptServesPurpose { concept: id.clone(), purpose: concept.purpose.clone() },
        Link::ConceptStartsFromInsight { concept: id.clone(), insight: concept.insight.clone() },
        Link::ConceptMakesProposition {
            concept: id.clone(),
            proposition: concept.proposition.clone(),
        },
        Link::ConceptFollowsDirection { concept: id.clone(), direction: concept.direction.clone() },
        uses(&concept.hook),
        uses(&concept.scene),
        uses(&concept.structure),
        uses(&concept.motif),
    ]
}

/// Returns what the parts of the library were made from.
pub fn lineage(components: &Components) -> Vec<Link> {
    let evolved = components.parents.iter().map(|(component, parent)| {
        let (component, parent) = (component.clone(), parent.clone());
        Link::ComponentEvolvedFrom { component, parent }
    });
    let scenes = components.scenes.iter().map(|scene| (&scene.id, &scene.taken_from));
    let music = components.music.iter().map(|music| (&music.id, &music.taken_from));
    let taken = scenes.chain(music).filter_map(|(component, asset)| {
        let (component, asset) = (component.clone(), asset.clone()?);
        Some(Link::ComponentTakenFromAsset { component, asset })
    });
    evolved.chain(taken).collect()
}

/// Returns the concept as people know it: its number, round and headline.
pub fn nodes(concept: &Concept) -> Vec<Node> {
    let label =
        format!("concept {} of round {}: {}", concept.number, concept.round, concept.headline);
    vec![Node { id: concept.id.clone().into(), label }]
}

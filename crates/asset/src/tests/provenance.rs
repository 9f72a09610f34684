//! How files came to be, and what people are told of it.

use super::{Square, brief, made, remade};
use crate::deliverable::deliverables;
use crate::fixture::*;
use crate::provenance::provenance;
use crate::still::still;
use model::canvas::Layer;
use model::provenance::SourceType;
use spec::origin::{Disclosure, DisclosureDuty, DisclosurePlace, Origin};
use spec::workspace::Workspace;

fn generated() -> Origin {
    Origin {
        sources: vec![SourceType::parse("trainedAlgorithmicMedia").unwrap()],
        creator: "Ana".into(),
        rights: "web only".into(),
    }
}

fn owed(market: &str, stands: DisclosurePlace) -> Disclosure {
    Disclosure {
        market: market.parse().unwrap(),
        language: None,
        text: "Made with AI".into(),
        stands,
        duty: DisclosureDuty::Generated,
        place: brief(&workspace()).place.clone(),
    }
}

/// Every word on the pictures of a market.
fn words_in(workspace: &Workspace, market: &str) -> Vec<String> {
    let format = workspace.formats.values().find(|f| f.id.as_str() == "feed_1x1").unwrap();
    let variants = made(workspace).variants.into_iter().filter(|v| v.market.as_str() == market);
    let canvases = variants.map(|v| still(&v, format, workspace, &faces(), &Square).unwrap());
    let layers = canvases.flat_map(|canvas| canvas.layers);
    let texts = layers.filter_map(|layer| match layer {
        Layer::Text(block) => Some(block.text),
        _ => None,
    });
    texts.collect()
}

#[test]
fn people_are_told_of_a_model_where_their_market_asks_for_it() {
    let mut workspace = workspace();
    workspace.house.disclosures = vec![owed("uk", DisclosurePlace::Picture)];
    let told = |workspace: &Workspace, market: &str| {
        words_in(workspace, market).iter().any(|text| text.contains("Made with AI"))
    };
    assert!(!told(&workspace, "uk"), "nothing in it comes from a model");
    workspace.components.scenes.iter_mut().for_each(|scene| scene.origin = generated());
    assert!(told(&workspace, "uk"));
    assert!(!told(&workspace, "de"), "another market");
    workspace.house.disclosures = vec![owed("uk", DisclosurePlace::Sheet)];
    assert!(!told(&workspace, "uk"), "said beside it");
}

#[test]
fn a_file_says_what_its_parts_say() {
    let mut workspace = workspace();
    let said = |workspace: &Workspace, format: &str| {
        let variant = made(workspace).variants.remove(0);
        let all = deliverables(&variant, brief(workspace), workspace);
        let deliverable = all.iter().find(|d| d.format.as_str() == format).unwrap();
        provenance(deliverable, &variant, workspace)
    };
    let silent = said(&workspace, "feed_1x1");
    assert_eq!(silent.source, SourceType::COMPOSITE);
    assert!(silent.creators.is_empty() && silent.rights.is_empty());
    workspace.components.music.iter_mut().for_each(|bed| bed.origin = generated());
    assert_eq!(said(&workspace, "feed_1x1").source, SourceType::COMPOSITE, "it plays nothing");
    let film = said(&workspace, "feed_film");
    assert_eq!(film.source, SourceType::COMPOSITE_SYNTHETIC);
    assert_eq!((film.creators, film.rights), (vec!["Ana".into()], vec!["web only".into()]));
}

#[test]
fn what_is_said_of_a_part_remakes_what_shows_it() {
    let why = remade(|workspace| {
        workspace.components.music.iter_mut().for_each(|bed| bed.origin = generated());
    });
    assert!(!why.is_empty() && why.keys().all(|subject| subject.ends_with("feed_film")), "{why:?}");
    assert!(why.values().all(|reason| {
        reason == "music/calm (creator) is new, music/calm (rights) is new, music/calm (source type) is new"
    }), "{why:?}");
}

//! A small workspace to read markets against.

use model::insight::Appeal;
use model::unit::Currency;
use spec::diagnostic::Place;
use spec::workspace::{
    Architecture, Brand, Components, Dropped, House, Proposition, Workspace, WrittenInsight,
};
use std::collections::BTreeMap;

/// A workspace of the brand `Kestrel` with two propositions: `repair` (responsibility, heritage)
/// and `comfort` (convenience).
pub(crate) fn workspace() -> Workspace {
    let place = Place::start_of("architecture.toml");
    let propositions = [
        ("repair", "We mend it for life", vec![Appeal::Responsibility, Appeal::Heritage]),
        ("comfort", "Nothing rubs", vec![Appeal::Convenience]),
    ];
    let propositions = propositions.into_iter().filter_map(|(id, text, appeals)| {
        let id: model::id::PropositionId = id.parse().ok()?;
        let (text, evidence, place) = (text.to_owned(), String::new(), place.clone());
        Some((id.clone(), Proposition { id, text, evidence, appeals, place }))
    });
    Workspace {
        house: House {
            name: "Kestrel".to_owned(),
            sample: true,
            currency: euro(),
            language: "en".to_owned(),
            people: Vec::new(),
            baseline: BTreeMap::new(),
            prices: BTreeMap::new(),
            disclosures: Vec::new(),
            naming: spec::naming::Template::default(),
            media_base: String::new(),
            interchange: spec::workspace::Interchange::usual(),
            place: place.clone(),
        },
        brand: brand(place.clone()),
        architecture: Architecture {
            purposes: BTreeMap::new(),
            audiences: BTreeMap::new(),
            propositions: propositions.collect(),
            actual_position: String::new(),
            aspired_position: String::new(),
            risk_tolerance: "low".to_owned(),
            insights: vec![WrittenInsight {
                statement: "Half of our customers have their second pair repaired".to_owned(),
                source: "repair desk, 2026".to_owned(),
                proposition: "repair".parse().ok(),
                place: place.clone(),
            }],
        },
        tiers: BTreeMap::new(),
        directions: BTreeMap::new(),
        templates: BTreeMap::new(),
        components: Components::default(),
        briefs: BTreeMap::new(),
        formats: BTreeMap::new(),
        dropped: Dropped::default(),
    }
}

fn brand(place: Place) -> Brand {
    Brand {
        name: "Kestrel".to_owned(),
        colours: BTreeMap::new(),
        fonts: BTreeMap::new(),
        more_fonts: BTreeMap::new(),
        logos: Vec::new(),
        end_cards: Vec::new(),
        voice: Vec::new(),
        avoid: Vec::new(),
        distinctive: Vec::new(),
        grade: None,
        rules: Vec::new(),
        place,
    }
}

fn euro() -> Currency {
    ["EUR"].into_iter().find_map(Currency::parse).unwrap_or_else(|| unreachable!("three capitals"))
}

//! A small workspace for tests.

use layout::faces::{Faces, Family};
use model::canvas::CENTRE;
use model::colour::Colour;
use model::concept::Tier;
use model::digest::Digest;
use model::id::{ComponentId, InsightId, LearningId};
use model::insight::{Insight, InsightOrigin};
use model::learning::{EffectDirection, Learning};
use model::performance::{Interval, ResultKind};
use model::person::PersonName;
use model::unit::{Currency, Date, Money, Ratio, Secs, Seed};
use spec::diagnostic::Place;
use spec::workspace::*;
use std::collections::BTreeMap;

fn place() -> Place {
    Place::start_of("test")
}

fn in_english(text: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("en".to_owned(), text.to_owned())])
}

const OPENINGS: [&str; 12] = [
    "start the day outside",
    "what if breakfast took its time",
    "less baggage more road",
    "grow something worth waiting for",
    "seventy two hours in town",
    "made to be repaired",
    "nobody needs another jacket",
    "ask your grandmother",
    "eleven kilos and a map",
    "rain was never the problem",
    "the last bag you buy",
    "we know the farmer",
];

pub(crate) fn hook(name: &str, words: &str) -> Hook {
    Hook {
        id: format!("hook/{name}").parse().unwrap(),
        text: in_english(words),
        line: BTreeMap::new(),
        form: "statement".into(),
        appeal: None,
        propositions: Vec::new(),
        place: place(),
    }
}

pub(crate) fn scene(name: &str) -> Scene {
    Scene {
        id: format!("scene/{name}").parse().unwrap(),
        text: name.into(),
        path: format!("{name}.jpg"),
        digest: Digest::of(name.as_bytes()),
        focus: CENTRE,
        ink: "light".into(),
        rights_until: None,
        taken_from: None,
        origin: spec::origin::Origin::default(),
        place: place(),
    }
}

fn direction(name: &str) -> Direction {
    Direction {
        id: name.parse().unwrap(),
        intent: String::new(),
        shots: Vec::new(),
        composition: "left".into(),
        light: "natural".into(),
        palette: Vec::new(),
        cuts_per_minute: None,
        dos: Vec::new(),
        donts: Vec::new(),
        template: None,
        place: place(),
    }
}

fn motif(name: &str) -> Motif {
    Motif {
        id: format!("motif/{name}").parse().unwrap(),
        shape: name.into(),
        colour: "primary".into(),
        text: String::new(),
        own: true,
        place: place(),
    }
}

fn brief() -> Brief {
    let person = || PersonName("ada".into());
    Brief {
        id: "spring".parse().unwrap(),
        title: "Spring".into(),
        purpose: "win-back".parse().unwrap(),
        audience: "walkers".parse().unwrap(),
        propositions: vec!["lasting".parse().unwrap(), "light".parse().unwrap()],
        lead: "quality".into(),
        decided_by: person(),
        because: "it is true".into(),
        tier: Tier::Scaled,
        directions: Vec::new(),
        formats: Vec::new(),
        markets: vec![BriefMarket { id: "uk".parse().unwrap(), language: "en-GB".into() }],
        flight_from: Date::constant(2026, 3, 1),
        flight_to: Date::constant(2026, 4, 30),
        budget: Money { minor: 0, currency: Currency::parse("EUR").unwrap() },
        concept_reviewer: person(),
        sign_off: person(),
        decider: person(),
        keep: 6,
        rounds: 3,
        ctas: Vec::new(),
        hooks: Vec::new(),
        matrix: None,
        end_card: None,
        music: None,
        voices: Vec::new(),
        template: None,
        film_length: Secs(10.0),
        landing: "https://example.com".into(),
        breaks: Vec::new(),
        seed: Seed(7),
        place: place(),
    }
}

/// Twelve hooks, eight scenes, three directions, two structures, five motifs.
pub(crate) fn workspace() -> Workspace {
    let structure = |name: &str| Structure {
        id: format!("structure/{name}").parse().unwrap(),
        beats: vec!["hook".into(), "cta".into()],
        place: place(),
    };
    let rules = TierRules {
        concepts: 30,
        concept_reviewer: "creative".into(),
        sign_off: "brand".into(),
        time_limit_hours: None,
    };
    let scenes = ["park", "kitchen", "road", "roof", "shore", "train", "forest", "yard"];
    Workspace {
        house: House {
            name: "test".into(),
            sample: true,
            language: "en".into(),
            currency: Currency::parse("EUR").unwrap(),
            people: Vec::new(),
            baseline: BTreeMap::new(),
            prices: BTreeMap::new(),
            disclosures: Vec::new(),
            naming: spec::naming::Template::default(),
            media_base: String::new(),
            interchange: spec::workspace::Interchange::usual(),
            place: place(),
        },
        brand: Brand {
            name: "Fernweh".into(),
            colours: BTreeMap::from([("primary".to_owned(), Colour { r: 18, g: 59, b: 44 })]),
            fonts: BTreeMap::new(),
            more_fonts: BTreeMap::new(),
            logos: vec![Logo {
                id: "main".parse().unwrap(),
                path: "logo.svg".into(),
                digest: Digest::of(b"logo"),
                clear_space: Ratio(0.5),
                smallest: Ratio(0.08),
                background: String::new(),
                aspect: None,
            }],
            end_cards: Vec::new(),
            voice: Vec::new(),
            avoid: Vec::new(),
            distinctive: Vec::new(),
            grade: None,
            rules: Vec::new(),
            place: place(),
        },
        architecture: Architecture {
            purposes: BTreeMap::new(),
            audiences: BTreeMap::new(),
            propositions: BTreeMap::new(),
            actual_position: String::new(),
            aspired_position: String::new(),
            risk_tolerance: "low".into(),
            insights: Vec::new(),
        },
        tiers: BTreeMap::from([(Tier::Scaled, rules)]),
        directions: ["bold", "calm", "warm"]
            .into_iter()
            .map(|name| (name.parse().unwrap(), direction(name)))
            .collect(),
        templates: BTreeMap::new(),
        components: Components {
            parents: BTreeMap::new(),
            hooks: OPENINGS.iter().zip('a'..).map(|(text, n)| hook(&n.to_string(), text)).collect(),
            scenes: scenes.map(scene).into(),
            structures: ["long", "short"].map(structure).into(),
            motifs: ["band", "block", "corner", "frame", "none"].map(motif).into(),
            ctas: Vec::new(),
            music: Vec::new(),
            voices: Vec::new(),
        },
        briefs: BTreeMap::from([("spring".parse().unwrap(), brief())]),
        formats: BTreeMap::new(),
        dropped: Dropped::default(),
    }
}

fn insight(statement: &str, origin: InsightOrigin) -> Insight {
    Insight {
        id: InsightId::of(&Digest::of(statement.as_bytes())),
        statement: statement.into(),
        origin,
        ads: Vec::new(),
        out_of: 40,
        proposition: None,
        appeal: None,
    }
}

pub(crate) fn first_insights() -> Vec<Insight> {
    vec![
        insight(
            "people repair what they love",
            InsightOrigin::FirstParty { source: "care".into() },
        ),
        insight("nobody speaks of weight", InsightOrigin::Market),
        insight("everybody shouts prices", InsightOrigin::Market),
    ]
}

pub(crate) fn learning(component: &str, direction: EffectDirection) -> Learning {
    let component: ComponentId = component.parse().unwrap();
    Learning {
        id: LearningId::of(&Digest::of(component.to_string().as_bytes())),
        campaign: "spring".parse().unwrap(),
        round: 1,
        component,
        effect: Interval { low: 0.1, mid: 0.2, high: 0.3 },
        direction,
        claim: "moved clicks".into(),
        observations: Vec::new(),
        impressions: 1000,
        clicks: 20,
        kind: ResultKind::Simulated,
    }
}

pub(crate) fn insight_from(learning: &Learning) -> Insight {
    let origin = InsightOrigin::Learning { learning: learning.id.clone() };
    insight(&format!("{} worked", learning.component), origin)
}

pub(crate) fn faces() -> Faces {
    let family = Family::plain(layout::faces::Font { file: Digest::of(b"font"), weight: 700 });
    Faces { headline: family.clone(), body: family }
}

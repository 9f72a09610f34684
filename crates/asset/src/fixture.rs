//! A small workspace for tests: two hooks, two scenes, two markets, three formats.

use layout::faces::{Faces, Family};
use model::asset::MediaKind;
use model::canvas::CENTRE;
use model::colour::Colour;
use model::concept::{Concept, Tier};
use model::digest::Digest;
use model::id::{ConceptId, InsightId};
use model::person::PersonName;
use model::unit::{Currency, Date, Money, Ratio, Secs, Seed, Size};
use spec::diagnostic::Place;
use spec::format::{
    AudioRule, DurationRule, Format, SafeMargins, Severities, SoundRule, TextLimits,
};
use spec::workspace::*;
use std::collections::BTreeMap;

fn place() -> Place {
    Place::start_of("test")
}

fn words(en: &str, de: &str) -> BTreeMap<String, String> {
    let pairs = [("en", en), ("de", de)].into_iter().filter(|(_, text)| !text.is_empty());
    pairs.map(|(tag, text)| (tag.to_owned(), text.to_owned())).collect()
}

pub(crate) fn hook(name: &str, en: &str, de: &str) -> Hook {
    Hook {
        id: format!("hook/{name}").parse().unwrap(),
        text: words(en, de),
        line: words("Made to be repaired.", "Zum Reparieren gemacht."),
        form: "statement".into(),
        appeal: None,
        propositions: Vec::new(),
        place: place(),
    }
}

fn scene(name: &str) -> Scene {
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
        shots: ["wide push-in 2", "close pan-left 1", "medium static 3"].map(shot).into(),
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
        propositions: vec!["lasting".parse().unwrap()],
        lead: "quality".into(),
        decided_by: person(),
        because: "it is true".into(),
        tier: Tier::Scaled,
        directions: Vec::new(),
        formats: ["feed_1x1", "feed_film", "mpu"].map(|id| id.parse().unwrap()).into(),
        markets: vec![
            BriefMarket { id: "uk".parse().unwrap(), language: "en-GB".into() },
            BriefMarket { id: "de".parse().unwrap(), language: "de".into() },
        ],
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
        landing: "https://example.com/spring?ref=a#top".into(),
        breaks: Vec::new(),
        seed: Seed(7),
        place: place(),
    }
}

fn shot(text: &str) -> DirectedShot {
    let mut parts = text.split(' ').map(str::to_owned);
    DirectedShot {
        size: parts.next().unwrap(),
        angle: "eye-level".into(),
        movement: parts.next().unwrap(),
        duration: Secs(parts.next().unwrap().parse().unwrap()),
        intent: String::new(),
    }
}

fn format(id: &str, kind: MediaKind, width: u32, height: u32) -> Format {
    Format {
        id: id.parse().unwrap(),
        platform: "Meta".into(),
        placement: "Feed".into(),
        kind,
        size: Size { width, height },
        aspect_tolerance_pct: 0.0,
        shapes: Vec::new(),
        smallest: None,
        duration: DurationRule::Any,
        duration_tolerance: None,
        frame_rate: None,
        containers: Vec::new(),
        codecs: Vec::new(),
        min_kbps: None,
        max_kbps: None,
        max_bytes: None,
        audio: AudioRule::Optional,
        sound: SoundRule::default(),
        loudness: None,
        true_peak: None,
        safe: SafeMargins::default(),
        safe_mask: None,
        covered: None,
        texts: TextLimits::default(),
        severities: Severities::new(),
        leader: None,
        source: "test".into(),
        source_date: "2026".into(),
        place: place(),
    }
}

fn end_card(name: &str, market: Option<&str>, valid_to: Option<Date>) -> EndCard {
    EndCard {
        id: format!("end-card/{name}").parse().unwrap(),
        cta: None,
        text: "Fernweh".into(),
        legal: "While stocks last.".into(),
        market: market.map(|market| market.parse().unwrap()),
        valid_from: None,
        valid_to,
        background: "primary".into(),
        ink: "paper".into(),
        place: place(),
    }
}

fn cta(name: &str, en: &str, de: &str) -> Cta {
    let id = format!("cta/{name}").parse().unwrap();
    Cta { id, text: words(en, de), market: None, place: place() }
}

pub(crate) fn workspace() -> Workspace {
    let structure = |name: &str| Structure {
        id: format!("structure/{name}").parse().unwrap(),
        beats: vec!["hook".into(), "line".into(), "cta".into()],
        place: place(),
    };
    let rules = TierRules {
        concepts: 30,
        concept_reviewer: "creative".into(),
        sign_off: "brand".into(),
        time_limit_hours: None,
    };
    let old = Date::constant(2026, 4, 29);
    let music = Music {
        id: "music/calm".parse().unwrap(),
        path: "calm.ogg".into(),
        digest: Digest::of(b"calm"),
        mood: "calm".into(),
        rights_until: None,
        taken_from: None,
        origin: spec::origin::Origin::default(),
        place: place(),
    };
    let formats = [
        format("feed_1x1", MediaKind::Still, 1440, 1440),
        format("feed_film", MediaKind::Motion, 1080, 1920),
        format("mpu", MediaKind::Still, 300, 250),
    ];
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
            colours: BTreeMap::from([
                ("primary".to_owned(), Colour { r: 18, g: 59, b: 44 }),
                ("paper".to_owned(), Colour::WHITE),
                ("ink".to_owned(), Colour::BLACK),
                ("unused".to_owned(), Colour { r: 200, g: 100, b: 100 }),
            ]),
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
            end_cards: vec![
                end_card("all", None, None),
                end_card("old", Some("de"), Some(old)),
                end_card("uk", Some("uk"), None),
            ],
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
        directions: ["calm"]
            .into_iter()
            .map(|name| (name.parse().unwrap(), direction(name)))
            .collect(),
        templates: BTreeMap::new(),
        components: Components {
            parents: BTreeMap::new(),
            hooks: vec![
                hook("fresh", "Start the day outside", "Raus in den Tag"),
                hook("slow", "Take your time", "Nimm dir Zeit"),
            ],
            scenes: ["park", "road"].map(scene).into(),
            structures: ["short"].map(structure).into(),
            motifs: ["band", "frame"].map(motif).into(),
            ctas: vec![cta("shop", "Shop now", "Jetzt kaufen"), cta("visit", "Visit us", "")],
            music: vec![music],
            voices: Vec::new(),
        },
        briefs: BTreeMap::from([("spring".parse().unwrap(), brief())]),
        formats: formats.into_iter().map(|format| (format.id.clone(), format)).collect(),
        dropped: Dropped::default(),
    }
}

/// One concept per scene, with the hook of that place.
pub(crate) fn kept() -> Vec<Concept> {
    let concept = |number: u32, hook: &str, scene: &str, motif: &str| Concept {
        id: ConceptId::of(&Digest::of(hook.as_bytes())),
        number,
        campaign: "spring".parse().unwrap(),
        round: 1,
        purpose: "win-back".parse().unwrap(),
        audience: "walkers".parse().unwrap(),
        proposition: "lasting".parse().unwrap(),
        insight: InsightId::of(&Digest::of(b"insight")),
        direction: "calm".parse().unwrap(),
        hook: hook.parse().unwrap(),
        scene: scene.parse().unwrap(),
        structure: "structure/short".parse().unwrap(),
        motif: motif.parse().unwrap(),
        headline: "as composed".into(),
        line: String::new(),
        tier: Tier::Scaled,
        nearest: Ratio(0.3),
        because: "test".into(),
    };
    vec![
        concept(1, "hook/fresh", "scene/park", "motif/band"),
        concept(2, "hook/slow", "scene/road", "motif/frame"),
    ]
}

pub(crate) fn faces() -> Faces {
    let family = Family::plain(layout::faces::Font { file: Digest::of(b"font"), weight: 700 });
    Faces { headline: family.clone(), body: family }
}

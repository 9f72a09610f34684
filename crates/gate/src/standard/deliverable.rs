//! A standard for a file of our own: its format, its brand, its brief, its variant.

use super::{BrandStandard, Expect, LogoStandard, Stale, Standard, Term, TermKind, disclosure};
use model::asset::{MediaKind, PurposeState, Variant};
use model::colour::Colour;
use model::id::ComponentId;
use spec::format::Format;
use spec::workspace::{Brief, Cta, EndCard, Workspace};
use std::collections::{BTreeMap, BTreeSet};

impl Standard {
    /// Expects of a deliverable what its format, brand, brief and variant say. What was signed off
    /// is the ledger's to add: [`Standard::approved`].
    pub fn for_deliverable(
        workspace: &Workspace,
        brief: &Brief,
        variant: &Variant,
        format: &Format,
    ) -> Self {
        Self {
            format: Some(Expect::from(format)),
            // Nobody sees a brand in what is only heard.
            brand: (format.kind != MediaKind::Sound)
                .then(|| brand(workspace, variant, format.kind)),
            purpose: Some(PurposeState::Stated { id: variant.purpose.clone() }),
            on_air: Some((brief.flight_from, brief.flight_to)),
            terms: terms(workspace, variant, format.kind),
            // Nothing listens for voices in a workspace.
            voiceover: None,
            disclosure: Some(disclosure::of_variant(workspace, variant, format.kind)),
            rules: workspace.brand.rules.clone(),
            breaks: brief.breaks.clone(),
            ..Self::default()
        }
    }
}

/// Returns what the file shows or plays that may be used for a time only.
fn terms(workspace: &Workspace, variant: &Variant, kind: MediaKind) -> Vec<Term> {
    let parts = &workspace.components;
    let (is_seen, is_heard) = (kind != MediaKind::Sound, kind != MediaKind::Still);
    let scene = parts.scenes.iter().filter(|scene| is_seen && scene.id == variant.scene);
    let scenes = scene.map(|scene| (&scene.id, scene.rights_until, &scene.place));
    let music =
        parts.music.iter().filter(|music| is_heard && variant.music.as_ref() == Some(&music.id));
    let music = music.map(|music| (&music.id, music.rights_until, &music.place));
    let voices =
        parts.voices.iter().filter(|voice| is_heard && variant.voice.as_ref() == Some(&voice.id));
    let voices = voices.map(|voice| (&voice.id, voice.rights_until, &voice.place));
    let licensed = scenes.chain(music).chain(voices).filter_map(|(id, until, place)| {
        Some(Term {
            what: id.to_string(),
            kind: TermKind::Rights,
            from: None,
            until: Some(until?),
            source: place.to_string(),
        })
    });
    let cards = workspace.brand.end_cards.iter();
    let cards = cards.filter(|card| is_seen && card.id == variant.end_card);
    let offers = cards.map(|card| Term {
        what: card.id.to_string(),
        kind: TermKind::Offer,
        from: card.valid_from,
        until: card.valid_to,
        source: card.place.to_string(),
    });
    let offers = offers.filter(|term| term.from.is_some() || term.until.is_some());
    licensed.chain(offers).collect()
}

fn brand(workspace: &Workspace, variant: &Variant, kind: MediaKind) -> BrandStandard {
    let brand = &workspace.brand;
    let card = brand.end_cards.iter().find(|card| card.id == variant.end_card);
    let cta_id = card.and_then(|card| card.cta.as_ref()).unwrap_or(&variant.cta);
    let colour = |role: &str| brand.colours.get(role).copied();
    // Only a film closes on a card that fills the frame; a still keeps its photograph.
    let filling = card.filter(|_| kind == MediaKind::Motion);
    let mut expected = BrandStandard {
        name: brand.name.clone(),
        source: brand.place.file.clone(),
        background: filling.and_then(|card| colour(&card.background)),
        ink: filling.and_then(|card| colour(&card.ink)),
        palette: palette(&brand.colours),
        grade: brand.grade,
        logos: brand.logos.iter().map(LogoStandard::from).collect(),
        cta: cta_words(&workspace.components.ctas, cta_id, &variant.language),
        legal: card.map(|card| card.legal.clone()).filter(|legal| !legal.is_empty()),
        words: words(variant, card, workspace.disclosed_on_picture(variant, kind)),
        stale: Vec::new(),
        // Whoever compares letters reads the files and names them.
        typefaces: Vec::new(),
    };
    expected.stale = stale(workspace, variant, &expected);
    expected
}

fn palette(colours: &BTreeMap<String, Colour>) -> Vec<Colour> {
    colours.values().copied().collect::<BTreeSet<_>>().into_iter().collect()
}

fn words(variant: &Variant, card: Option<&EndCard>, disclosed: Option<&str>) -> Vec<String> {
    [Some(variant.headline.as_str()), Some(&variant.line), card.map(|card| card.text.as_str())]
        .into_iter()
        .chain([disclosed])
        .flatten()
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .collect()
}

fn cta_words(ctas: &[Cta], id: &ComponentId, language: &str) -> Option<String> {
    let cta = ctas.iter().find(|cta| cta.id == *id)?;
    in_language(&cta.text, language).cloned()
}

/// Returns the text in the language, or in the language without its region (`de` for `de-AT`).
fn in_language<'a>(texts: &'a BTreeMap<String, String>, language: &str) -> Option<&'a String> {
    let primary = language.split('-').next().unwrap_or(language);
    texts.get(language).or_else(|| texts.get(primary))
}

/// Returns the words of every other call to action and end card, less those that belong here.
fn stale(workspace: &Workspace, variant: &Variant, expected: &BrandStandard) -> Vec<Stale> {
    let belongs: BTreeSet<&str> = expected.expected_words().collect();
    let ctas = workspace.components.ctas.iter().flat_map(|cta| {
        cta.text.iter().map(move |(language, text)| Stale {
            text: text.clone(),
            what: format!("the call to action {} in {language}", cta.id),
        })
    });
    let cards = workspace.brand.end_cards.iter().filter(|card| card.id != variant.end_card);
    let cards = cards.flat_map(|card| {
        [&card.text, &card.legal].map(|text| Stale { text: text.clone(), what: describe(card) })
    });
    let foreign: BTreeSet<Stale> = ctas
        .chain(cards)
        .filter(|stale| !stale.text.is_empty() && !belongs.contains(stale.text.as_str()))
        .collect();
    foreign.into_iter().collect()
}

fn describe(card: &EndCard) -> String {
    let market = card.market.as_ref().map(|market| format!(" for market {market}"));
    let until = card.valid_to.map(|day| format!(", valid until {day}"));
    format!("the end card {}{}{}", card.id, market.unwrap_or_default(), until.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::{SizeRule, SourceRule};
    use model::digest::Digest;
    use model::id::{AssetId, ComponentKind, ConceptId, VariantId};
    use model::provenance::SourceType;
    use model::unit::Date;
    use spec::origin::{Disclosure, DisclosureDuty, DisclosurePlace};
    use spec::source::{SourceFile, SourceTree};
    use spec::starter::{Answers, files, questions};

    /// The workspace that somebody gets who answers every question as the example does.
    fn workspace() -> Workspace {
        let examples: Answers = questions().iter().map(|q| (q.key, q.example)).collect();
        let written = files("spring", &examples).unwrap();
        let source = |(path, bytes): (String, Vec<u8>)| SourceFile {
            path,
            digest: Digest::of(&bytes),
            bytes: bytes.len() as u64,
            text: String::from_utf8(bytes).ok().map(Into::into),
        };
        spec::load(&SourceTree::new(written.into_iter().map(source))).unwrap().workspace
    }

    fn variant(workspace: &Workspace, brief: &Brief) -> Variant {
        let cta = &workspace.components.ctas[0];
        let market = &brief.markets[0];
        let digest = Digest::of(b"variant");
        let component = |kind| ComponentId::new(kind, "any".parse().unwrap());
        Variant {
            id: VariantId::of(&digest),
            asset: AssetId::of(&digest),
            concept: ConceptId::of(&digest),
            campaign: brief.id.clone(),
            purpose: brief.purpose.clone(),
            direction: "calm".parse().unwrap(),
            market: market.id.clone(),
            language: market.language.clone(),
            hook: component(ComponentKind::Hook),
            scene: component(ComponentKind::Scene),
            structure: component(ComponentKind::Structure),
            motif: component(ComponentKind::Motif),
            cta: cta.id.clone(),
            end_card: card("own", None).id,
            music: None,
            voice: None,
            varies: Vec::new(),
            headline: "Fresh every day".to_owned(),
            line: String::new(),
        }
    }

    fn card(name: &str, valid_to: Option<Date>) -> EndCard {
        EndCard {
            id: ComponentId::new(ComponentKind::EndCard, name.parse().unwrap()),
            cta: None,
            text: format!("Words of {name}"),
            legal: format!("Terms of {name}"),
            market: None,
            valid_from: None,
            valid_to,
            background: "primary".to_owned(),
            ink: "paper".to_owned(),
            place: spec::diagnostic::Place::start_of("brand/end-cards.csv"),
        }
    }

    fn brand_of(kind: MediaKind) -> (Workspace, BrandStandard, Standard) {
        let mut workspace = workspace();
        let spring = card("spring", Some("2026-03-31".parse().unwrap()));
        workspace.brand.end_cards = vec![card("own", None), spring];
        let brief = workspace.briefs.values().next().unwrap();
        let variant = variant(&workspace, brief);
        let format = workspace.formats.values().find(|format| format.kind == kind).unwrap();
        let standard = Standard::for_deliverable(&workspace, brief, &variant, format);
        let brand = standard.brand.clone().unwrap();
        (workspace, brand, standard)
    }

    #[test]
    fn a_film_expects_its_cards_words_and_ground() {
        let (workspace, brand, standard) = brand_of(MediaKind::Motion);
        assert_eq!(brand.legal.as_deref(), Some("Terms of own"));
        assert!(brand.cta.is_some());
        assert_eq!(brand.background, workspace.brand.colours.get("primary").copied());
        assert_eq!(brand.logos.len(), workspace.brand.logos.len());
        assert!(matches!(standard.purpose, Some(PurposeState::Stated { .. })));
    }

    #[test]
    fn a_still_keeps_its_photograph() {
        let (_, brand, standard) = brand_of(MediaKind::Still);
        assert_eq!((brand.background, brand.ink), (None, None));
        assert!(matches!(
            standard.format.and_then(|expect| expect.size),
            Some(SizeRule::Exactly(_) | SizeRule::AtLeast { .. })
        ));
    }

    #[test]
    fn another_cards_words_are_stale_and_say_whose_they_are() {
        let (_, brand, _) = brand_of(MediaKind::Motion);
        let spring = brand.stale.iter().find(|stale| stale.text == "Terms of spring").unwrap();
        assert_eq!(spring.what, "the end card end-card/spring, valid until 2026-03-31");
        assert!(brand.stale.iter().all(|stale| Some(&stale.text) != brand.cta.as_ref()));
        assert!(!brand.stale.iter().any(|stale| stale.text == "Words of own"));
    }

    #[test]
    fn a_region_without_words_of_its_own_takes_those_of_its_language() {
        let texts: BTreeMap<String, String> = [("de".to_owned(), "Los".to_owned())].into();
        assert_eq!(in_language(&texts, "de-AT").map(String::as_str), Some("Los"));
        assert_eq!(in_language(&texts, "fr"), None);
    }

    #[test]
    fn a_file_of_ours_must_say_how_it_came_to_be() {
        let mut workspace = workspace();
        let brief = workspace.briefs.values().next().unwrap().clone();
        let mut variant = variant(&workspace, &brief);
        variant.scene = workspace.components.scenes[0].id.clone();
        let format = workspace.formats.get(&brief.formats[0]).unwrap().clone();
        let expected = |workspace: &Workspace| {
            Standard::for_deliverable(workspace, &brief, &variant, &format).disclosure.unwrap()
        };
        let term = |term: &str| Some(SourceRule::Term(term.to_owned()));
        let plain = expected(&workspace);
        assert_eq!((plain.source_type, plain.words), (term("composite"), None));
        assert_eq!(plain.rule, workspace.components.scenes[0].place.to_string());

        workspace.components.scenes[0].origin.add(SourceType::COMPOSITE_SYNTHETIC);
        workspace.house.disclosures = vec![Disclosure {
            market: variant.market.clone(),
            language: None,
            text: "Made with AI".into(),
            stands: DisclosurePlace::Picture,
            duty: DisclosureDuty::Generated,
            place: workspace.house.place.clone(),
        }];
        let generated = expected(&workspace);
        assert_eq!(generated.source_type, term("compositeSynthetic"));
        assert_eq!(generated.words.as_deref(), Some("Made with AI"));
    }
}

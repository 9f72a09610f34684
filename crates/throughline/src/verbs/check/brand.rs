//! What a brand asks of files when nothing but its own folder is known.
//!
//! Without a brief nobody knows which campaign, market or language a file is for. So only that is
//! asked which holds for all of them, or for all that may be meant; where several may be, what was
//! left open is said.

use crate::end::{End, USAGE};
use gate::standard::{BrandStandard, LogoStandard, Stale};
use host::brand_alone::{BrandFolder, read_brand};
use host::checkup::Patient;
use host::reader::LogoToFind;
use host::typefaces::BrandTypefaces;
use jiff::Zoned;
use model::finding::NotRun;
use model::unit::Date;
use spec::workspace::{Brand, Cta, EndCard};
use std::collections::BTreeSet;
use std::path::Path;

/// A brand from its folder.
pub(super) struct BrandAlone {
    brand: Brand,
    ctas: Vec<Cta>,
    today: Date,
    pub(super) logos: Vec<LogoToFind>,
    pub(super) typefaces: BrandTypefaces,
}

/// Words of which one is right, as far as is known.
#[derive(Debug, PartialEq, Eq)]
enum Words {
    /// No card has any.
    None,
    /// All cards that may be meant agree.
    One(String),
    /// Several may be meant.
    Several(usize),
}

impl BrandAlone {
    pub(super) fn read(folder: &Path) -> Result<Self, End> {
        if !folder.is_dir() {
            return Err(End::new(USAGE, format!("`{}` is not a folder", folder.display())));
        }
        let BrandFolder { loaded, logos, typefaces } = read_brand(folder)?;
        if !loaded.warnings.is_empty() {
            crate::talk::say(&spec::diagnostic::render(&loaded.warnings));
        }
        let (brand, ctas, today) = (loaded.brand, loaded.ctas, Zoned::now().date());
        Ok(Self { brand, ctas, today, logos, typefaces })
    }

    /// Adds to what is expected of a file what the brand asks; what is expected already stays.
    pub(super) fn expect(
        &self,
        mut patient: Patient,
        market: Option<&str>,
        language: Option<&str>,
    ) -> Patient {
        let cards = self.cards(market);
        let legal = agreed(cards.iter().map(|card| known(&card.legal)));
        let cta = agreed(cards.iter().map(|card| self.cta_of(card, language)));
        let stated = patient.standard.brand.take().and_then(|brand| brand.cta);
        let mut undecided = |code: &str, what: &str, count: usize| {
            let because = format!(
                "the brand's end cards have {count} {what}, and nothing says which one belongs here: \
                 name the `market`, the `language` or the `cta` in a list (--deliverables)"
            );
            patient.undecided.push(NotRun { code: code.to_owned(), because });
        };
        if let Words::Several(count) = legal {
            undecided("missing-legal-line", "legal lines", count);
        }
        if let (Words::Several(count), None) = (&cta, &stated) {
            undecided("wrong-cta", "calls to action", *count);
        }
        let mut expected = BrandStandard {
            name: self.brand.name.clone(),
            source: self.brand.place.file.clone(),
            palette: self
                .brand
                .colours
                .values()
                .copied()
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
            grade: self.brand.grade,
            logos: self.brand.logos.iter().map(LogoStandard::from).collect(),
            cta: stated.or(cta.one()),
            legal: legal.one(),
            words: self.words(&cards),
            ..BrandStandard::default()
        };
        expected.stale = self.stale(&cards, &expected);
        patient.standard.brand = Some(expected);
        patient.standard.rules.clone_from(&self.brand.rules);
        patient
    }

    /// The cards that may be on a file: those that have not ended, of its market when that is known.
    fn cards(&self, market: Option<&str>) -> Vec<&EndCard> {
        let of_market = |card: &&EndCard| match (&card.market, market) {
            (Some(own), Some(market)) => own.as_str() == market,
            _ => true,
        };
        let cards = self.brand.end_cards.iter().filter(|card| !self.has_ended(card));
        cards.filter(of_market).collect()
    }

    fn has_ended(&self, card: &EndCard) -> bool {
        card.valid_to.is_some_and(|last| last < self.today)
    }

    /// The words of a card's call to action: in the language of the file where that is known, else
    /// where there is one text for all languages.
    fn cta_of(&self, card: &EndCard, language: Option<&str>) -> Option<String> {
        let id = card.cta.as_ref()?;
        let texts = &self.ctas.iter().find(|cta| cta.id == *id)?.text;
        let primary = language.and_then(|language| language.split('-').next());
        let own = language.and_then(|language| texts.get(language));
        if let Some(own) = own.or_else(|| texts.get(primary?)) {
            return Some(own.clone());
        }
        let mut texts = texts.values().collect::<BTreeSet<_>>().into_iter();
        texts.next().filter(|_| texts.next().is_none()).cloned()
    }

    /// Words that belong on some card or other, so that nobody takes them for leftovers.
    fn words(&self, cards: &[&EndCard]) -> Vec<String> {
        let of_cards = cards.iter().flat_map(|card| [card.text.clone(), card.legal.clone()]);
        let of_ctas = self.ctas.iter().flat_map(|cta| cta.text.values().cloned());
        let words = of_cards.chain(of_ctas).filter(|text| !text.is_empty());
        words.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Words of cards that have ended, or are another market's, less those that belong here.
    fn stale(&self, cards: &[&EndCard], expected: &BrandStandard) -> Vec<Stale> {
        let others =
            self.brand.end_cards.iter().filter(|card| !cards.iter().any(|c| c.id == card.id));
        let words = others.flat_map(|card| {
            [&card.text, &card.legal]
                .map(|text| Stale { text: text.clone(), what: described(card) })
        });
        let belongs =
            |text: &String| expected.words.contains(text) || expected.cta.as_ref() == Some(text);
        let stale = words.filter(|stale| !stale.text.is_empty() && !belongs(&stale.text));
        stale.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

impl Words {
    fn one(self) -> Option<String> {
        match self {
            Self::One(text) => Some(text),
            Self::None | Self::Several(_) => None,
        }
    }
}

/// What all agree on. A card without words counts as one that disagrees.
fn agreed(texts: impl Iterator<Item = Option<String>>) -> Words {
    let texts: BTreeSet<Option<String>> = texts.collect();
    let said = texts.iter().flatten().count();
    match (said, texts.len()) {
        (0, _) => Words::None,
        (1, 1) => texts.into_iter().flatten().next().map_or(Words::None, Words::One),
        (_, several) => Words::Several(several),
    }
}

fn known(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn described(card: &EndCard) -> String {
    let market = card.market.as_ref().map(|market| format!(" for market {market}"));
    let until = card.valid_to.map(|day| format!(", valid until {day}"));
    format!("the end card {}{}{}", card.id, market.unwrap_or_default(), until.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::id::{ComponentId, ComponentKind};
    use std::collections::BTreeMap;

    fn place() -> spec::diagnostic::Place {
        spec::diagnostic::Place::start_of("brand/brand.json")
    }

    fn card(id: &str, market: Option<&str>, legal: &str, until: Option<&str>) -> EndCard {
        EndCard {
            id: ComponentId::new(ComponentKind::EndCard, id.parse().unwrap()),
            cta: Some(ComponentId::new(ComponentKind::Cta, "shop".parse().unwrap())),
            text: format!("text of {id}"),
            legal: legal.to_owned(),
            market: market.map(|market| market.parse().unwrap()),
            valid_from: None,
            valid_to: until.map(|day| day.parse().unwrap()),
            background: "paper".to_owned(),
            ink: "ink".to_owned(),
            place: place(),
        }
    }

    fn brand(end_cards: Vec<EndCard>, texts: &[(&str, &str)]) -> BrandAlone {
        let text = texts.iter().map(|(of, text)| ((*of).to_owned(), (*text).to_owned()));
        let cta = Cta {
            id: ComponentId::new(ComponentKind::Cta, "shop".parse().unwrap()),
            text: text.collect(),
            market: None,
            place: place(),
        };
        BrandAlone {
            brand: Brand {
                name: "Acme".to_owned(),
                colours: BTreeMap::new(),
                fonts: BTreeMap::new(),
                more_fonts: BTreeMap::new(),
                logos: Vec::new(),
                end_cards,
                voice: Vec::new(),
                avoid: Vec::new(),
                distinctive: Vec::new(),
                grade: None,
                rules: Vec::new(),
                place: place(),
            },
            ctas: vec![cta],
            today: "2026-06-15".parse().unwrap(),
            logos: Vec::new(),
            typefaces: BrandTypefaces::default(),
        }
    }

    fn expect(brand: &BrandAlone, market: Option<&str>) -> (BrandStandard, Vec<String>) {
        let patient = brand.expect(Patient::default(), market, None);
        let undecided = patient.undecided.into_iter().map(|one| one.code).collect();
        (patient.standard.brand.unwrap(), undecided)
    }

    #[test]
    fn what_all_cards_agree_on_is_expected() {
        let cards =
            vec![card("at", Some("at"), "Ltd.", None), card("de", Some("de"), "Ltd.", None)];
        let (expected, undecided) = expect(&brand(cards, &[("en", "Shop now")]), None);
        assert_eq!(expected.legal.as_deref(), Some("Ltd."));
        assert_eq!(expected.cta.as_deref(), Some("Shop now"));
        assert_eq!((expected.stale, undecided), (vec![], vec![]));
    }

    #[test]
    fn where_cards_differ_the_market_decides_and_without_one_it_is_said() {
        let cards =
            vec![card("at", Some("at"), "GmbH", None), card("uk", Some("uk"), "Ltd.", None)];
        let brand = brand(cards, &[("en", "Shop now")]);
        let (expected, undecided) = expect(&brand, None);
        assert_eq!((expected.legal, undecided), (None, vec!["missing-legal-line".to_owned()]));
        assert_eq!(expected.stale, []);
        let (expected, undecided) = expect(&brand, Some("uk"));
        assert_eq!((expected.legal.as_deref(), undecided), (Some("Ltd."), vec![]));
        let stale: Vec<&str> = expected.stale.iter().map(|stale| stale.text.as_str()).collect();
        assert_eq!(stale, ["GmbH", "text of at"]);
    }

    #[test]
    fn a_card_is_left_over_from_the_day_after_its_last() {
        let cards = |until| vec![card("old", None, "", Some(until)), card("new", None, "", None)];
        let (expected, _) = expect(&brand(cards("2026-06-14"), &[("en", "Shop")]), None);
        assert_eq!(expected.stale[0].text, "text of old");
        assert!(expected.stale[0].what.contains("valid until 2026-06-14"));
        let (expected, _) = expect(&brand(cards("2026-06-15"), &[("en", "Shop")]), None);
        assert_eq!(expected.stale, []);
    }

    #[test]
    fn a_call_to_action_in_two_languages_is_not_guessed() {
        let cards = vec![card("all", None, "", None)];
        let (expected, undecided) =
            expect(&brand(cards, &[("en", "Shop now"), ("de", "Jetzt kaufen")]), None);
        assert_eq!((expected.cta, undecided), (None, vec![]));
        assert!(expected.words.contains(&"Jetzt kaufen".to_owned()));
    }

    #[test]
    fn a_list_that_names_the_language_has_the_call_in_it() {
        let cards = || vec![card("all", None, "", None)];
        let brand = brand(cards(), &[("en", "Shop now"), ("de", "Jetzt kaufen")]);
        let call = |language| {
            let patient = brand.expect(Patient::default(), None, Some(language));
            patient.standard.brand.and_then(|brand| brand.cta)
        };
        assert_eq!(call("de-AT").as_deref(), Some("Jetzt kaufen"));
        assert_eq!(call("fr"), None);
    }

    #[test]
    fn a_list_that_names_the_call_to_action_is_believed() {
        let cards = vec![card("all", None, "", None)];
        let mut patient = Patient::default();
        let cta = Some("Book now".to_owned());
        patient.standard.brand = Some(BrandStandard { cta, ..BrandStandard::default() });
        let patient = brand(cards, &[("en", "Shop now")]).expect(patient, None, None);
        let expected = patient.standard.brand.unwrap();
        assert_eq!(expected.cta.as_deref(), Some("Book now"));
        assert_eq!(expected.name, "Acme");
    }
}

//! What a file of a variant is made of: how it came to be, and what people must be told of that.

use crate::diagnostic::Place;
use crate::workspace::Workspace;
use model::asset::{MediaKind, Variant};
use model::id::MarketId;
use model::provenance::SourceType;

/// What people of a market must be told about the use of AI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// The market.
    pub market: MarketId,
    /// The language of the words, where the market has several; all when absent.
    pub language: Option<String>,
    /// The words.
    pub text: String,
    /// Where they are said.
    pub stands: DisclosurePlace,
    /// Of which files.
    pub duty: DisclosureDuty,
    /// Where it stands.
    pub place: Place,
}

/// Where a disclosure is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisclosurePlace {
    /// On the picture, or on the closing card, in small print.
    Picture,
    /// Beside the file alone, in the trafficking sheet, for the platform's own label.
    Sheet,
}

/// Which files a disclosure is said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DisclosureDuty {
    /// Those that hold something a model made.
    Generated,
    /// All.
    Always,
}

/// How something that people supply came to be, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// How it came to be: what is written and, once somebody has looked into the file, what that
    /// says itself. Empty when nobody knows.
    pub sources: Vec<SourceType>,
    /// Who made it; may be empty.
    pub creator: String,
    /// What its use is bound to; may be empty.
    pub rights: String,
}

impl Workspace {
    /// Returns what people supplied that a file of a variant shows or plays.
    pub fn supplied(&self, variant: &Variant, kind: MediaKind) -> Vec<&Origin> {
        let parts = &self.components;
        let (is_seen, is_heard) = (kind != MediaKind::Sound, kind != MediaKind::Still);
        let scenes = parts.scenes.iter().filter(|part| part.id == variant.scene);
        let music = parts.music.iter().filter(|part| variant.music.as_ref() == Some(&part.id));
        let voices = parts.voices.iter().filter(|part| variant.voice.as_ref() == Some(&part.id));
        let heard = music.map(|part| &part.origin).chain(voices.map(|part| &part.origin));
        let seen = scenes.map(|part| &part.origin);
        seen.filter(|_| is_seen).chain(heard.filter(|_| is_heard)).collect()
    }

    /// Returns how a file of a variant comes to be: what people supplied, with words and marks that
    /// people drew over it.
    pub fn source_of(&self, variant: &Variant, kind: MediaKind) -> SourceType {
        let supplied = self.supplied(variant, kind).into_iter().flat_map(Origin::parts);
        let drawn = (kind != MediaKind::Sound).then_some(Some(SourceType::CREATION));
        SourceType::of_composite(supplied.chain(drawn))
    }

    /// Returns what must be said of a file about the use of AI, if anything.
    pub fn disclosure_of(&self, variant: &Variant, kind: MediaKind) -> Option<&Disclosure> {
        let owed = self.house.disclosures.iter().filter(|owed| owed.market == variant.market);
        let mut owed = owed.filter(|owed| owed.speaks(&variant.language)).peekable();
        owed.peek()?;
        let generated = self.source_of(variant, kind).is_generated();
        owed.find(|owed| generated || owed.duty == DisclosureDuty::Always)
    }

    /// Returns the words about the use of AI that stand on the picture itself, if any.
    pub fn disclosed_on_picture(&self, variant: &Variant, kind: MediaKind) -> Option<&str> {
        let owed = self.disclosure_of(variant, kind)?;
        (owed.stands == DisclosurePlace::Picture).then_some(owed.text.as_str())
    }
}

impl Origin {
    /// Returns how each part of it came to be; one unknown part where nobody said anything.
    fn parts(&self) -> impl Iterator<Item = Option<SourceType>> + '_ {
        let unknown = self.sources.is_empty().then_some(None);
        self.sources.iter().copied().map(Some).chain(unknown)
    }

    /// Adds what the file itself says.
    pub fn add(&mut self, said: SourceType) {
        if !self.sources.contains(&said) {
            self.sources.push(said);
        }
    }
}

impl Disclosure {
    /// A region of the language is spoken to as well: `de` for `de-AT`.
    fn speaks(&self, language: &str) -> bool {
        let primary = language.split('-').next().unwrap_or(language);
        self.language.as_deref().is_none_or(|own| own == language || own == primary)
    }
}

//! What a file of a variant is made of: how it came to be, and what people must be told of that.

use crate::workspace::{
    Disclosure, DisclosureDuty, DisclosurePlace, Music, Origin, Scene, Workspace,
};
use model::asset::{MediaKind, Variant};
use model::provenance::SourceType;

impl Workspace {
    /// Returns what people supplied that a file of a variant shows or plays.
    pub fn supplied(&self, variant: &Variant, kind: MediaKind) -> Vec<&Origin> {
        let scene = self.components.scenes.iter().find(|part: &&Scene| part.id == variant.scene);
        let heard = variant.music.as_ref().filter(|_| kind == MediaKind::Motion);
        let music =
            heard.and_then(|id| self.components.music.iter().find(|part: &&Music| part.id == *id));
        scene.map(|part| &part.origin).into_iter().chain(music.map(|part| &part.origin)).collect()
    }

    /// Returns how a file of a variant comes to be: what people supplied, with words and marks that
    /// people drew over it.
    pub fn source_of(&self, variant: &Variant, kind: MediaKind) -> SourceType {
        let supplied = self.supplied(variant, kind).into_iter().flat_map(Origin::parts);
        SourceType::of_composite(supplied.chain([Some(SourceType::CREATION)]))
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

//! How pictures, sounds and films came to be, and what a finished file says of itself.

use crate::fact::SOURCE_TYPES;
use crate::id::{Code, PurposeId};

/// A term of IPTC's digital source type (`NewsCodes`), or one that C2PA adds to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceType(&'static str);

/// What a model made, in whole or in part.
const GENERATED: [&str; 4] = [
    "compositeSynthetic",
    "compositeWithTrainedAlgorithmicMedia",
    "trainedAlgorithmicData",
    "trainedAlgorithmicMedia",
];

/// What was taken from life.
const CAPTURED: [&str; 6] = [
    "compositeCapture",
    "computationalCapture",
    "digitalCapture",
    "negativeFilm",
    "positiveFilm",
    "print",
];

impl SourceType {
    /// Made by a person with digital tools: words, marks, layout.
    pub const CREATION: Self = Self("digitalCreation");
    /// Several elements, any of which may or may not come from a model.
    pub const COMPOSITE: Self = Self("composite");
    /// Several elements, all of them taken from life.
    pub const COMPOSITE_CAPTURE: Self = Self("compositeCapture");
    /// Several elements, at least one of them from a model.
    pub const COMPOSITE_SYNTHETIC: Self = Self("compositeSynthetic");

    /// Reads a term, whatever its case.
    pub fn parse(text: &str) -> Option<Self> {
        let known = SOURCE_TYPES.iter().find(|known| known.eq_ignore_ascii_case(text.trim()))?;
        Some(Self(known))
    }

    /// Returns the term: `digitalCapture`.
    pub const fn term(self) -> &'static str {
        self.0
    }

    /// Returns the address that stands for the term in metadata.
    pub fn address(self) -> String {
        // C2PA keeps its own term in a list of its own.
        let list = if self.0 == "trainedAlgorithmicData" {
            "http://c2pa.org/digitalsourcetype"
        } else {
            "http://cv.iptc.org/newscodes/digitalsourcetype"
        };
        format!("{list}/{}", self.0)
    }

    /// Returns whether a model made it, in whole or in part.
    pub fn is_generated(self) -> bool {
        GENERATED.contains(&self.0)
    }

    /// Returns the term for what is put together from `parts`. Where nobody knows of a part how it
    /// came to be, nothing is claimed of it.
    pub fn of_composite(parts: impl IntoIterator<Item = Option<Self>>) -> Self {
        let parts: Vec<Option<Self>> = parts.into_iter().collect();
        if parts.iter().flatten().any(|part| part.is_generated()) {
            Self::COMPOSITE_SYNTHETIC
        } else if parts.iter().all(|part| part.is_some_and(|part| CAPTURED.contains(&part.0))) {
            Self::COMPOSITE_CAPTURE
        } else {
            Self::COMPOSITE
        }
    }
}

/// What a finished file says of itself to machines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provenance {
    /// How it came to be.
    pub source: SourceType,
    /// Who made what it shows and plays, as far as people wrote it down.
    pub creators: Vec<String>,
    /// What its use is bound to, as far as people wrote it down.
    pub rights: Vec<String>,
    /// The short code of the deliverable.
    pub code: Code,
    /// What it is for.
    pub purpose: PurposeId,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(text: &str) -> SourceType {
        SourceType::parse(text).unwrap()
    }

    #[test]
    fn one_generated_part_makes_the_whole_synthetic() {
        for part in GENERATED {
            let whole =
                SourceType::of_composite([Some(term(part)), None, Some(term("digitalCapture"))]);
            assert_eq!(whole, SourceType::COMPOSITE_SYNTHETIC, "{part}");
        }
    }

    #[test]
    fn of_an_unknown_part_nothing_is_claimed() {
        let whole = |parts: &[Option<SourceType>]| SourceType::of_composite(parts.iter().copied());
        assert_eq!(whole(&[None, Some(SourceType::CREATION)]), SourceType::COMPOSITE);
        assert_eq!(whole(&[Some(term("digitalCapture")), None]), SourceType::COMPOSITE);
        let captured = ["digitalCapture", "print"].map(|text| Some(term(text)));
        assert_eq!(whole(&captured), SourceType::COMPOSITE_CAPTURE);
        let drawn = [Some(term("digitalCapture")), Some(SourceType::CREATION)];
        assert_eq!(whole(&drawn), SourceType::COMPOSITE);
    }

    #[test]
    fn terms_are_a_closed_list_with_addresses() {
        assert_eq!(term("DigitalCapture").term(), "digitalCapture");
        assert_eq!(SourceType::parse("photograph"), None);
        let address = SourceType::COMPOSITE.address();
        assert_eq!(address, "http://cv.iptc.org/newscodes/digitalsourcetype/composite");
        assert!(term("trainedAlgorithmicData").address().starts_with("http://c2pa.org/"));
        let ours = [SourceType::CREATION, SourceType::COMPOSITE, SourceType::COMPOSITE_CAPTURE];
        let listed = GENERATED.iter().chain(&CAPTURED).copied();
        for term in listed.chain(ours.map(SourceType::term)) {
            assert!(SOURCE_TYPES.contains(&term), "{term}");
        }
    }
}

//! What has to be said of how a file was made.

use super::AdTexts;
use crate::words::fold;
use spec::deliverables::{ExpectedDeliverable, ExpectedSource};

/// What has to be said of how a file was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Disclosure {
    /// What findings name as the rule: the row of a table.
    pub rule: String,
    /// What the file itself must say, to machines.
    pub source_type: Option<SourceRule>,
    /// What people must be able to read: on the frame, or in a text that goes out beside it.
    pub words: Option<String>,
}

/// What a file must say of its origin, in the words of IPTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceRule {
    /// Something.
    Any,
    /// This term: `trainedAlgorithmicMedia`.
    Term(String),
}

impl Disclosure {
    /// Returns the words that nobody can read beside the file, so that they must stand on it.
    pub(crate) fn words_on_frame(&self, texts: Option<&AdTexts>) -> Option<&str> {
        let words = self.words.as_deref()?;
        let folded = fold(words);
        let beside =
            texts.is_some_and(|texts| texts.all().any(|text| fold(text).contains(&folded)));
        (!beside).then_some(words)
    }
}

pub(super) fn of_listed(listed: &ExpectedDeliverable) -> Option<Disclosure> {
    let source_type = listed.source_type.as_ref().map(|expected| match expected {
        ExpectedSource::Any => SourceRule::Any,
        ExpectedSource::Term(term) => SourceRule::Term(term.clone()),
    });
    let words = listed.ai_disclosure.clone();
    let stated = source_type.is_some() || words.is_some();
    let rule = format!("{}:{}", listed.place.file, listed.place.line);
    stated.then_some(Disclosure { rule, source_type, words })
}

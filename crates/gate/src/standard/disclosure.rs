//! What has to be said of how a file was made.

use super::AdTexts;
use crate::words::fold;
use model::asset::{MediaKind, Variant};
use spec::deliverables::{ExpectedDeliverable, ExpectedSource};
use spec::workspace::Workspace;

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

/// What a file of our own must say: how it came to be, and where a market asks for words, those.
pub(super) fn of_variant(workspace: &Workspace, variant: &Variant, kind: MediaKind) -> Disclosure {
    let owed = workspace.disclosure_of(variant, kind);
    let scene = workspace.components.scenes.iter().find(|scene| scene.id == variant.scene);
    let place = owed.map(|owed| &owed.place).or(scene.map(|scene| &scene.place));
    let term = workspace.source_of(variant, kind).term();
    Disclosure {
        rule: place.map_or_else(|| variant.scene.to_string(), ToString::to_string),
        source_type: Some(SourceRule::Term(term.to_owned())),
        // What is said in the trafficking sheet alone stands there with every file.
        words: workspace.disclosed_on_picture(variant, kind).map(str::to_owned),
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

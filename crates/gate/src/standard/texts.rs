//! The texts that go out beside a file.

use spec::deliverables::ExpectedDeliverable;

/// What a platform shows above, below or beside a file; what is absent does not go out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AdTexts {
    /// Where they are written down.
    pub source: String,
    /// The text above or below it (caption, intro, post).
    pub primary_text: Option<String>,
    /// The headline.
    pub headline: Option<String>,
    /// The description.
    pub description: Option<String>,
}

pub(super) fn of_listed(listed: &ExpectedDeliverable) -> Option<AdTexts> {
    let texts = AdTexts {
        source: format!("{}:{}", listed.place.file, listed.place.line),
        primary_text: listed.primary_text.clone(),
        headline: listed.headline.clone(),
        description: listed.description.clone(),
    };
    texts.any().then_some(texts)
}

impl AdTexts {
    /// Returns every text that goes out.
    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        let texts = [&self.primary_text, &self.headline, &self.description];
        texts.into_iter().flatten().map(String::as_str)
    }

    fn any(&self) -> bool {
        self.all().next().is_some()
    }
}

//! The texts that go out beside a file.

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

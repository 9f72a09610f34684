//! How long the texts may be that a platform shows beside a file.

/// Two limits of one text, in characters as a reader counts them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextRule {
    /// So many are shown; the rest is cut.
    pub shown: Option<u32>,
    /// More than so many are refused.
    pub most: Option<u32>,
}

/// How long the texts beside a file may be; what is absent is not stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TextLimits {
    /// The text above or below it (caption, intro, post).
    pub primary_text: TextRule,
    /// The headline.
    pub headline: TextRule,
    /// The description.
    pub description: TextRule,
    /// How wide characters (Chinese, Japanese, Korean) count.
    pub wide: WideCharacters,
    /// What a web address counts, however long it is.
    pub link: Option<u32>,
}

/// How wide characters count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WideCharacters {
    /// Like any other.
    #[default]
    Once,
    /// As two.
    Twice,
}

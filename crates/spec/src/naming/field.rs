//! What a name may say of a file.

use std::fmt;

/// One thing that a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameField {
    /// The brand.
    Brand,
    /// The campaign.
    Campaign,
    /// The concept: the first six characters of its id after `con-`.
    Concept,
    /// The variant: the first six characters of its id after `var-`. Other words are another one.
    Variant,
    /// The hook.
    Hook,
    /// The scene.
    Scene,
    /// The structure.
    Structure,
    /// The motif.
    Motif,
    /// The call to action.
    Cta,
    /// The direction.
    Direction,
    /// The purpose.
    Purpose,
    /// The format.
    Format,
    /// The platform.
    Platform,
    /// The placement.
    Placement,
    /// The size, such as `1080x1920`.
    Size,
    /// The length of a film, such as `6s`; `still` for pictures.
    Duration,
    /// The language.
    Language,
    /// The market.
    Market,
    /// The tier.
    Tier,
    /// The first day on air, such as `20260301`.
    Date,
    /// The code.
    Code,
}

impl NameField {
    /// Every field, with the word for it in a template and how many characters it has at most.
    pub const ALL: [(Self, &'static str, usize); 21] = [
        (Self::Brand, "brand", 20),
        (Self::Campaign, "campaign", 24),
        (Self::Concept, "concept", 6),
        (Self::Variant, "variant", 6),
        (Self::Hook, "hook", 20),
        (Self::Scene, "scene", 20),
        (Self::Structure, "structure", 20),
        (Self::Motif, "motif", 20),
        (Self::Cta, "cta", 20),
        (Self::Direction, "direction", 20),
        (Self::Purpose, "purpose", 20),
        (Self::Format, "format", 24),
        (Self::Platform, "platform", 20),
        (Self::Placement, "placement", 24),
        (Self::Size, "size", 11),
        (Self::Duration, "duration", 8),
        (Self::Language, "language", 8),
        (Self::Market, "market", 16),
        (Self::Tier, "tier", 8),
        (Self::Date, "date", 8),
        (Self::Code, "code", 8),
    ];

    /// Returns the field that a word in a template means.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known, _)| *known == word).map(|(field, ..)| field)
    }

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        self.row().1
    }

    /// Returns how many characters it has at most.
    pub fn most(self) -> usize {
        self.row().2
    }

    fn row(self) -> (Self, &'static str, usize) {
        let found = Self::ALL.into_iter().find(|(field, ..)| *field == self);
        found.unwrap_or((self, "", 0))
    }
}

impl fmt::Display for NameField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{}}}", self.word())
    }
}

/// Returns words as a name holds them: a–z, 0–9 and dashes, at most so many; `x` for nothing.
pub fn slug(text: &str, most: usize) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }
    };
    let spelt: String = text.chars().flat_map(spell).map(plain).collect();
    let parts: Vec<&str> = spelt.split('-').filter(|part| !part.is_empty()).collect();
    let joined: String = parts.join("-").chars().take(most).collect();
    let slug = joined.trim_end_matches('-');
    if slug.is_empty() { "x".to_owned() } else { slug.to_owned() }
}

/// German letters have a spelling in ASCII; other letters become dashes.
fn spell(c: char) -> Vec<char> {
    match c {
        'ä' | 'Ä' => vec!['a', 'e'],
        'ö' | 'Ö' => vec!['o', 'e'],
        'ü' | 'Ü' => vec!['u', 'e'],
        'ß' => vec!['s', 's'],
        'é' | 'è' | 'ê' | 'ë' => vec!['e'],
        'á' | 'à' | 'â' => vec!['a'],
        'ñ' => vec!['n'],
        'ç' => vec!['c'],
        other => vec![other],
    }
}

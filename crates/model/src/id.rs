//! Ids. People write slugs (`win-back`); what the system makes is named after the digest of what
//! it was made from (`con-7k2m…`), so the same thing has the same name in every workspace.
//!
//! A slug is held once and shared by all that carry it: a campaign names its components thousands
//! of times.

use crate::digest::Digest;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// An id that cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum BadId {
    /// A slug with characters other than a–z, 0–9, `-` and `_`, or of a wrong length.
    #[error(
        "`{0}` is not an id: use 1 to 64 of a–z, 0–9, `-` and `_`, beginning with a letter or digit"
    )]
    Slug(String),
    /// An id of a made thing without its prefix.
    #[error("`{text}` is not a {kind} id: one looks like `{prefix}-` and twelve letters or digits")]
    Made {
        /// What was expected, in words.
        kind: &'static str,
        /// The prefix that was expected.
        prefix: &'static str,
        /// What stood there.
        text: String,
    },
}

/// Returns whether `text` may be the id of something people write.
pub fn is_slug(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
        && text.chars().all(|c| matches!(c, 'a'..='z' | '0'..='9' | '-' | '_'))
}

macro_rules! slug_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Arc<str>);
        impl $name {
            /// Returns the id as written.
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                if is_slug(text) { Ok(Self(text.into())) } else { Err(BadId::Slug(text.to_owned())) }
            }
        }
        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> { text.parse() }
        }
        impl From<$name> for String { fn from(id: $name) -> Self { id.0.as_ref().to_owned() } }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
    )*};
}

slug_ids! {
    /// The job a piece of communication does; written in `architecture.toml`.
    PurposeId,
    /// Somebody to speak to; written in `architecture.toml`.
    AudienceId,
    /// What is offered or claimed; written in `architecture.toml`.
    PropositionId,
    /// One campaign: the name of its folder.
    CampaignId,
    /// A direction: the name of its file.
    DirectionId,
    /// A delivery spec in the format pack.
    FormatId,
    /// A market such as `de` or `us`; the pack of markets is the user's.
    MarketId,
    /// A rule of the brand that may be broken on purpose, or not.
    RuleId,
    /// A logo of the brand.
    LogoId,
    /// The plain name of a component, without its kind.
    ComponentName,
}

const CROCKFORD: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

fn base32(digest: &Digest, length: usize) -> String {
    let mut bits = 0_u64;
    let mut held = 0_u32;
    let mut text = String::with_capacity(length);
    for byte in digest.as_bytes() {
        bits = (bits << 8) | u64::from(*byte);
        held += 8;
        while held >= 5 && text.len() < length {
            held -= 5;
            text.push(letter((bits >> held) as usize));
        }
    }
    text
}

fn letter(value: usize) -> char {
    CROCKFORD.get(value & 31).map_or('0', |byte| char::from(*byte))
}

/// Letters and digits after the dash of a made id.
const TAIL: usize = 12;
/// The longest made id: three letters, a dash, the tail.
const LONGEST: usize = 4 + TAIL;

macro_rules! made_ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal $kind:literal),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name([u8; LONGEST]);
        impl $name {
            /// The letters before the dash.
            pub const PREFIX: &'static str = $prefix;
            /// Names the thing after the digest of what it was made from.
            pub fn of(digest: &Digest) -> Self {
                Self(held(&format!("{}-{}", $prefix, base32(digest, TAIL))))
            }
            /// Returns the id as text.
            pub fn as_str(&self) -> &str {
                let text = self.0.get(..Self::PREFIX.len() + 1 + TAIL);
                text.and_then(|text| std::str::from_utf8(text).ok()).unwrap_or_default()
            }
        }
        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                let tail = text.strip_prefix($prefix).and_then(|rest| rest.strip_prefix('-'));
                match tail {
                    Some(tail) if tail.len() == TAIL && tail.bytes().all(|b| CROCKFORD.contains(&b)) => Ok(Self(held(text))),
                    _ => Err(BadId::Made { kind: $kind, prefix: $prefix, text: text.to_owned() }),
                }
            }
        }
        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> { text.parse() }
        }
        impl From<$name> for String { fn from(id: $name) -> Self { id.as_str().to_owned() } }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.as_str()) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({:?})", stringify!($name), self.as_str())
            }
        }
    )*};
}

/// Returns an id in place: tens of thousands are compared where campaigns are large.
fn held(text: &str) -> [u8; LONGEST] {
    let mut bytes = text.bytes();
    std::array::from_fn(|_| bytes.next().unwrap_or_default())
}

made_ids! {
    /// A competitor's ad as it was imported.
    AdId "ad" "competitor ad",
    /// A statement with its evidence.
    InsightId "ins" "insight",
    /// A starting point one can look at.
    ConceptId "con" "concept",
    /// A concept that is being made, or an existing film or post that was adopted.
    AssetId "ast" "asset",
    /// An asset with its components, for one market.
    VariantId "var" "variant",
    /// A variant in one format: a file.
    DeliverableId "dlv" "deliverable",
    /// Counted results of a deliverable in a period.
    ObservationId "obs" "observation",
    /// An expectation written down before its outcome was seen.
    PredictionId "prd" "prediction",
    /// A claim from observations, with an interval.
    LearningId "lrn" "learning",
    /// A verdict of a person, or of a policy that a person signed.
    DecisionId "dec" "decision",
    /// A question put to named people.
    CheckpointId "ask" "checkpoint",
}

/// What a component is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ComponentKind {
    /// The opening thought that earns attention.
    Hook,
    /// Where and with what it plays: footage or a photograph.
    Scene,
    /// The order of beats ("problem–demo–offer").
    Structure,
    /// A recurring visual idea of the brand.
    Motif,
    /// The call to action.
    Cta,
    /// The closing card.
    EndCard,
    /// A music bed.
    Music,
    /// A voice that speaks over a film.
    Voice,
}

impl ComponentKind {
    /// Every kind, in the order in which people think of them.
    pub const ALL: [Self; 8] = [
        Self::Hook,
        Self::Scene,
        Self::Structure,
        Self::Motif,
        Self::Cta,
        Self::EndCard,
        Self::Music,
        Self::Voice,
    ];

    /// Returns the word used in ids and tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hook => "hook",
            Self::Scene => "scene",
            Self::Structure => "structure",
            Self::Motif => "motif",
            Self::Cta => "cta",
            Self::EndCard => "end-card",
            Self::Music => "music",
            Self::Voice => "voice",
        }
    }
}

/// A component by kind and name; reads `hook/fresh-start`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ComponentId {
    /// What it is.
    pub kind: ComponentKind,
    /// Its name among components of that kind.
    pub name: ComponentName,
}

impl ComponentId {
    /// Pairs a kind with a name.
    pub const fn new(kind: ComponentKind, name: ComponentName) -> Self {
        Self { kind, name }
    }
}

impl fmt::Display for ComponentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.word(), self.name)
    }
}

impl FromStr for ComponentId {
    type Err = BadId;

    fn from_str(text: &str) -> Result<Self, BadId> {
        let refuse = || BadId::Slug(text.to_owned());
        let (kind, name) = text.split_once('/').ok_or_else(refuse)?;
        let kind = ComponentKind::ALL.into_iter().find(|k| k.word() == kind).ok_or_else(refuse)?;
        Ok(Self { kind, name: name.parse()? })
    }
}

impl TryFrom<String> for ComponentId {
    type Error = BadId;
    fn try_from(text: String) -> Result<Self, BadId> {
        text.parse()
    }
}

impl From<ComponentId> for String {
    fn from(id: ComponentId) -> Self {
        id.to_string()
    }
}

/// The short code that a deliverable carries in its file name, its ad name and `utm_content`:
/// seven Crockford base32 characters and a check character, because platforms truncate names and
/// people retype them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Code(String);

impl Code {
    /// Returns the code of a deliverable.
    pub fn of(digest: &Digest) -> Self {
        let body = base32(digest, 7).to_uppercase();
        let check = Self::check(&body);
        Self(format!("{body}{check}"))
    }

    /// Returns the code if `text` is one: right length, alphabet and check character. `O`, `I` and
    /// `L` are read as the digits they are mistaken for.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text
            .to_uppercase()
            .chars()
            .map(|c| match c {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            })
            .collect();
        let body = text.get(..7)?;
        let given = text.get(7..)?;
        let valid = |c: char| CROCKFORD.contains(&(c.to_ascii_lowercase() as u8));
        (given.len() == 1
            && text.is_ascii()
            && text.chars().all(valid)
            && given.starts_with(Self::check(body)))
        .then(|| Self(text.clone()))
    }

    /// Returns the code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Odd weights catch every single wrong character (each is invertible modulo 32).
    fn check(body: &str) -> char {
        let sum: usize = body
            .bytes()
            .enumerate()
            .map(|(place, byte)| {
                let value = CROCKFORD.iter().position(|c| *c == byte.to_ascii_lowercase());
                value.unwrap_or(0) * (2 * place + 3)
            })
            .sum();
        letter(sum).to_ascii_uppercase()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_ids_carry_their_kind() {
        let id = ConceptId::of(&Digest::of(b"x"));
        assert_eq!(id.as_str().len(), 16);
        assert_eq!(id.as_str().parse(), Ok(id.clone()));
        assert!(id.as_str().parse::<VariantId>().is_err());
    }

    #[test]
    fn a_component_reads_as_kind_and_name() {
        let id: ComponentId = "end-card/summer_26".parse().unwrap();
        assert_eq!(id.kind, ComponentKind::EndCard);
        assert_eq!(id.to_string(), "end-card/summer_26");
        assert!("poem/x".parse::<ComponentId>().is_err());
        assert!("hook/Ä".parse::<ComponentId>().is_err());
    }

    #[test]
    fn a_code_with_one_wrong_character_is_not_a_code() {
        let code = Code::of(&Digest::of(b"deliverable"));
        assert_eq!(Code::parse(&code.as_str().to_lowercase()), Some(code.clone()));
        for place in 0..8 {
            for replacement in CROCKFORD {
                let mut text = code.as_str().as_bytes().to_vec();
                let upper = replacement.to_ascii_uppercase();
                if text[place] == upper {
                    continue;
                }
                text[place] = upper;
                assert_eq!(Code::parse(std::str::from_utf8(&text).unwrap()), None);
            }
        }
    }
}

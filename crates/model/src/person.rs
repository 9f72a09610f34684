//! Who said something, and how sure we are that it was them.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The name of a person or role listed in `throughline.toml`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonName(pub String);

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How a person's word came in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "how")]
pub enum Attestation {
    /// Somebody at this operating-system account said to be this person (`--as NAME`).
    Asserted {
        /// The account that said so.
        account: String,
    },
    /// Read from a file of recorded decisions; nobody answered just now.
    Replayed {
        /// The file.
        file: String,
        /// The account that replayed it.
        account: String,
    },
    /// The board's login proved it. Only this is called a signature.
    Authenticated,
}

impl Attestation {
    /// Returns the word people read.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Asserted { .. } => "asserted",
            Self::Replayed { .. } => "replayed",
            Self::Authenticated => "authenticated",
        }
    }
}

/// A named person with how their word came in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct By {
    /// Who.
    pub name: PersonName,
    /// How we know.
    pub attestation: Attestation,
}

//! What lies beside the files of a package, for other people's tools.

use std::collections::BTreeSet;

/// What can be written beside the files of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Interchange {
    /// Each film as `OpenTimelineIO`.
    Timeline,
    /// The words of each film as SRT and `WebVTT`.
    Captions,
    /// VAST for films that ad servers play.
    Vast,
    /// Each picture as SVG with its layers, and what lies over each film as PNG.
    Layers,
    /// The files of each platform as one ZIP.
    Zip,
}

impl Interchange {
    /// Every kind.
    pub const ALL: [Self; 5] =
        [Self::Timeline, Self::Captions, Self::Vast, Self::Layers, Self::Zip];

    /// Returns the word used in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Timeline => "timeline",
            Self::Captions => "captions",
            Self::Vast => "vast",
            Self::Layers => "layers",
            Self::Zip => "zip",
        }
    }

    /// Returns what is written when nobody says: all but the layers, which hold the pictures once
    /// more.
    pub fn usual() -> BTreeSet<Self> {
        Self::ALL.into_iter().filter(|kind| *kind != Self::Layers).collect()
    }
}

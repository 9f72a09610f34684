//! `brand/`: what it looks, sounds and is allowed like.

use crate::diagnostic::Place;
use model::colour::Colour;
use model::digest::Digest;
use model::id::{ComponentId, LogoId, MarketId, RuleId};
use model::unit::{Date, Ratio};
use std::collections::BTreeMap;

/// The brand.
#[derive(Debug, Clone, PartialEq)]
pub struct Brand {
    /// Its name.
    pub name: String,
    /// Colours by role (`primary`, `accent`, `ink`, `paper`, …) from `tokens.json`.
    pub colours: BTreeMap<String, Colour>,
    /// How the fonts are named by role (`headline`, `body`).
    pub fonts: BTreeMap<String, Font>,
    /// What a role is set in where its own font does not serve, in the order it is to be asked.
    pub more_fonts: BTreeMap<String, Vec<FontsFor>>,
    /// Logos, in the order written; the first fits most backgrounds.
    pub logos: Vec<Logo>,
    /// Closing cards.
    pub end_cards: Vec<EndCard>,
    /// How it speaks: words it uses.
    pub voice: Vec<String>,
    /// Words it never uses.
    pub avoid: Vec<String>,
    /// Things only this brand has.
    pub distinctive: Vec<String>,
    /// How dark and how light its films get, if it says so.
    pub grade: Option<Grade>,
    /// Rules; some may be broken on purpose.
    pub rules: Vec<Rule>,
    /// Where it stands.
    pub place: Place,
}

/// How dark and how light the films of a brand get: luma, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grade {
    /// Somewhere they are at least so dark.
    pub black: Ratio,
    /// Somewhere they are at least so light.
    pub white: Ratio,
}

/// Fonts for a language or a script, or for whatever the other fonts lack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FontsFor {
    /// A language tag (`ja`, `zh-Hant`) or a script (`Arab`); none for any.
    pub tag: Option<String>,
    /// The fonts, the first that has a character sets it.
    pub fonts: Vec<Font>,
}

/// A font by file, or by the name of one that set-up fetches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Font {
    /// A file in `brand/fonts/`.
    File {
        /// Its path.
        path: String,
        /// Its bytes.
        digest: Digest,
        /// Weight, 100 to 900.
        weight: u16,
    },
    /// One of the fonts in the cache (`Manrope`).
    Cached {
        /// Its name.
        name: String,
        /// Weight, 100 to 900.
        weight: u16,
    },
}

/// A logo.
#[derive(Debug, Clone, PartialEq)]
pub struct Logo {
    /// Its id.
    pub id: LogoId,
    /// Its file.
    pub path: String,
    /// Its bytes.
    pub digest: Digest,
    /// Space to keep clear around it, as a share of its height.
    pub clear_space: Ratio,
    /// Smallest width, as a share of the picture's width.
    pub smallest: Ratio,
    /// `light` or `dark`: the background it is for; empty fits both.
    pub background: String,
    /// Its width over its height, once somebody has looked into the file.
    pub aspect: Option<f64>,
}

/// A closing card.
#[derive(Debug, Clone, PartialEq)]
pub struct EndCard {
    /// Its id (`end-card/…`).
    pub id: ComponentId,
    /// The call to action it closes with; the variant's when empty.
    pub cta: Option<ComponentId>,
    /// The words above the call to action.
    pub text: String,
    /// The legal line; may be empty.
    pub legal: String,
    /// The market it is for; all when absent.
    pub market: Option<MarketId>,
    /// First day it may be shown.
    pub valid_from: Option<Date>,
    /// Last day it may be shown.
    pub valid_to: Option<Date>,
    /// Background, a colour role.
    pub background: String,
    /// Ink, a colour role.
    pub ink: String,
    /// Where it stands.
    pub place: Place,
}

/// Whether a rule may be broken on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleForce {
    /// A law or a contract: cannot be broken.
    Legal,
    /// The brand's own: a named person may break it, with a reason.
    Brand,
}

/// A rule of the brand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its id; the gate's findings name it.
    pub id: RuleId,
    /// The rule in words.
    pub text: String,
    /// Whether it may be broken.
    pub force: RuleForce,
    /// The checks it stands behind (`off-palette`, `missing-logo`).
    pub checks: Vec<String>,
}

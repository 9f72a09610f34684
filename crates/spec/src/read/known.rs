//! The names that exist in the workspace, so that every name that is used can be looked up.

use super::nearest::nearest;
use super::text::Fault;
use crate::source::{SourceFile, SourceTree};
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of things with names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Thing {
    Person,
    Role,
    Purpose,
    Audience,
    Proposition,
    Direction,
    Format,
    Rule,
    Colour,
    Hook,
    Scene,
    Structure,
    Motif,
    Cta,
    EndCard,
    Music,
    Voice,
    Template,
}

impl Thing {
    /// Returns what people call it, and where it is written.
    pub(crate) const fn word_and_home(self) -> (&'static str, &'static str) {
        match self {
            Self::Person => ("person", "throughline.toml"),
            Self::Role => ("role of any person", "throughline.toml"),
            Self::Purpose => ("purpose", "architecture.toml"),
            Self::Audience => ("audience", "architecture.toml"),
            Self::Proposition => ("proposition", "architecture.toml"),
            Self::Direction => ("direction", "directions/"),
            Self::Format => ("format", "formats.csv"),
            Self::Rule => ("rule of the brand", "brand/brand.json"),
            Self::Colour => ("colour of the brand", "brand/tokens.json"),
            Self::Hook => ("hook", "components/hooks.csv"),
            Self::Scene => ("scene", "components/scenes.csv"),
            Self::Structure => ("structure", "components/structures.csv"),
            Self::Motif => ("motif", "components/motifs.csv"),
            Self::Cta => ("call to action", "components/ctas.csv"),
            Self::EndCard => ("end card", "brand/endcards.csv"),
            Self::Music => ("music bed", "components/music.csv"),
            Self::Voice => ("voice", "components/voices.csv"),
            Self::Template => ("template", "templates/"),
        }
    }

    /// Returns the kind that may be written before a component's name (`cta/shop-now`).
    const fn prefix(self) -> Option<&'static str> {
        match self {
            Self::Hook => Some("hook/"),
            Self::Scene => Some("scene/"),
            Self::Structure => Some("structure/"),
            Self::Motif => Some("motif/"),
            Self::Cta => Some("cta/"),
            Self::EndCard => Some("end-card/"),
            Self::Music => Some("music/"),
            Self::Voice => Some("voice/"),
            _ => None,
        }
    }

    /// Returns the bare name of `text`, which may be written with its kind.
    pub(crate) fn bare(self, text: &str) -> &str {
        self.prefix().and_then(|prefix| text.strip_prefix(prefix)).unwrap_or(text)
    }
}

/// All names and files of a workspace.
#[derive(Debug)]
pub(crate) struct Known<'a> {
    names: BTreeMap<Thing, BTreeSet<String>>,
    /// Things whose file could not be read, so that absence proves nothing.
    unsure: BTreeSet<Thing>,
    tree: &'a SourceTree,
    minor_per_unit: i64,
}

impl<'a> Known<'a> {
    /// Knows the files of `tree` and no names yet.
    pub(crate) fn new(tree: &'a SourceTree) -> Self {
        Self { names: BTreeMap::new(), unsure: BTreeSet::new(), tree, minor_per_unit: 100 }
    }

    /// Sets how many minor units one of the house's currency has.
    pub(crate) fn set_minor_per_unit(&mut self, minor: i64) {
        self.minor_per_unit = minor;
    }

    /// Returns how many minor units one of the house's currency has.
    pub(crate) fn minor_per_unit(&self) -> i64 {
        self.minor_per_unit
    }

    /// Adds a name.
    pub(crate) fn add(&mut self, thing: Thing, name: impl Into<String>) {
        self.names.entry(thing).or_default().insert(name.into());
    }

    /// Stops complaining about names of this kind: their file is broken, and says so itself.
    pub(crate) fn unsure_of(&mut self, thing: Thing) {
        self.unsure.insert(thing);
    }

    /// Returns what is wrong with using `text` as the name of a `thing`.
    pub(crate) fn fault(&self, thing: Thing, text: &str) -> Option<Fault> {
        let bare = thing.bare(text);
        let names = self.names.get(&thing);
        if self.unsure.contains(&thing) || names.is_some_and(|names| names.contains(bare)) {
            return None;
        }
        let (word, home) = thing.word_and_home();
        let near = names.and_then(|names| nearest(bare, names.iter().map(String::as_str)));
        let remedy = match near {
            Some(near) => format!("did you mean `{near}`? otherwise add `{bare}` to {home}"),
            None => format!("add it to {home}, or name one that is there{}", self.some(thing)),
        };
        Some(Fault::new("unknown-name", format!("`{text}` is not a {word}"), remedy))
    }

    /// Finds a file by the path somebody wrote, below each folder in turn.
    pub(crate) fn file(&self, folders: &[&str], written: &str) -> Option<&'a SourceFile> {
        let written = written.strip_prefix("./").unwrap_or(written);
        folders.iter().find_map(|folder| self.tree.get(&format!("{folder}{written}")))
    }

    /// Returns the nearest path to one that is not there.
    pub(crate) fn nearest_file(&self, folders: &[&str], written: &str) -> Option<&'a str> {
        let paths = self.tree.all().map(|file| file.path.as_str());
        let written_so = paths
            .flat_map(|path| folders.iter().filter_map(move |folder| path.strip_prefix(folder)));
        nearest(written, written_so)
    }

    fn some(&self, thing: Thing) -> String {
        let Some(names) = self.names.get(&thing) else {
            return String::new();
        };
        let first: Vec<_> = names.iter().take(6).map(|name| format!("`{name}`")).collect();
        let more = if names.len() > first.len() { ", …" } else { "" };
        format!(": {}{more}", first.join(", "))
    }
}

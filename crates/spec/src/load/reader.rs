//! Finds and parses files, one kind at a time; what cannot be parsed is a fault and is noted.

use crate::diagnostic::{Diagnostic, Place};
use crate::files::{brief, components, direction};
use crate::read::cell;
use crate::read::csv::Sheet;
use crate::read::faults::Faults;
use crate::read::fields::{Field, FileKind};
use crate::read::json::{self, Node};
use crate::read::nearest::did_you_mean;
use crate::read::text::FileText;
use crate::read::toml::Document;
use crate::source::{SourceFile, SourceTree};
use model::id::is_slug;
use std::collections::BTreeMap;

/// Bytes of a file that people write at most.
pub(super) const LARGEST: u64 = 32 << 20;

/// Parses files and notes those that cannot be.
pub(super) struct Reader<'t, 'f> {
    tree: &'t SourceTree,
    faults: &'f mut Faults,
    /// Files that are there and could not be parsed.
    pub(super) broken: Vec<String>,
}

impl<'t, 'f> Reader<'t, 'f> {
    /// Reads from `tree`.
    pub(super) fn new(tree: &'t SourceTree, faults: &'f mut Faults) -> Self {
        Self { tree, faults, broken: Vec::new() }
    }

    /// Parses a TOML file that must be there.
    pub(super) fn required_document(
        &mut self,
        path: &str,
        kind: &FileKind,
    ) -> Option<Document<'t>> {
        if self.tree.get(path).is_none() {
            let remedy =
                format!("write it; `throughline new` writes one to start from: {}", kind.doc);
            self.missing(path, &remedy);
        }
        self.document_at(path)
    }

    /// Parses a TOML file if it is there.
    pub(super) fn document_at(&mut self, path: &str) -> Option<Document<'t>> {
        let file = self.tree.get(path)?;
        self.document(file)
    }

    fn document(&mut self, file: &'t SourceFile) -> Option<Document<'t>> {
        let text = self.text(file)?;
        let document = Document::parse(&file.path, text, self.faults);
        self.noted(&file.path, document)
    }

    /// Parses a JSON file that must be there.
    pub(super) fn json(&mut self, path: &str, text: Option<&'t FileText<'t>>) -> Option<Node<'t>> {
        let Some(file) = self.tree.get(path) else {
            self.missing(path, "write it; `throughline new` writes one to start from");
            return None;
        };
        self.text(file)?;
        json::parse(text?, self.faults)
    }

    /// Parses a CSV file if it is there.
    pub(super) fn sheet(
        &mut self,
        path: &str,
        what: &'static str,
        fields: &'static [Field],
    ) -> Option<Sheet<'t>> {
        let file = self.tree.get(path)?;
        let text = self.text(file)?;
        let sheet = Sheet::parse(&file.path, text, (what, fields), self.faults);
        self.noted(path, sheet)
    }

    /// Parses every file of components and names those that are none.
    pub(super) fn components(&mut self) -> BTreeMap<&'static str, Sheet<'t>> {
        let known = components::FILES.map(|file| file.path);
        for file in self.tree.under(components::FOLDER) {
            let nested = file.path.matches('/').count() > 1;
            if has_ending(&file.path, "csv") && !nested && !known.contains(&file.path.as_str()) {
                self.unknown_file(file, &known);
            }
        }
        let sheets = components::FILES.into_iter();
        sheets
            .filter_map(|file| Some((file.path, self.sheet(file.path, file.what, file.fields)?)))
            .collect()
    }

    /// Parses every direction, by file name.
    pub(super) fn directions(&mut self) -> BTreeMap<String, Document<'t>> {
        let mut directions = BTreeMap::new();
        for file in self.tree.under(direction::FOLDER) {
            let Some(name) = direction_name(file) else {
                continue;
            };
            self.check_slug(&name, "the file's name is the direction's id", &file.path);
            if let Some(document) = self.document(file) {
                directions.insert(name, document);
            }
        }
        directions
    }

    /// Parses every brief, by the name of its folder.
    pub(super) fn briefs(&mut self) -> BTreeMap<String, Document<'t>> {
        let mut briefs = BTreeMap::new();
        for file in self.tree.under(brief::FOLDER) {
            let inside = file.path.strip_prefix(brief::FOLDER).unwrap_or_default();
            let Some((campaign, name)) = inside.split_once('/') else {
                continue;
            };
            if name == brief::FILE {
                self.check_slug(campaign, "the folder's name is the campaign's id", &file.path);
                if let Some(document) = self.document(file) {
                    briefs.insert(campaign.to_owned(), document);
                }
            } else if has_ending(name, "toml") && !name.contains('/') {
                self.unknown_file(file, &[&format!("{}{campaign}/{}", brief::FOLDER, brief::FILE)]);
            }
        }
        briefs
    }

    fn text(&mut self, file: &'t SourceFile) -> Option<&'t str> {
        if file.bytes > LARGEST {
            let message = format!("the file has {} bytes; {LARGEST} are read at most", file.bytes);
            self.whole_file(
                &file.path,
                "too-large",
                message,
                "split it, or remove what is not used",
            );
        } else if file.text.is_none() {
            let message = "the file is not text in UTF-8".to_owned();
            self.whole_file(&file.path, "not-text", message, "save it again as UTF-8 text");
        } else {
            return file.text.as_deref();
        }
        self.broken.push(file.path.clone());
        None
    }

    fn noted<T>(&mut self, path: &str, parsed: Option<T>) -> Option<T> {
        if parsed.is_none() {
            self.broken.push(path.to_owned());
        }
        parsed
    }

    fn check_slug(&mut self, name: &str, rule: &str, path: &str) {
        if !is_slug(name) {
            let message = format!("`{}` is not an id, and {rule}", cell::shown(name));
            let remedy = format!("rename it to `{}`", cell::slug_of(name));
            self.whole_file(path, "bad-id", message, &remedy);
        }
    }

    fn unknown_file(&mut self, file: &SourceFile, known: &[&str]) {
        let remedy = did_you_mean(&file.path, known.iter().copied())
            .unwrap_or_else(|| format!("remove it; the files here are {}", known.join(", ")));
        let message = "a file of this name is not read here".to_owned();
        self.whole_file(&file.path, "unknown-file", message, &remedy);
    }

    fn missing(&mut self, path: &str, remedy: &str) {
        self.whole_file(path, "missing-file", format!("`{path}` is not there"), remedy);
    }

    fn whole_file(&mut self, path: &str, code: &'static str, message: String, remedy: &str) {
        let place = Place::start_of(path);
        let remedy = remedy.to_owned();
        self.faults.error(Diagnostic { place, code, message, remedy, line_text: None });
    }
}

/// Returns the id that a direction has from its file.
pub(super) fn direction_name(file: &SourceFile) -> Option<String> {
    let name = file.path.strip_prefix(direction::FOLDER)?.strip_suffix(".toml")?;
    (!name.contains('/')).then(|| name.to_owned())
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, written)| written.eq_ignore_ascii_case(ending))
}

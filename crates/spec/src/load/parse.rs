//! Every file that people write, parsed, and the names it defines.

use super::reader::{LARGEST, Reader, direction_name};
use crate::files::components::ComponentFile;
use crate::files::{architecture, brand, brief, components, direction, dropped, end_cards};
use crate::files::{formats, house, tiers, tokens};
use crate::read::csv::Sheet;
use crate::read::faults::Faults;
use crate::read::fields::FileKind;
use crate::read::json::Node;
use crate::read::known::{Known, Thing};
use crate::read::text::FileText;
use crate::read::toml::Document;
use crate::source::SourceTree;
use model::unit::Currency;
use std::collections::BTreeMap;

/// The texts of the JSON files, which their nodes borrow from.
#[derive(Debug)]
pub(super) struct Texts<'t> {
    pub(super) brand: Option<FileText<'t>>,
    pub(super) tokens: Option<FileText<'t>>,
}

/// Every file that could be parsed.
#[derive(Debug)]
pub(super) struct Parsed<'t> {
    pub(super) house: Option<Document<'t>>,
    pub(super) architecture: Option<Document<'t>>,
    pub(super) tiers: Option<Document<'t>>,
    pub(super) directions: BTreeMap<String, Document<'t>>,
    pub(super) briefs: BTreeMap<String, Document<'t>>,
    pub(super) brand: Option<Node<'t>>,
    pub(super) tokens: Option<Node<'t>>,
    pub(super) end_cards: Option<Sheet<'t>>,
    pub(super) formats: Option<Sheet<'t>>,
    pub(super) sources: Option<Sheet<'t>>,
    components: BTreeMap<&'static str, Sheet<'t>>,
    /// Directions by file name, parsed or not.
    direction_names: Vec<String>,
    /// Files that are there and could not be parsed.
    broken: Vec<String>,
}

impl<'t> Texts<'t> {
    /// Indexes the lines of the JSON files.
    pub(super) fn of(tree: &'t SourceTree) -> Self {
        let text = |path| {
            let file = tree.get(path).filter(|file| file.bytes <= LARGEST)?;
            Some(FileText::new(&file.path, file.text.as_deref()?))
        };
        Self { brand: text(brand::PATH), tokens: text(tokens::PATH) }
    }
}

impl<'t> Parsed<'t> {
    /// Parses every file; what cannot be parsed is a fault and left out.
    pub(super) fn read(tree: &'t SourceTree, texts: &'t Texts<'t>, faults: &mut Faults) -> Self {
        let mut reader = Reader::new(tree, faults);
        let mut parsed = Self {
            house: reader.required_document(house::PATH, &house::KIND),
            architecture: reader.required_document(architecture::PATH, &architecture::KIND),
            tiers: reader.document_at(tiers::PATH),
            directions: reader.directions(),
            briefs: reader.briefs(),
            brand: reader.json(brand::PATH, texts.brand.as_ref()),
            tokens: reader.json(tokens::PATH, texts.tokens.as_ref()),
            end_cards: reader.sheet(end_cards::PATH, end_cards::WHAT, end_cards::FIELDS),
            formats: reader.sheet(formats::PATH, formats::WHAT, formats::FIELDS),
            sources: reader.sheet(dropped::SOURCES, dropped::WHAT, dropped::FIELDS),
            components: reader.components(),
            direction_names: tree.under(direction::FOLDER).filter_map(direction_name).collect(),
            broken: Vec::new(),
        };
        parsed.broken = reader.broken;
        parsed
    }

    /// Returns every TOML file with its kind.
    pub(super) fn documents(&self) -> impl Iterator<Item = (&'static FileKind, &Document<'t>)> {
        let single = [
            (&house::KIND, &self.house),
            (&architecture::KIND, &self.architecture),
            (&tiers::KIND, &self.tiers),
        ];
        let single = single.into_iter().filter_map(|(kind, file)| Some((kind, file.as_ref()?)));
        let directions = self.directions.values().map(|file| (&direction::KIND, file));
        let briefs = self.briefs.values().map(|file| (&brief::KIND, file));
        single.chain(directions).chain(briefs)
    }

    /// Returns every CSV file.
    pub(super) fn sheets(&self) -> impl Iterator<Item = &Sheet<'t>> {
        let single = [&self.end_cards, &self.formats, &self.sources];
        self.components.values().chain(single.into_iter().flatten())
    }

    /// Returns the sheet of one kind of component.
    pub(super) fn component(&self, file: &ComponentFile) -> Option<&Sheet<'t>> {
        self.components.get(file.path)
    }

    /// Returns whether a file is there and could not be parsed.
    pub(super) fn is_broken(&self, path: &str) -> bool {
        self.broken.iter().any(|broken| broken == path)
    }

    /// Returns the language of columns that name none.
    pub(super) fn language(&self) -> String {
        let root = self.house.as_ref().map(Document::root);
        root.and_then(|root| root.text("language")).unwrap_or(house::LANGUAGE).to_owned()
    }

    /// Collects the names that the files define, but those of the brand.
    pub(super) fn names<'n>(&self, tree: &'n SourceTree) -> Known<'n> {
        let mut known = Known::new(tree);
        self.name_people(&mut known);
        self.name_architecture(&mut known);
        self.direction_names.iter().for_each(|name| known.add(Thing::Direction, name));
        crate::formats::ids().for_each(|id| known.add(Thing::Format, id));
        for name in crate::template::names(tree) {
            known.add(Thing::Template, name);
        }
        self.name_rows(Thing::Format, formats::PATH, self.formats.as_ref(), &mut known);
        self.name_rows(Thing::EndCard, end_cards::PATH, self.end_cards.as_ref(), &mut known);
        let parts = [
            (Thing::Hook, &components::HOOKS),
            (Thing::Scene, &components::SCENES),
            (Thing::Structure, &components::STRUCTURES),
            (Thing::Motif, &components::MOTIFS),
            (Thing::Cta, &components::CTAS),
            (Thing::Music, &components::MUSIC),
            (Thing::Voice, &components::VOICES),
        ];
        for (thing, file) in parts {
            self.name_rows(thing, file.path, self.component(file), &mut known);
        }
        known
    }

    fn name_people(&self, known: &mut Known<'_>) {
        let Some(house) = &self.house else {
            known.unsure_of(Thing::Person);
            return known.unsure_of(Thing::Role);
        };
        let root = house.root();
        if let Some(currency) = root.text("currency").and_then(Currency::parse) {
            known.set_minor_per_unit(currency.minor_per_unit());
        }
        for person in root.tables("people") {
            person.text("name").into_iter().for_each(|name| known.add(Thing::Person, name));
            person.list("roles").into_iter().for_each(|role| known.add(Thing::Role, role));
        }
    }

    fn name_architecture(&self, known: &mut Known<'_>) {
        let lists = [
            (Thing::Purpose, "purposes"),
            (Thing::Audience, "audiences"),
            (Thing::Proposition, "propositions"),
        ];
        for (thing, key) in lists {
            match &self.architecture {
                Some(document) => {
                    let tables = document.root().tables(key);
                    let ids = tables.iter().filter_map(|table| table.text("id"));
                    ids.for_each(|id| known.add(thing, id));
                }
                None => known.unsure_of(thing),
            }
        }
    }

    fn name_rows(
        &self,
        thing: Thing,
        path: &str,
        sheet: Option<&Sheet<'_>>,
        known: &mut Known<'_>,
    ) {
        if self.is_broken(path) {
            known.unsure_of(thing);
        }
        let rows = sheet.into_iter().flat_map(Sheet::rows);
        rows.filter_map(|row| row.text("id")).for_each(|id| known.add(thing, id));
    }
}

//! `templates/NAME/`: layouts as designers write them, in a subset of HTML and CSS.
//!
//! A template is checked here and laid out in `layout`. What the subset does not have is refused by
//! name, because a property that is read over shows only in the finished picture. Nothing leaves the
//! folder: no scripts, no addresses, no fonts but the brand's.

mod length;
mod markup;
mod property;
mod sheet;
mod value;

use crate::diagnostic::{Diagnostic, Place};
use crate::read::text::{Fault, FileText};
use crate::source::SourceTree;
use model::colour::Colour;
use model::digest::{Digest, Fields};
use std::collections::BTreeMap;

pub use length::{Length, Surroundings, Unit};
pub use property::{Kind, PROPERTIES, Property};
pub use sheet::{Combinator, Compound, Condition, Declaration, Rule, Selector, Specificity};
pub use value::{Background, Paint, Track, Value, Vars, parse};

/// Where templates lie.
pub const FOLDER: &str = "templates/";
/// What a template begins with.
const INDEX: &str = "index.html";
/// A template is written by hand; more is a page in disguise. Bytes a file.
const LARGEST: usize = 256 << 10;

/// A checked template.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// Its name: the folder's.
    pub name: String,
    /// Its body.
    pub root: Element,
    /// Its rules, in the order in which they are written.
    pub rules: Vec<Rule>,
    /// What tells it from others: all its files.
    pub digest: Digest,
}

/// A box of a template.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// The tag, lower case.
    pub tag: String,
    /// Its `id`.
    pub id: Option<String>,
    /// Its classes.
    pub classes: Vec<String>,
    /// Its `data-slot`.
    pub slot: Option<String>,
    /// What is in it.
    pub content: Content,
    /// Where it begins.
    pub place: Place,
}

/// What is in a box.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Other boxes; none for a plain area.
    Boxes(Vec<Element>),
    /// Words.
    Words(Vec<Piece>),
    /// A picture.
    Picture(Picture),
}

/// A piece of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// As written in the template.
    Text(String),
    /// What the ad says here.
    Slot(WordSlot),
    /// A new line.
    Break,
}

/// Words that an ad brings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordSlot {
    /// What it says first.
    Headline,
    /// What it says next.
    Line,
    /// The call to action.
    Cta,
    /// The legal line.
    Legal,
}

/// A picture in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    /// The scene's.
    Photo,
    /// The brand's logo.
    Logo,
    /// A file beside the template.
    File(Digest),
}

/// Returns what the brand's tokens are called in style sheets: `--color-primary`, `--font-headline`.
pub fn brand_vars(colours: &BTreeMap<String, Colour>) -> Vars {
    let colours =
        colours.iter().map(|(role, colour)| (format!("--color-{role}"), colour.to_string()));
    let fonts = ["headline", "body"].map(|role| (format!("--font-{role}"), role.to_owned()));
    colours.chain(fonts).collect()
}

/// Returns the names of the templates in a tree, sorted.
pub(crate) fn names(tree: &SourceTree) -> Vec<String> {
    let index = |path: &str| {
        let name = path.strip_prefix(FOLDER)?.strip_suffix(INDEX)?.strip_suffix('/')?;
        (!name.contains('/')).then(|| name.to_owned())
    };
    tree.under(FOLDER).filter_map(|file| index(&file.path)).collect()
}

/// Reads every template of a tree; each fault of each is told.
pub(crate) fn read_all(
    tree: &SourceTree,
    vars: &Vars,
) -> (BTreeMap<String, Template>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let read = |name: String| Some((name.clone(), read(&name, tree, vars, &mut faults)?));
    let templates = names(tree).into_iter().filter_map(read).collect();
    (templates, faults)
}

/// Reads a template of one page, with its style in it.
pub fn read_one(name: &str, page: &str, vars: &Vars) -> Result<Template, Vec<Diagnostic>> {
    let file = crate::source::SourceFile {
        path: format!("{FOLDER}{name}/{INDEX}"),
        digest: Digest::of(page.as_bytes()),
        bytes: page.len() as u64,
        text: Some(page.into()),
    };
    let mut faults = Vec::new();
    let template = read(name, &SourceTree::new([file]), vars, &mut faults);
    template.filter(|_| faults.is_empty()).ok_or(faults)
}

fn read(
    name: &str,
    tree: &SourceTree,
    vars: &Vars,
    faults: &mut Vec<Diagnostic>,
) -> Option<Template> {
    let folder = format!("{FOLDER}{name}/");
    let text = text_of(&format!("{folder}{INDEX}"), tree, faults)?;
    let files = Files { folder: &folder, tree };
    let page = markup::read(&text, &files, faults);
    let mut rules = Vec::new();
    for (start, style) in &page.styles {
        let within = sheet::Source { text: &text, start: *start, css: style };
        sheet::read(&within, &mut rules, faults);
    }
    for path in &page.sheets {
        if let Some(text) = text_of(path, tree, faults) {
            let whole = sheet::Source { text: &text, start: 0, css: text.text };
            sheet::read(&whole, &mut rules, faults);
        }
    }
    sheet::check(&rules, vars, faults);
    let root = page.root?;
    let digest = tree
        .under(&folder)
        .fold(Fields::new("template"), |fields, file| {
            fields.text("path", &file.path).digest("file", &file.digest)
        })
        .finish();
    Some(Template { name: name.to_owned(), root, rules, digest })
}

fn text_of<'t>(
    path: &str,
    tree: &'t SourceTree,
    faults: &mut Vec<Diagnostic>,
) -> Option<FileText<'t>> {
    let file = tree.get(path)?;
    let text = file.text.as_deref().filter(|text| text.len() <= LARGEST);
    let Some(text) = text else {
        let message = format!("a template's file is text of at most {LARGEST} bytes");
        let fault = Fault::new("unreadable", message, "save it as UTF-8, without pictures in it");
        faults.push(FileText::new(&file.path, "").fault(0..0, fault));
        return None;
    };
    Some(FileText::new(&file.path, text))
}

/// The files beside a template.
struct Files<'t> {
    folder: &'t str,
    tree: &'t SourceTree,
}

impl Files<'_> {
    /// Finds a file by the address somebody wrote; nothing outside the folder can be named.
    fn find(&self, written: &str) -> Result<(String, Digest), Fault> {
        let leaves = written.contains("..")
            || written.contains(':')
            || written.contains('\\')
            || written.starts_with('/');
        if leaves {
            let message = format!("`{written}` leaves the template's folder");
            let remedy = format!("put the file into {} and name it alone", self.folder);
            return Err(Fault::new("outside-folder", message, remedy));
        }
        let path = format!("{}{}", self.folder, written.trim_start_matches("./"));
        let Some(file) = self.tree.get(&path) else {
            let message = format!("`{written}` is not there");
            let remedy = format!("put the file into {}", self.folder);
            return Err(Fault::new("missing-file", message, remedy));
        };
        Ok((path, file.digest))
    }
}

#[cfg(test)]
mod tests;

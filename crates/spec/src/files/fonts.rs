//! The fonts of a brand: by role, by language and script, and for what all of them lack.

use super::brand::FOLDERS;
use super::tokens::{Tokens, Typeface};
use crate::read::cell;
use crate::read::faults::Faults;
use crate::read::json::Node;
use crate::read::known::Known;
use crate::read::text::Fault;
use crate::workspace::{Font, FontsFor};
use model::language::is_tag;
use std::collections::{BTreeMap, BTreeSet};

/// The weight of a font that states none.
const REGULAR: u16 = 400;

/// What `brand.json` says of each role.
pub(super) type Faces = BTreeMap<String, Face>;

/// A font as it is written.
#[derive(Debug, Clone, Default)]
pub(super) struct Face {
    typeface: Typeface,
    file: Option<String>,
    /// Fonts for languages and scripts by tag, then those without one, for what all others lack.
    more: Vec<(Option<String>, Vec<Face>)>,
}

/// Reads the fonts that the brand names by role.
pub(super) fn read(root: Node<'_>, known: &Known<'_>, faults: &mut Faults) -> Faces {
    let entries = root.get("fonts").map(|node| node.entries()).unwrap_or_default();
    let mut fonts = BTreeMap::new();
    for (role, node) in entries {
        let role = match role.as_str() {
            "primary" => "headline".to_owned(),
            "secondary" => "body".to_owned(),
            _ => role,
        };
        if let Some(mut face) = face(&role, node, known, faults) {
            face.more = more_of(&role, node, known, faults);
            fonts.insert(role, face);
        }
    }
    fonts
}

/// Reports a brand without a headline font; the body may share it.
pub(super) fn check(root: Node<'_>, said: &Faces, tokens: &Tokens, faults: &mut Faults) {
    if family(said, tokens, "headline").is_none() {
        let message = "the brand has no headline font";
        let remedy = "add `font.headline` of type `fontFamily` to brand/tokens.json, or \
                      `\"fonts\": {\"headline\": \"Manrope\"}` here";
        faults.error(root.fault(Fault::new("missing-font", message, remedy)));
    }
}

/// Reads one font: a family's name, or an object with family, file and weight.
fn face(role: &str, node: Node<'_>, known: &Known<'_>, faults: &mut Faults) -> Option<Face> {
    let file = node.text_of("file");
    if let Some(file) = &file
        && let Some(fault) = cell::missing_file(&format!("font `{role}`"), FOLDERS, file, known)
    {
        faults.error(node.get("file").unwrap_or(node).fault(fault));
    }
    let family = node.text().or_else(|| node.text_of("family"));
    let weight = node.get("weight").and_then(|node| node.number());
    let weight = weight.filter(|weight| (1.0..=1000.0).contains(weight));
    let weight = weight.map(|weight| weight.round() as u16);
    let typeface = Typeface { family, weight, next: Vec::new() };
    (typeface.family.is_some() || file.is_some()).then(|| Face { typeface, file, more: Vec::new() })
}

/// Reads the fonts a role has for languages and scripts, and for what its own font lacks.
fn more_of(
    role: &str,
    node: Node<'_>,
    known: &Known<'_>,
    faults: &mut Faults,
) -> Vec<(Option<String>, Vec<Face>)> {
    let list = |node: Node<'_>, faults: &mut Faults| -> Vec<Face> {
        let items = node.items();
        let nodes = if items.is_empty() { vec![node] } else { items };
        nodes.into_iter().filter_map(|node| face(role, node, known, faults)).collect()
    };
    let mut more = Vec::new();
    let tagged = node.get("languages").map(|node| node.entries()).unwrap_or_default();
    for (tag, node) in tagged {
        if !is_tag(&tag) {
            let message = format!("`{}` is neither a language nor a script", cell::shown(&tag));
            let remedy =
                "write a language tag (`ja`, `zh-Hant`) or a script's four letters (`Arab`)";
            faults.error(node.fault(Fault::new("bad-value", message, remedy)));
        }
        more.push((Some(tag), list(node, faults)));
    }
    more.extend(node.get("fallback").map(|node| (None, list(node, faults))));
    more
}

fn family(said: &Faces, tokens: &Tokens, role: &str) -> Option<String> {
    let face = said.get(role);
    face.and_then(|face| face.file.clone().or(face.typeface.family.clone()))
        .or_else(|| tokens.typefaces.get(role)?.family.clone())
}

/// Returns the font of each role; a body that names none shares the headline's.
pub(super) fn settled(said: &Faces, tokens: &Tokens, known: &Known<'_>) -> BTreeMap<String, Font> {
    let roles: BTreeSet<&String> = said.keys().chain(tokens.typefaces.keys()).collect();
    let mut fonts: BTreeMap<String, Font> = roles
        .into_iter()
        .filter_map(|role| Some((role.clone(), settled_font(said, tokens, role, known)?)))
        .collect();
    if let Some(headline) = fonts.get("headline").cloned() {
        fonts.entry("body".to_owned()).or_insert(headline);
    }
    fonts
}

fn settled_font(said: &Faces, tokens: &Tokens, role: &str, known: &Known<'_>) -> Option<Font> {
    let face = said.get(role);
    let token = tokens.typefaces.get(role);
    let weight =
        face.and_then(|face| face.typeface.weight).or_else(|| token?.weight).unwrap_or(REGULAR);
    if let Some(path) = face.and_then(|face| face.file.as_ref()) {
        return file_font(path, weight, known);
    }
    Some(Font::Cached { name: family(said, tokens, role)?, weight })
}

fn file_font(path: &str, weight: u16, known: &Known<'_>) -> Option<Font> {
    let file = known.file(FOLDERS, path)?;
    Some(Font::File { path: file.path.clone(), digest: file.digest, weight })
}

/// Returns for each role what is asked after its own font. A body without fonts of its own shares
/// the headline's.
pub(super) fn settled_more(
    said: &Faces,
    tokens: &Tokens,
    known: &Known<'_>,
) -> BTreeMap<String, Vec<FontsFor>> {
    let roles = said.keys().chain(tokens.typefaces.keys());
    let mut all: BTreeMap<String, Vec<FontsFor>> =
        roles.map(|role| (role.clone(), more_fonts_of(said, tokens, role, known))).collect();
    if let Some(headline) = all.get("headline").cloned() {
        all.entry("body".to_owned()).or_insert(headline);
    }
    all.retain(|_, fonts| !fonts.is_empty());
    all
}

fn more_fonts_of(said: &Faces, tokens: &Tokens, role: &str, known: &Known<'_>) -> Vec<FontsFor> {
    let face = said.get(role);
    let token = tokens.typefaces.get(role);
    let own = face.and_then(|face| face.typeface.weight).or_else(|| token?.weight);
    let font = |face: &Face| {
        let weight = face.typeface.weight.or(own).unwrap_or(REGULAR);
        match (&face.file, &face.typeface.family) {
            (Some(path), _) => file_font(path, weight, known),
            (None, Some(name)) => Some(Font::Cached { name: name.clone(), weight }),
            (None, None) => None,
        }
    };
    let mut more: Vec<FontsFor> = face
        .iter()
        .flat_map(|face| &face.more)
        .map(|(tag, faces)| FontsFor {
            tag: tag.clone(),
            fonts: faces.iter().filter_map(font).collect(),
        })
        .collect();
    let next = token.map(|token| token.next.as_slice()).unwrap_or_default();
    let weight = own.unwrap_or(REGULAR);
    let fonts: Vec<Font> =
        next.iter().map(|name| Font::Cached { name: name.clone(), weight }).collect();
    if !fonts.is_empty() {
        more.push(FontsFor { tag: None, fonts });
    }
    more.retain(|more| !more.fonts.is_empty());
    more
}

//! `brand/tokens.json`: colours and type as W3C design tokens (2025.10).

use crate::read::faults::Faults;
use crate::read::json::{DEEPEST, Node};
use crate::read::nearest::nearest;
use crate::read::text::Fault;
use model::colour::Colour;
use std::collections::BTreeMap;

/// Where it lies.
pub(crate) const PATH: &str = "brand/tokens.json";

/// Roles that every picture needs.
pub(crate) const NEEDED: [&str; 3] = ["primary", "ink", "paper"];

/// References followed at most from one token to the next; a longer chain is a circle.
const LONGEST_CHAIN: usize = 32;

/// Groups whose name says the type of what is in them, and so is no part of a role.
const GROUPS: [&str; 12] = [
    "color",
    "colors",
    "colour",
    "colours",
    "font",
    "fonts",
    "fontFamily",
    "font-family",
    "fontWeight",
    "font-weight",
    "typography",
    "type",
];

/// A typeface by family and weight.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Typeface {
    /// The family, when stated.
    pub(crate) family: Option<String>,
    /// Families to ask for what the first lacks.
    pub(crate) next: Vec<String>,
    /// Weight, 100 to 900, when stated.
    pub(crate) weight: Option<u16>,
}

/// What the tokens say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Tokens {
    /// Colours by role.
    pub(crate) colours: BTreeMap<String, Colour>,
    /// Typefaces by role.
    pub(crate) typefaces: BTreeMap<String, Typeface>,
}

struct Token<'d> {
    kind: Option<String>,
    value: Node<'d>,
}

type Flat<'d> = BTreeMap<String, Token<'d>>;

/// Reads all tokens we know; older colours written as text are warned of.
pub(crate) fn read(root: Node<'_>, faults: &mut Faults) -> Tokens {
    let mut flat = Flat::new();
    flatten(root, "", None, 0, &mut flat, faults);
    let mut tokens = Tokens::default();
    for (path, token) in &flat {
        let Some(found) = follow(path, &flat, faults) else {
            continue;
        };
        let kind = token.kind.as_ref().or(found.kind.as_ref());
        match kind.map(String::as_str) {
            Some("color") => {
                if let Some(colour) = colour(path, found.value, faults) {
                    tokens.colours.insert(role(path), colour);
                }
            }
            Some("fontFamily") => {
                let typeface = tokens.typefaces.entry(role(path)).or_default();
                (typeface.family, typeface.next) = families(found.value);
            }
            Some("fontWeight") => {
                tokens.typefaces.entry(role(path)).or_default().weight = weight(found.value);
            }
            Some("typography") => typography(path, found.value, &flat, &mut tokens),
            Some(_) => {}
            None => faults.warn(token.value.fault(Fault::new(
                "untyped-token",
                format!("the token `{path}` has no `$type`, nor has a group around it"),
                "add `\"$type\": \"color\"` (or another type) to it or to its group",
            ))),
        }
    }
    for needed in NEEDED {
        if !tokens.colours.contains_key(needed) {
            let message = format!("there is no colour `{needed}`");
            let remedy =
                format!("add `color.{needed}`; every picture needs primary, ink and paper");
            faults.error(root.fault(Fault::new("missing-colour", message, remedy)));
        }
    }
    tokens
}

fn flatten<'d>(
    node: Node<'d>,
    path: &str,
    inherited: Option<&str>,
    depth: usize,
    flat: &mut Flat<'d>,
    faults: &mut Faults,
) {
    if depth > DEEPEST {
        let message = format!("groups are nested more than {DEEPEST} levels deep");
        faults.error(node.fault(Fault::new("too-deep", message, "flatten the groups")));
        return;
    }
    let own = node.text_of("$type");
    let kind = own.as_deref().or(inherited);
    if let Some(value) = node.get("$value") {
        flat.insert(path.to_owned(), Token { kind: kind.map(str::to_owned), value });
        return;
    }
    for (name, below) in node.entries() {
        if !name.starts_with('$') && below.is_object() {
            let path = if path.is_empty() { name } else { format!("{path}.{name}") };
            flatten(below, &path, kind, depth + 1, flat, faults);
        }
    }
}

/// Follows `{group.token}` to the token that has a value of its own.
fn follow<'f, 'd>(path: &str, flat: &'f Flat<'d>, faults: &mut Faults) -> Option<&'f Token<'d>> {
    let start = flat.get(path)?;
    let mut token = start;
    for _ in 0..=LONGEST_CHAIN {
        let Some(target) = alias(token.value) else {
            return Some(token);
        };
        let Some(next) = flat.get(&target) else {
            let names = flat.keys().map(String::as_str);
            let remedy = nearest(&target, names).map_or_else(
                || "name a token that is there".to_owned(),
                |near| format!("did you mean `{{{near}}}`?"),
            );
            let message = format!("`{{{target}}}` is not a token");
            faults.error(token.value.fault(Fault::new("unknown-name", message, remedy)));
            return None;
        };
        token = next;
    }
    let message = format!("the token `{path}` leads to no value in {LONGEST_CHAIN} steps");
    faults.error(start.value.fault(Fault::new(
        "circle",
        message,
        "it may refer to itself in a circle: give one of them a value",
    )));
    None
}

fn alias(value: Node<'_>) -> Option<String> {
    let text = value.text()?;
    Some(text.strip_prefix('{')?.strip_suffix('}')?.to_owned())
}

fn role(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('.').collect();
    if parts.len() > 1 && parts.first().is_some_and(|first| GROUPS.contains(first)) {
        parts.remove(0);
    }
    parts.join("-")
}

fn colour(path: &str, value: Node<'_>, faults: &mut Faults) -> Option<Colour> {
    if let Some(text) = value.text() {
        let Some(colour) = Colour::parse(&text) else {
            let message = format!("the colour `{path}` is not `#rrggbb`");
            let remedy = "write an object with `colorSpace`, `components` and `hex`";
            faults.error(value.fault(Fault::new("bad-colour", message, remedy)));
            return None;
        };
        let message = format!("the colour `{path}` is written as text, an older form");
        let remedy = format!(
            "write {{\"colorSpace\": \"srgb\", \"components\": [{}], \"hex\": \"{colour}\"}}",
            [colour.r, colour.g, colour.b].map(share).join(", ")
        );
        faults.warn(value.fault(Fault::new("old-colour", message, remedy)));
        return Some(colour);
    }
    let colour = value.text_of("hex").map_or_else(|| srgb(value), |hex| Colour::parse(&hex));
    if colour.is_none() {
        let message = format!("the colour `{path}` cannot be read");
        let remedy = "give it a `hex` of six digits, or three `components` from 0 to 1 in `srgb`";
        faults.error(value.fault(Fault::new("bad-colour", message, remedy)));
    }
    colour
}

fn srgb(value: Node<'_>) -> Option<Colour> {
    let components = value.get("components")?.items();
    let channels: Vec<f64> = components.iter().map(Node::number).collect::<Option<_>>()?;
    let byte = |share: f64| (share.clamp(0.0, 1.0) * 255.0).round() as u8;
    match (value.text_of("colorSpace")?.as_str(), channels.as_slice()) {
        ("srgb", [r, g, b]) => Some(Colour { r: byte(*r), g: byte(*g), b: byte(*b) }),
        _ => None,
    }
}

fn share(byte: u8) -> String {
    let rounded = (f64::from(byte) / 255.0 * 1000.0).round() / 1000.0;
    rounded.to_string()
}

/// Names that leave the choice to whoever shows the page: no fonts of a brand.
const GENERIC: [&str; 9] = [
    "serif",
    "sans-serif",
    "monospace",
    "cursive",
    "fantasy",
    "system-ui",
    "ui-sans-serif",
    "ui-serif",
    "emoji",
];

fn families(value: Node<'_>) -> (Option<String>, Vec<String>) {
    let listed = value.items().iter().filter_map(Node::text).collect();
    let all = value.text().map_or(listed, |one| vec![one]);
    let mut own = all.into_iter().filter(|family| !GENERIC.contains(&family.as_str()));
    (own.next(), own.collect())
}

fn weight(value: Node<'_>) -> Option<u16> {
    let number = value.number().filter(|weight| (1.0..=1000.0).contains(weight));
    number.map(|weight| weight.round() as u16).or_else(|| named_weight(&value.text()?))
}

/// The weight names of the design-token format, which are those of OpenType.
fn named_weight(name: &str) -> Option<u16> {
    Some(match name {
        "thin" | "hairline" => 100,
        "extra-light" | "ultra-light" => 200,
        "light" => 300,
        "normal" | "regular" | "book" => 400,
        "medium" => 500,
        "semi-bold" | "demi-bold" => 600,
        "bold" => 700,
        "extra-bold" | "ultra-bold" => 800,
        "black" | "heavy" | "extra-black" | "ultra-black" => 900,
        _ => return None,
    })
}

fn typography(path: &str, value: Node<'_>, flat: &Flat<'_>, tokens: &mut Tokens) {
    // An alias inside a composite value that leads nowhere is left out, as an absent part is.
    let part = |key| {
        let node = value.get(key)?;
        let target = alias(node).and_then(|path| flat.get(&path));
        Some(target.map_or(node, |token| token.value))
    };
    let typeface = tokens.typefaces.entry(role(path)).or_default();
    if let Some((Some(family), next)) = part("fontFamily").map(families) {
        (typeface.family, typeface.next) = (Some(family), next);
    }
    typeface.weight = part("fontWeight").and_then(weight).or(typeface.weight);
}

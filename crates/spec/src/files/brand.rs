//! `brand/brand.json`: name, logos, fonts, voice and rules, a subset of the brand file of
//! the Ad Context Protocol.

use super::tokens::{Tokens, Typeface};
use crate::read::cell;
use crate::read::faults::Faults;
use crate::read::json::Node;
use crate::read::known::Known;
use crate::read::text::Fault;
use crate::workspace::{Brand, EndCard, Font, Grade, Logo, Rule, RuleForce};
use model::id::is_slug;
use model::unit::Ratio;
use std::collections::{BTreeMap, BTreeSet};

/// Where it lies.
pub(crate) const PATH: &str = "brand/brand.json";
/// Where the files it names are looked for.
const FOLDERS: &[&str] = &["brand/", ""];
/// The weight of a font that states none.
const REGULAR: u16 = 400;
/// Space around a logo that states none, as a share of its height, and its smallest share of the
/// width: our own starting values, below what brand books usually ask for.
const CLEAR_SPACE: f64 = 0.25;
const SMALLEST: f64 = 0.08;

/// What `brand.json` says, before the rest of the brand is known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Identity {
    name: Option<String>,
    logos: Vec<Logo>,
    fonts: BTreeMap<String, Face>,
    voice: Vec<String>,
    avoid: Vec<String>,
    distinctive: Vec<String>,
    grade: Option<Grade>,
    /// The rules; some may be broken on purpose.
    pub(crate) rules: Vec<Rule>,
    place: Option<crate::diagnostic::Place>,
}

#[derive(Debug, Clone, Default)]
struct Face {
    typeface: Typeface,
    file: Option<String>,
}

/// Reads what we know of the file and reports what is wrong with it.
pub(crate) fn read(root: Node<'_>, known: &Known<'_>, faults: &mut Faults) -> Identity {
    let name = name(root);
    if name.as_deref().is_none_or(str::is_empty) {
        let message = "the brand has no name";
        let remedy = "add `\"name\": \"…\"`";
        faults.error(root.fault(Fault::new("missing-key", message, remedy)));
    }
    let vocabulary = root.get("vocabulary");
    let words = |key| vocabulary.map(|node| node.texts_of(key)).unwrap_or_default();
    let traits = root.get("tone").map(|tone| tone.texts_of("attributes")).unwrap_or_default();
    let used = words("use");
    Identity {
        name,
        logos: logos(root, known, faults),
        fonts: fonts(root, known, faults),
        voice: if used.is_empty() { traits } else { used },
        avoid: words("avoid"),
        distinctive: root.texts_of("distinctive_assets"),
        grade: grade(root, faults),
        rules: rules(root, faults),
        place: Some(root.place()),
    }
}

/// Puts the brand together; nothing when a part without a default is missing.
pub(crate) fn build(
    identity: &Identity,
    tokens: &Tokens,
    end_cards: Vec<EndCard>,
    known: &Known<'_>,
) -> Option<Brand> {
    Some(Brand {
        name: identity.name.clone()?,
        colours: tokens.colours.clone(),
        fonts: settled_fonts(identity, tokens, known),
        logos: identity.logos.clone(),
        end_cards,
        voice: identity.voice.clone(),
        avoid: identity.avoid.clone(),
        distinctive: identity.distinctive.clone(),
        grade: identity.grade,
        rules: identity.rules.clone(),
        place: identity.place.clone()?,
    })
}

/// Reports a brand without a headline font; the body may share it.
pub(crate) fn check_fonts(
    root: Node<'_>,
    identity: &Identity,
    tokens: &Tokens,
    faults: &mut Faults,
) {
    if family(identity, tokens, "headline").is_none() {
        let message = "the brand has no headline font";
        let remedy = "add `font.headline` of type `fontFamily` to brand/tokens.json, or \
                      `\"fonts\": {\"headline\": \"Manrope\"}` here";
        faults.error(root.fault(Fault::new("missing-font", message, remedy)));
    }
}

fn name(root: Node<'_>) -> Option<String> {
    root.text_of("name").or_else(|| {
        let first = root.get("names")?.items().into_iter().next()?;
        first.entries().first().and_then(|(_, name)| name.text())
    })
}

fn logos(root: Node<'_>, known: &Known<'_>, faults: &mut Faults) -> Vec<Logo> {
    let nodes = root.get("logos").map(|node| node.items()).unwrap_or_default();
    if nodes.is_empty() {
        let message = "the brand has no logo";
        let remedy = "add `\"logos\": [{\"id\": \"main\", \"url\": \"logos/main.svg\"}]`";
        faults.error(root.fault(Fault::new("missing-key", message, remedy)));
    }
    let clear_space = usual_clear_space(root).unwrap_or(CLEAR_SPACE);
    let mut seen = BTreeSet::new();
    let logos = nodes.iter().enumerate().filter_map(|(place, node)| {
        let id = node.text_of("id").unwrap_or_else(|| format!("logo-{}", place + 1));
        check_id("logo", &id, *node, &mut seen, faults);
        logo(*node, &id, clear_space, known, faults)
    });
    logos.collect()
}

fn logo(
    node: Node<'_>,
    id: &str,
    clear_space: f64,
    known: &Known<'_>,
    faults: &mut Faults,
) -> Option<Logo> {
    let Some(url) = node.text_of("url") else {
        let message = format!("logo `{id}` names no file");
        let remedy = "add `\"url\": \"logos/main.svg\"`";
        faults.error(node.fault(Fault::new("missing-key", message, remedy)));
        return None;
    };
    if let Some(fault) = cell::missing_file(&format!("logo `{id}`"), FOLDERS, &url, known) {
        let at = node.get("url").unwrap_or(node);
        faults.error(at.fault(fault));
    }
    let file = known.file(FOLDERS, &url)?;
    let own = |key: &str| node.get(key).and_then(share).filter(|share| (0.0..=2.0).contains(share));
    Some(Logo {
        id: id.parse().ok()?,
        path: file.path.clone(),
        digest: file.digest,
        clear_space: Ratio(own("clear_space").unwrap_or(clear_space)),
        smallest: Ratio(own("smallest").unwrap_or(SMALLEST).min(1.0)),
        background: background(&node.text_of("background").unwrap_or_default()).to_owned(),
        aspect: None,
    })
}

fn usual_clear_space(root: Node<'_>) -> Option<f64> {
    share(root.get("visual_guidelines")?.get("logo_placement")?.get("min_clear_space")?)
        .filter(|share| (0.0..=2.0).contains(share))
}

/// Reads how dark and how light the brand's films get.
fn grade(root: Node<'_>, faults: &mut Faults) -> Option<Grade> {
    let node = root.get("visual_guidelines")?.get("grade")?;
    let luma = |key| node.get(key)?.number().filter(|luma| (0.0..=1.0).contains(luma));
    let grade = luma("black").zip(luma("white")).filter(|(black, white)| black < white);
    if grade.is_none() {
        let message = "`grade` does not say how dark and how light films get";
        let remedy = "write both as luma from 0 to 1, such as `{\"black\": 0.1, \"white\": 0.85}`";
        faults.error(node.fault(Fault::new("bad-value", message, remedy)));
    }
    grade.map(|(black, white)| Grade { black: Ratio(black), white: Ratio(white) })
}

/// Reads `0.5` and `"0.5x"`; a distance in pixels says nothing about a share.
fn share(node: Node<'_>) -> Option<f64> {
    let text = || node.text()?.strip_suffix('x').and_then(cell::number);
    node.number().or_else(text)
}

fn background(word: &str) -> &'static str {
    match word {
        "dark" | "dark-bg" => "dark",
        "light" | "light-bg" => "light",
        _ => "",
    }
}

fn fonts(root: Node<'_>, known: &Known<'_>, faults: &mut Faults) -> BTreeMap<String, Face> {
    let entries = root.get("fonts").map(|node| node.entries()).unwrap_or_default();
    let mut fonts = BTreeMap::new();
    for (role, node) in entries {
        let role = match role.as_str() {
            "primary" => "headline".to_owned(),
            "secondary" => "body".to_owned(),
            _ => role,
        };
        let file = node.text_of("file");
        if let Some(file) = &file
            && let Some(fault) = cell::missing_file(&format!("font `{role}`"), FOLDERS, file, known)
        {
            faults.error(node.get("file").unwrap_or(node).fault(fault));
        }
        let family = node.text().or_else(|| node.text_of("family"));
        let weight = node.get("weight").and_then(|node| node.number());
        let weight = weight.filter(|weight| (1.0..=1000.0).contains(weight));
        if family.is_some() || file.is_some() {
            let typeface = Typeface { family, weight: weight.map(|weight| weight.round() as u16) };
            fonts.insert(role, Face { typeface, file });
        }
    }
    fonts
}

fn family(identity: &Identity, tokens: &Tokens, role: &str) -> Option<String> {
    let said = identity.fonts.get(role);
    said.and_then(|face| face.file.clone().or(face.typeface.family.clone()))
        .or_else(|| tokens.typefaces.get(role)?.family.clone())
}

fn settled_fonts(
    identity: &Identity,
    tokens: &Tokens,
    known: &Known<'_>,
) -> BTreeMap<String, Font> {
    let roles: BTreeSet<&String> = identity.fonts.keys().chain(tokens.typefaces.keys()).collect();
    let mut fonts: BTreeMap<String, Font> = roles
        .into_iter()
        .filter_map(|role| Some((role.clone(), settled_font(identity, tokens, role, known)?)))
        .collect();
    if let Some(headline) = fonts.get("headline").cloned() {
        fonts.entry("body".to_owned()).or_insert(headline);
    }
    fonts
}

fn settled_font(
    identity: &Identity,
    tokens: &Tokens,
    role: &str,
    known: &Known<'_>,
) -> Option<Font> {
    let said = identity.fonts.get(role);
    let token = tokens.typefaces.get(role);
    let weight =
        said.and_then(|face| face.typeface.weight).or_else(|| token?.weight).unwrap_or(REGULAR);
    if let Some(path) = said.and_then(|face| face.file.as_ref()) {
        let file = known.file(FOLDERS, path)?;
        return Some(Font::File { path: file.path.clone(), digest: file.digest, weight });
    }
    Some(Font::Cached { name: family(identity, tokens, role)?, weight })
}

fn rules(root: Node<'_>, faults: &mut Faults) -> Vec<Rule> {
    let nodes = root.get("restrictions").map(|node| node.items()).unwrap_or_default();
    let mut seen = BTreeSet::new();
    // AdCP also allows restrictions in plain words; those have no id to name and nothing to check.
    let rules = nodes.into_iter().filter(Node::is_object).filter_map(|node| {
        let Some(id) = node.text_of("id") else {
            let message = "this restriction has no `id`";
            faults.error(node.fault(Fault::new("missing-key", message, "give it a short id")));
            return None;
        };
        check_id("restriction", &id, node, &mut seen, faults);
        let force = force(node, &id, faults)?;
        Some(Rule {
            id: id.parse().ok()?,
            text: node.text_of("text").unwrap_or_default(),
            force,
            checks: node.texts_of("checks"),
        })
    });
    rules.collect()
}

fn force(node: Node<'_>, id: &str, faults: &mut Faults) -> Option<RuleForce> {
    match node.text_of("force").as_deref() {
        Some("legal") => Some(RuleForce::Legal),
        Some("brand") => Some(RuleForce::Brand),
        _ => {
            let message = format!("restriction `{id}` has no `force` that we know");
            let remedy = "write `\"force\": \"legal\"` (a law or a contract) or `\"force\": \"brand\"` (our own)";
            faults.error(node.get("force").unwrap_or(node).fault(Fault::new(
                "bad-value",
                message,
                remedy,
            )));
            None
        }
    }
}

fn check_id(
    what: &str,
    id: &str,
    node: Node<'_>,
    seen: &mut BTreeSet<String>,
    faults: &mut Faults,
) {
    let at = node.get("id").unwrap_or(node);
    if !is_slug(id) {
        let message = format!("`{}` is not an id of a {what}", cell::shown(id));
        let remedy = "use 1 to 64 of a–z, 0–9, `-` and `_`, beginning with a letter or digit";
        faults.error(at.fault(Fault::new("bad-id", message, remedy)));
    }
    if !seen.insert(id.to_owned()) {
        let message = format!("{what} `{}` stands twice", cell::shown(id));
        faults.error(at.fault(Fault::new("duplicate", message, "remove or rename one of the two")));
    }
}

//! `brand/brand.json`: name, logos, fonts, voice and rules, a subset of the brand file of
//! the Ad Context Protocol.

use super::fonts;
use super::tokens::Tokens;
use crate::read::cell;
use crate::read::faults::Faults;
use crate::read::json::Node;
use crate::read::known::Known;
use crate::read::text::Fault;
use crate::workspace::{Brand, EndCard, Grade, Logo, Rule, RuleForce};
use model::id::is_slug;
use model::unit::Ratio;
use std::collections::BTreeSet;

/// Where it lies.
pub(crate) const PATH: &str = "brand/brand.json";
/// Where the files it names are looked for.
pub(super) const FOLDERS: &[&str] = &["brand/", ""];
/// Space around a logo that states none, as a share of its height, and its smallest share of the
/// width: our own starting values, below what brand books usually ask for.
const CLEAR_SPACE: f64 = 0.25;
const SMALLEST: f64 = 0.08;

/// What `brand.json` says, before the rest of the brand is known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Identity {
    name: Option<String>,
    logos: Vec<Logo>,
    fonts: fonts::Faces,
    voice: Vec<String>,
    avoid: Vec<String>,
    distinctive: Vec<String>,
    grade: Option<Grade>,
    /// The rules; some may be broken on purpose.
    pub(crate) rules: Vec<Rule>,
    place: Option<crate::diagnostic::Place>,
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
        fonts: fonts::read(root, known, faults),
        voice: if used.is_empty() { traits } else { used },
        avoid: words("avoid"),
        distinctive: root.texts_of("distinctive_assets"),
        grade: grade(root, faults),
        rules: rules(root, faults),
        place: Some(root.place()),
    }
}

/// Reports a brand without a headline font; the body may share it.
pub(crate) fn check_fonts(
    root: Node<'_>,
    identity: &Identity,
    tokens: &Tokens,
    faults: &mut Faults,
) {
    fonts::check(root, &identity.fonts, tokens, faults);
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
        fonts: fonts::settled(&identity.fonts, tokens, known),
        more_fonts: fonts::settled_more(&identity.fonts, tokens, known),
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

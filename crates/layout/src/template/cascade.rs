//! Which declarations hold for an element: selectors, media, weight, order, inheritance.

use crate::ad::Ad;
use spec::diagnostic::Place;
use spec::template::{
    Combinator, Compound, Content, Declaration, Element, Picture, Piece, Rule, Selector,
    Surroundings, Template, Value, Vars, WordSlot, parse,
};
use std::collections::BTreeMap;

/// The size of words where no rule says another, pixels: that of browsers.
pub(super) const USUAL_SIZE: f64 = 16.0;

/// What an element takes from the one around it.
const INHERITED: [&str; 6] =
    ["color", "font-family", "font-size", "font-weight", "line-height", "text-align"];

/// What an element is set to.
pub(super) type Style = BTreeMap<&'static str, Value>;

/// An element with its style.
#[derive(Debug, Clone)]
pub(super) struct Styled {
    pub(super) style: Style,
    pub(super) inside: Inside,
    /// How people find it: `.headline`.
    pub(super) name: String,
    pub(super) place: Place,
    /// Whether the room that the platform leaves is kept by the body itself.
    pub(super) padded: bool,
}

/// What is in an element, words put in.
#[derive(Debug, Clone)]
pub(super) enum Inside {
    Boxes(Vec<Styled>),
    Words(String),
    Picture(Picture),
}

/// Returns whether a template says that it is never mirrored.
pub(super) fn keeps_its_direction(template: &Template, around: &Surroundings) -> bool {
    let style = own_style(&[&template.root], &template.rules, &Vars::new(), around);
    style.get("direction") == Some(&Value::Word("ltr"))
}

/// Puts words into a template and styles it; elements without anything to show are left out.
pub(super) fn style(template: &Template, ad: &Ad, vars: &Vars, around: &Surroundings) -> Styled {
    let mut vars = vars.clone();
    let holding = template.rules.iter().filter(|rule| holds(rule, around));
    for declaration in holding.flat_map(|rule| &rule.declarations) {
        if declaration.name.starts_with("--") && !is_property(&declaration.name) {
            vars.insert(declaration.name.clone(), declaration.value.clone());
        }
    }
    let sheet = Sheet { rules: &template.rules, vars: &vars, around, ad };
    let padded = !template.rules.iter().flat_map(|rule| &rule.declarations).any(names_safe_area);
    let root = sheet.styled(&mut vec![&template.root], &Style::new());
    let empty = Styled {
        style: Style::new(),
        inside: Inside::Boxes(Vec::new()),
        name: "body".to_owned(),
        place: template.root.place.clone(),
        padded,
    };
    root.map_or(empty, |root| Styled { padded, ..root })
}

fn names_safe_area(declaration: &Declaration) -> bool {
    declaration.value.contains("env(")
}

fn is_property(name: &str) -> bool {
    spec::template::PROPERTIES.iter().any(|property| property.name == name)
}

struct Sheet<'a> {
    rules: &'a [Rule],
    vars: &'a Vars,
    around: &'a Surroundings,
    ad: &'a Ad,
}

impl Sheet<'_> {
    /// Styles the last element of a path from the body; none where it shows nothing.
    fn styled(&self, path: &mut Vec<&Element>, inherited: &Style) -> Option<Styled> {
        let element = *path.last()?;
        let mut style: Style = inherited.clone();
        style.extend(own_style(path, self.rules, self.vars, self.around));
        if style.get("display") == Some(&Value::Word("none")) {
            return None;
        }
        let inside = match &element.content {
            Content::Words(pieces) => Inside::Words(self.words(pieces)?),
            Content::Picture(Picture::Logo) if !self.has_logo() => return None,
            Content::Picture(picture) => Inside::Picture(picture.clone()),
            Content::Boxes(boxes) => {
                let handed: Style = style
                    .iter()
                    .filter(|(name, _)| INHERITED.contains(name))
                    .map(|(name, value)| (*name, value.clone()))
                    .collect();
                let mut shown = Vec::new();
                for element in boxes {
                    path.push(element);
                    shown.extend(self.styled(path, &handed));
                    path.pop();
                }
                // A box around words that this ad does not have is no box of its own.
                if shown.is_empty() && !boxes.is_empty() {
                    return None;
                }
                Inside::Boxes(shown)
            }
        };
        let place = element.place.clone();
        Some(Styled { style, inside, name: name(element), place, padded: false })
    }

    fn has_logo(&self) -> bool {
        self.ad.logos.on_light.is_some() || self.ad.logos.on_dark.is_some()
    }

    /// Puts words together; none where nothing is said.
    fn words(&self, pieces: &[Piece]) -> Option<String> {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Break => text.push('\n'),
                Piece::Slot(slot) => text.push_str(said(self.ad, *slot)),
            }
        }
        let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let text = lines.collect::<Vec<_>>().join("\n").trim().to_owned();
        let only_slots = pieces.iter().any(|piece| matches!(piece, Piece::Slot(_)))
            && pieces.iter().all(|piece| match piece {
                Piece::Slot(slot) => said(self.ad, *slot).trim().is_empty(),
                Piece::Text(_) | Piece::Break => true,
            });
        (!text.is_empty() && !only_slots).then_some(text)
    }
}

fn said(ad: &Ad, slot: WordSlot) -> &str {
    match slot {
        WordSlot::Headline => &ad.headline,
        WordSlot::Line => &ad.line,
        WordSlot::Cta => &ad.cta,
        WordSlot::Legal => &ad.legal,
    }
}

fn name(element: &Element) -> String {
    if let Some(id) = &element.id {
        return format!("#{id}");
    }
    match (element.classes.first(), &element.slot) {
        (Some(class), _) => format!(".{class}"),
        (None, Some(slot)) => format!("[data-slot={slot}]"),
        (None, None) => element.tag.clone(),
    }
}

fn holds(rule: &Rule, around: &Surroundings) -> bool {
    let met = |all: &Vec<spec::template::Condition>| {
        all.iter().all(|condition| condition.holds(around.width, around.height))
    };
    rule.when.is_empty() || rule.when.iter().any(met)
}

/// What the rules set for the last element of a path, without what it inherits.
fn own_style(path: &[&Element], rules: &[Rule], vars: &Vars, around: &Surroundings) -> Style {
    let mut found: Vec<(_, usize, &Declaration)> = Vec::new();
    for (order, rule) in rules.iter().enumerate().filter(|(_, rule)| holds(rule, around)) {
        let meant = rule.selectors.iter().filter(|selector| selects(selector, path));
        let Some(weight) = meant.map(Selector::specificity).max() else { continue };
        found.extend(rule.declarations.iter().map(|one| (weight, order, one)));
    }
    found.sort_by_key(|(weight, order, _)| (*weight, *order));
    let mut style = Style::new();
    for (_, _, declaration) in found {
        // What cannot be read was refused when the template was.
        let Ok(value) = parse(&declaration.name, &declaration.value, vars) else { continue };
        let property = spec::template::PROPERTIES.iter().find(|one| one.name == declaration.name);
        if let Some(property) = property {
            set(&mut style, property.name, value);
        }
    }
    style
}

/// Sets a property; those that stand for several set each of them.
fn set(style: &mut Style, name: &'static str, value: Value) {
    const PADDING: [&str; 4] = ["padding-top", "padding-right", "padding-bottom", "padding-left"];
    const MARGIN: [&str; 4] = ["margin-top", "margin-right", "margin-bottom", "margin-left"];
    const INSET: [&str; 4] = ["top", "right", "bottom", "left"];
    let sides = match name {
        "padding" => Some(PADDING),
        "margin" => Some(MARGIN),
        "inset" => Some(INSET),
        _ => None,
    };
    match (sides, value) {
        (Some(names), Value::Sides(lengths)) => {
            for (name, length) in names.into_iter().zip(lengths) {
                style.insert(name, length.map_or(Value::Auto, Value::Length));
            }
        }
        (_, Value::Pair(row, column)) => {
            style.insert("row-gap", Value::Length(row));
            style.insert("column-gap", Value::Length(column));
        }
        (_, Value::Flex(grow, shrink, basis)) => {
            style.insert("flex-grow", Value::Number(grow));
            style.insert("flex-shrink", Value::Number(shrink));
            style.insert("flex-basis", basis.map_or(Value::Auto, Value::Length));
        }
        (_, value) => {
            let name = match name {
                "-webkit-line-clamp" => "line-clamp",
                "background-image" => "background",
                other => other,
            };
            style.insert(name, value);
        }
    }
}

fn selects(selector: &Selector, path: &[&Element]) -> bool {
    let Some(((how, last), before)) = selector.parts.split_last() else { return false };
    let Some((element, above)) = path.split_last() else { return false };
    matches(last, element, above.is_empty()) && follows(*how, before, above)
}

/// Whether the parts before one are met by the elements above its element.
fn follows(how: Combinator, parts: &[(Combinator, Compound)], above: &[&Element]) -> bool {
    let Some(((next, part), before)) = parts.split_last() else { return true };
    let reach = if how == Combinator::Child { 1 } else { above.len() };
    (0..reach.min(above.len())).any(|up| {
        let Some((higher, element)) =
            above.len().checked_sub(up + 1).and_then(|at| Some((above.get(..at)?, above.get(at)?)))
        else {
            return false;
        };
        matches(part, element, higher.is_empty()) && follows(*next, before, higher)
    })
}

fn matches(part: &Compound, element: &Element, is_body: bool) -> bool {
    part.tag.as_ref().is_none_or(|tag| *tag == element.tag)
        && part.id.as_ref().is_none_or(|id| element.id.as_ref() == Some(id))
        && part.classes.iter().all(|class| element.classes.contains(class))
        && part.slot.as_ref().is_none_or(|slot| shown_slot(element) == Some(slot.as_str()))
        && (!part.root || is_body)
}

fn shown_slot(element: &Element) -> Option<&str> {
    element.slot.as_deref()
}

//! Style sheets: rules, what they are for, and when they hold.

use super::property::{PROPERTIES, find};
use super::value::{Vars, parse};
use crate::diagnostic::{Diagnostic, Place};
use crate::read::nearest::did_you_mean;
use crate::read::text::{Fault, FileText};
use cssparser::{Delimiter, ParseError, Parser, Token};

/// Rules of a template; designers write a few dozen.
const MOST_RULES: usize = 1000;

/// A rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// What it is for.
    pub selectors: Vec<Selector>,
    /// When it holds: one of these, all of whose conditions are met; always when there is none.
    pub when: Vec<Vec<Condition>>,
    /// What it sets.
    pub declarations: Vec<Declaration>,
}

/// What a rule is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    /// From the outermost to the element itself, each with how it follows on the one before.
    pub parts: Vec<(Combinator, Compound)>,
}

/// How one part of a selector follows on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Combinator {
    /// Somewhere inside.
    Inside,
    /// Directly inside.
    Child,
}

/// What one element is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Compound {
    /// Its tag.
    pub tag: Option<String>,
    /// Its id.
    pub id: Option<String>,
    /// Its classes.
    pub classes: Vec<String>,
    /// Its slot.
    pub slot: Option<String>,
    /// The body.
    pub root: bool,
}

/// What weighs more among rules: ids, classes, tags.
pub type Specificity = (usize, usize, usize);

impl Selector {
    /// Returns how much it weighs.
    pub fn specificity(&self) -> Specificity {
        self.parts.iter().fold((0, 0, 0), |(ids, classes, tags), (_, part)| {
            let own =
                part.classes.len() + usize::from(part.slot.is_some()) + usize::from(part.root);
            let id = usize::from(part.id.is_some());
            (ids + id, classes + own, tags + usize::from(part.tag.is_some()))
        })
    }
}

/// When a rule holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Condition {
    /// Width over height is at least this.
    LeastAspect(f64),
    /// Width over height is at most this.
    MostAspect(f64),
    /// The width is at least this, pixels.
    LeastWidth(f64),
    /// The width is at most this.
    MostWidth(f64),
    /// The height is at least this.
    LeastHeight(f64),
    /// The height is at most this.
    MostHeight(f64),
}

impl Condition {
    /// Returns whether a picture of this size meets it.
    pub fn holds(self, width: f64, height: f64) -> bool {
        match self {
            Self::LeastAspect(least) => width >= least * height,
            Self::MostAspect(most) => width <= most * height,
            Self::LeastWidth(least) => width >= least,
            Self::MostWidth(most) => width <= most,
            Self::LeastHeight(least) => height >= least,
            Self::MostHeight(most) => height <= most,
        }
    }
}

/// A property with what it is set to, variables not yet put in.
#[derive(Debug, Clone, PartialEq)]
pub struct Declaration {
    /// The property, or a variable's name.
    pub name: String,
    /// As written.
    pub value: String,
    /// Where.
    pub place: Place,
    line: String,
}

/// A piece of a file that is a style sheet.
pub(super) struct Source<'a, 't> {
    pub(super) text: &'a FileText<'t>,
    /// Where it begins in the file.
    pub(super) start: usize,
    pub(super) css: &'a str,
}

/// Reads a sheet's rules.
pub(super) fn read(source: &Source<'_, '_>, rules: &mut Vec<Rule>, faults: &mut Vec<Diagnostic>) {
    let mut reader = Reader { source, rules, faults };
    reader.rules(&mut Parser::new(source.css), &[]);
}

/// Checks what every property is set to, with the variables that stand anywhere in the sheets.
pub(super) fn check(rules: &[Rule], vars: &Vars, faults: &mut Vec<Diagnostic>) {
    let all = rules.iter().flat_map(|rule| &rule.declarations);
    let mut known = vars.clone();
    for declaration in all.clone().filter(|one| is_variable(&one.name)) {
        known.insert(declaration.name.clone(), declaration.value.clone());
    }
    for Declaration { name, value, place, line } in all.filter(|one| !is_variable(&one.name)) {
        if let Err(message) = parse(name, value, &known) {
            faults.push(Diagnostic {
                place: place.clone(),
                code: "bad-value",
                message: format!("`{name}: {value}` cannot be used: {message}"),
                remedy: "write a value that the property takes".to_owned(),
                line_text: Some(line.clone()),
            });
        }
    }
}

/// Returns whether a name is a variable of the template's own.
pub(super) fn is_variable(name: &str) -> bool {
    name.starts_with("--") && find(name).is_none()
}

struct Reader<'r, 's, 't> {
    source: &'r Source<'s, 't>,
    rules: &'r mut Vec<Rule>,
    faults: &'r mut Vec<Diagnostic>,
}

impl Reader<'_, '_, '_> {
    fn fault(
        &mut self,
        at: usize,
        length: usize,
        code: &'static str,
        message: String,
        remedy: String,
    ) {
        let begin = self.source.start + at;
        self.faults
            .push(self.source.text.fault(begin..begin + length, Fault::new(code, message, remedy)));
    }

    fn rules(&mut self, input: &mut Parser<'_>, when: &[Vec<Condition>]) {
        loop {
            input.skip_whitespace();
            let begin = input.position();
            let at = begin.byte_index();
            let media = input.try_parse(|input| match input.next() {
                Ok(Token::AtKeyword(name)) => Ok(name.to_ascii_lowercase()),
                _ => Err(()),
            });
            let prelude = input.parse_until_before(Delimiter::CurlyBracketBlock, |input| {
                let start = input.position();
                while input.next().is_ok() {}
                Ok::<_, ParseError<()>>(input.slice_from(start).trim().to_owned())
            });
            let prelude = prelude.unwrap_or_default();
            if input.expect_curly_bracket_block().is_err() {
                if !prelude.is_empty() || media.is_ok() {
                    let message = "this rule has no braces".to_owned();
                    self.fault(
                        at,
                        prelude.len().max(1),
                        "bad-style",
                        message,
                        "write `{ … }` after it".to_owned(),
                    );
                }
                return;
            }
            let inside = |input: &mut Parser<'_>| {
                match &media {
                    Ok(name) if name == "media" && when.is_empty() => {
                        let when = self.conditions(at, &prelude);
                        self.rules(input, &when);
                    }
                    Ok(name) => {
                        let message = format!("`@{name}` is not known here");
                        let remedy = "`@media` is, and not inside another".to_owned();
                        self.fault(at, name.len() + 1, "bad-style", message, remedy);
                    }
                    Err(()) => {
                        let selectors = self.selectors(at, &prelude);
                        let declarations = self.declarations(input);
                        self.push(at, Rule { selectors, when: when.to_vec(), declarations });
                    }
                }
                Ok::<_, ParseError<()>>(())
            };
            // Whatever is left in the braces is passed over.
            let _ended = input.parse_nested_block(inside);
        }
    }

    fn push(&mut self, at: usize, rule: Rule) {
        self.rules.push(rule);
        if self.rules.len() == MOST_RULES + 1 {
            let message = format!("a template has at most {MOST_RULES} rules");
            self.fault(at, 1, "too-deep", message, "simplify it".to_owned());
        }
    }

    fn declarations(&mut self, input: &mut Parser<'_>) -> Vec<Declaration> {
        let mut all = Vec::new();
        loop {
            input.skip_whitespace();
            let at = input.position().byte_index();
            if input.is_exhausted() {
                return all;
            }
            let read = input.parse_until_after(Delimiter::Semicolon, |input| {
                let name =
                    input.expect_ident().map(ToString::to_string).map_err(ParseError::from)?;
                input.expect_colon().map_err(ParseError::from)?;
                let start = input.position();
                while input.next().is_ok() {}
                Ok::<_, ParseError<()>>((name, input.slice_from(start).trim().to_owned()))
            });
            let Ok((name, value)) = read else {
                let message = "this is not `property: value;`".to_owned();
                self.fault(at, 1, "bad-style", message, "write `name: value;`".to_owned());
                continue;
            };
            let name = if name.starts_with("--") { name } else { name.to_ascii_lowercase() };
            if find(&name).is_none() && !name.starts_with("--") {
                let names = PROPERTIES.iter().map(|property| property.name);
                let remedy = did_you_mean(&name, names)
                    .unwrap_or_else(|| "remove it: what it does cannot be drawn".to_owned());
                let message = format!("`{name}` is not a property of a template");
                self.fault(at, name.len(), "unknown-property", message, remedy);
                continue;
            }
            let begin = self.source.start + at;
            let place = self.source.text.place(begin..begin + name.len());
            let line =
                self.source.text.fault(begin..begin, Fault::new("bad-value", "", "")).line_text;
            all.push(Declaration { name, value, place, line: line.unwrap_or_default() });
        }
    }

    fn selectors(&mut self, at: usize, prelude: &str) -> Vec<Selector> {
        let mut all = Vec::new();
        for one in prelude.split(',') {
            match selector(one) {
                Ok(selector) => all.push(selector),
                Err(message) => {
                    let remedy = "tags, `.class`, `#id`, `[data-slot=…]`, `:root`, `*`, spaces and `>` are known".to_owned();
                    self.fault(at, prelude.len(), "bad-selector", message, remedy);
                }
            }
        }
        all
    }

    fn conditions(&mut self, at: usize, prelude: &str) -> Vec<Vec<Condition>> {
        let mut any = Vec::new();
        for query in prelude.split(',') {
            let all = query
                .split(" and ")
                .map(str::trim)
                .filter(|part| !matches!(*part, "screen" | "all"));
            match all.map(condition).collect::<Result<Vec<_>, _>>() {
                Ok(all) => any.push(all.into_iter().flatten().collect()),
                Err(message) => {
                    let remedy = "min- and max- of aspect-ratio, width and height are known, and orientation".to_owned();
                    self.fault(at, prelude.len() + 6, "bad-condition", message, remedy);
                }
            }
        }
        any
    }
}

fn selector(text: &str) -> Result<Selector, String> {
    let mut parts = Vec::new();
    let mut how = Combinator::Inside;
    for word in text.replace('>', " > ").split_whitespace() {
        if word == ">" {
            how = Combinator::Child;
            continue;
        }
        parts.push((how, compound(word)?));
        how = Combinator::Inside;
    }
    if parts.is_empty() || how == Combinator::Child {
        return Err(format!("`{}` selects nothing", text.trim()));
    }
    Ok(Selector { parts })
}

fn compound(word: &str) -> Result<Compound, String> {
    let unknown = || format!("`{word}` is not a selector here");
    let mut found = Compound::default();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let tail = rest.get(first.len_utf8()..).unwrap_or_default();
        let name_of = |text: &str| -> String {
            text.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
        };
        rest = match first {
            '*' => tail,
            '.' | '#' | ':' => {
                let name = name_of(tail);
                let after = tail.get(name.len()..).unwrap_or_default();
                match (first, name.as_str()) {
                    (_, "") => return Err(unknown()),
                    ('.', _) => found.classes.push(name),
                    ('#', _) => found.id = Some(name),
                    (_, "root") => found.root = true,
                    _ => return Err(unknown()),
                }
                after
            }
            '[' => {
                let (inside, after) = tail.split_once(']').ok_or_else(unknown)?;
                let slot = inside.strip_prefix("data-slot=").ok_or_else(unknown)?;
                found.slot = Some(slot.trim_matches(['"', '\'']).to_owned());
                after
            }
            _ => {
                let name = name_of(rest);
                if name.is_empty() || found != Compound::default() {
                    return Err(unknown());
                }
                let after = rest.get(name.len()..).unwrap_or_default();
                let name = name.to_ascii_lowercase();
                if name == "html" {
                    found.root = true;
                } else {
                    found.tag = Some(name);
                }
                after
            }
        };
    }
    Ok(found)
}

fn condition(text: &str) -> Result<Option<Condition>, String> {
    let unknown = || format!("`{text}` is not a condition here");
    let inside =
        text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).ok_or_else(unknown)?;
    let (name, value) = inside.split_once(':').ok_or_else(unknown)?;
    let value = value.trim();
    let ratio = || -> Option<f64> {
        let (width, height) = value.split_once('/').unwrap_or((value, "1"));
        let ratio = width.trim().parse::<f64>().ok()? / height.trim().parse::<f64>().ok()?;
        ratio.is_finite().then_some(ratio)
    };
    let pixels = || value.strip_suffix("px").and_then(|number| number.parse::<f64>().ok());
    let found = match (name.trim(), value) {
        ("orientation", "portrait") => Some(Condition::MostAspect(1.0)),
        ("orientation", "landscape") => Some(Condition::LeastAspect(1.0 + f64::EPSILON)),
        ("min-aspect-ratio", _) => ratio().map(Condition::LeastAspect),
        ("max-aspect-ratio", _) => ratio().map(Condition::MostAspect),
        ("min-width", _) => pixels().map(Condition::LeastWidth),
        ("max-width", _) => pixels().map(Condition::MostWidth),
        ("min-height", _) => pixels().map(Condition::LeastHeight),
        ("max-height", _) => pixels().map(Condition::MostHeight),
        _ => None,
    };
    found.map(Some).ok_or_else(unknown)
}

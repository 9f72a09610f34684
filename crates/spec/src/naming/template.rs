//! A template: fields with text between them.

use super::field::{NameField, slug};
use crate::read::nearest::did_you_mean;
use model::id::Code;
use std::fmt;

/// The names that are made where no template is written.
const USUAL: &str = "{brand}_{campaign}_{concept}_{hook}_{format}_{language}~{code}";
/// What file systems take for a name, without a dot and the longest ending we write (`.vast.xml`).
const LONGEST_NAME: usize = 255 - 9;
/// A template with all fields once and text between them is far shorter.
const LONGEST_TEMPLATE: usize = 512;
/// What parts fields; no slug holds them.
pub(super) const SEPARATORS: [char; 2] = ['_', '~'];

/// A template that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}: {remedy}")]
pub struct BadTemplate {
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
}

/// How names are put together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub(super) parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// Written as it is.
    Text(String),
    /// What the file says.
    Field(NameField),
}

impl Default for Template {
    fn default() -> Self {
        // The built-in one is held by a test; without parts no name would be made at all.
        Self::parse(USUAL).unwrap_or(Self { parts: vec![Part::Field(NameField::Code)] })
    }
}

impl Template {
    /// Reads a template.
    pub fn parse(text: &str) -> Result<Self, BadTemplate> {
        if text.len() > LONGEST_TEMPLATE {
            let message = format!("the template has more than {LONGEST_TEMPLATE} characters");
            return Err(bad(message, "name fewer fields"));
        }
        let mut parts: Vec<Part> = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (before, field) = match rest.split_once('{') {
                Some((before, after)) => {
                    let Some((word, after)) = after.split_once('}') else {
                        return Err(bad("a `{` is never closed", "write fields as `{hook}`"));
                    };
                    rest = after;
                    (before, Some(word))
                }
                None => (std::mem::take(&mut rest), None),
            };
            if !before.is_empty() {
                let between = !parts.is_empty() && field.is_some();
                parts.push(Part::Text(literal(before, between)?));
            } else if field.is_some() && !parts.is_empty() {
                let message = "two fields stand side by side";
                return Err(bad(message, "write `_` or `~` between them"));
            }
            if let Some(word) = field {
                parts.push(Part::Field(known(word, &parts)?));
            }
        }
        whole(Self { parts })
    }

    /// Returns the name of a file. `value` says what a field is; it is written as a slug within its
    /// limit.
    pub fn name(&self, code: &Code, value: impl Fn(NameField) -> String) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Field(NameField::Code) => code.to_string(),
            Part::Field(field) => slug(&value(*field), field.most()),
        };
        self.parts.iter().map(part).collect()
    }

    /// Returns its fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = NameField> {
        self.parts.iter().filter_map(|part| match part {
            Part::Field(field) => Some(*field),
            Part::Text(_) => None,
        })
    }
}

impl fmt::Display for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            Part::Text(text) => f.write_str(text),
            Part::Field(field) => write!(f, "{field}"),
        })
    }
}

fn literal(text: &str, between: bool) -> Result<String, BadTemplate> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || SEPARATORS.contains(&c);
    if let Some(odd) = text.chars().find(|c| !plain(*c)) {
        let message = format!("`{odd}` cannot stand in a name");
        return Err(bad(message, "use letters, digits, `-`, `_` and `~` between fields"));
    }
    if between && !text.starts_with(SEPARATORS) {
        let message = format!("`{text}` between two fields begins with neither `_` nor `~`");
        return Err(bad(message, "begin it with one of them, or the name cannot be read back"));
    }
    Ok(text.to_owned())
}

fn known(word: &str, before: &[Part]) -> Result<NameField, BadTemplate> {
    let words = NameField::ALL.map(|(_, word, _)| word);
    let Some(field) = NameField::parse(word) else {
        let message = format!("`{{{word}}}` is no field");
        let listed = || format!("the fields are {}", words.join(", "));
        return Err(bad(message, did_you_mean(word, words).unwrap_or_else(listed)));
    };
    if before.contains(&Part::Field(field)) {
        return Err(bad(format!("`{field}` stands there twice"), "name each field once"));
    }
    Ok(field)
}

fn whole(template: Template) -> Result<Template, BadTemplate> {
    if !template.fields().any(|field| field == NameField::Code) {
        let message = "the template has no `{code}`";
        return Err(bad(message, "add it, such as `~{code}` at the end: results come back by it"));
    }
    let first = template.parts.first();
    if first.is_some_and(|part| matches!(part, Part::Text(text) if text.starts_with('-'))) {
        let message = "a name that begins with a dash is taken for an option";
        return Err(bad(message, "begin with a field or a letter"));
    }
    // What follows the last field has to be told from it as well.
    if let [.., Part::Field(_), Part::Text(last)] = template.parts.as_slice()
        && !last.starts_with(SEPARATORS)
    {
        let message = format!("`{last}` after the last field begins with neither `_` nor `~`");
        return Err(bad(message, "begin it with one of them, or the name cannot be read back"));
    }
    let length = |part: &Part| match part {
        Part::Text(text) => text.len(),
        Part::Field(field) => field.most(),
    };
    let longest: usize = template.parts.iter().map(length).sum();
    if longest > LONGEST_NAME {
        let message = format!("names may grow to {longest} characters, and files take 255");
        return Err(bad(message, "name fewer fields"));
    }
    Ok(template)
}

fn bad(message: impl Into<String>, remedy: impl Into<String>) -> BadTemplate {
    BadTemplate { message: message.into(), remedy: remedy.into() }
}

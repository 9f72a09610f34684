//! What is wrong with a name, and what it should be.

use super::field::{NameField, slug};
use super::read::{Reading, stem};
use super::template::{Part, Template};
use crate::read::nearest::nearest;
use crate::workspace::Workspace;
use model::id::Code;
use std::collections::{BTreeMap, BTreeSet};

/// What names may say here: more than a template knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expected {
    /// The values of a field; a field that is not here may say anything.
    pub values: BTreeMap<NameField, BTreeSet<String>>,
    /// What each file is called, by its code; empty where no file is known.
    pub names: BTreeMap<Code, String>,
}

impl Expected {
    /// Returns the values that the names of a workspace can have; its files are not known to it.
    pub fn of(workspace: &Workspace) -> Self {
        let all = &workspace.components;
        let formats: BTreeSet<_> = workspace.briefs.values().flat_map(|b| &b.formats).collect();
        let formats = || formats.iter().filter_map(|id| workspace.formats.get(*id));
        let markets = || workspace.briefs.values().flat_map(|brief| &brief.markets);
        let mut values = BTreeMap::new();
        let mut say = |field: NameField, said: Vec<String>| {
            let said = said.iter().map(|value| slug(value, field.most())).collect();
            values.insert(field, said);
        };
        say(NameField::Brand, vec![workspace.brand.name.clone()]);
        say(NameField::Campaign, workspace.briefs.keys().map(ToString::to_string).collect());
        say(NameField::Hook, all.hooks.iter().map(|h| h.id.name.to_string()).collect());
        say(NameField::Scene, all.scenes.iter().map(|s| s.id.name.to_string()).collect());
        say(NameField::Structure, all.structures.iter().map(|s| s.id.name.to_string()).collect());
        say(NameField::Motif, all.motifs.iter().map(|m| m.id.name.to_string()).collect());
        say(NameField::Cta, all.ctas.iter().map(|c| c.id.name.to_string()).collect());
        say(NameField::Direction, workspace.directions.keys().map(ToString::to_string).collect());
        say(
            NameField::Purpose,
            workspace.architecture.purposes.keys().map(ToString::to_string).collect(),
        );
        say(NameField::Format, formats().map(|f| f.id.to_string()).collect());
        say(NameField::Platform, formats().map(|f| f.platform.clone()).collect());
        say(NameField::Placement, formats().map(|f| f.placement.clone()).collect());
        say(NameField::Language, markets().map(|m| m.language.clone()).collect());
        say(NameField::Market, markets().map(|m| m.id.to_string()).collect());
        say(NameField::Tier, crate::files::words::TIERS.iter().map(|t| (*t).to_owned()).collect());
        Self { values, names: BTreeMap::new() }
    }
}

/// What is wrong with a name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct NameFault {
    /// A stable, kebab-case code.
    pub code: &'static str,
    /// In words.
    pub message: String,
}

/// Returns what is wrong with a name, and the name that was most likely meant, when there is one.
pub fn lint(
    template: &Template,
    name: &str,
    expected: &Expected,
) -> (Reading, Vec<NameFault>, Option<String>) {
    let given = stem(name);
    let reading = template.read(name);
    let meant = reading.code.as_ref().and_then(|code| expected.names.get(code));
    if meant.is_some_and(|meant| stem(meant) == given) {
        return (reading, Vec::new(), None);
    }
    let mut faults = shape(template, &reading);
    for field in template.fields() {
        let Some(value) = reading.fields.get(&field) else { continue };
        faults.extend(value_fault(field, value, expected));
    }
    faults.extend(code_fault(&reading, expected));
    if let (Some(meant), true) = (meant, faults.is_empty()) {
        let message = format!("its code is that of `{}`", stem(meant));
        faults.push(NameFault { code: "other-name", message });
    }
    let nearest = match meant {
        Some(meant) => Some(stem(meant).to_owned()),
        None => mended(template, &reading, expected),
    };
    let near = nearest.filter(|near| !faults.is_empty() && near != given);
    (reading, faults, near)
}

fn shape(template: &Template, reading: &Reading) -> Vec<NameFault> {
    let mut faults = Vec::new();
    if let Some((found, wanted)) = &reading.unlike {
        let message = format!("`{found}` stands where `{template}` has `{wanted}`");
        faults.push(NameFault { code: "unlike-the-template", message });
    } else if !reading.missing.is_empty() {
        let missing: Vec<String> = reading.missing.iter().map(ToString::to_string).collect();
        let message = format!("it lacks {}", missing.join(", "));
        faults.push(NameFault { code: "incomplete", message });
    }
    if !reading.surplus.is_empty() {
        let message = format!("`{}` follows after the end of `{template}`", reading.surplus);
        faults.push(NameFault { code: "unlike-the-template", message });
    }
    faults
}

fn value_fault(field: NameField, value: &str, expected: &Expected) -> Option<NameFault> {
    if field == NameField::Code {
        return None;
    }
    let fault = |code, message| Some(NameFault { code, message });
    let tidy = slug(value, field.most());
    if tidy != value {
        let most = field.most();
        let message =
            format!("`{value}` is no {field}: a–z, 0–9 and dashes, at most {most}: `{tidy}`");
        return fault("bad-value", message);
    }
    let known = expected.values.get(&field).filter(|known| !known.contains(value))?;
    let message = match nearest(value, known.iter().map(String::as_str)) {
        Some(near) => format!("`{value}` is no {field} here: did you mean `{near}`?"),
        None => format!("`{value}` is no {field} here"),
    };
    fault("unknown-value", message)
}

fn code_fault(reading: &Reading, expected: &Expected) -> Option<NameFault> {
    let fault = |code, message| Some(NameFault { code, message });
    let Some(code) = &reading.code else {
        let placed = reading.fields.get(&NameField::Code);
        let message = match placed {
            Some(text) => format!("`{text}` is no code: its check character does not hold"),
            None => "it holds no code".to_owned(),
        };
        return fault("no-code", message);
    };
    if !expected.names.is_empty() && !expected.names.contains_key(code) {
        return fault("unknown-code", format!("no file here has the code `{code}`"));
    }
    let placed = reading.fields.get(&NameField::Code);
    let message = match placed {
        Some(text) if Code::parse(text).is_none() => {
            format!("`{text}` stands where the code does, and the code `{code}` elsewhere")
        }
        Some(text) if text != code.as_str() => format!("`{text}` is written `{code}`"),
        _ => return None,
    };
    fault("bad-value", message)
}

/// Puts the name together anew from what it says; none where a field is missing or the code is.
fn mended(template: &Template, reading: &Reading, expected: &Expected) -> Option<String> {
    let code = reading.code.as_ref()?;
    let part = |part: &Part| match part {
        Part::Text(text) => Some(text.clone()),
        Part::Field(NameField::Code) => Some(code.to_string()),
        Part::Field(field) => {
            let tidy = slug(reading.fields.get(field)?, field.most());
            match expected.values.get(field) {
                Some(known) => nearest(&tidy, known.iter().map(String::as_str)).map(str::to_owned),
                None => Some(tidy),
            }
        }
    };
    template.parts.iter().map(part).collect()
}

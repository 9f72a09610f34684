//! What files and ads are called: which names break the template, and what names hold.

use super::{failed_verdict, is_json, print_json, read_text};
use crate::cli::{Names, Naming};
use crate::end::{End, FILE, USAGE};
use crate::talk::print;
use flow::plan::Goal;
use host::HostError;
use host::files::find_files;
use host::known::chain;
use host::studio::{Papers, Studio, StudioError};
use serde::Serialize;
use spec::naming::{
    Expected, NameFault, Named, NamedAs, Reading, Template, ad_id_fault, clock_fault, is_named,
    lint, named, stem,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

pub(super) fn run(what: &Names) -> Result<(), End> {
    match what {
        Names::Lint { paths, how } => lint_all(paths, how),
        Names::Read { names, how } => read_all(names, how),
    }
}

/// A name that was looked at.
#[derive(Serialize)]
struct Looked {
    /// Where it stands: a path, or a sheet with line and column.
    place: String,
    name: String,
    faults: Vec<NameFault>,
    /// The name that was most likely meant.
    nearest: Option<String>,
}

#[derive(Serialize)]
struct Lint {
    template: String,
    looked_at: usize,
    broken: usize,
    /// Only those with faults.
    names: Vec<Looked>,
}

fn lint_all(paths: &[PathBuf], how: &Naming) -> Result<(), End> {
    let (template, expected) = held_against(how)?;
    let all = looked(paths, &template, &expected)?;
    let looked_at = all.len();
    let names: Vec<Looked> = all.into_iter().filter(|looked| !looked.faults.is_empty()).collect();
    let found = Lint { template: template.to_string(), looked_at, broken: names.len(), names };
    if is_json(&how.common) {
        print_json("names/1", &found)?;
    } else {
        found.names.iter().for_each(tell);
        print(&format!("{looked_at} names looked at, {} break `{}`", found.broken, found.template));
    }
    if found.broken == 0 { Ok(()) } else { Err(failed_verdict(String::new())) }
}

fn tell(looked: &Looked) {
    print(&format!("{}: {}", looked.place, looked.name));
    for fault in &looked.faults {
        print(&format!("  {} ({})", fault.message, fault.code));
    }
    if let Some(nearest) = &looked.nearest {
        print(&format!("  nearest: {nearest}"));
    }
}

/// A film and what lies beside it have one name; it is looked at once.
fn looked(paths: &[PathBuf], template: &Template, expected: &Expected) -> Result<Vec<Looked>, End> {
    let mut all = Vec::new();
    for path in paths {
        if path.is_file() && ends_on_csv(path) {
            let cells = sheet(path)?.into_iter();
            all.extend(cells.map(|cell| cell_of(path, &cell, template, expected)));
            continue;
        }
        let files = find_files(std::slice::from_ref(path)).map_err(|missing| {
            let lines: Vec<String> = missing.iter().map(|error| chain(error)).collect();
            End::new(USAGE, lines.join("\n"))
        })?;
        let mut seen = BTreeSet::new();
        for file in files {
            let name = file.file_name().map(|n| n.to_string_lossy().into_owned());
            let name = name.unwrap_or_default();
            let named = file == *path || is_named(&name);
            if named && seen.insert((file.parent().map(Path::to_owned), stem(&name).to_owned())) {
                all.push(name_of(file.display().to_string(), &name, template, expected));
            }
        }
    }
    Ok(all)
}

fn ends_on_csv(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"))
}

fn sheet(path: &Path) -> Result<Vec<Named>, End> {
    named(&read_text(path)?)
        .map_err(|error| End::new(FILE, format!("`{}`: {error}", path.display())))
}

fn name_of(place: String, name: &str, template: &Template, expected: &Expected) -> Looked {
    let (_, faults, nearest) = lint(template, name, expected);
    Looked { place, name: name.to_owned(), faults, nearest }
}

fn cell_of(path: &Path, cell: &Named, template: &Template, expected: &Expected) -> Looked {
    let place = format!("{}:{} {}", path.display(), cell.line, cell.column);
    let fault = |code, message: Option<String>| -> Vec<NameFault> {
        message.into_iter().map(|message| NameFault { code, message }).collect()
    };
    let faults = match cell.kind {
        NamedAs::Name => return name_of(place, &cell.text, template, expected),
        NamedAs::Code => return code_of(place, &cell.text, expected),
        NamedAs::AdId => fault("bad-ad-id", ad_id_fault(&cell.text)),
        NamedAs::Clock(seconds) => fault("bad-clock-number", clock_fault(&cell.text, seconds)),
    };
    Looked { place, name: cell.text.clone(), faults, nearest: None }
}

/// A code by itself is a name by a template of nothing else.
fn code_of(place: String, text: &str, expected: &Expected) -> Looked {
    let alone = Template::parse("{code}").unwrap_or_default();
    let names = expected.names.keys().map(|code| (code.clone(), code.to_string())).collect();
    name_of(place, text, &alone, &Expected { names, ..Expected::default() })
}

/// What names hold.
#[derive(Serialize)]
struct Held {
    name: String,
    code: Option<String>,
    fields: BTreeMap<&'static str, String>,
    /// Fields of the template that it does not hold.
    missing: Vec<&'static str>,
    /// The file of this workspace that has the code.
    file: Option<String>,
}

impl Held {
    fn of(name: &str, reading: Reading, expected: &Expected) -> Self {
        let file = reading.code.as_ref().and_then(|code| expected.names.get(code));
        Self {
            name: name.to_owned(),
            file: file.cloned(),
            code: reading.code.map(|code| code.to_string()),
            fields: reading.fields.into_iter().map(|(f, value)| (f.word(), value)).collect(),
            missing: reading.missing.iter().map(|field| field.word()).collect(),
        }
    }
}

fn read_all(names: &[String], how: &Naming) -> Result<(), End> {
    let (template, expected) = held_against(how)?;
    let held: Vec<Held> =
        names.iter().map(|name| Held::of(name, template.read(name), &expected)).collect();
    if is_json(&how.common) {
        return print_json("names-read/1", &held);
    }
    for held in &held {
        print(&held.name);
        let file = held.file.as_ref().map_or_else(String::new, |file| format!(" of {file}"));
        match &held.code {
            Some(code) => print(&format!("  code {code}{file}")),
            None => print("  no code whose check character holds"),
        }
        for (field, value) in held.fields.iter().filter(|(field, _)| **field != "code") {
            print(&format!("  {field} {value}"));
        }
    }
    Ok(())
}

/// A workspace that cannot be read says so; where there is none, the template is all that is known.
fn held_against(how: &Naming) -> Result<(Template, Expected), End> {
    let stated = how.template.as_deref().map(Template::parse).transpose();
    let stated = stated.map_err(|bad| End::new(USAGE, format!("--template: {bad}")))?;
    let papers = match Papers::read(&how.common.dir) {
        Ok(papers) => papers,
        Err(StudioError::NoWorkspace(_)) => {
            return Ok((stated.unwrap_or_default(), Expected::default()));
        }
        Err(error) => return Err(error.into()),
    };
    let template = stated.unwrap_or_else(|| papers.workspace.house.naming.clone());
    let mut expected = Expected::of(&papers.workspace);
    match Studio::open_reading(papers) {
        Ok(studio) => expected.names = names_of(&studio)?,
        Err(StudioError::Host(HostError::NoLedger { .. })) => {}
        Err(error) => return Err(error.into()),
    }
    Ok((template, expected))
}

fn names_of(studio: &Studio) -> Result<BTreeMap<model::id::Code, String>, End> {
    let standing = studio.plan(Goal::Decide, None)?.standing;
    let rounds = standing.view.campaigns.values().flat_map(|campaign| &campaign.rounds);
    let files = rounds.flat_map(|round| &round.deliverables);
    Ok(files.map(|file| (file.code.clone(), file.file_name.clone())).collect())
}

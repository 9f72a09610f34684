//! The pages and schemas that are written from code, and whether what lies in `docs/` is fresh.

mod crate_list;
pub mod errors;

use crate::breach::Breach;
use crate::repository::{Repository, TidyError};
use crate::rules::checks;
use std::collections::BTreeMap;

/// The page that holds the list of crates.
const MAP: &str = "docs/ARCHITECTURE.md";
/// The folder of the schemas.
const SCHEMAS: &str = "docs/schemas/";

/// Returns every generated file by its path, as it should be.
pub fn files(repository: &Repository) -> Result<BTreeMap<String, String>, TidyError> {
    let mut files = schemas()?;
    files.insert(checks::PAGE.to_owned(), gate::docs_markdown(gate::CHECKS));
    files.insert(errors::PAGE.to_owned(), errors::page());
    files.insert(MAP.to_owned(), crate_list::put_into(MAP, &repository.text(MAP)?, repository)?);
    Ok(files)
}

fn schemas() -> Result<BTreeMap<String, String>, TidyError> {
    let pretty = |schema: &serde_json::Value| {
        serde_json::to_string_pretty(schema)
            .map_err(|source| TidyError::Json { what: "a schema of `spec`", source })
    };
    spec::schemas::all()
        .iter()
        .map(|(name, schema)| Ok((format!("{SCHEMAS}{name}"), pretty(schema)? + "\n")))
        .collect()
}

/// Returns each generated file that is missing or differs, and each schema that nothing writes.
pub fn stale(
    repository: &Repository,
    files: &BTreeMap<String, String>,
) -> Result<Vec<Breach>, TidyError> {
    let mut breaches = Vec::new();
    for (path, fresh) in files {
        let fault = match repository.has(path) {
            false => "this generated file is missing",
            true if repository.text(path)? != *fresh => "this generated file is not up to date",
            true => continue,
        };
        breaches.push(Breach::new(path, fault, "run `cargo docs`"));
    }
    let left = repository.paths().filter(|path| path.starts_with(SCHEMAS));
    let left = left.filter(|path| !files.contains_key(*path));
    breaches.extend(left.map(|path| Breach::new(path, "nothing writes this schema", "delete it")));
    Ok(breaches)
}

/// Writes what is stale; returns the paths that were written.
pub fn write(repository: &Repository) -> Result<Vec<String>, TidyError> {
    let mut written = Vec::new();
    for (path, fresh) in files(repository)? {
        if !repository.has(&path) || repository.text(&path)? != fresh {
            repository.write(&path, &fresh)?;
            written.push(path);
        }
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_differs_or_is_missing_is_stale() {
        let here = Repository::here().unwrap();
        let path = "crates/tidy/clippy.toml".to_owned();
        let fresh = BTreeMap::from([(path.clone(), here.text(&path).unwrap())]);
        let own = |breaches: Vec<Breach>| {
            breaches.into_iter().filter(|b| !b.place.starts_with(SCHEMAS)).count()
        };
        assert_eq!(own(stale(&here, &fresh).unwrap()), 0);
        let differs = BTreeMap::from([(path, String::new())]);
        assert_eq!(own(stale(&here, &differs).unwrap()), 1);
        let missing = BTreeMap::from([("docs/nowhere.md".to_owned(), String::new())]);
        assert_eq!(own(stale(&here, &missing).unwrap()), 1);
    }

    #[test]
    fn a_schema_that_nothing_writes_is_named() {
        let here = Repository::here().unwrap();
        let none_written = stale(&here, &BTreeMap::new()).unwrap();
        assert!(none_written.iter().all(|breach| breach.fault.contains("nothing writes")));
        let lying = here.paths().filter(|path| path.starts_with(SCHEMAS)).count();
        assert_eq!(none_written.len(), lying);
    }
}

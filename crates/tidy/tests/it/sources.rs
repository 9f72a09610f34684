//! How sources are written.

use crate::assert_kept;
use tidy::rules::checks;
use tidy::rules::crate_docs;
use tidy::rules::file_size;
use tidy::rules::purity;
use tidy::{Repository, TidyError};

#[test]
fn no_source_is_too_long() -> Result<(), TidyError> {
    assert_kept(&file_size::file_size(&Repository::here()?.sources()?));
    Ok(())
}

#[test]
fn crates_say_what_they_are_for() -> Result<(), TidyError> {
    assert_kept(&crate_docs::crate_docs(&Repository::here()?.sources()?));
    Ok(())
}

#[test]
fn pure_sources() -> Result<(), TidyError> {
    assert_kept(&purity::pure_sources(&Repository::here()?.sources()?));
    Ok(())
}

#[test]
fn pure_clippy_files_equal() -> Result<(), TidyError> {
    let here = Repository::here()?;
    let mut files = Vec::new();
    for name in here.crates() {
        let path = format!("crates/{name}/clippy.toml");
        let text = if here.has(&path) { Some(here.text(&path)?) } else { None };
        files.push((name, text));
    }
    assert_kept(&purity::pure_clippy_files_equal(&files));
    Ok(())
}

#[test]
fn checks_listed_and_documented() -> Result<(), TidyError> {
    let here = Repository::here()?;
    let paths: Vec<&str> = here.paths().collect();
    let codes: Vec<&str> = gate::CHECKS.iter().map(|check| check.code).collect();
    let page = here.text(checks::PAGE)?;
    assert_kept(&checks::checks_listed_and_documented(&paths, &codes, &page));
    Ok(())
}

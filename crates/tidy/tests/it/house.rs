//! Who may hold what.

use crate::assert_kept;
use tidy::rules::house;
use tidy::rules::licences;
use tidy::{Repository, TidyError, cargo};

#[test]
fn dependency_direction() -> Result<(), TidyError> {
    let members = cargo::members(&Repository::here()?)?;
    assert_kept(&house::dependency_direction(&members));
    Ok(())
}

#[test]
fn forbidden_dependencies() -> Result<(), TidyError> {
    let members = cargo::members(&Repository::here()?)?;
    assert_kept(&house::forbidden_dependencies(&members));
    Ok(())
}

#[test]
fn licences_allowed() -> Result<(), TidyError> {
    let packages = cargo::packages(&Repository::here()?)?;
    assert_kept(&licences::licences_allowed(&packages));
    Ok(())
}

#[test]
fn deny_file_agrees() -> Result<(), TidyError> {
    let text = Repository::here()?.text("deny.toml")?;
    assert_kept(&licences::deny_file_agrees(&text));
    Ok(())
}

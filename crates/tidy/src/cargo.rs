//! What cargo knows of this workspace.

use crate::repository::{Repository, TidyError};
use serde::Deserialize;
use std::process::Command;

/// A crate of ours.
#[derive(Debug, Clone, Deserialize)]
pub struct Member {
    /// Its package name.
    pub name: String,
    /// What it depends on.
    pub dependencies: Vec<Dependency>,
}

/// Something a crate depends on.
#[derive(Debug, Clone, Deserialize)]
pub struct Dependency {
    /// The package name, whatever it is called where it is used.
    pub name: String,
    /// `dev` or `build`; none for ordinary ones.
    pub kind: Option<String>,
}

/// A package of the whole graph.
#[derive(Debug, Clone, Deserialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence expression.
    pub license: Option<String>,
}

#[derive(Deserialize)]
struct Metadata<T> {
    packages: Vec<T>,
}

/// Returns our own crates with what their manifests name.
pub fn members(repository: &Repository) -> Result<Vec<Member>, TidyError> {
    metadata(repository, &["--no-deps"])
}

/// Returns every package that a build for this machine takes in.
pub fn packages(repository: &Repository) -> Result<Vec<Package>, TidyError> {
    let machine = machine(repository)?;
    // Without the filter cargo wants the packages of every platform, which no build downloads.
    metadata(repository, &["--filter-platform", machine.trim()])
}

fn metadata<T: for<'de> Deserialize<'de>>(
    repository: &Repository,
    more: &[&str],
) -> Result<Vec<T>, TidyError> {
    let arguments =
        [&["metadata", "--format-version", "1", "--offline", "--locked"], more].concat();
    let said = cargo(repository, &arguments)?;
    let read: Metadata<T> = serde_json::from_str(&said)
        .map_err(|source| TidyError::Json { what: "what `cargo metadata` says", source })?;
    Ok(read.packages)
}

fn machine(repository: &Repository) -> Result<String, TidyError> {
    let said = cargo(repository, &["-vV"])?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or(TidyError::Cargo { arguments: "-vV".to_owned(), said })
}

fn cargo(repository: &Repository, arguments: &[&str]) -> Result<String, TidyError> {
    let failed = |said: String| TidyError::Cargo { arguments: arguments.join(" "), said };
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let ran = Command::new(program)
        .args(arguments)
        .current_dir(repository.root())
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if ran.status.success() {
        Ok(String::from_utf8_lossy(&ran.stdout).into_owned())
    } else {
        Err(failed(String::from_utf8_lossy(&ran.stderr).trim().replace('\n', " ")))
    }
}

//! Writes the reference pages and schemas from code: `cargo docs`.
//!
//! `cargo docs --check` writes nothing and tells what is not up to date. Either way the files that
//! have grown long enough for a talk are told.

use std::io::Write as _;
use std::process::ExitCode;
use tidy::rules::file_size::worth_a_talk;
use tidy::{Repository, TidyError, reference, told};

const USAGE: u8 = 2;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let ended = match words.as_slice() {
        [] => write(),
        ["--check"] => check(),
        _ => {
            say("usage: cargo docs [--check]");
            return ExitCode::from(USAGE);
        }
    };
    ended.unwrap_or_else(|error| {
        say(&chain(&error));
        ExitCode::FAILURE
    })
}

fn write() -> Result<ExitCode, TidyError> {
    let here = Repository::here()?;
    for path in reference::write(&here)? {
        say(&format!("wrote {path}"));
    }
    tell_long_files(&here)?;
    Ok(ExitCode::SUCCESS)
}

fn check() -> Result<ExitCode, TidyError> {
    let here = Repository::here()?;
    let stale = reference::stale(&here, &reference::files(&here)?)?;
    tell_long_files(&here)?;
    say(&told(&stale));
    Ok(if stale.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell_long_files(here: &Repository) -> Result<(), TidyError> {
    say(&told(&worth_a_talk(&here.sources()?)));
    Ok(())
}

fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

fn say(text: &str) {
    if !text.is_empty() {
        // A closed stderr must not end the work.
        let _written = writeln!(std::io::stderr().lock(), "{text}");
    }
}

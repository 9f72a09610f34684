//! Makes a workspace from plain questions, or from one spreadsheet.

use super::read_text;
use crate::end::{BUSY, End, FILE, USAGE};
use crate::talk::{print, say};
use host::atomic::write_file;
use host::known::chain;
use spec::starter::{Answers, files, from_spreadsheet, questions};
use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;

pub(super) fn run(dir: &Path, from: Option<&Path>) -> Result<(), End> {
    let name = dir.file_name().and_then(|name| name.to_str()).ok_or_else(|| {
        End::new(USAGE, format!("`{}` cannot be the name of a workspace", dir.display()))
    })?;
    let answers = match from {
        Some(file) => from_spreadsheet(&file.display().to_string(), &read_text(file)?)
            .map_err(|faults| End::new(FILE, spec::diagnostic::render(&faults)))?,
        None => ask()?,
    };
    let files = files(name, &answers).map_err(|faults| {
        let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
        End::new(FILE, format!("{}\nnothing was written", lines.join("\n")))
    })?;
    write(dir, &files)?;
    print(&format!("{} files in {}", files.len(), dir.display()));
    say(&format!(
        "next: put photographs into {0}/components/media, name them in components/scenes.csv, then\n  cd {0} && throughline run",
        dir.display()
    ));
    Ok(())
}

/// Writes a whole workspace, or refuses before the first file when one is there.
pub(super) fn write(dir: &Path, files: &BTreeMap<String, Vec<u8>>) -> Result<(), End> {
    if dir.join("throughline.toml").exists() {
        return Err(End::new(
            USAGE,
            format!("`{}` is a workspace already; choose another folder", dir.display()),
        ));
    }
    // `throughline.toml` makes a folder a workspace, so it comes last: an interrupted write
    // leaves no half workspace behind.
    let (last, first): (Vec<_>, Vec<_>) =
        files.iter().partition(|(path, _)| path.as_str() == "throughline.toml");
    for (path, bytes) in first.into_iter().chain(last) {
        write_file(&dir.join(path), bytes).map_err(|error| End::new(BUSY, chain(&error)))?;
    }
    Ok(())
}

fn ask() -> Result<Answers, End> {
    if !std::io::stdin().is_terminal() {
        return Err(End::new(
            USAGE,
            "there is no terminal to ask at: use `--from FILE`, a CSV with the columns question,answer",
        ));
    }
    let mut answers = Answers::default();
    let all: Vec<_> = questions().iter().filter(|question| question.default.is_none()).collect();
    for (number, question) in all.iter().enumerate() {
        loop {
            let text = format!(
                "{}/{} {}\n     for example: {}\n  > ",
                number + 1,
                all.len(),
                question.ask,
                question.example
            );
            let answer = line(&text)?;
            if !answer.is_empty() {
                answers.set(question.key, &answer);
                break;
            }
            say("     this one needs an answer");
        }
    }
    for question in questions() {
        if let Some(default) = question.default.filter(|default| !default.is_empty()) {
            say(&format!("assumed: {} {default}", question.ask));
        }
    }
    Ok(answers)
}

fn line(prompt: &str) -> Result<String, End> {
    let gone = |e: std::io::Error| End::new(USAGE, format!("the terminal is gone: {e}"));
    let mut err = std::io::stderr().lock();
    write!(err, "{prompt}").and_then(|()| err.flush()).map_err(gone)?;
    let mut text = String::new();
    match std::io::stdin().lock().read_line(&mut text) {
        Ok(0) => Err(End::new(USAGE, "ended before the last question; nothing was written")),
        Ok(_) => Ok(text.trim().to_owned()),
        Err(error) => Err(gone(error)),
    }
}

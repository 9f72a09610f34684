//! What a name says.

use super::field::NameField;
use super::template::{Part, SEPARATORS, Template};
use model::id::Code;
use std::collections::BTreeMap;

/// The endings of files that are named by a template; an ad's name on a platform has none.
const ENDINGS: [&str; 19] = [
    "mp4", "mov", "webm", "mxf", "gif", "jpg", "jpeg", "png", "webp", "svg", "mp3", "wav", "ogg",
    "m4a", "otio", "srt", "vtt", "html", "xml",
];

/// What a name says, as far as it reads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// What stands where each field is expected, as written.
    pub fields: BTreeMap<NameField, String>,
    /// The code, where one with a right check character is found. It alone finds the file again.
    pub code: Option<Code>,
    /// Fields that it does not hold: it was cut, or one was left out.
    pub missing: Vec<NameField>,
    /// What stands where a text of the template is expected, and that text.
    pub unlike: Option<(String, String)>,
    /// What follows the end of the template.
    pub surplus: String,
}

impl Template {
    /// Reads a name: of a file, with or without folder and ending, or of an ad.
    pub fn read(&self, name: &str) -> Reading {
        let stem = stem(name);
        let mut reading = self.walk(stem);
        let placed = reading.fields.get(&NameField::Code).and_then(|code| Code::parse(code));
        reading.code = placed.or_else(|| code_in(stem));
        reading
    }

    fn walk(&self, stem: &str) -> Reading {
        let mut reading = Reading::default();
        let mut rest = Some(stem);
        for (part, left) in self.parts.iter().zip((0..self.parts.len()).rev()) {
            match (part, rest) {
                (Part::Text(text), Some(here)) => {
                    rest = here.strip_prefix(text.as_str());
                    // A name that was cut inside a text lacks the fields after it.
                    if rest.is_none() && (left == 0 || !text.starts_with(here)) {
                        reading.unlike = Some((here.to_owned(), text.clone()));
                    }
                }
                (Part::Text(_), None) => {}
                (Part::Field(field), here) => {
                    let here = here.unwrap_or_default();
                    let (value, after) = here.split_at(here.find(SEPARATORS).unwrap_or(here.len()));
                    rest = rest.map(|_| after);
                    if value.is_empty() {
                        reading.missing.push(*field);
                    } else {
                        reading.fields.insert(*field, value.to_owned());
                    }
                }
            }
        }
        rest.unwrap_or_default().clone_into(&mut reading.surplus);
        reading
    }
}

/// Returns the code in a name that somebody cut or changed: eight letters and digits by themselves
/// whose check character is right. One in 32 words of eight letters would pass for one, so after a
/// `~` any will do, and elsewhere only one in capitals or with a digit, when no other is there.
pub fn code_in(name: &str) -> Option<Code> {
    let mut marked = name.match_indices('~').filter_map(|(at, _)| {
        let after = name.get(at + 1..)?;
        let end = after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(after.len());
        Code::parse(after.get(..end)?)
    });
    if let Some(code) = marked.next() {
        return Some(code);
    }
    let words = name.split(|c: char| !c.is_ascii_alphanumeric());
    let unlike_a_word = |word: &&str| {
        word.bytes().any(|byte| byte.is_ascii_digit())
            || !word.bytes().any(|byte| byte.is_ascii_lowercase())
    };
    let mut found = words.filter(unlike_a_word).filter_map(Code::parse);
    let code = found.next()?;
    found.all(|other| other == code).then_some(code)
}

/// Returns a name without its folder and ending: also without the second ending of what lies beside
/// a film (`.vast.xml`, `.over-1.png`).
pub fn stem(name: &str) -> &str {
    let file = file_of(name);
    if !is_named(file) {
        return file;
    }
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    match stem.rsplit_once('.') {
        Some((film, what)) if what == "vast" || what.starts_with("over-") => film,
        _ => stem,
    }
}

/// Returns whether a file is one that a template names, by its ending.
pub fn is_named(name: &str) -> bool {
    let ending = file_of(name).rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

fn file_of(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

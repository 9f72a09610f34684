//! Words that may stand nowhere: promises to finish later, and names of one machine or host.
//!
//! The words are put together from parts, so that this file does not break its own rules.

use super::holds_word;
use crate::breach::Breach;

const UNFINISHED: [&str; 6] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("to", "do!("),
    concat!("unimpl", "emented!("),
    concat!("#[ign", "ore"),
];

const FOREIGN: [&str; 6] = [
    concat!("index.", "crates.io"),
    concat!("registry.", "npmjs"),
    concat!("pypi", ".org"),
    concat!("files.python", "hosted"),
    concat!("deb.", "debian"),
    concat!("/wo", "rk/"),
];

/// Returns each line that leaves something for later.
pub fn no_todo(texts: &[(&str, String)]) -> Vec<Breach> {
    lines_with(
        texts,
        &UNFINISHED,
        "finish it, or leave it out and say in the docs that it is absent",
    )
}

/// Returns each line that names a package registry's host or a folder of one machine.
pub fn no_foreign_names(texts: &[(&str, String)]) -> Vec<Breach> {
    lines_with(texts, &FOREIGN, "name the package, or a path from the root of the repository")
}

fn lines_with(texts: &[(&str, String)], words: &[&str], remedy: &str) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (path, text) in texts {
        for (line, number) in text.lines().zip(1..) {
            for word in words.iter().filter(|word| stands_in(line, word)) {
                let place = format!("{path}:{number}");
                breaches.push(Breach::new(place, format!("`{word}` stands here"), remedy));
            }
        }
    }
    breaches
}

/// A folder is meant only at the beginning of a path.
fn stands_in(line: &str, word: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || "_-./}".contains(c);
    if word.starts_with('/') {
        return line
            .match_indices(word)
            .any(|(start, _)| !line.split_at(start).0.ends_with(inside));
    }
    holds_word(line, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_seen_with_its_line() {
        for word in UNFINISHED {
            let text = [("a.rs", format!("fn a() {{}}\n{word}\n"))];
            assert_eq!(no_todo(&text)[0].place, "a.rs:2", "{word}");
        }
        for word in FOREIGN {
            assert_eq!(no_foreign_names(&[("a.md", format!("see {word}"))]).len(), 1, "{word}");
        }
    }

    #[test]
    fn like_words_pass() {
        let text = [("a.rs", "mastodon, XXXL, src/work/mod.rs, framework/x\n".to_owned())];
        assert_eq!((no_todo(&text), no_foreign_names(&text)), (Vec::new(), Vec::new()));
    }
}

//! Every crate begins by saying what it is for.

use crate::breach::Breach;

/// Returns each crate root that does not begin with its documentation.
pub fn crate_docs(sources: &[(&str, String)]) -> Vec<Breach> {
    sources
        .iter()
        .filter(|(path, text)| is_root(path) && first_sentence(text).is_none())
        .map(|(path, _)| {
            let remedy = "say in `//!` what it is for, what it does not do, where to start reading";
            Breach::new(*path, "the crate does not begin with `//!`", remedy)
        })
        .collect()
}

fn is_root(path: &str) -> bool {
    ["/src/lib.rs", "/src/main.rs"].iter().any(|root| path.ends_with(root))
        || path.contains("/src/bin/")
}

/// Returns the first sentence of a crate's documentation, as plain Markdown.
pub fn first_sentence(text: &str) -> Option<String> {
    let lines = text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    let paragraph: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    let words = paragraph.join(" ").replace("[`", "`").replace("`]", "`");
    let sentence = words.split_once(". ").map_or(words.as_str(), |(first, _)| first);
    let sentence = sentence.trim_end_matches('.');
    (!sentence.is_empty()).then(|| format!("{sentence}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_without_words_is_named() {
        let silent = [("crates/a/src/lib.rs", "pub mod b;\n".to_owned())];
        assert_eq!(crate_docs(&silent).len(), 1);
        let spoken = [("crates/a/src/lib.rs", "//! What it is.\n\npub mod b;\n".to_owned())];
        assert_eq!(crate_docs(&spoken), []);
        let inner = [("crates/a/src/b.rs", String::new())];
        assert_eq!(crate_docs(&inner), []);
    }

    #[test]
    fn the_first_sentence_ends_at_its_full_stop() {
        let docs = "//! Takes a [`Scene`] to\n//! pixels. Nothing else.\n//!\n//! More.\n";
        assert_eq!(first_sentence(docs).unwrap(), "Takes a `Scene` to pixels.");
    }
}

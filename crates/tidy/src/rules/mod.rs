//! The rules, one file each. A rule takes text and returns everything that breaks it.

pub mod checks;
pub mod crate_docs;
pub mod file_size;
pub mod house;
pub mod licences;
pub mod purity;
pub mod wording;

/// Returns whether `line` holds `wanted` as a word: no letter, digit or underscore goes on where
/// it begins or ends with one.
pub(crate) fn holds_word(line: &str, wanted: &str) -> bool {
    let goes_on = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(wanted).any(|(start, _)| {
        let (before, rest) = line.split_at(start);
        let after = rest.strip_prefix(wanted).unwrap_or_default();
        let free_before = !wanted.starts_with(goes_on) || !before.ends_with(goes_on);
        let free_after = !wanted.ends_with(goes_on) || !after.starts_with(goes_on);
        free_before && free_after
    })
}

#[cfg(test)]
mod tests {
    use super::holds_word;

    #[test]
    fn a_word_is_found_only_whole() {
        assert!(holds_word("use std::fs;", "std::fs"));
        assert!(holds_word("let operand = rand::random();", "rand::"));
        assert!(!holds_word("operand::new()", "rand::"));
        assert!(!holds_word("Instantaneous", "Instant"));
    }
}

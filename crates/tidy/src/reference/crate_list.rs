//! The list of crates: each by the first sentence of its own documentation.

use crate::repository::{Repository, TidyError};
use crate::rules::crate_docs::first_sentence;
use crate::rules::house::HOUSE;
use std::fmt::Write as _;

const BEGIN: &str = "<!-- crates -->";
const END: &str = "<!-- /crates -->";

/// Returns a page with the list between its marks as it should be.
pub(super) fn put_into(
    page: &str,
    text: &str,
    repository: &Repository,
) -> Result<String, TidyError> {
    between_marks(page, text, &list(repository)?)
}

fn list(repository: &Repository) -> Result<String, TidyError> {
    let present = repository.crates();
    let mut list = String::new();
    for room in HOUSE.iter().filter(|room| present.contains(&room.name)) {
        // Where there are both, the executable is what the crate is for.
        let roots = ["main.rs", "lib.rs"].map(|root| format!("crates/{}/src/{root}", room.name));
        let Some(root) = roots.iter().find(|root| repository.has(root)) else { continue };
        if let Some(sentence) = first_sentence(&repository.text(root)?) {
            // Writing to a string cannot fail.
            let _ = writeln!(list, "- **{}**: {sentence}", room.name);
        }
    }
    Ok(list)
}

fn between_marks(page: &str, text: &str, list: &str) -> Result<String, TidyError> {
    let lacks = |mark| TidyError::Mark { page: page.to_owned(), mark };
    let (before, rest) = text.split_once(BEGIN).ok_or_else(|| lacks(BEGIN))?;
    let (_, after) = rest.split_once(END).ok_or_else(|| lacks(END))?;
    Ok(format!("{before}{BEGIN}\n{list}{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_marks_is_replaced() {
        let page = format!("# Map\n{BEGIN}\nold\n{END}\nrest\n");
        let fresh = between_marks("map.md", &page, "- new\n").unwrap();
        assert_eq!(fresh, format!("# Map\n{BEGIN}\n- new\n{END}\nrest\n"));
        assert_eq!(between_marks("map.md", &fresh, "- new\n").unwrap(), fresh);
    }

    #[test]
    fn a_page_without_marks_is_refused() {
        let said = between_marks("map.md", "# Map\n", "").unwrap_err().to_string();
        assert!(said.contains("`map.md` lacks"), "{said}");
    }
}

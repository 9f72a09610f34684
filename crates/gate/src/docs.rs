//! The reference page of the checks, written from their table.

use crate::check::{Check, Family};
use crate::severity::{usual, word};
use spec::format::FAULTS;
use std::fmt::Write as _;

/// Returns `docs/reference/checks.md` for a table of checks.
pub fn docs_markdown(checks: &[Check]) -> String {
    let mut page = String::from(
        "# Checks\n\nWritten from the table of checks; do not edit. A check runs when the standard \
         expects something it could find broken. Where a fact it needs is missing, the verdict \
         lists it under `not_run`.\n",
    );
    for family in Family::ALL {
        let members: Vec<&Check> = checks.iter().filter(|check| check.family == family).collect();
        if !members.is_empty() {
            page.push_str(&section(family, &members));
        }
    }
    page
}

fn section(family: Family, checks: &[&Check]) -> String {
    let mut section = format!("\n## {}\n", family.title());
    for check in checks {
        let needs: Vec<&str> = check.needs.iter().map(|need| need.title()).collect();
        let severities: Vec<&str> = usual(check.code).iter().copied().map(word).collect();
        let severities = severities.join(", ");
        let may = if FAULTS.contains(&check.code) { "; a format may say otherwise" } else { "" };
        let needs = if needs.is_empty() { "nothing".to_owned() } else { needs.join(", ") };
        // Writing to a string cannot fail.
        let _ = write!(
            section,
            "\n### `{}`\n\n{}. {}\n\n- **Fires when**: {}\n- **Severity**: {severities}{may}\n- **Fix**: {}\n- **Needs**: {needs}\n",
            check.code, check.title, check.why, check.threshold, check.fix,
        );
    }
    section
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CHECKS;
    use std::collections::BTreeSet;

    #[test]
    fn every_check_is_on_the_page_once() {
        let page = docs_markdown(CHECKS);
        for check in CHECKS {
            let heading = format!("### `{}`\n", check.code);
            assert_eq!(page.matches(&heading).count(), 1, "{}", check.code);
        }
    }

    #[test]
    fn codes_are_stable_slugs_and_texts_are_there() {
        let codes: BTreeSet<&str> = CHECKS.iter().map(|check| check.code).collect();
        assert_eq!(codes.len(), CHECKS.len());
        for check in CHECKS {
            assert!(
                check.code.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
                "{}",
                check.code
            );
            for text in [check.title, check.why, check.threshold, check.fix] {
                assert!(!text.is_empty(), "{} lacks a text", check.code);
            }
        }
    }
}

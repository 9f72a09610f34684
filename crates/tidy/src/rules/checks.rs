//! One check, one file, one row of the table, one heading on the page.

use crate::breach::Breach;

const FOLDER: &str = "crates/gate/src/checks/";
/// The page that lists every check.
pub const PAGE: &str = "docs/reference/checks.md";

/// Returns each check that stands in a file but not in the table, in the table but in no file of
/// its name, or not on the page.
pub fn checks_listed_and_documented(paths: &[&str], codes: &[&str], page: &str) -> Vec<Breach> {
    let filed: Vec<String> = paths
        .iter()
        .filter_map(|path| path.strip_prefix(FOLDER)?.strip_suffix(".rs"))
        .map(|stem| stem.replace('_', "-"))
        .collect();
    let unlisted = filed.iter().filter(|code| !codes.contains(&code.as_str())).map(|code| {
        let path = format!("{FOLDER}{}.rs", code.replace('-', "_"));
        Breach::new(path, "this check is not in `CHECKS`", "add it in crates/gate/src/checks.rs")
    });
    let unfiled = codes.iter().filter(|code| !filed.iter().any(|file| file == *code)).map(|code| {
        let fault = format!("no file is named after the check `{code}`");
        Breach::new(FOLDER, fault, "name file and code alike")
    });
    let silent = codes.iter().filter(|code| !page.contains(&format!("### `{code}`"))).map(|code| {
        Breach::new(PAGE, format!("the check `{code}` is not on the page"), "run `cargo docs`")
    });
    unlisted.chain(unfiled).chain(silent).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_check_needs_its_file_its_row_and_its_heading() {
        let path = "crates/gate/src/checks/too_loud.rs";
        let page = "### `too-loud`\n";
        assert_eq!(checks_listed_and_documented(&[path], &["too-loud"], page), []);
        assert_eq!(checks_listed_and_documented(&[path], &[], page).len(), 1);
        assert_eq!(checks_listed_and_documented(&[], &["too-loud"], page).len(), 1);
        assert_eq!(checks_listed_and_documented(&[path], &["too-loud"], "").len(), 1);
    }
}

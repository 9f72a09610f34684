//! The page of the fault codes: what can be wrong with the files people write.

use crate::breach::Breach;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The page.
pub const PAGE: &str = "docs/reference/errors.md";
const TABLE: &str = "crates/tidy/src/reference/errors.rs";
const SOURCES: &str = "crates/spec/src/";

/// Every code with its meaning and what to do, in order of the codes.
const CODES: &[(&str, &str, &str)] = &[
    ("bad-colour", "A colour does not read", "give it a `hex` of six digits"),
    ("bad-date", "A date does not read", "write it as 2026-03-01"),
    ("bad-id", "A name is no id", "use small letters, digits, `-` and `_`, 64 at most"),
    ("bad-markup", "A template's page does not read there", "mend the element that is shown"),
    ("bad-syntax", "The file is not TOML, CSV or JSON there", "mend the line that is shown"),
    (
        "bad-template",
        "The template of names could not be read back from a name, or is none",
        "the message says what to write",
    ),
    ("bad-value", "A value is not one of those that may stand here", "the message says which may"),
    (
        "circle",
        "Something refers to itself, perhaps through others",
        "give one of them a value or no parent",
    ),
    (
        "contradiction",
        "Two things that a brief asks for exclude each other",
        "remove one of the two",
    ),
    ("date-order", "A time ends before it begins", "exchange the two dates"),
    ("duplicate", "The same thing is said twice", "keep one of the two"),
    ("empty-file", "A table has no header line", "begin with the header that is shown"),
    ("empty-value", "A value that is needed is empty", "fill it in"),
    ("incomplete", "A name lacks parts of its template", "take the nearest name"),
    ("legal-rule", "A brief breaks a legal rule", "only rules of force `brand` may be broken"),
    (
        "missing-colour",
        "The brand lacks a colour that every picture needs",
        "add primary, ink and paper",
    ),
    ("missing-column", "A table lacks a column", "add it to the header"),
    ("missing-file", "A file that is needed or named is not there", "add it, or mend the name"),
    (
        "missing-font",
        "The brand has no headline font",
        "name one in brand/tokens.json or brand/brand.json",
    ),
    ("missing-key", "A key that is needed is not there", "add it; the message shows how"),
    (
        "missing-language",
        "Rows have no text in a language of the brief",
        "fill in the column, or they are left out there",
    ),
    (
        "missing-schema",
        "The file does not say which schema it follows",
        "write the line that is shown at the top",
    ),
    ("newer-schema", "The file was written for a newer throughline", "update throughline"),
    (
        "no-landing-page",
        "The brief names no landing page",
        "add `landing`, or the trafficking sheet has no link",
    ),
    (
        "no-such-market",
        "A duty to disclose names a market that no brief has",
        "write the market as briefs do",
    ),
    ("not-text", "The file is not UTF-8 text", "save it as UTF-8"),
    (
        "not-varied",
        "A matrix asks for parts or pairs of what does not vary",
        "list them in `[matrix]`, or do not ask for them",
    ),
    (
        "nothing-left",
        "A matrix forbids every combination",
        "remove one of `never`, or let more vary",
    ),
    (
        "nothing-to-compose",
        "A kind of component has no rows",
        "write some, or there are no concepts",
    ),
    (
        "old-colour",
        "A colour is written in an older form of design tokens",
        "write the object that is shown",
    ),
    (
        "other-name",
        "The code in a name is that of a file called otherwise",
        "take the nearest name",
    ),
    (
        "outside-folder",
        "A template names something outside its folder",
        "put the file beside the template",
    ),
    ("too-deep", "Groups of tokens are nested too deep", "flatten the groups"),
    (
        "too-large",
        "A file or a cell is larger than any a person writes",
        "look whether it is the right file",
    ),
    (
        "too-many",
        "A matrix crosses to more variants than anybody makes unasked",
        "say in `most` how many are made",
    ),
    (
        "uneven-row",
        "A row has more or fewer cells than the header",
        "put cells that hold a comma in double quotes",
    ),
    (
        "unexplained",
        "The workspace does not read and no check says why",
        "report it: it is a fault of throughline",
    ),
    (
        "unknown-attribute",
        "A template has an attribute that means nothing",
        "the message names the nearest",
    ),
    (
        "unknown-column",
        "A table has a column that nothing reads",
        "take the nearest name, or remove it",
    ),
    (
        "unknown-element",
        "A template has an element that cannot be drawn",
        "the message names the nearest",
    ),
    ("unknown-file", "A file lies where nothing reads it", "move or rename it as the message says"),
    ("unknown-key", "A key that nothing reads", "take the nearest name, or remove it"),
    (
        "unknown-name",
        "Something is named that is nowhere defined",
        "take the nearest name, or define it",
    ),
    ("unknown-slot", "A template has a slot that no ad fills", "the message names the nearest"),
    ("unlike-the-template", "A name is not put together as its template", "take the nearest name"),
    (
        "unreadable",
        "A template's file is no text, or too large",
        "save it as UTF-8, without pictures in it",
    ),
    ("untyped-token", "A design token has no type", "add `$type` to it or to its group"),
    (
        "wrong-schema",
        "The file follows another schema than its place asks for",
        "write the schema that is shown",
    ),
    (
        "wrong-type",
        "A value is of another kind: text for a number, say",
        "write it as the message shows",
    ),
];

/// Returns the page.
pub fn page() -> String {
    let mut page = String::from(
        "# What can be wrong with the files people write\n\nWritten from a table; do not edit. Each \
         fault is told with its file, line and column. What the checks of finished files find is \
         in [checks](checks.md).\n\n| code | meaning | what to do |\n|---|---|---|\n",
    );
    for (code, meaning, remedy) in CODES {
        // Writing to a string cannot fail.
        let _ = writeln!(page, "| `{code}` | {meaning} | {remedy} |");
    }
    page
}

/// Returns each code that the sources say and the table does not explain, and the other way round.
pub fn codes_explained(sources: &[(&str, String)]) -> Vec<Breach> {
    let explained: Vec<&str> = CODES.iter().map(|(code, ..)| *code).collect();
    difference(&said_in(sources), &explained)
}

fn difference(said: &BTreeMap<&str, &str>, explained: &[&str]) -> Vec<Breach> {
    let unexplained =
        said.iter().filter(|(code, _)| !explained.contains(*code)).map(|(code, at)| {
            let fault = format!("the code `{code}` is explained nowhere");
            Breach::new(*at, fault, format!("add it to `CODES` in {TABLE}, then `cargo docs`"))
        });
    let unsaid = explained.iter().filter(|code| !said.contains_key(*code)).map(|code| {
        let fault = format!("nothing says the code `{code}` any more");
        Breach::new(TABLE, fault, "remove it, then `cargo docs`")
    });
    unexplained.chain(unsaid).collect()
}

/// Returns every code that the sources of `spec` say, with a file that says it.
fn said_in<'s>(sources: &'s [(&str, String)]) -> BTreeMap<&'s str, &'s str> {
    let own = sources.iter().filter(|(path, _)| path.starts_with(SOURCES));
    own.flat_map(|(path, text)| codes_in(text).into_iter().map(move |code| (code, *path))).collect()
}

/// Finds codes where they stand: first in `Fault::new`, second in `whole_file`, or in a field.
fn codes_in(text: &str) -> Vec<&str> {
    let after = |call: &'static str| text.split(call).skip(1);
    let from_call = after("Fault::new(");
    let from_field = after(" code:");
    let from_file = after("whole_file(").filter_map(|call| Some(call.split_once(',')?.1));
    from_call.chain(from_field).chain(from_file).filter_map(literal).collect()
}

/// Returns the text in quotes with which `rest` begins.
fn literal(rest: &str) -> Option<&str> {
    rest.trim_start().strip_prefix('"')?.split_once('"').map(|(code, _)| code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_wherever_they_are_said() {
        let text = "Fault::new(\n  \"bad-value\", message)\nself.whole_file(&path, \"not-text\", m)\n\
                    Diagnostic { code: \"circle\" }\nfn new(code: &'static str) { Fault::new(code) }";
        assert_eq!(codes_in(text), ["bad-value", "circle", "not-text"]);
    }

    #[test]
    fn a_code_without_an_explanation_and_an_idle_one_are_told() {
        let said = BTreeMap::from([("bad-value", "a.rs")]);
        assert_eq!(difference(&said, &["bad-value"]), []);
        assert_eq!(difference(&said, &[])[0].place, "a.rs");
        assert!(difference(&said, &["bad-value", "old"])[0].fault.contains("any more"));
    }

    #[test]
    fn the_table_is_in_order() {
        assert!(CODES.is_sorted_by(|a, b| a.0 < b.0));
    }
}

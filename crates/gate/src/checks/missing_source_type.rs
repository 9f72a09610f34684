//! The file does not say how it was made.

use crate::check::{Check, Family, Need};
use crate::standard::{Disclosure, SourceRule, Standard};
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "missing-source-type",
    family: Family::Legal,
    title: "The file does not say how it was made",
    why: "What a model made has to be marked so that machines can tell (EU AI Act, Article 50(2)); platforms label what says so, and question what does not",
    threshold: "no digital source type of IPTC in XMP or in content credentials where one is expected, or another one than expected; signatures are not verified",
    fix: "Write Iptc4xmpExt:DigitalSourceType into the file's XMP as the last step: many tools drop it.",
    needs: &[Need::Metadata],
    asked,
    run,
};

/// Where the term and its list are defined.
const SOURCE: &str = "IPTC Photo Metadata Standard: Digital Source Type";

fn rule(standard: &Standard) -> Option<(&Disclosure, &SourceRule)> {
    let disclosure = standard.disclosure.as_ref()?;
    Some((disclosure, disclosure.source_type.as_ref()?))
}

fn asked(standard: &Standard) -> bool {
    rule(standard).is_some()
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some((disclosure, rule)), Some(metadata)) =
        (rule(subject.standard), &subject.facts.metadata)
    else {
        return Vec::new();
    };
    let said = &metadata.source_types;
    let (right, asked) = match rule {
        SourceRule::Any => (!said.is_empty(), "a digital source type"),
        SourceRule::Term(term) => (said.contains(term), term.as_str()),
    };
    if right {
        return Vec::new();
    }
    let measured = if said.is_empty() { "none".to_owned() } else { said.join(", ") };
    vec![found(
        CHECK.code,
        Severity::Reject,
        Quantity::text(measured),
        Quantity::text(asked),
        format!("write {asked} into the file's XMP (Iptc4xmpExt:DigitalSourceType)"),
        Basis { rule: format!("{}:source_type", disclosure.rule), source: SOURCE.to_owned() },
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, film, look, no_format, only};
    use model::fact::{FileFacts, Metadata};

    fn expecting(rule: SourceRule) -> Standard {
        let disclosure = Disclosure {
            rule: "list.csv:2".to_owned(),
            source_type: Some(rule),
            ..Disclosure::default()
        };
        Standard { disclosure: Some(disclosure), ..Standard::default() }
    }

    fn term(term: &str) -> SourceRule {
        SourceRule::Term(term.to_owned())
    }

    fn saying(terms: &[&str]) -> FileFacts {
        let source_types = terms.iter().map(|&term| term.to_owned()).collect();
        FileFacts { metadata: Some(Metadata { source_types }), ..film() }
    }

    #[test]
    fn fires_on_a_file_that_says_nothing_or_something_else() {
        let silent = look(&saying(&[]), &expecting(SourceRule::Any));
        assert_eq!(only(&silent).code, "missing-source-type");
        assert_eq!(only(&silent).rule, "list.csv:2:source_type");
        let other = look(&saying(&["digitalCapture"]), &expecting(term("trainedAlgorithmicMedia")));
        assert_eq!(only(&other).measured, Some(Quantity::text("digitalCapture")));
    }

    #[test]
    fn does_not_fire_on_what_is_said() {
        let said = saying(&["digitalCapture", "composite"]);
        assert_eq!(codes(&look(&said, &expecting(SourceRule::Any))), Vec::<&str>::new());
        assert_eq!(codes(&look(&said, &expecting(term("composite")))), Vec::<&str>::new());
    }

    #[test]
    fn says_where_nobody_looked_and_ignores_files_of_which_nothing_is_expected() {
        let unknown = FileFacts { metadata: None, ..film() };
        let verdict = look(&unknown, &expecting(SourceRule::Any));
        assert_eq!(verdict.not_run[0].because, "metadata is not looked for in files of kind `mp4`");
        assert_eq!(codes(&look(&saying(&[]), &no_format())), Vec::<&str>::new());
    }
}

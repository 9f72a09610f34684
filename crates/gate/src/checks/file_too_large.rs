//! The file is heavier than its place accepts.

use crate::check::{Check, Family};
use crate::standard::Standard;
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "file-too-large",
    family: Family::File,
    title: "The file is too heavy",
    why: "Uploads over the limit are refused, and display ads over it are not served",
    threshold: "more bytes than the format accepts",
    fix: "Export with a lower bit rate or quality.",
    needs: &[],
    asked,
    run,
};

fn asked(standard: &Standard) -> bool {
    standard.format.as_ref().is_some_and(|expect| expect.max_bytes.is_some())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(expect) = &subject.standard.format else {
        return Vec::new();
    };
    let Some(most) = expect.max_bytes.filter(|most| subject.facts.bytes > *most) else {
        return Vec::new();
    };
    let share = most as f64 / subject.facts.bytes as f64 * 100.0;
    vec![found(
        CHECK.code,
        Severity::Reject,
        Quantity::number(subject.facts.bytes as f64, "bytes"),
        Quantity::number(most as f64, "bytes at most"),
        format!("export at {share:.0}% of the present bit rate or less"),
        expect.basis("max_bytes"),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Expect;
    use crate::testing::{codes, expecting, film, look, no_format, only};

    fn at_most(bytes: u64) -> Standard {
        expecting(Expect { max_bytes: Some(bytes), ..Expect::default() })
    }

    #[test]
    fn fires_one_byte_over_the_limit() {
        assert_eq!(only(&look(&film(), &at_most(7_999_999))).code, "file-too-large");
    }

    #[test]
    fn does_not_fire_on_the_limit() {
        assert_eq!(codes(&look(&film(), &at_most(8_000_000))), Vec::<&str>::new());
    }

    #[test]
    fn ignores_places_without_a_limit() {
        assert_eq!(codes(&look(&film(), &no_format())), Vec::<&str>::new());
    }
}

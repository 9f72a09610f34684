//! The file is not the one that was signed off.

use crate::check::{Check, Family};
use crate::standard::Standard;
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "unsigned-change",
    family: Family::Record,
    title: "It changed after it was signed off",
    why: "A signature covers the bytes that were looked at, not whatever has their name today",
    threshold: "the SHA-256 of the file is not the approved one",
    fix: "Deliver the approved file, or have the changed one signed off.",
    needs: &[],
    asked,
    run,
};

fn asked(standard: &Standard) -> bool {
    standard.approved.is_some()
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let is = subject.facts.sha256;
    let Some(approved) = subject.standard.approved.filter(|approved| *approved != is) else {
        return Vec::new();
    };
    vec![found(
        CHECK.code,
        Severity::Reject,
        Quantity::text(is.to_string()),
        Quantity::text(approved.to_string()),
        "deliver the file that was signed off, or have this one looked at and signed",
        Basis::practice(CHECK.code, "the record of approvals"),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, film, look, no_format};
    use model::digest::Digest;

    fn signed(bytes: &[u8]) -> Standard {
        Standard { approved: Some(Digest::of(bytes)), ..no_format() }
    }

    #[test]
    fn fires_on_other_bytes() {
        assert_eq!(codes(&look(&film(), &signed(b"another cut"))), ["unsigned-change"]);
    }

    #[test]
    fn does_not_fire_on_the_signed_bytes() {
        assert_eq!(codes(&look(&film(), &signed(b"film"))), Vec::<&str>::new());
    }

    #[test]
    fn ignores_files_nobody_was_to_sign() {
        assert_eq!(codes(&look(&film(), &no_format())), Vec::<&str>::new());
    }
}

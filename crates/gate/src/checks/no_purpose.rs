//! Nobody has said what the file is for.

use crate::check::{Check, Family};
use crate::standard::Standard;
use crate::subject::{Basis, Subject, found};
use model::asset::PurposeState;
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "no-purpose",
    family: Family::Record,
    title: "Nobody has said what it is for",
    why: "What has no purpose cannot succeed, and cannot be retired for failing",
    threshold: "the asset's purpose is unstated",
    fix: "State a purpose of the architecture for it, or retire it.",
    needs: &[],
    asked,
    run,
};

fn asked(standard: &Standard) -> bool {
    standard.purpose.is_some()
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    if subject.standard.purpose != Some(PurposeState::Unstated) {
        return Vec::new();
    }
    vec![found(
        CHECK.code,
        Severity::Reject,
        Quantity::text("unstated"),
        Quantity::text("a purpose of the architecture"),
        "say what it is for, with a purpose from `architecture.toml`, or retire it",
        Basis::practice(CHECK.code, "every asset is made for something"),
    )]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, film, look, no_format};

    fn made_for(purpose: PurposeState) -> Standard {
        Standard { purpose: Some(purpose), ..no_format() }
    }

    #[test]
    fn fires_on_an_orphan() {
        assert_eq!(codes(&look(&film(), &made_for(PurposeState::Unstated))), ["no-purpose"]);
    }

    #[test]
    fn does_not_fire_on_a_stated_purpose() {
        let stated = PurposeState::Stated { id: "trial".parse().unwrap() };
        assert_eq!(codes(&look(&film(), &made_for(stated))), Vec::<&str>::new());
    }

    #[test]
    fn ignores_files_outside_a_workspace() {
        assert_eq!(codes(&look(&film(), &no_format())), Vec::<&str>::new());
    }
}

//! Something in the file is licensed for less time than it is on air.

use crate::check::{Check, Family};
use crate::standard::{Standard, TermKind};
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "rights-expired",
    family: Family::Legal,
    title: "Rights end before the flight does",
    why: "A photograph or a track that is shown without a licence costs more than the campaign",
    threshold: "`rights_until` of the scene, or of the music or the voice of a film, is before the last day of the flight",
    fix: "Extend the licence, shorten the flight, or use another scene or track.",
    needs: &[],
    asked,
    run,
};

fn asked(standard: &Standard) -> bool {
    standard.on_air.is_some() && standard.terms.iter().any(|term| term.kind == TermKind::Rights)
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(on_air) = subject.standard.on_air else { return Vec::new() };
    let ended = subject
        .standard
        .terms
        .iter()
        .filter(|term| term.kind == TermKind::Rights && !term.covers(on_air));
    ended
        .map(|term| {
            found(
                CHECK.code,
                Severity::Reject,
                Quantity::text(term.in_words()),
                Quantity::text(format!("until {} at least", on_air.1)),
                format!(
                    "extend the licence of {}, end the flight earlier, or use another one",
                    term.what
                ),
                Basis { rule: format!("rights:{}", term.what), source: term.source.clone() },
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, flight, look, no_format, still, term};

    fn licensed(until: i8) -> Standard {
        Standard { terms: vec![term(TermKind::Rights, None, Some(until))], ..flight() }
    }

    #[test]
    fn fires_when_rights_end_a_day_early() {
        assert_eq!(codes(&look(&still(), &licensed(27))), ["rights-expired"]);
    }

    #[test]
    fn does_not_fire_when_they_end_with_the_flight() {
        assert_eq!(codes(&look(&still(), &licensed(28))), Vec::<&str>::new());
    }

    #[test]
    fn ignores_files_without_a_flight() {
        let standard = Standard { on_air: None, ..licensed(1) };
        assert_eq!(codes(&look(&still(), &standard)), Vec::<&str>::new());
        assert_eq!(codes(&look(&still(), &no_format())), Vec::<&str>::new());
    }
}

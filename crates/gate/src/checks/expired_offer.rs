//! The closing card offers something on days on which it does not hold.

use crate::check::{Check, Family};
use crate::standard::{Standard, TermKind};
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "expired-offer",
    family: Family::Legal,
    title: "The offer does not hold for the whole flight",
    why: "An offer that has ended, or has not begun, misleads people",
    threshold: "`valid_from` of the closing card is after the first day of the flight, or `valid_to` before its last day",
    fix: "Use the card that is valid, or move the flight.",
    needs: &[],
    asked,
    run,
};

fn asked(standard: &Standard) -> bool {
    standard.on_air.is_some() && standard.terms.iter().any(|term| term.kind == TermKind::Offer)
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(on_air) = subject.standard.on_air else { return Vec::new() };
    let outside = subject
        .standard
        .terms
        .iter()
        .filter(|term| term.kind == TermKind::Offer && !term.covers(on_air));
    outside
        .map(|term| {
            found(
                CHECK.code,
                Severity::Reject,
                Quantity::text(term.in_words()),
                Quantity::text(format!("valid from {} to {}", on_air.0, on_air.1)),
                "use a closing card that is valid on every day of the flight, or move the flight",
                Basis { rule: format!("offer:{}", term.what), source: term.source.clone() },
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, flight, look, still, term};

    fn offered(from: Option<i8>, until: Option<i8>) -> Standard {
        Standard { terms: vec![term(TermKind::Offer, from, until)], ..flight() }
    }

    #[test]
    fn fires_when_the_offer_ends_early_or_begins_late() {
        for (from, until) in [(None, Some(27)), (Some(2), None)] {
            assert_eq!(codes(&look(&still(), &offered(from, until))), ["expired-offer"]);
        }
    }

    #[test]
    fn does_not_fire_when_it_holds_on_every_day() {
        assert_eq!(codes(&look(&still(), &offered(Some(1), Some(28)))), Vec::<&str>::new());
    }

    #[test]
    fn ignores_rights() {
        let standard = Standard { terms: vec![term(TermKind::Rights, None, Some(28))], ..flight() };
        assert_eq!(codes(&look(&still(), &standard)), Vec::<&str>::new());
    }
}

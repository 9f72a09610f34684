//! The picture flashes in a way that can harm.

use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, during, found};
use model::fact::{FlashKind, Flashing};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "flashing",
    family: Family::Legal,
    title: "The picture flashes (a warning ahead of the certified test)",
    why: "More than three flashes a second over a large area can bring on seizures; broadcasters refuse such films",
    threshold: "more than six changes within a second (three flashes are six changes) over a quarter of the picture: changes of 20 cd/m² and more with the darker state below 160 cd/m² (ITU-R BT.1702), or to and from a saturated red (WCAG 2.2, 2.3.1). Luminance is that of a display of 200 cd/m² and gamma 2.2. Regular stripes are not looked for. This warns ahead of the certified analysis and does not replace it",
    fix: "Lengthen the shots, lower the contrast between them, or make the flashing area smaller; have a certified analysis made where the broadcaster asks for one.",
    needs: &[Need::Decodable, Need::EveryFrame],
    asked: always,
    run,
};

/// Three flashes.
const MOST_CHANGES: u32 = 6;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let places = subject.course().map_or(&[][..], |course| &course.flashing);
    places.iter().filter(|place| is_too_much(place)).map(|place| finding(*place)).collect()
}

/// Whether a place flashes more than anybody should be shown.
pub(super) const fn is_too_much(place: &Flashing) -> bool {
    place.changes > MOST_CHANGES
}

fn finding(place: Flashing) -> Finding {
    let (unit, source) = match place.kind {
        FlashKind::Luminance => ("changes of light within a second", "ITU-R BT.1702"),
        FlashKind::Red => ("changes of saturated red within a second", "WCAG 2.2, 2.3.1"),
    };
    let finding = found(
        CHECK.code,
        Severity::Reject,
        Quantity::number(f64::from(place.changes), unit),
        Quantity::number(f64::from(MOST_CHANGES), "changes within a second at most"),
        format!(
            "up to {:.0}% of the picture flashes: lengthen the shots or lower the contrast between them; this is a pre-warning, not a certified analysis",
            place.area.0 * 100.0
        ),
        Basis::practice(CHECK.code, source),
    );
    Finding { place: Some(during(place.span)), ..finding }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{codes, look, no_format, only, still, watched};
    use model::fact::{Course, FileFacts, Span};
    use model::finding::Verdict;
    use model::unit::{Ratio, Secs};

    fn strobe(changes: u32, kind: FlashKind) -> FileFacts {
        let span = Span { from: Secs(2.0), to: Secs(3.0) };
        let flashing = vec![Flashing { span, kind, changes, area: Ratio(0.6) }];
        watched(Course { flashing, ..Course::default() })
    }

    #[test]
    fn fires_on_the_seventh_change_with_its_place() {
        for kind in [FlashKind::Luminance, FlashKind::Red] {
            let verdict = look(&strobe(7, kind), &no_format());
            assert_eq!(only(&verdict).place.unwrap().end_s, Some(3.0));
            assert_eq!(verdict.verdict, Verdict::Fail);
        }
    }

    #[test]
    fn does_not_fire_on_three_flashes() {
        let verdict = look(&strobe(6, FlashKind::Luminance), &no_format());
        assert_eq!(codes(&verdict), Vec::<&str>::new());
    }

    #[test]
    fn ignores_pictures() {
        let verdict = look(&still(), &no_format());
        assert!(verdict.not_run.is_empty() && codes(&verdict).is_empty());
    }
}

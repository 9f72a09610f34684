//! Words of ours hardly differ from their ground.

use crate::check::{Check, Family, Need};
use crate::standard::Standard;
use crate::subject::{Subject, found};
use crate::words::lines_that_belong;
use model::fact::ReadText;
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "unreadable-text",
    family: Family::Brand,
    title: "Words are hard to read",
    why: "On a phone in daylight nobody reads grey on grey",
    threshold: "a line of the words that belong on the last frame has a contrast below 3:1 (WCAG 2.2, success criterion 1.4.3, large text), between the lightest and the darkest twentieth of its rectangle",
    fix: "Give the words more contrast, or a ground of their own.",
    needs: &[Need::Decodable, Need::LastFrame, Need::Words, Need::LegibleScript],
    asked,
    run,
};

/// WCAG 2.2, 1.4.3: large text; ads set small print larger than that on the screens they are for.
const LEAST: f64 = 3.0;

fn asked(standard: &Standard) -> bool {
    standard.brand.as_ref().is_some_and(|brand| brand.expected_words().next().is_some())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some(brand), Some(lines)) = (&subject.standard.brand, subject.words()) else {
        return Vec::new();
    };
    let faint = lines_that_belong(brand, lines).into_iter().filter(|line| line.contrast < LEAST);
    let finding = |line: &ReadText| {
        let finding = found(
            CHECK.code,
            Severity::Degrade,
            Quantity::number(line.contrast, ": 1"),
            Quantity::number(LEAST, ": 1 at least"),
            format!(
                "give “{}” more contrast: darker or lighter ink, or a plain ground under it",
                line.text
            ),
            brand.basis("contrast"),
        );
        Finding { place: subject.in_last_frame(Some(line.region)), ..finding }
    };
    faint.map(finding).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::BrandStandard;
    use crate::testing::{branded, codes, look_closer, probe_words};
    use model::fact::ProbeFacts;

    fn ordering(cta: &str) -> Standard {
        branded(BrandStandard { cta: Some(cta.to_owned()), ..BrandStandard::default() })
    }

    fn with_contrast(contrast: f64) -> ProbeFacts {
        let mut probe = probe_words(&["Order again", "on the bottle"]);
        probe.words.as_mut().unwrap()[0].contrast = contrast;
        probe
    }

    #[test]
    fn fires_on_grey_on_grey_with_its_place() {
        let verdict = look_closer(&with_contrast(2.9), &ordering("Order again"));
        assert_eq!(codes(&verdict), ["unreadable-text"]);
        assert!(verdict.findings[0].place.unwrap().region.is_some());
    }

    #[test]
    fn does_not_fire_at_three_to_one() {
        let verdict = look_closer(&with_contrast(3.0), &ordering("Order again"));
        assert_eq!(codes(&verdict), Vec::<&str>::new());
    }

    #[test]
    fn ignores_words_that_are_part_of_the_picture() {
        let mut probe = with_contrast(9.0);
        probe.words.as_mut().unwrap()[1].contrast = 1.2;
        assert_eq!(codes(&look_closer(&probe, &ordering("Order again"))), Vec::<&str>::new());
    }
}

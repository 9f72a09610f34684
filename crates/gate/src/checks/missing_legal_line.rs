//! The line the law or a contract asks for is not on the last frame.

use crate::check::{Check, Family, Need};
use crate::standard::Standard;
use crate::subject::{Subject, found};
use crate::words::Reading;
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "missing-legal-line",
    family: Family::Legal,
    title: "The legal line is missing",
    why: "Without it the ad may not run; nobody can decide otherwise",
    threshold: "the line is nowhere within 30% edits (letters and digits only, figures equal, signs that look alike taken for each other): small print is read less well than a call to action",
    fix: "Put the legal line on the last frame, large enough to read.",
    needs: &[Need::Decodable, Need::Words, Need::LegibleScript],
    asked,
    run,
};

/// Edits over length.
const READ: f64 = 0.30;

fn asked(standard: &Standard) -> bool {
    standard.brand.as_ref().is_some_and(|brand| brand.legal.is_some())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some(brand), Some(lines)) = (&subject.standard.brand, subject.words()) else {
        return Vec::new();
    };
    let Some(legal) = &brand.legal else {
        return Vec::new();
    };
    let reading = Reading::of(lines);
    if reading.find(legal).is_some_and(|seen| seen.distance <= READ) {
        return Vec::new();
    }
    let nearest = reading.nearest_line(legal).map_or("no words", |line| line.text.as_str());
    let finding = found(
        CHECK.code,
        Severity::Reject,
        Quantity::text(nearest),
        Quantity::text(legal.clone()),
        "put the legal line on the last frame, large enough and with contrast enough to read",
        brand.basis("legal"),
    );
    vec![Finding { place: subject.in_last_frame(None), ..finding }]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::BrandStandard;
    use crate::testing::{branded, codes, film, look, look_closer, no_format, probe_words};

    const LINE: &str = "Offer valid until 31.12.2026. Terms apply.";

    fn asking() -> Standard {
        branded(BrandStandard { legal: Some(LINE.to_owned()), ..BrandStandard::default() })
    }

    fn fired(lines: &[&str]) -> bool {
        codes(&look_closer(&probe_words(lines), &asking())) == ["missing-legal-line"]
    }

    #[test]
    fn fires_when_the_line_is_not_there() {
        assert!(fired(&["Shop now"]) && fired(&[]));
    }

    #[test]
    fn fires_on_another_date() {
        assert!(fired(&["Offer valid until 30.11.2026. Terms apply."]));
    }

    #[test]
    fn does_not_fire_on_small_print_read_badly() {
        assert!(!fired(&["Offer vaIid untiI 31.12.2026.", "Tems apply"]));
    }

    #[test]
    fn says_when_nobody_read_and_ignores_files_without_a_line() {
        let not_run = look(&film(), &asking()).not_run;
        assert!(not_run.iter().any(|not_run| not_run.code == "missing-legal-line"));
        assert_eq!(codes(&look_closer(&probe_words(&[]), &no_format())), Vec::<&str>::new());
    }
}

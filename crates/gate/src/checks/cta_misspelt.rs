//! The call to action is the one that was ordered, with a letter wrong.

use crate::check::{Check, Family, Need, asks_for_cta};
use crate::checks::wrong_cta::{Said, said};
use crate::subject::{Subject, found};
use crate::words::Reading;
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "cta-misspelt",
    family: Family::Brand,
    title: "The call to action is misspelt",
    why: "It is the last thing people read, and the one thing they are asked to do",
    threshold: "the words asked for are read with one letter or more wrong, missing or too many, within 25% edits, in lines the reader is sure of (0.9); signs that look alike (O and 0, l and 1, 5 and S, 8 and B, rn and m), case, spaces, marks and accents do not count",
    fix: "Correct the spelling on the last frame.",
    needs: &[Need::Decodable, Need::Words, Need::LegibleScript],
    asked: asks_for_cta,
    run,
};

/// Confidence of the reader below which a wrong letter may be its own.
const SURE: f64 = 0.9;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some(brand), Some(lines)) = (&subject.standard.brand, subject.words()) else {
        return Vec::new();
    };
    let Some(cta) = &brand.cta else {
        return Vec::new();
    };
    let reading = Reading::of(lines);
    let Said::There(seen) = said(&reading, brand, cta) else {
        return Vec::new();
    };
    let is_sure = reading.lines(&seen).all(|line| line.confidence.0 >= SURE);
    if seen.edits == 0 || !is_sure {
        return Vec::new();
    }
    let spelled = reading.spelled(&seen);
    let finding = found(
        CHECK.code,
        Severity::Degrade,
        Quantity::text(spelled.clone()),
        Quantity::text(cta.clone()),
        format!("look whether “{spelled}” is spelled “{cta}”, and correct it"),
        brand.basis("cta"),
    );
    vec![Finding { place: subject.in_last_frame(reading.region(&seen)), ..finding }]
}

#[cfg(test)]
mod tests {
    use crate::standard::{BrandStandard, Standard};
    use crate::testing::{branded, codes, film, look, look_closer, no_format, probe_words};
    use model::unit::Ratio;

    fn asking() -> Standard {
        let cta = Some("Discover the range".to_owned());
        branded(BrandStandard { cta, ..BrandStandard::default() })
    }

    fn found_in(line: &str) -> Vec<String> {
        let verdict = look_closer(&probe_words(&["Fresh", line]), &asking());
        codes(&verdict).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn fires_on_one_letter_wrong_missing_or_too_many() {
        for line in ["Discower the range", "Disover the range", "Discover the rannge"] {
            assert_eq!(found_in(line), ["cta-misspelt"], "{line}");
        }
    }

    #[test]
    fn does_not_fire_on_signs_that_look_alike() {
        for line in ["DISC0VER THE RANGE", "Dlscover the range", "Discoverthe range"] {
            assert_eq!(found_in(line), Vec::<String>::new(), "{line}");
        }
    }

    #[test]
    fn other_words_are_another_fault() {
        assert_eq!(found_in("Discover our recipes"), ["wrong-cta"]);
    }

    #[test]
    fn ignores_what_the_reader_is_not_sure_of() {
        let mut probe = probe_words(&["Disover the range"]);
        probe.words.as_mut().unwrap()[0].confidence = Ratio(0.89);
        assert_eq!(codes(&look_closer(&probe, &asking())), Vec::<&str>::new());
    }

    #[test]
    fn says_when_nobody_read_and_ignores_files_of_which_none_is_asked() {
        let not_run = look(&film(), &asking()).not_run;
        assert!(not_run.iter().any(|not_run| not_run.code == "cta-misspelt"));
        assert_eq!(codes(&look_closer(&probe_words(&["Disover"]), &no_format())), [""; 0]);
    }
}

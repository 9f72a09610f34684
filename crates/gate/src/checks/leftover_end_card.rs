//! Words of another campaign, another market or an expired card are on the last frame.

use crate::check::{Check, Family, Need};
use crate::standard::{BrandStandard, Stale, Standard};
use crate::subject::{Subject, found};
use crate::words::{Reading, Sighting, fold};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "leftover-end-card",
    family: Family::Brand,
    title: "Something of another end card is left",
    why: "An expired offer or another market's line is a promise nobody keeps",
    threshold: "words of another card are read within 15% edits (letters and digits only, figures equal, signs that look alike taken for each other, four letters or more) and are no part of words that belong here",
    fix: "Replace the end card by the one of this campaign and market.",
    needs: &[Need::Decodable, Need::Words],
    asked,
    run,
};

/// Edits over length: stricter than for words that should be there, because a false alarm stops a
/// good file.
const READ: f64 = 0.15;

/// Edits over length at which words that belong here count as read.
const BELONGS: f64 = 0.25;

/// Shorter words (`Go`, `New`) turn up anywhere.
const LEAST_LETTERS: usize = 4;

fn asked(standard: &Standard) -> bool {
    standard.brand.as_ref().is_some_and(|brand| !brand.stale.is_empty())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some(brand), Some(lines)) = (&subject.standard.brand, subject.words()) else {
        return Vec::new();
    };
    let reading = Reading::of(lines);
    let read: Vec<(&Stale, Sighting)> = brand
        .stale
        .iter()
        .filter(|stale| fold(&stale.text).chars().count() >= LEAST_LETTERS)
        .filter_map(|stale| Some((stale, reading.find_whole(&stale.text)?)))
        .filter(|(_, seen)| seen.distance <= READ)
        .collect();
    if read.is_empty() {
        return Vec::new();
    }
    let belonging: Vec<Sighting> = brand
        .expected_words()
        .filter_map(|text| reading.find(text))
        .filter(|seen| seen.distance <= BELONGS)
        .collect();
    read.into_iter()
        .filter(|(_, seen)| !is_explained(seen, &belonging))
        .map(|(stale, seen)| Finding {
            place: subject.in_last_frame(reading.region(&seen)),
            ..leftover(stale, brand)
        })
        .collect()
}

/// Tells whether words that belong here fit the same place as well.
fn is_explained(seen: &Sighting, belonging: &[Sighting]) -> bool {
    belonging.iter().any(|own| {
        let fits_as_well = own.distance <= seen.distance && own.overlaps(seen);
        fits_as_well || own.encloses(seen)
    })
}

fn leftover(stale: &Stale, brand: &BrandStandard) -> Finding {
    let expected = brand.cta.clone().unwrap_or_else(|| "words of this campaign only".to_owned());
    found(
        CHECK.code,
        Severity::Reject,
        Quantity::text(stale.text.clone()),
        Quantity::text(expected),
        format!("“{}” belongs to {}: put this campaign's end card in", stale.text, stale.what),
        brand.basis("end-card"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{branded, codes, film, look, look_closer, no_format, only, probe_words};

    fn knowing(cta: &str, stale: &str) -> Standard {
        branded(BrandStandard {
            cta: Some(cta.to_owned()),
            stale: vec![Stale {
                text: stale.to_owned(),
                what: "the end card end-card/spring, valid until 2026-03-31".to_owned(),
            }],
            ..BrandStandard::default()
        })
    }

    fn found_in(lines: &[&str], cta: &str, stale: &str) -> Vec<String> {
        let verdict = look_closer(&probe_words(lines), &knowing(cta, stale));
        codes(&verdict).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn fires_and_says_whose_words_they_are() {
        let probe = probe_words(&["Shop now", "Spring sale ends soon"]);
        let verdict = look_closer(&probe, &knowing("Shop now", "Spring sale ends soon"));
        let finding = only(&verdict);
        assert_eq!(finding.code, "leftover-end-card");
        assert!(finding.remedy.contains("end-card/spring, valid until 2026-03-31"));
    }

    #[test]
    fn does_not_fire_a_little_further_off() {
        // Three of sixteen letters differ: 19%.
        assert_eq!(
            found_in(&["Shop now", "Spring dale ants soon"], "Shop now", "Spring sale ends in"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn ignores_words_that_are_part_of_words_that_belong() {
        assert_eq!(
            found_in(&["Discover the new range"], "Discover the new range", "Discover"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn ignores_the_same_words_written_otherwise() {
        assert_eq!(found_in(&["SHOP NOW"], "Shop now", "Shop now!"), Vec::<String>::new());
    }

    #[test]
    fn ignores_other_figures_and_very_short_words() {
        assert_eq!(
            found_in(&["Save 30 % now"], "Save 30 % now", "Save 20 % now"),
            Vec::<String>::new()
        );
        assert_eq!(found_in(&["Shop now", "Go"], "Shop now", "Go"), Vec::<String>::new());
    }

    #[test]
    fn says_when_nobody_read() {
        let verdict = look(&film(), &knowing("Shop now", "Spring sale"));
        assert!(verdict.not_run.iter().any(|not_run| not_run.code == "leftover-end-card"));
        assert_eq!(codes(&look(&film(), &no_format())), Vec::<&str>::new());
    }
}

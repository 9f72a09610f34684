//! The call to action is not the one that was ordered.

use crate::check::{Check, Family, Need, asks_for_cta};
use crate::standard::BrandStandard;
use crate::subject::{Subject, found};
use crate::words::{Reading, Sighting};
use model::finding::{Finding, Quantity, Severity};
use model::unit::Region;

pub(super) const CHECK: Check = Check {
    code: "wrong-cta",
    family: Family::Brand,
    title: "The call to action is another one, or missing",
    why: "People are sent to do what this campaign does not offer, or nothing at all",
    threshold: "the words asked for are nowhere within 25% edits (letters and digits only, figures equal, signs that look alike taken for each other), or another card's words fit the same place better",
    fix: "Put the ordered call to action on the last frame.",
    needs: &[Need::Decodable, Need::Words, Need::LegibleScript],
    asked: asks_for_cta,
    run,
};

/// Edits over length. Readers miss a letter or two of a short line; two calls to action of one
/// brand differ by more.
const READ: f64 = 0.25;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some(brand), Some(lines)) = (&subject.standard.brand, subject.words()) else {
        return Vec::new();
    };
    let Some(cta) = &brand.cta else {
        return Vec::new();
    };
    let reading = Reading::of(lines);
    let (instead, region): (Option<String>, _) = match said(&reading, brand, cta) {
        Said::There(_) => return Vec::new(),
        Said::Other(other, seen) => (Some(other.to_owned()), reading.region(&seen)),
        Said::Nowhere => instead_of(&reading, brand, cta),
    };
    let finding = found(
        CHECK.code,
        Severity::Reject,
        Quantity::text(instead.clone().unwrap_or_else(|| "no words".to_owned())),
        Quantity::text(cta.clone()),
        match instead {
            Some(other) => format!("replace “{other}” by “{cta}” on the last frame"),
            None => format!("put “{cta}” on the last frame"),
        },
        brand.basis("cta"),
    );
    vec![Finding { place: subject.in_last_frame(region), ..finding }]
}

/// What a frame says where a call to action is asked for.
pub(super) enum Said<'a> {
    /// It, more or less well spelled.
    There(Sighting),
    /// Words of another card, which fit the place better.
    Other(&'a str, Sighting),
    /// Nothing like it.
    Nowhere,
}

/// Looks for a call to action.
pub(super) fn said<'a>(reading: &Reading<'_>, brand: &'a BrandStandard, cta: &str) -> Said<'a> {
    let Some(seen) = reading.find(cta).filter(|seen| seen.distance <= READ) else {
        return Said::Nowhere;
    };
    better_fit(reading, brand, seen).map_or(Said::There(seen), |other| Said::Other(other, seen))
}

/// Returns the words of another card that fit the place better than the ones asked for.
fn better_fit<'a>(
    reading: &Reading<'_>,
    brand: &'a BrandStandard,
    seen: Sighting,
) -> Option<&'a str> {
    if seen.edits == 0 {
        return None;
    }
    let fits_better = |text: &str| {
        reading
            .find_whole(text)
            .is_some_and(|other| other.distance < seen.distance && other.overlaps(&seen))
    };
    brand.stale.iter().map(|stale| stale.text.as_str()).find(|text| fits_better(text))
}

/// Returns what stands there instead: another card's words, else the line that comes nearest.
fn instead_of(
    reading: &Reading<'_>,
    brand: &BrandStandard,
    cta: &str,
) -> (Option<String>, Option<Region>) {
    let known = brand.stale.iter().find_map(|stale| {
        let seen = reading.find_whole(&stale.text).filter(|seen| seen.distance <= READ)?;
        Some((stale.text.clone(), reading.region(&seen)))
    });
    let nearest = || reading.nearest_line(cta).map(|line| (line.text.clone(), Some(line.region)));
    known.or_else(nearest).map_or((None, None), |(text, region)| (Some(text), region))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Stale;
    use crate::standard::Standard;
    use crate::testing::{branded, codes, film, look, look_closer, only, probe_words};

    fn asking(cta: &str, stale: &[&str]) -> Standard {
        let stale = stale.iter().map(|text| Stale {
            text: (*text).to_owned(),
            what: "the end card end-card/spring".to_owned(),
        });
        branded(BrandStandard {
            cta: Some(cta.to_owned()),
            stale: stale.collect(),
            ..BrandStandard::default()
        })
    }

    fn found_in(lines: &[&str], cta: &str) -> Vec<String> {
        let verdict = look_closer(&probe_words(lines), &asking(cta, &[]));
        codes(&verdict).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn fires_and_says_what_was_read_instead() {
        let probe = probe_words(&["Fresh every day", "Join the club", "auraluz.example"]);
        let verdict = look_closer(&probe, &asking("Join the team", &[]));
        let finding = only(&verdict);
        assert_eq!(finding.measured, Some(Quantity::text("Join the club")));
        assert_eq!(finding.place.unwrap().region.map(|region| region.y), Some(20));
    }

    #[test]
    fn fires_on_other_figures() {
        assert_eq!(found_in(&["Save 20 % today"], "Save 30 % today"), ["wrong-cta"]);
    }

    #[test]
    fn fires_on_a_frame_without_words() {
        assert_eq!(found_in(&[], "Shop now"), ["wrong-cta"]);
    }

    #[test]
    fn fires_when_another_cards_words_fit_better() {
        let probe = probe_words(&["Discover the teas"]);
        let verdict = look_closer(&probe, &asking("Discover the team", &["Discover the teas"]));
        assert_eq!(codes(&verdict), ["leftover-end-card", "wrong-cta"]);
    }

    #[test]
    fn does_not_fire_on_what_a_reader_makes_of_it() {
        for line in ["SHOP NOW", "Shopnow", "Shop n0w >", "Jetzt shoppen Shop now"] {
            assert_eq!(found_in(&[line], "Shop now"), Vec::<String>::new(), "{line}");
        }
    }

    #[test]
    fn says_when_nobody_read() {
        let verdict = look(&film(), &asking("Shop now", &[]));
        assert_eq!(verdict.not_run[0].because, "no reader looked at the last frame");
    }

    #[test]
    fn does_not_guess_at_scripts_the_reader_does_not_know() {
        let verdict = look_closer(&probe_words(&["KynuTb"]), &asking("Купить сейчас", &[]));
        assert_eq!(codes(&verdict), Vec::<&str>::new());
        assert!(verdict.not_run[0].because.contains("script"));
    }
}

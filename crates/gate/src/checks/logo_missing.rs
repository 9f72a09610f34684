//! No logo of the brand is on the last frame.

use crate::check::{Check, Family, Need, asks_for_logo};
use crate::logos::{enough, is_certain, strength, touch};
use crate::subject::{Subject, found};
use crate::words::{Reading, Sighting};
use model::fact::LogoMatch;
use model::finding::{Finding, Quantity, Severity};
use model::unit::Region;

pub(super) const CHECK: Check = Check {
    code: "logo-missing",
    family: Family::Brand,
    title: "The logo is missing",
    why: "An ad nobody can attribute works for the competition",
    threshold: "no place of the last frame is like a logo of the brand at 0.78 or more (the pixels that look like its ink stand where it has ink; or correlation of 0.85, and of a logo in several colours of 0.75), and none correlates at 0.6 or more where the brand's name is read",
    fix: "Put the logo on the end card, whole and undistorted.",
    needs: &[Need::Decodable, Need::LastFrame, Need::Logos],
    asked: asks_for_logo,
    run,
};

/// Correlation of a logo that is there if the brand's name is read at the same place.
const LIKELY: f64 = 0.6;

/// Edits over length at which a name still counts as read.
const NAME_READ: f64 = 0.25;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(brand) = &subject.standard.brand else {
        return Vec::new();
    };
    let wordmark = wordmark(subject, &brand.name);
    let is_named = |found: &LogoMatch| {
        let both = found.region.zip(wordmark);
        found.score >= LIKELY && both.is_some_and(|(logo, name)| touch(logo, name))
    };
    if subject.logo_matches().any(|found| is_certain(found) || is_named(found)) {
        return Vec::new();
    }
    let best = subject.logo_matches().max_by(|a, b| strength(a).total_cmp(&strength(b)));
    let finding = found(
        CHECK.code,
        Severity::Reject,
        Quantity::number(best.map_or(0.0, strength), "likeness of the best place"),
        Quantity::number(best.map_or(0.0, enough), "likeness at least"),
        "put the logo on the last frame, whole and undistorted, with contrast to its ground",
        brand.basis("logo"),
    );
    vec![Finding { place: subject.in_last_frame(None), ..finding }]
}

fn wordmark(subject: &Subject<'_>, name: &str) -> Option<Region> {
    let reading = Reading::of(subject.words()?);
    let read = |sighting: &Sighting| sighting.distance <= NAME_READ;
    reading.find(name).filter(read).and_then(|sighting| reading.region(&sighting))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::{BrandStandard, Standard};
    use crate::testing::{
        branded, codes, film, logo_standard, look, look_closer, no_format, only, probe_logo, read,
    };

    fn logo() -> Standard {
        branded(BrandStandard {
            name: "Auraluz".to_owned(),
            logos: vec![logo_standard()],
            ..BrandStandard::default()
        })
    }

    fn fired_with_name(score: f64, name: &str) -> bool {
        let mut probe = probe_logo(score);
        probe.words = Some(read(&[name]));
        probe.logos[0].region = Some(Region { x: 0, y: 0, w: 100, h: 40 });
        codes(&look_closer(&probe, &logo())) == ["logo-missing"]
    }

    #[test]
    fn fires_when_no_place_looks_like_the_logo() {
        assert_eq!(only(&look_closer(&probe_logo(0.74), &logo())).code, "logo-missing");
    }

    #[test]
    fn does_not_fire_on_a_certain_match() {
        assert_eq!(codes(&look_closer(&probe_logo(0.75), &logo())), Vec::<&str>::new());
    }

    #[test]
    fn of_a_logo_in_one_colour_its_likeness_counts_or_a_high_correlation() {
        let mut probe = probe_logo(0.8);
        probe.logos[0].likeness = Some(0.77);
        assert_eq!(codes(&look_closer(&probe, &logo())), ["logo-missing"]);
        // On ground of nearly its colour, which lowers the likeness.
        probe.logos[0].score = 0.85;
        assert_eq!(codes(&look_closer(&probe, &logo())), Vec::<&str>::new());
        // On a photograph that lowers the correlation.
        probe.logos[0].score = 0.5;
        probe.logos[0].likeness = Some(0.78);
        assert_eq!(codes(&look_closer(&probe, &logo())), Vec::<&str>::new());
    }

    #[test]
    fn the_brands_name_at_the_place_confirms_a_faint_match() {
        assert!(!fired_with_name(0.6, "AURALUZ"));
        assert!(fired_with_name(0.59, "AURALUZ"));
        assert!(fired_with_name(0.74, "Lumenia"));
    }

    #[test]
    fn says_when_nobody_looked() {
        let verdict = look(&film(), &logo());
        assert_eq!(verdict.not_run[0].because, "nobody looked for the logo");
    }

    #[test]
    fn ignores_files_of_which_no_logo_is_asked() {
        assert_eq!(codes(&look_closer(&probe_logo(0.0), &no_format())), Vec::<&str>::new());
    }
}

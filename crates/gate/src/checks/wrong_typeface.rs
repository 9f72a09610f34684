//! Words of ours are set in a typeface that is not the brand's.

use crate::check::{Check, Family, Need, asks_for_typeface};
use crate::subject::{Subject, found};
use crate::words::lines_that_belong;
use model::fact::ReadText;
use model::finding::{Finding, Place, Quantity, Severity};
use std::collections::BTreeSet;

pub(super) const CHECK: Check = Check {
    code: "wrong-typeface",
    family: Family::Brand,
    title: "Words are set in another typeface",
    why: "A headline in a fallback typeface is how a missing font shows itself",
    threshold: "in a line of the words that belong on the last frame, with 8 letters or more and at least 20 px to the em, a third of the letters or more are less than .89 like those of every typeface of the brand, in the size and weight that fit best (the brand's own reached .91 or more in every line that was made; of one typeface whose bold had no file, .90; a serif for a sans serif, a condensed or a geometric typeface mostly falls below, one sans serif for a similar one does not: silence is no proof)",
    fix: "Set the words in the brand's typeface, or name this one in the brand.",
    needs: &[Need::Decodable, Need::LastFrame, Need::Words, Need::LegibleScript, Need::Letters],
    asked: asks_for_typeface,
    run,
};

/// Likeness of letters; see the check's threshold.
const LEAST: f64 = 0.89;

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let (Some(brand), Some(lines)) = (&subject.standard.brand, subject.words()) else {
        return Vec::new();
    };
    let lines = lines_that_belong(brand, lines);
    let foreign = lines.into_iter().filter_map(|line| Some((likeness(subject, line)?, line)));
    let foreign = foreign.filter(|(likeness, _)| *likeness < LEAST);
    let Some((likeness, line)) = foreign.min_by(|a, b| a.0.total_cmp(&b.0)) else {
        return Vec::new();
    };
    let names: BTreeSet<&str> = brand.typefaces.iter().map(|one| one.name.as_str()).collect();
    let names = names.into_iter().collect::<Vec<_>>().join(" or ");
    let finding = found(
        CHECK.code,
        Severity::Advise,
        Quantity::text(format!("“{}” in letters that are {likeness:.2} like", line.text)),
        Quantity::text(format!("{names}: letters that are {LEAST} like at least")),
        "set the words in the brand's typeface, or add the file of this one to the brand",
        brand.basis("typeface"),
    );
    let place: Option<Place> = subject.in_last_frame(Some(line.region));
    vec![Finding { place, ..finding }]
}

/// Returns how much a line looks like the typeface of the brand that it looks most like; none where
/// it was not compared, or there is too little to compare.
fn likeness(subject: &Subject<'_>, line: &ReadText) -> Option<f64> {
    subject
        .typeface_matches()
        .filter(|found| found.region == line.region)
        .map(|found| found.likeness)
        .max_by(f64::total_cmp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::{BrandStandard, Standard, TypefaceStandard};
    use crate::testing::{branded, codes, look_closer, probe_words};
    use model::digest::Digest;
    use model::fact::{ProbeFacts, TypefaceMatch};
    use model::finding::FileVerdict;

    const WORDS: &str = "Stay out a little longer";

    fn brand(fonts: &[&str]) -> Standard {
        let typeface = |font: &&str| TypefaceStandard {
            name: (*font).to_owned(),
            font: Some(Digest::of(font.as_bytes())),
        };
        branded(BrandStandard {
            words: vec![WORDS.to_owned()],
            typefaces: fonts.iter().map(typeface).collect(),
            ..BrandStandard::default()
        })
    }

    /// The words as like the typeface `own` as that, and .5 like another.
    fn like(likeness: f64) -> ProbeFacts {
        let probe = probe_words(&[WORDS, "a sign in the picture"]);
        let lines = probe.words.clone().unwrap();
        let found = |font: &str, line: usize, likeness| TypefaceMatch {
            font: Digest::of(font.as_bytes()),
            region: lines[line].region,
            likeness,
            letters: 14,
            em: 40.0,
        };
        let all = vec![found("own", 0, likeness), found("body", 0, 0.5), found("own", 1, 0.3)];
        ProbeFacts { typefaces: Some(all), ..probe }
    }

    fn not_run(verdict: &FileVerdict) -> bool {
        verdict.not_run.iter().any(|check| check.code == CHECK.code)
    }

    #[test]
    fn fires_on_letters_unlike_every_typeface_of_the_brand() {
        let verdict = look_closer(&like(0.88), &brand(&["own", "body"]));
        assert_eq!(codes(&verdict), ["wrong-typeface"]);
        assert!(verdict.findings[0].place.unwrap().region.is_some());
        assert_eq!(codes(&look_closer(&like(0.99), &brand(&["body"]))), ["wrong-typeface"]);
    }

    #[test]
    fn does_not_fire_on_letters_like_one_of_them() {
        for likeness in [0.89, 0.97] {
            let verdict = look_closer(&like(likeness), &brand(&["body", "own"]));
            assert_eq!(codes(&verdict), Vec::<&str>::new());
        }
    }

    #[test]
    fn ignores_small_or_few_letters_and_lines_of_the_picture() {
        let change = |change: fn(&mut TypefaceMatch)| {
            let mut probe = like(0.4);
            probe.typefaces.iter_mut().flatten().for_each(change);
            probe
        };
        let small = change(|found| found.em = 19.9);
        let few = change(|found| found.letters = 7);
        for probe in [small, few, like(0.95)] {
            assert_eq!(codes(&look_closer(&probe, &brand(&["own"]))), Vec::<&str>::new());
        }
    }

    #[test]
    fn says_so_where_nothing_could_be_compared() {
        assert!(!not_run(&look_closer(&like(0.95), &brand(&["own"]))));
        assert!(not_run(&look_closer(&probe_words(&[WORDS]), &brand(&["own"]))));
        assert!(not_run(&look_closer(&like(0.95), &brand(&["unknown"]))));
        let mut nameless = brand(&["own", "body"]);
        nameless.brand.as_mut().unwrap().typefaces[1].font = None;
        let verdict = look_closer(&like(0.5), &nameless);
        assert!(not_run(&verdict) && codes(&verdict).is_empty());
        assert!(!not_run(&look_closer(&like(0.5), &brand(&[]))));
    }
}

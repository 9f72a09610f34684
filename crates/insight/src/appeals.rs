//! What ads appeal to, by a list of words and phrases.
//!
//! The list (`data/appeals.csv`) is English and our own; it knows no irony and no negation ("no
//! discounts" counts as price). In it `#` stands for any number and a closing `*` for any ending.

use crate::share::share;
use crate::spoken::{Spoken, brands};
use measure::text::words;
use model::insight::{Appeal, AppealUse};
use std::collections::{BTreeMap, BTreeSet};

/// Words and phrases that make an appeal.
#[derive(Debug, Clone)]
pub struct Lexicon {
    /// By the beginning of the first word, so that few phrases are tried at each place.
    phrases: BTreeMap<String, Vec<(Vec<Part>, Appeal)>>,
}

/// A word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Whole(String),
    Beginning(String),
}

/// Letters by which phrases are looked up; a beginning must be at least as long.
const KEY: usize = 3;

impl Lexicon {
    /// Returns the built-in list.
    pub fn built_in() -> Self {
        Self::parse(include_str!("../data/appeals.csv"))
    }

    /// Reads lines of `appeal,phrase`; lines that name no appeal say nothing.
    fn parse(table: &str) -> Self {
        let mut phrases: BTreeMap<String, Vec<(Vec<Part>, Appeal)>> = BTreeMap::new();
        for (appeal, phrase) in table.lines().filter_map(entry) {
            let parts: Vec<Part> = phrase.split(' ').map(Part::of).collect();
            if let Some(first) = parts.first() {
                phrases.entry(key(first.letters())).or_default().push((parts, appeal));
            }
        }
        Self { phrases }
    }

    /// Returns the appeals a text makes.
    pub fn appeals_of(&self, text: &str) -> BTreeSet<Appeal> {
        self.appeals_in(&words(text))
    }

    /// Returns the appeals that normalised words make.
    pub(crate) fn appeals_in(&self, words: &[String]) -> BTreeSet<Appeal> {
        let words: Vec<String> = words.iter().map(|word| numbers_as_one(word)).collect();
        let mut found = BTreeSet::new();
        for place in 0..words.len() {
            let rest = words.get(place..).unwrap_or_default();
            let tried = rest.first().and_then(|word| self.phrases.get(&key(word)));
            for (phrase, appeal) in tried.into_iter().flatten() {
                let said = rest.len() >= phrase.len()
                    && phrase.iter().zip(rest).all(|(part, word)| part.matches(word));
                if said {
                    found.insert(*appeal);
                }
            }
        }
        found
    }
}

impl Part {
    fn of(written: &str) -> Self {
        match written.strip_suffix('*') {
            Some(beginning) => Self::Beginning(beginning.to_owned()),
            None => Self::Whole(written.to_owned()),
        }
    }

    fn letters(&self) -> &str {
        match self {
            Self::Whole(letters) | Self::Beginning(letters) => letters,
        }
    }

    fn matches(&self, word: &str) -> bool {
        match self {
            Self::Whole(whole) => whole == word,
            Self::Beginning(beginning) => word.starts_with(beginning),
        }
    }
}

/// Returns how often each brand, and the category (brand empty), makes each appeal: the category
/// first, then brands by name.
pub(crate) fn by_brand(spoken: &[Spoken<'_>]) -> Vec<AppealUse> {
    let lexicon = Lexicon::built_in();
    let made: Vec<BTreeSet<Appeal>> =
        spoken.iter().map(|one| lexicon.appeals_in(&one.words)).collect();
    let everybody = ("", (0..spoken.len()).collect::<Vec<_>>());
    std::iter::once(everybody)
        .chain(brands(spoken))
        .flat_map(|(brand, places)| {
            let made = &made;
            Appeal::ALL.map(move |appeal| {
                let ads = places
                    .iter()
                    .filter(|place| made.get(**place).is_some_and(|made| made.contains(&appeal)))
                    .filter_map(|place| spoken.get(*place).map(|one| one.ad));
                let ads = crate::ids(&ads.collect::<Vec<_>>());
                let share = share(ads.len() as u64, places.len() as u64);
                AppealUse { brand: brand.to_owned(), appeal, share, ads }
            })
        })
        .collect()
}

fn entry(line: &str) -> Option<(Appeal, &str)> {
    let (word, phrase) = line.trim().split_once(',')?;
    Appeal::ALL.into_iter().find(|appeal| appeal.word() == word).map(|appeal| (appeal, phrase))
}

fn key(word: &str) -> String {
    word.chars().take(KEY).collect()
}

/// Writes `#` for every number: `$1,299.00` and `$5` are both `$#`.
fn numbers_as_one(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut in_number = false;
    for letter in word.chars() {
        let goes_on = in_number && matches!(letter, '.' | ',');
        let is_number = letter.is_ascii_digit() || goes_on;
        if !is_number {
            out.push(letter);
        } else if !in_number {
            out.push('#');
        }
        in_number = is_number;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[Appeal]) {
        let made = Lexicon::built_in().appeals_of(text);
        assert_eq!(made.into_iter().collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn an_appeal_is_found_and_what_only_resembles_it_is_not() {
        check("Save 50% — today only!", &[Appeal::Price, Appeal::Urgency]);
        check("From $1,299.00", &[Appeal::Price]);
        check("Made from recycled bottles.", &[Appeal::Responsibility]);
        check("Est. 1908 in Lyon", &[Appeal::Heritage]);
        check("Rated 4.8 by 12,000 people", &[Appeal::SocialProof]);
        check("A newt in a salesroom", &[]);
        check("", &[]);
    }

    #[test]
    fn every_line_of_the_list_is_one_phrase_in_normal_spelling() {
        let lines: Vec<&str> = include_str!("../data/appeals.csv").lines().skip(1).collect();
        let mut seen = BTreeSet::new();
        for line in &lines {
            let (appeal, phrase) = entry(line).expect(line);
            assert!(seen.insert((appeal, phrase)), "{line} is there twice");
            for part in phrase.split(' ').map(Part::of) {
                let letters = part.letters().replace('#', "7");
                assert_eq!(words(&letters), std::slice::from_ref(&letters), "{line}");
                let whole = matches!(part, Part::Whole(_));
                assert!(whole || part.letters().chars().count() >= KEY, "{line}: too short");
            }
        }
        for appeal in Appeal::ALL {
            assert!(seen.iter().filter(|(of, _)| *of == appeal).count() >= 30, "{appeal:?}");
        }
    }
}

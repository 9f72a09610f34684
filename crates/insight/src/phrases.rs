//! Phrases that a brand says more than the others, and phrases that the category shares.

use crate::share::share;
use crate::spoken::{Spoken, brands};
use measure::text::{Counts, is_stop_word, log_odds};
use model::insight::KeyPhrase;
use std::collections::{BTreeMap, BTreeSet};

/// A phrase of fewer ads is an accident.
const FEWEST: usize = 3;
const LONGEST: usize = 4;
/// Two standard errors, as for a 95% interval.
const TELLING: f64 = 1.96;
/// The prior weighs as much as so many mentions.
const PRIOR: f64 = 500.0;
const PER_BRAND: usize = 8;
const FOR_CATEGORY: usize = 16;
/// Of so many candidates for each phrase taken, parts of one another are joined.
const LOOKED_AT: usize = 20;
/// A phrase whose ads nearly all say a longer one is part of that one.
const SWALLOWED: f64 = 0.75;

/// Places of the ads that say each phrase, sorted.
type Said = BTreeMap<String, Vec<usize>>;

/// Returns what the category says (brand empty), then what each brand says more than the others.
///
/// An ad counts once per phrase. A brand's phrases are those whose log-odds lie two standard
/// errors above the others', most telling first; the category's are those that most brands, then
/// most ads, say.
pub(crate) fn key_phrases(spoken: &[Spoken<'_>]) -> Vec<KeyPhrase> {
    let said = said(spoken);
    let mut phrases = category(spoken, &said);
    if brands(spoken).len() > 1 {
        phrases.extend(by_brand(spoken, &said));
    }
    phrases
}

/// Collects phrases of growing length: one can be frequent only if what it begins with and what
/// it ends with are, so a phrase is the pair of those two.
fn said(spoken: &[Spoken<'_>]) -> Said {
    let mut all = Said::new();
    let mut runs = single_words(spoken);
    for length in 1..=LONGEST {
        let frequent = frequent(&runs);
        for seen in frequent.values() {
            let text = seen.text(spoken, length);
            if is_message(&text) {
                all.insert(text, seen.places.clone());
            }
        }
        runs = longer(&runs, &frequent);
    }
    all
}

/// What a run is made of: the numbers of what it begins and ends with.
type Pair = (u32, u32);
/// The run that starts at each word of each ad, where one may.
type Runs = Vec<Vec<Option<Pair>>>;

/// A run that some ads say.
struct Seen {
    places: Vec<usize>,
    /// Where in the first of them it starts.
    start: usize,
}

impl Seen {
    fn text(&self, spoken: &[Spoken<'_>], length: usize) -> String {
        let first = self.places.first().and_then(|place| spoken.get(*place));
        let words = first.and_then(|one| one.message.get(self.start..self.start + length));
        words.unwrap_or_default().join(" ")
    }
}

fn single_words(spoken: &[Spoken<'_>]) -> Runs {
    let words: BTreeSet<&String> = spoken.iter().flat_map(|one| &one.message).collect();
    let numbers: BTreeMap<&String, u32> = words.into_iter().zip(0..).collect();
    let number = |word: &String| {
        let number = numbers.get(word).filter(|_| !word.is_empty())?;
        Some((*number, *number))
    };
    spoken.iter().map(|one| one.message.iter().map(number).collect()).collect()
}

fn frequent(runs: &Runs) -> BTreeMap<Pair, Seen> {
    let mut seen: BTreeMap<Pair, Seen> = BTreeMap::new();
    for (place, starts) in runs.iter().enumerate() {
        for (start, run) in starts.iter().enumerate() {
            let Some(run) = run else { continue };
            let seen = seen.entry(*run).or_insert_with(|| Seen { places: Vec::new(), start });
            if seen.places.last() != Some(&place) {
                seen.places.push(place);
            }
        }
    }
    seen.retain(|_, seen| seen.places.len() >= FEWEST);
    seen
}

/// Joins neighbouring frequent runs into runs that are one word longer.
fn longer(runs: &Runs, frequent: &BTreeMap<Pair, Seen>) -> Runs {
    let numbers: BTreeMap<Pair, u32> = frequent.keys().copied().zip(0..).collect();
    let number = |run: &Option<Pair>| run.and_then(|run| numbers.get(&run).copied());
    runs.iter()
        .map(|starts| {
            let numbers: Vec<Option<u32>> = starts.iter().map(number).collect();
            numbers.iter().zip(numbers.iter().skip(1)).map(|(one, next)| one.zip(*next)).collect()
        })
        .collect()
}

/// A phrase begins and ends with a word that says something, and is more than a number.
fn is_message(run: &str) -> bool {
    let says = |word: &str| !is_stop_word(word) && word.chars().any(char::is_alphabetic);
    let mut words = run.split(' ');
    let first = words.next().unwrap_or_default();
    let last = words.next_back().unwrap_or(first);
    says(first) && says(last) && (first != last || run == first) && first.chars().count() > 1
}

fn category(spoken: &[Spoken<'_>], said: &Said) -> Vec<KeyPhrase> {
    let mut ranked: Vec<(usize, &String, &Vec<usize>)> = said
        .iter()
        .filter(|(phrase, _)| phrase.contains(' '))
        .map(|(phrase, places)| (brands_of(spoken, places), phrase, places))
        .collect();
    ranked.sort_by(|(b1, p1, ads1), (b2, p2, ads2)| {
        (b2, ads2.len()).cmp(&(b1, ads1.len())).then(p1.cmp(p2))
    });
    let ranked = ranked.into_iter().map(|(_, phrase, places)| (phrase, places.clone()));
    unnested(ranked, FOR_CATEGORY)
        .into_iter()
        .map(|(phrase, places)| key_phrase(spoken, "", phrase, &places, spoken.len()))
        .collect()
}

fn brands_of(spoken: &[Spoken<'_>], places: &[usize]) -> usize {
    let brands: BTreeSet<&str> =
        places.iter().filter_map(|place| spoken.get(*place)).map(|s| s.ad.brand.as_str()).collect();
    brands.len()
}

/// What each brand says more than the others, brands by name.
fn by_brand(spoken: &[Spoken<'_>], said: &Said) -> Vec<KeyPhrase> {
    let brands = brands(spoken);
    let mut brand_of = vec![0; spoken.len()];
    for (brand, places) in brands.values().enumerate() {
        for place in places {
            if let Some(of) = brand_of.get_mut(*place) {
                *of = brand;
            }
        }
    }
    let mut own: Vec<Own<'_>> = brands.iter().map(|_| Own::default()).collect();
    for (phrase, places) in said {
        let mut ads: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for place in places {
            let brand = brand_of.get(*place).copied().unwrap_or_default();
            ads.entry(brand).or_default().push(*place);
        }
        for (brand, ads) in ads {
            if let Some(own) = own.get_mut(brand) {
                own.mentions += ads.len() as u64;
                own.phrases.push((phrase, ads, places.len()));
            }
        }
    }
    let mentions: u64 = own.iter().map(|own| own.mentions).sum();
    brands
        .iter()
        .zip(own)
        .flat_map(|((brand, places), own)| {
            own.telling(mentions)
                .into_iter()
                .map(|(phrase, ads)| key_phrase(spoken, brand, phrase, &ads, places.len()))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// What one brand says.
#[derive(Default)]
struct Own<'a> {
    /// Ads of the brand, summed over all phrases.
    mentions: u64,
    /// Each phrase with the brand's ads and how many ads say it in all.
    phrases: Vec<(&'a String, Vec<usize>, usize)>,
}

impl<'a> Own<'a> {
    /// Returns the phrases the brand says more than the others, most telling first.
    fn telling(self, mentions: u64) -> Vec<(&'a String, Vec<usize>)> {
        let all = Counts { own: self.mentions, others: mentions - self.mentions };
        let mut telling: Vec<(f64, &String, Vec<usize>)> = self
            .phrases
            .into_iter()
            .filter(|(_, ads, _)| ads.len() >= FEWEST)
            .map(|(phrase, ads, of)| {
                let counts = Counts { own: ads.len() as u64, others: (of - ads.len()) as u64 };
                (log_odds(counts, all, PRIOR), phrase, ads)
            })
            .filter(|(z, ..)| *z > TELLING)
            .collect();
        telling.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        unnested(telling.into_iter().map(|(_, phrase, ads)| (phrase, ads)), PER_BRAND)
    }
}

/// Takes the first `n` phrases, leaving out those that are mostly part of another one taken.
fn unnested<'a>(
    ranked: impl Iterator<Item = (&'a String, Vec<usize>)>,
    n: usize,
) -> Vec<(&'a String, Vec<usize>)> {
    let mut taken: Vec<(&String, Vec<usize>)> = Vec::new();
    for (phrase, ads) in ranked.take(LOOKED_AT * n) {
        let same = taken.iter().position(|(other, theirs)| {
            let (few, many) = (ads.len().min(theirs.len()), ads.len().max(theirs.len()));
            few as f64 >= SWALLOWED * many as f64 && overlaps(phrase, other)
        });
        if same.is_none() && taken.len() < n {
            taken.push((phrase, ads));
        } else if let Some(shorter) = same.and_then(|place| taken.get_mut(place))
            && phrase.len() > shorter.0.len()
        {
            *shorter = (phrase, ads);
        }
    }
    taken
}

/// Whether one phrase stands inside the other, or ends with what the other begins with.
fn overlaps(one: &str, other: &str) -> bool {
    let holds = |long: &str, short: &str| format!(" {long} ").contains(&format!(" {short} "));
    let meets = |left: &str, right: &str| {
        left.match_indices(' ').any(|(at, _)| {
            left.get(at + 1..).is_some_and(|tail| {
                right.strip_prefix(tail).is_some_and(|rest| rest.starts_with(' '))
            })
        })
    };
    holds(one, other) || holds(other, one) || meets(one, other) || meets(other, one)
}

fn key_phrase(
    spoken: &[Spoken<'_>],
    brand: &str,
    phrase: &str,
    places: &[usize],
    of: usize,
) -> KeyPhrase {
    let ads: Vec<_> = places.iter().filter_map(|place| spoken.get(*place)).map(|s| s.ad).collect();
    let ads = crate::ids(&ads);
    let share = share(ads.len() as u64, of as u64);
    KeyPhrase { brand: brand.to_owned(), phrase: phrase.to_owned(), share, ads }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_ends_in_words_that_say_something() {
        for (run, expected) in [
            ("free delivery", true),
            ("built for comfort", true),
            ("the comfort", false),
            ("comfort of", false),
            ("2020", false),
            ("comfort comfort", false),
        ] {
            assert_eq!(is_message(run), expected, "{run}");
        }
    }

    #[test]
    fn a_part_of_a_longer_phrase_gives_way_to_it() {
        let [short, long, apart] =
            ["step comfort", "first step comfort", "free"].map(str::to_owned);
        let ranked = [(&short, vec![0, 1, 2, 3]), (&apart, vec![0]), (&long, vec![0, 1, 2])];
        assert_eq!(unnested(ranked.into_iter(), 5), [(&long, vec![0, 1, 2]), (&apart, vec![0])]);
        assert!(overlaps("trail running", "running shoes"));
        assert!(!overlaps("trail running", "run"));
    }
}

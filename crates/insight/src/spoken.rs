//! Ads as words, once for everything that reads them.

use measure::text::words;
use model::insight::CompetitorAd;
use std::collections::{BTreeMap, BTreeSet};

/// An ad and its words.
pub(crate) struct Spoken<'a> {
    pub(crate) ad: &'a CompetitorAd,
    /// Its normalised words.
    pub(crate) words: Vec<String>,
    /// Its words with an empty one in place of each brand's name: names are no message.
    pub(crate) message: Vec<String>,
}

/// Returns every ad with its words, in the order of the ads.
pub(crate) fn all(ads: &[CompetitorAd]) -> Vec<Spoken<'_>> {
    let brands: BTreeSet<&str> = ads.iter().map(|ad| ad.brand.as_str()).collect();
    let names = Names::of(brands.into_iter().map(words));
    ads.iter()
        .map(|ad| {
            let words = words(&ad.text);
            let message = names.taken_out_of(&words);
            Spoken { ad, words, message }
        })
        .collect()
}

/// Returns the brands, sorted, each with the places of its ads.
pub(crate) fn brands<'a>(spoken: &[Spoken<'a>]) -> BTreeMap<&'a str, Vec<usize>> {
    let mut brands: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, one) in spoken.iter().enumerate() {
        brands.entry(one.ad.brand.as_str()).or_default().push(place);
    }
    brands
}

/// Brand names by their first word, longest first.
struct Names(BTreeMap<String, Vec<Vec<String>>>);

impl Names {
    fn of(names: impl Iterator<Item = Vec<String>>) -> Self {
        let mut by_first: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
        for name in names {
            if let Some(first) = name.first() {
                by_first.entry(first.clone()).or_default().push(name);
            }
        }
        for names in by_first.values_mut() {
            names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        }
        Self(by_first)
    }

    fn taken_out_of(&self, words: &[String]) -> Vec<String> {
        let mut message = Vec::with_capacity(words.len());
        let mut rest = words;
        while let Some((word, after)) = rest.split_first() {
            if let Some(name) = self.at_start(rest) {
                message.push(String::new());
                rest = rest.get(name..).unwrap_or_default();
            } else {
                message.push(word.clone());
                rest = after;
            }
        }
        message
    }

    /// Returns the length of the longest name that `words` begin with, in the genitive too.
    fn at_start(&self, words: &[String]) -> Option<usize> {
        let first = words.first()?;
        let names = self.0.get(first.strip_suffix("'s").unwrap_or(first))?;
        let begins = |name: &&Vec<String>| {
            words.len() >= name.len()
                && words.iter().zip(name.iter()).all(|(word, part)| {
                    word == part || word.strip_suffix("'s").is_some_and(|word| word == part)
                })
        };
        names.iter().find(begins).map(Vec::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_out_whole_and_words_of_names_stay() {
        let names = Names::of(["New Balance", "Nike"].into_iter().map(words));
        let taken = |text| names.taken_out_of(&words(text)).join(" ");
        assert_eq!(taken("A new shoe by New Balance"), "a new shoe by ");
        assert_eq!(taken("Nike's best"), " best");
        assert_eq!(taken("new"), "new");
    }
}

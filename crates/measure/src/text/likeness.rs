//! TF-IDF vectors: how much two texts speak of the same things.

use std::collections::BTreeMap;

/// Which words a set of texts has, and how telling each is.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    terms: BTreeMap<String, (u32, f64)>,
}

/// A text as weighted terms, sorted by term, of length one (or empty).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Vector(Vec<(u32, f64)>);

impl Corpus {
    /// Counts in how many texts each word stands; a word of few texts tells more.
    pub fn of(texts: &[Vec<String>]) -> Self {
        let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
        for text in texts {
            let mut distinct: Vec<&str> = text.iter().map(String::as_str).collect();
            distinct.sort_unstable();
            distinct.dedup();
            for word in distinct {
                *counts.entry(word).or_default() += 1;
            }
        }
        let of = texts.len() as f64;
        let terms = counts
            .into_iter()
            .enumerate()
            .map(|(term, (word, count))| {
                let telling = libm::log((1.0 + of) / (1.0 + count as f64)) + 1.0;
                (word.to_owned(), (term as u32, telling))
            })
            .collect();
        Self { terms }
    }

    /// Returns a text as a vector; words the corpus does not know are left out.
    pub fn vector(&self, words: &[String]) -> Vector {
        let mut counts: BTreeMap<u32, (f64, u32)> = BTreeMap::new();
        for (term, telling) in words.iter().filter_map(|word| self.terms.get(word)) {
            counts.entry(*term).or_insert((*telling, 0)).1 += 1;
        }
        let weights = counts
            .into_iter()
            .map(|(term, (telling, times))| (term, telling * (1.0 + libm::log(f64::from(times)))))
            .collect();
        Vector(weights).of_length_one()
    }

    /// Returns the `n` heaviest words of a vector, heaviest first.
    pub fn heaviest(&self, vector: &Vector, n: usize) -> Vec<&str> {
        let mut terms = vector.0.clone();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        terms.truncate(n);
        let words: BTreeMap<u32, &str> =
            self.terms.iter().map(|(word, (term, _))| (*term, word.as_str())).collect();
        terms.iter().filter_map(|(term, _)| words.get(term).copied()).collect()
    }
}

impl Vector {
    /// Returns the cosine of the angle between two vectors, 0 to 1; 0 when one is empty.
    pub fn cosine(&self, other: &Self) -> f64 {
        let mut theirs = other.0.iter().peekable();
        let mut sum = 0.0;
        for (term, weight) in &self.0 {
            while theirs.next_if(|(their, _)| their < term).is_some() {}
            if let Some((_, their)) = theirs.next_if(|(their, _)| their == term) {
                sum += weight * their;
            }
        }
        sum.min(1.0)
    }

    /// Returns the direction in which `vectors` point together. The sum runs in the order given:
    /// hand them over in one order for one result.
    pub fn mean<'a>(vectors: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut sum: BTreeMap<u32, f64> = BTreeMap::new();
        for (term, weight) in vectors.into_iter().flat_map(|vector| &vector.0) {
            *sum.entry(*term).or_default() += weight;
        }
        Self(sum.into_iter().collect()).of_length_one()
    }

    /// Returns terms with their weights, sorted by term.
    pub fn terms(&self) -> &[(u32, f64)] {
        &self.0
    }

    /// Keeps the `n` heaviest terms, at length one again.
    #[must_use]
    pub fn heaviest(mut self, n: usize) -> Self {
        self.0.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        self.0.truncate(n);
        self.0.sort_by_key(|(term, _)| *term);
        self.of_length_one()
    }

    fn of_length_one(mut self) -> Self {
        let length = self.0.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        if length > 0.0 {
            for (_, weight) in &mut self.0 {
                *weight /= length;
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words;

    #[test]
    fn texts_about_the_same_are_nearer_and_rare_words_weigh_more() {
        let texts = ["waterproof jacket for rain", "rain jacket waterproof", "cheap jacket sale"]
            .map(words);
        let corpus = Corpus::of(&texts);
        let [rain, rain_too, sale] = texts.map(|text| corpus.vector(&text));
        assert!(rain.cosine(&rain_too) > 0.7);
        assert!(rain.cosine(&sale) < 0.3);
        assert!((rain.cosine(&rain) - 1.0).abs() < 1e-12);
        assert_eq!(corpus.heaviest(&sale, 2), ["cheap", "sale"]);
    }

    #[test]
    fn a_text_without_known_words_is_like_nothing() {
        let corpus = Corpus::of(&[words("one two")]);
        let unknown = corpus.vector(&words("three"));
        assert_eq!(unknown, Vector::default());
        assert!(unknown.cosine(&corpus.vector(&words("one"))).abs() < f64::EPSILON);
    }

    #[test]
    fn the_mean_points_between_and_keeps_its_length_when_cut() {
        let texts = ["red shoe", "red boot"].map(words);
        let corpus = Corpus::of(&texts);
        let vectors = texts.map(|text| corpus.vector(&text));
        let mean = Vector::mean(&vectors);
        assert!((mean.cosine(&vectors[0]) - mean.cosine(&vectors[1])).abs() < 1e-12);
        let cut = mean.heaviest(1);
        assert!((cut.cosine(&cut) - 1.0).abs() < 1e-12);
    }
}

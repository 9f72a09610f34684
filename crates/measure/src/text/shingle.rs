//! Near-duplicates: sets of word runs, and folding of texts that share most of theirs.

use model::unit::{Ratio, Seed};
use std::collections::BTreeMap;

/// The set of runs of `n` words a text has, as sorted 64-bit hashes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shingles(Vec<u64>);

impl Shingles {
    /// Cuts `words` into overlapping runs of `n`; a text shorter than that is one run.
    pub fn of(words: &[String], n: usize) -> Self {
        let runs = words.len().saturating_sub(n.saturating_sub(1)).max(1);
        let mut hashes: Vec<u64> = (0..runs)
            .filter_map(|start| words.get(start..(start + n).min(words.len())))
            .filter(|run| !run.is_empty())
            .map(hash)
            .collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }

    /// Returns how many runs there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the Jaccard index: shared runs out of all runs; 0 when both have none.
    pub fn jaccard(&self, other: &Self) -> Ratio {
        let shared = self.shared_with(other);
        let all = self.len() + other.len() - shared;
        Ratio(if all == 0 { 0.0 } else { shared as f64 / all as f64 })
    }

    fn shared_with(&self, other: &Self) -> usize {
        let mut theirs = other.0.iter().peekable();
        let mut shared = 0;
        for mine in &self.0 {
            while theirs.next_if(|their| *their < mine).is_some() {}
            if theirs.next_if(|their| *their == mine).is_some() {
                shared += 1;
            }
        }
        shared
    }
}

/// Folds near-duplicates: each text joins the first earlier one that stands for itself and whose
/// Jaccard index with it is at least `threshold`. Returns, for each text, the place of the one it
/// joined, its own when it stands for itself.
///
/// The comparison is exact, not sampled: a pair that reaches the threshold must share one of its
/// rarest runs (prefix filtering, Chaudhuri et al. 2006), so only such pairs are compared.
pub fn fold(texts: &[Shingles], threshold: Ratio) -> Vec<usize> {
    let frequency = frequencies(texts);
    let mut standing: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let mut same: BTreeMap<&Shingles, usize> = BTreeMap::new();
    let mut joined = Vec::with_capacity(texts.len());
    for (place, text) in texts.iter().enumerate() {
        let rarest = rarest_runs(text, threshold, &frequency);
        let earlier = same.get(text).copied().or_else(|| {
            let mut candidates: Vec<usize> =
                rarest.iter().filter_map(|run| standing.get(run)).flatten().copied().collect();
            candidates.sort_unstable();
            candidates.dedup();
            candidates.into_iter().find(|candidate| {
                texts.get(*candidate).is_some_and(|other| text.jaccard(other) >= threshold)
            })
        });
        let leader = if text.is_empty() { place } else { earlier.unwrap_or(place) };
        same.entry(text).or_insert(leader);
        if leader == place {
            for run in rarest {
                standing.entry(run).or_default().push(place);
            }
        }
        joined.push(leader);
    }
    joined
}

fn frequencies(texts: &[Shingles]) -> BTreeMap<u64, u32> {
    let mut all: Vec<u64> = texts.iter().flat_map(|text| text.0.iter().copied()).collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a == b)
        .filter_map(|runs| runs.first().map(|run| (*run, runs.len() as u32)))
        .collect()
}

/// The runs of which one must be shared to reach the threshold: all but ⌈t·n⌉ − 1 of them.
fn rarest_runs(text: &Shingles, threshold: Ratio, frequency: &BTreeMap<u64, u32>) -> Vec<u64> {
    // A product a rounding error above a whole number must not ask for one run more.
    let share = threshold.0.clamp(0.0, 1.0) * text.len() as f64;
    let needed = (share - 1e-9).ceil() as usize;
    let mut runs: Vec<(u32, u64)> =
        text.0.iter().map(|run| (frequency.get(run).copied().unwrap_or(0), *run)).collect();
    runs.sort_unstable();
    runs.truncate((text.len() + 1).saturating_sub(needed.max(1)));
    runs.into_iter().map(|(_, run)| run).collect()
}

/// FNV-1a over the words with a separator, then mixed, so that near words lie far apart.
fn hash(run: &[String]) -> u64 {
    let bytes = run.iter().flat_map(|word| word.bytes().chain([0xff]));
    let fnv = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    Seed(fnv).draw(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words;

    fn cut(text: &str) -> Shingles {
        Shingles::of(&words(text), 2)
    }

    #[test]
    fn jaccard_counts_shared_runs_out_of_all() {
        assert_eq!(cut("a b c d").jaccard(&cut("a b c e")), Ratio(0.5));
        assert_eq!(cut("a b").jaccard(&cut("c d")), Ratio(0.0));
        assert_eq!(cut("").jaccard(&cut("")), Ratio(0.0));
        assert_eq!(cut("sale").jaccard(&cut("Sale!")), Ratio(1.0));
    }

    #[test]
    fn a_text_joins_the_first_one_it_is_near_to() {
        let texts = [
            "one two three four five six seven eight nine ten eleven",
            "quite another thing",
            "one two three four five six seven eight nine ten twelve",
            "Quite ANOTHER thing!",
            "",
            "",
        ]
        .map(cut);
        assert_eq!(fold(&texts, Ratio(0.8)), [0, 1, 0, 1, 4, 5]);
        assert_eq!(fold(&texts, Ratio(0.9)), [0, 1, 2, 1, 4, 5]);
    }

    #[test]
    fn folding_finds_every_pair_that_comparing_all_would_find() {
        let texts: Vec<Shingles> = (0..120_u64)
            .map(|n| {
                let text: Vec<String> = (0..12)
                    .map(|word| {
                        (Seed(n % 7).draw(word) % 4 + u64::from(n % 12 == word) * n).to_string()
                    })
                    .collect();
                Shingles::of(&text, 2)
            })
            .collect();
        for threshold in [0.3, 0.5, 0.8, 1.0].map(Ratio) {
            let mut slow: Vec<usize> = Vec::new();
            for (place, text) in texts.iter().enumerate() {
                let earlier = (0..place).find(|other| {
                    slow[*other] == *other && texts[*other].jaccard(text) >= threshold
                });
                slow.push(earlier.unwrap_or(place));
            }
            assert_eq!(fold(&texts, threshold), slow, "at {threshold}");
        }
    }
}

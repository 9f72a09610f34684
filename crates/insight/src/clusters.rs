//! Ads that say much the same, whatever order they came in.

use crate::spoken::Spoken;
use measure::text::{Corpus, Vector, is_stop_word};
use model::insight::{Cluster, CompetitorAd};
use std::collections::{BTreeMap, BTreeSet};

/// From this cosine on, two texts speak of the same; set by reading clusters of product copy.
const ALIKE: f64 = 0.22;
/// Fewer ads are a coincidence.
const FEWEST: usize = 3;
const MOST_CLUSTERS: usize = 40;
/// Words of an ad and of a cluster's middle that take part; the rest weighs next to nothing.
const WORDS_OF_AD: usize = 24;
const WORDS_OF_MIDDLE: usize = 32;
const ROUNDS: usize = 4;
const LABEL_WORDS: usize = 4;

/// Returns clusters, largest first.
///
/// Ads are taken from the most typical to the least (ties by id): one joins the nearest middle if
/// it is alike, else opens a cluster. Then middles and members are settled in a few rounds
/// (spherical k-means). Every sum runs in the order of ids, so input order cannot matter.
pub(crate) fn clusters(spoken: &[Spoken<'_>]) -> Vec<Cluster> {
    let texts: Vec<Vec<String>> = spoken.iter().map(content).collect();
    let corpus = Corpus::of(&texts);
    let vectors: Vec<Vector> =
        texts.iter().map(|text| corpus.vector(text).heaviest(WORDS_OF_AD)).collect();
    let mut middles = opened(&vectors);
    for _ in 0..ROUNDS {
        middles = members(&vectors, &middles)
            .into_values()
            .filter(|ads| ads.len() >= FEWEST)
            .map(|ads| Vector::mean(chosen(&vectors, &ads)).heaviest(WORDS_OF_MIDDLE))
            .collect();
    }
    let mut clusters: Vec<Cluster> = members(&vectors, &middles)
        .into_values()
        .filter(|ads| ads.len() >= FEWEST)
        .map(|places| {
            let middle = Vector::mean(chosen(&vectors, &places));
            let label = corpus.heaviest(&middle, LABEL_WORDS).join(", ");
            cluster(label, &chosen(spoken, &places).map(|one| one.ad).collect::<Vec<_>>())
        })
        .collect();
    clusters.sort_by(|a, b| b.ads.len().cmp(&a.ads.len()).then_with(|| a.ads.cmp(&b.ads)));
    clusters.truncate(MOST_CLUSTERS);
    clusters
}

/// The words that carry a message.
fn content(one: &Spoken<'_>) -> Vec<String> {
    one.message
        .iter()
        .filter(|word| word.chars().any(char::is_alphabetic) && !is_stop_word(word))
        .cloned()
        .collect()
}

fn cluster(label: String, ads: &[&CompetitorAd]) -> Cluster {
    let brands: BTreeSet<&str> = ads.iter().map(|ad| ad.brand.as_str()).collect();
    Cluster { label, ads: crate::ids(ads), brands: brands.into_iter().map(str::to_owned).collect() }
}

fn chosen<'a, T>(all: &'a [T], places: &'a [usize]) -> impl Iterator<Item = &'a T> {
    places.iter().filter_map(|place| all.get(*place))
}

/// Opens clusters from the most typical ad to the least.
fn opened(vectors: &[Vector]) -> Vec<Vector> {
    let whole = Vector::mean(vectors);
    let mut typical: Vec<(f64, usize)> =
        vectors.iter().map(|vector| vector.cosine(&whole)).zip(0..).collect();
    typical.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut middles = Middles::default();
    for (_, place) in typical {
        if let Some(vector) = vectors.get(place)
            && !vector.terms().is_empty()
            && middles.nearest(vector).is_none()
        {
            middles.add(vector);
        }
    }
    middles.vectors
}

/// Returns the ads nearest to each middle and alike it, in order of id.
fn members(vectors: &[Vector], middles: &[Vector]) -> BTreeMap<usize, Vec<usize>> {
    let mut index = Middles::default();
    for middle in middles {
        index.add(middle);
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, vector) in vectors.iter().enumerate() {
        if let Some(middle) = index.nearest(vector) {
            members.entry(middle).or_default().push(place);
        }
    }
    members
}

/// Middles, findable by term, so that only those that share a word are compared.
#[derive(Default)]
struct Middles {
    vectors: Vec<Vector>,
    by_term: BTreeMap<u32, Vec<(usize, f64)>>,
}

impl Middles {
    fn add(&mut self, vector: &Vector) {
        for (term, weight) in vector.terms() {
            self.by_term.entry(*term).or_default().push((self.vectors.len(), *weight));
        }
        self.vectors.push(vector.clone());
    }

    /// Returns the most alike middle, ties to the earlier, if any is alike enough.
    fn nearest(&self, vector: &Vector) -> Option<usize> {
        let mut cosines = vec![0.0_f64; self.vectors.len()];
        for (term, weight) in vector.terms() {
            for (middle, theirs) in self.by_term.get(term).into_iter().flatten() {
                if let Some(cosine) = cosines.get_mut(*middle) {
                    *cosine += weight * theirs;
                }
            }
        }
        let nearest = cosines
            .into_iter()
            .zip(0_usize..)
            .reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        (nearest.0 >= ALIKE).then_some(nearest.1)
    }
}

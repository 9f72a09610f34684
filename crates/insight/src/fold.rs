//! Rows of one brand that say nearly the same become one ad.

use crate::import::AdRow;
use crate::palettes::{PictureFacts, picture};
use measure::text::{Shingles, fold as fold_texts, normalise, words};
use model::digest::Fields;
use model::id::AdId;
use model::insight::CompetitorAd;
use model::unit::Ratio;
use std::collections::BTreeMap;

/// Runs of two words: one changed word of twenty still folds, one of five does not.
const RUN: usize = 2;
const NEAR: Ratio = Ratio(0.8);

/// Gives every brand one spelling: the one most rows use, ties by spelling.
pub(crate) fn unify_brands(rows: &mut [AdRow]) {
    let mut spellings: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
    for row in rows.iter() {
        let spelling = spellings.entry(normalise(&row.brand)).or_default();
        *spelling.entry(row.brand.clone()).or_default() += 1;
    }
    for row in rows {
        let used = spellings.get(&normalise(&row.brand));
        let most = used.and_then(|used| used.iter().rev().max_by_key(|(_, times)| **times));
        if let Some((spelling, _)) = most {
            row.brand.clone_from(spelling);
        }
    }
}

/// Folds near-duplicates and returns the ads, sorted by id. The earliest row stands for the
/// others, ties by id.
pub(crate) fn fold(
    rows: Vec<AdRow>,
    pictures: &BTreeMap<String, PictureFacts>,
) -> Vec<CompetitorAd> {
    let mut brands: BTreeMap<String, Vec<(AdId, AdRow)>> = BTreeMap::new();
    for row in rows {
        brands.entry(row.brand.clone()).or_default().push((ad_id(&row), row));
    }
    let mut ads: Vec<CompetitorAd> =
        brands.into_values().flat_map(|rows| fold_brand(rows, pictures)).collect();
    ads.sort_by(|a, b| a.id.cmp(&b.id));
    ads
}

fn fold_brand(
    mut rows: Vec<(AdId, AdRow)>,
    pictures: &BTreeMap<String, PictureFacts>,
) -> Vec<CompetitorAd> {
    rows.sort_by(|(id, row), (other_id, other)| {
        let key = |row: &AdRow| (row.first_seen.is_none(), row.first_seen);
        key(row).cmp(&key(other)).then_with(|| id.cmp(other_id)).then_with(|| row.cmp(other))
    });
    let texts: Vec<Shingles> =
        rows.iter().map(|(_, row)| Shingles::of(&words(&row.text), RUN)).collect();
    let mut ads: BTreeMap<usize, CompetitorAd> = BTreeMap::new();
    for ((id, row), leader) in rows.into_iter().zip(fold_texts(&texts, NEAR)) {
        let image = picture(&row, pictures).map(|facts| facts.digest);
        match ads.get_mut(&leader) {
            None => {
                ads.insert(leader, ad(id, row, image));
            }
            Some(ad) => {
                ad.folded += 1;
                ad.image = ad.image.or(image);
                ad.last_seen = ad.last_seen.max(row.last_seen);
                ad.reach = ad.reach.max(row.reach);
            }
        }
    }
    ads.into_values().collect()
}

fn ad(id: AdId, row: AdRow, image: Option<model::digest::Digest>) -> CompetitorAd {
    CompetitorAd {
        id,
        brand: row.brand,
        text: row.text,
        image,
        first_seen: row.first_seen,
        last_seen: row.last_seen,
        reach: row.reach,
        source: row.source,
        folded: 0,
    }
}

fn ad_id(row: &AdRow) -> AdId {
    let fields = Fields::new("competitor-ad")
        .text("brand", &normalise(&row.brand))
        .text("text", &normalise(&row.text));
    AdId::of(&fields.finish())
}

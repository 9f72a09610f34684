//! Gaps and crowds: what competitors hardly say and what most of them say, held against our
//! propositions.

use crate::share::spelled;
use crate::statement::Statement;
use model::id::AdId;
use model::insight::{Appeal, AppealUse, Cluster, Insight, InsightOrigin, KeyPhrase, Share};
use spec::workspace::{Architecture, Proposition};
use std::collections::{BTreeMap, BTreeSet};

/// What the category was found to say.
pub(crate) struct Market<'a> {
    pub(crate) ads: u64,
    pub(crate) brands: u64,
    pub(crate) brand_of: BTreeMap<&'a AdId, &'a str>,
    pub(crate) appeals: &'a [AppealUse],
    pub(crate) phrases: &'a [KeyPhrase],
    pub(crate) clusters: &'a [Cluster],
}

/// An appeal is rare when the whole interval lies below this: fewer than one ad in seven. With no
/// ad making it, that takes 22 ads to say.
const RARE: f64 = 0.15;
/// An appeal is crowded when the whole interval lies above this in the category.
const CROWDED: f64 = 0.5;
const FEWEST_BRANDS: u64 = 2;
/// What fewer than one ad in twenty says is no crowd.
const WORTH_TELLING: f64 = 0.05;
const PHRASES_TOLD: usize = 5;
const CLUSTERS_TOLD: usize = 5;

/// Returns where our propositions make an appeal that competitors rarely make, rarest first.
pub(crate) fn gaps(market: &Market<'_>, ours: &Architecture) -> Vec<Insight> {
    let mut gaps: Vec<(f64, Insight)> = Vec::new();
    for made in category(market).filter(|made| made.share.high.0 < RARE) {
        for proposition in propositions_making(ours, made.appeal) {
            let share = spelled(&made.share, "competitor ads");
            let appeal = made.appeal.word();
            let ours = &proposition.text;
            let statement =
                format!("Only {share} appeal to {appeal}; our proposition “{ours}” does.");
            gaps.push((made.share.high.0, about_appeal(statement, made, Some(proposition))));
        }
    }
    // Equally rare ones stay in the order of appeals and propositions.
    gaps.sort_by(|a, b| a.0.total_cmp(&b.0));
    gaps.into_iter().map(|(_, insight)| insight).collect()
}

/// Returns what most brands say alike: appeals, then phrases, then clusters.
pub(crate) fn crowded(market: &Market<'_>, ours: &Architecture) -> Vec<Insight> {
    if market.brands < FEWEST_BRANDS {
        return Vec::new();
    }
    let mut insights = crowded_appeals(market, ours);
    insights.extend(crowded_phrases(market));
    insights.extend(crowded_clusters(market));
    insights
}

fn crowded_appeals(market: &Market<'_>, ours: &Architecture) -> Vec<Insight> {
    let mut made: Vec<&AppealUse> =
        category(market).filter(|made| made.share.low.0 > CROWDED).collect();
    made.sort_by(|a, b| b.share.count.cmp(&a.share.count).then(a.appeal.cmp(&b.appeal)));
    let mut insights = Vec::new();
    for made in made {
        let brands = brands_leaning_on(market, made.appeal);
        if !is_most(brands, market.brands) {
            continue;
        }
        let said = format!(
            "{} appeal to {}, more than half of the ads of {brands} of {} brands",
            spelled(&made.share, "competitor ads"),
            made.appeal.word(),
            market.brands,
        );
        let propositions = propositions_making(ours, made.appeal);
        if propositions.is_empty() {
            insights.push(about_appeal(format!("{said}."), made, None));
        }
        for proposition in propositions {
            let ours = &proposition.text;
            let statement = format!("{said}; our proposition “{ours}” says it in a crowd.");
            insights.push(about_appeal(statement, made, Some(proposition)));
        }
    }
    insights
}

fn crowded_phrases(market: &Market<'_>) -> Vec<Insight> {
    market
        .phrases
        .iter()
        .filter(|phrase| phrase.brand.is_empty())
        .map(|phrase| (brands_among(market, &phrase.ads), phrase))
        .filter(|(brands, _)| is_most(*brands, market.brands))
        .filter(|(_, phrase)| is_worth_telling(&phrase.ads, market))
        .take(PHRASES_TOLD)
        .map(|(brands, phrase)| {
            let statement = format!(
                "{brands} of {} brands say “{}”: {}.",
                market.brands,
                phrase.phrase,
                spelled(&phrase.share, "competitor ads"),
            );
            about_words(statement, &phrase.ads, phrase.share.of)
        })
        .collect()
}

fn crowded_clusters(market: &Market<'_>) -> Vec<Insight> {
    market
        .clusters
        .iter()
        .filter(|cluster| is_most(cluster.brands.len() as u64, market.brands))
        .filter(|cluster| is_worth_telling(&cluster.ads, market))
        .take(CLUSTERS_TOLD)
        .map(|cluster| {
            let share = crate::share::share(cluster.ads.len() as u64, market.ads);
            let statement = format!(
                "{} of {} brands tell much the same story ({}): {}.",
                cluster.brands.len(),
                market.brands,
                cluster.label,
                spelled(&share, "competitor ads"),
            );
            about_words(statement, &cluster.ads, market.ads)
        })
        .collect()
}

fn about_appeal(text: String, made: &AppealUse, proposition: Option<&Proposition>) -> Insight {
    let statement = Statement {
        text,
        origin: InsightOrigin::Market,
        ads: made.ads.clone(),
        out_of: made.share.of,
        proposition: proposition.map(|one| one.id.clone()),
        appeal: Some(made.appeal),
    };
    statement.into_insight()
}

fn about_words(text: String, ads: &[AdId], out_of: u64) -> Insight {
    let statement = Statement {
        text,
        origin: InsightOrigin::Market,
        ads: ads.to_vec(),
        out_of,
        proposition: None,
        appeal: None,
    };
    statement.into_insight()
}

fn category<'a>(market: &Market<'a>) -> impl Iterator<Item = &'a AppealUse> + use<'a> {
    market.appeals.iter().filter(|made| made.brand.is_empty())
}

fn propositions_making(ours: &Architecture, appeal: Appeal) -> Vec<&Proposition> {
    ours.propositions.values().filter(|one| one.appeals.contains(&appeal)).collect()
}

fn brands_leaning_on(market: &Market<'_>, appeal: Appeal) -> u64 {
    let leans = |share: &Share| 2 * share.count > share.of;
    let of_brands = market.appeals.iter().filter(|made| !made.brand.is_empty());
    of_brands.filter(|made| made.appeal == appeal && leans(&made.share)).count() as u64
}

fn brands_among(market: &Market<'_>, ads: &[AdId]) -> u64 {
    let brands: BTreeSet<&str> =
        ads.iter().filter_map(|ad| market.brand_of.get(ad)).copied().collect();
    brands.len() as u64
}

fn is_most(brands: u64, of: u64) -> bool {
    brands >= FEWEST_BRANDS && 2 * brands > of
}

fn is_worth_telling(ads: &[AdId], market: &Market<'_>) -> bool {
    ads.len() as f64 >= WORTH_TELLING * market.ads as f64
}

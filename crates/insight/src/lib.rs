//! Competitor ads and earlier learnings in, statements with their evidence out.
//!
//! [`read`] imports what was dropped into `market/`, folds near-duplicates, and says which appeals
//! and phrases each brand uses, what is said alike, what brands look like, where our propositions
//! stand alone (gaps) and where they stand in a crowd. Every statement carries the ads behind it,
//! out of how many, and a 95% interval. [`all`] puts our own insights and earlier learnings before
//! what the market says.
//!
//! It deliberately invents no proposition and judges no quality; it fetches nothing (the host
//! hands over text and measured pictures); and it understands appeals in English only, by the word
//! list in `data/appeals.csv`. Intervals take ads for independent, which ads of one brand are not
//! quite: read them as the least uncertainty there is. Start reading at [`read`].

mod appeals;
mod clusters;
mod fold;
mod gather;
pub mod import;
mod palettes;
mod phrases;
mod report;
mod share;
mod spoken;
mod statement;
mod statements;

pub use appeals::Lexicon;
pub use gather::{all, from_learnings, written};
pub use palettes::PictureFacts;
pub use report::report_csv;

use import::AdRow;
pub use import::MarketFile;
use model::insight::{CompetitorAd, MarketReading};
use spec::workspace::Workspace;
use std::collections::BTreeMap;

/// Reads competitors' ads: imports the files, folds near-duplicates, and states what the market
/// says and looks like. `pictures` are the measured pictures of the workspace, by path.
///
/// Rows in another order give the same reading, but for the lines that it quotes.
pub fn read(
    files: &[MarketFile],
    pictures: &BTreeMap<String, PictureFacts>,
    workspace: &Workspace,
) -> MarketReading {
    let mut imported = import::import(files);
    let rows = imported.rows.len() as u64;
    let (mut theirs, own) = split_own(imported.rows, &workspace.brand.name);
    imported.warnings.extend(own_warning(own, &workspace.brand.name));
    fold::unify_brands(&mut theirs);
    let missing = palettes::missing(&theirs, pictures);
    imported.warnings.extend(missing);

    let palettes = palettes::by_brand(&theirs, pictures);
    let folded_from = theirs.len() as u64;
    let ads = fold::fold(theirs, pictures);
    let spoken = spoken::all(&ads);
    let appeals = appeals::by_brand(&spoken);
    let phrases = phrases::key_phrases(&spoken);
    let clusters = clusters::clusters(&spoken);
    let market = statements::Market {
        ads: ads.len() as u64,
        brands: spoken::brands(&spoken).len() as u64,
        brand_of: ads.iter().map(|ad| (&ad.id, ad.brand.as_str())).collect(),
        appeals: &appeals,
        phrases: &phrases,
        clusters: &clusters,
    };
    let mut insights = statements::gaps(&market, &workspace.architecture);
    insights.extend(statements::crowded(&market, &workspace.architecture));
    MarketReading {
        rows,
        duplicates: folded_from - ads.len() as u64,
        appeals,
        phrases,
        clusters,
        palettes,
        insights,
        warnings: imported.warnings,
        ads,
    }
}

/// Splits off the ads of our own brand, which are no competitors'; returns the rest and how many.
fn split_own(rows: Vec<AdRow>, own: &str) -> (Vec<AdRow>, usize) {
    let own = measure::text::normalise(own);
    let before = rows.len();
    let theirs: Vec<AdRow> =
        rows.into_iter().filter(|row| measure::text::normalise(&row.brand) != own).collect();
    let count = before - theirs.len();
    (theirs, count)
}

fn own_warning(count: usize, brand: &str) -> Option<String> {
    let ads = if count == 1 { "1 ad is".to_owned() } else { format!("{count} ads are") };
    (count > 0).then(|| format!("{ads} by our own brand `{brand}` and left out of the category"))
}

fn ids(ads: &[&CompetitorAd]) -> Vec<model::id::AdId> {
    let mut ids: Vec<_> = ads.iter().map(|ad| ad.id.clone()).collect();
    ids.sort();
    ids.dedup();
    ids
}

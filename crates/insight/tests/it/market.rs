//! Reading a market.

use crate::desk;
use insight::{MarketFile, PictureFacts, read, report_csv};
use model::colour::Colour;
use model::digest::Digest;
use model::insight::{Appeal, MarketReading, PaletteShare};
use model::unit::{Ratio, Seed};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

fn read_table(table: &str) -> MarketReading {
    read_with(table, &BTreeMap::new())
}

fn read_with(table: &str, pictures: &BTreeMap<String, PictureFacts>) -> MarketReading {
    let file = MarketFile { path: "market/ads.csv".to_owned(), text: Arc::from(table) };
    read(&[file], pictures, &desk::workspace())
}

/// Three brands that all promise easy comfort; one of them adds a price, none speaks of repair.
fn comfortable_market(ads: u64) -> Vec<String> {
    let openings = ["Walk", "Run", "Travel", "Commute", "Climb"];
    let places = ["in town", "at work", "on holiday", "in the park", "by the sea", "at night"];
    (0..ads)
        .map(|n| {
            let pick = |list: &[&str], salt| {
                let draw = Seed(n).draw(salt) as usize % list.len();
                list.get(draw).copied().unwrap_or_default().to_owned()
            };
            let (opening, place) = (pick(&openings, 1), pick(&places, 2));
            match n % 3 {
                0 => {
                    format!("Alder,{opening} {place} {n} with easy all-day comfort and soft soles")
                }
                1 => format!("Birch,{opening} {place} {n}: all-day comfort now 30% off"),
                _ => {
                    format!("Cedar,Cedar shoes {n} {place} for easy all-day comfort; {opening} on")
                }
            }
        })
        .collect()
}

fn table(rows: &[String]) -> String {
    format!("brand,text\n{}\n", rows.join("\n"))
}

#[test]
fn a_gap_is_told_with_numbers_when_the_market_is_large_enough_to_know() {
    let reading = read_table(&table(&comfortable_market(90)));
    let gap = reading.insights.first().expect("a gap");
    assert_eq!(gap.proposition, "repair".parse().ok());
    assert_eq!((gap.ads.len(), gap.out_of), (0, 90));
    assert_eq!(
        gap.statement,
        "Only 0 of 90 competitor ads (0.0%, 95% interval 0.0–4.1%) appeal to responsibility; our \
         proposition “We mend it for life” does."
    );
    let few = read_table(&table(&comfortable_market(20)));
    assert!(few.insights.iter().all(|insight| !insight.statement.starts_with("Only")));
}

#[test]
fn what_most_brands_say_is_crowded_and_names_our_proposition_and_the_ads() {
    let reading = read_table(&table(&comfortable_market(90)));
    let crowded = reading
        .insights
        .iter()
        .find(|insight| insight.statement.contains("in a crowd"))
        .expect("a crowded appeal");
    assert_eq!(crowded.appeal, Some(Appeal::Convenience));
    assert_eq!(crowded.proposition, "comfort".parse().ok());
    assert_eq!(crowded.ads.len(), 90);
    assert!(reading.insights.iter().any(|one| one.statement.contains("“day comfort”")));
}

#[test]
fn a_brand_is_known_by_what_only_it_says_and_never_by_its_name() {
    let reading = read_table(&table(&comfortable_market(90)));
    let of = |brand: &str| -> Vec<&str> {
        let own = reading.phrases.iter().filter(|phrase| phrase.brand == brand);
        own.map(|phrase| phrase.phrase.as_str()).collect()
    };
    assert!(of("Alder").contains(&"comfort and soft soles"), "{:?}", of("Alder"));
    assert!(of("Cedar").contains(&"shoes"), "{:?}", of("Cedar"));
    assert!(reading.phrases.iter().all(|phrase| !phrase.phrase.contains("cedar")));
    let price = reading
        .appeals
        .iter()
        .find(|made| made.brand == "Birch" && made.appeal == Appeal::Price)
        .expect("Birch's price");
    assert_eq!((price.share.count, price.share.of), (30, 30));
    assert!(price.share.low.0 > 0.88);
}

#[test]
fn near_duplicates_of_one_brand_fold_into_the_earliest() {
    let text = "These boots stay dry in every storm and warm on every hill you want to climb";
    let reading = read_table(&format!(
        "brand,text,first_seen,reach\n\
         Alder,{text} today,2026-03-01,10\nALDER,{text} now,2026-02-01,30\n\
         Alder,{text}!,,20\nBirch,{text},2026-01-01,\nAlder,Something else entirely,,\n"
    ));
    assert_eq!((reading.rows, reading.ads.len(), reading.duplicates), (5, 3, 2));
    let kept = reading.ads.iter().find(|ad| ad.folded > 0).expect("a folded ad");
    assert_eq!((kept.brand.as_str(), kept.folded, kept.reach), ("Alder", 2, Some(30)));
    assert!(kept.text.ends_with("now"));
    assert_eq!(kept.source.line, 3);
}

#[test]
fn our_own_ads_are_no_competitors() {
    let reading = read_table("brand,text\nkestrel,We repair\nAlder,We sell\n");
    assert_eq!(reading.ads.len(), 1);
    assert_eq!(
        reading.warnings,
        ["1 ad is by our own brand `Kestrel` and left out of the category"]
    );
}

#[test]
fn a_brand_looks_like_its_pictures_each_counted_once() {
    let facts = |name: &str, colour| {
        let palette = vec![PaletteShare { colour, share: Ratio(1.0) }];
        PictureFacts { digest: Digest::of(name.as_bytes()), palette }
    };
    let pictures = BTreeMap::from([
        ("market/a.png".to_owned(), facts("a", Colour::BLACK)),
        ("market/b.png".to_owned(), facts("b", Colour::WHITE)),
    ]);
    let reading = read_with(
        "brand,text,image\nAlder,one,a.png\nAlder,two,market/a.png\nAlder,three,b.png\n\
         Birch,four,c.png\nBirch,five,https://example.org/d.png\n",
        &pictures,
    );
    assert_eq!(reading.palettes.len(), 1);
    let palette = reading.palettes.first().expect("Alder's");
    assert_eq!((palette.brand.as_str(), palette.pictures), ("Alder", 2));
    assert_eq!(palette.colours.len(), 2);
    assert_eq!(reading.warnings, ["market/ads.csv:5: picture `c.png` is not in the workspace"]);
}

#[test]
fn clusters_gather_what_is_said_alike_across_brands() {
    let mut rows = Vec::new();
    for (n, brand) in ["Alder", "Birch", "Cedar", "Alder", "Birch"].iter().enumerate() {
        rows.push(format!("{brand},Waterproof hiking boots for rainy mountain trails {n}"));
        rows.push(format!("{brand},Organic coffee beans roasted slowly every morning {n} fresh"));
    }
    let reading = read_table(&table(&rows));
    let sizes: Vec<usize> = reading.clusters.iter().map(|cluster| cluster.ads.len()).collect();
    assert_eq!(sizes.len(), 2, "{:?}", reading.clusters);
    for cluster in &reading.clusters {
        assert_eq!(cluster.brands, ["Alder", "Birch", "Cedar"]);
    }
}

#[test]
fn the_table_for_spreadsheets_has_one_width_and_starts_no_formula() {
    let mut rows = comfortable_market(60);
    rows.extend((0..4).map(|n| format!("=cmd,plus {n} one two three")));
    let report = report_csv(&read_table(&table(&rows)));
    assert!(report.starts_with("kind,brand,what,count,of,share,low,high,ads\n"));
    assert!(report.contains(",'=cmd,"));
    for kind in ["insight,", "appeal,(category),", "phrase,Alder,", "cluster,"] {
        assert!(report.lines().any(|line| line.starts_with(kind)), "{kind}");
    }
}

#[test]
fn an_empty_market_reads_as_nothing() {
    let reading = read(&[], &BTreeMap::new(), &desk::workspace());
    assert_eq!((reading.rows, reading.ads.len(), reading.insights.len()), (0, 0, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn rows_in_another_order_read_the_same(rows in Just(mixed_rows()).prop_shuffle()) {
        let mut expected = read_table(&table(&mixed_rows()));
        let mut shuffled = read_table(&table(&rows));
        for ad in expected.ads.iter_mut().chain(&mut shuffled.ads) {
            ad.source.line = 0;
        }
        prop_assert_eq!(expected, shuffled);
    }
}

/// A market with near-duplicates, two spellings of a brand and other messages among the common one.
fn mixed_rows() -> Vec<String> {
    let mut rows = comfortable_market(24);
    for n in 0..6 {
        let mut row = format!("{},", if n % 2 == 0 { "Alder" } else { "alder" });
        let _ = write!(row, "A winter boot repaired for free as long as you live and walk {n}");
        rows.push(row);
        rows.push(format!("Dogwood,Number {n} of our recycled canvas range since 1{n}48"));
    }
    rows
}

//! What the category sounds and looks like.

use super::{go, is_json, print_json};
use crate::cli::Work;
use crate::end::{BUSY, End};
use crate::talk::{print, say};
use flow::plan::Goal;
use model::insight::MarketReading;
use std::path::Path;

/// Enough to see the shape; the export has all.
const SHOWN: usize = 5;

pub(super) fn run(work: &Work, export: Option<&Path>) -> Result<(), End> {
    let (_studio, end) = go(work, Goal::Research)?;
    let Some(market) = end.standing.view.market else { return Ok(()) };
    if let Some(file) = export {
        host::atomic::write_file(file, insight::report_csv(&market).as_bytes())
            .map_err(|e| End::new(BUSY, host::known::chain(&e)))?;
        say(&format!("every claim with its ads: {}", file.display()));
    }
    if is_json(&work.common) {
        return print_json("market/1", &*market);
    }
    tell(&market);
    Ok(())
}

fn tell(market: &MarketReading) {
    if market.rows == 0 {
        say(
            "there are no ads to read: put competitors' ads (CSV or JSONL with text and brand) into `market/`",
        );
    }
    print(&format!(
        "{} ads of {} rows ({} near-duplicates folded)",
        market.ads.len(),
        market.rows,
        market.duplicates
    ));
    for warning in &market.warnings {
        say(&format!("note: {warning}"));
    }
    if market.ads.is_empty() {
        return;
    }
    print("\nwhat the category appeals to");
    let category = market.appeals.iter().filter(|used| used.brand.is_empty());
    for used in category {
        print(&format!(
            "  {:<16} {:>4} of {} ads  [{:.0}%, {:.0}%]",
            used.appeal.word(),
            used.share.count,
            used.share.of,
            used.share.low.0 * 100.0,
            used.share.high.0 * 100.0
        ));
    }
    print("\nwhat brands say");
    let mut brands: Vec<&str> = market.phrases.iter().map(|p| p.brand.as_str()).collect();
    brands.dedup();
    for brand in brands.into_iter().filter(|brand| !brand.is_empty()) {
        let said: Vec<&str> = market
            .phrases
            .iter()
            .filter(|phrase| phrase.brand == brand)
            .take(SHOWN)
            .map(|phrase| phrase.phrase.as_str())
            .collect();
        print(&format!("  {brand}: {}", said.join(" · ")));
    }
    print("\nwhat follows");
    for insight in &market.insights {
        print(&format!("  {}  {}", insight.id, insight.statement));
    }
}

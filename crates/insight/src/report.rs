//! A market reading as one table for a spreadsheet.

use model::id::AdId;
use model::insight::{InsightOrigin, MarketReading, Share};

const HEADER: [&str; 9] = ["kind", "brand", "what", "count", "of", "share", "low", "high", "ads"];

/// Spreadsheets hold 32,767 characters in a cell; the count beside tells when there are more.
const ADS_NAMED: usize = 1_000;

/// Returns every appeal, phrase, cluster, colour and insight as a line of CSV, with count, share,
/// 95% interval and the ids of the ads behind it (the first thousand). No cell can start a formula.
pub fn report_csv(reading: &MarketReading) -> String {
    let mut table = Table::default();
    table.line(&HEADER.map(str::to_owned));
    for insight in &reading.insights {
        let kind = match &insight.origin {
            InsightOrigin::Market => "insight",
            InsightOrigin::FirstParty { .. } => "first-party insight",
            InsightOrigin::Learning { .. } => "learning",
        };
        let share = crate::share::share(insight.ads.len() as u64, insight.out_of);
        table.row(kind, "", &insight.statement, &share, &insight.ads);
    }
    for made in &reading.appeals {
        table.row("appeal", brand(&made.brand), made.appeal.word(), &made.share, &made.ads);
    }
    for said in &reading.phrases {
        table.row("phrase", brand(&said.brand), &said.phrase, &said.share, &said.ads);
    }
    for cluster in &reading.clusters {
        let share = crate::share::share(cluster.ads.len() as u64, reading.ads.len() as u64);
        table.row("cluster", &cluster.brands.join(", "), &cluster.label, &share, &cluster.ads);
    }
    for palette in &reading.palettes {
        for part in &palette.colours {
            let [kind, colour] = ["colour".to_owned(), part.colour.to_string()];
            let share = decimal(part.share.0);
            let pictures = palette.pictures.to_string();
            let [none, low, high, ads] = [const { String::new() }; 4];
            table.line(&[
                kind,
                palette.brand.clone(),
                colour,
                none,
                pictures,
                share,
                low,
                high,
                ads,
            ]);
        }
    }
    table.0
}

fn brand(brand: &str) -> &str {
    if brand.is_empty() { "(category)" } else { brand }
}

#[derive(Default)]
struct Table(String);

impl Table {
    fn row(&mut self, kind: &str, brand: &str, what: &str, share: &Share, ads: &[AdId]) {
        let of = share.of as f64;
        let ads: Vec<&str> = ads.iter().take(ADS_NAMED).map(AdId::as_str).collect();
        self.line(&[
            kind.to_owned(),
            brand.to_owned(),
            what.to_owned(),
            share.count.to_string(),
            share.of.to_string(),
            if share.of == 0 { String::new() } else { decimal(share.count as f64 / of) },
            decimal(share.low.0),
            decimal(share.high.0),
            ads.join(" "),
        ]);
    }

    fn line(&mut self, cells: &[String; HEADER.len()]) {
        let cells: Vec<String> = cells.iter().map(|text| cell(text)).collect();
        self.0.push_str(&cells.join(","));
        self.0.push('\n');
    }
}

/// Spreadsheets run a cell that begins with one of these; an apostrophe keeps it text.
fn cell(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if runs { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

fn decimal(value: f64) -> String {
    format!("{value:.4}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_starts_a_formula_and_quotes_are_doubled() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("@me", "'@me"),
            ("-5", "'-5"),
            ("\tx", "'\tx"),
            ("plain", "plain"),
            ("say \"hi\", now", "\"say \"\"hi\"\", now\""),
            ("+a,b", "\"'+a,b\""),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}

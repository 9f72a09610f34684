//! Results no platform reports: `purpose,date,measure,value,source`.

use crate::amount::{self, Mark};
use crate::date::{self, Order};
use csv::ReaderBuilder;
use model::id::PurposeId;
use model::performance::Outcome;
use std::collections::BTreeSet;

const COLUMNS: [&str; 5] = ["purpose", "date", "measure", "value", "source"];

/// Reads `performance/outcomes.csv`, sorted by purpose and date, with what could not be read.
pub fn outcomes(text: &str, purposes: &BTreeSet<PurposeId>) -> (Vec<Outcome>, Vec<String>) {
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let headers: Vec<String> = reader
        .headers()
        .map(|row| row.iter().map(|cell| cell.trim().to_lowercase()).collect())
        .unwrap_or_default();
    let missing: Vec<&str> =
        COLUMNS.into_iter().filter(|name| !headers.iter().any(|header| header == name)).collect();
    if !missing.is_empty() {
        let message = format!(
            "outcomes.csv: column {} is missing: it needs {}",
            missing.join(", "),
            COLUMNS.join(",")
        );
        return (Vec::new(), vec![message]);
    }
    let mut found = Vec::new();
    let mut warnings = Vec::new();
    for record in reader.records().filter_map(Result::ok) {
        let cell = |name: &str| {
            let place = headers.iter().position(|header| header == name);
            place.and_then(|place| record.get(place)).unwrap_or_default().trim()
        };
        match outcome(cell, purposes) {
            Ok(outcome) => found.push(outcome),
            Err(why) => {
                let line = record.position().map_or(0, csv::Position::line);
                warnings.push(format!("outcomes.csv:{line}: {why}"));
            }
        }
    }
    found.sort_by(|a, b| (&a.purpose, a.date, &a.measure).cmp(&(&b.purpose, b.date, &b.measure)));
    (found, warnings)
}

fn outcome<'a>(
    cell: impl Fn(&str) -> &'a str,
    purposes: &BTreeSet<PurposeId>,
) -> Result<Outcome, String> {
    let purpose = cell("purpose");
    let known = purposes.iter().find(|id| id.as_str() == purpose);
    let day = Some(cell("date")).filter(|text| text.get(4..5) == Some("-"));
    let value = amount::plain(cell("value"), Mark::Point).and_then(|text| text.parse::<f64>().ok());
    Ok(Outcome {
        purpose: known
            .cloned()
            .ok_or_else(|| format!("`{purpose}` is no purpose of architecture.toml"))?,
        date: day
            .and_then(|text| date::read(text, Order::DayFirst))
            .ok_or_else(|| format!("`{}` is no date such as 2026-09-01", cell("date")))?,
        measure: cell("measure").to_owned(),
        value: value.ok_or_else(|| format!("`{}` is no number such as 12.5", cell("value")))?,
        source: cell("source").to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outcomes_are_read_and_faults_are_named_with_their_line() {
        let purposes = BTreeSet::from(["win-back".parse().unwrap()]);
        let text = "purpose,date,measure,value,source\n\
            win-back,2026-09-30,returned customers,412,CRM\n\
            winback,2026-09-30,returned customers,1,CRM\n\
            win-back,30.9.2026,returned customers,1,CRM\n\
            win-back,2026-09-30,returned customers,many,CRM\n";
        let (found, warnings) = outcomes(text, &purposes);
        assert_eq!(found.len(), 1);
        assert!((found[0].value - 412.0).abs() < 1e-9);
        assert_eq!(
            warnings,
            [
                "outcomes.csv:3: `winback` is no purpose of architecture.toml",
                "outcomes.csv:4: `30.9.2026` is no date such as 2026-09-01",
                "outcomes.csv:5: `many` is no number such as 12.5",
            ]
        );
    }

    #[test]
    fn a_missing_column_is_named() {
        let (_, warnings) = outcomes("purpose,date\n", &BTreeSet::new());
        assert!(warnings[0].contains("measure, value, source is missing"), "{warnings:?}");
    }
}

//! The same ad and day in two exports is one result: last week's file and this week's overlap.

use model::performance::{Grain, Observation};
use model::unit::Date;
use std::collections::BTreeMap;

/// A row with what tells whether another file counts the same thing.
pub(crate) struct Counted {
    /// Platform, campaign, ad set and ad, by name.
    pub(crate) ad: String,
    /// The row.
    pub(crate) row: Observation,
}

/// Keeps each day of an ad from one file: daily rows before period rows, then the period that
/// ends last, then the longest, then the last file by path. Rows of one file never displace each
/// other, since they are its breakdowns.
pub(crate) fn once_each(rows: Vec<Counted>) -> (Vec<Observation>, Vec<String>) {
    let mut by_ad: BTreeMap<String, Vec<Observation>> = BTreeMap::new();
    for counted in rows {
        by_ad.entry(counted.ad).or_default().push(counted.row);
    }
    let mut kept = Vec::new();
    let mut displaced: BTreeMap<(String, String), u64> = BTreeMap::new();
    for rows in by_ad.into_values() {
        keep_one_file_a_day(rows, &mut kept, &mut displaced);
    }
    let warnings = displaced.into_iter().map(|((file, winner), count)| {
        format!(
            "`{file}`: {count} rows left out, because `{winner}` counts the same ads on the same days"
        )
    });
    (kept, warnings.collect())
}

fn keep_one_file_a_day(
    mut rows: Vec<Observation>,
    kept: &mut Vec<Observation>,
    displaced: &mut BTreeMap<(String, String), u64>,
) {
    rows.sort_by(|a, b| {
        (a.grain, b.to, a.from).cmp(&(b.grain, a.to, b.from)).then_with(|| b.source.cmp(&a.source))
    });
    let mut claimed: BTreeMap<Date, String> = BTreeMap::new();
    for row in rows {
        let winner =
            days(&row).filter_map(|day| claimed.get(&day)).find(|file| **file != row.source.file);
        if let Some(winner) = winner {
            *displaced.entry((row.source.file.clone(), winner.clone())).or_default() += 1;
            continue;
        }
        for day in days(&row) {
            claimed.entry(day).or_insert_with(|| row.source.file.clone());
        }
        kept.push(row);
    }
}

fn days(row: &Observation) -> impl Iterator<Item = Date> {
    let last = if row.grain == Grain::Day { row.from } else { row.to };
    std::iter::successors(Some(row.from), |day| day.tomorrow().ok())
        .take_while(move |day| *day <= last)
}

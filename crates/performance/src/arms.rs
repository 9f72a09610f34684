//! Observations by variant.

use measure::statistics::arm::{Arm, Day};
use model::id::{DeliverableId, VariantId};
use model::performance::{Grain, Observation};
use model::unit::{Date, Money};
use std::collections::BTreeMap;

/// Sums observations by the variant their deliverable renders, sorted by variant.
pub fn arms(
    observations: &[Observation],
    deliverable_variant: &BTreeMap<DeliverableId, VariantId>,
) -> Vec<Arm> {
    let mut by_variant: BTreeMap<&VariantId, Vec<&Observation>> = BTreeMap::new();
    for row in observations {
        let variant = row.deliverable.as_ref().and_then(|id| deliverable_variant.get(id));
        if let Some(variant) = variant {
            by_variant.entry(variant).or_default().push(row);
        }
    }
    by_variant.into_iter().filter_map(|(variant, rows)| arm(variant, &rows)).collect()
}

fn arm(variant: &VariantId, rows: &[&Observation]) -> Option<Arm> {
    let mut observations: Vec<_> = rows.iter().map(|row| row.id.clone()).collect();
    observations.sort();
    Some(Arm {
        variant: variant.clone(),
        impressions: rows.iter().map(|row| row.impressions).fold(0, u64::saturating_add),
        clicks: rows.iter().map(|row| row.clicks).fold(0, u64::saturating_add),
        spend: spend(rows),
        from: rows.iter().map(|row| row.from).min()?,
        to: rows.iter().map(|row| row.to).max()?,
        observations,
        kind: rows.iter().map(|row| row.kind).max()?,
        daily: daily(rows),
    })
}

/// A sum over rows of which some are unknown, or over currencies, is no sum.
fn spend(rows: &[&Observation]) -> Option<Money> {
    let mut total: Option<Money> = None;
    for row in rows {
        let spend = row.spend.as_ref()?;
        total = Some(match total {
            None => spend.clone(),
            Some(sum) if sum.currency == spend.currency => {
                Money { minor: sum.minor.checked_add(spend.minor)?, currency: sum.currency }
            }
            Some(_) => return None,
        });
    }
    total
}

fn daily(rows: &[&Observation]) -> Vec<Day> {
    let mut days: BTreeMap<Date, Day> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.grain == Grain::Day) {
        let day = days.entry(row.from).or_insert(Day { date: row.from, clicks: 0, impressions: 0 });
        day.clicks = day.clicks.saturating_add(row.clicks);
        day.impressions = day.impressions.saturating_add(row.impressions);
    }
    days.into_values().collect()
}

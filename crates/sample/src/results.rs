//! Made-up results in the shape of a platform's export. The true effects are written here, so that
//! a reader can see whether they are found again.

use flow::view::RoundView;
use libm::{exp, log, round, sqrt};
use model::asset::Variant;
use model::digest::{Digest, Fields};
use model::unit::{Date, Seed};
use std::fmt::Write as _;

const HEADER: &str = "Day,Campaign name,Ad name,Amount spent (EUR),Impressions,Link clicks\n";
const DAYS: i64 = 14;
/// Between one and one and a half per cent of people click.
const BASE_LOG_ODDS: f64 = -4.35;
/// Differences from day to day that no component explains.
const DAY_NOISE: f64 = 0.08;
/// Cents for a thousand impressions.
const CENTS_PER_THOUSAND: f64 = 640.0;

/// True effects on the log-odds of a click.
const EFFECTS: [(&str, f64); 14] = [
    ("hook/turn-back", 0.32),
    ("hook/four-pm", 0.22),
    ("hook/long-way", 0.10),
    ("hook/last-cup", 0.05),
    ("hook/dent", 0.0),
    ("hook/mended", -0.10),
    ("hook/seventy-eight", -0.18),
    ("hook/once", -0.25),
    ("scene/ridge-dawn", 0.15),
    ("scene/first-snow", 0.08),
    ("scene/studio-spruce", -0.15),
    ("scene/studio-ember", -0.15),
    ("motif/brindle-band", 0.10),
    ("cta/see-test", -0.08),
];

/// Returns last winter's results: the account's history, of ads that this workspace does not know.
pub fn last_winter() -> String {
    let mut text = HEADER.to_owned();
    let first = jiff::civil::date(2026, 1, 12);
    for ad in 0..6_u64 {
        for day in 0..DAYS {
            let seed = seed_of(&Fields::new("last winter").number("ad", ad).finish());
            let wobble = 0.5 * (seed.unit(1) - 0.5);
            row(&mut text, first, day, "Last winter", &format!("lastwinter_{ad}"), wobble, seed);
        }
    }
    text
}

/// Returns the line of `performance/sources.csv` that says what a round's results are.
pub fn source_line(file: &str) -> String {
    format!(
        "{file},simulated,Sample results made by a seeded simulation; no platform counted them\n"
    )
}

/// Returns a round's results: one row a file and day, named by the file's code.
pub fn of_round(round_: &RoundView, flight_from: Date) -> String {
    let mut text = HEADER.to_owned();
    let weeks = i64::from(round_.round - 1) * 2;
    let first = flight_from.saturating_add(jiff::Span::new().weeks(weeks));
    for deliverable in &round_.deliverables {
        let Some(variant) = round_.variant(&deliverable.variant) else { continue };
        let seed =
            seed_of(&Fields::new("results").text("code", deliverable.code.as_str()).finish());
        let stem = deliverable.file_name.rsplit_once('.').map_or("", |(stem, _)| stem);
        let lift = lift(variant);
        for day in 0..DAYS {
            row(&mut text, first, day, variant.campaign.as_str(), stem, lift, seed);
        }
    }
    text
}

fn lift(variant: &Variant) -> f64 {
    let parts = [&variant.hook, &variant.scene, &variant.structure, &variant.motif, &variant.cta];
    let of = |part: &str| EFFECTS.iter().find(|(name, _)| *name == part).map_or(0.0, |(_, e)| *e);
    parts.iter().map(|part| of(&part.to_string())).sum()
}

fn row(text: &mut String, first: Date, day: i64, campaign: &str, ad: &str, lift: f64, seed: Seed) {
    let n = day.unsigned_abs();
    let impressions = round(420.0 + 360.0 * seed.unit(n * 4));
    let odds = BASE_LOG_ODDS + lift + DAY_NOISE * normal(seed, n * 4 + 1);
    let rate = 1.0 / (1.0 + exp(-odds));
    let spread = sqrt(impressions * rate * (1.0 - rate));
    let clicks = round(impressions * rate + spread * normal(seed, n * 4 + 2)).max(0.0);
    let cents = round(impressions * CENTS_PER_THOUSAND / 1000.0);
    let date = first.saturating_add(jiff::Span::new().days(day));
    // Writing to a string cannot fail.
    let _written =
        writeln!(text, "{date},{campaign},{ad},{:.2},{impressions},{clicks}", cents / 100.0);
}

fn seed_of(digest: &Digest) -> Seed {
    Seed(digest.as_bytes().iter().take(8).fold(0, |whole, byte| whole << 8 | u64::from(*byte)))
}

/// Draws from a standard normal distribution (Box and Muller 1958).
fn normal(seed: Seed, n: u64) -> f64 {
    let (u, v) = (seed.unit(n * 2 + 1000).max(1e-12), seed.unit(n * 2 + 1001));
    sqrt(-2.0 * log(u)) * libm::cos(2.0 * std::f64::consts::PI * v)
}

//! How long planning takes when everything is finished, for campaigns of growing size.
//!
//! Cost per variant should not grow with their number. Run with
//! `cargo bench -p throughline-flow --bench planner`; nothing is asserted, since time is not the
//! code's alone. Start reading at [`main`], then [`memory`] for the ledger that stands in.

mod campaign;
mod memory;

use campaign::Campaign;
use std::time::{Duration, Instant};

/// Variants of the campaigns that are planned.
const SIZES: [usize; 5] = [1_000, 2_000, 5_000, 10_000, 20_000];
/// Each is planned so often; the quickest is the one least disturbed by others on the machine.
const TIMES: usize = 5;

#[expect(clippy::print_stdout, reason = "a bench's result is what it prints")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("variants  plan, ms  a variant, ns");
    let mut costs = Vec::new();
    for size in SIZES {
        let campaign = Campaign::finished(size)?;
        let quickest = quickest(&campaign)?;
        let each = quickest.as_nanos() as f64 / size as f64;
        println!("{size:>8} {:>9.1} {each:>14.0}", quickest.as_secs_f64() * 1e3);
        costs.push(each);
    }
    if let (Some(small), Some(large)) = (costs.first(), costs.last()) {
        println!("the largest costs {:.2} times the smallest, a variant", large / small);
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a bench measures time; what it measures does not")]
fn quickest(campaign: &Campaign) -> Result<Duration, Box<dyn std::error::Error>> {
    let mut quickest = Duration::MAX;
    for _ in 0..TIMES {
        let begun = Instant::now();
        let plan = campaign.plan()?;
        quickest = quickest.min(begun.elapsed());
        if !plan.due.is_empty() || !plan.standing.questions.is_empty() {
            return Err("a finished campaign has something due".into());
        }
    }
    Ok(quickest)
}

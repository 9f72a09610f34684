//! Says what is expected of what was delivered; it was written down before results were read.

use super::{go, is_json, print_json, say_what_waits};
use crate::cli::Work;
use crate::end::End;
use crate::talk::print;
use flow::plan::Goal;
use model::performance::{Expectation, Prediction};

pub(super) fn run(work: &Work) -> Result<(), End> {
    let (_studio, end) = go(work, Goal::Deliver)?;
    let rounds = || end.standing.view.campaigns.values().flat_map(|campaign| &campaign.rounds);
    if is_json(&work.common) {
        let all: Vec<&Prediction> = rounds().flat_map(|round| &round.predictions).collect();
        return print_json("predictions/1", &all);
    }
    for round in rounds() {
        for prediction in &round.predictions {
            let name = round
                .variant(&prediction.variant)
                .map_or_else(|| prediction.variant.to_string(), |variant| variant.headline.clone());
            print(&match &prediction.expected {
                Expectation::ClickRate { rate, baseline, rows } => format!(
                    "{name}: {:.2}% [{:.2}%, {:.2}%] clicks expected; baseline {:.2}%, from {rows} rows",
                    rate.mid * 100.0,
                    rate.low * 100.0,
                    rate.high * 100.0,
                    baseline * 100.0
                ),
                Expectation::InsufficientData { because } => {
                    format!("{name}: insufficient data: {because}")
                }
            });
        }
    }
    say_what_waits(&end);
    Ok(())
}

//! Imports results and says what they taught.

use super::{go, is_json, print_json, say_what_waits};
use crate::cli::Work;
use crate::end::End;
use crate::talk::{print, say};
use flow::plan::Goal;
use model::learning::RoundLearnings;

pub(super) fn run(work: &Work) -> Result<(), End> {
    let (_studio, end) = go(work, Goal::Learn)?;
    if let Some(reading) = &end.standing.view.performance {
        for warning in &reading.warnings {
            say(&format!("note: {warning}"));
        }
    }
    let rounds = end.standing.view.campaigns.values().flat_map(|campaign| &campaign.rounds);
    let learnt: Vec<&RoundLearnings> =
        rounds.filter_map(|round| round.learnings.as_deref()).collect();
    if is_json(&work.common) {
        return print_json("learnings/1", &learnt);
    }
    for round in learnt {
        for learning in &round.learnings {
            print(&format!("{}  {}", learning.id, learning.claim));
        }
        for missing in &round.insufficient {
            print(&format!("insufficient data: {missing}"));
        }
        let score = &round.score;
        match (&score.insufficient, score.error, score.baseline_error) {
            (Some(because), _, _) => print(&format!("predictions: {because}")),
            (None, Some(error), Some(baseline)) => print(&format!(
                "predictions: {} compared, error {error:.3} log-odds (baseline {baseline:.3}), {} in the 90% interval",
                score.compared,
                score.inside.map_or_else(
                    || "unknown".to_owned(),
                    |share| format!("{:.0}%", share.0 * 100.0)
                )
            )),
            _ => {}
        }
    }
    say_what_waits(&end);
    Ok(())
}

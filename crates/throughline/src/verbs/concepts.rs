//! Composes and draws the starting points.

use super::{go, is_json, print_json, say_what_waits};
use crate::cli::Work;
use crate::end::End;
use crate::talk::print;
use flow::plan::Goal;
use model::concept::Concept;

pub(super) fn run(work: &Work) -> Result<(), End> {
    let (_studio, end) = go(work, Goal::Concepts)?;
    let rounds = end.standing.view.campaigns.values().flat_map(|campaign| &campaign.rounds);
    if is_json(&work.common) {
        let all: Vec<&Concept> =
            rounds.flat_map(|round| &round.slate).flat_map(|slate| &slate.concepts).collect();
        return print_json("concepts/1", &all);
    }
    for round in rounds {
        print(&format!("round {}", round.round));
        for concept in round.slate.iter().flat_map(|slate| &slate.concepts) {
            let answer = round.concept_answers.get(&concept.id);
            let word = answer.map_or_else(|| "·".to_owned(), |j| j.answer.to_string());
            print(&format!(
                "#{:<3} {:<8} {}  {}  ({}, {}, {}, {})",
                concept.number,
                word,
                concept.id,
                concept.headline,
                concept.hook,
                concept.scene,
                concept.structure,
                concept.motif
            ));
        }
    }
    say_what_waits(&end);
    Ok(())
}

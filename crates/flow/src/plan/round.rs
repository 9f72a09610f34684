//! One campaign, round after round: compose, draw, ask which concepts live, and hand over to
//! making, gating and results.

use super::{PlanError, Planner, gating, making, results};
use crate::question::{Question, QuestionKind, Subject};
use crate::steps::{Compose, Draw, Work, compose_spec, draw_spec};
use crate::view::RoundView;
use model::concept::{Concept, ConceptSlate};
use model::decision::Answer;
use model::id::ConceptId;
use model::insight::MarketReading;
use model::learning::Learning;
use model::step::StepKey;
use model::thread::NodeId;
use spec::workspace::Brief;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What earlier rounds left behind.
#[derive(Default)]
pub(super) struct Past {
    /// What they taught, with the step that says so.
    pub(super) learnings: Vec<Learning>,
    pub(super) learnt: Vec<StepKey>,
    /// What they proposed.
    pub(super) seen: BTreeSet<ConceptId>,
}

/// Plans a campaign.
pub(super) fn campaign(
    planner: &mut Planner<'_>,
    brief: &Brief,
    market_key: StepKey,
    market: &Arc<MarketReading>,
) -> Result<(), PlanError> {
    let mut past = Past::default();
    let mut rounds: Vec<RoundView> = Vec::new();
    for number in 1..=brief.rounds.max(1) {
        let mut round = RoundView { round: number, ..RoundView::default() };
        let more = one_round(planner, brief, market_key, market, &mut past, &rounds, &mut round)?;
        rounds.push(round);
        if !more {
            break;
        }
    }
    planner.plan.standing.view.campaigns.entry(brief.id.clone()).or_default().rounds = rounds;
    Ok(())
}

/// Plans one round; returns whether the next one may begin.
fn one_round(
    planner: &mut Planner<'_>,
    brief: &Brief,
    market_key: StepKey,
    market: &Arc<MarketReading>,
    past: &mut Past,
    earlier: &[RoundView],
    round: &mut RoundView,
) -> Result<bool, PlanError> {
    let Some((key, slate)) = slate(planner, brief, market_key, market, past, round.round)? else {
        return Ok(false);
    };
    planner.plan.standing.warnings.extend(slate.warnings.iter().cloned());
    past.seen.extend(slate.concepts.iter().map(|concept| concept.id.clone()));
    round.slate_key = Some(key);
    round.slate = Some(slate.clone());
    let drawn = draw(planner, &slate.concepts, round)?;
    let judged = hear_concepts(planner, &slate.concepts, round);
    if drawn && !judged {
        planner.ask(ask_concepts(brief, round));
    }
    if !drawn || !judged {
        return Ok(false);
    }
    making::variants(planner, brief, round);
    if !gating::files(planner, brief, round)? || !gating::sign_off(planner, brief, round)? {
        return Ok(false);
    }
    results::round(planner, brief, past, earlier, round)
}

/// Returns the slate: the recorded one once anybody has judged a concept of it (a person's word is
/// about what they saw), else the one that today's files compose.
fn slate(
    planner: &mut Planner<'_>,
    brief: &Brief,
    market_key: StepKey,
    market: &Arc<MarketReading>,
    past: &Past,
    round: u32,
) -> Result<Option<(StepKey, Arc<ConceptSlate>)>, PlanError> {
    let spec = compose_spec(brief, planner.now.tree, round, &market_key, &past.learnt);
    if let Some(before) = planner.now.known.last_of(&spec.subject)?
        && let Some(slate) = planner.output::<ConceptSlate>(&before, "slate")?
        && slate.concepts.iter().any(|c| planner.said.contains_key(&NodeId::from(c.id.clone())))
    {
        return Ok(Some((before.key, Arc::new(slate))));
    }
    let key = spec.key();
    if let Some(slate) = planner.record::<ConceptSlate>(&key, "slate")? {
        return Ok(Some((key, Arc::new(slate))));
    }
    let work = Work::Compose(Compose {
        campaign: brief.id.clone(),
        round,
        market: market.clone(),
        learnings: past.learnings.clone(),
        seen: past.seen.clone(),
    });
    planner.due(spec, key, work, 1_000)?;
    Ok(None)
}

/// Returns whether every concept has its picture. A judged concept keeps the one people saw.
fn draw(
    planner: &mut Planner<'_>,
    concepts: &[Concept],
    round: &mut RoundView,
) -> Result<bool, PlanError> {
    let mut all = true;
    for concept in concepts {
        let judged = planner.said.contains_key(&NodeId::from(concept.id.clone()));
        let (spec, canvas) = draw_spec(concept, planner.now.workspace, planner.now.faces)?;
        let key = spec.key();
        let mut step = planner.now.known.step(&key)?;
        if step.is_none() && judged {
            step = planner.now.known.last_of(&spec.subject)?;
        }
        if let Some(picture) = step.as_ref().and_then(|step| step.output("picture")) {
            round.pictures.insert(concept.id.clone(), picture.digest);
        } else {
            all = false;
            let draw = Draw { canvas, concept: concept.clone() };
            planner.due(spec, key, Work::Draw(Box::new(draw)), 60)?;
        }
    }
    Ok(all)
}

/// Collects the last word on each concept; returns whether all have one and at least one lives.
fn hear_concepts(planner: &Planner<'_>, concepts: &[Concept], round: &mut RoundView) -> bool {
    for concept in concepts {
        let takes = |answer: &Answer| QuestionKind::Concepts.takes(answer);
        if let Some(word) = planner.last_word(&concept.id.clone().into(), |j| takes(&j.answer)) {
            round.concept_answers.insert(concept.id.clone(), word);
        }
    }
    round.concept_answers.len() == concepts.len()
        && round.concept_answers.values().any(|word| word.answer == Answer::Keep)
}

fn ask_concepts(brief: &Brief, round: &RoundView) -> Question {
    let concepts = round.slate.as_ref().map_or(&[][..], |slate| &slate.concepts);
    let open: Vec<Subject> = concepts
        .iter()
        .filter(|concept| !round.concept_answers.contains_key(&concept.id))
        .map(|concept| Subject {
            id: concept.id.clone().into(),
            label: format!("#{} {}", concept.number, concept.headline),
            file: None,
            recommended: None,
        })
        .collect();
    let text = if open.is_empty() {
        "every concept of this round was discarded: which one lives after all?".to_owned()
    } else {
        format!(
            "which {} of {} starting points live? ({} still to judge)",
            brief.keep,
            concepts.len(),
            open.len()
        )
    };
    Question {
        id: Question::id_of(QuestionKind::Concepts, &brief.id, round.round),
        kind: QuestionKind::Concepts,
        campaign: brief.id.clone(),
        round: round.round,
        text,
        of: brief.concept_reviewer.clone(),
        answered: round.concept_answers.len(),
        page: format!("campaigns/{}/out/round-{}-concepts.html", brief.id, round.round),
        open,
    }
}

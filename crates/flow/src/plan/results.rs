//! After delivery: predict, import results, learn, recommend, ask for decisions.

use super::round::Past;
use super::{PlanError, Planner};
use crate::question::{Question, QuestionKind, Subject};
use crate::steps::{
    Import, Learn, Predict, Recommend, Work, import_spec, learn_spec, predict_spec,
    predictions_subject, recommend_spec,
};
use crate::view::{Awaited, RoundView};
use measure::statistics::arm::Arm;
use model::decision::{Answer, Judgement, Recommendation};
use model::finding::Verdict;
use model::id::{Code, DeliverableId, VariantId};
use model::learning::RoundLearnings;
use model::performance::{PerformanceReading, Prediction};
use model::thread::NodeId;
use performance::BaseRate;
use spec::workspace::Brief;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

type Codes = BTreeMap<Code, DeliverableId>;

/// Plans what follows a delivery; returns whether the next round may begin.
pub(super) fn round(
    planner: &mut Planner<'_>,
    brief: &Brief,
    past: &mut Past,
    earlier: &[RoundView],
    round: &mut RoundView,
) -> Result<bool, PlanError> {
    let before = codes(earlier);
    if !predict(planner, brief, past, &before, round)? {
        return Ok(false);
    }
    let mut known = before;
    known.extend(codes(std::slice::from_ref(round)));
    let Some(reading) = import(planner, brief, round.round, &known)? else { return Ok(false) };
    round.arms = arms_of(&reading, round);
    planner.plan.standing.view.performance = Some(reading);
    if round.arms.is_empty() {
        planner.plan.standing.awaited.push(results_awaited(brief, round));
        return Ok(false);
    }
    if !learn(planner, brief, past, round)? {
        return Ok(false);
    }
    decide(planner, brief, round)
}

fn codes(rounds: &[RoundView]) -> Codes {
    rounds
        .iter()
        .flat_map(|round| &round.deliverables)
        .map(|deliverable| (deliverable.code.clone(), deliverable.id.clone()))
        .collect()
}

/// Writes expectations down before this round's results are read. What was written once stands:
/// variants that come later get their own.
fn predict(
    planner: &mut Planner<'_>,
    brief: &Brief,
    past: &Past,
    before: &Codes,
    round: &mut RoundView,
) -> Result<bool, PlanError> {
    let subject = predictions_subject(&brief.id, round.round);
    let mut predictions: Vec<Prediction> = match planner.now.known.last_of(&subject)? {
        Some(step) => planner.output(&step, "predictions")?.unwrap_or_default(),
        None => Vec::new(),
    };
    let covered: BTreeSet<&VariantId> = predictions.iter().map(|p| &p.variant).collect();
    if !round.variants.iter().all(|variant| covered.contains(&variant.id)) {
        let Some(reading) = import(planner, brief, round.round - 1, before)? else {
            return Ok(false);
        };
        let work = Predict {
            variants: round.variants.clone(),
            written: predictions,
            history: past.learnings.clone(),
            base: base_rate(&reading),
        };
        let spec = predict_spec(&brief.id, round.round, &work);
        let key = spec.key();
        planner.due(spec, key, Work::Predict(work), 50)?;
        return Ok(false);
    }
    let made: BTreeSet<&VariantId> = round.variants.iter().map(|variant| &variant.id).collect();
    predictions.retain(|p| made.contains(&p.variant));
    round.predictions = predictions;
    Ok(true)
}

/// Returns the account's mean rate over everything that was counted before this round.
fn base_rate(reading: &PerformanceReading) -> Option<BaseRate> {
    let rows = &reading.observations;
    (!rows.is_empty()).then(|| BaseRate {
        clicks: rows.iter().map(|row| row.clicks).sum(),
        impressions: rows.iter().map(|row| row.impressions).sum(),
        rows: rows.len() as u64,
    })
}

fn import(
    planner: &mut Planner<'_>,
    brief: &Brief,
    round: u32,
    known: &Codes,
) -> Result<Option<Arc<PerformanceReading>>, PlanError> {
    let spec = import_spec(planner.now.workspace, &brief.id, round, known);
    let key = spec.key();
    if let Some(reading) = planner.record::<PerformanceReading>(&key, "observations")? {
        return Ok(Some(Arc::new(reading)));
    }
    planner.due(spec, key, Work::Import(Import { known: known.clone() }), 500)?;
    Ok(None)
}

fn arms_of(reading: &PerformanceReading, round: &RoundView) -> Vec<Arm> {
    let shown: BTreeMap<DeliverableId, VariantId> = round
        .deliverables
        .iter()
        .map(|deliverable| (deliverable.id.clone(), deliverable.variant.clone()))
        .collect();
    performance::arms(&reading.observations, &shown)
}

fn results_awaited(brief: &Brief, round: &RoundView) -> Awaited {
    Awaited {
        campaign: brief.id.clone(),
        round: round.round,
        text: "results: drop the platform's export (CSV) into `performance/`; rows are matched by \
               the code in the ad's name"
            .to_owned(),
    }
}

fn learn(
    planner: &mut Planner<'_>,
    brief: &Brief,
    past: &mut Past,
    round: &mut RoundView,
) -> Result<bool, PlanError> {
    let work = Learn {
        campaign: brief.id.clone(),
        round: round.round,
        arms: round.arms.clone(),
        variants: round.variants.iter().map(|v| (v.id.clone(), v.clone())).collect(),
        predictions: round.predictions.clone(),
    };
    let spec = learn_spec(&work);
    let key = spec.key();
    let Some(learnt) = planner.record::<RoundLearnings>(&key, "learnings")? else {
        planner.due(spec, key, Work::Learn(work), 200)?;
        return Ok(false);
    };
    past.learnings.extend(learnt.learnings.iter().cloned());
    past.learnt.push(key);
    round.learnings = Some(Arc::new(learnt));
    Ok(true)
}

fn decide(
    planner: &mut Planner<'_>,
    brief: &Brief,
    round: &mut RoundView,
) -> Result<bool, PlanError> {
    let work = Recommend {
        campaign: brief.id.clone(),
        round: round.round,
        arms: round.arms.clone(),
        learnings: round.learnings.as_ref().map_or(Vec::new(), |l| l.learnings.clone()),
        breaches: breaches(round),
        rounds_left: brief.rounds.saturating_sub(round.round),
    };
    let spec = recommend_spec(&work);
    let key = spec.key();
    let Some(recommendations) = planner.record::<Vec<Recommendation>>(&key, "recommendations")?
    else {
        planner.due(spec, key, Work::Recommend(work), 100)?;
        return Ok(false);
    };
    for recommendation in &recommendations {
        let of_this_round = |word: &Judgement| {
            word.round == round.round && QuestionKind::Decide.takes(&word.answer)
        };
        if let Some(word) = planner.last_word(&recommendation.subject, of_this_round) {
            round.decisions.insert(recommendation.subject.to_string(), word);
        }
    }
    let open: Vec<Subject> = recommendations
        .iter()
        .filter(|r| !round.decisions.contains_key(&r.subject.to_string()))
        .map(|r| Subject {
            id: r.subject.clone(),
            label: label(round, r),
            file: None,
            recommended: Some(r.clone()),
        })
        .collect();
    round.recommendations = recommendations;
    if !open.is_empty() {
        planner.ask(ask(brief, round, open));
        return Ok(false);
    }
    let campaign: NodeId = brief.id.clone().into();
    let word = round.decisions.get(&campaign.to_string());
    Ok(word.is_some_and(|word| word.answer == Answer::Produce))
}

fn breaches(round: &RoundView) -> BTreeSet<VariantId> {
    round
        .judged()
        .filter(|(_, row)| row.verdict == Verdict::Fail)
        .map(|(deliverable, _)| deliverable.variant.clone())
        .collect()
}

fn label(round: &RoundView, recommendation: &Recommendation) -> String {
    match &recommendation.subject {
        NodeId::Variant(id) => {
            round.variant(id).map_or_else(|| id.to_string(), |variant| variant.headline.clone())
        }
        NodeId::Campaign(id) => format!("the campaign {id}: another round?"),
        other => other.to_string(),
    }
}

fn ask(brief: &Brief, round: &RoundView, open: Vec<Subject>) -> Question {
    Question {
        id: Question::id_of(QuestionKind::Decide, &brief.id, round.round),
        kind: QuestionKind::Decide,
        campaign: brief.id.clone(),
        round: round.round,
        text: format!(
            "{} recommendations wait for a decision: scale, kill, refine, produce?",
            open.len()
        ),
        of: brief.decider.clone(),
        answered: round.decisions.len(),
        page: format!("campaigns/{}/out/report.html", brief.id),
        open,
    }
}

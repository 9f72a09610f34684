//! One recommendation for each arm and one for the campaign.

use crate::campaign;
use crate::duel::{self, Duel};
use crate::fatigue;
use crate::prior::Prior;
use crate::verdict::{self, ENOUGH_CLICKS, ENOUGH_DAYS, RULE};
use measure::statistics::arm::Arm;
use measure::statistics::loss;
use model::decision::{Answer, Recommendation};
use model::digest::Fields;
use model::id::{CampaignId, DecisionId, VariantId};
use model::learning::Learning;
use model::unit::Money;
use std::collections::BTreeSet;

/// Evidence of fatigue, one comparison: an error in twenty.
const TIRED: f64 = 20.0;

/// What a round's recommendations rest on.
#[derive(Debug, Clone)]
pub struct RecommendInput<'a> {
    /// The campaign.
    pub campaign: &'a CampaignId,
    /// The round.
    pub round: u32,
    /// Results by arm.
    pub arms: &'a [Arm],
    /// What the round taught.
    pub learnings: &'a [Learning],
    /// Arms with a file that breaks a law, a rule or the gate after all.
    pub gate_breaches: &'a BTreeSet<VariantId>,
    /// Rounds the brief still allows.
    pub rounds_left: u32,
    /// What a click is worth, when somebody said.
    pub value_per_click: Option<Money>,
    /// What another round costs, when somebody said.
    pub cost_to_produce: Option<Money>,
    /// Impressions still to come, when somebody said.
    pub remaining_impressions: Option<u64>,
}

/// Recommends, best arm first, the campaign last.
pub fn recommend(input: &RecommendInput<'_>) -> Vec<Recommendation> {
    let prior = Prior::of(input.arms);
    let mut arms: Vec<&Arm> = input.arms.iter().collect();
    let belief = |arm: &Arm| prior.posterior(arm.clicks, arm.impressions).value;
    arms.sort_by(|a, b| belief(b).total_cmp(&belief(a)).then_with(|| a.variant.cmp(&b.variant)));
    let mut all: Vec<Recommendation> =
        arms.into_iter().map(|arm| for_arm(input, arm, &prior)).collect();
    all.push(campaign::recommend(input, &prior));
    all.into_iter().map(|recommendation| named(input, recommendation)).collect()
}

fn named(input: &RecommendInput<'_>, mut recommendation: Recommendation) -> Recommendation {
    let fields = Fields::new("recommendation")
        .text("campaign", input.campaign.as_str())
        .number("round", u64::from(input.round))
        .json("recommendation", &recommendation);
    recommendation.id = DecisionId::of(&fields.finish());
    recommendation
}

/// Returns a recommendation with no numbers yet.
pub(crate) fn bare(
    subject: impl Into<model::thread::NodeId>,
    answer: Answer,
    because: String,
    rule: &str,
) -> Recommendation {
    Recommendation {
        id: DecisionId::of(&Fields::new("recommendation").finish()),
        subject: subject.into(),
        against: None,
        answer,
        because,
        e_value: None,
        better: None,
        expected_loss: None,
        needs: None,
        kind: None,
        rule: rule.to_owned(),
    }
}

fn for_arm(input: &RecommendInput<'_>, arm: &Arm, prior: &Prior) -> Recommendation {
    let say = |answer, because| Recommendation {
        kind: Some(arm.kind),
        ..bare(arm.variant.clone(), answer, because, RULE)
    };
    if input.gate_breaches.contains(&arm.variant) {
        return say(Answer::Kill, "one of its files fails the gate".to_owned());
    }
    let Some(duel) = duel::strongest_rival(arm, input.arms, prior) else {
        return say(Answer::Undecided, "no other arm was on air on the same days".to_owned());
    };
    let trials = input.arms.len().saturating_sub(1).max(1);
    let (answer, because) = judge(arm, &duel, trials);
    let undecided = answer == Answer::Undecided;
    let needs = undecided.then(|| verdict::impressions_needed(&duel, trials, prior)).flatten();
    let expected_loss = match answer {
        Answer::Scale => Some(loss::of_scaling(duel.difference)),
        Answer::Kill => Some(loss::of_killing(duel.difference)),
        _ => None,
    };
    Recommendation {
        against: Some(duel.rival.variant.clone()),
        e_value: Some(duel.e_value),
        better: Some(duel.better()),
        expected_loss,
        needs,
        kind: Some(arm.kind.max(duel.rival.kind)),
        ..say(answer, with_needs(because, undecided, needs))
    }
}

fn with_needs(because: String, undecided: bool, needs: Option<u64>) -> String {
    match needs {
        Some(needs) => format!("{because}; needs about {needs} more impressions of the pair"),
        None if undecided => format!("{because}; no foreseeable number of impressions settles it"),
        None => because,
    }
}

fn judge(arm: &Arm, duel: &Duel<'_>, trials: usize) -> (Answer, String) {
    if !verdict::has_enough(duel) {
        let because = format!(
            "{} days and {} clicks together with the best other arm, needs {ENOUGH_DAYS} and {ENOUGH_CLICKS}",
            duel.days,
            duel.clicks()
        );
        return (Answer::Undecided, because);
    }
    let seen = evidence(duel);
    match verdict::of(duel, trials) {
        Answer::Undecided => {}
        answer => return (answer, seen),
    }
    if fatigue::evidence(arm, duel.rival).is_some_and(|e| e >= TIRED) {
        let because = format!(
            "its last seven days are worse than its first, beyond what happened to the other arm; {seen}"
        );
        return (Answer::Refine, because);
    }
    if verdict::are_the_same(duel) {
        let because = format!("it does the same as the best other arm: change one part; {seen}");
        return (Answer::Refine, because);
    }
    (Answer::Undecided, seen)
}

fn evidence(duel: &Duel<'_>) -> String {
    let percent = |clicks: f64, impressions: f64| 100.0 * clicks / impressions.max(1.0);
    format!(
        "{:.2}% against {:.2}% clicks over {} shared days, {:.0}% likely the better one, evidence {:.1}",
        percent(duel.own.clicks, duel.own.impressions),
        percent(duel.other.clicks, duel.other.impressions),
        duel.days,
        100.0 * duel.better(),
        duel.e_value,
    )
}

#[cfg(test)]
mod tests;

//! What a round taught: which hook, scene, motif, structure and call to action moved clicks, by
//! how much, and how sure that is.
//!
//! All parts are fitted together, so that a hook is not praised for the scene it was shown with.
//! It deliberately explains nothing: an effect is a difference that was seen among these arms,
//! and where two parts were never seen apart the claim says so. Start reading at [`learn`].

mod claim;
mod company;
mod design;
mod effects;

use claim::claim;
use company::company_of;
use design::{Part, Round};
use effects::Effects;
use measure::statistics::arm::Arm;
use measure::statistics::odds::LogOdds;
use model::asset::Variant;
use model::digest::Fields;
use model::id::{CampaignId, LearningId, VariantId};
use model::learning::{EffectDirection, Learning, RoundLearnings};
use model::performance::{Interval, Score};
use std::collections::BTreeMap;

/// Arms a part needs with it, and without it: one arm is an anecdote.
const ENOUGH_ARMS: usize = 2;

/// Clicks a part needs with it, and without it: below, an effect of a fifth drowns in noise.
const ENOUGH_CLICKS: u64 = 100;

/// Learns from the arms of one round: claims, strongest first, and why others could not be made.
pub fn learn(
    campaign: &CampaignId,
    round: u32,
    arms: &[Arm],
    variants: &BTreeMap<VariantId, Variant>,
    score: Score,
) -> RoundLearnings {
    let data = Round::of(arms, variants);
    let (ready, mut insufficient) = sort_out(&data);
    let effects = (!ready.is_empty()).then(|| effects::fit(&data)).flatten();
    let mut learnings: Vec<Learning> = effects
        .iter()
        .flat_map(|effects| ready.iter().map(move |part| (effects, *part)))
        .filter_map(|(effects, part)| learning(campaign, round, &data, effects, part))
        .collect();
    learnings.sort_by(|a, b| {
        strength(&b.effect)
            .total_cmp(&strength(&a.effect))
            .then_with(|| a.component.cmp(&b.component))
    });
    if data.arms.is_empty() {
        insufficient.push("no arm of this round has results".to_owned());
    }
    RoundLearnings { learnings, score, insufficient }
}

/// How far an effect is from nothing, in its own uncertainty.
fn strength(effect: &Interval) -> f64 {
    let odds = LogOdds::from_interval(effect);
    odds.value.abs() / libm::sqrt(odds.variance).max(f64::MIN_POSITIVE)
}

/// Returns the parts with enough results, and what the others lack.
fn sort_out<'a>(data: &'a Round<'_>) -> (Vec<&'a Part>, Vec<String>) {
    let mut ready = Vec::new();
    let mut lacking = Vec::new();
    for part in &data.parts {
        match lack(data, part) {
            None => ready.push(part),
            Some(lack) => lacking.push(lack),
        }
    }
    let kinds = data.kinds_with_one_part.iter().map(|component| {
        format!("{component}: every arm has it, so there is nothing to hold it against")
    });
    lacking.extend(kinds);
    (ready, lacking)
}

fn lack(data: &Round<'_>, part: &Part) -> Option<String> {
    let with = part.arms.len();
    let without = data.arms.len() - with;
    let all_clicks: u64 = data.arms.iter().map(|arm| arm.clicks).sum();
    let clicks_with: u64 =
        part.arms.iter().filter_map(|place| data.arms.get(*place)).map(|arm| arm.clicks).sum();
    let clicks_without = all_clicks - clicks_with;
    if with.min(without) < ENOUGH_ARMS {
        return Some(format!(
            "{}: {with} arms with it and {without} without, needs {ENOUGH_ARMS} of each",
            part.component
        ));
    }
    (clicks_with.min(clicks_without) < ENOUGH_CLICKS).then(|| {
        format!(
            "{}: {clicks_with} clicks with it and {clicks_without} without, needs {ENOUGH_CLICKS} of each",
            part.component
        )
    })
}

fn learning(
    campaign: &CampaignId,
    round: u32,
    data: &Round<'_>,
    effects: &Effects,
    part: &Part,
) -> Option<Learning> {
    let effect = effects.of(&part.component)?.interval();
    let arms: Vec<&Arm> =
        part.arms.iter().filter_map(|place| data.arms.get(*place).copied()).collect();
    let mut observations: Vec<_> =
        arms.iter().flat_map(|arm| arm.observations.iter().cloned()).collect();
    observations.sort();
    // What it is held against counts as much as what was seen with it.
    let kind = data.arms.iter().map(|arm| arm.kind).max()?;
    let mut learning = Learning {
        id: LearningId::of(&Fields::new("learning").finish()),
        campaign: campaign.clone(),
        round,
        component: part.component.clone(),
        effect,
        direction: direction(&effect),
        claim: String::new(),
        observations,
        impressions: arms.iter().map(|arm| arm.impressions).sum(),
        clicks: arms.iter().map(|arm| arm.clicks).sum(),
        kind,
    };
    learning.claim = claim(&learning, arms.len(), &company_of(data, part));
    learning.id = LearningId::of(&Fields::new("learning").json("claim", &learning).finish());
    Some(learning)
}

fn direction(effect: &Interval) -> EffectDirection {
    if effect.low > 0.0 {
        EffectDirection::Lifts
    } else if effect.high < 0.0 {
        EffectDirection::Drags
    } else {
        EffectDirection::Unclear
    }
}

#[cfg(test)]
mod tests;

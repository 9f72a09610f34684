//! Whether to make another round.

use crate::prior::Prior;
use crate::recommend::{RecommendInput, bare};
use measure::statistics::arm::Arm;
use measure::statistics::loss;
use measure::statistics::odds::{LogOdds, rate};
use model::decision::{Answer, Recommendation};
use model::learning::EffectDirection;
use model::unit::Money;

/// The rule by expected gain, and the one for campaigns in which nobody named a value.
const BY_VALUE: &str = "next-round-by-value/1";
const BY_LEARNING: &str = "next-round-by-learning/1";

/// Recommends produce, stop or undecided.
pub(crate) fn recommend(input: &RecommendInput<'_>, prior: &Prior) -> Recommendation {
    let kind = input.arms.iter().map(|arm| arm.kind).max();
    if input.rounds_left == 0 {
        let because = "the brief allows no further round".to_owned();
        return Recommendation {
            kind,
            ..bare(input.campaign.clone(), Answer::Stop, because, BY_LEARNING)
        };
    }
    let (answer, because, rule) = match gain(input, prior) {
        Ok(gain) => {
            let (answer, because) = by_value(&gain);
            (answer, because, BY_VALUE)
        }
        Err(unknown) => {
            let (answer, because) = by_learning(input);
            (answer, format!("{because}; {unknown}"), BY_LEARNING)
        }
    };
    Recommendation { kind, ..bare(input.campaign.clone(), answer, because, rule) }
}

/// What one new arm is expected to bring beyond the best one, and what a round costs.
struct Gain {
    clicks: f64,
    worth: Money,
    cost: Money,
}

fn by_value(gain: &Gain) -> (Answer, String) {
    let answer = if gain.worth.minor > gain.cost.minor { Answer::Produce } else { Answer::Stop };
    let because = format!(
        "one new arm is expected to bring {:.0} clicks more than the best one on the impressions to come, worth {}, against {} to make",
        gain.clicks, gain.worth, gain.cost
    );
    (answer, because)
}

/// E[max(0, new − best)] · remaining impressions · value per click, with the new arm from the
/// account's prior: nothing is known of an arm that does not exist.
fn gain(input: &RecommendInput<'_>, prior: &Prior) -> Result<Gain, String> {
    let (Some(value), Some(cost), Some(remaining)) =
        (&input.value_per_click, &input.cost_to_produce, input.remaining_impressions)
    else {
        return Err(missing(input));
    };
    if value.currency != cost.currency {
        return Err(format!(
            "a click is valued in {} and a round costs {}, so no gain can be worked out",
            value.currency.as_str(),
            cost.currency.as_str()
        ));
    }
    let best = best(input.arms, prior).ok_or("no arm has results, so no gain can be worked out")?;
    let difference =
        LogOdds { value: prior.mean - best.value, variance: prior.between + best.variance };
    let now = rate(best.value);
    // A small step on the log-odds scale moves the rate by p(1 − p).
    let clicks = loss::of_killing(difference) * now * (1.0 - now) * remaining as f64;
    let worth = Money {
        minor: (clicks * value.minor as f64).round() as i64,
        currency: value.currency.clone(),
    };
    Ok(Gain { clicks, worth, cost: cost.clone() })
}

fn best(arms: &[Arm], prior: &Prior) -> Option<LogOdds> {
    arms.iter()
        .filter(|arm| arm.impressions > 0)
        .map(|arm| prior.posterior(arm.clicks, arm.impressions))
        .max_by(|a, b| a.value.total_cmp(&b.value))
}

fn missing(input: &RecommendInput<'_>) -> String {
    let lacks = [
        (input.value_per_click.is_none(), "what a click is worth"),
        (input.cost_to_produce.is_none(), "what a round costs"),
        (input.remaining_impressions.is_none(), "how many impressions are to come"),
    ];
    let names: Vec<&str> = lacks.iter().filter(|lack| lack.0).map(|lack| lack.1).collect();
    format!("nobody said {}, so no gain can be worked out", names.join(", "))
}

fn by_learning(input: &RecommendInput<'_>) -> (Answer, String) {
    let named = |direction| {
        let names: Vec<String> = input
            .learnings
            .iter()
            .filter(|learning| learning.direction == direction)
            .map(|learning| learning.component.to_string())
            .collect();
        names
    };
    let (lifts, drags) = (named(EffectDirection::Lifts), named(EffectDirection::Drags));
    match (lifts.is_empty(), drags.is_empty()) {
        (false, _) => {
            (Answer::Produce, format!("{} lifts clicks: make more with it", lifts.join(" and ")))
        }
        (true, false) => {
            (Answer::Produce, format!("{} drags clicks down: replace it", drags.join(" and ")))
        }
        (true, true) => (Answer::Undecided, "no part is known to lift or to drag".to_owned()),
    }
}

//! The rule: what a duel is enough for.

use crate::duel::Duel;
use crate::prior::Prior;
use measure::statistics::loss;
use model::decision::Answer;

/// The rule and its version, as recommendations name it.
pub(crate) const RULE: &str = "champion-challenger/1";

/// Evidence that one arm is better, for one comparison: an error in twenty, whenever one looks.
/// With K arms on trial it is 20·K.
const ENOUGH_EVIDENCE: f64 = 20.0;

/// Loss to expect from scaling, relative: half a percent.
const BEARABLE_LOSS: f64 = 0.005;

/// Gain to expect to forgo by killing, relative: one percent; softer, because a killed arm can
/// be brought back.
const BEARABLE_REGRET: f64 = 0.01;

/// An arm this unlikely to be the better one may be killed. Looked at daily, this ends many races
/// between equals (of 300 simulated pairs with 2,000 impressions a day, 62% within six weeks),
/// which costs nothing but the arm; of pairs in which one is a tenth better it killed the better
/// one in 1%.
const UNLIKELY: f64 = 0.1;

/// A week holds every weekday once.
pub(crate) const ENOUGH_DAYS: usize = 7;

/// Clicks of the pair.
pub(crate) const ENOUGH_CLICKS: f64 = 100.0;

/// Arms within one percent of each other, known to two, do the same.
const SAME: f64 = 0.01;
const SAME_KNOWN_TO: f64 = 0.02;

/// Returns whether a duel has the days and clicks to be judged.
pub(crate) fn has_enough(duel: &Duel<'_>) -> bool {
    duel.days >= ENOUGH_DAYS && duel.clicks() >= ENOUGH_CLICKS
}

/// Returns what a duel with enough data says on its own: scale, kill, or undecided. `trials` is
/// how many arms are held against others at once.
pub(crate) fn of(duel: &Duel<'_>, trials: usize) -> Answer {
    if !has_enough(duel) {
        return Answer::Undecided;
    }
    let evident = duel.e_value >= ENOUGH_EVIDENCE * trials.max(1) as f64;
    if evident && loss::of_scaling(duel.difference) < BEARABLE_LOSS {
        return Answer::Scale;
    }
    if loss::of_killing(duel.difference) < BEARABLE_REGRET && duel.better() < UNLIKELY {
        return Answer::Kill;
    }
    Answer::Undecided
}

/// Returns whether two arms do the same, for all that will ever matter.
pub(crate) fn are_the_same(duel: &Duel<'_>) -> bool {
    duel.difference.value.abs() < SAME && libm::sqrt(duel.difference.variance) <= SAME_KNOWN_TO
}

/// Returns about how many more impressions the pair needs until the rule can say scale, kill or
/// the same, if both go on as one believes of them now; `None` when a thousandfold is too few.
pub(crate) fn impressions_needed(duel: &Duel<'_>, trials: usize, prior: &Prior) -> Option<u64> {
    // Steps of a tenth: the estimate is no better than that.
    let growth = std::iter::successors(Some(1.1), |times| Some(times * 1.1));
    growth.take_while(|times| *times < 1_000.0).find_map(|times| {
        let later = duel.after(times, prior);
        let settled =
            of(&later, trials) != Answer::Undecided || has_enough(&later) && are_the_same(&later);
        settled.then(|| rounded(duel.impressions() * (times - 1.0)))
    })
}

/// Two significant digits.
fn rounded(number: f64) -> u64 {
    let mut scale = 1.0;
    while number / scale >= 100.0 {
        scale *= 10.0;
    }
    ((number / scale).ceil() * scale) as u64
}

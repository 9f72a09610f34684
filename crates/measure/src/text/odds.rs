//! Who says a phrase more: weighted log-odds with an informative Dirichlet prior.

/// How often one phrase was counted on two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Times on this side.
    pub own: u64,
    /// Times on the other side.
    pub others: u64,
}

/// Returns how many standard errors a phrase's log-odds on one side lie above those on the other
/// (Monroe, Colaresi and Quinn 2008, "Fightin' Words"). `all` counts every phrase together.
///
/// The prior is the phrase's share of both sides together, worth `prior` observations in all: it
/// keeps phrases that were hardly ever seen from looking telling.
pub fn log_odds(phrase: Counts, all: Counts, prior: f64) -> f64 {
    let seen = (phrase.own + phrase.others) as f64;
    let expected = prior * seen / (all.own + all.others) as f64;
    let (here, there) = (phrase.own as f64 + expected, phrase.others as f64 + expected);
    let odds = |times: f64, of: u64| libm::log(times / (of as f64 + prior - times));
    let variance = 1.0 / here + 1.0 / there;
    let z = (odds(here, all.own) - odds(there, all.others)) / variance.sqrt();
    if z.is_finite() { z } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_said_more_here_is_above_zero_and_a_common_one_is_not() {
        let all = Counts { own: 143, others: 142 };
        let z = |own, others| log_odds(Counts { own, others }, all, 50.0);
        assert!(z(40, 2) > 3.0);
        assert!(z(100, 100).abs() < 0.5);
        assert!((z(40, 2) + z(2, 40)).abs() < 0.1, "two sides mirror each other");
        assert!(z(1, 0) < 1.96, "one mention tells nothing");
    }

    #[test]
    fn nothing_counted_says_nothing() {
        let none = Counts { own: 0, others: 0 };
        assert!(log_odds(none, none, 10.0).abs() < f64::EPSILON);
    }
}

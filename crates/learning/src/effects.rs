//! The joint model: log-odds of an arm = its market + the effects of its parts + what is the
//! arm's own + the luck of the draw.
//!
//! Effects have a normal prior around zero. How large effects are (τ) and how much of an arm is
//! its own (σ) is not known from a handful of arms; both are averaged over a grid, weighted by
//! how well they explain the results, instead of pretending that one estimate is the truth. In
//! simulated rounds of 6 to 24 arms the 90% intervals held the truth in 88 to 94 of 100 cases, and
//! of parts that did nothing 1 to 2 in 100 were called a lift or a drag.

use crate::design::Round;
use measure::statistics::odds::LogOdds;
use measure::statistics::ridge::{self, Fit, Row};
use model::id::ComponentId;
use std::collections::{BTreeMap, BTreeSet};

/// Standard deviations tried for effects and for what is an arm's own, log-odds, each with the
/// width of the range it stands for. The published spread between headlines of one story, .247,
/// lies inside.
const DEVIATIONS: [(f64, f64); 6] =
    [(0.01, 0.02), (0.04, 0.035), (0.08, 0.055), (0.15, 0.085), (0.25, 0.125), (0.4, 0.175)];

/// Scale of the half-normal prior on both: effects beyond half the odds are rare.
const TYPICAL: f64 = 0.25;

/// Prior precision of a market's mean: as good as free.
const FREE: f64 = 1e-4;

/// The effects of a round.
pub(crate) struct Effects(BTreeMap<ComponentId, LogOdds>);

impl Effects {
    /// Returns the effect of a component against the round's mean.
    pub(crate) fn of(&self, component: &ComponentId) -> Option<LogOdds> {
        self.0.get(component).copied()
    }
}

/// Fits the effects of all parts together; `None` when the arms allow no fit.
pub(crate) fn fit(data: &Round<'_>) -> Option<Effects> {
    let markets: Vec<_> =
        data.markets.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let designs: Vec<Vec<f64>> = (0..data.arms.len())
        .map(|place| {
            let market =
                markets.iter().map(|market| one_if(data.markets.get(place) == Some(market)));
            let parts =
                data.parts.iter().map(|part| one_if(part.arms.binary_search(&place).is_ok()));
            market.chain(parts).collect()
        })
        .collect();
    let fits: Vec<(f64, Fit)> = DEVIATIONS
        .into_iter()
        .flat_map(|tau| DEVIATIONS.map(|sigma| (tau, sigma)))
        .filter_map(|(tau, sigma)| {
            let fit = fit_once(data, &designs, markets.len(), tau.0, sigma.0)?;
            Some((fit.ln_evidence + ln_prior(tau) + ln_prior(sigma), fit))
        })
        .collect();
    let best = fits.iter().map(|(ln, _)| *ln).max_by(f64::total_cmp)?;
    let weighted: Vec<(f64, Fit)> =
        fits.into_iter().map(|(ln, fit)| (libm::exp(ln - best), fit)).collect();
    let effects = data.parts.iter().map(|part| {
        let contrast = contrast(data, markets.len(), &part.component);
        (part.component.clone(), averaged(&weighted, &contrast))
    });
    Some(Effects(effects.collect()))
}

fn one_if(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

fn ln_prior((deviation, width): (f64, f64)) -> f64 {
    libm::log(width) - 0.5 * (deviation / TYPICAL) * (deviation / TYPICAL)
}

fn fit_once(
    data: &Round<'_>,
    designs: &[Vec<f64>],
    markets: usize,
    tau: f64,
    sigma: f64,
) -> Option<Fit> {
    let rows: Vec<Row> = data
        .arms
        .iter()
        .zip(designs)
        .map(|(arm, design)| {
            let odds = LogOdds::of(arm.clicks, arm.impressions);
            let precision = 1.0 / (odds.variance + sigma * sigma);
            Row { design: design.clone(), value: odds.value, precision }
        })
        .collect();
    let priors: Vec<f64> = std::iter::repeat_n(FREE, markets)
        .chain(data.parts.iter().map(|_| 1.0 / (tau * tau)))
        .collect();
    ridge::fit(&rows, &priors)
}

/// Weights that take a component's effect against the mean of its kind over the arms, which is
/// what a round can tell; where all hooks stand together it cannot.
fn contrast(data: &Round<'_>, markets: usize, component: &ComponentId) -> Vec<f64> {
    let arms = data.arms.len() as f64;
    let parts = data.parts.iter().map(|part| {
        if part.component.kind != component.kind {
            return 0.0;
        }
        one_if(part.component == *component) - part.arms.len() as f64 / arms
    });
    std::iter::repeat_n(0.0, markets).chain(parts).collect()
}

/// Mean and variance of the mixture.
fn averaged(fits: &[(f64, Fit)], contrast: &[f64]) -> LogOdds {
    let total: f64 = fits.iter().map(|(weight, _)| weight).sum();
    let moments = fits.iter().map(|(weight, fit)| (weight / total, fit.contrast(contrast)));
    let (mean, square) = moments.fold((0.0, 0.0), |(mean, square), (weight, (m, v))| {
        (mean + weight * m, square + weight * (v + m * m))
    });
    LogOdds { value: mean, variance: (square - mean * mean).max(0.0) }
}

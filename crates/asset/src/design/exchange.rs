//! Chooses runs whose information matrix has the largest determinant that can be found: runs are
//! added where the prediction is least certain, then exchanged while that helps.
//!
//! After V. V. Fedorov, *Theory of Optimal Experiments*, 1972 (the exchange and its gain), R. D. Cook
//! and C. J. Nachtsheim, "A comparison of algorithms for constructing exact D-optimal designs",
//! Technometrics 22, 1980 (the best exchange for each run in turn), Z. Galil and J. Kiefer, "Time-
//! and space-saving computer methods …", Technometrics 22, 1980 (starts that are partly drawn and
//! then grown), and W. `DuMouchel` and B. Jones, Technometrics 36, 1994 (a small prior that keeps the
//! matrix regular while runs are few).

use super::coding::Row;
use super::information::Information;
use model::unit::Seed;

/// Prior precision of every effect. So small that a run which makes one more effect estimable gains
/// thousands of times what any other does.
const PRIOR: f64 = 1e-5;
/// Candidates looked at, over all tries: some tenths of a second.
const LOOKS: usize = 20_000_000;
/// Starts that are tried; small problems reach the best design within a few.
const TRIES: u64 = 64;
/// An exchange must gain more than rounding.
const GAIN: f64 = 1.0 + 1e-7;
/// A determinant this near to the bound is there.
const THERE: f64 = 1e-9;

/// What is to be chosen from what.
pub(super) struct Order<'a> {
    /// The candidates.
    pub(super) rows: &'a [Row],
    /// How many effects there are.
    pub(super) size: usize,
    /// For each thing that must be made, which candidates make it.
    pub(super) duties: &'a [Vec<bool>],
    /// How many runs; more where more must be made.
    pub(super) runs: usize,
    /// Decides between what is equally good.
    pub(super) seed: Seed,
    /// What the logarithm of the determinant per run cannot exceed, where that is known.
    pub(super) bound: Option<f64>,
}

/// The runs that were found.
#[derive(Default)]
pub(super) struct Found {
    /// Places of the candidates.
    pub(super) places: Vec<usize>,
    /// Those of them that were chosen because they must be made.
    pub(super) dutiful: Vec<usize>,
}

/// Looks for the best runs: most effects first, then the largest determinant.
pub(super) fn search(order: &Order<'_>) -> Found {
    let mut best: Option<((usize, f64), Found)> = None;
    let mut looks = LOOKS;
    for number in 0..TRIES {
        let mut attempt = Attempt::new(order, number, &mut looks);
        attempt.start();
        attempt.exchange();
        let found = attempt.found();
        let rows: Vec<Row> =
            found.places.iter().filter_map(|place| order.rows.get(*place).cloned()).collect();
        let information = Information::of(&rows, order.size);
        let worth = match information.ln_det_per_run() {
            Some(ln_det) => (order.size, ln_det),
            None => (information.reduce().independent.len(), f64::NEG_INFINITY),
        };
        let better = |(rank, ln_det): (usize, f64)| {
            worth.0 > rank || worth.0 == rank && worth.1 > ln_det + THERE
        };
        if best.as_ref().is_none_or(|(worth, _)| better(*worth)) {
            best = Some((worth, found));
        }
        let there = order.bound.is_some_and(|bound| worth.1 > bound - THERE);
        if looks == 0 || there {
            break;
        }
    }
    best.map(|(_, found)| found).unwrap_or_default()
}

/// One of the tries.
struct Attempt<'a, 'o> {
    order: &'a Order<'o>,
    number: u64,
    looks: &'a mut usize,
    seed: Seed,
    drawn: u64,
    /// (`XᵀX` + prior)⁻¹ of what is chosen.
    dispersion: Vec<Vec<f64>>,
    /// Of each candidate, how uncertain its prediction is.
    variances: Vec<f64>,
    taken: Vec<bool>,
    chosen: Vec<Chosen>,
}

#[derive(Clone)]
struct Chosen {
    place: usize,
    /// What it must make, by place of the duty.
    duties: Vec<usize>,
}

impl<'a, 'o> Attempt<'a, 'o> {
    fn new(order: &'a Order<'o>, number: u64, looks: &'a mut usize) -> Self {
        let mut attempt = Self {
            order,
            number,
            looks,
            seed: Seed(order.seed.draw(number + 1)),
            drawn: 0,
            dispersion: Vec::new(),
            variances: Vec::new(),
            taken: vec![false; order.rows.len()],
            chosen: Vec::new(),
        };
        attempt.forget();
        attempt
    }

    /// Goes back to knowing nothing but the prior.
    fn forget(&mut self) {
        let size = self.order.size;
        let line = |place| (0..size).map(|i| if i == place { 1.0 / PRIOR } else { 0.0 }).collect();
        self.dispersion = (0..size).map(line).collect();
        self.variances = self.order.rows.iter().map(|row| row.len() as f64 / PRIOR).collect();
    }

    /// Takes what must be made, then some at random, then always the most uncertain. The first try
    /// draws none, so that as many effects as can be are estimable.
    fn start(&mut self) {
        for duty in 0..self.order.duties.len() {
            let made = self.chosen.iter().position(|chosen| self.makes(duty, chosen.place));
            match made.and_then(|row| self.chosen.get_mut(row)) {
                Some(chosen) => chosen.duties.push(duty),
                None => self.take_most_uncertain(vec![duty]),
            }
        }
        let runs = self.order.runs.min(self.order.rows.len());
        let drawn = if self.number == 0 { 0 } else { self.order.size / 2 };
        for _ in self.chosen.len()..runs.min(self.chosen.len() + drawn) {
            self.take_any();
        }
        while self.chosen.len() < runs {
            // Beyond a few runs for each effect, which ones are taken hardly matters.
            if *self.looks == 0 && self.chosen.len() > self.order.size {
                self.take_any();
            } else {
                self.take_most_uncertain(Vec::new());
            }
        }
    }

    /// Exchanges runs while that helps.
    fn exchange(&mut self) {
        let mut changed = true;
        while changed && *self.looks > 0 {
            changed = false;
            // Rounding adds up over exchanges: each pass starts from the runs themselves.
            self.forget();
            for place in self.places() {
                self.learn(place, Sign::Added);
            }
            for row in 0..self.chosen.len() {
                changed |= self.exchange_one(row);
            }
        }
    }

    fn exchange_one(&mut self, row: usize) -> bool {
        let Some(own) = self.chosen.get(row).cloned() else { return false };
        let Some(variance) = self.variances.get(own.place).copied() else { return false };
        let shared = self.spread(own.place);
        let eligible = (0..self.order.rows.len()).filter(|place| {
            self.taken.get(*place) == Some(&false)
                && own.duties.iter().all(|duty| self.makes(*duty, *place))
        });
        let mut best = (GAIN, None);
        for place in eligible {
            let (Some(row), Some(new)) = (self.order.rows.get(place), self.variances.get(place))
            else {
                continue;
            };
            let covariance = at(&shared, row);
            // Fedorov's ratio of the determinants after and before.
            let ratio = (1.0 + new) * (1.0 - variance) + covariance * covariance;
            if ratio > best.0 {
                best = (ratio, Some(place));
            }
        }
        self.looked();
        let Some(place) = best.1 else { return false };
        self.learn(place, Sign::Added);
        self.learn(own.place, Sign::Removed);
        self.mark(own.place, false);
        self.mark(place, true);
        if let Some(chosen) = self.chosen.get_mut(row) {
            chosen.place = place;
        }
        true
    }

    fn take_most_uncertain(&mut self, duties: Vec<usize>) {
        let count = self.order.rows.len();
        let from = self.draw_below(count);
        let mut best = (f64::NEG_INFINITY, None);
        // Of equals the first after a drawn place is taken.
        for place in (from..count).chain(0..from) {
            let free = self.taken.get(place) == Some(&false)
                && duties.iter().all(|duty| self.makes(*duty, place));
            let variance = self.variances.get(place).copied().unwrap_or(0.0);
            if free && variance > best.0 * (1.0 + 1e-9) {
                best = (variance, Some(place));
            }
        }
        self.looked();
        if let Some(place) = best.1 {
            self.take(place, duties);
        }
    }

    fn take_any(&mut self) {
        let count = self.order.rows.len();
        let from = self.draw_below(count);
        let free = |place: &usize| self.taken.get(*place) == Some(&false);
        if let Some(place) = (from..count).chain(0..from).find(free) {
            self.take(place, Vec::new());
        }
    }

    fn take(&mut self, place: usize, duties: Vec<usize>) {
        self.chosen.push(Chosen { place, duties });
        self.mark(place, true);
        if *self.looks > 0 || self.chosen.len() <= self.order.size {
            self.learn(place, Sign::Added);
        }
    }

    fn mark(&mut self, place: usize, taken: bool) {
        self.taken.get_mut(place).into_iter().for_each(|mark| *mark = taken);
    }

    /// Follows the dispersion and every candidate's variance through one more or one less run
    /// (Sherman and Morrison).
    fn learn(&mut self, place: usize, sign: Sign) {
        let (Some(row), spread) = (self.order.rows.get(place), self.spread(place)) else { return };
        let own = at(&spread, row);
        let factor = match sign {
            Sign::Added => -1.0 / (1.0 + own),
            Sign::Removed => 1.0 / (1.0 - own),
        };
        for (line, left) in self.dispersion.iter_mut().zip(&spread) {
            let factor = factor * left;
            line.iter_mut().zip(&spread).for_each(|(cell, right)| *cell += factor * right);
        }
        for (variance, row) in self.variances.iter_mut().zip(self.order.rows) {
            let covariance = at(&spread, row);
            *variance += factor * covariance * covariance;
        }
        self.looked();
    }

    /// The dispersion times a candidate's row.
    fn spread(&self, place: usize) -> Vec<f64> {
        let mut spread = vec![0.0; self.order.size];
        let columns = self.order.rows.get(place).into_iter().flatten();
        // The matrix is symmetric: its lines are its columns.
        for line in columns.filter_map(|column| self.dispersion.get(*column as usize)) {
            spread.iter_mut().zip(line).for_each(|(sum, cell)| *sum += cell);
        }
        spread
    }

    fn makes(&self, duty: usize, place: usize) -> bool {
        self.order.duties.get(duty).and_then(|makes| makes.get(place)) == Some(&true)
    }

    fn looked(&mut self) {
        *self.looks = self.looks.saturating_sub(self.order.rows.len());
    }

    fn draw_below(&mut self, count: usize) -> usize {
        self.drawn += 1;
        (self.seed.draw(self.drawn) % count.max(1) as u64) as usize
    }

    fn places(&self) -> Vec<usize> {
        self.chosen.iter().map(|chosen| chosen.place).collect()
    }

    fn found(&self) -> Found {
        let dutiful = self.chosen.iter().filter(|chosen| !chosen.duties.is_empty());
        Found { places: self.places(), dutiful: dutiful.map(|chosen| chosen.place).collect() }
    }
}

#[derive(Clone, Copy)]
enum Sign {
    Added,
    Removed,
}

/// A vector times a row of noughts and ones.
fn at(vector: &[f64], row: &Row) -> f64 {
    row.iter().filter_map(|column| vector.get(*column as usize)).sum()
}

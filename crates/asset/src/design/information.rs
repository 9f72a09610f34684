//! The information matrix of runs: how often two effects are held together. Its rank says what can
//! be estimated, its determinant how precisely.

use super::coding::Row;

/// A prime (Mersenne, 2⁶¹ − 1) to count rank by. Modulo a prime a rank is never larger than it is, so
/// that what is said to be estimable is; that a minor of these small counts is a multiple of this
/// prime by chance would make the answer too careful, never wrong.
const PRIME: u64 = (1 << 61) - 1;

/// The matrix `XᵀX` of runs, in whole numbers.
pub(super) struct Information {
    size: usize,
    runs: usize,
    counts: Vec<Vec<u64>>,
}

/// What the rows of a matrix tell of its columns.
pub(super) struct Reduced {
    /// Columns that do not depend on earlier ones.
    pub(super) independent: Vec<usize>,
    /// Columns that do, each with the earlier ones it depends on.
    pub(super) dependent: Vec<(usize, Vec<usize>)>,
}

impl Reduced {
    /// Returns the columns whose effects cannot be estimated.
    pub(super) fn lost(&self) -> impl Iterator<Item = usize> {
        let all = self.dependent.iter();
        let mut lost: Vec<usize> =
            all.flat_map(|(column, others)| others.iter().chain([column]).copied()).collect();
        lost.sort_unstable();
        lost.dedup();
        lost.into_iter()
    }
}

impl Information {
    /// Counts over rows of `size` columns.
    pub(super) fn of(rows: &[Row], size: usize) -> Self {
        let mut counts = vec![vec![0; size]; size];
        for row in rows {
            for one in row {
                let Some(line) = counts.get_mut(*one as usize) else { continue };
                for other in row {
                    line.get_mut(*other as usize).into_iter().for_each(|cell| *cell += 1);
                }
            }
        }
        Self { size, runs: rows.len(), counts }
    }

    /// Reduces the matrix to its row echelon form (Gauss and Jordan). `XᵀX` has the same dependences
    /// among its columns as X.
    pub(super) fn reduce(&self) -> Reduced {
        let mut lines = self.counts.clone();
        let mut independent: Vec<usize> = Vec::new();
        let mut dependent = Vec::new();
        for column in 0..self.size {
            let rank = independent.len();
            let at = |line: &Vec<u64>| line.get(column).copied().unwrap_or(0);
            let Some(pivot) = (rank..lines.len()).find(|i| lines.get(*i).map_or(0, at) != 0) else {
                let held = independent.iter().zip(&lines).filter(|(_, line)| at(line) != 0);
                dependent.push((column, held.map(|(earlier, _)| *earlier).collect()));
                continue;
            };
            lines.swap(rank, pivot);
            let Some(mut own) = lines.get_mut(rank).map(std::mem::take) else { continue };
            let scale = inverse(at(&own));
            own.iter_mut().skip(column).for_each(|cell| *cell = times(*cell, scale));
            for line in lines.iter_mut().filter(|line| !line.is_empty()) {
                let factor = PRIME - at(line);
                if factor == PRIME {
                    continue;
                }
                let cells = line.iter_mut().zip(&own).skip(column);
                cells.for_each(|(cell, own)| *cell = plus(*cell, times(factor, *own)));
            }
            lines.get_mut(rank).into_iter().for_each(|line| *line = std::mem::take(&mut own));
            independent.push(column);
        }
        Reduced { independent, dependent }
    }

    /// Returns the logarithm of the determinant of XᵀX/n; nothing when it is singular.
    pub(super) fn ln_det_per_run(&self) -> Option<f64> {
        let mut root: Vec<Vec<f64>> = Vec::with_capacity(self.size);
        let mut ln_det = 0.0;
        for (place, line) in self.counts.iter().enumerate() {
            let mut own: Vec<f64> = Vec::with_capacity(place + 1);
            let cell = |at: usize| line.get(at).map(|count| *count as f64 / self.runs as f64);
            for (column, above) in root.iter().enumerate() {
                own.push((cell(column)? - dot(&own, above)) / *above.last()?);
            }
            let square = cell(place)? - dot(&own, &own);
            // Counts are whole: what is left of a dependent column is rounding.
            if !(square.is_finite() && square > 1e-9) {
                return None;
            }
            own.push(libm::sqrt(square));
            ln_det += libm::log(square);
            root.push(own);
        }
        Some(ln_det)
    }
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(x, y)| x * y).sum()
}

fn plus(one: u64, other: u64) -> u64 {
    let sum = one + other;
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn times(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    // 2⁶¹ ≡ 1: the high part counts once more.
    let low = (product & u128::from(PRIME)) as u64;
    plus(low, (product >> 61) as u64 % PRIME)
}

/// The inverse by Fermat: a^(p − 2).
fn inverse(value: u64) -> u64 {
    let (mut result, mut base, mut power) = (1, value % PRIME, PRIME - 2);
    while power > 0 {
        if power & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        power >>= 1;
    }
    result
}

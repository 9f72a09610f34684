//! Least squares with known precisions and normal priors: small, dense, exact.

/// One measured value: what it is made of, and how precisely it was measured.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// One number for each coefficient.
    pub design: Vec<f64>,
    /// The measured value.
    pub value: f64,
    /// One over its variance.
    pub precision: f64,
}

/// What to believe of the coefficients.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Posterior means.
    pub mean: Vec<f64>,
    /// Posterior covariance, row by row.
    pub covariance: Vec<Vec<f64>>,
    /// Logarithm of the marginal likelihood, up to a constant that does not depend on precisions
    /// or priors.
    pub ln_evidence: f64,
}

impl Fit {
    /// Returns mean and variance of Σ weightᵢ·coefficientᵢ.
    pub fn contrast(&self, weights: &[f64]) -> (f64, f64) {
        let mean = dot(weights, &self.mean);
        let spread: Vec<f64> = self.covariance.iter().map(|row| dot(row, weights)).collect();
        (mean, dot(weights, &spread).max(0.0))
    }
}

/// Fits coefficients with independent normal priors of mean zero; a prior precision near zero
/// leaves a coefficient free. Returns `None` when the equations have no single solution.
pub fn fit(rows: &[Row], prior_precision: &[f64]) -> Option<Fit> {
    let size = prior_precision.len();
    let mut normal = vec![vec![0.0; size]; size];
    let mut target = vec![0.0; size];
    let mut explained = 0.0;
    for row in rows {
        explained += row.precision * row.value * row.value;
        for ((line, goal), x) in normal.iter_mut().zip(&mut target).zip(&row.design) {
            if *x == 0.0 {
                continue;
            }
            *goal += row.precision * x * row.value;
            line.iter_mut().zip(&row.design).for_each(|(cell, y)| *cell += row.precision * x * y);
        }
    }
    for (place, (line, precision)) in normal.iter_mut().zip(prior_precision).enumerate() {
        if let Some(diagonal) = line.get_mut(place) {
            *diagonal += precision;
        }
    }
    let root = cholesky(&normal)?;
    let covariance: Vec<Vec<f64>> =
        (0..size).map(|place| solve(&root, &unit(size, place))).collect();
    let mean: Vec<f64> = covariance.iter().map(|line| dot(line, &target)).collect();
    let ln_normal: f64 =
        root.iter().filter_map(|line| line.last()).map(|d| 2.0 * libm::log(*d)).sum();
    let ln_rows: f64 = rows.iter().map(|row| libm::log(row.precision)).sum();
    let ln_prior: f64 = prior_precision.iter().map(|p| libm::log(*p)).sum();
    let residual = explained - dot(&mean, &target);
    Some(Fit { ln_evidence: 0.5 * (ln_rows + ln_prior - ln_normal - residual), mean, covariance })
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn unit(size: usize, place: usize) -> Vec<f64> {
    (0..size).map(|i| f64::from(u8::from(i == place))).collect()
}

/// Lower triangle L with L·Lᵀ = `matrix`; each line ends at the diagonal.
fn cholesky(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let mut root: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
    for (place, line) in matrix.iter().enumerate() {
        let mut own: Vec<f64> = Vec::with_capacity(place + 1);
        for (above, cell) in root.iter().zip(line) {
            let diagonal = *above.last()?;
            own.push((cell - dot(&own, above)) / diagonal);
        }
        let square = line.get(place)? - dot(&own, &own);
        if !(square.is_finite() && square > 0.0) {
            return None;
        }
        own.push(libm::sqrt(square));
        root.push(own);
    }
    Some(root)
}

/// Solves L·Lᵀ·x = `target`.
fn solve(root: &[Vec<f64>], target: &[f64]) -> Vec<f64> {
    let mut forward: Vec<f64> = Vec::with_capacity(target.len());
    for (line, goal) in root.iter().zip(target) {
        let diagonal = line.last().copied().unwrap_or(1.0);
        forward.push((goal - dot(line, &forward)) / diagonal);
    }
    let mut solution = forward;
    for place in (0..root.len()).rev() {
        let Some((line, diagonal)) =
            root.get(place).and_then(|l| l.split_last().map(|s| (s.1, s.0)))
        else {
            continue;
        };
        let (before, from) = solution.split_at_mut(place);
        let Some(own) = from.first_mut() else {
            continue;
        };
        *own /= diagonal;
        before.iter_mut().zip(line).for_each(|(earlier, factor)| *earlier -= factor * *own);
    }
    solution
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(design: &[f64], value: f64, precision: f64) -> Row {
        Row { design: design.to_vec(), value, precision }
    }

    #[test]
    fn a_free_fit_is_weighted_least_squares() {
        let rows =
            [row(&[1.0, 0.0], 1.0, 4.0), row(&[1.0, 1.0], 3.0, 1.0), row(&[1.0, 1.0], 5.0, 1.0)];
        let fit = fit(&rows, &[1e-12, 1e-12]).unwrap();
        assert!((fit.mean[0] - 1.0).abs() < 1e-9 && (fit.mean[1] - 3.0).abs() < 1e-9);
        // Variance of the second coefficient: 1/4 + 1/2.
        assert!((fit.contrast(&[0.0, 1.0]).1 - 0.75).abs() < 1e-9);
    }

    #[test]
    fn one_value_with_a_prior_is_shrunk_as_by_empirical_bayes() {
        let fit = fit(&[row(&[1.0], 2.0, 4.0)], &[1.0]).unwrap();
        assert!((fit.mean[0] - 1.6).abs() < 1e-12 && (fit.covariance[0][0] - 0.2).abs() < 1e-12);
        // Marginally the value is normal with variance 1/4 + 1.
        let expected = -0.5 * (libm::log(1.25) + 4.0 / 1.25);
        assert!((fit.ln_evidence - expected).abs() < 1e-12);
    }

    #[test]
    fn equations_without_a_single_solution_are_refused() {
        assert_eq!(fit(&[row(&[1.0, 1.0], 1.0, 1.0)], &[0.0, 0.0]), None);
    }
}

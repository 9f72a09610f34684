//! Rank correlation.

/// Returns Spearman's rank correlation, ties sharing their mean rank; `None` below three pairs, or
/// when one side is all the same.
pub fn spearman(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < 3 || pairs.iter().any(|(a, b)| a.is_nan() || b.is_nan()) {
        return None;
    }
    let first = ranks(&pairs.iter().map(|pair| pair.0).collect::<Vec<_>>());
    let second = ranks(&pairs.iter().map(|pair| pair.1).collect::<Vec<_>>());
    pearson(&first, &second)
}

fn ranks(values: &[f64]) -> Vec<f64> {
    let rank = |value: f64| {
        let lower = values.iter().filter(|other| **other < value).count() as f64;
        let same = values.iter().filter(|other| other.total_cmp(&value).is_eq()).count() as f64;
        lower + f64::midpoint(same, 1.0)
    };
    values.iter().map(|value| rank(*value)).collect()
}

fn pearson(first: &[f64], second: &[f64]) -> Option<f64> {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (a, b) = (mean(first), mean(second));
    let covariance: f64 = first.iter().zip(second).map(|(x, y)| (x - a) * (y - b)).sum();
    let spread = |values: &[f64], mean: f64| values.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
    let scale = libm::sqrt(spread(first, a) * spread(second, b));
    (scale > 0.0).then(|| covariance / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rank_correlation_agrees_with_reference_values() {
        // scipy.stats.spearmanr([1, 2, 2, 4, 5], [2, 1, 4, 4, 9]).
        let pairs = [(1.0, 2.0), (2.0, 1.0), (2.0, 4.0), (4.0, 4.0), (5.0, 9.0)];
        assert!((spearman(&pairs).unwrap() - 0.763_157_894_736_842).abs() < 1e-9);
    }

    #[test]
    fn too_few_pairs_or_no_spread_say_nothing() {
        assert_eq!(spearman(&[(1.0, 2.0), (2.0, 3.0)]), None);
        assert_eq!(spearman(&[(1.0, 2.0), (1.0, 3.0), (1.0, 4.0)]), None);
    }
}

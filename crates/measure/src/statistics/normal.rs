//! The normal distribution.

use std::f64::consts::{PI, SQRT_2};

/// Standard normal quantile of 0.95: half the width of a two-sided 90% interval.
pub const Z_90: f64 = 1.644_853_626_951_472_2;

/// Standard normal quantile of 0.975: half the width of a two-sided 95% interval.
pub const Z_95: f64 = 1.959_963_984_540_054;

/// Returns the density of the standard normal at `x`.
pub fn density(x: f64) -> f64 {
    libm::exp(-0.5 * x * x) / libm::sqrt(2.0 * PI)
}

/// Returns the probability that a standard normal lies below `x`.
pub fn below(x: f64) -> f64 {
    0.5 * libm::erfc(-x / SQRT_2)
}

/// Returns the logarithm of [`below`], which stays finite far out in the lower tail.
pub fn ln_below(x: f64) -> f64 {
    // Below −30 the probability is smaller than 1e-197; Mills' ratio with two terms is exact to
    // 1e-5 there (Abramowitz & Stegun 26.2.12).
    if x > -30.0 {
        return libm::log(below(x));
    }
    let square = x * x;
    -0.5 * square - 0.5 * libm::log(2.0 * PI) - libm::log(-x) + libm::log1p(-1.0 / square)
}

/// Returns the value below which a standard normal lies with probability `p`; infinite at 0 and 1.
///
/// Acklam's rational approximation, then one step of Halley's method, which brings its 1e-9 to
/// machine precision.
pub fn quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p <= 0.0 {
        return f64::NEG_INFINITY;
    }
    if p >= 1.0 {
        return f64::INFINITY;
    }
    let rough = rough_quantile(p);
    let error = below(rough) - p;
    let step = error / density(rough);
    rough - step / (1.0 + rough * step / 2.0)
}

const CENTRE_OVER: [f64; 6] = [
    -3.969_683_028_665_376e1,
    2.209_460_984_245_205e2,
    -2.759_285_104_469_687e2,
    1.383_577_518_672_69e2,
    -3.066_479_806_614_716e1,
    2.506_628_277_459_239,
];
const CENTRE_UNDER: [f64; 6] = [
    -5.447_609_879_822_406e1,
    1.615_858_368_580_409e2,
    -1.556_989_798_598_866e2,
    6.680_131_188_771_972e1,
    -1.328_068_155_288_572e1,
    1.0,
];
const TAIL_OVER: [f64; 6] = [
    -7.784_894_002_430_293e-3,
    -3.223_964_580_411_365e-1,
    -2.400_758_277_161_838,
    -2.549_732_539_343_734,
    4.374_664_141_464_968,
    2.938_163_982_698_783,
];
const TAIL_UNDER: [f64; 5] = [
    7.784_695_709_041_462e-3,
    3.224_671_290_700_398e-1,
    2.445_134_137_142_996,
    3.754_408_661_907_416,
    1.0,
];

fn rough_quantile(p: f64) -> f64 {
    const TAIL: f64 = 0.024_25;
    if (TAIL..=1.0 - TAIL).contains(&p) {
        let centred = p - 0.5;
        let square = centred * centred;
        return centred * polynomial(&CENTRE_OVER, square) / polynomial(&CENTRE_UNDER, square);
    }
    let tail = |share: f64| {
        let root = libm::sqrt(-2.0 * libm::log(share));
        polynomial(&TAIL_OVER, root) / polynomial(&TAIL_UNDER, root)
    };
    if p < TAIL { tail(p) } else { -tail(1.0 - p) }
}

/// Horner's scheme, highest power first.
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_agree_with_reference_values() {
        // scipy.stats.norm cdf, logcdf, ppf.
        for (x, p) in [(0.0, 0.5), (1.0, 0.841_344_746_068_542_9), (-5.0, 2.866_515_718_791_939e-7)]
        {
            assert!((below(x) / p - 1.0).abs() < 1e-12, "{x}");
        }
        assert!((ln_below(-40.0) - -804.608_442_013_754_3).abs() < 1e-4);
        assert!((ln_below(-29.9) - ln_below(-30.1)).abs() < 6.1);
        for (p, x) in [
            (0.95, Z_90),
            (0.975, Z_95),
            (0.001, -3.090_232_306_167_813),
            (1e-9, -5.997_807_015_007_685),
        ] {
            assert!((quantile(p) - x).abs() < 1e-9, "{p}");
        }
    }

    #[test]
    fn a_probability_outside_zero_to_one_has_no_quantile() {
        assert!(quantile(-0.1).is_nan() && quantile(f64::NAN).is_nan());
        assert!(quantile(1.0).is_infinite() && quantile(0.0) < 0.0);
    }
}

//! Student's t and the normal law: cumulative probabilities and quantiles.
//!
//! Student (1908), The probable error of a mean, Biometrika 6. Quantiles start from Hill (1970), Algorithm 396, CACM 13,
//! and are polished by Halley steps; many degrees of freedom use the transformation of Hill (1970), Algorithm 395. Not
//! statrs's own inverse, which stands on `inv_beta_reg`: that does not return for some arguments (statrs issue 435).

use statrs::distribution::{ContinuousCDF, Normal};
use statrs::function::beta::beta_reg;
use statrs::function::gamma::ln_gamma;
use std::cell::Cell;
use std::f64::consts::{FRAC_PI_2, PI};

/// From here on Hill's transformation is as exact as the normal law it uses (1e-11), while the continued fraction of
/// statrs begins to run short of its 140 terms.
const MANY: f64 = 500.0;

/// P(t ≤ x) with `df` ≥ 1 degrees of freedom (infinitely many are the normal law).
pub fn t_cdf(x: f64, df: f64) -> f64 {
    let above = upper_tail(x.abs(), df);
    if x > 0.0 { 1.0 - above } else { above }
}

/// The x with P(t ≤ x) = `p`, for `p` strictly between 0 and 1 and `df` ≥ 1.
pub fn t_quantile(p: f64, df: f64) -> f64 {
    assert!(p > 0.0 && p < 1.0, "a quantile of t needs a probability inside (0, 1), not {p}");
    QUANTILES.with(|table| {
        let slot = &table[slot_of(p, df)];
        let (known_p, known_df, known) = slot.get();
        if known_p == p && known_df == df {
            return known;
        }
        let x = if p < 0.5 { -quantile_of_tail(p, df) } else { quantile_of_tail(1.0 - p, df) };
        slot.set((p, df, x));
        x
    })
}

/// P(z ≤ x) of the standard normal law.
pub fn normal_cdf(x: f64) -> f64 {
    Normal::standard().cdf(x)
}

/// The x with P(z ≤ x) = `p`, for `p` strictly between 0 and 1.
pub fn normal_quantile(p: f64) -> f64 {
    assert!(p > 0.0 && p < 1.0, "a normal quantile needs a probability inside (0, 1), not {p}");
    Normal::standard().inverse_cdf(p)
}

/// P(t > x) for x ≥ 0.
fn upper_tail(x: f64, df: f64) -> f64 {
    assert!(df >= 1.0, "t needs at least one degree of freedom, not {df}");
    let square = x * x;
    if df.is_infinite() {
        normal_cdf(-x)
    } else if df >= MANY {
        normal_cdf(-normalised(x, df))
    } else if square < 3.0 {
        // The complement here and the tail itself further out, where subtracting from one half would leave no digits.
        0.5 - 0.5 * beta_reg(0.5, df / 2.0, square / (df + square))
    } else {
        0.5 * beta_reg(df / 2.0, 0.5, df / (df + square))
    }
}

/// The normal deviate with the same tail, Algorithm 395.
fn normalised(x: f64, df: f64) -> f64 {
    let a = df - 0.5;
    let b = 48.0 * a * a;
    let y = a * (x * x / df).ln_1p();
    let tail = (((-0.4 * y - 3.3) * y - 24.0) * y - 85.5) / (0.8 * y * y + 100.0 + b);
    ((tail + y + 3.0) / b + 1.0) * y.sqrt()
}

/// The x ≥ 0 with P(t > x) = `tail`, for 0 < `tail` ≤ 1/2.
fn quantile_of_tail(tail: f64, df: f64) -> f64 {
    assert!(df >= 1.0, "t needs at least one degree of freedom, not {df}");
    if df.is_infinite() {
        return -normal_quantile(tail);
    }
    if df == 1.0 {
        return (PI * tail).tan().recip();
    }
    let half = f64::midpoint(df, 1.0);
    let log_peak = ln_gamma(half) - ln_gamma(df / 2.0) - 0.5 * (df * PI).ln();
    let mut x = hill(2.0 * tail, df);
    for _ in 0..10 {
        let density = (log_peak - half * (x * x / df).ln_1p()).exp();
        let newton = (upper_tail(x, df) - tail) / density;
        let step = newton / (1.0 + newton * half * x / (df + x * x));
        let next = (x + step).max(0.0);
        let settled = (next - x).abs() <= 1e-15 * x;
        x = next;
        if settled {
            break;
        }
    }
    x
}

/// Algorithm 396: the x ≥ 0 with P(|t| > x) = `p`, good to four digits and more.
fn hill(p: f64, n: f64) -> f64 {
    let a = 1.0 / (n - 0.5);
    let b = 48.0 / (a * a);
    let mut c = ((20700.0 * a / b - 98.0) * a - 16.0) * a + 96.36;
    let d = ((94.5 / (b + c) - 3.0) / b + 1.0) * (a * FRAC_PI_2).sqrt() * n;
    let mut y = (d * p).powf(2.0 / n);
    if y > 0.05 + a {
        let x = normal_quantile(p * 0.5);
        y = x * x;
        if n < 5.0 {
            c += 0.3 * (n - 4.5) * (x + 0.6);
        }
        c += (((0.05 * d * x - 5.0) * x - 7.0) * x - 2.0) * x + b;
        y = (((((0.4 * y + 6.3) * y + 36.0) * y + 94.5) / c - y - 3.0) / b + 1.0) * x;
        y = (a * y * y).exp_m1();
    } else {
        y = ((1.0 / (((n + 6.0) / (n * y) - 0.089 * d - 0.822) * (n + 2.0) * 3.0) + 0.5 / (n + 4.0)) * y - 1.0)
            * (n + 1.0)
            / (n + 2.0)
            + 1.0 / y;
    }
    (n * y).sqrt()
}

// A report asks for thousands of intervals at one level and one number of replications, so the last answers are kept.
// They are pure functions of the question: remembering them changes no result.
const SLOTS: usize = 16;
thread_local! {
    static QUANTILES: [Cell<(f64, f64, f64)>; SLOTS] = const { [const { Cell::new((0.0, 0.0, 0.0)) }; SLOTS] };
}

fn slot_of(p: f64, df: f64) -> usize {
    let mixed = (p.to_bits() ^ df.to_bits().rotate_left(32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 60) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// (p, df, quantile) by mpmath, 30 digits; spot checks agree with any printed table.
    const KNOWN: [(f64, f64, f64); 21] = [
        (0.6, 3.0, 0.276_670_662_332_689_8),
        (0.6, 99.0, 0.254_029_012_151_806_6),
        (0.9, 1.0, 3.077_683_537_175_254),
        (0.9, 2.0, 1.885_618_083_164_127),
        (0.9, 29.0, 1.311_433_647_301_551),
        (0.975, 1.0, 12.706_204_736_174_69),
        (0.975, 2.0, 4.302_652_729_749_462),
        (0.975, 3.0, 3.182_446_305_283_708),
        (0.975, 9.0, 2.262_157_162_798_205),
        (0.975, 29.0, 2.045_229_642_132_704),
        (0.975, 99.0, 1.984_216_951_586_417),
        (0.975, 999.0, 1.962_341_461_133_45),
        (0.975, 1e6, 1.959_966_356_814_107),
        (0.995, 4.0, 4.604_094_871_349_992),
        (0.995, 9999.0, 2.576_321_095_856_597),
        (0.9995, 2.0, 31.599_054_576_445_36),
        (0.9995, 9.0, 4.780_912_585_931_218),
        (0.99999, 1.0, 31_830.988_608_051_96),
        (0.99999, 3.0, 47.927_728_376_006_71),
        (0.99999, 29.0, 5.085_504_702_011_899),
        (0.99999, 999.0, 4.285_458_337_388_246),
    ];

    #[test]
    fn known_quantiles_and_their_probabilities() {
        for (p, df, x) in KNOWN {
            assert!((t_quantile(p, df) / x - 1.0).abs() < 1e-10, "{p} {df}: {} for {x}", t_quantile(p, df));
            assert!((t_quantile(1.0 - p, df) / -x - 1.0).abs() < 1e-10);
            assert!((t_cdf(x, df) - p).abs() < 1e-11 && (t_cdf(-x, df) - (1.0 - p)).abs() < 1e-11);
        }
    }

    #[test]
    fn infinitely_many_degrees_of_freedom_are_the_normal_law() {
        assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-10);
        assert_eq!(t_quantile(0.975, f64::INFINITY), normal_quantile(0.975));
        assert_eq!(t_cdf(1.3, f64::INFINITY), normal_cdf(1.3));
        assert!((t_quantile(0.975, 1e8) - normal_quantile(0.975)).abs() < 3e-8);
    }

    #[test]
    fn quantile_inverts_cdf_everywhere() {
        for df in (1..=600).chain([5000, 1_000_000]) {
            for tail in [1e-9, 1e-6, 1e-4, 0.01, 0.2, 0.4, 0.499_999, 0.5] {
                let x = t_quantile(tail, df as f64);
                assert!((t_cdf(x, df as f64) / tail - 1.0).abs() < 1e-9, "df {df}, tail {tail}: {x}");
            }
        }
    }

    #[test]
    fn remembering_changes_nothing() {
        let questions: Vec<(f64, f64)> = (2..40).flat_map(|df| [0.9, 0.95, 0.975].map(|p| (p, df as f64))).collect();
        let first: Vec<f64> = questions.iter().map(|(p, df)| t_quantile(*p, *df)).collect();
        let again: Vec<f64> = questions.iter().rev().map(|(p, df)| t_quantile(*p, *df)).collect();
        assert!(first.iter().eq(again.iter().rev()));
    }
}

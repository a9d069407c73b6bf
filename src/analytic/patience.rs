//! Laws of patience, as the share still willing to wait.
//!
//! The laws are the ones of Zeltyn & Mandelbaum (2005), Queueing Systems 51, and of the call-centre data of Brown et al.
//! (2005), JASA 100; lognormal and Weibull in the parameters planners use.

use statrs::function::erf::erfc;
use std::f64::consts::SQRT_2;

/// How long customers are willing to wait.
pub struct Patience {
    survival: Box<dyn Fn(f64) -> f64 + Send + Sync>,
    pub(super) jumps: Vec<f64>,
}

impl Patience {
    /// From P(patience > x), which must not increase, and all places x > 0 where it jumps (others may be named too). What survives for ever is
    /// patient for ever; 1 − S(0) of the customers leave at once when they would have to wait.
    pub fn from_survival(survival: impl Fn(f64) -> f64 + Send + Sync + 'static, jumps: &[f64]) -> Self {
        Self { survival: Box::new(survival), jumps: jumps.to_vec() }
    }
    /// Everybody waits as long as it takes.
    pub fn infinite() -> Self {
        Self::from_survival(|_| 1.0, &[])
    }
    /// Everybody leaves after exactly this long.
    pub fn fixed(length: f64) -> Self {
        Self::from_survival(move |x| if x < length { 1.0 } else { 0.0 }, &[length])
    }
    /// Exponential.
    pub fn exponential(mean: f64) -> Self {
        assert!(mean > 0.0, "patience of mean {mean}");
        Self::from_survival(move |x| (-x / mean).exp(), &[])
    }
    /// Lognormal by mean and coefficient of variation.
    pub fn lognormal(mean: f64, cv: f64) -> Self {
        assert!(mean > 0.0 && cv >= 0.0, "patience of mean {mean} and cv {cv}");
        if cv == 0.0 {
            return Self::fixed(mean);
        }
        let variance = (cv * cv).ln_1p();
        let (mu, sigma) = (mean.ln() - variance / 2.0, variance.sqrt());
        // Not jumps, but for a small cv as steep.
        let steep = [-4.0, 0.0, 4.0].map(|z| (mu + z * sigma).exp());
        Self::from_survival(move |x| if x > 0.0 { 0.5 * erfc((x.ln() - mu) / sigma / SQRT_2) } else { 1.0 }, &steep)
    }
    /// Weibull: survival exp(−(x/scale)^shape).
    pub fn weibull(shape: f64, scale: f64) -> Self {
        assert!(shape > 0.0 && scale > 0.0, "patience of shape {shape} and scale {scale}");
        // Not jumps, but for a large shape as steep.
        let steep = [1e-4f64, 1.0, 10.0].map(|hazard| scale * hazard.powf(shape.recip()));
        Self::from_survival(move |x| (-(x / scale).powf(shape)).exp(), &steep)
    }
    /// Between two lengths, all equally likely.
    pub fn uniform(low: f64, high: f64) -> Self {
        assert!(low >= 0.0 && high >= low, "patience from {low} to {high}");
        if low == high {
            return Self::fixed(low);
        }
        // No jumps, but bends.
        Self::from_survival(move |x| ((high - x) / (high - low)).clamp(0.0, 1.0), &[low, high])
    }
    /// A mixture of exponentials, each with its weight and mean; weights sum to 1.
    pub fn hyperexponential(parts: &[(f64, f64)]) -> Self {
        assert!(parts.iter().all(|(weight, mean)| *weight >= 0.0 && *mean > 0.0), "patience of {parts:?}");
        let parts = parts.to_vec();
        Self::from_survival(move |x| parts.iter().map(|(weight, mean)| weight * (-x / mean).exp()).sum(), &[])
    }
    /// With this probability a customer who cannot be served at once leaves at once; otherwise as before.
    #[must_use]
    pub fn with_balking(self, probability: f64) -> Self {
        let Self { survival, jumps } = self;
        Self { survival: Box::new(move |x| (1.0 - probability) * survival(x)), jumps }
    }
    /// P(patience > x).
    pub fn survival(&self, x: f64) -> f64 {
        (self.survival)(x)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn survival_by_hand() {
        let close = |got: f64, expected: f64| assert!((got - expected).abs() < 1e-9, "{got} for {expected}");
        close(Patience::exponential(2.0).survival(2.0), (-1.0f64).exp());
        close(Patience::exponential(2.0).with_balking(0.25).survival(0.0), 0.75);
        close(Patience::weibull(0.5, 4.0).survival(1.0), (-0.5f64).exp());
        close(
            Patience::hyperexponential(&[(0.4, 0.5), (0.6, 10.0)]).survival(1.0),
            0.4 * (-2.0f64).exp() + 0.6 * (-0.1f64).exp(),
        );
        // The median of a lognormal is mean / √(1 + cv²).
        close(Patience::lognormal(5.0, 1.5).survival(5.0 / 3.25f64.sqrt()), 0.5);
        close(Patience::lognormal(5.0, 1.5).survival(0.0), 1.0);
        assert_eq!([0.5, 1.5, 3.0, 4.0].map(|x| Patience::uniform(1.0, 3.0).survival(x)), [1.0, 0.75, 0.0, 0.0]);
        let fixed = Patience::fixed(2.0);
        assert_eq!([1.999, 2.0].map(|x| fixed.survival(x)), [1.0, 0.0]);
        assert_eq!(Patience::infinite().survival(1e300), 1.0);
    }
}

//! Laws as written to laws as drawn.

use crate::random::Law;
use crate::scenario::law::{LawText, Shape};
use crate::time::SimDuration;
use statrs::function::gamma::gamma;

/// The law; none for `"none"`.
pub fn law(text: &LawText) -> Option<Law> {
    let seconds = SimDuration::from_seconds;
    // A family by mean and cv takes the mean of overrides; one second stands in where the mean is set afterwards.
    let mean = |own: Option<f64>| seconds(own.or(text.mean).unwrap_or(1.0));
    let base = match &text.shape {
        Shape::Never => return None,
        Shape::Fixed(x) => Law::Fixed(seconds(*x)),
        Shape::Uniform(low, high) => Law::Uniform { low: seconds(*low), high: seconds(*high) },
        _ if text.mean_seconds() == Some(0.0) => return Some(Law::Fixed(SimDuration::ZERO)),
        // Less than a tick has no law of its own.
        Shape::Exponential(m) | Shape::Gamma(m, _) | Shape::LogNormal(m, _) | Shape::WeibullCv(m, _)
            if mean(*m) == SimDuration::ZERO =>
        {
            return Some(Law::Fixed(seconds(text.mean_seconds().unwrap_or(0.0))));
        }
        Shape::Exponential(m) => Law::exponential(mean(*m)),
        Shape::Gamma(m, cv) => Law::gamma(mean(*m), *cv),
        Shape::LogNormal(m, cv) => Law::lognormal(mean(*m), *cv),
        Shape::WeibullCv(m, cv) => {
            let shape = weibull_shape(*cv);
            let scale = mean(*m).seconds() / gamma(1.0 + 1.0 / shape);
            Law::weibull(shape, seconds(scale))
        }
        Shape::Weibull(shape, scale) => Law::weibull(*shape, seconds(*scale)),
        Shape::Mixture(parts) => {
            let mut upto = 0.0;
            let mut laws: Vec<(f64, Law)> = Vec::new();
            for (weight, part) in parts {
                upto += weight;
                laws.push((upto, law(part).unwrap_or(Law::Fixed(SimDuration::FOREVER))));
            }
            if let Some(last) = laws.last_mut() {
                last.0 = 1.0;
            }
            Law::Mixture(laws)
        }
        Shape::Empirical(values) => {
            let mut values: Vec<SimDuration> = values.iter().map(|v| seconds(*v)).collect();
            values.sort_unstable();
            Law::Empirical(values)
        }
        Shape::Next(at, spread) => return Some(Law::NextTime { at: *at, spread: seconds(*spread) }),
    };
    let own = base.mean_seconds();
    let wanted = text.mean.unwrap_or(own) * text.times + text.plus;
    Some(if wanted == own || own <= 0.0 { base } else { base.scaled(wanted / own) })
}

/// The shape at which a Weibull law has this cv: cv² + 1 = Γ(1 + 2/k) / Γ(1 + 1/k)², which falls in k. Bisection.
fn weibull_shape(cv: f64) -> f64 {
    let (mut low, mut high) = (0.05_f64, 200.0_f64);
    for _ in 0..200 {
        let k = (low * high).sqrt();
        let ratio = gamma(1.0 + 2.0 / k) / gamma(1.0 + 1.0 / k).powi(2);
        if ratio > cv * cv + 1.0 { low = k } else { high = k }
    }
    (low * high).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overrides_keep_the_cv() {
        let text = LawText { shape: Shape::LogNormal(Some(60.0), 0.8), mean: Some(150.0), times: 1.1, plus: 5.0 };
        let law = law(&text).unwrap();
        assert!((law.mean_seconds() - 170.0).abs() < 1e-6);
        assert!(matches!(law, Law::LogNormal { sigma, .. } if (sigma * sigma - (1.64_f64).ln()).abs() < 1e-12));
    }

    #[test]
    fn weibull_by_mean_and_cv() {
        assert!((weibull_shape(1.0) - 1.0).abs() < 1e-9);
        let text = LawText { shape: Shape::WeibullCv(Some(240.0), 0.5), mean: None, times: 1.0, plus: 0.0 };
        assert!((law(&text).unwrap().mean_seconds() - 240.0).abs() < 1e-6);
    }

    /// Found by the fuzzer: a gamma of no length has no scale to draw with.
    #[test]
    fn a_mean_below_a_tick_is_no_time() {
        for shape in [Shape::Gamma(Some(1e-7), 2.0), Shape::LogNormal(Some(1e-9), 1.0), Shape::Exponential(Some(1e-7))]
        {
            let text = LawText { shape, mean: None, times: 1.0, plus: 0.0 };
            assert_eq!(law(&text), Some(Law::Fixed(SimDuration::ZERO)));
            assert_eq!(law(&LawText { plus: 2.0, ..text }), Some(Law::Fixed(SimDuration::SECOND * 2)));
        }
    }
}

//! Laws as written to laws as drawn.

use crate::model::{DailyHours, Label};
use crate::random::{Law, Piece};
use crate::scenario::values::law::{LawText, Shape, weibull_mean};
use crate::scenario::values::plain::Hours;
use crate::scenario::values::read::At;
use crate::scenario::values::survival;
use crate::time::SimDuration;

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
        Shape::Exponential(m) | Shape::Gamma(m, _) | Shape::LogNormal(m, _) | Shape::Weibull(m, _)
            if mean(*m) == SimDuration::ZERO =>
        {
            return Some(Law::Fixed(seconds(text.mean_seconds().unwrap_or(0.0))));
        }
        Shape::Exponential(m) => Law::exponential(mean(*m)),
        Shape::Gamma(m, cv) => Law::gamma(mean(*m), *cv),
        Shape::LogNormal(m, cv) => Law::lognormal(mean(*m), *cv),
        Shape::Weibull(m, shape) => {
            Law::weibull(*shape, seconds(m.or(text.mean).unwrap_or(1.0) / weibull_mean(*shape)))
        }
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
        Shape::Survival(pieces) => Law::Survival(pieces.iter().map(piece).collect()),
        Shape::Next(at, spread) => return Some(Law::NextTime { at: *at, spread: seconds(*spread) }),
    };
    let own = base.mean_seconds();
    let wanted = text.mean.unwrap_or(own) * text.times + text.plus;
    Some(if wanted == own || own <= 0.0 { base } else { base.scaled(wanted / own) })
}

/// A piece in ticks.
fn piece(text: &survival::Piece) -> Piece {
    let second = SimDuration::SECOND.ticks() as f64;
    Piece { until: text.until * second, left: text.left, hazard: text.hazard / second }
}

/// A label from a key and an optional name.
pub fn label(key: &str, name: Option<&At<String>>) -> Label {
    name.map_or_else(|| Label::plain(key), |n| Label::parse(key, n))
}

/// Hours of a day.
pub fn daily(hours: Hours) -> DailyHours {
    DailyHours { from: hours.from, until: hours.until }
}

/// The law of an optional entry.
pub fn optional_law(text: Option<&At<LawText>>) -> Option<Law> {
    text.and_then(|t| law(t))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::scenario::text::document::parse_value;
    use crate::scenario::values::read::Read as _;

    fn read(text: &str) -> LawText {
        let mut out = Diagnostics::default();
        LawText::read(&parse_value(text, crate::diagnostic::SourceId(0), 0), &mut out).expect(text)
    }

    #[test]
    fn overrides_keep_the_cv() {
        let text = LawText { shape: Shape::LogNormal(Some(60.0), 0.8), mean: Some(150.0), times: 1.1, plus: 5.0 };
        let law = law(&text).unwrap();
        assert!((law.mean_seconds() - 170.0).abs() < 1e-6);
        assert!(matches!(law, Law::LogNormal { sigma, .. } if (sigma * sigma - (1.64_f64).ln()).abs() < 1e-12));
    }

    /// Every way to write a law of mean 4 min and cv 0.5, inside the law and beside it.
    #[test]
    fn a_law_has_the_mean_and_cv_that_are_written() {
        let (k, sigma) = (crate::scenario::values::law::weibull_shape(0.5), 1.25_f64.ln().sqrt());
        let scale = 240.0 / weibull_mean(k);
        let median = 240.0 / 1.25_f64.sqrt();
        for text in [
            "{ gamma = { mean = \"4 min\", cv = 0.5 } }".to_owned(),
            "{ gamma = { mean = \"4 min\", shape = 4 } }".into(),
            "{ gamma = { shape = 4 }, mean = \"4 min\" }".into(),
            "{ gamma = { scale = \"1 min\", shape = 4 } }".into(),
            "{ gamma = { scale = \"1 min\", cv = 0.5 } }".into(),
            "{ erlang = { mean = \"4 min\", stages = 4 } }".into(),
            "{ erlang = { scale = \"1 min\", stages = 4 } }".into(),
            "{ lognormal = { mean = \"4 min\", cv = 0.5 } }".into(),
            "{ lognormal = { cv = 0.5 }, mean = \"4 min\" }".into(),
            format!("{{ lognormal = {{ mean = \"4 min\", sigma = {sigma} }} }}"),
            format!("{{ lognormal = {{ median = \"{median} s\", sigma = {sigma} }} }}"),
            format!("{{ lognormal = {{ median = \"{median} s\", cv = 0.5 }} }}"),
            "{ weibull = { mean = \"4 min\", cv = 0.5 } }".into(),
            format!("{{ weibull = {{ mean = \"4 min\", shape = {k} }} }}"),
            format!("{{ weibull = {{ shape = {k} }}, mean = \"4 min\" }}"),
            format!("{{ weibull = {{ scale = \"{scale} s\", shape = {k} }} }}"),
            format!("{{ weibull = {{ scale = \"{scale} s\", cv = 0.5 }} }}"),
            format!("{{ weibull = {{ scale = \"{scale} s\", shape = {k} }}, times = 0.5, plus = \"2 min\" }}"),
            format!("{{ mixture = [ {{ weight = 1, law = {{ weibull = {{ mean = \"4 min\", shape = {k} }} }} }} ] }}"),
        ] {
            let law = law(&read(&text)).unwrap();
            let (mean, cv) = (law.mean_seconds(), law.cv());
            assert!((mean - 240.0).abs() < 1e-3 && (cv - 0.5).abs() < 1e-6, "{text}: {mean}, {cv}");
        }
    }

    /// Means by hand: shares times middles, and exponential laws cut off; with what overrides make of them.
    #[test]
    fn laws_by_quantiles_and_by_hazard_have_their_means() {
        let quantiles = "{ empirical = { quantiles = { \"0.1\" = \"20 s\", \"0.5\" = \"60 s\", \"1\" = \"200 s\" } } }";
        let from_ten = quantiles.replace("\"0.1\"", "\"0\" = \"10 s\", \"10 %\"");
        let open = quantiles.replace(", \"1\" = \"200 s\"", "");
        let hazard = "{ hazard = [ { until = \"5 s\", per = \"190 s\" }, { until = \"30 s\", per = \"none\" }, { per = \"60 s\" } ] }";
        let by_quantiles = 0.1 * 10.0 + 0.4 * 40.0 + 0.5 * 130.0;
        let stays = (-5.0_f64 / 190.0).exp();
        // Half are longer than 60 s: as fast as from nine tenths to a half in 40 s.
        let tail = 40.0 / (0.9_f64 / 0.5).ln();
        for (text, mean) in [
            (quantiles, by_quantiles),
            (&from_ten, by_quantiles + 0.1 * 5.0),
            (&open, 0.1 * 10.0 + 0.4 * 40.0 + 0.5 * (60.0 + tail)),
            (hazard, 190.0 * (1.0 - stays) + stays * 25.0 + stays * 60.0),
            ("{ hazard = [ { per = \"60 s\" } ], times = 0.5, plus = \"2 s\" }", 32.0),
        ] {
            let read = read(text);
            let law = law(&read).unwrap();
            assert!((law.mean_seconds() / mean - 1.0).abs() < 1e-9, "{text}: {} not {mean}", law.mean_seconds());
            assert!((read.mean_seconds().unwrap() / mean - 1.0).abs() < 1e-9, "{text}");
        }
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

//! Axes: where they end, and the round numbers beside them.

use crate::report::numbers::number;

/// Whether a number can stand on an axis: what is infinite, no number, or beyond all reason cannot.
pub(super) fn has_place(x: f64) -> bool {
    x.abs() < 1e300
}

/// The ends of an axis: as wanted where they are finite and apart, else 0 and 1, because no axis can be drawn without end
/// or without length.
pub(super) fn ends(low: f64, high: f64) -> (f64, f64) {
    let least = 1e-9 * low.abs().max(high.abs()).max(1e-9);
    if (high - low).is_finite() && high - low >= least { (low, high) } else { (0.0, 1.0) }
}

/// Round numbers from `low` to `high`, about `count` of them; `low` alone where the two are not finite and apart.
pub(super) fn ticks(low: f64, high: f64, count: f64) -> Vec<f64> {
    if ends(low, high) != (low, high) {
        return vec![low];
    }
    let rough = (high - low) / count;
    let magnitude = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|n| n * magnitude).into_iter().find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(10.0 * magnitude);
    let first = (low / step - 1e-9).ceil() as i64;
    let last = (high / step + 1e-9).floor() as i64;
    (first..=last).map(|n| n as f64 * step).collect()
}

/// Numbers beside an axis, with as many decimals as their step needs.
pub(super) fn tick_labels(ticks: &[f64]) -> Vec<String> {
    let step = ticks.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    let place = if step.is_finite() { (step.log10() + 1e-9).floor().min(0.0) as i32 } else { -1 };
    ticks.iter().map(|tick| number(*tick, place)).collect()
}

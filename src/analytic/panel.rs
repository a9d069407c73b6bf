//! Quadrature on one panel: 15 Kronrod points with the 7 Gauss points among them for the error.
//!
//! Nodes and weights as in QUADPACK's qk15 (Piessens, de Doncker, Überhuber & Kahaner 1983). The nodes are interior, so
//! a function may jump where panels meet. Interpolating at the nodes also gives the running integral at each node.

use std::sync::OnceLock;

/// Points on a panel.
pub const POINTS: usize = 15;

/// Positive nodes and their Kronrod weights, the outermost first; every second is a Gauss node.
const HALF: [(f64, f64); 8] = [
    (0.991_455_371_120_812_6, 0.022_935_322_010_529_224),
    (0.949_107_912_342_758_5, 0.063_092_092_629_978_56),
    (0.864_864_423_359_769_1, 0.104_790_010_322_250_18),
    (0.741_531_185_599_394_5, 0.140_653_259_715_525_92),
    (0.586_087_235_467_691_1, 0.169_004_726_639_267_9),
    (0.405_845_151_377_397_2, 0.190_350_578_064_785_4),
    (0.207_784_955_007_898_47, 0.204_432_940_075_298_9),
    (0.0, 0.209_482_141_084_727_82),
];
const GAUSS: [f64; 4] =
    [0.129_484_966_168_869_7, 0.279_705_391_489_276_64, 0.381_830_050_505_118_9, 0.417_959_183_673_469_4];

fn node(i: usize) -> f64 {
    if i < 7 { -HALF[i].0 } else { HALF[14 - i].0 }
}

fn weight(i: usize) -> f64 {
    HALF[i.min(14 - i)].1
}

/// The points of the panel from `a` to `b`, in order.
pub fn points(a: f64, b: f64) -> [f64; POINTS] {
    std::array::from_fn(|i| f64::midpoint(a, b) + (b - a) / 2.0 * node(i))
}

/// The integral over a panel of this length from the values at its points, and how far Gauss disagrees.
pub fn integral(values: &[f64; POINTS], length: f64) -> (f64, f64) {
    let kronrod: f64 = values.iter().enumerate().map(|(i, v)| weight(i) * v).sum();
    let gauss: f64 = (1..POINTS).step_by(2).map(|i| GAUSS[i.min(14 - i) / 2] * values[i]).sum();
    (kronrod * length / 2.0, (kronrod - gauss).abs() * length / 2.0)
}

/// The integrals from the panel's beginning to each of its points.
pub fn running(values: &[f64; POINTS], length: f64) -> [f64; POINTS] {
    static MATRIX: OnceLock<[[f64; POINTS]; POINTS]> = OnceLock::new();
    let matrix = MATRIX.get_or_init(running_weights);
    std::array::from_fn(|i| matrix[i].iter().zip(values).map(|(w, v)| w * v).sum::<f64>() * length / 2.0)
}

/// Entry (i, j): ∫ from −1 to node i of the polynomial that is 1 at node j and 0 at the others. Degree 14; the Kronrod
/// rule itself is exact to 22.
fn running_weights() -> [[f64; POINTS]; POINTS] {
    let lagrange = |j: usize, x: f64| -> f64 {
        (0..POINTS).filter(|k| *k != j).map(|k| (x - node(k)) / (node(j) - node(k))).product()
    };
    std::array::from_fn(|i| {
        let at = points(-1.0, node(i));
        std::array::from_fn(|j| integral(&at.map(|x| lagrange(j, x)), node(i) + 1.0).0)
    })
}

/// ∫ f from `a` to `b` by halving panels until each agrees with Gauss to `tolerance` of itself or of its part of the
/// whole. Where f jumps, split the interval: a jump between two points of a panel is not seen.
pub fn integrate(f: &dyn Fn(f64) -> f64, a: f64, b: f64, tolerance: f64) -> f64 {
    let whole = integral(&points(a, b).map(f), b - a).0.abs() / (b - a);
    // Sixty halvings leave a panel of no width: so much for a root or a pole at an end.
    halve(f, (a, b), (whole, tolerance), 60)
}

fn halve(f: &dyn Fn(f64) -> f64, (a, b): (f64, f64), (whole, tolerance): (f64, f64), halvings: u32) -> f64 {
    let (value, error) = integral(&points(a, b).map(f), b - a);
    if error <= tolerance * value.abs().max(whole * (b - a)) || halvings == 0 {
        return value;
    }
    let middle = f64::midpoint(a, b);
    [(a, middle), (middle, b)].into_iter().map(|half| halve(f, half, (whole, tolerance), halvings - 1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn polynomials_are_exact() {
        for degree in 0..=22 {
            let values = points(0.0, 2.0).map(|x| x.powi(degree));
            let exact = 2.0f64.powi(degree + 1) / f64::from(degree + 1);
            let (value, error) = integral(&values, 2.0);
            assert!((value / exact - 1.0).abs() < 1e-14, "{degree}");
            assert!(degree > 13 || error < 1e-13 * exact, "seven Gauss points are exact to degree 13");
            if degree <= 14 {
                for (x, running) in points(0.0, 2.0).iter().zip(running(&values, 2.0)) {
                    let exact = x.powi(degree + 1) / f64::from(degree + 1);
                    assert!((running - exact).abs() < 1e-13 * 2.0f64.powi(degree + 1), "{degree} at {x}");
                }
            }
        }
    }

    #[test]
    fn roots_and_peaks_are_found() {
        assert!((integrate(&f64::sqrt, 0.0, 1.0, 1e-10) * 1.5 - 1.0).abs() < 1e-10);
        let peak = |x: f64| 1e-3 / ((x - 0.3).powi(2) + 1e-6);
        let exact = (700.0f64).atan() + (300.0f64).atan();
        assert!((integrate(&peak, 0.0, 1.0, 1e-10) / exact - 1.0).abs() < 1e-10);
    }
}

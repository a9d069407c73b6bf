//! The search on formulas: every point's figures are a formula of the inputs, with the same chance in every point.

use super::*;
use crate::stats::Sample;

/// Figures by formula; chance is a fixed vector by figure that sums to nothing.
struct Formula<F> {
    of: F,
    chance: f64,
}

const CHANCE: [f64; 6] = [1.0, -0.5, 0.7, -1.2, 0.3, -0.3];

impl<F: Fn(&[f64]) -> Vec<f64>> Simulated for Formula<F> {
    type Stop = ();
    fn figures(&mut self, points: &[Vec<f64>]) -> Result<Vec<Figures>, ()> {
        let figures = |point: &Vec<f64>| {
            let sample = |(at, value): (usize, f64)| {
                let turned = (0..6).map(|k| CHANCE[(k + at) % 6] * self.chance).collect();
                Some(Sample { value, influence: turned })
            };
            (self.of)(point).into_iter().enumerate().map(sample).collect()
        };
        Ok(points.iter().map(figures).collect())
    }
}

fn fact(value: f64, half: f64) -> Fact {
    Fact { value, error: Some(half), digit: 0.0, longer: 1.0 }
}

fn asked(facts: Vec<Fact>, n: usize) -> Asked {
    Asked { facts, bounds: vec![[-1.0, 1.0]; n], steps: vec![Vec::new(); n] }
}

fn fitted(of: impl Fn(&[f64]) -> Vec<f64>, asked: &Asked) -> Fitted {
    fit(asked, &mut Formula { of, chance: 0.001 }).unwrap()
}

#[test]
fn what_is_linear_is_found_at_once() {
    let of = |v: &[f64]| vec![10.0 + 4.0 * v[0] + v[1], 5.0 - 2.0 * v[0] + 3.0 * v[1]];
    let (x, y) = (0.6, -0.4);
    let found = fitted(of, &asked(vec![fact(10.0 + 4.0 * x + y, 0.02), fact(5.0 - 2.0 * x + 3.0 * y, 0.02)], 2));
    assert_eq!((found.rounds, &found.seen[..]), (1, &[true, true][..]));
    assert!((found.at[0] - x).abs() < 0.01 && (found.at[1] - y).abs() < 0.01, "{:?}", found.at);
    let told = told(&found, 2, 0, 1.96);
    assert!(told.open.is_empty() && told.errors.iter().all(|error| *error < 0.01), "{told:?}");
    assert_eq!(told.fixed_by[0][0].of, 0);
    assert_eq!(told.fixed_by[1][0].of, 1);
}

#[test]
fn what_is_curved_is_found_too() {
    let of = |v: &[f64]| vec![(1.5 * v[0]).exp(), (v[0] - v[1]).exp() + v[1]];
    let truth = of(&[0.8, -0.7]);
    let found = fitted(of, &asked(truth.iter().map(|value| fact(*value, 0.02)).collect(), 2));
    assert!((found.at[0] - 0.8).abs() < 0.03 && (found.at[1] + 0.7).abs() < 0.03, "{found:?}");
}

#[test]
fn what_only_a_product_tells_is_named_with_what_would_tell_it() {
    // A sum of logarithms is measured; one of the two could be, and so could something that tells nothing.
    let of = |v: &[f64]| vec![(v[0] + v[1]).exp(), 100.0, 100.0 + 40.0 * v[1], 7.0];
    let found = fitted(of, &asked(vec![fact(0.5_f64.exp(), 0.01)], 3));
    assert_eq!(found.seen, [true, true, false]);
    assert!((found.at[0] - 0.25).abs() < 0.02 && (found.at[1] - 0.25).abs() < 0.02 && found.at[2] == 0.0, "{found:?}");
    let told = told(&found, 1, 0, 1.96);
    assert!(told.fixed_by.iter().all(Vec::is_empty));
    let both = told.open.iter().find(|open| open.inputs.len() == 2).expect("the two are named together");
    assert!(both.inputs[0].share * both.inputs[1].share < 0.0, "{both:?}");
    let (measure, left) = both.measure.expect("one figure tells it");
    assert!(measure == 2 && left < 0.1, "{both:?}");
    // What no fact sees stands alone, and nothing tells it.
    let alone = told.open.iter().find(|open| open.inputs[0].of == 2).unwrap();
    assert_eq!((alone.inputs.len(), alone.measure, alone.error), (1, None, 1.0));
}

#[test]
fn facts_that_pull_apart_are_named() {
    let of = |v: &[f64]| vec![10.0 * v[0], 10.0 * v[0] + 1.0, 3.0 * v[1]];
    let measured = vec![fact(2.0, 0.2), fact(6.0, 0.2), fact(1.0, 0.1)];
    let found = fitted(of, &asked(measured.clone(), 2));
    let residuals: Vec<f64> =
        of(&found.at).iter().zip(&measured).map(|(x, fact)| (x - fact.value) / (fact.error.unwrap() / 1.96)).collect();
    let named = told::conflicts(&found, &residuals, &[0, 1]);
    // The first is too high for what was measured: it would have the input down.
    assert_eq!(named[0], Conflict { fact: 0, against: Against::Fact(1), by: Some((0, false)) });
    assert_eq!(named[1], Conflict { fact: 1, against: Against::Fact(0), by: Some((0, true)) });
}

#[test]
fn a_range_that_would_have_to_be_left_is_named() {
    let of = |v: &[f64]| vec![10.0 * v[0], 4.0, 3.0 * v[1]];
    let measured = vec![fact(25.0, 0.5), fact(5.0, 0.1), fact(1.0, 0.1)];
    let found = fitted(of, &asked(measured, 2));
    assert_eq!(found.at[0], 1.0);
    let named = told::conflicts(&found, &[-60.0, -20.0, 0.0], &[0, 1]);
    assert_eq!((named[0].against, named[0].by), (Against::Range(0), Some((0, true))));
    assert_eq!((named[1].against, named[1].by), (Against::Nothing, None));
}

#[test]
fn errors_follow_the_rule() {
    let sample = Sample { value: 5.0, influence: vec![2.0, -2.0, 2.0, -2.0] };
    let variance: f64 = 16.0 / 3.0;
    let close = |a: f64, b: f64| assert!((a - b).abs() < 1e-9, "{a} {b}");
    close(fact(5.0, 1.96).error_by(&sample), 1.0 / (1.959_963_984_540_054 / 1.96));
    let written = Fact { value: 5.0, error: None, digit: 6.0, longer: 1.0 };
    close(written.error_by(&sample), (3.0 + variance).sqrt());
    close(written.whole_error(&sample), (3.0 + variance + variance / 4.0).sqrt());
    close(Fact { longer: 4.0, ..written }.error_by(&sample), (3.0 + 4.0 * variance).sqrt());
}

#[test]
fn what_goes_by_steps_is_tried_at_all_of_them() {
    // What goes by steps does nothing next to where it is: only its far end meets the facts, together with the other.
    let of = |v: &[f64]| {
        assert!([-1.0, -0.4, 0.0_f64].iter().any(|step| (step - v[0]).abs() < 1e-12), "{v:?}");
        let jump = if v[0] < -0.9 { 3.0 } else { 0.5 * v[0] };
        vec![10.0 + jump + 2.0 * v[1], 5.0 - jump + 2.0 * v[1]]
    };
    let facts = vec![fact(13.0 + 0.6, 0.05), fact(2.0 + 0.6, 0.05)];
    let steps = vec![vec![-1.0, -0.4, 0.0], Vec::new()];
    let found = fitted(of, &Asked { facts, bounds: vec![[-1.0, 0.0], [-1.0, 1.0]], steps });
    assert!(found.at[0] == -1.0 && (found.at[1] - 0.3).abs() < 0.02, "{found:?}");
}

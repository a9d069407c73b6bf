//! What a fit says: how well each input is known and by which facts, what stays open and what would tell it, and which facts
//! contradict each other.

use super::search::Fitted;
use crate::stats::{Known, known};

/// What is to be said of a fit. Inputs and figures are told by their numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// By input: its standard error, in halves of its range.
    pub errors: Vec<f64>,
    /// By input: the facts that fix it, with their share of what is known of it, the largest first; of one that is open none.
    pub fixed_by: Vec<Vec<Part>>,
    /// What the facts leave open, the least known first.
    pub open: Vec<Open>,
}

/// A fact or an input with its share.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Part {
    /// Its number.
    pub of: usize,
    /// Of a fact: its share of what is known. Of an input: its part in a direction, with its sign.
    pub share: f64,
}

/// Inputs that the facts do not tell apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// The inputs that move together, the largest part first; one alone: no fact says enough of it.
    pub inputs: Vec<Part>,
    /// Its standard error, in halves of a range.
    pub error: f64,
    /// The figure that would tell most of it, with the standard error that would be left; none: none would tell much.
    pub measure: Option<(usize, f64)>,
}

/// The interval of an input that is found is at most this share of its range.
const HALF: f64 = 0.5;
/// Parts of a direction below this are not told.
const SMALL: f64 = 0.3;
/// Shares of what is known below this are not told.
const SLIGHT: f64 = 0.15;

/// Whether an input with this standard error, in halves of its range, is found; `widths`: standard errors in half an interval.
pub fn is_found(error: f64, widths: f64) -> bool {
    widths * error <= HALF
}

/// Reads a fit. `facts`: how many of its figures were to be met; those behind them are candidates for what to measure next, but
/// for `held`, which were measured too. `widths`: standard errors in half an interval.
pub fn told(fitted: &Fitted, facts: usize, held: usize, widths: f64) -> Told {
    let is_found = |error: f64| is_found(error, widths);
    let n = fitted.at.len();
    let slopes = &fitted.slopes[..facts];
    let Known { errors, directions } = known(slopes, n);
    let fixed_by = (0..n).map(|k| if is_found(errors[k]) { fixed_by(slopes, k) } else { Vec::new() }).collect();
    let wide = |k: usize| !is_found(errors[k]);
    let open = directions.iter().filter(|one| !is_found(one.error)).filter_map(|one| {
        let mut inputs: Vec<Part> = (0..n)
            .filter(|k| wide(*k) && one.parts[*k].abs() >= SMALL)
            .map(|of| Part { of, share: one.parts[of] })
            .collect();
        inputs.sort_by(|a, b| b.share.abs().total_cmp(&a.share.abs()).then(a.of.cmp(&b.of)));
        let measure = next(&fitted.slopes, facts + held, &one.parts, one.error);
        (!inputs.is_empty()).then_some(Open { inputs, error: one.error, measure })
    });
    Told { open: open.collect(), fixed_by, errors }
}

/// The facts that see an input, by their share of what is known of it.
fn fixed_by(slopes: &[Vec<f64>], input: usize) -> Vec<Part> {
    let all: f64 = slopes.iter().map(|row| row[input] * row[input]).sum();
    let mut parts: Vec<Part> =
        slopes.iter().enumerate().map(|(of, row)| Part { of, share: row[input] * row[input] / all }).collect();
    parts.retain(|part| part.share >= SLIGHT);
    parts.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.of.cmp(&b.of)));
    parts
}

/// The figure behind `first` that would tell most of a direction.
fn next(slopes: &[Vec<f64>], first: usize, parts: &[f64], error: f64) -> Option<(usize, f64)> {
    let says = |row: &Vec<f64>| row.iter().zip(parts).map(|(slope, part)| slope * part).sum::<f64>();
    let after = |row: &Vec<f64>| (error.powi(-2) + says(row).powi(2)).sqrt().recip();
    let all = slopes.iter().enumerate().skip(first).map(|(at, row)| (at, after(row)));
    all.min_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, left)| *left < 0.6 * error)
}

/// A fact that is not met, and what pulls against it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Conflict {
    /// The fact.
    pub fact: usize,
    /// What holds the inputs that would meet it.
    pub against: Against,
    /// The input that is held most, and whether it would have to go up; none: no input changes it enough.
    pub by: Option<(usize, bool)>,
}

/// What pulls against a fact.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Against {
    /// Another fact.
    Fact(usize),
    /// The range of an input, which would have to be left.
    Range(usize),
    /// No input that may move changes it.
    Nothing,
    /// Chance: it is met where it was fitted.
    Chance,
}

/// What holds back the facts that are not met. `residuals`: by fact, in its standard error, where the fit ended; at that place
/// the pulls of all facts and of all ranges add up to nothing, so each fact is held by those that pull the other way.
pub fn conflicts(fitted: &Fitted, residuals: &[f64], missed: &[usize]) -> Vec<Conflict> {
    let n = fitted.at.len();
    let pull = |fact: usize| -> Vec<f64> { (0..n).map(|k| fitted.slopes[fact][k] * residuals[fact]).collect() };
    let pulls: Vec<Vec<f64>> = (0..residuals.len()).map(pull).collect();
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let of = |fact: usize| {
        let own = &pulls[fact];
        let others = (0..residuals.len()).filter(|other| *other != fact);
        let by_facts = others.map(|other| (Against::Fact(other), -product(own, &pulls[other])));
        let all = |k: usize| pulls.iter().map(|pull| pull[k]).sum::<f64>();
        let by_ranges = (0..n).map(|k| (Against::Range(k), own[k] * all(k)));
        let strongest = by_facts.chain(by_ranges).max_by(|a, b| a.1.total_cmp(&b.1));
        let against = match strongest {
            Some((against, by)) if by > 0.1 * product(own, own) && by > 0.0 => against,
            _ => Against::Nothing,
        };
        // The part of an input in what pulls against each other.
        let held = |k: usize| match against {
            Against::Fact(other) => -own[k] * pulls[other][k],
            Against::Range(input) if input == k => f64::INFINITY,
            _ => 0.0,
        };
        let by = (0..n).map(|k| (held(k), k)).filter(|(by, _)| *by > 0.0).max_by(|a, b| a.0.total_cmp(&b.0));
        Conflict { fact, against, by: by.map(|(_, k)| (k, own[k] < 0.0)) }
    };
    missed.iter().map(|fact| of(*fact)).collect()
}

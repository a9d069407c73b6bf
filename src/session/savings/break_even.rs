//! Up to which value of what is uncertain a design saves: the others as they are, on the same customers.

use super::NoSaving;
use super::ranges::Range;
use super::trials::{Trials, Wanted};
use crate::experiment::{Arm, Costs, LEVEL};
use crate::measure::Series;
use crate::model::PriceGroup;
use crate::report::{BreakEven, Draw, PriceBreakEven, Turning};
use crate::scenario::values::vary::between;
use crate::stats::Sample;

/// Replications of a value that has to be simulated: what it changes is known from few, as the customers are the same.
const EACH: u64 = 5;
/// So many values that have to be simulated are tried.
const MOST: usize = 12;
/// Steps towards where the saving is nothing: each is simulated, or costs nothing.
const STEPS: [usize; 2] = [4, 60];
/// Near enough, as a part of the range.
const NEAR: [f64; 2] = [2e-3, 1e-9];

/// A year's saving as the file stands and, at some value, what few replications add to it.
struct Known<'a> {
    as_is: &'a [Costs; 2],
    /// By replication, as the file stands.
    saved: Sample,
}

/// A year's saving and half the width of its interval.
#[derive(Clone, Copy, Debug)]
struct At {
    mean: f64,
    half_width: Option<f64>,
}

fn saved([base, design]: &[Costs; 2]) -> Vec<f64> {
    base.year.iter().zip(&design.year).map(|(base, design)| base - design).collect()
}

impl Known<'_> {
    fn replications(&self, one: &Range) -> u64 {
        let all = self.saved.n() as u64;
        if one.price { all } else { all.min(EACH) }
    }

    fn wanted(&self, one: &Range, part: f64) -> Wanted {
        let [low, high] = &one.ends;
        let value = between(low, high, part).expect("it lies between its ends");
        (vec![format!("{}={value}", one.path)], 0..self.replications(one))
    }

    /// The saving as it is and the change of the first replications; what is unsure of either adds up at most.
    fn at(&self, costs: &[Costs; 2]) -> At {
        let there = saved(costs);
        if there.len() == self.saved.n() {
            let there = Sample::mean(&there);
            return At { mean: there.value, half_width: there.half_width(LEVEL) };
        }
        let moved: Vec<f64> = there.iter().zip(saved(self.as_is)).map(|(there, here)| there - here).collect();
        let moved = Sample::mean(&moved);
        let halves = self.saved.half_width(LEVEL).zip(moved.half_width(LEVEL));
        At { mean: self.saved.value + moved.value, half_width: halves.map(|(here, moved)| here + moved) }
    }
}

/// Of every uncertain value, those that have to be simulated in order of how much draws say that they matter.
pub fn break_evens(uncertain: &[Range], draws: &[Draw], trials: &mut Trials<'_>) -> Result<Vec<BreakEven>, NoSaving> {
    let as_is = trials.as_is();
    let known = Known { as_is, saved: Sample::mean(&saved(as_is)) };
    let mut simulated: Vec<usize> = (0..uncertain.len()).filter(|n| !uncertain[*n].price).collect();
    simulated.sort_by(|a, b| moves(draws, *b).total_cmp(&moves(draws, *a)).then(a.cmp(b)));
    let left = simulated.split_off(simulated.len().min(MOST));
    let tried: Vec<usize> = (0..uncertain.len()).filter(|n| !left.contains(n)).collect();
    let wanted: Vec<Wanted> =
        tried.iter().flat_map(|n| [0.0, 1.0].map(|part| known.wanted(&uncertain[*n], part))).collect();
    let mut ends = trials.costs(&wanted)?.into_iter();
    let mut all = Vec::new();
    for n in tried {
        let (Some(low), Some(high)) = (ends.next().flatten(), ends.next().flatten()) else { continue };
        let (low, high) = (known.at(&low), known.at(&high));
        let turning = turning(&known, &uncertain[n], [low, high], trials)?;
        all.push(BreakEven { uncertain: n, at_ends: Some([low.mean, high.mean]), turning });
    }
    all.extend(left.into_iter().map(|n| BreakEven { uncertain: n, at_ends: None, turning: Turning::NotTried }));
    all.sort_by_key(|one| one.uncertain);
    Ok(all)
}

/// How far draws move with an uncertain value: the size of their covariance.
fn moves(draws: &[Draw], n: usize) -> f64 {
    let size = draws.len().max(1) as f64;
    let mean = |of: &dyn Fn(&Draw) -> f64| draws.iter().map(of).sum::<f64>() / size;
    let (part, year) = (mean(&|draw| draw.parts[n]), mean(&|draw| draw.year));
    mean(&|draw| (draw.parts[n] - part) * (draw.year - year)).abs()
}

/// Where the saving is nothing between the value and an end, by the Illinois rule (Dowell & Jarratt 1971, BIT 11).
fn turning(known: &Known<'_>, one: &Range, ends: [At; 2], trials: &mut Trials<'_>) -> Result<Turning, NoSaving> {
    let here = known.saved.value;
    let other_side = |at: &At| (at.mean > 0.0) != (here > 0.0);
    let (mut end, mut there) = match ends {
        [low, _] if other_side(&low) => (0.0, low),
        [_, high] if other_side(&high) => (1.0, high),
        _ => return Ok(Turning::Nowhere),
    };
    // What a part of the range brings, all the way to that end.
    let slope = (there.mean - here) / (end - one.likely);
    let (mut near, mut at_near) = (one.likely, here);
    let (mut at_end, mut last_moved) = (there.mean, 0);
    let (steps, enough) = if one.price { (STEPS[1], NEAR[1]) } else { (STEPS[0], NEAR[0]) };
    let mut root = crossing([near, at_near], [end, at_end]);
    for _ in 0..steps {
        let wanted = known.wanted(one, root);
        let Some(costs) = trials.costs(&[wanted])?.pop().flatten() else { break };
        let at = known.at(&costs);
        there = at;
        // The value that lost its side twice counts half, so that both ends come nearer.
        if other_side(&at) {
            (end, at_end) = (root, at.mean);
            if last_moved == 1 {
                at_near /= 2.0;
            }
            last_moved = 1;
        } else {
            (near, at_near) = (root, at.mean);
            if last_moved == -1 {
                at_end /= 2.0;
            }
            last_moved = -1;
        }
        if at.mean == 0.0 {
            break;
        }
        let next = crossing([near, at_near], [end, at_end]);
        let moved = (next - root).abs();
        root = next;
        if moved < enough || known.wanted(one, root).0 == known.wanted(one, near).0 {
            break;
        }
    }
    let [low, high] = &one.ends;
    let text = |part: f64| between(low, high, part.clamp(0.0, 1.0)).expect("it lies between its ends");
    let interval = there.half_width.filter(|_| slope != 0.0 && slope.is_finite()).map(|half| {
        let off = (half / slope).abs();
        [text(root - off), text(root + off)]
    });
    Ok(Turning::At { value: text(root), between: interval, rises: root > one.likely })
}

/// Where the line through two points is zero.
fn crossing([x, y]: [f64; 2], [other, at_other]: [f64; 2]) -> f64 {
    let slope = (at_other - y) / (other - x);
    if slope == 0.0 || !slope.is_finite() { f64::midpoint(x, other) } else { x - y / slope }
}

/// At which multiple of some prices the saving is nothing: it goes with them in a straight line.
pub fn of_prices(arms: [&Arm; 2], as_is: &[Costs; 2]) -> Vec<PriceBreakEven> {
    let here = Sample::mean(&saved(as_is));
    let of = |group: PriceGroup| {
        let at_twice = arms.map(|arm| {
            let Arm { model, outcomes, spans, .. } = arm;
            Costs::of(&model.at_prices(group, 2.0), &Series { outcomes, spans })
        });
        let [Some(base), Some(design)] = at_twice else { return None };
        let more = Sample::mean(&saved(&[base, design])).difference(&here);
        let nothing = Sample::mean(&vec![0.0; here.n()]);
        // A line through (1, here) that rises by `more` a unit.
        let times = here.over(&more).map(|parts| (1.0 - parts.value, nothing.difference(&parts).half_width(LEVEL)));
        let moves_it = more.value.abs() > 1e-9 * here.value.abs().max(1.0);
        moves_it.then(|| PriceBreakEven { group, times: times.filter(|(times, _)| *times >= 0.0) })
    };
    PriceGroup::ALL.into_iter().filter_map(of).collect()
}

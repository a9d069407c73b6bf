//! The integer programme of a search: the cheapest staffing that cuts allow and that nothing already missed rules out.
//!
//! By branch and bound (Land & Doig 1960) over the places in order: a branch ends where what is left cannot reach a cut, or where
//! what the best cut still asks for costs more than the best found. Shops have few teams, and their bounds are close by then.

use super::{Space, Staff};

/// A linear bound: Σ slope · people ≥ least, slopes at least 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    /// By place.
    pub slopes: Vec<f64>,
    /// What they must come to.
    pub least: f64,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Programme {
    /// The cheapest; of equals the one with the fewest at the first place.
    Cheapest(Staff),
    /// Nothing is allowed.
    Nothing,
    /// It is too large to be looked through.
    TooLarge,
}

/// Branches at most: some seconds.
const MOST: u64 = 3_000_000;

/// The cheapest staffing that all cuts allow, that is not in everything at most one of `missed`, and that costs less than `below`.
pub fn cheapest(space: &Space, cuts: &[Cut], missed: &[&Staff], below: f64) -> Programme {
    let mut search = Branches { space, cuts, missed, best: None, limit: below, left: MOST, chosen: Vec::new() };
    search.branch(0.0, &vec![0.0; cuts.len()]);
    match search.best {
        _ if search.left == 0 => Programme::TooLarge,
        Some(best) => Programme::Cheapest(best),
        None => Programme::Nothing,
    }
}

struct Branches<'a> {
    space: &'a Space,
    cuts: &'a [Cut],
    missed: &'a [&'a Staff],
    best: Option<Staff>,
    /// What the next one has to cost less than.
    limit: f64,
    left: u64,
    chosen: Staff,
}

impl Branches<'_> {
    /// `reached`: what the chosen places bring to each cut.
    fn branch(&mut self, cost: f64, reached: &[f64]) {
        self.left = self.left.saturating_sub(1);
        let at = self.chosen.len();
        if self.left == 0 || !Space::is_below(cost + self.least_of_rest(at, reached), self.limit) || self.is_missed(at)
        {
            return;
        }
        if at == self.space.places() {
            self.limit = cost;
            self.best = Some(self.chosen.clone());
            return;
        }
        for people in self.space.low[at]..=self.space.high[at] {
            let more = f64::from(people);
            let then: Vec<f64> = reached.iter().zip(self.cuts).map(|(sum, cut)| sum + cut.slopes[at] * more).collect();
            self.chosen.push(people);
            self.branch(cost + self.space.price[at] * more, &then);
            self.chosen.pop();
        }
    }

    /// What the places from `at` on cost at least; ∞ where a cut cannot be reached.
    fn least_of_rest(&self, at: usize, reached: &[f64]) -> f64 {
        let rest = at..self.space.places();
        let low: f64 = rest.clone().map(|place| f64::from(self.space.low[place]) * self.space.price[place]).sum();
        let mut beyond = 0.0_f64;
        for (cut, sum) in self.cuts.iter().zip(reached) {
            let bring = |of: &Staff| rest.clone().map(|place| cut.slopes[place] * f64::from(of[place])).sum::<f64>();
            let rounding = super::ROUNDING * cut.least.abs().max(1.0);
            let short = cut.least - rounding - sum - bring(&self.space.low);
            if short <= 0.0 {
                continue;
            }
            if cut.least - rounding - sum > bring(&self.space.high) {
                return f64::INFINITY;
            }
            let ways = rest.clone().filter(|place| cut.slopes[*place] > 0.0);
            let cheapest = ways.map(|place| self.space.price[place] / cut.slopes[place]).fold(f64::INFINITY, f64::min);
            beyond = beyond.max(short * cheapest);
        }
        low + beyond
    }

    /// Whether whatever is chosen from `at` on, one that missed has as many everywhere.
    fn is_missed(&self, at: usize) -> bool {
        let covers = |missed: &&&Staff| {
            let chosen = self.chosen.iter().zip(&missed[..]).all(|(own, of)| own <= of);
            chosen && (at..self.space.places()).all(|place| self.space.high[place] <= missed[place])
        };
        self.missed.iter().any(|missed| covers(&missed))
    }
}

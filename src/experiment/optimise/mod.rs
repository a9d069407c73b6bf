//! The cheapest staffing that meets its targets, searched for without knowing what a model is: a candidate goes in, how its
//! targets stand comes out. So the search is tried on formulas, and whatever simulates stands behind [`Oracle`].
//!
//! More people are taken to do no harm: where a staffing misses a target, every smaller one misses it too. By that alone the answer
//! is proven; cuts only find it sooner.

mod confirm;
mod cover;
mod dates;
mod integer;
mod search;
mod settle;
#[cfg(test)]
mod tests;

pub use confirm::{Confirmed, SureLook, confirm};
pub use cover::Cover;
pub use dates::{Dated, Dates, FARTHEST, Posts, levels, settle_dates};
pub use search::{Searched, search};
pub use settle::{Settled, neighbours, settle};

/// A number for each place that is staffed.
pub type Staff = Vec<u32>;

/// What may be chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct Space {
    /// The fewest, by place.
    pub low: Staff,
    /// The most.
    pub high: Staff,
    /// What one more costs, above 0.
    pub price: Vec<f64>,
}

/// Prices that differ by less than this share are the same: sums of the same prices in another order.
const ROUNDING: f64 = 1e-9;

impl Space {
    /// What a staffing costs.
    pub fn cost(&self, staff: &[u32]) -> f64 {
        staff.iter().zip(&self.price).map(|(n, price)| f64::from(*n) * price).sum()
    }
    /// Whether a cost is below another by more than rounding.
    pub fn is_below(cost: f64, other: f64) -> bool {
        cost < other - ROUNDING * other.abs().max(1.0)
    }
    /// How many places there are.
    fn places(&self) -> usize {
        self.price.len()
    }
}

/// One place with one more, or one fewer; none beyond its bound.
fn moved(space: &Space, staff: &[u32], place: usize, by: i64) -> Option<Staff> {
    let to = u32::try_from(i64::from(staff[place]) + by).ok()?;
    (space.low[place]..=space.high[place]).contains(&to).then(|| {
        let mut other = staff.to_vec();
        other[place] = to;
        other
    })
}

/// Whether targets are met.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Answer {
    /// One is shown to be missed.
    Missed,
    /// None is shown to be missed, and not all are shown to be met.
    Undecided,
    /// All are shown to be met.
    Met,
}

/// How the targets stand at a staffing.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// All of them together.
    pub answer: Answer,
    /// By target, how much it is met by; below 0 where it is not.
    pub margins: Vec<f64>,
}

impl Reading {
    /// By how much targets are missed, together.
    pub fn short(&self) -> f64 {
        self.margins.iter().map(|margin| (-margin).max(0.0)).sum()
    }
}

/// How closely to look.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Look {
    /// By the mean of few replications, always the same: to find the way. It is met or missed.
    Quick,
    /// By the interval of as many replications as it takes, on seeds that the search never saw.
    Sure,
}

/// Who knows how targets stand.
pub trait Oracle {
    /// Why it gives no answer.
    type Stop;
    /// Of each of these staffings, in their order.
    fn ask(&mut self, look: Look, round: &[Staff]) -> Result<Vec<Reading>, Self::Stop>;
    /// Hears of the best so far.
    fn best(&mut self, _: &Staff) {}
}

//! One replication, watched: what was asked and answered by interval, and why customers waited in some windows.

use super::watch::Watch;
use super::{Blamed, Window};
use crate::catalogue::counter::ContactCounter;
use crate::engine::{self, Ended};
use crate::id::Id;
use crate::measure::counts::Memory;
use crate::measure::layout::Layout;
use crate::measure::tallies::Tallies;
use crate::model::{Model, TypeId};

/// What was asked of a type and became of it, as the service level counts it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Asked for people.
    pub offered: i64,
    /// Who is judged by the target.
    pub judged: i64,
    /// Of these, in time.
    pub in_time: i64,
    /// Gave up.
    pub abandoned: i64,
}

/// Columns that are kept by interval, of each type.
const KEPT: [ContactCounter; 7] = [
    ContactCounter::Offered,
    ContactCounter::Messages,
    ContactCounter::Closed,
    ContactCounter::UnjudgedOnLine,
    ContactCounter::AbandonedInLimit,
    ContactCounter::InTime,
    ContactCounter::Abandoned,
];

impl Asked {
    /// Of the kept columns, in their order.
    fn of([offered, messages, closed, unjudged, short, in_time, abandoned]: [i64; KEPT.len()]) -> Self {
        Self { offered, judged: offered - messages - closed - unjudged - short, in_time, abandoned }
    }
    /// Takes in these too.
    pub fn add(&mut self, other: Self) {
        self.offered += other.offered;
        self.judged += other.judged;
        self.in_time += other.in_time;
        self.abandoned += other.abandoned;
    }
}

/// What was asked, by counted interval and type.
#[derive(Clone, Debug)]
pub struct Answers {
    types: usize,
    cells: Vec<Asked>,
}

impl Answers {
    /// Takes in those of another replication too.
    pub fn add(&mut self, other: &Self) {
        self.cells.iter_mut().zip(&other.cells).for_each(|(sum, more)| sum.add(*more));
    }
    /// Of a type in an interval.
    pub fn of(&self, interval: usize, of: TypeId) -> Asked {
        self.cells[interval * self.types + of.index()]
    }
}

/// Runs one replication and watches these windows of it.
pub fn watched(
    model: &Model,
    (seed, number): (u64, u64),
    windows: &[Window],
    cancelled: &dyn Fn() -> bool,
) -> (Answers, Vec<Blamed>, Ended) {
    let layout = Layout::new(model);
    let columns = model.types.ids().flat_map(|of| KEPT.map(|counter| layout.of_type(of) + counter as usize)).collect();
    let tallies = Tallies::new(model, &[], columns, Memory::default());
    let (tallies, blamed, ended) = if windows.is_empty() {
        let (tallies, ended) = engine::run(model, seed, number, tallies, cancelled);
        (tallies, Vec::new(), ended)
    } else {
        let both = (tallies, Watch::new(model, windows));
        let ((tallies, watch), ended) = engine::run(model, seed, number, both, cancelled);
        (tallies, watch.into_blamed(), ended)
    };
    let (_, counts, _) = tallies.into_parts();
    let (_, kept) = counts.kept();
    let cells = kept.chunks(KEPT.len()).map(|cell| Asked::of(cell.try_into().expect("a cell has all columns")));
    (Answers { types: model.types.len(), cells: cells.collect() }, blamed, ended)
}

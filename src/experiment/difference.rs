//! One difference: two arms over a span, on common random numbers.

use super::address::Address;
use super::estimates::sample;
use super::study::{Arm, LEVEL};
use crate::catalogue::{Better, KpiId, Part, Subject};
use crate::measure::{Evaluator, Sums};
use crate::stats::{Direction, Judgement, Rule, judge};

/// One paired difference: arm less baseline.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What it is about; of the arm that is compared.
    pub of: Address,
    /// Which arm is the baseline.
    pub base: usize,
    /// Level of the interval, all compared arms together.
    pub level: f64,
    /// Replications.
    pub n: usize,
    /// The difference and what to think of it.
    pub judgement: Judgement,
}

/// Two arms over a span; so many comparisons share their error.
pub(super) struct ComparedArms<'a> {
    pub arm: &'a Arm,
    pub base: &'a Arm,
    /// Their numbers in the study.
    pub numbers: [usize; 2],
    pub span: usize,
    pub comparisons: usize,
    /// Whether both meet the same demand, so that one may be better.
    pub same_demand: bool,
}

impl ComparedArms<'_> {
    /// The difference of a figure; none where one side has none, or its interval comes from days.
    pub(super) fn of(&self, kpi: KpiId, subject: Subject) -> Option<Difference> {
        let Self { arm, base, span, comparisons, same_demand, .. } = *self;
        let other = subject.in_model(&arm.model, &base.model)?;
        let (a, by_day) = sample(arm, kpi, Part::Both, subject, span)?;
        let (b, _) = sample(base, kpi, Part::Both, other, span)?;
        if a.n() != b.n() || by_day {
            return None;
        }
        let singles = |arm: &Arm, subject: Subject| -> Vec<f64> {
            let evaluator = Evaluator::new(&arm.model);
            let rows = arm.series().rows(span);
            let sums = evaluator.sums(kpi, Part::Both, subject, &rows, &arm.spans[span]);
            let pairs = sums.iter().flat_map(Sums::pairs);
            pairs.filter(|(_, y)| *y != 0.0).map(|(x, y)| x / y).collect()
        };
        let (xs, ys) = (singles(arm, subject), singles(base, other));
        let each: Vec<f64> =
            if xs.len() == ys.len() { xs.iter().zip(&ys).map(|(x, y)| x - y).collect() } else { Vec::new() };
        let direction = match kpi.better() {
            Better::Higher => Direction::Higher,
            Better::Lower => Direction::Lower,
            Better::Neither => Direction::Neither,
        };
        let judgement = judge(&b, &a, &each, Rule { better: direction, level: LEVEL, comparisons });
        let judgement = if same_demand { judgement } else { judgement.unjudged() };
        Some(self.difference(kpi, subject, a.n(), judgement))
    }
    /// A difference with what it is about.
    pub(super) fn difference(&self, kpi: KpiId, subject: Subject, n: usize, judgement: Judgement) -> Difference {
        let [arm, base] = self.numbers;
        let of = Address { arm, kpi, subject, part: Part::Both, span: self.span };
        Difference { of, base, level: LEVEL, n, judgement }
    }
}

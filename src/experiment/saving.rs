//! What a design saves against another: cash, hours and people by ratio. Three things that are never added, because hours are no
//! cash until somebody goes, and people are no cash before somebody would have come.

use super::difference::{ComparedArms, Difference};
use super::estimates::sample;
use super::study::{Arm, LEVEL};
use crate::catalogue::{Better, Estimator, KpiId, Part, Row, Saving, Span, Subject, kpis};
use crate::load::work_seconds;
use crate::measure::{Evaluator, Series};
use crate::model::TypeId;
use crate::stats::{Direction, Judgement, Rule, Sample, Verdict, judge};

/// Growth of open tickets above this share of what comes in is not noise at the ends of a span.
const GROWING: f64 = 0.02;
/// Days of which a year can be made.
const A_YEAR: f64 = 365.0;

/// Whether open tickets (of a type, or all) surely grow, by more than what the ends of a span make. What comes at its end on days on which
/// nobody is planned who may do it is no growth: it waits for the next day of work, as after every such day before.
pub fn grows(arm: &Arm, span: usize, subject: Subject) -> bool {
    let of = |row: Row, subject: Subject| sample(arm, row.into(), Part::Both, subject, span).map(|found| found.0);
    let tickets = arm
        .model
        .types
        .entries()
        .filter(|(id, kind)| !kind.is_live() && (subject == Subject::All || subject == Subject::Type(*id)));
    let (mut created, mut waiting) = (0.0, 0.0);
    for (id, _) in tickets {
        let Some(a_day) = of(Row::OfferedPerDay, Subject::Type(id)) else { continue };
        created += a_day.value;
        waiting += left_at_end(arm, &arm.spans[span], id, a_day.value);
    }
    of(Row::BacklogGrowth, subject).is_some_and(|growth| {
        let surely = growth.value - growth.half_width(LEVEL).unwrap_or(0.0);
        surely - waiting / arm.spans[span].days > GROWING * created.max(1.0)
    })
}

/// Tickets of a type that come on the days at the end of a span on which nobody is planned who may do them, on the mean; 0 where somebody is
/// on its last day, or on none of its days. `a_day`: how many come on the mean of all days, for dates of which it is not known.
fn left_at_end(arm: &Arm, span: &Span, id: TypeId, a_day: f64) -> f64 {
    let (model, calendar, kind) = (&arm.model, &arm.model.calendar, &arm.model.types[id]);
    let planned = |date: usize| {
        let day = calendar.epoch_day(calendar.warm_up_days + date as i32);
        kind.teams().any(|team| model.teams[team].staffing.anyone_on(day))
    };
    let dates: Vec<usize> = (0..span.dates.len()).filter(|date| span.dates[*date]).collect();
    let Some(last) = dates.iter().rposition(|date| planned(*date)) else { return 0.0 };
    let come = |date: &usize| {
        let profile = arm.profile.as_ref()?;
        let column = profile.column(Row::Offered.into(), Subject::Type(id))?;
        Some(profile.cell(profile.groups.dates().start + date, column)?.mean)
    };
    dates[last + 1..].iter().map(|date| come(date).unwrap_or(a_day)).sum()
}

/// What all costs in a calendar year, by replication: the mean of the whole ones inside a span; where none is whole, the span a
/// day × 365. None where fewer than 365 days are counted, or a price is missing.
pub fn a_year(evaluator: &Evaluator<'_>, series: &Series<'_>, span: usize) -> Option<Sample> {
    a_year_of(Row::CostTotal.into(), evaluator, series, span)
}

/// Any sum of the shop's in a year, over all that an arm counted.
pub fn of_a_year(arm: &Arm, kpi: KpiId) -> Option<Sample> {
    a_year_of(kpi, &Evaluator::new(&arm.model), &arm.series(), 0)
}

/// The same of any span.
pub(super) fn a_year_of(kpi: KpiId, evaluator: &Evaluator<'_>, series: &Series<'_>, span: usize) -> Option<Sample> {
    let spans = series.spans;
    let whole = &spans[span];
    if whole.days < A_YEAR || whole.cut.is_some() {
        return None;
    }
    let inside = |year: &Span| year.year && !year.named && year.dates.iter().zip(&whole.dates).all(|(a, b)| *b || !*a);
    let years: Vec<usize> =
        if whole.year { vec![span] } else { (1..spans.len()).filter(|at| inside(&spans[*at])).collect() };
    let of = |span: usize| evaluator.estimate(kpi, Part::Both, Subject::All, series, span);
    if years.is_empty() {
        return Some(Sample::weighted_sum(0.0, &[(A_YEAR / whole.days, &of(span)?)]));
    }
    let all: Vec<Sample> = years.iter().map(|year| of(*year)).collect::<Option<_>>()?;
    let terms: Vec<(f64, &Sample)> = all.iter().map(|year| (1.0 / all.len() as f64, year)).collect();
    Some(Sample::weighted_sum(0.0, &terms))
}

/// All that can be said of what is saved; nothing where the two do not meet the same demand.
pub(super) fn savings(of: &ComparedArms<'_>) -> Vec<Difference> {
    if !of.same_demand {
        return Vec::new();
    }
    let mut rows: Vec<Difference> = of.cash().into_iter().collect();
    let cash = rows.first().map(|cash| cash.judgement.verdict);
    rows.extend(of.annual());
    if let Some(served) = of.served() {
        rows.extend(of.capacity(&served));
        rows.push(of.people_by_ratio(&served));
    }
    let undone = of.undone();
    if of.span == 0 && cash == Some(Verdict::Better) && undone.is_none() {
        rows.extend(of.payback());
    }
    rows.extend(undone);
    rows
}

/// A difference of cost as a saving.
fn saved(cost: &Judgement) -> Judgement {
    Judgement { mean: -cost.mean, p05: cost.p95.map(|x| -x), p95: cost.p05.map(|x| -x), ..cost.clone() }
}

impl ComparedArms<'_> {
    fn sum(&self, arm: &Arm, row: Row) -> Option<Sample> {
        let (sample, by_day) = sample(arm, row.into(), Part::Both, Subject::All, self.span)?;
        (!by_day).then_some(sample)
    }

    /// Running cost that is no longer paid.
    pub(super) fn cash(&self) -> Option<Difference> {
        if !self.same_demand {
            return None;
        }
        let cost = self.of(Row::CostTotal.into(), Subject::All)?;
        Some(self.difference(Saving::Cash.into(), Subject::All, cost.n, saved(&cost.judgement)))
    }

    /// Every line of the ledger that is no longer paid, one-off costs and the running total among them.
    pub(super) fn by_line(&self) -> Vec<Difference> {
        let is_cost = |kpi: &KpiId| matches!(kpi.estimator(), Estimator::Money(line) if line.is_cost());
        let costs = kpis(&self.arm.model).into_iter().filter(is_cost);
        let of = |kpi: KpiId| {
            let cost = self.of(kpi, Subject::All)?;
            Some(self.difference(kpi, Subject::All, cost.n, saved(&cost.judgement)))
        };
        costs.filter_map(of).collect()
    }

    fn annual(&self) -> Option<Difference> {
        let cost = |arm: &Arm| a_year(&Evaluator::new(&arm.model), &arm.series(), self.span);
        let (design, base) = (cost(self.arm)?, cost(self.base)?);
        // What less costs is saved: the baseline's cost less that of the design.
        (design.n() > 1).then(|| self.row(Saving::Annual, &design, &base))
    }

    /// Work in the tickets by which those of the design grow, beyond those of the baseline; none where they do not surely grow.
    fn undone(&self) -> Option<Difference> {
        let hours = |arm: &Arm| {
            let n = arm.outcomes.len();
            let parts: Vec<(f64, Sample)> = arm
                .model
                .types
                .entries()
                .filter_map(|(id, kind)| {
                    let growth = sample(arm, Row::BacklogGrowth.into(), Part::Both, Subject::Type(id), self.span)?.0;
                    let work: f64 = arm.model.teams.ids().map(|team| work_seconds(&arm.model, id, team)).sum();
                    (!kind.is_live() && growth.n() == n).then_some((work / 3600.0 * arm.spans[self.span].on, growth))
                })
                .collect();
            let terms: Vec<(f64, &Sample)> = parts.iter().map(|(factor, growth)| (*factor, growth)).collect();
            if terms.is_empty() { Sample::mean(&vec![0.0; n]) } else { Sample::weighted_sum(0.0, &terms) }
        };
        let growing = self.arm.outcomes.len() > 1 && grows(self.arm, self.span, Subject::All);
        growing.then(|| self.row(Saving::Undone, &hours(self.base), &hours(self.arm)))
    }

    /// Customers that the design serves over those of the baseline.
    fn served(&self) -> Option<Sample> {
        let customers = |arm: &Arm| self.sum(arm, Row::Carried)?.over(&self.sum(arm, Row::Attempts)?);
        customers(self.arm)?.over(&customers(self.base)?)
    }

    fn capacity(&self, served: &Sample) -> Option<Difference> {
        let needed = self.sum(self.base, Row::HandHours)?.times(served);
        Some(self.row(Saving::Capacity, &self.sum(self.arm, Row::HandHours)?, &needed))
    }

    fn people_by_ratio(&self, served: &Sample) -> Difference {
        let heads = Evaluator::new(&self.base.model).heads(&self.base.series(), self.span);
        let heads = Sample::mean(&heads);
        self.row(Saving::PeopleByRatio, &heads, &heads.times(served))
    }

    fn payback(&self) -> Option<Difference> {
        let once = |arm: &Arm| self.sum(arm, Row::CostOneOff);
        let once = once(self.arm)?.difference(&once(self.base)?);
        let saved = self.sum(self.base, Row::CostTotal)?.difference(&self.sum(self.arm, Row::CostTotal)?);
        let months = Sample::mean(&vec![self.arm.spans[self.span].months; saved.n()]);
        let nothing = Sample::mean(&vec![0.0; saved.n()]);
        (once.value > 0.0)
            .then(|| Some(self.row(Saving::Payback, &nothing, &once.times(&months).over(&saved)?)))
            .flatten()
    }

    /// `other` less `base`, judged, with the tails of single replications. How far pairing helped means nothing here.
    fn row(&self, saving: Saving, base: &Sample, other: &Sample) -> Difference {
        let kpi = KpiId::from(saving);
        let better = match saving {
            Saving::Payback => Direction::Neither,
            _ if kpi.better() == Better::Higher => Direction::Higher,
            _ => Direction::Lower,
        };
        let values = |of: &Sample| of.influence.iter().map(|u| of.value + u).collect::<Vec<f64>>();
        let each: Vec<f64> = match saving {
            // Of a sum alone are value and influence what one replication had.
            Saving::Annual => values(other).iter().zip(values(base)).map(|(a, b)| a - b).collect(),
            _ => Vec::new(),
        };
        let judgement = judge(base, other, &each, Rule { better, level: LEVEL, comparisons: self.comparisons });
        let judgement = Judgement { variance_ratio: None, ..judgement };
        self.difference(kpi, Subject::All, base.n(), judgement)
    }
}

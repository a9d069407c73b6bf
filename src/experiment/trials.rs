//! What a target is judged by: counts of a point by replication, which further replications only add to, and whether by them
//! the target is met, missed or undecided.
//!
//! Of a span as a whole the interval decides: met where all of it is on the right side. Of single dates each has to meet the
//! target with a probability of at least [`LEVEL`], by the lower end of Wilson's interval over replications (Wilson 1927).

use super::optimise::{Answer, FARTHEST, SureLook};
use super::points::{Sweeping, Wanted, span_of};
use super::study::LEVEL;
use crate::catalogue::{Estimator, KpiId, Line, Part, Row, Subject, is_given};
use crate::measure::{Evaluator, Series};
use crate::model::Model;
use crate::stats::{Bounded, Sample, wilson};

/// What is counted of a point.
#[derive(Clone, PartialEq, Debug)]
pub enum Counted {
    /// A figure over the span.
    Over(Wanted),
    /// The same on each date of the span.
    ByDate(Wanted),
    /// What people cost in the span.
    People,
}

/// One thing that was counted: by date (one entry for a span as a whole), by replication, what is above and what below. None
/// where it is not given, or a price is missing.
pub type Pairs = Option<Vec<Vec<(f64, f64)>>>;

/// Whether a figure can be a target: it is one sum over another, so that replications add up.
pub fn can_be_target(kpi: KpiId) -> bool {
    matches!(kpi.estimator(), Estimator::Ratio(..))
}

/// The lines of the ledger that people are paid by: what a team of one more costs more.
const OF_PEOPLE: [Line; 7] =
    [Line::Wages, Line::Seat, Line::Night, Line::DayPaid, Line::Hiring, Line::Training, Line::Outsourced];

/// What is counted of a point's replications.
pub fn counts(model: &Model, series: &Series<'_>, wanted: &[Counted], how: &Sweeping) -> Vec<Pairs> {
    let at = span_of(series, &how.period);
    let (span, evaluator) = (&series.spans[at], Evaluator::new(model));
    let pairs = |one: &Wanted, rows: &[&[f64]]| {
        let (subject, part) = Subject::parse(&one.subject, model)?;
        if !is_given(model, one.kpi, part, subject) {
            return None;
        }
        Some(evaluator.sums(one.kpi, part, subject, rows, span)?.pairs().collect())
    };
    let first = how.days.as_ref().map_or(0, |days| days.start as usize);
    let dates = || span.dates.iter().enumerate().filter(|(_, inside)| **inside).map(|(date, _)| date - first);
    let people = || {
        let of_line = |line: Line| {
            let kpi = cost_of(line)?;
            Some(evaluator.sums(kpi, Part::Both, Subject::All, &series.rows(at), span)?.above)
        };
        let lines: Vec<Vec<f64>> = OF_PEOPLE.into_iter().map(of_line).collect::<Option<_>>()?;
        let sum = |n: usize| lines.iter().map(|line| line[n]).sum::<f64>();
        Some(vec![(0..series.outcomes.len()).map(|n| (sum(n), 1.0)).collect()])
    };
    let of = |counted: &Counted| match counted {
        Counted::Over(one) => Some(vec![pairs(one, &series.rows(at))?]),
        Counted::ByDate(one) => dates()
            .map(|date| {
                let rows: Vec<&[f64]> = series.outcomes.iter().map(|outcome| &outcome.days[date][..]).collect();
                pairs(one, &rows)
            })
            .collect(),
        Counted::People => people(),
    };
    wanted.iter().map(of).collect()
}

/// The row of the catalogue that a line of the ledger is.
fn cost_of(line: Line) -> Option<KpiId> {
    let is = |row: &&Row| row.kpi().estimator == Estimator::Money(line);
    Row::ALL.iter().find(is).map(|row| (*row).into())
}

/// What is asked of a figure.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Goal {
    /// At least, rather than at most.
    pub at_least: bool,
    /// In the figure's unit.
    pub limit: f64,
}

impl Goal {
    /// Whether a value reaches it.
    pub fn is_met_by(self, value: f64) -> bool {
        if self.at_least { value >= self.limit } else { value <= self.limit }
    }
    /// By how much a value reaches it; below 0 where it does not.
    pub fn margin(self, value: f64) -> f64 {
        if self.at_least { value - self.limit } else { self.limit - value }
    }
}

/// How a target stands at a point.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Standing {
    /// Met, missed, or neither shown.
    pub answer: Answer,
    /// The figure over the span; by date, the probability that the worst date meets the target.
    pub value: f64,
    /// The lower end of its interval; that of one replication is unknown: −∞.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// By how much the value reaches what is asked of it.
    pub margin: f64,
    /// Which date of the span is worst; none of the span as a whole.
    pub date: Option<usize>,
    /// Replications.
    pub n: usize,
}

impl Standing {
    /// By how much the end of the interval that decides reaches what is asked of it.
    pub fn shown(&self, goal: Goal) -> f64 {
        match self.date {
            Some(_) => self.low - LEVEL,
            None => goal.margin(if goal.at_least { self.low } else { self.high }),
        }
    }
}

/// A target of which nothing happened stands as met: nobody was there to miss it.
fn nothing(n: usize) -> Standing {
    let (value, low, high) = (f64::NAN, f64::NAN, f64::NAN);
    Standing { answer: Answer::Met, value, low, high, margin: 1.0, date: None, n }
}

/// A target over the span as a whole, by the interval of the estimate.
pub fn over_span(pairs: &[(f64, f64)], goal: Goal) -> Standing {
    let (above, below): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let Some(sample) = Sample::ratio(&above, &below) else { return nothing(pairs.len()) };
    let half = sample.half_width(LEVEL).unwrap_or(f64::INFINITY);
    let (low, high) = (sample.value - half, sample.value + half);
    let [worst, best] = if goal.at_least { [low, high] } else { [high, low] };
    let answer = match (goal.is_met_by(worst), goal.is_met_by(best)) {
        (true, _) => Answer::Met,
        (false, true) => Answer::Undecided,
        (false, false) => Answer::Missed,
    };
    let margin = goal.margin(sample.value);
    Standing { answer, value: sample.value, low, high, margin, date: None, n: pairs.len() }
}

/// A share of replications that is aimed at where few are run: so far above [`LEVEL`] that more can show it.
const AIMED: f64 = 0.965;

/// The probability that a target is met on each date; none of dates on which nothing happened.
pub fn on_dates(dates: &[Vec<(f64, f64)>], goal: Goal) -> Vec<Option<Bounded>> {
    let of = |pairs: &Vec<(f64, f64)>| {
        let judged: Vec<f64> = pairs.iter().filter(|(_, below)| *below > 0.0).map(|(above, of)| above / of).collect();
        let kept = judged.iter().filter(|value| goal.is_met_by(**value)).count();
        (!judged.is_empty()).then(|| wilson(kept, judged.len(), LEVEL))
    };
    dates.iter().map(of).collect()
}

/// In how many replications each date misses a target.
pub fn misses_on_dates(dates: &[Vec<(f64, f64)>], goal: Goal) -> Vec<usize> {
    let is_missed = |(above, below): &&(f64, f64)| *below > 0.0 && !goal.is_met_by(above / below);
    dates.iter().map(|pairs| pairs.iter().filter(is_missed).count()).collect()
}

/// So many standard deviations above its limit a figure is aimed at where few replications are run: that far some 2 % of them miss it.
const AIMED_SDS: f64 = 2.0;
/// Further above nothing is told apart, and so far below as [`FARTHEST`] says.
const MOST_SDS: f64 = 8.0;

/// By how many standard deviations of a replication each date reaches a target beyond what is aimed at; none of dates on which nothing
/// happened. Of shares the angle is taken (the arcsine of the root), whose spread hardly depends on the share.
pub fn reach_on_dates(dates: &[Vec<(f64, f64)>], goal: Goal) -> Vec<Option<f64>> {
    let of = |pairs: &Vec<(f64, f64)>| {
        let mut values: Vec<f64> =
            pairs.iter().filter(|(_, below)| *below > 0.0).map(|(above, of)| above / of).collect();
        let mut limit = goal.limit;
        if values.iter().chain([&limit]).all(|x| (0.0..=1.0).contains(x)) {
            values.iter_mut().chain([&mut limit]).for_each(|x| *x = x.sqrt().asin());
        }
        if values.is_empty() {
            return None;
        }
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
        let above = Goal { limit, ..goal }.margin(mean);
        let sds = if variance > 1e-18 { above / variance.sqrt() - AIMED_SDS } else { above.signum() * FARTHEST };
        Some(sds.clamp(-FARTHEST, MOST_SDS))
    };
    dates.iter().map(of).collect()
}

/// By how much each date reaches a target in each replication, as a share of what is asked; ∞ where nothing happened.
pub fn margins_on_dates(dates: &[Vec<(f64, f64)>], goal: Goal) -> Vec<Vec<f64>> {
    let of = |(above, below): &(f64, f64)| {
        if *below > 0.0 { goal.margin(above / below) / goal.limit.abs().max(1e-9) } else { f64::INFINITY }
    };
    dates.iter().map(|pairs| pairs.iter().map(of).collect()).collect()
}

/// What so many replications of single dates can show.
pub fn sure_look(n: u64) -> SureLook {
    let shows = |misses: &u64| wilson((n - misses) as usize, n as usize, LEVEL).low >= LEVEL;
    let hoped = ((1.0 - AIMED) * n as f64) as u64;
    SureLook { n, hoped, shown: (0..=n).take_while(shows).last().unwrap_or(0) }
}

/// What such a probability shows.
pub fn shown_by(share: &Bounded) -> Answer {
    if share.low >= LEVEL {
        Answer::Met
    } else if share.high < LEVEL {
        Answer::Missed
    } else {
        Answer::Undecided
    }
}

/// By how much such a probability reaches what is aimed at where few replications are run.
fn margin_of(share: &Bounded) -> f64 {
    share.value - AIMED
}

/// A target on each date, by the probability that the date meets it. Dates on which nothing happened are passed over.
pub fn each_date(dates: &[Vec<(f64, f64)>], goal: Goal) -> Standing {
    let n = dates.first().map_or(0, Vec::len);
    let all = on_dates(dates, goal);
    let all: Vec<(usize, Bounded)> = all.into_iter().enumerate().filter_map(|(at, share)| Some((at, share?))).collect();
    let Some((date, worst)) = all.iter().min_by(|a, b| a.1.low.total_cmp(&b.1.low)) else { return nothing(n) };
    let answer = all.iter().map(|(_, share)| shown_by(share)).min().unwrap_or(Answer::Met);
    let (value, low, high) = (worst.value, worst.low, worst.high);
    Standing { answer, value, low, high, margin: margin_of(worst), date: Some(*date), n }
}

/// Replications without a single miss that show a date to meet its target with a probability of [`LEVEL`].
pub fn without_a_miss() -> u64 {
    (1..usize::MAX).find(|n| wilson(*n, *n, LEVEL).low >= LEVEL).expect("enough replications show it") as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT_LEAST_80: Goal = Goal { at_least: true, limit: 0.8 };

    #[test]
    fn the_interval_decides_and_not_the_mean() {
        let answer =
            |shares: &[f64], goal| over_span(&shares.iter().map(|x| (*x, 1.0)).collect::<Vec<_>>(), goal).answer;
        assert_eq!(answer(&[0.86, 0.84, 0.85, 0.85], AT_LEAST_80), Answer::Met);
        assert_eq!(answer(&[0.95, 0.75, 0.70, 0.85], AT_LEAST_80), Answer::Undecided);
        assert_eq!(answer(&[0.76, 0.74, 0.75, 0.75], AT_LEAST_80), Answer::Missed);
        let at_most = Goal { at_least: false, limit: 0.8 };
        assert_eq!(answer(&[0.86, 0.84, 0.85, 0.85], at_most), Answer::Missed);
        assert_eq!(answer(&[0.76, 0.74, 0.75, 0.75], at_most), Answer::Met);
        assert_eq!(answer(&[0.99], AT_LEAST_80), Answer::Undecided, "one replication shows nothing");
        assert_eq!(over_span(&[(0.0, 0.0); 3], AT_LEAST_80).answer, Answer::Met, "nothing happened");
    }

    #[test]
    fn what_is_hoped_for_is_more_than_what_is_shown() {
        let look = |n| {
            let SureLook { hoped, shown, .. } = sure_look(n);
            (hoped, shown)
        };
        assert_eq!([look(73), look(150), look(300)], [(2, 0), (5, 2), (10, 7)]);
    }

    #[test]
    fn few_replications_are_read_by_their_spread() {
        let date = |shares: &[f64]| shares.iter().map(|x| (*x, 1.0)).collect::<Vec<_>>();
        let dates = [date(&[0.9, 0.9, 0.9]), date(&[0.7, 0.9, 0.95]), date(&[0.88, 0.9, 0.92]), vec![(0.0, 0.0); 3]];
        let of = reach_on_dates(&dates, AT_LEAST_80);
        assert_eq!((of[0], of[3]), (Some(MOST_SDS), None));
        assert!(of[1].unwrap() < 0.0 && of[2].unwrap() > 0.0, "{of:?}");
        assert_eq!(margins_on_dates(&dates, AT_LEAST_80)[3], [f64::INFINITY; 3]);
        assert!((margins_on_dates(&dates, AT_LEAST_80)[1][0] + 0.125).abs() < 1e-12);
    }

    #[test]
    fn a_date_takes_73_replications_without_a_miss() {
        assert_eq!(without_a_miss(), 73);
        let dates = |n: usize, misses: usize| {
            let of = |misses: usize| (0..n).map(|r| (if r < misses { 0.5 } else { 0.9 }, 1.0)).collect::<Vec<_>>();
            [of(0), of(misses), vec![(0.0, 0.0); n]]
        };
        let standing = |n, misses| each_date(&dates(n, misses), AT_LEAST_80);
        assert_eq!(standing(73, 0).answer, Answer::Met);
        assert_eq!(standing(72, 0).answer, Answer::Undecided);
        assert_eq!((standing(73, 2).answer, standing(73, 2).date), (Answer::Undecided, Some(1)));
        assert_eq!(standing(73, 12).answer, Answer::Missed);
    }
}

//! What a few people more or fewer mean for the peak: the busiest date and week, simulated at staffings around the answer.

use super::trials::Trials;
use super::{Found, Halt, Size, before};
use crate::experiment::optimise::Staff;
use crate::experiment::{Counted, Goal, LEVEL, Pairs, Sweeping};
use crate::load::by_date;
use crate::model::{Channel, Model};
use crate::report::{Risk, RiskLevel};
use crate::stats::{Bounded, wilson};
use std::ops::Range;

/// Levels on either side of the answer; where every date has its own numbers, a level is dear.
const EACH_SIDE: i64 = 3;
const EACH_SIDE_BY_DATE: i64 = 2;
/// One level is this share of a place's people away from the next, and at least one person.
const STEP: f64 = 0.1;
/// Replications of each level at most; where every date has its own numbers, those of the first look.
const REPLICATIONS: u64 = 100;
/// Days of a week.
const WEEK: usize = 7;

/// The curve around the answer; none where no level differs from it.
pub(super) fn risk(size: &Size, found: &Found, trials: &mut Trials<'_>) -> Result<Option<Risk>, Halt> {
    let levels = around(found);
    if levels.len() < 2 || size.dates.is_empty() {
        return Ok(None);
    }
    let Peak { day, week } = peak(&size.model, &size.dates);
    let (first, last) = (size.dates[week.start], size.dates[week.end - 1]);
    let days = Some((first as i32 - before(&size.model)).max(0)..last as i32 + 1);
    let simulated: Vec<usize> = size
        .dates
        .iter()
        .copied()
        .filter(|date| days.as_ref().is_some_and(|days| days.contains(&(*date as i32))))
        .collect();
    let at = |date: usize| simulated.iter().position(|of| *of == date).expect("the week is simulated");
    let most = size.looks.at[if found.by_date.is_some() { 0 } else { size.looks.at.len() - 1 }];
    let replications = REPLICATIONS.min(most);
    let how = Sweeping { replications, weeks: None, days, by_date: true, ..size.looks.sure.clone() };
    let counted: Vec<Counted> = size.targets.iter().map(|target| Counted::ByDate(target.wanted.clone())).collect();
    // The answer was simulated already, from the same day on.
    let from = |how: &Sweeping| how.days.as_ref().map(|days| days.start);
    let known = if size.each_date && from(&how) == from(&size.looks.sure) {
        trials.first_of(&found.best.staff, replications as usize)
    } else {
        None
    };
    let spans = Spans {
        goals: size.targets.iter().map(|target| target.goal).collect(),
        day: at(size.dates[day])..at(size.dates[day]) + 1,
        week: at(first)..at(last) + 1,
        n: replications as usize,
    };
    let mut run = |round: &[Staff]| trials.counts(&how, round, &counted);
    let (levels, pairs) = outward(levels, &found.best.staff, known, (&spans, &mut run))?;
    let answer = levels.iter().position(|staff| *staff == found.best.staff).expect("the answer is a level");
    let by_target = (0..spans.goals.len()).map(|target| spans.missed(&pairs[answer], target..target + 1)).collect();
    let level = |(staff, pairs): (Staff, Vec<Pairs>)| {
        let [day, week] = spans.missed(&pairs, 0..spans.goals.len());
        RiskLevel { cost: cost(found, &staff), day, week, answer: staff == found.best.staff, staff }
    };
    let levels: Vec<RiskLevel> = levels.into_iter().zip(pairs).map(level).collect();
    let epoch = |date: usize| size.model.calendar.epoch_day(size.model.calendar.warm_up_days) + date as i32;
    Ok(Some(Risk {
        day: epoch(size.dates[day]),
        week: [epoch(first), epoch(last)],
        knee: knee(&levels),
        by_target,
        levels,
        n: replications as usize,
    }))
}

/// Staffings around the answer, from few people to many.
fn around(found: &Found) -> Vec<Staff> {
    let best = &found.best.staff;
    let own = found.by_date.as_ref().map(|by_date| &by_date.own);
    let moved = |level: i64| -> Staff {
        let of = |(place, n): (usize, &u32)| {
            let [low, high] = found.bounds[place];
            // A number that was given stays.
            if low == high {
                return *n;
            }
            // Of a date and shift all who are there count, and on dates on which nobody comes nobody is added.
            let all = *n + own.map_or(0, |own| own[place]);
            if own.is_some() && *n == 0 {
                return 0;
            }
            let by = (f64::from(all) * STEP * level.unsigned_abs() as f64).round().max(level.unsigned_abs() as f64);
            (i64::from(*n) + level.signum() * by as i64).max(i64::from(low)) as u32
        };
        best.iter().enumerate().map(of).collect()
    };
    let side = if own.is_some() { EACH_SIDE_BY_DATE } else { EACH_SIDE };
    let mut levels: Vec<Staff> = (-side..=side).map(moved).collect();
    levels.dedup();
    levels
}

/// What people cost in the span, from the answer's by what one more costs.
fn cost(found: &Found, staff: &Staff) -> Option<f64> {
    let here = found.best.people.as_ref()?.value;
    let each = |place: usize| match &found.more[place] {
        Some(more) => Some(more.people.as_ref()?.value - here),
        None => found.by_date.as_ref().and(Some(found.prices.as_ref()?[place])),
    };
    let change = |(place, (n, best)): (usize, (&u32, &u32))| Some(each(place)? * (f64::from(*n) - f64::from(*best)));
    let changes = staff.iter().zip(&found.best.staff).enumerate().filter(|(_, (n, best))| n != best).map(change);
    Some(here + changes.sum::<Option<f64>>()?)
}

/// What is asked of which of the simulated dates.
struct Spans {
    goals: Vec<Goal>,
    day: Range<usize>,
    week: Range<usize>,
    /// Replications.
    n: usize,
}

impl Spans {
    /// In which share of replications one of these targets is missed, on the busiest date and over the busiest week together.
    fn missed(&self, pairs: &[Pairs], targets: Range<usize>) -> [Bounded; 2] {
        let (pairs, goals) = (&pairs[targets.clone()], &self.goals[targets]);
        let is_missed = |dates: &Range<usize>, replication: usize| {
            pairs.iter().zip(goals).any(|(of, goal)| {
                let on_dates = of.iter().flat_map(|of| &of[dates.clone()]).map(|date| date[replication]);
                let (above, below) = on_dates.fold((0.0, 0.0), |(x, y), (above, below)| (x + above, y + below));
                below > 0.0 && !goal.is_met_by(above / below)
            })
        };
        [&self.day, &self.week].map(|dates| {
            let missed = (0..self.n).filter(|replication| is_missed(dates, *replication)).count();
            wilson(missed, self.n, LEVEL)
        })
    }

    /// Whether all replications miss both, or none either: further on nothing is to be learnt.
    fn is_certain(&self, pairs: &[Pairs]) -> bool {
        let [day, week] = self.missed(pairs, 0..self.goals.len()).map(|share| share.value);
        day == week && (day == 0.0 || day == 1.0)
    }
}

/// Runs staffings, and says what was counted of each.
type Run<'r> = dyn FnMut(&[Staff]) -> Result<Vec<Vec<Pairs>>, Halt> + 'r;

/// Levels run from the answer outward, with what was counted of each, as far as there is something to be learnt; `known`: of the answer.
fn outward(
    mut levels: Vec<Staff>,
    answer: &Staff,
    known: Option<Vec<Pairs>>,
    (spans, run): (&Spans, &mut Run<'_>),
) -> Result<(Vec<Staff>, Vec<Vec<Pairs>>), Halt> {
    let at = levels.iter().position(|staff| staff == answer).expect("the answer is a level");
    let above: Vec<Staff> = levels.split_off(at + 1);
    levels.pop();
    let (mut below, mut above) = (levels.into_iter().rev(), above.into_iter());
    let here = match known {
        Some(known) => known,
        None => run(std::slice::from_ref(answer))?.remove(0),
    };
    let mut all = std::collections::VecDeque::from([(answer.clone(), here)]);
    let (mut down, mut up) = (true, true);
    loop {
        let next = [below.next().filter(|_| down), above.next().filter(|_| up)];
        let round: Vec<Staff> = next.iter().flatten().cloned().collect();
        if round.is_empty() {
            return Ok(all.into_iter().unzip());
        }
        let mut read = run(&round)?.into_iter();
        let [fewer, more] = next.map(|staff| staff.and_then(|staff| Some((staff, read.next()?))));
        down = fewer.as_ref().is_some_and(|(_, pairs)| !spans.is_certain(pairs));
        up = more.as_ref().is_some_and(|(_, pairs)| !spans.is_certain(pairs));
        if let Some(level) = fewer {
            all.push_front(level);
        }
        if let Some(level) = more {
            all.push_back(level);
        }
    }
}

/// The busiest date and the busiest week, as places among the dates.
struct Peak {
    day: usize,
    week: Range<usize>,
}

/// By the contacts that are expected to reach people.
fn peak(model: &Model, dates: &[usize]) -> Peak {
    let loads = by_date(model);
    let on = |date: &usize| -> f64 {
        let kinds = model.types.entries().filter(|(_, kind)| kind.channel != Channel::Stream);
        kinds.map(|(id, _)| loads[id][*date].people).sum()
    };
    let all: Vec<f64> = dates.iter().map(on).collect();
    let first_of = |sums: &[f64]| (0..sums.len()).reduce(|a, b| if sums[b] > sums[a] { b } else { a }).unwrap_or(0);
    let length = WEEK.min(all.len());
    let weeks: Vec<f64> = all.windows(length).map(|week| week.iter().sum()).collect();
    let week = first_of(&weeks);
    Peak { day: first_of(&all), week: week..week + length }
}

/// Where the curve of the busiest date lies furthest below the line between its ends (Satopää et al. 2011, Kneedle); none where it lies
/// below it nowhere.
fn knee(levels: &[RiskLevel]) -> Option<usize> {
    let (first, last) = (levels.first()?, levels.last()?);
    let (people, risk) = (f64::from(last.people()) - f64::from(first.people()), first.day.value - last.day.value);
    if people <= 0.0 || risk <= 0.0 {
        return None;
    }
    let below = |level: &RiskLevel| {
        let along = (f64::from(level.people()) - f64::from(first.people())) / people;
        1.0 - along - (level.day.value - last.day.value) / risk
    };
    let furthest = (0..levels.len()).max_by(|a, b| below(&levels[*a]).total_cmp(&below(&levels[*b])).then(b.cmp(a)))?;
    (below(&levels[furthest]) > 1e-9).then_some(furthest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(people: u32, miss: f64) -> RiskLevel {
        let share = Bounded { value: miss, low: miss, high: miss };
        RiskLevel { staff: vec![people], cost: None, day: share, week: share, answer: false }
    }

    #[test]
    fn the_knee_is_where_the_curve_bends() {
        let of =
            |misses: &[f64]| knee(&(8..).zip(misses).map(|(people, miss)| level(people, *miss)).collect::<Vec<_>>());
        assert_eq!(of(&[0.9, 0.5, 0.15, 0.1, 0.06, 0.02]), Some(2));
        assert_eq!(of(&[0.6, 0.4, 0.2, 0.0]), None, "a straight line has none");
        assert_eq!(of(&[0.2, 0.2, 0.2]), None);
    }

    #[test]
    fn the_curve_ends_where_nothing_is_left_to_learn() {
        let spans = Spans { goals: vec![Goal { at_least: true, limit: 0.5 }], day: 0..1, week: 0..1, n: 2 };
        let mut run = |round: &[Staff]| -> Result<Vec<Vec<Pairs>>, Halt> {
            // One of two replications misses with 5 and 6 people, both with fewer, none with more.
            let of = |staff: &Staff| {
                let [first, second] = [7, 5].map(|least| (f64::from(u8::from(staff[0] >= least)), 1.0));
                vec![Some(vec![vec![first, second]])]
            };
            Ok(round.iter().map(of).collect())
        };
        let all: Vec<Staff> = (1..=9).map(|n| vec![n]).collect();
        let (levels, pairs) = outward(all, &vec![5], None, (&spans, &mut run)).expect("nothing stops it");
        assert_eq!(levels, [[4], [5], [6], [7]]);
        assert_eq!(pairs.len(), 4);
    }
}

//! Who works which shift on which day: shares with days off, a cycle, or numbers by date.

use super::ByDay;
use std::collections::BTreeMap;
use std::ops::Range;

/// How shifts are given to people.
#[derive(Clone, Debug, PartialEq)]
pub enum Plan {
    /// Shares of those on duty, by shift; days off by a pattern.
    Split {
        /// By day, by shift, summing to 1.
        shares: Box<ByDay<Vec<f64>>>,
        /// Days off.
        rest: Rest,
    },
    /// A cycle of shifts (none: off) that everybody runs through, each from another position.
    Rota(Vec<Option<usize>>),
    /// A number for each shift by day.
    OnDuty(OnDuty),
    /// Written down person by person.
    Dated(DatedShifts),
}

impl Plan {
    /// Where in its cycle each of `heads` agents begins.
    pub fn offsets(&self, heads: u32) -> Vec<u32> {
        match self {
            Plan::Split { rest, .. } => rest.offsets(heads),
            Plan::Rota(cycle) => {
                let n = heads.max(1);
                (0..heads).map(|i| (u64::from(i) * cycle.len() as u64 / u64::from(n)) as u32).collect()
            }
            Plan::OnDuty(_) | Plan::Dated(_) => vec![0; heads as usize],
        }
    }

    /// Which of `heads` agents work which shift on a date, before absence, in the order in which shifts were given out;
    /// `since`: days since the Monday at which cycles have position 0; `here`: whether an agent can be asked at all.
    pub fn rostered(
        &self,
        heads: u32,
        epoch_day: i32,
        since: i32,
        offsets: &[u32],
        here: &dyn Fn(u32) -> bool,
    ) -> Vec<(u32, usize)> {
        let week = since.div_euclid(7);
        let turn = |i: u32| (i64::from(i) + i64::from(week)).rem_euclid(i64::from(heads.max(1))) as u32;
        let position = |agent: u32, cycle: i32| (since + offsets[agent as usize] as i32).rem_euclid(cycle) as u32;
        match self {
            Plan::Split { shares, rest } => {
                let at_work: Vec<u32> = (0..heads)
                    .map(turn)
                    .filter(|agent| !rest.is_off(offsets[*agent as usize], since, epoch_day) && here(*agent))
                    .collect();
                let counts = round_in_turn(at_work.len(), shares.on(epoch_day), since);
                let shifts = counts.iter().enumerate().flat_map(|(shift, n)| std::iter::repeat_n(shift, *n));
                at_work.into_iter().zip(shifts).collect()
            }
            Plan::Rota(cycle) => (0..heads)
                .filter(|agent| here(*agent))
                .filter_map(|agent| cycle[position(agent, cycle.len() as i32) as usize].map(|shift| (agent, shift)))
                .collect(),
            Plan::OnDuty(numbers) => {
                let counts = numbers.on(epoch_day);
                let first = since.rem_euclid(heads.max(1) as i32) as u32;
                let agents = (0..heads).map(|i| (first + i) % heads).filter(|agent| here(*agent));
                let shifts = counts.iter().enumerate().flat_map(|(s, n)| std::iter::repeat_n(s, *n as usize));
                agents.zip(shifts).collect()
            }
            Plan::Dated(grid) => {
                let shifts = grid.on(epoch_day).iter().zip(0..).filter(|(_, agent)| here(*agent));
                shifts.filter_map(|(shift, agent)| shift.map(|shift| (agent, usize::from(shift)))).collect()
            }
        }
    }

    /// So many more by shift: in the plan's shares, or all to the only shift.
    pub fn split(&self, n: usize, shifts: usize, (epoch_day, since): (i32, i32)) -> Vec<usize> {
        if let Plan::Split { shares, .. } = self {
            return round_in_turn(n, shares.on(epoch_day), since);
        }
        debug_assert_eq!(shifts, 1, "compile asks for the shift where shares do not tell");
        vec![n]
    }

    /// Share of heads on duty on a mean day of these, before absence.
    pub fn on_duty_share(&self, heads: u32, shifts: usize, days: Range<i32>) -> f64 {
        match self {
            Plan::Split { rest, .. } => rest.on_duty_share(days),
            Plan::Rota(cycle) => cycle.iter().flatten().count() as f64 / cycle.len() as f64,
            Plan::OnDuty(_) | Plan::Dated(_) => {
                self.mean_by_date(shifts, days).iter().sum::<f64>() / f64::from(heads.max(1))
            }
        }
    }

    /// Shares of those on duty by shift on a mean day of these.
    pub fn shift_shares(&self, shifts: usize, days: Range<i32>) -> Vec<f64> {
        match self {
            Plan::Split { shares, rest } => match shares.same() {
                Some(shares) => shares.clone(),
                None => mean_shares(shares, rest, shifts, days),
            },
            Plan::Rota(cycle) => {
                let working = cycle.iter().flatten().count().max(1) as f64;
                (0..shifts).map(|i| cycle.iter().flatten().filter(|s| **s == i).count() as f64 / working).collect()
            }
            Plan::OnDuty(_) | Plan::Dated(_) => {
                let mean = self.mean_by_date(shifts, days);
                let all = mean.iter().sum::<f64>();
                mean.iter().map(|n| if all > 0.0 { n / all } else { 0.0 }).collect()
            }
        }
    }

    /// How much of a shift's work falls on a day, by any measure that is the same on all days.
    pub fn weight(&self, shift: usize, epoch_day: i32) -> f64 {
        match self {
            Plan::Split { shares, rest } => shares.on(epoch_day)[shift] * rest.worked(epoch_day),
            Plan::Rota(_) => 1.0,
            Plan::OnDuty(numbers) => f64::from(numbers.on(epoch_day)[shift]),
            Plan::Dated(grid) => {
                grid.on(epoch_day).iter().flatten().filter(|s| usize::from(**s) == shift).count() as f64
            }
        }
    }

    /// How many are asked to each shift on a mean day of these, where dates say it.
    fn mean_by_date(&self, shifts: usize, days: Range<i32>) -> Vec<f64> {
        let mut sums = vec![0.0; shifts];
        let n = days.len().max(1) as f64;
        for day in days {
            match self {
                Plan::OnDuty(numbers) => {
                    sums.iter_mut().zip(numbers.on(day)).for_each(|(sum, count)| *sum += f64::from(*count));
                }
                Plan::Dated(grid) => grid.on(day).iter().flatten().for_each(|shift| sums[usize::from(*shift)] += 1.0),
                _ => (),
            }
        }
        sums.iter().map(|sum| sum / n).collect()
    }
}

/// Shares by shift of all work on these days, where they differ by day.
fn mean_shares(shares: &ByDay<Vec<f64>>, rest: &Rest, shifts: usize, days: Range<i32>) -> Vec<f64> {
    let mut sums = vec![0.0; shifts];
    for day in days {
        sums.iter_mut().zip(shares.on(day)).for_each(|(sum, share)| *sum += share * rest.worked(day));
    }
    let all = sums.iter().sum::<f64>();
    sums.iter().map(|sum| if all > 0.0 { sum / all } else { 0.0 }).collect()
}

/// How many work each shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDuty {
    /// By shift, as it is usual by weekday, and on make-up workdays.
    pub usual: Box<ByDay<Vec<u32>>>,
    /// The same by day number since 1970-01-01, instead: dates, holidays and events with numbers of their own.
    pub special: BTreeMap<i32, Vec<u32>>,
    /// Heads that the usual numbers are for; none: there are no usual numbers, and so no usual days off.
    pub usual_heads: Option<u32>,
}

impl OnDuty {
    /// By shift.
    pub fn on(&self, epoch_day: i32) -> &[u32] {
        self.special.get(&epoch_day).unwrap_or_else(|| self.usual.on(epoch_day))
    }
    /// How many of `heads` would be on duty on a date that has numbers of its own, if it had none: whoever comes after them
    /// in order has a day off cancelled. None where nothing is cancelled.
    pub fn usual_on(&self, epoch_day: i32, heads: u32) -> Option<usize> {
        let before = self.usual_heads.filter(|_| self.special.contains_key(&epoch_day))?;
        let usual: u64 = self.usual.on(epoch_day).iter().map(|n| u64::from(*n)).sum();
        Some((usual * u64::from(heads)).div_ceil(u64::from(before.max(1))) as usize)
    }
}

/// Shifts of people, one by one, for every day that may be simulated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedShifts {
    /// Day number since 1970-01-01 of the first day.
    pub first: i32,
    /// By day, by person; none: off.
    pub days: Vec<Vec<Option<u16>>>,
    /// By person: their name in the file.
    pub names: Vec<String>,
}

impl DatedShifts {
    /// How many people there are.
    pub fn heads(&self) -> u32 {
        self.days.first().map_or(0, |day| day.len() as u32)
    }
    /// By person; nobody on days that it does not know.
    fn on(&self, epoch_day: i32) -> &[Option<u16>] {
        usize::try_from(epoch_day - self.first).ok().and_then(|day| self.days.get(day)).map_or(&[], |day| day)
    }
}

/// Days off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rest {
    /// In a cycle that everybody runs through, each from another position.
    Cycle {
        /// Its length in days.
        length: u32,
        /// Positions that are off; position 0 is a Monday.
        off: Vec<u32>,
    },
    /// The same days for all: whether a day is off.
    Together(ByDay<bool>),
}

impl Rest {
    /// Whether a day is off for an agent who begins in the cycle at `offset`; `since`: days since the Monday at which
    /// cycles have position 0.
    fn is_off(&self, offset: u32, since: i32, epoch_day: i32) -> bool {
        match self {
            Self::Cycle { length, off } => off.contains(&((since + offset as i32).rem_euclid(*length as i32) as u32)),
            Self::Together(off) => *off.on(epoch_day),
        }
    }
    /// 1 on a day on which anybody works, else 0.
    fn worked(&self, epoch_day: i32) -> f64 {
        match self {
            Self::Together(off) if *off.on(epoch_day) => 0.0,
            _ => 1.0,
        }
    }
    /// Share of heads on duty on a mean day of these.
    fn on_duty_share(&self, days: Range<i32>) -> f64 {
        match self {
            Self::Cycle { length, off } => 1.0 - off.len() as f64 / f64::from(*length),
            Self::Together(off) => {
                let n = days.len().max(1) as f64;
                days.filter(|day| !off.on(*day)).count() as f64 / n
            }
        }
    }
    /// Nobody rests.
    pub fn none() -> Self {
        Self::Cycle { length: 1, off: Vec::new() }
    }
    /// Where in the cycle each of `heads` agents begins, so that days off overlap least: each takes the offset whose
    /// days are the least used by those before, the earliest of equals.
    pub fn offsets(&self, heads: u32) -> Vec<u32> {
        let Self::Cycle { length, off } = self else { return vec![0; heads as usize] };
        let cycle = *length as usize;
        let mut resting = vec![0_u64; cycle];
        let day = |offset: usize, off: u32| (off as usize + cycle - offset) % cycle;
        let cost = |resting: &[u64], offset: usize| -> u64 { off.iter().map(|o| resting[day(offset, *o)]).sum() };
        (0..heads)
            .map(|_| {
                let offset = (0..cycle).min_by_key(|o| (cost(&resting, *o), *o)).expect("a cycle has days");
                for one in off {
                    resting[day(offset, *one)] += 1;
                }
                offset as u32
            })
            .collect()
    }
}

/// Whole numbers summing to `n` in these shares. What does not come out even goes to another shift from day to day
/// (systematic rounding at a point that moves by the golden ratio), so that shares hold over weeks.
fn round_in_turn(n: usize, shares: &[f64], day: i32) -> Vec<usize> {
    let point = (f64::from(day) * 0.618_033_988_749_894_9).rem_euclid(1.0);
    let mut upto = 0.0;
    let mut before = 0;
    let mut counts: Vec<usize> = shares
        .iter()
        .map(|share| {
            upto += share;
            let edge = (n as f64 * upto + point).floor() as usize;
            let count = edge.min(n) - before;
            before = edge.min(n);
            count
        })
        .collect();
    *counts.last_mut().expect("a team has shifts") += n - before;
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_with_numbers_of_its_own_replaces_that_day_whole() {
        let numbers = OnDuty {
            usual: Box::new(ByDay::always(vec![2, 1, 0])),
            special: BTreeMap::from([(20_003, vec![0, 0, 4])]),
            usual_heads: Some(5),
        };
        let plan = Plan::OnDuty(numbers);
        let shifts = |day| -> Vec<usize> {
            let offsets = plan.offsets(5);
            plan.rostered(5, day, day - 20_000, &offsets, &|_| true).iter().map(|(_, shift)| *shift).collect()
        };
        assert_eq!((shifts(20_002), shifts(20_003), shifts(20_004)), (vec![0, 0, 1], vec![2; 4], vec![0, 0, 1]));
        let Plan::OnDuty(numbers) = &plan else { unreachable!() };
        // 3 of 5 are usual: the fourth has a day off cancelled; of 7 heads 5 would be usual.
        let usual = [(20_002, 5), (20_003, 5), (20_003, 7)].map(|(day, heads)| numbers.usual_on(day, heads));
        assert_eq!(usual, [None, Some(3), Some(5)]);
        // Four days of 3 and one of 4, of 5 heads; the night shift has 4 of 16.
        assert!((plan.on_duty_share(5, 3, 20_000..20_005) - 16.0 / 25.0).abs() < 1e-12);
        assert_eq!(plan.shift_shares(3, 20_000..20_005), [0.5, 0.25, 0.25]);
    }

    #[test]
    fn a_grid_is_worked_as_it_is_written() {
        let grid = DatedShifts {
            first: 20_000,
            days: vec![vec![Some(1), None, Some(0)], vec![None, None, Some(0)]],
            names: Vec::new(),
        };
        let plan = Plan::Dated(grid);
        let on = |day| plan.rostered(3, day, 0, &[0; 3], &|_| true);
        assert_eq!((on(20_000), on(20_001)), (vec![(0, 1), (2, 0)], vec![(2, 0)]));
        assert!(on(19_999).is_empty() && on(20_002).is_empty());
        assert_eq!(plan.on_duty_share(3, 2, 20_000..20_002), 0.5);
        assert_eq!(plan.shift_shares(2, 20_000..20_002), [2.0 / 3.0, 1.0 / 3.0]);
    }
}

//! The shape of the week and the course of dates over replications: moments of numerators and denominators, folded in
//! replication order, so that a thousand replications need no more room than one; of a few dates also each replication's
//! own values of a few KPIs, for their quantiles.

use crate::catalogue::{KpiId, List, Subject, is_on};
use crate::measure::{Groups, Profile, STEPS};
use crate::stats::{quantiles_of, t_quantile};

/// Sums of x, y, x², y², xy over replications.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Moments {
    x: f64,
    y: f64,
    xx: f64,
    yy: f64,
    xy: f64,
}

/// Folded profiles.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileTable {
    /// Which KPI of whom.
    pub columns: Vec<(KpiId, Subject)>,
    /// What they are grouped by.
    pub groups: Groups,
    n: u64,
    moments: Vec<Moments>,
    /// Sums of the quantiles over days, and of how many replications.
    quantiles: Vec<([f64; 3], u64)>,
    /// Columns of which every replication's own value is kept, on the dates in focus.
    spread: Vec<usize>,
    /// By replication, then group of a date in focus, then column of `spread`; no number where nothing happened.
    values: Vec<f32>,
    /// By column: days of all replications by share.
    days: Vec<(usize, [u64; STEPS])>,
}

/// One cell of the table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProfileCell {
    /// Ratio of sums.
    pub mean: f64,
    /// Half-width of its 95 % interval over replications.
    pub half_width: Option<f64>,
    /// 10 %, 50 % and 90 % over the dates of that weekday, averaged over replications; weekday groups only.
    pub quantiles: Option<[f64; 3]>,
}

impl ProfileTable {
    /// Empty, of this shape.
    pub fn new(like: &Profile) -> Self {
        let kept = |(at, (kpi, _)): (usize, &(KpiId, Subject))| is_on(*kpi, List::Spread).then_some(at);
        Self {
            columns: like.columns.clone(),
            groups: like.groups.clone(),
            n: 0,
            moments: vec![Moments::default(); like.sums.len()],
            quantiles: vec![([0.0; 3], 0); like.quantiles.len()],
            spread: like.columns.iter().enumerate().filter_map(kept).collect(),
            values: Vec::new(),
            days: like.days.iter().map(|(column, _)| (*column, [0; STEPS])).collect(),
        }
    }

    /// One more replication.
    pub fn add(&mut self, profile: &Profile) {
        self.n += 1;
        for (m, (x, y)) in self.moments.iter_mut().zip(&profile.sums) {
            m.x += x;
            m.y += y;
            m.xx += x * x;
            m.yy += y * y;
            m.xy += x * y;
        }
        for (sum, values) in self.quantiles.iter_mut().zip(&profile.quantiles) {
            if let Some(values) = values {
                sum.0.iter_mut().zip(values).for_each(|(s, v)| *s += v);
                sum.1 += 1;
            }
        }
        for group in self.groups.focused_dates() {
            let pairs = &profile.sums[group * self.columns.len()..][..self.columns.len()];
            let value = |(x, y): (f64, f64)| if y > 0.0 { (x / y) as f32 } else { f32::NAN };
            self.values.extend(self.spread.iter().map(|column| value(pairs[*column])));
        }
        for ((_, sums), (_, days)) in self.days.iter_mut().zip(&profile.days) {
            sums.iter_mut().zip(days).for_each(|(sum, n)| *sum += u64::from(*n));
        }
    }

    /// The column of a KPI of somebody.
    pub fn column(&self, kpi: KpiId, subject: Subject) -> Option<usize> {
        self.columns.iter().position(|column| *column == (kpi, subject))
    }

    /// A cell; none where nothing happened.
    pub fn cell(&self, group: usize, column: usize) -> Option<ProfileCell> {
        let at = group * self.columns.len() + column;
        self.over(&[at], self.quantiles.get(at).filter(|q| q.1 > 0).map(|(sums, n)| sums.map(|s| s / *n as f64)))
    }

    /// 5 %, 50 % and 95 % over replications, of an interval of a date in focus; none of columns that are not kept by
    /// replication, or of fewer replications than quantiles take.
    pub fn spread(&self, group: usize, column: usize) -> Option<[f64; 3]> {
        let of_dates = self.groups.focused_dates();
        let place = self.spread.iter().position(|kept| *kept == column).filter(|_| of_dates.contains(&group))?;
        let at = (group - of_dates.start) * self.spread.len() + place;
        let own = self.values.iter().skip(at).step_by(of_dates.len() * self.spread.len());
        let values = own.filter(|value| !value.is_nan()).map(|value| f64::from(*value)).collect();
        let found = quantiles_of(values, &[0.05, 0.5, 0.95])?;
        Some([found[0], found[1], found[2]])
    }

    /// How many days of the span in focus, of all replications together, had a share in each step from 0 to 1; none of
    /// columns that no target is about.
    pub fn days(&self, column: usize) -> Option<&[u64; STEPS]> {
        self.days.iter().find(|(of, _)| *of == column).map(|(_, days)| days)
    }

    fn over(&self, at: &[usize], quantiles: Option<[f64; 3]>) -> Option<ProfileCell> {
        let m = self.moments[at[0]];
        if m.y <= 0.0 {
            return None;
        }
        let n = self.n as f64;
        let mean = m.x / m.y;
        let half_width = (self.n > 1).then(|| {
            // Delta method for a ratio of sums (Cochran 1977, ch. 6): residuals x − R·y have mean zero.
            let residual = (m.xx - 2.0 * mean * m.xy + mean * mean * m.yy).max(0.0) / (n - 1.0);
            t_quantile(0.975, n - 1.0) * (residual / n).sqrt() / (m.y / n)
        });
        Some(ProfileCell { mean, half_width, quantiles })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Row;
    use crate::experiment::{Never, Quiet, Replications, Settings, replicate};
    use crate::model::textbook::{calls, minutes, model, team};
    use crate::model::{Curve, Label, Lift, Lifts, Period, TypeId};
    use crate::random::Law;
    use std::ops::Range;

    /// Two busy days of nine, and a named period of the evenings of four of them.
    fn table(period: &str) -> ProfileTable {
        let mut kind = calls("a", 0.5, Law::exponential(minutes(3.0)), None, minutes(0.5));
        let mut shop = model(vec![kind.clone()], vec![team("t", 3, 1, &[0])], 1);
        shop.calendar.days = 9;
        let first = shop.calendar.epoch_day(shop.calendar.warm_up_days);
        let lift = Lift::new(Label::plain("sale"), vec![first + 4], Curve::new(vec![(0, 2.0), (1, 1.8)]), 0.0);
        kind.arrivals.as_mut().unwrap().lifts = Lifts::new(vec![vec![lift]]);
        shop.types = [kind].into_iter().collect();
        let evening = crate::model::DailyHours { from: minutes(18.0 * 60.0), until: minutes(24.0 * 60.0) };
        let period_of = Period { hours: Some(evening), ..Period::of_days(Label::plain("p"), first + 3, first + 6) };
        shop.periods.push(period_of);
        let settings =
            Settings { seed: 1, replications: Replications::Fixed(25), threads: 2, profile: Some(period.to_owned()) };
        let mut study = replicate(vec![shop], &settings, &Quiet, &Never);
        study.arms.remove(0).profile.unwrap()
    }

    fn mean(table: &ProfileTable, groups: Range<usize>, column: usize) -> f64 {
        groups.filter_map(|group| table.cell(group, column)).map(|cell| cell.mean).sum()
    }

    #[test]
    fn dates_in_focus_have_their_intervals() {
        let table = table("horizon");
        let offered = table.column(Row::Offered.into(), Subject::All).unwrap();
        assert_eq!(table.groups.focus().dates, [4, 5], "the busiest of the event, the other busy day");
        for (n, date) in [(0, 4), (1, 5)] {
            let of_date = table.groups.dates().start + date;
            let whole = mean(&table, of_date..of_date + 1, offered);
            assert!((mean(&table, table.groups.date(n), offered) - whole).abs() < 1e-9 && whole > 1200.0, "{whole}");
        }
    }

    #[test]
    fn quantiles_hold_the_mean_between_them() {
        let table = table("horizon");
        let [offered, level] =
            [Row::Offered, Row::ServiceLevel].map(|row| table.column(row.into(), Subject::All).unwrap());
        for group in table.groups.date(0) {
            let [low, middle, high] = table.spread(group, offered).unwrap();
            let mean = table.cell(group, offered).unwrap().mean;
            assert!(low < middle && middle < high && low < mean && mean < high, "{low} {middle} {high} {mean}");
            assert!(table.spread(group, level).unwrap().iter().all(|share| (0.0..=1.0).contains(share)));
        }
        assert_eq!(table.spread(0, offered), None, "weekdays have none");
        let handled = table.column(Row::Handled.into(), Subject::All).unwrap();
        assert_eq!(table.spread(table.groups.date(0).start, handled), None, "nor has what nobody asks for");
    }

    #[test]
    fn a_period_has_its_own_week_day_and_days() {
        let [whole, part] = ["horizon", "p"].map(table);
        let offered = part.column(Row::Offered.into(), Subject::All).unwrap();
        let evening = |groups: Range<usize>| mean(&part, groups, offered);
        assert_eq!(evening(part.groups.day().start..part.groups.day().start + 36), 0.0, "nothing before six");
        let week = part.groups.focused_week();
        // Means a date: four dates of four weekdays.
        let (day, week) = (evening(part.groups.day()), evening(week));
        assert!((4.0 * day - week).abs() < 1e-9 && day > 100.0, "{day} {week}");
        assert!(week < mean(&whole, whole.groups.focused_week(), offered) / 4.0);
        assert_eq!(evening(part.groups.week()), mean(&whole, whole.groups.week(), offered), "the horizon stays");
        let kind = Subject::Type(TypeId(0));
        let days = |table: &ProfileTable| {
            table.days(table.column(Row::ServiceLevel.into(), kind).unwrap()).unwrap().iter().sum::<u64>()
        };
        assert_eq!((days(&whole), days(&part)), (9 * 25, 4 * 25));
    }
}

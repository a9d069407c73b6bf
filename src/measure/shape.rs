//! The shape of the week and the course of the dates: a few KPIs by weekday and interval, by date, by hour of day, and of
//! the dates in focus by interval.

use super::counts::Counts;
use super::form::{Columns, Form};
use super::groups::{Focus, Groups};
use super::layout::Layout;
use crate::catalogue::{KpiId, List, Part, Row, Span, Subject, is_given, level_of, listed};
use crate::model::Model;
use crate::stats::quantiles_of;

/// How many steps of equal width shares of days are told apart by.
pub const STEPS: usize = 20;

/// Sums that a few KPIs are made of, by group.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Which KPI of whom.
    pub columns: Vec<(KpiId, Subject)>,
    /// What they are grouped by.
    pub groups: Groups,
    /// By group, then column: numerator and denominator.
    pub sums: Vec<(f64, f64)>,
    /// By group of the week, then column: 10 %, 50 %, 90 % over that weekday's dates.
    pub quantiles: Vec<Option<[f64; 3]>>,
    /// Of columns that targets are about: days of the span in focus by the share that they had, from 0 in equal steps.
    pub days: Vec<(usize, [u32; STEPS])>,
}

/// What a profile is made of, for one model.
pub struct Shape {
    columns: Vec<(KpiId, Subject)>,
    forms: Vec<Form>,
    width: usize,
    scales: Vec<f64>,
}

impl Shape {
    pub fn new(model: &Model) -> Self {
        let layout = Layout::new(model);
        let mut columns = Vec::new();
        let mut forms = Vec::new();
        for kpi in listed(List::Profile) {
            for subject in
                Subject::all_of(model).into_iter().filter(|subject| is_given(model, kpi, Part::Both, *subject))
            {
                let form = (Columns { model, layout: &layout }).form(kpi, Part::Both, subject);
                columns.push((kpi, subject));
                forms.push(form.expect("the shape of the week holds ratios of sums"));
            }
        }
        // Where a type has several targets, each has its hours.
        for (id, kind) in model.types.entries().filter(|(_, kind)| !kind.more_speeds.is_empty()) {
            for kpi in kind.speeds().map(|target| level_of(kind, target)) {
                let form = (Columns { model, layout: &layout }).form(kpi, Part::Both, Subject::Type(id));
                columns.push((kpi, Subject::Type(id)));
                forms.push(form.expect("a service level is a ratio of sums"));
            }
        }
        Self { columns, forms, width: layout.width(), scales: layout.scales() }
    }

    /// Columns of the rows that have to be kept by interval.
    pub fn columns(&self) -> Vec<usize> {
        let mut columns: Vec<usize> = self.forms.iter().flat_map(Form::columns).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// The profile of one replication: `days` are its rows by date.
    pub fn profile(
        self,
        model: &Model,
        (spans, focus): (&[Span], &Focus),
        days: &[Vec<f64>],
        counts: &Counts,
    ) -> Profile {
        let per_day = model.calendar.intervals_per_day();
        let groups = Groups::new(per_day, days.len(), spans.len(), focus.clone());
        let mut sums = Sums::new(&groups, self.columns.len());
        let mut values = vec![Vec::new(); groups.week().len() * self.columns.len()];
        let mut judged = Judged::new(&self.columns);
        let length = |intervals: usize| {
            let seconds = model.calendar.interval.seconds() * intervals as f64;
            Span { intervals: intervals as f64, seconds, days: seconds / 86_400.0, on: 1.0, ..spans[0].piece() }
        };
        let (interval, date) = (length(1), length(per_day));
        let (columns, kept) = counts.kept();
        let mut row = vec![0.0; self.width];
        for (day, whole) in days.iter().enumerate() {
            let weekday = model.calendar.weekday(model.calendar.warm_up_days + day as i32);
            let pairs: Vec<_> = self.forms.iter().map(|form| form.pair(|column| whole[column], &date)).collect();
            sums.add(groups.dates().start + day, &pairs);
            let in_focus = focus.dates.iter().position(|date| *date == day);
            for slot in 0..per_day {
                let at = day * per_day + slot;
                for (column, count) in columns.iter().zip(&kept[at * columns.len()..][..columns.len()]) {
                    row[*column] = *count as f64 * self.scales[*column];
                }
                let pairs: Vec<_> = self.forms.iter().map(|form| form.pair(|column| row[column], &interval)).collect();
                let group = weekday * per_day + slot;
                sums.add(group, &pairs);
                for (values, (x, y)) in values[group * pairs.len()..].iter_mut().zip(&pairs) {
                    if *y > 0.0 {
                        values.push(x / y);
                    }
                }
                for span in (1..spans.len()).filter(|span| spans[*span].contains(at, per_day)) {
                    sums.add(groups.hours(span).start + slot * groups.hours_per_day() / per_day, &pairs);
                }
                if spans[focus.span].contains(at, per_day) {
                    judged.add(&pairs);
                    sums.add(groups.day().start + slot, &pairs);
                    if focus.span > 0 {
                        sums.add(groups.focused_week().start + group, &pairs);
                    }
                }
                if let Some(n) = in_focus {
                    sums.add(groups.date(n).start + slot, &pairs);
                }
            }
            judged.end_of_day();
        }
        sums.sum_week(&groups, per_day);
        Profile {
            columns: self.columns,
            sums: sums.sums,
            quantiles: values.into_iter().map(three_quantiles).collect(),
            days: judged.days(),
            groups,
        }
    }
}

/// Numerators and denominators by group.
struct Sums {
    width: usize,
    sums: Vec<(f64, f64)>,
}

impl Sums {
    fn new(groups: &Groups, width: usize) -> Self {
        Self { width, sums: vec![(0.0, 0.0); groups.count() * width] }
    }

    fn add(&mut self, group: usize, pairs: &[(f64, f64)]) {
        for (sum, (x, y)) in self.sums[group * self.width..].iter_mut().zip(pairs) {
            *sum = (sum.0 + x, sum.1 + y);
        }
    }

    /// Hours of the horizon are those of its week.
    fn sum_week(&mut self, groups: &Groups, per_day: usize) {
        for group in groups.week() {
            let pairs = self.sums[group * self.width..][..self.width].to_vec();
            self.add(groups.hours(0).start + group % per_day * groups.hours_per_day() / per_day, &pairs);
        }
    }
}

/// Days by the share that they had.
struct Judged {
    /// Which columns are judged, the present day's sums, and the days before it.
    columns: Vec<(usize, (f64, f64), [u32; STEPS])>,
}

impl Judged {
    fn new(columns: &[(KpiId, Subject)]) -> Self {
        let judged = |kpi: &KpiId| matches!(kpi, KpiId::Row(Row::ServiceLevel | Row::OnTime) | KpiId::Within { .. });
        let of = columns.iter().enumerate().filter(|(_, (kpi, subject))| judged(kpi) && *subject != Subject::All);
        Self { columns: of.map(|(at, _)| (at, (0.0, 0.0), [0; STEPS])).collect() }
    }

    fn add(&mut self, pairs: &[(f64, f64)]) {
        for (at, sum, _) in &mut self.columns {
            *sum = (sum.0 + pairs[*at].0, sum.1 + pairs[*at].1);
        }
    }

    /// Days on which nothing came are not judged.
    fn end_of_day(&mut self) {
        for (_, sum, days) in &mut self.columns {
            let (x, y) = std::mem::take(sum);
            if y > 0.0 {
                days[step_of(x / y)] += 1;
            }
        }
    }

    fn days(self) -> Vec<(usize, [u32; STEPS])> {
        self.columns.into_iter().map(|(at, _, days)| (at, days)).collect()
    }
}

/// The step that a share falls into: each holds its lower end, the last both.
fn step_of(share: f64) -> usize {
    // A share of whole counts that is the end of a step is that end, whatever its binary form.
    ((share * STEPS as f64 + 1e-9) as usize).min(STEPS - 1)
}

/// By the rule of all quantiles; none of fewer dates than it takes.
fn three_quantiles(values: Vec<f64>) -> Option<[f64; 3]> {
    let found = quantiles_of(values, &[0.1, 0.5, 0.9])?;
    Some([found[0], found[1], found[2]])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_holds_its_lower_end() {
        assert_eq!([0.0, 0.049, 0.05, 0.15, 0.949, 0.95, 1.0].map(step_of), [0, 0, 1, 3, 18, 19, 19]);
    }
}

//! What figures of a profile are grouped by, and where each group lies.

use std::ops::Range;

/// What is looked at more closely than the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Focus {
    /// The span whose week, mean day and distribution over days are given: its number among the model's spans; 0 is the
    /// horizon.
    pub span: usize,
    /// Dates that are given by interval: numbers of counted days, rising.
    pub dates: Vec<usize>,
}

/// Groups of a profile: weekdays by interval, dates, hours of the day by span, then what is in focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups {
    per_day: usize,
    days: usize,
    spans: usize,
    focus: Focus,
}

impl Groups {
    /// For so many intervals a day, counted days and spans.
    pub fn new(per_day: usize, days: usize, spans: usize, focus: Focus) -> Self {
        Self { per_day, days, spans, focus }
    }

    /// How many hours of the day a span has: 24, or fewer where an interval is longer.
    pub fn hours_per_day(&self) -> usize {
        self.per_day.min(24)
    }

    /// Weekday by interval, over the horizon: Monday's first interval first.
    pub fn week(&self) -> Range<usize> {
        0..7 * self.per_day
    }

    /// Counted dates.
    pub fn dates(&self) -> Range<usize> {
        following(&self.week(), self.days)
    }

    /// Hours of the day, over the intervals of a span: the number that it has among the arm's spans.
    pub fn hours(&self, span: usize) -> Range<usize> {
        let first = self.dates().end + span * self.hours_per_day();
        first..first + self.hours_per_day()
    }

    /// Intervals of the day, over the span in focus.
    pub fn day(&self) -> Range<usize> {
        let first = self.dates().end + self.spans * self.hours_per_day();
        first..first + self.per_day
    }

    /// Weekday by interval, over the span in focus.
    pub fn focused_week(&self) -> Range<usize> {
        if self.focus.span == 0 { self.week() } else { following(&self.day(), 7 * self.per_day) }
    }

    /// What is in focus.
    pub fn focus(&self) -> &Focus {
        &self.focus
    }

    /// Intervals of the n-th date in focus.
    pub fn date(&self, n: usize) -> Range<usize> {
        let first = self.day().end.max(self.focused_week().end) + n * self.per_day;
        first..first + self.per_day
    }

    /// All intervals of all dates in focus.
    pub fn focused_dates(&self) -> Range<usize> {
        self.date(0).start..self.date(self.focus.dates.len()).start
    }

    /// How many groups there are.
    pub fn count(&self) -> usize {
        self.focused_dates().end
    }
}

fn following(before: &Range<usize>, length: usize) -> Range<usize> {
    before.end..before.end + length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_lie_one_behind_the_other() {
        for span in [0, 2] {
            let groups = Groups::new(48, 10, 3, Focus { span, dates: vec![4, 7] });
            let mut all = vec![groups.week(), groups.dates()];
            all.extend((0..3).map(|span| groups.hours(span)));
            all.push(groups.day());
            if span == 0 {
                assert_eq!(groups.focused_week(), groups.week());
            } else {
                all.push(groups.focused_week());
            }
            all.extend([groups.date(0), groups.date(1)]);
            assert!(all.windows(2).all(|pair| pair[0].end == pair[1].start), "{all:?}");
            assert_eq!(all[all.len() - 1].end, groups.count());
            assert_eq!(groups.focused_dates().len(), 96);
        }
    }
}

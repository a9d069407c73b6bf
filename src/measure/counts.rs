//! Where counts are kept: whole rows by date, and by interval only what somebody will ask for by interval.
//!
//! Counts are integers (contacts, ticks, agent-ticks), so a sum does not depend on the order of its terms. The present
//! day's rows are written interval by interval, or in one row where nobody asks for less than a day; when the day is over they are added to its date, to the periods that hold
//! a part of it, and to the few columns that the shape of the week needs. What becomes known later (a ticket's end, a
//! deadline tomorrow) goes there directly. So a year takes a row a date, whatever the interval.

use crate::catalogue::Span;
use crate::engine::UNCOUNTED;

/// A column that nobody asks for by interval.
const UNKEPT: u32 = u32::MAX;

/// Memory that is used again from one replication to the next: getting it fresh costs more than clearing it.
#[derive(Default)]
pub struct Memory {
    today: Vec<i64>,
    days: Vec<i64>,
    parts: Vec<i64>,
    kept: Vec<i64>,
}

/// Counters of one replication.
pub struct OpenCounts {
    width: usize,
    per_day: usize,
    /// From one of the present day's intervals to the next: nothing where nobody asks for less than a day.
    stride: usize,
    dates: usize,
    /// The first interval of the present day.
    first: u32,
    memory: Memory,
    /// Periods with parts of days: whether each interval is inside.
    partial: Vec<Vec<bool>>,
    /// Columns kept by interval, and the place of each column among them.
    columns: Vec<usize>,
    place: Vec<u32>,
}

impl OpenCounts {
    /// All zero. `columns` are kept by interval too; `spans` may cut days.
    pub fn new(
        width: usize,
        per_day: usize,
        dates: usize,
        spans: &[Span],
        columns: Vec<usize>,
        mut memory: Memory,
    ) -> Self {
        let partial: Vec<Vec<bool>> = spans.iter().filter_map(|span| span.cut.clone()).collect();
        let mut place = vec![UNKEPT; width];
        for (at, column) in columns.iter().enumerate() {
            place[*column] = at as u32;
        }
        let zero = |cells: &mut Vec<i64>, length: usize| {
            cells.clear();
            cells.resize(length, 0);
        };
        let whole_days = partial.is_empty() && columns.is_empty();
        let stride = if whole_days { 0 } else { width };
        zero(&mut memory.today, width + stride * (per_day - 1));
        zero(&mut memory.days, width * dates);
        zero(&mut memory.parts, width * dates * partial.len());
        zero(&mut memory.kept, columns.len() * per_day * dates);
        Self { width, per_day, stride, dates, first: 0, memory, partial, columns, place }
    }

    /// Adds to some of `SPAN` columns from `base` on.
    #[expect(clippy::inline_always, reason = "a call would pass the amounts through memory")]
    #[inline(always)]
    pub fn add_all<const SPAN: usize, const N: usize>(
        &mut self,
        interval: u32,
        base: usize,
        amounts: [(usize, i64); N],
    ) {
        let row = interval.wrapping_sub(self.first) as usize;
        if row < self.per_day {
            add_in::<SPAN, N>(&mut self.memory.today, row * self.stride + base, amounts);
        } else {
            // A copy of them, so that they are in memory here only.
            self.settle(interval, base, &{ amounts });
        }
    }

    /// Adds to some columns of two subjects, each as in [`Self::add_all`], with one look at where the row is.
    #[expect(clippy::inline_always, reason = "a call would pass the amounts through memory")]
    #[inline(always)]
    pub fn add_both<const SPAN: usize, const OTHER: usize, const N: usize>(
        &mut self,
        interval: u32,
        (base, other): (usize, usize),
        amounts: [(usize, i64); N],
        others: [(usize, i64); N],
    ) {
        let row = interval.wrapping_sub(self.first) as usize;
        if row < self.per_day {
            let (cells, row) = (&mut self.memory.today, row * self.stride);
            add_in::<SPAN, N>(cells, row + base, amounts);
            add_in::<OTHER, N>(cells, row + other, others);
        } else {
            // A copy of them, so that they are in memory here only.
            self.settle(interval, base, &{ amounts });
            self.settle(interval, other, &{ others });
        }
    }

    /// Adds to columns from `base` on of an interval of another day, or to nothing where it does not count.
    #[cold]
    fn settle(&mut self, interval: u32, base: usize, amounts: &[(usize, i64)]) {
        if interval == UNCOUNTED {
            return;
        }
        let interval = interval as usize;
        let row = interval / self.per_day * self.width + base;
        let cells = &mut self.memory.days[row..];
        for (column, amount) in amounts {
            cells[*column] += amount;
        }
        if !self.has_days_only() {
            for (column, amount) in amounts {
                self.settle_part(interval, base + column, *amount);
            }
        }
    }

    /// The same where an interval is asked for by itself or as one of a part of a day.
    fn settle_part(&mut self, interval: usize, column: usize, amount: i64) {
        let at = interval / self.per_day * self.width + column;
        for (part, inside) in self.partial.iter().enumerate() {
            if inside[interval] {
                self.memory.parts[part * self.dates * self.width + at] += amount;
            }
        }
        if self.place[column] != UNKEPT {
            self.memory.kept[interval * self.columns.len() + self.place[column] as usize] += amount;
        }
    }

    /// Whether nobody asks for less than a day: then all intervals of a day are one row.
    #[inline]
    pub fn has_days_only(&self) -> bool {
        self.stride == 0
    }

    /// The interval begins; with it perhaps a day.
    pub fn begin(&mut self, interval: u32) {
        if (interval as usize).is_multiple_of(self.per_day) && interval != self.first {
            self.fold();
            self.first = interval;
        }
    }

    /// The present day is over.
    fn fold(&mut self) {
        let Memory { today, days, parts, kept } = &mut self.memory;
        let first = self.first as usize;
        let date = first / self.per_day;
        for (slot, row) in today.chunks_exact(self.width).enumerate() {
            add(&mut days[date * self.width..][..self.width], row);
            for (part, inside) in self.partial.iter().enumerate() {
                if inside[first + slot] {
                    add(&mut parts[(part * self.dates + date) * self.width..][..self.width], row);
                }
            }
            let kept = &mut kept[(first + slot) * self.columns.len()..][..self.columns.len()];
            kept.iter_mut().zip(&self.columns).for_each(|(sum, column)| *sum += row[*column]);
        }
        today.fill(0);
    }

    /// Everything is known.
    pub fn close(mut self) -> Counts {
        self.fold();
        Counts { width: self.width, dates: self.dates, columns: self.columns, memory: self.memory }
    }
}

/// Adds to some of `SPAN` columns from `base` on.
#[expect(clippy::inline_always, reason = "a call would pass the amounts through memory")]
#[inline(always)]
fn add_in<const SPAN: usize, const N: usize>(rows: &mut [i64], base: usize, amounts: [(usize, i64); N]) {
    let cells: &mut [i64; SPAN] = rows[base..].first_chunk_mut().expect("a subject's columns are in the row");
    for (column, amount) in amounts {
        cells[column] += amount;
    }
}

fn add(to: &mut [i64], row: &[i64]) {
    to.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
}

/// What was counted.
pub struct Counts {
    width: usize,
    dates: usize,
    /// Columns kept by interval.
    columns: Vec<usize>,
    memory: Memory,
}

impl Counts {
    /// Rows by date.
    pub fn days(&mut self) -> &mut [i64] {
        &mut self.memory.days
    }
    /// Rows by date of the parts of days inside the n-th span that cuts days.
    pub fn parts(&mut self, n: usize) -> &mut [i64] {
        let length = self.dates * self.width;
        &mut self.memory.parts[n * length..][..length]
    }
    /// The columns kept by interval, and their rows.
    pub fn kept(&self) -> (&[usize], &[i64]) {
        (&self.columns, &self.memory.kept)
    }
    /// The memory, to be used again.
    pub fn into_memory(self) -> Memory {
        self.memory
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Label;

    /// An amount and the interval where it belongs. Every one is known on its own day, on the day after, or before.
    const AMOUNTS: [(u32, i64); 6] = [(0, 1), (1, 10), (5, 100), (6, 1_000), (11, 10_000), (UNCOUNTED, 7)];

    fn counts(mut grid: OpenCounts, known_on: u32) -> Counts {
        for interval in 0..12 {
            grid.begin(interval);
            if interval == known_on * 4 {
                for (at, amount) in AMOUNTS {
                    grid.add_all::<2, 2>(at, 0, [(0, amount), (1, 2 * amount)]);
                }
            }
        }
        grid.close()
    }

    #[test]
    fn days_alone_are_the_same() {
        for known_on in 0..3 {
            let grid = OpenCounts::new(2, 4, 3, &[], Vec::new(), Memory::default());
            assert_eq!(counts(grid, known_on).days(), [11, 22, 1_100, 2_200, 10_000, 20_000]);
        }
    }

    /// Two columns, four intervals a day, three dates; a period of every day's second and third interval.
    fn grid() -> OpenCounts {
        let noon = Span {
            label: Label::plain("noon"),
            named: true,
            asked: false,
            year: false,
            on: 3.0,
            dates: vec![true; 3],
            cut: Some([false, true, true, false].repeat(3)),
            intervals: 6.0,
            seconds: 0.0,
            days: 0.0,
            months: 0.0,
            later: Vec::new(),
        };
        let all = Span { cut: None, intervals: 12.0, ..noon.clone() };
        OpenCounts::new(2, 4, 3, &[all, noon], vec![1], Memory::default())
    }

    #[test]
    fn whatever_day_it_is_an_amount_lands_in_its_interval() {
        for known_on in 0..3 {
            let mut counts = counts(grid(), known_on);
            assert_eq!(counts.days(), [11, 22, 1_100, 2_200, 10_000, 20_000]);
            assert_eq!(counts.parts(0), [10, 20, 1_100, 2_200, 0, 0]);
            let kept: Vec<i64> = [1, 10, 0, 0, 0, 100, 1_000, 0, 0, 0, 0, 10_000].map(|x| 2 * x).to_vec();
            assert_eq!(counts.kept(), (&[1][..], &kept[..]));
        }
    }
}

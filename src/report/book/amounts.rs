//! What the formulas of the workbook come to with the inputs as they are: by replication, then the mean of each month to the
//! cent, then sums of what is rounded.

use super::money::{Asked, Factor, Money};
use crate::report::cents::cents;
use crate::stats::Sample;

/// Amounts of a ledger. A line's number may be that of the running cost: one more than the last.
#[derive(Debug)]
pub struct Amounts<'a> {
    money: &'a Money,
    /// By arm, line, month, replication.
    all: Vec<Vec<Vec<Vec<Option<f64>>>>>,
}

impl<'a> Amounts<'a> {
    /// Works a ledger out.
    pub fn of(money: &'a Money) -> Self {
        let (n, months) = (money.replications, money.months.len());
        let of_arm = |arm: usize| {
            let prices: Vec<Option<f64>> = (0..money.parts.len()).map(|part| price(money, arm, part)).collect();
            let line = |line: usize| {
                let parts: Vec<usize> = (0..money.parts.len()).filter(|part| money.parts[*part].line == line).collect();
                let of = |month: usize, replication: usize| {
                    parts.iter().try_fold(0.0, |sum, part| {
                        let quantity = quantity(money, arm, *part, month, replication);
                        let free = money.parts[*part].nothing_free && quantity == 0.0;
                        if free { Some(sum) } else { Some(sum + quantity * prices[*part]?) }
                    })
                };
                by_month(months, n, of)
            };
            let mut lines: Vec<_> = (0..money.lines.len()).map(line).collect();
            let running: Vec<usize> = (0..money.lines.len()).filter(|line| money.lines[*line].running).collect();
            let total = |month: usize, replication: usize| {
                running.iter().try_fold(0.0, |sum, line| Some(sum + lines[*line][month][replication]?))
            };
            let total = by_month(months, n, total);
            lines.push(total);
            lines
        };
        Self { money, all: (0..money.arms.len()).map(of_arm).collect() }
    }

    /// One replication's amount in a month; none: a price was not given.
    pub fn amount(&self, arm: usize, line: usize, month: usize, replication: usize) -> Option<f64> {
        self.all[arm][line][month][replication]
    }

    /// A month's mean to the cent; of the running cost the sum of its lines.
    pub fn month(&self, arm: usize, line: usize, month: usize) -> Option<f64> {
        if line == self.money.lines.len() {
            return self.running().try_fold(0.0, |sum, line| Some(sum + self.month(arm, line, month)?));
        }
        let each: Vec<f64> = self.all[arm][line][month].iter().copied().collect::<Option<_>>()?;
        Some(cents(Sample::mean(&each).value))
    }

    /// The sum of a line's months.
    pub fn sum(&self, arm: usize, line: usize) -> Option<f64> {
        (0..self.money.months.len()).try_fold(0.0, |sum, month| Some(sum + self.month(arm, line, month)?))
    }

    /// Each replication's amount over all months; none where a price was not given.
    pub fn each(&self, arm: usize, line: usize) -> Option<Vec<f64>> {
        let months = &self.all[arm][line];
        let of = |n: usize| months.iter().try_fold(0.0, |sum, month| Some(sum + month[n]?));
        (0..self.money.replications).map(of).collect()
    }

    /// Each replication's running cost of a year.
    pub fn years(&self, arm: usize) -> Option<Vec<f64>> {
        let year = self.money.year.as_ref()?;
        let months = &self.all[arm][self.money.lines.len()];
        let of = |n: usize| year.months.iter().try_fold(0.0, |sum, month| Some(sum + months[*month][n]?));
        (0..self.money.replications).map(|n| Some(of(n)? * year.factor)).collect()
    }

    /// A year of a line, from what is rounded.
    pub fn year(&self, arm: usize, line: usize) -> Option<f64> {
        let year = self.money.year.as_ref()?;
        let sum = year.months.iter().try_fold(0.0, |sum, month| Some(sum + self.month(arm, line, *month)?))?;
        Some(sum * year.factor)
    }

    /// Which lines the running cost holds.
    pub fn running(&self) -> impl Iterator<Item = usize> + use<'a> {
        let money = self.money;
        (0..money.lines.len()).filter(|line| money.lines[*line].running)
    }
}

/// Half the width of the interval of a mean that may err so often; none of one replication.
pub fn half_width(each: &[f64], error: f64) -> Option<f64> {
    Sample::mean(each).half_width(1.0 - error)
}

/// By month and replication.
fn by_month(months: usize, n: usize, of: impl Fn(usize, usize) -> Option<f64>) -> Vec<Vec<Option<f64>>> {
    (0..months).map(|month| (0..n).map(|replication| of(month, replication)).collect()).collect()
}

/// How much there is of a part; 0 where an arm has none.
pub fn quantity(money: &Money, arm: usize, part: usize, month: usize, replication: usize) -> f64 {
    let Some(each) = money.arms[arm].quantities[part].get(month) else { return 0.0 };
    each.get(replication).or(each.first()).copied().unwrap_or(0.0)
}

/// Whether an arm has a part.
pub fn has(money: &Money, arm: usize, part: usize) -> bool {
    !money.arms[arm].quantities[part].is_empty()
}

/// What all factors of a part come to; 0 where an arm has none, none where a price was not given.
pub fn price(money: &Money, arm: usize, part: usize) -> Option<f64> {
    if !has(money, arm, part) {
        return Some(0.0);
    }
    let group = money.arms[arm].group;
    let input = |at: usize| match money.inputs[at].values[group] {
        Asked::Given(value) => Some(value),
        _ => None,
    };
    money.parts[part].factors.iter().try_fold(1.0, |product, factor| {
        let value = match *factor {
            Factor::Price(at) => input(at)?,
            Factor::OneMore(at) => 1.0 + input(at)?,
            Factor::Beyond(at, paid) => input(at)? - paid,
            Factor::Times(number) => number,
            Factor::Over(number) => 1.0 / number,
        };
        Some(product * value)
    })
}

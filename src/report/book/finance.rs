//! What finance is shown beside the ledger: what the flows of the years come to, from amounts that are rounded.

use super::Amounts;
use super::cells::Grid;
use super::money::{Money, Pair};
use crate::experiment::{Flow, PaidBack, calendar_months, flows, paid_back, present_value};
use crate::report::cents;
use crate::report::labels::View;
use serde::{Deserialize, Serialize};

/// Effective rate a year where nobody says another, as a share.
pub const RATE: f64 = 0.05;
/// Years that a workbook has room for at least.
pub const ROOM: u32 = 5;

/// How flows are looked at, and what is said of them that does not follow the inputs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Finance {
    /// Effective rate a year, as a share.
    pub rate: f64,
    /// Years that flows are looked at.
    pub years: u32,
    /// Months of pay of each of the ledger's months.
    pub lengths: Vec<f64>,
    /// What was drawn over all ranges; none: nothing was.
    pub drawn: Option<Grid>,
}

/// A year's saving and the flows of the years, as the file stands.
#[derive(Clone, Debug)]
pub struct Worth {
    /// Saved in a year.
    pub year: f64,
    /// The flows, a month each.
    pub flows: Vec<Flow>,
    /// What all of them are worth on the first day.
    pub present_value: f64,
    /// When what is paid once has come back.
    pub paid_back: PaidBack,
}

/// A whole month is one, whatever its days add up to in floats.
fn whole(months: f64) -> f64 {
    if (months - 1.0).abs() < 1e-9 { 1.0 } else { months }
}

impl Finance {
    /// Of a study that counts a year in whole months; none of others.
    pub fn of(view: &View<'_>, money: &Money) -> Option<Self> {
        let base = view.results.baseline;
        let spans = &view.arms()[base].spans;
        let months = cents::months(&view.arms()[base], view.span_number(base));
        let all = calendar_months(spans);
        let calendar = !months.is_empty() && months.iter().all(|month| all.contains(month));
        let saves = money.year.is_some() && money.pairs.iter().any(|pair| pair.judged);
        (calendar && saves).then(|| Self {
            rate: RATE,
            years: 1,
            lengths: months.into_iter().map(|month| whole(spans[month].months)).collect(),
            drawn: None,
        })
    }

    /// Years that the sheet has room for.
    pub fn room(&self) -> u32 {
        self.years.max(ROOM)
    }

    /// Saved by month, and paid once by month, of a pair; none where a price was not given.
    fn by_month(&self, amounts: &Amounts<'_>, money: &Money, pair: &Pair) -> Option<[Vec<f64>; 2]> {
        let total = money.lines.len();
        let once = money.lines.iter().position(|line| line.once);
        let months = 0..self.lengths.len();
        let gap = |line: usize, month: usize| {
            Some(amounts.month(pair.base, line, month)? - amounts.month(pair.arm, line, month)?)
        };
        let saved = months.clone().map(|month| gap(total, month)).collect::<Option<_>>()?;
        let paid = |month| once.map_or(Some(0.0), |line| gap(line, month).map(|gap| 0.0 - gap));
        Some([saved, months.map(paid).collect::<Option<_>>()?])
    }

    /// What a pair's flows come to; none where a price was not given.
    pub fn worth(&self, amounts: &Amounts<'_>, money: &Money, pair: &Pair) -> Option<Worth> {
        let [saved, once] = self.by_month(amounts, money, pair)?;
        let total = money.lines.len();
        let year = amounts.year(pair.base, total)? - amounts.year(pair.arm, total)?;
        let flows = flows(&self.lengths, &saved, &once, self.years);
        let (present_value, paid_back) = (present_value(&flows, self.rate), paid_back(&flows));
        Some(Worth { year, flows, present_value, paid_back })
    }
}

//! Costs by line of the ledger, as the catalogue has them, designs beside each other.

use super::bars::{Bars, Group};
use super::{Case, Chart, Figure, Point, drawable};
use crate::catalogue::{Estimator, KpiId, Row, is_shown};
use crate::report::numbers::{Scale, days, money_word};
use crate::report::words::say;

/// None where no price was given.
pub fn chart(case: &Case<'_>) -> Option<Chart> {
    let (view, lang) = (case.view, case.view.lang);
    let currency = money_word(view.results.currency(), lang);
    let mut groups = Vec::new();
    let is_cost = |kpi: &KpiId| matches!(kpi.estimator(), Estimator::Money(line) if line.is_cost());
    for kpi in Row::ALL.iter().copied().map(KpiId::Row).filter(is_cost) {
        let estimates: Vec<_> = case.arms.iter().map(|arm| view.estimate(*arm, kpi, "all")).collect();
        let largest = estimates.iter().flatten().map(|e| e.mean.abs()).fold(0.0, f64::max);
        // A line that costs nothing in any design is not worth a row; one that nobody gave a price for is.
        let free = estimates.iter().all(|e| e.is_some_and(|e| e.mean == 0.0));
        if free || !case.arms.iter().any(|arm| is_shown(kpi, view.model(*arm))) {
            continue;
        }
        let scale = Scale::new(view.unit(kpi), largest, false, currency, lang);
        let bars = estimates.iter().map(|estimate| {
            let e = (*estimate)?;
            Some((Point { mean: e.mean, half: e.half_width }, scale.estimate(view.mean(e), e.half_width)))
        });
        groups.push(Group { name: drawable(&view.name(kpi)), bars: bars.collect() });
    }
    if groups.iter().all(|group| group.bars.iter().all(Option::is_none)) {
        return None;
    }
    let days = days(view.span(case.arms[0]).days, lang);
    let axis = say(
        lang,
        format!("{currency} in {days}, with 95 % intervals"),
        format!("{currency}，{days}合计，附 95 % 区间"),
    );
    let (unknown, colours) = (view.words.not_given.to_owned(), case.colours.clone());
    let bars = Bars { axis: drawable(&axis), unknown, groups, colours };
    Some(Chart {
        name: case.name("cost"),
        title: case.title(&say(lang, "Costs by line".into(), "各项成本".into())),
        legend: case.legend(),
        figure: Figure::Bars(bars),
    })
}

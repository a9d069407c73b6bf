//! Organisations side by side: what a manager asks first, with intervals.

use super::dots::Dots;
use super::{Case, Chart, Figure, Point, drawable};
use crate::catalogue::{List, Unit, listed};
use crate::report::numbers::Scale;
use crate::report::words::say;

/// None where there is one design only.
pub fn chart(case: &Case<'_>) -> Option<Chart> {
    let (view, lang) = (case.view, case.view.lang);
    if case.arms.len() < 2 {
        return None;
    }
    let mut all = Vec::new();
    for kpi in listed(List::SideBySide) {
        let estimates: Vec<_> = case.arms.iter().map(|arm| view.estimate(*arm, kpi, "all")).collect();
        if estimates.iter().flatten().count() < 2 {
            continue;
        }
        let largest = estimates.iter().flatten().map(|e| e.mean.abs()).fold(0.0, f64::max);
        let scale = Scale::new(view.unit(kpi), largest, false, view.results.currency(), lang);
        let row = |e: &crate::experiment::Estimate| {
            let point = Point { mean: e.mean, half: e.half_width }.times(scale.factor());
            (point, scale.estimate(e.mean, e.half_width))
        };
        let unit = if scale.unit.is_empty() { String::new() } else { format!(", {}", scale.unit) };
        let title = drawable(&format!("{}{unit}", view.name(kpi)));
        let most = if view.unit(kpi) == Unit::Share { 100.0 } else { f64::INFINITY };
        let from_zero = view.unit(kpi) == Unit::Money;
        all.push(Dots {
            title,
            most,
            from_zero,
            colours: case.colours.clone(),
            rows: estimates.into_iter().map(|e| e.map(row)).collect(),
        });
    }
    if all.is_empty() {
        return None;
    }
    let about = say(lang, "Designs side by side, with 95 % intervals".into(), "各方案并列，附 95 % 区间".into());
    Some(Chart {
        name: case.name("organisations"),
        title: case.title(&about),
        legend: case.legend(),
        figure: Figure::Dots(all),
    })
}

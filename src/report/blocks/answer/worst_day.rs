//! The peak day on which most customers are answered too late: a mean over all days hides it.

use super::promises::{Promise, percent, promises, what_is_promised};
use crate::catalogue::{Row, Subject, civil};
use crate::report::labels::View;
use crate::report::numbers::share;
use crate::report::words::say;

/// A peak day on which a promise is surely missed.
pub struct WorstDay {
    /// Its place among the dates in focus.
    pub place: usize,
    /// The counted date.
    pub date: usize,
    /// What is missed by most customers.
    pub promise: Promise,
    /// The share that is met, and half of its 95 % interval; `None`: unknown.
    pub level: f64,
    pub error: Option<f64>,
}

/// The worst of the peak days in the report's period, by customers who were to be answered in time and were not. None where each keeps
/// every promise to customers who wait, or nobody asked for the shape of days.
pub fn worst_day(view: &View<'_>, arm: usize) -> Option<WorstDay> {
    let of = &view.arms()[arm];
    let profile = of.profile.as_ref()?;
    let (first, inside) = (profile.groups.dates().start, &view.span(arm).dates);
    let mut worst: Option<(f64, WorstDay)> = None;
    for promise in promises(&of.model).into_iter().filter(|promise| promise.kpi != Row::OnTime.into()) {
        let Some((subject, _)) = Subject::parse(&promise.subject, &of.model) else { continue };
        let columns = [promise.kpi, Row::Offered.into()].map(|kpi| profile.column(kpi, subject));
        let [Some(level), Some(offered)] = columns else { continue };
        let dates = profile.groups.focus().dates.iter().copied().enumerate();
        for (place, date) in dates.filter(|(_, date)| inside.get(*date).copied().unwrap_or(false)) {
            let cells = [level, offered].map(|column| profile.cell(first + date, column));
            let [Some(level), Some(offered)] = cells else { continue };
            let short = (promise.share - level.mean) * offered.mean;
            let surely = level.mean + level.half_width.unwrap_or(0.0) < promise.share;
            if surely && worst.as_ref().is_none_or(|(most, _)| short > *most) {
                let (promise, level, error) = (promise.clone(), level.mean, level.half_width);
                worst = Some((short, WorstDay { place, date, promise, level, error }));
            }
        }
    }
    worst.map(|(_, day)| day)
}

/// `2025-09-01 Pre-sale chat in time 36 ± 3 % of 90 % wanted`.
pub fn told(view: &View<'_>, arm: usize, day: &WorstDay) -> String {
    let calendar = &view.model(arm).calendar;
    let date = civil(calendar.epoch_day(calendar.warm_up_days + day.date as i32));
    let (what, wanted) = (what_is_promised(view, &day.promise), share(day.promise.share));
    let level = percent(day.level, day.error);
    let error = day.error.map_or_else(String::new, |e| format!(" ± {}", percent(e, Some(e))));
    say(
        view.lang,
        format!("{date} {what} {level}{error} % of {wanted} wanted"),
        format!("{date} {what} {level}{error} %（目标 {wanted}）"),
    )
}

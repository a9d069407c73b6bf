//! Open tickets by date: whether an organisation keeps up.

use super::panels::{Along, Line, Panel};
use super::{Case, Chart, Figure, Point, drawable};
use crate::catalogue::{Row, Subject, civil};
use crate::experiment::Arm;
use crate::report::words::say;

/// None without tickets, or over a single date.
pub fn chart(case: &Case<'_>) -> Option<Chart> {
    let (view, lang) = (case.view, case.view.lang);
    let calendar = &view.model(case.arms[0]).calendar;
    let inside = &view.span(case.arms[0]).dates;
    if inside.iter().filter(|inside| **inside).count() < 2 {
        return None;
    }
    let lines: Vec<Line> = case
        .arms
        .iter()
        .enumerate()
        .filter_map(|(design, arm)| Some(Line { points: by_date(&view.arms()[*arm], inside)?, design, thin: false }))
        .collect();
    if lines.is_empty() {
        return None;
    }
    let first = calendar.epoch_day(calendar.warm_up_days);
    let names = (first..).zip(inside).filter(|(_, inside)| **inside).map(|(day, _)| civil(day).to_string()).collect();
    let panel = Panel {
        x_axis: say(lang, "date".into(), "日期".into()),
        y_axis: say(lang, "open tickets, mean of the day".into(), "未结工单 (当日平均)".into()),
        along: Along::Dates(names),
        target: None,
        percent: false,
        lines,
    };
    let title = say(lang, "Open tickets from day to day".into(), "每天的未结工单".into());
    Some(Chart {
        name: case.name("backlog"),
        title: case.title(&drawable(&title)),
        legend: case.legend(),
        figure: Figure::Panels(vec![panel]),
    })
}

/// Of the dates inside the span.
fn by_date(arm: &Arm, inside: &[bool]) -> Option<Vec<Option<Point>>> {
    let profile = arm.profile.as_ref()?;
    let column = profile.column(Row::Backlog.into(), Subject::All)?;
    let point = |group| profile.cell(group, column).map(|cell| Point { mean: cell.mean, half: cell.half_width });
    Some(profile.groups.dates().zip(inside).filter(|(_, inside)| **inside).map(|(group, _)| point(group)).collect())
}

//! Open tickets by date: whether an organisation keeps up.

use super::panels::{Along, Line, Panel};
use super::{Case, Chart, Figure, Point, Stroke, drawable};
use crate::catalogue::{Row, Subject, civil};
use crate::experiment::Arm;
use crate::model::Channel;
use crate::report::words::{colon, say};

/// More types than these, those with most tickets, are too many.
const MOST_TYPES: usize = 4;

/// All tickets, then each type where there are several; none without tickets, or over a single date.
pub fn chart(case: &Case<'_>) -> Option<Chart> {
    let (view, lang) = (case.view, case.view.lang);
    let dates = case.dates();
    if dates.len() < 2 {
        return None;
    }
    let first = view.model(case.arms[0]);
    let calendar = &first.calendar;
    let date = |day: &usize| civil(calendar.epoch_day(calendar.warm_up_days + *day as i32)).to_string();
    let names: Vec<String> = dates.iter().map(date).collect();
    let panel = |subject: Subject| {
        let line = |(n, arm): (usize, &usize)| {
            let here = subject.in_model(first, view.model(*arm))?;
            let points = by_date(&view.arms()[*arm], here, &dates)?;
            Some(Line { points, design: case.colours[n], stroke: Stroke::Thick })
        };
        Panel::of(Along::Dates(names.clone()), case.arms.iter().enumerate().filter_map(line).collect())
    };
    let open = say(lang, "open tickets, mean of the day".into(), "未结工单 (当日平均)".into());
    let mut whole = panel(Subject::All);
    if whole.lines.is_empty() {
        return None;
    }
    whole.title.clone_from(&open);
    let mut panels = vec![whole];
    let types = case.types_by_volume(|kind| kind.channel == Channel::Ticket);
    if types.len() > 1 {
        for id in types.into_iter().take(MOST_TYPES) {
            let mut of_type = panel(Subject::Type(id));
            of_type.title = drawable(&colon(lang, first.types[id].label.in_lang(lang), &open));
            panels.push(of_type);
        }
    }
    panels.last_mut().expect("there is one").x_axis = say(lang, "date".into(), "日期".into());
    let title = say(lang, "Open tickets from day to day".into(), "每天的未结工单".into());
    Some(Chart {
        name: case.name("backlog"),
        title: case.title(&title),
        legend: case.legend(),
        figure: Figure::Panels(panels.into()),
    })
}

/// Of these dates; none where nothing is known of any.
fn by_date(arm: &Arm, subject: Subject, dates: &[usize]) -> Option<Vec<Option<Point>>> {
    let profile = arm.profile.as_ref()?;
    let (column, first) = (profile.column(Row::Backlog.into(), subject)?, profile.groups.dates().start);
    let point = |day: &usize| {
        let cell = profile.cell(first + day, column)?;
        Some(Point { mean: cell.mean, half: cell.half_width })
    };
    let points: Vec<Option<Point>> = dates.iter().map(point).collect();
    points.iter().any(Option::is_some).then_some(points)
}

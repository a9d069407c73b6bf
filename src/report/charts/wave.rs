//! The wave train: what comes from day to day, with the events of the calendar named.

use super::panels::{Along, Line, Panel};
use super::{Case, Chart, Figure, GREY, Key, Point, Stroke, drawable};
use crate::catalogue::{Row, Subject, civil};
use crate::model::{Channel, Label, Model};
use crate::report::words::say;
use std::collections::BTreeMap;

/// More panels than these, of the types with most contacts, are too many.
const MOST_TYPES: usize = 4;

/// None over a single date.
pub fn chart(case: &Case<'_>) -> Option<Chart> {
    let (view, lang) = (case.view, case.view.lang);
    let dates = case.dates();
    if dates.len() < 2 {
        return None;
    }
    let first = view.model(case.arms[0]);
    let names: Vec<String> = dates.iter().map(|day| civil(epoch_day(first, *day)).to_string()).collect();
    let panel = |lines: Vec<Line>| Panel::of(Along::Dates(names.clone()), lines);
    let mut lines = lines(case, Row::Offered, Subject::All, &dates, Stroke::Thick);
    if lines.is_empty() {
        return None;
    }
    let mut legend = case.legend();
    if case.has_bot() {
        lines.extend(self::lines(case, Row::Arrived, Subject::All, &dates, Stroke::Thin));
        let name = say(lang, "thin: before the bot".into(), "细线：机器人之前".into());
        legend.push(Key { name: drawable(&name), colour: GREY, stroke: Stroke::Thin });
    }
    let mut whole = panel(lines);
    whole.title = drawable(&say(lang, "Chats and calls to people / day".into(), "转人工的会话与电话 / 天".into()));
    whole.marks = marks(case, &dates, &whole.lines[0].points);
    let mut panels = vec![whole];
    let types = case.types_by_volume(|kind| kind.channel != Channel::Stream && !kind.outreach);
    if types.len() > 1 {
        for id in types.into_iter().take(MOST_TYPES) {
            let mut of_type = panel(self::lines(case, Row::Offered, Subject::Type(id), &dates, Stroke::Thick));
            let name = first.types[id].label.in_lang(lang);
            of_type.title = drawable(&say(lang, format!("{name}: to people / day"), format!("{name}：转人工 / 天")));
            panels.push(of_type);
        }
    }
    panels.last_mut().expect("there is one").x_axis = say(lang, "date".into(), "日期".into());
    let about = say(lang, "Contacts from day to day, with events".into(), "每天的咨询量与活动".into());
    Some(Chart { name: case.name("wave"), title: case.title(&about), legend, figure: Figure::Panels(panels.into()) })
}

fn epoch_day(model: &Model, counted: usize) -> i32 {
    model.calendar.epoch_day(model.calendar.warm_up_days + counted as i32)
}

fn lines(case: &Case<'_>, row: Row, subject: Subject, dates: &[usize], stroke: Stroke) -> Vec<Line> {
    let first = case.view.model(case.arms[0]);
    let line = |(n, arm): (usize, &usize)| {
        let here = subject.in_model(first, case.view.model(*arm))?;
        let profile = case.view.arms()[*arm].profile.as_ref()?;
        let (column, of_dates) = (profile.column(row.into(), here)?, profile.groups.dates());
        let point = |day: &usize| {
            let cell = profile.cell(of_dates.start + day, column)?;
            Some(Point { mean: cell.mean, half: cell.half_width })
        };
        let points: Vec<Option<Point>> = dates.iter().map(point).collect();
        points.iter().any(Option::is_some).then_some(Line { points, design: case.colours[n], stroke })
    };
    case.arms.iter().enumerate().filter_map(line).collect()
}

/// The busiest date of each event among these, in order of date, by what comes; all names of those of one date.
fn marks(case: &Case<'_>, dates: &[usize], volume: &[Option<Point>]) -> Vec<(usize, String)> {
    let (lang, first) = (case.view.lang, case.view.model(case.arms[0]));
    let of = |at: usize| volume[at].map_or(0.0, |point| point.mean);
    let mut busiest: BTreeMap<&str, (&Label, usize)> = BTreeMap::new();
    for (at, day) in dates.iter().enumerate() {
        for event in case.events_on(epoch_day(first, *day)) {
            let (_, known) = busiest.entry(&event.key).or_insert((event, at));
            if of(at) > of(*known) {
                *known = at;
            }
        }
    }
    let mut by_date: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (event, at) in busiest.into_values() {
        by_date.entry(at).or_default().push(event.in_lang(lang).to_owned());
    }
    by_date.into_iter().map(|(at, names)| (at, drawable(&names.join(" · ")))).collect()
}

//! The one picture of the one page: what breaks first, on the busiest day by interval, now and with the design.

use super::panels::{Along, Line, Panel, Panels};
use super::titles::dated;
use super::{Chart, Figure, GREY, Key, Point, Stroke, colour, colours, drawable, twins};
use crate::catalogue::{KpiId, Row, Subject};
use crate::experiment::ProfileCell;
use crate::report::blocks::promises::breaks::{Day, busiest, first, how_busy};
use crate::report::labels::View;
use crate::report::numbers::share;
use crate::report::words::{colon, say};

/// Height of its plot: low, so that its letters are large on a sheet that it shares with much text.
const PLOT: u32 = 230;

/// Of these arms, `about` that which the page advises; none where nothing is known by interval.
pub fn one_day(view: &View<'_>, arms: &[usize], about: usize) -> Option<Chart> {
    let broken = first(view, about);
    let missed = broken.as_ref().and_then(|broken| broken.day);
    let promise = broken.map(|broken| broken.promise).filter(|promise| promise.kpi != Row::OnTime.into());
    let key = promise.as_ref().map_or("all", |promise| &promise.subject[..]);
    let (subject, _) = Subject::parse(key, view.model(about))?;
    let busiest = busiest(view, arms[0])?;
    // The date that misses what the mean of all days meets; else the busiest.
    let Day { place: peak, date } = missed.unwrap_or(busiest);
    let dated = dated(&view.model(arms[0]).calendar, date, view.lang);
    let kpi = promise.as_ref().map_or(Row::Offered.into(), |promise| promise.kpi);
    let factor = if promise.is_some() { 100.0 } else { 1.0 };
    let colours = colours(view);
    let line = |arm: &usize| {
        let here = subject.in_model(view.model(about), view.model(*arm))?;
        let cells = cells(view, *arm, peak, (kpi, here))?;
        let points: Vec<Option<Point>> = cells
            .into_iter()
            .map(|cell| cell.map(|cell| Point { mean: cell.mean, half: cell.half_width }.times(factor)))
            .collect();
        points.iter().any(Option::is_some).then_some(Line { points, design: colours[*arm], stroke: Stroke::Thick })
    };
    let lines: Vec<Line> = arms.iter().filter_map(line).collect();
    if lines.is_empty() {
        return None;
    }
    let of_design =
        |arm: &usize| Key { name: drawable(view.design(*arm)), colour: colour(colours[*arm]), stroke: Stroke::Thick };
    let mut legend: Vec<Key> = arms.iter().map(of_design).collect();
    let target = promise.as_ref().map(|promise| promise.share);
    if let Some(target) = target {
        let name = format!("{} {}", view.words.target, share(target));
        legend.push(Key { name, colour: GREY, stroke: Stroke::Dashed });
    }
    let mut panel = Panel::of(Along::Hours, lines);
    panel.y_axis = drawable(&if promise.is_some() { view.words.share_axis.to_owned() } else { view.name(kpi) });
    panel.target = target.map(|target| target * 100.0);
    panel.percent = promise.is_some();
    view.words.hour_of_day.clone_into(&mut panel.x_axis);
    let figure = view.figure(&view.name(kpi), key);
    let of = if date == busiest.date {
        let how = how_busy(view, arms[0], date);
        say(view.lang, format!("{dated}, {how}"), format!("{dated}，{how}"))
    } else {
        say(view.lang, format!("{dated}, a day that misses it"), format!("{dated}，没守住的一天"))
    };
    let chart = Chart {
        name: "one_day".into(),
        title: drawable(&colon(view.lang, &figure, &of)),
        legend,
        figure: Figure::Panels(Panels { plot: Some(PLOT), ..vec![panel].into() }),
    };
    Some(twins::told(chart, view.lang))
}

/// A figure of somebody in an arm, by interval of a date in focus.
fn cells(
    view: &View<'_>,
    arm: usize,
    place: usize,
    (kpi, subject): (KpiId, Subject),
) -> Option<Vec<Option<ProfileCell>>> {
    let profile = view.arms()[arm].profile.as_ref()?;
    let column = profile.column(kpi, subject)?;
    Some(profile.groups.date(place).map(|group| profile.cell(group, column)).collect())
}

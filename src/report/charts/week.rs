//! The shape of the week: load and service of each contact type, people and work of each team, by weekday and interval.

use super::shades::Dark;
use super::strips::{Strip, Strips};
use super::titles::{promised, weekday};
use super::{Case, Chart, Figure, drawable};
use crate::catalogue::{Row, Subject, Unit};
use crate::model::ContactType;
use crate::report::numbers::{Scale, number};
use crate::report::words::{colon, say};

/// More heatmaps than these make no picture that is looked at.
const MOST_STRIPS: usize = 8;
/// A service level that is as dark as it gets: whatever is worse is no darker.
const WORST: f64 = 0.5;
/// Of so many types, those with most contacts.
const MOST_TYPES: usize = 5;

/// What heatmaps show: a figure, in words, and what it is multiplied by.
struct Shown<'a> {
    row: Row,
    what: &'a str,
    factor: f64,
}

/// A chart a type that customers wait for, then one a team; none of less than a week.
pub fn charts(case: &Case<'_>) -> Vec<Chart> {
    let first = case.view.model(case.arms[0]);
    if case.view.span(case.arms[0]).on < 7.0 {
        return Vec::new();
    }
    let mut all = Vec::new();
    for id in case.types_by_volume(ContactType::is_live).into_iter().take(MOST_TYPES) {
        let promised = promised(&first.types[id], case.view.lang);
        all.extend(of_type(case, Subject::Type(id), promised.as_deref()));
    }
    for key in case.team_keys() {
        all.extend(of_team(case, &key));
    }
    all
}

fn of_type(case: &Case<'_>, subject: Subject, promised: Option<&str>) -> Option<Chart> {
    let (view, lang) = (case.view, case.view.lang);
    let first = view.model(case.arms[0]);
    let here = |arm: usize| subject.in_model(first, view.model(arm));
    let intervals_an_hour = first.calendar.intervals_per_day() as f64 / 24.0;
    let load = say(lang, "to people / hour".into(), "转人工 / 小时".into());
    let mut all = strips(case, Shown { row: Row::Offered, what: &load, factor: intervals_an_hour }, &here);
    let wait = view.name(Row::Wait.into());
    let service = match promised {
        Some(promised) => Shown { row: Row::ServiceLevel, what: promised, factor: 1.0 },
        None => Shown { row: Row::Wait, what: &wait, factor: 1.0 },
    };
    all.extend(strips(case, service, &here));
    let about = say(lang, "load and service by weekday and hour".into(), "各星期与时段的来量与服务".into());
    chart(case, (&subject.key(first), &subject.name(first, lang)), &about, all)
}

fn of_team(case: &Case<'_>, key: &str) -> Option<Chart> {
    let (view, lang) = (case.view, case.view.lang);
    let here = |arm: usize| case.team(arm, key).map(Subject::Team);
    let (arm, subject) = case.arms.iter().find_map(|arm| Some((*arm, here(*arm)?)))?;
    let (people, work) = (view.name(Row::AtDesk.into()), view.name(Row::Occupancy.into()));
    let mut all = strips(case, Shown { row: Row::AtDesk, what: &people, factor: 1.0 }, &here);
    all.extend(strips(case, Shown { row: Row::Occupancy, what: &work, factor: 1.0 }, &here));
    let about = say(lang, "people and work by weekday and hour".into(), "各星期与时段的人数与忙碌".into());
    let model = view.model(arm);
    chart(case, (&subject.key(model), &subject.name(model, lang)), &about, all)
}

fn chart(case: &Case<'_>, (key, name): (&str, &str), about: &str, all: Vec<Strip>) -> Option<Chart> {
    let lang = case.view.lang;
    if all.is_empty() {
        return None;
    }
    let about = colon(lang, name, about);
    let strips = Strips {
        names: (0..7).map(|n| weekday(n, lang)).collect(),
        x_axis: case.view.words.hour_of_day.to_owned(),
        empty: drawable(&say(
            lang,
            "no figure: nothing came, nobody was there, or it is not judged".into(),
            "无数据：没有来量、无人在席或不考核".into(),
        )),
        all,
        lang,
    };
    Some(Chart {
        name: case.name(&format!("week-{key}")),
        title: case.title(&about),
        legend: Vec::new(),
        figure: Figure::Strips(strips),
    })
}

/// A heatmap a design, on one scale: of shares at least twenty points up to 100 %, of anything else from 0.
fn strips(
    case: &Case<'_>,
    Shown { row, what, factor }: Shown<'_>,
    here: &dyn Fn(usize) -> Option<Subject>,
) -> Vec<Strip> {
    let (view, lang) = (case.view, case.view.lang);
    let mut of_designs: Vec<(usize, Vec<Vec<Option<f64>>>)> = Vec::new();
    for arm in case.arms.iter().take(MOST_STRIPS / 2) {
        let Some(profile) = &view.arms()[*arm].profile else { continue };
        let Some(column) = here(*arm).and_then(|subject| profile.column(row.into(), subject)) else { continue };
        let week = profile.groups.focused_week();
        let per_day = week.len() / 7;
        let value = |group: usize| Some(profile.cell(group, column)?.mean * factor);
        let rows: Vec<Vec<Option<f64>>> =
            (0..7).map(|day| (0..per_day).map(|slot| value(week.start + day * per_day + slot)).collect()).collect();
        if rows.iter().flatten().any(Option::is_some) {
            of_designs.push((*arm, rows));
        }
    }
    let values = || of_designs.iter().flat_map(|(_, rows)| rows.iter().flatten().flatten().copied());
    let high = values().fold(f64::NEG_INFINITY, f64::max);
    let is_share = view.unit(row.into()) == Unit::Share;
    let ends = match row {
        // The same for every type and case, or equal shades would say different things.
        Row::ServiceLevel => (WORST, 1.0),
        _ if is_share => (0.0, 1.0),
        _ => (0.0, high.max(0.0)),
    };
    let said = |value: f64| {
        if is_share {
            return format!("{:.0} %", value * 100.0);
        }
        let scale = Scale::new(view.unit(row.into()), ends.1, false, view.results.currency(), lang);
        let shown = value * scale.factor();
        scale.with_unit(&number(shown, if shown >= 20.0 || shown == 0.0 { 0 } else { -1 }))
    };
    let dark = Dark::of(crate::catalogue::KpiId::from(row).better());
    let several = case.arms.len() > 1;
    let strip = |(arm, rows): (usize, Vec<Vec<Option<f64>>>)| {
        let title = if several { colon(lang, view.design(arm), what) } else { what.to_owned() };
        let low = if row == Row::ServiceLevel { format!("≤ {}", said(ends.0)) } else { said(ends.0) };
        Strip { title: drawable(&title), rows, ends, said: (low, said(ends.1)), dark }
    };
    of_designs.into_iter().map(strip).collect()
}

//! The shape of the week: load and service of each contact type, people and work of each team, by weekday and interval.

use super::shades::Dark;
use super::strips::{Strip, Strips};
use super::titles::{promised, weekday};
use super::{Case, Chart, Figure, drawable};
use crate::catalogue::{Row, Subject, Unit};
use crate::model::ContactType;
use crate::report::numbers::{Scale, number};
use crate::report::words::{colon, say};

/// Of so many designs.
const MOST_DESIGNS: usize = 4;
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

/// Charts of a type that customers wait for, one a design, then those of a team; none of less than a week.
pub fn charts(case: &Case<'_>) -> Vec<(usize, Chart)> {
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

fn of_type(case: &Case<'_>, subject: Subject, promised: Option<&str>) -> Vec<(usize, Chart)> {
    let (view, lang) = (case.view, case.view.lang);
    let first = view.model(case.arms[0]);
    let here = |arm: usize| subject.in_model(first, view.model(arm));
    let intervals_an_hour = first.calendar.intervals_per_day() as f64 / 24.0;
    let load = say(lang, "to people / hour".into(), "转人工 / 小时".into());
    let wait = view.name(Row::Wait.into());
    let service = match promised {
        Some(promised) => Shown { row: Row::ServiceLevel, what: promised, factor: 1.0 },
        None => Shown { row: Row::Wait, what: &wait, factor: 1.0 },
    };
    let strips = [
        strips(case, Shown { row: Row::Offered, what: &load, factor: intervals_an_hour }, &here),
        strips(case, service, &here),
    ];
    let about = say(lang, "load and service by weekday and hour".into(), "各星期与时段的来量与服务".into());
    of_designs(case, (&subject.key(first), &subject.name(first, lang)), &about, &strips)
}

fn of_team(case: &Case<'_>, key: &str) -> Vec<(usize, Chart)> {
    let (view, lang) = (case.view, case.view.lang);
    let here = |arm: usize| case.team(arm, key).map(Subject::Team);
    let Some((arm, subject)) = case.arms.iter().find_map(|arm| Some((*arm, here(*arm)?))) else { return Vec::new() };
    let (people, work) = (view.name(Row::AtDesk.into()), view.name(Row::Occupancy.into()));
    let strips = [
        strips(case, Shown { row: Row::AtDesk, what: &people, factor: 1.0 }, &here),
        strips(case, Shown { row: Row::Occupancy, what: &work, factor: 1.0 }, &here),
    ];
    let about = say(lang, "people and work by weekday and hour".into(), "各星期与时段的人数与忙碌".into());
    let model = view.model(arm);
    of_designs(case, (&subject.key(model), &subject.name(model, lang)), &about, &strips)
}

/// A chart a design of the heatmaps that it has: pages show one of them where one design is chosen.
fn of_designs(
    case: &Case<'_>,
    (key, name): (&str, &str),
    about: &str,
    strips: &[Vec<(usize, Strip)>; 2],
) -> Vec<(usize, Chart)> {
    let about = colon(case.view.lang, name, about);
    let of = |arm: &usize| {
        let own = strips.iter().flatten().filter(|(of, _)| of == arm);
        let own: Vec<Strip> = own.map(|(_, strip)| strip.clone()).collect();
        (!own.is_empty()).then(|| (*arm, chart(case, *arm, (key, &about), own)))
    };
    case.arms.iter().filter_map(of).collect()
}

fn chart(case: &Case<'_>, arm: usize, (key, about): (&str, &str), all: Vec<Strip>) -> Chart {
    let (view, lang) = (case.view, case.view.lang);
    let strips = Strips {
        names: (0..7).map(|n| weekday(n, lang)).collect(),
        x_axis: view.words.hour_of_day.to_owned(),
        empty: drawable(&say(
            lang,
            "no figure: nothing came, nobody was there, or it is not judged".into(),
            "无数据：没有来量、无人在席或不考核".into(),
        )),
        all,
        lang,
    };
    let (design, several) = (&view.model(arm).design, case.arms.len() > 1);
    let stem = if several { format!("week-{key}_{}", design.key) } else { format!("week-{key}") };
    let title = case.title(about);
    let title = if several { case.joined(&title, design.in_lang(lang)) } else { title };
    Chart { name: case.name(&stem), title: drawable(&title), legend: Vec::new(), figure: Figure::Strips(strips) }
}

/// A heatmap a design, all on one scale: of shares at least twenty points up to 100 %, of anything else from 0.
fn strips(
    case: &Case<'_>,
    Shown { row, what, factor }: Shown<'_>,
    here: &dyn Fn(usize) -> Option<Subject>,
) -> Vec<(usize, Strip)> {
    let (view, lang) = (case.view, case.view.lang);
    let mut of_designs: Vec<(usize, Vec<Vec<Option<f64>>>)> = Vec::new();
    for arm in case.arms.iter().take(MOST_DESIGNS) {
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
    let strip = |(arm, rows): (usize, Vec<Vec<Option<f64>>>)| {
        let low = if row == Row::ServiceLevel { format!("≤ {}", said(ends.0)) } else { said(ends.0) };
        (arm, Strip { title: drawable(what), rows, ends, said: (low, said(ends.1)), dark })
    };
    of_designs.into_iter().map(strip).collect()
}

//! The shape of the week: load and service of each contact type, people and work of each team, by weekday and interval.

use super::shades::{Dark, Edge};
use super::strips::{Strip, Strips};
use super::titles::{promised, weekday};
use super::{Case, Chart, Figure, drawable};
use crate::catalogue::{Row, Subject, Unit};
use crate::model::ContactType;
use crate::report::numbers::{Scale, number};
use crate::report::words::{colon, say};

/// Of so many designs.
const MOST_DESIGNS: usize = 4;
/// Of so many types, those with most contacts.
const MOST_TYPES: usize = 5;

/// What heatmaps show: a figure, in words, what it is multiplied by, and its target, where it has one.
struct Shown<'a> {
    row: Row,
    what: &'a str,
    factor: f64,
    target: Option<f64>,
}

impl<'a> Shown<'a> {
    fn plain(row: Row, what: &'a str) -> Self {
        Self { row, what, factor: 1.0, target: None }
    }
}

/// Charts of a type that customers wait for, one a design, then those of a team; none of less than a week.
pub fn charts(case: &Case<'_>) -> Vec<(usize, Chart)> {
    let first = case.view.model(case.arms[0]);
    if case.view.span(case.arms[0]).on < 7.0 {
        return Vec::new();
    }
    let mut all = Vec::new();
    for id in case.types_by_volume(ContactType::is_live).into_iter().take(MOST_TYPES) {
        let kind = &first.types[id];
        let target = kind.speed.and_then(|speed| speed.share);
        let promised = promised(kind, case.view.lang);
        all.extend(of_type(case, Subject::Type(id), promised.as_deref().map(|said| (said, target))));
    }
    for key in case.team_keys() {
        all.extend(of_team(case, &key));
    }
    all
}

/// `promised`: what is, and the share, where one is set.
fn of_type(case: &Case<'_>, subject: Subject, promised: Option<(&str, Option<f64>)>) -> Vec<(usize, Chart)> {
    let (view, lang) = (case.view, case.view.lang);
    let first = view.model(case.arms[0]);
    let here = |arm: usize| subject.in_model(first, view.model(arm));
    let intervals_an_hour = first.calendar.intervals_per_day() as f64 / 24.0;
    let load = say(lang, "to people / hour".into(), "转人工 / 小时".into());
    let wait = view.name(Row::Wait.into());
    let service = match promised {
        Some((promised, target)) => Shown { target, ..Shown::plain(Row::ServiceLevel, promised) },
        None => Shown::plain(Row::Wait, &wait),
    };
    let strips = [
        strips(case, Shown { factor: intervals_an_hour, ..Shown::plain(Row::Offered, &load) }, &here),
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
        strips(case, Shown::plain(Row::AtDesk, &people), &here),
        strips(case, Shown::plain(Row::Occupancy, &work), &here),
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

/// A heatmap a design, all on one scale: of shares from 0 to 100 %, with a jump at the target; of anything else from 0. The same for every
/// type and case, or equal shades would say different things.
fn strips(
    case: &Case<'_>,
    Shown { row, what, factor, target }: Shown<'_>,
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
    let ends = (0.0, if is_share { 1.0 } else { high.max(0.0) });
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
        let edge = target.map(|at| Edge { at, said: said(at) });
        (arm, Strip { title: drawable(what), rows, ends, said: (said(ends.0), said(ends.1)), dark, edge })
    };
    of_designs.into_iter().map(strip).collect()
}

//! How often a promise is missed and how badly: days of all replications by the share that they had.

use super::days_by_share::{DaysByShare, DaysOf};
use super::titles::promised;
use super::{Case, Chart, Figure, Key, Stroke, drawable};
use crate::catalogue::{KpiId, Row, Subject};
use crate::measure::STEPS;
use crate::model::{ContactType, TypeId};
use crate::report::numbers::{Scale, share};
use crate::report::words::{colon, say};

/// None where nothing is promised, or of a single day.
pub fn chart(case: &Case<'_>) -> Option<Chart> {
    let (view, lang) = (case.view, case.view.lang);
    if view.span(case.arms[0]).on < 2.0 {
        return None;
    }
    let first = view.model(case.arms[0]);
    let all: Vec<DaysOf> = first.types.entries().filter_map(|(id, kind)| of_type(case, id, kind)).collect();
    if all.is_empty() {
        return None;
    }
    let mut legend = case.legend();
    if all.iter().any(|of| of.target.is_some()) {
        let name = say(lang, "target: days to the left of it missed it".into(), "目标：左侧的日子未达标".into());
        legend.push(Key { name: drawable(&name), colour: super::INK, stroke: Stroke::Dashed });
    }
    let about = say(lang, "How often and how badly targets are missed".into(), "目标有多少天未达标、差多少".into());
    Some(Chart {
        name: case.name("how_often"),
        title: case.title(&about),
        legend,
        figure: Figure::DaysByShare(DaysByShare {
            y_axis: say(lang, "% of days".into(), "天数占比 %".into()), all
        }),
    })
}

fn of_type(case: &Case<'_>, id: TypeId, kind: &ContactType) -> Option<DaysOf> {
    let (view, lang) = (case.view, case.view.lang);
    let first = view.model(case.arms[0]);
    let (kpi, target) = match (&kind.speed, &kind.ticket) {
        (Some(speed), _) => (Row::ServiceLevel, speed.share?),
        (None, Some(ticket)) => (Row::OnTime, ticket.share?),
        _ => return None,
    };
    let (mut designs, mut missed) = (Vec::new(), Vec::new());
    for (n, arm) in case.arms.iter().enumerate() {
        let Some(subject) = Subject::Type(id).in_model(first, view.model(*arm)) else { continue };
        let Some(days) = by_share(case, *arm, kpi.into(), subject) else { continue };
        designs.push((case.colours[n], days));
        if let Some(e) = view.estimate(*arm, Row::BadDays, &subject.key(view.model(*arm))) {
            let scale = Scale::new(view.unit(Row::BadDays.into()), 1.0, false, view.results.currency(), lang);
            missed.push(format!("{} {}", view.design(*arm), scale.with_unit(&scale.estimate(e.mean, e.half_width))));
        }
    }
    if designs.is_empty() {
        return None;
    }
    let name = kind.label.in_lang(lang);
    let what = promised(kind, lang).unwrap_or_else(|| view.name(Row::OnTime.into()));
    let of_target = say(lang, format!("target {}", share(target)), format!("目标 {}", share(target)));
    let mut title = vec![drawable(&colon(lang, name, &format!("{what} ({of_target})")))];
    // A design a line is short enough to be read; more than a few are in the tables.
    for chunk in missed.chunks(2).take(4) {
        let text = chunk.join(&say(lang, "; ".into(), "；".into()));
        title.push(drawable(&say(lang, format!("days that missed it: {text}"), format!("未达标天数：{text}"))));
    }
    let x_axis = drawable(&say(lang, format!("{what} on a day, %"), format!("当天的{what}，%")));
    Some(DaysOf { title, x_axis, target: Some(target), designs })
}

/// Per cent of days by share; none where no day is judged.
fn by_share(case: &Case<'_>, arm: usize, kpi: KpiId, subject: Subject) -> Option<[f64; STEPS]> {
    let profile = case.view.arms()[arm].profile.as_ref()?;
    let days = profile.days(profile.column(kpi, subject)?)?;
    let all = days.iter().sum::<u64>();
    (all > 0).then(|| days.map(|n| 100.0 * n as f64 / all as f64))
}

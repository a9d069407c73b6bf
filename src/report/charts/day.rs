//! The average day: how many ask, how many people are there, how many are answered in time.

use super::panels::{Along, Line, Panel};
use super::{Case, Chart, Figure, GREY, Key, Point, Stroke, drawable};
use crate::catalogue::{KpiId, Row, Subject};
use crate::experiment::ProfileCell;
use crate::model::Model;
use crate::report::day_hours::cells;
use crate::report::words::{colon, say};

/// All live contacts in one chart where every live type has the same kind of promise, else a type a chart.
fn subjects(model: &Model) -> Vec<Subject> {
    let live = || model.types.entries().filter(|(_, kind)| kind.is_live());
    let promised = || live().filter(|(_, kind)| kind.speed.is_some());
    match (live().count(), promised().count()) {
        (0, _) => Vec::new(),
        (all, n) if n == all || n == 0 => vec![Subject::All],
        _ => promised().map(|(id, _)| Subject::Type(id)).collect(),
    }
}

/// A chart for all live contacts, or one for each type with a promise.
pub fn charts(case: &Case<'_>) -> Vec<Chart> {
    let first = case.view.model(case.arms[0]);
    subjects(first).into_iter().filter_map(|subject| chart(case, subject)).collect()
}

fn lines(case: &Case<'_>, kpi: KpiId, subject: Subject, factor: f64, thin: bool) -> Vec<Line> {
    let first = case.view.model(case.arms[0]);
    let line = |(design, arm): (usize, &usize)| {
        let here = subject.in_model(first, case.view.model(*arm))?;
        let cells = cells(&case.view.arms()[*arm], case.view.span_number(*arm), kpi, here)?;
        let point =
            |cell: Option<ProfileCell>| cell.map(|cell| Point { mean: cell.mean, half: cell.half_width }.times(factor));
        let points: Vec<Option<Point>> = cells.into_iter().map(point).collect();
        points.iter().any(Option::is_some).then_some(Line { points, design, thin })
    };
    case.arms.iter().enumerate().filter_map(line).collect()
}

fn chart(case: &Case<'_>, subject: Subject) -> Option<Chart> {
    let (view, lang) = (case.view, case.view.lang);
    let w = view.words;
    let first = view.model(case.arms[0]);
    let intervals_an_hour = first.calendar.intervals_per_day() as f64 / 24.0;
    let reaching = lines(case, Row::Offered.into(), subject, intervals_an_hour, false);
    if reaching.is_empty() {
        return None;
    }
    let panel = |y_axis: String, lines: Vec<Line>, target: Option<f64>, percent: bool| Panel {
        x_axis: String::new(),
        y_axis: drawable(&y_axis),
        along: Along::Hours,
        target,
        percent,
        lines,
    };
    let met = case.arms.iter().any(|arm| view.model(*arm).types.iter().any(|kind| kind.bot.is_some()));
    let mut asking = reaching;
    if met {
        asking.extend(lines(case, Row::Arrived.into(), subject, intervals_an_hour, true));
    }
    let present = lines(case, Row::OnDuty.into(), Subject::All, 1.0, false);
    let mut panels = vec![
        panel(say(lang, "contacts / hour".into(), "咨询 / 小时".into()), asking, None, false),
        panel(say(lang, "people on duty".into(), "在班人数".into()), present, None, false),
    ];
    let mut legend = case.legend();
    if met {
        let name = say(lang, "thin: before the bot".into(), "细线：机器人之前".into());
        legend.push(Key { name: drawable(&name), colour: GREY, stroke: Stroke::Thin });
    }
    let levels = lines(case, Row::ServiceLevel.into(), subject, 100.0, false);
    if !levels.is_empty() {
        let target = target(first, subject);
        panels.push(panel(format!("{}, %", w.service_level), levels, target.map(|share| share * 100.0), true));
        if let Some(share) = target {
            let name = format!("{} {}", w.target, crate::report::numbers::share(share));
            legend.push(Key { name, colour: GREY, stroke: Stroke::Dashed });
        }
    }
    w.hour_of_day.clone_into(&mut panels.last_mut().expect("there are two").x_axis);
    let about = match subject {
        Subject::All => say(lang, "all chats and calls".into(), "全部会话与电话".into()),
        _ => subject.name(first, lang),
    };
    let title = colon(lang, &say(lang, "The average day".into(), "平均一天".into()), &about);
    let of = if subject == Subject::All { String::new() } else { format!("-{}", subject.key(first)) };
    Some(Chart {
        name: case.name(&format!("average_day{of}")),
        title: case.title(&title),
        legend,
        figure: Figure::Panels(panels),
    })
}

/// The promise, where all of the subject have the same.
fn target(model: &Model, subject: Subject) -> Option<f64> {
    let of = model.types.entries().filter(|(id, _)| subject == Subject::All || subject == Subject::Type(*id));
    let shares: Vec<f64> = of.filter_map(|(_, kind)| kind.speed.as_ref()?.share).collect();
    shares.first().copied().filter(|first| shares.iter().all(|share| share == first))
}

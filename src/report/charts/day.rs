//! A day by half hour: how many ask, who is there for them, and how many are answered in time. The average day, and every
//! peak day; all together, by contact type and by team.

use super::panels::{Along, Line, Panel, Panels};
use super::titles::{dated, promised};
use super::{Case, Chart, Figure, GREY, Key, Point, Stroke, drawable};
use crate::catalogue::{KpiId, Row, Subject, civil};
use crate::experiment::{Arm, Planned, ProfileTable};
use crate::load::TeamLoad;
use crate::model::{ContactType, Model, TypeId};
use crate::report::blocks::promises::breaks;
use crate::report::numbers::share;
use crate::report::words::{colon, say};
use std::ops::Range;

/// Rows of a grid: more make a picture that nobody reads.
const MOST_ROWS: usize = 6;

/// Which day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// The mean of the dates of the report's period.
    Average,
    /// The n-th of the dates in focus.
    Peak(usize),
}

impl Day {
    fn groups(self, profile: &ProfileTable) -> Range<usize> {
        match self {
            Self::Average => profile.groups.day(),
            Self::Peak(n) => profile.groups.date(n),
        }
    }
    fn planned(self, planned: &Planned, team: crate::model::TeamId, of: fn(&TeamLoad) -> Vec<f64>) -> Vec<f64> {
        match self {
            Self::Average => planned.on_mean_day(team, of),
            Self::Peak(n) => planned.on(n, team, of),
        }
    }
}

/// The peak day that misses a promise though the mean of all days meets it; none where no design of the case has one.
pub fn missed(case: &Case<'_>) -> Option<Day> {
    let of = |arm: &usize| Some(Day::Peak(breaks::first(case.view, *arm)?.day?.place));
    case.arms.iter().rev().find_map(of)
}

/// The peak days of a case, the busiest first, then the one that misses a promise.
pub fn peaks(case: &Case<'_>) -> Vec<Day> {
    let Some(profile) = &case.view.arms()[case.arms[0]].profile else { return Vec::new() };
    let Some(column) = profile.column(Row::Offered.into(), Subject::All) else { return Vec::new() };
    let first = profile.groups.dates().start;
    let focus = &profile.groups.focus().dates;
    let inside = &case.view.span(case.arms[0]).dates;
    let volume = |day: usize| profile.cell(first + day, column).map_or(0.0, |cell| cell.mean);
    let mut days: Vec<usize> = (0..focus.len()).filter(|n| inside[focus[*n]]).collect();
    days.sort_by(|a, b| volume(focus[*b]).total_cmp(&volume(focus[*a])).then(a.cmp(b)));
    let mut days: Vec<Day> = days.into_iter().map(Day::Peak).collect();
    if let Some(at) = missed(case).and_then(|missed| days.iter().position(|day| *day == missed)).filter(|at| *at > 1) {
        let missed = days.remove(at);
        days.insert(1, missed);
    }
    days
}

/// All chats and calls, who is there, and the share in time where one promise holds for all; none where nobody asks.
pub fn together(case: &Case<'_>, day: Day) -> Option<Chart> {
    let (view, lang) = (case.view, case.view.lang);
    let first = view.model(case.arms[0]);
    if !first.types.iter().any(ContactType::is_live) {
        return None;
    }
    let mut panels = vec![asking(case, day, Subject::All)?];
    panels[0].y_axis = drawable(&say(lang, "to people / hour".into(), "转人工 / 小时".into()));
    let people = people(case, day, None);
    if !people.lines.is_empty() {
        panels.push(people);
    }
    let mut legend = legend(case, true);
    if let Some((what, target)) = one_promise(first, lang) {
        let mut level = service(case, day, Subject::All);
        level.y_axis = drawable(&format!("{what}, %"));
        level.target = target.map(|share| share * 100.0);
        legend.extend(target.map(|target| target_key(case, target)));
        panels.extend(Some(level).filter(|level| !level.lines.is_empty()));
    }
    let about = say(lang, "chats and calls, and people".into(), "会话、电话与人数".into());
    let panels = with_hours(panels, case, 1);
    Some(made(case, day, ("", &about), legend, panels))
}

/// By contact type that customers wait for: what comes, and the share in time; none of a single type of which the day
/// together says all.
pub fn types(case: &Case<'_>, day: Day) -> Option<Chart> {
    let (view, lang) = (case.view, case.view.lang);
    let first = view.model(case.arms[0]);
    let live = case.types_by_volume(ContactType::is_live);
    if live.len() == 1 && one_promise(first, lang).is_some() {
        return None;
    }
    let (mut panels, mut targets) = (Vec::new(), Vec::new());
    for id in live.into_iter().take(MOST_ROWS) {
        let kind = &first.types[id];
        let name = kind.label.in_lang(lang);
        let Some(mut asking) = asking(case, day, Subject::Type(id)) else { continue };
        let per_hour = say(lang, "to people / hour".into(), "转人工 / 小时".into());
        asking.title = drawable(&colon(lang, name, &per_hour));
        let mut level = service(case, day, Subject::Type(id));
        if let Some(promised) = promised(kind, lang) {
            level.title = drawable(&promised);
            level.percent = true;
        } else {
            level = of_subject(case, day, (Row::Waiting, Subject::Type(id)), 1.0);
            level.title = drawable(&view.name(Row::Waiting.into()));
        }
        if let Some(target) = kind.speed.and_then(|speed| speed.share) {
            let said = format!("{} ({} {})", level.title, view.words.target, share(target));
            level.title = drawable(&said);
            level.target = Some(target * 100.0);
            targets.push(target);
        }
        panels.extend([asking, level]);
    }
    if panels.is_empty() {
        return None;
    }
    let mut legend = legend(case, false);
    if !targets.is_empty() {
        legend.push(dashed_key(&say(lang, "target".into(), "目标".into())));
    }
    let about = say(lang, "by contact type".into(), "按咨询类型".into());
    let panels = with_hours(panels, case, 2);
    Some(made(case, day, ("-types", &about), legend, panels))
}

/// By team: who is there against what the work takes, and how busy they are; none where every design has one team.
pub fn teams(case: &Case<'_>, day: Day) -> Option<Chart> {
    let (view, lang) = (case.view, case.view.lang);
    if case.arms.iter().all(|arm| view.model(*arm).teams.len() < 2) {
        return None;
    }
    let mut panels = Vec::new();
    for key in case.team_keys().into_iter().take(MOST_ROWS) {
        let mut there = people(case, day, Some(&key));
        if there.lines.is_empty() {
            continue;
        }
        let of = |arm: &usize| Some(view.model(*arm).teams[case.team(*arm, &key)?].label.in_lang(lang));
        let name = case.arms.iter().find_map(of).unwrap_or(&key);
        there.y_axis = String::new();
        there.title = drawable(&colon(lang, name, &say(lang, "people".into(), "人数".into())));
        let mut busy = lines_panel(case, &|arm| {
            let team = case.team(arm, &key)?;
            points(&view.arms()[arm], day, (Row::Occupancy.into(), Subject::Team(team)), 100.0)
        });
        busy.title = drawable(&format!("{}, %", view.name(Row::Occupancy.into())));
        busy.percent = true;
        panels.extend([there, busy]);
    }
    if panels.is_empty() {
        return None;
    }
    let about = say(lang, "by team".into(), "按小组".into());
    let mut legend = case.legend();
    legend.extend(need_keys(case));
    let panels = with_hours(panels, case, 2);
    Some(made(case, day, ("-teams", &about), legend, panels))
}

fn made(case: &Case<'_>, day: Day, (stem, about): (&str, &str), legend: Vec<Key>, panels: Panels) -> Chart {
    let lang = case.view.lang;
    let first = case.view.model(case.arms[0]);
    let (name, title) = match day {
        Day::Average => {
            let title = colon(lang, &say(lang, "The average day".into(), "平均一天".into()), about);
            (format!("average_day{stem}"), case.title(&title))
        }
        Day::Peak(n) => {
            let counted = case.focus_dates()[n];
            let date = first.calendar.epoch_day(first.calendar.warm_up_days + counted as i32);
            let mut of_day = dated(&first.calendar, counted, lang);
            let events = case.events_on(date);
            if !events.is_empty() {
                let events: Vec<&str> = events.into_iter().map(|event| event.in_lang(lang)).collect();
                of_day =
                    say(lang, format!("{of_day} ({})", events.join(", ")), format!("{of_day} {}", events.join("、")));
            }
            (format!("peak_day{stem}-{}", civil(date)), case.title_on(&colon(lang, &of_day, about)))
        }
    };
    Chart { name: case.name(&name), title, legend, figure: Figure::Panels(panels) }
}

fn with_hours(mut panels: Vec<Panel>, case: &Case<'_>, columns: usize) -> Panels {
    let from = panels.len().saturating_sub(columns);
    for panel in &mut panels[from..] {
        case.view.words.hour_of_day.clone_into(&mut panel.x_axis);
    }
    Panels { all: panels, columns, plot: None }
}

/// Designs, and what thin and dashed lines are.
fn legend(case: &Case<'_>, people: bool) -> Vec<Key> {
    let lang = case.view.lang;
    let mut legend = case.legend();
    if case.has_bot() {
        let name = say(lang, "thin, of contacts: before the bot".into(), "咨询的细线：机器人之前".into());
        legend.push(Key { name: drawable(&name), colour: GREY, stroke: Stroke::Thin });
    }
    if people {
        legend.extend(need_keys(case));
    }
    legend
}

fn need_keys(case: &Case<'_>) -> Vec<Key> {
    let lang = case.view.lang;
    let key = |name: String, stroke| Key { name: drawable(&name), colour: GREY, stroke };
    let mut keys =
        vec![key(say(lang, "thick, of people: at the desk".into(), "人数的粗线：在席".into()), Stroke::Thick)];
    if case.view.arms()[case.arms[0]].planned.is_some() {
        let need =
            say(lang, "thin, of people: what the expected work takes".into(), "人数的细线：预期工作量所需".into());
        keys.push(key(need, Stroke::Thin));
    }
    keys
}

fn target_key(case: &Case<'_>, target: f64) -> Key {
    dashed_key(&format!("{} {}", case.view.words.target, share(target)))
}

fn dashed_key(name: &str) -> Key {
    Key { name: drawable(name), colour: GREY, stroke: Stroke::Dashed }
}

/// What is promised, where every type that customers wait for has the same promise, and the share where all have one.
fn one_promise(model: &Model, lang: crate::model::Lang) -> Option<(String, Option<f64>)> {
    let mut live = model.types.iter().filter(|kind| kind.is_live());
    let first = live.next()?;
    let promise = |kind: &ContactType| promised(kind, lang);
    let said = promise(first)?;
    let share = |kind: &ContactType| kind.speed.and_then(|speed| speed.share);
    let rest: Vec<&ContactType> = live.collect();
    if rest.iter().any(|kind| promise(kind).as_ref() != Some(&said)) {
        return None;
    }
    Some((said, share(first).filter(|first| rest.iter().all(|kind| share(kind) == Some(*first)))))
}

/// Contacts an hour that reach people, and before the bot.
fn asking(case: &Case<'_>, day: Day, subject: Subject) -> Option<Panel> {
    let per_hour = case.view.model(case.arms[0]).calendar.intervals_per_day() as f64 / 24.0;
    let mut panel = of_subject(case, day, (Row::Offered, subject), per_hour);
    if panel.lines.is_empty() {
        return None;
    }
    if case.has_bot() {
        let before = of_subject(case, day, (Row::Arrived, subject), per_hour).lines;
        panel.lines.extend(before.into_iter().map(|line| Line { stroke: Stroke::Thin, ..line }));
    }
    Some(panel)
}

fn service(case: &Case<'_>, day: Day, subject: Subject) -> Panel {
    let mut panel = of_subject(case, day, (Row::ServiceLevel, subject), 100.0);
    panel.percent = true;
    panel
}

fn of_subject(case: &Case<'_>, day: Day, (row, subject): (Row, Subject), factor: f64) -> Panel {
    let first = case.view.model(case.arms[0]);
    lines_panel(case, &|arm| {
        let here = subject.in_model(first, case.view.model(arm))?;
        points(&case.view.arms()[arm], day, (row.into(), here), factor)
    })
}

/// People at the desk, thick, and what the expected work takes, thin: of a team by its key, or of all.
fn people(case: &Case<'_>, day: Day, team: Option<&str>) -> Panel {
    let view = case.view;
    let mut panel = lines_panel(case, &|arm| {
        let subject = team.map_or(Some(Subject::All), |key| case.team(arm, key).map(Subject::Team))?;
        points(&view.arms()[arm], day, (Row::AtDesk.into(), subject), 1.0)
    });
    let need = lines_panel(case, &|arm| {
        let planned = view.arms()[arm].planned.as_ref()?;
        let of_team = |id| day.planned(planned, id, TeamLoad::need);
        let all: Vec<Vec<f64>> = match team {
            Some(key) => vec![of_team(case.team(arm, key)?)],
            None => view.model(arm).teams.entries().map(|(id, _)| of_team(id)).collect(),
        };
        let sum = |slot: usize| all.iter().map(|team| team[slot]).sum::<f64>();
        Some((0..all.first()?.len()).map(|slot| Some(Point { mean: sum(slot), half: None })).collect())
    });
    panel.lines.extend(need.lines.into_iter().map(|line| Line { stroke: Stroke::Thin, ..line }));
    panel.y_axis = drawable(&say(view.lang, "people".into(), "人数".into()));
    panel
}

/// A thick line a design; none where it has nothing.
fn lines_panel(case: &Case<'_>, points: &dyn Fn(usize) -> Option<Vec<Option<Point>>>) -> Panel {
    let line = |(n, arm): (usize, &usize)| {
        let points = points(*arm)?;
        let stroke = Stroke::Thick;
        points.iter().any(Option::is_some).then_some(Line { points, design: case.colours[n], stroke })
    };
    Panel::of(Along::Hours, case.arms.iter().enumerate().filter_map(line).collect())
}

fn points(arm: &Arm, day: Day, (kpi, subject): (KpiId, Subject), factor: f64) -> Option<Vec<Option<Point>>> {
    let profile = arm.profile.as_ref()?;
    let column = profile.column(kpi, subject)?;
    let point = |group: usize| {
        let cell = profile.cell(group, column)?;
        Some(Point { mean: cell.mean, half: cell.half_width }.times(factor))
    };
    Some(day.groups(profile).map(point).collect())
}

/// Types of a case by what reaches people of them, most first.
pub(super) fn by_volume(case: &Case<'_>, wanted: impl Fn(&ContactType) -> bool) -> Vec<TypeId> {
    let (view, arm) = (case.view, case.arms[0]);
    let model = view.model(arm);
    let volume = |id: TypeId| {
        let offered = view.estimate(arm, Row::Offered, &Subject::Type(id).key(model));
        offered.map_or(0.0, |estimate| estimate.mean)
    };
    let mut all: Vec<(f64, TypeId)> = model
        .types
        .entries()
        .filter(|(_, kind)| wanted(kind))
        .map(|(id, _)| (volume(id), id))
        .filter(|(volume, _)| *volume > 0.0)
        .collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    all.into_iter().map(|(_, id)| id).collect()
}

//! The day by time of day: what is expected to be needed and who is there, and what was simulated, in the average week, on the
//! busiest dates and in the periods of the file.

use super::answer;
use super::cells::{Cell, Column, Grid, Kind, Page, Row};
use super::days::{arms, weekday};
use crate::catalogue::{HORIZON, KpiId, Row as KpiRow, Subject, civil};
use crate::experiment::{Arm, ProfileTable};
use crate::load::{History, TeamLoad, expected, teams, teams_on};
use crate::model::{Lang, Model};
use crate::report::day_hours::clock;
use crate::report::labels::View;
use crate::report::words::say;

/// So many rows a sheet keeps of a table; what is beyond is left out.
const ROWS: usize = 20_000;

/// The sheet of hours.
pub fn page(view: &View<'_>, left: &mut Vec<String>) -> Page {
    let lang = view.lang;
    if arms(view).len() < view.arms().len() {
        left.push(say(
            lang,
            "hours and roster of the other cases: run one of them alone".into(),
            "其他假设下的分时与排班：请单独运行该假设".into(),
        ));
    }
    let notes = vec![say(
        lang,
        "Here is what formulas expect (needed, at the desk); the sheets behind have what was simulated. Nothing of it follows the \
         inputs of the assumptions sheet."
            .into(),
        "本页是按公式的预期（需要人数、在席人数），后面几页是模拟结果；都不随“假设”页的单价或人数变动。".into(),
    )];
    let further = [
        (week(view), say(lang, "Average week".into(), "平均一周".into())),
        (peaks(view), say(lang, "Peak dates".into(), "高峰日分时".into())),
        (periods(view), say(lang, "Periods by hour".into(), "各时期分时".into())),
    ];
    let further: Vec<(Grid, String)> = further.into_iter().filter_map(|(grid, name)| Some((grid?, name))).collect();
    let (further, sheets): (Vec<Grid>, Vec<String>) = further.into_iter().unzip();
    let grids = std::iter::once(needed(view)).chain(further).map(|grid| cut(grid, lang, left)).collect();
    Page { notes, grids, fixed: 3, sheets }
}

/// A table that fits.
fn cut(mut grid: Grid, lang: Lang, left: &mut Vec<String>) -> Grid {
    let all = grid.rows.len();
    if all > ROWS {
        grid.rows.truncate(ROWS);
        let heading = &grid.heading;
        left.push(say(
            lang,
            format!("{heading}: the rows from {ROWS} to {all}"),
            format!("{heading}：第 {ROWS} 行以后（共 {all} 行）"),
        ));
    }
    grid
}

/// What every team is expected to need, and who is there: on the mean day and the busiest dates.
fn needed(view: &View<'_>) -> Grid {
    let lang = view.lang;
    let mut rows = Vec::new();
    for arm in arms(view) {
        let model = view.model(arm);
        let history = History::of(model);
        let mean = say(lang, "average day".into(), "平均一天".into());
        let demand = expected(model);
        let of_day = |day: &str, counted: Option<usize>, rows: &mut Vec<Row>| {
            let loads = match counted {
                None => teams(model, &demand),
                Some(counted) => teams_on(model, &history.on(counted), counted),
            };
            for (team, load) in loads.entries() {
                let scheduled = scheduled(model, team, counted, load.people.len());
                let name = model.teams[team].label.in_lang(lang);
                rows.extend(of_team([&view.arm_name(arm), day, name], load, &scheduled));
            }
        };
        of_day(&mean, None, &mut rows);
        for counted in peak_dates(view, arm) {
            of_day(&dated(model, *counted, lang), Some(*counted), &mut rows);
        }
    }
    let one = |en: &str, zh: &str| Column::new(say(lang, en.into(), zh.into()), Kind::Two, 12.0);
    let words = |en: &str, zh: &str, width: f64| Column::new(say(lang, en.into(), zh.into()), Kind::Words, width);
    let columns = vec![
        words("design", "方案", 32.0),
        words("day", "日期", 14.0),
        words("team", "小组", 16.0),
        words("from", "起", 8.0),
        one("hands busy: chats, calls", "所需人力：在线"),
        one("people needed for these", "在线所需人数"),
        one("hands busy: tickets", "所需人力：工单"),
        one("scheduled", "排班人数"),
        one("at the desk", "在席人数"),
        one("short by", "缺口"),
    ];
    let heading = say(
        lang,
        "Needed and there, by formula: the average day and the peak dates".into(),
        "需要与在席（按公式）：平均一天与高峰日".into(),
    );
    let notes = vec![say(
        lang,
        "Needed: hands that chats and calls keep busy when nobody waits long or gives up, with every place full; no safety on \
         top. At the desk: scheduled less absence, breaks and pauses. Short by: needed less at the desk, where above 0; tickets \
         wait and are not in it. Empty while nobody is scheduled: the team is closed, and who comes waits or leaves a message."
            .into(),
        "所需人数：在线咨询占用的人力（接待位占满时），没有另加安全余量。在席：排班人数扣除缺勤、用餐休息与小休。缺口：所需减在席（大于 0 时）；工单可以等，不计入；没有人排班的时段（休店）不填，来的客户等着或留言。"
            .into(),
    )];
    Grid { heading, notes, columns, rows }
}

fn of_team([arm, day, team]: [&str; 3], load: &TeamLoad, scheduled: &[f64]) -> Vec<Row> {
    let slots = load.people.len();
    let of = |slot: usize| {
        let (needed, there) = (load.needed[slot], load.people[slot]);
        // Nobody is short of people whom nobody planned: the team is closed.
        let short = (scheduled[slot] > 0.0 || there > 0.0).then(|| (needed - there).max(0.0));
        let numbers = [load.live[slot], needed, load.tickets[slot], scheduled[slot], there];
        let numbers = numbers.map(Some).into_iter().chain([short]);
        let words = [arm, day, team, &clock(slot, slots)].map(Cell::text);
        Row::plain(words.into_iter().chain(numbers.map(Cell::mean)).collect())
    };
    (0..slots).map(of).collect()
}

/// The dates that are looked at closely; none where nothing was kept by interval.
fn peak_dates<'a>(view: &View<'a>, arm: usize) -> &'a [usize] {
    view.arms()[arm].profile.as_ref().map_or(&[], |profile| &profile.groups.focus().dates)
}

/// `2025-11-11 Tue`.
fn dated(model: &Model, counted: usize, lang: Lang) -> String {
    let day = model.calendar.warm_up_days + counted as i32;
    let weekday = weekday(model.calendar.weekday(day), lang);
    format!("{} {weekday}", civil(model.calendar.epoch_day(day)))
}

/// Heads on shift by interval, breaks among them, before absence: on a counted date, or on the mean of all.
fn scheduled(model: &Model, team: crate::model::TeamId, counted: Option<usize>, slots: usize) -> Vec<f64> {
    let calendar = &model.calendar;
    let days: Vec<i32> = match counted {
        Some(day) => vec![calendar.warm_up_days + day as i32],
        None => (calendar.warm_up_days..calendar.warm_up_days + calendar.days).collect(),
    };
    let mut sums = vec![0.0; slots];
    for day in &days {
        let there = super::roster::present(&model.teams[team].staffing, calendar.epoch_day(*day), slots);
        sums.iter_mut().zip(there).for_each(|(sum, people)| *sum += people);
    }
    sums.iter().map(|sum| sum / days.len() as f64).collect()
}

/// Columns of simulated figures: all that the shape of the week has of the shop, service of types, people of teams.
fn columns(view: &View<'_>) -> Vec<(KpiId, String)> {
    let mut found: Vec<(KpiId, String)> = Vec::new();
    for arm in arms(view) {
        let Arm { model, profile: Some(profile), .. } = &view.arms()[arm] else { continue };
        for (kpi, subject) in &profile.columns {
            let wanted = match subject {
                Subject::All => true,
                Subject::Type(_) => [KpiRow::ServiceLevel, KpiRow::Wait].iter().any(|row| *kpi == KpiId::Row(*row)),
                Subject::Team(_) => {
                    [KpiRow::OnDuty, KpiRow::AtDesk, KpiRow::Occupancy].iter().any(|row| *kpi == KpiId::Row(*row))
                }
                _ => false,
            };
            let column = (*kpi, subject.key(model));
            if wanted && !found.contains(&column) {
                found.push(column);
            }
        }
    }
    found.sort_by_key(|(_, subject)| subject != "all");
    found
}

fn headed(view: &View<'_>, first: Vec<Column>, figures: &[(KpiId, String)]) -> Vec<Column> {
    let of = |(kpi, subject): &(KpiId, String)| {
        let unit = view.unit(*kpi);
        let word = answer::unit(view, unit);
        let name = view.figure(&view.name(*kpi), subject);
        let title = if word.is_empty() { name } else { format!("{name} ({word})") };
        let kind = match answer::kind(unit) {
            Kind::Count => Kind::One,
            kind => kind,
        };
        Column::new(title, kind, 13.0)
    };
    first.into_iter().chain(figures.iter().map(of)).collect()
}

/// The mean of every figure of a group of the profile. Sums are those of an interval: of so many, theirs.
fn means(arm: &Arm, profile: &ProfileTable, group: usize, (figures, times): (&[(KpiId, String)], f64)) -> Vec<Cell> {
    let of = |(kpi, subject): &(KpiId, String)| {
        let is = |(k, s): &(KpiId, Subject)| k == kpi && s.key(&arm.model) == *subject;
        let cell = profile.columns.iter().position(is).and_then(|column| profile.cell(group, column));
        let is_sum = matches!(kpi.estimator(), crate::catalogue::Estimator::Sum(_));
        Cell::mean(cell.map(|cell| if is_sum { cell.mean * times } else { cell.mean }))
    };
    figures.iter().map(of).collect()
}

/// The average week of the report's period, as it was simulated.
fn week(view: &View<'_>) -> Option<Grid> {
    let (lang, figures) = (view.lang, columns(view));
    let mut rows = Vec::new();
    for number in arms(view) {
        let arm = &view.arms()[number];
        let profile = arm.profile.as_ref()?;
        let per_day = arm.model.calendar.intervals_per_day();
        for (at, group) in profile.groups.focused_week().enumerate() {
            let numbers = means(arm, profile, group, (&figures, 1.0));
            let words = [&view.arm_name(number), weekday(at / per_day, lang), &clock(at % per_day, per_day)];
            rows.extend(happened(words, numbers));
        }
    }
    let heading = say(lang, "The average week, as simulated".into(), "平均一周（模拟结果）".into());
    let first = first_columns(lang, ["weekday", "星期"]);
    (!rows.is_empty()).then(|| Grid {
        heading,
        notes: vec![of_an_interval(lang)],
        columns: headed(view, first, &figures),
        rows,
    })
}

/// A row of words and numbers, unless it has no number.
fn happened(words: [&str; 3], numbers: Vec<Cell>) -> Option<Row> {
    let any = numbers.iter().any(|cell| *cell != Cell::Empty);
    any.then(|| Row::plain(words.map(Cell::text).into_iter().chain(numbers).collect()))
}

fn of_an_interval(lang: Lang) -> String {
    say(
        lang,
        "Numbers of contacts are those of one interval of such a day. An empty cell: nothing happened.".into(),
        "咨询量是这样一天中一个时段的量。空格：没有发生。".into(),
    )
}

fn first_columns(lang: Lang, [en, zh]: [&str; 2]) -> Vec<Column> {
    let words = |en: &str, zh: &str, width: f64| Column::new(say(lang, en.into(), zh.into()), Kind::Words, width);
    vec![words("design", "方案", 32.0), words(en, zh, 16.0), words("from", "起", 16.0)]
}

/// The dates that are looked at closely by interval, with service in the worst and the best of twenty replications.
fn peaks(view: &View<'_>) -> Option<Grid> {
    let (lang, figures) = (view.lang, columns(view));
    let is_level = |figure: &&(KpiId, String)| figure.0 == KpiId::Row(KpiRow::ServiceLevel);
    let levels: Vec<(KpiId, String)> = figures.iter().filter(is_level).cloned().collect();
    let mut rows = Vec::new();
    for number in arms(view) {
        let arm = &view.arms()[number];
        let profile = arm.profile.as_ref()?;
        for (n, counted) in peak_dates(view, number).iter().enumerate() {
            let day = dated(&arm.model, *counted, lang);
            let groups = profile.groups.date(n);
            for (at, group) in groups.clone().enumerate() {
                let mut numbers = means(arm, profile, group, (&figures, 1.0));
                for (kpi, subject) in &levels {
                    let is = |(k, s): &(KpiId, Subject)| k == kpi && s.key(&arm.model) == *subject;
                    let column = profile.columns.iter().position(is);
                    let found = column.and_then(|column| profile.spread(group, column));
                    numbers.extend((0..3).map(|q| Cell::mean(found.map(|found| found[q]))));
                }
                rows.extend(happened([&view.arm_name(number), &day, &clock(at, groups.len())], numbers));
            }
        }
    }
    let heading = say(lang, "Peak dates by interval, as simulated".into(), "高峰日分时（模拟结果）".into());
    let mut columns = headed(view, first_columns(lang, ["date", "日期"]), &figures);
    for (kpi, subject) in &levels {
        let name = view.figure(&view.name(*kpi), subject);
        columns.extend(["p05", "p50", "p95"].map(|q| Column::new(format!("{name} {q}"), Kind::Share, 13.0)));
    }
    let notes = vec![
        of_an_interval(lang),
        say(
            lang,
            "p05, p50, p95: of the replications' own values of that interval; from 20 replications on.".into(),
            "p05、p50、p95：各次模拟在该时段的取值分布，20 次模拟起给出。".into(),
        ),
    ];
    (!rows.is_empty()).then_some(Grid { heading, notes, columns, rows })
}

/// The periods of the file by hour of the day, as they were simulated.
fn periods(view: &View<'_>) -> Option<Grid> {
    let (lang, figures) = (view.lang, columns(view));
    let mut rows = Vec::new();
    for number in arms(view) {
        let arm = &view.arms()[number];
        let profile = arm.profile.as_ref()?;
        let named = arm.spans.iter().enumerate();
        for (at, span) in named.filter(|(_, span)| span.is_reported() && span.label.key != HORIZON) {
            let hours = profile.groups.hours(at);
            let intervals = arm.model.calendar.intervals_per_day() as f64 / hours.len() as f64;
            for (hour, group) in hours.clone().enumerate() {
                let name = span.label.in_lang(lang);
                let numbers = means(arm, profile, group, (&figures, intervals));
                rows.extend(happened([&view.arm_name(number), name, &clock(hour, hours.len())], numbers));
            }
        }
    }
    let heading = say(lang, "Periods by hour of the day, as simulated".into(), "各时期的分时（模拟结果）".into());
    let first = first_columns(lang, ["period", "时期"]);
    let notes = vec![say(
        lang,
        "Numbers of contacts are those of one hour of one date of the period.".into(),
        "咨询量是该时期每一天这一小时的量。".into(),
    )];
    (!rows.is_empty()).then(|| Grid { heading, notes, columns: headed(view, first, &figures), rows })
}

//! Sheets of the plan: people by team, or by date and shift, and how each target stands.

use super::{Sheet, Told, count, mean, share};
use crate::catalogue::{Unit, civil};
use crate::experiment::LEVEL;
use crate::report::blocks::on_shifts::hours_of;
use crate::report::book::{BookColumn, Cell, Kind};
use crate::report::numbers::Scale;
use crate::report::pages::size::by_date::{hours, shift_name, worst_without};
use crate::report::pages::size::wall::weekday;
use crate::report::pages::size::{answer_word, money};
use crate::report::results::{ByDate, Chance, Reached};
use crate::report::words::say;

/// Every place: as the file has it, what is needed, how busy its team is, what one costs, and the sum.
pub(super) fn people(told: Told<'_>) -> Sheet {
    let found = told.found;
    let columns = vec![
        told.wide("team", "小组", 26.0),
        told.column("in the file", "文件中", Kind::Count),
        if found.is_met() {
            told.column("needed", "需要", Kind::Count)
        } else {
            told.column("nearest, not enough", "最接近，仍不够", Kind::Count)
        },
        told.column("occupancy", "工时利用率", Kind::Share),
        told.money("one more costs", "多一人的成本"),
        told.column("with one fewer", "少一人", Kind::Words),
    ];
    let here = found.best.people.as_ref().map(|sample| sample.value);
    let row = |(at, place): (usize, &crate::report::results::Place)| {
        let occupancy = found.best.occupancy.get(crate::id::Id::index(place.team)).and_then(Option::as_ref);
        let more = found.more[at].as_ref().and_then(|more| more.people.as_ref());
        vec![
            Cell::text(found.place(place, told.lang)),
            Cell::number(place.in_file.map(f64::from)),
            count(found.best.staff[at]),
            mean(occupancy),
            Cell::mean(more.zip(here).map(|(more, here)| more.value - here).filter(|_| found.prices.is_some())),
            found.fewer[at].as_ref().map_or(Cell::Empty, |one| Cell::text(answer_word(one.answer(), told.lang))),
        ]
    };
    let mut rows: Vec<Vec<Cell>> = found.places.iter().enumerate().map(row).collect();
    let in_file: Option<u32> = found.places.iter().map(|place| place.in_file).sum();
    let all = Cell::text(told.say("all", "合计"));
    rows.push(vec![all, Cell::number(in_file.map(f64::from)), count(found.best.staff.iter().sum::<u32>())]);
    let cost = money(found, found.best.people.as_ref().map(|sample| sample.value), told.lang);
    let note = say(told.lang, format!("staff cost in this time: {cost}"), format!("这段时间人员成本：{cost}"));
    told.sheet(["People", "人数"], vec![note], (columns, rows))
}

/// A date a row: people on each shift with those who come for the day among them, and how sure it is.
pub(super) fn by_date(told: Told<'_>, by_date: &ByDate) -> Sheet {
    let (found, lang) = (told.found, told.lang);
    let mut columns = vec![told.wide("date", "日期", 13.0), told.wide("weekday", "星期", 9.0)];
    for post in &by_date.posts {
        let team = found.model.teams[post.team].label.in_lang(lang);
        let shift = shift_name(found, *post, lang);
        let title = |en: &str, zh: &str| {
            let title = say(lang, format!("{team}\n{shift}\n{en}"), format!("{team}\n{shift}\n{zh}"));
            BookColumn::new(title, Kind::Count, 13.0)
        };
        columns.extend([title("people", "人数"), title("of them for the day", "其中临时")]);
    }
    columns.push(told.column("come in all", "临时合计", Kind::Count));
    columns.extend(told.chance("meets its targets", "达标概率"));
    columns.push(told.column("verdict", "结论", Kind::Words));
    columns.extend(told.chance("with one fewer", "少一人时"));
    let row = |date: usize| {
        let day = found.dates[date];
        let mut cells = vec![Cell::text(civil(day).to_string()), Cell::text(weekday(day, lang))];
        for post in 0..by_date.posts.len() {
            let at = by_date.at(date, post);
            cells.extend([count(by_date.own[at] + by_date.come[at]), count(by_date.come[at])]);
        }
        cells.push(count(by_date.on(date)));
        let worst = by_date.worst[date].as_ref();
        cells.extend(share(worst.map(|chance| &chance.meets)));
        cells.push(worst.map_or(Cell::Empty, |chance| Cell::text(answer_word(chance.answer, lang))));
        cells.extend(share(worst_without(by_date, date).map(|chance| &chance.meets)));
        cells
    };
    let rows = (0..by_date.dates()).map(row).collect();
    let (name, mut page) = told.sheet(["By date", "按日期"], Vec::new(), (columns, rows));
    page.fixed = 2;
    (name, page)
}

/// A shift of a team on a date a row, as in `size_shifts.csv`.
pub(super) fn shifts(told: Told<'_>, by_date: &ByDate) -> Sheet {
    let (found, lang) = (told.found, told.lang);
    let mut columns = vec![
        told.wide("date", "日期", 13.0),
        told.wide("weekday", "星期", 9.0),
        told.column("team", "小组", Kind::Words),
        told.wide("shift", "班次", 14.0),
        told.wide("hours", "时间", 14.0),
        told.column("people", "人数", Kind::Count),
        told.column("own", "本组", Kind::Count),
        told.column("for the day", "临时", Kind::Count),
        told.money("one for a day costs", "一人一天"),
    ];
    columns.extend(told.chance("with one fewer: meets its targets", "少一人时达标概率"));
    columns.push(told.column("with one fewer", "少一人时", Kind::Words));
    let row = |cell: usize| {
        let (date, post) = (cell / by_date.posts.len(), cell % by_date.posts.len());
        let (day, of) = (found.dates[date], by_date.posts[post]);
        let hours = hours_of(hours(found, of, day)?);
        let (own, come) = (by_date.own[cell], by_date.come[cell]);
        let fewer: Option<&Chance> = by_date.fewer[cell].as_ref();
        let mut cells = vec![Cell::text(civil(day).to_string()), Cell::text(weekday(day, lang))];
        cells.push(Cell::text(found.model.teams[of.team].label.in_lang(lang)));
        cells.extend([Cell::text(shift_name(found, of, lang)), Cell::text(hours)]);
        cells.extend([count(own + come), count(own), count(come)]);
        cells.push(Cell::mean(by_date.prices.as_ref().map(|prices| prices[post])));
        cells.extend(share(fewer.map(|chance| &chance.meets)));
        cells.push(fewer.map_or(Cell::Empty, |chance| Cell::text(answer_word(chance.answer, lang))));
        Some(cells)
    };
    let rows = (0..by_date.come.len()).filter_map(row).collect();
    told.sheet(["Shifts", "排班"], Vec::new(), (columns, rows))
}

/// A target a row: what is asked, what was reached, and on which date it is least sure.
pub(super) fn targets(told: Told<'_>) -> Sheet {
    let (found, lang) = (told.found, told.lang);
    let mut columns = vec![told.wide("target", "目标", 40.0)];
    columns.extend(figure_columns(told));
    if found.each_date {
        columns.push(told.wide("worst date", "最差一天", 13.0));
        columns.extend(told.chance("meets on it", "那天的达标概率"));
    } else {
        columns.push(told.column("bad days", "不达标天数占比", Kind::Share));
    }
    columns.push(told.column("verdict", "结论", Kind::Words));
    let row = |target: usize| {
        let (best, standing) = (&found.best, &found.best.standings[target]);
        let mut cells = vec![Cell::text(found.target(&found.targets[target], lang))];
        cells.extend(figure(told, best, target));
        if found.each_date {
            let date = standing.date.map(|date| civil(found.dates[date]).to_string());
            cells.push(date.map_or(Cell::Empty, Cell::Text));
            let sure = |x: f64| Cell::mean(standing.date.map(|_| x));
            cells.extend([standing.value, standing.low, standing.high].map(sure));
        } else {
            cells.push(mean(best.bad_days[target].as_ref()));
        }
        cells.push(Cell::text(answer_word(standing.answer, lang)));
        cells
    };
    told.sheet(["Targets", "目标"], Vec::new(), (columns, (0..found.targets.len()).map(row).collect()))
}

/// Columns of what is asked of a target and what was reached.
pub(super) fn figure_columns(told: Told<'_>) -> [BookColumn; 6] {
    [
        told.wide("asked", "要求", 8.0),
        told.column("limit", "限值", Kind::Two),
        told.column("reached", "达到", Kind::Two),
        told.column("±", "±", Kind::Two),
        told.wide("unit", "单位", 8.0),
        told.column("replications", "模拟次数", Kind::Count),
    ]
}

/// What is asked of a target, and what a staffing reaches over the whole time.
pub(super) fn figure(told: Told<'_>, reached: &Reached, target: usize) -> [Cell; 6] {
    let found = told.found;
    let (of, sample) = (&found.targets[target], reached.figures[target].as_ref());
    let unit = of.wanted.kpi.unit(&found.model);
    let scale = Scale::new(unit, of.goal.limit, false, &found.model.money.currency, told.lang);
    let shown = |x: Option<f64>| match unit {
        Unit::Share => Cell::shown(x, Kind::Share),
        _ => Cell::mean(x.map(|x| x * scale.factor())),
    };
    let sign = if of.goal.at_least { "≥" } else { "≤" };
    [
        Cell::text(sign),
        shown(Some(of.goal.limit)),
        shown(sample.map(|sample| sample.value)),
        shown(sample.and_then(|sample| sample.half_width(LEVEL))),
        Cell::text(&scale.unit),
        count(reached.standings[target].n as u32),
    ]
}

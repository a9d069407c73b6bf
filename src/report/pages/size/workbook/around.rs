//! Sheets of what stands around the answer: one fewer and one more, the curve of the risk, and what else could be done.

use super::plan::{figure, figure_columns};
use super::{Sheet, Told, count, half, mean, share};
use crate::catalogue::civil;
use crate::report::book::{BookColumn, Cell, Kind};
use crate::report::pages::size::answer_word;
use crate::report::pages::size::risk::{mark, people_word};
use crate::report::results::{Alternative, Alternatives, Reached, Risk, RiskLevel};
use crate::report::words::say;

/// One fewer and one more at each place; none where every date has its own numbers, or all numbers were given.
pub(super) fn neighbours(told: Told<'_>) -> Option<Sheet> {
    let (found, lang) = (told.found, told.lang);
    if found.by_date.is_some() {
        return None;
    }
    let mut columns = vec![
        told.wide("team", "小组", 26.0),
        told.column("change", "变动", Kind::Count),
        told.column("verdict", "结论", Kind::Words),
        told.wide("nearest to being missed", "最紧的目标", 40.0),
    ];
    columns.extend(figure_columns(told));
    if found.each_date {
        columns.push(told.wide("worst date", "最差一天", 13.0));
        columns.extend(told.chance("meets on it", "那天的达标概率"));
    }
    columns.push(told.money("staff cost more than the answer's", "人员成本比本结论多"));
    let row = |place: usize, change: f64, reached: &Reached| {
        let worst = reached.worst_but(&found.best);
        let standing = &reached.standings[worst];
        let mut cells = vec![
            Cell::text(found.place(&found.places[place], lang)),
            count(change),
            Cell::text(answer_word(reached.answer(), lang)),
            Cell::text(found.target(&found.targets[worst], lang)),
        ];
        cells.extend(figure(told, reached, worst));
        if found.each_date {
            let date = standing.date.map(|date| civil(found.dates[date]).to_string());
            cells.push(date.map_or(Cell::Empty, Cell::Text));
            let sure = |x: f64| Cell::mean(standing.date.map(|_| x));
            cells.extend([standing.value, standing.low, standing.high].map(sure));
        }
        let costs = reached.people.as_ref().zip(found.best.people.as_ref());
        cells.push(Cell::mean(costs.map(|(there, here)| there.value - here.value)));
        cells
    };
    let of = |all: &[Option<Reached>], change: f64| -> Vec<Vec<Cell>> {
        let some = all.iter().enumerate().filter_map(|(place, one)| Some((place, one.as_ref()?)));
        some.map(|(place, one)| row(place, change, one)).collect()
    };
    let rows = [of(&found.fewer, -1.0), of(&found.more, 1.0)].concat();
    // Numbers that were given have no neighbours.
    (!rows.is_empty()).then(|| told.sheet(["One fewer, one more", "多一人少一人"], Vec::new(), (columns, rows)))
}

/// The curve of the risk, and with the answer the risk of each target.
pub(super) fn risk(told: Told<'_>, risk: &Risk) -> [Sheet; 2] {
    let (found, lang) = (told.found, told.lang);
    let spans = || {
        let day = civil(risk.day);
        let [first, last] = risk.week.map(civil);
        let on_day = told.chance(&format!("{day} misses"), &format!("{day} 未达标概率"));
        let in_week = told.chance(&format!("{first} to {last} misses"), &format!("{first} 至 {last} 未达标概率"));
        on_day.into_iter().chain(in_week)
    };
    let shown = &found.places[..if found.by_date.is_some() { 0 } else { found.places.len() }];
    let people = |place: &crate::report::results::Place| BookColumn::new(found.place(place, lang), Kind::Count, 16.0);
    let mut columns = vec![BookColumn::new(people_word(found, lang), Kind::Count, 12.0)];
    columns.extend(shown.iter().map(people));
    columns.push(told.money("staff cost", "人员成本"));
    columns.extend(spans());
    columns.extend([told.column("replications", "模拟次数", Kind::Count), told.column("which", "说明", Kind::Words)]);
    let row = |(at, level): (usize, &RiskLevel)| {
        let mut cells = vec![count(level.people())];
        cells.extend(level.staff.iter().take(shown.len()).map(|people| count(*people)));
        cells.push(Cell::mean(level.cost));
        cells.extend(share(Some(&level.day)).into_iter().chain(share(Some(&level.week))));
        cells.extend([count(risk.n as u32), Cell::text(mark(risk, at, lang))]);
        cells
    };
    let rows = risk.levels.iter().enumerate().map(row).collect();
    let curve = told.sheet(["Risk", "大促风险"], Vec::new(), (columns, rows));
    let mut columns = vec![told.wide("target", "目标", 40.0)];
    columns.extend(spans());
    let of_target = |(target, [day, week]): (usize, &[crate::stats::Bounded; 2])| {
        let name = Cell::text(found.target(&found.targets[target], lang));
        std::iter::once(name).chain(share(Some(day))).chain(share(Some(week))).collect()
    };
    let rows = risk.by_target.iter().enumerate().map(of_target).collect();
    let note = told.say("with the people of the answer; each target by itself", "按本结论的人数，每个目标单独计算");
    [curve, told.sheet(["Risk by target", "各目标的风险"], vec![note], (columns, rows))]
}

/// What else could be done, a way a row, and what could not be compared.
pub(super) fn alternatives(told: Told<'_>, all: &Alternatives) -> Sheet {
    let (found, lang) = (told.found, told.lang);
    let mut columns = vec![
        told.wide("what is done", "办法", 34.0),
        told.column("verdict", "结论", Kind::Words),
        told.money("more than as it is, in the period", "期间内比现状多"),
        told.money("±", "±"),
        told.money("once", "一次性"),
        told.column("hours on duty more", "在班小时比现状多", Kind::One),
    ];
    columns.extend(told.chance("some day misses", "有某天未达标的概率"));
    columns.extend([
        told.column("days missed", "未达标天数", Kind::Two),
        told.column("fewer than as it is", "比现状少几天", Kind::Two),
        told.column("±", "±", Kind::Two),
        told.wide("worst date", "最差一天", 13.0),
        told.wide("its target", "那天的目标", 36.0),
    ]);
    columns.extend(told.chance("misses it", "那天未达标概率"));
    columns.extend([told.wide("customers", "客户", 16.0), told.wide("not compared, as", "无法对照的原因", 40.0)]);
    let row = |one: &Alternative| {
        let worst = one.worst.as_ref();
        let mut cells = vec![Cell::text(one.way.name(lang)), Cell::text(answer_word(one.answer, lang))];
        cells.extend([mean(one.cost_more.as_ref()), half(one.cost_more.as_ref()), Cell::mean(one.once_more)]);
        cells.push(mean(one.hours_more.as_ref()));
        cells.extend(share(Some(&one.misses)));
        cells.extend([mean(Some(&one.missed_dates)), mean(Some(&one.dates_fewer)), half(Some(&one.dates_fewer))]);
        cells.push(worst.map_or(Cell::Empty, |worst| Cell::text(civil(worst.date).to_string())));
        let target = |worst: &crate::report::results::WorstDate| found.target(&found.targets[worst.target], lang);
        cells.push(worst.map_or(Cell::Empty, |worst| Cell::text(target(worst))));
        cells.extend(share(worst.map(|worst| &worst.misses)));
        let customers = if one.same_demand {
            ("the same", "相同")
        } else {
            ("others: not like for like", "不同，不能直接比")
        };
        cells.extend([Cell::text(told.say(customers.0, customers.1)), Cell::Empty]);
        cells
    };
    let mut rows: Vec<Vec<Cell>> = all.all.iter().map(row).collect();
    let last = columns.len() - 1;
    rows.extend(all.refused.iter().map(|(way, why)| {
        let mut cells = vec![Cell::Empty; last];
        cells[0] = Cell::text(way.name(lang));
        cells.push(Cell::text(say(lang, why.en.clone(), why.zh.clone())));
        cells
    }));
    let n = all.n;
    let note = say(
        lang,
        format!("levers on the design as it is, on the same customers; cost of these days only; {n} replications"),
        format!("措施加在现状上，客户相同；只计这些天的花费；模拟 {n} 次"),
    );
    told.sheet(["Alternatives", "其他办法"], vec![note], (columns, rows))
}

//! What can be said before anything is simulated: who is there, what is expected, which values are defaults.

use super::caution::cautions;
use super::held::held_section;
use super::labels::{staff, team_heads};
use super::measured::{Measured, formula_section};
use super::numbers::{number, share};
use super::words::{Words, say};
use super::{Block, Column, Expected, Report, Section, Source, Table, prices};
use crate::id::IdVec;
use crate::load::{ChatRow, HOURS, TeamLoad, chats_per_hour, expected, teams};
use crate::model::{Channel, Counted, CountedRow, Label, Lang, Model, TeamId};

/// What `check` knows of a scenario.
#[derive(Debug)]
pub struct Checked<'a> {
    /// The title.
    pub title: &'a Label,
    /// A model for each design, in the case that is checked.
    pub models: Vec<&'a Model>,
    /// Every design in every case.
    pub all: Vec<&'a Model>,
    /// The volume that the file gives, taken apart.
    pub counted: Option<&'a Counted>,
    /// What was measured.
    pub measured: &'a [Measured],
    /// Cases there are.
    pub cases: &'a [Label],
    /// Paths whose values are defaults, and the values.
    pub defaults: &'a [(String, String)],
    /// Where values of the file come from.
    pub sources: &'a [Source],
    /// What is expected by date.
    pub expected: &'a Expected<'a>,
}

/// The page of `check`. `next` is the natural next command.
pub fn check_report(checked: &Checked<'_>, lang: Lang, next: &str) -> Report {
    let w = Words::of(lang);
    let mut sections = vec![overview(checked, lang)];
    sections.extend(checked.counted.map(|counted| volume(counted, lang)));
    // Designs meet the same customers, so one of them tells.
    sections.extend(checked.models.first().and_then(|model| held_section(model, lang)));
    sections.extend(formula_section(checked.measured, &checked.all, lang));
    sections.extend(checked.models.first().and_then(|model| super::clock::section(model, lang)));
    for model in &checked.models {
        sections.extend(load_of(model, lang));
    }
    sections.extend(checked.expected.sections(lang));
    if !checked.defaults.is_empty() {
        let columns = vec![Column::words(w.key), Column::words(w.value)];
        let rows = checked.defaults.iter().map(|(path, value)| vec![path.clone(), value.clone()]).collect();
        let table = Table { caption: String::new(), columns, rows, fixed: 1 };
        sections.push(Section { heading: w.defaults.to_owned(), blocks: vec![Block::Table(table)] });
    }
    if let Some(table) = prices::table(checked.sources, lang) {
        sections.push(Section { heading: w.sources.to_owned(), blocks: vec![Block::Table(table)] });
    }
    Report { title: checked.title.in_lang(lang).to_owned(), sections, next: format!("{} {next}", w.next) }
}

fn overview(checked: &Checked<'_>, lang: Lang) -> Section {
    let w = Words::of(lang);
    let mut rows: Vec<(String, String)> = checked
        .models
        .iter()
        .map(|model| (format!("{} {}", w.design, model.design.in_lang(lang)), staff(model, lang)))
        .collect();
    let cases: Vec<String> = checked.cases.iter().map(|case| case.key.clone()).collect();
    rows.push((w.cases.to_owned(), super::words::list(lang, &cases)));
    Section { heading: w.ready.to_owned(), blocks: vec![Block::Named(rows)] }
}

/// What was counted, and the first contacts that it comes from.
fn volume(counted: &Counted, lang: Lang) -> Section {
    let per_day = number(counted.per_day, 0);
    let (design, case) = (counted.under.0.in_lang(lang), &counted.under.1.key);
    let (en, zh) = match (counted.counts.human, counted.counts.repeats) {
        (false, true) => ("contacts a day were counted, repeats included", "个咨询（含重复进线）"),
        (false, false) => ("first contacts a day were counted, repeats left out", "个首次咨询（不含重复进线）"),
        (true, true) => {
            ("contacts a day were counted that reached people, repeats included", "个转人工咨询（含重复进线）")
        }
        (true, false) => {
            ("first contacts a day were counted that reached people", "个转人工的首次咨询（不含重复进线）")
        }
    };
    let note = say(
        lang,
        format!("{per_day} {en} (under {design} @ {case}); by expectation they come from these first contacts"),
        format!("在“{design} @ {case}”下每天统计到 {per_day} {zh}；按期望推算，对应的首次咨询为"),
    );
    let ordinary = number(counted.ordinary_day, 0);
    let days = counted.all_days.map(|all| {
        let all = number(all, 0);
        say(
            lang,
            format!("an ordinary day (without events and holidays) has {ordinary} of them, a mean day of all that count {all}"),
            format!("平常日（没有活动和节假日）为 {ordinary}，统计期全部日子平均每天 {all}"),
        )
    });
    let columns = vec![
        Column::words(&say(lang, "contact type".into(), "咨询类型".into())),
        Column::figures(&say(lang, "counted".into(), "统计量".into())),
        Column::figures(&say(lang, "first of its own".into(), "自身首次".into())),
        Column::figures(&say(lang, "brought by others".into(), "其他引发".into())),
        Column::figures(&say(lang, "repeats".into(), "重复进线".into())),
        Column::figures(&say(lang, "to people".into(), "转人工".into())),
    ];
    let cells = |row: &CountedRow| [row.counted, row.first, row.brought, row.repeats, row.people];
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut sums = [0.0; 5];
    for row in &counted.rows {
        sums.iter_mut().zip(cells(row)).for_each(|(sum, x)| *sum += x);
        let figures = cells(row).map(|x| number(x, -1));
        rows.push(std::iter::once(row.label.in_lang(lang).to_owned()).chain(figures).collect());
    }
    let all = say(lang, "all".into(), "合计".into());
    rows.push(std::iter::once(all).chain(sums.map(|x| number(x, -1))).collect());
    let table = Table { caption: String::new(), columns, rows, fixed: 1 };
    let heading = Words::of(lang).counted_volume.to_owned();
    let notes = std::iter::once(note).chain(days).map(Block::Text);
    Section { heading, blocks: notes.chain([Block::Table(table)]).collect() }
}

/// Expected contacts and hand work against people, on a mean day.
fn load_of(model: &Model, lang: Lang) -> Vec<Section> {
    let w = Words::of(lang);
    let demand = expected(model);
    let columns = vec![
        Column::words(&say(lang, "contact type".into(), "咨询类型".into())),
        Column::figures(&say(lang, "first a day".into(), "日首次".into())),
        Column::figures(&say(lang, "arriving a day".into(), "日到达".into())),
        Column::figures(&say(lang, "to people a day".into(), "日转人工".into())),
    ];
    let rows = model
        .types
        .entries()
        .filter(|(_, kind)| kind.channel != Channel::Stream)
        .map(|(id, kind)| {
            let load = &demand[id];
            let first = load.first.iter().sum();
            [first, load.per_day(), load.people_per_day()].iter().fold(
                vec![kind.label.in_lang(lang).to_owned()],
                |mut row, x| {
                    row.push(number(*x, -1));
                    row
                },
            )
        })
        .collect();
    let types = Table { caption: String::new(), columns, rows, fixed: 1 };
    let columns = vec![
        Column::words(w.team),
        Column::figures(w.heads),
        Column::figures(&say(lang, "desk hours a day".into(), "日在岗工时".into())),
        Column::figures(&say(lang, "work hours a day".into(), "日人工工时".into())),
        Column::figures(&say(lang, "work / desk".into(), "工时 / 在岗".into())),
        Column::figures(&say(lang, "tightest hour".into(), "最紧的小时".into())),
        Column::figures(&say(lang, "live work / desk then".into(), "该时实时工时 / 在岗".into())),
    ];
    let loads = teams(model, &demand);
    let rows = model.teams.entries().map(|(id, team)| team_row(team, &loads[id], lang)).collect();
    let teams = Table { caption: String::new(), columns, rows, fixed: 1 };
    let heading = say(
        lang,
        format!("Expected on a mean day: {}", model.design.in_lang(lang)),
        format!("平均一天的预期：{}", model.design.in_lang(lang)),
    );
    let note = say(
        lang,
        "by formula: nobody gives up, everybody goes to the first team of the route".into(),
        "按公式估算：无人放弃，均由首选小组接待".into(),
    );
    let blocks = vec![Block::Text(note), Block::Table(types), Block::Text(String::new()), Block::Table(teams)];
    let mut sections = vec![Section { heading, blocks }, by_hour(model, &loads, lang)];
    sections.extend(chats(model, lang));
    let found = cautions(model, &demand, &loads, lang);
    if !found.is_empty() {
        let heading = say(lang, "Look at".into(), "请留意".into());
        sections.push(Section { heading, blocks: found.into_iter().map(Block::Item).collect() });
    }
    sections
}

/// Hand work against people, hour by hour: hours of work of chats, calls and tickets / people at the desk.
fn by_hour(model: &Model, loads: &IdVec<TeamId, TeamLoad>, lang: Lang) -> Section {
    let mut columns = vec![Column::words(&say(lang, "hour".into(), "小时".into()))];
    columns.extend(model.teams.iter().map(|team| Column::figures(team.label.in_lang(lang))));
    let work = |load: &TeamLoad, hour: usize| load.live[hour] + load.tickets[hour];
    let busy = |hour: &usize| loads.iter().any(|l| l.people[*hour] + work(l, *hour) >= 0.05);
    let rows = (0..HOURS)
        .filter(busy)
        .map(|hour| {
            let cell =
                |load: &TeamLoad| format!("{} / {}", number(work(load, hour), -1), number(load.people[hour], -1));
            std::iter::once(super::chart::hour_name(hour, HOURS)).chain(loads.iter().map(cell)).collect()
        })
        .collect();
    let note = say(
        lang,
        "hours of hand work arriving in the hour (chats, calls, tickets) / people at the desk; above 1 it waits".into(),
        "该小时到达的人工工时（会话、电话、工单）/ 在岗人数；大于 1 就要排队".into(),
    );
    let heading = say(lang, "Work against people by hour".into(), "分小时：工时与人数".into());
    let table = Table { caption: String::new(), columns, rows, fixed: 1 };
    Section { heading, blocks: vec![Block::Text(note), Block::Table(table)] }
}

/// What one agent manages with so many chats open all the time; none where chats are measured or there are none.
fn chats(model: &Model, lang: Lang) -> Option<Section> {
    let mut rows = Vec::new();
    let mut widest = 0;
    for (kind, contact) in model.types.entries().filter(|(_, kind)| kind.channel == Channel::Chat) {
        for route in &contact.routes {
            let Some(speeds) = chats_per_hour(model, route.team, kind) else { continue };
            widest = widest.max(speeds.len());
            let name = format!("{} @ {}", contact.label.in_lang(lang), model.teams[route.team].label.in_lang(lang));
            let cell = |row: &ChatRow| format!("{} · {}", number(row.per_hour, -1), number(row.reply, 0));
            rows.push(std::iter::once(name).chain(speeds.iter().map(cell)).collect::<Vec<_>>());
        }
    }
    if rows.is_empty() {
        return None;
    }
    // More than eight columns do not fit a page; beyond that only the limit itself matters.
    let shown = widest.min(8);
    for row in &mut rows {
        row.resize(widest + 1, String::new());
        row.truncate(shown + 1);
    }
    let mut columns = vec![Column::words(&say(lang, "chats open".into(), "同时接待".into()))];
    columns.extend((1..=shown).map(|open| Column::figures(&open.to_string())));
    let note = say(
        lang,
        "one agent with so many chats open all the time: chats finished an hour · seconds to an answer".into(),
        "一名客服一直同时接待这么多会话：每小时完成的会话数 · 每次回复的秒数".into(),
    );
    let heading = say(lang, "Chats an hour".into(), "每小时会话数".into());
    let table = Table { caption: String::new(), columns, rows, fixed: 1 };
    Some(Section { heading, blocks: vec![Block::Text(note), Block::Table(table)] })
}

fn team_row(team: &crate::model::Team, load: &TeamLoad, lang: Lang) -> Vec<String> {
    let ratio = |work: f64, people: f64| {
        if people > 0.0 { share((work / people * 1000.0).round() / 1000.0) } else { "–".into() }
    };
    let staffed = (0..HOURS).filter(|h| load.people[*h] > 0.0);
    let tightest = staffed.max_by(|a, b| {
        let of = |h: usize| load.live[h] / load.people[h];
        of(*a).total_cmp(&of(*b))
    });
    vec![
        team.label.in_lang(lang).to_owned(),
        team_heads(&team.staffing).to_string(),
        number(load.people_per_day(), -1),
        number(load.work_per_day(), -1),
        ratio(load.work_per_day(), load.people_per_day()),
        tightest.map_or("–".into(), |h| super::chart::hour_name(h, HOURS)),
        tightest.map_or("–".into(), |h| ratio(load.live[h], load.people[h])),
    ]
}

//! What was waited for by cause, what people did, and the course of a stretch by half hour.

use super::words::{cause, charged_to, state};
use crate::catalogue::Unit;
use crate::experiment::{LEVEL, Stretch};
use crate::measure::blame::{Cause, State};
use crate::model::{Lang, TypeId};
use crate::report::numbers::{Scale, number};
use crate::report::page::{Column, Table};
use crate::report::results::{Explained, ON_SHIFT};
use crate::report::words::say;
use crate::stats::Sample;

/// So many causes stand before what is beside them.
const LARGE: usize = 6;

/// `54 ± 3`, of a share, in per cent.
fn percent(sample: Option<Sample>, lang: Lang) -> String {
    sample.map_or_else(
        || "–".to_owned(),
        |sample| {
            Scale::new(Unit::Share, 1.0, false, "", lang).estimate(sample.value.max(0.0), sample.half_width(LEVEL))
        },
    )
}

/// `9.0 ± 0.2`.
fn amount(sample: &Sample, unit: Unit, lang: Lang) -> String {
    Scale::new(unit, sample.value, false, "", lang).estimate(sample.value, sample.half_width(LEVEL))
}

/// `+8 %`: what came beyond what was expected.
pub(super) fn beyond(stretch: &Stretch, rows: &[usize], types: &[TypeId]) -> String {
    let expected = stretch.expected(rows, types);
    let more = stretch.asked(rows, types).value / expected - 1.0;
    match (more * 100.0).round() {
        more if expected <= 0.0 || !more.is_finite() => "–".to_owned(),
        0.0 => "0 %".to_owned(),
        more => format!("{more:+.0} %"),
    }
}

/// Shares of the waiting by cause, a stretch a column; then how much was waited, and demand beside what was expected.
pub fn causes(found: &Explained, lang: Lang) -> Table {
    let (types, stretches) = (found.types(), &found.why.stretches);
    let mut columns =
        vec![Column::words(&say(lang, "charged to, % of the waiting".into(), "归因，占等待时间的 %".into()))];
    columns.extend(stretches.iter().map(|stretch| Column::figures(&found.when_short(stretch, lang))));
    let largest = |of: Cause| {
        let share = |stretch: &Stretch| stretch.share(&stretch.rows, &types, of).map_or(0.0, |share| share.value);
        stretches.iter().map(share).fold(0.0, f64::max)
    };
    let mut shown: Vec<Cause> = Cause::ALL.into_iter().filter(|cause| largest(*cause) >= 0.0005).collect();
    shown.sort_by(|a, b| largest(*b).total_cmp(&largest(*a)).then(a.cmp(b)));
    let by_cause = |of: &Cause| {
        row(cause(*of, lang), stretches, |stretch| percent(stretch.share(&stretch.rows, &types, *of), lang))
    };
    let mut rows: Vec<Vec<String>> = shown.iter().map(by_cause).collect();
    // Where rows give way, from the end, the small causes go before these.
    let small = rows.split_off(rows.len().min(LARGE));
    rows.push(row(
        say(lang, "besides: hours waited in all".into(), "另：等待合计（小时）".into()),
        stretches,
        |stretch| amount(&stretch.hours(&types), Unit::Hours, lang),
    ));
    rows.push(row(
        say(lang, "besides: customers who asked for people".into(), "另：转人工（人次）".into()),
        stretches,
        |stretch| amount(&stretch.asked(&stretch.rows, &types), Unit::Contacts, lang),
    ));
    rows.push(row(say(lang, "besides: more than expected".into(), "另：比预期多".into()), stretches, |stretch| {
        beyond(stretch, &stretch.rows, &types)
    }));
    rows.extend(small);
    Table { caption: String::new(), columns, rows, fixed: 1 }
}

fn row(name: String, stretches: &[Stretch], cell: impl Fn(&Stretch) -> String) -> Vec<String> {
    std::iter::once(name).chain(stretches.iter().map(cell)).collect()
}

/// What people of each team did on average.
pub fn people(found: &Explained, stretch: &Stretch, lang: Lang) -> Table {
    let teams = found.teams();
    let mean = |teams: &[_], states: &[State]| stretch.people(&stretch.rows, teams, states);
    let seen: Vec<State> = State::ALL.into_iter().filter(|state| mean(&teams, &[*state]).value >= 0.005).collect();
    let mut columns = vec![
        Column::words(&say(lang, "team".into(), "小组".into())),
        Column::figures(&say(lang, "on shift".into(), "当班".into())),
    ];
    columns.extend(seen.iter().map(|of| Column::figures(&state(*of, lang))));
    let line = |name: String, teams: &[_]| {
        let mut cells = vec![name, amount(&mean(teams, &ON_SHIFT), Unit::People, lang)];
        cells.extend(seen.iter().map(|state| number(mean(teams, &[*state]).value, -1)));
        cells
    };
    let mut rows: Vec<Vec<String>> =
        teams.iter().map(|team| line(found.why.model.teams[*team].label.in_lang(lang).to_owned(), &[*team])).collect();
    if teams.len() > 1 {
        rows.insert(0, line(say(lang, "all".into(), "合计".into()), &teams));
    }
    Table { caption: String::new(), columns, rows, fixed: 1 }
}

/// The course of a stretch: a row of the day a line.
pub fn by_row(found: &Explained, stretch: &Stretch, lang: Lang) -> Table {
    let (types, promised) = (found.types(), found.promised());
    let figures = |en: &str, zh: &str| Column::figures(&say(lang, en.into(), zh.into()));
    let columns = vec![
        Column::words(&say(lang, "time".into(), "时段".into())),
        figures("asked", "转人工"),
        figures("beyond\nexpected", "比预期多"),
        figures("within\ntarget, %", "及时率 %"),
        figures("waiting\non average", "平均\n在等人数"),
        figures("on shift", "当班"),
        Column::words(&say(lang, "charged most to".into(), "主要归因".into())),
    ];
    let line = |row: &usize| {
        let rows = &[*row][..];
        let most = found.causes(stretch, rows);
        let most: Vec<String> = most
            .iter()
            .take(2)
            .filter(|(_, part)| *part >= 0.2)
            .map(|(cause, part)| format!("{} {} %", charged_to(*cause, lang), number(part * 100.0, 0)))
            .collect();
        let people = stretch.people(rows, &found.teams(), &ON_SHIFT);
        vec![
            found.row(*row),
            number(stretch.asked(rows, &types).value, if stretch.whole { 0 } else { -1 }),
            beyond(stretch, rows, &types),
            percent(stretch.in_time(rows, &promised), lang),
            number(stretch.waiting(rows, &types, &Cause::ALL).value, -1),
            number(people.value, -1),
            most.join(if lang == Lang::Zh { "，" } else { ", " }),
        ]
    };
    let rows = stretch.rows.iter().map(line).collect();
    Table { caption: found.when(stretch, lang), columns, rows, fixed: 1 }
}

/// Shares of the waiting by type: a type a row, a cause a column.
pub fn by_type(found: &Explained, stretch: &Stretch, lang: Lang) -> Table {
    let types = found.types();
    let shown: Vec<Cause> = Cause::ALL
        .into_iter()
        .filter(|cause| stretch.share(&stretch.rows, &types, *cause).is_some_and(|share| share.value >= 0.0005))
        .collect();
    let mut columns = vec![
        Column::words(&say(lang, "contact type".into(), "咨询类型".into())),
        Column::figures(&say(lang, "within\ntarget, %".into(), "及时率 %".into())),
        Column::figures(&say(lang, "gave up".into(), "放弃".into())),
        Column::figures(&say(lang, "waiting, h".into(), "等待，小时".into())),
    ];
    columns.extend(shown.iter().map(|of| Column::figures(&charged_to(*of, lang))));
    let line = |of: &TypeId| {
        let only = &[*of][..];
        let has_target = found.promised().contains(of);
        let mut cells = vec![
            found.why.model.types[*of].label.in_lang(lang).to_owned(),
            percent(stretch.in_time(&stretch.rows, only).filter(|_| has_target), lang),
            amount(&stretch.gave_up(only), Unit::Contacts, lang),
            amount(&stretch.hours(only), Unit::Hours, lang),
        ];
        cells.extend(shown.iter().map(|cause| percent(stretch.share(&stretch.rows, only, *cause), lang)));
        cells
    };
    Table { caption: found.when(stretch, lang), columns, rows: types.iter().map(line).collect(), fixed: 1 }
}

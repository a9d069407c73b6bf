//! Who comes on which date to which shift: the table of the page, and rows for other programs.

use super::{answer_word, money};
use crate::catalogue::civil;
use crate::experiment::optimise::Answer;
use crate::model::{Lang, ShiftDay, Staffing, TeamId};
use crate::report::blocks::on_shifts::{called, hours_of};
use crate::report::formats::Asset;
use crate::report::formats::csv::{Sheet, optional, six};
use crate::report::numbers;
use crate::report::page::{Column, Table};
use crate::report::results::{ByDate, Chance, Post, Staffed};
use crate::report::words::{Words, list, say};
use serde_json::{Value, json};

/// The key of a post's shift.
pub(super) fn shift_key(found: &Staffed, post: Post) -> &str {
    match &found.model.teams[post.team].staffing {
        Staffing::People(people) => &people.shifts[post.shift].key,
        Staffing::Number(_) => "",
    }
}

/// What a post's shift is called: its name, else its key.
pub(super) fn shift_name(found: &Staffed, post: Post, lang: Lang) -> String {
    let Staffing::People(people) = &found.model.teams[post.team].staffing else { return String::new() };
    called(&people.shifts[post.shift], lang)
}

/// Hours of a post's shift on a date (since 1970-01-01); none on a day on which nobody works it.
pub(super) fn hours(found: &Staffed, post: Post, date: i32) -> Option<&ShiftDay> {
    match &found.model.teams[post.team].staffing {
        Staffing::People(people) => Some(people.shift_on(post.shift, date)).filter(|day| !day.is_off()),
        Staffing::Number(_) => None,
    }
}

/// `98 % (95–99)`.
pub(super) fn probability(chance: &Chance) -> String {
    let percent = |share: f64| numbers::number(100.0 * share, 0);
    let meets = &chance.meets;
    format!("{} % ({}–{})", percent(meets.value), percent(meets.low), percent(meets.high))
}

/// The neighbour of a date that is least sure to meet its targets.
pub(super) fn worst_without(by_date: &ByDate, date: usize) -> Option<&Chance> {
    let cells = (0..by_date.posts.len()).filter_map(|post| by_date.fewer[by_date.at(date, post)].as_ref());
    cells.min_by(|a, b| a.meets.low.total_cmp(&b.meets.low))
}

/// A date a row: people on every shift, and how sure it is.
pub(super) fn table(found: &Staffed, by_date: &ByDate, lang: Lang) -> Table {
    let w = Words::of(lang);
    let mut columns = vec![Column::words(&say(lang, "date".into(), "日期".into()))];
    for post in &by_date.posts {
        let team = found.model.teams[post.team].label.in_lang(lang);
        columns.push(Column::figures(&format!("{team}\n{}", shift_name(found, *post, lang))));
    }
    columns.extend([
        Column::figures(&say(lang, "come\nin all".into(), "临时\n合计".into())),
        Column::figures(&say(lang, "meets its\ntargets".into(), "达标\n概率".into())),
        Column::figures(&say(lang, "one fewer\n(40 runs)".into(), "少一人时\n（40 次）".into())),
    ]);
    let row = |date: usize| {
        let mut cells = vec![civil(found.dates[date]).strftime("%m-%d").to_string()];
        for post in 0..by_date.posts.len() {
            let at = by_date.at(date, post);
            let (own, come) = (by_date.own[at], by_date.come[at]);
            cells.push(if come > 0 { format!("{own}+{come}") } else { own.to_string() });
        }
        let none = || w.none.to_owned();
        cells.push(by_date.on(date).to_string());
        cells.push(by_date.worst[date].as_ref().map_or_else(none, probability));
        cells.push(worst_without(by_date, date).map_or_else(none, probability));
        cells
    };
    Table {
        caption: say(
            lang,
            "5+3: five of the team's own by plan, and three who come for the day; of the targets the one least sure, with its 95 % interval"
                .into(),
            "5+3：本组排班 5 人，另有 3 人按天来；概率取最没把握的目标，括号内为 95 % 区间".into(),
        ),
        columns,
        rows: (0..by_date.dates()).map(row).collect(),
        fixed: 1,
    }
}

/// What was asked for and what came out, a sentence each.
pub(super) fn answer(found: &Staffed, by_date: &ByDate, lang: Lang) -> Vec<String> {
    let days: u32 = by_date.come.iter().sum();
    let most = (0..by_date.dates()).max_by_key(|date| (by_date.on(*date), std::cmp::Reverse(*date))).unwrap_or(0);
    let (on_most, when) = (by_date.on(most), civil(found.dates[most]));
    let days = numbers::count(days.into());
    let cost = match by_date.cost {
        Some(_) => {
            let cost = money(found, by_date.cost, lang);
            say(lang, format!(", for {cost}"), format!("，费用 {cost}"))
        }
        None => say(lang, " (what they cost is not given: `pay.day`)".into(), "（费用未填：`pay.day`）".into()),
    };
    if found.is_met() && on_most == 0 {
        let nobody = "The teams' own people are enough: nobody has to come for the day";
        return vec![say(lang, nobody.into(), "各组自己的人就够了，不用另外来人".into())];
    }
    if found.is_met() {
        let come = if on_most == 1 { "1 person has".to_owned() } else { format!("{on_most} people have") };
        return vec![say(
            lang,
            format!(
                "{come} to come for the day besides the teams' own on {when}, when it takes most; {days} days of work on all dates{cost}"
            ),
            format!("人最多的 {when} 要另来 {on_most} 人；全部日期合计 {days} 人天{cost}"),
        )];
    }
    let is_short = |date: &usize| by_date.worst[*date].as_ref().is_some_and(|chance| chance.answer != Answer::Met);
    let short: Vec<String> = (0..by_date.dates())
        .filter(is_short)
        .map(|date| civil(found.dates[date]).strftime("%m-%d").to_string())
        .collect();
    let (n, shown) = (short.len(), list(lang, &short));
    vec![say(
        lang,
        format!(
            "On {n} dates no number of people on these shifts that was tried is shown to meet the targets: {shown}; {days} days of work \
             on all dates{cost}, most of them, {on_most}, on {when}"
        ),
        format!(
            "有 {n} 天，试过的人数在这些班次上都证明不了达标：{shown}；全部日期合计 {days} 人天{cost}，人最多的 {when} 另来 {on_most} 人"
        ),
    )]
}

/// On a first date on which people work off what was left, so many times as many come to a shift as on the next.
const LEFT: u32 = 2;
/// And so many more.
const MORE: u32 = 3;

/// The first date where far more come to a shift than on the next, which takes as much by formula: they work off what the days before left.
pub(super) fn left_before(found: &Staffed, by_date: &ByDate, lang: Lang) -> Option<String> {
    let [first, second] = *found.dates.get(..2)? else { return None };
    let most = |of: &[f64]| of.iter().copied().fold(0.0, f64::max);
    let need = |team: TeamId, date: i32| {
        found.hours.iter().find(|hours| hours.team == team && hours.date == date).map(|hours| most(&hours.need))
    };
    let post = (0..by_date.posts.len()).find(|post| {
        let [here, next] = [0, 1].map(|date| by_date.come[by_date.at(date, *post)]);
        let team = by_date.posts[*post].team;
        let no_busier = need(team, first).zip(need(team, second)).is_some_and(|(here, next)| here <= 1.2 * next);
        here >= LEFT * next + MORE && no_busier
    })?;
    let team = by_date.posts[post].team;
    let hours = found.hours.iter().find(|hours| hours.team == team && hours.date == first)?;
    let (team, date) = (found.model.teams[team].label.in_lang(lang), civil(first).strftime("%m-%d"));
    let [need, there] = [&hours.need, &hours.at_desk].map(|of| numbers::number(most(of), -1));
    Some(say(
        lang,
        format!(
            "{date}, {team}: {there} at the desk where the day itself takes {need}: they work off what the days before the period left open. \
             Try a period that begins earlier before you hire for that day"
        ),
        format!(
            "{date} {team}：在席 {there} 人，而当天的工作只要 {need} 人：多出的人在清期间之前积下的。先把期间提前几天再算，别为这一天招人"
        ),
    ))
}

/// How sure it is that nothing is cheaper.
pub(super) fn sureness(found: &Staffed, lang: Lang) -> String {
    let tried = numbers::count(found.tried as u64);
    say(
        lang,
        format!(
            "{tried} plans were tried; one fewer at any shift is not shown to meet the targets, exchanges were not ruled out"
        ),
        format!("共试了 {tried} 种安排；任何一天任何一班少一人都证明不了达标，班次之间的调换未逐一排除"),
    )
}

/// Rows for JSON: a date and shift each.
pub(super) fn rows(found: &Staffed) -> Value {
    let Some(by_date) = &found.by_date else { return Value::Null };
    let of = |cell: usize| {
        let (date, post) = (cell / by_date.posts.len(), by_date.posts[cell % by_date.posts.len()]);
        json!({
            "date": civil(found.dates[date]).to_string(),
            "team": found.model.teams[post.team].label.key,
            "shift": shift_key(found, post),
            "own": by_date.own[cell],
            "come": by_date.come[cell],
            "meets": by_date.worst[date].as_ref().map(|chance| chance_of(found, chance)),
            "one_fewer": by_date.fewer[cell].as_ref().map(|chance| chance_of(found, chance)),
        })
    };
    json!((0..by_date.come.len()).map(of).collect::<Vec<_>>())
}

fn chance_of(found: &Staffed, chance: &Chance) -> Value {
    let target = &found.targets[chance.target].wanted;
    json!({
        "kpi": target.kpi.key(&found.model),
        "subject": target.subject,
        "meets": chance.meets.value,
        "low": chance.meets.low,
        "high": chance.meets.high,
        "answer": answer_word(chance.answer, Lang::En),
    })
}

/// `size_shifts.csv`: a shift of a team on a date a row.
pub(super) fn csv(found: &Staffed, by_date: &ByDate, lang: Lang) -> Result<Asset, String> {
    let mut sheet = Sheet::new(&[
        "date",
        "team",
        "name",
        "shift",
        "hours",
        "own",
        "come",
        "price",
        "verdict",
        "meets",
        "meets_low",
        "meets_high",
        "fewer_verdict",
        "fewer_meets",
        "fewer_low",
        "fewer_high",
    ])?;
    let share = |chance: Option<&Chance>| -> [String; 4] {
        chance.map_or_else(Default::default, |chance| {
            let meets = &chance.meets;
            [answer_word(chance.answer, Lang::En), six(meets.value), six(meets.low), six(meets.high)]
        })
    };
    for cell in 0..by_date.come.len() {
        let (date, post) = (cell / by_date.posts.len(), cell % by_date.posts.len());
        let (day, of) = (found.dates[date], by_date.posts[post]);
        let label = &found.model.teams[of.team].label;
        let mut row = vec![
            civil(day).to_string(),
            label.key.clone(),
            label.in_lang(lang).to_owned(),
            shift_key(found, of).to_owned(),
            hours(found, of, day).map_or_else(String::new, hours_of),
            by_date.own[cell].to_string(),
            by_date.come[cell].to_string(),
            optional(by_date.prices.as_ref().map(|prices| prices[post])),
        ];
        row.extend(share(by_date.worst[date].as_ref()));
        row.extend(share(by_date.fewer[cell].as_ref()));
        sheet.row(&row)?;
    }
    Ok(("size_shifts.csv".into(), sheet.bytes()?))
}

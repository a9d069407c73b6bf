//! What a few people more or fewer mean for the peak, as a table, a sentence, rows and JSON.

use super::money;
use crate::catalogue::civil;
use crate::model::Lang;
use crate::report::formats::Asset;
use crate::report::formats::csv::{Sheet, optional, six};
use crate::report::numbers;
use crate::report::page::{Column, Table};
use crate::report::results::{Risk, RiskLevel, Staffed};
use crate::report::words::say;
use crate::stats::Bounded;
use serde_json::{Value, json};

/// `12 % (7–20)`.
pub(super) fn probability(share: &Bounded) -> String {
    let percent = |share: f64| numbers::number(100.0 * share, 0);
    format!("{} % ({}–{})", percent(share.value), percent(share.low), percent(share.high))
}

/// What the numbers of a level count.
pub(super) fn people_word(found: &Staffed, lang: Lang) -> String {
    match found.by_date {
        Some(_) => say(lang, "days of work".into(), "人天".into()),
        None => say(lang, "people".into(), "人数".into()),
    }
}

/// Whether a level is the answer, and whether the curve bends there.
pub(super) fn mark(risk: &Risk, at: usize, lang: Lang) -> String {
    let mut words = Vec::new();
    if risk.levels[at].answer {
        words.push(say(lang, "the answer".into(), "本结论".into()));
    }
    if risk.knee == Some(at) {
        words.push(say(lang, "the knee".into(), "拐点".into()));
    }
    crate::report::words::list(lang, &words)
}

/// A level a row.
pub(super) fn table(found: &Staffed, risk: &Risk, lang: Lang) -> Table {
    let day = civil(risk.day).strftime("%m-%d").to_string();
    let [first, last] = risk.week.map(|date| civil(date).strftime("%m-%d").to_string());
    let columns = vec![
        Column::figures(&people_word(found, lang)),
        Column::figures(&say(lang, "staff cost".into(), "人员成本".into())),
        Column::figures(&say(lang, format!("{day} misses"), format!("{day} 失守"))),
        Column::figures(&say(lang, format!("{first} to {last} misses"), format!("{first} 至 {last} 失守"))),
        Column::words(""),
    ];
    let row = |(at, level): (usize, &RiskLevel)| {
        vec![
            numbers::count(level.people().into()),
            money(found, level.cost, lang),
            probability(&level.day),
            probability(&level.week),
            mark(risk, at, lang),
        ]
    };
    let rows = risk.levels.iter().enumerate().map(row).collect();
    Table { caption: String::new(), columns, rows, fixed: 1 }
}

/// With the answer: how probable it is that a target is missed, a target a row, the busiest date and week as columns.
pub(super) fn by_target(found: &Staffed, risk: &Risk, lang: Lang) -> Table {
    let day = civil(risk.day).strftime("%m-%d").to_string();
    let [first, last] = risk.week.map(|date| civil(date).strftime("%m-%d").to_string());
    let columns = vec![
        Column::words(crate::report::words::Words::of(lang).target),
        Column::figures(&say(lang, "asked".into(), "要求".into())),
        Column::figures(&say(lang, format!("{day} misses"), format!("{day} 失守"))),
        Column::figures(&say(lang, format!("{first} to {last} misses"), format!("{first} 至 {last} 失守"))),
    ];
    let row = |(target, [day, week]): (usize, &[Bounded; 2])| {
        let of = &found.targets[target];
        vec![found.target(of, lang), super::tables::asked(found, target, lang), probability(day), probability(week)]
    };
    let rows = risk.by_target.iter().enumerate().map(row).collect();
    let caption = say(
        lang,
        "each target by itself; a week is missed as a whole".into(),
        "每个目标单独计算；一周按整周判断".into(),
    );
    Table { caption, columns, rows, fixed: 1 }
}

/// Where the curve bends, and what it is.
pub(super) fn notes(found: &Staffed, risk: &Risk, lang: Lang) -> Vec<String> {
    let (n, word) = (risk.n, people_word(found, lang));
    let knee = risk.knee.map(|knee| {
        let people = numbers::count(risk.levels[knee].people().into());
        say(
            lang,
            format!("The knee is at {people} {word}: with fewer the risk rises fast, with more it falls slowly"),
            format!("拐点在{word} {people}：再少风险上升很快，再多下降很慢"),
        )
    });
    let what = say(
        lang,
        format!(
            "Chance that any target is missed on the busiest date, and over the busiest week; forecast error in it; {n} replications"
        ),
        format!("最忙一天、最忙一周（按整周）有任一目标没达标的概率，含预测误差；各模拟 {n} 次"),
    );
    knee.into_iter().chain([what]).collect()
}

/// How likely a miss is with the answer, and where the curve bends, in a sentence.
pub(super) fn said(found: &Staffed, risk: &Risk, lang: Lang) -> Option<String> {
    let answer = risk.levels.iter().find(|level| level.answer)?;
    let date = |day: i32| civil(day).strftime("%m-%d").to_string();
    let (day, [first, last], word) = (date(risk.day), risk.week.map(date), people_word(found, lang));
    let (on_day, in_week) = (probability(&answer.day), probability(&answer.week));
    let knee = risk.knee.map_or_else(String::new, |knee| {
        let people = numbers::count(risk.levels[knee].people().into());
        say(lang, format!("; the knee is at {people} {word}"), format!("；{word}少于 {people} 时风险陡增"))
    });
    Some(say(
        lang,
        format!(
            "Risk at the peak with these people: chance of a miss {on_day} on {day}, {in_week} in {first} to {last}{knee}"
        ),
        format!("大促风险（按这些人）：失守概率 {day} {on_day}，{first} 至 {last} {in_week}{knee}"),
    ))
}

/// The curve for JSON.
pub(super) fn rows(found: &Staffed, risk: &Risk) -> Value {
    let share = |share: &Bounded| json!({ "value": share.value, "low": share.low, "high": share.high });
    let level = |(at, level): (usize, &RiskLevel)| {
        json!({
            "people": level.people(),
            "people_cost": level.cost,
            "day_misses": share(&level.day),
            "week_misses": share(&level.week),
            "answer": level.answer,
            "knee": risk.knee == Some(at),
        })
    };
    let of_target = |(target, [day, week]): (&crate::report::results::Target, &[Bounded; 2])| {
        json!({
            "kpi": target.wanted.kpi.key(&found.model),
            "subject": target.wanted.subject,
            "day_misses": share(day),
            "week_misses": share(week),
        })
    };
    json!({
        "by_target": found.targets.iter().zip(&risk.by_target).map(of_target).collect::<Vec<_>>(),
        "day": civil(risk.day).to_string(),
        "week": risk.week.map(|date| civil(date).to_string()),
        "n": risk.n,
        "levels": risk.levels.iter().enumerate().map(level).collect::<Vec<_>>(),
    })
}

/// `size_risk.csv`: a level of staffing a row.
pub(super) fn csv(found: &Staffed, risk: &Risk) -> Result<Asset, String> {
    let paths: Vec<&str> = found.places.iter().map(|place| &place.path[..]).collect();
    let shown = if found.by_date.is_some() { &[] } else { &paths[..] };
    let own = [
        "people",
        "people_cost",
        "day",
        "day_misses",
        "day_low",
        "day_high",
        "week_from",
        "week_until",
        "week_misses",
        "week_low",
        "week_high",
        "n",
        "answer",
        "knee",
    ];
    let mut sheet = Sheet::new(&[shown, &own].concat())?;
    let yes = |is: bool| if is { "yes" } else { "" }.to_owned();
    for (at, level) in risk.levels.iter().enumerate() {
        let mut row: Vec<String> = level.staff.iter().take(shown.len()).map(ToString::to_string).collect();
        row.extend([level.people().to_string(), optional(level.cost), civil(risk.day).to_string()]);
        row.extend([level.day.value, level.day.low, level.day.high].map(six));
        row.extend(risk.week.map(|date| civil(date).to_string()));
        row.extend([level.week.value, level.week.low, level.week.high].map(six));
        row.extend([risk.n.to_string(), yes(level.answer), yes(risk.knee == Some(at))]);
        sheet.row(&row)?;
    }
    Ok(("size_risk.csv".into(), sheet.bytes()?))
}

//! The curve of a peak's risk: how probable a miss is, by what people cost.

use super::levels::{Level, Levels};
use super::scatter::Reach;
use super::{Chart, Figure, Key, Stroke, colour, drawable, titles};
use crate::catalogue::civil;
use crate::model::Lang;
use crate::report::numbers;
use crate::report::results::{Risk, RiskLevel, Staffed};
use crate::report::words::{list, say};
use crate::stats::Bounded;

/// The busiest date and the busiest week over levels of staffing; none where nothing was found.
pub fn risk_chart(found: &Staffed, lang: Lang) -> Option<Chart> {
    let risk = found.risk.as_ref()?;
    let priced = risk.levels.iter().all(|level| level.cost.is_some());
    let share = |of: Bounded| Reach { value: 100.0 * of.value, low: 100.0 * of.low, high: 100.0 * of.high };
    let mut lines = vec![risk.levels.iter().map(|level| share(level.day)).collect()];
    let day = civil(risk.day).strftime("%m-%d").to_string();
    let mut names = vec![say(lang, format!("{day}, the busiest date"), format!("{day}，最忙一天"))];
    // Of one date nothing is to be taken together.
    if risk.week[0] != risk.week[1] {
        let [first, last] = risk.week.map(|date| civil(date).strftime("%m-%d").to_string());
        lines.push(risk.levels.iter().map(|level| share(level.week)).collect());
        names.push(say(
            lang,
            format!("{first} to {last}, these dates together"),
            format!("{first} 至 {last}，这几天合起来算"),
        ));
    }
    let levels = (0..risk.levels.len()).map(|at| level(found, (risk, at), priced, lang)).collect();
    let key = |(at, name): (usize, &String)| Key { name: drawable(name), colour: colour(at), stroke: Stroke::Thick };
    let n = risk.n;
    let title = say(lang, "chance that a target is missed".into(), "有目标没达标的概率".into());
    let y_axis = say(
        lang,
        format!("%: share of {n} replications that miss, with Wilson's 95 % interval"),
        format!("%：{n} 次模拟中没达标的占比，竖线为 Wilson 95 % 区间"),
    );
    Some(Chart {
        name: "risk".into(),
        title: titles::with_changes(&format!("{} – {title}", found.model.design.in_lang(lang)), found, lang),
        legend: names.iter().enumerate().map(key).collect(),
        figure: Figure::Levels(Levels {
            x_axis: drawable(&axis(found, priced, lang)),
            y_axis: drawable(&y_axis),
            at: levels,
            lines,
        }),
    })
}

/// A level where its money puts it, or its people where a price is missing.
fn level(found: &Staffed, (risk, at): (&Risk, usize), priced: bool, lang: Lang) -> Level {
    let level: &RiskLevel = &risk.levels[at];
    let people = numbers::count(level.people().into());
    let one = level.people() == 1;
    let people = match (&found.by_date, one) {
        (Some(_), true) => say(lang, format!("{people} day"), format!("{people} 人天")),
        (Some(_), false) => say(lang, format!("{people} days"), format!("{people} 人天")),
        (None, true) => say(lang, format!("{people} person"), format!("{people} 人")),
        (None, false) => say(lang, format!("{people} people"), format!("{people} 人")),
    };
    let cost = level.cost.filter(|_| priced);
    let mut marks = Vec::new();
    if level.answer {
        marks.push(say(lang, "the answer".into(), "本结论".into()));
    }
    if risk.knee == Some(at) {
        marks.push(say(lang, "the knee".into(), "拐点".into()));
    }
    Level {
        at: cost.unwrap_or_else(|| f64::from(level.people())),
        below: std::iter::once(people).chain(cost.map(|cost| numbers::number(cost, 0))).map(|t| drawable(&t)).collect(),
        mark: drawable(&list(lang, &marks)),
    }
}

fn axis(found: &Staffed, priced: bool, lang: Lang) -> String {
    let people = match found.by_date {
        Some(_) => say(lang, "days of work by who comes for the day".into(), "按天来的人天".into()),
        None => say(lang, "people".into(), "人数".into()),
    };
    if !priced {
        return people;
    }
    let unit = numbers::money_word(&found.model.money.currency, lang);
    say(lang, format!("{people}; below, staff cost in {unit}"), format!("{people}；下行为人员成本，{unit}"))
}

//! What a peak costs otherwise: what each alternative costs more against how probable a miss is with it.

use super::scatter::{Reach, Scatter, Spot};
use super::{Chart, Figure, Key, Stroke, colour, drawable, titles};
use crate::catalogue::civil;
use crate::experiment::LEVEL;
use crate::experiment::optimise::Answer;
use crate::model::Lang;
use crate::report::numbers::Scale;
use crate::report::results::{Alternative, Staffed};
use crate::report::words::{Words, say};

/// None where nothing but the answer and the design as it is could be compared.
pub fn alternatives_chart(found: &Staffed, lang: Lang) -> Option<Chart> {
    let all = found.alternatives.as_ref().filter(|all| !all.is_bare())?;
    let more = |one: &Alternative| one.more(all.by_money);
    let scale =
        if all.by_money { Some(Scale::sums(all.least_more(), &found.model.money.currency, lang)) } else { None };
    let factor = scale.as_ref().map_or(1.0, Scale::factor);
    let spot = |one: &Alternative| {
        let x = more(one)?;
        let half = x.half_width(LEVEL).unwrap_or(0.0);
        let reach =
            |value: f64, low: f64, high: f64, by: f64| Reach { value: value * by, low: low * by, high: high * by };
        Some(Spot {
            name: drawable(&one.way.name(lang)),
            x: reach(x.value, x.value - half, x.value + half, factor),
            y: reach(one.misses.value, one.misses.low, one.misses.high, 100.0),
            colour: shade(one.answer),
        })
    };
    let spots: Vec<Spot> = all.all.iter().filter_map(spot).collect();
    let unit = scale.map_or_else(|| Words::of(lang).hours.to_owned(), |scale| scale.unit);
    let x_axis = if all.by_money {
        say(
            lang,
            format!("{unit} more than as it is, in the period and once; 95 % intervals"),
            format!("期间内比现状多花（含一次性支出），{unit}；95 % 区间"),
        )
    } else {
        say(
            lang,
            format!("{unit} on duty more than as it is, in the period (pay is not given); 95 % intervals"),
            format!("期间内比现状多出的在班时间，{unit}（薪酬未填）；95 % 区间"),
        )
    };
    let y_axis = say(
        lang,
        "%: chance that some date of the period misses a target".into(),
        "%：期间内有某一天没达标的概率".into(),
    );
    let date = |day: &i32| civil(*day).to_string();
    let span = found.dates.first().zip(found.dates.last());
    let span = span.map_or_else(String::new, |(first, last)| {
        say(lang, format!("{} to {}", date(first), date(last)), format!("{} 至 {}", date(first), date(last)))
    });
    let title = say(lang, "what the period costs otherwise".into(), "换个办法要花多少".into());
    let used = |answer: Answer| all.all.iter().any(|one| one.answer == answer && more(one).is_some());
    let key = |answer: Answer, en: &str, zh: &str| {
        used(answer).then(|| Key {
            name: say(lang, en.into(), zh.into()),
            colour: colour(shade(answer)),
            stroke: Stroke::Thick,
        })
    };
    let legend = [
        key(Answer::Met, "meets the targets", "达标"),
        key(Answer::Undecided, "undecided", "未定"),
        key(Answer::Missed, "misses", "未达标"),
    ];
    Some(Chart {
        name: "alternatives".into(),
        title: titles::with_changes(
            &say(
                lang,
                format!("{} – {title}, {span}", found.model.design.in_lang(lang)),
                format!("{} – {title}，{span}", found.model.design.in_lang(lang)),
            ),
            found,
            lang,
        ),
        legend: legend.into_iter().flatten().collect(),
        figure: Figure::Scatter(Scatter { x_axis: drawable(&x_axis), y_axis: drawable(&y_axis), most: 100.0, spots }),
    })
}

/// The colour of a verdict.
fn shade(answer: Answer) -> usize {
    match answer {
        Answer::Met => 2,
        Answer::Undecided => 4,
        Answer::Missed => 1,
    }
}

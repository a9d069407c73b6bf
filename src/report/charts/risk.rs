//! The curve of a peak's risk: how probable a miss is, by what people cost.

use super::panels::{Along, Line, Panel};
use super::{Chart, Figure, Key, Point, Stroke, colour, drawable};
use crate::catalogue::civil;
use crate::model::Lang;
use crate::report::numbers::{self, Scale};
use crate::report::results::{Risk, RiskLevel, Staffed};
use crate::report::words::say;
use crate::stats::Bounded;

/// The busiest date and the busiest week over levels of staffing; none where nothing was found.
pub fn risk_chart(found: &Staffed, lang: Lang) -> Option<Chart> {
    let risk = found.risk.as_ref()?;
    // The middle of Wilson's interval, so that what is drawn is the interval.
    let point = |share: &Bounded| {
        Some(
            Point { mean: f64::midpoint(share.low, share.high), half: Some((share.high - share.low) / 2.0) }
                .times(100.0),
        )
    };
    let line = |of: &dyn Fn(&RiskLevel) -> Bounded, design: usize| Line {
        points: risk.levels.iter().map(|level| point(&of(level))).collect(),
        design,
        stroke: Stroke::Thick,
    };
    let along = risk.levels.iter().map(|level| drawable(&name(found, level, lang))).collect();
    let mut panel = Panel::of(Along::Values(along), vec![line(&|level| level.day, 0), line(&|level| level.week, 1)]);
    panel.x_axis = drawable(&axis(found, risk, lang));
    panel.y_axis = "%".into();
    panel.percent = true;
    let knee = risk.knee.map(|at| (at, say(lang, "the knee".into(), "拐点".into())));
    let answer = risk.levels.iter().position(|level| level.answer);
    let answer = answer.map(|at| (at, say(lang, "the answer".into(), "本结论".into())));
    panel.marks = match (knee, answer) {
        (Some(knee), Some(answer)) if knee.0 == answer.0 => vec![(knee.0, format!("{}, {}", answer.1, knee.1))],
        (knee, answer) => {
            let mut marks: Vec<(usize, String)> = knee.into_iter().chain(answer).collect();
            marks.sort_unstable();
            marks
        }
    };
    let [first, last] = risk.week.map(|date| civil(date).strftime("%m-%d").to_string());
    let day = civil(risk.day).strftime("%m-%d").to_string();
    let names = [
        say(lang, format!("{day}, the busiest date"), format!("{day}，最忙一天")),
        say(lang, format!("{first} to {last} as a whole"), format!("{first} 至 {last} 整周")),
    ];
    let key = |(at, name): (usize, &String)| Key { name: drawable(name), colour: colour(at), stroke: Stroke::Thick };
    let title = say(
        lang,
        "chance that a target is missed, Wilson's 95 % interval".into(),
        "有目标没达标的概率（Wilson 95 % 区间）".into(),
    );
    Some(Chart {
        name: "risk".into(),
        title: drawable(&format!("{} – {title}", found.model.design.in_lang(lang))),
        legend: names.iter().enumerate().map(key).collect(),
        figure: Figure::Panels(vec![panel].into()),
    })
}

/// A level by what it costs; by its people where no price is given.
fn name(found: &Staffed, level: &RiskLevel, lang: Lang) -> String {
    match level.cost {
        Some(cost) => Scale::sums(cost, &found.model.money.currency, lang).plain(cost),
        None => numbers::count(level.people().into()),
    }
}

fn axis(found: &Staffed, risk: &Risk, lang: Lang) -> String {
    match risk.levels.iter().filter_map(|level| level.cost).reduce(f64::max) {
        Some(most) => {
            let unit = Scale::sums(most, &found.model.money.currency, lang).unit;
            say(lang, format!("staff cost, {unit}"), format!("人员成本，{unit}"))
        }
        None => say(lang, "people".into(), "人数".into()),
    }
}

//! Why no number of people meets a target, and the nearest that can be had.

use super::tables::{asked, value};
use crate::catalogue::{Promised, promise_of};
use crate::experiment::optimise::Answer;
use crate::model::Lang;
use crate::report::blocks::advice::best_possible;
use crate::report::numbers;
use crate::report::results::{Place, Staffed};
use crate::report::words::{Words, say};

/// A sentence for every target that is not met.
pub(super) fn reasons(found: &Staffed, lang: Lang) -> Vec<String> {
    let open = (0..found.targets.len()).filter(|target| found.best.standings[*target].answer != Answer::Met);
    let mut all: Vec<String> = open.map(|target| reason(found, target, lang)).collect();
    all.extend(without(found, lang));
    all
}

/// How to ask for the rest, where a part of the targets is out of reach.
fn without(found: &Staffed, lang: Lang) -> Option<String> {
    let key = |target: usize| {
        let wanted = &found.targets[target].wanted;
        format!("--without {}@{}", wanted.kpi.key(&found.model), wanted.subject)
    };
    let is_missed = |target: &usize| found.best.standings[*target].answer == Answer::Missed;
    let missed: Vec<String> = (0..found.targets.len()).filter(is_missed).map(key).collect();
    let some = !missed.is_empty() && missed.len() < found.targets.len() && found.by_date.is_none();
    let how = missed.join(" ");
    some.then(|| say(lang, format!("Without it: {how}"), format!("不要求它，再问一次：{how}")))
}

fn reason(found: &Staffed, target: usize, lang: Lang) -> String {
    let of = &found.targets[target];
    let most = found.most.as_ref().unwrap_or(&found.best);
    let (name, asked, value) = (found.target(of, lang), asked(found, target, lang), value(found, most, target, lang));
    if found.each_date {
        return by_date(found, target, [name, asked, value], lang);
    }
    let why = binds(found, target, lang);
    say(
        lang,
        format!("{name}: {value} is the nearest, {asked} was asked; {why}"),
        format!("{name}：最多只能到 {value}，要求 {asked}；{why}"),
    )
}

/// The same of dates one by one, whose value is how sure it is.
fn by_date(found: &Staffed, target: usize, [name, asked, value]: [String; 3], lang: Lang) -> String {
    let why = if found.best.standings[target].answer == Answer::Undecided {
        say(lang, "one more would most likely show it".into(), "再加一人多半就够".into())
    } else {
        binds(found, target, lang)
    };
    say(
        lang,
        format!("{name} ({asked}): sure of being met by {value}, where the lower bound has to be 95 %; {why}"),
        format!("{name}（{asked}）：达标的把握 {value}，要求下限不低于 95 %；{why}"),
    )
}

/// What binds.
fn binds(found: &Staffed, target: usize, lang: Lang) -> String {
    let (of, model) = (&found.targets[target], &found.model);
    let promise = promise_of(model, of.wanted.kpi, &of.wanted.subject);
    if let Some(text) = promise.and_then(|promise| answers(found, &promise, of.goal.limit, lang)) {
        return text;
    }
    let forgotten =
        found.type_of(of).is_some_and(|of| model.types[of].steps().iter().any(|step| step.missed.is_some()));
    if forgotten {
        return say(
            lang,
            "steps that are forgotten (`missed`) cap it, and more people forget as often".into(),
            "受漏做的步骤（`missed`）限制，人再多也一样会漏".into(),
        );
    }
    let most = found.most.as_ref().unwrap_or(&found.best);
    let date = most.standings[target].date.map(|date| found.dates[date]);
    let comes = |place: &Place, date: i32| place.days.is_none_or(|(from, until)| (from..=until).contains(&date));
    if date.is_some_and(|date| !found.places.iter().any(|place| comes(place, date))) {
        return say(
            lang,
            "nobody can come that day, as `people` has no entry for it: --by date plans every day".into(),
            "`people` 里没有这一天，没有人能来：--by date 会逐日排".into(),
        );
    }
    let is_given = |(place, n): (&Place, &u32)| place.given && *n == place.bounds[1];
    if found.places.iter().zip(&most.staff).all(is_given) {
        return say(lang, "more people were not allowed (--between)".into(), "没有允许更多的人（--between）".into());
    }
    say(
        lang,
        "more people in the same shifts do not change it: hours without anybody, waits outside the team, or the bounds bind".into(),
        "同样的班次加人也改变不了：可能是无人在岗的时段、组外的等待，或给定的上限".into(),
    )
}

/// An answer takes time, whoever is free.
fn answers(found: &Staffed, promise: &Promised, share: f64, lang: Lang) -> Option<String> {
    let most = best_possible(&found.model, promise).filter(|most| *most < share)?;
    let limit = promise.speed?.limit.seconds();
    let reply = -limit / (1.0 - most).ln();
    let had = -reply * (1.0 - share).ln();
    let unit = Words::of(lang).seconds;
    let [reply, limit, had] = [reply, limit, had].map(|seconds| format!("{} {unit}", numbers::number(seconds, 0)));
    let share = numbers::share(share);
    Some(say(
        lang,
        format!(
            "an answer takes {reply} on average: no number of people gives {share} within {limit}; within {had} it can be had"
        ),
        format!("一次回复平均要 {reply}：人再多也做不到 {limit} 内 {share}；{had} 内可以做到"),
    ))
}

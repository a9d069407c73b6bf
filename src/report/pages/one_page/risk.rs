//! One risk: which team breaks first, when, and what mends it.

use super::Asked;
use crate::catalogue::{Row, Subject, promise_of};
use crate::report::blocks::advice::best_possible;
use crate::report::blocks::answer::breaks;
use crate::report::blocks::answer::promises::{Broken, Promise, When, first};
use crate::report::blocks::answer::worst_day::{told as day_told, worst_day};
use crate::report::formats::text::cut;
use crate::report::numbers::{Scale, share};
use crate::report::words::list;
use crate::stats::Verdict;

/// Columns of a name in a sentence.
const NAME: usize = 40;

/// Names, and what is said of each.
pub fn risk(asked: &Asked<'_, '_>) -> Vec<(String, String)> {
    let (view, arm) = (asked.view, asked.arm());
    let (Some(broken), Some(told)) = (first(view, arm), breaks(view, arm)) else {
        let none = asked
            .say("no target was set, so nothing can break: write `targets`", "没有设目标，谈不上失守：请写 `targets`");
        return vec![(asked.say("what breaks", "失守"), none)];
    };
    let day = worst_day(view, arm);
    // Where all of the period keeps its targets, the risk is that of the day that does not.
    let about = day.as_ref().filter(|_| !broken.missed).map_or(&broken.promise, |day| &day.promise);
    let mut rows = vec![(asked.say("which", "哪里"), capital(&told)), (asked.say("team", "小组"), teams(asked, about))];
    match &day {
        Some(day) if broken.missed => {
            rows.push((asked.say("worst peak day", "最差的高峰日"), day_told(view, arm, day)));
        }
        _ => rows.extend(worst_period(asked, about).map(|told| (asked.say("when", "何时"), told))),
    }
    let mends = if day.is_some() && !broken.missed {
        asked.say(
            "all days together keep the targets, this one does not: more people for it, or say that it may miss them",
            "全期守得住，这一天守不住：给这几天加人，或说明这几天允许不达标",
        )
    } else {
        mends(asked, &broken)
    };
    rows.push((asked.say("what mends it", "怎么补"), mends));
    rows
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The teams that the type goes to, and how busy they are.
fn teams(asked: &Asked<'_, '_>, promise: &Promise) -> String {
    let (view, arm) = (asked.view, asked.arm());
    let model = view.model(arm);
    let kind = model.types.iter().find(|kind| promise.subject == format!("contact:{}", kind.label.key));
    let mut seen = Vec::new();
    for route in kind.iter().flat_map(|kind| &kind.routes) {
        if !seen.contains(&route.team) {
            seen.push(route.team);
        }
    }
    let told: Vec<String> = seen
        .iter()
        .map(|team| {
            let label = &model.teams[*team].label;
            let name = cut(label.in_lang(view.lang), NAME);
            let busy = view.estimate(arm, Row::Occupancy, &format!("team:{}", label.key));
            let scale = Scale::new(view.unit(Row::Occupancy.into()), 1.0, false, view.results.currency(), view.lang);
            busy.map_or_else(
                || name.clone(),
                |e| {
                    let busy = scale.with_unit(&scale.estimate(e.mean, e.half_width));
                    asked.say(format!("{name} (at work {busy})"), format!("{name}（工时利用率 {busy}）"))
                },
            )
        })
        .collect();
    if told.is_empty() { asked.say("nobody takes it", "没有小组接待") } else { list(view.lang, &told) }
}

/// The named period in which the promise is kept worst, where the page is of all days.
fn worst_period(asked: &Asked<'_, '_>, promise: &Promise) -> Option<String> {
    let (view, arm) = (asked.view, asked.arm());
    let of = &view.arms()[arm];
    let (subject, part) = Subject::parse(&promise.subject, &of.model)?;
    let about = |e: &&crate::experiment::Estimate| {
        e.of.arm == arm && e.of.kpi == promise.kpi && (e.of.subject, e.of.part) == (subject, part)
    };
    let named = view.results.estimates.iter().filter(about).filter(|e| of.spans[e.of.span].named);
    let worst = named.min_by(|a, b| a.mean.total_cmp(&b.mean)).filter(|_| super::is_whole(view))?;
    let period = cut(of.spans[worst.of.span].label.in_lang(view.lang), NAME);
    let scale = Scale::new(view.unit(worst.of.kpi), 1.0, false, view.results.currency(), view.lang);
    let level = scale.with_unit(&scale.estimate(worst.mean, worst.half_width));
    Some(asked.say(format!("worst period: {period}, {level}"), format!("最差的时期：{period}，{level}")))
}

/// What of all that was tried mends it, or that nothing did.
fn mends(asked: &Asked<'_, '_>, broken: &Broken) -> String {
    let (view, arm) = (asked.view, asked.arm());
    let model = view.model(arm);
    let promise = &broken.promise;
    let reach = promise_of(model, promise.kpi, &promise.subject).and_then(|one| best_possible(model, &one));
    if let Some(best) = reach.filter(|best| *best < promise.share) {
        let best = share(best);
        return asked.say(
            format!("no number of people: with one chat open at best {best}; shorten the answers, or another target"),
            format!("加人补不上：只开一个会话最多 {best}；缩短答复，或改目标"),
        );
    }
    if !broken.missed {
        return asked.say("not surely missed in these runs", "这些模拟中尚未确认失守");
    }
    let case = &model.case.key;
    let keeps = |other: usize| {
        let e = view.estimate(other, promise.kpi, &promise.subject)?;
        (e.mean - e.half_width.unwrap_or(0.0) >= promise.share).then_some((other, e))
    };
    let others = (0..view.arms().len()).filter(|other| *other != arm && view.model(*other).case.key == *case);
    if let Some((other, e)) = others.filter_map(keeps).max_by(|a, b| a.1.mean.total_cmp(&b.1.mean)) {
        let (name, level) = (cut(view.design(other), NAME), share(e.mean));
        return asked.say(format!("{name} keeps it ({level})"), format!("{name}能守住（{level}）"));
    }
    let better = asked.best.filter(|pair| {
        view.difference(*pair, promise.kpi, &promise.subject).is_some_and(|d| d.judgement.verdict == Verdict::Better)
    });
    let hours = match &broken.worst {
        Some(When::Hours { from, until, .. }) => format!(" {from}–{until}"),
        Some(When::Unattended) => asked.say(" in hours with nobody on shift", "没人在岗的时段"),
        None => String::new(),
    };
    let tried = match better {
        Some(_) => asked.say("better than now, not enough; ", "比现状好，但不够；"),
        None => String::new(),
    };
    asked.say(
        format!("{tried}no design that was run keeps it; more people{hours} were not tried (`peakstaff sweep`)"),
        format!("{tried}跑过的方案都守不住；没有试过{hours} 加人（`peakstaff sweep`）"),
    )
}

//! One risk: which team breaks first, when, and what mends it.

use super::{Asked, capital};
use crate::catalogue::{Row, Subject, promise_of};
use crate::measure::blame::Cause;
use crate::model::{Lang, TeamId};
use crate::report::blocks::advice::best_possible;
use crate::report::blocks::observed::apart_there;
use crate::report::blocks::promises::breaks::{Broken, Day, When, broken_first, first, worst_date};
use crate::report::blocks::promises::{Stands, stands};
use crate::report::blocks::why::{first_break, first_cause};
use crate::report::formats::text::cut;
use crate::report::labels::View;
use crate::report::numbers::{Scale, share};
use crate::report::words::list;
use crate::stats::Verdict;

/// Columns of a name in a sentence.
const NAME: usize = 40;
/// Columns of why it breaks.
const WHY: usize = 330;
/// A team less busy than this share of the busiest has time to spare.
const IDLE: f64 = 0.5;

/// Names, and what is said of each.
pub fn risk(asked: &Asked<'_, '_>) -> Vec<(String, String)> {
    let (view, arm) = (asked.view, asked.advised());
    let (Some(broken), Some(told)) = (first(view, arm), broken_first(view, arm)) else {
        let none = asked.say(
            "no target was set, so nothing can break; set one to see what does",
            "没有设目标，谈不上失守；定了目标才看得出",
        );
        return vec![(asked.say("what breaks", "失守"), none)];
    };
    let told = if asked.best.is_some() {
        let design = cut(view.design(arm), NAME);
        asked.say(format!("{design}, {told}"), format!("{design}，{told}"))
    } else {
        capital(&told)
    };
    let mut rows =
        vec![(asked.say("which", "哪里"), told), (asked.say("who takes them", "谁来接"), teams(asked, &broken))];
    let date = worst_date(view, arm).filter(|_| broken.day.is_none());
    match date {
        Some(date) => rows.push((asked.say("worst of the busiest days", "最忙几天里最差的"), date)),
        None => rows.extend(worst_period(asked, &broken).map(|told| (asked.say("when", "何时"), told))),
    }
    let why = first_break(view, arm, WHY);
    rows.extend(why.map(|told| (asked.say("why", "为什么"), cut(&told, WHY))));
    rows.push((asked.say("what mends it", "怎么补"), mends(asked, &broken)));
    rows
}

/// The teams that the type goes to, the busiest first, and how busy they are: on the date that is told, or over the period. Those that
/// are less than half as busy as the busiest are only counted.
fn teams(asked: &Asked<'_, '_>, broken: &Broken) -> String {
    let (view, arm) = (asked.view, asked.advised());
    let model = view.model(arm);
    let kind = model.types.iter().find(|kind| broken.promise.subject == format!("contact:{}", kind.label.key));
    let mut seen = Vec::new();
    for route in kind.iter().flat_map(|kind| &kind.routes) {
        if !seen.contains(&route.team) {
            seen.push(route.team);
        }
    }
    let busy = |team: &TeamId| on_date(view, arm, broken.day, *team);
    let mut teams: Vec<Busy> = seen.iter().map(|team| Busy { team: *team, at_work: busy(team) }).collect();
    teams.sort_by(|a, b| b.level().total_cmp(&a.level()));
    let most = teams.first().map_or(0.0, Busy::level);
    let (busy, idle): (Vec<Busy>, Vec<Busy>) = teams.into_iter().partition(|team| team.level() >= IDLE * most);
    let scale = Scale::new(view.unit(Row::Occupancy.into()), 1.0, false, view.results.currency(), view.lang);
    let that_day = broken.day.map_or("", |_| if view.lang == Lang::En { " that day" } else { "当天" });
    let told = busy.iter().map(|Busy { team, at_work }| {
        let name = cut(model.teams[*team].label.in_lang(view.lang), NAME);
        let Some((mean, half)) = at_work else { return name };
        let busy = scale.with_unit(&scale.estimate(*mean, *half));
        asked.say(format!("{name} (occupancy{that_day} {busy})"), format!("{name}（{that_day}工时利用率 {busy}）"))
    });
    let told: Vec<String> = told.collect();
    let told = list(view.lang, &told);
    match (seen.len(), idle.len()) {
        (0, _) => asked.say("nobody takes it", "没有小组接待"),
        (_, 0) => told,
        (_, n) => asked.say(format!("{told}; {n} more with time to spare"), format!("{told}；另有 {n} 个组有空余")),
    }
}

/// A team and the share of its time at work, with half of its interval; `None`: not known.
struct Busy {
    team: TeamId,
    at_work: Option<(f64, Option<f64>)>,
}

impl Busy {
    fn level(&self) -> f64 {
        self.at_work.map_or(0.0, |(mean, _)| mean)
    }
}

/// How busy a team is on a date in focus, or without one over the period.
fn on_date(view: &View<'_>, arm: usize, day: Option<Day>, team: TeamId) -> Option<(f64, Option<f64>)> {
    let Some(day) = day else {
        let key = &view.model(arm).teams[team].label.key;
        let e = view.estimate(arm, Row::Occupancy, &format!("team:{key}"))?;
        return Some((e.mean, e.half_width));
    };
    let profile = view.arms()[arm].profile.as_ref()?;
    let column = profile.column(Row::Occupancy.into(), Subject::Team(team))?;
    let cell = profile.cell(profile.groups.dates().start + day.date, column)?;
    Some((cell.mean, cell.half_width))
}

/// The named period in which the promise is kept worst, where the page is of all days.
fn worst_period(asked: &Asked<'_, '_>, broken: &Broken) -> Option<String> {
    let (view, arm) = (asked.view, asked.advised());
    let of = &view.arms()[arm];
    let (subject, part) = Subject::parse(&broken.promise.subject, &of.model)?;
    let about = |e: &&crate::experiment::Estimate| {
        e.of.arm == arm && e.of.kpi == broken.promise.kpi && (e.of.subject, e.of.part) == (subject, part)
    };
    let named = view.results.estimates.iter().filter(about).filter(|e| of.spans[e.of.span].named);
    // One that keeps it is no risk.
    let worst = named.min_by(|a, b| a.mean.total_cmp(&b.mean));
    let worst = worst.filter(|worst| worst.mean < broken.wanted && super::is_whole(view))?;
    let period = cut(of.spans[worst.of.span].label.in_lang(view.lang), NAME);
    let scale = Scale::new(view.unit(worst.of.kpi), 1.0, false, view.results.currency(), view.lang);
    let level = scale.with_unit(&scale.estimate(worst.mean, worst.half_width));
    Some(asked.say(format!("worst period: {period}, {level}"), format!("最差的时期：{period}，{level}")))
}

/// What of all that was tried mends it, or that nothing did.
fn mends(asked: &Asked<'_, '_>, broken: &Broken) -> String {
    let (view, arm) = (asked.view, asked.advised());
    let model = view.model(arm);
    let promise = &broken.promise;
    let reach = promise_of(model, promise.kpi, &promise.subject).and_then(|one| best_possible(model, &one));
    if let Some(best) = reach.filter(|best| *best < promise.share) {
        let best = share(best);
        return asked.say(
            format!("no number of people: with one chat open at best {best}; shorten the answers, or another target"),
            format!("加人补不上：只开一个会话最多 {best}；缩短回复，或改目标"),
        );
    }
    let days = view.stretch();
    match broken.stands {
        Stands::Missed => (),
        Stands::Open => {
            return asked.say(
                "undecided: neither surely met nor surely missed; more replications would tell",
                "未定：既不能说达标，也不能说未达标；多模拟几次才知道",
            );
        }
        Stands::Met => {
            if let Some([ours, measured]) = apart_there(view, arm, promise.kpi, &promise.subject) {
                return asked.say(
                    format!("not known: the model has {ours} where the shop measured {measured}; calibrate first"),
                    format!("还不知道：这一项模型 {ours}，店里实测 {measured}；先校准再看"),
                );
            }
            return asked.say(
                format!("nothing to mend: every target is met over {days}, this one with least to spare"),
                format!("不用补：{days}平均全部达标，这一项余量最小"),
            );
        }
    }
    if broken.day.is_some() {
        return on_the_day(asked, broken);
    }
    let case = &model.case.key;
    let keeps = |other: usize| {
        let e = view.estimate(other, promise.kpi, &promise.subject)?;
        (stands(e.mean, e.half_width, promise.share) == Stands::Met).then_some((other, e))
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
        Some(when @ When::Hours { .. }) => {
            let hours = when.hours().unwrap_or_default();
            asked.say(format!(" {hours}"), format!("{hours} "))
        }
        Some(When::Unattended) | None => String::new(),
    };
    let tried = match better {
        Some(_) => asked.say("better than now, not enough; ", "比现状好，但不够；"),
        None => String::new(),
    };
    let what = if let Some(When::Unattended) = &broken.worst {
        asked.say(" a shift in the hours with nobody", "给没人在岗的时段排班")
    } else {
        let what = remedy(asked, arm);
        asked.say(format!(" {what}"), what)
    };
    asked.say(
        format!("{tried}no design that was run keeps it; not tried:{hours}{what}"),
        format!("{tried}跑过的方案都守不住；没有试过：{hours}{what}"),
    )
}

/// What would go against the largest cause of the waiting; where it was not looked at, more people.
fn remedy(asked: &Asked<'_, '_>, arm: usize) -> String {
    let (en, zh) = match first_cause(asked.view, arm) {
        Some(Cause::Break) => ("other times for breaks", "错开休息（吃饭）"),
        Some(Cause::Pause) => ("fewer pauses at once", "错开小休"),
        Some(Cause::Leading) => ("leaders at the desk", "组长回到席位"),
        Some(Cause::Absent) => ("somebody to stand in", "安排人顶缺勤的班"),
        Some(Cause::Ticket) => ("tickets put aside", "先放下工单"),
        Some(Cause::OtherTypes) => ("people of their own, or customers of this type first", "专人接，或先接这一类"),
        Some(Cause::ChatLimit) => ("one chat more at once", "同时多接一个"),
        Some(Cause::Backlog) => ("more people before, so that no backlog comes", "提前加人，不让积压起来"),
        Some(Cause::Rule) => ("another rule of who takes them", "放宽谁能接的规则"),
        Some(Cause::Closed | Cause::Nobody) => ("a shift in these hours", "这个时段排班"),
        Some(Cause::TooFew | Cause::Unanswered) | None => ("more people", "加人"),
    };
    asked.say(en, zh)
}

/// The same of a date that misses what the mean of all days meets.
fn on_the_day(asked: &Asked<'_, '_>, broken: &Broken) -> String {
    let what = remedy(asked, asked.advised());
    let hours = broken.worst.as_ref().and_then(When::hours).map_or_else(String::new, |hours| format!(" {hours}"));
    asked.say(
        format!("that day{hours} {what} (not tried), or say that this day may miss it"),
        format!("当天{hours} {what}（没有试过），或说明这一天允许不达标"),
    )
}

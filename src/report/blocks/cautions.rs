//! What to look at before anything is simulated: doubtful, not impossible.

use super::advice::best_possible;
use crate::catalogue::promised;
use crate::id::IdVec;
use crate::load::{TeamLoad, TypeLoad, unattended};
use crate::model::{Channel, ChatPace, ContactType, Event, Lang, Model, Staffing, Team, TeamId, TypeId};
use crate::report::day_hours::clock;
use crate::report::labels::chats_at_once;
use crate::report::numbers::{duration, interval, length, number, share};
use crate::report::words::say;

/// Sustained work against people above this wears people out.
const TIRING: f64 = 0.88;
/// No shop's bot was seen to contain more.
const CONTAINED: f64 = 0.85;
/// No shop was seen to resolve more.
const RESOLVED: f64 = 0.92;
/// Share of those who reach people that comes when nobody is on shift, from which on it matters what becomes of them.
const ALONE: f64 = 0.02;
/// Human contacts an agent and hour beyond what people do.
const PER_HOUR: f64 = 60.0;
/// Live work against people above which waits by the session are a quarter to half too short where chats differ; and by how
/// much their squared cv must be beyond that of exponential answers (1 / messages).
const MANY_OPEN: f64 = 0.7;
const UNEVEN: f64 = 2.0;
/// Hours a week from which on work is overtime, and hours of it a month that the law allows (PRC).
const WEEK: f64 = 40.0;
const OVERTIME: f64 = 36.0;

/// How much depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// The design cannot work like this.
    Impossible,
    /// It works badly, or something was meant otherwise.
    Doubtful,
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caution {
    /// How much depends on it.
    pub gravity: Gravity,
    /// A sentence.
    pub text: String,
}

/// Sentences about one design, the gravest first.
pub fn cautions(
    model: &Model,
    demand: &IdVec<TypeId, TypeLoad>,
    loads: &IdVec<TeamId, TeamLoad>,
    lang: Lang,
) -> Vec<Caution> {
    let impossible = |text: String| Caution { gravity: Gravity::Impossible, text };
    let doubtful = |text: String| Caution { gravity: Gravity::Doubtful, text };
    let mut found = Vec::new();
    for (id, load) in loads.ids().zip(loads.iter()) {
        found.extend(overloaded(model, id, load, lang).map(impossible));
        found.extend(super::session_clock::looks_like_clock(model, id, load, lang).into_iter().map(impossible));
        found.extend(of_team(model, id, load, lang).into_iter().map(doubtful));
    }
    found.extend(alone(model, demand).map(|(id, per_day)| doubtful(nobody_there(model, demand, id, per_day, lang))));
    for (id, _) in model.types.entries() {
        found.extend(of_type(model, id, lang).into_iter().map(doubtful));
    }
    found.sort_by_key(|caution| caution.gravity);
    found
}

/// Nobody there, or intervals in which queues grow.
fn overloaded(model: &Model, id: TeamId, load: &TeamLoad, lang: Lang) -> Option<String> {
    let name = model.teams[id].label.in_lang(lang);
    if load.people_per_day() <= 0.0 {
        return Some(say(lang, format!("{name}: nobody is ever on duty"), format!("{name}：从来没有人在岗")));
    }
    let staffed = || (0..load.people.len()).filter(|slot| load.people[*slot] > 0.0);
    let when = |over: &[usize]| {
        let (first, last) = (over.first()?, over.last()?);
        let (n, length) = (over.len(), interval(load.interval * 60.0, lang));
        let (from, until) = (clock(*first, load.people.len()), clock(last + 1, load.people.len()));
        Some((
            format!("in {n} interval(s) of {length} between {from} and {until}"),
            format!("{from}–{until} 之间有 {n} 个时段（每段 {length}）"),
        ))
    };
    if let Some(by_clock) = &load.clock {
        let over: Vec<usize> = staffed().filter(|slot| by_clock.taken[*slot] >= by_clock.places[*slot]).collect();
        if let Some((en, zh)) = when(&over) {
            return Some(say(
                lang,
                format!("{name}: more chats are open than there are places {en}; queues grow there"),
                format!("{name}：{zh}同时开着的会话超过能同时接待的总数，会越排越长"),
            ));
        }
    }
    let over: Vec<usize> = staffed().filter(|slot| load.live[*slot] >= load.people[*slot]).collect();
    if let Some((en, zh)) = when(&over) {
        return Some(say(
            lang,
            format!("{name}: chats and calls alone bring more work than there are people {en}; queues grow there"),
            format!("{name}：{zh}仅会话与电话的工时就超过在席人数，会越排越长"),
        ));
    }
    let over: Vec<usize> = staffed().filter(|slot| load.needed[*slot] >= load.people[*slot]).collect();
    let (en, zh) = when(&over)?;
    let (places_en, places_zh) = places(&model.teams[id]);
    Some(say(
        lang,
        format!(
            "{name}: chats come faster than {places_en} can finish them {en}, as hands rest while customers \
             write and switching takes time; queues grow there"
        ),
        format!("{name}：{zh}会话太多，{places_zh}也接不完（等客户回复时手闲着，来回切换也费时），会越排越长"),
    ))
}

/// The places of a team's people.
fn places(team: &Team) -> (String, String) {
    let places = chats_at_once(team, Lang::En);
    if team.limits_differ() {
        return (
            format!("their places ({places})"),
            format!("各人按自己的上限（{}）同时接", chats_at_once(team, Lang::Zh)),
        );
    }
    (format!("{places} places an agent"), format!("每人同时接 {places} 个"))
}

fn of_team(model: &Model, id: TeamId, load: &TeamLoad, lang: Lang) -> Vec<String> {
    let name = model.teams[id].label.in_lang(lang);
    let (people, work) = (load.people_per_day(), load.work_per_day());
    if people <= 0.0 {
        return Vec::new();
    }
    let mut found = Vec::new();
    found.extend(uneven_sessions(model, id, load, lang));
    if let Some(overtime) = planned_overtime(model, id).filter(|hours| *hours > OVERTIME) {
        let (week, overtime) = (WEEK + overtime * 12.0 / 52.0, number(overtime, -1));
        let week = number(week, -1);
        found.push(say(
            lang,
            format!(
                "{name}: shifts of {week} hours a week a head are {overtime} hours of overtime a month; {OVERTIME} are allowed"
            ),
            format!("{name}：人均每周排班 {week} 小时，即每月加班 {overtime} 小时，上限为 {OVERTIME} 小时"),
        ));
    }
    if work > TIRING * people {
        let (value, limit) = (share((work / people * 1000.0).round() / 1000.0), share(TIRING));
        found.push(say(
            lang,
            format!("{name}: {value} of the time at the desk is work, above {limit}: tickets pile up and people tire"),
            format!("{name}：工时占在席时间的 {value}，高于 {limit}：工单会积压，人会疲惫"),
        ));
    }
    let contacts = load.contacts;
    if contacts > PER_HOUR * people {
        let rate = (contacts / people).round();
        found.push(say(
            lang,
            format!("{name}: {rate} contacts an hour at the desk; people do not do more than {PER_HOUR}"),
            format!("{name}：每在席小时 {rate} 个咨询，人做不到 {PER_HOUR} 个以上"),
        ));
    }
    found
}

/// Chats by the session that make waits look shorter than they are: at a load at which many chats are open, with efforts
/// that differ more from chat to chat than exponential answers make them.
fn uneven_sessions(model: &Model, id: TeamId, load: &TeamLoad, lang: Lang) -> Option<String> {
    let busiest = load.tightest(false).map_or(0.0, |(_, share)| share);
    let spread = model.types.iter().filter_map(|kind| match &kind.pace {
        ChatPace::Loop { messages, .. } if kind.channel == Channel::Chat && kind.turns.is_none() => {
            let serves = kind.is_first(id);
            let cv = kind.effort.cv();
            (serves && cv * cv > UNEVEN / messages).then_some(cv)
        }
        _ => None,
    });
    let spread = spread.max_by(f64::total_cmp).filter(|_| busiest > MANY_OPEN && model.teams[id].places > 1)?;
    let (name, busiest, cv) =
        (model.teams[id].label.in_lang(lang), share((busiest * 100.0).round() / 100.0), number(spread, -1));
    Some(say(
        lang,
        format!(
            "{name}: chats differ (cv of the effort {cv}) and take {busiest} of the time at the busiest: by the session waits \
             then come out up to half too short; detail = \"message\" is the reference"
        ),
        format!(
            "{name}：会话长短不一（工时变异系数 {cv}），最忙时占用在席时间的 {busiest}：按会话模拟的等待可能偏短，最多短一半；\
             以 detail = \"message\" 为准"
        ),
    ))
}

/// Hours a head and month beyond forty a week, as the shifts are planned, breaks apart; none where people have no names.
fn planned_overtime(model: &Model, id: TeamId) -> Option<f64> {
    let Staffing::People(roster) = &model.teams[id].staffing else { return None };
    let calendar = &model.calendar;
    let counted =
        || calendar.epoch_day(calendar.warm_up_days)..calendar.epoch_day(calendar.warm_up_days + calendar.days);
    let on_duty = roster.plan.on_duty_share(roster.headcount, roster.shifts.len(), counted());
    let shares = roster.plan.shift_shares(roster.shifts.len(), counted());
    let hours = roster
        .hours_by_shift(counted())
        .into_iter()
        .map(|days| days.iter().map(|(day, fraction)| day.paid_seconds() / 3600.0 * fraction).sum::<f64>());
    let a_day: f64 = hours.zip(shares).map(|(hours, share)| hours * share).sum();
    Some((a_day * on_duty * 7.0 - WEEK) * 52.0 / 12.0)
}

/// Types of which more than a few come when nobody is on shift, with nothing said of them: how many a day.
pub fn alone(model: &Model, demand: &IdVec<TypeId, TypeLoad>) -> impl Iterator<Item = (TypeId, f64)> {
    let alone = unattended(model, demand);
    let many = |id: TypeId| alone[id] > ALONE * demand[id].people_per_day();
    let found: Vec<(TypeId, f64)> = model
        .types
        .entries()
        .filter(|(id, kind)| kind.closed.is_none() && many(*id))
        .map(|(id, _)| (id, alone[id]))
        .collect();
    found.into_iter()
}

/// What becomes of them, and the line that says it.
fn nobody_there(model: &Model, demand: &IdVec<TypeId, TypeLoad>, id: TypeId, per_day: f64, lang: Lang) -> String {
    let kind = &model.types[id];
    let (name, path) = (kind.label.in_lang(lang), kind.label.in_path());
    let of_all = share((per_day / demand[id].people_per_day() * 1000.0).round() / 1000.0);
    let per_day = number(per_day, -1);
    let (there_en, there_zh) = match kind.hours {
        Some(_) => {
            ("outside the hours, or when nobody who may serve them is on shift", "在服务时间之外，或没有能接待的人在岗")
        }
        None => ("when nobody who may serve them is on shift", "没有能接待的人在岗"),
    };
    let (en, zh) = match kind.patience {
        Some(_) => ("they wait with their patience and give up", "他们按耐心等待，等不及就放弃"),
        None => ("they wait until somebody comes", "他们一直等到有人上班"),
    };
    say(
        lang,
        format!(
            "{name}: {per_day} contacts a day ({of_all}) come {there_en}; without `closed` {en}; \
             or contact.{path}.closed = {{ leaves_message = 0.5 }}"
        ),
        format!(
            "{name}：每天 {per_day} 个咨询（{of_all}）来时{there_zh}；没写 `closed`，{zh}；\
             或写 contact.{path}.closed = {{ leaves_message = 0.5 }}"
        ),
    )
}

/// Chats that are closed after the last answer before their customers are reminded.
fn never_reminded(kind: &ContactType, name: &str, lang: Lang) -> Option<String> {
    let closed = kind.turns.as_ref()?.always_lingers()?;
    let after = kind.reminders().iter().map(|reminder| reminder.after).find(|after| *after >= closed)?;
    let [closed, after] = [closed, after].map(|time| duration(time.seconds(), lang));
    Some(say(
        lang,
        format!(
            "{name}: the chat is closed {closed} after the last answer: the reminder after {after} reaches nobody then; `linger` \
             keeps it open"
        ),
        format!("{name}：最后一条回复 {closed} 后会话就结束，{after} 的提醒此时发不出；把 `linger` 写长"),
    ))
}

fn of_type(model: &Model, id: TypeId, lang: Lang) -> Vec<String> {
    let kind = &model.types[id];
    let name = kind.label.in_lang(lang);
    let mut found = Vec::new();
    for promise in promised(model).iter().filter(|one| one.of == id) {
        let Some(best) = best_possible(model, promise).filter(|best| *best < promise.share) else { continue };
        let (best, goal) = (share(best), share(promise.share));
        found.push(say(
            lang,
            format!(
                "{name}: no number of people reaches {goal} within target: with one chat open {best} of answers are"
            ),
            format!("{name}：增加人手也达不到 {goal}：即使只开一个会话，及时回复也只有 {best}"),
        ));
    }
    if !kind.is_done() {
        found.push(say(
            lang,
            format!("{name}: nobody sends it in this design: no team serves it, and no bot"),
            format!("{name}：这个方案里没有小组负责，也没有机器人，所以不发"),
        ));
    }
    if let Some(bot) = kind.bot.as_ref().filter(|_| !kind.outreach) {
        if bot.contained() > CONTAINED {
            let value = share(bot.contained());
            found.push(say(
                lang,
                format!("{name}: a bot that contains {value} has not been seen"),
                format!("{name}：没有见过拦截 {value} 的机器人"),
            ));
        }
        let nobody_returns = kind.rules[Event::FalselyContained as usize].is_empty();
        if bot.contains > 0.0 && bot.resolves < 1.0 && nobody_returns {
            let value = share(1.0 - bot.resolves);
            found.push(say(
                lang,
                format!("{name}: {value} of what the bot contains is not solved, and nobody comes back: is that so?"),
                format!("{name}：机器人拦截的有 {value} 没有解决，却没有人再来：是这样吗？"),
            ));
        }
    }
    found.extend(super::cold_start::beyond_warm_up(model, id).map(|wait| {
        let (long, warm_up) = (length(wait, lang), super::cold_start::warm_up(wait));
        say(
            lang,
            format!(
                "{name}: tickets wait {long} by design, and counting begins with nothing open: until then less work and more open \
                 tickets than later; write warm_up = \"{warm_up} days\""
            ),
            format!(
                "{name}：工单按流程要等 {long}，而统计从一单未开开始：头几天活偏少，未结工单看着一直涨；请写 warm_up = \"{warm_up} days\""
            ),
        )
    }));
    found.extend(never_reminded(kind, name, lang));
    if kind.is_live() && kind.resolved > RESOLVED && kind.resolved < 1.0 {
        let value = share(kind.resolved);
        found.push(say(
            lang,
            format!("{name}: {value} resolved by one answer is more than shops report"),
            format!("{name}：一次解决率 {value}，高于各店的水平"),
        ));
    }
    found
}

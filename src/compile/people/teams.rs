//! Teams: whom they serve, and how well.

use super::chat_limits::chat_limits;
use super::pay::severance;
use super::staffing::staffing;
use super::turnover::{people, share_people};
use crate::compile::checks::limits::SPEED_CV;
use crate::compile::context::Context;
use crate::compile::laws::label;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::id::{Id, IdVec};
use crate::model::{
    AnswerOrder, Channel, ContactType, Level, Pay, People, Skill, StaffedByNumber, Staffing, Team, TeamId, TypeId,
};
use crate::say;
use crate::scenario::schema::{self, AnswersWord, TeamChange};
use crate::scenario::values::read::At;

/// The teams.
pub fn teams(context: &Context<'_>, types: &IdVec<TypeId, ContactType>, out: &mut Diagnostics) -> IdVec<TeamId, Team> {
    let mut teams = IdVec::new();
    for (name, entry) in &context.design.team.0 {
        teams.push(match &entry.value {
            Some(text) => team(context, name, &entry.key, text, types, out),
            None => blank(name, types.len()),
        });
    }
    if teams.is_empty() {
        out.push(Diagnostic::error(
            Code::NoTeam,
            &context.design_place,
            say!("this design has no team", "这个方案没有小组"),
        ));
    }
    share_people(&mut teams);
    teams
}

fn team(
    context: &Context<'_>,
    name: &str,
    key: &Place,
    text: &schema::TeamText,
    types: &IdVec<TypeId, ContactType>,
    out: &mut Diagnostics,
) -> Team {
    let mut made = blank(name, types.len());
    made.label = label(name, text.name.as_ref());
    serves(context, name, text, types, &mut made, out);
    skills(context, name, text, types, &mut made, out);
    of_chats(name, text, &made.serves, types, out);
    made.turns = one_mind(name, text, &made.serves, types, out);
    made.answers = answers(text, made.turns, out);
    made.switching = text.switching.as_ref().map_or(0.0, |s| s.value.0);
    if let Some(cv) = text.speed_cv.as_ref() {
        if cv.value.0 != 0.0 && !SPEED_CV.contains(&cv.value.0) {
            let (low, high) = (SPEED_CV.start(), SPEED_CV.end());
            let text = say!("`speed_cv` is 0, or from {low} to {high}", "`speed_cv` 为 0，或在 {low} 到 {high} 之间");
            out.push(Diagnostic::error(Code::OutOfRange, &cv.place, text));
        }
        made.speed_cv = cv.value.0;
    }
    made.people = people(context, name, text, out);
    made.staffing = staffing(context, name, key, text, out);
    chat_limits(text, types, &mut made, out);
    made.pay = text.pay.as_ref().map(|p| super::pay::pay(p, text.staffed.is_some(), out));
    made.severance = severance(context, (&made.label, text), made.pay.as_ref(), out);
    crate::compile::contact::sale::check_commission(name, text, &made, types, out);
    made
}

/// What a team serves, level by level.
fn serves(
    context: &Context<'_>,
    name: &str,
    text: &schema::TeamText,
    types: &IdVec<TypeId, ContactType>,
    made: &mut Team,
    out: &mut Diagnostics,
) {
    let mut seen: Vec<(TypeId, Place)> = Vec::new();
    for level in &text.serves.value.0 {
        let mut kept = Level::default();
        for one in level {
            let Some(id) = context.type_id(one, out) else { continue };
            let called = &one.value;
            if context.streams.contains(&id) {
                out.push(Diagnostic::error(
                    Code::Misplaced,
                    &one.place,
                    say!("`{called}` is a stream: nobody serves it", "`{called}` 是订单流，不需要人接待"),
                ));
                continue;
            }
            if let Some((_, before)) = seen.iter().find(|(t, _)| *t == id) {
                out.push(
                    Diagnostic::error(
                        Code::Twice,
                        &one.place,
                        say!("`{called}` is served twice", "`{called}` 写了两次"),
                    )
                    .also(before, say!("first here", "第一次在这里")),
                );
                continue;
            }
            seen.push((id, one.place.clone()));
            made.skills[id.index()] = Some(Skill { effort: 1.0, resolved: 1.0 });
            if types[id].ticket.is_some() { kept.tickets.push(id) } else { kept.live.push(id) }
        }
        if !kept.live.is_empty() || !kept.tickets.is_empty() {
            made.serves.push(kept);
        }
    }
    if text.serves.value.0.iter().all(Vec::is_empty) {
        out.push(Diagnostic::error(
            Code::ServesNothing,
            &text.serves.place,
            say!("team `{name}` serves nothing", "小组 `{name}` 什么都不接待"),
        ));
    }
}

/// How well it does what it serves.
fn skills(
    context: &Context<'_>,
    name: &str,
    text: &schema::TeamText,
    types: &IdVec<TypeId, ContactType>,
    made: &mut Team,
    out: &mut Diagnostics,
) {
    for (of, entry, skill) in text.skill.iter() {
        let Some(id) = context.type_id(&At { value: of.to_string(), place: entry.key.clone() }, out) else { continue };
        if made.skills[id.index()].is_none() {
            if !context.streams.contains(&id) {
                out.push(
                    Diagnostic::error(
                        Code::Misplaced,
                        &entry.key,
                        say!("team `{name}` does not serve `{of}`", "小组 `{name}` 不接待 `{of}`"),
                    )
                    .also(&text.serves.place, say!("it serves these", "它接待这些")),
                );
            }
            continue;
        }
        made.skills[id.index()] = Some(skill_of(skill, &types[id], out));
    }
}

/// Whether the team's chats go by the message. One mind cannot have some of each.
fn one_mind(
    name: &str,
    text: &schema::TeamText,
    serves: &[Level],
    types: &IdVec<TypeId, ContactType>,
    out: &mut Diagnostics,
) -> bool {
    let chats = || serves.iter().flat_map(|level| &level.live).filter(|id| types[**id].channel == Channel::Chat);
    let by_message = chats().find(|id| types[**id].turns.is_some());
    let by_session = chats().find(|id| types[**id].turns.is_none());
    if let (Some(a), Some(b)) = (by_message, by_session) {
        let (a, b) = (&types[*a].label.key, &types[*b].label.key);
        let why = say!(
            "team `{name}` serves `{a}` by the message and `{b}` by the session",
            "小组 `{name}` 接待的 `{a}` 按消息模拟，`{b}` 按会话模拟"
        );
        out.push(
            Diagnostic::error(Code::Detail, &text.serves.place, why)
                .help(say!("give all chats of a team the same `detail`", "同一小组的会话请写相同的 `detail`")),
        );
    }
    by_message.is_some()
}

/// What says how a team goes about chats does nothing where it serves none.
fn of_chats(
    name: &str,
    text: &schema::TeamText,
    serves: &[Level],
    types: &IdVec<TypeId, ContactType>,
    out: &mut Diagnostics,
) {
    if serves.iter().flat_map(|level| &level.live).any(|id| types[*id].channel == Channel::Chat) {
        return;
    }
    let guests = text.people.iter().filter_map(|(_, _, people)| people.chats.as_ref());
    let newcomers = text.ramp.iter().filter_map(|(_, _, step)| step.chats.as_ref());
    let chats = text.chats.iter().map(|chats| &chats.place).chain(guests.chain(newcomers).map(|chats| &chats.place));
    let said =
        chats.map(|place| ("chats", place)).chain(text.switching.iter().map(|share| ("switching", &share.place)));
    for (key, place) in said {
        let why = say!(
            "`{key}` does nothing here: team `{name}` serves no chats",
            "`{key}` 在这里不起作用：小组 `{name}` 不接会话"
        );
        let here = say!("none of these is one", "这里没有会话");
        out.push(Diagnostic::warning(Code::Misplaced, place, why).also(&text.serves.place, here));
    }
}

/// Which message is answered next, where there are any.
fn answers(text: &schema::TeamText, turns: bool, out: &mut Diagnostics) -> AnswerOrder {
    let Some(answers) = &text.answers else { return AnswerOrder::default() };
    if !turns {
        let why = say!("`answers` is for chats by the message", "`answers` 只用于按消息模拟的会话");
        let here = say!("none of these is one", "这里没有这样的会话");
        out.push(Diagnostic::error(Code::Misplaced, &answers.place, why).also(&text.serves.place, here));
    }
    match answers.value {
        AnswersWord::Oldest => AnswerOrder::Oldest,
        AnswersWord::Newest => AnswerOrder::Newest,
        AnswersWord::NewChats => AnswerOrder::NewChats,
    }
}

fn blank(name: &str, types: usize) -> Team {
    Team {
        label: label(name, None),
        serves: Vec::new(),
        skills: vec![None; types],
        places: 1,
        places_by_person: Vec::new(),
        switching: 0.0,
        turns: false,
        answers: AnswerOrder::default(),
        speed_cv: 0.0,
        people: People::of(name),
        staffing: Staffing::Number(StaffedByNumber::always(0)),
        pay: None::<Pay>,
        severance: Vec::new(),
    }
}

fn skill_of(text: &schema::SkillText, of: &ContactType, out: &mut Diagnostics) -> Skill {
    let mean = of.effort.mean_seconds();
    let effort = match text.effort.as_ref().map(|c| (c.value, &c.place)) {
        None => 1.0,
        Some((TeamChange::Times(f), _)) => f,
        Some((TeamChange::Seconds(s), _)) if mean > 0.0 => s / mean,
        Some((_, place)) => {
            out.push(Diagnostic::error(
                Code::Unit,
                place,
                say!(
                    "an effort is \"*1.1\" or a duration such as \"120 s\"",
                    "人工工时请写 \"*1.1\" 或时长，例如 \"120 s\""
                ),
            ));
            1.0
        }
    };
    let own = of.resolved;
    let wanted = match text.resolved.as_ref().map(|c| (c.value, &c.place)) {
        None => return Skill { effort, resolved: 1.0 },
        Some((TeamChange::Times(f), place)) => (own * f, place),
        Some((TeamChange::Points(p), place)) => (own + p, place),
        Some((TeamChange::Number(x), place)) => (x, place),
        Some((TeamChange::Seconds(_), place)) => (f64::NAN, place),
    };
    if !(0.0..=1.0).contains(&wanted.0) {
        let x = wanted.0;
        out.push(Diagnostic::error(
            Code::Share,
            wanted.1,
            say!("this makes a resolved share of {x}, outside 0 to 1", "这样解决率是 {x}，不在 0 到 1 之间"),
        ));
    }
    Skill { effort, resolved: if own > 0.0 { wanted.0 / own } else { 0.0 } }
}

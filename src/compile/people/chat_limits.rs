//! How many chats each of a team's people takes at once.

use crate::compile::checks::limits::PLACES;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::id::IdVec;
use crate::model::{Channel, ContactType, PersonLimit, Plan, Staffing, Team, TypeId};
use crate::say;
use crate::scenario::schema::{ChatsText, LimitText, TeamText};
use crate::scenario::values::plain::Count;
use crate::scenario::values::read::At;

/// Places of a team's people, and of those who come for a day; a team without chats has one, or as many as its largest
/// ticket takes.
pub(crate) fn chat_limits(text: &TeamText, types: &IdVec<TypeId, ContactType>, made: &mut Team, out: &mut Diagnostics) {
    let slots = |id: &TypeId| types[*id].ticket.as_ref().map_or(1, |ticket| ticket.slots);
    let largest = made.serves.iter().flat_map(|level| &level.tickets).copied().max_by_key(slots);
    if made.serves.iter().flat_map(|level| &level.live).all(|id| types[*id].channel != Channel::Chat) {
        made.places = largest.as_ref().map_or(1, slots);
        return as_one(made);
    }
    made.places_by_person = match &text.chats {
        None => vec![1],
        Some(At { value: ChatsText::Everybody(all), .. }) => vec![limit(all, out)],
        Some(At { value: ChatsText::Groups(groups), place }) => by_person(groups, place, &made.staffing, out),
    };
    let all: Vec<u16> = made.places_by_person.iter().copied().chain(of_guests(&made.staffing)).collect();
    made.places = all.iter().copied().max().unwrap_or(1);
    if let Some(largest) = largest {
        room_for((&types[largest].label.key, slots(&largest)), &all, text, out);
    }
    if made.places_by_person.iter().all(|places| *places == made.places) {
        made.places_by_person.clear();
    }
}

/// Where nobody takes chats, nobody's chats are limited.
fn as_one(made: &mut Team) {
    if let Staffing::People(roster) = &mut made.staffing {
        roster.payroll.limits.clear();
        roster.day_paid.iter_mut().for_each(|come| come.limit = PersonLimit::OfNumber);
    }
}

/// Places of those who come for a day and have a limit of their own.
fn of_guests(staffing: &Staffing) -> Vec<u16> {
    let Staffing::People(roster) = staffing else { return Vec::new() };
    let own = roster.day_paid.iter().map(|come| come.limit);
    own.filter_map(|limit| if let PersonLimit::Own(places) = limit { Some(places) } else { None }).collect()
}

/// Whether anybody has room for a ticket of so many places, and everybody; `all`: the limits that there are.
fn room_for((name, slots): (&str, u16), all: &[u16], text: &TeamText, out: &mut Diagnostics) {
    let at = text.chats.as_ref().map_or(&text.serves.place, |chats| &chats.place);
    let (most, fewest) = (all.iter().max().copied().unwrap_or(1), all.iter().min().copied().unwrap_or(1));
    if slots > most {
        let why = say!(
            "`{name}` takes {slots} places, an agent has {most}",
            "`{name}` 要占 {slots} 个接待位，而每人只有 {most} 个"
        );
        let help = say!("raise `chats`, or lower `slots`", "请提高 `chats`，或降低 `slots`");
        out.push(Diagnostic::error(Code::Slots, at, why).help(help));
    } else if slots > fewest {
        let why = say!(
            "`{name}` takes {slots} places: those who have {fewest} never do it",
            "`{name}` 要占 {slots} 个接待位：只有 {fewest} 个接待位的人永远接不了"
        );
        out.push(Diagnostic::warning(Code::Slots, at, why));
    }
}

/// A limit of open chats, in range.
pub(crate) fn limit(chats: &At<Count>, out: &mut Diagnostics) -> u16 {
    if chats.value.0 == 0 || chats.value.0 > PLACES {
        let why = say!("an agent takes 1 to {PLACES} chats at once", "同时接待上限是 1 到 {PLACES}");
        out.push(Diagnostic::error(Code::OutOfRange, &chats.place, why));
    }
    chats.value.0.clamp(1, PLACES) as u16
}

/// Limits by number of the agent. Whoever is named has that of their group; of the others the lowest numbers are the first
/// groups; groups are as many as there are people, unless the last is all others.
fn by_person(groups: &[At<LimitText>], place: &Place, staffing: &Staffing, out: &mut Diagnostics) -> Vec<u16> {
    let people = match staffing {
        Staffing::People(roster) => roster.most(),
        Staffing::Number(number) => number.most(),
    } as usize;
    let before = out.reported();
    let mut named: Vec<Option<u16>> = vec![None; people];
    let mut in_turn: Vec<u16> = Vec::new();
    let mut others = None;
    for (n, group) in groups.iter().enumerate() {
        let chats = limit(&group.value.chats, out);
        match (&group.value.count, &group.value.who[..]) {
            (None, who @ [_, ..]) => {
                who.iter().filter_map(|one| numbered(one, staffing, out)).for_each(|at| named[at] = Some(chats));
            }
            (Some(count), []) => in_turn.extend(std::iter::repeat_n(chats, (count.value.0 as usize).min(people + 1))),
            (Some(count), _) => {
                let why = say!("`who` says how many they are", "写了 `who` 就已经有人数");
                out.push(Diagnostic::error(Code::Twice, &count.place, why));
            }
            (None, []) if n + 1 == groups.len() => others = Some(chats),
            (None, []) => {
                let why = say!("how many people are these?", "这一组有几个人？");
                let help = say!(
                    "only the last group may leave `count` out: it is all others",
                    "只有最后一组可以不写 `count`，表示其余的人"
                );
                out.push(Diagnostic::error(Code::Missing, &group.place, why).help(help));
            }
        }
    }
    let said = in_turn.len() + named.iter().flatten().count();
    // A team whose people could not be read has none, which is reported.
    if people > 0 && out.reported() == before && (said > people || said < people && others.is_none()) {
        other_number(groups, people, place, out);
    }
    let last = others.or(in_turn.last().copied()).or(named.iter().flatten().last().copied()).unwrap_or(1);
    let mut in_turn = in_turn.into_iter();
    let mut all: Vec<u16> = named.into_iter().map(|own| own.or_else(|| in_turn.next()).unwrap_or(last)).collect();
    // Whoever comes for the day.
    all.push(last);
    all
}

/// The groups are not as many as the people.
fn other_number(groups: &[At<LimitText>], people: usize, place: &Place, out: &mut Diagnostics) {
    let in_group =
        |group: &At<LimitText>| group.value.count.as_ref().map_or(group.value.who.len() as u64, |n| n.value.0.into());
    let said: u64 = groups.iter().map(in_group).sum();
    let why = say!("these groups are {said} people, the team has {people}", "这几组共 {said} 人，而小组有 {people} 人");
    let help = if let Some(beyond) = said.checked_sub(people as u64).filter(|beyond| *beyond > 0) {
        say!("{beyond} fewer, or a larger team", "少写 {beyond} 人，或增加小组人数")
    } else {
        say!("leave `count` out of the last group: it is all others", "最后一组不写 `count`，表示其余的人")
    };
    out.push(Diagnostic::error(Code::Headcount, place, why).help(help));
}

/// The number of somebody in the team's roster.
fn numbered(who: &At<String>, staffing: &Staffing, out: &mut Diagnostics) -> Option<usize> {
    let Staffing::People(roster) = staffing else { return no_names(who, out) };
    let Plan::Dated(dated) = &roster.plan else { return no_names(who, out) };
    let found = dated.names.iter().position(|name| *name == who.value.trim());
    if found.is_none() {
        let names: Vec<&str> = dated.names.iter().map(String::as_str).collect();
        let called = &who.value;
        let why = say!("nobody in the roster is called `{called}`", "排班表里没有 `{called}`");
        out.push(Diagnostic::error(Code::UnknownName, &who.place, why).near_or_list(called, &names));
    }
    found
}

fn no_names(who: &At<String>, out: &mut Diagnostics) -> Option<usize> {
    let why = say!("only people of a `roster` have names", "只有写了 `roster`（排班表）的人才有名字");
    let help = say!("say how many: {{ count = 2, chats = 5 }}", "请写人数：{{ count = 2, chats = 5 }}");
    out.reject(Diagnostic::error(Code::Misplaced, &who.place, why).help(help))
}

//! Designs: as it is, and the idea.

use super::contacts::named;
use super::lines::{Lines, plain, quoted, share, sourced, spread};
use super::{Work, answered};
use crate::diagnostic::Text;
use crate::facts::answers::Answers;
use crate::facts::cell::Value;
use crate::facts::moments::clock_text;
use crate::facts::people::{Staff, Team};
use crate::facts::shifts::Shift;
use crate::facts::worked::Spread;
use crate::say;

/// `[defaults.team]`, `[design.now]`, `[design.idea]`.
pub fn organisations(work: &Work<'_>, lines: &mut Lines) {
    lines.heading(&say!("people", "人员"));
    in_common(work, lines);
    lines.table("design.now");
    lines.put("name", "\"现状 | As it is\"");
    bots(work, lines);
    let kinds = work.worked.chats.iter().any(|chat| chat.contains.likely > 0.0);
    if let (Some(month), true) = (answered(work, "bot_month", 0), kinds) {
        lines.put("costs", &format!("{{ bot = {{ month = {month} }} }}"));
    }
    for team in &work.shop.people.teams {
        if let Some(staff) = &team.now {
            team_table(work, ("now", team), staff, lines);
        }
    }
    if work.shop.has_idea() {
        idea(work, lines);
    }
}

fn in_common(work: &Work<'_>, lines: &mut Lines) {
    let answers = work.answers();
    lines.table("defaults.team");
    match answers.number("limit", 0) {
        Some(limit) => lines.put("chats", &sourced(&plain(limit.value.round()), &limit.cell)),
        None => lines.defaults.push(say!("at most 5 chats at once (3–8)", "最多同时接 5 个（3–8）")),
    }
    if work.by_message {
        lines.noted("answers", "\"new_chats\"", &say!("who has no answer yet comes first", "先回还没有首响的"));
    }
    let shifts = &work.shop.people.shifts;
    lines.defaults.extend(work.shop.people.taken.iter().cloned());
    for shift in shifts {
        let cell = &shift.cell;
        lines.noted(&format!("shifts.{}", shift.key), &hours(shift), &say!("{cell}", "{cell}"));
        if shift.rest > 0 && !shift.window_given {
            let (name, from, until) = (&shift.name, clock_text(shift.window.0), clock_text(shift.window.1));
            lines.defaults.push(say!("{name}: break between {from} and {until}", "{name}：在 {from}–{until} 之间休息"));
        }
    }
    if shifts.len() > 1 {
        // Rounded shares would no longer be a whole.
        let all: Vec<String> = shifts.iter().map(|shift| format!("{} = {}", shift.key, shift.split)).collect();
        lines.put("split", &format!("{{ {} }}", all.join(", ")));
    }
    match answers.word("rest", 0) {
        Some(rest) => {
            let cell = answers.reply("rest", 0).map(|reply| reply.typed.name.clone()).unwrap_or_default();
            lines.noted("rest", &quoted(rest), &say!("{cell}", "{cell}"));
        }
        None => lines.defaults.push(say!("one day off a week", "每周休一天")),
    }
    pay(work, lines);
}

/// `[defaults.team.pay]`, and what is wanted for a sum of costs.
fn pay(work: &Work<'_>, lines: &mut Lines) {
    let bot = work.worked.chats.iter().any(|chat| chat.contains.likely > 0.0);
    let prices = [
        ("month", "pay", say!("pay", "工资")),
        ("loading", "loading", say!("what the employer pays on top", "公司另付部分")),
        ("seat", "seat", say!("a seat", "工位")),
        ("", "bot_month", say!("the bot", "机器人月费")),
    ];
    let wanted =
        prices.iter().filter(|(key, asked, _)| (!key.is_empty() || bot) && work.answers().number(asked, 0).is_none());
    let wanted: Vec<&Text> = wanted.map(|(.., name)| name).collect();
    if !wanted.is_empty() {
        let en: Vec<&str> = wanted.iter().map(|name| &*name.en).collect();
        let zh: Vec<&str> = wanted.iter().map(|name| &*name.zh).collect();
        let (en, zh) = (en.join(", "), zh.join("、"));
        lines.defaults.push(say!("no sum of costs, as these were not given: {en}", "没有成本合计，因为没有填：{zh}"));
    }
    let given: Vec<(&str, String)> = prices
        .iter()
        .filter(|(key, ..)| !key.is_empty())
        .filter_map(|(key, asked, _)| Some((*key, answered(work, asked, 0)?)))
        .collect();
    if given.iter().all(|(key, _)| *key != "month") {
        return;
    }
    lines.table("defaults.team.pay");
    for (key, value) in given {
        lines.put(key, &value);
    }
}

fn hours(shift: &Shift) -> String {
    let span = |(from, until): (i32, i32)| format!("{}-{}", clock_text(from), clock_text(until));
    let rest = if shift.rest == 0 {
        String::new()
    } else {
        format!(", break = \"{} min in {}\"", shift.rest, span(shift.window))
    };
    format!("{{ name = {}, hours = \"{}\"{rest} }}", quoted(&shift.name), span((shift.from, shift.until)))
}

fn bots(work: &Work<'_>, lines: &mut Lines) {
    let answers = work.answers();
    for (kind, chat) in answers.kinds.iter().zip(&work.worked.chats) {
        let idea = answers.number("idea_bot", kind.slot).is_some_and(|one| one.value > 0.0);
        if chat.contains.likely == 0.0 && !idea {
            continue;
        }
        let told = chat.contains_cell.as_ref().map(|cell| sourced(&share(chat.contains.likely), cell));
        let contains = told.unwrap_or_else(|| {
            let Spread { low, likely, high } = chat.contains;
            let [low, likely, high] = [low, likely, high].map(|one| plain(one * 100.0));
            let (en, zh) = (&kind.name.en, &kind.name.zh);
            lines.defaults.push(say!(
                "{en}: the bot ends {likely} % alone ({low}–{high} %)",
                "{zh}：机器人独立接完 {likely}%（{low}–{high}%）"
            ));
            spread(chat.contains, plain, "[assume] a first month to a mature bot: please look")
        });
        bot(work, kind.slot, &format!("bot.{}", kind.key), &contains, lines);
    }
}

fn bot(work: &Work<'_>, slot: usize, key: &str, contains: &str, lines: &mut Lines) {
    let resolves = answered(work, "bot_resolves", slot).map(|value| format!(", resolves = {value}"));
    lines.put(key, &format!("{{ contains = {contains}{} }}", resolves.unwrap_or_default()));
}

fn team_table(work: &Work<'_>, (design, team): (&str, &Team), staff: &Staff, lines: &mut Lines) {
    lines.table(&format!("design.{design}.team.{}", team.key));
    lines.put("name", &quoted(&team.name));
    lines.put("headcount", &sourced(&plain(staff.people), &staff.cell));
    lines.put("serves", &serves(work.answers(), staff));
}

/// Live contacts are one level, tickets the next.
fn serves(answers: &Answers, staff: &Staff) -> String {
    let list = |keys: Vec<String>| format!("[{}]", keys.join(", "));
    let kinds: Vec<String> = staff.kinds.iter().map(|kind| quoted(&answers.kinds[*kind].key)).collect();
    let has_tickets = |ticket: &&usize| answers.number("tickets", answers.tickets[**ticket].slot).is_some();
    let tickets =
        staff.tickets.iter().filter(has_tickets).map(|ticket| quoted(&answers.tickets[*ticket].key)).collect();
    let levels: Vec<String> = [kinds, tickets].into_iter().filter(|level| !level.is_empty()).map(list).collect();
    list(levels)
}

fn idea(work: &Work<'_>, lines: &mut Lines) {
    let answers = work.answers();
    let name = match answers.reply("idea", 0).map(|reply| &reply.value) {
        Some(Some(Value::Words(words))) => quoted(words),
        _ => named(&say!("The idea", "想法")),
    };
    lines.table("design.idea");
    lines.put("name", &name);
    lines.put("like", "\"now\"");
    let people = work.shop.has_idea_of_people();
    if people {
        lines.put("without", "[\"team.*\"]");
    }
    for kind in &answers.kinds {
        if let Some(one) = answers.number("idea_bot", kind.slot) {
            bot(work, kind.slot, &format!("bot.{}", kind.key), &sourced(&share(one.value), &one.cell), lines);
        }
    }
    for team in work.shop.people.teams.iter().filter(|_| people) {
        if let Some(staff) = &team.idea {
            team_table(work, ("idea", team), staff, lines);
        }
    }
}

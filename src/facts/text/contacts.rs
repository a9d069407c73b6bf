//! Kinds of contact and of ticket, and how many come.

use super::lines::{Lines, hundredths, plain, quoted, rounded, share, sourced, spread, time};
use super::{Work, promotion};
use crate::diagnostic::Text;
use crate::facts::answers::{Kind, Number, cell_of};
use crate::facts::readings::time_text;
use crate::facts::worked::{
    Chat, PAUSE, RESOLVED, RETURNS, Session, Spread, TICKET, Way, counts, profile, repeats_on_top, usual_effort,
};
use crate::say;

/// Who leaves before buying has paid nothing; seconds that they wait.
const BUYER_WAITS: Spread = Spread { low: 120.0, likely: 210.0, high: 480.0 };
/// Of those who write when nobody is there.
const LEAVES_MESSAGE: Spread = Spread { low: 0.2, likely: 0.4, high: 0.6 };

/// `[calendar]`, `[volume]` and what all chats have in common; what was worked out.
pub fn demand(work: &Work<'_>, lines: &mut Lines) -> Vec<Text> {
    let (answers, worked) = (work.answers(), work.worked);
    lines.heading(&say!("how many come", "咨询量"));
    promotion::calendar(work, lines);
    lines.table("volume");
    let cell = &work.shop.demand.cell;
    let per_day = plain(worked.per_day.round());
    let per_day = if cell.is_empty() { per_day } else { sourced(&per_day, cell) };
    lines.put("contacts_per_day", &per_day);
    if worked.counted_share < 0.999 {
        let (told, percent) = (plain(work.shop.demand.per_day), (worked.counted_share * 100.0).round());
        lines
            .comment(&say!("{told} from 8 to 23 h, about {percent} % of a day", "8–23 点 {told}，约占全天 {percent}%"));
    }
    let mix: Vec<String> = answers
        .kinds
        .iter()
        .zip(&worked.mix)
        .map(|(kind, share)| format!("{} = {}", kind.key, plain(*share)))
        .collect();
    let cells = work.shop.demand.cells.join(" ");
    lines.noted("mix", &format!("{{ {} }}", mix.join(", ")), &say!("{cells}", "{cells}"));
    let counts = counts(answers);
    lines.put("counts", &quoted(counts));
    if answers.word("counted_bot", 0).is_none() {
        lines.defaults.push(say!("those whom the bot took are counted", "统计口径：机器人接的也算在内"));
    }
    let worked_out = repeats(work, counts, lines);
    lines.put("measured", "\"now@base\"");
    in_common(work, lines);
    worked_out
}

/// Who asks again: among those counted, or on top of them. What was worked out.
fn repeats(work: &Work<'_>, counts: &str, lines: &mut Lines) -> Vec<Text> {
    let answers = work.answers();
    let said = answers.word("counted_repeats", 0);
    match said {
        _ if counts == "customers" => (),
        Some(word) => lines.put("repeats", &quoted(word)),
        None => lines.default("repeats", "\"included\"", say!("who asks again is counted again", "再来咨询的再算一次")),
    }
    if !repeats_on_top(answers) {
        if answers.word("counted", 0).is_none() {
            lines.defaults.push(say!("what was counted: every session", "统计口径：每个会话都算"));
        }
        return Vec::new();
    }
    let (told, all) = (work.worked.per_day, work.worked.with_repeats);
    let more = ((all / told - 1.0) * 100.0).round();
    let (told, all) = (plain(told.round()), plain(all.round()));
    let what = say!(
        "{all} contacts a day are simulated, {more} % more than the {told} counted: those who ask again about the same matter come on top",
        "每天按约 {all} 个咨询模拟，比统计的 {told} 多 {more}%：同一件事再来的另算"
    );
    lines.comment(&what);
    if said.is_some() {
        return vec![what];
    }
    // Nobody said whether those who ask again are among them.
    let (cell, Text { en, zh }) = (cell_of(answers, "counted_repeats"), what);
    lines.defaults.push(say!(
        "what was counted: each customer once a day. {en}. If they are among the {told}, answer \"yes\" in {cell}",
        "统计口径：同一客户一天只算一次。{zh}。{told} 里已经含再来的，请在 {cell} 写“再算”"
    ));
    Vec::new()
}

fn in_common(work: &Work<'_>, lines: &mut Lines) {
    lines.table("defaults.chat");
    let platforms = platforms(work);
    if work.by_message {
        lines.noted("detail", "\"message\"", &say!("an average response was given", "因为填了平响"));
        if !platforms.is_empty() {
            let list: Vec<String> = platforms.iter().map(|key| quoted(key)).collect();
            let cell = work.answers().reply("platform", 0).map(|reply| reply.typed.name.clone()).unwrap_or_default();
            lines.noted("platform", &format!("[{}]", list.join(", ")), &say!("{cell}", "{cell}"));
        }
    }
    let window = window(platforms.first().copied());
    let target =
        sourced("0.9", "[assume] please set the line that your platform holds you to · 请改成平台对您的考核线");
    lines.default(
        "targets",
        &format!("[ {{ first_reply = \"3 min\", share = {target}, window = \"{window}\" }} ]"),
        say!("target: 90 % answered within three minutes, {window}", "目标：{window} 三分钟内回复 90%"),
    );
    let message = spread(LEAVES_MESSAGE, plain, "[assume] of those who write when nobody is there");
    lines.default(
        "closed",
        &format!("{{ leaves_message = {message} }}"),
        say!("nobody on shift: 40 % leave a message (20–60 %)", "无人在班时：40% 留言（20–60%）"),
    );
}

/// Hours that a platform scores, as `platforms.toml` has them.
fn window(platform: Option<&str>) -> &'static str {
    match platform {
        Some("1688") => "09:00-21:00",
        Some("xiaohongshu") => "09:00-23:00",
        _ => "08:00-23:00",
    }
}

/// Platforms that score the same messages as the first.
fn platforms(work: &Work<'_>) -> Vec<&'static str> {
    let all: Vec<&'static str> =
        work.answers().keys("platform", 0).iter().copied().filter(|key| *key != "other").collect();
    let first = window(all.first().copied());
    all.into_iter().filter(|key| window(Some(key)) == first).collect()
}

/// `[contact.…]` of every kind; what was worked out of each.
pub fn contacts(work: &Work<'_>, lines: &mut Lines) -> Vec<Text> {
    lines.heading(&say!("kinds of contact", "咨询类型"));
    let kinds = work.answers().kinds.iter().zip(&work.worked.chats);
    kinds.enumerate().filter_map(|(at, (kind, chat))| contact(work, at, kind, chat, lines)).collect()
}

fn contact(work: &Work<'_>, at: usize, kind: &Kind, chat: &Chat, lines: &mut Lines) -> Option<Text> {
    let key = &kind.key;
    lines.table(&format!("contact.{key}"));
    lines.put("name", &named(&kind.name));
    lines.put("channel", "\"chat\"");
    arrivals(work, at, key, lines);
    let found = chat.session.as_ref().map(|session| by_the_clock(work, at, kind, session, lines));
    if found.is_none() {
        let usual = usual_effort(key);
        let mean = spread(usual, time, "[assume] by kind of goods: please measure how long a session lasts");
        let (en, zh, effort) = (&kind.name.en, &kind.name.zh, usual.likely);
        let what = say!("{en}: {effort} s by hand a session", "{zh}：每个会话动手 {effort} 秒");
        lines.default("effort", &format!("{{ lognormal = {{ mean = {mean}, cv = 0.8 }} }}"), what);
    }
    again(work, kind, lines);
    if key.starts_with("presale") {
        let mean = spread(BUYER_WAITS, time, "[assume] 78 % gone at 5 min (晓多), 33 % at 8 min (7x24cc)");
        let (en, zh) = (&kind.name.en, &kind.name.zh);
        let what = say!("{en}: a buyer waits 3.5 min (2–8 min)", "{zh}：买家平均等 3.5 分钟（2–8 分钟）");
        lines.default("patience", &format!("{{ exponential = {{ mean = {mean} }} }}"), what);
        lines.noted(
            "abandoned",
            "{ returns = 0.0 }",
            &say!("nothing is paid yet: who leaves is a lost inquiry", "还没付款，走了就是询单流失"),
        );
    }
    sale(work, kind, chat, lines);
    found
}

/// A name in both languages, where there are two.
pub fn named(name: &Text) -> String {
    if name.en == name.zh { quoted(&name.zh) } else { quoted(&format!("{} | {}", name.zh, name.en)) }
}

fn arrivals(work: &Work<'_>, at: usize, key: &str, lines: &mut Lines) {
    let counted = work.shop.volumes.as_ref().and_then(|volumes| Some((volumes.kinds[at].as_ref()?, &volumes.cells)));
    let own = counted.as_ref().is_some_and(|(counted, _)| counted.hours.is_some());
    let profile = if own { key } else { profile(key) };
    let factors = counted.as_ref().and_then(|(counted, _)| counted.weekday).map(|factors| {
        const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let all: Vec<String> =
            DAYS.iter().zip(factors).map(|(day, factor)| format!("{day} = {}", share(factor))).collect();
        format!(", weekday = {{ {} }}", all.join(", "))
    });
    let value = format!("profile = {}{}", quoted(profile), factors.unwrap_or_default());
    match counted {
        Some((_, cells)) => lines.noted("arrivals", &format!("{{ {value} }}"), &say!("{cells}", "{cells}")),
        None => lines.put("arrivals", &format!("{{ {value} }}")),
    }
}

/// `session`, with what follows of it.
fn by_the_clock(work: &Work<'_>, at: usize, kind: &Kind, session: &Session, lines: &mut Lines) -> Text {
    let lasts = sourced(&time(session.lasts), &session.told.cell);
    if let Some(said) = work.answers().number("open", kind.slot).filter(|said| said.value.fract() != 0.0) {
        let (en, zh, said, open) = (&kind.name.en, &kind.name.zh, plain(said.value), plain(session.open.likely));
        lines.defaults.push(say!(
            "{en}: {said} chats open are worked with as {open}",
            "{zh}：填的同时开 {said} 个，按 {open} 个推算"
        ));
    }
    let told = session.open_cell.as_ref().map(|cell| {
        let open = plain(session.open.likely);
        let range = seldom(work, at, session.open.likely).map(|low| format!("low = {low}, high = {open}, "));
        let (range, cell) = (range.unwrap_or_default(), quoted(cell));
        format!("{{ value = {open}, {range}source = {cell} }}")
    });
    let open = told.unwrap_or_else(|| {
        let (en, zh) = (&kind.name.en, &kind.name.zh);
        lines.defaults.push(say!("{en}: 3 chats open on average (2–5)", "{zh}：平均同时开 3 个会话（2–5）"));
        spread(session.open, plain, "[assume] how many are really open: please look")
    });
    lines.put("session", &format!("{{ lasts = {lasts}, open = {open} }}"));
    let messages = match &session.messages_cell {
        Some(cell) => sourced(&plain(session.messages.likely), cell),
        None if session.way == Way::Response => spread(
            session.messages,
            hundredths,
            "worked out of session length and average response · 由会话时长与平响推算",
        ),
        None => spread(session.messages, hundredths, "[assume] answers of 13 to 20 s by hand · 每次回复动手 13–20 秒"),
    };
    lines.put("messages", &messages);
    if session.pause != PAUSE || work.whole {
        let mean = if session.pause.is_exact() {
            sourced(
                &time(session.pause.likely),
                "worked out of session length, answers and average response · 由会话时长、回复次数与平响推算",
            )
        } else {
            spread(
                session.pause,
                time,
                "[assume] shorter than usual: the session has no more room · 会话时长放不下更长的停顿",
            )
        };
        lines.put("customer_pause", &format!("{{ exponential = {{ mean = {mean} }} }}"));
    }
    let told = worked_out(kind, session);
    lines.comment(&told);
    told
}

/// So many at least would be open by the hours that there are, where that is far from what was answered.
fn seldom(work: &Work<'_>, at: usize, told: f64) -> Option<u32> {
    let load = work.worked.loads.iter().find(|load| load.kinds.contains(&at) && load.desk > 0.0)?;
    let open = load.sessions / load.desk;
    (open < told / 1.5).then(|| (open.ceil() as u32).max(1)).filter(|low| f64::from(*low) < told)
}

/// How a session was worked back.
fn worked_out(kind: &Kind, session: &Session) -> Text {
    let (en, zh) = (&kind.name.en, &kind.name.zh);
    let (told, lasts) = (time_text(session.told.value), time_text(session.lasts));
    let (told_en, told_zh, lasts_en, lasts_zh) = (told.en, told.zh, lasts.en, lasts.zh);
    let (pause, open) = (session.pause.likely.round(), session.open.likely);
    let (answers, each, effort) = (rounded(session.messages.likely), rounded(session.answer), session.effort.round());
    let (with_pause_en, with_pause_zh) = if (session.lasts - session.told.value).abs() < 0.05 {
        (String::new(), String::new())
    } else {
        (
            format!(" until the last message, {lasts_en} with a last pause of {pause} s"),
            format!("到最后一条消息，加上最后停顿 {pause} 秒共 {lasts_zh}"),
        )
    };
    say!(
        "{en}: {told_en}{with_pause_en} at {open} open: {answers} answers of {each} s by hand, {effort} s by hand a session",
        "{zh}：{told_zh}{with_pause_zh}，同时开 {open} 个：{answers} 次回复、每次动手 {each} 秒，每个会话动手 {effort} 秒"
    )
}

/// Who asks again.
fn again(work: &Work<'_>, kind: &Kind, lines: &mut Lines) {
    let Some(Number { value, cell }) = work.answers().number("asked_again", kind.slot) else { return };
    let returns = value / (1.0 - RESOLVED);
    if returns <= 0.95 {
        lines.put("unresolved", &format!("{{ returns = {} }}", sourced(&share(returns), &cell)));
        let percent = plain(value * 100.0);
        lines.comment(&say!(
            "{percent} % ask again: that share of the 30 % who are not resolved",
            "{percent}% 再来：占未解决的 30% 中的这个比例"
        ));
    } else {
        lines.put("resolved", &sourced(&share(1.0 - value / RETURNS), &cell));
        let percent = plain(value * 100.0);
        lines.comment(&say!(
            "{percent} % ask again: six of ten of those who are not resolved",
            "{percent}% 再来：未解决的客户十个里有六个再来"
        ));
    }
}

/// The conversion of a kind as answered, or of the counts, or of the export; and its cell.
pub fn conversion(work: &Work<'_>, kind: &Kind) -> Option<Number> {
    let number = |key| work.answers().number(key, kind.slot);
    let of_counts = || {
        let (asked, bought) = (number("inquiries")?, number("buyers")?);
        Some(Number { value: (bought.value / asked.value).min(1.0), cell: format!("{} {}", bought.cell, asked.cell) })
    };
    let exported = || {
        let figure = work.shop.export.get("conversion").filter(|_| kind.key.starts_with("presale"))?;
        Some(Number { value: figure.value, cell: figure.cells.clone() })
    };
    number("conversion").or_else(of_counts).or_else(exported)
}

/// The share of those who reach people that asks before buying; 1 where nobody counted.
pub fn asking(work: &Work<'_>, kind: &Kind, chat: &Chat) -> f64 {
    work.answers().number("inquiries", kind.slot).map_or(1.0, |asked| (asked.value / chat.people.max(1.0)).min(1.0))
}

/// The factor of `slow_answer` below at the longest waits.
const SLOWEST: f64 = 0.60;

/// The factor of `slow_answer` below at a wait of so many seconds.
fn slower(wait: f64) -> f64 {
    let points = [(0.0, 1.0), (60.0, 0.85), (180.0, 0.69), (600.0, SLOWEST)];
    let at = points.windows(2).find(|pair| wait <= pair[1].0);
    at.map_or(SLOWEST, |pair| pair[0].1 + (pair[1].1 - pair[0].1) * (wait - pair[0].0) / (pair[1].0 - pair[0].0))
}

fn sale(work: &Work<'_>, kind: &Kind, chat: &Chat, lines: &mut Lines) {
    let Some(rate) = conversion(work, kind) else { return };
    lines.table(&format!("contact.{}.sale", kind.key));
    let wait = work.answers().number("first_response", kind.slot).map_or(0.0, |one| one.value);
    let as_counted = rate.value * asking(work, kind, chat);
    let at_once = (as_counted / slower(wait)).min(1.0);
    // A platform counts those whom agents answered; a scenario all who ask, those who left among them.
    let most = (as_counted / SLOWEST).min(1.0);
    let [low, likely, high] = [as_counted, at_once, most].map(share);
    let cell = quoted(&rate.cell);
    lines.put("conversion", &format!("{{ value = {likely}, low = {low}, high = {high}, source = {cell} }}"));
    let (percent, wait) = (plain(rate.value * 100.0), plain(wait));
    lines.comment(&say!(
        "{percent} % of those who asked and were answered, after {wait} s; this is if all were answered at once, so it may be higher",
        "被接待的询单里 {percent}%，首响 {wait} 秒；这里是人人立即得到回复时的比例，可能更高"
    ));
    let (en, zh) = (&kind.name.en, &kind.name.zh);
    lines.default(
        "slow_answer",
        "{ \"0 s\" = 1.0, \"1 min\" = 0.85, \"3 min\" = 0.69, \"10 min\" = 0.60 }",
        say!(
            "{en}: what slow answers cost in sales (half of the slope of a published case)",
            "{zh}：答得慢少成交多少（取“询单漏单案例”斜率的一半）"
        ),
    );
}

/// `[contact.…]` of tickets.
pub fn tickets(work: &Work<'_>, lines: &mut Lines) {
    let answers = work.answers();
    for kind in &answers.tickets {
        let number = |key| answers.number(key, kind.slot);
        let Some(a_day) = number("tickets") else { continue };
        lines.table(&format!("contact.{}", kind.key));
        lines.put("name", &named(&kind.name));
        lines.put("channel", "\"ticket\"");
        lines.put(
            "arrivals",
            &format!("{{ per_day = {}, profile = \"cn_office\" }}", sourced(&plain(a_day.value), &a_day.cell)),
        );
        let (en, zh) = (&kind.name.en, &kind.name.zh);
        if let Some(one) = number("ticket_minutes") {
            lines.put("effort", &sourced(&time(one.value), &one.cell));
        } else {
            let mean = spread(TICKET, time, "[assume] registration 160 s and processing 260 s: please measure");
            let what = say!("{en}: 7 min by hand (3–12 min)", "{zh}：每张动手 7 分钟（3–12 分钟）");
            lines.default("effort", &format!("{{ lognormal = {{ mean = {mean}, cv = 1.0 }} }}"), what);
        }
        let target = sourced("0.95", "[assume] please set · 请改成您的目标");
        let promise = number("ticket_promise").map(|one| sourced(&time(one.value), &one.cell));
        let promise = promise.unwrap_or_else(|| {
            lines.defaults.push(say!("{en}: promised within 24 h", "{zh}：承诺 24 小时"));
            "\"24 h\"".to_owned()
        });
        lines.put("targets", &format!("[ {{ done = {promise}, share = {target} }} ]"));
        lines.put("interruptible", "true");
    }
}

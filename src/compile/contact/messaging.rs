//! Chats by the message.

use crate::compile::context::Context;
use crate::compile::laws::{daily, law, optional_law};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Text};
use crate::model::{ContactType, Messages, Scored, Silent, Turns};
use crate::random::Law;
use crate::say;
use crate::scenario::schema::{ContactText, DetailWord, MessagesText, PlatformNames};
use crate::scenario::values::read::At;
use crate::time::SimDuration;

/// More answers are no conversation.
const MOST_ANSWERS: f64 = 1000.0;

/// What only chats by the message may say, where it is said.
pub fn given(text: &ContactText) -> Vec<(&'static str, &Place)> {
    let found = [
        ("answer", text.answer.as_ref().map(|x| &x.place)),
        ("linger", text.linger.as_ref().map(|x| &x.place)),
        ("release_after", text.release_after.as_ref().map(|x| &x.place)),
        ("reply_patience", text.reply_patience.as_ref().map(|x| &x.place)),
        ("reminders", text.reminders.as_ref().map(|x| &x.place)),
        ("platform", text.platform.as_ref().map(|x| &x.place)),
    ];
    found.into_iter().filter_map(|(key, place)| Some((key, place?))).collect()
}

/// Whether its chats go by the message.
pub fn by_message(text: &ContactText) -> bool {
    text.detail.as_ref().is_some_and(|detail| detail.value == DetailWord::Message)
}

/// How many answers a chat takes.
pub fn messages(text: &ContactText) -> Messages {
    match text.messages.as_ref().map(|messages| &messages.value) {
        None => Messages::Mean(1.0),
        Some(MessagesText::Mean(mean)) => Messages::Mean(*mean),
        Some(MessagesText::Geometric(mean)) => Messages::Geometric(*mean),
        Some(MessagesText::Values(values)) => Messages::Values(values.clone()),
    }
}

/// Customers who leave without a word.
pub fn silent(text: &ContactText, out: &mut Diagnostics) -> Option<Silent> {
    const EFFORT: f64 = 0.4;
    let effort = text.silent_effort.as_ref();
    let Some(share) = &text.silent else {
        if let Some(effort) = effort {
            let why = say!("`silent_effort` needs `silent`", "写了 `silent_effort` 就要写 `silent`");
            out.push(Diagnostic::error(Code::Missing, &effort.place, why).help(say!(
                "the share of those who leave without a word, such as silent = 0.7",
                "悄悄离开的比例，例如 silent = 0.7"
            )));
        }
        return None;
    };
    (share.value.0 > 0.0).then(|| Silent { share: share.value.0, effort: effort.map_or(EFFORT, |e| e.value.0) })
}

/// Until the customer writes again.
pub fn pause(text: &ContactText, out: &mut Diagnostics) -> Law {
    let Some(pause) = &text.customer_pause else { return Law::Fixed(SimDuration::ZERO) };
    law(pause).unwrap_or_else(|| {
        let why = say!("a customer who never writes again has no pause", "客户总会再来消息，停顿不能是“无”");
        out.push(
            Diagnostic::error(Code::WrongType, &pause.place, why)
                .help(say!("`messages = 1` is a chat of one answer", "只有一条回复的会话请写 `messages = 1`")),
        );
        Law::Fixed(SimDuration::ZERO)
    })
}

/// Gives a chat its turns, where it is simulated by the message.
pub(crate) fn turns(
    context: &Context<'_>,
    name: &str,
    text: &ContactText,
    made: &mut ContactType,
    out: &mut Diagnostics,
) {
    let Some(detail) = text.detail.as_ref().filter(|_| by_message(text)) else {
        for (key, place) in given(text) {
            let why = say!("`{key}` is for chats by the message", "`{key}` 只用于按消息模拟的会话");
            out.push(
                Diagnostic::error(Code::Misplaced, place, why)
                    .help(say!("write detail = \"message\" beside it", "请同时写 detail = \"message\"")),
            );
        }
        return;
    };
    for (key, place) in
        [("alone", text.alone.as_ref().map(|x| &x.place)), ("slowdown", text.slowdown.as_ref().map(|x| &x.place))]
    {
        if let Some(place) = place {
            let why = say!(
                "`{key}` is for chats by the session: by the message, their length comes out",
                "`{key}` 只用于按会话模拟：按消息模拟时，会话时长是算出来的"
            );
            let here = say!("`{name}` goes by the message", "`{name}` 按消息模拟");
            out.push(Diagnostic::error(Code::Misplaced, place, why).also(&detail.place, here));
        }
    }
    let messages = messages(text);
    let (least, most) = match &messages {
        Messages::Mean(mean) | Messages::Geometric(mean) => (*mean, *mean),
        Messages::Values(values) => values.iter().fold((f64::MAX, 0.0_f64), |(least, most), n| {
            let n = f64::from(*n);
            (least.min(n), most.max(n))
        }),
    };
    if let Some(wrong) = text.messages.as_ref().filter(|_| least < 1.0 || most > MOST_ANSWERS) {
        let why = say!(
            "a chat by the message has 1 to {MOST_ANSWERS} answers",
            "按消息模拟的会话有 1 到 {MOST_ANSWERS} 条回复"
        );
        out.push(Diagnostic::error(Code::OutOfRange, &wrong.place, why));
    }
    let answer = optional_law(text.answer.as_ref());
    if let (Some(answer), Some(effort)) = (&text.answer, &text.effort) {
        let why = say!("`{name}` has an `answer` and an `effort`", "`{name}` 同时写了 `answer` 和 `effort`");
        out.push(
            Diagnostic::error(Code::Twice, &answer.place, why)
                .also(&effort.place, say!("the effort of all answers", "全部回复的人工工时"))
                .help(say!("one says the other: leave one out", "两者互相决定，请只写一个")),
        );
    }
    if let Some(law) = &answer {
        made.effort = law.scaled(messages.mean());
    }
    let scored = text.platform.as_ref().map_or_else(Scored::default, |platform| scored(context, platform, out));
    made.turns = Some(Turns {
        messages,
        pause: pause(text, &mut Diagnostics::default()),
        answer,
        linger: optional_law(text.linger.as_ref()),
        release_after: text.release_after.as_ref().map(|after| after.value),
        reply_patience: optional_law(text.reply_patience.as_ref()),
        reminders: super::reminders::reminders(text, out),
        scored,
    });
}

/// What the platforms score that a type is judged by: the same messages, as there is one figure of each kind.
fn scored(context: &Context<'_>, platforms: &At<PlatformNames>, out: &mut Diagnostics) -> Scored {
    let mut known: Vec<(&At<String>, Scored)> = Vec::new();
    let mut unconfirmed: Vec<(&At<String>, bool)> = Vec::new();
    for (n, platform) in platforms.value.0.iter().enumerate() {
        if let Some(first) = platforms.value.0[..n].iter().find(|other| other.value == platform.value) {
            let called = &platform.value;
            let why = say!("platform `{called}` is named twice", "平台 `{called}` 写了两次");
            out.push(Diagnostic::error(Code::Twice, &platform.place, why).also(&first.place, say!("here", "在这里")));
            continue;
        }
        match scored_by(context, platform, out) {
            Known::Scores(one) => known.push((platform, one)),
            Known::HoursUnconfirmed { bot } => unconfirmed.push((platform, bot)),
            Known::Nothing => (),
        }
    }
    let judge = known.first().copied();
    for (platform, bot) in unconfirmed {
        not_confirmed((&platform.value, &platform.place), bot, judge, out);
    }
    let Some((first, scores)) = judge else { return Scored::default() };
    for (other, differs) in known.iter().filter(|(_, one)| *one != scores) {
        differ((first, scores), (other, *differs), out);
    }
    scores
}

/// What is known of a platform.
enum Known {
    /// What it scores.
    Scores(Scored),
    /// Its rule, but not its hours.
    HoursUnconfirmed {
        /// It scores the bot's answers too.
        bot: bool,
    },
    /// Nothing: it is reported.
    Nothing,
}

/// What one platform scores. One that says nothing of it would judge as if it were not there.
fn scored_by(context: &Context<'_>, platform: &At<String>, out: &mut Diagnostics) -> Known {
    let called = &platform.value;
    let known = &context.world.platform;
    let Some(text) = known.get(called) else {
        if !known.0.contains_key(called) {
            let why = say!("unknown platform `{called}`", "没有叫 `{called}` 的平台");
            out.push(Diagnostic::error(Code::UnknownName, &platform.place, why).near_or_list(called, &known.names()));
        }
        return Known::Nothing;
    };
    let bot = text.bot.as_ref().is_some_and(|bot| bot.value);
    if text.window.is_none() && !text.writes("window") {
        if text.writes("rule") {
            return Known::HoursUnconfirmed { bot };
        }
        if !text.writes("bot") {
            let why = say!("platform `{called}` says nothing of what it scores", "平台 `{called}` 没有写考核什么");
            out.push(Diagnostic::error(Code::Platform, &platform.place, why).help(set_hours(called)));
            return Known::Nothing;
        }
    }
    let hours = text.window.as_ref().map(|window| daily(window.value));
    Known::Scores(Scored { hours, bot })
}

/// How its hours are set where nothing else judges the type.
fn set_hours(called: &str) -> Text {
    say!(
        "please set the hours, two lines at the end of the file: `[platform.{called}]` and `window = \"00:00-24:00\"` if it scores all day, or from when until when it does",
        "请自行设置时段，在文件末尾加两行：`[platform.{called}]` 与 `window = \"00:00-24:00\"`（全天），或写实际考核的起止"
    )
}

/// How its hours are set beside a platform that judges the type already, which has one set of messages: the same hours, or types apart.
fn set_same_hours(called: &str, bot: bool, (judge, scores): (&str, Scored)) -> Text {
    let hours = hours_scored(scores);
    let same = if bot == scores.bot { String::new() } else { format!(", `bot = {}`", scores.bot) };
    say!(
        "if it scores as `{judge}` does, say so in lines at the end of the file: `[platform.{called}]`, `window = \"{hours}\"`{same}; if it scores other hours, its customers need a type of their own; \
         or leave `{called}` out of `platform` (of the answer, where a workbook was filled in): the figures stay as they are",
        "它若与 `{judge}` 考核相同，请在文件末尾加几行写明：`[platform.{called}]`、`window = \"{hours}\"`{same}；时段不同的，它的客户要另写一个咨询类型；\
         也可以在 `platform` 里（填数表的，在那一格回答里）去掉 `{called}`，各项指标不变"
    )
}

/// A platform whose hours nobody confirms judges nothing of its own beside another. `bot`: it scores the bot's answers too.
fn not_confirmed(
    (called, place): (&str, &Place),
    bot: bool,
    judge: Option<(&At<String>, Scored)>,
    out: &mut Diagnostics,
) {
    let (why, help) = match judge {
        None => {
            let why = say!(
                "the hours that `{called}` scores are not confirmed: messages of the whole day count",
                "`{called}` 的考核时段没有可靠出处：暂按全天的消息计"
            );
            (why, set_hours(called))
        }
        Some((At { value: judge, .. }, scores)) => {
            let Text { en, zh } = messages_scored(scores);
            let why = say!(
                "the hours that `{called}` scores are not confirmed: figures are those of `{judge}` alone ({en})",
                "`{called}` 的考核时段没有可靠出处：各项指标只按 `{judge}` 计（{zh}）"
            );
            (why, set_same_hours(called, bot, (judge, scores)))
        }
    };
    out.push(Diagnostic::warning(Code::Platform, place, why).help(help));
}

/// Two platforms cannot judge one type by the same figures if they score other messages.
fn differ((first, one): (&At<String>, Scored), (second, other): (&At<String>, Scored), out: &mut Diagnostics) {
    let (of_first, of_second) = (messages_scored(one), messages_scored(other));
    let (judge, called) = (&first.value, &second.value);
    let why =
        say!("platform `{called}` scores other messages than `{judge}`", "平台 `{called}` 与 `{judge}` 考核的消息不同");
    let help = say!(
        "the figures of a type are of one set of messages: make a type of each platform's customers, or write what both score alike as [platform.NAME] window = …, bot = …",
        "一个咨询类型的指标只有一种口径：请把各平台的客户写成各自的类型，或用 [platform.名称] window = …、bot = … 写成相同的口径"
    );
    out.push(
        Diagnostic::error(Code::Platform, &second.place, why)
            .also(&second.place, of_second)
            .also(&first.place, of_first)
            .help(help),
    );
}

/// `08:00-23:00, without the bot's answers`.
fn messages_scored(scored: Scored) -> Text {
    let hours = hours_scored(scored);
    if scored.bot {
        say!("{hours}, the bot's answers too", "{hours}，机器人的回复也算")
    } else {
        say!("{hours}, answers by people only", "{hours}，只算人工回复")
    }
}

/// `08:00-23:00`.
fn hours_scored(scored: Scored) -> String {
    scored.hours.map_or_else(|| "00:00-24:00".into(), |hours| format!("{}-{}", clock(hours.from), clock(hours.until)))
}

fn clock(at: SimDuration) -> String {
    let minutes = at.seconds() as u32 / 60;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

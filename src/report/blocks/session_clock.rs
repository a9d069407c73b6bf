//! Hands and clock: the effort that a session's length was worked back to, and efforts that look like a session's length.

use crate::load::TeamLoad;
use crate::model::{Channel, ChatPace, Lang, Model, TeamId};
use crate::report::labels::team_heads;
use crate::report::numbers::{duration, number};
use crate::report::page::{Block, Section};
use crate::report::words::say;

/// An answer by hand that is longer than this, in seconds, is twice what shops report (13–20 s).
const LONG_ANSWER: f64 = 30.0;
/// An answer as shops report it, in seconds, with several chats open.
const ANSWER: f64 = 40.0;

/// What sessions by the clock mean for the hands; none where the file says no session.
pub fn section(model: &Model, lang: Lang) -> Option<Section> {
    let mut items = Vec::new();
    for kind in &model.types {
        let (Some(session), ChatPace::Loop { messages, effort, .. }) = (kind.session, &kind.pace) else { continue };
        let name = kind.label.in_lang(lang);
        let (lasts, open) = (duration(session.lasts.seconds(), lang), session.open);
        let (hands, answers) = (number(*effort, 0), number(*messages, -1));
        let answer = number(effort / messages, 0);
        items.push(Block::Item(say(
            lang,
            format!("{name}: sessions of {lasts} with {open} open are {hands} s of work ({answers} answers of {answer} s)"),
            format!("{name}：同时接 {open} 个、会话时长 {lasts}，相当于动手 {hands} 秒（{answers} 条回复，每条 {answer} 秒）"),
        )));
    }
    let heading = say(lang, "Effort worked back from sessions".into(), "由会话时长反推的人工工时".into());
    (!items.is_empty()).then_some(Section { heading, blocks: items })
}

/// Whether an effort that overloads its team looks like a session's length, and the line to write.
pub fn looks_like_clock(model: &Model, id: TeamId, load: &TeamLoad, lang: Lang) -> Vec<String> {
    let team = &model.teams[id];
    let heads = team_heads(&team.staffing).max(1);
    let places = ((0..heads).map(|n| f64::from(team.places_of(n))).sum::<f64>() / f64::from(heads)).round() as u16;
    if load.work_per_day() <= load.people_per_day() || places < 2 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for kind in &model.types {
        let first = kind.is_first(id);
        let ChatPace::Loop { messages, pause, effort } = kind.pace else { continue };
        if kind.channel != Channel::Chat || !first || kind.session.is_some() || effort / messages < LONG_ANSWER {
            continue;
        }
        let (name, key) = (kind.label.in_lang(lang), &kind.label.key);
        let (lasts, by_hand) = (duration(effort, lang), number(effort / messages, 0));
        let line = line(effort, places, messages, pause);
        found.push(say(
            lang,
            format!(
                "{name}: `effort` is the agent's hands alone, without the customer's pauses and other chats; {lasts} are {by_hand} s \
                 for each answer and more work than there is time. If a session lasts so long by the clock, write in \
                 [contact.{key}] instead: {line}"
            ),
            format!(
                "{name}：`effort` 只是客服动手的时间，不含客户停顿和同时接的其他会话；{lasts}相当于每条回复动手 {by_hand} 秒，\
                 工时超过在席时间。如果这是按钟表的会话时长，请在 [contact.{key}] 中改写：{line}"
            ),
        ));
    }
    found
}

/// The line that says it by the clock, with so many answers that it is possible.
fn line(lasts: f64, open: u16, messages: f64, pause: f64) -> String {
    let seconds = lasts.round();
    let minutes = seconds / 60.0;
    let said = if minutes.fract() == 0.0 { format!("{minutes} min") } else { format!("{seconds} s") };
    let session = format!("session = {{ lasts = \"{said}\", open = {open} }}");
    let fewer = (lasts / (pause + ANSWER)).floor().max(1.0);
    if fewer < messages { format!("{session}, messages = {fewer}") } else { session }
}

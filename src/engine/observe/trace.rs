//! Every event of one replication as a readable line, in the language asked for.

use super::observer::{Answered, Observer, Reminded, StepDone, Taken};
use crate::engine::contact::{Contact, NONE};
use crate::engine::desk::status::Presence;
use crate::model::{DayKind, Lang, Model, TeamId};
use crate::time::{SimDuration, SimTime};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr as _;

/// In the trace's language; the engine has no messages of its own.
macro_rules! said {
    ($trace:ident, $en:literal, $zh:literal) => {
        match $trace.lang {
            Lang::En => format!($en),
            Lang::Zh => format!($zh),
        }
    };
}

/// Writes one line an event: date, time, what happened, to which contact (type and the first digits of its key), and
/// what else matters.
pub struct Trace<'m, W> {
    model: &'m Model,
    lang: Lang,
    to: W,
    date: Box<dyn Fn(i32) -> String + 'm>,
    line: String,
}

impl<'m, W: FnMut(&str)> Trace<'m, W> {
    /// `date` names a day (since 1970-01-01); `to` takes finished lines.
    pub fn new(model: &'m Model, lang: Lang, date: impl Fn(i32) -> String + 'm, to: W) -> Self {
        Self { model, lang, to, date: Box::new(date), line: String::new() }
    }

    /// One line: when, what, and what it is about.
    fn say(&mut self, at: SimTime, (en, zh): (&str, &str), about: std::fmt::Arguments<'_>) {
        self.line.clear();
        let date = (self.date)(self.model.calendar.epoch_day(at.day()));
        let what = if self.lang == Lang::Zh { zh } else { en };
        // By width, not by letters: a Chinese character is two columns wide.
        let pad = " ".repeat(12_usize.saturating_sub(what.width()));
        let _ = write!(self.line, "{date} {:<15} {what}{pad} {about}", at.time_of_day().to_string());
        (self.to)(self.line.trim_end());
    }

    /// One line about a contact: its type, its key, and what else matters.
    fn contact(&mut self, at: SimTime, what: (&str, &str), contact: &Contact, more: &str) {
        let name = self.model.types[contact.contact_type].label.key.clone();
        let again = if contact.repeat { said!(self, " again", " 再次") } else { String::new() };
        self.say(at, what, format_args!("{name} {}{again} {more}", contact.key));
    }

    /// "for so long", in the trace's language.
    fn for_time(&self, time: SimDuration) -> String {
        said!(self, "for {time}", "历时 {time}")
    }

    /// A step's key, or its number.
    fn step(&self, contact: &Contact, step: u16) -> String {
        let label = self.model.types[contact.contact_type].steps()[usize::from(step)].label.as_ref();
        label.map_or_else(|| format!("#{}", step + 1), |label| label.key.clone())
    }
}

impl<W: FnMut(&str)> Observer for Trace<'_, W> {
    fn tick(&mut self, at: SimTime, next: Option<u32>) {
        match next {
            Some(n) => self.say(at, ("interval", "时段"), format_args!("{n}")),
            None => self.say(at, ("end", "结束"), format_args!("{}", said!(self, "counting is over", "统计期结束"))),
        }
    }
    fn arrived(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, ("arrives", "到达"), contact, "");
    }
    fn in_bot(&mut self, at: SimTime, until: SimTime, contact: &Contact) {
        self.contact(at, ("to bot", "找机器人"), contact, &self.for_time(until - at));
    }
    fn contained(&mut self, at: SimTime, contact: &Contact, solved: bool) {
        let more = if solved { said!(self, "solved", "已解决") } else { said!(self, "not solved", "未解决") };
        self.contact(at, ("contained", "机器人接下"), contact, &more);
    }
    fn reached(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, ("asks people", "转人工"), contact, "");
    }
    fn queued(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, ("waits", "排队"), contact, "");
    }
    fn turned_away(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, ("turned away", "被拒"), contact, "");
    }
    fn closed(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, ("closed", "未营业"), contact, "");
    }
    fn message_left(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, ("message", "留言"), contact, "");
    }
    fn abandoned(&mut self, at: SimTime, contact: &Contact, _: bool) {
        let after = at - contact.reached;
        self.contact(at, ("gives up", "放弃"), contact, &said!(self, "after {after}", "等了 {after}"));
    }
    fn taken(&mut self, at: SimTime, contact: &Contact, by: Taken) {
        let team = &self.model.teams[by.team].label.key;
        let (agent, after) = (by.agent, at - contact.reached);
        let more = said!(self, "by {team}#{agent} after {after}", "{team}#{agent} 接起，等了 {after}");
        self.contact(at, ("taken", "接入"), contact, &more);
    }
    fn answered(&mut self, at: SimTime, contact: &Contact, answer: Answered) {
        let team = &self.model.teams[answer.team].label.key;
        let (agent, after) = (answer.agent, at - answer.written);
        let more = said!(self, "by {team}#{agent} after {after}", "{team}#{agent} 回复，等了 {after}");
        self.contact(at, ("answered", "回复"), contact, &more);
    }
    fn wrote(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, ("writes again", "再来消息"), contact, "");
    }
    fn released(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, ("silent", "久未回应"), contact, "");
    }
    fn reminded(&mut self, at: SimTime, contact: &Contact, reminder: Reminded) {
        let more = match reminder.by {
            None => said!(self, "by the bot", "由机器人"),
            Some(agent) => said!(self, "by agent #{agent}", "由客服 #{agent}"),
        };
        self.contact(at, ("reminded", "提醒"), contact, &more);
    }
    fn broke_off(&mut self, at: SimTime, contact: &Contact, written: SimTime, _: TeamId) {
        let after = at - written;
        self.contact(at, ("breaks off", "中途离开"), contact, &said!(self, "after {after}", "等了 {after}"));
    }
    fn in_vain(&mut self, at: SimTime, contact: &Contact, _: TeamId) {
        self.contact(at, ("nobody there", "无人应答"), contact, "");
    }
    fn interrupted(&mut self, at: SimTime, contact: &Contact, team: TeamId) {
        let team = &self.model.teams[team].label.key;
        let more = said!(self, "at {team}", "在 {team}");
        self.contact(at, ("interrupted", "被打断"), contact, &more);
    }
    fn step_begun(&mut self, at: SimTime, contact: &Contact, step: u16) {
        let more = self.step(contact, step);
        self.contact(at, ("step", "步骤"), contact, &more);
    }
    fn missed(&mut self, at: SimTime, contact: &Contact, step: u16, _: bool) {
        let more = self.step(contact, step);
        self.contact(at, ("forgotten", "漏做"), contact, &more);
    }
    fn found(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, ("found", "被发现"), contact, "");
    }
    fn away(&mut self, at: SimTime, until: SimTime, contact: &Contact) {
        self.contact(at, ("rests", "搁置"), contact, &self.for_time(until - at));
    }
    fn step_done(&mut self, at: SimTime, contact: &Contact, done: StepDone) {
        let step = self.step(contact, done.step);
        let by = done.by.map_or(String::new(), |team| {
            let team = &self.model.teams[team].label.key;
            said!(self, " by {team}", " 由 {team}")
        });
        let took = done.took;
        self.contact(
            at,
            ("step done", "步骤完成"),
            contact,
            &said!(self, "{step}{by} after {took}", "{step}{by}，用时 {took}"),
        );
    }
    fn handled(&mut self, at: SimTime, contact: &Contact, team: TeamId, resolved: bool) {
        let outcome =
            if resolved { said!(self, "resolved", "已解决") } else { said!(self, "unresolved", "未解决") };
        let agent = if contact.agent == NONE { String::new() } else { format!("#{}", contact.agent) };
        let team = &self.model.teams[team].label.key;
        let more = said!(self, "by {team}{agent} {outcome}", "由 {team}{agent} {outcome}");
        self.contact(at, ("done", "完成"), contact, &more);
    }
    fn late(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, ("late", "超时"), contact, "");
    }
    fn pending(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, ("will come", "将会再来"), contact, "");
    }
    fn transferred(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, ("transferred", "转接"), contact, "");
    }
    fn presence(&mut self, at: SimTime, team: TeamId, agent: u32, was: &Presence, is: &Presence) {
        let away = |presence: &Presence| presence.present && !presence.available;
        if away(was) != away(is) {
            let name = self.model.teams[team].label.key.clone();
            self.say(at, if away(is) { ("away", "离开") } else { ("back", "回来") }, format_args!("{name}#{agent}"));
        }
    }
    fn came(&mut self, at: SimTime, team: TeamId, agent: u32) {
        let name = self.model.teams[team].label.key.clone();
        self.say(at, ("comes", "上班"), format_args!("{name}#{agent}"));
    }
    fn came_again(&mut self, at: SimTime, team: TeamId, agent: u32) {
        self.came(at, team, agent);
    }
    fn left(&mut self, at: SimTime, team: TeamId, agent: u32, overtime: SimDuration, _: DayKind) {
        let name = self.model.teams[team].label.key.clone();
        let more = said!(self, "{overtime} after the shift", "超出班次 {overtime}");
        self.say(at, ("leaves", "下班"), format_args!("{name}#{agent} {more}"));
    }
    fn policy(&mut self, at: SimTime, policy: usize, on: bool, _: usize) {
        let name = self.model.policies.switches()[policy].label.key.clone();
        self.say(at, if on { ("policy on", "预案启用") } else { ("policy off", "预案结束") }, format_args!("{name}"));
    }
    fn open_at_end(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, ("still open", "未结"), contact, "");
    }
}

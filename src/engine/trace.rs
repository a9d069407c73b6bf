//! Every event of one replication as a readable line.

use super::contact::{Contact, NONE};
use super::observer::{Observer, Presence, StepDone, Taken};
use crate::model::{DayKind, Model, TeamId};
use crate::time::{SimDuration, SimTime};
use std::fmt::Write as _;

/// Writes one line an event: date, time, what happened, to which contact (type and the first digits of its key), and
/// what else matters.
pub struct Trace<'m, W> {
    model: &'m Model,
    to: W,
    date: Box<dyn Fn(i32) -> String + 'm>,
    line: String,
}

impl<'m, W: FnMut(&str)> Trace<'m, W> {
    /// `date` names a day (since 1970-01-01); `to` takes finished lines.
    pub fn new(model: &'m Model, date: impl Fn(i32) -> String + 'm, to: W) -> Self {
        Self { model, to, date: Box::new(date), line: String::new() }
    }

    fn say(&mut self, at: SimTime, what: &str, about: std::fmt::Arguments<'_>) {
        self.line.clear();
        let date = (self.date)(self.model.calendar.epoch_day(at.day()));
        let _ = write!(self.line, "{date} {:<15} {what:<12} {about}", at.time_of_day().to_string());
        (self.to)(self.line.trim_end());
    }

    fn contact(&mut self, at: SimTime, what: &str, contact: &Contact, more: &str) {
        let name = self.model.types[contact.kind].label.key.clone();
        let again = if contact.repeat { " again" } else { "" };
        self.say(at, what, format_args!("{name} {}{again} {more}", contact.key));
    }

    /// A step's key, or its number.
    fn step(&self, contact: &Contact, step: u16) -> String {
        let label = self.model.types[contact.kind].steps()[usize::from(step)].label.as_ref();
        label.map_or_else(|| format!("#{}", step + 1), |label| label.key.clone())
    }
}

impl<W: FnMut(&str)> Observer for Trace<'_, W> {
    fn tick(&mut self, at: SimTime, next: Option<u32>) {
        match next {
            Some(n) => self.say(at, "interval", format_args!("{n}")),
            None => self.say(at, "end", format_args!("counting is over")),
        }
    }
    fn arrived(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, "arrives", contact, "");
    }
    fn in_bot(&mut self, at: SimTime, until: SimTime, contact: &Contact) {
        self.contact(at, "to bot", contact, &format!("for {}", until - at));
    }
    fn contained(&mut self, at: SimTime, contact: &Contact, solved: bool) {
        self.contact(at, "contained", contact, if solved { "solved" } else { "not solved" });
    }
    fn reached(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, "asks people", contact, "");
    }
    fn queued(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, "waits", contact, "");
    }
    fn turned_away(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, "turned away", contact, "");
    }
    fn closed(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, "closed", contact, "");
    }
    fn message_left(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, "message", contact, "");
    }
    fn abandoned(&mut self, at: SimTime, contact: &Contact, _: bool) {
        self.contact(at, "gives up", contact, &format!("after {}", at - contact.reached));
    }
    fn taken(&mut self, at: SimTime, contact: &Contact, by: Taken) {
        let team = &self.model.teams[by.team].label.key;
        let more = format!("by {team}#{} after {}", by.agent, at - contact.reached);
        self.contact(at, "taken", contact, &more);
    }
    fn interrupted(&mut self, at: SimTime, contact: &Contact, team: TeamId) {
        let more = format!("at {}", self.model.teams[team].label.key);
        self.contact(at, "interrupted", contact, &more);
    }
    fn step_begun(&mut self, at: SimTime, contact: &Contact, step: u16) {
        let more = self.step(contact, step);
        self.contact(at, "step", contact, &more);
    }
    fn missed(&mut self, at: SimTime, contact: &Contact, step: u16, _: bool) {
        let more = self.step(contact, step);
        self.contact(at, "forgotten", contact, &more);
    }
    fn found(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, "found", contact, "");
    }
    fn away(&mut self, at: SimTime, until: SimTime, contact: &Contact) {
        self.contact(at, "rests", contact, &format!("for {}", until - at));
    }
    fn step_done(&mut self, at: SimTime, contact: &Contact, done: StepDone) {
        let step = self.step(contact, done.step);
        let by = done.by.map_or(String::new(), |team| format!(" by {}", self.model.teams[team].label.key));
        self.contact(at, "step done", contact, &format!("{step}{by} after {}", done.took));
    }
    fn handled(&mut self, at: SimTime, contact: &Contact, team: TeamId, resolved: bool) {
        let outcome = if resolved { "resolved" } else { "unresolved" };
        let agent = if contact.agent == NONE { String::new() } else { format!("#{}", contact.agent) };
        let more = format!("by {}{agent} {outcome}", self.model.teams[team].label.key);
        self.contact(at, "done", contact, &more);
    }
    fn late(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, "late", contact, "");
    }
    fn pending(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, "will come", contact, "");
    }
    fn transferred(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, "transferred", contact, "");
    }
    fn presence(&mut self, at: SimTime, team: TeamId, agent: u32, was: &Presence, is: &Presence) {
        let away = |presence: &Presence| presence.present && !presence.available;
        if away(was) != away(is) {
            let name = self.model.teams[team].label.key.clone();
            self.say(at, if away(is) { "away" } else { "back" }, format_args!("{name}#{agent}"));
        }
    }
    fn came(&mut self, at: SimTime, team: TeamId, agent: u32) {
        let name = self.model.teams[team].label.key.clone();
        self.say(at, "comes", format_args!("{name}#{agent}"));
    }
    fn left(&mut self, at: SimTime, team: TeamId, agent: u32, overtime: SimDuration, _: DayKind) {
        let name = self.model.teams[team].label.key.clone();
        self.say(at, "leaves", format_args!("{name}#{agent} {overtime} after the shift"));
    }
    fn open_at_end(&mut self, at: SimTime, contact: &Contact) {
        self.contact(at, "still open", contact, "");
    }
}

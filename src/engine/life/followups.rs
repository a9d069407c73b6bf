//! What events of contacts cause: the rules of `then`.

use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer, Scope};
use crate::id::Id;
use crate::model::{ContactType, Event, Link, Rule};
use crate::random::{Key, Profile, Purpose};
use crate::time::{SimDuration, SimTime};

const CHANCE: Purpose = Purpose::new("chance of the rule");
const DELAY: Purpose = Purpose::new("delay of the rule");
const HOUR: Purpose = Purpose::new("hour followed");

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// Causes what this event of this contact causes; delays count from `from`.
    #[expect(clippy::inline_always, reason = "most types cause nothing at most events: a call would cost more")]
    #[inline(always)]
    pub(in crate::engine) fn cause(&mut self, contact_type: &ContactType, id: u32, event: Event, from: SimTime) {
        if S::WHOLE && contact_type.causes(event) {
            self.cause_some(id, event, &contact_type.rules[event as usize], from);
        }
    }

    /// What these rules cause.
    #[inline]
    fn cause_some(&mut self, id: u32, event: Event, rules: &[Rule], from: SimTime) {
        for rule in rules {
            let key = self.contacts[id].key.child(rule.purpose);
            self.cause_one(id, event, rule, key, from);
        }
    }

    /// Causes what one rule causes, if it does.
    #[inline]
    pub(in crate::engine) fn cause_one(&mut self, id: u32, event: Event, rule: &Rule, key: Key, from: SimTime) {
        if self.happens(id, rule, key) {
            self.create(id, event, rule, key, from);
        }
    }

    /// Whether a rule causes something; `key`: that of what it would cause.
    #[inline]
    pub(in crate::engine) fn happens(&self, parent: u32, rule: &Rule, key: Key) -> bool {
        !(rule.first_only && self.contacts[parent].repeat) && key.happens(CHANCE, rule.chance)
    }

    /// When what a rule causes comes; the rule's delay counts from `from`.
    #[inline]
    pub(in crate::engine) fn due(&self, rule: &Rule, key: Key, from: SimTime) -> SimTime {
        let delay = rule.delay.as_ref().map_or(SimDuration::ZERO, |law| law.draw(&mut key.stream(DELAY), from));
        let at = from + delay;
        match rule.follow {
            Some(follow) => followed(&self.model.profiles[follow], from, at, key.uniform(HOUR)),
            None => at,
        }
    }

    /// Creates what a rule causes, which comes when it is due.
    fn create(&mut self, parent: u32, event: Event, rule: &Rule, key: Key, from: SimTime) {
        let at = self.due(rule, key, from);
        if rule.link == Link::Transfer {
            self.observer.transferred(self.now, &self.contacts[parent]);
            self.cause(self.types[self.contacts[parent].contact_type.index()], parent, Event::Transferred, self.now);
        }
        let id = self.new_follow_up(parent, event, rule, key);
        self.observer.pending(self.now, &self.contacts[id]);
        self.events.push_often(at.max(self.now), EventKind::FollowUp, id);
    }

    /// A contact that a rule creates, not here yet.
    #[expect(
        clippy::inline_always,
        reason = "where most contacts that are caused come from: a call costs as much again"
    )]
    #[inline(always)]
    pub(in crate::engine) fn new_follow_up(&mut self, parent: u32, event: Event, rule: &Rule, key: Key) -> u32 {
        let (was_repeat, deadline) = (self.contacts[parent].repeat, self.contacts[parent].deadline);
        let buying = self.buying_of_follow_up(parent, event, rule);
        let repeat = rule.child_repeats(event, was_repeat);
        let id = self.new_contact(key, rule.creates, repeat, rule.child_meets_bot());
        if S::RARE {
            self.remember_last_agent(id, Some(parent));
            self.recorded.remember(id, None);
        }
        self.contacts[id].buying = buying;
        if rule.inherit_deadline {
            self.contacts[id].deadline = deadline;
        }
        id
    }
}

/// Moves a moment to the profile's hours of the day it falls on, but not before `from`: people do not ask again at
/// 4 a.m., nor before they have a reason.
fn followed(profile: &Profile, from: SimTime, at: SimTime, u: f64) -> SimTime {
    let mut day = at.day();
    loop {
        let midnight = SimTime::midnight(day);
        let gone = if from > midnight { profile.share_before(from - midnight) } else { 0.0 };
        if gone < 1.0 - 1e-9 {
            return (midnight + profile.time_at(gone + u * (1.0 - gone))).max(from);
        }
        day += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn following_keeps_the_day_and_never_goes_back() {
        let office = Profile::new(&[0.0, 0.0, 1.0, 1.0, 1.0, 0.0]); // 8:00 to 20:00
        let from = SimTime::midnight(3) + SimDuration::HOUR * 15;
        for k in 0..100 {
            let u = f64::from(k) / 100.0;
            let later = followed(&office, from, SimTime::midnight(5) + SimDuration::HOUR * 2, u);
            assert_eq!(later.day(), 5);
            assert!(later.time_of_day() >= SimDuration::HOUR * 8 && later.time_of_day() < SimDuration::HOUR * 20);
            let today = followed(&office, from, from + SimDuration::HOUR, u);
            assert!(today >= from && today.day() == 3);
        }
        let evening = SimTime::midnight(3) + SimDuration::HOUR * 21;
        assert_eq!(followed(&office, evening, evening + SimDuration::HOUR, 0.0).day(), 4, "today's hours are over");
    }
}

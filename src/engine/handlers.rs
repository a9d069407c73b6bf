//! What happens to contacts: they arrive, meet the bot, reach people, wait, lose patience, and cause others.

use super::contact::{Buying, Contact, NONE, State, UNCOUNTED};
use super::event::Kind;
use super::router;
use super::{Engine, Observer, Source};
use crate::id::Id;
use crate::model::{Bot, Channel, ChatPace, ContactType, Event, Link, Rule, Ticket};
use crate::random::{Key, Profile, Purpose};
use crate::time::{SimDuration, SimTime};

const EFFORT: Purpose = Purpose::new("effort");
const BALKS: Purpose = Purpose::new("balks");
const MESSAGE: Purpose = Purpose::new("leaves a message");
const BOT_MEETS: Purpose = Purpose::new("meets the bot");
const BOT_CONTAINS: Purpose = Purpose::new("contained by the bot");
const BOT_RESOLVES: Purpose = Purpose::new("solved by the bot");
const BOT_LASTS: Purpose = Purpose::new("time with the bot");
const CHANCE: Purpose = Purpose::new("chance of the rule");
const DELAY: Purpose = Purpose::new("delay of the rule");
const HOUR: Purpose = Purpose::new("hour followed");

impl<O: Observer> Engine<'_, O> {
    /// A first contact arrives.
    pub(super) fn root_arrival(&mut self, source: u32) {
        let Source { kind, next_key: key, next_recorded: recorded, .. } = self.sources[source as usize];
        self.draw_next(source);
        let id = self.new_contact(key, kind, false, true);
        self.remember_owner(id, None);
        self.remember_recorded(id, recorded);
        self.arrive(id);
    }

    /// Something caused earlier arrives.
    pub(super) fn child(&mut self, id: u32) {
        self.observer.no_longer_pending(self.now, &self.contacts[id]);
        self.arrive(id);
    }

    fn new_contact(&mut self, key: Key, kind: crate::model::TypeId, repeat: bool, meets_bot: bool) -> u32 {
        self.contacts.add(Contact {
            key,
            arrived: self.now,
            reached: self.now,
            accepted: SimTime::NEVER,
            deadline: SimTime::NEVER,
            effort: 0.0,
            timer: 0,
            kind,
            interval: self.interval,
            agent: NONE,
            prev: NONE,
            next: NONE,
            state: State::Pending,
            repeat,
            bot_failed: false,
            meets_bot,
            message: false,
            interrupted: false,
            late: false,
            ghost: false,
            buying: Buying::Open,
        })
    }

    /// It is here: to the bot, or straight to people. Streams only cause.
    pub(super) fn arrive(&mut self, id: u32) {
        let contact = &mut self.contacts[id];
        contact.arrived = self.now;
        contact.interval = self.interval;
        let (key, meets_bot) = (contact.key, contact.meets_bot);
        let kind = &self.model.types[contact.kind];
        self.observer.arrived(self.now, contact);
        self.cause(kind, id, Event::Arrived, self.now);
        if kind.channel == Channel::Stream {
            self.contacts.remove(id);
            return;
        }
        match &kind.bot {
            Some(bot) if meets_bot && bot.is_there(self.now) && key.happens(BOT_MEETS, bot.meets) => {
                self.meet_bot(id, kind, bot);
            }
            _ => self.reach_people(id),
        }
    }

    fn meet_bot(&mut self, id: u32, kind: &ContactType, bot: &Bot) {
        let key = self.contacts[id].key;
        let until = self.now + bot.lasts.draw(&mut key.stream(BOT_LASTS), self.now);
        self.observer.in_bot(self.now, until, &self.contacts[id]);
        self.contacts[id].state = State::InBot;
        // Nobody notices when a contained contact leaves, unless something follows: then no event is needed for it.
        let contained = key.happens(BOT_CONTAINS, bot.contains_at(self.now));
        self.contacts[id].bot_failed = !contained;
        let unnoticed = contained && !kind.causes(Event::Contained) && !kind.causes(Event::FalselyContained);
        if unnoticed || until == self.now {
            self.bot_end(id);
        } else {
            self.events.push(until, Kind::BotEnd, id);
        }
    }

    /// The bot is done: it contained the contact, or hands it over.
    pub(super) fn bot_end(&mut self, id: u32) {
        let contact = &mut self.contacts[id];
        let kind = &self.model.types[contact.kind];
        let (key, bot) = (contact.key, kind.bot.as_ref().expect("it was with the bot"));
        if contact.bot_failed {
            self.reach_people(id);
            return;
        }
        let solved = key.happens(BOT_RESOLVES, bot.resolves);
        self.observer.contained(self.now, contact, solved);
        self.cause(kind, id, Event::Contained, self.now);
        if !solved {
            self.cause(kind, id, Event::FalselyContained, self.now);
        }
        self.contacts.remove(id);
    }

    /// It asks for people: taken at once, or it waits, leaves a message, balks, is turned away.
    fn reach_people(&mut self, id: u32) {
        let recorded = self.recorded_effort(id);
        let contact = &mut self.contacts[id];
        let kind = &self.model.types[contact.kind];
        contact.reached = self.now;
        contact.interval = self.interval;
        contact.effort = recorded.unwrap_or_else(|| effort(kind, contact));
        let key = contact.key;
        self.observer.reached(self.now, contact);
        if let Some(ticket) = &kind.ticket {
            self.begin_deadline(id, kind, ticket);
            if kind.causes(Event::Open) {
                self.expect_questions(id, kind);
            }
            if !ticket.steps.is_empty() {
                self.begin_steps(id);
                return;
            }
        } else {
            self.counted += u64::from(contact.interval != UNCOUNTED);
            if let Some(closed) = &kind.closed
                && !self.open_for(kind)
            {
                if key.happens(MESSAGE, closed.leaves_message) {
                    self.leave_message(id, closed.in_line);
                } else {
                    self.observer.closed(self.now, &self.contacts[id]);
                    self.leave(id, Event::Closed);
                }
                return;
            }
        }
        let owner = self.owner(id, kind);
        let taken = match owner {
            Some(agent) => self.owner_takes(id, kind, agent),
            None => self.offer(id),
        };
        if taken {
            return;
        }
        if kind.balk > 0.0 && key.happens(BALKS, kind.balk) {
            self.observer.abandoned(self.now, &self.contacts[id], true);
            self.leave(id, Event::Abandoned);
        } else if kind.queue_limit.is_some_and(|limit| self.queues[self.contacts[id].kind.index()].len() >= limit) {
            self.observer.turned_away(self.now, &self.contacts[id]);
            self.leave(id, Event::TurnedAway);
        } else if let Some(agent) = owner {
            self.keep(id, kind, agent);
        } else {
            self.start_waiting(id);
        }
    }

    /// Its own deadline, or the one that it took over from what caused it.
    fn begin_deadline(&mut self, id: u32, kind: &ContactType, ticket: &Ticket) {
        let contact = &mut self.contacts[id];
        if contact.deadline == SimTime::NEVER {
            let Some(promise) = ticket.deadline else { return };
            contact.deadline = kind.due(promise, self.now);
        }
        if contact.deadline > self.now {
            contact.timer = self.events.push(contact.deadline, Kind::Deadline, id);
        } else {
            self.deadline_passed(id);
        }
    }

    /// Whether people can be asked now: inside hours, and somebody who may serve is on shift.
    fn open_for(&self, kind: &ContactType) -> bool {
        kind.hours.is_none_or(|hours| hours.contains(self.now.time_of_day()))
            && kind.routes.iter().any(|route| self.agents.teams[route.team.index()].on_duty > 0)
    }

    fn leave_message(&mut self, id: u32, in_line: bool) {
        self.contacts[id].message = true;
        self.observer.message_left(self.now, &self.contacts[id]);
        if self.offer(id) {
            return;
        }
        self.contacts[id].state = State::Message;
        let kind = self.contacts[id].kind;
        let queue = &mut self.queues[kind.index()];
        self.queued += 1;
        if in_line {
            queue.live.push(&mut self.contacts, id);
            queue.messages_in_line += 1;
        } else {
            queue.messages.push(&mut self.contacts, id);
        }
        self.observer.queued(self.now, &self.contacts[id]);
        self.schedule_wait_first(id);
    }

    /// Tries everyone who takes part by now; a live contact may take an interruptible ticket's place.
    pub(super) fn offer(&mut self, id: u32) -> bool {
        let contact = &self.contacts[id];
        let kind = &self.model.types[contact.kind];
        let waited = self.now - contact.reached;
        if let Some(agent) = router::agent_with_room(&self.agents, kind, waited) {
            self.give(id, agent);
            return true;
        }
        if !kind.is_live() {
            return false;
        }
        if self.agents.interruptible > 0
            && let Some(agent) = router::ticket_to_interrupt(&self.agents, kind, waited)
        {
            self.interrupt(id, agent);
            return true;
        }
        if let Some(agent) = self.kept_for_interruptible(kind, waited) {
            self.out_of_queue(id);
            self.take(id, agent);
            self.give_back_reserved(agent);
            return true;
        }
        false
    }

    /// To an agent who has a place for it: at once, or, where it takes all of them, when he is empty.
    #[inline]
    pub(super) fn give(&mut self, id: u32, agent: u32) {
        if self.waits_for_empty(id, agent) {
            self.reserve_new(id, agent);
        } else {
            self.out_of_queue(id);
            self.take(id, agent);
        }
    }

    /// A live contact takes the place of the agent's ticket, which may find somebody free in another team.
    pub(super) fn interrupt(&mut self, id: u32, agent: u32) {
        self.put_back_ticket(agent, true);
        self.out_of_queue(id);
        self.take(id, agent);
        self.offer_waiting_tickets(self.agents.all[agent as usize].team);
    }

    fn out_of_queue(&mut self, id: u32) {
        if matches!(self.contacts[id].state, State::Queued | State::Kept | State::Message) {
            self.unqueue(id);
        }
    }

    /// Into the queue, with its patience running.
    fn start_waiting(&mut self, id: u32) {
        self.enqueue(id);
        self.begin_patience(id);
        self.schedule_wait_first(id);
    }

    /// Into the queue, or back into it.
    pub(super) fn enqueue(&mut self, id: u32) {
        self.enter_line(id);
        self.observer.queued(self.now, &self.contacts[id]);
        self.watch(self.contacts[id].kind);
    }

    pub(super) fn enter_line(&mut self, id: u32) {
        let contact = &mut self.contacts[id];
        contact.state = State::Queued;
        self.queued += 1;
        let kind = contact.kind;
        match &self.model.types[kind].ticket {
            Some(ticket) => {
                let place = contact.place(ticket);
                let only = self.only_team(id, &self.model.types[kind]);
                self.queue(kind).push_ticket(place, id, only);
            }
            None => self.queues[kind.index()].live.insert(&mut self.contacts, id),
        }
    }

    /// Out of the queue, being taken or giving up.
    pub(super) fn unqueue(&mut self, id: u32) {
        self.leave_line(id);
        if !self.contacts[id].ghost {
            self.observer.unqueued(self.now, &self.contacts[id]);
        }
        self.watch(self.contacts[id].kind);
    }

    pub(super) fn leave_line(&mut self, id: u32) {
        let contact = &self.contacts[id];
        let (kind, in_line) = (contact.kind, contact.state == State::Queued);
        self.queued -= 1;
        let queue = &mut self.queues[kind.index()];
        if contact.state == State::Kept {
            queue.kept.retain(|kept| kept.id != id);
        } else if self.model.types[kind].ticket.is_some() {
            let only = self.only_team(id, &self.model.types[kind]);
            let first = self.queues[kind.index()].pop_ticket(only);
            debug_assert_eq!(first, Some(id), "tickets are taken from the front");
        } else if in_line {
            queue.live.remove(&mut self.contacts, id);
        } else if self.model.types[kind].closed.is_some_and(|closed| closed.in_line) {
            queue.messages_in_line -= 1;
            queue.live.remove(&mut self.contacts, id);
        } else {
            queue.messages.remove(&mut self.contacts, id);
        }
    }

    /// Later teams of the route look when their time comes.
    pub(super) fn schedule_wait_first(&mut self, id: u32) {
        let contact = &self.contacts[id];
        let waits = self.model.types[contact.kind].routes.iter().map(|route| route.wait_first);
        let next = waits.filter(|wait| contact.reached + *wait > self.now).min();
        if let Some(wait) = next {
            let at = contact.reached + wait;
            self.events.push(at, Kind::WaitFirst, id);
        }
    }

    /// A further team takes part: its free places are offered at once.
    pub(super) fn wait_first(&mut self, id: u32) {
        if self.gave_up(id) {
            self.leave_unnoticed(id);
            return;
        }
        if self.contacts[id].state == State::Kept {
            let queue = &self.queues[self.contacts[id].kind.index()];
            if queue.kept.iter().any(|kept| kept.id == id && kept.until == self.now) {
                self.release_kept(id);
            }
            return;
        }
        // The slot may have been given to another contact meanwhile; looking twice does no harm, so no timer is kept.
        let waiting = matches!(self.contacts[id].state, State::Queued | State::Message | State::Reserved);
        let due = waiting
            && self.model.types[self.contacts[id].kind]
                .routes
                .iter()
                .any(|route| self.contacts[id].reached + route.wait_first == self.now);
        if due {
            self.offer_again(id);
        }
    }

    /// Whoever waits is offered once more, and then when a further team takes part.
    pub(super) fn offer_again(&mut self, id: u32) {
        let kind = &self.model.types[self.contacts[id].kind];
        if kind.ticket.is_some() {
            // A ticket is only taken from the front: the free agents look at the whole queue.
            for route in 0..kind.routes.len() {
                self.offer_team(kind.routes[route].team);
            }
        } else {
            self.offer(id);
        }
        if matches!(self.contacts[id].state, State::Queued | State::Message | State::Reserved) {
            self.schedule_wait_first(id);
        }
    }

    /// A ticket's deadline, if it is still open.
    pub(super) fn deadline(&mut self, id: u32, sequence: u64) {
        if self.contacts[id].timer == sequence {
            self.deadline_passed(id);
        }
    }

    fn deadline_passed(&mut self, id: u32) {
        self.contacts[id].late = true;
        self.observer.late(self.now, &self.contacts[id]);
        self.cause(&self.model.types[self.contacts[id].kind], id, Event::Late, self.now);
    }

    /// It leaves for good, and causes what it causes.
    pub(super) fn leave(&mut self, id: u32, event: Event) {
        self.cause(&self.model.types[self.contacts[id].kind], id, event, self.now);
        self.uncount(id);
        self.contacts.remove(id);
    }

    /// What this event of this contact causes; delays count from `from`.
    #[expect(clippy::inline_always, reason = "most types cause nothing at most events: a call would cost more")]
    #[inline(always)]
    pub(super) fn cause(&mut self, kind: &ContactType, id: u32, event: Event, from: SimTime) {
        if kind.causes(event) {
            self.cause_some(id, event, &kind.rules[event as usize], from);
        }
    }

    fn cause_some(&mut self, id: u32, event: Event, rules: &[Rule], from: SimTime) {
        for rule in rules {
            let key = self.contacts[id].key.child(rule.purpose);
            self.cause_one(id, event, rule, key, from);
        }
    }

    /// What one rule causes, if it does.
    #[inline]
    pub(super) fn cause_one(&mut self, id: u32, event: Event, rule: &Rule, key: Key, from: SimTime) {
        if self.happens(id, rule, key) {
            self.create(id, event, rule, key, from);
        }
    }

    #[inline]
    pub(super) fn happens(&self, parent: u32, rule: &Rule, key: Key) -> bool {
        !(rule.first_only && self.contacts[parent].repeat) && key.happens(CHANCE, rule.chance)
    }

    /// When it happens; the rule's delay counts from `from`.
    #[inline]
    pub(super) fn due(&self, rule: &Rule, key: Key, from: SimTime) -> SimTime {
        let delay = rule.delay.as_ref().map_or(SimDuration::ZERO, |law| law.draw(&mut key.stream(DELAY), from));
        let at = from + delay;
        match rule.follow {
            Some(follow) => followed(&self.model.profiles[follow], from, at, key.uniform(HOUR)),
            None => at,
        }
    }

    fn create(&mut self, parent: u32, event: Event, rule: &Rule, key: Key, from: SimTime) {
        let at = self.due(rule, key, from);
        if rule.link == Link::Transfer {
            self.observer.transferred(self.now, &self.contacts[parent]);
            self.cause(&self.model.types[self.contacts[parent].kind], parent, Event::Transferred, self.now);
        }
        let id = self.new_child(parent, event, rule, key);
        self.observer.pending(self.now, &self.contacts[id]);
        self.events.push(at.max(self.now), Kind::Child, id);
    }

    /// What a rule creates, not here yet.
    #[inline]
    pub(super) fn new_child(&mut self, parent: u32, event: Event, rule: &Rule, key: Key) -> u32 {
        let (was_repeat, deadline) = (self.contacts[parent].repeat, self.contacts[parent].deadline);
        let buying = self.buying_of_child(parent, event, rule);
        let repeat = match rule.link {
            Link::New => event.makes_repeat(),
            Link::Transfer | Link::Same => was_repeat,
        };
        let id = self.new_contact(key, rule.creates, repeat, rule.meets_bot && rule.link == Link::New);
        self.remember_owner(id, Some(parent));
        self.remember_recorded(id, None);
        self.contacts[id].buying = buying;
        if rule.inherit_deadline {
            self.contacts[id].deadline = deadline;
        }
        id
    }
}

/// A contact's effort by its own draw, in ticks at speed 1, from when it reached people.
pub(super) fn effort(kind: &ContactType, contact: &Contact) -> f64 {
    let law = match &kind.pace {
        ChatPace::Measured { alone, .. } if kind.channel == Channel::Chat => alone,
        _ => &kind.effort,
    };
    let drawn = law.draw(&mut contact.key.stream(EFFORT), contact.reached).ticks() as f64;
    match &kind.bot {
        Some(bot) if contact.bot_failed => drawn * bot.failure_effort,
        _ => drawn,
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

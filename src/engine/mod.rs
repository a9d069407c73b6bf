//! Model to observations: one replication, event by event.
//!
//! The engine sees the model (frozen), its own state and the observer. It reads no clock, no file, no hash order and no
//! shared generator; it cannot fail on input, because a [`Model`] is valid by construction. The loop is [`Engine::run`].

mod desk;
mod kernel;
mod life;
mod messaging;
mod observe;
mod policies;
mod shifts;
mod tickets;

pub use desk::workload::Load;
pub use life::contact::{Buying, Contact, NONE, State, UNCOUNTED};
pub use observe::observer::{Answered, Lifted, NullObserver, Observer, Presence, Reminded, StepDone, Taken};
pub use observe::trace::Trace;

use crate::id::{Id, IdVec};
use crate::model::{Crew, Model, Recorded, Team, TypeId};
use crate::random::{DayArrivals, Key, Profile};
use crate::time::{SimDuration, SimTime};
use desk::agents::Agents;
use desk::last_agent::LastAgent;
use desk::paces::Paces;
use desk::queue::Queue;
use kernel::event::{EventKind, PendingEvent};
use kernel::event_list::EventList;
use kernel::tournament::Tournament;
use life::contact::Contacts;
use life::patience;
use life::recorded;
use life::recorded::GivenDay;
use messaging::conversation::Conversation;
use policies::Switches;
use tickets::steps::{Progress, Question};

/// Events between two looks at the limits: often enough to stop at once, seldom enough to cost nothing.
const LOOK_EVERY: u64 = 65_536;

/// How a replication ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// Every counted live contact left, or the drain was over.
    Whole,
    /// Asked to stop.
    Cancelled,
    /// One of the model's limits was reached.
    Limit(Limit),
}

/// A limit that was reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Limit {
    /// Too many events.
    Events,
    /// Too many events at one instant.
    AtOnce,
    /// Too many events of one day.
    Day,
    /// Too many contacts present.
    Present,
}

/// The next first contact of each type.
struct Source<'m> {
    contact_type: TypeId,
    key: Key,
    day: i32,
    profile: &'m Profile,
    arrivals: DayArrivals,
    next_key: Key,
    /// The date at work, where data gives its contacts; and what it says of the next one.
    given: Option<GivenDay<'m>>,
    next_recorded: Option<&'m Recorded>,
}

/// One replication of a model.
pub struct Engine<'m, O> {
    /// The model as it is run now: a variant of [`Switches::base`] while policies are on.
    model: &'m Model,
    observer: O,
    /// The replication's key.
    key: Key,
    now: SimTime,
    /// The last instant at which an event behind losing patience was at work: whoever's patience ends then has gone by now.
    past_patience: SimTime,
    events: EventList,
    sources: Vec<Source<'m>>,
    /// The next first contact of every source.
    arrivals: Tournament,
    /// The next end of every agent.
    ends: Tournament,
    contacts: Contacts,
    /// Types whose customers may leave the queue unnoticed.
    unnoticed: IdVec<TypeId, bool>,
    queues: Vec<Queue>,
    /// How many stand in them.
    queued: u32,
    /// By slot: how far tickets of steps have come.
    progress: Vec<Progress>,
    /// By slot: how far chats by the message have come.
    conversations: Vec<Conversation>,
    /// By slot: how long the customer waited for the first reply, where somebody asks for it afterwards.
    replies: Vec<SimDuration>,
    /// Questions about open tickets that may be asked, and slots free again.
    questions: Vec<Question>,
    question_slots: Vec<u32>,
    /// Whether any type asks for it; then by slot, who had the customer before.
    has_owners: bool,
    last_agents: Vec<Option<LastAgent>>,
    /// Whether contacts bring what was recorded of them; then by slot.
    has_recorded: bool,
    recorded: Vec<Option<&'m Recorded>>,
    agents: Agents,
    /// Agents who hold back for a ticket.
    reserving: Vec<u32>,
    paces: Paces,
    switches: Switches<'m>,
    /// By team: which persons there are.
    crews: Vec<Crew<'m>>,
    start: SimTime,
    end: SimTime,
    /// The counting interval now, or [`UNCOUNTED`].
    interval: u32,
    /// Live contacts that count and have not left.
    counted: u64,
    handled_events: u64,
    /// When to look at limits and whether somebody wants to stop.
    next_look: u64,
    /// What the last looks saw.
    pace: Pace,
}

/// How many events an instant and a day have had, as far as looks tell.
struct Pace {
    /// When the last look was, and the events up to the first look at that instant.
    at: SimTime,
    before: u64,
    /// The day of the last look, and the events up to the first look in it.
    day: i32,
    before_day: u64,
}

/// Runs one replication to its end. `cancelled` is asked now and then.
pub fn run<O: Observer>(
    model: &Model,
    seed: u64,
    replication: u64,
    observer: O,
    cancelled: &dyn Fn() -> bool,
) -> (O, Ended) {
    let mut engine = Engine::new(model, Key::seed(seed).number(replication), observer);
    let ended = engine.run(cancelled);
    (engine.observer, ended)
}

impl<'m, O: Observer> Engine<'m, O> {
    fn new(model: &'m Model, key: Key, observer: O) -> Self {
        let sources: Vec<Source<'m>> = model
            .types
            .entries()
            .filter_map(|(id, contact_type)| Some((id, contact_type, contact_type.arrivals.as_ref()?)))
            .map(|(id, contact_type, arrivals)| Source {
                contact_type: id,
                key: contact_type.key(key),
                day: -1,
                profile: &arrivals.profile,
                arrivals: DayArrivals::over(key),
                next_key: key,
                given: None,
                next_recorded: None,
            })
            .collect();
        let last = model.limits.drain.days().ceil() as i32 + model.calendar.warm_up_days + model.calendar.days;
        let days = model.calendar.since..=model.calendar.epoch_day(last);
        let crew = |team: &'m Team| team.people.crew(key, &team.staffing, days.clone());
        let crews: Vec<Crew<'m>> = model.teams.iter().map(crew).collect();
        let agents = Agents::new(model, &crews);
        let mut engine = Self {
            model,
            observer,
            key,
            now: SimTime::ZERO,
            past_patience: SimTime::NEVER,
            events: EventList::default(),
            arrivals: Tournament::new(sources.len(), EventKind::Arrival),
            ends: Tournament::new(agents.all.len(), EventKind::ServiceEnd),
            sources,
            contacts: Contacts::default(),
            unnoticed: patience::unnoticed::<O>(model),
            queues: model.types.iter().map(|_| Queue::default()).collect(),
            queued: 0,
            progress: Vec::new(),
            conversations: Vec::new(),
            replies: Vec::new(),
            questions: Vec::new(),
            question_slots: Vec::new(),
            has_owners: model.types.iter().any(|contact_type| contact_type.owner.is_some()),
            last_agents: Vec::new(),
            has_recorded: recorded::any_says_more(model),
            recorded: Vec::new(),
            agents,
            reserving: Vec::new(),
            paces: Paces::default(),
            switches: Switches::new(model),
            crews,
            start: model.calendar.start(),
            end: model.calendar.end(),
            interval: UNCOUNTED,
            counted: 0,
            handled_events: 0,
            next_look: LOOK_EVERY.min(model.limits.events),
            pace: Pace { at: SimTime::ZERO, before: 0, day: 0, before_day: 0 },
        };
        for source in 0..engine.sources.len() as u32 {
            engine.draw_next(source);
        }
        engine.events.push(SimTime::ZERO, EventKind::Midnight, 0);
        engine.events.push(engine.start, EventKind::Tick, 0);
        engine.await_times();
        engine
    }

    /// The loop: the earliest of the pending events and the next first contacts.
    fn run(&mut self, cancelled: &dyn Fn() -> bool) -> Ended {
        let last = self.end + self.model.limits.drain;
        loop {
            let (end, arrival, listed) = (self.ends.at(), self.arrivals.at(), self.events.at());
            self.now = end.min(arrival).min(listed);
            let over = self.now >= self.end && (self.counted == 0 || self.now > last);
            if end < arrival && end < listed && !over {
                self.service_end(self.ends.who());
            } else if arrival < end && arrival < listed && !over {
                self.first_arrival(self.arrivals.who());
            } else {
                // Something else, or several at one instant: then the order of kinds decides.
                let listed = self.events.first();
                let event = self.ends.first().earlier_of(self.arrivals.first()).earlier_of(listed);
                if over && event.kind() != EventKind::Tick {
                    self.close();
                    return Ended::Whole;
                }
                if event == listed {
                    self.events.pop();
                }
                self.handle(event);
            }
            self.handled_events += 1;
            if self.handled_events >= self.next_look {
                self.next_look = (self.handled_events + LOOK_EVERY).min(self.model.limits.events);
                if cancelled() {
                    return Ended::Cancelled;
                }
                if let Some(limit) = self.limit_reached() {
                    return Ended::Limit(limit);
                }
            }
        }
    }

    /// A limit that is reached, by what this look and those before it saw.
    fn limit_reached(&mut self) -> Option<Limit> {
        let (events, limits) = (self.handled_events, &self.model.limits);
        if events >= limits.events {
            return Some(Limit::Events);
        }
        if self.pace.at != self.now {
            (self.pace.at, self.pace.before) = (self.now, events);
        } else if events - self.pace.before >= limits.at_once {
            return Some(Limit::AtOnce);
        }
        if self.pace.day != self.now.day() {
            (self.pace.day, self.pace.before_day) = (self.now.day(), events);
        } else if events - self.pace.before_day >= limits.a_day {
            return Some(Limit::Day);
        }
        let most = limits.present as usize;
        if self.contacts.present() > most {
            self.drop_those_who_gave_up();
            return (self.contacts.present() > most).then_some(Limit::Present);
        }
        None
    }

    fn handle(&mut self, event: PendingEvent) {
        let slot = event.slot();
        if event.kind() > EventKind::Patience {
            self.past_patience = self.now;
        }
        match event.kind() {
            EventKind::Tick => self.tick(slot),
            EventKind::Midnight => self.midnight(),
            EventKind::ServiceEnd => self.service_end(slot),
            EventKind::WrapUpEnd => self.wrap_up_end(slot),
            EventKind::CustomerTurn => self.customer_turn(slot, event.sequence()),
            EventKind::ShiftStart => self.shift_start(slot),
            EventKind::BreakEnd => self.break_end(slot),
            EventKind::PauseEnd => self.pause_end(slot),
            EventKind::LeadEnd => self.lead_end(slot),
            EventKind::StaffUp | EventKind::StaffDown => self.staff_change(slot),
            EventKind::Opening => self.opening(TypeId(slot)),
            EventKind::BotEnd => self.bot_end(slot),
            EventKind::StepResumes => self.resume_step(slot),
            EventKind::FollowUp => self.follow_up(slot),
            EventKind::Question => self.question(slot),
            EventKind::Arrival => self.first_arrival(slot),
            EventKind::Policy => self.switch_policy(slot, event.sequence()),
            EventKind::FurtherTeam => self.further_team(slot),
            EventKind::Patience => self.patience(slot, event.sequence()),
            EventKind::Deadline => self.deadline(slot, event.sequence()),
            EventKind::LastCall => self.last_call(slot),
            EventKind::ShiftEnd => self.shift_end(slot),
            EventKind::BreakDue => self.break_due(slot),
            EventKind::PauseDue => self.pause_due(slot),
            EventKind::LeadDue => self.lead_due(slot),
        }
    }

    /// Draws a source's next first contact, from the following days where this one is over.
    fn draw_next(&mut self, index: u32) {
        let model = self.model;
        let source = &mut self.sources[index as usize];
        let arrivals = model.types[source.contact_type].arrivals.as_ref().expect("a source has arrivals");
        loop {
            if let Some((next, key)) = source.arrivals.next(source.profile) {
                source.next_key = key;
                // Of first contacts at one instant the first in order of type.
                self.arrivals.set(index, next, 0);
                return;
            }
            if let Some(given) = &mut source.given
                && let Some((next, key, recorded)) = given.next(source.profile)
            {
                (source.next_key, source.next_recorded) = (key, recorded);
                self.arrivals.set(index, next, 0);
                return;
            }
            (source.given, source.next_recorded) = (None, None);
            source.day += 1;
            let midnight = SimTime::midnight(source.day);
            if midnight >= self.end {
                self.arrivals.clear(index);
                return;
            }
            let date = model.calendar.epoch_day(source.day) as u64;
            let expected = arrivals.realised(&model.calendar, source.day, self.key, source.key);
            source.profile = arrivals.profile_on(&model.calendar, source.day);
            let key = source.key.number(date);
            if let Some(given) = arrivals.given.get(&(date as i32)) {
                source.arrivals = DayArrivals::over(key);
                source.given = Some(GivenDay::new(given, key, midnight));
            } else {
                source.arrivals = DayArrivals::new(key, midnight, expected);
            }
        }
    }

    /// A counting interval ends; the next one, if any, begins.
    fn tick(&mut self, next: u32) {
        let counts = self.now < self.end;
        self.drop_those_who_gave_up();
        if !counts {
            self.give_everyone_a_timer();
        }
        self.observer.tick(self.now, counts.then_some(next));
        self.interval = if counts { next } else { UNCOUNTED };
        if counts {
            self.events.push(self.now + self.model.calendar.interval, EventKind::Tick, next + 1);
        }
    }

    /// Reports whoever counts and is still here.
    fn close(&mut self) {
        for contact in self.contacts.iter() {
            let open = matches!(
                contact.state,
                State::Queued
                    | State::Held
                    | State::Message
                    | State::Reserved
                    | State::Served
                    | State::Quiet
                    | State::Away
                    | State::Missed
            );
            if contact.interval != UNCOUNTED && open {
                self.observer.open_at_end(self.now, contact);
            }
        }
    }

    fn queue(&mut self, contact_type: TypeId) -> &mut Queue {
        &mut self.queues[contact_type.index()]
    }
}

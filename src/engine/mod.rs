//! Model to observations: one replication, event by event.
//!
//! The engine sees the model (frozen), its own state and the observer. It reads no clock, no file, no hash order and no
//! shared generator; it cannot fail on input, because a [`Model`] is valid by construction. The loop is `Engine::run`.

mod contact;
mod desk;
mod kernel;
mod life;
mod limits;
mod messaging;
mod observe;
mod policies;
mod scope;
mod shifts;
mod tickets;

pub use contact::{Buying, Contact, NONE, State, UNCOUNTED};
pub use desk::status::{Keeper, Presence};
pub use desk::workload::{Load, Workload};
pub use kernel::table::Table;
pub use limits::{Ended, Limit};
pub use observe::observer::{Answered, Lifted, NullObserver, Observer, Reminded, StepDone, Taken};
pub use observe::standing::{InHand, Standing};
pub use observe::trace::Trace;

use crate::id::Id;
use crate::model::{ContactType, Model, Staffing, Team, TeamId, TypeId};
use crate::random::Key;
use crate::time::SimTime;
use contact::Contacts;
use desk::agents::Agents;
use desk::queue::Queues;
use desk::rates::Rates;
use kernel::event::{EventKind, PendingEvent};
use kernel::event_list::EventList;
use kernel::lane::{self, Lane};
use kernel::slab::Slab;
use life::counting::Counting;
use life::last_agent::LastAgents;
use life::patience::Unnoticed;
use life::recorded::RecordedContacts;
use life::satisfaction::FirstReplies;
use life::sources::Sources;
use limits::EventCount;
use messaging::conversation::Conversation;
use messaging::minds::Minds;
use policies::Switches;
use scope::{Calls, Plain, Scope, Shop, Whole, has_only_calls, is_plain, is_usual};
use shifts::Shifts;
use std::marker::PhantomData;
use tickets::Tickets;

/// One replication of a model. What every room works with stands first; each group after it belongs to one room or file,
/// which alone sees its fields: others ask its methods. In all rooms `id` is a contact's slot, `agent` an agent's number in
/// the run, `team` and `contact_type` what their names say.
pub struct Engine<'m, O, S> {
    /// The model as it is run now: a variant of the model without policies while any of them is on.
    model: &'m Model,
    /// Its types and teams, each found by one look.
    types: Table<&'m ContactType>,
    teams: Table<&'m Team>,
    observer: O,
    /// The replication's key.
    key: Key,
    now: SimTime,
    events: EventList,
    /// Who is with a bot, where it ends in the order in which it began.
    with_bot: Lane,
    contacts: Contacts,

    agents: Agents,
    rates: Rates,
    queues: Queues,

    sources: Sources<'m>,
    counting: Counting,
    unnoticed: Unnoticed,
    last_agents: LastAgents,
    recorded: RecordedContacts<'m>,
    first_replies: FirstReplies,

    conversations: Slab<Conversation>,
    minds: Minds,
    tickets: Tickets,
    shifts: Shifts<'m>,
    switches: Switches<'m>,
    count: EventCount,
    scope: PhantomData<S>,
}

/// Teams that shrink as people leave, in one replication: the first days without each of those who are not replaced, as far as they
/// are simulated.
pub fn gone(model: &Model, seed: u64, replication: u64) -> Vec<(TeamId, Vec<i32>)> {
    let crews = shifts::crews(model, Key::seed(seed).number(replication));
    let shrinks = |team: TeamId| match &model.teams[team].staffing {
        Staffing::People(roster) => roster.payroll.shrinks.is_some(),
        Staffing::Number(_) => false,
    };
    let all = model.teams.ids().zip(&crews).filter(|(team, _)| shrinks(*team));
    all.map(|(team, crew)| (team, crew.gone().collect())).collect()
}

/// Runs one replication to its end. `cancelled` is asked now and then.
pub fn run<O: Observer>(
    model: &Model,
    seed: u64,
    replication: u64,
    observer: O,
    cancelled: &dyn Fn() -> bool,
) -> (O, Ended) {
    let key = Key::seed(seed).number(replication);
    // Whoever hears everything in order is seldom there: the narrower engines are built for those who only add up.
    if const { !O::IN_ORDER && !O::DESKS } && is_usual(model) {
        if has_only_calls(model) {
            whole_run::<O, Calls>(model, key, observer, cancelled)
        } else if is_plain(model) {
            whole_run::<O, Plain>(model, key, observer, cancelled)
        } else {
            whole_run::<O, Shop>(model, key, observer, cancelled)
        }
    } else {
        whole_run::<O, Whole>(model, key, observer, cancelled)
    }
}

fn whole_run<O: Observer, S: Scope>(model: &Model, key: Key, observer: O, cancelled: &dyn Fn() -> bool) -> (O, Ended) {
    let mut engine = Engine::<O, S>::new(model, key, observer);
    let ended = engine.run(cancelled);
    engine.find_out_deadlines();
    (engine.observer, ended)
}

impl<'m, O: Observer, S: Scope> Engine<'m, O, S> {
    /// A replication at its first instant, with what is to come scheduled.
    fn new(model: &'m Model, key: Key, observer: O) -> Self {
        let end = model.calendar.end();
        let crews = shifts::crews(model, key);
        let agents = Agents::new(model, &crews);
        let mut engine = Self {
            model,
            types: model.types.iter().collect(),
            teams: model.teams.iter().collect(),
            observer,
            key,
            now: SimTime::ZERO,
            events: EventList::default(),
            with_bot: Lane::default(),
            contacts: Contacts::default(),
            rates: Rates::new(model, &agents, !S::CALLS),
            queues: Queues::new(model.types.len()),
            sources: Sources::new(model, key, end),
            counting: Counting::new(model.calendar.start(), end),
            unnoticed: Unnoticed::new::<O>(model),
            last_agents: LastAgents::new(model),
            recorded: RecordedContacts::new(model),
            first_replies: FirstReplies::default(),
            conversations: Slab::new(Conversation::NOTHING_SAID),
            minds: Minds::new(model, &agents),
            tickets: Tickets::new(model),
            shifts: Shifts::new(crews, agents.len()),
            switches: Switches::new(model),
            count: EventCount::new(&model.limits),
            scope: PhantomData,
            agents,
        };
        engine.events.push(SimTime::ZERO, EventKind::Midnight, 0);
        engine.events.push(model.calendar.start(), EventKind::IntervalEnd, 0);
        engine.await_times();
        engine
    }

    /// The loop: the earliest of the pending events and the next first contacts.
    fn run(&mut self, cancelled: &dyn Fn() -> bool) -> Ended {
        loop {
            let (end, arrival, listed) = (self.rates.ends().at(), self.sources.arrivals().at(), self.events.at());
            let bot = if S::WHOLE { self.with_bot.at() } else { lane::NEVER };
            let (first, other) = (end.min(arrival), listed.min(bot));
            self.now = first.min(other);
            if end == arrival || listed == bot || first == other || self.now >= self.counting.end() {
                if !self.handle_in_order() {
                    return Ended::Whole;
                }
            } else if first < other {
                if end < arrival {
                    self.service_end(self.rates.ends().who());
                } else {
                    self.first_arrival(self.sources.arrivals().who());
                }
            } else if bot < listed {
                let event = self.with_bot.pop();
                self.bot_end(event.slot());
            } else {
                let event = self.events.pop().expect("something is listed");
                self.handle(event);
            }
            if self.count.add() {
                self.count.plan_next_look(&self.model.limits);
                if cancelled() {
                    return Ended::Cancelled;
                }
                if let Some(limit) = self.limit_reached() {
                    return Ended::Limit(limit);
                }
            }
        }
    }

    /// The next event where several happen at one instant, so that the order of kinds decides, or the counted horizon is over.
    /// Whether there is anything left to do.
    #[cold]
    fn handle_in_order(&mut self) -> bool {
        let (listed, with_bot) = (self.events.first(), self.with_bot.first());
        let event = self.rates.ends().first().earlier_of(self.sources.arrivals().first());
        let event = event.earlier_of(listed).earlier_of(with_bot);
        let last = self.counting.end() + self.model.limits.drain;
        if event.kind() != EventKind::IntervalEnd && self.counting.is_over(self.now, last) {
            self.close();
            return false;
        }
        if event == listed {
            self.events.pop();
        } else if event == with_bot {
            self.with_bot.pop();
        } else if event.kind() != EventKind::Arrival {
            // Whatever it is of an agent.
            self.service_end(event.slot());
            return true;
        }
        self.handle(event);
        true
    }

    /// Whether a thing from which nothing follows may be told late: nobody listens in order of time, and no policy changes what it counts for.
    #[inline]
    fn only_adds_up(&self) -> bool {
        !O::IN_ORDER && (!S::RARE || self.switches.is_empty())
    }

    /// A limit that is reached.
    fn limit_reached(&mut self) -> Option<Limit> {
        let limits = &self.model.limits;
        let reached = self.count.reached(self.now, limits);
        let most = limits.present as usize;
        if reached.is_some() || self.contacts.present() <= most {
            return reached;
        }
        self.drop_those_who_gave_up();
        (self.contacts.present() > most).then_some(Limit::Present)
    }

    /// Each event to its handler.
    fn handle(&mut self, event: PendingEvent) {
        let slot = event.slot();
        if event.kind() > EventKind::Patience {
            self.unnoticed.pass_patience(self.now);
        }
        match event.kind() {
            EventKind::IntervalEnd => self.tick(slot),
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
            EventKind::BreakNear => self.break_near(slot),
            EventKind::BreakDue => self.break_due(slot),
            EventKind::BreakLatest => self.break_latest(slot),
            EventKind::PauseDue => self.pause_due(slot),
            EventKind::LeadDue => self.lead_due(slot),
        }
    }

    /// A counting interval ends; the next one, if any, begins.
    fn tick(&mut self, next: u32) {
        let counts = self.now < self.counting.end();
        self.drop_those_who_gave_up();
        if !counts {
            self.give_everyone_a_timer();
        }
        let next = counts.then_some(next);
        self.observer.tick(self.now, next);
        let ends = self.now + self.model.calendar.interval;
        self.counting.begin_interval(next, ends);
        if let Some(next) = next {
            self.events.push(ends, EventKind::IntervalEnd, next + 1);
        }
    }

    /// Reports whoever counts and is still here.
    fn close(&mut self) {
        for contact in self.contacts.iter() {
            if contact.interval != UNCOUNTED && contact.is_open() {
                self.observer.open_at_end(self.now, contact);
            }
        }
    }

    /// The run is over: reports the open tickets that are late, where nobody has noticed it.
    fn find_out_deadlines(&mut self) {
        for id in self.contacts.ids() {
            let contact = &self.contacts[id];
            if contact.is_open() && S::ticket(self.types[contact.contact_type.index()]).is_some() {
                self.find_out_deadline(id);
            }
        }
    }
}

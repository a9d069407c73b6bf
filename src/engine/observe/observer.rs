//! The port through which the engine speaks. Statistics, traces and tests are observers; an empty one costs nothing.

use super::standing::Standing;
use crate::engine::contact::Contact;
use crate::engine::desk::status::Presence;
use crate::engine::desk::workload::Load;
use crate::model::{DayKind, PayrollDay, TeamId};
use crate::time::{SimDuration, SimTime};

/// Hears everything that happens, as it happens. Every method may be left out.
#[allow(unused_variables)]
pub trait Observer {
    /// Whether events must be told in order of time. If `false` (an observer that only adds up), the engine may report an
    /// abandonment or a deadline on which nothing depends late, and within an interval arrivals at a bot early, each with its true time.
    const IN_ORDER: bool = true;
    /// Whether [`Self::stands`] and [`Self::absent`] are listened to: whoever does not costs nothing for them.
    const DESKS: bool = false;
    /// A counting interval (or the warm-up) ended just before `at`; `next` is the interval that begins, if it counts.
    fn tick(&mut self, at: SimTime, next: Option<u32>) {}
    /// A contact or stream item arrived; caused ones too.
    fn arrived(&mut self, at: SimTime, contact: &Contact) {}
    /// The contact is with the bot from `at` to `until`.
    fn in_bot(&mut self, at: SimTime, until: SimTime, contact: &Contact) {}
    /// The contact ended with the bot; `solved`: and the customer needs nobody else.
    fn contained(&mut self, at: SimTime, contact: &Contact, solved: bool) {}
    /// The contact asks for people.
    fn reached(&mut self, at: SimTime, contact: &Contact) {}
    /// The contact arrived and asks for people at once: [`Self::arrived`], then [`Self::reached`].
    fn came_to_people(&mut self, at: SimTime, contact: &Contact) {
        self.arrived(at, contact);
        self.reached(at, contact);
    }
    /// A first contact arrived, asked for people and was taken at once, which counts as the first answer:
    /// [`Self::came_to_people`], then [`Self::taken`].
    fn came_and_was_taken(&mut self, at: SimTime, contact: &Contact, by: Taken) {
        self.came_to_people(at, contact);
        self.taken(at, contact, by);
    }
    /// The contact was not taken at once and waits in the queue (again, after an interruption).
    fn queued(&mut self, at: SimTime, contact: &Contact) {}
    /// The contact leaves the queue, for whatever reason.
    fn unqueued(&mut self, at: SimTime, contact: &Contact) {}
    /// The contact left because the queue was full.
    fn turned_away(&mut self, at: SimTime, contact: &Contact) {}
    /// The contact came in closed hours and left.
    fn closed(&mut self, at: SimTime, contact: &Contact) {}
    /// The contact came in closed hours and left a message.
    fn message_left(&mut self, at: SimTime, contact: &Contact) {}
    /// The contact left unanswered, from the queue or (by the message) from an agent; `balked`: without waiting.
    fn abandoned(&mut self, at: SimTime, contact: &Contact, balked: bool) {}
    /// An agent took the contact.
    fn taken(&mut self, at: SimTime, contact: &Contact, by: Taken) {}
    /// Chats by the message: an agent sent an answer.
    fn answered(&mut self, at: SimTime, contact: &Contact, answer: Answered) {}
    /// Chats by the message: the customer wrote again, perhaps after their place was freed.
    fn wrote(&mut self, at: SimTime, contact: &Contact) {}
    /// Chats by the message: the customer is silent for so long that their place is freed.
    fn released(&mut self, at: SimTime, contact: &Contact) {}
    /// Chats by the message: a reminder is sent to a customer who is silent.
    fn reminded(&mut self, at: SimTime, contact: &Contact, reminder: Reminded) {}
    /// Chats by the message: a customer who was answered before leaves, because what they wrote at `written` was not; `team`
    /// answered last.
    fn broke_off(&mut self, at: SimTime, contact: &Contact, written: SimTime, team: TeamId) {}
    /// An agent has found out that nobody is there any more.
    fn in_vain(&mut self, at: SimTime, contact: &Contact, team: TeamId) {}
    /// Work on a ticket was broken off; the ticket goes back to the queue with what is left of it.
    fn put_back(&mut self, at: SimTime, contact: &Contact, agent: u32) {}
    /// A live contact takes the place of a ticket that was put back just now.
    fn interrupted(&mut self, at: SimTime, contact: &Contact, team: TeamId) {}
    /// The turn of a ticket's step has come.
    fn step_begun(&mut self, at: SimTime, contact: &Contact, step: u16) {}
    /// Nobody remembers to begin the step; `first`: of this ticket nothing was forgotten before.
    fn missed(&mut self, at: SimTime, contact: &Contact, step: u16, first: bool) {}
    /// A ticket that was forgotten is found, and asks for people again.
    fn found(&mut self, at: SimTime, contact: &Contact) {}
    /// Nobody has to do anything about a ticket until then.
    fn away(&mut self, at: SimTime, until: SimTime, contact: &Contact) {}
    /// A step is done; an agent who did it has it no longer, unless it was the last.
    fn step_done(&mut self, at: SimTime, contact: &Contact, done: StepDone) {}
    /// Service ended, or the last step; `team`: who did the last work on it.
    fn handled(&mut self, at: SimTime, contact: &Contact, team: TeamId, resolved: bool) {}
    /// Where customers rate: people were done with the contact so, and gave the first reply so long after it had reached them.
    fn rated(&mut self, at: SimTime, contact: &Contact, reply: SimDuration, resolved: bool) {}
    /// A ticket's deadline passed while it was open.
    fn late(&mut self, at: SimTime, contact: &Contact) {}
    /// A first contact that came as a call ended, and was never anything but a call: [`Self::handled`].
    fn call_handled(&mut self, at: SimTime, contact: &Contact, team: TeamId, resolved: bool) {
        self.handled(at, contact, team, resolved);
    }
    /// Something was caused, and arrives later.
    fn pending(&mut self, at: SimTime, contact: &Contact) {}
    /// Something caused arrives.
    fn no_longer_pending(&mut self, at: SimTime, contact: &Contact) {}
    /// The contact goes on as one of another type, in another queue.
    fn transferred(&mut self, at: SimTime, contact: &Contact) {}
    /// An agent comes, goes, begins or ends a break or pause. Said before what it changes in their work.
    fn presence(&mut self, at: SimTime, team: TeamId, agent: u32, was: &Presence, is: &Presence) {}
    /// One agent's part in the team's totals changed.
    fn load(&mut self, at: SimTime, team: TeamId, agent: u32, was: &Load, is: &Load) {}
    /// An agent who was free takes a call, which takes all their places, or (`begins` is `false`) is free after one: [`Self::load`].
    fn on_call(&mut self, at: SimTime, team: TeamId, agent: u32, places: u16, begins: bool) {
        let (idle, on_call) = (Load::idle(), Load::on_call(places));
        let (was, is) = if begins { (idle, on_call) } else { (on_call, idle) };
        self.load(at, team, agent, &was, &is);
    }
    /// An agent stands otherwise than before, or may: what keeps them, and what they have in hand.
    fn stands(&mut self, at: SimTime, team: TeamId, agent: u32, is: Standing<'_>) {}
    /// Somebody who is on the roster of the day that begins is absent, and nobody comes for them: when they would have been at
    /// the desk, in order, without their breaks.
    fn absent(&mut self, at: SimTime, team: TeamId, hours: &[(SimTime, SimTime)]) {}
    /// The payroll of the day that begins, of a team whose people come and go.
    fn payroll(&mut self, at: SimTime, team: TeamId, is: &PayrollDay) {}
    /// Somebody who is paid by the day begins one.
    fn day_begun(&mut self, at: SimTime, team: TeamId) {}
    /// A shift, or a part of one, begins that lasts so long, with unpaid breaks as planned: when, and for how long.
    fn shift_begun(&mut self, at: SimTime, team: TeamId, until: SimTime, breaks: &[(SimTime, SimDuration)]) {}
    /// An agent came on duty.
    fn came(&mut self, at: SimTime, team: TeamId, agent: u32) {}
    /// An agent came back for a further part of a shift.
    fn came_again(&mut self, at: SimTime, team: TeamId, agent: u32) {}
    /// An agent who worked so long after the end of a shift, on such a day of theirs, begins the next without having left.
    fn worked_on(&mut self, at: SimTime, team: TeamId, overtime: SimDuration, day: DayKind) {}
    /// An agent left, so long after the end of the shift, on such a day of theirs.
    fn left(&mut self, at: SimTime, team: TeamId, agent: u32, overtime: SimDuration, day: DayKind) {}
    /// A policy begins or ends; the rules are now those of this combination of policies.
    fn policy(&mut self, at: SimTime, policy: usize, on: bool, combination: usize) {}
    /// Counted, and still here when the run stopped.
    fn open_at_end(&mut self, at: SimTime, contact: &Contact) {}
}

/// How a contact was taken.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// The team that took it.
    pub team: TeamId,
    /// Number of the agent in the run.
    pub agent: u32,
    /// Never taken before (a resumed ticket was).
    pub first: bool,
    /// At the instant it reached people.
    pub at_once: bool,
    /// By another team than the first of its route.
    pub overflow: bool,
    /// From now to the first reply; zero where nothing says more.
    pub answer: SimDuration,
}

/// How a message was answered.
#[derive(Clone, Copy, Debug)]
pub struct Answered {
    /// By whom.
    pub team: TeamId,
    /// Number of the agent in the run.
    pub agent: u32,
    /// The chat's first answer.
    pub first: bool,
    /// When the customer wrote.
    pub written: SimTime,
    /// By another team than the first of its route.
    pub overflow: bool,
}

/// How a customer was reminded.
#[derive(Clone, Copy, Debug)]
pub struct Reminded {
    /// Number of the agent in the run; `None`: by the bot.
    pub by: Option<u32>,
    /// They write because of it.
    pub replies: bool,
    /// What it changes in the chance that they buy; `None`: they have none.
    pub sale: Option<Lifted>,
}

/// How the chance that somebody buys changes, 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Lifted {
    /// Who answered first.
    pub team: TeamId,
    /// How likely it was before.
    pub was: f64,
    /// How likely it is now.
    pub is: f64,
}

/// How a ticket's step was done.
#[derive(Clone, Copy, Debug)]
pub struct StepDone {
    /// Which.
    pub step: u16,
    /// By whom; `None`: it was a wait.
    pub by: Option<TeamId>,
    /// Since its turn came.
    pub took: SimDuration,
    /// Hand work.
    pub hands: SimDuration,
}

/// An observer that hears nothing.
pub struct NullObserver;
impl Observer for NullObserver {
    const IN_ORDER: bool = false;
}

macro_rules! forward {
    ($($name:ident($($arg:ident: $type:ty),*);)*) => {
        /// Two observers hear the same.
        impl<A: Observer, B: Observer> Observer for (A, B) {
            const IN_ORDER: bool = A::IN_ORDER || B::IN_ORDER;
            const DESKS: bool = A::DESKS || B::DESKS;
            $(#[allow(clippy::inline_always, reason = "it passes on what it hears")]
            #[inline(always)]
            fn $name(&mut self, $($arg: $type),*) {
                self.0.$name($($arg),*);
                self.1.$name($($arg),*);
            })*
        }
        impl<A: Observer> Observer for &mut A {
            const IN_ORDER: bool = A::IN_ORDER;
            const DESKS: bool = A::DESKS;
            $(fn $name(&mut self, $($arg: $type),*) {
                (**self).$name($($arg),*);
            })*
        }
    };
}
forward! {
    tick(at: SimTime, next: Option<u32>);
    arrived(at: SimTime, contact: &Contact);
    in_bot(at: SimTime, until: SimTime, contact: &Contact);
    contained(at: SimTime, contact: &Contact, solved: bool);
    reached(at: SimTime, contact: &Contact);
    came_to_people(at: SimTime, contact: &Contact);
    came_and_was_taken(at: SimTime, contact: &Contact, by: Taken);
    queued(at: SimTime, contact: &Contact);
    unqueued(at: SimTime, contact: &Contact);
    turned_away(at: SimTime, contact: &Contact);
    closed(at: SimTime, contact: &Contact);
    message_left(at: SimTime, contact: &Contact);
    abandoned(at: SimTime, contact: &Contact, balked: bool);
    taken(at: SimTime, contact: &Contact, by: Taken);
    answered(at: SimTime, contact: &Contact, answer: Answered);
    wrote(at: SimTime, contact: &Contact);
    released(at: SimTime, contact: &Contact);
    reminded(at: SimTime, contact: &Contact, reminder: Reminded);
    broke_off(at: SimTime, contact: &Contact, written: SimTime, team: TeamId);
    in_vain(at: SimTime, contact: &Contact, team: TeamId);
    put_back(at: SimTime, contact: &Contact, agent: u32);
    interrupted(at: SimTime, contact: &Contact, team: TeamId);
    step_begun(at: SimTime, contact: &Contact, step: u16);
    missed(at: SimTime, contact: &Contact, step: u16, first: bool);
    found(at: SimTime, contact: &Contact);
    away(at: SimTime, until: SimTime, contact: &Contact);
    step_done(at: SimTime, contact: &Contact, done: StepDone);
    handled(at: SimTime, contact: &Contact, team: TeamId, resolved: bool);
    call_handled(at: SimTime, contact: &Contact, team: TeamId, resolved: bool);
    rated(at: SimTime, contact: &Contact, reply: SimDuration, resolved: bool);
    late(at: SimTime, contact: &Contact);
    pending(at: SimTime, contact: &Contact);
    no_longer_pending(at: SimTime, contact: &Contact);
    transferred(at: SimTime, contact: &Contact);
    presence(at: SimTime, team: TeamId, agent: u32, was: &Presence, is: &Presence);
    load(at: SimTime, team: TeamId, agent: u32, was: &Load, is: &Load);
    on_call(at: SimTime, team: TeamId, agent: u32, places: u16, begins: bool);
    stands(at: SimTime, team: TeamId, agent: u32, is: Standing<'_>);
    absent(at: SimTime, team: TeamId, hours: &[(SimTime, SimTime)]);
    payroll(at: SimTime, team: TeamId, is: &PayrollDay);
    day_begun(at: SimTime, team: TeamId);
    shift_begun(at: SimTime, team: TeamId, until: SimTime, breaks: &[(SimTime, SimDuration)]);
    came(at: SimTime, team: TeamId, agent: u32);
    came_again(at: SimTime, team: TeamId, agent: u32);
    worked_on(at: SimTime, team: TeamId, overtime: SimDuration, day: DayKind);
    left(at: SimTime, team: TeamId, agent: u32, overtime: SimDuration, day: DayKind);
    policy(at: SimTime, policy: usize, on: bool, combination: usize);
    open_at_end(at: SimTime, contact: &Contact);
}

//! How fast work moves on, and when the first piece of it is done.
//!
//! An agent's pieces of work move on at rates that depend on all they have open. Whenever that changes, what was done is
//! booked, rates are set anew, and the first end is found: one pending event an agent is enough.

use crate::engine::desk::paces::PaceOfMix;
use crate::engine::desk::status::Status;
use crate::engine::{Engine, Observer, Scope};
use crate::id::Id;
use crate::model::{Channel, ChatPace, Pace};
use crate::time::{SimDuration, SimTime};

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// How many open chats an agent has.
    pub(in crate::engine) fn chats(&self, agent: u32) -> usize {
        self.agents[agent].work().iter().filter(|work| work.is_open_chat()).count()
    }

    /// Books what was done since the last change.
    #[inline]
    pub(in crate::engine) fn book(&mut self, agent: u32) {
        if S::RARE && self.minds.has(agent) {
            return self.book_mind(agent);
        }
        let now = self.now;
        if S::RARE { self.agents[agent].book(now) } else { self.agents[agent].book_shared(now) }
    }

    /// Sets the rates for what is open now, and the time of the first end.
    pub(in crate::engine) fn reschedule(&mut self, agent: u32) -> Pace {
        if S::RARE && self.minds.has(agent) {
            return self.reschedule_mind(agent);
        }
        let state = &mut self.agents[agent];
        let (pace, first) = match state.work() {
            [] => (Pace::default(), None),
            // One call or ticket: the commonest case, at full rate.
            [only] if only.channel != Channel::Chat && !only.wrap_up => {
                let left = only.left;
                if S::RARE {
                    state.set_rates(|_| 1.0);
                } else {
                    state.set_full_rate();
                }
                (Pace::default(), Some(left))
            }
            // Several pieces of work, or a chat, share the hands.
            _ => self.set_rates(agent),
        };
        let state = &mut self.agents[agent];
        state.set_chat_hands(pace.hands);
        let first = first.filter(|_| !state.is(Status::FROZEN));
        self.await_end(agent, first.map(|ticks| self.now + SimDuration::from_ticks_up(ticks)));
        pace
    }

    /// When the agent's first piece of work will be done; `None` while everything stands still.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    fn await_end(&mut self, agent: u32, due: Option<SimTime>) {
        self.rates.set_end(agent, due, self.events.number());
    }

    /// The call that an agent has just taken will be done then.
    #[inline(never)]
    pub(in crate::engine) fn await_end_of_call(&mut self, agent: u32, due: SimTime) {
        self.await_end(agent, Some(due));
    }

    /// How fast each piece of work moves on beside the others; and ticks until the first is done, `None`: nothing moves.
    #[inline]
    fn set_rates(&mut self, agent: u32) -> (Pace, Option<f64>) {
        let state = &mut self.agents[agent];
        let team = self.teams[state.team().index()];
        let PaceOfMix { mut pace, measured } = self.rates.pace(state, team.switching);
        if !S::RARE {
            return (pace, state.share_rates(pace.rate, 1.0 - pace.hands));
        }
        // A ticket fills the gaps between answers.
        if !measured {
            return (pace, state.set_two_rates(pace.rate, 1.0 - pace.hands));
        }
        pace.hands = 1.0;
        let open = usize::from(state.open_chats().open());
        let switches = &self.switches;
        let first = state.set_rates_and_first_end(|work| {
            let contact_type = &switches.under(work).types[work.contact_type];
            match (work.channel, &contact_type.pace) {
                _ if work.wrap_up => 0.0,
                (Channel::Chat, ChatPace::Loop { .. }) => pace.rate,
                (Channel::Chat, ChatPace::Measured { at_start: true, .. }) => 1.0,
                (Channel::Chat, measured) => 1.0 / measured.slowdown(open).expect("measured"),
                _ => 1.0 - pace.hands,
            }
        });
        (pace, first)
    }

    /// The piece of an agent's work that is done first, at their rates of now.
    #[inline]
    pub(in crate::engine) fn first_done(&self, agent: u32) -> usize {
        if !S::RARE {
            return self.agents[agent].first_done_shared();
        }
        let work = self.agents[agent].work();
        if work.len() == 1 {
            return 0;
        }
        let rate = work[0].rate;
        if rate > 0.0 && work.iter().all(|w| w.rate == rate) {
            // Chats alone, or as good as: who has least left.
            let least = work.iter().enumerate().min_by(|a, b| a.1.left.total_cmp(&b.1.left));
            return least.expect("several").0;
        }
        let due = work.iter().enumerate().filter(|(_, w)| w.rate > 0.0);
        let next = due.min_by(|a, b| (a.1.left / a.1.rate).total_cmp(&(b.1.left / b.1.rate)));
        next.map(|(at, _)| at).expect("something was due")
    }
}

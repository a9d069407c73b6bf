//! Answers: which message an agent answers now, and what follows when the answer is sent.

use super::conversation::{SaleChance, Turn};
use super::due::Due;
use crate::engine::desk::status::Status;
use crate::engine::desk::work::Work;
use crate::engine::observe::observer::Answered;
use crate::engine::{Engine, Observer, Scope};
use crate::model::{AnswerOrder, Channel, ContactType, Pace};
use crate::time::SimDuration;

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// Sets the rates of an agent who has one mind, and the time of the first end: whatever is not a chat fills the gaps between answers.
    pub(in crate::engine) fn reschedule_mind(&mut self, agent: u32) -> Pace {
        let writing = self.minds.writing(agent).or_else(|| self.begin_next(agent));
        let state = &mut self.agents[agent];
        let mut first = None;
        if let Some(at) = writing {
            let open = usize::from(state.open_chats().open());
            let stretch = 1.0 + self.model.teams[state.team()].switching * open.saturating_sub(1) as f64;
            let minds = &self.minds;
            first = Some(state.set_one_rate(at, 1.0 / stretch, |since| minds.next_to_write::<O>(agent, since)));
        } else if state.workload().beside() > 0 {
            let rate = |work: &Work| if work.wrap_up || work.channel == Channel::Chat { 0.0 } else { 1.0 };
            let ticks = state.set_rates_and_first_end(rate);
            first = ticks.map(|ticks| self.now + SimDuration::from_ticks_up(ticks));
        }
        let hands = f64::from(u8::from(writing.is_some()));
        state.set_chat_hands(hands);
        let first = first.filter(|_| !state.is(Status::FROZEN));
        self.await_done(agent, first);
        Pace { hands, ..Pace::default() }
    }

    /// Books what an agent with one mind has done since the last change.
    #[inline]
    pub(in crate::engine) fn book_mind(&mut self, agent: u32) {
        let state = &mut self.agents[agent];
        let minds = &self.minds;
        if let Some(at) = minds.writing(agent) {
            state.book_one(self.now, at, |since| minds.next_to_write::<O>(agent, since));
        } else if state.workload().beside() > 0 {
            state.book(self.now);
        } else {
            state.book_nothing(self.now);
        }
    }

    /// The agent, who is not writing, begins the next answer, if there is any: where it stands among what they have in hand.
    fn begin_next(&mut self, agent: u32) -> Option<usize> {
        let state = &self.agents[agent];
        let order = self.model.teams[state.team()].answers;
        let next =
            if order == AnswerOrder::Oldest { self.minds.oldest(agent, self.now) } else { self.next_by(agent, order) };
        let frozen = state.is(Status::FROZEN);
        let next = next.filter(|(_, begun)| *begun || !frozen);
        if let Some((at, begun)) = next {
            self.minds.write(agent, at);
            if !begun {
                self.begin(agent, at);
            }
        }
        if O::IN_ORDER || next.is_none() {
            self.expect_message(agent);
        }
        next.map(|(at, _)| at)
    }

    /// The agent begins an answer, or a reminder.
    fn begin(&mut self, agent: u32, at: usize) {
        let conversation = &mut self.conversations[self.agents[agent].work()[at].contact];
        if conversation.writes {
            // While the agent was busy, and nobody had to know.
            conversation.write();
        }
        if conversation.turn == Turn::Pending {
            self.begin_answer(agent, at);
        } else {
            self.begin_reminder(agent, at);
        }
    }

    /// The chat that is next by this order, and whether it was begun before.
    #[cold]
    fn next_by(&self, agent: u32, order: AnswerOrder) -> Option<(usize, bool)> {
        let mut next: Option<((bool, i64), usize)> = None;
        for (at, work) in self.agents[agent].work().iter().enumerate().filter(|(_, work)| work.is_open_chat()) {
            let conversation = &self.conversations[work.contact];
            if conversation.is_written_in() {
                return Some((at, true));
            }
            let Some(since) = conversation.rank().since(self.now) else { continue };
            let rank = match order {
                AnswerOrder::Oldest => (false, since.ticks()),
                AnswerOrder::Newest => (false, -since.ticks()),
                AnswerOrder::NewChats => (conversation.given > 0, since.ticks()),
            };
            // Of several written at one instant the one taken first, or last where the newest is first.
            let before = |best: (bool, i64)| rank < best || rank == best && order == AnswerOrder::Newest;
            if next.is_none_or(|(best, _)| before(best)) {
                next = Some((rank, at));
            }
        }
        next.map(|(_, at)| (at, false))
    }

    /// The agent begins the next answer.
    fn begin_answer(&mut self, agent: u32, at: usize) {
        let work = &self.agents[agent].work()[at];
        let contact_type = &self.switches.under(work).types[work.contact_type];
        let turns = contact_type.turns.as_ref().expect("its chats go by the message");
        let contact = &mut self.contacts[work.contact];
        let conversation = &mut self.conversations[work.contact];
        conversation.turn = Turn::Writing;
        let (next, of) = (conversation.given + 1, conversation.of);
        let mut hands = if turns.divides(next, of) && conversation.kept >= 0.0 {
            contact.effort * (1.0 - conversation.kept)
        } else {
            turns.hand_work(contact.key, next, of, contact.effort, self.now)
        };
        if contact.ghost {
            hands = contact.effort;
        } else if turns.answer.is_none() && conversation.given >= conversation.of {
            hands = conversation.each;
        } else if turns.answer.is_none() {
            contact.effort -= hands;
        } else if let Some(bot) = contact_type.bot.as_ref().filter(|_| contact.bot_failed) {
            hands *= bot.failure_effort;
        }
        self.begin_writing(agent, at, hands);
    }

    /// The agent writes for so long, in ticks by hand at speed 1.
    pub(super) fn begin_writing(&mut self, agent: u32, at: usize, hands: f64) {
        let state = &mut self.agents[agent];
        let work = &state.work()[at];
        let team = &self.switches.under(work).teams[state.team()];
        let skill = team.skill(work.contact_type).expect("the agent has it in hand");
        let left = hands * skill.effort * state.slowness();
        state.set_left(at, left);
    }

    /// The answer is sent; whether the chat goes on.
    pub(in crate::engine) fn answered(&mut self, agent: u32, at: usize, contact_type: &ContactType) -> bool {
        let Some(turns) = &contact_type.turns else { return false };
        let state = &self.agents[agent];
        let (id, team) = (state.work()[at].contact, state.team());
        let conversation = &mut self.conversations[id];
        if conversation.due.is_some_and(|due| due.begun) {
            self.reminder_written(id, agent);
            return true;
        }
        if conversation.turn == Turn::Over || self.contacts[id].ghost {
            return false;
        }
        conversation.given += 1;
        conversation.team = team;
        let (given, written, last) = (conversation.given, conversation.written, conversation.given >= conversation.of);
        let key = self.contacts[id].key;
        self.contacts[id].timer = 0;
        let patience = std::mem::replace(&mut conversation.patience, Due::NEVER);
        self.minds.calm(agent, patience, &self.conversations);
        let first = given == 1;
        let overflow = !contact_type.is_first(team);
        self.observer.answered(self.now, &self.contacts[id], Answered { team, agent, first, written, overflow });
        if first && contact_type.heeds_reply() {
            let chance = self.replied(id, contact_type, self.now - self.contacts[id].reached);
            self.conversations[id].chance = chance.map(|first| SaleChance { first, team, best: None });
        }
        let conversation = &mut self.conversations[id];
        let (next, of) = (given + 1, conversation.of);
        conversation.kept = if turns.divides(next, of) { turns.kept(key, next, of) } else { -1.0 };
        let silence =
            if last { turns.open_for(turns.linger(key, given, self.now)) } else { turns.pause(key, given, self.now) };
        let conversation = &mut self.conversations[id];
        conversation.turn = if last { Turn::Over } else { Turn::Pausing };
        (conversation.answered, conversation.back, conversation.reminders) = (self.now, self.now + silence, 0);
        if last && silence == SimDuration::ZERO {
            return false;
        }
        self.await_turn(id);
        self.minds.rank(agent, at, self.conversations[id].rank());
        self.reschedule(agent);
        // Who goes on writing stands as before.
        if O::DESKS || !self.minds.is_writing(agent) {
            self.settle(agent);
        }
        true
    }
}

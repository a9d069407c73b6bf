//! Answers: which message an agent answers now, and what follows when the answer is sent.

use super::conversation::{SaleChance, Turn};
use crate::engine::desk::status::Status;
use crate::engine::observe::observer::Answered;
use crate::engine::{Engine, Observer, Scope};
use crate::model::{AnswerOrder, Channel, ContactType, Pace};
use crate::time::SimDuration;

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// The rates of an agent who has one mind: whatever is not a chat fills the gaps between answers. And ticks until the first piece
    /// of work is done; `None`: nothing moves.
    pub(in crate::engine) fn set_messaging_rates(&mut self, agent: u32) -> (Pace, Option<f64>) {
        let writing = self.writing(agent);
        let state = &mut self.agents[agent];
        let open = usize::from(state.open_chats().open());
        let stretch = 1.0 + self.model.teams[state.team()].switching * open.saturating_sub(1) as f64;
        let busy = f64::from(u8::from(writing.is_some()));
        let first = state.set_rates_and_first_end(|work| match work.channel {
            _ if work.wrap_up => 0.0,
            Channel::Chat if writing == Some(work.contact) => 1.0 / stretch,
            Channel::Chat => 0.0,
            _ => 1.0 - busy,
        });
        (Pace { hands: busy, ..Pace::default() }, first)
    }

    /// The chat in which the agent is writing, or begins to.
    fn writing(&mut self, agent: u32) -> Option<u32> {
        let state = &self.agents[agent];
        let order = self.model.teams[state.team()].answers;
        let mut next: Option<((bool, i64), usize)> = None;
        for (at, work) in state.work().iter().enumerate().filter(|(_, work)| work.is_open_chat()) {
            let conversation = &self.conversations[work.contact];
            if conversation.is_written_in() {
                return Some(work.contact);
            }
            let Some(since) = conversation.pending() else { continue };
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
        if state.is(Status::FROZEN) {
            return None;
        }
        let (_, at) = next?;
        let id = state.work()[at].contact;
        if self.conversations[id].turn == Turn::Pending {
            self.begin_answer(agent, at);
        } else {
            self.begin_reminder(agent, at);
        }
        Some(id)
    }

    /// The agent begins the next answer.
    fn begin_answer(&mut self, agent: u32, at: usize) {
        let work = &self.agents[agent].work()[at];
        let contact_type = &self.switches.under(work).types[work.contact_type];
        let turns = contact_type.turns.as_ref().expect("its chats go by the message");
        let contact = &mut self.contacts[work.contact];
        let conversation = &mut self.conversations[work.contact];
        conversation.turn = Turn::Writing;
        let mut hands = turns.hand_work(contact.key, conversation.given + 1, conversation.of, contact.effort, self.now);
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
        let first = given == 1;
        let overflow = !contact_type.is_first(team);
        self.observer.answered(self.now, &self.contacts[id], Answered { team, agent, first, written, overflow });
        if first && contact_type.heeds_reply() {
            let chance = self.replied(id, contact_type, self.now - self.contacts[id].reached);
            self.conversations[id].chance = chance.map(|first| SaleChance { first, team, best: None });
        }
        let silence =
            if last { turns.open_for(turns.linger(key, given, self.now)) } else { turns.pause(key, given, self.now) };
        let conversation = &mut self.conversations[id];
        conversation.turn = if last { Turn::Over } else { Turn::Pausing };
        (conversation.answered, conversation.back, conversation.reminders) = (self.now, self.now + silence, 0);
        if last && silence == SimDuration::ZERO {
            return false;
        }
        self.await_turn(id);
        self.reschedule(agent);
        self.settle(agent);
        true
    }
}

//! Rules that come and go.
//!
//! A switch swaps the frozen model for its variant under the policies then on, and brings up to date what the state
//! copied out of it. Whoever waits is served by the rules of the moment when they are taken; what is in hand is finished as it
//! was begun ([`Work::under`]).

use super::desk::work::Work;
use super::kernel::event::EventKind;
use super::{Engine, Observer, Scope};
use crate::model::{Model, Trigger, TypeId};
use crate::random::Purpose;
use crate::time::SimTime;

/// No event, as none is the first ever created.
const NONE: u64 = 0;
const GAP: Purpose = Purpose::new("until it fails");
const LASTS: Purpose = Purpose::new("how long it fails");

/// A policy at work.
#[derive(Clone, Copy, Default)]
struct Switch {
    on: bool,
    /// How many of its spans are over.
    over: usize,
    /// What fails at random: when it last began or ended, or does next; of a week that is run alone perhaps before it.
    turned: SimTime,
    /// Sequence number of the event at which it begins or ends, unless that loses its meaning meanwhile.
    due: u64,
}

/// Which policies are on.
pub struct Switches<'m> {
    /// The model without any.
    base: &'m Model,
    each: Vec<Switch>,
    /// Whether any looks at how many wait.
    watching: bool,
    /// Those that are on, a bit each.
    combination: u8,
}

impl<'m> Switches<'m> {
    /// No policy is on.
    pub fn new(base: &'m Model) -> Self {
        let policies = base.policies.switches();
        let watching = policies.iter().any(|policy| matches!(policy.trigger, Trigger::Waiting { .. }));
        let turned = SimTime::midnight(base.calendar.since - base.calendar.origin);
        let each = vec![Switch { turned, ..Switch::default() }; policies.len()];
        Self { base, each, watching, combination: 0 }
    }
    /// Whether there are no policies.
    pub fn is_empty(&self) -> bool {
        self.each.is_empty()
    }
    /// The policies that are on, a bit each.
    #[inline]
    pub fn combination(&self) -> u8 {
        self.combination
    }
    /// The rules by which a piece of work was begun.
    #[inline]
    pub fn under(&self, work: &Work) -> &'m Model {
        self.base.under(work.under.into())
    }
}

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// Policies that look at nothing but the time await their first moment.
    pub(super) fn await_times(&mut self) {
        for policy in 0..self.switches.each.len() as u32 {
            self.await_time(policy);
        }
    }

    /// A policy that looks at nothing but the time awaits the beginning or end of its present span. What fails at random fails at the same moments in
    /// every design.
    fn await_time(&mut self, number: u32) {
        let policy = &self.switches.base.policies.switches()[number as usize];
        let Switch { on, mut over, mut turned, .. } = self.switches.each[number as usize];
        match &policy.trigger {
            Trigger::Waiting { .. } => (),
            Trigger::Dated(spans) => {
                if let Some((from, until)) = spans.get(over) {
                    self.schedule(number, if on { *until } else { *from });
                }
            }
            Trigger::Random { gap, lasts } => {
                let key = self.key.name("policy").name(&policy.label.key);
                let begins = |over: usize, at| at + gap.draw(&mut key.number(over as u64).stream(GAP), at);
                let ends = |over: usize, at| at + lasts.draw(&mut key.number(over as u64).stream(LASTS), at);
                turned = if on { ends(over, turned) } else { begins(over, turned) };
                // What came and went before a week that is run alone is over.
                while !on && turned < SimTime::ZERO && ends(over, turned) <= SimTime::ZERO {
                    turned = begins(over + 1, ends(over, turned));
                    over += 1;
                }
                let switch = &mut self.switches.each[number as usize];
                (switch.over, switch.turned) = (over, turned);
                self.schedule(number, turned.max(SimTime::ZERO));
            }
        }
    }

    /// The policy begins or ends at this time.
    fn schedule(&mut self, policy: u32, at: SimTime) {
        self.switches.each[policy as usize].due = self.events.push(at, EventKind::Policy, policy);
    }

    /// How many wait has changed.
    #[inline]
    pub(super) fn queue_changed(&mut self, contact_type: TypeId) {
        if S::RARE && self.switches.watching {
            self.review_waiting_policies(contact_type);
        }
    }

    /// Policies that look at this type begin or end soon, or do not after all.
    fn review_waiting_policies(&mut self, contact_type: TypeId) {
        let policies = self.switches.base.policies.switches();
        for (n, policy) in policies.iter().enumerate() {
            let Trigger::Waiting { of, above, hold, until_below } = &policy.trigger else { continue };
            if !of.contains(&contact_type) {
                continue;
            }
            let waiting: u32 = of.iter().map(|contact_type| self.waiting(*contact_type)).sum();
            let switch = &mut self.switches.each[n];
            let wanted = if switch.on { waiting < *until_below } else { waiting > *above };
            if !wanted {
                switch.due = NONE;
            } else if switch.due == NONE {
                // Even at once it is an event: whoever just joined the queue has not begun to be impatient.
                let at = if switch.on { self.now } else { self.now + *hold };
                self.schedule(n as u32, at);
            }
        }
    }

    /// How many of a type wait, in the queue or in an agent's name.
    fn waiting(&self, contact_type: TypeId) -> u32 {
        self.queues[contact_type].len_without_messages() + self.reserved_of(contact_type).count() as u32
    }

    /// A policy begins or ends, if that still means something.
    pub(super) fn switch_policy(&mut self, policy: u32, sequence: u64) {
        let switch = &mut self.switches.each[policy as usize];
        if switch.due != sequence {
            return;
        }
        switch.due = NONE;
        switch.over += usize::from(switch.on);
        switch.on = !switch.on;
        let on = switch.on;
        self.await_time(policy);
        self.switches.combination ^= 1 << policy;
        let combination = self.switches.combination.into();
        let before = std::mem::replace(&mut self.model, self.switches.base.under(combination));
        // Numbers of types and teams are kept everywhere: each finds its own in every variant.
        assert_eq!((before.types.len(), before.teams.len()), (self.model.types.len(), self.model.teams.len()));
        (self.types, self.teams) = (self.model.types.iter().collect(), self.model.teams.iter().collect());
        self.observer.policy(self.now, policy as usize, on, combination);
        self.adapt(before);
    }

    /// What was copied out of the model is brought up to date, and who may take more than before looks at the queues.
    fn adapt(&mut self, before: &Model) {
        let model = self.model;
        self.rates.adopt(model);
        let mut changed = Vec::new();
        for (id, team) in model.teams.entries() {
            let state = self.agents.team_mut(id);
            let differs = state.adopt(model, before, id);
            let agents = state.agents();
            if differs.places {
                for agent in agents.clone() {
                    let places = self.places_of(agent);
                    self.agents[agent].set_places(model, places);
                    self.settle(agent);
                }
            }
            if team.switching != before.teams[id].switching {
                for agent in agents {
                    self.book(agent);
                    self.reschedule(agent);
                    self.settle(agent);
                }
            }
            if differs.waits || differs.places {
                changed.push(id);
            }
        }
        self.expect_further_teams(before);
        for team in changed {
            self.offer_team(team);
        }
    }

    /// Where teams take part at other waits than before, all who wait expect them then.
    fn expect_further_teams(&mut self, before: &Model) {
        let mut waiting = Vec::new();
        for (id, contact_type) in self.model.types.entries() {
            let queue = &self.queues[id];
            if contact_type.routes != before.types[id].routes {
                for list in [queue.live(), queue.messages()] {
                    let behind = |id: &u32| self.contacts[*id].behind();
                    waiting.extend(std::iter::successors(list.head(), behind));
                }
                waiting.extend(queue.tickets());
                waiting.extend(self.reserved_of(id));
            }
        }
        waiting.sort_unstable();
        for id in waiting {
            self.schedule_further_team(id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_no_larger_for_knowing_its_rules() {
        assert_eq!(size_of::<Work>(), 32);
    }
}

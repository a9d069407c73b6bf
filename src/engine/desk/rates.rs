//! When each agent's first piece of work is done, and how fast mixes of chats move on.

use super::agents::Agents;
use super::paces::Paces;
use crate::engine::kernel::calendar::Calendar;
use crate::engine::kernel::event::EventKind;
use crate::model::Pace;
use crate::time::SimTime;

/// The next end of every agent, and the paces met lately.
pub struct Rates {
    ends: Calendar,
    paces: Paces,
}

impl Rates {
    /// Nothing ends: no agent has anything in hand.
    pub fn new(agents: &Agents) -> Self {
        Self { ends: Calendar::new(agents.len(), EventKind::ServiceEnd), paces: Paces::default() }
    }
    /// The next end of every agent's first piece of work.
    #[inline]
    pub fn ends(&self) -> &Calendar {
        &self.ends
    }
    /// The end of an agent's first piece of work from now on; `sequence`: its order of creation.
    #[inline]
    pub fn set_end(&mut self, agent: u32, at: SimTime, sequence: u64) {
        self.ends.set(agent, at, sequence);
    }
    /// The same of an agent of whom nothing ends.
    #[inline]
    pub fn begin_end(&mut self, agent: u32, at: SimTime, sequence: u64) {
        self.ends.begin(agent, at, sequence);
    }
    /// The first end has come: nothing of its agent ends.
    #[inline]
    pub fn pass_end(&mut self) {
        self.ends.pass();
    }
    /// Nothing of an agent ends.
    #[inline]
    pub fn clear_end(&mut self, agent: u32) {
        self.ends.clear(agent);
    }
    /// The pace of so many open chats with these sums over them: answers, seconds of hands, seconds of pauses.
    #[inline]
    pub fn pace(&mut self, open: usize, sums: [f64; 3], switching: f64) -> Pace {
        let [answers, hands, pauses] = sums;
        self.paces.of(open, answers, hands, pauses, switching)
    }
}

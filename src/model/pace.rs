//! How fast an agent with several open chats moves each of them on.
//!
//! An agent and the customers of the open chats are a closed loop: each customer thinks, writes, and waits for the one
//! pair of hands (machine repair). With c open chats the hands are busy the share U(c); every chat moves on at the same
//! share of it, and each answer is lengthened by `switching` for every further open chat.

use crate::analytic::closed_loop;
use crate::random::Law;
use crate::time::SimDuration;

/// What a chat session's progress depends on.
#[derive(Clone, Debug, PartialEq)]
pub enum ChatPace {
    /// The closed loop of answers and pauses.
    Loop {
        /// The agent's answers in a chat.
        messages: f64,
        /// Seconds until the customer writes again.
        pause: f64,
        /// Mean effort of a chat in seconds, before skill and speed.
        effort: f64,
    },
    /// Measured: wall clock alone, and how much longer at each number of open chats.
    Measured {
        /// Wall-clock duration when alone.
        alone: Law,
        /// Factor on it with 1, 2, … chats open; beyond the list the last.
        slowdown: Vec<f64>,
        /// The factor at the start stays.
        at_start: bool,
    },
}

impl ChatPace {
    /// The factor on the duration with `open` chats, where measured.
    pub fn slowdown(&self, open: usize) -> Option<f64> {
        match self {
            Self::Loop { .. } => None,
            Self::Measured { slowdown, .. } => Some(slowdown[open.clamp(1, slowdown.len()) - 1]),
        }
    }
}

/// The state of one agent's loop with their present chats.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Pace {
    /// Share of time that the hands are on chats.
    pub hands: f64,
    /// Hand-seconds by which each open chat moves on in a second.
    pub rate: f64,
    /// Mean time from a customer's message to the answer, seconds.
    pub reply: f64,
}

impl Pace {
    /// Of `open` chats with these sums over them: `answers` = Σ messages, `hands` = Σ hand-seconds (after skill and
    /// speed), `pauses` = Σ messages × pause.
    pub fn of(open: usize, answers: f64, hands: f64, pauses: f64, switching: f64) -> Self {
        if open == 0 || answers <= 0.0 {
            return Self::default();
        }
        let stretch = 1.0 + switching * (open - 1) as f64;
        let answer = hands / answers * stretch;
        let pause = pauses / answers;
        let busy = closed_loop::busy_share(open as u32, pause, answer);
        Self {
            hands: busy,
            rate: busy / (open as f64 * stretch),
            reply: (open as f64 * answer / busy - pause).max(answer),
        }
    }
}

impl Default for ChatPace {
    fn default() -> Self {
        Self::Measured { alone: Law::Fixed(SimDuration::ZERO), slowdown: vec![1.0], at_start: false }
    }
}

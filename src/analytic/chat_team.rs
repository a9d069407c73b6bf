//! A team whose agents hold several chats each, and a queue before it.
//!
//! With k chats open, spread as evenly as they can be, each agent ends chats as the closed loop of [`super::closed_loop`]
//! says of their share, memorylessly: a birth-and-death chain below, and beyond the last place the queue of
//! [`super::impatient`]. For one chat at a time it is Erlang A or C; for one agent it is exact where chats are exponential. With several
//! of both it is an approximation: chats do not move from a full agent to one who comes free.

use super::closed_loop::{answer_time, busy_share, throughput};
use super::impatient::{Front, Patience, Performance, solve_behind};

/// How agents work on chats. Times in any one unit.
#[derive(Clone, Copy, Debug)]
pub struct ChatWork {
    /// Places of an agent, at least one.
    pub chats: u32,
    /// Hand work on a chat.
    pub effort: f64,
    /// Answers in a chat.
    pub messages: f64,
    /// Until the customer writes again.
    pub pause: f64,
    /// Share by which each further open chat lengthens an answer.
    pub switching: f64,
}

impl ChatWork {
    fn answer(&self, open: u32) -> f64 {
        answer_time(open, self.effort / self.messages, self.switching)
    }
    /// Chats that an agent ends in a unit of time, with so many open.
    pub fn ends(&self, open: u32) -> f64 {
        if open == 0 { 0.0 } else { throughput(open, self.pause, self.answer(open), self.messages) }
    }
    /// Share of their time that they are answering, with so many open.
    pub fn hands(&self, open: u32) -> f64 {
        if open == 0 { 0.0 } else { busy_share(open, self.pause, self.answer(open)) }
    }
}

/// Over a team with so many chats open, spread evenly, of what one agent does with 0, 1, 2 … open.
fn over(agents: u32, open: u64, of: &[f64]) -> f64 {
    let (each, more) = ((open / u64::from(agents)) as usize, open % u64::from(agents));
    let fewer = f64::from(agents) - more as f64;
    let of_more = if more > 0 { more as f64 * of[each + 1] } else { 0.0 };
    fewer * of[each] + of_more
}

/// The queue before a team of chats; none without agents or a steady state. `occupancy` is the share of their time that
/// agents are answering.
pub fn solve_chats(
    arrival_rate: f64,
    agents: u32,
    work: &ChatWork,
    patience: &Patience,
    accept: f64,
) -> Option<Performance> {
    if agents == 0 {
        return None;
    }
    let places = u64::from(agents) * u64::from(work.chats);
    let by_open = |of: fn(&ChatWork, u32) -> f64| -> Vec<f64> { (0..=work.chats).map(|open| of(work, open)).collect() };
    let (one_ends, one_hands) = (by_open(ChatWork::ends), by_open(ChatWork::hands));
    // Σ π(j) / π(k) over j ≤ k, and of hands likewise, from k = 0 to the last state with a free place.
    let (mut all, mut hands) = (1.0, 0.0);
    for open in 1..places {
        let back = over(agents, open, &one_ends) / arrival_rate;
        all = 1.0 + all * back;
        hands = over(agents, open, &one_hands) + hands * back;
    }
    let front = Front { capacity: f64::from(agents) * work.ends(work.chats), last: 1.0 / all };
    let found = solve_behind(front, arrival_rate, patience, accept, accept)?;
    let busy = (1.0 - found.p_wait) * hands / all + found.p_wait * f64::from(agents) * work.hands(work.chats);
    Some(Performance { occupancy: busy / f64::from(agents), ..found })
}

#[cfg(test)]
mod tests {
    use super::super::erlang::{ErlangC, erlang_a};
    use super::*;

    fn close(got: f64, exact: f64) {
        assert!((got / exact - 1.0).abs() < 1e-7, "{got} for {exact}");
    }

    #[test]
    fn one_chat_at_a_time_is_a_call() {
        // Hands 3 and pauses 9 × 0.5: a chat lasts 7.5, of which the agent is answering 3.
        let work = ChatWork { chats: 1, effort: 3.0, messages: 9.0, pause: 0.5, switching: 0.1 };
        for (rate, agents) in [(1.0, 9), (3.0, 21)] {
            let found = solve_chats(rate, agents, &work, &Patience::exponential(4.0), 0.5).unwrap();
            let call = erlang_a(rate, 7.5, agents, 4.0, 0.5).unwrap();
            close(found.p_abandon, call.p_abandon);
            close(found.mean_wait, call.mean_wait);
            close(found.service.excluding_short, call.service.excluding_short);
            close(found.occupancy, call.occupancy * 3.0 / 7.5);
        }
        let found = solve_chats(1.0, 9, &work, &Patience::infinite(), 0.5).unwrap();
        let call = ErlangC::new(1.0, 7.5, 9).unwrap();
        close(found.p_wait, call.p_wait);
        close(found.service.offered, call.service_level(0.5));
        assert!(solve_chats(2.0, 9, &work, &Patience::infinite(), 0.5).is_none(), "more than they can do");
        assert!(solve_chats(1.0, 0, &work, &Patience::infinite(), 0.5).is_none());
    }

    /// One agent of four places: the chain itself, summed far beyond where anybody is left.
    #[test]
    fn one_agent_is_the_chain() {
        let work = ChatWork { chats: 4, effort: 2.5, messages: 5.0, pause: 1.5, switching: 0.06 };
        let (rate, patience) = (0.45, 6.0);
        let down = |k: u32| work.ends(k.min(4)) + f64::from(k.saturating_sub(4)) / patience;
        let mut weights = vec![1.0];
        for k in 1..400 {
            weights.push(weights[k as usize - 1] * rate / down(k));
        }
        let all: f64 = weights.iter().sum();
        let mean = |of: &dyn Fn(u32) -> f64| (0..).zip(&weights).map(|(k, w)| of(k) * w).sum::<f64>() / all;
        let found = solve_chats(rate, 1, &work, &Patience::exponential(patience), 0.5).unwrap();
        close(found.p_wait, mean(&|k| f64::from(u8::from(k >= 4))));
        close(found.mean_queue, mean(&|k| f64::from(k.saturating_sub(4))));
        close(found.p_abandon, mean(&|k| f64::from(k.saturating_sub(4))) / patience / rate);
        close(found.occupancy, mean(&|k| work.hands(k.min(4))));
    }
}

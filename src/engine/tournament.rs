//! The earliest of a fixed set of contestants, each with one event or none: the next end of every agent, the next first
//! contact of every source.
//!
//! A winner tree (Knuth, TAOCP 3, 5.4.1): changing a contestant's event, earlier or later, replays its matches on the
//! way up, one comparison a level and none of them a branch. So an end that moves needs no stale event in a list.

use super::event::Event;

pub struct Tournament {
    /// The pair of winners that meets at place `i`; the winner of `[1]` is the first of all, place `i` sends its own to
    /// place `i / 2`. Contestants come in from place `half` on, two a place.
    pairs: Vec<[Event; 2]>,
    half: usize,
    first: Event,
}

impl Tournament {
    /// Of so many contestants, none with an event.
    pub fn new(contestants: usize) -> Self {
        let half = contestants.next_power_of_two().max(2) / 2;
        Self { pairs: vec![[Event::NEVER; 2]; 2 * half], half, first: Event::NEVER }
    }

    /// The earliest event, or [`Event::NEVER`].
    #[inline]
    pub fn first(&self) -> Event {
        self.first
    }

    /// The event of a contestant from now on.
    #[inline]
    pub fn set(&mut self, contestant: u32, event: Event) {
        let mut side = contestant as usize & 1;
        let mut place = self.half + contestant as usize / 2;
        let mut winner = event;
        loop {
            let pair = &mut self.pairs[place];
            pair[side] = winner;
            winner = winner.earlier_of(pair[side ^ 1]);
            if place == 1 {
                self.first = winner;
                return;
            }
            side = place & 1;
            place >>= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::event::Kind;
    use super::*;
    use crate::random::{Key, Purpose};
    use crate::time::SimTime;

    #[test]
    fn the_winner_is_the_least_whatever_changes() {
        for contestants in [1, 2, 3, 7, 50] {
            let mut stream = Key::seed(1).stream(Purpose::new("test"));
            let mut tournament = Tournament::new(contestants);
            let mut events = vec![Event::NEVER; contestants];
            assert!(tournament.first() == Event::NEVER);
            for sequence in 0..5_000 {
                let who = (stream.uniform() * contestants as f64) as usize;
                events[who] = if stream.uniform() < 0.3 {
                    Event::NEVER
                } else {
                    let at = SimTime::from_ticks((stream.uniform() * 100.0) as i64);
                    Event::new(at, Kind::ServiceEnd, sequence, who as u32)
                };
                tournament.set(who as u32, events[who]);
                assert!(tournament.first() == *events.iter().min().unwrap());
            }
        }
    }
}

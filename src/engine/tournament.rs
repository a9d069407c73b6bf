//! The earliest of a fixed set of contestants, each with one event or none: the next end of every agent, the next first
//! contact of every source.
//!
//! A winner tree (Knuth, TAOCP 3, 5.4.1): changing a contestant's event, earlier or later, replays its matches on the
//! way up, one comparison a level and none of them a branch. So an end that moves needs no stale event in a list.

use super::event::Event;

pub struct Tournament {
    /// The winner at 1, the children of `i` at `2i` and `2i + 1`, contestants from `leaves` on.
    winners: Vec<Event>,
    leaves: usize,
}

impl Tournament {
    /// Of so many contestants, none with an event.
    pub fn new(contestants: usize) -> Self {
        let leaves = contestants.next_power_of_two();
        Self { winners: vec![Event::NEVER; 2 * leaves], leaves }
    }

    /// The earliest event, or [`Event::NEVER`].
    #[inline]
    pub fn first(&self) -> Event {
        self.winners[1]
    }

    /// The event of a contestant from now on.
    #[inline]
    pub fn set(&mut self, contestant: u32, event: Event) {
        let mut place = self.leaves + contestant as usize;
        let mut winner = event;
        self.winners[place] = winner;
        while place > 1 {
            let other = self.winners[place ^ 1];
            winner = other.earlier_of(winner);
            place >>= 1;
            self.winners[place] = winner;
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

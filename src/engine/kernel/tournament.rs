//! The earliest of a small set of contestants, each with one event or none: the next first contact of every source.
//!
//! A winner tree (Knuth, TAOCP 3, 5.4.1): changing a contestant's event, earlier or later, replays its matches on the
//! way up, one comparison a level and none of them a branch. So an end that moves needs no stale event in a list.

use super::event::{EventKind, PendingEvent};
use crate::time::SimTime;
use std::hint::select_unpredictable;

/// Contestants without an event have a time of their own from here on, so that two times are equal only where two
/// events happen at one instant.
const NEVER: u64 = 1 << 62;

/// Somebody at a place, and when their event is.
#[derive(Clone, Copy)]
struct Entry {
    time: u64,
    who: u32,
}

/// The earliest of the events of a fixed set of contestants.
pub struct Tournament {
    /// The kind of all the contestants' events.
    kind: EventKind,
    /// Whoever wins of places `2i` and `2i + 1` stands at place `i`, the winner of all at place 1. Contestants stand from
    /// place `leaves` on.
    places: Vec<Entry>,
    leaves: usize,
    /// By contestant: of events at one instant the one created first comes first.
    sequences: Vec<u64>,
    /// The winner's time, and the winner.
    time: u64,
    who: u32,
}

impl Tournament {
    /// A tournament of so many contestants, none with an event.
    pub fn new(contestants: usize, kind: EventKind) -> Self {
        let leaves = contestants.next_power_of_two();
        let nothing = |who: u32| Entry { time: NEVER + u64::from(who), who };
        let mut places = vec![nothing(0); leaves];
        places.extend((0..leaves as u32).map(nothing));
        for place in (1..leaves).rev() {
            places[place] = places[2 * place];
        }
        Self { kind, places, leaves, sequences: vec![0; leaves], time: NEVER, who: 0 }
    }

    /// When the earliest event is; after everything that happens where there is none.
    #[inline]
    pub fn at(&self) -> SimTime {
        SimTime::from_ticks(self.time as i64)
    }

    /// The contestant whose event is the earliest.
    #[inline]
    pub fn who(&self) -> u32 {
        self.who
    }

    /// The earliest event, or [`PendingEvent::NEVER`].
    pub fn first(&self) -> PendingEvent {
        if self.time >= NEVER {
            return PendingEvent::NEVER;
        }
        PendingEvent::new(self.at(), self.kind, self.sequences[self.who as usize], self.who)
    }

    /// The event of a contestant from now on.
    #[expect(clippy::inline_always, reason = "few sources: a call would cost as much as their matches")]
    #[inline(always)]
    pub fn set(&mut self, contestant: u32, at: SimTime, sequence: u64) {
        self.sequences[contestant as usize] = sequence;
        if self.leaves == 1 {
            self.time = at.ticks() as u64;
        } else {
            self.replay(contestant, at.ticks() as u64);
        }
    }

    /// The contestant has no event.
    #[inline]
    pub fn clear(&mut self, contestant: u32) {
        self.replay(contestant, NEVER + u64::from(contestant));
    }

    /// Plays the contestant's matches again with this time. Who won them all before changes them all; of others it goes up
    /// to the first that ends as before.
    #[expect(clippy::inline_always, reason = "as above")]
    #[inline(always)]
    fn replay(&mut self, contestant: u32, time: u64) {
        if contestant == self.who { self.play::<true>(contestant, time) } else { self.play::<false>(contestant, time) }
    }

    #[inline]
    fn play<const ALL: bool>(&mut self, contestant: u32, time: u64) {
        let (mut time, mut who) = (time, contestant);
        let mut place = self.leaves + contestant as usize;
        self.places[place] = Entry { time, who };
        while place > 1 {
            let other = self.places[place ^ 1];
            let other_wins =
                if other.time == time { created_first(&self.sequences, other.who, who) } else { other.time < time };
            // Who wins cannot be predicted: a branch would cost more than the comparison.
            time = select_unpredictable(other_wins, other.time, time);
            who = select_unpredictable(other_wins, other.who, who);
            place >>= 1;
            if !ALL && who != contestant && self.places[place].who == who {
                // Somebody else goes on as before: nothing changes from here on.
                return;
            }
            self.places[place] = Entry { time, who };
        }
        (self.time, self.who) = (time, who);
    }
}

/// Two events at one instant.
#[cold]
fn created_first(sequences: &[u64], a: u32, b: u32) -> bool {
    (sequences[a as usize], a) < (sequences[b as usize], b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Key, Purpose};

    #[test]
    fn the_winner_is_the_least_whatever_changes() {
        for contestants in [1, 2, 3, 7, 50] {
            let mut stream = Key::seed(1).stream(Purpose::new("test"));
            let mut tournament = Tournament::new(contestants, EventKind::ServiceEnd);
            let mut events = vec![PendingEvent::NEVER; contestants];
            assert!(tournament.first() == PendingEvent::NEVER);
            for sequence in 0..5_000 {
                let who = (stream.uniform() * contestants as f64) as u32;
                events[who as usize] = if stream.uniform() < 0.3 {
                    tournament.clear(who);
                    PendingEvent::NEVER
                } else {
                    // Few instants, so that many events share one.
                    let at = SimTime::from_ticks((stream.uniform() * 20.0) as i64);
                    tournament.set(who, at, sequence);
                    PendingEvent::new(at, EventKind::ServiceEnd, sequence, who)
                };
                assert!(tournament.first() == *events.iter().min().unwrap());
            }
        }
    }
}

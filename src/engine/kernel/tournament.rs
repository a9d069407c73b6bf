//! The earliest of a small set of contestants, each with one event or none: the next first contact of every source.
//!
//! A winner tree (Knuth, TAOCP 3, 5.4.1): changing a contestant's event, earlier or later, replays its matches on the
//! way up, one comparison a level and none of them a branch. A few contestants are all compared instead, which is less.

use super::event::{EventKind, PendingEvent};
use crate::time::SimTime;
use std::hint::select_unpredictable;

/// Contestants without an event have a time of their own from here on, so that two times are equal only where two
/// events happen at one instant.
const NEVER: u64 = 1 << 62;

/// So many contestants are few.
const FEW: usize = 4;

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
    /// The times of a few contestants, who have no places.
    few: [u64; FEW],
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
        let few = std::array::from_fn(|who| NEVER + who as u64);
        Self { kind, places, leaves, few, time: NEVER, who: 0 }
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
        PendingEvent::new(self.at(), self.kind, 0, self.who)
    }

    /// The event of a contestant from now on. Of several at one instant the first contestant's comes first.
    #[expect(clippy::inline_always, reason = "few sources: a call would cost as much as their matches")]
    #[inline(always)]
    pub fn set(&mut self, contestant: u32, at: SimTime) {
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
        if self.leaves <= FEW {
            self.few[contestant as usize % FEW] = time;
            (self.time, self.who) = (self.few[0], 0);
            for other in 1..FEW {
                let earlier = self.few[other] < self.time;
                self.time = select_unpredictable(earlier, self.few[other], self.time);
                self.who = select_unpredictable(earlier, other as u32, self.who);
            }
        } else if contestant == self.who {
            self.play::<true>(contestant, time);
        } else {
            self.play::<false>(contestant, time);
        }
    }

    #[expect(clippy::needless_bitwise_bool, reason = "no branches")]
    #[inline]
    fn play<const ALL: bool>(&mut self, contestant: u32, time: u64) {
        let (mut time, mut who) = (time, contestant);
        let mut place = self.leaves + contestant as usize;
        self.places[place] = Entry { time, who };
        while place > 1 {
            let other = self.places[place ^ 1];
            let other_wins = (other.time < time) | ((other.time == time) & (other.who < who));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Key, Purpose};

    #[test]
    fn the_winner_is_the_least_whatever_changes() {
        for contestants in [1, 2, 3, 4, 5, 7, 50] {
            let mut stream = Key::seed(1).stream(Purpose::new("test"));
            let mut tournament = Tournament::new(contestants, EventKind::ServiceEnd);
            let mut events = vec![PendingEvent::NEVER; contestants];
            assert!(tournament.first() == PendingEvent::NEVER);
            for _ in 0..5_000 {
                let who = (stream.uniform() * contestants as f64) as u32;
                events[who as usize] = if stream.uniform() < 0.3 {
                    tournament.clear(who);
                    PendingEvent::NEVER
                } else {
                    // Few instants, so that many events share one.
                    let at = SimTime::from_ticks((stream.uniform() * 20.0) as i64);
                    tournament.set(who, at);
                    PendingEvent::new(at, EventKind::ServiceEnd, 0, who)
                };
                assert!(tournament.first() == *events.iter().min().unwrap());
            }
        }
    }
}

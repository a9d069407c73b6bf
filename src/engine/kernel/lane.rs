//! Events that are added in the order in which they happen, and leave in it: a ring of places. Each costs next to nothing.

use super::event::PendingEvent;
use super::table::Table;
use crate::time::SimTime;

/// When the first of no events is: after everything that happens. Each list has a time of its own for it, so that two lists at one time have two events.
pub const NEVER: SimTime = SimTime::from_ticks(1 << 60);

/// Events in order.
pub struct Lane {
    /// When the first is.
    at: SimTime,
    /// As many places as a power of two, so that a place behind the last is one in front.
    places: Table<PendingEvent>,
    /// The place of the first, counted on from round to round, and how many there are.
    first: usize,
    len: usize,
}

impl Default for Lane {
    fn default() -> Self {
        Self { at: NEVER, places: Table::filled(PendingEvent::NEVER, 16), first: 0, len: 0 }
    }
}

impl Lane {
    /// When the first is; after everything that happens where there is none.
    #[inline]
    pub fn at(&self) -> SimTime {
        self.at
    }
    /// The first, or [`PendingEvent::NEVER`].
    #[inline]
    pub fn first(&self) -> PendingEvent {
        if self.len > 0 { self.event(self.first) } else { PendingEvent::NEVER }
    }
    /// Takes in an event that happens after all that there are. Whether it does.
    #[expect(clippy::inline_always, reason = "with every bot: a call costs as much again")]
    #[inline(always)]
    pub fn push_behind(&mut self, event: PendingEvent) -> bool {
        if self.len == 0 {
            self.at = event.at();
        } else if event < self.event(self.first + self.len - 1) {
            return false;
        }
        if self.len == self.places.len() {
            self.grow();
        }
        let place = self.place(self.first + self.len);
        self.places[place] = event;
        self.len += 1;
        true
    }
    /// Takes the first out; there is one.
    #[inline]
    pub fn pop(&mut self) -> PendingEvent {
        let event = self.event(self.first);
        self.first = self.first.wrapping_add(1);
        self.len -= 1;
        self.at = if self.len > 0 { self.event(self.first).at() } else { NEVER };
        event
    }
    #[inline]
    fn event(&self, n: usize) -> PendingEvent {
        self.places[self.place(n)]
    }
    /// Of the numbers counted on: always one of a place.
    #[inline]
    fn place(&self, n: usize) -> usize {
        n & (self.places.len() - 1)
    }
    #[cold]
    fn grow(&mut self) {
        let events: Vec<PendingEvent> = (0..self.len).map(|n| self.event(self.first + n)).collect();
        self.places = Table::filled(PendingEvent::NEVER, 2 * self.len);
        self.places.iter_mut().zip(events).for_each(|(place, event)| *place = event);
        self.first = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::super::event::EventKind;
    use super::*;
    use crate::random::{Key, Purpose};
    use std::collections::VecDeque;

    #[test]
    fn who_comes_first_leaves_first_however_many_there_are() {
        let mut stream = Key::seed(1).stream(Purpose::new("test"));
        let (mut lane, mut expected) = (Lane::default(), VecDeque::new());
        for n in 0..20_000 {
            // Fills up to some thousand, and empties again.
            let share = if n / 5_000 % 2 == 0 { 0.7 } else { 0.2 };
            if stream.uniform() < share {
                let event = PendingEvent::new(SimTime::from_ticks(n + 1), EventKind::BotEnd, n as u64, 0);
                assert!(lane.push_behind(event));
                expected.push_back(event);
                let early = PendingEvent::new(SimTime::from_ticks(n), EventKind::BotEnd, 0, 0);
                assert!(!lane.push_behind(early), "not behind the last");
            } else if let Some(first) = expected.pop_front() {
                assert!(lane.pop() == first);
            }
            let first = expected.front().copied();
            assert!(lane.first() == first.unwrap_or(PendingEvent::NEVER));
            assert!(lane.at() == first.map_or(NEVER, PendingEvent::at));
        }
    }
}

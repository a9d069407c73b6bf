//! Events that are added in the order in which they happen, and leave in it: a ring of places.

use super::event::PendingEvent;
use super::table::Table;

/// Events in order.
pub struct Lane {
    /// As many places as a power of two, so that a place behind the last is one in front.
    places: Table<PendingEvent>,
    /// The place of the first, counted on from round to round, and how many there are.
    first: usize,
    len: usize,
}

impl Default for Lane {
    fn default() -> Self {
        Self { places: Table::filled(PendingEvent::NEVER, 16), first: 0, len: 0 }
    }
}

impl Lane {
    /// The first; `None`: there is none.
    #[inline]
    pub fn front(&self) -> Option<PendingEvent> {
        (self.len > 0).then(|| self.at(self.first))
    }
    /// The last; `None`: there is none.
    #[inline]
    pub fn back(&self) -> Option<PendingEvent> {
        (self.len > 0).then(|| self.at(self.first + self.len - 1))
    }
    /// One more behind the last.
    #[inline]
    pub fn push_back(&mut self, event: PendingEvent) {
        if self.len == self.places.len() {
            self.grow();
        }
        let place = self.place(self.first + self.len);
        self.places[place] = event;
        self.len += 1;
    }
    /// The first leaves; there is one.
    #[inline]
    pub fn pop_front(&mut self) {
        self.first = self.first.wrapping_add(1);
        self.len -= 1;
    }
    #[inline]
    fn at(&self, n: usize) -> PendingEvent {
        self.places[self.place(n)]
    }
    /// Of the numbers counted on: always one of a place.
    #[inline]
    fn place(&self, n: usize) -> usize {
        n & (self.places.len() - 1)
    }
    #[cold]
    fn grow(&mut self) {
        let events: Vec<PendingEvent> = (0..self.len).map(|n| self.at(self.first + n)).collect();
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
    use crate::time::SimTime;
    use std::collections::VecDeque;

    #[test]
    fn who_comes_first_leaves_first_however_many_there_are() {
        let mut stream = Key::seed(1).stream(Purpose::new("test"));
        let (mut lane, mut expected) = (Lane::default(), VecDeque::new());
        for n in 0..20_000 {
            // Fills up to some thousand, and empties again.
            let share = if n / 5_000 % 2 == 0 { 0.7 } else { 0.2 };
            if stream.uniform() < share {
                let event = PendingEvent::new(SimTime::from_ticks(n), EventKind::BotEnd, n as u64, 0);
                lane.push_back(event);
                expected.push_back(event);
            } else if expected.pop_front().is_some() {
                lane.pop_front();
            }
            assert!((lane.front(), lane.back()) == (expected.front().copied(), expected.back().copied()));
        }
    }
}

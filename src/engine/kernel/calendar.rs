//! The next end of every agent: the earliest of the events of many contestants, each with one event or none, at a cost that does
//! not grow with how many they are.
//!
//! A calendar queue (Brown 1988): events lie in buckets by time, as meetings lie on the days of a calendar, one page for all years.
//! A bit for each bucket in which something lies leads from one to the next, so that empty ones cost nothing. An event that moves
//! is taken out of its bucket: it needs no stale event in a list. Where contestants are few they play a tournament instead.

use super::event::PendingEvent;
use super::few::{self, Few, NEVER};
use super::table::Table;
use crate::time::SimTime;

/// No contestant.
const NONE: u32 = u32::MAX;
const WORD: usize = u64::BITS as usize;
/// Buckets for each contestant, so that what comes in a quarter of an hour seldom lies under something later.
const PER_CONTESTANT: usize = 16;
/// Ticks, as a power of two, that the buckets of one contestant alone would be long.
const LENGTH_BITS: u32 = 26;

/// A contestant's event, and the next contestant in its bucket.
#[derive(Clone, Copy)]
struct Entry {
    time: u64,
    /// Kind and order of creation ([`super::event::order`]): of events at one instant the least comes first.
    order: u64,
    next: u32,
}

/// The earliest of the events of a fixed set of contestants.
pub struct Calendar {
    /// Whether they are few, who have no buckets; and if so, their events.
    are_few: bool,
    few: Few,
    each: Table<Entry>,
    /// By bucket: the first contestant in it.
    buckets: Table<u32>,
    /// A bit for each bucket in which anybody is.
    filled: Table<u64>,
    /// The length of a bucket: ticks, as a power of two.
    length: u32,
    /// The earliest event's time, and whose it is.
    time: u64,
    who: u32,
}

impl Calendar {
    /// A calendar for so many contestants, none with an event. `moves`: whether events mostly move, and do not only come and pass.
    pub fn new(contestants: usize, moves: bool) -> Self {
        let room = contestants.max(WORD / PER_CONTESTANT).next_power_of_two();
        let buckets = room * PER_CONTESTANT;
        Self {
            are_few: moves && contestants <= few::MOST,
            few: Few::new(),
            each: Table::filled(Entry { time: NEVER, order: 0, next: NONE }, contestants),
            buckets: Table::filled(NONE, buckets),
            filled: Table::filled(0, buckets / WORD),
            length: LENGTH_BITS.saturating_sub(room.trailing_zeros()),
            time: NEVER,
            who: NONE,
        }
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
        let order = if self.are_few { self.few.order(self.who) } else { self.each[self.who as usize].order };
        PendingEvent::with_order(self.at(), order, self.who)
    }

    /// The event of a contestant from now on, or none, whatever they had before.
    #[expect(clippy::inline_always, reason = "three small steps at every end: calls would cost as much again")]
    #[inline(always)]
    pub fn set_or_clear(&mut self, contestant: u32, at: Option<SimTime>, order: u64) {
        if self.are_few {
            return self.set_few(contestant, at, order);
        }
        match at {
            Some(at) => self.move_to(contestant, at, order),
            None => self.clear(contestant),
        }
    }

    /// The same where contestants are few.
    #[expect(clippy::inline_always, reason = "three small steps at every end: calls would cost as much again")]
    #[inline(always)]
    fn set_few(&mut self, contestant: u32, at: Option<SimTime>, order: u64) {
        (self.time, self.who) = self.few.set(contestant, at.map(|at| at.ticks() as u64), order);
    }

    /// The event of a contestant from now on, who may have had another, where contestants are many.
    #[expect(clippy::inline_always, reason = "three small steps at every end: calls would cost as much again")]
    #[inline(always)]
    fn move_to(&mut self, contestant: u32, at: SimTime, order: u64) {
        let was = self.each[contestant as usize].time;
        if was == NEVER {
            return self.put_in(contestant, at, order);
        }
        self.take_out(contestant, was);
        if contestant == self.who {
            // No other is before the one that it had.
            (self.time, self.who) = (NEVER, NONE);
            self.put_in(contestant, at, order);
            if self.time >= was {
                self.find_from(was);
            }
        } else {
            self.put_in(contestant, at, order);
        }
    }

    /// The event of a contestant who has none.
    #[expect(clippy::inline_always, reason = "three small steps at every end: calls would cost as much again")]
    #[inline(always)]
    pub fn begin(&mut self, contestant: u32, at: SimTime, order: u64) {
        if self.are_few {
            self.set_few(contestant, Some(at), order);
        } else {
            self.put_in(contestant, at, order);
        }
    }

    /// The same where contestants are many.
    #[expect(clippy::inline_always, reason = "three small steps at every end: calls would cost as much again")]
    #[inline(always)]
    fn put_in(&mut self, contestant: u32, at: SimTime, order: u64) {
        let time = (at.ticks() as u64).min(NEVER - 1);
        let bucket = self.bucket_of(time);
        let next = std::mem::replace(&mut self.buckets[bucket], contestant);
        self.filled[bucket / WORD] |= 1 << (bucket % WORD);
        self.each[contestant as usize] = Entry { time, order, next };
        let earlier = time < self.time || time == self.time && order < self.each[self.who as usize].order;
        if earlier {
            (self.time, self.who) = (time, contestant);
        }
    }

    /// The contestant has no event.
    #[inline]
    pub fn clear(&mut self, contestant: u32) {
        if self.are_few {
            return self.set_few(contestant, None, 0);
        }
        let was = std::mem::replace(&mut self.each[contestant as usize].time, NEVER);
        if was != NEVER {
            self.take_out(contestant, was);
            if contestant == self.who {
                self.find_from(was);
            }
        }
    }

    /// The earliest event is over: its contestant has none.
    #[expect(clippy::inline_always, reason = "three small steps at every end: calls would cost as much again")]
    #[inline(always)]
    pub fn pass(&mut self) {
        let (who, was) = (self.who, self.time);
        if self.are_few {
            return self.clear(who);
        }
        self.each[who as usize].time = NEVER;
        self.take_out(who, was);
        self.find_from(was);
    }

    #[inline]
    fn bucket_of(&self, time: u64) -> usize {
        (time >> self.length) as usize & (self.buckets.len() - 1)
    }

    /// Takes a contestant out of the bucket of this time.
    #[expect(clippy::inline_always, reason = "three small steps at every end: calls would cost as much again")]
    #[inline(always)]
    fn take_out(&mut self, contestant: u32, time: u64) {
        let bucket = self.bucket_of(time);
        let next = self.each[contestant as usize].next;
        let first = self.buckets[bucket];
        if first == contestant {
            self.buckets[bucket] = next;
            if next == NONE {
                self.filled[bucket / WORD] &= !(1 << (bucket % WORD));
            }
        } else {
            let mut before = first;
            while self.each[before as usize].next != contestant {
                before = self.each[before as usize].next;
            }
            self.each[before as usize].next = next;
        }
    }

    /// Finds the earliest event where none is before this time.
    #[expect(clippy::inline_always, reason = "three small steps at every end: calls would cost as much again")]
    #[inline(always)]
    fn find_from(&mut self, from: u64) {
        let page = from >> self.length;
        let bucket = self.bucket_of(from);
        let (mut word, mut begins) = (bucket / WORD, page - (bucket % WORD) as u64);
        let mut filled = self.filled[word] & (u64::MAX << (bucket % WORD));
        if filled == 0 {
            word = (word + 1) & (self.filled.len() - 1);
            begins += WORD as u64;
            filled = self.filled[word];
        }
        if filled != 0 {
            let ahead = filled.trailing_zeros();
            let (time, who) = self.earliest_in(word * WORD + ahead as usize);
            if time >> self.length == begins + u64::from(ahead) {
                (self.time, self.who) = (time, who);
                return;
            }
        }
        self.find_beyond(page);
    }

    /// The same where the buckets next to this page's do not say.
    #[cold]
    fn find_beyond(&mut self, mut page: u64) {
        let last = page + self.buckets.len() as u64;
        while let Some(filled) = self.filled_from(page, last) {
            let (time, who) = self.earliest_in(filled as usize & (self.buckets.len() - 1));
            if time >> self.length == filled {
                (self.time, self.who) = (time, who);
                return;
            }
            page = filled + 1;
        }
        // All that there is lies further ahead than a page.
        let all = self.each.iter().enumerate().filter(|(_, entry)| entry.time != NEVER);
        let first = all.min_by_key(|(_, entry)| (entry.time, entry.order));
        (self.time, self.who) = first.map_or((NEVER, NONE), |(who, entry)| (entry.time, who as u32));
    }

    /// The first bucket from here on in which anybody is, before the `last`; counted on beyond the end of the page.
    fn filled_from(&self, page: u64, last: u64) -> Option<u64> {
        let mut at = page;
        let mut ahead = u64::MAX << (page % WORD as u64);
        while at < last {
            let word = (at as usize / WORD) & (self.filled.len() - 1);
            let filled = self.filled[word] & ahead;
            at -= at % WORD as u64;
            if filled != 0 {
                return Some(at + u64::from(filled.trailing_zeros())).filter(|found| *found < last);
            }
            at += WORD as u64;
            ahead = u64::MAX;
        }
        None
    }

    /// The earliest event of a bucket in which anybody is, and whose it is.
    #[inline]
    fn earliest_in(&self, bucket: usize) -> (u64, u32) {
        let mut who = self.buckets[bucket];
        let mut earliest = &self.each[who as usize];
        let mut other = earliest.next;
        while other != NONE {
            let entry = &self.each[other as usize];
            if (entry.time, entry.order) < (earliest.time, earliest.order) {
                (who, earliest) = (other, entry);
            }
            other = entry.next;
        }
        (earliest.time, who)
    }
}

#[cfg(test)]
mod tests {
    use super::super::event::{EventKind, order};
    use super::*;
    use crate::random::{Key, Purpose};

    #[test]
    fn the_earliest_is_the_least_whatever_changes() {
        for contestants in [1, 2, 3, 7, 32, 33, 50] {
            // At few instants, so that many events share one; over some pages; far ahead.
            for span in [20.0, 1e10, 1e11] {
                agrees(contestants, span, true);
                agrees(contestants, span, false);
            }
        }
    }

    /// Every event is at the earliest of all or up to `span` ticks later.
    fn agrees(contestants: usize, span: f64, moves: bool) {
        let mut stream = Key::seed(1).stream(Purpose::new("test"));
        let mut calendar = Calendar::new(contestants, moves);
        let mut events = vec![PendingEvent::NEVER; contestants];
        let mut now = 0;
        assert!(calendar.first() == PendingEvent::NEVER);
        for sequence in 0..5_000 {
            if stream.uniform() < 0.5 && calendar.first() != PendingEvent::NEVER {
                now = calendar.at().ticks();
            }
            let who = (stream.uniform() * contestants as f64) as u32;
            events[who as usize] = if stream.uniform() < 0.3 {
                if who == calendar.who() && calendar.first() != PendingEvent::NEVER {
                    calendar.pass();
                } else {
                    calendar.clear(who);
                }
                PendingEvent::NEVER
            } else {
                let at = SimTime::from_ticks(now + (stream.uniform().powi(4) * span) as i64);
                let kind = if stream.uniform() < 0.5 { EventKind::ServiceEnd } else { EventKind::Patience };
                calendar.set_or_clear(who, Some(at), order(kind, sequence));
                PendingEvent::new(at, kind, sequence, who)
            };
            assert!(calendar.first() == *events.iter().min().unwrap());
        }
    }
}

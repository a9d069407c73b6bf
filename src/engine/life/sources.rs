//! First contacts: which comes next of each type that has arrivals of its own.

use super::recorded::GivenDay;
use crate::engine::kernel::event::EventKind;
use crate::engine::kernel::table::Table;
use crate::engine::kernel::tournament::Tournament;
use crate::model::{Model, Recorded, TypeId};
use crate::random::{DayArrivals, Key, Profile};
use crate::time::SimTime;

/// The next first contact of one type.
struct Source<'m> {
    contact_type: TypeId,
    key: Key,
    /// The date at work, in days since the first simulated midnight.
    day: i32,
    profile: &'m Profile,
    arrivals: DayArrivals,
    next_key: Key,
    /// The date at work, where data gives its contacts; and what it says of the next one.
    given: Option<GivenDay<'m>>,
    next_recorded: Option<&'m Recorded>,
}

/// A first contact that arrives.
pub struct FirstContact<'m> {
    pub contact_type: TypeId,
    pub key: Key,
    /// Facts that data gives of it; `None` where it gives no more than that it came, or nothing.
    pub recorded: Option<&'m Recorded>,
}

/// The next first contact of every source.
pub struct Sources<'m> {
    each: Table<Source<'m>>,
    arrivals: Tournament,
    /// The replication's key.
    key: Key,
    /// No first contact comes from here on.
    end: SimTime,
}

impl<'m> Sources<'m> {
    /// One source for each type with arrivals of its own; the first contact of each is drawn.
    pub fn new(model: &'m Model, key: Key, end: SimTime) -> Self {
        let with_arrivals = model.types.entries().filter_map(|(id, of)| Some((id, of, of.arrivals.as_ref()?)));
        let each: Table<Source<'m>> = with_arrivals
            .map(|(id, contact_type, arrivals)| Source {
                contact_type: id,
                key: contact_type.key(key),
                day: -1,
                profile: &arrivals.profile,
                arrivals: DayArrivals::over(key),
                next_key: key,
                given: None,
                next_recorded: None,
            })
            .collect();
        let mut sources = Self { arrivals: Tournament::new(each.len(), EventKind::Arrival), each, key, end };
        for source in 0..sources.each.len() as u32 {
            sources.draw_next(source, model);
        }
        sources
    }

    /// When the next first contact of every source comes.
    #[inline]
    pub fn arrivals(&self) -> &Tournament {
        &self.arrivals
    }

    /// The next first contact of a source, which arrives now.
    #[inline]
    pub fn next_of(&self, source: u32) -> FirstContact<'m> {
        let Source { contact_type, next_key: key, next_recorded: recorded, .. } = self.each[source as usize];
        FirstContact { contact_type, key, recorded }
    }

    /// Draws a source's next first contact, from the following days where this one is over.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    pub fn draw_next(&mut self, index: u32, model: &'m Model) {
        let source = &mut self.each[index as usize];
        if let Some((next, key)) = source.arrivals.next(source.profile) {
            source.next_key = key;
            // Of first contacts at one instant the first in order of type.
            self.arrivals.set(index, next);
        } else {
            match source.next_elsewhere(model, self.key, self.end) {
                Some(next) => self.arrivals.set(index, next),
                None => self.arrivals.clear(index),
            }
        }
    }
}

impl<'m> Source<'m> {
    /// When the next contact comes that data gives of this day, or the first of a following day; `None`: none before the end
    /// of arrivals. `of`: the replication's key.
    #[cold]
    fn next_elsewhere(&mut self, model: &'m Model, of: Key, end: SimTime) -> Option<SimTime> {
        let arrivals = model.types[self.contact_type].arrivals.as_ref().expect("a source has arrivals");
        loop {
            if let Some(given) = &mut self.given
                && let Some((next, key, recorded)) = given.next(self.profile)
            {
                (self.next_key, self.next_recorded) = (key, recorded);
                return Some(next);
            }
            (self.given, self.next_recorded) = (None, None);
            self.day += 1;
            let midnight = SimTime::midnight(self.day);
            if midnight >= end {
                return None;
            }
            let date = model.calendar.epoch_day(self.day) as u64;
            let expected = arrivals.realised(&model.calendar, self.day, of, self.key);
            self.profile = arrivals.profile_on(&model.calendar, self.day);
            let key = self.key.number(date);
            if let Some(given) = arrivals.given.get(&(date as i32)) {
                self.arrivals = DayArrivals::over(key);
                self.given = Some(GivenDay::new(given, key, midnight));
            } else {
                self.arrivals = DayArrivals::new(key, midnight, expected);
            }
            if let Some((next, key)) = self.arrivals.next(self.profile) {
                self.next_key = key;
                return Some(next);
            }
        }
    }
}

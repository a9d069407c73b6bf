//! The observer that counts.
//!
//! Areas under step functions are kept without looking back: a change by `d` at time `t` adds `d · (end − t)` to the
//! present interval, and an interval begins with `level · length`. In whole ticks, so nothing drifts.

use super::counter::{C, LEVELS, Layout, P, T};
use crate::engine::{Contact, Load, Observer, Taken, UNCOUNTED};
use crate::id::Id;
use crate::model::{Channel, DayKind, FirstTouch, Model, TeamId};
use crate::stats::Histogram;
use crate::time::{SimDuration, SimTime};

/// A level and its area in the present interval.
#[derive(Clone, Copy, Default)]
struct Area {
    level: i64,
    ticks: i64,
}

impl Area {
    #[inline]
    fn change(&mut self, by: i64, rest: i64) {
        self.level += by;
        self.ticks += by * rest;
    }
    /// Ends the interval; the next has this length.
    fn turn(&mut self, length: i64) -> f64 {
        let seconds = SimDuration::from_ticks(self.ticks).seconds();
        self.ticks = self.level * length;
        seconds
    }
}

#[derive(Clone, Copy, Default)]
struct TypeAreas {
    waiting: Area,
    in_system: Area,
    pending: Area,
}

#[derive(Clone, Copy, Default)]
struct TeamAreas {
    present: Area,
    paid: Area,
    paid_rest_day: Area,
    paid_holiday: Area,
    available: Area,
    engaged: Area,
    open: Area,
    taken: Area,
    places: Area,
    all_busy: Area,
    staffed: Area,
    levels: [Area; LEVELS],
    free: i64,
    /// Hands are shares, so their level is a float.
    hands: f64,
    hands_ticks: f64,
}

/// Everything counted in one replication, by interval.
pub struct Tallies<'m> {
    model: &'m Model,
    layout: Layout,
    width: usize,
    cells: Vec<f64>,
    types: Vec<TypeAreas>,
    teams: Vec<TeamAreas>,
    start: SimTime,
    interval_ticks: i64,
    intervals: usize,
    /// The interval now, and when it ends.
    current: u32,
    until: SimTime,
    /// By interval: which waits to record it in (the horizon's is always the first).
    spans: Vec<Vec<bool>>,
    /// By span, by type: waits until accepted (tickets: turnarounds), in ticks.
    waits: Vec<Vec<Histogram>>,
}

impl<'m> Tallies<'m> {
    /// Nothing counted yet. `spans`: for each named period, whether it contains each interval. `cells` is memory to use
    /// again: a year's grid is tens of megabytes, and getting it fresh costs more than clearing it.
    pub fn new(model: &'m Model, spans: Vec<Vec<bool>>, mut cells: Vec<f64>) -> Self {
        let layout = Layout::new(model);
        let (width, intervals) = (layout.width(), model.calendar.intervals());
        cells.clear();
        cells.resize(width * intervals, 0.0);
        let histograms = || model.types.iter().map(|_| Histogram::default()).collect::<Vec<_>>();
        Self {
            model,
            width,
            cells,
            types: vec![TypeAreas::default(); model.types.len()],
            teams: vec![TeamAreas::default(); model.teams.len()],
            start: model.calendar.start(),
            interval_ticks: model.calendar.interval.ticks(),
            intervals,
            current: UNCOUNTED,
            until: model.calendar.start(),
            waits: (0..=spans.len()).map(|_| histograms()).collect(),
            spans,
            layout,
        }
    }

    /// The rows of all intervals, and the histograms by span and type.
    pub fn into_parts(self) -> (Layout, Vec<f64>, Vec<Vec<Histogram>>) {
        (self.layout, self.cells, self.waits)
    }

    #[inline]
    fn add(&mut self, contact: &Contact, counter: C, amount: f64) {
        self.add_at(contact.interval, contact, counter, amount);
    }

    /// The counters of the interval the contact belongs to; none where it does not count.
    #[inline]
    fn cell(&mut self, contact: &Contact) -> Option<&mut [f64; C::COUNT]> {
        if contact.interval == UNCOUNTED {
            return None;
        }
        let at = contact.interval as usize * self.width + self.layout.of_type(contact.kind);
        self.cells[at..].first_chunk_mut()
    }

    #[inline]
    fn add_at(&mut self, interval: u32, contact: &Contact, counter: C, amount: f64) {
        if interval != UNCOUNTED {
            let cell = interval as usize * self.width + self.layout.of_type(contact.kind) + counter as usize;
            self.cells[cell] += amount;
        }
    }

    #[inline]
    fn count(&mut self, contact: &Contact, counter: C, first: C) {
        self.add(contact, counter, 1.0);
        if !contact.repeat {
            self.add(contact, first, 1.0);
        }
    }

    #[inline]
    fn rest(&self, at: SimTime) -> i64 {
        (self.until - at).ticks()
    }

    /// The interval that contains a moment, or [`UNCOUNTED`].
    fn interval_of(&self, at: SimTime) -> u32 {
        let since = (at - self.start).ticks();
        if since < 0 {
            return UNCOUNTED;
        }
        let interval = (since / self.interval_ticks) as usize;
        if interval < self.intervals { interval as u32 } else { UNCOUNTED }
    }

    fn record(&mut self, contact: &Contact, length: SimDuration) {
        if contact.interval == UNCOUNTED {
            return;
        }
        let kind = contact.kind.index();
        let ticks = length.ticks().unsigned_abs();
        self.waits[0][kind].record(ticks);
        for (span, inside) in self.spans.iter().enumerate() {
            if inside[contact.interval as usize] {
                self.waits[span + 1][kind].record(ticks);
            }
        }
    }

    /// Ends the present interval: areas go to its row, levels to its end.
    fn turn(&mut self, length: i64) {
        let row = (self.current != UNCOUNTED).then_some(self.current as usize * self.width);
        for (kind, areas) in self.types.iter_mut().enumerate() {
            let ends = [areas.waiting.level, areas.in_system.level];
            let values = [areas.waiting.turn(length), areas.in_system.turn(length), areas.pending.turn(length)];
            if let Some(row) = row {
                let cells = &mut self.cells[row + kind * C::COUNT..][..C::COUNT];
                cells[C::Waiting as usize] = values[0];
                cells[C::InSystem as usize] = values[1];
                cells[C::Pending as usize] = values[2];
                cells[C::WaitingEnd as usize] = ends[0] as f64;
                cells[C::InSystemEnd as usize] = ends[1] as f64;
            }
        }
        for (team, areas) in self.teams.iter_mut().enumerate() {
            let values = areas.turn(length);
            if let Some(row) = row {
                let at = row + self.layout.of_team(TeamId::from_index(team));
                for (counter, value) in values {
                    self.cells[at + counter as usize] = value;
                }
                for (level, area) in areas.levels.iter_mut().enumerate() {
                    self.cells[at + T::Level0 as usize + level] = area.turn(length);
                }
            } else {
                for area in &mut areas.levels {
                    area.turn(length);
                }
            }
        }
    }
}

impl TeamAreas {
    fn turn(&mut self, length: i64) -> [(T, f64); 13] {
        let hands = self.hands_ticks / SimDuration::SECOND.ticks() as f64;
        self.hands_ticks = self.hands * length as f64;
        let all_busy_end = self.all_busy.level as f64;
        [
            (T::Present, self.present.turn(length)),
            (T::Paid, self.paid.turn(length)),
            (T::PaidRestDay, self.paid_rest_day.turn(length)),
            (T::PaidHoliday, self.paid_holiday.turn(length)),
            (T::Available, self.available.turn(length)),
            (T::Engaged, self.engaged.turn(length)),
            (T::Open, self.open.turn(length)),
            (T::Taken, self.taken.turn(length)),
            (T::Places, self.places.turn(length)),
            (T::AllBusy, self.all_busy.turn(length)),
            (T::Staffed, self.staffed.turn(length)),
            (T::AllBusyEnd, all_busy_end),
            (T::Hands, hands),
        ]
    }
}

impl Observer for Tallies<'_> {
    fn tick(&mut self, at: SimTime, next: Option<u32>) {
        let length = if next.is_some() { self.interval_ticks } else { 0 };
        self.turn(length);
        self.current = next.unwrap_or(UNCOUNTED);
        self.until = at + SimDuration::from_ticks(length);
    }

    fn arrived(&mut self, _: SimTime, contact: &Contact) {
        self.count(contact, C::Arrived, C::ArrivedFirst);
    }

    fn in_bot(&mut self, at: SimTime, until: SimTime, contact: &Contact) {
        self.add(contact, C::MetBot, 1.0);
        let mut from = at;
        while from < until {
            let interval = self.interval_of(from);
            let end = if interval == UNCOUNTED {
                if from < self.start { self.start } else { until }
            } else {
                self.start + SimDuration::from_ticks((i64::from(interval) + 1) * self.interval_ticks)
            };
            let to = end.min(until);
            self.add_at(interval, contact, C::InBot, (to - from).seconds());
            from = to;
        }
    }

    fn contained(&mut self, _: SimTime, contact: &Contact, solved: bool) {
        self.count(contact, C::Contained, C::ContainedFirst);
        if !solved {
            self.add(contact, C::FalselyContained, 1.0);
        }
    }

    fn reached(&mut self, at: SimTime, contact: &Contact) {
        self.count(contact, C::Offered, C::OfferedFirst);
        self.add(contact, C::NetOpen, 1.0);
        let rest = self.rest(at);
        self.types[contact.kind.index()].in_system.change(1, rest);
    }

    fn queued(&mut self, at: SimTime, contact: &Contact) {
        let rest = self.rest(at);
        self.types[contact.kind.index()].waiting.change(1, rest);
    }

    fn unqueued(&mut self, at: SimTime, contact: &Contact) {
        let rest = self.rest(at);
        self.types[contact.kind.index()].waiting.change(-1, rest);
    }

    fn turned_away(&mut self, at: SimTime, contact: &Contact) {
        self.add(contact, C::TurnedAway, 1.0);
        self.ended(at, contact);
    }

    fn closed(&mut self, at: SimTime, contact: &Contact) {
        self.add(contact, C::Closed, 1.0);
        self.ended(at, contact);
    }

    fn message_left(&mut self, _: SimTime, contact: &Contact) {
        self.add(contact, C::Messages, 1.0);
    }

    fn abandoned(&mut self, at: SimTime, contact: &Contact, _balked: bool) {
        self.count(contact, C::Abandoned, C::AbandonedFirst);
        let waited = at - contact.reached;
        self.add(contact, C::WaitAbandoned, waited.seconds());
        self.add(contact, C::WaitSquared, waited.seconds() * waited.seconds());
        if self.model.types[contact.kind].speed.is_some_and(|speed| waited <= speed.limit) {
            self.add(contact, C::AbandonedInLimit, 1.0);
        }
        self.add_at(self.current, contact, C::AbandonedDuring, 1.0);
        self.ended(at, contact);
    }

    fn taken(&mut self, at: SimTime, contact: &Contact, by: Taken) {
        if !by.first {
            return;
        }
        let kind = &self.model.types[contact.kind];
        let waited = at - contact.reached;
        let seconds = waited.seconds();
        let Some(cell) = self.cell(contact) else { return };
        let mut add = |counter: C, amount: f64| cell[counter as usize] += amount;
        add(C::Overflow, f64::from(u8::from(by.overflow)));
        if contact.message {
            add(C::MessagesTaken, 1.0);
            add(C::MessageWait, seconds);
            return;
        }
        add(C::Accepted, 1.0);
        add(C::AtOnce, f64::from(u8::from(by.at_once)));
        add(C::WaitAccepted, seconds);
        add(C::WaitSquared, seconds * seconds);
        add(C::FirstReply, (waited + by.answer).seconds());
        if let Some(speed) = kind.speed {
            let until = if speed.until == FirstTouch::FirstReply { waited + by.answer } else { waited };
            add(C::InTime, f64::from(u8::from(until <= speed.limit)));
        }
        if let Some(ticket) = &kind.ticket {
            add(C::Started, 1.0);
            add(C::StartedInTime, f64::from(u8::from(ticket.start_within.is_some_and(|limit| waited <= limit))));
        } else {
            self.record(contact, waited);
        }
    }

    fn interrupted(&mut self, _: SimTime, contact: &Contact, _: TeamId) {
        self.add(contact, C::Interruptions, 1.0);
    }

    fn handled(&mut self, at: SimTime, contact: &Contact, team: TeamId, resolved: bool) {
        let wall = (at - contact.accepted).seconds();
        let first = f64::from(u8::from(!contact.repeat));
        let solved = f64::from(u8::from(resolved));
        if let Some(cell) = self.cell(contact) {
            let mut add = |counter: C, amount: f64| cell[counter as usize] += amount;
            add(C::Handled, 1.0);
            add(C::HandledFirst, first);
            add(C::HandleTime, wall);
            add(C::Resolved, solved);
            add(C::ResolvedFirst, first * solved);
            let pair = contact.interval as usize * self.width + self.layout.of_pair(contact.kind, team);
            let pair = &mut self.cells[pair..pair + P::COUNT];
            pair[P::Handled as usize] += 1.0;
            pair[P::Resolved as usize] += solved;
            pair[P::HandledFirst as usize] += first;
            pair[P::ResolvedFirst as usize] += first * solved;
            pair[P::HandleTime as usize] += wall;
        }
        if self.model.types[contact.kind].channel == Channel::Ticket {
            let turnaround = at - contact.reached;
            self.add(contact, C::Turnaround, turnaround.seconds());
            self.record(contact, turnaround);
            if !contact.late && contact.deadline != SimTime::NEVER {
                self.add_at(self.interval_of(contact.deadline), contact, C::OnTime, 1.0);
            }
        }
        self.add_at(self.current, contact, C::HandledDuring, 1.0);
        self.ended(at, contact);
    }

    fn late(&mut self, at: SimTime, contact: &Contact) {
        self.add_at(self.interval_of(at), contact, C::Late, 1.0);
    }

    fn pending(&mut self, at: SimTime, contact: &Contact) {
        let rest = self.rest(at);
        self.types[contact.kind.index()].pending.change(1, rest);
    }

    fn no_longer_pending(&mut self, at: SimTime, contact: &Contact) {
        let rest = self.rest(at);
        self.types[contact.kind.index()].pending.change(-1, rest);
    }

    fn transferred(&mut self, _: SimTime, contact: &Contact) {
        self.add(contact, C::Transfers, 1.0);
    }

    fn load(&mut self, at: SimTime, team: TeamId, _: u32, was: &Load, is: &Load) {
        let rest = self.rest(at);
        let places = i64::from(self.model.teams[team].places);
        let t = &mut self.teams[team.index()];
        let step = |was: bool, is: bool| i64::from(is) - i64::from(was);
        t.present.change(step(was.present, is.present), rest);
        t.staffed.change(i64::from(t.present.level > 0) - t.staffed.level, rest);
        t.paid.change(step(was.paid, is.paid), rest);
        if was.day != is.day {
            let on = |kind: DayKind| step(was.day == kind, is.day == kind);
            t.paid_rest_day.change(on(DayKind::Rest), rest);
            t.paid_holiday.change(on(DayKind::Holiday), rest);
        }
        let available = step(was.available, is.available);
        t.available.change(available, rest);
        t.places.change(available * places, rest);
        t.engaged.change(step(was.open > 0, is.open > 0), rest);
        t.open.change(i64::from(is.open) - i64::from(was.open), rest);
        t.taken.change(i64::from(is.taken) - i64::from(was.taken), rest);
        if was.available {
            t.levels[usize::from(was.live).min(LEVELS - 1)].change(-1, rest);
        }
        if is.available {
            t.levels[usize::from(is.live).min(LEVELS - 1)].change(1, rest);
        }
        t.hands += is.hands - was.hands;
        t.hands_ticks += (is.hands - was.hands) * rest as f64;
        t.free += step(was.free, is.free);
        t.all_busy.change(i64::from(t.present.level > 0 && t.free == 0) - t.all_busy.level, rest);
    }

    fn came(&mut self, _: SimTime, team: TeamId, _: u32) {
        self.add_team(team, T::Came, 1.0);
    }

    fn left(&mut self, _: SimTime, team: TeamId, _: u32, overtime: SimDuration, day: DayKind) {
        let pay = self.model.teams[team].pay.as_ref();
        let from = pay.map_or(SimDuration::ZERO, |pay| pay.overtime_from);
        let counted_whole = pay.is_some_and(|pay| pay.whole_day_factor(day).is_some());
        if overtime > from && !counted_whole {
            self.add_team(team, T::Overtime, overtime.seconds());
        }
    }

    fn open_at_end(&mut self, _: SimTime, contact: &Contact) {
        self.add(contact, C::OpenAtEnd, 1.0);
    }
}

impl Tallies<'_> {
    /// It is no longer with people.
    fn ended(&mut self, at: SimTime, contact: &Contact) {
        let rest = self.rest(at);
        self.types[contact.kind.index()].in_system.change(-1, rest);
        self.add_at(self.current, contact, C::NetOpen, -1.0);
    }

    fn add_team(&mut self, team: TeamId, counter: T, amount: f64) {
        if self.current != UNCOUNTED {
            let at = self.current as usize * self.width + self.layout.of_team(team) + counter as usize;
            self.cells[at] += amount;
        }
    }
}

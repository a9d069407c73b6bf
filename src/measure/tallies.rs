//! The observer that counts.
//!
//! Areas under step functions are kept without looking back: a change by `d` at time `t` adds `d · (end − t)` to the
//! present interval, and an interval begins with `level · length`. In whole ticks, so nothing drifts.

use super::counter::{C, G, LEVELS, Layout, MONEY_PARTS, MONTH_PARTS, P, PARTS, S, T, W};
use super::grid::{Counts, Grid, Memory};
use super::span::{Span, civil};
use crate::engine::{Answered, Buying, Contact, Load, Observer, Presence, StepDone, Taken, UNCOUNTED};
use crate::id::Id;
use crate::model::{ContactType, DayKind, FirstTouch, Model, PayrollDay, Sale, TeamId, TypeId};
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
    fn turn(&mut self, length: i64) -> i64 {
        std::mem::replace(&mut self.ticks, self.level * length)
    }
}

/// A type's areas, and what is asked about every contact of it.
#[derive(Clone, Copy)]
struct OfType {
    waiting: Area,
    in_system: Area,
    pending: Area,
    /// Who is answered by then is in time; less than nothing where no target says so.
    limit: SimDuration,
    until: FirstTouch,
    /// Only who comes in a window of hours is judged.
    windowed: bool,
    sells: bool,
    ticket: bool,
    /// By the message.
    turns: bool,
    /// Taken at once in the present interval.
    at_once: u64,
}

impl OfType {
    fn new(kind: &ContactType) -> Self {
        let area = Area::default();
        Self {
            waiting: area,
            in_system: area,
            pending: area,
            limit: kind.speed.map_or(SimDuration::from_ticks(-1), |speed| speed.limit),
            until: kind.speed.map_or(FirstTouch::Accepted, |speed| speed.until),
            windowed: kind.speed.is_some_and(|speed| speed.window.is_some()),
            sells: kind.sale.is_some(),
            ticket: kind.ticket.is_some(),
            turns: kind.turns.is_some(),
            at_once: 0,
        }
    }
}

#[derive(Clone, Copy, Default)]
struct TeamAreas {
    present: Area,
    paid: Area,
    paid_by_day: Area,
    paid_rest_day: Area,
    paid_holiday: Area,
    available: Area,
    engaged: Area,
    open: Area,
    taken: Area,
    places: Area,
    all_busy: Area,
    staffed: Area,
    vacant: Area,
    levels: [Area; LEVELS],
    free: i64,
    /// Hands are shares, so their level is a float.
    hands: f64,
    hands_ticks: f64,
}

/// Everything counted in one replication.
pub struct Tallies<'m> {
    model: &'m Model,
    /// The rules of now: a variant of the model while policies are on.
    rules: &'m Model,
    layout: Layout,
    grid: Grid,
    types: Vec<OfType>,
    teams: Vec<TeamAreas>,
    /// By policy: whether it is on.
    policies: Vec<Area>,
    /// By team: today's payroll, where people come and go.
    payrolls: Vec<Option<PayrollDay>>,
    start: SimTime,
    interval_ticks: i64,
    intervals: usize,
    /// The interval now, and when it ends.
    current: u32,
    until: SimTime,
    /// Named spans, to record waits of (the horizon's are always recorded).
    spans: Vec<Span>,
    per_day: usize,
    /// By span, by type: waits until accepted (tickets: turnarounds), in ticks.
    waits: Vec<Vec<Histogram>>,
}

impl<'m> Tallies<'m> {
    /// Nothing counted yet. `columns` are kept by interval too.
    pub fn new(model: &'m Model, spans: &[Span], columns: Vec<usize>, memory: Memory) -> Self {
        let layout = Layout::new(model);
        let calendar = &model.calendar;
        let (per_day, dates) = (calendar.intervals_per_day(), calendar.days as usize);
        let named: Vec<Span> = spans.iter().filter(|s| s.named).cloned().collect();
        let histograms = || model.types.iter().map(|_| Histogram::default()).collect::<Vec<_>>();
        Self {
            model,
            rules: model,
            grid: Grid::new(layout.width(), per_day, dates, spans, columns, memory),
            types: model.types.iter().map(OfType::new).collect(),
            teams: vec![TeamAreas::default(); model.teams.len()],
            policies: vec![Area::default(); model.policies.switches().len()],
            payrolls: vec![None; model.teams.len()],
            start: calendar.start(),
            interval_ticks: calendar.interval.ticks(),
            intervals: calendar.intervals(),
            current: UNCOUNTED,
            until: calendar.start(),
            waits: (0..=named.len()).map(|_| histograms()).collect(),
            spans: named,
            per_day,
            layout,
        }
    }

    /// What was counted, and the histograms by span and type.
    pub fn into_parts(self) -> (Layout, Counts, Vec<Vec<Histogram>>) {
        (self.layout, self.grid.close(), self.waits)
    }

    /// Outcomes of a contact belong to the interval in which it reached people.
    #[expect(clippy::inline_always, reason = "a call would pass the amounts through memory")]
    #[inline(always)]
    fn add<const N: usize>(&mut self, contact: &Contact, amounts: [(C, i64); N]) {
        self.add_at(contact.interval, contact, amounts);
    }

    #[expect(clippy::inline_always, reason = "a call would pass the amounts through memory")]
    #[inline(always)]
    fn add_at<const N: usize>(&mut self, interval: u32, contact: &Contact, amounts: [(C, i64); N]) {
        let base = self.layout.of_type(contact.kind);
        self.grid.add_all::<{ C::COUNT }, N>(
            interval,
            base,
            amounts.map(|(counter, amount)| (counter as usize, amount)),
        );
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

    #[inline]
    fn record(&mut self, contact: &Contact, length: SimDuration) {
        if length == SimDuration::ZERO && contact.interval == self.current {
            self.types[contact.kind.index()].at_once += 1;
        } else {
            self.record_all(contact.interval, contact.kind.index(), length, 1);
        }
    }

    /// Notes so many of this length, of those who reached people in this interval.
    fn record_all(&mut self, interval: u32, kind: usize, length: SimDuration, times: u64) {
        if interval == UNCOUNTED {
            return;
        }
        let ticks = length.ticks().unsigned_abs();
        self.waits[0][kind].record_n(ticks, times);
        for (span, named) in self.spans.iter().enumerate() {
            if named.contains(interval as usize, self.per_day) {
                self.waits[span + 1][kind].record_n(ticks, times);
            }
        }
    }

    /// Ends the present interval: areas go to its row, levels to its end.
    fn turn(&mut self, length: i64) {
        let current = self.current;
        for kind in 0..self.types.len() {
            let at_once = std::mem::take(&mut self.types[kind].at_once);
            self.record_all(current, kind, SimDuration::ZERO, at_once);
        }
        for (kind, areas) in self.types.iter_mut().enumerate() {
            let base = self.layout.of_type(TypeId::from_index(kind));
            let values = [
                (C::WaitingEnd, areas.waiting.level),
                (C::InSystemEnd, areas.in_system.level),
                (C::Waiting, areas.waiting.turn(length)),
                (C::InSystem, areas.in_system.turn(length)),
                (C::Pending, areas.pending.turn(length)),
            ];
            let values = values.map(|(counter, value)| (counter as usize, value));
            self.grid.add_all::<{ C::COUNT }, _>(current, base, values);
        }
        for (team, areas) in self.teams.iter_mut().enumerate() {
            let base = self.layout.of_team(TeamId::from_index(team));
            let values = areas.turn(length).map(|(counter, value)| (counter as usize, value));
            self.grid.add_all::<{ T::COUNT }, _>(current, base, values);
            let mut level = T::Level0 as usize;
            let values = areas.levels.each_mut().map(|area| {
                let value = (level, area.turn(length));
                level += 1;
                value
            });
            self.grid.add_all::<{ T::COUNT }, _>(current, base, values);
        }
        for (policy, area) in self.policies.iter_mut().enumerate() {
            let on = (G::On as usize, area.turn(length));
            self.grid.add_all::<{ G::COUNT }, _>(current, self.layout.of_policy(policy), [on]);
        }
        if current != UNCOUNTED && self.payrolls.iter().any(Option::is_some) {
            self.pay(current);
        }
    }

    /// Adds the interval's part of the day's pay: whole parts of a month that sum to the day exactly.
    fn pay(&mut self, interval: u32) {
        let calendar = &self.model.calendar;
        let per_day = calendar.intervals_per_day() as i64;
        let (day, slot) = (i64::from(interval) / per_day, i64::from(interval) % per_day);
        let date = civil(calendar.epoch_day(calendar.warm_up_days + day as i32));
        let a_day = MONTH_PARTS / i64::from(date.days_in_month());
        let part = |people: u32| {
            let whole = i64::from(people) * a_day;
            whole * (slot + 1) / per_day - whole * slot / per_day
        };
        for (team, is) in self.payrolls.iter().enumerate() {
            let Some(is) = is else { continue };
            let parts = [(T::PayrollMonths, is.people), (T::TrainingMonths, is.training), (T::VacantMonths, is.vacant)];
            let parts = parts.map(|(counter, people)| (counter as usize, part(people)));
            let base = self.layout.of_team(TeamId::from_index(team));
            self.grid.add_all::<{ T::COUNT }, _>(interval, base, parts);
        }
    }
}

/// The change of a count of those for whom something is true.
#[inline]
fn step(was: bool, is: bool) -> i64 {
    i64::from(is) - i64::from(was)
}

impl TeamAreas {
    #[inline]
    fn settle_all_busy(&mut self, rest: i64) {
        let is = i64::from(self.present.level > 0 && self.free == 0);
        if is != self.all_busy.level {
            self.all_busy.change(is - self.all_busy.level, rest);
        }
    }

    fn turn(&mut self, length: i64) -> [(T, i64); 15] {
        let hands = self.hands_ticks.round() as i64;
        self.hands_ticks = self.hands * length as f64;
        [
            (T::AllBusyEnd, self.all_busy.level),
            (T::Hands, hands),
            (T::Present, self.present.turn(length)),
            (T::Paid, self.paid.turn(length)),
            (T::PaidByDay, self.paid_by_day.turn(length)),
            (T::PaidRestDay, self.paid_rest_day.turn(length)),
            (T::PaidHoliday, self.paid_holiday.turn(length)),
            (T::Available, self.available.turn(length)),
            (T::Engaged, self.engaged.turn(length)),
            (T::Open, self.open.turn(length)),
            (T::Taken, self.taken.turn(length)),
            (T::Places, self.places.turn(length)),
            (T::AllBusy, self.all_busy.turn(length)),
            (T::Staffed, self.staffed.turn(length)),
            (T::Vacant, self.vacant.turn(length)),
        ]
    }
}

/// A length of time as its whole milliseconds' square: the low 32 bits, and what lies above them.
#[inline]
fn squared(length: SimDuration) -> [i64; 2] {
    let milliseconds = (length.ticks() + 500) as u64 / 1000;
    let square = u128::from(milliseconds) * u128::from(milliseconds);
    [square as i64 & 0xFFFF_FFFF, (square >> 32) as i64]
}

impl Observer for Tallies<'_> {
    /// Sums of integers do not depend on the order of their terms.
    const IN_ORDER: bool = false;

    fn tick(&mut self, at: SimTime, next: Option<u32>) {
        let length = if next.is_some() { self.interval_ticks } else { 0 };
        self.turn(length);
        self.current = next.unwrap_or(UNCOUNTED);
        if let Some(next) = next {
            self.grid.begin(next);
        }
        self.until = at + SimDuration::from_ticks(length);
    }

    fn arrived(&mut self, _: SimTime, contact: &Contact) {
        self.add(contact, [(C::Arrived, 1), (C::ArrivedFirst, first(contact))]);
        if self.types[contact.kind.index()].sells {
            self.asked(contact);
        }
    }

    fn in_bot(&mut self, at: SimTime, until: SimTime, contact: &Contact) {
        self.add(contact, [(C::MetBot, 1)]);
        let turns = self.model.types[contact.kind].turns.as_ref();
        if turns.is_some_and(|turns| turns.scored.bot && turns.scored.judges(at)) {
            self.add_turns(contact, [(W::Answered, 1), (W::In30s, 1), (W::In3min, 1)]);
        }
        let mut from = at;
        while from < until {
            let interval = self.interval_of(from);
            let end = if interval == UNCOUNTED {
                if from < self.start { self.start } else { until }
            } else {
                self.start + SimDuration::from_ticks((i64::from(interval) + 1) * self.interval_ticks)
            };
            let to = end.min(until);
            self.add_at(interval, contact, [(C::InBot, (to - from).ticks())]);
            from = to;
        }
    }

    fn contained(&mut self, _: SimTime, contact: &Contact, solved: bool) {
        let falsely = i64::from(!solved);
        self.add(contact, [(C::Contained, 1), (C::ContainedFirst, first(contact)), (C::FalselyContained, falsely)]);
        if let Some(sale) = self.may_buy(contact) {
            let at_once = parts(sale.at_once());
            let orders = if solved { parts(sale.at_once() * sale.bot) } else { 0 };
            let lost = if solved { C::LostBot } else { C::LostLeft };
            self.add(contact, [(C::Orders, orders), (lost, at_once - orders)]);
        }
    }

    fn reached(&mut self, at: SimTime, contact: &Contact) {
        self.add(contact, [(C::Offered, 1), (C::OfferedFirst, first(contact)), (C::NetOpen, 1)]);
        if !self.judges(contact) {
            self.add(contact, [(C::Unjudged, 1), (C::UnjudgedOnLine, 1)]);
        }
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
        self.add(contact, [(C::TurnedAway, 1)]);
        self.unanswered(contact);
        self.ended(at, contact);
    }

    fn closed(&mut self, at: SimTime, contact: &Contact) {
        self.add(contact, [(C::Closed, 1)]);
        self.not_on_line(contact);
        self.unanswered(contact);
        self.ended(at, contact);
    }

    fn message_left(&mut self, _: SimTime, contact: &Contact) {
        self.add(contact, [(C::Messages, 1)]);
        self.not_on_line(contact);
    }

    fn abandoned(&mut self, at: SimTime, contact: &Contact, _balked: bool) {
        let waited = at - contact.reached;
        let in_limit = waited <= self.types[contact.kind.index()].limit && self.judges(contact);
        let [low, high] = squared(waited);
        self.add(
            contact,
            [
                (C::Abandoned, 1),
                (C::AbandonedFirst, first(contact)),
                (C::WaitAbandoned, waited.ticks()),
                (C::WaitSquared, low),
                (C::WaitSquaredHigh, high),
                (C::AbandonedInLimit, i64::from(in_limit)),
            ],
        );
        self.add_at(self.current, contact, [(C::AbandonedDuring, 1)]);
        self.unanswered(contact);
        self.ended(at, contact);
    }

    fn taken(&mut self, at: SimTime, contact: &Contact, by: Taken) {
        // By the message, who is taken may still leave: the first answer counts.
        if by.first && !self.types[contact.kind.index()].turns {
            self.accepted(at, contact, by);
        }
    }

    fn answered(&mut self, at: SimTime, contact: &Contact, answer: Answered) {
        let Answered { team, agent, first, written, overflow } = answer;
        if first {
            let accepted = contact.accepted;
            let at_once = accepted == contact.reached;
            let by = Taken { team, agent, first, at_once, overflow, answer: at - accepted };
            self.accepted(accepted, contact, by);
            if !contact.message && !self.scores(contact, written) {
                let reply = (at - contact.reached).ticks();
                self.add(contact, [(C::FirstReply, -reply), (C::FirstUnscored, 1)]);
            }
        }
        if self.scores(contact, written) {
            let waited = at - written;
            let within = |seconds: i64| i64::from(waited <= SimDuration::SECOND * seconds);
            let amounts =
                [(W::Answered, 1), (W::Waited, waited.ticks()), (W::In30s, within(30)), (W::In3min, within(180))];
            self.add_turns(contact, amounts);
        }
    }

    fn broke_off(&mut self, at: SimTime, contact: &Contact, written: SimTime, team: TeamId) {
        let unanswered = i64::from(self.scores(contact, written));
        self.add_turns(contact, [(W::BrokenOff, 1), (W::Unanswered, unanswered)]);
        self.handled(at, contact, team, false);
    }

    fn in_vain(&mut self, _: SimTime, contact: &Contact, _: TeamId) {
        self.add_at(self.current, contact, [(C::InVain, 1)]);
    }

    fn interrupted(&mut self, _: SimTime, contact: &Contact, _: TeamId) {
        self.add(contact, [(C::Interruptions, 1)]);
    }

    fn step_begun(&mut self, _: SimTime, contact: &Contact, step: u16) {
        self.add_step(contact, step, [(S::Begun, 1)]);
    }

    fn missed(&mut self, _: SimTime, contact: &Contact, step: u16, first: bool) {
        self.add_step(contact, step, [(S::Missed, 1), (S::MissedFirst, i64::from(first))]);
    }

    fn step_done(&mut self, _: SimTime, contact: &Contact, done: StepDone) {
        let amounts = [(S::Done, 1), (S::Took, done.took.ticks()), (S::Hands, done.hands.ticks())];
        self.add_step(contact, done.step, amounts);
    }

    fn handled(&mut self, at: SimTime, contact: &Contact, team: TeamId, resolved: bool) {
        let wall = (at - contact.accepted).ticks();
        let (first, solved) = (first(contact), i64::from(resolved));
        self.add(
            contact,
            [
                (C::Handled, 1),
                (C::HandledFirst, first),
                (C::HandleTime, wall),
                (C::Resolved, solved),
                (C::ResolvedFirst, first * solved),
            ],
        );
        let pair = [
            (P::Handled, 1),
            (P::Resolved, solved),
            (P::HandledFirst, first),
            (P::ResolvedFirst, first * solved),
            (P::HandleTime, wall),
        ];
        let pair = pair.map(|(counter, amount)| (counter as usize, amount));
        self.grid.add_all::<{ P::COUNT }, _>(contact.interval, self.layout.of_pair(contact.kind, team), pair);
        if self.types[contact.kind.index()].ticket {
            let turnaround = at - contact.reached;
            self.add(contact, [(C::Turnaround, turnaround.ticks())]);
            self.record(contact, turnaround);
            if !contact.late && contact.deadline != SimTime::NEVER {
                self.add_at(self.interval_of(contact.deadline), contact, [(C::OnTime, 1)]);
            }
        }
        self.add_at(self.current, contact, [(C::HandledDuring, 1)]);
        self.ended(at, contact);
    }

    fn late(&mut self, at: SimTime, contact: &Contact) {
        let pays = |model: &Model| model.types[contact.kind].ticket.as_ref().map_or(0.0, |ticket| ticket.late_pays);
        let extra = ((pays(self.rules) - pays(self.model)) * MONEY_PARTS).round() as i64;
        self.add_at(self.interval_of(at), contact, [(C::Late, 1), (C::LateExtra, extra)]);
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
        self.add(contact, [(C::Transfers, 1)]);
    }

    fn presence(&mut self, at: SimTime, team: TeamId, _: u32, was: &Presence, is: &Presence) {
        let rest = self.rest(at);
        let places = i64::from(self.rules.teams[team].places);
        let t = &mut self.teams[team.index()];
        let on_rest_day = |presence: &Presence| presence.day == DayKind::Rest;
        let on_holiday = |presence: &Presence| presence.day == DayKind::Holiday;
        t.present.change(step(was.present, is.present), rest);
        t.staffed.change(i64::from(t.present.level > 0) - t.staffed.level, rest);
        t.paid.change(step(was.paid, is.paid), rest);
        t.paid_by_day.change(step(was.by_day, is.by_day), rest);
        t.paid_rest_day.change(step(on_rest_day(was), on_rest_day(is)), rest);
        t.paid_holiday.change(step(on_holiday(was), on_holiday(is)), rest);
        let available = step(was.available, is.available);
        t.available.change(available, rest);
        t.places.change(available * places, rest);
        t.settle_all_busy(rest);
    }

    fn load(&mut self, at: SimTime, team: TeamId, _: u32, was: &Load, is: &Load) {
        let rest = self.rest(at);
        let t = &mut self.teams[team.index()];
        t.engaged.change(step(was.open() > 0, is.open() > 0), rest);
        t.open.change(i64::from(is.open()) - i64::from(was.open()), rest);
        t.taken.change(i64::from(is.taken()) - i64::from(was.taken()), rest);
        if !was.same_live(is) {
            if was.available() {
                t.levels[usize::from(was.live()).min(LEVELS - 1)].change(-1, rest);
            }
            if is.available() {
                t.levels[usize::from(is.live()).min(LEVELS - 1)].change(1, rest);
            }
        }
        let hands = is.hands() - was.hands();
        t.hands += hands;
        t.hands_ticks += hands * rest as f64;
        t.free += step(was.free(), is.free());
        t.settle_all_busy(rest);
    }

    fn payroll(&mut self, at: SimTime, team: TeamId, is: &PayrollDay) {
        let rest = self.rest(at);
        let before = self.payrolls[team.index()].replace(*is).unwrap_or_default();
        self.teams[team.index()].vacant.change(i64::from(is.vacant) - i64::from(before.vacant), rest);
        self.add_team(team, T::Hires, i64::from(is.hired));
        self.add_team(team, T::Leavers, i64::from(is.left));
    }

    fn day_begun(&mut self, _: SimTime, team: TeamId) {
        self.add_team(team, T::DaysPaid, 1);
    }

    fn came(&mut self, _: SimTime, team: TeamId, _: u32) {
        self.add_team(team, T::Came, 1);
    }

    fn left(&mut self, _: SimTime, team: TeamId, _: u32, overtime: SimDuration, day: DayKind) {
        let pay = self.model.teams[team].pay.as_ref();
        let from = pay.map_or(SimDuration::ZERO, |pay| pay.overtime_from);
        let counted_whole = pay.is_some_and(|pay| pay.whole_day_factor(day).is_some());
        if overtime > from && !counted_whole {
            self.add_team(team, T::Overtime, overtime.ticks());
        }
    }

    fn policy(&mut self, at: SimTime, policy: usize, on: bool, combination: usize) {
        let rest = self.rest(at);
        let before = std::mem::replace(&mut self.rules, self.model.under(combination));
        for (id, team) in self.rules.teams.entries() {
            let areas = &mut self.teams[id.index()];
            let more = i64::from(team.places) - i64::from(before.teams[id].places);
            areas.places.change(areas.available.level * more, rest);
        }
        self.policies[policy].change(step(!on, on), rest);
        self.grid.add_all::<{ G::COUNT }, _>(
            self.current,
            self.layout.of_policy(policy),
            [(G::Began as usize, i64::from(on))],
        );
    }

    fn open_at_end(&mut self, _: SimTime, contact: &Contact) {
        self.add(contact, [(C::OpenAtEnd, 1)]);
    }
}

impl<'m> Tallies<'m> {
    /// Somebody who may buy asks, perhaps once more.
    fn asked(&mut self, contact: &Contact) {
        let Some(sale) = &self.rules.types[contact.kind].sale else { return };
        match contact.buying {
            Buying::Open => self.add(contact, [(C::Asked, 1)]),
            Buying::Again => self.add(contact, [(C::LostLeft, -parts(sale.at_once()))]),
            Buying::Decided | Buying::Buys => (),
        }
    }

    /// It is with an agent since `at`, and is answered.
    #[expect(clippy::inline_always, reason = "a call would pass the contact's counts through memory")]
    #[inline(always)]
    fn accepted(&mut self, at: SimTime, contact: &Contact, by: Taken) {
        let OfType { limit, until, sells, ticket, .. } = self.types[contact.kind.index()];
        let waited = at - contact.reached;
        if sells {
            self.bought(contact, by.team, waited + by.answer);
        }
        let overflow = (C::Overflow, i64::from(by.overflow));
        if contact.message {
            self.add(contact, [overflow, (C::MessagesTaken, 1), (C::MessageWait, waited.ticks())]);
            return;
        }
        let reply = waited + by.answer;
        let judges = self.judges(contact);
        let in_time = judges && if until == FirstTouch::FirstReply { reply } else { waited } <= limit;
        self.add(
            contact,
            [
                overflow,
                (C::Accepted, 1),
                (C::AtOnce, i64::from(by.at_once)),
                (C::FirstReply, reply.ticks()),
                (C::InTime, i64::from(in_time)),
            ],
        );
        if waited > SimDuration::ZERO {
            let [low, high] = squared(waited);
            let waits = [(C::WaitAccepted, waited.ticks()), (C::WaitSquared, low), (C::WaitSquaredHigh, high)];
            self.add(contact, waits);
        }
        if !judges {
            self.add(contact, [(C::UnjudgedAccepted, 1)]);
        }
        if ticket {
            let kind = &self.model.types[contact.kind];
            let ticket = kind.ticket.as_ref().expect("it is one");
            let in_time = ticket.start_within.is_some_and(|promise| at <= kind.due(promise, contact.reached));
            self.add(contact, [(C::Started, 1), (C::StartedInTime, i64::from(in_time))]);
        } else {
            self.record(contact, waited);
        }
    }

    /// Whether a platform scores what was written then; only of chats by the message.
    fn scores(&self, contact: &Contact, written: SimTime) -> bool {
        self.model.types[contact.kind].turns.as_ref().is_some_and(|turns| turns.scored.judges(written))
    }

    fn add_turns<const N: usize>(&mut self, contact: &Contact, amounts: [(W, i64); N]) {
        let base = self.layout.of_turns(contact.kind).expect("it goes by the message");
        let amounts = amounts.map(|(counter, amount)| (counter as usize, amount));
        self.grid.add_all::<{ W::COUNT }, N>(contact.interval, base, amounts);
    }

    /// The sale that may still come of a contact.
    fn may_buy(&self, contact: &Contact) -> Option<&'m Sale> {
        self.rules.types[contact.kind].sale.as_ref().filter(|_| contact.buying.may())
    }

    /// Expected, not drawn: what somebody buys after this wait, and what he would have bought after none.
    fn bought(&mut self, contact: &Contact, team: TeamId, wait: SimDuration) {
        let Some(sale) = self.may_buy(contact) else { return };
        let uplift = self.rules.types[contact.kind].uplift(contact.bot_failed);
        let (orders, at_once) = (parts(sale.chance(wait) * uplift), parts(sale.at_once() * uplift));
        self.add(contact, [(C::Orders, orders), (C::LostSlow, at_once - orders)]);
        let base = self.layout.of_pair(contact.kind, team);
        self.grid.add_all::<{ P::COUNT }, _>(contact.interval, base, [(P::Orders as usize, orders)]);
    }

    fn unanswered(&mut self, contact: &Contact) {
        if self.scores(contact, contact.reached) {
            self.add_turns(contact, [(W::Unanswered, 1)]);
        }
        if let Some(sale) = self.may_buy(contact) {
            self.add(contact, [(C::LostLeft, parts(sale.at_once()))]);
        }
    }

    /// Whether it counts for its type's target.
    #[inline]
    fn judges(&self, contact: &Contact) -> bool {
        !self.types[contact.kind.index()].windowed
            || self.model.types[contact.kind].speed.is_none_or(|speed| speed.judges(contact.reached))
    }

    /// It left, or left a message, in closed hours.
    fn not_on_line(&mut self, contact: &Contact) {
        if !self.judges(contact) {
            self.add(contact, [(C::UnjudgedOnLine, -1)]);
        }
    }

    /// It is no longer with people.
    fn ended(&mut self, at: SimTime, contact: &Contact) {
        let rest = self.rest(at);
        self.types[contact.kind.index()].in_system.change(-1, rest);
        self.add_at(self.current, contact, [(C::NetOpen, -1)]);
    }

    fn add_step<const N: usize>(&mut self, contact: &Contact, step: u16, amounts: [(S, i64); N]) {
        let base = self.layout.of_step(contact.kind, step);
        let amounts = amounts.map(|(counter, amount)| (counter as usize, amount));
        self.grid.add_all::<{ S::COUNT }, N>(contact.interval, base, amounts);
    }

    fn add_team(&mut self, team: TeamId, counter: T, amount: i64) {
        let base = self.layout.of_team(team);
        self.grid.add_all::<{ T::COUNT }, _>(self.current, base, [(counter as usize, amount)]);
    }
}

/// A part of an order in whole parts.
fn parts(orders: f64) -> i64 {
    (orders * PARTS).round() as i64
}

#[inline]
fn first(contact: &Contact) -> i64 {
    i64::from(!contact.repeat)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squares_survive_being_cut_in_two() {
        for seconds in [0.0, 0.0014, 2.5, 65_536.0, 5_000_000.0, 3e9] {
            let [low, high] = squared(SimDuration::from_seconds(seconds));
            let square =
                low as f64 * C::SCALES[C::WaitSquared as usize] + high as f64 * C::SCALES[C::WaitSquaredHigh as usize];
            let whole = (seconds * 1000.0).round() / 1000.0;
            assert!((square - whole * whole).abs() <= 1e-12 * square, "{seconds}: {square}");
        }
    }
}

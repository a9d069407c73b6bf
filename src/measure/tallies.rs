//! The observer that counts.
//!
//! Areas under step functions are kept without looking back: a change by `d` at time `t` adds `d · (end − t)` to the
//! present interval, and an interval begins with `level · length`. In whole ticks, so nothing drifts.

mod areas;
mod heard;
mod limits;

use super::counts::{Counts, Memory, OpenCounts};
use super::layout::Layout;
use crate::catalogue::counter::{
    ContactCounter, MONTH_PARTS, MessageCounter, PARTS, PolicyCounter, RatingCounter, StepCounter, TeamCounter,
    TypeAtTeamCounter,
};
use crate::catalogue::{Span, civil};
use crate::engine::{Buying, Contact, Table, Taken, UNCOUNTED};
use crate::id::Id;
use crate::model::{FirstTouch, Model, PayrollDay, Rating, Sale, TeamId, TypeId};
use crate::stats::Histogram;
use crate::time::{SimDuration, SimTime};
use areas::{Area, OfType, Often, Rest, TeamAreas};
use limits::Beside;

/// Everything counted in one replication.
pub struct Tallies<'m> {
    model: &'m Model,
    /// The rules of now: a variant of the model while policies are on.
    rules: &'m Model,
    layout: Layout,
    counts: OpenCounts,
    types: Table<OfType>,
    /// By type: what its contacts are judged by beside its first target.
    beside: Vec<Beside>,
    teams: Table<TeamAreas>,
    /// By policy: whether it is on.
    policies: Vec<Area>,
    /// By team: today's payroll, where people come and go.
    payrolls: Vec<Option<PayrollDay>>,
    start: SimTime,
    interval_ticks: i64,
    intervals: usize,
    /// The interval now; when it ends, and when the row of counters does that it is counted in.
    current: u32,
    ends: SimTime,
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
        let beside = Beside::of(model);
        let histograms = || model.types.iter().map(|_| Histogram::default()).collect::<Vec<_>>();
        Self {
            model,
            rules: model,
            counts: OpenCounts::new(layout.width(), per_day, dates, spans, columns, memory),
            types: model
                .types
                .iter()
                .zip(&beside)
                .map(|(kind, beside)| OfType::new(kind, !beside.is_empty()))
                .collect(),
            beside,
            teams: model.teams.iter().map(|team| TeamAreas::new(model, team)).collect(),
            policies: vec![Area::default(); model.policies.switches().len()],
            payrolls: vec![None; model.teams.len()],
            start: calendar.start(),
            interval_ticks: calendar.interval.ticks(),
            intervals: calendar.intervals(),
            current: UNCOUNTED,
            ends: calendar.start(),
            until: calendar.start(),
            waits: (0..=named.len()).map(|_| histograms()).collect(),
            spans: named,
            per_day,
            layout,
        }
    }

    /// What was counted, and the histograms by span and type.
    pub fn into_parts(mut self) -> (Layout, Counts, Vec<Vec<Histogram>>) {
        self.waits.iter_mut().flatten().for_each(Histogram::settle);
        (self.layout, self.counts.close(), self.waits)
    }

    /// Outcomes of a contact belong to the interval in which it reached people.
    #[expect(clippy::inline_always, reason = "a call would pass the amounts through memory")]
    #[inline(always)]
    fn add<const N: usize>(&mut self, contact: &Contact, amounts: [(ContactCounter, i64); N]) {
        self.add_at(contact.interval, contact, amounts);
    }

    #[expect(clippy::inline_always, reason = "a call would pass the amounts through memory")]
    #[inline(always)]
    fn add_at<const N: usize>(&mut self, interval: u32, contact: &Contact, amounts: [(ContactCounter, i64); N]) {
        let base = self.layout.of_type(contact.contact_type);
        self.counts.add_all::<{ ContactCounter::COUNT }, N>(
            interval,
            base,
            amounts.map(|(counter, amount)| (counter as usize, amount)),
        );
    }

    #[inline]
    fn rest(&self, at: SimTime) -> i64 {
        (self.until - at).ticks()
    }

    #[inline]
    fn rests(&self, at: SimTime) -> Rest {
        Rest { interval: (self.ends - at).ticks(), row: self.rest(at) }
    }

    fn add_team_at<const N: usize>(&mut self, interval: u32, team: TeamId, amounts: [(TeamCounter, i64); N]) {
        let base = self.layout.of_team(team);
        let amounts = amounts.map(|(counter, amount)| (counter as usize, amount));
        self.counts.add_all::<{ TeamCounter::COUNT }, N>(interval, base, amounts);
    }

    /// The interval that a span begins in, and until when the span is in it; none where nothing is left of it.
    fn part(&self, from: SimTime, until: SimTime) -> Option<(u32, SimTime)> {
        if from >= until {
            return None;
        }
        let interval = self.interval_of(from);
        let end = if interval == UNCOUNTED {
            if from < self.start { self.start } else { until }
        } else {
            self.start + SimDuration::from_ticks((i64::from(interval) + 1) * self.interval_ticks)
        };
        Some((interval, end.min(until)))
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
            self.types[contact.contact_type.index()].often.at_once += 1;
        } else {
            self.record_all(contact.interval, contact.contact_type.index(), length, 1);
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

    /// Ends the present interval, after which another of this length begins: levels go to its end, and hands to its row, rounded.
    fn end_interval(&mut self, length: i64) {
        let (current, left) = (self.current, self.rest(self.ends));
        for kind in 0..self.types.len() {
            let at_once = self.types[kind].often.note_at_once();
            if at_once > 0 {
                self.record_all(current, kind, SimDuration::ZERO, at_once);
            }
            let OfType { waiting, in_system, .. } = &self.types[kind];
            let levels = [(ContactCounter::WaitingEnd, waiting.level), (ContactCounter::InSystemEnd, in_system.level)];
            let base = self.layout.of_type(TypeId::from_index(kind));
            let levels = levels.map(|(counter, value)| (counter as usize, value));
            self.counts.add_all::<{ ContactCounter::COUNT }, _>(current, base, levels);
        }
        for (team, areas) in self.teams.iter_mut().enumerate() {
            let base = self.layout.of_team(TeamId::from_index(team));
            let values = areas.end_interval(left, length).map(|(counter, value)| (counter as usize, value));
            self.counts.add_all::<{ TeamCounter::COUNT }, _>(current, base, values);
        }
        if current != UNCOUNTED && self.payrolls.iter().any(Option::is_some) {
            self.pay(current);
        }
    }

    /// Ends the present row, after which another of this length begins: areas go to it.
    fn turn(&mut self, length: i64) {
        let current = self.current;
        for (kind, areas) in self.types.iter_mut().enumerate() {
            let base = self.layout.of_type(TypeId::from_index(kind));
            let often = std::mem::take(&mut areas.often);
            let amounts =
                often.counters(SimDuration::ZERO <= areas.limit).map(|(counter, amount)| (counter as usize, amount));
            self.counts.add_all::<{ ContactCounter::COUNT }, _>(current, base, amounts);
            let values = [
                (ContactCounter::Waiting, areas.waiting.turn(length)),
                (ContactCounter::InSystem, areas.in_system.turn(length)),
                (ContactCounter::Pending, areas.pending.turn(length)),
            ];
            let values = values.map(|(counter, value)| (counter as usize, value));
            self.counts.add_all::<{ ContactCounter::COUNT }, _>(current, base, values);
        }
        for (team, areas) in self.teams.iter_mut().enumerate() {
            let base = self.layout.of_team(TeamId::from_index(team));
            let values = areas.turn(length).map(|(counter, value)| (counter as usize, value));
            self.counts.add_all::<{ TeamCounter::COUNT }, _>(current, base, values);
            let mut level = TeamCounter::Level0 as usize;
            let values = areas.levels.each_mut().map(|area| {
                let value = (level, area.turn(length));
                level += 1;
                value
            });
            self.counts.add_all::<{ TeamCounter::COUNT }, _>(current, base, values);
        }
        for (policy, area) in self.policies.iter_mut().enumerate() {
            let on = (PolicyCounter::On as usize, area.turn(length));
            self.counts.add_all::<{ PolicyCounter::COUNT }, _>(current, self.layout.of_policy(policy), [on]);
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
            let parts = [
                (TeamCounter::PayrollMonths, is.people),
                (TeamCounter::TrainingMonths, is.training),
                (TeamCounter::VacantMonths, is.vacant),
            ];
            let parts = parts.map(|(counter, people)| (counter as usize, part(people)));
            let base = self.layout.of_team(TeamId::from_index(team));
            self.counts.add_all::<{ TeamCounter::COUNT }, _>(interval, base, parts);
        }
    }
}

/// A length of time as its whole milliseconds' square: the low 32 bits, and what lies above them.
#[inline]
fn squared(length: SimDuration) -> [i64; 2] {
    let milliseconds = (length.ticks() + 500) as u64 / 1000;
    let square = u128::from(milliseconds) * u128::from(milliseconds);
    [square as i64 & 0xFFFF_FFFF, (square >> 32) as i64]
}

impl<'m> Tallies<'m> {
    /// Somebody who may buy asks, perhaps once more.
    #[inline]
    fn asked(&mut self, contact: &Contact) {
        let of = &mut self.types[contact.contact_type.index()];
        let at_once = of.bought_at_once;
        match contact.buying {
            Buying::Open => of.often.asked += 1,
            Buying::Again => self.add(contact, [(ContactCounter::LostLeft, -parts(at_once))]),
            Buying::Decided | Buying::Buys => (),
        }
    }

    /// It is with an agent since `at`, and is answered.
    #[expect(clippy::inline_always, reason = "a call would pass the contact's counts through memory")]
    #[inline(always)]
    fn accepted(&mut self, at: SimTime, contact: &Contact, by: Taken) {
        let OfType { limit, until, closer, sells, ticket, .. } = self.types[contact.contact_type.index()];
        let waited = at - contact.reached;
        if sells {
            self.bought(contact, by.team, waited + by.answer);
        }
        let overflow = (ContactCounter::Overflow, i64::from(by.overflow));
        if contact.message {
            self.add(
                contact,
                [overflow, (ContactCounter::MessagesTaken, 1), (ContactCounter::MessageWait, waited.ticks())],
            );
            return;
        }
        let reply = waited + by.answer;
        let now = contact.interval == self.current;
        if now && waited == SimDuration::ZERO && by.at_once && !closer && !ticket {
            let in_time = if until == FirstTouch::FirstReply { reply } else { waited } <= limit;
            let often = &mut self.types[contact.contact_type.index()].often;
            often.overflow += i64::from(by.overflow);
            often.answered_at_once += 1;
            often.in_time += i64::from(in_time);
            often.first_reply += reply.ticks();
            return;
        }
        let judges = !closer || self.accepted_closer(contact, waited, reply, by.team);
        let in_time = judges && if until == FirstTouch::FirstReply { reply } else { waited } <= limit;
        self.add(
            contact,
            [
                overflow,
                (ContactCounter::Accepted, 1),
                (ContactCounter::AtOnce, i64::from(by.at_once)),
                (ContactCounter::FirstReply, reply.ticks()),
                (ContactCounter::InTime, i64::from(in_time)),
            ],
        );
        if waited > SimDuration::ZERO {
            let [low, high] = squared(waited);
            let waits = [
                (ContactCounter::WaitAccepted, waited.ticks()),
                (ContactCounter::WaitSquared, low),
                (ContactCounter::WaitSquaredHigh, high),
            ];
            self.add(contact, waits);
        }
        if ticket {
            let kind = &self.model.types[contact.contact_type];
            let ticket = kind.ticket.as_ref().expect("it is one");
            let in_time = ticket.start_within.is_some_and(|promise| at <= kind.due(promise, contact.reached));
            self.add(contact, [(ContactCounter::Started, 1), (ContactCounter::StartedInTime, i64::from(in_time))]);
        } else {
            self.record(contact, waited);
        }
    }

    /// People are done with it, so: counted of its type, and of the team beside it.
    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    fn count_handled(&mut self, at: SimTime, contact: &Contact, team: TeamId, resolved: bool) {
        let wall = (at - contact.accepted).ticks();
        let (first, solved) = (first(contact), i64::from(resolved));
        let of_type = [
            (ContactCounter::Handled, 1),
            (ContactCounter::HandledFirst, first),
            (ContactCounter::HandleTime, wall),
            (ContactCounter::Resolved, solved),
            (ContactCounter::ResolvedFirst, first & solved),
        ];
        let pair = [
            (TypeAtTeamCounter::Handled, 1),
            (TypeAtTeamCounter::Resolved, solved),
            (TypeAtTeamCounter::HandledFirst, first),
            (TypeAtTeamCounter::ResolvedFirst, first & solved),
            (TypeAtTeamCounter::HandleTime, wall),
        ];
        let bases = (self.layout.of_type(contact.contact_type), self.layout.of_pair(contact.contact_type, team));
        self.counts.add_both::<{ ContactCounter::COUNT }, { TypeAtTeamCounter::COUNT }, _>(
            contact.interval,
            bases,
            of_type.map(|(counter, amount)| (counter as usize, amount)),
            pair.map(|(counter, amount)| (counter as usize, amount)),
        );
    }

    /// Whether a platform scores what was written then; only of chats by the message.
    fn scores(&self, contact: &Contact, written: SimTime) -> bool {
        self.model.types[contact.contact_type].turns.as_ref().is_some_and(|turns| turns.scored.judges(written))
    }

    fn add_turns<const N: usize>(&mut self, contact: &Contact, amounts: [(MessageCounter, i64); N]) {
        let base = self.layout.of_turns(contact.contact_type).expect("it goes by the message");
        let amounts = amounts.map(|(counter, amount)| (counter as usize, amount));
        self.counts.add_all::<{ MessageCounter::COUNT }, N>(contact.interval, base, amounts);
    }

    /// The sale that may still come of a contact.
    fn may_buy(&self, contact: &Contact) -> Option<&'m Sale> {
        self.rules.types[contact.contact_type].sale.as_ref().filter(|_| contact.buying.may())
    }

    /// Expected, not drawn: what somebody buys after this wait, and what they would have bought after none.
    fn bought(&mut self, contact: &Contact, team: TeamId, wait: SimDuration) {
        let Some(sale) = self.may_buy(contact) else { return };
        let uplift = self.rules.types[contact.contact_type].uplift(contact.bot_failed);
        let at_once = self.types[contact.contact_type.index()].bought_at_once;
        let (orders, at_once) = (parts(sale.chance(wait) * uplift), parts(at_once * uplift));
        self.add(
            contact,
            [
                (ContactCounter::Orders, orders),
                (ContactCounter::AskedPeople, 1),
                (ContactCounter::OrdersPeople, orders),
                (ContactCounter::LostSlow, at_once - orders),
            ],
        );
        let base = self.layout.of_pair(contact.contact_type, team);
        self.counts.add_all::<{ TypeAtTeamCounter::COUNT }, _>(
            contact.interval,
            base,
            [(TypeAtTeamCounter::Orders as usize, orders)],
        );
    }

    /// Expected, not drawn: who rates, and how many of them are satisfied.
    fn says(&mut self, contact: &Contact, rating: &Rating, satisfied: f64) {
        let base = self.layout.of_ratings(contact.contact_type).expect("its customers rate");
        let amounts = [(RatingCounter::Ratings, rating.share), (RatingCounter::Satisfied, rating.share * satisfied)];
        let amounts = amounts.map(|(counter, ratings)| (counter as usize, parts(ratings)));
        self.counts.add_all::<{ RatingCounter::COUNT }, _>(contact.interval, base, amounts);
    }

    fn unanswered(&mut self, contact: &Contact) {
        if self.scores(contact, contact.reached) {
            self.add_turns(contact, [(MessageCounter::Unanswered, 1)]);
        }
        if let Some(sale) = self.may_buy(contact) {
            self.add(contact, [(ContactCounter::LostLeft, parts(sale.at_once()))]);
        }
    }

    /// It left, or left a message, in closed hours.
    fn not_on_line(&mut self, contact: &Contact) {
        if self.types[contact.contact_type.index()].closer {
            self.off_line_closer(contact);
        }
    }

    /// It is with people from now on.
    #[inline]
    fn with_people(&mut self, at: SimTime, contact: &Contact) {
        if self.types[contact.contact_type.index()].closer {
            self.reached_closer(contact);
        }
        let rest = self.rest(at);
        self.types[contact.contact_type.index()].in_system.change(1, rest);
    }

    /// It is no longer with people: what counts that.
    #[inline]
    fn ended(&mut self, at: SimTime, contact: &Contact) -> &mut Often {
        let rest = self.rest(at);
        let of = &mut self.types[contact.contact_type.index()];
        of.in_system.change(-1, rest);
        &mut of.often
    }

    fn add_step<const N: usize>(&mut self, contact: &Contact, step: u16, amounts: [(StepCounter, i64); N]) {
        let base = self.layout.of_step(contact.contact_type, step);
        let amounts = amounts.map(|(counter, amount)| (counter as usize, amount));
        self.counts.add_all::<{ StepCounter::COUNT }, N>(contact.interval, base, amounts);
    }

    fn add_team(&mut self, team: TeamId, counter: TeamCounter, amount: i64) {
        self.add_team_at(self.current, team, [(counter, amount)]);
    }
}

/// A part of an order or a rating in whole parts.
fn parts(whole: f64) -> i64 {
    let parts = whole * PARTS;
    // Nearest, halves away from zero: what lies behind the point is exact. A call of the mathematics library costs more.
    let below = parts as i64;
    let rest = parts - below as f64;
    below + i64::from(rest >= 0.5) - i64::from(rest <= -0.5)
}

#[inline]
fn first(contact: &Contact) -> i64 {
    i64::from(!contact.repeat)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_rounded_as_ever() {
        for n in -2_000..2_000 {
            for whole in [f64::from(n) * 0.5 / PARTS, f64::from(n) * 0.777, 0.499_999_999_999_999_94 / PARTS] {
                assert_eq!(parts(whole), (whole * PARTS).round() as i64, "{whole}");
            }
        }
    }

    #[test]
    fn squares_survive_being_cut_in_two() {
        for seconds in [0.0, 0.0014, 2.5, 65_536.0, 5_000_000.0, 3e9] {
            let [low, high] = squared(SimDuration::from_seconds(seconds));
            let square = low as f64 * ContactCounter::SCALES[ContactCounter::WaitSquared as usize]
                + high as f64 * ContactCounter::SCALES[ContactCounter::WaitSquaredHigh as usize];
            let whole = (seconds * 1000.0).round() / 1000.0;
            assert!((square - whole * whole).abs() <= 1e-12 * square, "{seconds}: {square}");
        }
    }
}

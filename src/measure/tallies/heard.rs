//! What each thing that the engine says adds to the counters.

use super::areas::{OfType, step};
use super::{Tallies, first, parts, squared};
use crate::catalogue::counter::{
    ContactCounter, MONEY_PARTS, MessageCounter, PolicyCounter, StepCounter, TeamCounter, TypeAtTeamCounter,
};
use crate::engine::{Answered, Contact, Load, Observer, Presence, Reminded, StepDone, Taken, UNCOUNTED};
use crate::id::Id;
use crate::model::{DayKind, Model, PayrollDay, Sale, TeamId};
use crate::time::{SimDuration, SimTime};

impl Observer for Tallies<'_> {
    /// Sums of integers do not depend on the order of their terms.
    const IN_ORDER: bool = false;

    fn tick(&mut self, at: SimTime, next: Option<u32>) {
        let length = if next.is_some() { self.interval_ticks } else { 0 };
        self.end_interval(length);
        let by_day = self.counts.has_days_only();
        let goes_on = by_day && next.is_some_and(|next| !(next as usize).is_multiple_of(self.per_day));
        if !goes_on {
            let row = if by_day { length * self.per_day as i64 } else { length };
            self.turn(row);
            self.until = at + SimDuration::from_ticks(row);
        }
        self.ends = at + SimDuration::from_ticks(length);
        self.current = next.unwrap_or(UNCOUNTED);
        if let Some(next) = next {
            self.counts.begin(next);
        }
    }

    #[inline]
    fn arrived(&mut self, _: SimTime, contact: &Contact) {
        let of = &mut self.types[contact.contact_type.index()];
        of.often.arrived += 1;
        of.often.arrived_first += first(contact);
        if of.sells_now {
            self.asked(contact);
        }
    }

    #[inline]
    fn in_bot(&mut self, at: SimTime, until: SimTime, contact: &Contact) {
        let of = &mut self.types[contact.contact_type.index()];
        of.often.met_bot += 1;
        if until <= self.until {
            of.often.in_bot += (until - at).ticks();
        }
        if of.turns || until > self.until {
            self.in_bot_further(at, until, contact);
        }
    }

    fn contained(&mut self, _: SimTime, contact: &Contact, solved: bool) {
        let falsely = i64::from(!solved);
        self.add(
            contact,
            [
                (ContactCounter::Contained, 1),
                (ContactCounter::ContainedFirst, first(contact)),
                (ContactCounter::FalselyContained, falsely),
            ],
        );
        if let Some(sale) = self.may_buy(contact) {
            let orders = if solved { parts(sale.at_once() * sale.bot) } else { 0 };
            // Nobody asked for what the shop begins: nothing is lost.
            let outreach = self.model.types[contact.contact_type].outreach;
            let at_once = if outreach { orders } else { parts(sale.at_once()) };
            let lost = if solved { ContactCounter::LostBot } else { ContactCounter::LostLeft };
            self.add(contact, [(ContactCounter::Orders, orders), (lost, at_once - orders)]);
        }
        if let Some(rating) = &self.model.types[contact.contact_type].rating {
            self.says(contact, rating, rating.satisfied_by_bot(solved));
        }
    }

    #[inline]
    fn reached(&mut self, at: SimTime, contact: &Contact) {
        let of = &mut self.types[contact.contact_type.index()];
        of.often.offered += 1;
        of.often.offered_first += first(contact);
        self.with_people(at, contact);
    }

    #[inline]
    fn came_to_people(&mut self, at: SimTime, contact: &Contact) {
        self.arrived(at, contact);
        self.reached(at, contact);
    }

    #[inline]
    fn came_and_was_taken(&mut self, at: SimTime, contact: &Contact, by: Taken) {
        let rest = self.rest(at);
        let of = &mut self.types[contact.contact_type.index()];
        if of.simple {
            of.often.came_and_taken += 1;
            of.often.overflow += i64::from(by.overflow);
            of.in_system.change(1, rest);
        } else {
            self.came_to_people(at, contact);
            self.taken(at, contact, by);
        }
    }

    #[inline]
    fn queued(&mut self, at: SimTime, contact: &Contact) {
        let rest = self.rest(at);
        self.types[contact.contact_type.index()].waiting.change(1, rest);
    }

    #[inline]
    fn unqueued(&mut self, at: SimTime, contact: &Contact) {
        let rest = self.rest(at);
        self.types[contact.contact_type.index()].waiting.change(-1, rest);
    }

    fn turned_away(&mut self, at: SimTime, contact: &Contact) {
        self.add(contact, [(ContactCounter::TurnedAway, 1)]);
        self.unanswered(contact);
        self.ended(at, contact).gone += 1;
    }

    fn closed(&mut self, at: SimTime, contact: &Contact) {
        self.add(contact, [(ContactCounter::Closed, 1)]);
        self.not_on_line(contact);
        self.unanswered(contact);
        self.ended(at, contact).gone += 1;
    }

    fn message_left(&mut self, _: SimTime, contact: &Contact) {
        self.add(contact, [(ContactCounter::Messages, 1)]);
        self.not_on_line(contact);
    }

    fn abandoned(&mut self, at: SimTime, contact: &Contact, _balked: bool) {
        let waited = at - contact.reached;
        let OfType { limit, closer, .. } = self.types[contact.contact_type.index()];
        let judges = !closer || self.abandoned_closer(contact, waited);
        let in_limit = judges && waited <= limit;
        let [low, high] = squared(waited);
        self.add(
            contact,
            [
                (ContactCounter::Abandoned, 1),
                (ContactCounter::AbandonedFirst, first(contact)),
                (ContactCounter::WaitAbandoned, waited.ticks()),
                (ContactCounter::WaitSquared, low),
                (ContactCounter::WaitSquaredHigh, high),
                (ContactCounter::AbandonedInLimit, i64::from(in_limit)),
            ],
        );
        self.unanswered(contact);
        self.ended(at, contact).abandoned += 1;
    }

    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    fn taken(&mut self, at: SimTime, contact: &Contact, by: Taken) {
        // By the message, who is taken may still leave: the first answer counts.
        if by.first && !self.types[contact.contact_type.index()].turns {
            self.accepted(at, contact, by);
        }
    }

    fn answered(&mut self, at: SimTime, contact: &Contact, answer: Answered) {
        let Answered { team, agent, first, written, overflow } = answer;
        let scores = self.scores(contact, written);
        if first {
            let accepted = contact.accepted;
            let at_once = accepted == contact.reached;
            let by = Taken { team, agent, first, at_once, overflow, answer: at - accepted };
            self.accepted(accepted, contact, by);
            if !contact.message && !scores {
                let reply = (at - contact.reached).ticks();
                self.add(contact, [(ContactCounter::FirstReply, -reply), (ContactCounter::FirstUnscored, 1)]);
            }
        }
        if scores {
            let waited = at - written;
            let within = |seconds: i64| i64::from(waited <= SimDuration::SECOND * seconds);
            let amounts = [
                (MessageCounter::Answered, 1),
                (MessageCounter::Waited, waited.ticks()),
                (MessageCounter::In30s, within(30)),
                (MessageCounter::In3min, within(180)),
            ];
            self.add_turns(contact, amounts);
        }
    }

    fn reminded(&mut self, _: SimTime, contact: &Contact, reminder: Reminded) {
        let (by_agent, replies) = (i64::from(reminder.by.is_some()), i64::from(reminder.replies));
        let sent = [
            (MessageCounter::Reminders, 1),
            (MessageCounter::RemindersByAgent, by_agent),
            (MessageCounter::ReminderReplies, replies),
        ];
        self.add_turns(contact, sent);
        if let Some(sale) = reminder.sale {
            let orders = parts(sale.is) - parts(sale.was);
            self.add(contact, [(ContactCounter::Orders, orders)]);
            let base = self.layout.of_pair(contact.contact_type, sale.team);
            self.counts.add_all::<{ TypeAtTeamCounter::COUNT }, _>(
                contact.interval,
                base,
                [(TypeAtTeamCounter::Orders as usize, orders)],
            );
        }
    }

    fn broke_off(&mut self, at: SimTime, contact: &Contact, written: SimTime, team: TeamId) {
        let unanswered = i64::from(self.scores(contact, written));
        self.add_turns(contact, [(MessageCounter::BrokenOff, 1), (MessageCounter::Unanswered, unanswered)]);
        self.handled(at, contact, team, false);
    }

    fn in_vain(&mut self, _: SimTime, contact: &Contact, _: TeamId) {
        self.add_at(self.current, contact, [(ContactCounter::InVain, 1)]);
    }

    fn interrupted(&mut self, _: SimTime, contact: &Contact, _: TeamId) {
        self.add(contact, [(ContactCounter::Interruptions, 1)]);
    }

    fn step_begun(&mut self, _: SimTime, contact: &Contact, step: u16) {
        self.add_step(contact, step, [(StepCounter::Begun, 1)]);
    }

    fn missed(&mut self, _: SimTime, contact: &Contact, step: u16, first: bool) {
        self.add_step(contact, step, [(StepCounter::Missed, 1), (StepCounter::MissedFirst, i64::from(first))]);
    }

    fn step_done(&mut self, _: SimTime, contact: &Contact, done: StepDone) {
        let amounts =
            [(StepCounter::Done, 1), (StepCounter::Took, done.took.ticks()), (StepCounter::Hands, done.hands.ticks())];
        self.add_step(contact, done.step, amounts);
    }

    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    fn handled(&mut self, at: SimTime, contact: &Contact, team: TeamId, resolved: bool) {
        self.count_handled(at, contact, team, resolved);
        if self.types[contact.contact_type.index()].ticket {
            let turnaround = at - contact.reached;
            self.add(contact, [(ContactCounter::Turnaround, turnaround.ticks())]);
            self.record(contact, turnaround);
            if !contact.late && contact.deadline != SimTime::NEVER {
                self.add_at(self.interval_of(contact.deadline), contact, [(ContactCounter::OnTime, 1)]);
            }
        }
        self.ended(at, contact).handled += 1;
    }

    #[inline]
    fn call_handled(&mut self, at: SimTime, contact: &Contact, team: TeamId, resolved: bool) {
        self.count_handled(at, contact, team, resolved);
        self.ended(at, contact).handled += 1;
    }

    fn rated(&mut self, _: SimTime, contact: &Contact, reply: SimDuration, resolved: bool) {
        let rating = self.model.types[contact.contact_type].rating.as_ref().expect("its customers rate");
        self.says(contact, rating, rating.satisfied(resolved, reply, contact.late));
    }

    fn late(&mut self, at: SimTime, contact: &Contact) {
        let pays =
            |model: &Model| model.types[contact.contact_type].ticket.as_ref().map_or(0.0, |ticket| ticket.late_pays);
        let extra = ((pays(self.rules) - pays(self.model)) * MONEY_PARTS).round() as i64;
        self.add_at(self.interval_of(at), contact, [(ContactCounter::Late, 1), (ContactCounter::LateExtra, extra)]);
    }

    fn pending(&mut self, at: SimTime, contact: &Contact) {
        let rest = self.rest(at);
        self.types[contact.contact_type.index()].pending.change(1, rest);
    }

    fn no_longer_pending(&mut self, at: SimTime, contact: &Contact) {
        let rest = self.rest(at);
        self.types[contact.contact_type.index()].pending.change(-1, rest);
    }

    fn transferred(&mut self, _: SimTime, contact: &Contact) {
        self.add(contact, [(ContactCounter::Transfers, 1)]);
    }

    fn presence(&mut self, at: SimTime, team: TeamId, _: u32, was: &Presence, is: &Presence) {
        let rest = self.rest(at);
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
        t.places.change(i64::from(is.places) - i64::from(was.places), rest);
        t.settle_all_busy(rest);
    }

    #[expect(clippy::inline_always, reason = "at every beginning and end of a contact: a call costs as much again")]
    #[inline(always)]
    fn load(&mut self, at: SimTime, team: TeamId, _: u32, was: &Load, is: &Load) {
        let rest = self.rests(at);
        self.teams[team.index()].load(was, is, rest);
    }

    #[inline]
    fn on_call(&mut self, at: SimTime, team: TeamId, _: u32, places: u16, begins: bool) {
        let rest = self.rests(at);
        self.teams[team.index()].on_call(places, begins, rest);
    }

    fn payroll(&mut self, at: SimTime, team: TeamId, is: &PayrollDay) {
        let rest = self.rest(at);
        let before = self.payrolls[team.index()].replace(*is).unwrap_or_default();
        self.teams[team.index()].vacant.change(i64::from(is.vacant) - i64::from(before.vacant), rest);
        self.add_team(team, TeamCounter::Hires, i64::from(is.hired));
        self.add_team(team, TeamCounter::Leavers, i64::from(is.left));
    }

    fn day_begun(&mut self, _: SimTime, team: TeamId) {
        self.add_team(team, TeamCounter::DaysPaid, 1);
    }

    fn shift_begun(&mut self, at: SimTime, team: TeamId, until: SimTime, breaks: &[(SimTime, SimDuration)]) {
        let Some(night) = self.model.teams[team].pay.as_ref().and_then(|pay| pay.night) else { return };
        let begins = std::iter::once(at).chain(breaks.iter().map(|(from, length)| *from + *length));
        let ends = breaks.iter().map(|(from, _)| *from).chain(std::iter::once(until));
        for (from, until) in begins.zip(ends) {
            for (mut from, until) in night.hours.within(from, until) {
                while let Some((interval, to)) = self.part(from, until) {
                    self.add_team_at(interval, team, [(TeamCounter::Night, (to - from).ticks())]);
                    from = to;
                }
            }
        }
    }

    fn came(&mut self, _: SimTime, team: TeamId, _: u32) {
        self.add_team(team, TeamCounter::Came, 1);
    }

    fn left(&mut self, at: SimTime, team: TeamId, _: u32, overtime: SimDuration, day: DayKind) {
        self.worked_on(at, team, overtime, day);
    }

    fn worked_on(&mut self, _: SimTime, team: TeamId, overtime: SimDuration, day: DayKind) {
        let counted = crate::model::overtime(self.model.teams[team].pay.as_ref(), day, overtime);
        if counted > SimDuration::ZERO {
            self.add_team(team, TeamCounter::Overtime, counted.ticks());
        }
    }

    fn policy(&mut self, at: SimTime, policy: usize, on: bool, combination: usize) {
        let rest = self.rest(at);
        self.rules = self.model.under(combination);
        for (of, kind) in self.types.iter_mut().zip(self.rules.types.iter()) {
            of.sells_now = of.sells && kind.sale.is_some();
            of.bought_at_once = kind.sale.as_ref().map_or(0.0, Sale::at_once);
        }
        self.policies[policy].change(step(!on, on), rest);
        self.counts.add_all::<{ PolicyCounter::COUNT }, _>(
            self.current,
            self.layout.of_policy(policy),
            [(PolicyCounter::Began as usize, i64::from(on))],
        );
    }

    fn open_at_end(&mut self, _: SimTime, contact: &Contact) {
        self.add(contact, [(ContactCounter::OpenAtEnd, 1)]);
    }
}

impl Tallies<'_> {
    /// What is seldom to be counted of a contact with the bot: that it is answered, where a platform counts answers; and the time
    /// with it that goes beyond the present interval.
    #[cold]
    fn in_bot_further(&mut self, at: SimTime, until: SimTime, contact: &Contact) {
        let turns = self.model.types[contact.contact_type].turns.as_ref();
        if turns.is_some_and(|turns| turns.scored.bot && turns.scored.judges(at)) {
            self.add_turns(
                contact,
                [(MessageCounter::Answered, 1), (MessageCounter::In30s, 1), (MessageCounter::In3min, 1)],
            );
        }
        let mut from = if until <= self.until { until } else { at };
        while let Some((interval, to)) = self.part(from, until) {
            self.add_at(interval, contact, [(ContactCounter::InBot, (to - from).ticks())]);
            from = to;
        }
    }
}

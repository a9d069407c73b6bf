//! Capacity comes and goes: shifts, and teams staffed by number.

use crate::engine::desk::agents::{Hours, Leading};
use crate::engine::desk::status::Status;
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer};
use crate::id::Id;
use crate::model::{Person, Roster, Staffing, TeamId, TypeId, speed};
use crate::time::{SimDuration, SimTime};

impl<O: Observer> Engine<'_, O> {
    /// Draws up the day's duties and the day's changes of number-staffed teams.
    pub(crate) fn midnight(&mut self) {
        let model = self.model;
        let day = self.now.day();
        let epoch_day = model.calendar.epoch_day(day);
        for (id, team) in model.teams.entries() {
            match &team.staffing {
                Staffing::Number(number) => self.plan_numbers(id, &number.days[model.calendar.weekday(day)]),
                Staffing::People(roster) => {
                    if day == 0 {
                        self.last_nights_duties(id, roster, epoch_day - 1);
                    }
                    self.plan_duties(id, roster, epoch_day);
                    if let Some(payroll) = self.crews[id.index()].payroll_on(epoch_day) {
                        self.observer.payroll(self.now, id, &payroll);
                    }
                }
            }
        }
        for (id, contact_type) in model.types.entries() {
            if let Some(hours) = contact_type.hours.filter(|_| contact_type.is_live()) {
                self.events.push(self.now + hours.from, EventKind::Opening, id.0);
            }
        }
        self.events.push(SimTime::midnight(day + 1), EventKind::Midnight, 0);
    }

    /// Messages left in closed hours, and who came then and waits, may be taken from now on: whoever is free looks.
    pub(crate) fn opening(&mut self, contact_type: TypeId) {
        for route in &self.model.types[contact_type].routes {
            if self.queues[contact_type.index()].len() > 0 {
                self.offer_team(route.team);
            }
        }
    }

    fn plan_numbers(&mut self, team: TeamId, changes: &[(SimDuration, u32)]) {
        let mut before = self.agents.teams[team.index()].target.expect("staffed by number");
        for (at, number) in changes {
            if *number != before {
                let contact_type = if *number > before { EventKind::StaffUp } else { EventKind::StaffDown };
                self.events.push(self.now + *at, contact_type, team.0);
                before = *number;
            }
        }
    }

    /// A run begins at midnight: whoever began a shift the evening before is at work.
    fn last_nights_duties(&mut self, team: TeamId, roster: &Roster, epoch_day: i32) {
        for duty in roster.duties(epoch_day, &self.crews[team.index()]) {
            if duty.until <= SimDuration::DAY {
                continue;
            }
            let later = |time: SimDuration| self.now + (time - SimDuration::DAY);
            let rest = duty.rest.filter(|(at, _)| *at >= SimDuration::DAY).map(|(at, length)| (later(at), length));
            let hours = Hours { until: later(duty.until), rest, epoch_day, day: duty.day, person: duty.person };
            let agent = self.agents.teams[team.index()].first + duty.agent;
            self.agents.all[agent as usize].shift.coming = Some(hours);
            self.shift_start(agent);
        }
    }

    fn plan_duties(&mut self, team: TeamId, roster: &Roster, epoch_day: i32) {
        for duty in roster.duties(epoch_day, &self.crews[team.index()]) {
            let agent = self.agents.teams[team.index()].first + duty.agent;
            let from = self.now + duty.from;
            self.agents.all[agent as usize].shift.coming = Some(Hours {
                until: self.now + duty.until,
                rest: duty.rest.map(|(at, length)| (self.now + at, length)),
                epoch_day,
                day: duty.day,
                person: duty.person,
            });
            self.events.push(from, EventKind::ShiftStart, agent);
        }
    }

    /// The number changes: when it rises, newcomers take at once; when it falls, idle ones leave first, and while more
    /// are at work than it says nobody takes anything.
    pub(crate) fn staff_change(&mut self, team: u32) {
        let id = TeamId(team);
        let Staffing::Number(number) = &self.model.teams[id].staffing else {
            unreachable!("only number-staffed teams change by number")
        };
        let weekday = self.model.calendar.weekday(self.now.day());
        let time = self.now.time_of_day();
        let target = number.days[weekday].iter().rev().find(|(at, _)| *at <= time).map_or(0, |(_, n)| *n);
        self.agents.teams[id.index()].target = Some(target);
        let (first, n) = (self.agents.teams[id.index()].first, self.agents.teams[id.index()].agents);
        for agent in first..first + n {
            let present = self.agents.teams[id.index()].present;
            let state = &self.agents.all[agent as usize];
            if present < target && !state.is(Status::PRESENT) {
                self.come(agent);
            } else if present > target && state.is(Status::PRESENT) && state.work.is_empty() {
                self.go(agent, SimDuration::ZERO);
            }
        }
        self.agents.teams[id.index()].on_duty = target;
        for agent in first..first + n {
            self.settle(agent);
        }
        self.offer_team(id);
    }

    pub(crate) fn shift_start(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        let hours = state.shift.coming.take().expect("a duty was drawn up");
        // The shift before may end where this one begins: then that end is passed over.
        let on_duty_already = state.is(Status::PRESENT) && !state.is(Status::SHIFT_OVER | Status::LAST_CALL_OVER);
        state.shift.hours = Some(hours);
        state.unset(Status::SHIFT_OVER | Status::LAST_CALL_OVER);
        state.status.set_day(hours.day);
        state.shift.pauses = 0;
        state.shift.next_pause = SimTime::NEVER;
        self.change_person(agent, hours.person);
        let team = self.agents.all[agent as usize].team;
        if self.agents.all[agent as usize].is(Status::FOR_A_DAY) {
            self.observer.day_begun(self.now, team);
        } else {
            self.observer.shift_begun(self.now, team, hours.until, hours.rest);
        }
        if let Some(call) = self.last_call_at(agent).filter(|call| *call < hours.until) {
            self.events.push(call.max(self.now), EventKind::LastCall, agent);
        }
        self.events.push(hours.until, EventKind::ShiftEnd, agent);
        if let Some((at, _)) = hours.rest {
            self.events.push(at, EventKind::BreakDue, agent);
        }
        let comes = !self.agents.all[agent as usize].is(Status::PRESENT);
        if comes {
            self.come(agent);
        }
        self.begin_leading(agent, comes);
        self.agents.teams[team.index()].on_duty += u32::from(!on_duty_already);
        self.plan_pause(agent, None);
        self.freed(agent);
    }

    /// Somebody else has the number, or a newcomer is faster than on his last shift: what is open goes on at his speed.
    fn change_person(&mut self, agent: u32, person: Person) {
        let state = &self.agents.all[agent as usize];
        if (state.key, state.pace) == (person.key, person.pace) {
            return;
        }
        self.book(agent);
        let state = &mut self.agents.all[agent as usize];
        let slowness = 1.0 / (speed(person.key, self.model.teams[state.team].speed_cv) * person.pace);
        for work in state.work.iter_mut().filter(|work| !work.wrap_up) {
            work.left *= slowness / state.slowness;
        }
        (state.key, state.pace, state.slowness) = (person.key, person.pace, slowness);
    }

    /// Present from now on.
    fn come(&mut self, agent: u32) {
        let state = &mut self.agents.all[agent as usize];
        state.set(Status::PRESENT);
        state.booked = self.now;
        let team = state.team;
        self.agents.teams[team.index()].present += 1;
        self.observer.came(self.now, team, agent);
        self.settle(agent);
    }

    /// Gone from now on.
    fn go(&mut self, agent: u32, overtime: SimDuration) {
        debug_assert!(self.agents.all[agent as usize].work.is_empty(), "nobody leaves with work in hand");
        let state = &mut self.agents.all[agent as usize];
        state.unset(Status::AT_WORK);
        state.shift.next_pause = SimTime::NEVER;
        state.shift.lead = Leading::default();
        let team = state.team;
        self.agents.teams[team.index()].present -= 1;
        self.settle(agent);
        // Paid by the day, however long it is.
        let overtime = if self.agents.all[agent as usize].is(Status::FOR_A_DAY) { SimDuration::ZERO } else { overtime };
        let day = self.agents.all[agent as usize].status.day();
        self.observer.left(self.now, team, agent, overtime, day);
        self.give_back_reserved(agent);
        self.release_all_holds(agent);
        let team_state = &self.agents.teams[team.index()];
        if team_state.target == Some(team_state.present) {
            // No longer overstaffed: those with free places may take again.
            self.offer_team(team);
        }
    }

    /// What was put off until work in hand ends: leaving, the break, a pause; and a nameless agent too many goes.
    #[inline]
    pub(crate) fn begin_deferred(&mut self, agent: u32) {
        let state = &self.agents.all[agent as usize];
        let team = &self.agents.teams[state.team.index()];
        if state.is(Status::PRESENT) && (team.overstaffed() || state.is(Status::DEFERRED)) {
            self.begin_first_deferred(agent);
        }
    }

    fn begin_first_deferred(&mut self, agent: u32) {
        let state = &self.agents.all[agent as usize];
        let team = &self.agents.teams[state.team.index()];
        if team.overstaffed() {
            if state.work.is_empty() {
                self.go(agent, SimDuration::ZERO);
            }
        } else if state.is(Status::SHIFT_OVER) {
            let until = state.shift.hours.map_or(self.now, |hours| hours.until);
            if state.work.is_empty() && !self.anyone_before_last_call(agent) {
                self.go(agent, self.now - until);
            }
        } else if state.is(Status::BREAK_DUE) && !state.is(Status::ON_PAUSE) {
            if !state.has_customer() {
                self.start_break(agent);
            }
        } else if state.is(Status::LEAD_DUE) && !state.is(Status::ON_PAUSE | Status::ON_BREAK) {
            if !state.has_customer() {
                self.start_leading(agent);
            }
        } else if state.is(Status::PAUSE_DUE) && !state.is(Status::ON_BREAK) && !state.cannot_pause() {
            self.start_pause(agent);
        }
    }
}

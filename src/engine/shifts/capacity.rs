//! Capacity comes and goes: shifts, and teams staffed by number.

use super::shift::{Hours, Leading};
use crate::engine::desk::status::Status;
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer};
use crate::model::{Person, Roster, Staffing, TeamId, TypeId, speed};
use crate::time::{SimDuration, SimTime};

impl<O: Observer> Engine<'_, O> {
    /// Draws up the day's duties and the day's changes of number-staffed teams.
    pub(in crate::engine) fn midnight(&mut self) {
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
                    if let Some(payroll) = self.shifts.crew(id).payroll_on(epoch_day) {
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
    pub(in crate::engine) fn opening(&mut self, contact_type: TypeId) {
        for route in &self.model.types[contact_type].routes {
            if self.queues[contact_type].len() > 0 {
                self.offer_team(route.team);
            }
        }
    }

    fn plan_numbers(&mut self, team: TeamId, changes: &[(SimDuration, u32)]) {
        let mut before = self.agents.team(team).target().expect("staffed by number");
        for (at, number) in changes {
            if *number != before {
                let change = if *number > before { EventKind::StaffUp } else { EventKind::StaffDown };
                self.events.push(self.now + *at, change, team.0);
                before = *number;
            }
        }
    }

    /// A run begins at midnight: whoever began a shift the evening before is at work.
    fn last_nights_duties(&mut self, team: TeamId, roster: &Roster, epoch_day: i32) {
        for duty in roster.duties(epoch_day, self.shifts.crew(team)) {
            if duty.until <= SimDuration::DAY {
                continue;
            }
            let later = |time: SimDuration| self.now + (time - SimDuration::DAY);
            let rest = duty.rest.filter(|(at, _)| *at >= SimDuration::DAY).map(|(at, length)| (later(at), length));
            let hours = Hours { until: later(duty.until), rest, epoch_day, day: duty.day, person: duty.person };
            let agent = self.agents.team(team).agents().start + duty.agent;
            self.shifts.of_mut(agent).coming = Some(hours);
            self.shift_start(agent);
        }
    }

    fn plan_duties(&mut self, team: TeamId, roster: &Roster, epoch_day: i32) {
        for duty in roster.duties(epoch_day, self.shifts.crew(team)) {
            let agent = self.agents.team(team).agents().start + duty.agent;
            let from = self.now + duty.from;
            self.shifts.of_mut(agent).coming = Some(Hours {
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
    pub(in crate::engine) fn staff_change(&mut self, team: u32) {
        let id = TeamId(team);
        let Staffing::Number(number) = &self.model.teams[id].staffing else {
            unreachable!("only number-staffed teams change by number")
        };
        let weekday = self.model.calendar.weekday(self.now.day());
        let time = self.now.time_of_day();
        let target = number.days[weekday].iter().rev().find(|(at, _)| *at <= time).map_or(0, |(_, n)| *n);
        self.agents.team_mut(id).set_target(target);
        for agent in self.agents.team(id).agents() {
            let present = self.agents.team(id).present();
            let state = &self.agents[agent];
            if present < target && !state.is(Status::PRESENT) {
                self.come(agent);
            } else if present > target && state.is(Status::PRESENT) && state.work().is_empty() {
                self.go(agent, SimDuration::ZERO);
            }
        }
        self.agents.team_mut(id).set_on_duty(target);
        for agent in self.agents.team(id).agents() {
            self.settle(agent);
        }
        self.offer_team(id);
    }

    /// The shift that was drawn up begins.
    pub(in crate::engine) fn shift_start(&mut self, agent: u32) {
        let shift = self.shifts.of_mut(agent);
        let hours = shift.coming.take().expect("a duty was drawn up");
        shift.hours = Some(hours);
        shift.pauses = 0;
        shift.next_pause = SimTime::NEVER;
        let state = &mut self.agents[agent];
        let (team, comes) = (state.team(), !state.is(Status::PRESENT));
        // The shift before may end where this one begins: then that end is passed over.
        let on_duty_already = !comes && !state.is(Status::SHIFT_OVER | Status::LAST_CALL_OVER);
        state.unset(Status::SHIFT_OVER | Status::LAST_CALL_OVER);
        state.set_day(hours.day);
        self.change_person(agent, hours.person);
        if self.agents[agent].is(Status::FOR_A_DAY) {
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
        if comes {
            self.come(agent);
        }
        self.begin_leading(agent, comes);
        if !on_duty_already {
            self.agents.team_mut(team).begin_duty();
        }
        self.plan_pause(agent, None);
        self.freed(agent);
    }

    /// Somebody else has the place, or a newcomer is faster than on the last shift: what is open goes on at their speed.
    fn change_person(&mut self, agent: u32, person: Person) {
        let state = &self.agents[agent];
        if (state.key(), state.pace()) == (person.key, person.pace) {
            return;
        }
        self.book(agent);
        let state = &mut self.agents[agent];
        let slowness = 1.0 / (speed(person.key, self.model.teams[state.team()].speed_cv) * person.pace);
        state.change_person(person.key, person.pace, slowness);
    }

    /// Present from now on.
    fn come(&mut self, agent: u32) {
        let state = &mut self.agents[agent];
        state.come(self.now);
        let team = state.team();
        self.agents.team_mut(team).add_present();
        self.observer.came(self.now, team, agent);
        self.settle(agent);
    }

    /// Gone from now on, so long after the end of the shift.
    pub(super) fn go(&mut self, agent: u32, overtime: SimDuration) {
        let state = &mut self.agents[agent];
        debug_assert!(state.work().is_empty(), "nobody leaves with work in hand");
        state.unset(Status::AT_WORK);
        let (team, day) = (state.team(), state.status().day());
        // Paid by the day, however long it is.
        let overtime = if state.is(Status::FOR_A_DAY) { SimDuration::ZERO } else { overtime };
        let shift = self.shifts.of_mut(agent);
        shift.next_pause = SimTime::NEVER;
        shift.lead = Leading::default();
        self.agents.team_mut(team).take_away_present();
        self.settle(agent);
        self.observer.left(self.now, team, agent, overtime, day);
        self.give_back_reserved(agent);
        self.release_all_holds(agent);
        let team_state = self.agents.team(team);
        if team_state.target() == Some(team_state.present()) {
            // No longer overstaffed: those with free places may take again.
            self.offer_team(team);
        }
    }
}

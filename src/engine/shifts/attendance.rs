//! Agents come and go: shifts begin, the number of a number-staffed team changes.

use super::shift::{Hours, Leading};
use crate::engine::desk::status::Status;
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer, Scope};
use crate::model::{Person, Staffing, TeamId, speed};
use crate::time::{SimDuration, SimTime};

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// The number changes: when it rises, newcomers take at once; when it falls, idle ones leave first, and while more
    /// are at work than it says nobody takes anything.
    pub(in crate::engine) fn staff_change(&mut self, team: u32) {
        let id = TeamId(team);
        let Staffing::Number(number) = &self.model.teams[id].staffing else {
            unreachable!("only number-staffed teams change by number")
        };
        let epoch_day = self.model.calendar.epoch_day(self.now.day());
        let time = self.now.time_of_day();
        let target = number.on(epoch_day).iter().rev().find(|(at, _)| *at <= time).map_or(0, |(_, n)| *n);
        self.agents.team_mut(id).set_target(target);
        let agents = self.agents.team(id).agents();
        // Of people who differ the lowest numbers stay.
        let backwards = self.agents.team(id).limits_differ() && self.agents.team(id).present() > target;
        for agent in agents.clone() {
            let agent = if backwards { agents.end - 1 - (agent - agents.start) } else { agent };
            let present = self.agents.team(id).present();
            let state = &self.agents[agent];
            if present < target && !state.is(Status::PRESENT) {
                self.come(agent, false);
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

    /// The shift that was drawn up, or a part of it, begins.
    pub(in crate::engine) fn shift_start(&mut self, agent: u32) {
        let comes = !self.agents[agent].is(Status::PRESENT);
        self.overtime_until_now(agent, comes);
        let shift = self.shifts.of_mut(agent);
        let drawn_up = shift.coming.iter().position(|hours| hours.from == self.now).expect("a duty was drawn up");
        let hours = shift.coming.remove(drawn_up);
        shift.hours = Some(hours.clone());
        // A further part of a day goes on with its own draws, at the gap after the one that was cut off.
        shift.pauses = if hours.part == 0 { 0 } else { shift.pauses + 1 };
        shift.next_pause = SimTime::NEVER;
        shift.take_break();
        let state = &mut self.agents[agent];
        let team = state.team();
        // The shift before may end where this one begins: then that end is passed over.
        let on_duty_already = !comes && !state.is(Status::SHIFT_OVER | Status::LAST_CALL_OVER);
        state.unset(Status::SHIFT_OVER | Status::LAST_CALL_OVER | Status::BREAK_NEAR);
        state.set_day(hours.day);
        self.change_person(agent, hours.person);
        let places = self.places_of(agent);
        self.agents[agent].set_places(self.model, places);
        self.tell_shift(agent, &hours);
        if let Some(call) = self.last_call_at(agent).filter(|call| *call < hours.until) {
            self.events.push(call.max(self.now), EventKind::LastCall, agent);
        }
        self.events.push(hours.until, EventKind::ShiftEnd, agent);
        self.plan_breaks(agent, &hours);
        if comes {
            self.come(agent, hours.part > 0);
        }
        self.begin_leading(agent, comes);
        if !on_duty_already {
            self.agents.team_mut(team).begin_duty();
        }
        self.plan_pause(agent, None);
        self.freed(agent);
    }

    /// Whoever still finishes what was open at the end of the shift before has worked longer until now.
    fn overtime_until_now(&mut self, agent: u32, comes: bool) {
        let state = &self.agents[agent];
        let longer = !comes && state.is(Status::SHIFT_OVER) && !state.is(Status::FOR_A_DAY);
        if let Some(before) = self.shifts.of(agent).hours.as_ref().filter(|_| longer) {
            self.observer.worked_on(self.now, state.team(), self.now - before.until, state.status().day());
        }
    }

    /// What is paid of it: a day, or its hours.
    fn tell_shift(&mut self, agent: u32, hours: &Hours) {
        let state = &self.agents[agent];
        if !state.is(Status::FOR_A_DAY) {
            let breaks: Vec<_> = hours.breaks.iter().map(|rest| (rest.due, rest.length)).collect();
            self.observer.shift_begun(self.now, state.team(), hours.until, &breaks);
        } else if hours.part == 0 {
            self.observer.day_begun(self.now, state.team());
        }
    }

    /// Places of an agent under the rules of now: those of their number in the team, unless they are a newcomer or come for
    /// the day.
    pub(in crate::engine) fn places_of(&self, agent: u32) -> u16 {
        let team = self.agents[agent].team();
        let of_number = self.model.teams[team].places_of(agent - self.agents.team(team).agents().start);
        let limit = self.shifts.of(agent).hours.as_ref().map(|hours| hours.person.limit);
        limit.unwrap_or_default().places(of_number)
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

    /// Present from now on; `again`: for a further part of a shift.
    fn come(&mut self, agent: u32, again: bool) {
        let state = &mut self.agents[agent];
        state.come(self.now);
        let team = state.team();
        self.agents.team_mut(team).add_present();
        if again {
            self.observer.came_again(self.now, team, agent);
        } else {
            self.observer.came(self.now, team, agent);
        }
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
        shift.lead = Leading { drawn: shift.lead.drawn, ..Leading::default() };
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

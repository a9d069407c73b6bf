//! What every day brings, drawn up at midnight: shifts, changes of number-staffed teams, opening hours.

use super::shift::{BreakTimes, Hours};
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer, Scope};
use crate::model::{Duty, StaffedByPeople, Staffing, TeamId};
use crate::time::{SimDuration, SimTime};

impl<O: Observer, S: Scope> Engine<'_, O, S> {
    /// Draws up the day's duties and the day's changes of number-staffed teams.
    pub(in crate::engine) fn midnight(&mut self) {
        let model = self.model;
        let day = self.now.day();
        let epoch_day = model.calendar.epoch_day(day);
        for (id, team) in model.teams.entries() {
            match &team.staffing {
                Staffing::Number(number) => self.plan_numbers(id, number.on(epoch_day)),
                Staffing::People(roster) => {
                    if day == 0 {
                        self.last_nights_duties(id, roster, epoch_day - 1);
                    }
                    self.plan_duties(id, roster, epoch_day);
                    if O::DESKS {
                        let yesterdays = (day == 0).then(|| (epoch_day - 1, SimTime::midnight(-1)));
                        for (epoch_day, midnight) in yesterdays.into_iter().chain([(epoch_day, self.now)]) {
                            self.tell_absent(id, roster, epoch_day, midnight);
                        }
                    }
                    if let Some(payroll) = self.shifts.crew(id).payroll_on(epoch_day) {
                        self.observer.payroll(self.now, id, &payroll);
                    }
                }
            }
        }
        for (id, contact_type) in model.types.entries() {
            let hours = contact_type.hours.as_ref().filter(|_| contact_type.is_live());
            for begins in hours.into_iter().flat_map(|hours| hours.begin_on(day)) {
                self.events.push(self.now + begins, EventKind::Opening, id.0);
            }
        }
        self.events.push(SimTime::midnight(day + 1), EventKind::Midnight, 0);
    }

    /// Tells the observer who is absent on the day that begins at this midnight.
    fn tell_absent(&mut self, team: TeamId, roster: &StaffedByPeople, epoch_day: i32, midnight: SimTime) {
        for duty in roster.missing(epoch_day, self.shifts.crew(team)) {
            let hours = at_desk(&duty, midnight, (self.now, roster.last_call));
            if !hours.is_empty() {
                self.observer.absent(self.now, team, &hours);
            }
        }
    }

    /// Schedules the changes of a day that a number-staffed team has.
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

    /// A run begins at midnight: whoever began a shift the evening before is at work, or comes for a part of it.
    fn last_nights_duties(&mut self, team: TeamId, roster: &StaffedByPeople, epoch_day: i32) {
        let yesterday = SimTime::midnight(-1);
        for duty in roster.duties(epoch_day, self.shifts.crew(team)) {
            let agent = self.agents.team(team).agents().start + duty.agent;
            for (part, of) in duty.parts.iter().enumerate().filter(|(_, part)| part.until > SimDuration::DAY) {
                let mut hours = hours(&duty, part, epoch_day, yesterday);
                let at_work = of.from < SimDuration::DAY;
                hours.from = hours.from.max(self.now);
                hours.breaks.retain(|rest| rest.due >= self.now);
                let from = hours.from;
                self.shifts.of_mut(agent).coming.push(hours);
                if at_work {
                    self.shift_start(agent);
                } else {
                    self.events.push(from, EventKind::ShiftStart, agent);
                }
            }
        }
    }

    /// Draws up the shifts of a day that begin in it.
    fn plan_duties(&mut self, team: TeamId, roster: &StaffedByPeople, epoch_day: i32) {
        for duty in roster.duties(epoch_day, self.shifts.crew(team)) {
            let agent = self.agents.team(team).agents().start + duty.agent;
            for part in 0..duty.parts.len() {
                let hours = hours(&duty, part, epoch_day, self.now);
                self.events.push(hours.from, EventKind::ShiftStart, agent);
                self.shifts.of_mut(agent).coming.push(hours);
            }
        }
    }
}

/// When somebody would have taken customers on the day that begins at this midnight, from a moment on and until the last call.
fn at_desk(duty: &Duty, midnight: SimTime, (from, last_call): (SimTime, SimDuration)) -> Vec<(SimTime, SimTime)> {
    let mut hours = Vec::new();
    for part in &duty.parts {
        let mut since = (midnight + part.from).max(from);
        for rest in &part.breaks {
            hours.push((since, midnight + rest.due));
            since = since.max(midnight + rest.due + rest.length);
        }
        hours.push((since, midnight + part.until - last_call));
    }
    hours.retain(|(since, until)| since < until);
    hours
}

/// A part of somebody's work on the day that begins at this midnight.
fn hours(duty: &Duty, part: usize, epoch_day: i32, midnight: SimTime) -> Hours {
    let of = &duty.parts[part];
    Hours {
        from: midnight + of.from,
        until: midnight + of.until,
        part,
        breaks: of.breaks.iter().map(|planned| BreakTimes::of(planned, midnight)).collect(),
        epoch_day,
        day: duty.day,
        person: duty.person,
    }
}

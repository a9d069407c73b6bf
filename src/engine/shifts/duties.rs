//! What every day brings, drawn up at midnight: shifts, changes of number-staffed teams, opening hours.

use super::shift::Hours;
use crate::engine::kernel::event::EventKind;
use crate::engine::{Engine, Observer};
use crate::model::{Roster, Staffing, TeamId};
use crate::time::{SimDuration, SimTime};

impl<O: Observer> Engine<'_, O> {
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

    /// Draws up the shifts of a day that begin in it.
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
}

//! People expected by hour, and the hand work that waits for them.

use super::HOURS;
use super::demand::TypeLoad;
use crate::id::{Id, IdVec};
use crate::model::{Calendar, ChatPace, Model, Pace, Plan, Roster, Staffing, Step, TeamId, TypeId};
use crate::time::SimDuration;

/// A team on a mean day.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamLoad {
    /// People available at the desk by hour (less rest days, absence, breaks and pauses; newcomers by their speed).
    pub people: [f64; HOURS],
    /// Hours of hand work arriving by hour, for whom it is the first team: chats and calls.
    pub live: [f64; HOURS],
    /// The same of tickets.
    pub tickets: [f64; HOURS],
}

impl TeamLoad {
    /// Hours of hand work a day.
    pub fn work_per_day(&self) -> f64 {
        self.live.iter().chain(&self.tickets).sum()
    }
    /// Hours at the desk a day.
    pub fn people_per_day(&self) -> f64 {
        self.people.iter().sum()
    }
}

/// Expected work and people of every team.
pub fn teams(model: &Model, demand: &IdVec<TypeId, TypeLoad>) -> IdVec<TeamId, TeamLoad> {
    model
        .teams
        .entries()
        .map(|(id, team)| {
            let mut load = TeamLoad {
                people: people_by_hour(&team.staffing, &model.calendar),
                live: [0.0; HOURS],
                tickets: [0.0; HOURS],
            };
            for (kind, contact) in model.types.entries() {
                let hours = work_seconds(model, kind, id) / 3600.0;
                if hours > 0.0 {
                    let to = if contact.is_live() { &mut load.live } else { &mut load.tickets };
                    to.iter_mut().zip(demand[kind].people).for_each(|(t, n)| *t += n * hours);
                }
            }
            load
        })
        .collect()
}

/// Mean hand work of a contact for a team, seconds, as its skill has it.
pub fn work_seconds(model: &Model, kind: TypeId, team: TeamId) -> f64 {
    let factor = model.teams[team].skills[kind.index()].as_ref().map_or(1.0, |skill| skill.effort);
    effort_seconds(model, kind, team) * factor
}

/// The same by the type's own effort: all of it for the first team of the route, but for steps that another
/// team does. For measured chats the wall-clock time alone, which is all that is known.
fn effort_seconds(model: &Model, id: TypeId, team: TeamId) -> f64 {
    let kind = &model.types[id];
    let first = kind.routes.first().is_some_and(|route| route.team == team);
    if !kind.steps().is_empty() {
        let does = |step: &&Step| step.team().map_or(first, |only| only == team);
        return kind.steps().iter().filter(does).map(Step::hand_seconds).sum();
    }
    if !first {
        return 0.0;
    }
    let effort = match &kind.pace {
        ChatPace::Measured { alone, .. } if kind.channel == crate::model::Channel::Chat => alone.mean_seconds(),
        _ => kind.effort.mean_seconds(),
    };
    let failure = kind.bot.as_ref().map_or(1.0, |bot| bot.failure_effort);
    effort * failure + kind.wrap_up.as_ref().map_or(0.0, crate::random::Law::mean_seconds)
}

fn people_by_hour(staffing: &Staffing, calendar: &Calendar) -> [f64; HOURS] {
    match staffing {
        Staffing::Number(number) => {
            let at = |weekday: usize, time: SimDuration| {
                number.days[weekday].iter().rev().find(|(from, _)| *from <= time).map_or(0.0, |(_, n)| f64::from(*n))
            };
            // Quarters of an hour are fine enough for any plan in use.
            let mean = |hour: usize, weekday: usize| {
                (0..4).map(|q| at(weekday, SimDuration::MINUTE * (hour as i64 * 60 + q * 15))).sum::<f64>() / 4.0
            };
            std::array::from_fn(|hour| (0..7).map(|weekday| mean(hour, weekday)).sum::<f64>() / 7.0)
        }
        Staffing::People(roster) => roster_by_hour(roster, calendar),
    }
}

fn roster_by_hour(roster: &Roster, calendar: &Calendar) -> [f64; HOURS] {
    let counted =
        || calendar.epoch_day(calendar.warm_up_days)..calendar.epoch_day(calendar.warm_up_days + calendar.days);
    let share = roster.plan.on_duty_share(roster.headcount, roster.shifts.len(), counted());
    // Where dates say how many come, those who are there fill in for those who are not.
    let heads = match roster.plan {
        Plan::OnDuty(_) => f64::from(roster.headcount),
        _ => super::payroll::at_desk(roster, calendar.epoch_day(0), &counted()),
    };
    let present = heads * share * (1.0 - roster.absence);
    let at_desk = roster.leaders.map_or(1.0, |leaders| leaders.share_at_desk(roster.headcount));
    let shares = roster.plan.shift_shares(roster.shifts.len(), counted());
    let mut hours = [0.0; HOURS];
    let mut for_a_day = vec![0.0; roster.shifts.len()];
    for day in counted().filter(|_| !roster.day_paid.is_empty()) {
        for_a_day
            .iter_mut()
            .zip(roster.day_paid_on(day))
            .for_each(|(sum, n)| *sum += n as f64 / counted().len() as f64);
    }
    for ((shift, share), guests) in roster.shifts.iter().zip(shares).zip(for_a_day) {
        let here = present * share * (1.0 - roster.off_desk) * at_desk + guests * (1.0 - roster.off_desk);
        let mut add = |from: SimDuration, until: SimDuration, people: f64| {
            for minute in from.ticks() / SimDuration::MINUTE.ticks()..until.ticks() / SimDuration::MINUTE.ticks() {
                hours[(minute / 60).rem_euclid(24) as usize] += people / 60.0;
            }
        };
        add(shift.hours.from, shift.hours.until, here);
        if let Some(rest) = shift.rest {
            let away = rest.length.seconds() / rest.window.length().seconds();
            add(rest.window.from, rest.window.until, -here * away);
        }
    }
    hours
}

/// What one agent does with so many chats of a type open all the time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChatRow {
    /// Chats open.
    pub open: usize,
    /// Chats finished an hour.
    pub per_hour: f64,
    /// Mean time from a customer's message to the answer, seconds.
    pub reply: f64,
    /// Share of the time the hands are busy.
    pub hands: f64,
}

/// Chats an hour and reply times at 1, 2, … open chats; none for measured chats.
pub fn chats_per_hour(model: &Model, team: TeamId, kind: TypeId) -> Option<Vec<ChatRow>> {
    let ChatPace::Loop { messages, pause, effort } = &model.types[kind].pace else { return None };
    let factor = model.teams[team].skills[kind.index()].as_ref()?.effort;
    let row = |open: usize| {
        let n = open as f64;
        let switching = model.teams[team].switching;
        let pace = Pace::of(open, n * messages, n * effort * factor, n * messages * pause, switching);
        ChatRow { open, per_hour: 3600.0 * n * pace.rate / (effort * factor), reply: pace.reply, hands: pace.hands }
    };
    Some((1..=model.teams[team].places as usize).map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::expected;
    use crate::model::textbook::{calls, minutes, model, team};
    use crate::random::Law;

    #[test]
    fn work_is_arrivals_times_effort_and_people_are_those_staffed() {
        let kind = calls("a", 2.0, Law::exponential(minutes(3.0)), None, minutes(1.0));
        let m = model(vec![kind], vec![team("t", 7, 1, &[0])], 1);
        let demand = expected(&m);
        assert!((demand[TypeId(0)].per_day() - 2880.0).abs() < 1e-6);
        let load = &teams(&m, &demand)[TeamId(0)];
        assert!((load.live[5] - 120.0 * 3.0 / 60.0).abs() < 1e-9);
        assert_eq!(load.people, [7.0; HOURS]);
    }
}

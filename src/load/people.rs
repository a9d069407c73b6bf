//! People expected by interval, and what a contact takes of them.

use super::intervals::spread;
use crate::model::{
    Calendar, Channel, ChatPace, ContactType, Model, Pace, Plan, ShiftDay, StaffedByNumber, StaffedByPeople, Staffing,
    Step, TeamId, TypeId,
};
use crate::random::Law;
use crate::time::SimDuration;

/// Minutes of a day.
const MINUTES: i64 = 24 * 60;

/// Mean hand work of a contact for a team, seconds, as its skill has it. For chats by the clock the time that they last
/// alone, which is all that is known.
pub fn work_seconds(model: &Model, kind: TypeId, team: TeamId) -> f64 {
    seconds_for(model, kind, team, None).of_a_contact()
}

/// Hand work of a contact for a team, seconds.
#[derive(Clone, Copy, Default)]
pub(super) struct HandWork {
    /// What the first team does, or one of several tried together.
    pub first: f64,
    /// Steps that this team alone does.
    pub own: f64,
}

impl HandWork {
    /// Of a contact that this team takes first.
    fn of_a_contact(self) -> f64 {
        self.first + self.own
    }
}

/// The same of contacts whose mean length is recorded, in seconds.
pub(super) fn seconds_for(model: &Model, id: TypeId, team: TeamId, recorded: Option<f64>) -> HandWork {
    if !takes(model, id, team) {
        return HandWork::default();
    }
    let kind = &model.types[id];
    let factor = model.teams[team].skill(id).map_or(1.0, |skill| skill.effort);
    let first = kind.is_first(team);
    if !kind.steps().is_empty() {
        let sum = |of: Option<TeamId>| {
            let steps = kind.steps().iter().filter(|step| step.team() == of);
            factor * steps.map(Step::hand_seconds).sum::<f64>()
        };
        return HandWork { first: if first { sum(None) } else { 0.0 }, own: sum(Some(team)) };
    }
    let failure = kind.bot.as_ref().map_or(1.0, |bot| bot.failure_effort);
    let length = recorded.unwrap_or_else(|| length(kind) * failure);
    HandWork { first: factor * (length + kind.wrap_up.as_ref().map_or(0.0, Law::mean_seconds)), own: 0.0 }
}

/// Whether a team is the first to do anything of a type.
pub(super) fn takes(model: &Model, id: TypeId, team: TeamId) -> bool {
    let kind = &model.types[id];
    kind.is_first(team) || kind.steps().iter().any(|step| step.team() == Some(team))
}

/// Mean length by the type's own law, seconds: by hand, or of chats by the clock as they last alone.
pub(super) fn length(kind: &ContactType) -> f64 {
    match &kind.pace {
        ChatPace::Measured { alone, .. } if kind.channel == Channel::Chat => alone.mean_seconds(),
        _ => kind.effort.mean_seconds(),
    }
}

/// Which people are counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Counting {
    /// Who is at the desk: less absence, breaks, pauses and spells of leading; newcomers by their speed.
    AtDesk,
    /// Who is on shift by plan, breaks among it; each place of a team counts as held, and newcomers count whole.
    Scheduled,
}

/// People at the desk by interval: on one day (since the first simulated one), or on a mean day.
pub(super) fn available(staffing: &Staffing, calendar: &Calendar, day: Option<i32>, slots: usize) -> Vec<f64> {
    by_interval(staffing, calendar, (day, Counting::AtDesk), slots)
}

/// People on shift by plan, by interval: on one day (since the first simulated one), or on a mean day.
pub(super) fn scheduled(staffing: &Staffing, calendar: &Calendar, day: Option<i32>, slots: usize) -> Vec<f64> {
    by_interval(staffing, calendar, (day, Counting::Scheduled), slots)
}

fn by_interval(
    staffing: &Staffing,
    calendar: &Calendar,
    (day, counting): (Option<i32>, Counting),
    slots: usize,
) -> Vec<f64> {
    match staffing {
        Staffing::Number(number) => by_number(number, calendar, day, slots, &|n| f64::from(n)),
        Staffing::People(roster) => {
            let minutes = Minutes::counting(counting);
            let minutes = match day {
                None => minutes.mean(roster, calendar),
                Some(day) => minutes.on(roster, calendar, calendar.epoch_day(day)),
            };
            minutes.by_interval(slots)
        }
    }
}

/// The same of a team staffed by number; `of`: how many of so many people are meant.
pub(super) fn by_number(
    number: &StaffedByNumber,
    calendar: &Calendar,
    day: Option<i32>,
    slots: usize,
    of: &dyn Fn(u32) -> f64,
) -> Vec<f64> {
    // Of a mean day the mean over weekdays, or, where dates differ or no whole week counts, over the days that count.
    let counted = calendar.warm_up_days..calendar.warm_up_days + calendar.days;
    let days: Vec<&[(SimDuration, u32)]> = match day {
        Some(day) => vec![number.on(calendar.epoch_day(day))],
        None if number.days.dates.is_empty() && calendar.days >= 7 => {
            number.days.week.iter().map(Vec::as_slice).collect()
        }
        None => counted.map(|day| number.on(calendar.epoch_day(day))).collect(),
    };
    let length = SimDuration::DAY.ticks() / slots as i64;
    let mean = |steps: &[(SimDuration, u32)], slot: i64| {
        let (begins, ends) = (slot * length, (slot + 1) * length);
        let until = |n: usize| steps.get(n + 1).map_or(SimDuration::DAY.ticks(), |next| next.0.ticks());
        let inside = |n: usize| (until(n).min(ends) - steps[n].0.ticks().max(begins)).max(0) as f64;
        (0..steps.len()).map(|n| of(steps[n].1) * inside(n)).sum::<f64>() / length as f64
    };
    let n = days.len() as f64;
    (0..slots as i64).map(|slot| days.iter().map(|steps| mean(steps, slot)).sum::<f64>() / n).collect()
}

/// People by minute of the day.
pub(super) struct Minutes {
    minutes: Vec<f64>,
    counting: Counting,
}

impl Default for Minutes {
    /// Of nobody yet, at the desk.
    fn default() -> Self {
        Self::counting(Counting::AtDesk)
    }
}

impl Minutes {
    /// Of nobody yet, counted so.
    fn counting(counting: Counting) -> Self {
        Self { minutes: vec![0.0; MINUTES as usize], counting }
    }

    /// Which minute of a mean day one since a shift's midnight is: what passes midnight is there in the morning.
    pub fn around_the_clock(minute: i64) -> i64 {
        minute.rem_euclid(MINUTES)
    }

    /// Which minute of a date one since the midnight of a shift is that began on it, or so many days before; none: of another.
    pub fn on_date(minute: i64, days_before: i64) -> Option<i64> {
        Some(minute - days_before * MINUTES).filter(|minute| (0..MINUTES).contains(minute))
    }

    /// People on average, by interval.
    pub fn by_interval(&self, slots: usize) -> Vec<f64> {
        let people = slots as f64 / MINUTES as f64;
        spread(&self.minutes, slots).into_iter().map(|sum| sum * people).collect()
    }

    /// The share of those on duty who are counted, before breaks.
    fn share(&self, roster: &StaffedByPeople) -> f64 {
        if self.counting == Counting::Scheduled { 1.0 } else { share_here(roster) }
    }

    /// What one who comes for a day counts as.
    fn guest(&self, roster: &StaffedByPeople, epoch_day: i32) -> f64 {
        if self.counting == Counting::Scheduled {
            return 1.0;
        }
        roster.guest_pace(epoch_day) * (1.0 - roster.off_desk)
    }

    /// Of a mean day of those that count; what passes midnight is there in the morning.
    fn mean(mut self, roster: &StaffedByPeople, calendar: &Calendar) -> Self {
        let counted =
            calendar.epoch_day(calendar.warm_up_days)..calendar.epoch_day(calendar.warm_up_days + calendar.days);
        let share = roster.plan.on_duty_share(roster.headcount, roster.shifts.len(), counted.clone());
        let shares = roster.plan.shift_shares(roster.shifts.len(), counted.clone());
        // Where dates say how many come, those who are there fill in for those who are not.
        let heads = match roster.plan {
            Plan::OnDuty(_) => f64::from(roster.headcount),
            _ if self.counting == Counting::Scheduled => {
                let heads = counted.clone().map(|day| f64::from(roster.heads_on(day))).sum::<f64>();
                heads / counted.len().max(1) as f64
            }
            _ => super::turnover::at_desk(roster, calendar.epoch_day(0), &counted),
        };
        let here = self.share(roster);
        let around_the_clock = |minute: i64| Some(Self::around_the_clock(minute));
        for (shift, hours) in roster.hours_by_shift(counted.clone()).into_iter().enumerate() {
            for (day, fraction) in hours {
                self.add(day, heads * share * shares[shift] * fraction * here, &around_the_clock);
            }
        }
        for day in counted.clone().filter(|_| !roster.day_paid.is_empty()) {
            let each = self.guest(roster, day);
            for (shift, come) in roster.day_paid_on(day).into_iter().enumerate() {
                let mean = come as f64 * each / counted.len() as f64;
                self.add(roster.shift_on(shift, day), mean, &around_the_clock);
            }
        }
        self
    }

    /// Of a date (since 1970-01-01): its own shifts until midnight, and what is left of those of the day before.
    fn on(mut self, roster: &StaffedByPeople, calendar: &Calendar, date: i32) -> Self {
        for (of, before) in [(date, 0), (date - 1, 1)] {
            let heads = roster.heads_on(of);
            let rostered = roster.rostered(heads, of, &roster.plan.offsets(heads), &|_| true);
            let there = match roster.plan {
                Plan::OnDuty(_) => 1.0,
                _ if self.counting == Counting::Scheduled => 1.0,
                _ => {
                    super::turnover::at_desk(roster, calendar.epoch_day(0).min(of), &(of..of + 1))
                        / f64::from(heads.max(1))
                }
            };
            let mut own = vec![0.0; roster.shifts.len()];
            for (_, shift) in &rostered {
                own[*shift] += there;
            }
            let on_date = |minute: i64| Self::on_date(minute, before);
            let (guests, each) = (roster.day_paid_on(of), self.guest(roster, of));
            for (shift, own) in own.into_iter().enumerate() {
                let people = own * self.share(roster) + guests[shift] as f64 * each;
                self.add(roster.shift_on(shift, of), people, &on_date);
            }
        }
        self
    }

    /// Adds so many people on a shift; `at`: which minute of the day one since the shift's midnight is.
    pub fn add(&mut self, hours: &ShiftDay, people: f64, at: &dyn Fn(i64) -> Option<i64>) {
        let mut span = |from: SimDuration, until: SimDuration, people: f64| {
            for minute in from.ticks() / SimDuration::MINUTE.ticks()..until.ticks() / SimDuration::MINUTE.ticks() {
                if let Some(minute) = at(minute) {
                    self.minutes[minute as usize] += people;
                }
            }
        };
        for part in &hours.parts {
            span(part.from, part.until, people);
        }
        for rest in hours.breaks.iter().filter(|_| self.counting == Counting::AtDesk) {
            let away = rest.length.seconds() / rest.window.length().seconds();
            span(rest.window.from, rest.window.until, -people * away);
        }
    }
}

/// The share of those on duty who are at the desk, before breaks: absence, leading and pauses are taken off.
pub(super) fn share_here(roster: &StaffedByPeople) -> f64 {
    let serving = roster.leaders.map_or(1.0, |leaders| leaders.share_at_desk(roster.headcount));
    (1.0 - roster.absence) * serving * (1.0 - roster.off_desk)
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
    let factor = model.teams[team].skill(kind)?.effort;
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
    use crate::model::textbook::{calls, minutes, model, team};

    #[test]
    fn numbers_by_time_of_day_are_those_of_the_interval() {
        let kind = calls("a", 2.0, Law::exponential(minutes(3.0)), None, minutes(1.0));
        let calendar = model(vec![kind], vec![team("t", 7, 1, &[0])], 1).calendar;
        let mut number = StaffedByNumber::always(2);
        // Four from a quarter past nine on, on the weekday of the counted day only.
        number.days.week[calendar.weekday(1)].push((minutes(555.0), 4));
        let staffing = Staffing::Number(number.clone());
        let on = |day: Option<i32>| available(&staffing, &calendar, day, 48);
        assert_eq!((on(Some(1))[17], on(Some(1))[18], on(Some(1))[19]), (2.0, 3.0, 4.0));
        assert_eq!(on(Some(2))[30], 2.0);
        assert_eq!(on(None)[30], 4.0, "of less than a week its own days");
        let week = Calendar { days: 7, ..calendar.clone() };
        assert!((available(&staffing, &week, None, 48)[30] - 16.0 / 7.0).abs() < 1e-12);
    }
}

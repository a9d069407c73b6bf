//! People who come for the day as what is chosen: by date and shift, or as the file's own entries have them.

use super::bare;
use crate::catalogue::civil;
use crate::model::{DayPaid, Model, PersonLimit, StaffedByPeople, Staffing, TeamId};
use crate::report::{Hired, Place};
use std::fmt::Write as _;

/// An entry of a team's `people`: some days, and a number for each shift.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub team: TeamId,
    /// First and last day, since 1970-01-01.
    pub days: (i32, i32),
    /// Shifts that numbers are chosen for; none: one number in the team's shares.
    pub shifts: Vec<Option<usize>>,
    /// As the file has them, by shift; none where it has nobody then.
    in_file: Option<Vec<u32>>,
    /// How they are; none: as the team's own.
    like: Option<DayPaid>,
}

pub(super) fn people(model: &Model, team: TeamId) -> Option<&StaffedByPeople> {
    match &model.teams[team].staffing {
        Staffing::People(people) => Some(people),
        Staffing::Number(_) => None,
    }
}

/// Teams to which people can come for the day: those that have such people in the file, else those that have a price for them, else
/// all with shifts.
pub(super) fn teams(model: &Model) -> Vec<TeamId> {
    let with_shifts: Vec<TeamId> = model.teams.ids().filter(|team| people(model, *team).is_some()).collect();
    let has = |team: &TeamId| people(model, *team).is_some_and(|people| !people.day_paid.is_empty());
    let paid = |team: &TeamId| model.teams[*team].pay.as_ref().is_some_and(|pay| pay.day.is_some());
    for wanted in [&has as &dyn Fn(&TeamId) -> bool, &paid] {
        let some: Vec<TeamId> = with_shifts.iter().copied().filter(|team| wanted(team)).collect();
        if !some.is_empty() {
            return some;
        }
    }
    with_shifts
}

/// An entry for each team on each of these dates (since 1970-01-01), date after date.
pub(super) fn by_date(model: &Model, teams: &[TeamId], dates: &[i32]) -> Vec<Entry> {
    let of = |day: i32, team: TeamId| {
        let roster = people(model, team)?;
        let own = roster.for_the_day(day);
        // Who comes on other days comes alike.
        let like = own.or(roster.day_paid.first());
        let in_file = own.map(|_| roster.day_paid_on(day).into_iter().map(|n| n as u32).collect());
        Some(Entry {
            team,
            days: (day, day),
            shifts: (0..roster.shifts.len()).map(Some).collect(),
            in_file,
            like: like.cloned(),
        })
    };
    dates.iter().flat_map(|day| teams.iter().filter_map(|team| of(*day, *team))).collect()
}

/// Who comes for the day for the first time after a training, in order of days.
pub(super) fn hired(model: &Model) -> Vec<Hired> {
    let of = |team: TeamId| {
        let first_days = people(model, team).map_or_else(Vec::new, StaffedByPeople::first_days);
        first_days.into_iter().filter(|first| first.training > 0).map(move |first| Hired { team, first })
    };
    let mut all: Vec<Hired> = model.teams.ids().flat_map(of).collect();
    all.sort_by_key(|hired| hired.first.day);
    all
}

/// The file's own entries that have one of these dates.
pub(super) fn of_file(model: &Model, dates: &[i32]) -> Vec<Entry> {
    let mut all = Vec::new();
    for team in model.teams.ids() {
        let Some(roster) = people(model, team) else { continue };
        let same = |a: &DayPaid, b: &DayPaid| (a.from, a.until) == (b.from, b.until);
        for of in roster.day_paid.chunk_by(same) {
            let (from, until) = (of[0].from, of[0].until);
            if dates.iter().any(|day| (from..=until).contains(day)) {
                all.push(Entry {
                    team,
                    days: (from, until),
                    shifts: of.iter().map(|come| come.shift).collect(),
                    in_file: Some(of.iter().map(|come| come.count).collect()),
                    like: Some(of[0].clone()),
                });
            }
        }
    }
    all
}

impl Entry {
    /// Its path in a file.
    fn path(&self, model: &Model) -> String {
        let (from, until) = self.days;
        let days = if from == until { civil(from).to_string() } else { format!("{}..{}", civil(from), civil(until)) };
        format!("team.{}.people.\"{days}\"", bare(&model.teams[self.team].label.key))
    }

    /// What is chosen of it.
    pub fn places(&self, model: &Model, most: u32) -> Vec<Place> {
        let shifts = &people(model, self.team).expect("the team has shifts").shifts;
        let (from, until) = (civil(self.days.0).strftime("%m-%d"), civil(self.days.1).strftime("%m-%d"));
        let days = if self.days.0 == self.days.1 { from.to_string() } else { format!("{from}..{until}") };
        let of = |(at, shift): (usize, &Option<usize>)| {
            let shift = shift.map(|shift| &shifts[shift].key);
            let path = self.path(model);
            Place {
                path: shift.map_or_else(|| format!("{path}.count"), |key| format!("{path}.count.{}", bare(key))),
                team: self.team,
                rest: shift.map_or_else(|| days.clone(), |key| format!("{days} {key}")),
                in_file: Some(self.in_file.as_ref().map_or(0, |in_file| in_file[at])),
                bounds: [0, most],
                given: false,
                days: Some(self.days),
            }
        };
        self.shifts.iter().enumerate().map(of).collect()
    }

    /// Path and value with so many; none where nobody comes, in the file neither.
    fn change(&self, model: &Model, staff: &[u32]) -> Option<(String, String)> {
        if self.in_file.is_none() && staff.iter().all(|n| *n == 0) {
            return None;
        }
        let shifts = &people(model, self.team).expect("the team has shifts").shifts;
        let named: Vec<String> = self
            .shifts
            .iter()
            .zip(staff)
            .filter_map(|(shift, n)| Some(format!("{} = {n}", bare(&shifts[(*shift)?].key))))
            .collect();
        let mut value = match (&self.shifts[..], &named[..]) {
            // As the file may have it, so that its own `shift` stays true.
            ([Some(shift)], [_]) => format!("{{ count = {}, shift = \"{}\"", staff[0], shifts[*shift].key),
            (_, []) => format!("{{ count = {}", staff.iter().sum::<u32>()),
            _ => format!("{{ count = {{ {} }}", named.join(", ")),
        };
        value += &self.like.as_ref().map_or_else(String::new, said);
        Some((self.path(model), value + " }"))
    }
}

/// How people who come for the day are, as the keys of an entry.
fn said(come: &DayPaid) -> String {
    let mut text = String::new();
    if come.speed != 1.0 {
        let _ = write!(text, ", speed = {}", come.speed);
    }
    if let PersonLimit::Own(chats) = come.limit {
        let _ = write!(text, ", chats = {chats}");
    }
    if come.training > 0 {
        let _ = write!(text, ", training = \"{} days\"", come.training);
    }
    if !come.ramp.is_empty() {
        let points: Vec<String> = come.ramp.iter().map(|(days, speed)| format!("\"{days} days\" = {speed}")).collect();
        let _ = write!(text, ", ramp = {{ {} }}", points.join(", "));
    }
    text
}

/// What a staffing says of each entry, in order: path and value.
pub(super) fn changes(entries: &[Entry], model: &Model, staff: &[u32]) -> Vec<(String, String)> {
    let mut rest = staff;
    let mut all = Vec::new();
    for entry in entries {
        let (own, later) = rest.split_at(entry.shifts.len());
        all.extend(entry.change(model, own));
        rest = later;
    }
    all
}

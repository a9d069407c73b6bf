//! Who is on which hours of a date, as the plan says.

use crate::model::{ShiftDay, StaffedByPeople};
use crate::time::SimDuration;

/// People of a team on the same hours of a date.
pub struct OnShift {
    /// `09:00-18:00`, with its parts.
    pub hours: String,
    /// Of the team.
    pub own: usize,
    /// Who come for the day.
    pub guests: usize,
}

/// Every shift that somebody is on that day (since 1970-01-01), in the order of the file; before absence.
pub fn on_shifts(roster: &StaffedByPeople, epoch_day: i32) -> Vec<OnShift> {
    let heads = roster.heads_on(epoch_day);
    let mut own = vec![0; roster.shifts.len()];
    for (_, shift) in roster.rostered(heads, epoch_day, &roster.plan.offsets(heads), &|_| true) {
        own[shift] += 1;
    }
    let shifts = own.into_iter().zip(roster.day_paid_on(epoch_day)).enumerate();
    shifts
        .filter(|(_, (own, guests))| own + guests > 0)
        .map(|(shift, (own, guests))| OnShift { hours: hours_of(roster.shift_on(shift, epoch_day)), own, guests })
        .collect()
}

/// `09:00-18:00`, with its parts.
pub fn hours_of(day: &ShiftDay) -> String {
    let part = |from: SimDuration, until: SimDuration| format!("{}-{}", at(from), at(until));
    let parts: Vec<String> = day.parts.iter().map(|hours| part(hours.from, hours.until)).collect();
    parts.join("+")
}

/// `09:00`.
pub fn at(time: SimDuration) -> String {
    let text = time.to_string();
    text.strip_suffix(":00").unwrap_or(&text).to_owned()
}
